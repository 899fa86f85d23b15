"""Drawn tables against the structure tree: what it says of each cell, and the tables that it knows better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.reading.cells import PageTable
from extractors.reading.page import Page, Tag, Word
from extractors.reading.tree_tables import CELLS, tree_table
from extractors.records import box_around

_TABLE = frozenset({"Table"})


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
        if not overlapping:
            table = tree_table(page, tag, by_mcid, box, [])
            tables += [table] if table is not None else []
            continue
        groups = _cell_words(tag, by_mcid)
        compared = [_compared(t, groups) for t in overlapping]
        tables = [t for t in tables if t not in overlapping]
        better = tree_table(page, tag, by_mcid, box, overlapping) if _differ(compared, tagged) else None
        tables += [better] if better is not None else compared
    return sorted(tables, key=lambda t: (t.box.top, t.box.x0))


def _differ(drawn: Sequence[PageTable], tagged: Sequence[Word]) -> bool:
    """Whether tables without vertical lines have the tree's words in other cells, or not all of them."""
    inside = {w.order for table in drawn for w in table.words}
    conflict = any(cell.evidence == "conflict" for table in drawn for cell in table.cells)
    return all(t.open_columns for t in drawn) and (conflict or any(w.order not in inside for w in tagged))


def _within_any(table: PageTable, words: list[Word]) -> bool:
    inside = sum(table.box.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2) for w in words)
    return inside * 2 > min(len(words), len(table.words))


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
            cells.append(replace(cell, evidence="both"))
        else:
            cells.append(replace(cell, evidence="conflict") if tagged else cell)
    return replace(table, cells=tuple(cells), source="both")
