"""Follow-ups: the plan's own calendar of when it is followed up, as a table or as lines with a date each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.document.model import Cell, Document
from extractors.interpret.blocks import entries_of
from extractors.interpret.choose import Reading
from extractors.interpret.context import Context
from extractors.interpret.roles import concepts_of, names_occasion
from extractors.records import FollowupRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import parse_date, parse_due
from extractors.values.schedules import is_schedule, parse_end

_PERIOD_OF_MONTH = {4: "T1", 8: "T2", 12: "T3"}
_FEWEST_LINES = 2
_SURE = 0.9
_OF_CALENDARS = frozenset({"followup", "occasion", "reporting", "schedule"})
_DATED_LINE = re.compile(r"^([^:;]{2,60}?)\s*(?::|\s[–-])\s+(.+?)\.?$")


def find_followups(document: Document, context: Context, readings: Sequence[Reading]) -> list[FollowupRecord]:
    """The rows and lines of the document's calendars; a date without a year is in the document's."""
    found = []
    for reading in (r for r in readings if r.kind == "followups"):
        for entry in entries_of(reading.block):
            cell = reading.named(entry.cells)
            if cell is not None and cell.text:
                due_text, comment = reading.text(entry.cells, "due_on"), reading.text(entry.cells, "comment")
                found.append(_record(context, " ".join(cell.text.split()), due_text, comment, cell))
    for section in document.sections():
        lines = list(_dated_lines(section))
        if len(lines) >= _FEWEST_LINES:
            found += [_record(context, label, due_text, None, line) for label, due_text, line in lines]
    return found


def _dated_lines(section: Section) -> Iterator[tuple[str, str, Paragraph]]:
    """The lines under a heading of follow-ups that name an occasion and its date: 'Delårsrapport: 31 augusti'."""
    if not any(weight >= _SURE for name, weight in concepts_of(section.title).items() if name in _OF_CALENDARS):
        return
    for paragraph in section.paragraphs:
        match = _DATED_LINE.match(paragraph.text)
        if match is not None and names_occasion(match[1]) and is_schedule(match[2]):
            yield match[1], match[2], paragraph


def _record(
    context: Context, label: str, due_text: str | None, comment: str | None, place: Cell | Paragraph
) -> FollowupRecord:
    due_on = _due_on(due_text, context.identity.year) if due_text else None
    return FollowupRecord(
        document_id=context.document_id,
        label=label,
        period=_PERIOD_OF_MONTH.get(due_on.month) if due_on else None,
        due_text=due_text,
        due_on=due_on,
        comment=comment,
        page=place.page,
        bbox=place.box,
    )


def _due_on(text: str, year: int | None) -> date | None:
    return parse_date(text, year) or parse_due(text) or parse_end(text, year)
