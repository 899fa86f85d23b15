"""Tables over page breaks: the parts of one table found and put under each other, repeated headers dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.document.row_seams import is_value, plain_text, seam_of
from extractors.pdf.page import Word
from extractors.records import Box
from extractors.tables.cells import PageTable, TableCell
from extractors.tables.column_gaps import runs_over
from extractors.tables.grid import SNAP_PT
from extractors.text.lines import lines_of

_EDGE_PT = 2 * SNAP_PT
_SAME_SIDE_PT = 2.0  # words of one column end or begin this near each other on both pages
_LATEST_HEADER_ROW = 4  # titles and notes may stand above a header in the same grid
_LONGEST_TAIL = 2  # rows of a part whose merged cells leave out some of the columns


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


class TablesOfPage(NamedTuple):
    """The tables of a page from top to bottom, and whether other text stands above the first and below the last."""

    tables: Sequence[PageTable]
    text_above: bool
    text_below: bool


def join_tables(pages: Iterable[TablesOfPage]) -> list[JoinedTable]:
    """All tables in order, each with its parts on the pages after."""
    joined: list[JoinedTable] = []
    open_end = False
    for page in pages:
        for index, table in enumerate(page.tables):
            may_go_on = index == 0 and open_end and not page.text_above
            longer = _with_part(joined[-1], table) if may_go_on else None
            if longer is not None:
                joined[-1] = longer
            else:
                joined.append(JoinedTable((table,), table.cells, table.n_rows, table.n_columns, ()))
        open_end = bool(page.tables) and not page.text_below
    return joined


def _with_part(table: JoinedTable, part: PageTable) -> JoinedTable | None:
    """The table with the part that the next page begins with; None where that is another table."""
    if table.page_to + 1 != part.page:
        return None
    dropped, at = _repeated_header(table.cells, part.cells)
    cells = _in_columns(table, part, repeats=dropped > 0)
    if cells is None:
        return None
    header = [c for c in part.cells if c.row < dropped]
    body = [c._replace(row=c.row - dropped, is_header=False) for c in cells if c.row >= dropped]
    above = _with_header(table, part, range(at, at + dropped))
    if body:
        above, body = _over_the_seam(above, table.n_rows, body)
    words = [(part.page, w) for c in header for w in c.words]
    return JoinedTable(
        (*table.parts, part),
        (*above, *body),
        max(c.row + c.row_span for c in (*above, *body)),
        table.n_columns,
        (*table.repeated, *words),
    )


def _in_columns(table: JoinedTable, part: PageTable, *, repeats: bool) -> list[TableCell] | None:
    """The part's cells in the table's columns; None where their edges and columns don't agree."""
    last = table.parts[-1]
    xs = table.parts[0].xs
    edges_agree = len(xs) == len(part.xs) and all(abs(a - b) <= _EDGE_PT for a, b in zip(xs, part.xs, strict=True))
    if edges_agree:
        return list(part.cells)
    if not (is_loose(last) and is_loose(part)):
        closed = not is_loose(last) and not is_loose(part)
        return _as_tail(part, xs) if closed and not repeats else None
    outer_agree = abs(xs[0] - part.xs[0]) <= _EDGE_PT and abs(xs[-1] - part.xs[-1]) <= _EDGE_PT
    if part.n_columns == table.n_columns:
        return list(part.cells) if outer_agree or _stand_alike(table, part) else None
    return _by_place(part.cells, xs) if outer_agree and not _is_headed(part) else None


def is_loose(table: PageTable) -> bool:
    """Whether no drawn lines say where the columns' edges are, so that they follow the words."""
    return table.open_columns or table.source == "structure"


def _is_headed(part: PageTable) -> bool:
    """Whether the part begins with a header of its own; a filled row with amounts is none."""
    depth = 1 + max((c.row for c in part.cells if c.is_header), default=-1)
    return depth > 0 and _names_columns(part.cells, depth)


def _as_tail(part: PageTable, xs: tuple[float, ...]) -> list[TableCell] | None:
    """The cells of a part of few rows whose merged cells leave out some of the drawn columns; None if it is none."""
    places = [next((i for i, x in enumerate(xs) if abs(x - own) <= _EDGE_PT), None) for own in part.xs]
    if None in places or part.n_rows > _LONGEST_TAIL or part.n_columns < 2 or _is_headed(part):
        return None
    at = [place for place in places if place is not None]
    if (at[0], at[-1]) != (0, len(xs) - 1):
        return None
    return [c._replace(col=at[c.col], col_span=at[c.col + c.col_span] - at[c.col]) for c in part.cells]


def _stand_alike(table: JoinedTable, part: PageTable) -> bool:
    """Whether the words of every column begin or end at the same places in both, for at least two columns."""
    above, below = _sides(table.parts[-1].cells), _sides(part.cells)
    both = above.keys() & below.keys()
    return len(both) > 1 and all(
        any(abs(a - b) <= _SAME_SIDE_PT for a, b in zip(above[col], below[col], strict=True)) for col in both
    )


