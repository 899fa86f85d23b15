"""Cards and forms.

Tables of labels with what is said beside them, turned so that each card is a row and each label a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.document.model import Cell, Table
from extractors.interpret.roles import concept_of
from extractors.text.lines import Lexicon, Line, join_lines
from extractors.text.paragraphs import Paragraph
from extractors.values.statuses import status_of
from extractors.vocabulary import fold

_Row = tuple[Cell, ...]
_Turned = tuple[Mapping[int, str], tuple[_Row, ...], tuple[_Row, ...]]

_MOST_COLUMNS = 6
_LONGEST_LABEL = 60  # letters
_MOST_WORDS_OF_LABEL = 5
_KNOWN_SHARE = 0.6  # of the labels: a form asks for a few things that no vocabulary has
_FEWEST_LABELS = 3
_MOST_ROWS_OF_CARD = 16
_FEWEST_ALIKE = 3  # tables that begin their rows alike; a header and its continuation are two
_FEWEST_AGAIN = 1  # labels of a form that recurs
_FEWEST_UNDER_HEADINGS = 4  # below a row that may as well head columns
_SAME_EDGE_PT = 2.0  # between the left edges of a frame's values
_HEAD_BESIDE = frozenset(
    {"description", "directive", "comment"}
)  # and what stands beside it: "Projekt 3 | Beskrivning"
_NAMES = frozenset({"project", "activity", "assignment", "goal"})  # what a card's first line may call it
_VALUES = frozenset({"outcome", "target", "baseline", "current", "goal", "forecast", "result"})
_BESIDE_VALUES = frozenset(
    {
        "trend",
        "assessment",
        "status",
        "comment",
        "followup",
        "responsible",
        "unit",
        "measure_unit",
        "comparison",
        "ignored",
    }
)
_FEWEST_VALUES = 2  # labels of values in a card of an indicator
_MOST_WORDS_OF_VALUE = 6  # "bland de 25 % bästa"; a longer text beside "Mål" is a goal in words
_COUNTED = re.compile(r"(?:antal|andel)(?:et|en)?(?!\w)")  # how a name begins, not a label: "Antal klagomål"
_OTHER_NUMBER = re.compile(r"(?<![\d-])(?!(?:19|20)\d\d(?!\d))\d+(?![\d-])|%")  # than a year or a day: that is a value
_VALUE_BEGINS = re.compile(r"^(?:[<>≥≤=±+-]|\d|(?:minst|högst|lägst|max|under|över|mer|mindre|ca|öka|minska)(?!\w))")
_NO_LABELS = frozenset(
    {"money", "outcome", "target", "baseline", "indicator"}
)  # first cells of rows of amounts or values


@dataclass(slots=True)
class Card:
    """A card's labels with their cells, and the line over them."""

    head: Cell | None = None
    fields: list[tuple[str, Cell]] = field(default_factory=list)

    def has(self, label: str) -> bool:
        return any(fold(label) == fold(known) for known, _ in self.fields)


def cards_in(table: Table, recurring: frozenset[str]) -> _Turned | None:
    """The table as headings, rows and titles, where its cells are labels and what is said beside or below them.

    ``recurring``: as ``recurring_labels`` gives them for the document.
    """
    if table.n_columns > _MOST_COLUMNS:
        return None
    rows = [tuple(row) for row in table.rows() if row]
    if 2 * table.n_columns <= _MOST_COLUMNS:
        rows = _parted(rows)
    labelled = _label_columns(rows, recurring)
    cards = _of_values(rows, table.n_columns)
    if not cards:
        cards = _beside(rows, labelled, recurring) if labelled else _inside(rows)
    return turned(cards) if cards else None


def _parted(rows: Sequence[_Row]) -> list[_Row]:
    """The rows of a frame without inner lines: its labels each with what stands right of it, cut where all values
    begin; the rows themselves where the cells of any column aren't so made."""
    columns = sorted({cell.col for row in rows for cell in row})
    parts = [_lines_beside([cell for row in rows for cell in row if cell.col == column]) for column in columns]
    if not all(parts):
        return list(rows)
    found = sorted((row for part in parts for row in part), key=lambda row: (row[0].page, row[0].box.top, row[0].col))
    return [tuple(replace(cell, row=number) for cell in row) for number, row in enumerate(found)]


