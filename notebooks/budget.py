import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Ekonomi – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import charts, page, published, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("budget")
    return Column, charts, database, mo, page, published, swedish


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
    bodies = published.answer(database, "bodies", kind="budget")
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
    lines = published.answer(
        database, "budget", municipality=municipality.value, committee=committee.value, year=year.value
    )
    return (lines,)


@app.cell
def _(lines, page, swedish):
    words = {word: statement for statement, word in swedish.STATEMENTS.items()}
    statement = page.choose_one("Tabell", words, (row["statement"] for row in lines), "Alla")
    return (statement,)


@app.cell
def _(committee, municipality, page, statement, year):
    page.row_of(municipality, committee, year, statement)
    return


@app.cell
def _(lines, statement):
    chosen = [row for row in lines if statement.value is None or row["statement"] == statement.value]
    return (chosen,)


@app.cell
def _(charts, chosen, page):
    deviating = {
        (row["label"], row["variance"]): row for row in chosen if row["variance"] and not row["is_total"]
    }  # a line that several tables repeat stands once
    largest = sorted(deviating.values(), key=lambda row: -abs(row["variance"]))[:10]
    unverified = sum(not row["verified"] for row in largest)
    told = "De största avvikelserna mot budget, summor undantagna. Tecknet är dokumentets eget."
    if unverified:
        told += f" {unverified} av dem bygger på tal som inte är säkrade."
    page.figure(told, charts.deviations(largest)) if largest else None
    return


@app.cell
def _(Column, chosen, database, page, swedish):
    columns = [
        Column("statement", "Tabell", swedish.statement),
        Column("period", "Period"),
        Column("section", "Avsnitt"),
        Column("label", "Rad"),
        Column("budget", "Budget, tkr", swedish.tkr, place="place_budget", is_number=True),
        Column("forecast", "Prognos, tkr", swedish.tkr, place="place_forecast", is_number=True),
        Column("outcome", "Utfall, tkr", swedish.tkr, place="place_outcome", is_number=True),
        Column("variance", "Avvikelse, tkr", swedish.tkr, place="place_variance", is_number=True),
        Column("verified", "Säkrat", swedish.verified),
        Column("checks", "Stämmer inte", swedish.checks),
    ]
    page.table(database, "Raderna, i tusental kronor", columns, chosen)
    return


if __name__ == "__main__":
    app.run()
