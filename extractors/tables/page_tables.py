"""The tables of one page: ruled grids filled with words, open tables, and what the structure tree says of both."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from extractors.pdf.page import Page, Word
from extractors.tables.aligned_tables import aligned_tables, is_aligned
from extractors.tables.cells import PageTable, TableCell, make_cell, make_table
from extractors.tables.choice import best_tables, faults, score
from extractors.tables.column_gaps import columns_at, runs_over
from extractors.tables.grid import Grid, GridCell, find_grids
from extractors.tables.header_spans import with_header_spans
from extractors.tables.open_tables import band_cells, open_tables
from extractors.tables.structure_tables import with_structure
from extractors.tables.turned_headings import headings_laid_flat, with_headings_above
from extractors.tables.undrawn_edges import with_columns_split, with_rows_split
from extractors.text.lines import Line, lines_of

_EMPTY_BAND_PT = 6.0
_SIDES = 2  # lines of a grid of one column: a frame around text, or rows with a border beside them
_FEWEST_COLUMNS = 3  # of words in a wide cell; two may be a title and its unit


def page_tables(page: Page, words: Sequence[Word]) -> list[PageTable]:
    """The tables of a page from top to bottom; ``words`` are the ones that may stand in a table."""
    return tables_and_lines(page, words)[0]


def tables_and_lines(page: Page, words: Sequence[Word]) -> tuple[list[PageTable], list[Line]]:
    """The same, and the lines of the words outside the tables; a map or drawing has none."""
    if page.drawing:
        return [], lines_of(words, page.number)
    words = [*words, *headings_laid_flat(page, words)]
    drawn: list[PageTable] = []
    grids = find_grids(page.rulings, page.fills)
    framed = [grid.box for grid in grids if not grid.open_columns and len(grid.xs) == _SIDES]
    for grid in grids:
        x0, top, x1, bottom = grid.box
        inside = [w for w in words if top <= (w.top + w.bottom) / 2 <= bottom and x0 <= (w.x0 + w.x1) / 2 <= x1]
        if not inside:
            continue
        if grid.open_columns:
            tables = open_tables(page, grid, words)
            in_frame = any(box.holds((x0 + x1) / 2, (top + bottom) / 2) for box in framed)
            drawn.extend(t for t in tables if not in_frame or score(t) > 0)
        elif (table := _closed_table(page, grid, inside)) is not None:
            drawn.append(with_headings_above(page, table, words))
    proposed = with_structure(page, words, [with_rows_split(t) for t in drawn])
    proposed += [table for faulty in proposed if faults(faulty) for table in _aligned_instead(page, faulty, words)]
    found = best_tables(proposed)
    left = _outside(words, found)
    lines = lines_of(left, page.number)
    found += aligned_tables(page, left, lines)
    tables = sorted((with_header_spans(page, t) for t in found), key=lambda t: (t.box.top, t.box.x0))
    outside = [word for word in _outside(left, tables) if not word.turn]
    return tables, lines if len(outside) == len(left) else lines_of(outside, page.number)


def _aligned_instead(page: Page, faulty: PageTable, words: Sequence[Word]) -> list[PageTable]:
    """The tables that the words where the faulty one stands make by themselves."""
    inside = [w for w in words if faulty.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
    return aligned_tables(page, inside, lines_of(inside, page.number))


def _outside(words: Sequence[Word], tables: Sequence[PageTable]) -> list[Word]:
    inside = {w.order for table in tables for w in table.words}
    return [w for w in words if w.order not in inside]


def _closed_table(page: Page, grid: Grid, words: list[Word]) -> PageTable | None:
    """The grid with its words; None for frames: grids of one cell, and of one column around rows of amounts."""
    placed = _placed(grid, words)
    kept = _without_slits(grid, placed)
    framed = len({cell.col for _, cell in kept}) == 1 and is_aligned(lines_of(words, page.number))
    if len(kept) < 2 or framed:
        return None
    cells = [make_cell(page, cell, placed[index], "rulings") for index, cell in kept]
    xs = _edges(cells, grid.xs)
    cells = [part for cell in cells for part in _in_columns(page, cell, xs)]
    return with_columns_split(page, make_table(page, grid.box, xs, cells, open_columns=False))


def _in_columns(page: Page, cell: TableCell, xs: tuple[float, ...]) -> list[TableCell]:
    """A wide cell as the cells of its columns, where its words keep to the columns that are drawn above or below it."""
    own = xs[cell.col : cell.col + cell.col_span + 1]
    inner = own[1:-1]
    columns = {sum(1 for x in inner if x <= word.x0) for word in cell.words}
    if len(columns) < _FEWEST_COLUMNS or any(runs_over(line, x) for line in cell.lines for x in inner):
        return [cell]
    parts = band_cells(page, cell.row, cell.box, columns_at(own, []), cell.words)
    return [part._replace(col=cell.col + part.col, row_span=cell.row_span) for part in parts]


def _placed(grid: Grid, words: list[Word]) -> dict[int, list[Word]]:
    """The words of each cell by its index; a word is where its middle is, on a border in the cell before it."""
    at = {
        (row, col): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    placed: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        row = bisect_left(grid.ys, (word.top + word.bottom) / 2) - 1
        col = bisect_left(grid.xs, (word.x0 + word.x1) / 2) - 1
        index = at.get((max(row, 0), max(col, 0)))
        if index is not None:
            placed[index].append(word)
    return placed


def _without_slits(grid: Grid, placed: dict[int, list[Word]]) -> list[tuple[int, GridCell]]:
    """The grid's cells without the empty rows and columns that double lines make, renumbered."""
    rows = _kept_bands(grid, placed, len(grid.ys) - 1, vertical=False)
    columns = _kept_bands(grid, placed, len(grid.xs) - 1, vertical=True)
    kept = []
    for index, cell in enumerate(grid.cells):
        spanned_rows = [rows[r] for r in range(cell.row, cell.row + cell.row_span) if r in rows]
        spanned_columns = [columns[c] for c in range(cell.col, cell.col + cell.col_span) if c in columns]
        if spanned_rows and spanned_columns:
            place = GridCell(spanned_rows[0], spanned_columns[0], len(spanned_rows), len(spanned_columns), cell.box)
            kept.append((index, place))
    return kept


def _kept_bands(grid: Grid, placed: dict[int, list[Word]], count: int, *, vertical: bool) -> dict[int, int]:
    """Old to new number of the rows (or columns) that are high enough or hold a cell with words of their own."""
    edges = grid.xs if vertical else grid.ys
    worded = {(c.col if vertical else c.row) for i, c in enumerate(grid.cells) if placed.get(i)}
    keep = [i for i in range(count) if i in worded or edges[i + 1] - edges[i] > _EMPTY_BAND_PT]
    return {old: new for new, old in enumerate(keep)}


def _edges(cells: list[TableCell], fallback: tuple[float, ...]) -> tuple[float, ...]:
    """The columns' edges after renumbering: the left side of each column's cells and the last right side."""
    count = max(c.col + c.col_span for c in cells)
    lefts = []
    for col in range(count):
        starts = [c.box.x0 for c in cells if c.col == col]
        lefts.append(min(starts) if starts else fallback[min(col, len(fallback) - 1)])
    return (*lefts, max(c.box.x1 for c in cells))
