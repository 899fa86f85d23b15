"""Which of the tables proposed for the same words stand: the set with the highest score that shares no word.

A table is worth the words that stand beside others in its rows, less what a reader would find wrong with it. Weights
are in words: a fault costs about as many as it makes unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median

from extractors.pdf.page import Word
from extractors.tables.cells import WHITE, PageTable, TableCell
from extractors.tables.column_gaps import AMOUNT, YEAR, phrases_of
from extractors.text.lines import Line, is_bullet, is_marker

_TABLE_COST = 3.0  # of a table by itself: what reads as well in one piece is one
_UNDRAWN_WORTH = 0.9  # of a word in a table that nothing but its words shows: what is drawn is doubted with reason
_EMPTY_CELL_COST = 0.1  # sparse tables are common, tables of empty columns are none
_AMOUNTS_IN_TURN_COST = 2.0  # a word of a line with several amounts in one cell: each is under a wrong heading
_WIDE_GAP_COST = 1.0  # of a line with a gap as between columns: it holds two cells, but its text stays readable
_TORN_COST = 2.0  # of a line that goes on over an edge: two cells hold half a sentence each
_LARGER_COST = 2.0  # of larger letters than the others: a heading between two tables
_INNER_HEADER_COST = 1.0  # of a row of headings below other rows: it names another table's columns
_FEWEST_ROWS = 2
_LARGER_SHARE = 1.15
_TORN_EM = 0.33  # words nearer than this are one phrase; a space is 0.25 to 0.28
_MOST_EXACT = 10  # candidates that share words are chosen among exactly, of more only the best


def best_tables(candidates: Sequence[PageTable]) -> list[PageTable]:
    """The tables with the highest sum of scores among those whose words are disjoint."""
    return [table for group in _sharing_words(candidates) for table in _best_of(group)]


def score(table: PageTable) -> float:
    """What a table is worth, in words; nothing without two rows of several cells, as any line with gaps is one."""
    if sum(sum(bool(cell.lines) for cell in table.row(row)) > 1 for row in range(table.n_rows)) < _FEWEST_ROWS:
        return -_TABLE_COST
    evidence = _UNDRAWN_WORTH if table.source == "alignment" else 1.0
    worth = -_TABLE_COST
    for row in range(table.n_rows):
        worded = [cell for cell in table.row(row) if cell.lines]
        if len(worded) > 1:
            worth += evidence * sum(len(cell.words) for cell in worded)
            worth -= _EMPTY_CELL_COST * (table.n_columns - sum(cell.col_span for cell in worded))
    return worth - faults(table)


def faults(table: PageTable) -> float:
    """What is wrong with a table, in words: 0 where there is nothing to choose."""
    words = table.words
    size = median([w.style.size for w in words]) if words else 0.0
    larger = [line for cell in table.cells for line in cell.lines if line.size > _LARGER_SHARE * size]
    cost = _LARGER_COST * sum(len(line.words) for line in larger)
    cost += _WIDE_GAP_COST * sum(_words_over_gaps(table, col) for col in range(table.n_columns))
    rows_above = False
    for row in range(table.n_rows):
        worded = [cell for cell in table.row(row) if cell.lines]
        cost += sum(_AMOUNTS_IN_TURN_COST * len(ln.words) for cell in worded for ln in cell.lines if _in_turn(ln))
        cost += _TORN_COST * _torn(worded) if table.open_columns else 0.0
        if len(worded) > 1:
            own = [word for cell in worded for word in cell.words]
            headings = _are_headings(own)
            cost += _INNER_HEADER_COST * len(own) if headings and rows_above else 0.0
            rows_above = rows_above or not headings
    return cost


def _in_turn(line: Line) -> bool:
    """Whether a line of a cell has several phrases and ends in an amount; a list's number or bullet is none."""
    phrases = phrases_of(line)
    if len(phrases) > 1 and (is_marker(phrases[0].text) or is_bullet(phrases[0].text)):
        phrases = phrases[1:]
    return len(phrases) > 1 and bool(AMOUNT.match(phrases[-1].text))


def _words_over_gaps(table: PageTable, col: int) -> int:
    """The words of a column's lines that have a wide gap where a line of another row has one; a justified line's own
    gaps part nothing."""
    found = [
        (cell.row, left.box.x1, right.box.x0, len(line.words))
        for cell in table.cells
        if cell.col == col and cell.col_span == 1
        for line in cell.lines
        if len(line.segments) > 1
        for left, right in pairwise(line.segments)
    ]
    return sum(
        count for row, x0, x1, count in found if any(other != row and a < x1 and x0 < b for other, a, b, _ in found)
    )


def _are_headings(words: Sequence[Word]) -> bool:
    emphasised = all(word.style.bold or word.style.colour == WHITE for word in words)
    return emphasised and not any(AMOUNT.match(word.text) and not YEAR.match(word.text) for word in words)


def _torn(row: Sequence[TableCell]) -> int:
    """How many words stand in lines that go on over an edge."""
    torn = 0
    for left, right in pairwise(sorted(row, key=lambda cell: cell.col)):
        for line in left.lines:
            for other in right.lines:
                level = abs(line.baseline - other.baseline) <= 1
                if level and other.box.x0 - line.box.x1 < _TORN_EM * line.size:
                    torn += len(line.words) + len(other.words)
    return torn


def _sharing_words(candidates: Sequence[PageTable]) -> list[list[PageTable]]:
    """The candidates in groups between which no word is shared."""
    groups: list[tuple[set[int], list[PageTable]]] = []
    for table in candidates:
        orders = {word.order for word in table.words}
        members = [table]
        apart = []
        for group in groups:
            if group[0].isdisjoint(orders):
                apart.append(group)
            else:
                orders |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (orders, members)]
    return [members for _, members in groups]


def _best_of(group: Sequence[PageTable]) -> list[PageTable]:
    """Of candidates that share words the disjoint ones with the highest sum."""
    if len(group) == 1:
        return list(group)
    scored = sorted(((score(table), table) for table in group), key=lambda pair: -pair[0])[:_MOST_EXACT]
    best, most = [scored[0][1]], scored[0][0]
    for count in range(2, len(scored) + 1):
        for some in combinations(scored, count):
            total = sum(worth for worth, _ in some)
            if total > most and _are_disjoint([table for _, table in some]):
                best, most = [table for _, table in some], total
    return best


def _are_disjoint(tables: Sequence[PageTable]) -> bool:
    orders = [word.order for table in tables for word in table.words]
    return len(orders) == len(set(orders))
