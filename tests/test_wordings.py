"""Headings and words that other kommuner print over the same columns."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plan_making import heading, paragraph, read, table

COVER = [*heading("Delårsrapport per augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]


@pytest.mark.parametrize(
    "headings",
    [
        ["Aktiviteter/åtgärder", "Huvudansvarig", "Aktuell status", "Klart senast", "Kommentar"],
        ["Prioriterad insats", "Vem", "Bedömning", "När", "Lägesbeskrivning"],
        ["Förbättringsåtgärd", "Ansvar", "Läge", "Planerat slutdatum", "Noteringar"],
        ["Utvecklingsaktiviteter", "Genomförare", "Nuläge", "Tidplan", "Analys"],
    ],
)
def test_columns_of_activities(headings: list[str]) -> None:
    rows = [headings, ["Bygga en rastgård", "Skolan", "Pågående, enligt plan", "31 oktober", "Går bra"]]
    (activity,) = read(COVER, heading("Arbetet", 2), table(rows)).activities
    assert (activity.title, activity.kind, activity.responsible) == ("Bygga en rastgård", "aktivitet", "Skolan")
    assert (activity.status, activity.due_on, activity.comment) == ("in_progress", date(2031, 10, 31), "Går bra")


@pytest.mark.parametrize(
    "headings",
    [
        ["Nyckeltal", "Utgångsläge 2029", "Målvärde 2031", "Senaste utfall", "Bedömd måluppfyllelse"],
        ["Indikatornamn", "Nuläge 2029", "Riktvärde 2031", "Utfall period", "Målet nås"],
        ["Resultatmått", "Startvärde 2029", "Önskat värde 2031", "Aktuellt resultat", "Trafikljus"],
    ],
)
def test_columns_of_indicators(headings: list[str]) -> None:
    extraction = read(
        COVER, heading("Mål", 2), table([headings, ["Andel nöjda", "71 %", "80 %", "78 %", "Nås delvis"]])
    )
    (indicator,) = extraction.indicators
    assert (indicator.name, indicator.fulfilment) == ("Andel nöjda", "partly")
    values = {(v.kind, v.year): v.value for v in extraction.indicator_values if v.kind != "outcome"}
    assert values == {("baseline", 2029): 71, ("target", 2031): 80}
    assert [v.value for v in extraction.indicator_values if v.kind == "outcome"] == [78]


@pytest.mark.parametrize(
    ("fulfilment", "printed"),
    [
        ("met", ["Målet nås", "Uppnås", "Målet bedöms uppfyllas", "Helt uppfylld", "Har uppnåtts"]),
        ("partly", ["Delvis uppfyllt", "Målet är på väg att uppfyllas", "Uppfylls till stor del", "Bedöms delvis nås"]),
        ("not_met", ["Uppnås ej", "Målet kommer inte att nås", "Ej uppfyllt", "Bedöms inte kunna uppfyllas"]),
        (None, ["I hög grad", "I låg grad", "Enligt plan", "Mäts på helår", "Ej bedömt", "Godkänt"]),
    ],
)
def test_words_of_an_assessment(fulfilment: str | None, printed: list[str]) -> None:
    headings = ["Indikator", "Mål 2031", "Utfall 2031", "Måluppfyllelse"]
    rows = [headings, *([f"Andel {number}", "80 %", "78 %", words] for number, words in enumerate(printed))]
    found = [indicator.fulfilment for indicator in read(COVER, heading("Mål", 2), table(rows)).indicators]
    assert dict(zip(printed, found, strict=True)) == dict.fromkeys(printed, fulfilment)


@pytest.mark.parametrize(
    ("headings", "measures"),
    [
        (["Verksamhet, tkr", "Budget helår", "Utf jan-aug", "Helårsprognos", "Diff"],
         ["budget", "outcome", "forecast", "variance"]),
        (["Tkr", "Bokslut 2030", "Årsbudget 2031", "Ack utfall", "Återstår"],
         ["outcome", "budget", "outcome", "variance"]),
        (["Belopp i tkr", "Periodens budget", "Förbrukning", "Prognos helår", "Avvikelse mot budget"],
         ["budget", "outcome", "forecast", "variance"]),
    ],
)  # fmt: skip
def test_columns_of_amounts(headings: list[str], measures: list[str]) -> None:
    rows = [headings, ["Ledning", "1 200", "800", "1 150", "50"], ["Skola", "8 400", "5 300", "8 500", "-100"]]
    extraction = read(COVER, heading("Driftredovisning", 2), table(rows))
    assert [line.measure for line in extraction.budget_lines if line.label == "Skola"] == measures


@pytest.mark.parametrize(
    "headings",
    [
        ["Uppdrag från kommunfullmäktige", "Ansvarig handläggare", "Återrapporteras senast", "Lägesrapport"],
        ["Politiska uppdrag", "Tilldelat", "Deadline", "Nuläge"],
        ["Direktuppdrag", "Uppdragsmottagare", "Slutredovisas senast", "Vad har hänt"],
    ],
)
def test_columns_of_assignments(headings: list[str]) -> None:
    rows = [headings, ["Utreda en ny simhall", "Fritidschefen", "2031-12-31", "Arbetet pågår."]]
    (assignment,) = read(COVER, heading("Redovisning", 2), table(rows)).assignments
    assert (assignment.title, assignment.given_to) == ("Utreda en ny simhall", "Fritidschefen")
    assert (assignment.due_on, assignment.follow_up) == (date(2031, 12, 31), "Arbetet pågår.")


@pytest.mark.parametrize(
    "title",
    [
        "Åtagande",
        "Förslag till åtgärd",
        "Milstolpe",
        "Planerat arbete",
        "Löfte",
        "Leverans",
        "Utvecklingspunkt",
        "Steg",
    ],
)
@pytest.mark.parametrize("responsible", ["Ansvarig roll", "Vem ansvarar?", "Aktivitetsägare", "Av vem?"])
def test_columns_that_name_activities_and_whose_they_are(title: str, responsible: str) -> None:
    rows = [
        [title, responsible, "Klart när", "Status"],
        ["Bygga en rastgård", "Rektor", "2031-10-31", "Pågår"],
        ["Ny e-tjänst", "Kansliet", "2031-12-31", "Klar"],
    ]
    activities = read(COVER, heading("Arbetet", 2), table(rows)).activities
    assert [(a.title, a.responsible, a.status) for a in activities] == [
        ("Bygga en rastgård", "Rektor", "in_progress"),
        ("Ny e-tjänst", "Kansliet", "done"),
    ]
    assert [a.due_on for a in activities] == [date(2031, 10, 31), date(2031, 12, 31)]


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ("Sammanträden 2031", [["Sammanträde", "Datum"], ["Arbetsutskottet", "2031-01-14"], ["Nämnden", "2031-01-28"]]),
        ("Träffar", [["Dag", "Tid", "Plats"], ["2031-01-14", "13.00", "Rådhuset"], ["2031-01-28", "13.00", "Skolan"]]),
        ("Tidigare beslut", [["Beslut", "Datum"], ["Budget 2030", "2030-06-14"], ["Taxa 2030", "2030-09-14"]]),
        ("Organisation", [["Område", "Ansvarig chef"], ["Hemtjänst", "Anna Ek"], ["Boende", "Bo Ask"]]),
        ("Risker", [["Risk", "Konsekvens", "Åtgärd", "Ansvarig"], ["Brist på personal", "4", "Rekrytera", "HR"]]),
        ("Kontroll", [["Process", "Kontrollmoment", "Ansvarig"], ["Lön", "Stickprov", "HR"], ["Inköp", "Avtal", "IT"]]),
    ],
)
def test_tables_about_something_else_hold_no_activity(over: str, rows: list[list[str]]) -> None:
    extraction = read(COVER, heading(over, 2), table(rows))
    assert (extraction.activities, extraction.goals, extraction.followups) == ((), (), ())


@pytest.mark.parametrize("said", ["Läget i dag", "Läget nu", "Uppföljning", "Vad har hänt"])
def test_areas_with_what_is_said_of_them_are_activities(said: str) -> None:
    rows = [
        ["Område", "Beskrivning", said],
        ["Boende", "Planera för fler bostäder i tätorten.", "Arbetet följer planen och två möten har hållits."],
        ["Lärande", "Stärka läsningen i alla årskurser.", "Rutinen är känd i alla arbetslag på skolorna."],
    ]
    activities = read(COVER, heading("Nämndens aktiviteter", 2), table(rows)).activities
    assert [(a.title, a.comment and a.comment.split()[0]) for a in activities] == [
        ("Boende", "Arbetet"),
        ("Lärande", "Rutinen"),
    ]


def test_the_nearest_heading_says_what_follows_before_the_documents_title() -> None:
    cover = [*heading("Mål och budget 2031", 1), *paragraph("Tanums kommun")]
    rows = [
        ["Område", "Beskrivning"],
        ["Boende", "Planera för fler bostäder i tätorten."],
        ["Lärande", "Stärka läsningen i alla årskurser."],
    ]
    assert read(cover, heading("Nämndens aktiviteter", 2), table(rows)).goals == ()
