"""Amounts as pages show them: headings beside their numbers, signs apart, thousands parted, marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.values.amounts import parse_amount
from extractors.values.thousands import parts_thousands, stands_before_decimals
from tests.generator.producers import html_by_weasyprint, missing
from tests.sibling_pages import (
    BUDGET,
    BUDGET_HEADS,
    PRINTED_AMOUNTS,
    Look,
    amounts_of,
    assert_as_printed,
    page_html,
    page_pdf,
    read_page,
)

SIZE = 9.0
AMOUNT = re.compile(r"-?\d{1,3}(?: \d{3})*$")
Drawn = Callable[[Canvas, float, float, str], None]

SPREADSHEET = [
    Look(heads_right=False, ruled="none"),
    Look(heads_right=False, ruled="rows"),
    Look(heads_right=False, ruled="none", top=330, budget_columns=(0, 150, 250, 350, 450)),
    Look(heads_right=False, ruled="rows", left=80, budget_columns=(0, 170, 250, 330, 400), row_height=15),
]


def amounts(draw: Drawn) -> Drawn:
    """A way to put strings that draws amounts its own way."""

    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        if AMOUNT.match(string):
            draw(canvas, x, y, string)
        else:
            canvas.drawString(x, y, string)

    return put


def width(canvas: Canvas, string: str) -> float:
    return float(stringWidth(string, canvas._fontname, SIZE))


def with_minus(gap: float, *, rise: float = 0.0, size: float = SIZE) -> Drawn:
    """The minus ``gap`` points left of its digits, higher or smaller than they are."""

    def draw(canvas: Canvas, x: float, y: float, string: str) -> None:
        digits = string.lstrip("-")
        start = x + width(canvas, string) - width(canvas, digits)
        canvas.drawString(start, y, digits)
        if string.startswith("-"):
            font = canvas._fontname
            canvas.setFont(font, size)
            canvas.drawString(start - gap - stringWidth("-", font, size), y + rise, "-")
            canvas.setFont(font, SIZE)

    return amounts(draw)


def with_mark(mark: str, size: float, rise: float, *, before: bool = False) -> Drawn:
    """A footnote's digit at the amounts of the last column, which have no thousands."""

    def draw(canvas: Canvas, x: float, y: float, string: str) -> None:
        canvas.drawString(x, y, string)
        if " " not in string:
            font = canvas._fontname
            canvas.setFont(font, size)
            at = x - stringWidth(mark, font, size) if before else x + width(canvas, string)
            canvas.drawString(at, y + rise, mark)
            canvas.setFont(font, SIZE)

    return amounts(draw)


def parted(mark: str) -> Drawn:
    return amounts(lambda canvas, x, y, string: canvas.drawString(x, y, string.replace(" ", mark)))


@pytest.mark.parametrize("look", SPREADSHEET)
def test_as_many_headings_as_columns_match_in_their_order(look: Look) -> None:
    assert_as_printed(page_pdf(look))


@pytest.mark.parametrize("ruled", ["none", "rows", "all"])
@pytest.mark.parametrize("gap", [3, 12, 30])
def test_a_minus_belongs_to_the_digits_on_its_right(gap: float, ruled: str) -> None:
    assert_as_printed(page_pdf(Look(heads_right=False, ruled=ruled), text=with_minus(gap)))


@pytest.mark.parametrize("ruled", ["none", "all"])
def test_a_minus_set_small_and_raised_is_no_mark(ruled: str) -> None:
    assert_as_printed(page_pdf(Look(ruled=ruled), text=with_minus(0, rise=2.2, size=7)))


def test_a_minus_behind_its_digits() -> None:
    behind = amounts(lambda c, x, y, s: c.drawString(x, y, f"{s[1:]}-" if s.startswith("-") else s))
    assert_as_printed(page_pdf(text=behind))
    assert_as_printed(page_pdf(Look(heads_right=False, ruled="none"), text=behind))


def test_brackets_for_a_minus() -> None:
    bracketed = amounts(lambda c, x, y, s: c.drawString(x, y, f"({s[1:]})" if s.startswith("-") else s))
    assert_as_printed(page_pdf(text=bracketed))
    assert_as_printed(page_pdf(Look(heads_right=False, ruled="rows"), text=bracketed))


def test_a_dash_under_a_heading_of_its_own_is_no_minus() -> None:
    """The note column's dash, and the dash of a column that has no number in that row."""
    heads, dashes = ("Budget 2025", "Prognos 2025"), {"-4 275": "-", "-3 019": "-"}

    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        canvas.drawRightString(x + width(canvas, string), y, dashes.get(string, string))

    found = amounts_of(read_page(page_pdf(Look(ruled="rows"), text=put)))
    assert heads[0] in BUDGET_HEADS
    assert found["Nämndstöd", "variance"] == 35000
    assert found["Växel och reception", "variance"] == -155000
    assert ("Nämndstöd", "forecast") not in found


@pytest.mark.parametrize("mark", [".", ",", "'", "\u2019"])
@pytest.mark.parametrize("ruled", ["none", "all"])
def test_thousands_that_the_sums_prove(mark: str, ruled: str) -> None:
    assert_as_printed(page_pdf(Look(ruled=ruled), text=parted(mark)))


