"""What stands between two horizontal lines or stripes' edges, and rows of words as such bands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.pdf.page import Page, Ruling, Word
from extractors.records import Box
from extractors.tables.cells import WHITE
from extractors.tables.column_gaps import AMOUNT, YEAR, Columns, phrases_of, pieces_of
from extractors.tables.grid import SNAP_PT
from extractors.tables.row_grouping import depth_of, grouped_rows, is_amount
from extractors.text.lines import Line, lines_of

LARGER_BAND = 1.15  # times the rows' letters: a heading between two tables
_ROW_GAP_EM = 1.3  # a row without lines of its own stands this near to the table or to the next such row
_LINE_GAP_EM = 0.45  # between the lines of a cell
_INSET_PT = 2.0  # the least padding of a cell that tells its text from a paragraph's
_MOST_WAITING = 3  # lines in one column between two rows


class Band(NamedTuple):
    """What stands between two horizontal lines.

    ``edges`` are the columns' edges where filled cells show them, ``colour`` is the first one's; ``splits`` the shorter
    lines that part some columns.
    """

    box: Box
    words: list[Word]
    edges: tuple[float, ...]
    colour: str | None
    splits: tuple[Ruling, ...]

    @property
    def is_header(self) -> bool:
        """Whether its cells are filled and its words emphasised, bold or white on a dark ground, with no amount: a sum
        has those."""
        return bool(self.edges) and self.is_emphasised and not has_amounts(self.words)

    @property
    def is_emphasised(self) -> bool:
        """Whether it lies on a colour and its words are bold, or white on a dark ground."""
        words = self.words if self.edges or self.colour else []
        return bool(words) and all(w.style.bold or w.style.colour == WHITE for w in words)


def band_of(page: Page, box: Box, words: list[Word], partial: Sequence[Ruling]) -> Band:
    inside = [w for w in words if box.top <= (w.top + w.bottom) / 2 < box.bottom]
    middle = (box.top + box.bottom) / 2
    coloured = [f for f in page.fills if f.colour != WHITE and f.box.top < middle < f.box.bottom]
    edges = edges_of([(f.box.x0, f.box.x1) for f in coloured], box)
    splits = tuple(r for r in partial if box.top + SNAP_PT < r.at < box.bottom - SNAP_PT)
    colour = next((f.colour for f in coloured if abs(f.box.x0 - box.x0) <= SNAP_PT), None)
    return Band(box, inside, edges, colour, splits)


def edges_of(fills: Iterable[tuple[float, float]], box: Box) -> tuple[float, ...]:
    """The edges of filled stretches side by side, from the box's left edge to its right one; none where they don't
    reach it."""
    edges = [box.x0]
    for x0, x1 in sorted(set(fills)):
        if abs(x0 - edges[-1]) <= SNAP_PT and x1 > x0 + SNAP_PT:
            edges.append(x1)
    side_by_side = len(edges) > 2 and abs(edges[-1] - box.x1) <= SNAP_PT
    return tuple(edges) if side_by_side else ()


def has_amounts(words: Iterable[Word]) -> bool:
    """Whether a word is an amount; a year may head a column."""
    return any(AMOUNT.match(word.text) and not YEAR.match(word.text) for word in words)


def names_columns(band: Band) -> bool:
    """Whether the band between the first two lines has words of several columns, and no numbers but years."""
    return not has_amounts(band.words) and any(len(phrases_of(line)) > 1 for line in lines_of(band.words, 0))


def lines_in(band: Band) -> list[Sequence[Word]]:
    return [line.words for line in lines_of(band.words, 0)]


def row_bands(
    page: Page, lines: Sequence[Line], columns: Columns, bottom: float | None = None, leading: float | None = None
) -> list[Band]:
    """The lines' rows as bands, each up to the next; the last to ``bottom`` or its words' end.

    ``leading``: the distance of a cell's lines in points where it is known.
    """
    rows = grouped_rows([w for line in lines for w in line.words], columns, page.number, leading)
    if not rows:
        return []
    tops = [min(w.top for w in row) - 1 for row in rows]
    ends = [*tops[1:], bottom if bottom is not None else max(w.bottom for row in rows for w in row) + 1]
    xs = columns.xs
    return [
        Band(Box(xs[0], top, xs[-1], end), row, (), None, ()) for row, top, end in zip(rows, tops, ends, strict=True)
    ]


def lines_above(page: Page, first: Box, columns: Columns, words: Sequence[Word], size: float) -> list[Line]:
    """The lines right above a table's first line that stand in its columns: its header, and rows before a stripe.

    ``size``: that of the table's letters, in points; larger ones are a heading's.
    """
    above = [w for w in words if (w.top + w.bottom) / 2 < first.top and _beside(w, columns.xs)]
    return _next_lines(reversed(lines_of(above, page.number)), first.top, columns, size)


def lines_below(page: Page, last: Box, columns: Columns, words: Sequence[Word], size: float) -> list[Line]:
    """The lines right below a table's last line that stand in its columns."""
    below = lines_of([w for w in words if (w.top + w.bottom) / 2 > last.bottom and _beside(w, columns.xs)], page.number)
    white = takewhile(lambda line: not _on_colour(page, line), below)
    return _next_lines(white, last.bottom, columns, size)


