"""Assignments in every form that plans and budgets give them: frames, cards, tables, lists, headings, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, ListFlowable, ListItem, Paragraph, Spacer, Table

from extractors.plan.assignment_texts import told
from extractors.records import AssignmentRecord
from tests.plan_making import heading, paragraph, read, table

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12.5)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
BUDGET = [*heading("Mål och budget 2031", 1), *paragraph("Kommunfullmäktige, Tanums kommun")]
PLAN = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
POOL = [
    ("Uppdrag", "Ny simhall"),
    ("Ansvarig nämnd", "Tekniska nämnden"),
    ("Beskrivning", "Utred var en ny simhall kan ligga och vad den kostar att bygga och driva i tjugo år."),
    ("Återrapportering", "Kommunstyrelsen i oktober 2031"),
    ("Klart", "2031-12-31"),
]
FEES = [
    ("Uppdrag", "Se över taxan"),
    ("Ansvarig nämnd", "Miljönämnden"),
    ("Beskrivning", "Taxan för tillsyn ska jämföras med grannkommunernas."),
    ("Återrapportering", "Kommunfullmäktige"),
    ("Klart", "våren 2032"),
]


def bullets(*items: str, kind: str = "bullet") -> list[Flowable]:
    start = "•" if kind == "bullet" else 1
    drawn = [ListItem(Paragraph(item, BODY)) for item in items]
    return [ListFlowable(drawn, bulletType=kind, start=start, leftIndent=18), Spacer(1, 8)]


def frame(rows: Sequence[Sequence[str]], *lines: tuple[object, ...], widths: Sequence[float]) -> list[Flowable]:
    """Labels in bold with their values right of them, in the given lines."""
    cells = [[Paragraph(text, BODY if col % 2 else BOLD) for col, text in enumerate(row)] for row in rows]
    return [Table(cells, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]), Spacer(1, 12)]


def assignments(*parts: list[Flowable]) -> Sequence[AssignmentRecord]:
    return read(*parts).assignments


def brief(record: AssignmentRecord) -> tuple[object, ...]:
    return record.title, record.given_by, record.given_to, record.due_on


BOX = ("BOX", (0, 0), (-1, -1), 0.7, colors.black)
BELOW = ("LINEBELOW", (0, 0), (-1, -2), 0.4, colors.grey)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


@pytest.mark.parametrize("lines", [(BOX,), (BOX, BELOW), (GRID,)], ids=["frame", "lines between rows", "grid"])
def test_a_frame_of_labels_and_values_is_one_uppdrag(lines: Sequence[tuple[object, ...]]) -> None:
    """A frame without inner lines was read as one column, its words interleaved."""
    parts = [frame(rows, *lines, widths=(110, 370)) for rows in (POOL, FEES)]
    pool, fees = assignments(BUDGET, heading("Uppdrag till nämnderna", 2), *parts)
    assert brief(pool) == ("Ny simhall", None, "Tekniska nämnden", date(2031, 12, 31))
    assert (pool.directive, pool.reporting) == (POOL[2][1], "Kommunstyrelsen i oktober 2031")
    assert brief(fees) == ("Se över taxan", None, "Miljönämnden", date(2032, 5, 31))
    assert (fees.directive, fees.reporting, fees.schedule) == (FEES[2][1], "Kommunfullmäktige", "våren 2032")


def test_two_cards_side_by_side_are_two_uppdrag() -> None:
    rows = [(*left, *right) for left, right in zip(POOL, FEES, strict=True)]
    pool, fees = assignments(BUDGET, heading("Särskilda uppdrag", 2), frame(rows, GRID, widths=(95, 145, 95, 145)))
    assert (pool.title, pool.given_to, pool.reporting) == ("Ny simhall", "Tekniska nämnden", POOL[3][1])
    assert (fees.title, fees.given_to, fees.reporting) == ("Se över taxan", "Miljönämnden", "Kommunfullmäktige")


def test_a_card_under_its_heading_is_called_by_it() -> None:
    parts = [
        part
        for name, rows in (("Ny simhall", POOL), ("Taxan för tillsyn", FEES))
        for part in (heading(name, 3), frame(rows[1:3] + rows[4:], GRID, widths=(110, 370)))
    ]
    found = assignments(BUDGET, heading("Uppdrag från kommunfullmäktige", 2), *parts)
    assert [brief(record) for record in found] == [
        ("Ny simhall", "Kommunfullmäktige", "Tekniska nämnden", date(2031, 12, 31)),
        ("Taxan för tillsyn", "Kommunfullmäktige", "Miljönämnden", date(2032, 5, 31)),
    ]


@pytest.mark.parametrize(
    ("over", "rows", "expected"),
    [
        (
            "Uppdrag från kommunfullmäktige",
            [["Nr", "Uppdrag"], ["1", "Utreda en ny simhall"]],
            ("Utreda en ny simhall", "Kommunfullmäktige", None, None),
        ),
        (
            "Uppdrag från kommunfullmäktige",
            [["Rubrik", "Ansvarig", "Återrapportering"], ["Ny simhall", "Tekniska förvaltningen", "oktober 2031"]],
            ("Ny simhall", "Kommunfullmäktige", "Tekniska förvaltningen", date(2031, 10, 31)),
        ),
        (
            "Särskilda uppdrag 2031",
            [["Beskrivning", "Beslutad av", "Klart senast"], ["Utreda en ny simhall", "Kommunstyrelsen", "våren 2032"]],
            ("Utreda en ny simhall", "Kommunstyrelsen", None, date(2032, 5, 31)),
        ),
        (
            "Läget",
            [["Uppdrag från kommunfullmäktige", "Ansvarig", "Status"], ["Utreda en simhall", "Skolkontoret", "Pågår"]],
            ("Utreda en simhall", "Kommunfullmäktige", "Skolkontoret", None),
        ),
    ],
    ids=["a number and the uppdrag", "named by another heading", "described", "given, with a status"],
)
def test_tables_of_uppdrag(over: str, rows: list[list[str]], expected: tuple[object, ...]) -> None:
    assert [brief(record) for record in assignments(PLAN, heading(over, 2), table(rows))] == [expected]


def test_a_column_of_reports_says_when_and_one_of_follow_ups_what_was_done() -> None:
    told = "Utredningen har påbörjats och lämnas till nämnden under hösten."
    rows = [["Uppdrag från KF", "Återrapportering", "Uppföljning"], ["Utreda en ny simhall", "2031-10-31", told]]
    [record] = assignments(PLAN, heading("Läget", 2), table(rows))
    assert (record.due_on, record.assigned_on, record.follow_up) == (date(2031, 10, 31), None, told)


def test_uppdrag_with_statuses_are_activities_where_nobody_has_given_them() -> None:
    rows = [["Uppdrag", "Ansvarig", "Status"], ["Utreda en ny simhall", "Tekniska förvaltningen", "Pågår"]]
    extraction = read(PLAN, heading("Läget", 2), table(rows))
    assert not extraction.assignments
    assert [activity.title for activity in extraction.activities] == ["Utreda en ny simhall"]


def test_numbered_paragraphs() -> None:
    one, two = assignments(
        BUDGET,
        heading("Inriktning", 2),
        paragraph("Uppdrag 1: Utreda en ny simhall vid sjön."),
        paragraph("Uppdrag 2: Se över taxan för tillsyn. Klart senast i oktober 2031."),
        paragraph("Vi tror på framtiden och på alla som bor här."),
    )
    assert (one.title, one.directive) == ("Utreda en ny simhall vid sjön.", None)
    assert (two.title, two.schedule) == ("Se över taxan för tillsyn.", "Klart senast i oktober 2031.")


def test_numbered_headings_with_text_and_labels_under_them() -> None:
    one, two = assignments(
        BUDGET,
        heading("Uppdrag 1 – Ny simhall", 3),
        paragraph("Kommunen ska utreda var en ny simhall kan ligga."),
        paragraph("Ansvarig: Tekniska nämnden"),
        paragraph("Återrapportering: oktober 2031"),
        heading("Uppdrag 2 – Taxan för tillsyn", 3),
        paragraph("Ansvarig: Miljönämnden. Klart: våren 2032"),
        heading("Ekonomi", 2),
        paragraph("Budgeten är i balans."),
    )
    assert brief(one) == ("Ny simhall", None, "Tekniska nämnden", date(2031, 10, 31))
    assert one.directive == "Kommunen ska utreda var en ny simhall kan ligga."
    assert brief(two) == ("Taxan för tillsyn", None, "Miljönämnden", date(2032, 5, 31))
    assert two.directive is None


def test_a_list_under_a_heading_that_says_who_gave_them() -> None:
    found = assignments(
        PLAN,
        heading("Uppdrag från kommunfullmäktige", 2),
        paragraph("I budgeten har fullmäktige lämnat följande uppdrag."),
        bullets(
            "Utreda en ny simhall vid sjön",
            "Se över taxan för tillsyn (klart senast 2031-10-31)",
            "Ta fram en plan mot ensamhet. Återrapporteras i december 2031.",
        ),
        heading("Ekonomi", 2),
        bullets("Löner", "Hyror och räntor"),
    )
    assert [brief(record) for record in found] == [
        ("Utreda en ny simhall vid sjön", "Kommunfullmäktige", None, None),
        ("Se över taxan för tillsyn", "Kommunfullmäktige", None, date(2031, 10, 31)),
        ("Ta fram en plan mot ensamhet.", "Kommunfullmäktige", None, date(2031, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("lead", "kind", "given_by", "given_to"),
    [
        ("Nämnden får i uppdrag att", "bullet", None, "Socialnämnden"),
        ("Kommunstyrelsen ges i uppdrag att:", "1", None, "Kommunstyrelsen"),
        ("Kommunfullmäktige ger tekniska nämnden följande uppdrag:", "bullet", "Kommunfullmäktige", "tekniska nämnden"),
        ("Fullmäktige uppdrar åt miljönämnden att:", "bullet", "Kommunfullmäktige", "miljönämnden"),
    ],
)
def test_a_list_that_a_sentence_leads_to(lead: str, kind: str, given_by: str | None, given_to: str) -> None:
    found = assignments(
        BUDGET,
        heading("Socialnämnden", 2),
        paragraph(lead),
        bullets("utreda en ny simhall vid sjön", "se över taxan för tillsyn", kind=kind),
        paragraph("Dessutom gäller:"),
        bullets("God ekonomi i allt", "Hög kvalitet i allt"),
    )
    assert [brief(record) for record in found] == [
        ("utreda en ny simhall vid sjön", given_by, given_to, None),
        ("se över taxan för tillsyn", given_by, given_to, None),
    ]


def test_lists_under_the_bodies_that_get_them() -> None:
    found = assignments(
        BUDGET,
        heading("Uppdrag i budgeten", 2),
        heading("Tekniska nämnden", 3),
        bullets("Utreda en ny simhall", "Se över parkeringen"),
        heading("Miljönämnden", 3),
        bullets("Se över taxan för tillsyn"),
    )
    assert [(r.title, r.given_to) for r in found] == [
        ("Utreda en ny simhall", "Tekniska nämnden"),
        ("Se över parkeringen", "Tekniska nämnden"),
        ("Se över taxan för tillsyn", "Miljönämnden"),
    ]


def test_labelled_lines() -> None:
    lines = ["Uppdrag: Ny simhall", "Ansvarig: Tekniska nämnden", "Återrapportering: oktober 2031", "Klart: 2031-12-31"]
    lines += ["Uppdrag: Taxan för tillsyn", "Ansvarig: Miljönämnden", "Klart: våren 2032"]
    pool, fees = assignments(PLAN, heading("Särskilda uppdrag", 2), *(paragraph(line) for line in lines))
    assert (*brief(pool), pool.reporting) == (
        "Ny simhall",
        None,
        "Tekniska nämnden",
        date(2031, 12, 31),
        "oktober 2031",
    )
    assert brief(fees) == ("Taxan för tillsyn", None, "Miljönämnden", date(2032, 5, 31))


def test_headings_under_one_that_announces_uppdrag() -> None:
    pool, fees = assignments(
        BUDGET,
        heading("Uppdrag till nämnderna", 2),
        paragraph("Fullmäktige lämnar två uppdrag."),
        heading("Ny simhall", 3),
        paragraph("Utred var en ny simhall kan ligga."),
        paragraph("Ansvarig: Tekniska nämnden"),
        heading("Taxan för tillsyn", 3),
        paragraph("Taxan jämförs med andra kommuners."),
        paragraph("Redovisas: våren 2032"),
        heading("Ekonomi", 2),
        paragraph("Budgeten är i balans."),
    )
    assert (pool.title, pool.given_to, pool.directive) == (
        "Ny simhall",
        "Tekniska nämnden",
        "Utred var en ny simhall kan ligga.",
    )
    assert (fees.title, fees.due_on) == ("Taxan för tillsyn", date(2032, 5, 31))


def test_sentences_under_a_heading_that_announces_uppdrag() -> None:
    one, two = assignments(
        BUDGET,
        heading("Uppdrag från kommunfullmäktige", 2),
        paragraph("Tekniska nämnden får i uppdrag att utreda en ny simhall."),
        paragraph("Kommunfullmäktige uppdrar åt miljönämnden att se över taxan senast i oktober 2031."),
    )
    assert (one.given_by, one.given_to) == ("Kommunfullmäktige", "Tekniska nämnden")
    assert (two.given_to, two.due_on) == ("miljönämnden", date(2031, 10, 31))


@pytest.mark.parametrize(
    "parts",
    [
        [heading("Nämndens uppdrag", 2), paragraph("Nämnden ansvarar för:"), bullets("Äldreomsorg", "Stöd i hemmet")],
        [heading("Uppdrag", 2), paragraph("Vi ger omsorg."), bullets("Trygghet för äldre", "Stöd åt familjer")],
        [heading("Uppdrag och ansvar", 2), bullets("Äldreomsorg i hela kommunen", "Stöd åt familjer")],
        [heading("Året", 2), paragraph("Nämnden fick i uppdrag att se över taxan. Det är klart."), bullets("Ett två")],
        [heading("Förslag till beslut", 2), paragraph("Nämnden får i uppdrag att"), bullets("utreda en simhall")],
        [heading("Uppdrag från kommunfullmäktige", 2), bullets("Inga uppdrag har lämnats")],
    ],
    ids=["a body's mission", "what it is for", "and its duties", "told of in passing", "proposed", "none given"],
)
def test_no_uppdrag(parts: list[list[Flowable]]) -> None:
    assert not assignments(PLAN, *parts)


def test_a_protocol_decides_and_gives_no_uppdrag() -> None:
    cover = [*heading("Sammanträdesprotokoll", 1), *paragraph("Kommunstyrelsen, Tanums kommun, 2031-02-03")]
    lead = paragraph("Förvaltningen får i uppdrag att:")
    assert not assignments(cover, heading("§ 12 Simhallen", 2), lead, bullets("utreda en simhall", "räkna på den"))


STATED = [*heading("Uppföljning april 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]


@pytest.mark.parametrize(
    ("parts", "counts"),
    [
        (
            [paragraph("Rapporten omfattar 15 uppdrag, varav 4 är klara, 5 pågår och 2 inte har startat.")],
            (15, 4, 5, 2),
        ),
        (
            [paragraph("Planen har tolv åtgärder. Sju är genomförda, fyra pågår och en är inte påbörjad.")],
            (12, 7, 4, 1),
        ),
        ([paragraph("Totalt finns 20 insatser. Tio är avslutade, 45 procent av dem pågår.")], (20, 10, None, None)),
        ([paragraph("9 av 23 uppdrag är slutförda.")], (23, 9, None, None)),
        ([paragraph("Planen består av 33 aktiviteter, 12 har slutförts, 18 är igång.")], (33, 12, 18, None)),
        (
            [paragraph("Av planens 20 aktiviteter är:"), bullets("12 klara", "5 pågående", "3 ej påbörjade")],
            (20, 12, 5, 3),
        ),
        ([table([["Aktiviteter", "Antal"], ["Klara", "12"], ["Pågår", "5"], ["Totalt", "17"]])], (17, 12, 5, None)),
        (
            [heading("Läget för uppdragen", 2), table([["Klara", "Pågår", "Ej påbörjade"], ["12", "5", "3"]])],
            (None, 12, 5, 3),
        ),
    ],
    ids=["uppdrag", "words", "percent", "n of all", "under way", "a list", "a table", "a table across"],
)
def test_stated_counts(parts: list[list[Flowable]], counts: tuple[int | None, ...]) -> None:
    [claim] = read(STATED, *parts).claims
    assert (claim.total, claim.done, claim.in_progress, claim.not_started) == counts


@pytest.mark.parametrize(
    "text",
    ["Av 30 medarbetare är 12 klara med utbildningen och 5 pågår.", "Av 20 uppdrag är 4 inte klara."],
    ids=["persons", "denied"],
)
def test_no_stated_counts(text: str) -> None:
    assert not read(STATED, paragraph(text)).claims


def test_a_body_with_a_hyphen_in_its_name_is_told_to_act() -> None:
    assert told("Barn- och utbildningsnämnden ska utreda öppettiderna.") == "Barn- och utbildningsnämnden"
    assert told("Miljö-, bygg- och hälsoskyddsnämnden ska se över taxan.") == "Miljö-, bygg- och hälsoskyddsnämnden"


def test_each_heading_among_uppdrag_is_one() -> None:
    found = read(
        PLAN,
        heading("Uppdrag från fullmäktige", 2),
        heading("Ta fram en plan för laddplatser", 3), paragraph("Status: Pågår. Planen är ute på remiss."),
        heading("Utred framtiden för ishallen", 3), paragraph("Status: Klart. Utredningen lämnades i maj."),
        heading("Redovisa kostnaden för vinterväghållning", 3), paragraph("Status: Ej påbörjat."),
    ).assignments  # fmt: skip
    assert [assignment.title for assignment in found] == [
        "Ta fram en plan för laddplatser",
        "Utred framtiden för ishallen",
        "Redovisa kostnaden för vinterväghållning",
    ]


def test_sentences_that_give_uppdrag_need_no_day() -> None:
    items = [
        "Kommunstyrelsen får i uppdrag att se över lokalerna.",
        "Socialnämnden ges i uppdrag att redovisa bemanningen senast i april 2032.",
    ]
    found = read(BUDGET, heading("Uppdrag 2031", 2), bullets(*items)).assignments
    assert [(a.title, a.given_to) for a in found] == [(items[0], "Kommunstyrelsen"), (items[1], "Socialnämnden")]


def test_numbered_uppdrag_with_labels_are_no_activities() -> None:
    labels = ["Beslutsdatum: 2030-06-15", "Ansvarig: Kanslichefen", "Klart senast: 2031-12-31", "Status: Pågår"]
    found = read(
        heading("Återrapportering av uppdrag 2031", 1), paragraph("Tanums kommun, kommunstyrelsen 2031-10-05"),
        paragraph("<b>Uppdrag 1: Se över bostadsbolaget</b>"), *map(paragraph, labels),
        paragraph("<b>Uppdrag 2: Föreslå en medborgarbudget</b>"), *map(paragraph, labels),
    )  # fmt: skip
    assert [a.title for a in found.assignments] == ["Se över bostadsbolaget", "Föreslå en medborgarbudget"]
    assert found.activities == ()
