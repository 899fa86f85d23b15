"""What kommuner have in common: measures under one name or several, and activities with like titles and goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline import store
from pipeline.likeness import Goal, Subject, score
from pipeline.resemblance import (
    POSSIBLE_SCORE,
    add_correction,
    possible_names,
    read_corrections,
    resembling,
    same_names,
)
from pipeline.store import Row

# A title alone decides less than a title with its goal: pairs whose titles and goals together fall below are left out.
_LIKE_SCORE = 75.0


def corrections_file(database: Path) -> Path:
    """The CSV file in which a person says which names of measures mean the same, beside the database."""
    return database.parent / "indicator_names.csv"


def common_indicators(indicators: Sequence[Row], decided: Mapping[frozenset[str], str]) -> list[Row]:
    """The measures that at least two kommuner have, a row each, those of most kommuner first.

    A row has ``name``, other ``names`` for it, and per kommun ``text KOMMUN`` and ``place KOMMUN``. ``indicators``:
    those of pipeline/sql/desk/indicators.sql. A measure's groups (women, men) are rows of their own.
    """
    leader = same_names((row["indicator"] for row in indicators), decided)
    found: dict[tuple[str, str | None], dict[str, Row]] = defaultdict(dict)
    for row in indicators:
        found[leader[row["indicator"]], row["group"]].setdefault(row["municipality"], row)
    return [
        {"name": " – ".join(filter(None, key)), "names": _other_names(key[0], by_kommun.values())}
        | {f"text {kommun}": _told(row) for kommun, row in by_kommun.items()}
        | {f"place {kommun}": row["place"] for kommun, row in by_kommun.items()}
        for key, by_kommun in sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))
        if len(by_kommun) > 1
    ]


def doubtful_names(indicators: Sequence[Row], decided: Mapping[frozenset[str], str]) -> list[tuple[str, str]]:
    """Pairs of names, of two kommuner, that may mean the same and wait for a person's word; the likest first."""
    kommun = {row["indicator"]: row["municipality"] for row in indicators}
    names = list(kommun)
    pairs = possible_names(names, same_names(names, decided), decided)
    named = [(names[pair.first], names[pair.second]) for pair in pairs]
    return [(one, other) for one, other in named if kommun[one] != kommun[other]]


def corrections(database: Path) -> dict[frozenset[str], str]:
    """What a person has said of pairs of names. Raises UserError."""
    return read_corrections(corrections_file(database))


def correct(database: Path, one: str, other: str, decision: str) -> None:
    """Note that two names mean the ``same`` measure or ``different`` ones. Raises UserError."""
    add_correction(corrections_file(database), one, other, decision, store.now().date())


def common_activities(activities: Sequence[Row], municipality: str) -> list[Row]:
    """The activities of one kommun with the likest one of each other kommun, the likest pairs first.

    ``activities``: those of pipeline/sql/desk/activities.sql.
    """
    own = [row for row in activities if row["municipality"] == municipality]
    others = [row for row in activities if row["municipality"] != municipality]
    best: dict[tuple[int, str], tuple[float, Row, Row]] = {}
    for pair in resembling([row["title"] for row in own], [row["title"] for row in others], POSSIBLE_SCORE):
        one, other = own[pair.first], others[pair.second]
        likeness = score(_subject(one), _subject(other))
        key = pair.first, other["municipality"]
        if likeness >= _LIKE_SCORE and (key not in best or likeness > best[key][0]):
            best[key] = likeness, one, other
    return [
        {"likeness": round(likeness), "municipality": other["municipality"]}
        | {f"own_{field}": one[field] for field in ("title", "goal", "status", "status_text", "place")}
        | {f"other_{field}": other[field] for field in ("title", "goal", "status", "status_text", "place")}
        for likeness, one, other in sorted(best.values(), key=lambda found: (-found[0], found[1]["title"]))
    ]


def _subject(row: Row) -> Subject:
    goal = None if row["goal"] is None else Goal(row["goal_level"], row["goal_number"], row["goal"])
    return Subject(row["title"], goal, None, None, 0.0)


def _other_names(name: str, rows: Iterable[Row]) -> str | None:
    """The names beside the one that stands for all."""
    others = sorted({row["indicator"] for row in rows} - {name})
    return f"också: {'; '.join(others)}" if others else None


def _told(row: Row) -> str:
    outcome, target = row["outcome_text"], row["target_text"]
    parts = [outcome and f"utfall {outcome}", target and f"mål {target}", row["year"] and f"({row['year']})"]
    return " ".join(filter(None, parts))
