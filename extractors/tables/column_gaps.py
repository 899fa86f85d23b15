"""Where words that stand under each other leave columns: the gaps between them, and what runs over an edge."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.pdf.page import Mark, Word
from extractors.records import Box
from extractors.tables.grid import SNAP_PT
from extractors.text.lines import Line, is_bullet, lines_of

AMOUNT = re.compile(r"^[(<>±+\-–−]?\s?\d[\d\s.,]*\s?%?\)?\*?$|^[-–−]$")
YEAR = re.compile(r"^(?:19|20)\d\d$")
COLUMN_GAP_EM = 0.55  # between number columns; the space inside an amount is 0.25, a thin one less
_ONE_WIDTH = re.compile(r"courier|mono|consol|typewriter|fixed", re.IGNORECASE)  # in the names of their fonts
_GAP_OF_ONE_WIDTH_EM = 1.0  # where every letter has one width a space takes 0.6
_BULLET_GAP_EM = 2.5  # between a bullet and its text
_SHARED_SIDE = 0.75  # of a column's rows; the others may be indented or hang over
_START_PT = 1.0
_WIDER_THAN_SPACE_EM = 0.33  # a space is 0.25 to 0.28; justified lines have wider ones, but don't begin columns
_CROSSING_ROWS_SHARE = 0.12  # of the rows may have words over a column's edge: titles and spanning headers


_Part = Callable[[tuple[float, float]], float]


class Columns(NamedTuple):
    """A table's columns by their edges ``xs``; per column the x where most rows' words begin (``starts``), end
    (``ends``) and have their middle (``middles``), None where they share none. All in points."""

    xs: tuple[float, ...]
    starts: tuple[float | None, ...]
    ends: tuple[float | None, ...]
    middles: tuple[float | None, ...]

    def crossed_by(self, segment: Line, edge: int) -> bool:
        """Whether the segment's text runs over an inner edge: it has no wide gap there, and no column's text begins or
        ends there."""
        x = self.xs[edge]
        if not segment.words[0].x0 + 1 < x < segment.words[-1].x1 - 1 or not unbroken(segment, x):
            return False
        sides = _ends_at(segment, x, self.ends[edge - 1]) or _begins_at(segment, x, self.starts[edge])
        return not sides and not _amount_ends(segment, x, self.xs[edge + 1], self.ends[edge])


def columns_at(xs: tuple[float, ...], rows: Sequence[Sequence[Word]]) -> Columns:
    """The columns between these edges, with the sides that words with a wide gap beside them share."""
    phrases = [segment.words for row in rows for line in lines_of(row, 0) for segment in line.segments]
    begins = [words[0].x0 for words in phrases]
    ends = [words[-1].x1 for words in phrases]
    middles = [(words[0].x0 + words[-1].x1) / 2 for words in phrases]
    return Columns(
        xs,
        tuple(_shared([x for x in begins if left - 1 <= x < right], _START_PT) for left, right in pairwise(xs)),
        tuple(_shared([x for x in ends if left < x <= right + 1], SNAP_PT) for left, right in pairwise(xs)),
        tuple(_shared([x for x in middles if left < x <= right], SNAP_PT) for left, right in pairwise(xs)),
    )


def _shared(sides: Sequence[float], slack: float) -> float | None:
    side = median(sides) if sides else None
    near = side is not None and sum(abs(x - side) <= slack for x in sides) >= _SHARED_SIDE * len(sides)
    return side if near else None


def _ends_at(segment: Line, x: float, end: float | None) -> bool:
    """Whether the segment's last word before ``x`` ends at the column's right edge and none lies over ``x``."""
    before = [w for w in segment.words if (w.x0 + w.x1) / 2 < x]
    if end is None or not before or abs(before[-1].x1 - end) > SNAP_PT or before[-1].x1 > x + SNAP_PT:
        return False
    behind = min((w.x0 for w in segment.words if w not in before), default=math.inf) - before[-1].x1
    return behind >= _WIDER_THAN_SPACE_EM * segment.size or before[-1].text[-1:].isdigit()


def _begins_at(segment: Line, x: float, start: float | None) -> bool:
    """Whether a word begins where the column's text does, further from the word before it than a space."""
    return start is not None and any(
        abs(word.x0 - start) <= _START_PT
        and before.x1 <= x + 1
        and word.x0 - before.x1 >= _WIDER_THAN_SPACE_EM * segment.size
        for before, word in pairwise(segment.words)
    )


def _amount_ends(segment: Line, x: float, right: float, end: float | None) -> bool:
    """Whether an amount fills the column right of ``x`` up to where its amounts end, further off than a space."""
    inside = [w for w in segment.words if x <= (w.x0 + w.x1) / 2 < right]
    before = max((w.x1 for w in segment.words if (w.x0 + w.x1) / 2 < x), default=x)
    if end is None or not inside or abs(inside[-1].x1 - end) > _START_PT or before > x + 1:
        return False
    apart = inside[0].x0 - before >= _WIDER_THAN_SPACE_EM * segment.size
    return apart and bool(AMOUNT.match(" ".join(w.text for w in inside)))


class Piece(NamedTuple):
    """The words of one line in one column, or in the columns ``first`` to ``last`` that its text runs over."""

    first: int
    last: int
    line: Line


