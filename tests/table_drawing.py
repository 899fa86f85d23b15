"""Small tables drawn with reportlab at places that a test names, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.reader import read_pages
from extractors.tables.cells import PageTable
from extractors.tables.page_tables import page_tables
from extractors.values.parsing import parse_number

ROW_PT, SIZE_PT, PADDING_PT = 18.0, 9.0, 4.0


def read(data: bytes) -> list[PageTable]:
    """The tables of all pages."""
    return [t for page in read_pages(data) for t in page_tables(page, [w for w in page.words if w.drawn and w.upright])]


def texts(table: PageTable) -> list[list[str]]:
    """The rows' texts, a spanning cell's in its first place."""
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = " ".join(line.text for line in cell.lines)
    return rows


def draw_rows(
    canvas: Canvas,
    xs: Sequence[float],
    rows: Sequence[Sequence[str]],
    *,
    top: float = 100.0,
    header: bool = False,
    bold: Sequence[int] = (),
    pitch: float = ROW_PT,
) -> float:
    """Writes the rows from ``top`` points below the page's upper edge, numbers at the right of their columns between
    ``xs`` and words at the left; headings stand like the last row's cells. Returns where the last row ends."""
    numeric = [parse_number(text) is not None for text in rows[-1]]
    for number, row in enumerate(rows):
        is_bold = number in bold or (header and number == 0)
        canvas.setFont("Helvetica-Bold" if is_bold else "Helvetica", SIZE_PT)
        y = A4[1] - top - number * pitch - pitch / 2 - SIZE_PT / 3
        for col, text in enumerate(row):
            right = numeric[col] if number == 0 and header else parse_number(text) is not None
            width = pdfmetrics.stringWidth(text, canvas._fontname, SIZE_PT)
            canvas.drawString(xs[col + 1] - PADDING_PT - width if right else xs[col] + PADDING_PT, y, text)
    return top + len(rows) * pitch


def row_lines(canvas: Canvas, x0: float, x1: float, ys: Sequence[float]) -> None:
    """Horizontal lines at these distances from the page's upper edge."""
    canvas.setLineWidth(0.5)
    for y in ys:
        canvas.line(x0, A4[1] - y, x1, A4[1] - y)


def grid_lines(canvas: Canvas, xs: Sequence[float], top: float, bottom: float, rows: int) -> None:
    """All borders of ``rows`` rows of one height between columns at ``xs``."""
    pitch = (bottom - top) / rows
    row_lines(canvas, xs[0], xs[-1], [top + pitch * number for number in range(rows + 1)])
    for x in xs:
        canvas.line(x, A4[1] - top, x, A4[1] - bottom)
