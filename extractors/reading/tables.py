"""The tables of a page: ruled grids filled with words, tables of the structure tree, and what both say of each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.reading.grid import SNAP_PT, Grid, GridCell, find_grids
from extractors.reading.page import Fill, Page, Ruling, Tag, Word
from extractors.reading.text import Line, lines_of, segments_of
from extractors.records import Box, box_around

_COLUMN_GAP_EM = 0.55  # between number columns; the space inside an amount is 0.25, a thin one less
_CROSSING_ROWS_SHARE = 0.12  # of the rows may have words over a column's edge: titles and spanning headers
_TALL_BAND = 2.2  # times the usual row: a band this high without columns stands between two tables
_LARGER_BAND = 1.15  # times the rows' letters: a heading between two tables
_MOST_BAND_LINES = 2
_EMPTY_BAND_PT = 6.0
_WHITE = "#ffffff"
_SYMBOLS = frozenset("●○■□▲▼◆◄►▶◀↑↓→←↗↘↖↙⬆⬇➔➚➘✓✔✗✘★☺☻☹\uf04a\uf04b\uf04c\uf0fc\uf0fb\uf06c\uf06e\uf0e0\uf0e1\uf0e2")
_ROWS, _CELLS, _TABLE = frozenset({"TR"}), frozenset({"TD", "TH"}), frozenset({"Table"})


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a page's table; ``evidence``: rulings | structure | both | conflict."""

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


