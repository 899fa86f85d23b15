"""Follow-ups: the plan's own calendar of when it is followed up."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.interpret.blocks import entries_of
from extractors.interpret.choose import Reading
from extractors.interpret.context import Context
from extractors.records import FollowupRecord
from extractors.values.parsing import parse_date, parse_due

_PERIOD_OF_MONTH = {4: "T1", 8: "T2", 12: "T3"}


def find_followups(context: Context, readings: Sequence[Reading]) -> list[FollowupRecord]:
    """The rows of the document's calendars; a date without a year is in the document's."""
    found = []
    for reading in (r for r in readings if r.kind == "followups"):
        for entry in entries_of(reading.block):
            cell = reading.named(entry.cells)
            if cell is None or not cell.text:
                continue
            due_text = reading.text(entry.cells, "due_on")
            due_on = (parse_date(due_text, context.identity.year) or parse_due(due_text)) if due_text else None
            found.append(
                FollowupRecord(
                    document_id=context.document_id,
                    label=" ".join(cell.text.split()),
                    period=_PERIOD_OF_MONTH.get(due_on.month) if due_on else None,
                    due_text=due_text,
                    due_on=due_on,
                    comment=reading.text(entry.cells, "comment"),
                    page=cell.page,
                    bbox=cell.box,
                )
            )
    return found
