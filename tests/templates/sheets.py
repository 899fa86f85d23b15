"""Pages set by hand: text, rules and tables at places given from a page's top left corner (reportlab)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

MARGIN = 62.0
PROSE, PROSE_LEADING = 10.5, 14.5


class Sheet:
    """A page under the pen: places are given from its top left corner, upright as it is shown."""

    def __init__(self, canvas: Canvas, number: int, head: str, size: tuple[float, float] = A4, rotate: int = 0) -> None:
        self.canvas, self.width, self.height, self.top = canvas, *size, MARGIN
        canvas.setPageSize(size)  # reportlab itself exchanges the sides of a turned page
        canvas.setPageRotation(rotate)
        if rotate == 90:
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
        if number > 1:
            self.text(MARGIN, 34, head, "Helvetica", 7.5)

    def text(self, x: float, top: float, text: str, font: str = "Times-Roman", size: float = PROSE) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top, text)

    def right(self, x: float, top: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, self.height - top, text)

    def centre(self, x: float, top: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x, self.height - top, text)

    def rule(self, x0: float, x1: float, top: float, width: float = 0.4) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - top, x1, self.height - top)

    def heading(self, text: str, size: float = 16) -> None:
        self.top += size * 0.9
        self.text(MARGIN, self.top, text, "Helvetica-Bold", size)
        self.top += 10

    def prose(self, text: str) -> None:
        for line in simpleSplit(text, "Times-Roman", PROSE, self.width - 2 * MARGIN):
            self.top += PROSE_LEADING
            self.text(MARGIN, self.top, line)
        self.top += 7

    def footnote(self, mark: str, text: str) -> None:
        self.top += 10
        self.text(MARGIN, self.top - 2.5, mark, "Helvetica", 5)
        self.text(MARGIN + 4, self.top, text, "Helvetica", 7)


class Column(NamedTuple):
    """The room of a column and how its cells are set: ``l``, ``r`` or ``c``."""

    left: float
    right: float
    align: str


class Row(NamedTuple):
    """A row's cells; of a row over the whole width the one text."""

    cells: tuple[str, ...]
    is_bold: bool = False


class Look(NamedTuple):
    """How a table is set: rules around header and table, a hairline below each row, the line under an outer heading."""

    rules: bool
    hairlines: bool = False
    size: float = 8.5
    leading: float = 11.0
    gap: float = 2.0


Level = Sequence[tuple[str, int, int]]


def draw_table(
    sheet: Sheet, columns: Sequence[Column], levels: Sequence[Level], rows: Sequence[Row], look: Look
) -> None:
    """The header's levels, outermost first, each text with its first and last column, and the rows below."""
    left, right = columns[0].left, columns[-1].right
    sheet.top += 8
    if look.rules:
        sheet.rule(left, right, sheet.top, 1)
    for at, level in enumerate(levels):
        _header(sheet, columns, level, look, is_last=at == len(levels) - 1)
    sheet.top += 4
    if look.rules:
        sheet.rule(left, right, sheet.top, 0.7)
    for row in rows:
        _row(sheet, columns, row, look)
    if look.rules:
        sheet.rule(left, right, sheet.top + 3, 1)
    sheet.top += 5


def _header(sheet: Sheet, columns: Sequence[Column], level: Level, look: Look, *, is_last: bool) -> None:
    begin = sheet.top
    for text, first, last in level:
        top = begin
        width = columns[last].right - columns[first].left
        for line in simpleSplit(text, "Helvetica-Bold", look.size - 0.5, width):
            top += look.leading + 1
            if first < last:
                middle = (columns[first].left + columns[last].right) / 2
                sheet.centre(middle, top, line, "Helvetica-Bold", look.size - 0.5)
            else:
                _set(sheet, columns[first], top, line, "Helvetica-Bold", look.size - 0.5)
        if first < last and look.rules and not is_last:
            sheet.rule(columns[first].left, columns[last].right, top + 3)
        sheet.top = max(sheet.top, top)


def _row(sheet: Sheet, columns: Sequence[Column], row: Row, look: Look) -> None:
    font = "Helvetica-Bold" if row.is_bold else "Helvetica"
    begin, sheet.top = sheet.top + look.gap, sheet.top
    whole = len(row.cells) == 1
    for column, text in zip(columns, row.cells, strict=False):
        room = columns[-1].right - column.left if whole else column.right - column.left
        top = begin
        for line in simpleSplit(text, font, look.size, room):
            top += look.leading
            _set(sheet, column, top, line, font, look.size)
        sheet.top = max(sheet.top, top)
    sheet.top += look.gap
    if look.hairlines:
        sheet.rule(columns[0].left, columns[-1].right, sheet.top + 2, 0.25)


def _set(sheet: Sheet, column: Column, top: float, text: str, font: str, size: float) -> None:
    if column.align == "r":
        sheet.right(column.right, top, text, font, size)
    elif column.align == "c":
        sheet.centre((column.left + column.right) / 2, top, text, font, size)
    else:
        sheet.text(column.left, top, text, font, size)
