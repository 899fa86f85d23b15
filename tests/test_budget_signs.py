"""Signs apart from their digits, and commas that may part thousands."""

from __future__ import annotations

import pytest
from reportlab.lib import colors
from reportlab.platypus import Flowable, Spacer, Table

from extractors.values.amounts import parse_amount, unit_in
from extractors.values.thousands import parts_thousands, stands_before_decimals, unclear_mark
from tests.plan_making import heading, read, table

REPORT = heading("Delårsrapport per augusti 2031", 1)
TITLE = heading("Driftredovisning, tkr", 2)


def accounting_table(gap: float) -> list[Flowable]:
    """A table whose minus stands ``gap`` points left of its digits, as a column of its own without lines."""
    rows = [
        ["Verksamhet", "Budget 2031", "Prognos 2031", "", "Avvikelse"],
        ["Kansli", "12 450", "12 980", "-", "530"],
        ["Ekonomi", "8 310", "8 140", "", "170"],
        ["Personal", "6 725", "6 900", "-", "175"],
    ]
    style = [
        ("FONT", (0, 0), (-1, -1), "Helvetica", 9),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
    ]
    return [Table(rows, [140, 90, 90, 90 - gap, gap], style=style, hAlign="LEFT"), Spacer(1, 10)]


@pytest.mark.parametrize("gap", [45, 60])
def test_a_minus_apart_belongs_to_the_digits_on_its_right(gap: float) -> None:
    lines = read(REPORT, TITLE, accounting_table(gap)).budget_lines
    found = {(line.label, line.measure): line.amount for line in lines}
    assert found["Kansli", "variance"] == -530
    assert found["Ekonomi", "variance"] == 170
    assert found["Personal", "variance"] == -175
    assert found["Kansli", "forecast"] == 12980


@pytest.mark.parametrize(
    ("texts", "clear"),
    [
        (["12,450", "530", "8,310"], False),
        (["0,800", "12,450"], True),
        (["12,45", "8,310"], True),
        (["1,234,567", "0,800"], False),
        (["1 234,567"], True),
    ],
)
def test_when_a_comma_with_three_digits_is_decimals(texts: list[str], clear: bool) -> None:
    assert (stands_before_decimals(",", texts) and not parts_thousands(",", texts)) is clear


@pytest.mark.parametrize(("text", "unclear"), [("-12,450", True), ("12,45", False), ("(1,450)", True), ("530", False)])
def test_numbers_whose_comma_may_part_thousands(text: str, unclear: bool) -> None:
    assert (unclear_mark(text) == ",") is unclear


def test_a_comma_that_may_part_thousands_leaves_the_amount_empty() -> None:
    rows = [["Enhet", "Utfall 2031", "Budget 2031"], ["Skola", "-12,450", "-530"], ["Vård", "-500", "-600"]]
    extraction = read(REPORT, TITLE, table(rows))
    first = extraction.budget_lines[0]
    assert (first.amount_text, first.amount, first.verified) == ("-12,450", None, False)
    assert [f.stated for f in extraction.findings if f.check_name == "unreadable_number"] == ["-12,450"]


def test_three_decimals_in_millions_are_read() -> None:
    rows = [["Projekt (mnkr)", "Utfall 2031", "Budget 2031"], ["Bro", "0,800", "0,917"], ["Väg", "12,450", "13,000"]]
    lines = read(REPORT, heading("Investeringar", 2), table(rows)).budget_lines
    assert [line.amount for line in lines] == [0.8, 0.917, 12.45, 13.0]


@pytest.mark.parametrize(("text", "value"), [("12'450", 12450), ("1’234’567", 1234567), ("-12 450:-", -12450)])
def test_apostrophes_between_thousands_and_the_sign_of_kronor(text: str, value: float) -> None:
    assert parse_amount(text) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Projekt under 2 mkr", None),
        ("Investeringar över 1 500 tkr", None),
        ("Budget 2032 tkr", "tkr"),
        ("Utfall 2408, mkr", "mkr"),
        ("Alla belopp i tusental kronor", "tkr"),
        ("i tusental", "tkr"),
    ],
)
def test_a_unit_behind_a_number_is_that_of_the_number(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit
