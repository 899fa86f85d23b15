import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Mål – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import charts, page, published, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("targets")
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
    bodies = published.answer(database, "bodies", kind="indicators")
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
    values = published.answer(
        database, "targets", municipality=municipality.value, committee=committee.value, year=year.value
    )
    return (values,)


@app.cell
def _(page, swedish, values):
    words = {word: value for value, (_, word) in swedish.FULFILMENTS.items()}
    judged = page.choose_one("Dokumentets bedömning", words, (row["fulfilment"] for row in values), "Alla")
    return (judged,)


@app.cell
def _(committee, judged, municipality, page, year):
    page.row_of(municipality, committee, year, judged)
    return


@app.cell
def _(judged, values):
    chosen = [row for row in values if judged.value is None or row["fulfilment"] == judged.value]
    return (chosen,)


@app.cell
def _(charts, chosen, page):
    met = [row["met"] for row in chosen if row["met"] is not None]
    told = f"Enligt utfallet nåddes {sum(met)} mål, {len(met) - sum(met)} inte. " if met else ""
    told += "Nuläge som romb, mål som streck, utfall som punkt."
    small = charts.small_multiples(chosen)
    if len(small) > 12:
        told += f" De första 12 av {len(small)} mått; tabellen har alla."
    page.figure(told, *small[:12]) if small else None
    return


@app.cell
def _(Column, chosen, database, page, swedish):
    columns = [
        Column("indicator", "Mått", place="place"),
        Column("group", "Grupp"),
        Column("year", "År", is_number=True),
        Column("baseline", "Nuläge", swedish.number, place="place_baseline", is_number=True),
        Column("target_text", "Mål", place="place_target", is_number=True),
        Column("outcome_text", "Utfall", place="place_outcome", is_number=True),
        Column("met", "Nått enligt utfallet", swedish.yes),
        Column("fulfilment", "Dokumentet säger", swedish.fulfilment, place="place"),
        Column("agrees", "Stämmer överens", swedish.yes),
        Column("trend", "Trend", swedish.trend),
    ]
    page.table(database, "Måtten med mål och utfall", columns, chosen)
    return


if __name__ == "__main__":
    app.run()
