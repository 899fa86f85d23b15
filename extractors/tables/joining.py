"""Tables over page breaks: parts that go on joined, repeated headers dropped, rows that the break cut made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.page import Word
from extractors.records import Box
from extractors.tables.cells import PageTable, TableCell
from extractors.tables.column_gaps import runs_over
from extractors.tables.grid import SNAP_PT
from extractors.text.lines import goes_on_below, lines_of
from extractors.values.parsing import parse_number
from extractors.vocabulary import fold

_EDGE_PT = 2 * SNAP_PT
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_FEWEST_ROWS = 3  # with a start, that a row without one is told by
_SENTENCE_END = (".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """One table through all its pages; ``repeated`` are the words of the headers that later pages repeat."""

    parts: tuple[PageTable, ...]
    cells: tuple[TableCell, ...]
    n_rows: int
    n_columns: int
    repeated: tuple[tuple[int, Word], ...]

    @property
    def page(self) -> int:
        return self.parts[0].page

    @property
    def page_to(self) -> int:
        return self.parts[-1].page

    @property
    def box(self) -> Box:
        return self.parts[0].box

    @property
    def source(self) -> str:
        return self.parts[0].source

    def row(self, index: int) -> list[TableCell]:
        """The cells that begin in this row, left to right."""
        return sorted((c for c in self.cells if c.row == index), key=lambda c: c.col)


def join_tables(pages: Sequence[tuple[list[PageTable], bool, bool]]) -> list[JoinedTable]:
    """All tables in order; per page its tables and whether other text stands above the first and below the last."""
    joined: list[JoinedTable] = []
    open_end = False
    for tables, text_above, text_below in pages:
        for index, table in enumerate(tables):
            goes_on = index == 0 and open_end and not text_above and _alike(joined[-1].parts[-1], table)
            if goes_on:
                joined[-1] = _with_part(joined[-1], table)
            else:
                joined.append(JoinedTable((table,), table.cells, table.n_rows, table.n_columns, ()))
        open_end = bool(tables) and not text_below
    return joined


def _alike(above: PageTable, below: PageTable) -> bool:
    """Same number of columns and the same edges; of tables without vertical lines the outer edges."""
    if above.page + 1 != below.page:
        return False
    if above.open_columns and below.open_columns:
        return abs(above.xs[0] - below.xs[0]) <= _EDGE_PT and abs(above.xs[-1] - below.xs[-1]) <= _EDGE_PT
    if above.n_columns != below.n_columns:
        return False
    return all(abs(a - b) <= _EDGE_PT for a, b in zip(above.xs, below.xs, strict=True))


def _with_part(table: JoinedTable, part: PageTable) -> JoinedTable:
    header, part_header = _header(table.cells), _header(part.cells)
    repeats = bool(part_header) and [_text(c) for c in part_header] == [_text(c) for c in header]
    if part_header and not repeats and part.n_columns != table.n_columns:
        return _apart(table, part)
    dropped = (1 + max(c.row for c in part_header)) if repeats else 0
    repeated = [(part.page, w) for c in part_header for w in c.words] if repeats else []
    body = [c._replace(row=c.row - dropped, is_header=False) for c in part.cells if c.row >= dropped]
    if part.n_columns != table.n_columns:
        body = _in_columns(body, table.parts[0].xs)
    cut = bool(body) and _cut_by_the_break(table, [c for c in body if c.row == 0])
    offset = table.n_rows - (1 if cut else 0)
    cells = list(table.cells)
    for cell in body:
        if cut and cell.row == 0:
            cells = _continued(cells, cell, table.n_rows - 1)
        else:
            cells.append(cell._replace(row=cell.row + offset))
    return JoinedTable(
        (*table.parts, part),
        tuple(cells),
        offset + part.n_rows - dropped,
        table.n_columns,
        (*table.repeated, *repeated),
    )


def _apart(table: JoinedTable, part: PageTable) -> JoinedTable:
    """A part with a header and columns of its own keeps them: only its cells' rows follow on."""
    cells = [c._replace(row=c.row + table.n_rows) for c in part.cells]
    columns = max(table.n_columns, part.n_columns)
    return JoinedTable(
        (*table.parts, part), (*table.cells, *cells), table.n_rows + part.n_rows, columns, table.repeated
    )


