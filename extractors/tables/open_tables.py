"""Tables without vertical lines: rows between horizontal ones, columns from drawn edges or from the words' gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.pdf.page import Page, Word
from extractors.records import Box, box_around
from extractors.tables.cells import WHITE, PageTable, TableCell, make_cell, make_table
from extractors.tables.choice import faults, score
from extractors.tables.column_gaps import (
    Columns,
    column_gaps,
    columns_at,
    phrases_of,
    pieces_of,
    runs_over,
    with_marks,
)
from extractors.tables.grid import SNAP_PT, Grid, GridCell
from extractors.tables.row_bands import (
    LARGER_BAND,
    Band,
    band_of,
    edges_of,
    ends_open,
    lines_above,
    lines_below,
    lines_in,
    names_columns,
    row_bands,
    rows_near,
    sums_below,
)
from extractors.tables.striped_rows import leading_between, stripes_of, with_rows_parted
from extractors.text.lines import Line, lines_of

_TALL_BAND = 2.2  # times the usual row: a band this high without columns stands between two tables
_BLANK_SHARE = 1.5  # times the lowest row, and
_BLANK_EM = (
    2.5  # times the letters: a higher band without words is the space between two tables, a lower one a blank row
)
_MOST_BAND_LINES = 2
_FEWEST_BODY_ROWS = 3
_MOST_UNRULED_BANDS = 2  # a header's, a body's and a sum's lines, or a header's and a body's, don't part rows
_FEWEST_COLUMNS_OF_ROWS = 3
_MOST_HEADER_LINES = 4  # of bands that are not bold
_MISFIT_COST = 6.0  # words; as much as two tables cost by themselves
_HEADER_EM = 3.0  # a header stands so near above the first line


def open_tables(page: Page, grid: Grid, words: Sequence[Word]) -> list[PageTable]:
    """Tables between horizontal lines: the bands parted where something else than rows stands between two tables."""
    inside = [w for w in words if grid.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
    drawn = [band_of(page, cell.box, inside, grid.partial) for cell in grid.cells]
    bands = with_rows_parted(page, drawn, grid.joints)
    are_rows = [_is_row(band, grid.joints, page.number) for band in bands]
    rows = [band for band, is_row in zip(bands, are_rows, strict=True) if is_row]
    if not rows:
        return []
    usual_height = median(band.box.height for band in rows)
    lowest = min(band.box.height for band in rows)
    sizes = [w.style.size for band in rows for w in band.words]
    usual_size = median(sizes) if sizes else 0.0
    runs: list[list[Band]] = [[]]
    for band, is_row in zip(bands, are_rows, strict=True):
        apart = not is_row and _stands_apart(band, usual_height, lowest, usual_size)
        if apart or (runs[-1] and _begins_table(band, runs[-1])):
            while runs[-1] and not any(band is row for row in rows for band in runs[-1][-1:]):
                runs[-1].pop()
            runs.append([])
        if not apart:
            runs[-1].append(band)
    return [table for run in runs if run for table in _tables_of(page, run, grid.joints, words)]


def _tables_of(page: Page, run: Sequence[Band], joints: Sequence[float], words: Sequence[Word]) -> list[PageTable]:
    """The bands as one table, or parted before those that may begin another, whichever reads better."""
    doubtful = [at for at in range(1, len(run)) if _may_begin_table(run[:at], run[at])]
    found: list[tuple[list[Band], PageTable | None]] = []
    for start, end in pairwise([0, *doubtful, len(run)]):
        bands = list(run[start:end])
        table = _best_alone(page, run, bands, joints, words)
        if found:
            above, upper = found[-1]
            whole = _best_alone(page, run, [*above, *bands], joints, words)
            apart = sum(score(part) for part in (upper, table) if part is not None)
            if whole is not None and score(whole) - _misfit(above, bands) >= apart:
                found[-1] = [*above, *bands], whole
                continue
        found.append((bands, table))
    parts = [table for _, table in found if table is not None]
    return [table for table in parts if score(table) > 0] if len(found) > 1 else parts


def _misfit(above: Sequence[Band], below: Sequence[Band]) -> float:
    """What it costs, in words, to take bands for one table between whose rows no inner edge of words is shared."""
    upper, lower = ([sides for band in bands if (sides := _inner_sides(band))] for bands in (above, below))
    fits = len(upper) < 2 or len(lower) < 2 or any(_share_an_edge(a, b) for a in upper for b in lower)
    return 0.0 if fits else _MISFIT_COST


def _best_alone(
    page: Page, run: Sequence[Band], bands: Sequence[Band], joints: Sequence[float], words: Sequence[Word]
) -> PageTable | None:
    """The table of some bands of a run; where something is wrong with it, perhaps without the first or the last."""
    free = _free(words, run, bands)
    table = _open_table(page, list(bands), joints, free)
    if len(bands) == 1 or (table is not None and not faults(table)):
        return table
    ways = [table, *(_open_table(page, list(own), joints, free) for own in (bands[1:], bands[:-1]))]
    return max(ways, key=lambda way: score(way) if way is not None else 0.0)


def _free(words: Sequence[Word], run: Sequence[Band], own: Sequence[Band]) -> list[Word]:
    """The words that a table of some bands may grow by: not those of the run's other bands."""
    taken = {w.order for band in run if not any(band is other for other in own) for w in band.words}
    return [w for w in words if w.order not in taken] if taken else list(words)


