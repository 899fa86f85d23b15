"""Budget lines: headings, rows, sums and sections, and what makes a number verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extractors.budget.amounts import Amount
from extractors.budget.arithmetic import SumRow, confirmed
from extractors.budget.columns import meaning_of, role_of_column
from extractors.budget.sums import is_detail, is_subtotal, is_total
from extractors.budget.verification import Figure, Verdict, verdicts
from extractors.document.model import Cell
from extractors.pdf.page import StreamLine, Style, Word
from extractors.records import Box, BudgetLineRecord, Extraction
from extractors.text.lines import Line
from extractors.text.paragraphs import Paragraph
from tests.plan_making import drawn_table, heading, page_break, paragraph, read, table

STYLE = Style("Calibri", 10.0, False, False, "#000000")
TITLE = heading("Delårsrapport per augusti 2031", 1)


def line_of(extraction: Extraction, label: str, column: str) -> BudgetLineRecord:
    return next(ln for ln in extraction.budget_lines if (ln.label, ln.column_text) == (label, column))


@pytest.mark.parametrize(
    ("header", "measure", "year", "as_of"),
    [
        ("Årsprognos per oktober 2030", "forecast", 2030, date(2030, 10, 31)),
        ("Helårs-Prognos 2031", "forecast", 2031, None),
        ("Utfall 31-08-31", "outcome", 2031, date(2031, 8, 31)),
        ("Utfall 3108", "outcome", 2031, date(2031, 8, 31)),
        ("Utfall 2031-08", "outcome", 2031, date(2031, 8, 31)),
        ("Utfall jan–aug", "outcome", None, date(2031, 8, 31)),
        ("Utfall t.o.m. augusti 2030", "outcome", 2030, date(2030, 8, 31)),
        ("Per 310831", "outcome", 2031, date(2031, 8, 31)),
        ("Bokslut 2030", "outcome", 2030, None),
        ("Mål & budget 2031", "budget", 2031, None),
        ("Periodens budget", "budget", None, None),
        ("Årsbudget 31", "budget", 2031, None),
        ("Budgetavvikelse", "variance", None, None),
        ("Nettoavvikelse mot budget", "variance", None, None),
        ("Differens utfall/budget", "variance", None, None),
        ("Återstår", "variance", None, None),
        ("Förändring mot budget 2030", "change", 2030, None),
        ("Plan 2033", "planned", 2033, None),
        ("Antal platser 2031", "count", 2031, None),
    ],
)
def test_headings_by_measure_year_and_date(header: str, measure: str, year: int | None, as_of: date | None) -> None:
    assert meaning_of(header, 2031, investment=False) == (measure, year, as_of)


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Projekt kostnad tom 3108", "project_outcome"),
        ("Ack. utfall", "project_outcome"),
        ("Total projekt prognos", "project_forecast"),
        ("Projektbudget", "project_budget"),
        ("Ack avvikelse projekt", "project_variance"),
        ("Utfall 2031", "outcome"),
    ],
)
def test_columns_over_a_projects_whole_life(header: str, measure: str) -> None:
    meaning = meaning_of(header, 2031, investment=True)
    assert meaning is not None
    assert meaning.measure == measure


@pytest.mark.parametrize("header", ["Verksamhet", "2031", "Budget 2031 Utfall", "Prognos Budget", ""])
def test_a_heading_that_names_no_measure_or_two_is_not_guessed(header: str) -> None:
    assert meaning_of(header, 2031, investment=False) is None


def test_an_accumulated_outcome_outside_investments_is_the_years() -> None:
    meaning = meaning_of("Ack utfall aug", 2031, investment=False)
    assert meaning is not None
    assert meaning.measure == "outcome"


@pytest.mark.parametrize(
    ("header", "role"),
    [("Analys", "note"), ("Not", "note"), ("Avvikelse %", "ignored"), ("Kod", "code"), ("Intäkter", "part")],
)
def test_columns_without_amounts(header: str, role: str) -> None:
    assert role_of_column(header) == role


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("S:a Nettokostnad", True),
        ("Dels:a administration", True),
        ("Summa", True),
        ("Totalt nämnden", True),
        ("Nettoutgifter", True),
        ("Verksamhetens nettokostnader", True),
        ("Resultat", True),
        ("Årets resultat", True),
        ("Intäkter", False),
        ("Kostnader", False),
        ("varav personalkostnader", False),
        ("Gemensam verksamhet (stab)", False),
    ],
)
def test_sums_and_nets_by_their_labels(label: str, total: bool) -> None:
    assert is_total(label) is total


def test_sums_inside_a_section_and_details() -> None:
    assert is_subtotal("Dels:a administration")
    assert not is_subtotal("S:a Intäkter")
    assert is_detail("varav kapitalkostnader")


def test_a_table_of_outcome_against_budget() -> None:
    read_back = read(
        TITLE,
        heading("Driftredovisning 2031, tkr", 2),
        paragraph("Nämnden redovisar sin ekonomi i tabellen nedan, verksamhet för verksamhet."),
        table(
            [
                ["Verksamhet", "Utfall 3108", "Prognos 2031", "Budget 2031", "Avvikelse", "Analys"],
                ["10 Nämnder", "-1 986", "-3 031", "-3 195", "164", "1"],
                ["11 Stöd till partier", "-393", "-590", "-590", "0", ""],
                ["12 Revision", "-26 62", "-782", "-732", "-50", ""],
                ["Summa nämnden", "-5 011", "-4 403", "-4 517", "114", ""],
            ]
        ),
    )
    first = line_of(read_back, "Nämnder", "Utfall 3108")
    assert (first.statement, first.code, first.measure, first.as_of) == (
        "driftredovisning",
        "10",
        "outcome",
        date(2031, 8, 31),
    )
    assert (first.amount, first.unit, first.amount_sek, first.note) == (-1986, "tkr", -1986000, "1")
    assert first.verified
    total = line_of(read_back, "Summa nämnden", "Avvikelse")
    assert (total.is_total, total.code, total.amount) == (True, None, 114)
    broken = line_of(read_back, "Revision", "Utfall 3108")
    assert (broken.amount, broken.amount_text, broken.verified) == (None, "-26 62", False)
    assert [f.stated for f in read_back.findings if f.check_name == "unreadable_number"] == ["-26 62"]


def test_a_sign_before_a_space_is_kept() -> None:
    read_back = read(
        TITLE,
        heading("Driftredovisning, tkr", 2),
        table([["Enhet", "Utfall 2031", "Budget 2031"], ["Skola", "- 1 986", "- 2 000"], ["Vård", "- 500", "- 600"]]),
    )
    assert [line.amount for line in read_back.budget_lines] == [-1986, -2000, -500, -600]


def test_marks_of_a_plan_and_the_unit_of_the_table_before() -> None:
    read_back = read(
        heading("Verksamhetsplan 2031", 1),
        heading("Internbudget", 2),
        table(
            [["(tkr)", "Budget 2030", "Budget 2031"], ["Lokaler", "-260", "-270"], ["Personal", "-11 000", "-11 500"]]
        ),
        heading("Investeringsbudget", 2),
        table([["", "Budget 2031", "Budget 2032"], ["Ny förskola", "X", ""], ["Totalt", "91 000", "79 050"]]),
    )
    mark = line_of(read_back, "Ny förskola", "Budget 2031")
    assert (mark.statement, mark.measure, mark.amount, mark.unit) == ("investeringsbudget", "planned", None, None)
    total = line_of(read_back, "Totalt", "Budget 2032")
    assert (total.measure, total.amount, total.unit, total.amount_sek) == ("budget", 79050, "tkr", 79050000)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Belopp i tkr. Ett minustecken i kolumnen Avvikelse betyder att nämnden har ett underskott.", "tkr"),
        ("Hyran steg med 2 mkr. Ett minustecken i kolumnen Avvikelse betyder att nämnden har ett underskott.", None),
    ],
)
def test_a_sentence_about_the_unit_may_begin_a_longer_text(text: str, unit: str | None) -> None:
    rows = [["Verksamhet", "Utfall 2031", "Budget 2031"], ["Skola", "-1 986", "-2 000"], ["Vård", "-500", "-600"]]
    read_back = read(TITLE, heading("Driftredovisning", 2), paragraph(text), table(rows))
    assert {line.unit for line in read_back.budget_lines} == {unit}


def test_a_sum_over_sections_has_none() -> None:
    rows = [
        ["tkr", "Budget 2031"],
        ["TEKNIK", ""],
        ["Gator", "-5 000"],
        ["Summa teknik", "-5 000"],
        ["KULTUR", ""],
        ["Bibliotek", "-3 000"],
        ["Summa kultur", "-3 000"],
        ["Totalt", "-8 000"],
    ]
    read_back = read(heading("Verksamhetsplan 2031", 1), heading("Driftbudget", 2), table(rows))
    assert [(line.label, line.section) for line in read_back.budget_lines] == [
        ("Gator", "TEKNIK"),
        ("Summa teknik", "TEKNIK"),
        ("Bibliotek", "KULTUR"),
        ("Summa kultur", "KULTUR"),
        ("Totalt", None),
    ]


def test_a_row_over_all_columns_right_under_the_header_heads_rows() -> None:
    rows = [
        ["Kod", "Verksamhet, tkr", "Budget", "", "Plan"],
        ["", "", "2031", "2032", "2033"],
        ["Myndighet", "", "", "", ""],
        ["2101", "Nämnd", "4 350", "4 480", "4 570"],
        ["", "Summa myndighet", "4 350", "4 480", "4 570"],
        ["Teknik", "", "", "", ""],
        ["2410", "Gator", "56 900", "59 300", "60 500"],
        ["", "Summa teknik", "56 900", "59 300", "60 500"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(5) for row in (0, 1)}
    fills |= {(col, row): "#f2f2f2" for col in range(5) for row in (2, 5)}
    spans = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (3, 0)), ((0, 2), (4, 2)), ((0, 5), (4, 5))]
    read_back = read(TITLE, heading("Driftbudget", 2), drawn_table(rows, fills=fills, spans=spans))
    assert [(line.section, line.label) for line in read_back.budget_lines if line.column_text == "Budget 2031"] == [
        ("Myndighet", "Nämnd"),
        ("Myndighet", "Summa myndighet"),
        ("Teknik", "Gator"),
        ("Teknik", "Summa teknik"),
    ]
    assert {line.column_text for line in read_back.budget_lines} == {"Budget 2031", "Budget 2032", "Plan 2033"}


def test_amounts_of_a_column_whose_heading_is_uncertain_are_not_verified() -> None:
    rows = [
        ["Verksamhet", "Bokslut", "", "Plan", ""],
        ["", "2030", "2031", "2032", "2033"],
        ["Gator", "-5 000", "-5 100", "-5 200", "-5 300"],
        ["Parker", "-3 000", "-3 100", "-3 200", "-3 300"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(5) for row in range(2)}
    table_ = drawn_table(rows, fills=fills, spans=[((0, 0), (0, 1)), ((3, 0), (4, 0))])
    read_back = read(TITLE, heading("Driftbudget 2031, tkr", 2), table_)
    assert {(line.column_text, line.verified) for line in read_back.budget_lines} == {
        ("Bokslut 2030", True),
        ("2031", False),
        ("Plan 2032", True),
        ("Plan 2033", True),
    }
    doubts = [f for f in read_back.findings if f.check_name == "uncertain_column"]
    assert [(f.severity, f.column_text, f.word) for f in doubts] == [("warning", "2031", None)]


def groups_over(lower: list[str]) -> set[tuple[str | None, bool]]:
    """The columns and whether they are verified under two headings that stand over the first of two columns each."""
    rows = [
        ["Projekt", "Helår 2031", "", "Projektet totalt", ""],
        ["", *lower],
        ["Ny förskola", "52", "48", "64", "66"],
        ["Gångväg", "11", "12", "41", "42"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(5) for row in range(2)}
    table_ = drawn_table(rows, fills=fills, spans=[((0, 0), (0, 1))])
    read_back = read(TITLE, heading("Investeringar, mnkr", 2), table_)
    return {(line.column_text, line.verified) for line in read_back.budget_lines}


def test_what_stands_over_neighbours_may_change_what_a_column_measures() -> None:
    assert {("Helår 2031 Budget", True), ("Prognos", False)} < groups_over(["Budget", "Prognos", "Ram", "Utfall"])


def test_headings_that_repeat_below_tell_how_far_those_above_reach() -> None:
    assert groups_over(["Budget", "Prognos", "Budget", "Prognos"]) == {
        (f"{above} {below}", True) for above in ("Helår 2031", "Projektet totalt") for below in ("Budget", "Prognos")
    }


def test_amounts_under_two_headings_run_together_are_not_verified() -> None:
    rows = [
        ["Verksamhet", "Utfall 2029 2030", "Budget 2031", "Förändring 2030 2031"],
        ["Gator", "-5 000", "-5 100", "-100"],
        ["Parker", "-3 000", "-3 100", "-100"],
    ]
    read_back = read(TITLE, heading("Driftredovisning, tkr", 2), table(rows))
    assert {(line.column_text, line.verified) for line in read_back.budget_lines} == {
        ("Utfall 2029 2030", False),
        ("Budget 2031", True),
        ("Förändring 2030 2031", True),
    }


def test_a_code_beside_several_rows_is_the_code_of_each() -> None:
    rows = [
        ["Kod", "Verksamhet", "Slag", "Budget 2031"],
        ["2150", "Bygglov", "Intäkt", "-7 400"],
        ["", "", "Kostnad", "13 200"],
        ["", "", "Netto", "5 800"],
        ["2155", "Hälsoskydd", "Intäkt", "-3 900"],
    ]
    spans = [((0, 1), (0, 3)), ((1, 1), (1, 3))]
    read_back = read(TITLE, heading("Driftbudget, tkr", 2), drawn_table(rows, spans=spans))
    assert [(line.code, line.label) for line in read_back.budget_lines] == [
        ("2150", "Bygglov Intäkt"),
        ("2150", "Bygglov Kostnad"),
        ("2150", "Bygglov Netto"),
        ("2155", "Hälsoskydd Intäkt"),
    ]


def test_a_comment_between_the_rows_is_the_note_of_the_row_above() -> None:
    rows = [
        ["Verksamhet", "Utfall 2031", "Budget 2031", "Avvikelse"],
        ["Hemtjänst", "-1 000", "-900", "-100"],
        ["Kommentar: Timmarna är fler än budgeterat och mer än i plan.", "", "", ""],
        ["Boende", "-2 000", "-2 100", "100"],
        ["Hälsovård", "-500", "-500", "0"],
        ["Stöd", "-700", "-800", "100"],
        ["Kommentar: Två beslut kom sent.", "", "", ""],
        ["Summa nämnden", "-4 200", "-4 300", "100"],
    ]
    spans = [((0, 2), (3, 2)), ((0, 6), (3, 6))]
    read_back = read(TITLE, heading("Ekonomi, tkr", 2), drawn_table(rows, spans=spans))
    assert {line.statement for line in read_back.budget_lines} == {"driftredovisning"}
    assert [(line.label, line.note) for line in read_back.budget_lines if line.measure == "variance"] == [
        ("Hemtjänst", "Timmarna är fler än budgeterat och mer än i plan."),
        ("Boende", None),
        ("Hälsovård", None),
        ("Stöd", "Två beslut kom sent."),
        ("Summa nämnden", None),
    ]


def test_a_table_over_the_page_keeps_its_columns_and_pages() -> None:
    rows = [["Projekt (tkr)", "Utfall 2031", "Budget 2031", "Avvikelse"]]
    rows += [[f"Anläggning {chr(65 + n)}", f"-{n + 1} 137", f"-{n + 2} 137", "1 000"] for n in range(25)]
    read_back = read(TITLE, heading("Investeringar", 2), table(rows), page_break(), paragraph("Slut."))
    assert {line.statement for line in read_back.budget_lines} == {"investeringsredovisning"}
    assert len(read_back.budget_lines) == 75
    assert all(line.verified for line in read_back.budget_lines)


@pytest.mark.parametrize(
    "rows",
    [
        [["Indikator", "Mål 2031", "Utfall 2031"], ["Nöjda brukare, procent", "80", "75"]],
        [["", "Utfall 2030", "Utfall 2031"], ["Antal elever", "100", "110"]],
    ],
    ids=["indicators", "statistics"],
)
def test_numbers_that_are_no_money_give_no_lines(rows: list[list[str]]) -> None:
    assert not read(TITLE, heading("Uppföljning av mål", 2), table(rows)).budget_lines


def test_amounts_under_unknown_headings_are_reported() -> None:
    rows = [["tkr", "Alfa", "Beta"], ["Skola", "100", "200"], ["Vård", "300", "400"]]
    read_back = read(TITLE, heading("Driftredovisning", 2), table(rows))
    assert not read_back.budget_lines
    assert {f.column_text for f in read_back.findings if f.check_name == "unknown_column"} == {"Alfa", "Beta"}


def figure(
    row: int, col: int, text: str, x1: float, *, evidence: str = "rulings", value: float | None = None
) -> Figure:
    """A number in a cell that is 80 points wide and ends at the next full hundred, its letters 5 points wide."""
    y = 100.0 + 20 * row
    words: list[Word] = []
    x = x1 - 5 * len(text)
    for part in text.split(" "):
        words.append(Word(part, x, y - 9, x + 5 * len(part), y + 2, y, STYLE, -1, False, True, True, 0))
        x += 5 * len(part) + 3
    lines = (Line(1, tuple(words)),)
    box = Box(100.0 * col, y - 12, 100.0 * col + 100, y + 5)
    cell = Cell(row, col, 1, 1, False, text, (Paragraph(lines, text, None),), None, None, evidence, 1, box)
    return Figure(row, col, cell, Amount(text, "number", value, None, tuple(words)))


def judged(figures: Sequence[Figure], *stream: tuple[str, int]) -> list[Verdict]:
    """The verdicts for a page whose text stream has these lines, each with the row that it stands on."""
    lines = [StreamLine(text, 100.0 + 20 * row, 100.0 + 20 * row) for text, row in stream]
    return verdicts(figures, {}, {1: lines}, set(), set())


COLUMN = [figure(1, 1, "-300", 190), figure(2, 1, "-400", 190)]


def test_the_text_stream_with_the_same_digits_verifies() -> None:
    first, second = judged(COLUMN, ("Gator -300", 1), ("Parker -400", 2))
    assert first.verified
    assert first.evidence == second.evidence == ("text",)


def test_the_digits_on_another_line_are_no_witness() -> None:
    first, _ = judged(COLUMN, ("Parker -300", 2), ("Gator -400", 1))
    assert not first.verified
    assert first.against == "text"


def test_other_digits_in_the_text_stream_contradict() -> None:
    first, _ = judged(COLUMN, ("Gator -380", 1), ("Parker -400", 2))
    assert (first.verified, first.against) == (False, "text")


def test_a_sign_that_only_the_text_stream_has_is_not_agreed_to() -> None:
    first, _ = judged([figure(1, 1, "300", 190), COLUMN[1]], ("Gator - 300", 1), ("Parker -400", 2))
    assert not first.verified


def test_part_of_a_longer_number_is_no_witness() -> None:
    first, _ = judged(COLUMN, ("Gator -3005", 1), ("Parker -400", 2))
    assert not first.verified


def test_the_tagged_cell_verifies_and_a_conflict_forbids() -> None:
    agreed, disputed = judged(
        [figure(1, 1, "-300", 190, evidence="both"), figure(2, 1, "-400", 190, evidence="conflict")],
        ("Parker -400", 2),
    )
    assert (agreed.verified, agreed.evidence) == (True, ("structure",))
    assert (disputed.verified, disputed.against) == (False, "structure")


def test_a_number_out_of_its_columns_line_is_not_verified() -> None:
    figures = [*COLUMN, figure(3, 1, "-500", 150), figure(4, 1, "-600", 190)]
    stream = (("-300", 1), ("-400", 2), ("-500", 3), ("-600", 4))
    assert [t.in_column for t in judged(figures, *stream)] == [True, True, False, True]


def test_numbers_so_near_that_digits_may_change_over_are_not_verified() -> None:
    figures = [figure(1, 1, "40", 199), figure(1, 2, "784", 216)]
    assert not any(t.in_column for t in judged(figures, ("40 784", 1)))


SUMS = [
    SumRow(n, None, total, False, detail)
    for n, total, detail in [(1, False, False), (2, False, False), (3, False, True), (4, True, False)]
]


def test_differences_and_sums_bear_numbers_out() -> None:
    table = {1: (39, 58, -19), 2: (-153, -227, 74), 3: (-28, -42, 14), 4: (-114, -169, 55)}
    values = {(row, col): float(v) for row, cells in table.items() for col, v in enumerate(cells, 1)}
    assert confirmed(values, [3], [1, 2], SUMS) == values.keys()


@pytest.mark.parametrize("sign", [1, -1])
def test_a_difference_is_reckoned_by_the_tables_own_sign(sign: int) -> None:
    rows = {1: (100, 120), 2: (10, 11), 3: (7, 3)}
    values = {(row, col): float(v) for row, pair in rows.items() for col, v in enumerate(pair, 1)}
    values |= {(row, 3): float(sign * (b - a)) for row, (a, b) in rows.items()}
    assert confirmed(values, [3], [1, 2], []) == values.keys()


def test_a_row_that_breaks_the_rule_is_not_borne_out() -> None:
    rows = {1: (100, 120, 20), 2: (10, 12, 2), 3: (50, 80, 30), 4: (7, 30, 4)}
    values = {(row, col): float(v) for row, cells in rows.items() for col, v in enumerate(cells, 1)}
    assert {row for row, _ in confirmed(values, [3], [1, 2], [])} == {1, 2, 3}
