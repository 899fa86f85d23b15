"""Which column is which: labels, headings of a year alone, headings beside their numbers, statements and sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from extractors.budget.columns import measure_of
from tests.plan_making import drawn_table, heading, page_break, paragraph, read, table

REPORT = heading("Årsredovisning 2031", 1)
PLAN = heading("Mål och budget 2032 med plan 2033-2034", 1)
ITALIC = ParagraphStyle("italic", fontName="Helvetica-Oblique", fontSize=9, leading=11)
INDENTED = ParagraphStyle("indented", fontName="Helvetica", fontSize=9, leading=11, leftIndent=12)


def open_table(rows: Sequence[Sequence[str]], *, heads: str) -> list[Flowable]:
    """A table without column lines, numbers at the right, headings at ``heads``: LEFT, CENTER or RIGHT."""
    style = [
        ("FONT", (0, 0), (-1, -1), "Helvetica", 9),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
        ("ALIGN", (1, 1), (-1, -1), "RIGHT"),
        ("ALIGN", (1, 0), (-1, 0), heads),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
    ]
    widths = [150] + [330 / (len(rows[0]) - 1)] * (len(rows[0]) - 1)
    return [Table([list(row) for row in rows], widths, style=style, hAlign="LEFT"), Spacer(1, 10)]


def found(*parts: list[Flowable]) -> list[tuple[object, ...]]:
    return [(ln.label, ln.column_text, ln.measure, ln.year, ln.amount) for ln in read(*parts).budget_lines]


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Ram inkl förändringar", "budget"),
        ("Budget efter omfördelning", "budget"),
        ("Resultat period", "outcome"),
        ("Resultat tom april", "outcome"),
        ("Prognos helår", "forecast"),
        ("Avv. prognos/budget", "variance"),
        ("Avvikelse helår", "variance"),
        ("Förändring mot budget", "change"),
    ],
)
def test_headings_by_what_they_hold_not_by_what_is_included(header: str, measure: str) -> None:
    assert measure_of(header, investment=False) == measure


def test_a_row_says_what_a_column_of_a_year_alone_measures() -> None:
    rows = [
        ["Ekonomi, tkr", "2031"],
        ["Intäkter", "1 300"],
        ["Kostnader", "-5 200"],
        ["Nettokostnad", "-3 900"],
        ["Budget", "-4 000"],
        ["Budgetavvikelse", "100"],
        ["Kommunbidrag", "4 000"],
    ]
    assert [(label, measure) for label, _, measure, _, _ in found(REPORT, heading("Nämnden", 2), table(rows))] == [
        ("Intäkter", "outcome"),
        ("Kostnader", "outcome"),
        ("Nettokostnad", "outcome"),
        ("Budget", "budget"),
        ("Budgetavvikelse", "variance"),
        ("Kommunbidrag", "outcome"),
    ]


@pytest.mark.parametrize(
    ("title", "corner", "measures"),
    [
        ("Driftbudget per nämnd, tkr", "Nämnd", ["budget", "budget"]),
        ("Nämnderna", "Budget (tkr)", ["budget", "budget"]),
        ("Investeringsplan 2032-2033, tkr", "Projekt", ["planned", "planned"]),
        ("Driftramar per nämnd, tkr", "Nämnd", ["budget", "budget"]),
        ("Budget 2032 och plan 2033, tkr", "Nämnd", ["budget", "planned"]),
        ("Förändring av ram, tkr", "Nämnd", ["change", "change"]),
        ("Skuldutveckling, tkr", "Nämnd", []),
    ],
)
def test_a_title_says_what_a_column_of_a_year_alone_measures(title: str, corner: str, measures: list[str]) -> None:
    rows = [[corner, "2032", "2033"], ["Skolan", "5 124", "5 201"], ["Museet", "452", "460"]]
    assert [measure for _, _, measure, _, _ in found(PLAN, heading(title, 2), table(rows))][:2] == measures


def test_a_year_to_come_has_no_outcome_and_is_reported() -> None:
    rows = [["Resultaträkning, tkr", "2031", "2035"], ["Intäkter", "1 300", "1 400"], ["Kostnader", "-5 200", "-5 000"]]
    extraction = read(REPORT, heading("Ekonomi", 2), table(rows))
    assert {line.year for line in extraction.budget_lines} == {2031}
    unknown = [f for f in extraction.findings if f.check_name == "unknown_column"]
    assert [(f.severity, f.column_text) for f in unknown] == [("warning", "2035")]


def test_a_caption_below_says_what_columns_headed_by_departments_measure() -> None:
    rows = [
        ["Belopp i tkr", "Norr", "Söder", "Summa"],
        ["Intäkter", "-900", "0", "-900"],
        ["Personal", "-200", "50", "-150"],
    ]
    parts = [
        heading("Månadsrapport maj 2031", 1),
        table(rows),
        paragraph("Tabellen visar prognosavvikelse per område."),
    ]
    assert {(column, measure) for _, column, measure, _, _ in found(*parts)} == {
        ("Norr", "variance"),
        ("Söder", "variance"),
        ("Summa", "variance"),
    }


def test_the_label_is_the_column_with_the_words() -> None:
    rows = [
        ["Prio", "Typ", "Projekt nr", "Benämning", "Budget 2032", "Plan 2033"],
        ["1", "N", "4011", "Ny brygga", "1 000", "500"],
        ["2", "R", "", "Lekplats i parken", "300", "0"],
        ["Summa", "", "", "", "1 300", "500"],
    ]
    lines = read(PLAN, heading("Investeringsbudget, tkr", 2), table(rows)).budget_lines
    assert [(ln.code, ln.label, ln.is_total) for ln in lines if ln.column_text == "Budget 2032"] == [
        ("4011", "Ny brygga", False),
        (None, "Lekplats i parken", False),
        (None, "Summa", True),
    ]


def test_headings_broken_by_narrow_cells_are_known() -> None:
    rows = [["Pri o", "Stat us", "Projekt", "Budget 2032"], ["1", "N", "Brygga", "100"], ["2", "P", "Park", "200"]]
    assert [label for label, *_ in found(PLAN, heading("Investeringar, tkr", 2), table(rows))] == ["Brygga", "Park"]


@pytest.mark.parametrize("heads", ["LEFT", "CENTER", "RIGHT"])
def test_headings_that_stand_beside_their_numbers_are_matched_by_order(heads: str) -> None:
    rows = [
        ["Verksamhet", "Budget 2031", "Prognos 2031", "Avvikelse"],
        ["Skola", "-51 000", "-52 100", "-1 100"],
        ["Vård", "-5 000", "-4 900", "100"],
        ["Summa", "-56 000", "-57 000", "-1 000"],
    ]
    read_back = found(REPORT, heading("Driftredovisning, tkr", 2), open_table(rows, heads=heads))
    assert [(measure, amount) for label, _, measure, _, amount in read_back if label == "Skola"] == [
        ("budget", -51000),
        ("forecast", -52100),
        ("variance", -1100),
    ]


@pytest.mark.parametrize(
    ("title", "labels", "statement"),
    [
        ("Balansräkning, mkr", ["Anläggningstillgångar", "Eget kapital"], "balansräkning"),
        ("Ställning, mkr", ["Omsättningstillgångar", "Eget kapital", "Avsättningar"], "balansräkning"),
        ("Kassaflödesanalys, mkr", ["Årets resultat", "Förändring av likvida medel"], "kassaflödesanalys"),
        ("Not 4 Personal, mkr", ["Löner", "Sociala avgifter"], "not"),
        ("Resultaträkning, mkr", ["Intäkter", "Personalkostnader", "Nettokostnad"], "resultat"),
        ("Nämndernas nettokostnader, mkr", ["Skolnämnden", "Kulturnämnden"], "driftredovisning"),
    ],
)
def test_statements_by_title_and_rows(title: str, labels: list[str], statement: str) -> None:
    rows = [["", "2031-12-31", "2030-12-31"], *([label, "12,1", "11,0"] for label in labels)]
    lines = read(REPORT, heading(title, 2), table(rows)).budget_lines
    assert {line.statement for line in lines} == {statement}
    assert {line.as_of for line in lines} == {date(2031, 12, 31), date(2030, 12, 31)}


@pytest.mark.parametrize("style", ["italic", "indented"])
def test_rows_in_italics_or_over_indented_ones_head_sections(style: str) -> None:
    head = ITALIC if style == "italic" else None
    below = INDENTED if style == "indented" else None
    rows: list[list[str | Flowable]] = [
        ["Verksamhet", "Utfall 2031"],
        [Paragraph("Teknik", head) if head else "Teknik", ""],
        [Paragraph("Gator", below) if below else "Gator", "-5 100"],
        [Paragraph("Kultur", head) if head else "Kultur", ""],
        [Paragraph("Museum", below) if below else "Museum", "-1 100"],
    ]
    lines = read(REPORT, heading("Driftredovisning, tkr", 2), drawn_table(rows)).budget_lines
    assert [(line.section, line.label) for line in lines] == [("Teknik", "Gator"), ("Kultur", "Museum")]


def test_the_title_over_a_table_is_the_one_that_stands_over_it_not_beside() -> None:
    rows = [["", "2031", "2030"], ["Avgifter", "88,7", "85,1"], ["Hyror", "52,6", "49,9"]]
    left, right = [*heading("Intäkter, mnkr", 3), *table(rows)], [*heading("Kostnader, mnkr", 3), *table(rows)]
    for row in (left, right):
        row[-2]._argW = [80, 60, 60]
    beside = Table([[left, right]], [240, 240])
    titles = {line.table_title for line in read(REPORT, heading("Året", 2), [beside]).budget_lines}
    assert titles == {"Intäkter, mnkr", "Kostnader, mnkr"}


def test_strips_of_one_table_share_header_statement_and_sections() -> None:
    widths = [180, 100, 100]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Helvetica", 9)]
    style.append(("ALIGN", (1, 0), (-1, -1), "RIGHT"))

    def strip(*rows: list[str]) -> list[Flowable]:
        return [Table(list(rows), widths, style=style, hAlign="LEFT"), Spacer(1, 14)]

    parts = [
        strip(["Belopp i tkr", "Budget 2031", "Utfall 2031"]),
        strip(["Intäkter", "900", "950"]),
        strip(["Personalkostnader", "-500", "-510"], ["Lokaler", "-100", "-90"]),
        strip(["Årets resultat", "300", "350"]),
    ]
    lines = read(REPORT, heading("Nämnden", 2), *parts).budget_lines
    assert [(line.label, line.measure, line.unit, line.statement) for line in lines if line.measure == "budget"] == [
        ("Intäkter", "budget", "tkr", "resultat"),
        ("Personalkostnader", "budget", "tkr", "resultat"),
        ("Lokaler", "budget", "tkr", "resultat"),
        ("Årets resultat", "budget", "tkr", "resultat"),
    ]


def test_words_between_two_strips_are_the_section_of_the_second() -> None:
    first = [
        ["Verksamhet, tkr", "Budget 2031", "Utfall 2031"],
        ["Gator", "-5 000", "-5 100"],
        ["Summa teknik", "-5 000", "-5 100"],
    ]
    second = drawn_table([["Museum", "-1 000", "-1 100"], ["Summa kultur", "-1 000", "-1 100"]])
    second[0]._bkgrndcmds.clear()
    lines = read(
        REPORT, heading("Driftredovisning", 2), table(first), paragraph("Kultur och fritid"), second
    ).budget_lines
    assert [(line.section, line.label) for line in lines if line.measure == "budget"] == [
        (None, "Gator"),
        (None, "Summa teknik"),
        ("Kultur och fritid", "Museum"),
        ("Kultur och fritid", "Summa kultur"),
    ]


def test_a_total_over_numbered_rows_is_called_by_its_words() -> None:
    rows = [["Prio Projekt", "", "2032"], ["1", "Lekplats", "500"], ["3", "Ridhus, tak", "700"], ["", "Summa", "1 200"]]
    lines = found(PLAN, heading("Investeringsplan 2032, tkr", 2), table(rows))
    assert [label for label, *_ in lines] == ["Lekplats", "Ridhus, tak", "Summa"]


def test_years_over_the_projects_of_a_plan() -> None:
    rows = [["Projekt", "Total budget", "2032", "2033"], ["Ny förskola", "48 100", "21 150", "26 950"]]
    measures = [(line[2], line[3]) for line in found(PLAN, heading("Investeringar", 2), drawn_table(rows))]
    assert measures == [("project_budget", None), ("budget", 2032), ("planned", 2033)]


def test_a_page_of_few_words_bears_its_numbers_out() -> None:
    rows = [["Verksamhet, tkr", "Budget 2031", "Utfall 2031"], ["LSS", "71 200", "23 400"]]
    lines = read(REPORT, page_break(), drawn_table(rows)).budget_lines
    assert [(line.amount, line.verified) for line in lines] == [(71200, True), (23400, True)]


def test_a_running_foot_is_not_taken_for_the_text() -> None:
    rows = [["Verksamhet", "Budget 2031", "Utfall 2031"], ["Bygglov", "-2 100", "-1 640"], ["Nämnd", "-420", "-398"]]
    pages = [
        [*heading("Ekonomi", 2), *paragraph("Alla belopp i tusental kronor."), *drawn_table(rows), *page_break()]
        for _ in range(3)
    ]
    lines = read(REPORT, page_break(), *pages).budget_lines
    assert {(line.unit, line.verified) for line in lines} == {("tkr", True)}
