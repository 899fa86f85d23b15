"""Small plans and follow-ups typeset for the tests of the extractors."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from extractors.extract import extract
from extractors.records import Extraction

Fills = Mapping[tuple[int, int], str]
Spans = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_SIZES = {"h1": 22, "h2": 15, "h3": 12, "p": 10}


def heading(text: str, level: int) -> list[Flowable]:
    size = _SIZES[f"h{level}"]
    style = ParagraphStyle(f"h{level}", fontName="Helvetica-Bold", fontSize=size, leading=size * 1.25)
    return [Spacer(1, 10), Paragraph(text, style), Spacer(1, 4)]


def paragraph(text: str) -> list[Flowable]:
    style = ParagraphStyle("p", fontName="Helvetica", fontSize=10, leading=12.5)
    return [Paragraph(text, style), Spacer(1, 8)]


def table(rows: Sequence[Sequence[str]]) -> list[Flowable]:
    """A ruled table whose first row is a filled, bold header."""
    body = ParagraphStyle("td", fontName="Helvetica", fontSize=9, leading=11)
    head = ParagraphStyle("th", fontName="Helvetica-Bold", fontSize=9, leading=11)
    cells = [[Paragraph(text, head if i == 0 else body) for text in row] for i, row in enumerate(rows)]
    width = 480 / len(rows[0])
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)]
    return [Table(cells, [width] * len(rows[0]), style=style), Spacer(1, 10)]


def drawn_table(
    rows: Sequence[Sequence[str | Flowable | list[Flowable]]], fills: Fills | None = None, spans: Spans = ()
) -> list[Flowable]:
    """A ruled table with a filled header; ``fills`` by column and row, ``spans`` from cell to cell."""
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    style.append(("BACKGROUND", (0, 0), (-1, 0), colors.lightblue))
    style += [("BACKGROUND", place, place, colors.HexColor(fill)) for place, fill in (fills or {}).items()]
    style += [("SPAN", start, end) for start, end in spans]
    body = ParagraphStyle("td", fontName="Helvetica", fontSize=9, leading=11)
    cells = [[Paragraph(held, body) if isinstance(held, str) else held for held in row] for row in rows]
    return [Table(cells, [480 / len(rows[0])] * len(rows[0]), style=style), Spacer(1, 10)]


def dot(colour: str, *words: str) -> Drawing:
    """A coloured dot, and the words right of it."""
    drawing = Drawing(9, 9)
    drawing.add(Circle(4, 4, 4, fillColor=colors.HexColor(colour), strokeColor=None))
    for word in words:
        drawing.add(String(13, 1, word, fontName="Helvetica", fontSize=10))
    return drawing


def bar(*parts: tuple[float, str]) -> Drawing:
    """A bar of areas that all begin at its left edge: their widths in points and their colours."""
    drawing = Drawing(max(width for width, _ in parts), 6)
    for width, colour in parts:
        drawing.add(Rect(0, 0, width, 6, fillColor=colors.HexColor(colour), strokeColor=None))
    return drawing


def page_break() -> list[Flowable]:
    return [PageBreak()]


def typeset(*parts: list[Flowable]) -> bytes:
    """A PDF of these parts."""
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build([flowable for part in parts for flowable in part])
    return target.getvalue()


def read(*parts: list[Flowable], file_name: str = "plan.pdf") -> Extraction:
    """What is read from a PDF of these parts."""
    return extract(typeset(*parts), file_name=file_name, source_uri="file:///plan.pdf")