def _may_begin_table(above: Sequence[Band], band: Band) -> bool:
    """Whether the band is empty, holds a heading, or shares no inner edge of its words with the row above."""
    if not band.words:
        return True
    sizes = [w.style.size for row in above for w in row.words]
    if sizes and max(w.style.size for w in band.words) > LARGER_BAND * median(sizes):
        return True
    own = _inner_sides(band)
    last = next((sides for row in reversed(above) if (sides := _inner_sides(row))), [])
    return bool(own and last) and not _share_an_edge(own, last)


def _inner_sides(band: Band) -> list[tuple[float, float, float]]:
    """Where the words of the band's second and further columns begin, have their middle, and end."""
    phrases = [phrases_of(line) for line in lines_of(band.words, 0)]
    boxes = [part.box for parts in phrases for part in parts[1:]]
    return [(box.x0, (box.x0 + box.x1) / 2, box.x1) for box in boxes]


def _share_an_edge(own: Sequence[tuple[float, ...]], others: Sequence[tuple[float, ...]]) -> bool:
    return any(abs(a - b) <= SNAP_PT for one in own for other in others for a, b in zip(one, other, strict=True))


def _is_row(band: Band, joints: Sequence[float], page: int) -> bool:
    """Whether the band has columns: filled cells side by side, a line with a wide gap, or words beside a joint.

    Not so where a line runs over a joint: text, perhaps with the next table's header.
    """
    if band.edges:
        return True
    lines = lines_of(band.words, page)
    if any(runs_over(line, x) for line in lines for x in joints):
        return False
    return any(len(_columns(line, joints)) > 1 or len(line.segments) > 1 for line in lines)


def _columns(line: Line, inner: Sequence[float]) -> set[int]:
    """The columns, parted at ``inner``, in which the line has words."""
    return {sum(1 for x in inner if x <= w.x0 + 1) for w in line.words}


def _begins_table(band: Band, rows: Sequence[Band]) -> bool:
    """Whether the band is the header of a table of its own below these rows."""
    return (band.is_header or (band.is_emphasised and names_columns(band))) and _sets_apart(band, rows)


def _sets_apart(header: Band, rows: Sequence[Band]) -> bool:
    """Whether a header's colour is none of the rows' above it, as that of an emphasised stripe is."""
    return not rows[-1].is_emphasised and header.colour not in {row.colour for row in rows if not row.is_emphasised}