def _sides(cells: Iterable[TableCell]) -> dict[int, tuple[float, float]]:
    """Where the words of each column begin and end."""
    sides: dict[int, tuple[float, float]] = {}
    for cell in cells:
        if cell.lines and cell.col_span == 1:
            x0, x1 = min(line.box.x0 for line in cell.lines), max(line.box.x1 for line in cell.lines)
            old = sides.get(cell.col, (x0, x1))
            sides[cell.col] = min(old[0], x0), max(old[1], x1)
    return sides


def _by_place(cells: Sequence[TableCell], xs: tuple[float, ...]) -> list[TableCell] | None:
    """The cells of a part without drawn columns put into the columns of the part above, by where their words stand.

    Text that runs over a column's edge spans it. None where two cells of a row would fall into one column.
    """
    placed = []
    for row in sorted({cell.row for cell in cells}):
        own = [cell for cell in cells if cell.row == row]
        lines = lines_of([word for cell in own for word in cell.words], own[0].page)
        edges = [x for x in xs[1:-1] if not any(runs_over(line, x) for line in lines)]
        for left, right in pairwise([xs[0], *edges, xs[-1]]):
            col = xs.index(left)
            inside = [w for line in lines for w in line.words if _between(w, left, right, xs)]
            if sum(not {w.order for w in c.words}.isdisjoint({w.order for w in inside}) for c in own) > 1:
                return None
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


def _repeated_header(above: Sequence[TableCell], below: Sequence[TableCell]) -> tuple[int, int]:
    """How many rows the part repeats at its top, and from which of the table's rows on these stand there; 0, 0 if none.

    What a page repeats is a header however it looks; rows without a header's look do so only with words in every cell.
    """
    flagged = 1 + max((c.row for c in below if c.is_header), default=-1)
    rows = [_row_texts(above, number) for number in range(_LATEST_HEADER_ROW)]
    for count in range(max(flagged, 2), 0, -1):
        own = [_row_texts(below, number) for number in range(count)]
        for at in range(_LATEST_HEADER_ROW - count + 1):
            headed = {c.row for c in above if c.is_header}
            sure = flagged >= count or headed.issuperset(range(at, at + count))
            if own == rows[at : at + count] and any(own) and (sure or _names_columns(below, count)):
                return count, at
    return 0, 0


def _row_texts(cells: Sequence[TableCell], row: int) -> list[str]:
    return [text for c in sorted((c for c in cells if c.row == row), key=lambda c: c.col) if (text := plain_text(c))]


def _names_columns(cells: Sequence[TableCell], count: int) -> bool:
    """Whether the rows at the top have words, and nothing else, in more than one cell."""
    worded = [c for c in cells if c.row < count and c.lines]
    return len(worded) > 1 and not any(is_value(c) for c in worded)


def _with_header(table: JoinedTable, part: PageTable, repeated: range) -> list[TableCell]:
    """The table's cells, those of the rows that the part repeats its header; of a part that is nothing else its rows.

    The header at a page's foot with all its rows overleaf has no row below it there that it is set apart from.
    """
    if repeated:
        return [c._replace(is_header=c.is_header or c.row in repeated) for c in table.cells]
    alone = len(table.parts) == 1 and not any(c.is_header for c in part.cells)
    first = [c for c in part.cells if c.row == 0]
    if alone and _set_apart(table.cells) and not _set_apart(first):
        return [c._replace(is_header=True) for c in table.cells]
    return list(table.cells)


def _set_apart(cells: Sequence[TableCell]) -> bool:
    """Whether all cells are bold, or filled."""
    return all(c.bold for c in cells if c.lines) or all(c.fill for c in cells)


def _over_the_seam(
    above: list[TableCell], n_rows: int, below: list[TableCell]
) -> tuple[list[TableCell], list[TableCell]]:
    """The cells above the break and those below it, by the table's rows: cut rows whole, merged cells over all."""
    seam = seam_of(above, n_rows, below)
    offset = n_rows - (1 if seam.cut else 0)
    kept = []
    for cell in below:
        if cell.row == 0 and (seam.cut or cell.col in seam.held):
            above = _continued(above, cell, n_rows, offset + cell.row_span)
        else:
            kept.append(cell._replace(row=cell.row + offset))
    return above, kept


def _continued(cells: list[TableCell], addition: TableCell, n_rows: int, end: int) -> list[TableCell]:
    """The cells with a cut or merged cell's lines under the column's last one, which goes down to row ``end``."""
    found = []
    for cell in cells:
        if cell.col == addition.col and cell.row + cell.row_span == n_rows:
            again = cell.lines and addition.lines and plain_text(cell) == plain_text(addition)
            lines = cell.lines if again else cell.lines + addition.lines
            cell = cell._replace(lines=lines, row_span=max(cell.row_span, end - cell.row))
        found.append(cell)
    return found