def pieces_of(line: Line, columns: Columns) -> list[Piece]:
    """The line parted at the columns' edges, except where its text runs over one."""
    pieces: list[Piece] = []
    for segment in line.segments:
        crossed = {i for i in range(1, len(columns.xs) - 1) if columns.crossed_by(segment, i)}
        for word in segment.words:
            column = sum(1 for x in columns.xs[1:-1] if x <= (word.x0 + word.x1) / 2)
            while column in crossed:
                column -= 1
            last = column
            while last + 1 in crossed:
                last += 1
            if pieces and pieces[-1].last >= column:
                above = pieces.pop()
                words = (*above.line.words, word)
                pieces.append(Piece(above.first, max(above.last, last), Line(line.page, words)))
            else:
                pieces.append(Piece(column, last, Line(line.page, (word,))))
    return pieces


def phrases_of(line: Line) -> list[Line]:
    """The line parted where a gap is wider than between the words of a phrase."""
    parts: list[list[Word]] = [[line.words[0]]]
    widest = (_GAP_OF_ONE_WIDTH_EM if _ONE_WIDTH.search(line.style.font) else COLUMN_GAP_EM) * line.size
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 >= widest:
            parts.append([])
        parts[-1].append(word)
    return [Line(line.page, tuple(part)) for part in parts]


def runs_over(line: Line, x: float) -> bool:
    """Whether the line's text goes on over ``x``."""
    return line.box.x0 < x < line.box.x1 and unbroken(line, x)


def unbroken(segment: Line, x: float) -> bool:
    """Whether the segment has a word over ``x`` or no more than a space there."""
    left = max((w.x1 for w in segment.words if w.x0 < x), default=x)
    right = min((w.x0 for w in segment.words if w.x0 >= x), default=x)
    return left > x + 1 or right - left < COLUMN_GAP_EM * segment.size


def column_gaps(rows: Sequence[Sequence[Word]], headings: Sequence[Word] = ()) -> list[float]:
    """Where the words of (nearly) all rows leave a gap, left to right; in it where no long label or heading stands.

    Of a gap's parts beside headings the widest, if no other part gives more columns a heading.
    """
    words = [word for row in rows for word in row]
    gaps = _free_stretches(rows)
    lines = lines_of(headings, 0)
    innermost = max(lines, key=lambda line: (len(phrases_of(line)), line.baseline)).words if len(lines) > 1 else ()
    ways = [
        [_cut(*gap, words, heads, part) for gap in gaps]
        for heads in (headings, innermost)
        for part in (_widest, _leftmost, _rightmost)
    ]
    return max(ways, key=lambda cuts: sum(_headed(line, cuts) for line in lines))


def with_marks(rows: Sequence[Sequence[Word]], marks: Sequence[Mark], inside: Box) -> list[Sequence[Word]]:
    """The rows with the marks beside their words, as words without letters: a column may hold nothing but marks."""
    placed = [m for m in marks if inside.holds((m.box.x0 + m.box.x1) / 2, (m.box.top + m.box.bottom) / 2)]
    found: list[Sequence[Word]] = []
    for row in rows:
        top, bottom = min((w.top for w in row), default=0.0), max((w.bottom for w in row), default=0.0)
        beside = [m.box for m in placed if top <= (m.box.top + m.box.bottom) / 2 <= bottom]
        found.append([*row, *(row[0]._replace(text="", x0=box.x0, x1=box.x1, order=-1) for box in beside)])
    return found


def _headed(line: Line, cuts: Sequence[float]) -> int:
    """How many of the columns have a phrase of the line."""
    return len({sum(1 for x in cuts if x <= (p.box.x0 + p.box.x1) / 2) for p in phrases_of(line)})


def _cut(left: float, right: float, words: Sequence[Word], headings: Sequence[Word], part: _Part) -> float:
    """The middle of a part of a gap that words and headings leave free; of what words do, where those fill it."""
    free = _free_parts(left, right, [*words, *headings]) or _free_parts(left, right, words) or [(left, right)]
    left, right = max(free, key=part)
    return (left + right) / 2


def _free_parts(left: float, right: float, words: Sequence[Word]) -> list[tuple[float, float]]:
    edges = [left]
    for word in sorted((w for w in words if w.x1 > left and w.x0 < right), key=lambda w: w.x0):
        if word.x0 > edges[-1]:
            edges += [word.x0, min(right, word.x1)]
        else:
            edges[-1] = max(edges[-1], min(right, word.x1))
    return [(a, b) for a, b in zip(edges[::2], [*edges[1::2], right], strict=True) if b > a]


def _widest(free: tuple[float, float]) -> float:
    return free[1] - free[0]


def _leftmost(free: tuple[float, float]) -> float:
    return -free[0]


def _rightmost(free: tuple[float, float]) -> float:
    return free[0]


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
        if before <= allowed < depth and opened is not None and x - opened >= COLUMN_GAP_EM * size:
            gaps.append((opened, x))
        if depth <= allowed < before:
            opened = x
    return gaps


def _covered(row: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """The stretches of x that the row's words cover, spaces between neighbouring words included."""
    stretches: list[tuple[float, float]] = []
    words = sorted(row, key=lambda w: w.x0)
    for before, word in zip([None, *words], words, strict=False):
        bullet = before is not None and is_bullet(before.text) and not AMOUNT.match(before.text)
        gap = _BULLET_GAP_EM if bullet else COLUMN_GAP_EM
        if stretches and word.x0 - stretches[-1][1] < gap * size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.x1))
        else:
            stretches.append((word.x0, word.x1))
    return stretches