def page_tables(page: Page, words: Sequence[Word]) -> list[PageTable]:
    """The tables of a page from top to bottom; ``words`` are the ones that may stand in a table."""
    drawn = []
    for grid in find_grids(page.rulings):
        inside = [w for w in words if grid.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
        if not inside:
            continue
        if grid.open_columns:
            drawn.extend(_open_tables(page, grid, inside))
        elif (table := _closed_table(page, grid, inside)) is not None:
            drawn.append(table)
    outer = [t for t in drawn if not any(_within(t.box, other.box) for other in drawn if other is not t)]
    return _with_structure(page, words, outer)


def _within(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.holds(x, y) and inner.width * inner.height < outer.width * outer.height


def _closed_table(page: Page, grid: Grid, words: list[Word]) -> PageTable | None:
    """The grid with its words; None for frames: grids of one cell."""
    placed: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for index, cell in enumerate(grid.cells):
            if cell.box.holds(x, y):
                placed[index].append(word)
                break
    kept = _without_slits(grid, placed)
    if len(kept) < 2:
        return None
    cells = [_cell(page, cell, placed[index], "rulings") for index, cell in kept]
    return _table(page, grid.box, _edges(cells, grid.xs), cells, open_columns=False)


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


def _cell(page: Page, place: GridCell, words: list[Word], evidence: str) -> TableCell:
    return TableCell(
        place.row,
        place.col,
        place.row_span,
        place.col_span,
        place.box,
        page.number,
        tuple(lines_of(words, page.number)),
        _fill_of(place.box, page.fills),
        _symbol_of(place.box, page, words),
        is_header=False,
        evidence=evidence,
    )


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
    return None if colour == _WHITE else colour


def _symbol_of(box: Box, page: Page, words: list[Word]) -> str | None:
    """The colour of a mark drawn in the cell, or of a glyph that is a symbol."""
    for mark in page.marks:
        inside = box.holds((mark.box.x0 + mark.box.x1) / 2, (mark.box.top + mark.box.bottom) / 2)
        if inside and mark.colour is not None and mark.colour != _WHITE:
            return mark.colour
    return next((w.style.colour for w in words if w.text in _SYMBOLS), None)


def _table(
    page: Page, box: Box, xs: tuple[float, ...], cells: list[TableCell], *, open_columns: bool, source: str = "rulings"
) -> PageTable:
    n_rows = max(c.row + c.row_span for c in cells)
    headers = _header_rows(cells, n_rows)
    marked = tuple(replace(c, is_header=c.is_header or c.row < headers) for c in cells)
    return PageTable(page.number, box, xs, marked, n_rows, open_columns, source)


def _header_rows(cells: list[TableCell], n_rows: int) -> int:
    """How many rows at the top are set apart from the rest: all cells bold, or filled in the first row's colour."""
    rows: list[list[TableCell]] = [[] for _ in range(n_rows)]
    for cell in cells:
        rows[cell.row].append(cell)
    count = 0
    colour = next((c.fill for c in rows[0] if c.fill), None)
    for row in rows:
        worded = [c for c in row if c.lines]
        filled = colour is not None and all(c.fill == colour for c in row)
        if not worded or not (filled or all(c.bold for c in worded)):
            break
        if count and len(worded) == 1 and worded[0].col == 0 and worded[0].col_span == 1 and len(row) > 1:
            break  # the heading of a group of rows
        count += 1
    return count if count < n_rows else min(1, n_rows - 1)


class _Band(NamedTuple):
    """What stands between two horizontal lines.

    ``edges`` are the columns' edges where filled cells show them, ``splits`` the shorter lines that part some columns.
    """

    box: Box
    words: list[Word]
    edges: tuple[float, ...]
    splits: tuple[Ruling, ...]

    def is_row(self, page: int) -> bool:
        """Whether it has columns: filled cells side by side, or a line with a wide gap."""
        return bool(self.edges) or any(len(segments_of(line)) > 1 for line in lines_of(self.words, page))


def _open_tables(page: Page, grid: Grid, words: list[Word]) -> list[PageTable]:
    """Tables between horizontal lines: the bands parted where something else than rows stands between two tables."""
    bands = [_band(page, cell.box, words, grid.partial) for cell in grid.cells]
    rows = [band for band in bands if band.is_row(page.number)]
    if not rows:
        return []
    usual_height = median(band.box.height for band in rows)
    sizes = [w.style.size for band in rows for w in band.words]
    usual_size = median(sizes) if sizes else 0.0
    tables: list[PageTable] = []
    run: list[_Band] = []
    for band in bands:
        begins_table = bool(band.edges) and bool(run) and not run[-1].edges
        apart = not band.is_row(page.number) and _stands_apart(band, usual_height, usual_size)
        if begins_table or apart:
            tables.extend(_open_table(page, run))
            run = []
        if not apart:
            run.append(band)
    tables.extend(_open_table(page, run))
    return tables


def _band(page: Page, box: Box, words: list[Word], partial: Sequence[Ruling]) -> _Band:
    inside = [w for w in words if box.top <= (w.top + w.bottom) / 2 < box.bottom]
    middle = (box.top + box.bottom) / 2
    coloured = [f.box for f in page.fills if f.colour != _WHITE]
    fills = sorted({(b.x0, b.x1) for b in coloured if b.top < middle < b.bottom})
    edges = [box.x0]
    for x0, x1 in fills:
        if abs(x0 - edges[-1]) <= SNAP_PT and x1 > x0 + SNAP_PT:
            edges.append(x1)
    side_by_side = len(edges) > 2 and abs(edges[-1] - box.x1) <= SNAP_PT
    splits = tuple(r for r in partial if box.top + SNAP_PT < r.at < box.bottom - SNAP_PT)
    return _Band(box, inside, tuple(edges) if side_by_side else (), splits)


def _stands_apart(band: _Band, usual_height: float, usual_size: float) -> bool:
    if not band.words:
        return True
    size = median(w.style.size for w in band.words)
    tall = band.box.height > _TALL_BAND * usual_height
    return tall or size > _LARGER_BAND * usual_size or len(lines_of(band.words, 0)) > _MOST_BAND_LINES


def _open_table(page: Page, bands: list[_Band]) -> list[PageTable]:
    """One table of the bands; its columns are those of its filled cells, else where (nearly) no row has a word."""
    if not bands:
        return []
    outer = box_around([band.box for band in bands])
    drawn = next((band.edges[1:-1] for band in bands if band.edges), None)
    inner = column_gaps([band.words for band in bands]) if drawn is None else list(drawn)
    if not inner:
        return []
    xs = (outer.x0, *inner, outer.x1)
    cells: list[TableCell] = []
    row = 0
    for band in bands:
        cells.extend(
            _split_cells(page, row, band, xs) if band.splits else _band_cells(page, row, band.box, xs, band.words)
        )
        row = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
    return [_table(page, outer, xs, cells, open_columns=True)]


def _split_cells(page: Page, row: int, band: _Band, xs: tuple[float, ...]) -> list[TableCell]:
    """The cells of a band that shorter lines part: the columns over which no line runs span its rows."""
    ys = [band.box.top, *sorted(r.at for r in band.splits), band.box.bottom]
    cells = []
    for col, (x0, x1) in enumerate(pairwise(xs)):
        middle = (x0 + x1) / 2
        own = [ys[0], *(r.at for r in band.splits if r.start <= middle <= r.end), ys[-1]]
        for top, bottom in pairwise(own):
            box = Box(x0, top, x1, bottom)
            inside = [w for w in band.words if box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
            first, last = ys.index(top), ys.index(bottom)
            cells.append(_cell(page, GridCell(row + first, col, last - first, 1, box), inside, "rulings"))
    return cells


def _band_cells(page: Page, row: int, band: Box, xs: tuple[float, ...], words: list[Word]) -> list[TableCell]:
    """The cells of one row; segments that cross a column's edge span it."""
    crossed = {
        col
        for line in lines_of(words, page.number)
        for segment in segments_of(line)
        for col in range(1, len(xs) - 1)
        if segment.box.x0 < xs[col] - 1 and segment.box.x1 > xs[col] + 1 and _unbroken(segment, xs[col])
    }
    starts = [col for col in range(len(xs) - 1) if col not in crossed]
    cells = []
    for col, end in zip(starts, [*starts[1:], len(xs) - 1], strict=True):
        box = Box(xs[col], band.top, xs[end], band.bottom)
        inside = [w for w in words if box.x0 <= (w.x0 + w.x1) / 2 < box.x1]
        cells.append(_cell(page, GridCell(row, col, 1, end - col, box), inside, "rulings"))
    return cells


def _unbroken(segment: Line, x: float) -> bool:
    """Whether the segment has a word over ``x`` or no more than a space there."""
    left = max((w.x1 for w in segment.words if w.x0 < x), default=x)
    right = min((w.x0 for w in segment.words if w.x0 >= x), default=x)
    return left > x + 1 or right - left < _COLUMN_GAP_EM * segment.size


def column_gaps(rows: Sequence[Sequence[Word]]) -> list[float]:
    """Where the words of (nearly) all rows leave a gap: the middles of the gaps, left to right."""
    worded = [row for row in rows if row]
    if not worded:
        return []
    allowed = int(_CROSSING_ROWS_SHARE * len(worded))
    size = median(w.style.size for row in worded for w in row)
    events: list[tuple[float, int]] = []
    for row in worded:
        for left, right in _covered(row, size):
            events.extend([(left, 1), (right, -1)])
    gaps, depth, opened = [], 0, None
    for x, change in sorted(events, key=lambda e: (e[0], -e[1])):
        before, depth = depth, depth + change
        if before <= allowed < depth and opened is not None and x - opened >= _COLUMN_GAP_EM * size:
            gaps.append((opened + x) / 2)
        if depth <= allowed < before:
            opened = x
    return gaps


def _covered(row: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """The stretches of x that the row's words cover, spaces between neighbouring words included."""
    stretches: list[tuple[float, float]] = []
    for word in sorted(row, key=lambda w: w.x0):
        if stretches and word.x0 - stretches[-1][1] < _COLUMN_GAP_EM * size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.x1))
        else:
            stretches.append((word.x0, word.x1))
    return stretches


def _with_structure(page: Page, words: Sequence[Word], drawn: list[PageTable]) -> list[PageTable]:
    """The drawn tables with the structure tree's word on each cell, and the tables that only the tree has."""
    if page.tags is None:
        return drawn
    by_mcid: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_mcid[word.mcid].append(word)
    tables = list(drawn)
    for tag in page.tags.found(_TABLE):
        tagged = [w for mcid in tag.all_mcids() for w in by_mcid.get(mcid, ())]
        if not tagged:
            continue
        box = box_around([w.box for w in tagged])
        overlapping = [t for t in tables if _within_any(t, tagged)]
        if overlapping:
            groups = _cell_words(tag, by_mcid)
            tables = [_compared(t, groups) if t in overlapping else t for t in tables]
        elif (table := _structure_table(page, tag, by_mcid, box)) is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: (t.box.top, t.box.x0))


def _within_any(table: PageTable, words: list[Word]) -> bool:
    inside = sum(table.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2) for w in words)
    return inside * 2 > min(len(words), len(table.words))


