"""What the columns of a table hold, by the words of its header."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.document.model import Cell, Table, cached_per_object
from extractors.values.goal_labels import goal_label_in
from extractors.vocabulary import fold, meanings

_DUE_ROLES = frozenset({"due_on", "starts_on"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Column number to role, header text per column, and the rows below the header.

    ``own``: a column's heading without what stands over several columns, where there is any; ``uncovered``: the columns
    over which nothing stands in a level of the header that stands over others; ``titles``: rows over the whole width
    above the header.
    """

    roles: dict[int, str]
    headers: dict[int, str]
    own: dict[int, str]
    uncovered: frozenset[int]
    rows: tuple[tuple[Cell, ...], ...]
    titles: tuple[tuple[Cell, ...], ...]

    def cell(self, row: tuple[Cell, ...], role: str) -> Cell | None:
        """The row's cell in the first column of that role, None without such a column or cell."""
        column = next((col for col, known in self.roles.items() if known == role), None)
        return next((c for c in row if c.col <= column < c.col + c.col_span), None) if column is not None else None

    def text(self, row: tuple[Cell, ...], role: str) -> str | None:
        """That cell's text on one line."""
        cell = self.cell(row, role)
        return " ".join(cell.text.split()) if cell and cell.text else None


@functools.cache
def _leading_words(vocabulary: str) -> tuple[re.Pattern[str], dict[str, str]]:
    known = meanings(vocabulary)
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))})(?![\w-])"), known


def role_of(header: str, vocabulary: str = "columns") -> str | None:
    """What a column with this heading holds; None for words that the vocabulary lacks."""
    pattern, known = _leading_words(vocabulary)
    match = pattern.match(fold(header))
    return known[match.group(1)] if match else None


@cached_per_object
def columns_of(table: Table, vocabulary: str = "columns") -> Columns:
    """The table's columns by its header rows, or by its first row where no row is set apart; a title over the whole
    width heads no column, and below the first header row it heads rows."""
    all_rows = table.rows()
    start = next((i for i, row in enumerate(all_rows) if not _is_title(row, table)), len(all_rows))
    rows = all_rows[start:]
    depth = next((i for i, row in enumerate(rows) if not _is_header(row, first=i == 0)), len(rows))
    depth = max(depth, 1)
    heads = _heads(rows[:depth])
    headers = {col: _joined(cells) for col, cells in heads.items()}
    own = {col: _joined([cell for cell in cells if cell.col_span == 1]) for col, cells in heads.items()}
    own = {col: text for col, text in own.items() if text and text != headers[col]}
    found = {col: role_of(own.get(col, ""), vocabulary) or role_of(text, vocabulary) for col, text in headers.items()}
    roles = {col: role for col, role in found.items() if role is not None}
    body = [tuple(row) for row in rows[depth:] if any(c.text for c in row) and not _repeats(row, headers)]
    titles = tuple(tuple(row) for row in all_rows[:start])
    return Columns(roles, headers, own, uncovered(heads), tuple(body), titles)


def _is_title(row: list[Cell], table: Table) -> bool:
    return len(row) == 1 and row[0].col_span == table.n_columns > 1


def _is_header(row: list[Cell], *, first: bool) -> bool:
    """Whether a row is set apart as a header; below the first one its only words, from the left over several columns
    or with a goal's label, head rows."""
    if not row or not all(cell.is_header for cell in row):
        return False
    worded = [cell for cell in row if cell.text]
    if first or len(worded) != 1:
        return True
    only = worded[0]
    return not (only.col == 0 and (only.col_span > 1 or goal_label_in(only.text or "") is not None))


def _repeats(row: list[Cell], headers: dict[int, str]) -> bool:
    """Whether a row below has the header's words again, as on a new page."""
    worded = [cell for cell in row if cell.text]
    return len(worded) > 1 and all(" ".join((c.text or "").split()) == headers.get(c.col) for c in worded)


def _heads(rows: Iterable[list[Cell]]) -> dict[int, list[Cell]]:
    """Per column the cells with words over it, outermost first."""
    heads: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            for col in range(cell.col, cell.col + cell.col_span):
                heads.setdefault(col, []).extend([cell] if cell.text else [])
    return heads


def _joined(cells: Iterable[Cell]) -> str:
    return " ".join(cell.text or "" for cell in cells).replace("\n", " ")


def uncovered(heads: Mapping[int, Sequence[Cell]]) -> frozenset[int]:
    """The columns over whose heading nothing stands in a level that stands over other columns' headings: what is
    centred over several of them may have been read as standing over one."""
    outer = {cell.row for cells in heads.values() for cell in cells if any(other.row > cell.row for other in cells)}
    found = set()
    for col, cells in heads.items():
        own = {row for cell in cells for row in range(cell.row, cell.row + cell.row_span)}
        if any(level not in own and level < max(own, default=0) for level in outer):
            found.add(col)
    return frozenset(found)


def kind_of(columns: Columns) -> str:
    """activities | surveys | followups | unknown: what the roles of the columns together say."""
    roles = set(columns.roles.values())
    if "survey" in roles and roles & {"unit", "responsible", "status", "contact"}:
        return "surveys"
    if "occasion" in roles and roles & {"date", "due_on"}:
        return "followups"
    described = {"status", "responsible", "collaboration", "completion", "purpose", *_DUE_ROLES}
    if "activity" in roles and roles & described:
        return "activities"
    return "unknown"