def _stands_apart(band: Band, usual_height: float, lowest: float, usual_size: float) -> bool:
    """Whether the band is no row of a table whose rows have this usual and least height, in letters of this size."""
    if not band.words:
        return band.box.height > max(_BLANK_SHARE * lowest, _BLANK_EM * usual_size)
    size = median(w.style.size for w in band.words)
    tall = band.box.height > _TALL_BAND * usual_height
    return tall or size > LARGER_BAND * usual_size or len(lines_of(band.words, 0)) > _MOST_BAND_LINES


def _open_table(page: Page, bands: list[Band], joints: Sequence[float], words: Sequence[Word]) -> PageTable | None:
    """One table of the bands, None for a single column; columns are drawn or where (nearly) no row has words."""
    outer = box_around([band.box for band in bands])
    drawn = next((band.edges[1:-1] for band in bands if band.edges), tuple(joints))
    drawn = max(drawn, _edges_above(page, outer), key=len)
    heading = _right_above(outer, words)
    top = 0 if _are_set_apart(heading, bands[0]) else _rows_on_top(bands)
    few = len(bands) - top <= _MOST_UNRULED_BANDS and not any(band.edges for band in bands[top:])
    body = [row for band in bands[top:] for row in (lines_in(band) if few else [band.words])]
    body = [row for row in body if any(len(phrases_of(ln)) > 1 for ln in lines_of(row, page.number))] or body
    headings = [w for band in bands[:top] for w in band.words]
    if len(bands) == 1 and bands[0].is_emphasised and ends_open(page, outer):
        body, headings = rows_near(page, outer, words), bands[0].words
    rows = [line for band in bands for line in lines_in(band)]
    heads = headings if bands[0].is_header else [*headings, *heading]
    inner = _between_drawn(tuple(drawn), outer, body, heads) if drawn else ()
    inner = inner or tuple(
        column_gaps(with_marks(body, page.marks, outer), heads) or (column_gaps(rows) if few else ())
    )
    if not inner or not any(band.words for band in bands):
        return None
    columns = columns_at((outer.x0, *inner, outer.x1), body)
    size = median([w.style.size for band in bands for w in band.words])
    above = [] if bands[0].is_header else lines_above(page, bands[0].box, columns, words, size)
    follows = lines_below if ends_open(page, bands[-1].box) else sums_below
    below = follows(page, bands[-1].box, columns, words, size)
    if few:
        bands = bands[:top] + [row for band in bands[top:] for row in _parted(page, band, columns)]
    leading = leading_between(stripes_of(bands), columns)
    head = bands[0] if few and top == 1 and names_columns(bands[0]) else None
    bands = [
        *row_bands(page, above, columns, bands[0].box.top),
        *bands,
        *row_bands(page, below, columns, None, leading),
    ]
    outer = box_around([band.box for band in bands])
    cells: list[TableCell] = []
    row, headers = 0, None
    for band in bands:
        if band.splits:
            cells.extend(_split_cells(page, row, band, columns.xs))
        else:
            cells.extend(band_cells(page, row, band.box, columns, band.words))
        row = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
        headers = row if band is head else headers
    return make_table(page, outer, columns.xs, cells, open_columns=True, headers=headers)


def _right_above(outer: Box, words: Sequence[Word]) -> list[Word]:
    """The words of lines with columns right above a table."""
    near = [w for w in words if outer.top - _HEADER_EM * w.style.size < w.bottom <= outer.top + 1]
    return [w for line in lines_of(near, 0) if len(phrases_of(line)) > 1 for w in line.words]


def _are_set_apart(heading: Sequence[Word], first: Band) -> bool:
    """Whether the words right above a table are its header: they are bold, and those of its first band are not."""
    return bool(heading) and all(w.style.bold for w in heading) and not any(w.style.bold for w in first.words)


