"""Goals: under numbered headings, behind labels, in lists; with their baseline, rationale and other labelled parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.identity import Identity
from extractors.reading.document import Document
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Heading, Section
from extractors.reading.text import is_bullet
from extractors.records import GoalRecord
from extractors.vocabulary import entries, fold, lookup, meanings

_NUMBERED_GOAL = re.compile(r"(?<!\w)(?:\w+)?mål\s+(\d{1,2})(?!\w)(?:\s*[:–-]\s*(\S.*))?", re.IGNORECASE)
_LABELLED_GOAL = re.compile(r"^(?:\w+\s+)?\w*mål\s+(\d{1,2})\s*[:–-]\s*(\S.*)", re.IGNORECASE)
_AREA_WORDS = re.compile(r"(?<!\w)(?:mål|fokus|insats)områden?(?!\w)", re.IGNORECASE)
_LONGEST_SINGLE_GOAL = 250  # letters of the one paragraph under a goals' heading that has no list


class Goals(NamedTuple):
    """The goals in order, and what belongs to one: id() of its section or of a table under its label to goal_id."""

    records: list[GoalRecord]
    owned: dict[int, str]


class _Found(NamedTuple):
    """A goal's own words and place, the section it stands in, and its further parts."""

    section: Section
    number: int | None
    title: str | None
    text: str
    place: Paragraph
    parts: tuple[_Part, ...]
    area: str | None


def find_goals(document: Document, document_id: str, identity: Identity) -> Goals:
    """The goals under headings of their own, behind labels, and in the lists under headings that announce goals."""
    records: list[GoalRecord] = []
    owned: dict[int, str] = {}
    by_label: dict[int, str] = {}
    for section in document.root.walk():
        heading_goal = _goal_of_heading(section)
        for found in [heading_goal] if heading_goal else [*_labelled_goals(section), *_listed_goals(section)]:
            goal_id = f"{document_id}-g{len(records) + 1}"
            records.append(_record(found, goal_id, document_id, identity))
            if found is heading_goal:
                owned[id(section)] = goal_id
            elif found.number is not None:
                by_label[id(found.place)] = goal_id
    owned.update(_tables_under_labels(document, by_label))
    return Goals(records, owned)


def _goal_of_heading(section: Section) -> _Found | None:
    """The goal whose heading this is: 'Nämndspecifikt mål 1', with its text below or after a colon."""
    match = _NUMBERED_GOAL.search(section.title)
    if section.heading is None or match is None or _AREA_WORDS.search(section.title):
        return None
    parts = tuple(_parts(section))
    own = [part for part in parts if part.field is None]
    after_colon = match.group(2)
    text = after_colon or "\n".join(part.text for part in own)
    if not text:
        return None
    place = own[0].paragraph if own and not after_colon else section.heading.paragraph
    title = None if after_colon else section.title
    return _Found(section, int(match.group(1)), title, text, place, parts, _area_above(section))


def _labelled_goals(section: Section) -> Iterator[_Found]:
    """The goals whose label stands in their own line: 'Nämndens mål 1: …', each up to the next."""
    starts = [(i, m) for i, p in enumerate(section.paragraphs) if (m := _LABELLED_GOAL.match(p.text))]
    ends = [*(i for i, _ in starts), len(section.paragraphs)][1:]
    for (start, match), end in zip(starts, ends, strict=True):
        parts = tuple(_labelled_parts(section.paragraphs[start + 1 : end]))
        place = section.paragraphs[start]
        yield _Found(section, int(match.group(1)), None, match.group(2), place, parts, section.title or None)


def _listed_goals(section: Section) -> Iterator[_Found]:
    """The bullets under a heading like 'Kommunfullmäktiges mål', or its only paragraph."""
    if section.heading is None or lookup("goal_owners", section.title) is None:
        return
    bullets = [p for p in section.paragraphs if p.marker is not None and is_bullet(p.marker)]
    names_owner = len(section.title.split()) > 1
    if not bullets and names_owner and section.paragraphs and len(section.paragraphs[0].text) <= _LONGEST_SINGLE_GOAL:
        bullets = section.paragraphs[:1]
    for bullet in bullets:
        yield _Found(section, None, None, bullet.text, bullet, (), _area(section))


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


def _record(found: _Found, goal_id: str, document_id: str, identity: Identity) -> GoalRecord:
    def of(field: str) -> str | None:
        return "\n".join(part.text for part in found.parts if part.field == field) or None

    return GoalRecord(
        goal_id=goal_id,
        document_id=document_id,
        section_number=found.section.nearest_number,
        level=_level(found.place.text, found.section, identity),
        area=found.area,
        number=found.number,
        title=found.title,
        text=found.text,
        baseline=of("baseline"),
        rationale=of("rationale"),
        measure=of("measure"),
        addressed_to=of("addressed_to"),
        supports=of("supports"),
        fulfilment=None,
        fulfilment_text=None,
        trend=None,
        comment=None,
        page=found.place.page,
        bbox=found.place.box,
    )


class _Part(NamedTuple):
    """A paragraph of a goal without its label; ``field`` is None for the goal's own text."""

    field: str | None
    text: str
    paragraph: Paragraph


def _parts(section: Section) -> Iterator[_Part]:
    """The goal's paragraphs, each with the field its label or its heading names."""
    yield from _labelled_parts(section.paragraphs)
    for child in section.children:
        field = lookup("goals", child.title)
        if field is not None:
            yield from (_Part(field, p.text, p) for p in child.paragraphs)


def _labelled_parts(paragraphs: Iterable[Paragraph]) -> Iterator[_Part]:
    """Paragraphs with the field that their label names, or a label alone on its line before them."""
    field = None
    for paragraph in paragraphs:
        label, text = _labelled(paragraph.text)
        if label is not None and not text:
            field = label
            continue
        yield _Part(label or field, text, paragraph)


def _labelled(text: str) -> tuple[str | None, str]:
    """The field a paragraph's label names, and the text after the label; 'Bäring på …' keeps its words."""
    label, colon, rest = text.partition(":")
    field = lookup("goals", label) if colon else None
    if field is not None:
        return field, rest.strip()
    folded = fold(text)
    if any(folded.startswith(word + " ") for word, meaning in meanings("goals").items() if meaning == "supports"):
        return "supports", text
    return None, text


def _level(label: str, section: Section, identity: Identity) -> str:
    """Whose goal its label or the headings over it say it is, else whose document it stands in."""
    own = _LABELLED_GOAL.match(label)
    titles = [label[: own.start(1)]] if own else []
    at: Section | None = section
    while at is not None and at.heading is not None:
        titles.append(at.title)
        at = at.parent
    for title in titles:
        folded = f" {fold(title)} "
        for level, entry in entries("goal_levels").items():
            if any(f" {fold(word)}" in folded for word in entry["words"]):
                return level
    return "nämnd" if identity.committee else "kommunfullmäktige"


def _area_above(section: Section) -> str | None:
    """The nearest heading over this one."""
    return _area(section.parent) if section.parent is not None and section.parent.heading is not None else None


def _area(section: Section) -> str | None:
    """The heading, or where it only says whose goals follow the one above it, if any."""
    over = section.parent
    if lookup("goal_owners", section.title) is None or over is None or over.heading is None:
        return section.title
    return _area(over)
