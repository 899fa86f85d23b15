"""Drawn tables against the structure tree: what it says of each cell, and the tables that it knows better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.pdf.page import Page, Tag, Word
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable, TableCell, make_cell, make_table
from extractors.tables.grid import GridCell

_TABLE, _FIGURE = frozenset({"Table"}), frozenset({"Figure"})


def with_structure(page: Page, words: Sequence[Word], drawn: list[PageTable]) -> list[PageTable]:
    """The drawn tables with the structure tree's word on each cell, and the tables that only the tree has."""
    if page.tags is None:
        return drawn
    by_mcid: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_mcid[word.mcid].append(word)
    tables = list(drawn)
    for tag in page.tags.found(_TABLE):
        tagged = [w for mcid in tag.all_mcids() for w in by_mcid.get(mcid, ())]
        if not tagged:
            continue
        box = box_around([w.box for w in tagged])
        overlapping = [t for t in tables if _share_words(t, tagged)]
        figures = list(_figures(tag, by_mcid))
        if overlapping:
            compared = [_compared(t, _cell_words(tag, by_mcid)) for t in overlapping]
            better = tree_table(page, tag, by_mcid, box, overlapping) if _differ(compared, tagged) else None
            found = [better] if better is not None else compared
        else:
            of_tree = tree_table(page, tag, by_mcid, box, [])
            found = [of_tree] if of_tree is not None else []
        tables = [t for t in tables if t not in overlapping]
        tables += [_with_figures(t, page, figures) for t in found]
    return sorted(tables, key=lambda t: (t.box.top, t.box.x0))


def _differ(drawn: Sequence[PageTable], tagged: Sequence[Word]) -> bool:
    """Whether tables without vertical lines have the tree's words in other cells, or not all of them."""
    inside = {w.order for table in drawn for w in table.words}
    conflict = any(cell.evidence == "conflict" for table in drawn for cell in table.cells)
    return all(t.open_columns for t in drawn) and (conflict or any(w.order not in inside for w in tagged))


def _share_words(table: PageTable, words: list[Word]) -> bool:
    """Whether most words of the one are the other's; a frame around several tagged tables is none of them."""
    own = {w.order for w in table.words}
    return sum(w.order in own for w in words) * 2 > min(len(words), len(own))


def _cell_words(tag: Tag, by_mcid: dict[int, list[Word]]) -> dict[int, frozenset[int]]:
    """Word (by its order) to all words of its tagged cell."""
    cell_of: dict[int, frozenset[int]] = {}
    for cell in tag.found(CELLS):
        orders = frozenset(w.order for mcid in cell.all_mcids() for w in by_mcid.get(mcid, ()))
        cell_of.update(dict.fromkeys(orders, orders))
    return cell_of


def _compared(table: PageTable, cell_of: dict[int, frozenset[int]]) -> PageTable:
    cells = []
    for cell in table.cells:
        drawn = frozenset(w.order for w in cell.words)
        tagged = {cell_of[order] for order in drawn if order in cell_of}
        if not drawn or tagged == {drawn}:
            cells.append(cell._replace(evidence="both"))
        else:
            cells.append(cell._replace(evidence="conflict") if tagged else cell)
    return replace(table, cells=tuple(cells), source="both")


def _figures(tag: Tag, by_mcid: dict[int, list[Word]]) -> Iterator[tuple[frozenset[int], list[str]]]:
    """Per row of a tagged table its words, and the alternative texts of its figures from left to right."""
    for row in tag.found(ROWS):
        orders = frozenset(w.order for mcid in row.all_mcids() for w in by_mcid.get(mcid, ()))
        alternatives = [figure.alternative for figure in row.found(_FIGURE)]
        if orders and alternatives and None not in alternatives:
            yield orders, [text for text in alternatives if text is not None]


def _with_figures(table: PageTable, page: Page, figures: Sequence[tuple[frozenset[int], list[str]]]) -> PageTable:
    """The table with the alternative texts in the cells of their row that hold a picture each; empty cells may be
    missing in the tree, so that it doesn't tell the column."""
    pictures = [mark.box for mark in page.marks if mark.picture]
    cells = list(table.cells)
    for orders, texts in figures:
        rows = {cell.row for cell in cells if orders & {w.order for w in cell.words}}
        held = [
            (cell.col, at)
            for at, cell in enumerate(cells)
            if cell.row in rows
            and sum(cell.box.holds((b.x0 + b.x1) / 2, (b.top + b.bottom) / 2) for b in pictures) == 1
        ]
        if len(rows) == 1 and len(held) == len(texts):
            for (_, at), text in zip(sorted(held), texts, strict=True):
                cells[at] = cells[at]._replace(alternative=text)
    return replace(table, cells=tuple(cells))


_OVERLAP_PT = 1.0  # that letters of neighbouring lines or cells may overlap
ROWS = frozenset({"TR"})
CELLS = frozenset({"TD", "TH"})


class _Tagged(NamedTuple):
    """A tagged cell: its place by counting the cells of its row, and its words."""

    row: int
    col: int
    row_span: int
    col_span: int
    words: list[Word]
    is_header: bool


