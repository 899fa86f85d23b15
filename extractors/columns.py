"""What the columns of a table hold, by the words of its header."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.reading.document import Cell, Table
from extractors.vocabulary import fold, meanings

_DUE_ROLES = frozenset({"due_on", "starts_on"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Column number to role, header text per column, and the rows below the header."""

    roles: dict[int, str]
    headers: dict[int, str]
    rows: tuple[tuple[Cell, ...], ...]

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


def columns_of(table: Table, vocabulary: str = "columns") -> Columns:
    """The table's columns by its header rows, or by its first row where no row is set apart; a title over the whole
    width heads no column."""
    rows = table.rows()
    rows = rows[next((i for i, row in enumerate(rows) if not _is_title(row, table)), len(rows)) :]
    depth = next((i for i, row in enumerate(rows) if not row or not all(c.is_header for c in row)), len(rows))
    depth = max(depth, 1)
    headers = _stacked(rows[:depth])
    roles = {col: role for col, text in headers.items() if (role := role_of(text, vocabulary)) is not None}
    return Columns(roles, headers, tuple(tuple(row) for row in rows[depth:] if any(c.text for c in row)))


def _is_title(row: list[Cell], table: Table) -> bool:
    return len(row) == 1 and row[0].col_span == table.n_columns > 1


def _stacked(rows: Iterable[list[Cell]]) -> dict[int, str]:
    """Per column the words of its header rows, outermost first."""
    headers: dict[int, list[str]] = {}
    for row in rows:
        for cell in row:
            for col in range(cell.col, cell.col + cell.col_span):
                headers.setdefault(col, []).extend([cell.text] if cell.text else [])
    return {col: " ".join(texts).replace("\n", " ") for col, texts in headers.items()}


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
