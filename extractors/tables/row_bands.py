"""What stands between two horizontal lines or stripes' edges, and rows of words as such bands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.pdf.page import Page, Ruling, Word
from extractors.records import Box
from extractors.tables.cells import WHITE
from extractors.tables.column_gaps import AMOUNT, Columns, phrases_of, pieces_of
from extractors.tables.grid import SNAP_PT
from extractors.tables.row_grouping import grouped_rows
from extractors.text.lines import Line, lines_of

_YEAR = re.compile(r"^(?:19|20)\d\d$")


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
        """Whether its cells are filled and its words emphasised: bold, or white on a dark ground."""
        return bool(self.edges and self.words) and all(w.style.bold or w.style.colour == WHITE for w in self.words)


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


def names_columns(band: Band) -> bool:
    """Whether the band between the first two lines has words of several columns, and no numbers but years."""
    words = [w.text for w in band.words]
    amounts = any(AMOUNT.match(text) and not _YEAR.match(text) for text in words)
    return not amounts and any(len(phrases_of(line)) > 1 for line in lines_of(band.words, 0))


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


def sums_below(below: Sequence[Line], last: Band, columns: Columns) -> list[Line]:
    """The first of the lines below a table's last rule, where they have an amount in every column that has one above:
    a sum below the line that sets it apart."""
    wanted = _amount_columns(lines_in(last)[-1], columns) if last.words else set()
    return list(takewhile(lambda line: bool(wanted) and wanted <= _amount_columns(line.words, columns), below))


def _amount_columns(words: Sequence[Word], columns: Columns) -> set[int]:
    """The columns, but the first, that hold nothing but an amount."""
    pieces = [piece for line in lines_of(words, 0) for piece in pieces_of(line, columns)]
    return {p.first for p in pieces if p.first == p.last and p.first > 0 and AMOUNT.match(p.line.text)}
