"""Cards of indicators that are lines of text: a name, then 'Utfall: 82 %' and 'Målvärde: 85 %'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table
from extractors.interpret.blocks import Block
from extractors.interpret.cards import Card, has_values, label_and_value, turned
from extractors.interpret.choose import Reading, reading_of
from extractors.interpret.line_above import Above
from extractors.pdf.page import Mark
from extractors.records import box_around
from extractors.text.headings import Section
from extractors.text.lines import Line

_NOT_OF_DOCUMENT = -1  # as the index of the table that a card's lines make
_LONGEST_NAME = 20  # words
_MOST_LINES_OF_NAME = 3
_MOST_WORDS_OF_VALUE = 6
_FURTHEST_MARK_PT = 24.0  # between a name and its coloured dot


class LineCards(NamedTuple):
    """The cards as readings, and the first lines of those that nothing names."""

    readings: list[Reading]
    nameless: list[Line]


@dataclass(slots=True)
class _Lines:
    """The lines of a card as they come: those of its name, then a label each with its value."""

    names: list[Line] = field(default_factory=list)
    fields: list[tuple[str, str, Line]] = field(default_factory=list)


def cards_of_lines(document: Document) -> LineCards:
    """The cards in the document's running text, section by section."""
    found = LineCards([], [])
    for section in document.sections():
        for place, lines in enumerate(_cards_in(section)):
            card = Card(fields=[(label, _cell(value, line)) for label, value, line in lines.fields])
            if not has_values(card) or any(len(value.split()) > _MOST_WORDS_OF_VALUE for value in _values(lines)):
                continue
            named = lines.names or (
                section.heading.paragraph.lines if section.heading is not None and not place else ()
            )
            by_label = any(
                label.casefold().startswith(("indikator", "mått", "nyckeltal")) for label, _, _ in lines.fields
            )
            if named and not by_label:
                mark = _mark_beside(named, document.marks.get(named[0].page, ()))
                text = section.title if not lines.names else " ".join(line.text for line in named)
                card.head = _cell(text, named[0], mark)
            elif not by_label:
                found.nameless.append(lines.fields[0][2])
                continue
            reading = _reading(section, card)
            found.readings.extend([reading] if reading.kind == "indicators" else [])
    return found


def _values(lines: _Lines) -> Iterator[str]:
    known = ("kommentar", "analys", "indikator", "mått", "nyckeltal")
    return (value for label, value, _ in lines.fields if not label.casefold().startswith(known))


def _cards_in(section: Section) -> Iterator[_Lines]:
    """The cards of a section: a label that one has already begins the next, and so do other lines."""
    card = _Lines()
    for paragraph in section.paragraphs:
        names: list[Line] = []
        for line in paragraph.lines:
            label, value = label_and_value(line.text) if ":" in line.text else (None, "")
            if label is not None and value:
                if names or any(label == known for known, _, _ in card.fields):
                    if card.fields:
                        yield card
                    card = _Lines(names or ([] if card.fields else card.names))
                    names = []
                card.fields.append((label, value, line))
            else:
                names.append(line)
        if names and card.fields:
            yield card
            card = _Lines()
        if names:
            short = len(names) <= _MOST_LINES_OF_NAME and sum(len(n.text.split()) for n in names) <= _LONGEST_NAME
            card.names = names if short and not names[-1].text.endswith(".") else []
    if card.fields:
        yield card


def _cell(text: str, line: Line, symbol: str | None = None) -> Cell:
    return Cell(0, 0, 1, 1, False, text, (), None, symbol, "text", line.page, line.box)


def _mark_beside(lines: Sequence[Line], marks: Sequence[Mark]) -> str | None:
    """The colour of the one mark right before or behind a name."""
    first, last = lines[0].box, lines[-1].box
    beside = {
        mark.colour
        for mark in marks
        if first.top <= (mark.box.top + mark.box.bottom) / 2 <= last.bottom
        and (
            0 <= first.x0 - mark.box.x1 + 1 <= _FURTHEST_MARK_PT or 0 <= mark.box.x0 - last.x1 + 1 <= _FURTHEST_MARK_PT
        )
    } - {None}
    return beside.pop() if len(beside) == 1 else None


def _reading(section: Section, card: Card) -> Reading:
    headers, rows, titles = turned([card])
    cells = tuple(cell for row in rows for cell in row)
    page = cells[0].page
    box = box_around([cell.box for cell in cells if cell.page == page])
    table = Table(_NOT_OF_DOCUMENT, section, None, "text", page, cells[-1].page, box, 1, len(headers), cells)
    block = Block(table, 0, headers, {}, frozenset(), {}, rows, titles, is_card=True)
    return reading_of(block, Above(None, frozenset()), _NOT_OF_DOCUMENT)
