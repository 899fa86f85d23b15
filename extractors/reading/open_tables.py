"""Tables without vertical lines: rows between horizontal ones, columns from drawn edges or from the words' gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.reading.cells import WHITE, PageTable, TableCell, make_cell, make_table
from extractors.reading.grid import SNAP_PT, Grid, GridCell
from extractors.reading.page import Page, Ruling, Word
from extractors.reading.text import Line, lines_of, segments_of
from extractors.records import Box, box_around

_COLUMN_GAP_EM = 0.55  # between number columns; the space inside an amount is 0.25, a thin one less
_CROSSING_ROWS_SHARE = 0.12  # of the rows may have words over a column's edge: titles and spanning headers
_TALL_BAND = 2.2  # times the usual row: a band this high without columns stands between two tables
_LARGER_BAND = 1.15  # times the rows' letters: a heading between two tables
_MOST_BAND_LINES = 2
_FEWEST_BODY_ROWS = 3
_HEADER_GAP_EM = 0.9  # a header line stands this near to the first rule or to the header's next line


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


def runs_over(line: Line, x: float) -> bool:
    """Whether the line's text goes on over ``x``."""
    return line.box.x0 < x < line.box.x1 and _unbroken(line, x)


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
    if not _is_header(bands[0]) and (header := header_above(page, bands[0].box, xs, words)):
        box = Box(xs[0], min(line.box.top for line in header) - 1, xs[-1], bands[0].box.top)
        bands = [_Band(box, [w for line in header for w in line.words], (), ()), *bands]
        top += 1
    bands = bands + _row_below(page, bands, xs, words)
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


def header_above(page: Page, first: Box, xs: tuple[float, ...], words: Sequence[Word]) -> list[Line]:
    """The header over a table's first line: the lines right above it with words in several columns, nearest first."""
    above = [w for w in words if w.bottom <= first.top + 1 and _beside(w, xs)]
    return _next_lines(reversed(lines_of(above, page.number)), first.top, xs)


def _row_below(page: Page, bands: list[_Band], xs: tuple[float, ...], words: Sequence[Word]) -> list[_Band]:
    """The last row of a table with a stripe for every other row, where it stands below the last stripe."""
    last = bands[-1]
    if not last.edges or all(band.edges for band in bands):
        return []
    below = [w for w in words if w.top >= last.box.bottom - 1 and _beside(w, xs)]
    row = _next_lines(iter(lines_of(below, page.number)), last.box.bottom, xs)
    if not row:
        return []
    bottom = max(line.box.bottom for line in row) + 1
    return [_Band(Box(xs[0], last.box.bottom, xs[-1], bottom), [w for line in row for w in line.words], (), ())]


def _beside(word: Word, xs: tuple[float, ...]) -> bool:
    return xs[0] - SNAP_PT <= word.x0 and word.x1 <= xs[-1] + SNAP_PT


def _next_lines(lines: Iterator[Line], edge: float, xs: tuple[float, ...]) -> list[Line]:
    """The lines of one row, from the table's edge outwards: in several columns, then those close by in one."""
    row: list[Line] = []
    for line in lines:
        box = line.box
        gap = min(abs(edge - box.bottom), abs(box.top - edge))
        if gap > _HEADER_GAP_EM * line.size or any(runs_over(line, x) for x in xs[1:-1]):
            break
        if len(_columns(line, xs[1:-1])) < 2 and not (row and line.bold == row[0].bold):
            break
        row.append(line)
        edge = box.top if box.bottom <= edge else box.bottom
    return row


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
                if x0 < xs[c] < x1
                and _unbroken(segment, xs[c])
                and not (ends and _ends_at(segment, xs[c], ends[c - 1]))
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


def _unbroken(segment: Line, x: float) -> bool:
    """Whether the segment has a word over ``x`` or no more than a space there."""
    left = max((w.x1 for w in segment.words if w.x0 < x), default=x)
    right = min((w.x0 for w in segment.words if w.x0 >= x), default=x)
    return left > x + 1 or right - left < _COLUMN_GAP_EM * segment.size


def column_gaps(rows: Sequence[Sequence[Word]], headings: Sequence[Word] = ()) -> list[float]:
    """Where the words of (nearly) all rows leave a gap, left to right; in it where no long label or heading stands."""
    words = [word for row in rows for word in row]
    return [
        _cut(left, right, [*words, *headings]) or _cut(left, right, words) or (left + right) / 2
        for left, right in _free_stretches(rows)
    ]


def _cut(left: float, right: float, words: Sequence[Word]) -> float | None:
    """The middle of the widest part of a gap that the words leave free; None where they leave none."""
    edges = [left]
    for word in sorted((w for w in words if w.x1 > left and w.x0 < right), key=lambda w: w.x0):
        if word.x0 > edges[-1]:
            edges += [word.x0, min(right, word.x1)]
        else:
            edges[-1] = max(edges[-1], min(right, word.x1))
    free = [(b - a, (a + b) / 2) for a, b in zip(edges[::2], [*edges[1::2], right], strict=True) if b > a]
    return max(free)[1] if free else None


def _free_stretches(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """The stretches of x wider than a space that (nearly) no row has words in, between words."""
    worded = [row for row in rows if row]
    if not worded:
        return []
    allowed = int(_CROSSING_ROWS_SHARE * len(worded))
    size = median(w.style.size for row in worded for w in row)
    events: list[tuple[float, int]] = []
    for row in worded:
        for left, right in _covered(row, size):
            events.extend([(left, 1), (right, -1)])
    gaps: list[tuple[float, float]] = []
    depth, opened = 0, None
    for x, change in sorted(events, key=lambda e: (e[0], -e[1])):
        before, depth = depth, depth + change
        if before <= allowed < depth and opened is not None and x - opened >= _COLUMN_GAP_EM * size:
            gaps.append((opened, x))
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
