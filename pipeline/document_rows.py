"""A document's records as plain rows per table: what a worker process sends and the store puts in.

A process takes plain tuples in several times faster than dataclasses, and one process stores what all workers read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple

from extractors.records import Extraction


class TableRows(NamedTuple):
    """Rows of one table, each with a value for each of the columns."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


class DocumentRows(NamedTuple):
    """All rows of one document but the time of storing; ``tables`` has no table without rows."""

    document_id: str
    sha256: str
    tables: dict[str, TableRows]


def rows_of(extraction: Extraction) -> DocumentRows:
    """The rows of an extraction."""
    records = {"documents": (extraction.documents,), **extraction.lists()}
    tables = {table: table_rows(found) for table, found in records.items() if found}
    return DocumentRows(extraction.documents.document_id, extraction.documents.sha256, tables)


def table_rows(records: Sequence[Any]) -> TableRows:
    """Dataclass records of one kind, of which there is at least one, as rows; a box is a plain tuple there."""
    columns = tuple(field.name for field in fields(records[0]))
    rows = list(map(attrgetter(*columns), records))
    if "bbox" in columns:
        at = columns.index("bbox")
        rows = [(*row[:at], None if row[at] is None else tuple(row[at]), *row[at + 1 :]) for row in rows]
    return TableRows(columns, rows)
