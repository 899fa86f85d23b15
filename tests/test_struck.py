"""Struck-out text is in no record and told, what replaces it is read; lines that strike nothing are left alone."""

from __future__ import annotations

import html
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.reader import read_pages
from tests.generator.producers import html_by_chromium, html_by_weasyprint, missing
from tests.pdf_making import altered, make_pdf
from tests.sibling_pages import Look, assert_as_printed, page_html, page_pdf, read_page
from tests.test_upright import cropped, turned

AS_IT_IS: Callable[[pikepdf.Pdf], None] = lambda pdf: None  # noqa: E731
OLD = {"Pågår": "Klart", "-4 310": "-9 999", "Försenad": "Avbryts", "-662": "-12"}  # struck before what is true now


def by_line(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.setLineWidth(0.6)
    canvas.line(x0, y, x1, y)


def by_bar(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    canvas.rect(x0, y - 0.3, x1 - x0, 0.7, stroke=0, fill=1)


def twice(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    by_line(canvas, x0, x1, y - 0.7)
    by_line(canvas, x0, x1, y + 0.7)


def in_pieces(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    middle = (x0 + x1) / 2
    by_bar(canvas, x0, middle, y)
    by_bar(canvas, middle, x1, y)


def striking(stroke: Callable[[Canvas, float, float, float], None], gap: float) -> Callable[..., None]:
    """Draws the old value struck out, and the new one to its right."""

    def put(canvas: Canvas, x: float, y: float, text: str) -> None:
        if text in OLD:
            old, font, size = OLD[text], canvas._fontname, canvas._fontsize - 2
            width = pdfmetrics.stringWidth(old, font, size)
            right = text.startswith("-")
            canvas.setFont(font, size)
            start = x - width - gap if right else x
            canvas.drawString(start, y, old)
            stroke(canvas, start, start + width, y + 0.28 * size)
            canvas.setFont(font, size + 2)
            x = x if right else start + width + gap
        canvas.drawString(x, y, text)

    return put


@pytest.mark.parametrize("change", [AS_IT_IS, cropped, turned(1)], ids=["as it is", "cropped", "turned"])
@pytest.mark.parametrize("gap", [3.0, 0.0])
@pytest.mark.parametrize("stroke", [by_line, by_bar, twice, in_pieces])
def test_struck_values_are_told_and_the_new_ones_read(
    stroke: Callable[[Canvas, float, float, float], None], gap: float, change: Callable[[pikepdf.Pdf], None]
) -> None:
    data = altered(page_pdf(Look(activity_columns=(0, 195, 265, 350)), text=striking(stroke, gap)), change)
    assert_as_printed(data)
    [told] = [finding for finding in read_page(data).findings if finding.check_name == "struck_text"]
    assert all(f"'{old}'" in told.message for old in OLD.values())


@pytest.mark.parametrize("tag", ["s", "del"])
@pytest.mark.parametrize("program", [html_by_weasyprint, html_by_chromium])
def test_struck_text_of_html(program: Callable[[str], bytes], tag: str) -> None:
    name = program.__name__.rsplit("_", 1)[-1]
    if name in missing():
        pytest.skip(missing()[name])

    def cell(text: str) -> str:
        return (f"<{tag}>{OLD[text]}</{tag}> " if text in OLD else "") + html.escape(text)

    data = program(page_html(cell=cell))
    assert_as_printed(data)
    assert "struck_text" in {finding.check_name for finding in read_page(data).findings}


def struck_by_a_reader(pdf: pikepdf.Pdf, *, drawn: bool) -> None:
    """A strikeout as a viewer adds it, over the first word that stands at 60, 700."""
    page = pdf.pages[0]
    x0, y0, x1, y1 = 60.0, 697.0, 95.0, 709.0
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.StrikeOut,
        Rect=[x0, y0, x1, y1],
        QuadPoints=[x0, y1, x1, y1, x0, y0, x1, y0],
        C=[1, 0, 0],
        F=4,
    )
    if drawn:
        look = pdf.make_stream(b"1 0 0 RG 0.8 w 0 6 m 35 6 l S")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, x1 - x0, y1 - y0]
        note.AP = pikepdf.Dictionary(N=look)
    page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("change", [AS_IT_IS, cropped], ids=["as it is", "cropped"])
def test_a_strikeout_of_a_viewer_strikes(change: Callable[[pikepdf.Pdf], None], *, drawn: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Klart1 Pågår")
        canvas.drawString(60, 600, "Kommunen bygger en skola")

    def changed(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        struck_by_a_reader(pdf, drawn=drawn)

    [page] = read_pages(altered(make_pdf(draw), changed))
    assert [word.text for word in page.words if not word.drawn] == ["Klart1"]


def underlined(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawString(x, y, text)
    width = pdfmetrics.stringWidth(text, canvas._fontname, canvas._fontsize)
    canvas.line(x, y - 1, x + width, y - 1)


def over_lined(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawString(x, y, text)
    width = pdfmetrics.stringWidth(text, canvas._fontname, canvas._fontsize)
    canvas.line(x, y + canvas._fontsize, x + width, y + canvas._fontsize)


@pytest.mark.parametrize("draw", [underlined, over_lined])
def test_lines_under_and_over_words_strike_nothing(draw: Callable[[Canvas, float, float, str], None]) -> None:
    [page] = read_pages(page_pdf(Look(ruled="none"), text=draw))
    assert all(word.drawn for word in page.words)


def test_a_border_that_runs_through_words_strikes_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 703, "Kommunen bygger")
        canvas.rect(60, 660, 400, 46)

    [page] = read_pages(make_pdf(draw))
    assert all(word.drawn for word in page.words)
