"""Goals: numbered headings that say so, with their text, baseline, rationale and other labelled parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.identity import Identity
from extractors.reading.document import Document
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Section
from extractors.records import GoalRecord
from extractors.vocabulary import entries, fold, lookup, meanings

_NUMBERED_GOAL = re.compile(r"(?<!\w)(?:\w+)?mål\s+(\d{1,2})(?!\w)(?:\s*[:–-]\s*(\S.*))?", re.IGNORECASE)
_AREA_WORDS = re.compile(r"(?<!\w)(?:mål|fokus|insats)områden?(?!\w)", re.IGNORECASE)


class FoundGoal(NamedTuple):
    """A goal with the section whose heading it is."""

    section: Section
    record: GoalRecord


def find_goals(document: Document, document_id: str, identity: Identity) -> list[FoundGoal]:
    """The goals that stand under a heading of their own, in order."""
    found: list[FoundGoal] = []
    for section in document.root.walk():
        if section.heading is None or _AREA_WORDS.search(section.title):
            continue
        match = _NUMBERED_GOAL.search(section.title)
        if match is None:
            continue
        record = _goal(section, match, f"{document_id}-g{len(found) + 1}", document_id, identity)
        if record is not None:
            found.append(FoundGoal(section, record))
    return found


class _Part(NamedTuple):
    """A paragraph of a goal without its label; ``field`` is None for the goal's own text."""

    field: str | None
    text: str
    paragraph: Paragraph


def _goal(
    section: Section, match: re.Match[str], goal_id: str, document_id: str, identity: Identity
) -> GoalRecord | None:
    assert section.heading is not None
    parts = list(_parts(section))
    own = [part for part in parts if part.field is None]
    after_colon = match.group(2)
    place = own[0].paragraph if own and not after_colon else section.heading.paragraph
    text = after_colon or "\n".join(part.text for part in own)
    if not text:
        return None

    def of(field: str) -> str | None:
        return "\n".join(part.text for part in parts if part.field == field) or None

    return GoalRecord(
        goal_id=goal_id,
        document_id=document_id,
        section_number=section.nearest_number,
        level=_level(section, identity),
        area=_area(section),
        number=int(match.group(1)),
        title=None if after_colon else section.title,
        text=text,
        baseline=of("baseline"),
        rationale=of("rationale"),
        measure=of("measure"),
        addressed_to=of("addressed_to"),
        supports=of("supports"),
        fulfilment=None,
        fulfilment_text=None,
        trend=None,
        comment=None,
        page=place.page,
        bbox=place.box,
    )


def _parts(section: Section) -> Iterator[_Part]:
    """The goal's paragraphs, each with the field its label or its heading names."""
    field = None
    for paragraph in section.paragraphs:
        label, text = _labelled(paragraph.text)
        if label is not None and not text:
            field = label
            continue
        yield _Part(label or field, text, paragraph)
    for child in section.children:
        field = lookup("goals", child.title)
        if field is not None:
            yield from (_Part(field, p.text, p) for p in child.paragraphs)


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


def _level(section: Section, identity: Identity) -> str:
    """Whose goal its heading or the ones above it say it is, else whose document it stands in."""
    at: Section | None = section
    while at is not None and at.heading is not None:
        folded = f" {fold(at.title)} "
        for level, entry in entries("goal_levels").items():
            if any(f" {fold(word)}" in folded for word in entry["words"]):
                return level
        at = at.parent
    return "nämnd" if identity.committee else "kommunfullmäktige"


def _area(section: Section) -> str | None:
    """The nearest heading above the goal's own; one that only says whose goals follow yields to the one above it."""
    above = section.parent
    while above is not None and above.heading is not None:
        over = above.parent
        if lookup("goal_owners", above.title) is None or over is None or over.heading is None:
            return above.title
        above = over
    return None
