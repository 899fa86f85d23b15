"""Paragraphs to a heading tree: what is a heading by number, size, weight and tag, and under which other it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.text.numbering import Line, Look, begins_with_number, numbered
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import goal_label

_LARGER_PT = 0.9  # above the body's size
_SMALLER_PT = 1.0  # a bold line may be this much smaller than the body and still be a heading
_LONGEST_HEADING = 200  # letters
_MOST_LINES = 4
_LONGEST_SENTENCE = 110  # letters: a longer bold paragraph that ends in a full stop is emphasis
_LONGEST_LEAD = 40  # letters of a larger line that ends in a colon or full stop and is no sentence
_LONGEST_PLAIN = 90  # letters of a heading that only its number or its colour tells
_DEEPEST = 99
_MOST_OF_LOOK = 0.8
_COLOURED = 0x30  # of 255 between the strongest and the weakest of red, green and blue; greys have none
_FEWEST_ALIKE = 2
_FEWEST_FIGURES = 6  # twice as many as words with digits: "Plan 2031–2033, 1.0" has two
_SENTENCES = re.compile(r"[^\W\d_A-ZÅÄÖ]{5}[.!?]\s+[A-ZÅÄÖ]")  # not "inkl. Nuläge", "III. Resurser"
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")  # from an entry of the contents to its page
_SENTENCE_END = (".", ",", ";", ":", "!")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number; ``level`` counts from 1; ``counts``: its number is no place in the outline, but one
    among what stands under the heading above."""

    paragraph: Paragraph
    number: str | None
    text: str
    level: int
    counts: bool = False


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
        """The number of the nearest heading at or over this one that has a place in the outline."""
        section: Section | None = self
        while section is not None and (section.number is None or section.counts):
            section = section.parent
        return None if section is None else section.number

    @property
    def counts(self) -> bool:
        """Whether its heading's number only counts it among those under the heading above."""
        return self.heading is not None and self.heading.counts

    def walk(self) -> list[Section]:
        """This section and all below it, in the document's order."""
        return [self, *(found for child in self.children for found in child.walk())]


def find_headings(
    paragraphs: Sequence[Paragraph], body_size: float, tagged: frozenset[int] = frozenset()
) -> dict[int, Heading]:
    """Index to heading; ``tagged`` are the indices that the structure tree calls headings.

    A heading is larger than the body or bold, or its number goes on with that of the headings before it, or it is one
    of several lines in a colour that no running text has.
    """
    running = _running_looks(paragraphs)
    chosen = {i for i, p in enumerate(paragraphs) if _looks_like_heading(p, body_size, running, tagged=i in tagged)}
    chosen |= _coloured(paragraphs, chosen, body_size)
    chosen |= _numbered_below(paragraphs, chosen)
    order = sorted(chosen)
    numbers = numbered([Line(paragraphs[i].text, _look(paragraphs[i])) for i in order])
    levels = _levels([(_look(paragraphs[i]), number.depth) for i, number in zip(order, numbers, strict=True)])
    found = {}
    for index, (number, words, depth) in zip(order, numbers, strict=True):
        level = depth or levels[_look(paragraphs[index])]
        found[index] = Heading(paragraphs[index], number, words, level, counts=number is not None and depth is None)
    return found


def _looks_like_heading(paragraph: Paragraph, body_size: float, running: frozenset[Look], *, tagged: bool) -> bool:
    text, size = paragraph.text, paragraph.style.size
    if len(paragraph.lines) > _MOST_LINES or len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text):
        return text.startswith("§") and paragraph.bold and len(paragraph.lines) == 1
    marked = paragraph.marker is not None and not _may_number(paragraph.marker)
    if marked or _is_figures(text) or _LEADERS.search(text):
        return False
    larger = size >= body_size + _LARGER_PT
    if text.endswith((".", ",")) and len(text) > _LONGEST_SENTENCE and not (larger and _names_goal(paragraph)):
        return False
    if tagged:
        return True
    if begins_with_number(text) is None:
        if text[0].islower() or (_SENTENCES.search(text) and not _names_goal(paragraph)):
            return False
        larger = larger and not (len(text) > _LONGEST_LEAD and text.endswith(_SENTENCE_END))
    return (size >= body_size - _SMALLER_PT) if paragraph.bold else (larger and _look(paragraph) not in running)


def _is_figures(text: str) -> bool:
    """Whether a line is one of figures: '2009 – 1,39 MWh, 2014 – 1,25 MWh', not 'Budget 2031'."""
    words = text.split()
    return 2 * sum(any(c.isdigit() for c in word) for word in words) >= max(len(words), _FEWEST_FIGURES)


