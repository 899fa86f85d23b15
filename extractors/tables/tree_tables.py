"""A table of the structure tree with its rows' and columns' places on the page.

Some writers leave out the cells that hold nothing: the others then stand under the columns where their words are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pdf.page import Page, Tag, Word
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable, TableCell, make_cell, make_table
from extractors.tables.grid import GridCell

_OVERLAP_PT = 1.0  # that letters of neighbouring lines or cells may overlap
ROWS = frozenset({"TR"})
CELLS = frozenset({"TD", "TH"})


class _Tagged(NamedTuple):
    """A tagged cell: its place by counting the cells of its row, and its words."""

    row: int
    col: int
    row_span: int
    col_span: int
    words: list[Word]
    is_header: bool


def tree_table(
    page: Page, tag: Tag, by_mcid: Mapping[int, list[Word]], box: Box, drawn: Sequence[PageTable]
) -> PageTable | None:
    """The table of a tag, whose words lie in ``box``; ``drawn``: what of it was found without the tree.

    None for layout tables (fewer than two rows or columns), and where words don't stand in the tree's rows and columns.
    """
    tagged = _counted(tag, by_mcid)
    n_rows = max((c.row + c.row_span for c in tagged), default=0)
    n_columns = max((c.col + c.col_span for c in tagged), default=0)
    if n_rows < 2 or n_columns < 2:
        return None
    outer = box_around([box, *(table.box for table in drawn)])
    whole = {row for row in range(n_rows) if _width(tagged, row) == n_columns}
    columns = [
        [w for c in tagged if c.row in whole and (c.col, c.col_span) == (i, 1) for w in c.words]
        for i in range(n_columns)
    ]
    rows = [[w for c in tagged if (c.row, c.row_span) == (i, 1) for w in c.words] for i in range(n_rows)]
    drawn_xs = next((t.xs for t in drawn if t.n_columns == n_columns), None)
    xs = drawn_xs or _edges(columns, (outer.x0, outer.x1), lambda w: (w.x0, w.x1))
    ys = _edges(rows, (outer.top, outer.bottom), lambda w: (w.top, w.bottom))
    if xs is None or ys is None:
        return None
    placed = [c for row in range(n_rows) for c in _under_columns([c for c in tagged if c.row == row], row in whole, xs)]
    if any(below.col < above.col + above.col_span for above, below in pairwise(placed) if above.row == below.row):
        return None
    cells = [_cell(page, c, xs, ys) for c in placed]
    return make_table(page, outer, xs, cells, open_columns=bool(drawn), source="structure")


def _counted(tag: Tag, by_mcid: Mapping[int, list[Word]]) -> list[_Tagged]:
    """The cells of the rows that have words on the page."""
    cells: list[_Tagged] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in tag.found(ROWS) if any(by_mcid.get(mcid) for mcid in row.all_mcids())]
    for row, row_tag in enumerate(rows):
        col = 0
        for cell in row_tag.found(CELLS):
            while (row, col) in taken:
                col += 1
            row_span = min(cell.row_span, len(rows) - row)
            taken.update((row + r, col + c) for r in range(row_span) for c in range(cell.col_span))
            words = [w for mcid in cell.all_mcids() for w in by_mcid.get(mcid, ())]
            cells.append(_Tagged(row, col, row_span, cell.col_span, words, cell.kind == "TH"))
            col += cell.col_span
    return cells


def _width(cells: Sequence[_Tagged], row: int) -> int:
    return max((c.col + c.col_span for c in cells if c.row <= row < c.row + c.row_span), default=0)


def _edges(
    groups: Sequence[Sequence[Word]], outer: tuple[float, float], sides: Callable[[Word], tuple[float, float]]
) -> tuple[float, ...] | None:
    """The edges between groups of words, in the middle of their gaps; None where one is empty or two overlap."""
    if not all(groups):
        return None
    extents = [(min(sides(w)[0] for w in words), max(sides(w)[1] for w in words)) for words in groups]
    if any(below[0] < above[1] - _OVERLAP_PT for above, below in pairwise(extents)):
        return None
    return (outer[0], *((above[1] + below[0]) / 2 for above, below in pairwise(extents)), outer[1])


def _under_columns(cells: Sequence[_Tagged], whole: bool, xs: Sequence[float]) -> list[_Tagged]:
    """The cells of a row that lacks some, under the columns where their words begin, with empty ones between."""
    if whole:
        return list(cells)
    placed: list[_Tagged] = []
    for cell in cells:
        if cell.words:
            box = box_around([w.box for w in cell.words])
            x = (box.x0 + box.x1) / 2 if cell.col_span == 1 else box.x0
            placed.append(cell._replace(col=sum(1 for edge in xs[1:-1] if edge <= x)))
    taken = {col for cell in placed for col in range(cell.col, cell.col + cell.col_span)}
    row = cells[0].row
    empty = [_Tagged(row, col, 1, 1, [], cells[0].is_header) for col in range(len(xs) - 1) if col not in taken]
    return sorted([*placed, *empty], key=lambda c: c.col)


def _cell(page: Page, cell: _Tagged, xs: Sequence[float], ys: Sequence[float]) -> TableCell:
    last_column, last_row = min(cell.col + cell.col_span, len(xs) - 1), cell.row + cell.row_span
    box = Box(xs[cell.col], ys[cell.row], xs[last_column], ys[last_row])
    place = GridCell(cell.row, cell.col, cell.row_span, last_column - cell.col, box)
    return make_cell(page, place, cell.words, "structure")._replace(is_header=cell.is_header)
