"""Words that the vocabulary lacks: headings of columns that no reader understands, and what a document is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.document.model import Document, Table
from extractors.identity.identify import Identity, unknown_board_of
from extractors.interpret.blocks import Block, weights
from extractors.interpret.choose import Reading
from extractors.interpret.columns import columns_of, role_of
from extractors.interpret.value_columns import values_of
from extractors.plan.assignments import role_in_assignments
from extractors.records import FindingRecord

_LONGEST_HEADING = 60  # letters; a longer one is no heading but text
_ROLE_IN: dict[str, tuple[Callable[[str], str | None], str]] = {
    "activities": (role_of, "columns.toml"),
    "surveys": (role_of, "columns.toml"),
    "assignments": (role_in_assignments, "assignment_columns.toml"),
}
_OF_ACTIVITIES = frozenset({"status", "responsible", "starts_on", "due_on", "completion"})
_FEWEST_OF_ACTIVITIES = 2
_YEAR = re.compile(r"^(?:år )?(?:19|20)\d\d$", re.IGNORECASE)


def find_missing_words(
    document: Document,
    document_id: str,
    identity: Identity,
    kinds: Mapping[int, str],
    readings: Sequence[Reading],
) -> list[FindingRecord]:
    """A finding for each word that kept something from being read; ``kinds``: what the table of each index holds."""
    found = _of_identity(document, document_id, identity)
    for table in document.tables:
        found += _of_columns(table, document_id, kinds[table.index])
    for reading in readings:
        if reading.kind == "indicators":
            found += _of_indicators(reading.block, document_id)
    return found


def _of_identity(document: Document, document_id: str, identity: Identity) -> list[FindingRecord]:
    found = []
    if identity.municipality_code is None:
        message = "which kommun it is of can't be told for certain; name it in documents.csv beside the file"
        found.append(_finding(document_id, "unknown_municipality", "warning", message))
    if identity.document_type == "okänd" and identity.title is not None:
        message = f"the title '{identity.title}' names no known type; add its word to document_types.toml"
        word = (identity.title, "document_types.toml")
        found.append(_finding(document_id, "unknown_document_type", "warning", message, word))
    board = unknown_board_of(document, identity) if identity.committee is None else None
    if board is not None:
        message = f"the board '{board}' is unknown; add it to committees.toml"
        found.append(_finding(document_id, "unknown_committee", "warning", message, (board, "committees.toml")))
    return found


def _of_columns(table: Table, document_id: str, kind: str) -> list[FindingRecord]:
    """Headings without a meaning over filled cells of a table that is read, or the one that keeps it unread."""
    if kind == "unknown":
        return _of_activities_unread(table, document_id)
    if kind not in _ROLE_IN:
        return []
    role, vocabulary = _ROLE_IN[kind]
    columns = columns_of(table)
    filled = {cell.col for row in columns.rows for cell in row if cell.text}
    return [
        _of_heading(table, document_id, header, (header, vocabulary), "info", "its cells are in no field of the rows")
        for col, header in sorted(columns.headers.items())
        if col in filled and _is_word(header) and role(header) is None and role(columns.own.get(col, "")) is None
    ]


def _of_indicators(block: Block, document_id: str) -> list[FindingRecord]:
    """Headings over filled cells of a block of values that say nothing known, and years that another heading may be
    over."""
    values = values_of(block)
    if values is None:
        return []
    read = {values.name, values.goal, values.group, *values.columns, *values.untold}
    filled = {cell.col for row in block.rows for cell in row if cell.text} - read
    headers = [(col, block.headers.get(col, "")) for col in sorted(filled - values.uncovered.keys())]
    return [
        *(_uncovered(block.table, document_id, values.uncovered[c]) for c in sorted(filled & values.uncovered.keys())),
        *(
            _of_heading(
                block.table, document_id, header, (header, "headings.toml"), "info", "its cells are in no field"
            )
            for col, header in headers
            if _is_word(header) and not weights(block).get(col)
        ),
    ]


def _of_activities_unread(table: Table, document_id: str) -> list[FindingRecord]:
    """The first heading of a table that has the columns of activities but none that is known to name them."""
    columns = columns_of(table)
    known = [role for role in columns.roles.values() if role in _OF_ACTIVITIES]
    first = columns.headers.get(min(columns.headers, default=0), "")
    if len(set(known)) < _FEWEST_OF_ACTIVITIES or not columns.rows or not _is_word(first) or role_of(first) is not None:
        return []
    consequence = "the table looks like one of activities and is not read as such"
    return [_of_heading(table, document_id, first, (first, "columns.toml"), "warning", consequence)]


def _uncovered(table: Table, document_id: str, header: str) -> FindingRecord:
    message = f"what stands over the heading '{header}' can't be told: its cells are in no field of the rows"
    return replace(_finding(document_id, "uncertain_heading", "info", message, None, table), column_text=header)


def _is_word(header: str) -> bool:
    return 1 < len(header) <= _LONGEST_HEADING and any(c.isalpha() for c in header) and not _YEAR.match(header.strip())


def _of_heading(
    table: Table, document_id: str, header: str, word: tuple[str, str], severity: str, consequence: str
) -> FindingRecord:
    message = f"the heading '{header}' has no known meaning: {consequence}; add it to {word[1]}"
    return _finding(document_id, "unknown_heading", severity, message, word, table)


def _finding(
    document_id: str,
    check_name: str,
    severity: str,
    message: str,
    word: tuple[str, str] | None = None,
    table: Table | None = None,
) -> FindingRecord:
    """``word``: the word and the vocabulary file that lacks it; without a table the document's first page is shown."""
    return FindingRecord(
        document_id=document_id,
        check_name=check_name,
        severity=severity,
        message=message,
        stated=word[0] if word is not None else None,
        expected=None,
        table_id=f"{document_id}-t{table.index + 1}" if table is not None else None,
        label=None,
        column_text=word[0] if word is not None and table is not None else None,
        page=table.page if table is not None else 1,
        bbox=table.box if table is not None else None,
        word=word[0] if word is not None else None,
        vocabulary=word[1] if word is not None else None,
    )