def _edges_above(page: Page, outer: Box) -> tuple[float, ...]:
    """The inner edges of filled cells side by side right above the table: its header's."""
    above = [f.box for f in page.fills if f.colour != WHITE and abs(f.box.bottom - outer.top) <= SNAP_PT]
    edges = edges_of([(box.x0, box.x1) for box in above], outer)
    return edges[1:-1]


def _between_drawn(
    drawn: tuple[float, ...], outer: Box, body: Sequence[Sequence[Word]], headings: Sequence[Word]
) -> tuple[float, ...]:
    """The drawn edges, and the gaps between them that have headings on both sides: lines may part some columns only."""
    edges = list(drawn)
    for left, right in pairwise([outer.x0, *drawn, outer.x1]):
        inside = [[w for w in row if left <= (w.x0 + w.x1) / 2 < right] for row in body]
        heads = [w for w in headings if left <= (w.x0 + w.x1) / 2 < right]
        gaps = column_gaps([row for row in inside if row], heads) if len(heads) > 1 else []
        for x, next_x in pairwise([*gaps, right]):
            before, behind = [w for w in heads if w.x1 <= x], [w for w in heads if x <= w.x0 < next_x]
            if before and behind:
                edges.append(x)
    return tuple(sorted(edges))


def _parted(page: Page, band: Band, columns: Columns) -> list[Band]:
    """The rows of a band between a table's only lines; of text in two columns, where both begin each row beside each
    other: else rows can't be told from paragraphs."""
    rows = row_bands(page, lines_of(band.words, page.number), columns, band.box.bottom)
    if band.splits or len(rows) < 2:
        return [band]
    lines = [lines_of(row.words, page.number) for row in rows]
    if len(columns.xs) - 1 < _FEWEST_COLUMNS_OF_ROWS:
        starts = [[p for p in pieces_of(own[0], columns) if not p.line.text[0].islower()] for own in lines]
        if any({piece.first for piece in pieces} != {0, 1} for pieces in starts):
            return [band]
    filled = [len({p.first for line in own for p in pieces_of(line, columns)}) for own in lines]
    if 2 * median(filled) <= len(columns.xs) - 1:
        return [band]
    return [rows[0]._replace(box=rows[0].box._replace(top=band.box.top)), *rows[1:]]


def _split_cells(page: Page, row: int, band: Band, xs: tuple[float, ...]) -> list[TableCell]:
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
    page: Page, row: int, band: Box, columns: Columns, words: list[Word], evidence: str = "rulings"
) -> list[TableCell]:
    """The cells of one row; text that runs over a column's edge spans it, and alone in its row all columns."""
    xs = columns.xs
    segments = [segment for line in lines_of(words, page.number) for segment in line.segments]
    inner = range(1, len(xs) - 1)
    crossed = {edge for edge in inner if any(columns.crossed_by(segment, edge) for segment in segments)}
    if 1 in crossed and all(segment.words[0].x0 < xs[1] for segment in segments):
        crossed.update(inner)
    starts = [col for col in range(len(xs) - 1) if col not in crossed]
    cells = []
    for col, end in zip(starts, [*starts[1:], len(xs) - 1], strict=True):
        box = Box(xs[col], band.top, xs[end], band.bottom)
        inside = [w for w in words if box.x0 <= (w.x0 + w.x1) / 2 < box.x1]
        cells.append(make_cell(page, GridCell(row, col, 1, end - col, box), inside, evidence))
    return cells


def _rows_on_top(bands: Sequence[Band]) -> int:
    """How many bold rows stand at the top; none where too few are left below to tell columns, if not in one band."""
    if 1 < len(bands) <= _MOST_UNRULED_BANDS + 1 and len(lines_in(bands[0])) <= _MOST_HEADER_LINES:
        return 1
    top = next((i for i, band in enumerate(bands) if any(not w.style.bold for w in band.words)), 0)
    return top if len(bands) - top >= _FEWEST_BODY_ROWS else 0
