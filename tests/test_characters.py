"""The same letters whatever codes a producer gives them; what has no code is told, and no number holds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.generator.producers import html_by_chromium, html_by_weasyprint, missing
from tests.pdf_making import altered
from tests.sibling_pages import (
    ACTIVITIES,
    PRINTED_AMOUNTS,
    Look,
    activities_of,
    amounts_of,
    assert_as_printed,
    page_html,
    page_pdf,
    read_page,
)
from tests.test_upright import cropped, turned

HELVETICA = Look(font="Helvetica", ruled="rows")
MARKS = {
    "å": ("a", 0.333),
    "ä": ("a", 0.333),
    "ö": ("o", 0.333),
    "Å": ("A", 0.333),
    "Ä": ("A", 0.333),
    "Ö": ("O", 0.333),
}
SPACING = {"̈": "¨", "̊": "°"}
AS_IT_IS: Callable[[pikepdf.Pdf], None] = lambda pdf: None  # noqa: E731


def meaning(letter: str, codes: str) -> Callable[[pikepdf.Pdf], None]:
    """Has every font say that its glyph of the letter is these characters."""
    was = f"<{ord(letter):04X}>".encode()
    now = f"<{codes.encode('utf-16-be').hex().upper()}>".encode()

    def change(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                told = font.ToUnicode.read_bytes()
                font.ToUnicode.write(re.sub(rb"(?m)" + re.escape(was) + rb"$", now, told))

    return change


def each(*changes: Callable[[pikepdf.Pdf], None]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def overprinted(*, mark_first: bool) -> Callable[[Canvas, float, float, str], None]:
    """Letters with marks drawn as the letter and the spacing mark over it."""

    def put(canvas: Canvas, x: float, y: float, text: str) -> None:
        font, size = canvas._fontname, canvas._fontsize
        for letter in text:
            base, mark, *_ = (*unicodedata.normalize("NFD", letter), "")
            width = pdfmetrics.stringWidth(base, font, size)
            shift = (width - pdfmetrics.stringWidth(SPACING.get(mark, ""), font, size)) / 2
            drawn = [(x, base), (x + shift, SPACING[mark])] if mark in SPACING else [(x, letter)]
            for at, one in reversed(drawn) if mark_first else drawn:
                canvas.drawString(at, y, one)
            x += width

    return put


@pytest.mark.parametrize("mark_first", [False, True])
@pytest.mark.parametrize("change", [AS_IT_IS, cropped, turned(1)], ids=["as it is", "cropped", "turned"])
def test_a_letter_and_the_mark_drawn_over_it_are_one(
    change: Callable[[pikepdf.Pdf], None], *, mark_first: bool
) -> None:
    assert_as_printed(altered(page_pdf(HELVETICA, text=overprinted(mark_first=mark_first)), change))


@pytest.mark.parametrize("form", ["NFD", "spacing"])
@pytest.mark.parametrize("change", [AS_IT_IS, turned(3)], ids=["as it is", "turned"])
def test_a_glyph_of_two_characters_is_one_letter(form: str, change: Callable[[pikepdf.Pdf], None]) -> None:
    pairs = {letter: unicodedata.normalize("NFD", letter) for letter in MARKS}
    if form == "spacing":
        pairs = {letter: pair[0] + {"̈": "¨", "̊": "˚"}[pair[1]] for letter, pair in pairs.items()}
    changes = [meaning(letter, pair) for letter, pair in pairs.items()]
    assert_as_printed(altered(page_pdf(), each(*changes, change)))


WIDE_WORDS = {"zero-width space": "\u200b", "joiner": "\u2060", "soft hyphen": "\u00ad", "left-to-right": "\u200e"}


def sprinkled(mark: str) -> Callable[[str], str]:
    """The mark within each long word, and before each text."""
    return lambda text: mark + re.sub(r"(\w{4})(?=\w{3})", rf"\1{mark}", text)


@pytest.mark.parametrize("mark", WIDE_WORDS.values(), ids=list(WIDE_WORDS))
@pytest.mark.parametrize("program", [html_by_weasyprint, html_by_chromium])
def test_marks_that_only_format_are_gone(program: Callable[[str], bytes], mark: str) -> None:
    name = program.__name__.rsplit("_", 1)[-1]
    if name in missing():
        pytest.skip(missing()[name])
    if name == "chromium" and mark != "\u200b":
        pytest.skip("one page of a slow producer is enough")
    assert_as_printed(program(page_html("td{white-space:nowrap;font-size:8pt}", cell=sprinkled(mark))))


@pytest.mark.parametrize("form", ["NFD"])
def test_decomposed_text_printed_by_a_browser(form: str) -> None:
    if "chromium" in missing():
        pytest.skip(missing()["chromium"])
    assert_as_printed(html_by_chromium(page_html(cell=lambda text: unicodedata.normalize(form, text))))


@pytest.mark.parametrize("change", [AS_IT_IS, cropped], ids=["as it is", "cropped"])
@pytest.mark.parametrize("mark", ["\ufeff", "\u200e", "\u200b"])
def test_marks_before_and_in_strings(mark: str, change: Callable[[pikepdf.Pdf], None]) -> None:
    """A glyph without ink that says it is such a mark."""

    def put(canvas: Canvas, x: float, y: float, text: str) -> None:
        canvas.drawString(x, y, text)

    space_as_mark = meaning("\u00a0", mark)
    data = page_pdf(text=lambda c, x, y, s: put(c, x, y, s))
    assert_as_printed(altered(data, each(space_as_mark, change)))


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u00ad", "\u2212", "\u2013"])
def test_a_minus_by_another_name(hyphen: str) -> None:
    assert_as_printed(altered(page_pdf(), meaning("-", hyphen)))


@pytest.mark.parametrize("code", ["\x04", "\x00", "\x1f", "\x7f", "\x96", "\ufffd"])
@pytest.mark.parametrize("change", [AS_IT_IS, cropped, turned(2)], ids=["as it is", "cropped", "turned"])
def test_an_amount_with_a_letter_that_nobody_can_tell_is_none(code: str, change: Callable[[pikepdf.Pdf], None]) -> None:
    read = read_page(altered(page_pdf(), each(meaning("-", code), change)))
    signed = {place for place, amount in PRINTED_AMOUNTS.items() if amount < 0}
    assert not signed & set(amounts_of(read))
    assert all(line.amount is None for line in read.budget_lines if "\ufffd" in (line.amount_text or ""))
    assert amounts_of(read).items() <= PRINTED_AMOUNTS.items()
    assert "unknown_letter" in {finding.check_name for finding in read.findings}


@pytest.mark.parametrize("digit", ["4", "0"])
def test_a_digit_that_nobody_can_tell_leaves_the_other_amounts(digit: str) -> None:
    read = read_page(altered(page_pdf(), meaning(digit, "\x03")))
    assert amounts_of(read).items() <= PRINTED_AMOUNTS.items()
    assert activities_of(read) == activities_of(read_page(page_pdf()))


@pytest.mark.parametrize("letter", ["k", "y"])
def test_names_with_a_letter_that_nobody_can_tell_name_no_record(letter: str) -> None:
    """The activities are told with what can be read of them, and amounts under such labels aren't verified."""
    read = read_page(altered(page_pdf(), meaning(letter, "\ufffd")))
    titles = {activity.title for activity in read.activities}
    assert titles == {row[0] for row in ACTIVITIES if letter not in row[0]}
    told = [f.stated for f in read.findings if f.check_name == "unknown_letter" and f.stated]
    assert len(told) == len(ACTIVITIES) - len(titles)
    assert all("\ufffd" not in line.label for line in read.budget_lines if line.verified)
