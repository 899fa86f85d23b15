"""Follow-ups: the plan's own calendar of when it is followed up."""

from __future__ import annotations

from extractors.document.model import Document
from extractors.interpret.columns import columns_of, kind_of
from extractors.interpret.context import Context
from extractors.records import FollowupRecord
from extractors.values.parsing import parse_date

_PERIOD_OF_MONTH = {4: "T1", 8: "T2", 12: "T3"}


def find_followups(document: Document, context: Context) -> list[FollowupRecord]:
    """The rows of the document's calendars; a date without a year is in the document's."""
    found = []
    for table in document.tables:
        columns = columns_of(table)
        if kind_of(columns) != "followups":
            continue
        for row in columns.rows:
            cell = columns.cell(row, "occasion")
            label = columns.text(row, "occasion")
            if cell is None or label is None:
                continue
            due_text = columns.text(row, "date") or columns.text(row, "due_on")
            due_on = parse_date(due_text, context.identity.year) if due_text else None
            found.append(
                FollowupRecord(
                    document_id=context.document_id,
                    label=label,
                    period=_PERIOD_OF_MONTH.get(due_on.month) if due_on else None,
                    due_text=due_text,
                    due_on=due_on,
                    comment=columns.text(row, "comment"),
                    page=cell.page,
                    bbox=cell.box,
                )
            )
    return found
