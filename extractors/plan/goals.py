"""Goals: under numbered headings, behind labels, in lists; with their baseline, rationale and other labelled parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Document, Table
from extractors.identity.identify import Identity
from extractors.interpret.assessment import Legend, assess, mark_colour
from extractors.interpret.choose import readings_of
from extractors.interpret.columns import columns_of, kind_of
from extractors.interpret.context import Context, area_of, heading_of_items, says_whose_goals
from extractors.interpret.full_width_rows import WideRow, wide_rows
from extractors.interpret.legends import ASSUMED, ASSUMED_MESSAGE, legends_of
from extractors.interpret.prose import sentences_of
from extractors.plan.goal_parts import Part, assessment_of, field_text, labelled_parts, mark_of, own_text, parts_of
from extractors.records import FindingRecord, GoalRecord
from extractors.text.headings import Heading, Section
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import LABEL_ALONE, NUMBERED_GOAL, goal_label, goal_label_in, is_mention
from extractors.vocabulary import entries, fold

_AREA_WORDS = re.compile(r"(?<!\w)(?:mål|fokus|insats)områden?(?!\w)", re.IGNORECASE)
_LONGEST_SINGLE_GOAL = 250  # letters of the one paragraph under a goals' heading that has no list


class Goals(NamedTuple):
    """The goals, those that only rows of tables name last; what belongs to one (id() of its section, of a table under
    its label or of the cell of its row, to goal_id); and what in their assessments could not be read."""

    records: list[GoalRecord]
    owned: dict[int, str]
    findings: list[FindingRecord]


class _Found(NamedTuple):
    """A goal's own words and place, the section it stands in, and its further parts.

    ``reach``: what stands under it: the section where it is found, as 'heading below' one after that of its label; the
    tables after its label; nothing under a list's item.
    ``colour``: '#rrggbb' of the mark or fill that assesses it in its row or behind its label, ``assessed`` the words in
    its row.
    """

    section: Section
    number: int | None
    title: str | None
    text: str
    place: Paragraph
    parts: tuple[Part, ...]
    area: str | None
    reach: str
    colour: str | None = None
    assessed: str | None = None


def find_goals(document: Document, document_id: str, identity: Identity) -> Goals:
    """The goals under headings of their own, behind labels, and in the lists under headings that announce goals."""
    found = Goals([], {}, [])
    by_label: dict[int, str] = {}
    legend = legends_of(document).goals
    tables = {id(table.section): table for table in reversed(document.tables)}
    sections = document.root.walk()
    for before, section in pairwise([None, *sections]):
        assert section is not None
        for goal in _goals_in(section, before, tables.get(id(section))):
            over = found.owned.get(id(goal.section))
            goal = goal._replace(colour=mark_of(goal.parts, document.marks))
            if over is not None:  # the heading over it is another goal's own text
                goal = goal._replace(area=next(r.area for r in found.records if r.goal_id == over))
            record = _add(found, goal, document_id, identity, legend)
            if goal.reach in ("section", "heading below"):
                found.owned[id(section)] = record.goal_id
            elif goal.reach == "label":
                by_label[id(goal.place)] = record.goal_id
    found.owned.update(_tables_under_labels(document, by_label))
    of_indicators = {r.block.table.index for r in readings_of(document) if r.kind == "indicators"}
    for table in document.tables:
        for row, goal in _goals_in_rows(table, of_indicators=table.index in of_indicators):
            context = Context(document_id, identity, found.owned, tuple(found.records))
            known = context.goal_named(row.text) or context.goal_numbered_over(table, goal.number)
            found.owned[id(row.cell)] = known or _add(found, goal, document_id, identity, legend).goal_id
    return found


def _add(found: Goals, goal: _Found, document_id: str, identity: Identity, legend: Legend) -> GoalRecord:
    record, doubt = _record(goal, f"{document_id}-g{len(found.records) + 1}", document_id, identity, legend)
    found.records.append(record)
    found.findings.extend([doubt] if doubt is not None else [])
    by_colour = record.fulfilment is not None and record.fulfilment_text is None and not legend.known
    if by_colour and not any(f.check_name == ASSUMED for f in found.findings):
        found.findings.append(_finding(record, ASSUMED, "info", ASSUMED_MESSAGE))
    return record


def _goals_in_rows(table: Table, *, of_indicators: bool) -> Iterator[tuple[WideRow, _Found]]:
    """The goals whose label and words head rows of activities or indicators, with their own mark or fill."""
    if kind_of(columns_of(table)) not in ("activities", "surveys") and not of_indicators:
        return
    named = [(row, row.goal) for row in wide_rows(table).values() if row.goal is not None]
    fills = {row.cell.fill for row, _ in named}
    for row, label in named:
        if label.text is None:
            continue
        marks = {mark_colour(cell) for cell in table.cells if cell.row == row.cell.row} - {None}
        colour = marks.pop() if len(marks) == 1 else row.cell.fill if not marks and len(fills) > 1 else None
        place = row.cell.paragraphs[0]
        area = heading_of_items(table.section, (place.page, place.box.top))
        area = area or (area_of(table.section) if table.section.title else None)
        yield row, _Found(table.section, label.number, None, label.text, place, (), area, "row", colour, row.assessed)


def _goals_in(section: Section, before: Section | None, table: Table | None) -> list[_Found]:
    """The section's goals; ``before`` is the section that ends where it begins, ``table`` its own first table."""
    own = _goal_of_heading(section, table)
    if own is not None:
        return [own]
    set_as_heading = _goal_below_label(section, before)
    if set_as_heading is not None:
        return [set_as_heading, *_labelled_goals(section)]
    return list(_labelled_goals(section)) or list(_listed_goals(section, table))


