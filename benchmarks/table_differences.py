"""Where our ruled tables differ from plain pdfplumber's, and why: found by drawing less or by comparing grids."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from extractors.pdf.page import Page
from extractors.records import Box
from extractors.tables.cells import PageTable
from extractors.tables.page_tables import page_tables

UNEXPLAINED = "unexplained"
_THIN_PT = 3.0  # a filled bar up to this thick is a ruling for us

_BORDER_PT = 6.0

_Rows = tuple[tuple[str, ...], ...]


class Seen(NamedTuple):
    """A table as one reading sees it: the letters of its worded cells row by row, and how many cells it has."""

    box: Box
    rows: _Rows
    cells: int
    spans: bool
    open_columns: bool

    @property
    def letters(self) -> str:
        return "".join(sorted("".join(text for row in self.rows for text in row)))


class TableDifference(NamedTuple):
    """Tables of one place of a page that the two readings see differently, each as 'rows x most cells in a row'."""

    page: int
    plain: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str


class _Place(NamedTuple):
    plain: list[Seen]
    ours: list[Seen]


def ruled_tables(page: Page) -> list[PageTable]:
    """Our tables of the page that have rulings."""
    visible = [w for w in page.words if w.drawn and w.upright]
    return [t for t in page_tables(page, visible) if t.source in ("rulings", "both")]


def table_differences(page: Page, plain_page: Any) -> list[TableDifference]:
    """The differing tables of a page, grouped by place; ``plain_page`` is pdfplumber's."""
    ours = [_ours(t) for t in ruled_tables(page)]
    unfilled = [_ours(t) for t in ruled_tables(replace(page, fills=()))]
    places = _places(_plain(plain_page), ours)
    return [
        TableDifference(page.number, _sizes(place.plain), _sizes(place.ours), _reason(place, plain_page, unfilled))
        for place in places
        if not _same(place)
    ]


def _sizes(tables: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(f"{len(t.rows)}x{max((len(row) for row in t.rows), default=0)}" for t in tables)


def _ours(table: PageTable) -> Seen:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        rows[cell.row].append(_key("".join(w.text for w in cell.words)))
    spans = any(c.row_span > 1 or c.col_span > 1 for c in table.cells)
    return Seen(table.box, _worded(rows), len(table.cells), spans, table.open_columns)


def _plain(page: Any) -> list[Seen]:
    tables = []
    for table in page.find_tables():
        rows = [[_key(text or "") for text in row] for row in table.extract()]
        tables.append(Seen(Box(*table.bbox), _worded(rows), len(table.cells), spans=False, open_columns=False))
    return tables


def _key(text: str) -> str:
    """A cell's letters in an order that does not depend on where raised marks stand."""
    return "".join(sorted("".join(unicodedata.normalize("NFKC", text.replace("\u00ad", "-")).split())))


def _worded(rows: Sequence[Sequence[str]]) -> _Rows:
    kept = (tuple(text for text in row if text) for row in rows)
    return tuple(row for row in kept if row)


def _places(plain: Sequence[Seen], ours: Sequence[Seen]) -> list[_Place]:
    """Tables of both readings that lie over each other, together."""
    places: list[_Place] = []
    for is_plain, table in [*((True, t) for t in plain), *((False, t) for t in ours)]:
        touched = [p for p in places if any(_touch(table.box, t.box) for t in [*p.plain, *p.ours])]
        merged = _Place([t for p in touched for t in p.plain], [t for p in touched for t in p.ours])
        (merged.plain if is_plain else merged.ours).append(table)
        places = [p for p in places if p not in touched] + [merged]
    return places


def _touch(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1


def _same(place: _Place) -> bool:
    """Whether both have the same cell texts row by row; tables without a word are nobody's loss."""
    plain = sorted(t.rows for t in place.plain if t.rows)
    return plain == sorted(t.rows for t in place.ours if t.rows)


def _reason(place: _Place, page: Any, unfilled: Sequence[Seen]) -> str:
    """The first cause, and the next where taking the first away leaves a difference.

    ``unfilled`` are our tables of the page without its areas of colour.
    """
    causes = []
    if any(t not in unfilled for t in place.ours):
        causes.append("rows and columns from areas of colour")
    for cause, drawn in _ALTERATIONS:
        page = page.filter(drawn)
        altered = _plain(page)
        boxes = [t.box for t in [*place.plain, *place.ours]]
        without = _Place([t for t in altered if any(_touch(t.box, box) for box in boxes)], place.ours)
        if [t.rows for t in without.plain] != [t.rows for t in place.plain]:
            causes.append(cause)
        place = without
        if _same(place):
            return "; ".join(causes)
    causes.append(next((reason for reason, applies in _REASONS if applies(place)), UNEXPLAINED))
    return "; ".join(causes)


def _no_area(item: Any) -> bool:
    thick = min(item["width"], item["height"]) > _THIN_PT
    return not (item["object_type"] in ("rect", "curve") and item["fill"] and not item["stroke"] and thick)


def _no_curve(item: Any) -> bool:
    return bool(item["object_type"] != "curve")


_ALTERATIONS: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("filled areas taken for rulings by pdfplumber", _no_area),
    ("curves taken for rulings by pdfplumber", _no_curve),
)


def _frame(place: _Place) -> bool:
    return not place.ours and all(t.cells == 1 or sum(map(len, t.rows)) <= 1 for t in place.plain)


def _horizontal_only(place: _Place) -> bool:
    return bool(place.ours) and not place.plain and all(t.open_columns for t in place.ours)


def _other_columns(place: _Place) -> bool:
    return bool(place.plain) and any(t.open_columns for t in place.ours)


def _spans(place: _Place) -> bool:
    return any(t.spans for t in place.ours)


def _open_sides(place: _Place) -> bool:
    """Whether our table reaches beyond all that pdfplumber closes, on lines that cross but have no outer border."""
    if not place.ours or any(t.open_columns for t in place.ours):
        return False
    plain, ours = [t.box for t in place.plain], [t.box for t in place.ours]
    return not plain or any(
        pick(getattr(b, side) for b in ours) * sign > pick(getattr(b, side) for b in plain) * sign + _BORDER_PT
        for side, pick, sign in (("x0", min, -1), ("x1", max, 1), ("top", min, -1), ("bottom", max, 1))
    )


def _rows_in_cells(place: _Place) -> bool:
    """Whether the same letters stand in more rows for us: rows of words without a line between them."""
    same = sorted("".join(t.letters for t in place.plain)) == sorted("".join(t.letters for t in place.ours))
    return same and sum(len(t.rows) for t in place.ours) > sum(len(t.rows) for t in place.plain)


def _split(place: _Place) -> bool:
    return len(place.plain) > len(place.ours) > 0


_REASONS: tuple[tuple[str, Callable[[_Place], bool]], ...] = (
    ("one-cell frame", _frame),
    ("table of horizontal lines only", _horizontal_only),
    ("columns between horizontal lines found by words", _other_columns),
    ("cells merged over missing border", _spans),
    ("side without a border", _open_sides),
    ("rows of words told apart within ruled cells", _rows_in_cells),
    ("one table to us, several to pdfplumber", _split),
)