def rows_near(page: Page, last: Box, words: Sequence[Word]) -> list[Sequence[Word]]:
    """The lines with a wide gap among those that follow a coloured header closely: rows that tell its columns."""
    below = [w for w in words if (w.top + w.bottom) / 2 > last.bottom and last.x0 - SNAP_PT <= w.x0]
    rows: list[Sequence[Word]] = []
    edge = last.bottom
    for line in lines_of([w for w in below if w.x1 <= last.x1 + SNAP_PT], page.number):
        if line.box.top - edge > _ROW_GAP_EM * line.size or _on_colour(page, line):
            break
        edge = max(edge, line.box.bottom)
        if len(phrases_of(line)) > 1:
            rows.append(line.words)
    return rows


def sums_below(page: Page, last: Box, columns: Columns, words: Sequence[Word], size: float) -> list[Line]:
    """The lines right below the rule that closes a table which are rows of it: a label, and amounts that end, or
    have their middle, where those above do."""
    return list(takewhile(lambda line: _is_sum(line, columns), lines_below(page, last, columns, words, size)))


def _is_sum(line: Line, columns: Columns) -> bool:
    pieces = pieces_of(line, columns)
    amounts = [p for p in pieces if is_amount(p) and p.first > 0 and not YEAR.match(p.line.text)]
    under = all(_stands_under(piece.line.box, columns, piece.first) for piece in amounts)
    label = [p for p in pieces if not is_amount(p)]
    named = len(label) == 1 and label[0] is pieces[0] and any(c.isalpha() for c in label[0].line.text)
    return bool(amounts) and under and named


def _stands_under(box: Box, columns: Columns, column: int) -> bool:
    """Whether it ends, or has its middle, where the column's words do."""
    end, middle = columns.ends[column], columns.middles[column]
    ends = end is not None and abs(box.x1 - end) <= SNAP_PT
    return ends or (middle is not None and abs((box.x0 + box.x1) / 2 - middle) <= SNAP_PT)


def _on_colour(page: Page, line: Line) -> bool:
    """Whether the line's first word lies on a coloured area: the header or the first stripe of another table."""
    box = line.words[0].box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(f.colour != WHITE and f.box.holds(x, y) for f in page.fills)


def ends_open(page: Page, box: Box) -> bool:
    """Whether rows may follow below a table's last band: it is a coloured stripe, and no line closes the table."""
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


def _beside(word: Word, xs: tuple[float, ...]) -> bool:
    return xs[0] - SNAP_PT <= word.x0 and word.x1 <= xs[-1] + SNAP_PT


def _next_lines(lines: Iterable[Line], edge: float, columns: Columns, size: float) -> list[Line]:
    """The lines of rows, from the table's edge outwards: each in several columns, and those between and close by."""
    taken: list[Line] = []
    waiting: list[Line] = []
    last = first = edge
    for line in lines:
        box = line.box
        gap = min(abs(last - box.bottom), abs(box.top - last))
        pieces = pieces_of(line, columns)
        waiting.append(line)
        too_many = depth_of(waiting) > _MOST_WAITING
        belongs = _is_inset(line, columns) if line.box.top > edge else len(pieces) > 1  # a remark, an outer header
        crosses = any(p.last > p.first for p in pieces) and not belongs
        if gap > _ROW_GAP_EM * line.size or too_many or crosses or line.size > LARGER_BAND * size:
            waiting.pop()
            break
        last = box.top if box.bottom <= last else box.bottom
        if len(pieces) > 1:
            taken += waiting
            waiting, first = [], last
    for line in waiting:
        box = line.box
        near = min(abs(first - box.bottom), abs(box.top - first)) <= _LINE_GAP_EM * line.size
        if not near or (taken and line.bold != taken[-1].bold) or (not taken and box.bottom <= edge):
            break
        taken.append(line)
        first = box.top if box.bottom <= first else box.bottom
    return taken


def _is_inset(line: Line, columns: Columns) -> bool:
    """Whether a line begins where the first column's words do, further in than the table's edge: a remark on a row."""
    start = columns.starts[0]
    return start is not None and abs(line.box.x0 - start) <= _INSET_PT / 2 and start - columns.xs[0] >= _INSET_PT
