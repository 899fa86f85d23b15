"""Drawn tables against the structure tree: what it says of each cell, and the tables that it knows better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.pdf.page import Page, Tag, Word
from extractors.records import box_around
from extractors.tables.cells import PageTable
from extractors.tables.tree_tables import CELLS, ROWS, tree_table

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
        overlapping = [t for t in tables if _within_any(t, tagged)]
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