@pytest.mark.parametrize(
    ("texts", "thousands", "decimals"),
    [
        (["-12.450", "-8.310", "-6.725", "530"], True, False),
        (["-12.450", "-8.310", "-6.725"], False, False),
        (["-12.450", "-8.310", "-6.725", "12345"], False, False),
        (["1.234.567", "12.450"], True, False),
        (["12.450", "8.310", "6.725", "12,5"], True, False),
        (["12.450", "8.31"], False, True),
    ],
)
def test_what_other_numbers_say_of_a_point(texts: list[str], thousands: bool, decimals: bool) -> None:
    assert parts_thousands(".", texts) is thousands
    assert stands_before_decimals(".", texts) is decimals


@pytest.mark.parametrize(("text", "mark", "value"), [("-12.450", ".", -12450), ("(1,450)", ",", -1450)])
def test_a_proven_mark_parts_thousands(text: str, mark: str, value: float) -> None:
    assert parse_amount(text, mark) == value


@pytest.mark.parametrize(
    "text",
    [
        with_mark("1", 8, 2.5),
        with_mark("1", 6, 3.5),
        with_mark("2", 8, 2.5, before=True),
        with_mark("12", 6, 3, before=True),
    ],
)
def test_a_raised_smaller_digit_is_a_footnotes(text: Drawn) -> None:
    assert amounts_of(read_page(page_pdf(text=text)), verified_only=False) == PRINTED_AMOUNTS


@pytest.mark.parametrize("text", [with_mark("1", 9, 3), with_mark("1", 8, 0), with_mark("1", 7.5, 0, before=True)])
def test_a_digit_set_unlike_the_others_leaves_the_amount_empty(text: Drawn) -> None:
    read = read_page(page_pdf(text=text))
    single = {(row[0], "variance") for row in BUDGET}
    found = amounts_of(read, verified_only=False)
    assert {place: found[place] for place in single} == dict.fromkeys(single)
    assert {place: amount for place, amount in amounts_of(read).items() if place not in single} == {
        place: amount for place, amount in PRINTED_AMOUNTS.items() if place not in single
    }
    assert "unreadable_number" in {finding.check_name for finding in read.findings}


def wide_digits(canvas: Canvas, x: float, y: float, string: str) -> None:
    """Each letter by itself, 7 points from the next."""
    right = x + width(canvas, string)
    for place, letter in enumerate(reversed(string)):
        canvas.drawRightString(right - 7 * place, y, letter)


def test_digits_set_wide_are_one_number() -> None:
    columns = (0, 150, 260, 370, 475)
    read = read_page(page_pdf(Look(budget_columns=columns), text=amounts(wide_digits)))
    assert amounts_of(read).items() <= PRINTED_AMOUNTS.items()
    assert amounts_of(read)["Summa", "variance"] == -782000


def test_a_number_that_may_go_on_in_the_next_column_is_not_verified() -> None:
    """Digits set so wide that the thousands stand in a column of their own."""
    read = read_page(page_pdf(Look(ruled="all"), text=amounts(wide_digits)))
    assert amounts_of(read).items() <= PRINTED_AMOUNTS.items()
    assert any(finding.severity == "warning" for finding in read.findings)


def test_a_column_without_heading_is_told_and_no_number_is_anothers() -> None:
    """The first amounts stand without a heading: they are left out with a finding, and in no label."""

    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        canvas.drawString(x, y, "" if string == "Budget 2025" else string)

    for ruled in ("none", "rows", "all"):
        read = read_page(page_pdf(Look(ruled=ruled), text=put))
        found = amounts_of(read)
        assert found.items() <= PRINTED_AMOUNTS.items()
        assert "budget" not in {measure for _, measure in found}
        assert {"unknown_column", "uncertain_column"} & {finding.check_name for finding in read.findings}


def test_headings_printed_into_each_other_verify_nothing() -> None:
    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        canvas.drawString(x - 28 if string == "Avvikelse" else x, y, string)

    look = Look(ruled="none", heads_right=False, budget_columns=(0, 190, 280, 346, 420))
    read = read_page(page_pdf(look, text=put))
    assert amounts_of(read).items() <= PRINTED_AMOUNTS.items()


def test_headings_printed_over_each_other_verify_nothing() -> None:
    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        last = string == "Avvikelse"
        canvas.drawString(x - 40 if last else x, y, "Avvikelse mot budget" if last else string)

    read = read_page(page_pdf(Look(ruled="rows", budget_columns=(0, 190, 280, 370, 440)), text=put))
    assert amounts_of(read) == {}
    assert "uncertain_column" in {finding.check_name for finding in read.findings}


@pytest.mark.skipif("weasyprint" in missing(), reason="no weasyprint here")
def test_a_web_pages_print_with_headings_left_and_a_minus_apart() -> None:
    css = ".m td,.m th{border:0} .m th:not(:first-child){text-align:left} .m td span{float:left}"

    def cell(string: str) -> str:
        return f"<span>-</span>{string[1:]}" if AMOUNT.match(string) and string.startswith("-") else string

    read = read_page(html_by_weasyprint(page_html(css, cell=cell)))
    assert amounts_of(read, verified_only=False) == PRINTED_AMOUNTS


def test_evidence_names_all_that_is_certain() -> None:
    lines = read_page(page_pdf()).budget_lines
    assert {line.evidence for line in lines} == {"digits, sign, column, heading, font, money (text, arithmetic)"}
