import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Granska – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import page, published, review, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("review")
    return Column, database, mo, page, published, review, swedish


@app.cell
def _(database, mo, published):
    stamp, set_stamp = mo.state(published.stamp(database))
    watched = mo.watch.file(database)
    return set_stamp, stamp, watched


@app.cell
def _(database, published, set_stamp, stamp, watched):
    if watched and published.stamp(database) != stamp():
        set_stamp(published.stamp(database))
    return


@app.cell
def _(database, page, published, stamp):
    stamp()
    page.stop_without(database)
    waiting = published.answer(database, "waiting")
    return (waiting,)


@app.cell
def _(mo):
    count_noted, set_noted = mo.state(0)
    return count_noted, set_noted


@app.cell
def _(database, page, set_noted, waiting):
    page.pairs(database, waiting, lambda: set_noted(lambda count: count + 1))
    return


@app.cell
def _(Column, count_noted, database, page, review, stamp, swedish):
    stamp()
    count_noted()
    page.table(
        database,
        "Besluten i link_decisions.csv; de gäller från nästa körning",
        [
            Column("decided_on", "Datum", swedish.day),
            Column("decision", "Beslut", swedish.decision),
            Column("earlier", "Tidigare"),
            Column("later", "Senare"),
        ],
        review.decisions(database),
    )
    return


if __name__ == "__main__":
    app.run()
