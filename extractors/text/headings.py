"""Paragraphs to a heading tree: what is a heading by number, size, weight and tag, and under which other it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import goal_label

_Look = tuple[float, bool]  # size and weight
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_LARGER_PT = 0.9  # above the body's size
_SMALLER_PT = 1.0  # a bold line may be this much smaller than the body and still be a heading
_LONGEST_HEADING = 200  # letters
_MOST_LINES = 4
_DEEPEST = 99
_LONGEST_SENTENCE = 110  # letters: a longer bold paragraph that ends in a full stop is emphasis


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number; ``level`` counts from 1."""

    paragraph: Paragraph
    number: str | None
    text: str
    level: int


@dataclass(slots=True)
class Section:
    """A heading with the paragraphs directly under it; the document's root has no heading and level 0.

    ``ordinal``: the place of its heading among the document's blocks, -1 for the root.
    """

    heading: Heading | None
    parent: Section | None
    ordinal: int = -1
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def level(self) -> int:
        return 0 if self.heading is None else self.heading.level

    @property
    def number(self) -> str | None:
        return None if self.heading is None else self.heading.number

    @property
    def title(self) -> str:
        return "" if self.heading is None else self.heading.text

    @property
    def nearest_number(self) -> str | None:
        """The number of the nearest numbered heading at or over this one."""
        section: Section | None = self
        while section is not None and section.number is None:
            section = section.parent
        return None if section is None else section.number

    def walk(self) -> list[Section]:
        """This section and all below it, in the document's order."""
        return [self, *(found for child in self.children for found in child.walk())]


def split_number(text: str) -> tuple[str | None, str]:
    """A heading's number without its last dot, and the words after it."""
    match = _NUMBERED.match(text)
    return (match.group(1), text[match.end() :]) if match else (None, text)


def find_headings(
    paragraphs: Sequence[Paragraph], body_size: float, tagged: frozenset[int] = frozenset()
) -> dict[int, Heading]:
    """Index to heading; ``tagged`` are the indices that the structure tree calls headings."""
    chosen = [i for i, p in enumerate(paragraphs) if _looks_like_heading(p, body_size, tagged=i in tagged)]
    named = frozenset(_look(p) for p in (paragraphs[i] for i in chosen) if p.text.startswith("0"))
    levels = _levels([paragraphs[i] for i in chosen], named)
    headings = {}
    for index in chosen:
        paragraph = paragraphs[index]
        number, text = _number_of(paragraph, named)
        level = number.count(".") + 1 if number else levels[_look(paragraph)]
        headings[index] = Heading(paragraph, number, text, level)
    return headings


def _looks_like_heading(paragraph: Paragraph, body_size: float, *, tagged: bool) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > _MOST_LINES or len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text):
        return paragraph.text.startswith("§") and paragraph.bold and len(paragraph.lines) == 1
    if paragraph.marker is not None and not paragraph.marker[0].isdigit() and paragraph.marker != "§":
        return False
    size = paragraph.style.size
    larger = size >= body_size + _LARGER_PT
    if text.endswith((".", ",")) and len(text) > _LONGEST_SENTENCE and not (larger and _names_goal(paragraph)):
        return False
    return tagged or larger or (paragraph.bold and size >= body_size - _SMALLER_PT)


def _names_goal(paragraph: Paragraph) -> bool:
    """Whether a bold line is a goal with its number: 'Mål 1: …', in as many words as the goal takes."""
    label = goal_label(paragraph.text, bold=True) if paragraph.bold else None
    return label is not None and label.number is not None


def _look(paragraph: Paragraph) -> _Look:
    return round(paragraph.style.size * 2) / 2, paragraph.bold


def _number_of(paragraph: Paragraph, named: frozenset[_Look]) -> tuple[str | None, str]:
    """A heading's number and words; where headings of its look (``named``) begin with a zero, as '04 Rent vatten' does
    beside '10 Hälsa', the numbers are names and stay in the words."""
    return (None, paragraph.text) if _look(paragraph) in named else split_number(paragraph.text)


def _levels(headings: Sequence[Paragraph], named: frozenset[_Look]) -> dict[_Look, int]:
    """The level of each look, the most prominent first: one below the look before it, but no deeper than the numbers of
    its own or of a less prominent look allow."""
    shallowest: dict[_Look, int] = {}
    for paragraph in headings:
        number, _ = _number_of(paragraph, named)
        depth = number.count(".") + 1 if number else _DEEPEST
        shallowest[_look(paragraph)] = min(depth, shallowest.get(_look(paragraph), _DEEPEST))
    looks = sorted(shallowest, reverse=True)
    levels: dict[_Look, int] = {}
    level = 0
    for index, look in enumerate(looks):
        limit = min(shallowest[other] for other in looks[index:])
        level = shallowest[look] if shallowest[look] < _DEEPEST else min(level + 1, limit)
        levels[look] = level
    return levels
