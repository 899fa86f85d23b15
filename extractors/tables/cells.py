"""A page's table and its cells: what every way of finding tables makes of words, fills and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.pdf.page import Fill, Page, Word
from extractors.records import Box
from extractors.tables.grid import GridCell
from extractors.text.lines import Line, lines_of

WHITE = "#ffffff"
_LARGEST_SQUARE_PT = 20.0
_SQUARE_SHARE = 0.7  # of the longer side
_BAR_SHARE = 0.8  # of the cell's height: a higher area is its background
_SYMBOLS = frozenset("●○■□▲▼◆◄►▶◀↑↓→←↗↘↖↙⬆⬇➔➚➘✓✔✗✘★☺☻☹\uf04a\uf04b\uf04c\uf0fc\uf0fb\uf06c\uf06e\uf0e0\uf0e1\uf0e2")


class TableCell(NamedTuple):
    """A cell of a page's table; ``evidence``: rulings | structure | both | conflict | alignment.

    ``bars``: the filled areas in it that are lower than the cell, in the order in which they were drawn; ``arrow``: up,
    flat or down where it holds one that is drawn.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    page: int
    lines: tuple[Line, ...]
    fill: str | None
    symbol: str | None
    is_header: bool
    evidence: str
    bars: tuple[Fill, ...] = ()
    alternative: str | None = None
    arrow: str | None = None

    @property
    def words(self) -> list[Word]:
        return [w for line in self.lines for w in line.words]

    @property
    def bold(self) -> bool:
        """Whether it has text and all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page; ``xs`` are the columns' edges. ``source``: rulings | structure | both."""

    page: int
    box: Box
    xs: tuple[float, ...]
    cells: tuple[TableCell, ...]
    n_rows: int
    open_columns: bool
    source: str

    @property
    def n_columns(self) -> int:
        return len(self.xs) - 1

    @property
    def words(self) -> list[Word]:
        return [w for cell in self.cells for w in cell.words]

    def row(self, index: int) -> list[TableCell]:
        return [c for c in self.cells if c.row == index]


def make_cell(page: Page, place: GridCell, words: list[Word], evidence: str) -> TableCell:
    fills = [f for f in page.fills if _meet(f.box, place.box)]
    bars = tuple(_bars_in(place.box, fills))
    return TableCell(
        place.row,
        place.col,
        place.row_span,
        place.col_span,
        place.box,
        page.number,
        tuple(lines_of(words, page.number)),
        _fill_of(place.box, fills),
        _symbol_of(place.box, page, words, bars),
        is_header=False,
        evidence=evidence,
        bars=bars,
        arrow=_arrow_in(place.box, page),
    )


def _meet(a: Box, b: Box) -> bool:
    return a.top <= b.bottom and a.bottom >= b.top and a.x0 <= b.x1 and a.x1 >= b.x0


def _fill_of(box: Box, fills: Iterable[Fill]) -> str | None:
    """The colour that lies uppermost under the cell's middle and covers most of it; None for white."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    colour = None
    for fill in fills:
        if fill.box.holds(x, y):
            width = min(fill.box.x1, box.x1) - max(fill.box.x0, box.x0)
            height = min(fill.box.bottom, box.bottom) - max(fill.box.top, box.top)
            if width * height > 0.5 * box.width * box.height:
                colour = fill.colour
    return None if colour == WHITE else colour


def _bars_in(box: Box, fills: Iterable[Fill]) -> list[Fill]:
    """The filled areas that lie in the cell and are lower than it, a stripe under it left out."""
    low = [f for f in fills if box.holds(f.box.x0, f.box.top) and f.box.height < _BAR_SHARE * box.height]
    return [f for f in low if box.holds(f.box.x1, f.box.bottom) and f.box.width < box.width]


def _arrow_in(box: Box, page: Page) -> str | None:
    found = [m for m in page.marks if box.holds((m.box.x0 + m.box.x1) / 2, (m.box.top + m.box.bottom) / 2)]
    return found[0].direction if len(found) == 1 else None


def _symbol_of(box: Box, page: Page, words: list[Word], areas: Sequence[Fill]) -> str | None:
    """The colour of a mark drawn in the cell, of a small square alone in it, or of a glyph that is a symbol."""
    for mark in page.marks:
        inside = box.holds((mark.box.x0 + mark.box.x1) / 2, (mark.box.top + mark.box.bottom) / 2)
        if inside and mark.colour is not None and mark.colour != WHITE:
            return mark.colour
    if len(areas) == 1 and _is_square(areas[0].box) and areas[0].colour != WHITE:
        return areas[0].colour
    return next((w.style.colour for w in words if w.text in _SYMBOLS), None)


def _is_square(box: Box) -> bool:
    long, short = max(box.width, box.height), min(box.width, box.height)
    return long <= _LARGEST_SQUARE_PT and short >= _SQUARE_SHARE * long


def make_table(
    page: Page,
    box: Box,
    xs: tuple[float, ...],
    cells: list[TableCell],
    *,
    open_columns: bool,
    source: str = "rulings",
    headers: int | None = None,
) -> PageTable:
    """The table of these cells; ``headers``: how many rows at the top are its header, None where their look tells."""
    n_rows = max(c.row + c.row_span for c in cells)
    headers = _header_rows(cells, n_rows) if headers is None or headers >= n_rows else headers
    marked = tuple(c._replace(is_header=True) if c.row < headers else c for c in cells)
    return PageTable(page.number, box, xs, marked, n_rows, open_columns, source)


def _header_rows(cells: list[TableCell], n_rows: int) -> int:
    """How many rows at the top are set apart from the rest: all cells bold, or filled in the first row's colour."""
    rows: list[list[TableCell]] = [[] for _ in range(n_rows)]
    for cell in cells:
        rows[cell.row].append(cell)
    count = 0
    colour = next((c.fill for c in rows[0] if c.fill), None)
    for row in rows:
        if not row and count:
            count += 1  # cells that begin above go on through it
            continue
        worded = [c for c in row if c.lines]
        filled = colour is not None and all(c.fill == colour for c in row)
        if not worded or not (filled or all(c.bold for c in worded)):
            break
        alone = len(worded) == 1 and (worded[0].col_span == 1) == (len(row) > 1)
        above = [[c for c in upper if c.lines] for upper in rows[:count]]
        headed = {c.col for upper in above for c in upper}
        under_several = worded[0].col == 0 and any(len(upper) > 1 for upper in above) if alone else False
        if alone and (under_several or headed >= {c.col for c in row}):
            break  # the heading of a group of rows, in the first column or in that of the labels behind codes
        count += 1
    return count if count < n_rows else min(1, n_rows - 1)
