import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Läget – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import flow, page, published, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("progress")
    return Column, database, flow, mo, page, published, swedish


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
    bodies = published.answer(database, "bodies", kind="activities")
    return (bodies,)


@app.cell
def _(bodies, page):
    municipality = page.choose_municipality(bodies)
    return (municipality,)


@app.cell
def _(bodies, municipality, page):
    committee = page.choose_committee(bodies, municipality.value)
    return (committee,)


@app.cell
def _(bodies, committee, municipality, page):
    year = page.choose_year(bodies, municipality.value, committee.value)
    return (year,)


@app.cell
def _(committee, database, municipality, published, year):
    progress = published.answer(
        database, "progress", municipality=municipality.value, committee=committee.value, year=year.value
    )
    return (progress,)


@app.cell
def _(page, progress, swedish):
    words = {word: value for value, (_, word) in swedish.CHANGES.items()}
    change = page.choose_one("Förändring", words, (row["change"] for row in progress), "Alla")
    return (change,)


@app.cell
def _(change, committee, municipality, page, year):
    page.row_of(municipality, committee, year, change)
    return


@app.cell
def _(flow, page, progress):
    page.figure(flow.in_words(progress), flow.picture(progress))
    return


@app.cell
def _(Column, change, database, flow, page, progress, swedish):
    observed = [
        column
        for period in flow.periods_of(progress)
        for column in (
            Column(
                f"status_{period}", swedish.PERIODS[period], swedish.status,
                place=f"place_{period}", instead=f"status_text_{period}",
            ),
            Column(f"comment_{period}", f"Kommentar {swedish.PERIODS[period]}", place=f"place_{period}"),
        )
        if column.field != "comment_plan"
    ]  # fmt: skip
    columns = [
        Column("change", "Förändring", swedish.change),
        Column("title", "Aktivitet", place="place_latest", below=("goal", "responsible")),
        *observed,
    ]
    chosen = [row for row in progress if change.value is None or row["change"] == change.value]
    page.table(database, "Aktiviteterna, med kommentarerna bredvid varandra", columns, chosen)
    return


if __name__ == "__main__":
    app.run()