def tree_table(
    page: Page, tag: Tag, by_mcid: Mapping[int, list[Word]], box: Box, drawn: Sequence[PageTable]
) -> PageTable | None:
    """The table of a tag, whose words lie in ``box``; ``drawn``: what of it was found without the tree.

    None for layout tables (fewer than two rows or columns), and where words don't stand in the tree's rows and columns.
    """
    tagged = _counted(tag, by_mcid)
    n_rows = max((c.row + c.row_span for c in tagged), default=0)
    n_columns = max((c.col + c.col_span for c in tagged), default=0)
    if n_rows < 2 or n_columns < 2:
        return None
    orders = {w.order for c in tagged for w in c.words}
    own = [t for t in drawn if sum(w.order in orders for w in t.words) * 2 > len(t.words)]  # not around several tables
    outer = box_around([box, *(table.box for table in own)])
    whole = {row for row in range(n_rows) if _width(tagged, row) == n_columns}
    columns = [
        [w for c in tagged if c.row in whole and (c.col, c.col_span) == (i, 1) for w in c.words]
        for i in range(n_columns)
    ]
    rows = [[w for c in tagged if (c.row, c.row_span) == (i, 1) for w in c.words] for i in range(n_rows)]
    drawn_xs = next((t.xs for t in drawn if t.n_columns == n_columns), None)
    xs = drawn_xs or _edges(columns, (outer.x0, outer.x1), lambda w: (w.x0, w.x1))
    ys = _edges(rows, (outer.top, outer.bottom), lambda w: (w.top, w.bottom))
    if xs is None or ys is None:
        return None
    placed = [c for row in range(n_rows) for c in _under_columns([c for c in tagged if c.row == row], row in whole, xs)]
    if any(below.col < above.col + above.col_span for above, below in pairwise(placed) if above.row == below.row):
        return None
    cells = [_cell(page, c, xs, ys) for c in placed]
    return make_table(page, outer, xs, cells, open_columns=bool(drawn), source="structure")


def _counted(tag: Tag, by_mcid: Mapping[int, list[Word]]) -> list[_Tagged]:
    """The cells of the rows that have words on the page."""
    cells: list[_Tagged] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in tag.found(ROWS) if any(by_mcid.get(mcid) for mcid in row.all_mcids())]
    for row, row_tag in enumerate(rows):
        col = 0
        for cell in row_tag.found(CELLS):
            while (row, col) in taken:
                col += 1
            row_span = min(cell.row_span, len(rows) - row)
            taken.update((row + r, col + c) for r in range(row_span) for c in range(cell.col_span))
            words = [w for mcid in cell.all_mcids() for w in by_mcid.get(mcid, ())]
            cells.append(_Tagged(row, col, row_span, cell.col_span, words, cell.kind == "TH"))
            col += cell.col_span
    return cells


def _width(cells: Sequence[_Tagged], row: int) -> int:
    return max((c.col + c.col_span for c in cells if c.row <= row < c.row + c.row_span), default=0)


def _edges(
    groups: Sequence[Sequence[Word]], outer: tuple[float, float], sides: Callable[[Word], tuple[float, float]]
) -> tuple[float, ...] | None:
    """The edges between groups of words, in the middle of their gaps; None where one is empty or two overlap."""
    if not all(groups):
        return None
    extents = [(min(sides(w)[0] for w in words), max(sides(w)[1] for w in words)) for words in groups]
    if any(below[0] < above[1] - _OVERLAP_PT for above, below in pairwise(extents)):
        return None
    return (outer[0], *((above[1] + below[0]) / 2 for above, below in pairwise(extents)), outer[1])


def _under_columns(cells: Sequence[_Tagged], whole: bool, xs: Sequence[float]) -> list[_Tagged]:
    """The cells of a row that lacks some, under the columns where their words begin, with empty ones between."""
    if whole:
        return list(cells)
    placed: list[_Tagged] = []
    for cell in cells:
        if cell.words:
            box = box_around([w.box for w in cell.words])
            x = (box.x0 + box.x1) / 2 if cell.col_span == 1 else box.x0
            placed.append(cell._replace(col=sum(1 for edge in xs[1:-1] if edge <= x)))
    taken = {col for cell in placed for col in range(cell.col, cell.col + cell.col_span)}
    row = cells[0].row
    empty = [_Tagged(row, col, 1, 1, [], cells[0].is_header) for col in range(len(xs) - 1) if col not in taken]
    return sorted([*placed, *empty], key=lambda c: c.col)


def _cell(page: Page, cell: _Tagged, xs: Sequence[float], ys: Sequence[float]) -> TableCell:
    last_column, last_row = min(cell.col + cell.col_span, len(xs) - 1), cell.row + cell.row_span
    box = Box(xs[cell.col], ys[cell.row], xs[last_column], ys[last_row])
    place = GridCell(cell.row, cell.col, cell.row_span, last_column - cell.col, box)
    return make_cell(page, place, cell.words, "structure")._replace(is_header=cell.is_header)
