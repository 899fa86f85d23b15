"""Words that the vocabulary lacks: headings of columns that no reader understands, what a document is; and columns of
statuses that no heading tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.document.model import Cell, Document, Table
from extractors.identity.identify import Identity, unknown_board_of
from extractors.interpret.blocks import Block, entries_of, ticked_columns, weights
from extractors.interpret.choose import Reading
from extractors.interpret.roles import concepts_of
from extractors.interpret.value_columns import values_of
from extractors.plan.field_places import shows
from extractors.records import FindingRecord
from extractors.values.statuses import status_of

_LONGEST_HEADING = 60  # letters; a longer one is no heading but text
_VOCABULARY = "headings.toml"
_READ = frozenset({"activities", "surveys", "goals", "assignments", "followups"})
_OF_ACTIVITIES = frozenset({"status", "responsible", "starts_on", "due_on", "completion"})
_FEWEST_OF_ACTIVITIES = 2
_IN_NO_FIELD = "its cells are in no field of the rows"
_SURE = 0.5
_FEWEST_STATUSES = 2  # one cell with such a word may be anything
_MOST_WORDS_OF_STATUS = 4
_YEAR = re.compile(r"^(?:år )?(?:19|20)\d\d$", re.IGNORECASE)


def find_missing_words(
    document: Document, document_id: str, identity: Identity, readings: Sequence[Reading]
) -> list[FindingRecord]:
    """A finding for each word that kept something from being read."""
    found = _of_identity(document, document_id, identity)
    for reading in readings:
        found += _of_columns(reading, document_id)
        found += _of_statuses(reading, document_id)
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


def _of_columns(reading: Reading, document_id: str) -> list[FindingRecord]:
    """Headings without a meaning over filled cells of a block that is read, or the one that keeps it unread."""
    block = reading.block
    if block.inherited:
        return []  # named where they stand
    if reading.kind == "unknown":
        return _of_activities_unread(block, document_id)
    if reading.kind == "indicators":
        return _of_indicators(block, document_id)
    if reading.kind not in _READ:
        return []
    filled = {cell.col for row in block.rows for cell in row if cell.text}
    used = {col for columns in reading.columns.values() for col in columns}
    consequence = {reading.name: "its cells were taken for the names of the rows by where they stand"}
    return [
        _of_heading(block.table, document_id, header, "info", consequence.get(col, _IN_NO_FIELD))
        for col, header in sorted(block.headers.items())
        if col in filled - used and _is_word(header) and not _is_known(block, col)
    ]


def _of_statuses(reading: Reading, document_id: str) -> list[FindingRecord]:
    """The column that holds statuses in a block of activities none of whose rows has any."""
    rows = [entry.cells for entry in entries_of(reading.block)]
    if reading.kind != "activities" or ticked_columns(reading.block):
        return []
    if any((cell := reading.cell(row, "status")) is not None and shows(cell) for row in rows):
        return []
    told = [cell for row in rows for cell in row if cell.col != reading.name and _tells_status(cell)]
    (col, count), *_ = Counter(cell.col for cell in told).most_common(1) or [(0, 0)]
    if count < _FEWEST_STATUSES:
        return []
    header = reading.block.headers.get(col, "")
    message = f"{count} of {len(rows)} cells under '{header}' hold words of statuses, and no activity here has a status"
    found = _finding(document_id, "unread_statuses", "warning", message, None, reading.block.table)
    first = next(cell for cell in told if cell.col == col)
    return [replace(found, column_text=header or None, stated=first.text, page=first.page, bbox=first.box)]


def _tells_status(cell: Cell) -> bool:
    return len((cell.text or "").split()) <= _MOST_WORDS_OF_STATUS and status_of(cell.text) is not None


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
            _of_heading(block.table, document_id, header, "info", "its cells are in no field")
            for col, header in headers
            if _is_word(header) and not weights(block).get(col)
        ),
    ]


def _is_known(block: Block, col: int) -> bool:
    """Whether a column's own heading, or that with what stands over it, has a word that is known."""
    return bool(concepts_of(block.own.get(col, "")) or concepts_of(block.headers.get(col, "")))


def _of_activities_unread(block: Block, document_id: str) -> list[FindingRecord]:
    """The first heading of a table that has the columns of activities but none that is known to name them."""
    known = {concept for own in weights(block).values() for concept, weight in own.items() if weight >= _SURE}
    first = min(block.headers, default=0)
    header = block.headers.get(first, "")
    if len(known & _OF_ACTIVITIES) < _FEWEST_OF_ACTIVITIES or not block.rows:
        return []
    if not _is_word(header) or _is_known(block, first):
        return []
    consequence = "the table looks like one of activities and is not read as such"
    return [_of_heading(block.table, document_id, header, "warning", consequence)]


def _uncovered(table: Table, document_id: str, header: str) -> FindingRecord:
    message = f"what stands over the heading '{header}' can't be told: its cells are in no field of the rows"
    return replace(_finding(document_id, "uncertain_heading", "info", message, None, table), column_text=header)


def _is_word(header: str) -> bool:
    return 1 < len(header) <= _LONGEST_HEADING and any(c.isalpha() for c in header) and not _YEAR.match(header.strip())


def _of_heading(table: Table, document_id: str, header: str, severity: str, consequence: str) -> FindingRecord:
    message = f"the heading '{header}' has no known meaning: {consequence}; add it to {_VOCABULARY}"
    return _finding(document_id, "unknown_heading", severity, message, (header, _VOCABULARY), table)


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
