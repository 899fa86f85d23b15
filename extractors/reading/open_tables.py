"""Tables without vertical lines: rows between horizontal ones, columns from drawn edges or from the words' gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.reading.cells import WHITE, PageTable, TableCell, make_cell, make_table
from extractors.reading.column_gaps import column_gaps, runs_over, unbroken
from extractors.reading.grid import SNAP_PT, Grid, GridCell
from extractors.reading.page import Page, Ruling, Word
from extractors.reading.row_grouping import grouped_rows
from extractors.reading.text import Line, lines_of, segments_of
from extractors.records import Box, box_around

_TALL_BAND = 2.2  # times the usual row: a band this high without columns stands between two tables
_LARGER_BAND = 1.15  # times the rows' letters: a heading between two tables
_MOST_BAND_LINES = 2
_FEWEST_BODY_ROWS = 3
_ROW_GAP_EM = 1.3  # a row without lines of its own stands this near to the table or to the next such row
_LINE_GAP_EM = 0.45  # between the lines of a cell
_MOST_WAITING = 2  # lines in one column between two rows


class _Band(NamedTuple):
    """What stands between two horizontal lines.

    ``edges`` are the columns' edges where filled cells show them, ``splits`` the shorter lines that part some columns.
    """

    box: Box
    words: list[Word]
    edges: tuple[float, ...]
    splits: tuple[Ruling, ...]


def open_tables(page: Page, grid: Grid, words: Sequence[Word]) -> list[PageTable]:
    """Tables between horizontal lines: the bands parted where something else than rows stands between two tables."""
    inside = [w for w in words if grid.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
    bands = [_band(page, cell.box, inside, grid.partial) for cell in grid.cells]
    are_rows = [_is_row(band, grid.joints, page.number) for band in bands]
    rows = [band for band, is_row in zip(bands, are_rows, strict=True) if is_row]
    if not rows:
        return []
    usual_height = median(band.box.height for band in rows)
    sizes = [w.style.size for band in rows for w in band.words]
    usual_size = median(sizes) if sizes else 0.0
    runs: list[list[_Band]] = [[]]
    for band, is_row in zip(bands, are_rows, strict=True):
        apart = not is_row and _stands_apart(band, usual_height, usual_size)
        begins_table = _is_header(band) and bool(runs[-1]) and not _is_header(runs[-1][-1])
        if begins_table or apart:
            runs.append([])
        if not apart:
            runs[-1].append(band)
    return [table for run in runs if run and (table := _open_table(page, run, grid.joints, words)) is not None]


def _is_row(band: _Band, joints: Sequence[float], page: int) -> bool:
    """Whether the band has columns: filled cells side by side, a line with a wide gap, or words beside a joint.

    Not so where a line runs over a joint: text, perhaps with the next table's header.
    """
    if band.edges:
        return True
    lines = lines_of(band.words, page)
    if any(runs_over(line, x) for line in lines for x in joints):
        return False
    return any(len(_columns(line, joints)) > 1 or len(segments_of(line)) > 1 for line in lines)


def _columns(line: Line, inner: Sequence[float]) -> set[int]:
    """The columns, parted at ``inner``, in which the line has words."""
    return {sum(1 for x in inner if x <= w.x0 + 1) for w in line.words}


def _is_header(band: _Band) -> bool:
    """Whether the band's cells are filled and its words emphasised: bold, or white on a dark ground."""
    return bool(band.edges and band.words) and all(w.style.bold or w.style.colour == WHITE for w in band.words)


def _band(page: Page, box: Box, words: list[Word], partial: Sequence[Ruling]) -> _Band:
    inside = [w for w in words if box.top <= (w.top + w.bottom) / 2 < box.bottom]
    middle = (box.top + box.bottom) / 2
    coloured = [f.box for f in page.fills if f.colour != WHITE]
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


def _open_table(page: Page, bands: list[_Band], joints: Sequence[float], words: Sequence[Word]) -> PageTable | None:
    """One table of the bands, None for a single column; columns are drawn or where (nearly) no row has words."""
    outer = box_around([band.box for band in bands])
    drawn = next((band.edges[1:-1] for band in bands if band.edges), tuple(joints))
    top = _rows_on_top(bands)
    body = [band.words for band in bands[top:]]
    headings = [w for band in bands[:top] for w in band.words]
    inner = tuple(drawn) if drawn else tuple(column_gaps(body, headings))
    if not inner:
        return None
    xs = (outer.x0, *inner, outer.x1)
    above = [] if _is_header(bands[0]) else lines_above(page, bands[0].box, xs, words)
    below = lines_below(page, bands[-1].box, xs, words) if _ends_open(page, bands) else []
    bands = [*_row_bands(page, above, xs, bands[0].box.top), *bands, *_row_bands(page, below, xs)]
    top += len(above) > 0
    outer = box_around([band.box for band in bands])
    ends = _right_ends(body, xs)
    cells: list[TableCell] = []
    row = 0
    for index, band in enumerate(bands):
        if band.splits:
            cells.extend(_split_cells(page, row, band, xs))
        else:
            cells.extend(band_cells(page, row, band.box, xs, band.words, ends=ends if index < top else ()))
        row = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
    return make_table(page, outer, xs, cells, open_columns=True)


def lines_above(page: Page, first: Box, xs: tuple[float, ...], words: Sequence[Word]) -> list[Line]:
    """The lines right above a table's first line that stand in its columns: its header, and rows before a stripe."""
    above = [w for w in words if w.bottom <= first.top + 1 and _beside(w, xs)]
    return _next_lines(reversed(lines_of(above, page.number)), first.top, xs)


