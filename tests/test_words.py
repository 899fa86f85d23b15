"""Words as drawn: spaces, marks, hyphens, letters set wide, and text that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page import Word
from extractors.pdf.reader import read_pages
from tests.pdf_making import HEIGHT, WIDTH, make_pdf, text_page


def words_of(draw: Callable[[Canvas], object]) -> list[Word]:
    return list(next(read_pages(make_pdf(draw))).words)


def texts_of(draw: Callable[[Canvas], object]) -> list[str]:
    return [w.text for w in words_of(draw)]


def test_a_word_has_its_place_and_look() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-BoldOblique", 14)
        canvas.setFillColor(HexColor("#204060"))
        canvas.drawString(72, 700, "Mål")

    [word] = words_of(draw)
    assert word.text == "Mål"
    assert word.style == ("Helvetica-BoldOblique", 14.0, True, True, "#204060")
    assert word.x0 == pytest.approx(72, abs=0.1)
    assert word.x1 == pytest.approx(
        72 + pdfmetrics.stringWidth("Mål", "Helvetica-BoldOblique", 14), abs=1.5
    )  # the l leans over
    assert word.baseline == pytest.approx(HEIGHT - 700, abs=0.1)
    assert word.top < word.baseline < word.bottom


def test_real_spaces_part_words() -> None:
    assert texts_of(text_page((72, 700, "Klart  i  tid"))) == ["Klart", "i", "tid"]


def test_a_no_break_space_parts_words_as_any_space() -> None:
    assert texts_of(text_page((72, 700, "4\u00a0078 tkr"))) == ["4", "078", "tkr"]


@pytest.mark.parametrize(("gap", "expected"), [(0.0, ["Nyskola"]), (0.6, ["Nyskola"]), (3.3, ["Ny", "skola"])])
def test_words_set_apart_without_a_space(gap: float, expected: list[str]) -> None:
    end = 72 + pdfmetrics.stringWidth("Ny", "Helvetica", 12)
    assert texts_of(text_page((72, 700, "Ny"), (end + gap, 700, "skola"))) == expected


def test_an_italic_f_that_reaches_back_over_its_space_begins_a_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Italic", 11)
        canvas.drawString(72, 700, "bolagens")
        canvas.drawString(72 + pdfmetrics.stringWidth("bolagens", "Times-Italic", 11) + 2.7, 700, "fastigheter")

    assert texts_of(draw) == ["bolagens", "fastigheter"]


def test_lines_part_words() -> None:
    assert texts_of(text_page((72, 700, "Klart"), (72, 686, "Pågår"))) == ["Klart", "Pågår"]


def test_a_raised_digit_stands_apart_and_the_full_stop_returns() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.textOut("invånare")
        text.setFont("Helvetica", 7)
        text.setRise(4)
        text.textOut("2")
        text.setFont("Helvetica", 12)
        text.setRise(0)
        text.textOut(". Därför")
        canvas.drawText(text)

    assert [(w.text, w.raised) for w in words_of(draw)] == [("invånare.", False), ("2", True), ("Därför", False)]


@pytest.mark.parametrize(
    ("unit", "power", "expected"), [("m", "2", "m²"), ("25 km", "2", "km²"), ("kWh/m", "3", "kWh/m³")]
)
def test_the_power_of_a_unit_stays(unit: str, power: str, expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, unit)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(72 + pdfmetrics.stringWidth(unit, "Helvetica", 12), 704, power)

    last = words_of(draw)[-1]
    assert (last.text, last.raised) == (expected, False)


def test_letters_set_apart_are_one_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "PLAN", charSpace=5)

    assert texts_of(draw) == ["PLAN"]


def test_letters_set_a_little_wide_are_one_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Vihreä kasvu", charSpace=1.3)

    assert texts_of(draw) == ["Vihreä", "kasvu"]


def test_a_ligature_is_its_letters() -> None:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 12)
        canvas.drawString(72, 700, "\ufb01nns arkiv\ufb02ytt")

    assert texts_of(draw) == ["finns", "arkivflytt"]


def test_a_hyphen_pushed_to_the_margin_ends_its_word() -> None:
    end = 72 + pdfmetrics.stringWidth("väl", "Helvetica", 12)
    assert texts_of(text_page((72, 700, "väl"), (end + 2.9, 700, "-"), (72, 686, "färd"))) == ["väl-", "färd"]


def test_a_dash_between_words_stays_apart() -> None:
    end = 72 + pdfmetrics.stringWidth("oli", "Helvetica", 12)
    assert texts_of(text_page((72, 700, "oli"), (end + 2.9, 700, "-2,9 %"))) == ["oli", "-2,9", "%"]


def test_a_soft_hyphen_is_a_hyphen() -> None:
    assert texts_of(text_page((72, 700, "helhetsbe\u00ad"), (72, 686, "dömning"))) == ["helhetsbe-", "dömning"]


def invisible(canvas: Canvas, text: str, y: float) -> None:
    hidden = canvas.beginText(72, y)
    hidden.setTextRenderMode(3)
    hidden.textOut(text)
    hidden.setTextRenderMode(0)
    canvas.drawText(hidden)


def test_text_nobody_can_see_is_not_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Detta syns på sidan")
        canvas.drawString(WIDTH + 50, 700, "utanför")
        invisible(canvas, "dolt", 600)

    assert [w.text for w in words_of(draw) if not w.drawn] == ["utanför", "dolt"]


def test_the_invisible_text_of_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 85), 250)), 0, 0, WIDTH, HEIGHT)
        canvas.drawString(500, 800, "§ 12")
        invisible(canvas, "Kommunstyrelsen beslutar enligt förslaget", 600)

    assert all(w.drawn for w in words_of(draw))
