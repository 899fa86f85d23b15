"""Where words that stand under each other leave columns: the gaps between them, and what runs over an edge."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from extractors.reading.page import Word
from extractors.reading.text import Line, segments_of

COLUMN_GAP_EM = 0.55  # between number columns; the space inside an amount is 0.25, a thin one less
_CROSSING_ROWS_SHARE = 0.12  # of the rows may have words over a column's edge: titles and spanning headers


class Piece(NamedTuple):
    """The words of one line in one column, or in the columns ``first`` to ``last`` that its text runs over."""

    first: int
    last: int
    line: Line


def pieces_of(line: Line, xs: Sequence[float]) -> list[Piece]:
    """The line parted at the columns' edges ``xs``, except where its text runs over one."""
    pieces: list[Piece] = []
    for segment in segments_of(line):
        crossed = {i for i in range(1, len(xs) - 1) if _within_text(segment, xs[i])}
        for word in segment.words:
            column = sum(1 for x in xs[1:-1] if x <= (word.x0 + word.x1) / 2)
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


def _within_text(segment: Line, x: float) -> bool:
    return segment.words[0].x0 + 1 < x < segment.words[-1].x1 - 1 and unbroken(segment, x)


def runs_over(line: Line, x: float) -> bool:
    """Whether the line's text goes on over ``x``."""
    return line.box.x0 < x < line.box.x1 and unbroken(line, x)


def unbroken(segment: Line, x: float) -> bool:
    """Whether the segment has a word over ``x`` or no more than a space there."""
    left = max((w.x1 for w in segment.words if w.x0 < x), default=x)
    right = min((w.x0 for w in segment.words if w.x0 >= x), default=x)
    return left > x + 1 or right - left < COLUMN_GAP_EM * segment.size


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
        if before <= allowed < depth and opened is not None and x - opened >= COLUMN_GAP_EM * size:
            gaps.append((opened, x))
        if depth <= allowed < before:
            opened = x
    return gaps


def _covered(row: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """The stretches of x that the row's words cover, spaces between neighbouring words included."""
    stretches: list[tuple[float, float]] = []
    for word in sorted(row, key=lambda w: w.x0):
        if stretches and word.x0 - stretches[-1][1] < COLUMN_GAP_EM * size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.x1))
        else:
            stretches.append((word.x0, word.x1))
    return stretches
