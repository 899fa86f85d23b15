"""Which shape each block has: all shapes are scored on it, the one that explains most of it is taken.

A shape's score is the share of the block's filled cells that it explains (a column under a known heading counts as
that heading is certain, one that only looks right less), times how well the records' name is told. Below ``_LEAST``
the block stays unknown.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from extractors.document.model import Cell, Document, cached_per_object
from extractors.interpret.blocks import Block, Row, blocks_of, contents, value_at, weights
from extractors.interpret.line_above import LineAbove, line_above
from extractors.interpret.money import is_money
from extractors.interpret.roles import Contents, Weights
from extractors.interpret.shapes import SHAPES, Shape
from extractors.vocabulary import fold

_LEAST = 0.45
_MONEY = 0.7  # a block of amounts that are money: less than activities with an amount each
_CLOSE = 0.08  # between the best and the second: closer is a finding
_AGAINST = 0.75  # what a column that speaks against a shape leaves of its score
_SECOND_CHOICE = 0.05  # what each further concept of a field weighs less
_UNUSED, _IGNORED = 0.4, 0.6  # a known column that no field of the shape takes, one that no record has
_ONLY_LOOKS = 0.6
_CARD_HEAD = 0.9
_FEWEST_OF_CARD = 2  # fields that make the line over a card a record's name
_NUMBERS = 0.6  # of a column's cells


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Reading:
    """A block as one kind of record. ``name``: the column that names each record, None where ``above`` does;
    ``columns``: field to its columns, best first; ``scores``: every shape's score; ``number``: of the reading in the
    document, from 0."""

    block: Block
    kind: str
    name: int | None
    above: LineAbove | None
    columns: Mapping[str, tuple[int, ...]]
    scores: Mapping[str, float]
    number: int

    def cell(self, row: Row, field: str) -> Cell | None:
        """The first filled cell that holds for the row in the field's columns, else the first; None without a
        column."""
        cells = [cell for col in self.columns.get(field, ()) if (cell := value_at(self.block, row, col)) is not None]
        return next((cell for cell in cells if cell.text), cells[0] if cells else None)

    def text(self, row: Row, field: str) -> str | None:
        """That cell's text on one line."""
        cell = self.cell(row, field)
        return " ".join(cell.text.split()) if cell and cell.text else None

    def named(self, row: Row) -> Cell | None:
        """The cell that names the row's record."""
        return value_at(self.block, row, self.name) if self.name is not None else None

    @property
    def rival(self) -> str | None:
        """The kind that explains the block nearly as well, if any."""
        ranked = sorted(((score, kind) for kind, score in self.scores.items() if kind != self.kind), reverse=True)
        close = ranked and self.kind in self.scores and self.scores[self.kind] - ranked[0][0] < _CLOSE
        return ranked[0][1] if close and ranked[0][0] >= _LEAST else None


@cached_per_object
def readings_of(document: Document) -> tuple[Reading, ...]:
    """A reading of every block of the document's tables, of kind 'unknown' where no shape explains it."""
    return tuple(_read(document, block, number) for number, block in enumerate(blocks_of(document)))


def _read(document: Document, block: Block, number: int) -> Reading:
    above = line_above(document, block.table) if block.number == 0 else None
    tried = {shape.kind: _fit(shape, block, above) for shape in SHAPES}
    scores = {kind: fit.score for kind, fit in tried.items()}
    if is_money(block):
        scores = {**scores, "indicators": 0.0, "budget": _MONEY}
    kind = max(scores, key=scores.__getitem__)
    if scores[kind] < _LEAST:
        return Reading(block, "unknown", None, None, {}, scores, number)
    if kind == "budget":
        return Reading(block, kind, None, None, {}, scores, number)
    best = tried[kind]
    return Reading(block, kind, best.name, above if best.name is None else None, best.columns, scores, number)


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    name: int | None
    columns: Mapping[str, tuple[int, ...]]


_NONE = _Fit(0.0, None, {})