def _goal_of_heading(section: Section, table: Table | None) -> _Found | None:
    """The goal whose heading this is: 'Nämndspecifikt mål 1', with its text below or after a colon."""
    match = NUMBERED_GOAL.search(section.title)
    if section.heading is None or match is None or _AREA_WORDS.search(section.title):
        return None
    parts = parts_of(section)
    own = own_text(parts, (table.page, table.box.top) if table is not None else None)
    after_colon = match.group(2)
    text = after_colon or "\n".join(part.text for part in own)
    if not text:
        return None
    place = own[0].paragraph if own and not after_colon else section.heading.paragraph
    title = None if after_colon else section.title
    return _Found(section, int(match.group(1)), title, text, place, tuple(parts), _area_above(section), "section")


def _goal_below_label(section: Section, before: Section | None) -> _Found | None:
    """The goal that is itself set like a heading, below a label alone on its line: 'Mål 3'."""
    if before is None or section.heading is None or not before.paragraphs:
        return None
    label = before.paragraphs[-1]
    match = LABEL_ALONE.match(label.text)
    if match is None or is_mention(match):
        return None
    place = section.heading.paragraph
    own = section.paragraphs[: next((start for start, _ in _labels(section)), None)]
    parts = tuple(labelled_parts(own))
    area = area_of(before) if before.title else None
    return _Found(before, int(match.group(1)), label.text, section.title, place, parts, area, "heading below")


def _labels(section: Section) -> list[tuple[int, re.Match[str]]]:
    """The paragraphs with a goal's label, alone or before the goal's text."""
    found = [(i, goal_label(p.text)) for i, p in enumerate(section.paragraphs)]
    return [(i, match) for i, match in found if match is not None]


def _labelled_goals(section: Section) -> Iterator[_Found]:
    """The goals whose label stands in their own line ('Nämndens mål 1: …') or alone above them, each up to the next."""
    starts = _labels(section)
    ends = [*(i for i, _ in starts), len(section.paragraphs)][1:]
    for (start, match), end in zip(starts, ends, strict=True):
        label, below = section.paragraphs[start], section.paragraphs[start + 1 : end]
        alone = match.re is LABEL_ALONE
        if alone and not below:
            continue
        text, place, title = (below[0].text, below[0], label.text) if alone else (match.group(2), label, None)
        parts = tuple(labelled_parts(below[1:] if alone else below))
        area = heading_of_items(section, (label.page, label.box.top)) or (area_of(section) if section.title else None)
        yield _Found(section, int(match.group(1)), title, text, place, parts, area, "label")


def _listed_goals(section: Section, table: Table | None) -> Iterator[_Found]:
    """The list under a heading like 'Kommunfullmäktiges mål', or the only goal there."""
    if section.heading is None or not says_whose_goals(section.title):
        return
    above = [p for p in section.paragraphs if table is None or (p.page, p.box.top) < (table.page, table.box.top)]
    items = [p for p in above if p.marker is not None]
    for item in items:
        number = re.match(r"\d+", item.marker or "")
        yield _Found(
            section, int(number.group()) if number else None, None, item.text, item, (), area_of(section), "item"
        )
    if not items and above and _is_single_goal(above[0]) and not _numbered_below(section):
        yield _Found(section, None, None, above[0].text, above[0], (), area_of(section), "section")


