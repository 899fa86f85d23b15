"""Outer headings over columns whose own headings repeat: "Budget, Utfall, Budget, Utfall" are two times two columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from extractors.tables.cells import PageTable, TableCell
from extractors.text.lines import Line
from extractors.vocabulary import fold

_AMOUNT = re.compile(r"^[-+−–(]?\s?\d[\d\s.,]*\)?$")
_OFF_PLACE = 0.3  # of a column's width, where a heading over columns whose headings repeat may stand off
_REACH_EM = 1.0  # on either side of the columns' border
_SAME_OFF = 0.1  # of a column's width: headings set alike stand off no more

Extents = dict[int, tuple[float, float]]  # by column, where its words begin and end


class Heading(NamedTuple):
    """Words of one line of the header, and the first and last column that they head."""

    line: Line
    first: int
    last: int


def are_mixed_up(table: PageTable) -> bool:
    """Whether two columns have the same words in the lowest row of the header and above it."""
    header = [cell for cell in with_whole_header(table).cells if cell.is_header]
    paths = Counter(_path(header, col) for col in range(1, table.n_columns))
    return any(count > 1 for path, count in paths.items() if path)


def _path(header: Sequence[TableCell], col: int) -> tuple[str, ...]:
    """The headings over a column, the uppermost first."""
    own = [cell for cell in header if cell.col <= col < cell.col + cell.col_span and cell.lines]
    return tuple(fold(_text(cell)) for cell in sorted(own, key=lambda cell: cell.row))


def with_whole_header(table: PageTable) -> PageTable:
    """The table with the row below its header in it, where that has words over every column and they name no amount."""
    depth = 1 + max((cell.row + cell.row_span - 1 for cell in table.cells if cell.is_header), default=-1)
    row = [cell for cell in table.cells if cell.row == depth]
    worded = {cell.col for cell in row if cell.lines and cell.col_span == 1}
    named = worded >= set(range(1, table.n_columns)) and not any(_AMOUNT.search(_text(cell)) for cell in row)
    if not named or depth + 1 >= table.n_rows:
        return table
    return replace(table, cells=tuple(c._replace(is_header=c.is_header or c.row == depth) for c in table.cells))


def _text(cell: TableCell) -> str:
    return " ".join(line.text for line in cell.lines)


def told_by_repetition(
    headings: Sequence[Heading], below: Sequence[Heading], extents: Extents, xs: Sequence[float]
) -> list[Heading] | None:
    """The headings of a line over columns that lower headings repeat in ("Budget, Utfall, Budget, Utfall"): none of
    them heads two that are alike, and they are all set in the middle of theirs, at the first one or at the last. None
    where each over its own column tells all columns apart, as the upper halves of headings in two lines do."""
    outer = [h for h in headings if h.first > 0]
    lower = {col: _words_over(col, below) for col in extents}
    columns = sorted(lower)
    repeats = len(set(lower.values())) < len(columns) and columns == list(range(columns[0], columns[-1] + 1))
    alone = Counter((lower[c], next((h.line.text for h in outer if h.first == c), "")) for c in columns)
    apart = max(alone.values(), default=1) == 1 and not all(_reaches_over(h, xs) for h in outer)
    if not outer or not repeats or 2 * len(outer) > len(columns) or apart:
        return None
    pitch = median(xs[c + 1] - xs[c] for c in columns)
    found: list[tuple[bool, int, int, int, tuple[int, ...]]] = []
    for starts in combinations(columns, len(outer)):
        for end in range(starts[-1], columns[-1] + 1):
            bounds = (*starts, end + 1)
            runs = [range(columns[0], starts[0]), *map(range, bounds, bounds[1:]), range(end + 1, columns[-1] + 1)]
            if all(len({lower[c] for c in run}) == len(run) for run in runs):
                off = _off_place(outer, bounds, extents, xs) / pitch
                lengths = {b - a for a, b in pairwise(bounds)}
                found.append(
                    (off > _OFF_PLACE, len(lengths), round(off / _SAME_OFF), len(runs[0]) + len(runs[-1]), bounds)
                )
    off_place, *_, bounds = min(found, default=(True, ()))
    if off_place:
        return None
    spans = iter(pairwise(bounds))
    return [h._replace(first=(span := next(spans))[0], last=span[1] - 1) if h in outer else h for h in headings]


def _reaches_over(heading: Heading, xs: Sequence[float]) -> bool:
    """Whether a heading reaches from one column well into the next, as the upper half of one column's never does."""
    box, least = heading.line.box, _REACH_EM * heading.line.size
    return any(box.x0 + least < x < box.x1 - least for x in xs)


def _words_over(col: int, below: Sequence[Heading]) -> str:
    own = sorted((h for h in below if h.first == h.last == col), key=lambda h: h.line.baseline)
    return fold(" ".join(h.line.text for h in own))


def _off_place(headings: Sequence[Heading], bounds: Sequence[int], extents: Extents, xs: Sequence[float]) -> float:
    """How far in points the headings stand from their columns' middle, first or last, on average, as they do best."""
    spans = list(zip([h.line.box for h in headings], bounds, bounds[1:], strict=False))
    ways = (
        [(box.x0 + box.x1 - xs[a] - xs[b]) / 2 for box, a, b in spans],
        [(box.x0 + box.x1 - extents[a][0] - extents[b - 1][1]) / 2 for box, a, b in spans],
        [min(box.x0 - xs[a], box.x0 - extents[a][0], key=abs) for box, a, _ in spans],
        [box.x1 - extents[b - 1][1] for box, _, b in spans],
    )
    return min(sum(map(abs, way)) / len(way) for way in ways)
