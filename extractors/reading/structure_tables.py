"""Tables of the structure tree: what it says of each drawn cell, and the tables that only it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.reading.cells import PageTable, TableCell, make_cell, make_table
from extractors.reading.grid import GridCell
from extractors.reading.page import Page, Tag, Word
from extractors.records import Box, box_around

_ROWS, _CELLS, _TABLE = frozenset({"TR"}), frozenset({"TD", "TH"}), frozenset({"Table"})


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
        overlapping = [t for t in tables if _within_any(t, tagged)]
        if overlapping:
            groups = _cell_words(tag, by_mcid)
            tables = [_compared(t, groups) if t in overlapping else t for t in tables]
        elif (table := _structure_table(page, tag, by_mcid, box)) is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: (t.box.top, t.box.x0))


def _within_any(table: PageTable, words: list[Word]) -> bool:
    inside = sum(table.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2) for w in words)
    return inside * 2 > min(len(words), len(table.words))


def _cell_words(tag: Tag, by_mcid: dict[int, list[Word]]) -> dict[int, frozenset[int]]:
    """Word (by its order) to all words of its tagged cell."""
    cell_of: dict[int, frozenset[int]] = {}
    for cell in tag.found(_CELLS):
        orders = frozenset(w.order for mcid in cell.all_mcids() for w in by_mcid.get(mcid, ()))
        cell_of.update(dict.fromkeys(orders, orders))
    return cell_of


def _compared(table: PageTable, cell_of: dict[int, frozenset[int]]) -> PageTable:
    cells = []
    for cell in table.cells:
        drawn = frozenset(w.order for w in cell.words)
        tagged = {cell_of[order] for order in drawn if order in cell_of}
        if not drawn or tagged == {drawn}:
            cells.append(replace(cell, evidence="both"))
        else:
            cells.append(replace(cell, evidence="conflict") if tagged else cell)
    return replace(table, cells=tuple(cells), source="both")


def _structure_table(page: Page, tag: Tag, by_mcid: dict[int, list[Word]], box: Box) -> PageTable | None:
    """A table that only the tree shows; None for layout tables: fewer than two rows or columns."""
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for row, row_tag in enumerate(tag.found(_ROWS)):
        col = 0
        for cell_tag in row_tag.found(_CELLS):
            while (row, col) in taken:
                col += 1
            spanned = [(row + r, col + c) for r in range(cell_tag.row_span) for c in range(cell_tag.col_span)]
            taken.update(spanned)
            words = [w for mcid in cell_tag.all_mcids() for w in by_mcid.get(mcid, ())]
            cell_box = box_around([w.box for w in words]) if words else box
            place = GridCell(row, col, cell_tag.row_span, cell_tag.col_span, cell_box)
            cells.append(replace(make_cell(page, place, words, "structure"), is_header=cell_tag.kind == "TH"))
            col += cell_tag.col_span
    if not cells or max(c.row for c in cells) < 1 or max(c.col + c.col_span for c in cells) < 2:
        return None
    count = max(c.col + c.col_span for c in cells)
    lefts = [min((c.box.x0 for c in cells if c.col == col and c.lines), default=box.x0) for col in range(count)]
    return make_table(page, box, (*lefts, box.x1), cells, open_columns=False, source="structure")