def _is_single_goal(paragraph: Paragraph) -> bool:
    """Whether a paragraph under a goals' heading is a goal, not an introduction: one short sentence."""
    text = paragraph.text
    return len(text) <= _LONGEST_SINGLE_GOAL and not text.endswith(":") and len(sentences_of(text)) == 1


def _numbered_below(section: Section) -> bool:
    return any(NUMBERED_GOAL.search(child.title) for child in section.walk()[1:])


def _tables_under_labels(document: Document, by_label: dict[int, str]) -> dict[int, str]:
    """The tables between a goal's label and the next heading, by id()."""
    owned: dict[int, str] = {}
    current: str | None = None
    for block in document.blocks:
        if isinstance(block, Heading):
            current = None
        elif isinstance(block, Paragraph):
            current = by_label.get(id(block), current)
        elif current is not None:
            owned[id(block)] = current
    return owned


def _record(
    found: _Found, goal_id: str, document_id: str, identity: Identity, legend: Legend
) -> tuple[GoalRecord, FindingRecord | None]:
    """The goal, and what its assessment leaves in doubt."""
    in_row = found.reach == "row"
    assessment = (
        assess(found.assessed, found.colour, legend) if in_row else assessment_of(found.parts, found.colour, legend)
    )
    fulfilment_text = found.assessed if in_row else field_text(found.parts, "fulfilment")
    record = GoalRecord(
        goal_id=goal_id,
        document_id=document_id,
        section_number=found.section.nearest_number,
        level=_level(found, identity),
        area=found.area,
        number=found.number,
        title=found.title,
        text=found.text,
        baseline=field_text(found.parts, "baseline"),
        rationale=field_text(found.parts, "rationale"),
        measure=field_text(found.parts, "measure"),
        addressed_to=field_text(found.parts, "addressed_to"),
        supports=field_text(found.parts, "supports"),
        fulfilment=assessment.fulfilment,
        fulfilment_text=assessment.words if fulfilment_text is not None else None,
        trend=assessment.trend,
        comment=field_text(found.parts, "comment"),
        page=found.place.page,
        bbox=found.place.box,
    )
    if assessment.doubt is None:
        return record, None
    return record, _finding(record, "unknown_assessment", "warning", assessment.doubt, assessment.unknown)


def _finding(
    goal: GoalRecord, check_name: str, severity: str, message: str, unknown: str | None = None
) -> FindingRecord:
    return FindingRecord(
        document_id=goal.document_id,
        check_name=check_name,
        severity=severity,
        message=message,
        stated=goal.fulfilment_text,
        expected=None,
        table_id=None,
        label=goal.title or goal.text,
        column_text=None,
        page=goal.page,
        bbox=goal.bbox,
        word=unknown,
        vocabulary="fulfilment.toml" if unknown is not None else None,
    )


def _level(found: _Found, identity: Identity) -> str:
    """Whose goal its label or the headings over it say it is, else whose document it stands in."""
    own = goal_label_in(found.place.text)
    titles = [own.label] if own is not None else []
    at: Section | None = found.section
    while at is not None and at.heading is not None:
        numbered = NUMBERED_GOAL.search(at.title)
        titles.append(at.title[: numbered.end(1)] if numbered else at.title)
        at = at.parent
    for title in titles:
        folded = f" {fold(title)} "
        for level, entry in entries("goal_levels").items():
            begins = any(f" {fold(word)}" in folded for word in entry["words"])
            if begins or _has_ending(folded, entry["endings"]):
                return level
    return "nämnd" if identity.committee else "kommunfullmäktige"


def _has_ending(folded: str, endings: list[str]) -> bool:
    return any(word.endswith(tuple(endings)) for word in folded.split())


def _area_above(section: Section) -> str | None:
    """The nearest heading over this one, or the list item set like a heading between them."""
    above = section.parent
    if above is None or above.heading is None or section.heading is None:
        return None
    own = section.heading.paragraph
    return heading_of_items(above, (own.page, own.box.top)) or area_of(above)