def _in_columns(cells: list[TableCell], xs: tuple[float, ...]) -> list[TableCell]:
    """The cells of a part without drawn columns put into the columns of the part above, by where their words stand.

    Text that runs over a column's edge spans it.
    """
    placed = []
    for row in sorted({cell.row for cell in cells}):
        own = [cell for cell in cells if cell.row == row]
        lines = lines_of([word for cell in own for word in cell.words], own[0].page)
        edges = [x for x in xs[1:-1] if not any(runs_over(line, x) for line in lines)]
        for left, right in pairwise([xs[0], *edges, xs[-1]]):
            col = xs.index(left)
            inside = [w for line in lines for w in line.words if _between(w, left, right, xs)]
            box = Box(left, own[0].box.top, right, own[0].box.bottom)
            there = [c for c in own if left <= (c.box.x0 + c.box.x1) / 2 < right]
            looks = there[0] if there else own[0]._replace(symbol=None)
            place = looks._replace(col=col, col_span=xs.index(right) - col, box=box)
            placed.append(place._replace(lines=tuple(lines_of(inside, own[0].page))))
    return placed


def _between(word: Word, left: float, right: float, xs: tuple[float, ...]) -> bool:
    """Whether the word's middle lies between the edges; the table's outer ones hold what stands out a little."""
    middle = (word.x0 + word.x1) / 2
    return (middle >= left or left == xs[0]) and (middle < right or right == xs[-1])


def _header(cells: Sequence[TableCell]) -> list[TableCell]:
    return sorted((c for c in cells if c.is_header), key=lambda c: (c.row, c.col))


def _text(cell: TableCell) -> str:
    return fold(" ".join(line.text for line in cell.lines))


def _cut_by_the_break(table: JoinedTable, row: list[TableCell]) -> bool:
    """Whether a part's first row goes on with the last row above.

    A whole row does where each of its cells goes on in the middle of a sentence, or its first one does where rows else
    begin with a capital and no cell is a number or date; a row with empty cells under worded ones has no start of its
    own, and goes on where no cell of it is a number or date, and no cell above ended its sentence or every row else has
    a start.
    """
    above = {c.col: c for c in table.cells if c.row + c.row_span == table.n_rows and not c.is_header}
    worded = [c for c in row if c.lines]
    if not worded or any(c.col not in above or not above[c.col].lines for c in worded):
        return False
    first = min(row, key=lambda c: c.col)
    if all(_goes_on(above[c.col], c) for c in worded) or _begins_mid_sentence(table, above, first, worded):
        return True
    headless = not first.lines and first.col in above and bool(above[first.col].lines)
    if headless and _every_row_starts(table, first.col):
        return not any(_is_value(c) for c in worded)
    return headless and all(_goes_on(above[c.col], c) or _stands_open(above[c.col], c) for c in worded)


def _every_row_starts(table: JoinedTable, column: int) -> bool:
    """Whether each of the rows so far has words of its own in the column, and they are more than a few."""
    starts = [c for c in table.cells if c.col == column and not c.is_header]
    whole = all(c.lines and c.row_span == 1 and c.col_span == 1 for c in starts)
    return whole and len(starts) >= _FEWEST_ROWS and len(starts) == len({c.row for c in table.cells if not c.is_header})


def _begins_mid_sentence(
    table: JoinedTable, above: dict[int, TableCell], first: TableCell, worded: Sequence[TableCell]
) -> bool:
    """Whether the row's first cell goes on with the prose above it, which no row of the table begins like."""
    if not first.lines or any(_is_value(c) for c in worded):
        return False
    column = [c for c in table.cells if c.col == first.col and c.lines and not c.is_header]
    prose = len(above[first.col].lines) > 1 and _stands_open(above[first.col], first)
    return prose and first.lines[0].text[:1].islower() and all(c.lines[0].text[:1].isupper() for c in column)


def _goes_on(above: TableCell, below: TableCell) -> bool:
    """Whether a cell's text goes on in the middle of a sentence."""
    return goes_on_below(above.lines[-1], below.lines[0])


def _stands_open(above: TableCell, below: TableCell) -> bool:
    """Whether the text above has not ended its sentence; numbers and dates never go on."""
    return not _is_value(below) and not above.lines[-1].text.endswith(_SENTENCE_END)


def _is_value(cell: TableCell) -> bool:
    """Whether the cell holds a number or a date, whole as it stands."""
    text = " ".join(line.text for line in cell.lines)
    return parse_number(text) is not None or bool(_DATE.match(text))


def _continued(cells: list[TableCell], addition: TableCell, last_row: int) -> list[TableCell]:
    """The cells with the cut cell's remaining lines put under the column's last cell."""
    for index, cell in enumerate(cells):
        if cell.col == addition.col and cell.row <= last_row < cell.row + cell.row_span:
            cells[index] = cell._replace(lines=cell.lines + addition.lines)
    return cells
