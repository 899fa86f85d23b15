"""Edges that no line draws: between amounts under each other in a row's cells, and beside each other in a column's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from extractors.pdf.page import Page, Word
from extractors.records import Box
from extractors.tables.cells import PageTable, TableCell
from extractors.tables.column_gaps import AMOUNT, column_gaps, columns_at, phrases_of
from extractors.tables.open_tables import band_cells
from extractors.tables.row_grouping import grouped_rows
from extractors.text.lines import Line, is_marker

_FEWEST_ROWS = 2  # with amounts on both sides of a gap, that make it an edge
_GAP_ROWS_SHARE = 0.75  # of the lines over a gap in which an amount stands beside it; the others may be titles
_BODY_SHARE = 0.4  # of all lines of the column: here and there a title ends "till 2027" behind a wide space
_FILLED_SHARE = 0.5  # of the rows have words in a column
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


def with_columns_split(page: Page, table: PageTable) -> PageTable:
    """The table with edges where amounts stand beside each other in a drawn column, row for row with a gap between."""
    inner = [_undrawn(table, col) for col in range(table.n_columns)]
    if not any(inner):
        return table
    starts = [0, *accumulate(1 + len(edges) for edges in inner)]
    xs = tuple(x for left, edges in zip(table.xs, inner, strict=False) for x in (left, *edges)) + table.xs[-1:]
    body = [cell.words for cell in table.cells if cell.col_span == 1 and not cell.is_header]
    columns = columns_at(xs, body)
    cells: list[TableCell] = []
    for cell in table.cells:
        first, last = starts[cell.col], starts[cell.col + cell.col_span]
        if last - first == 1 or cell.col_span > 1:
            cells.append(cell._replace(col=first, col_span=last - first))
            continue
        own = columns._replace(
            xs=xs[first : last + 1],
            starts=columns.starts[first:last],
            ends=columns.ends[first:last],
            middles=columns.middles[first:last],
        )
        cells.extend(
            part._replace(col=first + part.col, row_span=cell.row_span, is_header=cell.is_header)
            for part in band_cells(page, cell.row, cell.box, own, cell.words)
        )
    return replace(table, xs=xs, cells=tuple(cells))


def _undrawn(table: PageTable, col: int) -> list[float]:
    """The edges that the column's rows ask for inside it, left to right."""
    own = [cell for cell in table.cells if cell.col == col and cell.col_span == 1]
    body = [line for cell in own if not cell.is_header for line in cell.lines]
    rows = [line for line in body if len(phrases_of(line)) > 1]
    if len(rows) < _FEWEST_ROWS:
        return []
    headings = [word for cell in own if cell.is_header for word in cell.words]
    edges: list[float] = []
    for x in column_gaps([line.words for line in rows], headings):
        if _parts_amounts(body, x) and _is_filled(rows, edges[-1] if edges else -math.inf, x):
            edges.append(x)
    return edges


def _is_filled(rows: Sequence[Line], left: float, x: float) -> bool:
    """Whether most rows have words between ``left`` and ``x``: dashes beside other rows' amounts are no column."""
    return sum(any(left <= w.x0 and w.x1 <= x for w in line.words) for line in rows) > _FILLED_SHARE * len(rows)


def _parts_amounts(lines: Sequence[Line], x: float) -> bool:
    """Whether amounts stand beside the gap at ``x`` in nearly all lines that have words on both sides."""
    beside = 0
    both = 0
    for line in lines:
        phrases = phrases_of(line)
        pairs = [(a, b) for a, b in pairwise(phrases) if a.box.x1 <= x <= b.box.x0]
        if not pairs and not line.box.x0 < x < line.box.x1:
            continue
        both += 1
        beside += any(AMOUNT.match(b.text) or (AMOUNT.match(a.text) and not is_marker(a.text)) for a, b in pairs)
    return beside >= max(_FEWEST_ROWS, _GAP_ROWS_SHARE * both, _BODY_SHARE * len(lines))