def lines_below(page: Page, last: Box, xs: tuple[float, ...], words: Sequence[Word]) -> list[Line]:
    """The lines right below a table's last line that stand in its columns."""
    below = [w for w in words if w.top >= last.bottom - 1 and _beside(w, xs)]
    return _next_lines(iter(lines_of(below, page.number)), last.bottom, xs)


def _ends_open(page: Page, bands: Sequence[_Band]) -> bool:
    """Whether rows may follow below the last band: it is a coloured stripe, and no line closes the table."""
    box = bands[-1].box
    stripe = any(
        f.colour != WHITE and abs(f.box.bottom - box.bottom) <= SNAP_PT and f.box.holds((f.box.x0 + f.box.x1) / 2, y)
        for f in page.fills
        for y in [(box.top + box.bottom) / 2]
    )
    closed = any(
        not r.vertical and abs(r.at - box.bottom) <= SNAP_PT and r.start < box.x1 and r.end > box.x0
        for r in page.rulings
    )
    return stripe and not closed


def _row_bands(page: Page, lines: Sequence[Line], xs: tuple[float, ...], bottom: float | None = None) -> list[_Band]:
    """The lines' rows as bands, each up to the next; the last to ``bottom`` or its words' end."""
    rows = grouped_rows([w for line in lines for w in line.words], xs, page.number)
    if not rows:
        return []
    tops = [min(w.top for w in row) - 1 for row in rows]
    ends = [*tops[1:], bottom if bottom is not None else max(w.bottom for row in rows for w in row) + 1]
    return [_Band(Box(xs[0], top, xs[-1], end), row, (), ()) for row, top, end in zip(rows, tops, ends, strict=True)]


def _beside(word: Word, xs: tuple[float, ...]) -> bool:
    return xs[0] - SNAP_PT <= word.x0 and word.x1 <= xs[-1] + SNAP_PT


def _next_lines(lines: Iterable[Line], edge: float, xs: tuple[float, ...]) -> list[Line]:
    """The lines of rows, from the table's edge outwards: each in several columns, and those between and close by."""
    taken: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        box = line.box
        gap = min(abs(edge - box.bottom), abs(box.top - edge))
        if gap > _ROW_GAP_EM * line.size or len(waiting) > _MOST_WAITING or any(runs_over(line, x) for x in xs[1:-1]):
            break
        waiting.append(line)
        if len(_columns(line, xs[1:-1])) > 1:
            taken += waiting
            waiting = []
        edge = box.top if box.bottom <= edge else box.bottom
    for line in waiting:
        if not taken or line.bold != taken[-1].bold or not _is_near(line.box, taken[-1].box, line.size):
            break
        taken.append(line)
    return taken


def _is_near(a: Box, b: Box, size: float) -> bool:
    """Whether two lines stand like lines of one cell."""
    return max(a.top - b.bottom, b.top - a.bottom) <= _LINE_GAP_EM * size


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
            cells.append(make_cell(page, GridCell(row + first, col, last - first, 1, box), inside, "rulings"))
    return cells


def band_cells(
    page: Page,
    row: int,
    band: Box,
    xs: tuple[float, ...],
    words: list[Word],
    evidence: str = "rulings",
    ends: Sequence[float | None] = (),
) -> list[TableCell]:
    """The cells of one row; segments that cross a column's edge span it.

    ``ends`` are the right edges of the columns' amounts: a heading that ends there ends its cell, the next may be near.
    """
    crossed: set[int] = set()
    for line in lines_of(words, page.number):
        for segment in segments_of(line):
            x0, x1 = segment.words[0].x0 + 1, segment.words[-1].x1 - 1
            crossed.update(
                c
                for c in range(1, len(xs) - 1)
                if x0 < xs[c] < x1 and unbroken(segment, xs[c]) and not (ends and _ends_at(segment, xs[c], ends[c - 1]))
            )
    starts = [col for col in range(len(xs) - 1) if col not in crossed]
    cells = []
    for col, end in zip(starts, [*starts[1:], len(xs) - 1], strict=True):
        box = Box(xs[col], band.top, xs[end], band.bottom)
        inside = [w for w in words if box.x0 <= (w.x0 + w.x1) / 2 < box.x1]
        cells.append(make_cell(page, GridCell(row, col, 1, end - col, box), inside, evidence))
    return cells


def _rows_on_top(bands: Sequence[_Band]) -> int:
    """How many bold rows stand at the top; none where too few are left below to tell columns."""
    top = next((i for i, band in enumerate(bands) if any(not w.style.bold for w in band.words)), 0)
    return top if len(bands) - top >= _FEWEST_BODY_ROWS else 0


def _right_ends(rows: Sequence[Sequence[Word]], xs: tuple[float, ...]) -> list[float | None]:
    """The right edge that the words of each column share in most rows; None where they don't."""
    ends: list[float | None] = []
    for left, right in pairwise(xs):
        last = [max(x1) for row in rows if (x1 := [w.x1 for w in row if left <= (w.x0 + w.x1) / 2 < right])]
        edge = median(last) if last else None
        shared = edge is not None and sum(abs(x1 - edge) <= SNAP_PT for x1 in last) * 4 >= 3 * len(last)
        ends.append(edge if shared else None)
    return ends


def _ends_at(segment: Line, x: float, end: float | None) -> bool:
    """Whether the segment's last word before ``x`` ends at the column's right edge and none lies over ``x``."""
    before = [w.x1 for w in segment.words if (w.x0 + w.x1) / 2 < x]
    return end is not None and bool(before) and abs(max(before) - end) <= SNAP_PT and max(before) <= x + SNAP_PT