def _cell_words(tag: Tag, by_mcid: dict[int, list[Word]]) -> dict[int, frozenset[int]]:
    """Word (by its order) to all words of its tagged cell."""
    cell_of: dict[int, frozenset[int]] = {}
    for cell in tag.found(_CELLS):
        orders = frozenset(w.order for mcid in cell.all_mcids() for w in by_mcid.get(mcid, ()))
        cell_of.update(dict.fromkeys(orders, orders))
    return cell_of


def _compared(table: PageTable, cell_of: dict[int, frozenset[int]]) -> PageTable:
    cells = []
    for cell in table.cells:
        drawn = frozenset(w.order for w in cell.words)
        tagged = {cell_of[order] for order in drawn if order in cell_of}
        if not drawn or tagged == {drawn}:
            cells.append(replace(cell, evidence="both"))
        else:
            cells.append(replace(cell, evidence="conflict") if tagged else cell)
    return replace(table, cells=tuple(cells), source="both")


def _structure_table(page: Page, tag: Tag, by_mcid: dict[int, list[Word]], box: Box) -> PageTable | None:
    """A table that only the tree shows; None for layout tables: fewer than two rows or columns."""
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for row, row_tag in enumerate(tag.found(_ROWS)):
        col = 0
        for cell_tag in row_tag.found(_CELLS):
            while (row, col) in taken:
                col += 1
            spanned = [(row + r, col + c) for r in range(cell_tag.row_span) for c in range(cell_tag.col_span)]
            taken.update(spanned)
            words = [w for mcid in cell_tag.all_mcids() for w in by_mcid.get(mcid, ())]
            cell_box = box_around([w.box for w in words]) if words else box
            place = GridCell(row, col, cell_tag.row_span, cell_tag.col_span, cell_box)
            cells.append(replace(_cell(page, place, words, "structure"), is_header=cell_tag.kind == "TH"))
            col += cell_tag.col_span
    if not cells or max(c.row for c in cells) < 1 or max(c.col + c.col_span for c in cells) < 2:
        return None
    count = max(c.col + c.col_span for c in cells)
    lefts = [min((c.box.x0 for c in cells if c.col == col and c.lines), default=box.x0) for col in range(count)]
    return _table(page, box, (*lefts, box.x1), cells, open_columns=False, source="structure")
