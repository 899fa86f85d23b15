"""Goals: under numbered headings, behind labels, in lists; with their baseline, rationale and other labelled parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.assessment import Legend, legend_of
from extractors.context import area_of, heading_of_items, says_whose_goals
from extractors.goal_parts import Part, assessment_of, field_text, labelled_parts, own_text, parts_of
from extractors.identity import Identity
from extractors.prose import sentences_of
from extractors.reading.document import Document, Table
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Heading, Section
from extractors.records import FindingRecord, GoalRecord
from extractors.vocabulary import entries, fold, lookup

_BEHIND = r"(?!\w|\s*[/–-]\s*\d|(?:,| och| samt)\s+\d)"  # "mål 1–3" and "mål 1 och 2" are no goal's name
_NUMBERED_GOAL = re.compile(rf"(?<!\w)(?:\w+)?mål\s+(\d{{1,2}}){_BEHIND}(?:\s*[:–-]\s*([^\W\d_(].*))?", re.IGNORECASE)
_LABEL = rf"^(?:[\w-]+,?\s+){{0,5}}?[\w-]*mål\s+(\d{{1,2}}){_BEHIND}"
_LABELLED_GOAL = re.compile(rf"{_LABEL}\s*[:–-]\s*([^\W\d_(].*)", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{_LABEL}\s*[.:]?$", re.IGNORECASE)
_AREA_WORDS = re.compile(r"(?<!\w)(?:mål|fokus|insats)områden?(?!\w)", re.IGNORECASE)
_LONGEST_SINGLE_GOAL = 250  # letters of the one paragraph under a goals' heading that has no list


class Goals(NamedTuple):
    """The goals in order, what belongs to one (id() of its section or of a table under its label to goal_id), and what
    in their assessments could not be read."""

    records: list[GoalRecord]
    owned: dict[int, str]
    findings: list[FindingRecord]


class _Found(NamedTuple):
    """A goal's own words and place, the section it stands in, and its further parts.

    ``reach``: what stands under it: the section where it is found, as 'heading below' one after that of its label; the
    tables after its label; nothing under a list's item.
    """

    section: Section
    number: int | None
    title: str | None
    text: str
    place: Paragraph
    parts: tuple[Part, ...]
    area: str | None
    reach: str


def find_goals(document: Document, document_id: str, identity: Identity) -> Goals:
    """The goals under headings of their own, behind labels, and in the lists under headings that announce goals."""
    found = Goals([], {}, [])
    by_label: dict[int, str] = {}
    legend = legend_of(document)
    tables = {id(table.section): table for table in reversed(document.tables)}
    sections = document.root.walk()
    for before, section in pairwise([None, *sections]):
        assert section is not None
        for goal in _goals_in(section, before, tables.get(id(section))):
            over = found.owned.get(id(goal.section))
            if over is not None:  # the heading over it is another goal's own text
                goal = goal._replace(area=next(r.area for r in found.records if r.goal_id == over))
            record, doubt = _record(goal, f"{document_id}-g{len(found.records) + 1}", document_id, identity, legend)
            found.records.append(record)
            found.findings.extend([doubt] if doubt is not None else [])
            if goal.reach in ("section", "heading below"):
                found.owned[id(section)] = record.goal_id
            elif goal.reach == "label":
                by_label[id(goal.place)] = record.goal_id
    found.owned.update(_tables_under_labels(document, by_label))
    return found


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
    match = _NUMBERED_GOAL.search(section.title)
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
    match = _LABEL_ALONE.match(label.text)
    if match is None or _is_mention(match):
        return None
    place = section.heading.paragraph
    own = section.paragraphs[: next((start for start, _ in _labels(section)), None)]
    parts = tuple(labelled_parts(own))
    area = area_of(before) if before.title else None
    return _Found(before, int(match.group(1)), label.text, section.title, place, parts, area, "heading below")


def _labels(section: Section) -> list[tuple[int, re.Match[str]]]:
    """The paragraphs with a goal's label, alone or before the goal's text."""
    found = [(i, _LABELLED_GOAL.match(p.text) or _LABEL_ALONE.match(p.text)) for i, p in enumerate(section.paragraphs)]
    return [(i, match) for i, match in found if match is not None and not _is_mention(match)]


def _is_mention(match: re.Match[str]) -> bool:
    """Whether the words before 'mål 3' only speak of the goal."""
    words = fold(match.string[: match.start(1)]).split()
    return any(lookup("goal_mentions", word) is not None for word in words)


def _labelled_goals(section: Section) -> Iterator[_Found]:
    """The goals whose label stands in their own line ('Nämndens mål 1: …') or alone above them, each up to the next."""
    starts = _labels(section)
    ends = [*(i for i, _ in starts), len(section.paragraphs)][1:]
    for (start, match), end in zip(starts, ends, strict=True):
        label, below = section.paragraphs[start], section.paragraphs[start + 1 : end]
        alone = match.re is _LABEL_ALONE
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
    return any(_NUMBERED_GOAL.search(child.title) for child in section.walk()[1:])


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
    assessment = assessment_of(found.parts, legend)
    fulfilment_text = field_text(found.parts, "fulfilment")
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
    return record, _unread(record, assessment.doubt, assessment.unknown) if assessment.doubt is not None else None


def _unread(goal: GoalRecord, doubt: str, unknown: str | None) -> FindingRecord:
    return FindingRecord(
        document_id=goal.document_id,
        check_name="unknown_assessment",
        severity="warning",
        message=doubt,
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
    own = _LABELLED_GOAL.match(found.place.text)
    titles = [found.place.text[: own.start(1)]] if own else []
    at: Section | None = found.section
    while at is not None and at.heading is not None:
        numbered = _NUMBERED_GOAL.search(at.title)
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
