# %% [markdown]
# What moved between two follow-ups, as a pandas table per goal.
# Run it as a script (`python notebooks/progress.py [DATABASE]`) or cell by cell in an editor that knows `# %%`.

# %%
import sys

import duckdb
import pandas as pd

database = sys.argv[1] if len(sys.argv) > 1 else "data/curated/kommunplan.duckdb"
con = duckdb.connect(database, read_only=True)

# %% Activities by change, a row a goal
progress: pd.DataFrame = con.sql("FROM activity_progress").df()
by_goal = progress.pivot_table(
    index=["municipality", "year", "goal"], columns="change", values="track_id", aggfunc="count"
)
print(by_goal.fillna(0).astype(int).to_string())

# %% Share of activities per status and period
summary: pd.DataFrame = con.sql("FROM status_summary ORDER BY ALL").df()
print(
    summary.pivot_table(index=["municipality", "year", "period"], columns="status", values="share").round(2).to_string()
)
