"""Rows that no line parts: a row whose cells hold amounts under each other is as many rows as it has amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from extractors.pdf.page import Word
from extractors.records import Box
from extractors.tables.cells import PageTable, TableCell
from extractors.tables.column_gaps import AMOUNT, columns_at
from extractors.tables.row_grouping import grouped_rows
from extractors.text.lines import Line

_AMOUNTS_SHARE = 0.75  # of a cell's lines; the rest may be a remark or a wrapped unit
_SAME_LINE_EM = 0.45


def with_rows_split(table: PageTable) -> PageTable:
    """The table with such rows parted; a label's further lines go to the row that they go on with."""
    parts = [_parts(table, row) for row in range(table.n_rows)]
    starts = [0, *accumulate(max(1, len(found)) for found in parts)]
    if starts[-1] == table.n_rows:
        return table
    cells: list[TableCell] = []
    for cell in table.cells:
        own = parts[cell.row]
        if cell.row_span == 1 and len(own) > 1:
            cells.extend(_parted(cell, starts[cell.row], own))
        else:
            end = starts[cell.row + cell.row_span]
            cells.append(cell._replace(row=starts[cell.row], row_span=end - starts[cell.row]))
    return replace(table, cells=tuple(cells), n_rows=starts[-1])


def _parts(table: PageTable, row: int) -> list[list[Word]]:
    """The words of each row that the drawn row holds, top down; none where it is one row."""
    cells = table.row(row)
    amounts = len(_baselines(cells))
    if amounts < 2:
        return []
    words = [word for cell in cells if cell.row_span == 1 for word in cell.words]
    return grouped_rows(words, columns_at(table.xs, []), table.page)


def _baselines(cells: Sequence[TableCell]) -> list[float]:
    """The baselines of the row's amounts, top down, where one of its cells has several; else none."""
    if all(len(cell.lines) < 2 for cell in cells):
        return []
    columns = [cell for cell in cells if cell.row_span == 1 and _is_amounts(cell)]
    if any(cell.is_header for cell in cells) or not any(len(cell.lines) > 1 for cell in columns):
        return []
    found: list[float] = []
    for line in sorted((line for cell in columns for line in cell.lines), key=lambda ln: ln.baseline):
        if not found or line.baseline - found[-1] > _SAME_LINE_EM * line.size:
            found.append(line.baseline)
    return found


def _is_amounts(cell: TableCell) -> bool:
    amounts = sum(bool(AMOUNT.match(line.text)) for line in cell.lines)
    return bool(cell.lines) and amounts >= _AMOUNTS_SHARE * len(cell.lines)


def _parted(cell: TableCell, row: int, parts: Sequence[Sequence[Word]]) -> list[TableCell]:
    """The cell's lines in their rows, each row up to where the next one's words begin."""
    row_of = {word.order: i for i, part in enumerate(parts) for word in part}
    lines: list[list[Line]] = [[] for _ in parts]
    for line in cell.lines:
        lines[row_of[line.words[0].order]].append(line)
    tops = [min(word.top for word in part) for part in parts[1:]]
    edges = [cell.box.top, *tops, cell.box.bottom]
    return [
        cell._replace(row=row + i, lines=tuple(own), box=Box(cell.box.x0, edges[i], cell.box.x1, edges[i + 1]))
        for i, own in enumerate(lines)
    ]
