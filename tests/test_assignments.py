"""Assignments from forms and tables made here: labels beside, above and in the line of what they label."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractors.extract import extract
from extractors.records import AssignmentRecord
from extractors.values.parsing import days_in, parse_due

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, spaceAfter=4)
ITALIC = ParagraphStyle("italic", parent=BODY, fontName="Times-Italic")
LABEL = ParagraphStyle("label", fontName="Helvetica-Bold", fontSize=8, leading=10, spaceBefore=8)
HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=15, leading=19, spaceAfter=12)
SUBHEAD = ParagraphStyle("subhead", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=10, spaceAfter=4)
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
TITLE = Paragraph("UPPDRAGSBESKRIVNING FRÅN NÄMND", HEAD)


def read(*flowables: Flowable) -> Sequence[AssignmentRecord]:
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(list(flowables))
    return extract(target.getvalue(), file_name="uppdrag.pdf", source_uri="uppdrag.pdf").assignments


def cells(rows: Sequence[Sequence[str]], widths: Sequence[float], *, header: bool = False) -> Table:
    """A ruled table; the first line of a cell stands alone, the lines after it are italic paragraphs."""
    styles = [LABEL if header and number == 0 else BODY for number in range(len(rows))]
    drawn = [
        [[Paragraph(part, style if not i else ITALIC) for i, part in enumerate(text.split("\n"))] for text in row]
        for row, style in zip(rows, styles, strict=True)
    ]
    return Table(drawn, colWidths=widths, style=GRID, repeatRows=1 if header else 0)


def fields(record: AssignmentRecord) -> tuple[object, ...]:
    return (
        record.title,
        record.given_by,
        record.given_to,
        record.assigned_on,
        record.directive,
        record.schedule,
        record.due_on,
        record.reporting,
        record.financing,
        record.page,
    )


FIELDS = [
    ("Uppdragets namn", "Ny simhall"),
    ("Uppdragsgivare", "Tekniska nämnden"),
    ("Uppdrag till", "Förvaltningschefen"),
    ("Beslutsdatum", "2031-02-14"),
    ("Uppdragsdirektiv", "Utred var en ny simhall kan ligga."),
    ("Tidplan", "Klart senast i oktober 2031"),
    ("Rapportering", "Till nämnden varje tertial"),
    ("Finansiering", "Inom ram"),
]
READ = (
    "Ny simhall",
    "Tekniska nämnden",
    "Förvaltningschefen",
    date(2031, 2, 14),
    "Utred var en ny simhall kan ligga.",
    "Klart senast i oktober 2031",
    date(2031, 10, 31),
    "Till nämnden varje tertial",
    "Inom ram",
    1,
)


def test_labels_left_of_their_values_in_a_table() -> None:
    [record] = read(TITLE, cells(FIELDS, (140, 300)))
    assert fields(record) == READ


def test_labels_above_their_values() -> None:
    lines = [Paragraph(text, style) for pair in FIELDS for text, style in zip(pair, (LABEL, BODY), strict=True)]
    [record] = read(TITLE, *lines)
    assert fields(record) == READ


def test_labels_in_the_line_of_their_values() -> None:
    lines = [Paragraph(f"<b>{label}:</b> {value}", BODY) for label, value in FIELDS]
    [record] = read(TITLE, *(part for line in lines for part in (line, Spacer(1, 8))))
    assert fields(record) == READ


def test_labels_left_of_their_values_without_borders() -> None:
    rows = [[Paragraph(label, LABEL), Paragraph(value, BODY)] for label, value in FIELDS]
    [record] = read(TITLE, Table(rows, colWidths=(140, 300)))
    assert fields(record) == READ


def test_two_forms_in_a_file_and_a_directive_over_the_page_break() -> None:
    long = [Paragraph(f"Stycke {n} beskriver vad som ska göras.", BODY) for n in range(1, 60)]
    above = [Paragraph(text, style) for pair in FIELDS[:4] for text, style in zip(pair, (LABEL, BODY), strict=True)]
    below = [Paragraph(text, style) for pair in FIELDS[5:] for text, style in zip(pair, (LABEL, BODY), strict=True)]
    first, second = read(
        TITLE,
        *above,
        Paragraph("Uppdragsdirektiv", LABEL),
        *long,
        *below,
        PageBreak(),
        TITLE,
        cells(FIELDS, (140, 300)),
    )
    assert first.directive is not None
    assert first.directive.split() == " ".join(paragraph.text for paragraph in long).split()
    assert first.schedule == "Klart senast i oktober 2031"
    assert (first.page, second.page, second.title) == (1, 3, "Ny simhall")


def test_a_plan_with_some_of_the_words_as_headings_holds_no_form() -> None:
    words = ("Uppdrag", "Mål", "Budget", "Uppföljning")
    parts = [Paragraph(text, style) for word in words for text, style in ((word, SUBHEAD), ("Så här gör vi.", BODY))]
    assert not read(Paragraph("Verksamhetsplan 2031", HEAD), *parts)


def test_rows_of_a_table_with_columns_of_their_own() -> None:
    rows = [
        ("Uppdrag", "Ansvarig", "Klart senast", "Status"),
        ("Ta fram en plan\nPlanen gäller alla.", "Tekniska nämnden", "våren 2032", "Pågår"),
        ("Se över taxan", "Avgiftsgruppen", "2031-12-01", "Klart i maj"),
    ]
    first, second = read(Paragraph("Uppdrag från fullmäktige", HEAD), cells(rows, (160, 110, 90, 90), header=True))
    assert (first.title, first.directive, first.given_to) == (
        "Ta fram en plan",
        "Planen gäller alla.",
        "Tekniska nämnden",
    )
    assert (first.given_by, first.due_on, first.follow_up) == ("Kommunfullmäktige", date(2032, 5, 31), "Pågår")
    assert (second.directive, second.due_on, second.follow_up) == (None, date(2031, 12, 1), "Klart i maj")


def test_the_text_under_the_follow_ups_heading_belongs_to_the_table_above_it() -> None:
    rows = [("Målområde", "Uppdrag"), ("Trygghet", "Enligt beslut 2031-03-02 ska kommundirektören utreda belysningen.")]
    [record] = read(
        Paragraph("Trygghet och ordning", HEAD),
        cells(rows, (120, 300), header=True),
        Paragraph("Återrapportering", SUBHEAD),
        Paragraph("Belysningen är utredd.", BODY),
        Spacer(1, 8),
        Paragraph("Den byts nästa år.", BODY),
        Paragraph("Något helt annat", HEAD),
        Paragraph("Det här hör inte dit.", BODY),
    )
    assert record.follow_up == "Belysningen är utredd.\nDen byts nästa år."
    assert (record.area, record.given_to, record.assigned_on) == ("Trygghet", "kommundirektören", date(2031, 3, 2))


@pytest.mark.parametrize("header", [("Uppdrag", "Budget 2031"), ("Uppdrag", "Indikator"), ("Uppdragsgivare", "Antal")])
def test_tables_with_amounts_or_without_assignments_are_none(header: tuple[str, str]) -> None:
    assert not read(Paragraph("Uppdrag", HEAD), cells([header, ("Skolan", "120"), ("Vården", "340")], (200, 200)))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Utredningen ska vara färdigställd i december 2025.", date(2025, 12, 31)),
        ("Maj 2026", date(2026, 5, 31)),
        ("inför budgetbeslut våren 2026.", date(2026, 5, 31)),
        ("Slutrapport till KSBB maj 2026", date(2026, 5, 31)),
        ("Delrapport 2025-10-01, klart senast 28/4 2026", date(2026, 4, 28)),
        ("mars–maj 2026", date(2026, 5, 31)),
        ("under 2026", date(2026, 12, 31)),
        ("årsskiftet 2025/2026", date(2025, 12, 31)),
        ("Första halvåret 2026", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
        ("ligger till grund för budget 2027", None),
        ("KS 2025/123", None),
        ("senast i maj", None),
    ],
)
def test_due_dates_in_words(text: str, due: date | None) -> None:
    assert parse_due(text) == due


def test_days_are_whole_dates() -> None:
    text = "beslutade den 6 oktober 2023 och 2024-01-15 om våren 2024; dnr 2023-17"
    assert days_in(text) == [date(2023, 10, 6), date(2024, 1, 15)]