def _lines_beside(cells: Sequence[Cell]) -> list[_Row]:
    """The labels of one column's cells, each with its value, a line over them alone; empty where they are none."""
    lines = [(cell, line) for cell in cells for paragraph in cell.paragraphs for line in paragraph.lines]
    edge = _value_edge([line for _, line in lines])
    if edge is None:
        return []
    found: list[tuple[Cell, list[Line], list[Line]]] = []
    for cell, line in lines:
        left = Line(line.page, tuple(word for word in line.words if word.x0 < edge - _SAME_EDGE_PT))
        right = Line(line.page, tuple(word for word in line.words if word.x0 >= edge - _SAME_EDGE_PT))
        begins = not found or found[-1][0] is not cell or bool(right.words) or _is_label(left.text, frozenset())
        if left.words and begins:
            found.append((cell, [left], []))
        elif left.words:
            found[-1][1].append(left)
        if right.words and found:
            found[-1][2].append(right)
    rows = [(cell, 2 * cell.col, labels, values) for cell, labels, values in found]
    return [
        (_cell_of(cell, column, labels), *([_cell_of(cell, column + 1, values)] if values else []))
        for cell, column, labels, values in rows
    ]


def _value_edge(lines: Sequence[Line]) -> float | None:
    """Where the values begin that stand right of known labels on the same line, in points; None for fewer than three
    labels or other places."""
    edges = []
    for line in lines:
        first, *others = line.segments
        if others and _known(first.text.rstrip(": ")) is not None:
            edges.append(others[0].box.x0)
    alike = [edge for edge in edges if abs(edge - min(edges)) <= _SAME_EDGE_PT]
    return min(alike) if len(alike) >= _FEWEST_LABELS and len(alike) == len(edges) else None


def _cell_of(cell: Cell, column: int, lines: Sequence[Line]) -> Cell:
    paragraph = Paragraph(tuple(lines), join_lines(lines, Lexicon(frozenset())), None)
    return replace(cell, col=column, text=paragraph.text, paragraphs=(paragraph,), box=paragraph.box, is_header=False)


def recurring_labels(tables: Iterable[Table]) -> frozenset[str]:
    """The folded first words of rows that stand before other words in several small tables alike: forms that are filled
    in again and again have their labels there, whatever they are called."""
    found: Counter[str] = Counter()
    for table in tables:
        if table.n_columns in (2, 4) and table.n_rows <= _MOST_ROWS_OF_CARD:
            rows = [row for row in table.rows() if len(row) > 1]
            before = [cell for row in rows for cell in row[:-1:2] if cell.text and len(cell.text) <= _LONGEST_LABEL]
            found.update({fold(cell.text or "") for cell in before})
    return frozenset(label for label, count in found.items() if count >= _FEWEST_ALIKE)


def _is_label(text: str | None, recurring: frozenset[str]) -> bool:
    """Whether a short text is a label: a known one, one that recurs, or one that says so by its colon."""
    line = " ".join((text or "").split())
    if not line or len(line) > _LONGEST_LABEL:
        return False
    return line.endswith(":") or _known(line) is not None or fold(line) in recurring


def _may_be_value(text: str | None, recurring: frozenset[str]) -> bool:
    """Whether what stands right of a label is no label itself; a unit's name or a status may be a heading's word."""
    line = " ".join((text or "").split())
    return not _is_label(text, recurring) or _known(line) == "unit" or status_of(line) is not None


def _known(line: str) -> str | None:
    if len(line.split()) > _MOST_WORDS_OF_LABEL and not line.endswith(("?", ":")):
        return None
    concept = concept_of(line)
    return concept if concept not in _NO_LABELS else None


