"""Rows that no line parts: a row whose cells hold amounts under each other is as many rows as it has amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from extractors.reading.cells import PageTable, TableCell
from extractors.reading.row_grouping import AMOUNT
from extractors.reading.text import Line
from extractors.records import Box

_AMOUNTS_SHARE = 0.75  # of a cell's lines; the rest may be a remark or a wrapped unit
_SAME_LINE_EM = 0.45
_BELOW_BASELINE_SHARE = 0.3  # of the pitch: how far under a baseline the next row begins


def with_rows_split(table: PageTable) -> PageTable:
    """The table with such rows parted at the baselines of their amounts; a label's further lines go to the nearest."""
    baselines = [_baselines(table.row(row)) for row in range(table.n_rows)]
    parts = [max(1, len(found)) for found in baselines]
    starts = [0, *accumulate(parts)]
    if starts[-1] == table.n_rows:
        return table
    cells: list[TableCell] = []
    for cell in table.cells:
        if cell.row_span == 1 and parts[cell.row] > 1:
            cells.extend(_parted(cell, starts[cell.row], baselines[cell.row]))
        else:
            end = starts[cell.row + cell.row_span]
            cells.append(replace(cell, row=starts[cell.row], row_span=end - starts[cell.row]))
    return replace(table, cells=tuple(cells), n_rows=starts[-1])


def _baselines(cells: Sequence[TableCell]) -> list[float]:
    """The baselines of the row's amounts, top down, where one of its cells has several; else none."""
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


def _parted(cell: TableCell, row: int, baselines: Sequence[float]) -> list[TableCell]:
    lines: list[list[Line]] = [[] for _ in baselines]
    for line in cell.lines:
        nearest = min(range(len(baselines)), key=lambda i: abs(baselines[i] - line.baseline))
        lines[nearest].append(line)
    inner = [a + _BELOW_BASELINE_SHARE * (b - a) for a, b in pairwise(baselines)]
    edges = [cell.box.top, *inner, cell.box.bottom]
    return [
        replace(cell, row=row + i, lines=tuple(own), box=Box(cell.box.x0, edges[i], cell.box.x1, edges[i + 1]))
        for i, own in enumerate(lines)
    ]
