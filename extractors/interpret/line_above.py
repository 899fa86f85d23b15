"""The line over a table that names what it is about: a numbered or bold line, or the heading right above."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.document.model import Document, Table, places_of_tables
from extractors.identity.assignment_headings import assignment_heading
from extractors.interpret.roles import concepts_of, is_compound_of_one, is_noun_alone
from extractors.records import Box
from extractors.text.headings import Heading, Section
from extractors.text.paragraphs import Paragraph

_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+|\d{1,2}|[A-ZÅÄÖ]\d{1,2})[.):]?\s+(?=\S)")
_FURTHEST = 4  # paragraphs between the line and the table: what it means
_LONGEST = 200  # letters
_LONGEST_NUMBERED = 500  # an action told in a sentence or two behind its number
_MOST_TITLES = 3  # from the table outwards
_SURE = 0.9
_NUMBERED, _BOLD, _HEADING = 0.9, 0.75, 0.8
_GENERAL = frozenset(
    {"activity", "goal", "indicator", "assignment", "comment", "followup", "survey", "schedule", "project", "area"}
)
_NAMED = frozenset(
    {"activity", "project", "assignment"}
)  # of a compound, what is to be done rather than a kind of column


class LineAbove(NamedTuple):
    """``text``: the line without its ``number``, None where that only counts it under a heading; ``weight``: how surely
    it names the table; ``between``: the paragraphs between the two."""

    text: str
    number: str | None
    weight: float
    page: int
    box: Box
    between: tuple[Paragraph, ...]


class Above(NamedTuple):
    """What stands over a table: the line that names it, and the concepts that the lines which only say what follows
    announce ('Aktiviteter', 'Förvaltningens åtgärder 2031')."""

    name: LineAbove | None
    announced: frozenset[str]


def above(document: Document, table: Table) -> Above:
    """The nearest numbered or bold line or heading above the table with no other table between, as what it is called or
    as what it announces, else what the nearest of the headings over it announces."""
    found = _nearest(document, table)
    general = found is not None and _is_general(found.text)
    titles = [found.text] if found is not None and general else []
    section: Section | None = table.section
    while section is not None and len(titles) < _MOST_TITLES:
        titles.append(section.title)
        section = section.parent
    nearest = next((said for title in titles if (said := _announced(title))), set())  # it goes before what is over it
    announced = nearest | _announced(table.caption or "")
    return Above(None if general else found, frozenset(announced))


def _nearest(document: Document, table: Table) -> LineAbove | None:
    at = places_of_tables(document).get(table)
    if at is None:  # lines of text, which have their title with them
        return None
    between: list[Paragraph] = []
    for block in reversed(document.blocks[max(at - _FURTHEST - 2, 0) : at]):  # so many at the most are looked at
        if isinstance(block, Table) or len(between) > _FURTHEST:
            return None
        paragraph = block.paragraph if isinstance(block, Heading) else block
        text = paragraph.text
        match = _NUMBER.match(text)
        number = block.number if isinstance(block, Heading) and block.number else match.group(1) if match else None
        if isinstance(block, Heading) or paragraph.bold or (number is not None and "." in number):
            bare = block.text if isinstance(block, Heading) else text[match.end() :] if match else text
            if len(bare) > (_LONGEST_NUMBERED if number is not None and "." in number else _LONGEST):
                return None
            weight = _NUMBERED if number is not None else _HEADING if isinstance(block, Heading) else _BOLD
            place = None if isinstance(block, Heading) and block.counts else number
            return LineAbove(bare, place, weight, paragraph.page, paragraph.box, tuple(reversed(between)))
        between.append(paragraph)
    return None


def _announced(title: str) -> set[str]:
    """The concepts that a title names first: 'Åtgärder för en trygg kommun', not 'Analys av åtgärder', nor what a body
    is there for ('Nämndens uppdrag')."""
    found = {concept for concept, weight in concepts_of(title).items() if weight >= _SURE}
    return found if assignment_heading(title) is not None else found - {"assignment"}


def _is_general(text: str) -> bool:
    """Whether a line only says what follows: 'Aktiviteter', 'Mål och indikatorer 2031', not what it is called, or is
    itself the label of a field: 'Tidplan'."""
    if is_noun_alone(text):
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3]
    known = [word for word in words if concepts_of(word).keys() & _GENERAL]
    known = known if len(words) == 1 else [word for word in known if not _is_one_of_them(word)]
    return bool(words) and 2 * len(known) >= len(words)


def _is_one_of_them(word: str) -> bool:
    """Whether a word says which of several it is: 'lässatsning', 'pendelprojekt', not 'klimatåtgärder'."""
    return bool(concepts_of(word).keys() & _NAMED) and is_compound_of_one(word)