def _label_columns(rows: Sequence[_Row], recurring: frozenset[str]) -> list[int]:
    """The columns of labels: most of their cells are known ones, of several kinds, or all recur in other forms; each
    with a cell right of it."""
    found = []
    first = [not _may_be_value(cell.text, recurring) for cell in rows[0]] if rows else []
    fewest = _FEWEST_UNDER_HEADINGS if sum(first) > 1 else _FEWEST_LABELS
    for column in sorted({cell.col for row in rows for cell in row}):
        beside = [(cell, right) for row in rows for cell, right in pairwise(row) if cell.col == column and cell.text]
        labels = [cell for cell, _ in beside if _is_label(cell.text, recurring)]
        kinds = {known for cell in labels if (known := _known(" ".join((cell.text or "").split()))) is not None}
        values = [right for _, right in beside if _may_be_value(right.text, recurring)]
        enough = min(len(labels), len(kinds)) >= fewest and len(labels) >= _KNOWN_SHARE * len(beside)
        recur = [cell for cell in labels if fold(cell.text or "") in recurring]
        again = len(recur) == len(beside) >= _FEWEST_AGAIN and bool(kinds)
        if (enough or again) and 2 * len(values) > len(beside):
            found.append(column)
    return found if found[:1] == [0] else []


def _beside(rows: Sequence[_Row], columns: Sequence[int], recurring: frozenset[str]) -> list[Card]:
    """The cards of labels with their values right of them; two columns with the same labels are cards side by side."""
    sides: dict[int, list[Card]] = {column: [Card()] for column in columns}
    texts = [{fold(c.text or "") for row in rows for c in row if c.col == column} for column in columns]
    apart = len(columns) > 1 and len(texts[0] & texts[1]) * 2 > len(texts[0])
    for row in rows:
        if len(row) == 1 and row[0].text:
            for cards in sides.values():
                cards.append(Card(head=row[0]))
            continue
        for cell, right in pairwise(row):
            if cell.col not in sides or not cell.text:
                continue
            cards = sides[cell.col if apart else columns[0]]
            label = " ".join(cell.text.split())
            names = _known(label) in _NAMES or not _is_label(label, recurring)
            if names and right.col not in sides and _known(" ".join((right.text or "").split())) in _HEAD_BESIDE:
                cards.append(Card(head=cell))  # two headings in a row begin a card
            elif cards[-1].has(label):
                cards.append(Card(fields=[(label, right)]))
            else:
                cards[-1].fields.append((label, right))
    found = [card for column in (columns if apart else columns[:1]) for card in sides[column] if card.fields]
    return sorted(found, key=lambda card: (card.fields[0][1].row, card.fields[0][1].col)) if apart else found


def _inside(rows: Sequence[_Row]) -> list[Card]:
    """The cards that are a cell each, with a line per label: 'Ansvarig: Skolan'."""
    cells = [cell for row in rows for cell in row if cell.text]
    lined = [cell for cell in cells if len(cell.paragraphs) >= _FEWEST_LABELS]
    cards = [card for cell in lined if len((card := _lines(cell.paragraphs, cell)).fields) >= _FEWEST_LABELS]
    return cards if cards and len(cards) >= _KNOWN_SHARE * len(cells) else []


def _of_values(rows: Sequence[_Row], n_columns: int) -> list[Card]:
    """The cards of indicators: labels of values with the values beside them, or both in the lines of a cell."""
    if n_columns in (2, 4):
        cards = [card for left in range(0, n_columns, 2) for card in _values_beside(rows, left)]
        if cards and all(map(has_values, cards)):
            return sorted(cards, key=lambda card: (card.fields[0][1].row, card.fields[0][1].col))
    cells = [cell for row in rows for cell in row if cell.text]
    lined = [cell for cell in cells if sum(len(p.lines) for p in cell.paragraphs) >= _FEWEST_VALUES]
    cards = [card for cell in lined if has_values(card := _values_inside(cell))]
    return cards if cards and len(cards) >= _KNOWN_SHARE * len(cells) else []


def has_values(card: Card) -> bool:
    """Whether a card has several labels of values, and a number beside one."""
    labels = [label for label, _ in card.fields if _value_label(label) in _VALUES]
    told = [cell for label, cell in card.fields if label in labels and any(c.isdigit() for c in cell.text or "")]
    return len(labels) >= _FEWEST_VALUES and bool(told)


