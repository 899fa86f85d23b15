"""Activities that are the items of a list, or paragraphs, under a heading that announces them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.interpret.context import Context, without_years
from extractors.plan.activity_kinds import kind_text, kinds, marker_in, without_marker
from extractors.records import ActivityRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.vocabulary import entries, fold, lookup


def listed_activities(
    section: Section, before: Sequence[Section], already: int, context: Context
) -> list[ActivityRecord]:
    """The items under a heading like 'Fokusområden'; the unit whose they are is the heading above."""
    kind = _kind_of_list(section.title)
    if kind is None:
        return []
    items = [p for p in section.paragraphs if p.marker is not None]
    responsible = _unit_above(section, before)
    return [
        _list_item(item, kind, section, already + index, responsible, context) for index, item in enumerate(items, 1)
    ]


def _kind_of_list(title: str) -> str | None:
    """What the items under a heading are: it is one of the known ones, a year behind it or not, or begins with one."""
    folded = fold(title)
    for kind, entry in entries("list_headings").items():
        if without_years(folded) in map(fold, entry["words"]):
            return kind
        if any(folded.startswith(fold(word) + " ") for word in entry["begins"]):
            return kind
    return None


def _unit_above(section: Section, before: Sequence[Section]) -> str | None:
    """The nearest heading over a list's that is no deeper and names a unit, not a part of its description."""
    for above in reversed(before):
        if above.heading is None or above.level > section.level or _kind_of_list(above.title) is not None:
            continue
        if lookup("unit_parts", above.title) is None:
            return above.title
    return None


def _list_item(
    item: Paragraph, kind: str, section: Section, number: int, responsible: str | None, context: Context
) -> ActivityRecord:
    marker = marker_in(item.text)
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=context.goal_over(section),
        section_number=section.nearest_number,
        row=number,
        title=without_marker(item.text, marker),
        kind_text=kind_text(marker),
        kind=kinds()[kind_text(marker) or ""] if marker else kind,
        status_text=None,
        status=None,
        status_colour=None,
        completion=None,
        starts_on=None,
        due_on=None,
        responsible=responsible,
        collaboration=None,
        purpose=None,
        contact=None,
        year=context.identity.year,
        period=context.identity.period,
        comment=None,
        page=item.page,
        bbox=item.box,
    )
