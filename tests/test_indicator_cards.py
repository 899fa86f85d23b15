"""Indicators that are cards: labels with values beside or below them, in tables and frames, typeset here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from extractors.records import Extraction
from tests.plan_making import dot, drawn_table, heading, paragraph, read

COVER = [*heading("Delårsrapport augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")
GREEN = "#92d050"


def frames(*cards: Sequence[str]) -> list[Flowable]:
    """Frames side by side with a line of text each, the first one bold."""
    plain = ParagraphStyle("td", fontName="Helvetica", fontSize=9, leading=11)
    bold = ParagraphStyle("tb", fontName="Helvetica-Bold", fontSize=9, leading=11)
    cells = [[Paragraph(line, plain if n else bold) for n, line in enumerate(card)] for card in cards]
    return [Table([cells], [480 / len(cells)] * len(cells), style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])]


def values(extraction: Extraction) -> list[tuple[str, str, int | None, float | None]]:
    names = {one.indicator_id: one.name for one in extraction.indicators}
    return [(names[v.indicator_id], v.kind, v.year, v.value) for v in extraction.indicator_values]


NURSES = [("Andel nöjda brukare", "outcome", 2030, 82.0), ("Andel nöjda brukare", "target", 2031, 85.0)]
COMPLAINTS = [("Antal klagomål", "outcome", 2030, 12.0), ("Antal klagomål", "target", 2031, 10.0)]


def test_labels_below_the_name_with_a_coloured_dot() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Andel nöjda brukare", ""],
        ["Utfall 2030", "82 %"],
        ["Målvärde 2031", "minst 85 %"],
        ["Måluppfyllelse", dot(GREEN)],
        ["Kommentar", "Fler har svarat än i fjol."],
    ]
    extraction = read(COVER, heading("Kvalitet", 2), drawn_table(rows, spans=[((0, 0), (1, 0))]), FILLER)
    assert values(extraction) == NURSES
    assert [(i.area, i.fulfilment, i.comment) for i in extraction.indicators] == [
        ("Kvalitet", "met", "Fler har svarat än i fjol.")
    ]


def test_two_cards_side_by_side() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Andel nöjda brukare", "", "Antal klagomål", ""],
        ["Utfall 2030", "82 %", "Utfall 2030", "12"],
        ["Mål 2031", "85 %", "Mål 2031", "högst 10"],
    ]
    spans = [((0, 0), (1, 0)), ((2, 0), (3, 0))]
    extraction = read(COVER, heading("Kvalitet", 2), drawn_table(rows, spans=spans), FILLER)
    assert values(extraction) == NURSES + COMPLAINTS


def test_cards_below_each_other() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Andel nöjda brukare", ""],
        ["Nuläge 2030", "82 %"],
        ["Målnivå 2031", "85 %"],
        ["Antal klagomål", ""],
        ["Nuläge 2030", "12"],
        ["Målnivå 2031", "10"],
    ]
    spans = [((0, 0), (1, 0)), ((0, 3), (1, 3))]
    extraction = read(COVER, heading("Kvalitet", 2), drawn_table(rows, spans=spans), FILLER)
    assert [(name, value) for name, _, _, value in values(extraction)] == [
        ("Andel nöjda brukare", 82.0),
        ("Andel nöjda brukare", 85.0),
        ("Antal klagomål", 12.0),
        ("Antal klagomål", 10.0),
    ]
    assert {kind for _, kind, _, _ in values(extraction)} == {"baseline", "target"}


@pytest.mark.parametrize(
    "lines",
    [
        ["Utfall 2030: 82 %", "Målvärde 2031: minst 85 %"],
        ["Utfall 2030", "82 %", "Målvärde 2031", "85 %"],
        ["Utfall 2030 82 %", "Målvärde 2031 minst 85 %"],
    ],
    ids=["after a colon", "in a line of its own", "in the same line"],
)
def test_frames_with_the_values_in_their_lines(lines: list[str]) -> None:
    first = ["Andel nöjda brukare", *lines]
    second = [
        "Antal klagomål",
        *(line.replace("82 %", "12").replace("minst ", "").replace("85 %", "10") for line in lines),
    ]
    assert values(read(COVER, heading("Kvalitet", 2), frames(first, second), FILLER)) == NURSES + COMPLAINTS


def test_the_heading_above_names_what_its_table_has_no_name_for() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [["Utfall 2030", "82 %"], ["Målvärde 2031", "85 %"]]
    part = [*heading("Kvalitet", 2), *heading("Andel nöjda brukare", 3), *drawn_table(rows)]
    extraction = read(COVER, part, FILLER)
    assert values(extraction) == NURSES
    assert [i.area for i in extraction.indicators] == ["Kvalitet"]


def test_a_row_over_the_headings_names_the_only_row_below_them() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Andel nöjda brukare", "", ""],
        ["Utfall 2030", "Målvärde 2031", "Måluppfyllelse"],
        ["82 %", "85 %", "Delvis"],
    ]
    extraction = read(COVER, heading("Kvalitet", 2), drawn_table(rows, spans=[((0, 0), (2, 0))]), FILLER)
    assert values(extraction) == NURSES
    assert [i.fulfilment for i in extraction.indicators] == ["partly"]


def test_a_label_for_the_indicator_names_it() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Indikator", "Andel nöjda brukare"],
        ["Utfall 2030", "82 %"],
        ["Målvärde 2031", "85 %"],
    ]
    assert values(read(COVER, heading("Kvalitet", 2), drawn_table(rows), FILLER)) == NURSES


def test_a_form_of_a_goal_in_words_is_no_card_of_an_indicator() -> None:
    rows: list[list[str | Flowable | list[Flowable]]] = [
        ["Nuläge", "Många väntar länge på svar och få vet vart de ska vända sig."],
        ["Mål", "Alla ska få svar inom två dagar och veta vem som svarar."],
    ]
    assert read(COVER, heading("Service", 2), drawn_table(rows), FILLER).indicators == ()


def test_cards_that_are_lines_of_text_under_headings() -> None:
    parts = [
        *heading("Kvalitet", 2),
        *heading("Andel nöjda brukare", 3),
        *paragraph("Utfall 2030: 82 %"),
        *paragraph("Målvärde 2031: minst 85 %"),
        *paragraph("Kommentar: Fler har svarat än i fjol."),
        *heading("Antal klagomål", 3),
        *paragraph("Utfall 2030: 12"),
        *paragraph("Målvärde 2031: 10"),
    ]
    extraction = read(COVER, parts, FILLER)
    assert values(extraction) == NURSES + COMPLAINTS
    assert [(i.area, i.comment) for i in extraction.indicators] == [
        ("Kvalitet", "Fler har svarat än i fjol."),
        ("Kvalitet", None),
    ]


def test_cards_that_are_lines_of_text_with_a_label_for_the_name() -> None:
    lines = ["Indikator: Andel nöjda brukare", "Utfall 2030: 82 %", "Mål 2031: 85 %"]
    more = ["Indikator: Antal klagomål", "Utfall 2030: 12", "Mål 2031: 10"]
    parts = [flowable for line in lines + more for flowable in paragraph(line)]
    assert values(read(COVER, heading("Kvalitet", 2), parts, FILLER)) == NURSES + COMPLAINTS


def test_labels_of_a_goal_are_no_card_of_an_indicator() -> None:
    parts = [
        *heading("Korta köer", 2),
        *paragraph("Nuläge: Många väntar länge på svar och ringer flera gånger."),
        *paragraph("Mål: Alla ska få svar inom två dagar och veta vem som svarar."),
        *paragraph("Motivering: Väntan kostar."),
    ]
    assert read(COVER, parts, FILLER).indicators == ()