def _values_beside(rows: Sequence[_Row], left: int) -> list[Card]:
    """The cards in a column of labels and the one right of it; none where it holds anything else."""
    cards: list[Card] = []
    for row in rows:
        label, value = (next((c for c in row if c.col == col), None) for col in (left, left + 1))
        line = _line(label)
        if label is None or not line:
            continue
        known = _value_label(line)
        if known is None and (value is None or not value.text):
            cards.append(Card(head=label))
        elif value is None or known is None or not _is_said_of(known, _line(value)):
            return []
        else:
            cards = cards or [Card()]
            if known == "indicator" or (cards[-1].has(line) and cards[-1].fields):
                cards.append(Card())
            cards[-1].fields.append((line, value))
    return [card for card in cards if card.fields]


def _is_said_of(label: str, text: str) -> bool:
    """Whether what stands beside a label may be what it asks for: no label itself, and of a value few words."""
    return _value_label(text) is None and (label not in _VALUES or len(text.split()) <= _MOST_WORDS_OF_VALUE)


def _value_label(line: str) -> str | None:
    """What a label of a card of an indicator speaks of; None for any other text."""
    if len(line.split()) > _MOST_WORDS_OF_LABEL or _COUNTED.match(fold(line)) or _OTHER_NUMBER.search(line):
        return None
    concept = concept_of(line)
    return concept if concept in _VALUES or concept in _BESIDE_VALUES or concept == "indicator" else None


def _line(cell: Cell | None) -> str:
    return " ".join((cell.text or "").split()) if cell is not None else ""


def _values_inside(cell: Cell) -> Card:
    """The card in one cell: its first lines are its name, then a label and its value in a line or in two."""
    card = Card()
    names: list[Line] = []
    pending: str | None = None
    for line in (line for paragraph in cell.paragraphs for line in paragraph.lines):
        label, value = (None, line.text) if pending is not None else label_and_value(line.text)
        label, pending = pending or label, None
        if label is not None and value:
            card.fields.append((label, _part(cell, value, line)))
        elif label is not None:
            pending = label
        elif not card.fields:
            names.append(line)
    if names:
        card.head = _part(cell, " ".join(line.text for line in names), names[0])
    return card


def label_and_value(text: str) -> tuple[str | None, str]:
    """The label of a value that a line begins with and what follows; None and the line where it begins otherwise."""
    before, colon, rest = text.partition(":")
    if colon:
        return (before.strip(), rest.strip()) if _value_label(before.strip()) is not None else (None, text)
    words = text.split()
    for count in range(min(len(words), _MOST_WORDS_OF_LABEL), 0, -1):
        label, value = " ".join(words[:count]), " ".join(words[count:])
        if (not value or _VALUE_BEGINS.match(fold(value))) and _value_label(label) in _VALUES:
            return label, value
    return None, text


def _part(cell: Cell, text: str, line: Line) -> Cell:
    return replace(cell, text=text, box=line.box)


def _lines(paragraphs: Sequence[Paragraph], cell: Cell) -> Card:
    card = Card()
    for paragraph in paragraphs:
        label, colon, rest = paragraph.text.partition(":")
        if colon and rest.strip() and _known(label) is not None and not card.has(label):
            card.fields.append((label, replace(cell, text=rest.strip(), paragraphs=(paragraph,), box=paragraph.box)))
        elif not card.fields and card.head is None:
            card.head = replace(cell, text=paragraph.text, paragraphs=(paragraph,), box=paragraph.box)
    return card


def turned(cards: Sequence[Card]) -> _Turned:
    """Each card a row; its head, if any card has one, the first column, which has no heading."""
    labels: dict[str, str] = {}
    for card in cards:
        for label, _ in card.fields:
            labels.setdefault(fold(label), label.rstrip(": "))
    first = 1 if any(card.head is not None for card in cards) else 0
    place = {label: number for number, label in enumerate(labels, first)}
    headers = {0: ""} if first else {}
    headers |= {place[folded]: label for folded, label in labels.items()}
    rows = tuple(tuple(_cells(card, number, place)) for number, card in enumerate(cards))
    return headers, rows, ()


def _cells(card: Card, number: int, place: Mapping[str, int]) -> Iterator[Cell]:
    held = [(0, card.head)] if card.head is not None else []
    for column, cell in sorted(
        [*held, *((place[fold(label)], cell) for label, cell in card.fields)], key=lambda p: p[0]
    ):
        yield replace(cell, row=number, col=column, row_span=1, col_span=1, is_header=False)