def _may_number(marker: str) -> bool:
    """Whether a list's mark may be a heading's number as well: '2.', 'B.', '§', not 'b)' or a bullet."""
    return marker[0].isdigit() or marker == "§" or (marker[0].isupper() and marker[1:] in (".", ")"))


def _names_goal(paragraph: Paragraph) -> bool:
    """Whether a bold line is a goal with its number: 'Mål 1: …', in as many words as the goal takes."""
    label = goal_label(paragraph.text, bold=True) if paragraph.bold else None
    return label is not None and label.number is not None


def _look(paragraph: Paragraph) -> Look:
    style = paragraph.style
    return round(style.size * 2) / 2, paragraph.bold, _is_coloured(style.colour)


def _is_coloured(colour: str) -> bool:
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(channels) - min(channels) >= _COLOURED


def _running_looks(paragraphs: Iterable[Paragraph]) -> frozenset[Look]:
    """The looks in which most letters are running text: of several sentences, or longer than a heading's."""
    told: Counter[Look] = Counter()
    letters: Counter[Look] = Counter()
    for paragraph in paragraphs:
        text, look = paragraph.text, _look(paragraph)
        letters[look] += len(text)
        if len(text) > _LONGEST_SENTENCE or _SENTENCES.search(text):
            told[look] += len(text)
    return frozenset(look for look, count in told.items() if 2 * count >= letters[look])


def _coloured(paragraphs: Sequence[Paragraph], chosen: set[int], body_size: float) -> set[int]:
    """The short lines of the body's size that a colour alone sets apart, where all of their colour are such and text
    follows most of them."""
    looks: dict[str, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        if index not in chosen and _is_coloured(paragraph.style.colour):
            looks.setdefault(paragraph.style.colour, []).append(index)
    found: set[int] = set()
    for alike in looks.values():
        set_apart = all(_may_be_plain_heading(paragraphs[i]) and not paragraphs[i].marker for i in alike)
        size = min(paragraphs[i].style.size for i in alike)
        leading = [i for i in alike if i + 1 < len(paragraphs) and i + 1 not in alike]
        if (
            set_apart
            and len(leading) >= _FEWEST_ALIKE
            and 2 * len(leading) > len(alike)
            and size > body_size - _SMALLER_PT
        ):
            found.update(alike)
    return found


def _may_be_plain_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    worded = text[:1].isupper() or text[:1].isdigit()
    return worded and len(text) <= _LONGEST_PLAIN and not text.endswith(_SENTENCE_END) and "@" not in text


def _numbered_below(paragraphs: Sequence[Paragraph], chosen: set[int]) -> set[int]:
    """The short lines set like running text whose number is a part of the numbered heading that they stand under:
    '2.1 Syfte' under '2 Uppdraget', '2.2' after it."""
    found: set[int] = set()
    last: str | None = None
    for index, paragraph in enumerate(paragraphs):
        number = begins_with_number(paragraph.text)
        if number is None:
            continue
        if index in chosen:
            last = number
        elif last is not None and "." in number and _may_be_plain_heading(paragraph) and _comes_next(last, number):
            found.add(index)
            last = number
    return found


def _comes_next(last: str, number: str) -> bool:
    """Whether a number of several parts is the first below the last, or the next beside it or beside one over it."""
    over, _, own = number.rpartition(".")
    before = last.split(".")
    beside = before[: over.count(".") + 2]
    if int(own) == 1:
        return last == over
    return ".".join(beside[:-1]) == over and len(beside) == over.count(".") + 2 and int(own) == int(beside[-1]) + 1


def _levels(headings: Sequence[tuple[Look, int | None]]) -> dict[Look, int]:
    """The level of each look, the most prominent first: that of its numbers, else one below the look before it, but no
    deeper than the numbers of less prominent looks allow."""
    depths: dict[Look, Counter[int]] = {}
    for look, depth in headings:
        counts = depths.setdefault(look, Counter())
        counts.update([depth] if depth is not None else [])
    numbered_at = {look: _depth_of(counts) for look, counts in depths.items()}
    looks = sorted(depths, reverse=True)
    levels: dict[Look, int] = {}
    level = 0
    for index, look in enumerate(looks):
        limit = min(numbered_at[other] for other in looks[index:])
        level = numbered_at[look] if numbered_at[look] < _DEEPEST else min(level + 1, limit)
        levels[look] = level
    return levels


def _depth_of(counts: Counter[int]) -> int:
    """The depth of a look's numbers: that of nearly all of them, else the least deep."""
    if not counts:
        return _DEEPEST
    most, count = counts.most_common(1)[0]
    return most if count >= _MOST_OF_LOOK * counts.total() else min(counts)
