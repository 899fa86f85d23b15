import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Jämför – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import charts, comparing, page, published, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("compare")
    return Column, charts, comparing, database, mo, page, published, swedish


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
    known = [row["municipality"] for row in published.answer(database, "municipalities")]
    return (known,)


@app.cell
def _(known, page):
    municipalities = page.choose_several("Kommuner", known)
    municipalities
    return (municipalities,)


@app.cell
def _(database, municipalities, published):
    comparison, shares, indicators, activities = (
        published.answer(database, question, municipalities=municipalities.value)
        for question in ("comparison", "status_shares", "indicators", "activities")
    )
    return activities, comparison, indicators, shares


@app.cell
def _(charts, page, shares):
    page.figure(
        "Aktiviteternas status i varje kommuns senaste rapport för året.", charts.status_shares(shares)
    ) if shares else None
    return


@app.cell
def _(Column, comparison, database, page, swedish):
    page.table(
        database,
        "Kommunerna sida vid sida",
        [
            Column("municipality", "Kommun"),
            Column("committee", "Nämnd"),
            Column("year", "År", is_number=True),
            Column("activities", "Aktiviteter", swedish.whole, is_number=True),
            Column("share_done", "Klara", swedish.share, is_number=True),
            Column("share_in_progress", "Pågår", swedish.share, is_number=True),
            Column("indicators_assessed", "Bedömda mått", swedish.whole, is_number=True),
            Column("share_indicators_met", "Nådda", swedish.share, is_number=True),
            Column("net_budget_sek", "Nettobudget, mkr", swedish.mkr, place="place_budget", is_number=True),
            Column("net_budget_reason", "Varför ingen nettobudget", swedish.net_reason),
            Column("net_budget_per_inhabitant_sek", "Kr per invånare", swedish.whole, is_number=True),
            Column("net_variance_per_inhabitant_sek", "Avvikelse, kr per invånare", swedish.whole, is_number=True),
        ],
        comparison,
    )
    return


@app.cell
def _(mo):
    count_corrected, set_corrected = mo.state(0)
    return count_corrected, set_corrected


@app.cell
def _(Column, comparing, count_corrected, database, indicators, municipalities, page):
    count_corrected()
    decided = comparing.corrections(database)
    page.table(
        database,
        "Gemensamma mått, också under olika namn",
        [
            Column("name", "Mått", below=("names",)),
            *(Column(f"text {kommun}", kommun, place=f"place {kommun}") for kommun in municipalities.value),
        ],
        comparing.common_indicators(indicators, decided),
    )
    return (decided,)


@app.cell
def _(comparing, database, decided, indicators, page, set_corrected):
    def note(one, other, decision):
        comparing.correct(database, one, other, decision)
        set_corrected(lambda count: count + 1)

    page.decide_names(comparing.doubtful_names(indicators, decided), note)
    return


@app.cell
def _(municipalities, page):
    own = page.choose_one_of("Aktiviteter som liknar dem i", municipalities.value)
    own
    return (own,)


@app.cell
def _(Column, activities, comparing, database, own, page, swedish):
    page.table(
        database,
        "Liknande aktiviteter i de andra kommunerna",
        [
            Column("likeness", "Likhet", is_number=True),
            Column("own_title", "Aktivitet", place="own_place"),
            Column("own_status", "Status", swedish.status, instead="own_status_text"),
            Column("municipality", "Kommun"),
            Column("other_title", "Liknar", place="other_place"),
            Column("other_status", "Status där", swedish.status, instead="other_status_text"),
        ],
        comparing.common_activities(activities, own.value) if own.value else [],
    )
    return


if __name__ == "__main__":
    app.run()
