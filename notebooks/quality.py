import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Kvalitet – kommunplan")


@app.cell
def _():
    import marimo as mo

    from pipeline.desk import charts, page, published, swedish
    from pipeline.desk.table import Column

    database = published.database()
    page.top("quality")
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
    documents = published.answer(database, "quality")
    return (documents,)


@app.cell
def _(Column, database, documents, page, swedish):
    page.table(
        database,
        "Dokumenten, de med flest anmärkningar först",
        [
            Column("file_name", "Dokument", place="place"),
            Column("municipality", "Kommun"),
            Column("committee", "Nämnd"),
            Column("year", "År", is_number=True),
            Column("period", "Period"),
            Column("pages", "Sidor", swedish.whole, is_number=True),
            Column("unassigned_words", "Ord utan plats", swedish.whole, is_number=True),
            Column("verified_share", "Säkrade belopp", swedish.share, is_number=True),
            Column("claims_reconciled", "Texten stämmer", swedish.yes),
            Column("sums_reconciled", "Summor stämmer", swedish.yes),
            Column("findings_error", "Fel", swedish.whole, is_number=True),
            Column("findings_warning", "Varningar", swedish.whole, is_number=True),
            Column("not_understood", "Inte förstått", swedish.whole, is_number=True),
            Column("unknown_words", "Okända ord", swedish.whole, is_number=True),
        ],
        documents,
    )
    return


@app.cell
def _(documents, page):
    document = page.choose_document(documents)
    document
    return (document,)


@app.cell
def _(charts, database, document, mo, page, published):
    mo.stop(document.value is None)
    pages = published.answer(database, "ledger", document_id=document.value)
    page.figure("Vart orden på varje sida tog vägen; ingenting försvinner i tysthet.", charts.ledger(pages))
    return


@app.cell
def _(Column, database, document, mo, page, published, swedish):
    mo.stop(document.value is None)
    found = published.answer(database, "findings", document_id=document.value)
    page.table(
        database,
        "Anmärkningarna",
        [
            Column("severity", "Grad", swedish.severity),
            Column("check_name", "Vad", swedish.check, place="place"),
            Column("page", "Sida", is_number=True),
            Column("label", "Rad", instead="word"),
            Column("column_text", "Kolumn"),
            Column("stated", "Står", is_number=True),
            Column("expected", "Väntat", is_number=True),
        ],
        found,
    )
    return


@app.cell
def _(Column, database, page, published, stamp):
    stamp()
    page.table(
        database,
        "Ord som programmet inte känner, i alla dokument",
        [
            Column("word", "Ord", place="place"),
            Column("vocabulary", "Ordlista"),
            Column("count", "Antal", is_number=True),
            Column("documents", "Dokument", is_number=True),
            Column("example_file", "Till exempel"),
            Column("example_page", "Sida", is_number=True),
        ],
        published.answer(database, "words"),
    )
    return


if __name__ == "__main__":
    app.run()
