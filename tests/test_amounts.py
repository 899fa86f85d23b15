"""Amounts as they are printed, and what can't be read for certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.budget.amounts import amount_of, is_amount
from extractors.document.model import Cell
from extractors.pdf.page import Style, Word
from extractors.records import Box
from extractors.text.lines import Line
from extractors.text.paragraphs import Paragraph
from extractors.values.amounts import in_kronor, parse_amount, unit_in

STYLE = Style("Calibri", 10.0, False, False, "#000000")
NBSP, THIN = "\u00a0", "\u202f"


def cell(*lines: list[tuple[str, float, float]]) -> Cell:
    """A cell whose lines hold words given as text, left and right edge."""
    made = []
    for number, words in enumerate(lines):
        y = 100.0 + 12 * number
        made.append(
            Line(1, tuple(Word(t, a, y - 9, b, y + 2, y, STYLE, -1, False, True, True, 0) for t, a, b in words))
        )
    text = " ".join(line.text for line in made)
    box = Box(50, 85, 150, 100 + 12 * len(lines))
    return Cell(1, 1, 1, 1, False, text, (Paragraph(tuple(made), text, None),), None, None, "rulings", 1, box)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 351", 5351),
        (f"5{NBSP}351", 5351),
        (f"5{THIN}351", 5351),
        ("5351", 5351),
        ("-1 745", -1745),
        ("\u22121 745", -1745),
        ("– 1 745", -1745),
        ("1 745-", -1745),
        ("(1 745)", -1745),
        ("+164", 164),
        ("±0", 0),
        ("+/-0", 0),
        ("-0", 0),
        ("0,0", 0),
        ("-12,5", -12.5),
        ("1 234,5", 1234.5),
        ("1.234.567", 1234567),
        ("-400*", -400),
        ("1 986¹", 1986),
        ("1 986 1)", 1986),
        ("1 234 tkr", 1234),
        ("12,5 mnkr", 12.5),
    ],
)
def test_numbers_in_all_their_forms(text: str, value: float) -> None:
    assert parse_amount(text) == value


@pytest.mark.parametrize(
    "text", ["-26 62", "1 2345", "12 34", "0 123", "007", "1.234", "(-5)", "ca 600", "12 %", "3 215 -8 000", "X", ""]
)
def test_what_is_no_certain_number_is_none(text: str) -> None:
    assert parse_amount(text) is None


@given(st.integers(-(10**9), 10**9), st.sampled_from([" ", NBSP, THIN]), st.sampled_from(["-", "\u2212", "–"]))
def test_a_formatted_amount_reads_back(value: int, space: str, minus: str) -> None:
    text = f"{value:,}".replace(",", space).replace("-", minus)
    assert parse_amount(text) == value


@given(st.integers(-(10**7), 10**7))
def test_an_amount_with_a_decimal_reads_back(tenths: int) -> None:
    sign = "-" if tenths < 0 else ""
    text = f"{sign}{abs(tenths) // 10:,},{abs(tenths) % 10}".replace(",", " ", f"{abs(tenths) // 10:,}".count(","))
    assert parse_amount(text) == tenths / 10


def test_a_sign_set_apart_belongs_to_its_number() -> None:
    amount = amount_of(cell([("-", 60, 63), ("1", 90, 95), ("986", 98, 113)]))
    assert amount is not None
    assert (amount.text, amount.kind, amount.value) == ("- 1 986", "number", -1986)


def test_two_numbers_in_one_cell_are_no_number() -> None:
    amount = amount_of(cell([("12", 60, 70), ("345", 90, 105)]))
    assert amount is not None
    assert (amount.kind, amount.value) == ("broken", None)


def test_numbers_under_each_other_are_no_number() -> None:
    amount = amount_of(cell([("12", 60, 70)], [("345", 60, 75)]))
    assert amount is not None
    assert (amount.kind, amount.value) == ("broken", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("X", "mark"), ("-26 62", "broken"), ("1�000", "broken"), ("se not 3", "words"), ("12 %", "words")],
)
def test_what_a_cell_holds_beside_numbers(text: str, kind: str) -> None:
    amount = amount_of(cell([(text, 60, 100)]))
    assert amount is not None
    assert (amount.kind, amount.value) == (kind, None)


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2212"])
def test_a_dash_alone_is_empty(dash: str) -> None:
    assert amount_of(cell([(dash, 60, 63)])) is None


@pytest.mark.parametrize("text", ["2031", "2031-08-31", "31-08-31", "2031-08", "2031–2033", "2031/32"])
def test_years_and_dates_are_no_amounts(text: str) -> None:
    assert not is_amount(cell([(text, 60, 90)]))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(Tkr)", "tkr"),
        ("Verksamhetsanalys driftbudget, tkr", "tkr"),
        ("Belopp i mnkr", "mkr"),
        ("miljoner kronor", "mkr"),
        ("tusental kronor", "tkr"),
        ("Belopp i kronor", "kr"),
        ("Kostnad, kr/invånare", None),
        ("kronor per elev", None),
        ("tkr och mkr", None),
        ("Driftredovisning", None),
    ],
)
def test_units_by_their_words(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("amount", "unit", "kronor"),
    [(-1745, "tkr", -1745000), (0.1, "mkr", 100000), (12.3, "mkr", 12300000), (500, "kr", 500), (5, None, None)],
)
def test_amounts_in_kronor(amount: float, unit: str | None, kronor: int | None) -> None:
    assert in_kronor(amount, unit) == kronor
