"""A minus that is drawn as a line is read as one; other short lines are none."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.reader import read_pages
from tests.pdf_making import altered, make_pdf
from tests.sibling_pages import Look, activities_of, amounts_of, page_pdf, read_page
from tests.test_upright import cropped, turned

AS_IT_IS: Callable[[pikepdf.Pdf], None] = lambda pdf: None  # noqa: E731


def as_line(canvas: Canvas, x: float, y: float, width: float) -> None:
    canvas.setLineWidth(0.7)
    canvas.line(x, y, x + width, y)


def as_bar(canvas: Canvas, x: float, y: float, width: float) -> None:
    canvas.rect(x, y - 0.4, width, 0.8, stroke=0, fill=1)


@pytest.mark.parametrize("change", [AS_IT_IS, cropped, turned(1)], ids=["as it is", "cropped", "turned"])
@pytest.mark.parametrize("stroke", [as_line, as_bar])
@pytest.mark.parametrize("ruled", ["all", "none"])
def test_a_drawn_minus_is_read(
    ruled: str, stroke: Callable[[Canvas, float, float, float], None], change: Callable[[pikepdf.Pdf], None]
) -> None:
    def put(canvas: Canvas, x: float, y: float, text: str) -> None:
        if text.startswith("-"):
            size = canvas._fontsize
            stroke(canvas, x + 0.02 * size, y + 0.3 * size, 0.3 * size)
            x += pdfmetrics.stringWidth("-", canvas._fontname, size)
            text = text[1:]
        canvas.drawString(x, y, text)

    read = read_page(altered(page_pdf(Look(ruled=ruled), text=put), change))
    plain = read_page(page_pdf(Look(ruled=ruled)))
    assert amounts_of(read, verified_only=False) == amounts_of(plain, verified_only=False)
    assert activities_of(read) == activities_of(plain)


def dashed(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    canvas.line(60, 703, 98, 703)
    canvas.setDash()
    canvas.drawString(100, 700, "4 078")


def under(canvas: Canvas) -> None:
    canvas.line(94, 699, 99, 699)
    canvas.drawString(100, 700, "4 078")


def far(canvas: Canvas) -> None:
    canvas.line(80, 703, 85, 703)
    canvas.drawString(100, 700, "4 078")


@pytest.mark.parametrize("draw", [dashed, under, far])
def test_other_lines_are_no_minus(draw: Callable[[Canvas], None]) -> None:
    [page] = read_pages(make_pdf(draw))
    assert [word.text for word in page.words] == ["4", "078"]
