"""Records set as text: a heading or bold line with labelled lines under it ('Ansvarig: …'), read like a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document.model import Cell, Document, Table
from extractors.interpret.roles import concept_of, names_occasion
from extractors.records import Box, box_around
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import NUMBERED_GOAL
from extractors.vocabulary import fold, lookup

_LABEL = re.compile(r"(?:^|(?<=[.!?\s]))([A-ZÅÄÖ][\w /–-]{1,40}\??):\s")
_LABELLED_TITLE = re.compile(r"^([^\W\d_]+) \d{1,3}(?:\.\d{1,3})*[a-z]?(?: ?[:.–-])? +(?=[^\W\d_])")
_LONGEST_TITLE = 200  # letters
_FEWEST_LABELS = 2
# One of these says that something is to be done, or has been: others may stand under a goal or an indicator too.
_OF_ACTIVITIES = frozenset({"responsible", "due_on", "starts_on", "schedule", "status", "completion", "collaboration"})
_NO_SENTENCES = frozenset({"responsible", "due_on", "starts_on", "schedule", "status"})
_OF_OTHERS = frozenset({"outcome", "target", "baseline", "indicator", "given_by", "directive", "unrelated"})


@dataclass(slots=True)
class _Card:
    title: Paragraph | None
    text: str
    fields: list[tuple[str, str, Paragraph]] = field(default_factory=list)
    label: str = ""  # that the title stands behind: 'Aktivitet: …'


def text_cards(document: Document) -> list[tuple[Table, dict[int, str], tuple[Cell, ...]]]:
    """Per card the lines as a table of their own, its headings and its one row; the title is the first column, headed
    by its label if it has one."""
    cards = [(section, card) for section in document.sections() for card in _cards(section) if _is_record(card)]
    return [_as_table(section, card, number) for number, (section, card) in enumerate(cards)]


def _cards(section: Section) -> Iterator[_Card]:
    """The section's runs of labelled lines, each with the heading or bold line that it follows, or the label of an
    activity that it begins with."""
    heading = section.heading
    card = _Card(heading.paragraph, heading.text) if heading is not None else _Card(None, "")
    for paragraph in section.paragraphs:
        parts = _labelled(paragraph)
        if parts and concept_of(parts[0][0]) == "activity":
            yield card
            card = _Card(paragraph, parts[0][1].rstrip("."), parts[1:], label=parts[0][0])
        elif parts:
            card.fields += parts
        elif paragraph.bold and len(paragraph.text) <= _LONGEST_TITLE:
            yield card
            card = _Card(paragraph, paragraph.text)
        elif card.fields:
            yield card
            card = _Card(None, "")
    yield card


def _labelled(paragraph: Paragraph) -> list[tuple[str, str, Paragraph]]:
    """The labels that a paragraph begins with and holds, each with the text up to the next."""
    matches = [match for match in _LABEL.finditer(paragraph.text) if concept_of(match.group(1)) is not None]
    if not matches or matches[0].start() > 0:
        return []
    ends = [*(match.start() for match in matches[1:]), len(paragraph.text)]
    return [
        (m.group(1), _value(m.group(1), paragraph.text[m.end() : end].strip()), paragraph)
        for m, end in zip(matches, ends, strict=True)
    ]


def _value(label: str, text: str) -> str:
    """What a label says: a name, day or status without the full stop of a line that is set as a sentence."""
    return text.rstrip(".") if concept_of(label) in _NO_SENTENCES and text.count(". ") == 0 else text


def _without_label(title: str) -> str:
    """The title without what its kind calls it: 'Åtgärd 1.1 Byt armaturer' as 'Byt armaturer'."""
    label = _LABELLED_TITLE.match(title)
    return title[label.end() :] if label is not None and concept_of(label.group(1)) == "activity" else title


def _is_record(card: _Card) -> bool:
    """Whether the labels are those of something to do: no goal's parts, no indicator's values, no numbered uppdrag."""
    label = _LABELLED_TITLE.match(card.text)
    if label is not None and concept_of(label.group(1)) == "assignment":
        return False
    concepts = {concept_of(label) for label, _, _ in card.fields}
    if card.title is None or NUMBERED_GOAL.search(card.text) or concepts & _OF_OTHERS or names_occasion(card.text):
        return False  # under 'Årsbokslut 2031' they are the report's own
    parts_of_goal = sum(lookup("goals", label) is not None for label, _, _ in card.fields)
    enough = len(concepts) + bool(card.label) >= _FEWEST_LABELS and bool(concepts & _OF_ACTIVITIES)
    return enough and 2 * parts_of_goal <= len(card.fields)


def _as_table(section: Section, card: _Card, number: int) -> tuple[Table, dict[int, str], tuple[Cell, ...]]:
    assert card.title is not None
    labels: dict[str, int] = {}
    headers = {0: card.label}
    cells = [_cell(number, 0, _without_label(card.text), card.title)]
    for label, text, paragraph in card.fields:
        if fold(label) not in labels and text:
            labels[fold(label)] = column = len(labels) + 1
            headers[column] = label
            cells.append(_cell(number, column, text, paragraph))
    page = card.title.page
    own = [cell.box for cell in cells if cell.page == page]
    last = max(cell.page for cell in cells)
    box: Box = box_around(own)
    table = Table(-1 - number, section, None, "text", page, last, box, 1, len(headers), tuple(cells))
    return table, headers, tuple(cells)


def _cell(row: int, column: int, text: str, paragraph: Paragraph) -> Cell:
    return Cell(row, column, 1, 1, False, text, (paragraph,), None, None, "text", paragraph.page, paragraph.box)
