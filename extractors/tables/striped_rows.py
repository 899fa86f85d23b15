"""Rows between coloured stripes: what no line bounds may hold several, a remark or a heading of a group among them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.pdf.page import Page
from extractors.tables.column_gaps import Columns, column_gaps, columns_at, pieces_of
from extractors.tables.grid import SNAP_PT
from extractors.tables.row_bands import Band, lines_in, row_bands
from extractors.text.lines import lines_of

_PIXEL_PT = 0.75  # browsers set each line on a whole one
_LOWEST_ROW = 0.8  # of a stripe with one line: rows stand no nearer


def with_rows_parted(page: Page, bands: Sequence[Band], joints: Sequence[float]) -> list[Band]:
    """The bands, those between stripes parted in their rows: lines nearer than those of two rows are one."""
    stripes = stripes_of(bands)
    between = [band for band in bands if band.colour is None and band.words and not _is_ruled(page, band)]
    if not stripes or not between:
        return list(bands)
    drawn = next((band.edges[1:-1] for band in bands if band.edges), tuple(joints))
    inner = drawn or tuple(column_gaps([words for band in stripes for words in lines_in(band)]))
    columns = columns_at((bands[0].box.x0, *inner, bands[0].box.x1), [band.words for band in stripes])
    leading = leading_between(stripes, columns)
    if leading is None:
        return list(bands)
    parted: list[Band] = []
    for band in bands:
        rows = row_bands(page, lines_of(band.words, page.number), columns, band.box.bottom, leading)
        if band in between and not band.splits and len(rows) > 1:
            parted += [rows[0]._replace(box=rows[0].box._replace(top=band.box.top)), *rows[1:]]
        else:
            parted.append(band)
    return parted


def stripes_of(bands: Sequence[Band]) -> list[Band]:
    """The coloured bands with words, none where only the header is coloured."""
    coloured = [band for band in bands if band.colour is not None and band.words]
    return coloured if any(not band.is_header for band in coloured) else []


def _is_ruled(page: Page, band: Band) -> bool:
    """Whether lines bound the band above and below."""
    lines = [r for r in page.rulings if not r.vertical and r.start < band.box.x1 and r.end > band.box.x0]
    return all(any(abs(r.at - y) <= SNAP_PT for r in lines) for y in (band.box.top, band.box.bottom))


def leading_between(stripes: Sequence[Band], columns: Columns) -> float | None:
    """How far the lines of one cell stand apart, in points: as they do in stripes, else less than rows of one line."""
    lines = [[pieces_of(line, columns) for line in lines_of(stripe.words, 0)] for stripe in stripes]
    pitches = [
        below.line.baseline - above.line.baseline
        for stripe, own in zip(stripes, lines, strict=True)
        if not all(w.style.bold for w in stripe.words)  # a header's lines may be levels
        for first in {piece.first for pieces in own for piece in pieces}
        for above, below in pairwise(piece for pieces in own for piece in pieces if piece.first == first)
    ]
    if pitches:
        return max(pitches) + _PIXEL_PT
    heights = [stripe.box.height for stripe, own in zip(stripes, lines, strict=True) if len(own) == 1]
    return _LOWEST_ROW * min(heights) if heights else None