def _fit(shape: Shape, block: Block, above: LineAbove | None) -> _Fit:
    """How well a shape explains a block, and which column is which field."""
    known, looks = weights(block), contents(block)
    filled = {col: look.filled for col, look in looks.items() if look.filled}
    if not filled:
        return _NONE
    name, worth = _name(shape, block, known, looks)
    if name is None and (not shape.line_above or above is None):
        return _NONE
    worth = worth if name is not None else above.weight if above is not None else 0.0
    taken: dict[str, tuple[int, ...]] = {}
    explained: dict[int, float] = {name: worth} if name is not None else {}
    for field, concepts in shape.fields.items():
        found = _columns(concepts, known, looks, field, explained.keys())
        if found:
            taken[field] = tuple(found)
            explained |= found
    if shape.values:
        found = {
            col: w for col in filled if col not in explained and (w := _value(shape, block, col, known, looks)) > 0
        }
        if found:
            taken["values"] = tuple(found)
            explained |= found
    fewest = _FEWEST_OF_CARD if block.is_card and name == 0 and not block.headers.get(0) else 1
    if len(shape.needs & taken.keys()) < fewest:
        return _NONE
    for col in filled.keys() - explained.keys():
        explained[col] = _left(known.get(col, {}))
    total = sum(filled.values())
    score = sum(filled[col] * explained.get(col, 0.0) for col in filled) / total
    against = any(known[col].get(concept, 0.0) > _CLOSE and col != name for col in filled for concept in shape.against)
    return _Fit(score * (worth**0.5) * (_AGAINST if against else 1.0), name, taken)


def _name(
    shape: Shape, block: Block, known: Mapping[int, Weights], looks: Mapping[int, Contents]
) -> tuple[int | None, float]:
    """The column that names the records: the best concept, of several the one with most cells of its own; in a block of
    cards the line over each."""
    best: tuple[float, int, int] | None = None
    for col, concepts in known.items():
        look = looks[col]
        if not look.filled or look.number > _NUMBERS or look.status > _NUMBERS or look.date > _NUMBERS:
            continue
        worth = max((shape.names.get(concept, 0.0) * weight for concept, weight in concepts.items()), default=0.0)
        if block.is_card and col == 0 and not block.headers.get(col):
            worth = _CARD_HEAD if shape.line_above else 0.0
        elif shape.values and col == min(known) and not worth:
            worth = shape.names[""]
        if worth > 0 and (best is None or (round(worth, 1), look.filled, -col) > best):
            best = (round(worth, 1), look.filled, -col)
            chosen = worth
    return (None, 0.0) if best is None else (-best[2], chosen)


def _columns(
    concepts: Sequence[str],
    known: Mapping[int, Weights],
    looks: Mapping[int, Contents],
    field: str,
    used: Container[int],
) -> dict[int, float]:
    """The free columns whose heading speaks of one of the concepts, the best concept first."""
    found: dict[int, float] = {}
    for rank, concept in enumerate(concepts):
        for col in sorted(known):
            weight = known[col].get(concept, 0.0)
            if weight >= 0.5 and col not in used and col not in found and _may_be(field, concept, looks[col]):
                found[col] = weight - rank * _SECOND_CHOICE
    return found


def _may_be(field: str, concept: str, look: Contents) -> bool:
    """Whether the cells don't speak against what the heading says."""
    if not look.filled:
        return True
    if field == "status" and concept != "status":
        return look.sentence < _NUMBERS and look.number < _NUMBERS
    if field == "comment" and concept in ("result", "current"):
        return look.number < _NUMBERS and look.status < _NUMBERS
    if field == "completion" and concept == "accomplished":
        return look.share > 0 or look.sign > 0 or look.number > 0
    if field == "due_on" and concept == "date":
        return look.sentence < _NUMBERS
    return True


def _value(shape: Shape, block: Block, col: int, known: Mapping[int, Weights], looks: Mapping[int, Contents]) -> float:
    """How certain a column is one of values."""
    look = looks[col]
    concepts = known.get(col, {})
    weight = max((w for concept, w in concepts.items() if concept in shape.values), default=0.0)
    if weight and ("goal" not in concepts or look.number > 0.3 or len(concepts) > 1):
        return weight
    heading = fold(block.headers.get(col, ""))
    bare_year = heading.removeprefix("år ").isdigit() and len(heading.removeprefix("år ")) == 4
    if look.number >= _NUMBERS and (bare_year or not concepts):
        return _ONLY_LOOKS
    return 0.0


def _left(concepts: Weights) -> float:
    """What a column that no field takes counts: a known one is understood, if not used."""
    if not concepts:
        return 0.0
    return (
        _IGNORED
        if concepts.keys() & {"ignored", "code", "area", "type", "financing", "description", "group"}
        else _UNUSED
    )
