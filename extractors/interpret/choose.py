"""Which shape each block has: all shapes are scored on it, the one that explains most of it is taken.

A shape's score is the share of the block's filled cells that it explains (a column under a known heading counts as
that heading is certain, one that only looks right less), times how well the records' name is told. Below ``_LEAST``
the block stays unknown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.document.model import Cell, Document, cached_per_object
from extractors.identity.assignment_headings import assignment_heading
from extractors.interpret.blocks import Block, Row, blocks_of, contents, value_at, weights
from extractors.interpret.line_above import Above, LineAbove, above
from extractors.interpret.money import holds_only_numbers, is_money
from extractors.interpret.roles import Contents, Weights
from extractors.interpret.shapes import SHAPES, Shape
from extractors.interpret.value_columns import Values, values_of
from extractors.values.value_headings import time_apart

_LEAST = 0.45
_SURE = 0.9
_FEWEST_UNRELATED = 2  # columns; or the first one
_BEFORE_NAMES = frozenset({"code", "area", "unit"})  # what may stand before the column of names
_MONEY = 0.7  # a block of amounts that are money: less than activities with an amount each
_CLOSE = 0.08  # between the best and the second: closer is a finding
_AGAINST = 0.75  # what a column that speaks against a shape leaves of its score
_SECOND_CHOICE = 0.05  # what each further concept of a field weighs less
_UNUSED, _IGNORED = 0.4, 0.6  # a known column that no field of the shape takes, one that no record has
_GUESSED = 0.8  # a column told by its cells and place
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_BESIDE_GUESS = 2  # certain fields beside a name whose heading is unknown
_SPOKEN_OF = 0.5  # weight of a concept from which a column may fill a field: coordinated in its heading, or better
_HARDLY = 0.3  # weight of a concept that a heading only mentions
_FEW_VALUES = 0.3  # of the cells of a column of names may look like values
_CARD_HEAD = 0.7  # of the line over a card as a name: below a label that says "name"
_FEWEST_WITHOUT_NAME = 2  # fields beside a name that stands over the block or the card
_UNKNOWN_OF_CARD = 0.3  # a label that no vocabulary has: forms ask for a few things of their own
_ANNOUNCED = 0.8  # the first column under a heading that announces the records
_LOOSE_NAMES = frozenset({"area", "description", "group", "ignored"})
_NO_NAMES = frozenset({"code", "type", "area"})
_ANNOUNCED_RECORDS = frozenset().union(*(shape.announced_by for shape in SHAPES))
_WHOSE = frozenset({"responsible", "contact"})
_NUMBERS = 0.6  # of a column's cells
_TOLD_AGAIN = frozenset({"status", "completion", "comment"})  # fields that a table may tell of several times
_FEWEST_TIMES = 2
_COUNTED = 0.85  # of a name beside numbers: 'Effektmål' is enough, 'Beskrivning' isn't


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
        """The cell that names the row's record; of a card without a name of its own the line over it."""
        if self.name is None:
            return None
        cell = value_at(self.block, row, self.name)
        return value_at(self.block, row, 0) if cell is None and self.block.is_card else cell

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
    over = above(document, block.table)
    return reading_of(block, over._replace(name=None) if block.number > 0 else over, number)


def reading_of(block: Block, over: Above, number: int) -> Reading:
    """What a block is taken for; ``over``: what stands over its table."""
    tried = {shape.kind: _NONE if is_unrelated(block) else _fit(shape, block, over) for shape in SHAPES}
    scores = {kind: fit.score for kind, fit in tried.items()}
    if holds_only_numbers(block):
        scores = {kind: score if tried[kind].name is not None else 0.0 for kind, score in scores.items()}
    if is_money(block):
        scores = {**scores, "indicators": 0.0, "budget": _MONEY}
    kind = max(scores, key=scores.__getitem__)
    if scores[kind] < _LEAST:
        return Reading(block, "unknown", None, None, {}, scores, number)
    if kind == "budget":
        return Reading(block, kind, None, None, {}, scores, number)
    best = tried[kind]
    return Reading(block, kind, best.name, over.name if best.name is None else None, best.columns, scores, number)


@cached_per_object
def is_unrelated(block: Block) -> bool:
    """Whether a block is about something else than records of a plan: the document, persons, a meeting, words."""
    told = [col for col, concepts in sorted(weights(block).items()) if concepts.get("unrelated", 0.0) >= _SURE]
    filled = [col for col, look in sorted(contents(block).items()) if look.filled]
    if any(concepts.get("assignment", 0.0) >= _SURE for concepts in weights(block).values()):
        return False  # a list of uppdrag may begin with their Dnr
    told_first = filled[1:] if len(filled) > 1 and weights(block)[filled[0]].keys() & _BEFORE_NAMES else []
    return len(told) >= _FEWEST_UNRELATED or (bool(told) and told[0] in (*filled[:1], *told_first[:1]))


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    name: int | None
    columns: Mapping[str, tuple[int, ...]]


_NONE = _Fit(0.0, None, {})


def _fit(shape: Shape, block: Block, over: Above) -> _Fit:
    """How well a shape explains a block, and which column is which field."""
    known, looks = weights(block), contents(block)
    filled = {col: look.filled for col, look in looks.items() if look.filled}
    if not filled:
        return _NONE
    announced = bool(shape.announced_by & over.announced)
    values = values_of(block) if shape.values else None
    if shape.values and values is None:
        return _NONE
    if values is not None:
        name, worth = values.name, _worth(shape, values, known)
    else:
        name, worth = _name(shape, block, known, looks, announced=announced)
        others = over.announced & _ANNOUNCED_RECORDS - shape.announced_by
        if name is None and shape.line_above and not block.is_card and (announced or not others):
            name, worth = _guessed_name(shape, block, known, looks)
    if name is None and values is not None and block.titles:
        worth = _GUESSED
    elif name is None:
        if over.name is None or not (shape.line_above or (announced and shape.given is not None)):
            return _NONE
        worth = over.name.weight if shape.line_above else _SURE
    explained: dict[int, float] = {name: worth} if name is not None else {}
    taken = _fields(shape, block, values, explained)
    counted = name is not None and _is_counted(shape, name, known)
    fewest = 0 if values is not None or counted else _fewest(block, name, known, taken, announced=announced)
    given = shape.given is not None and _says_who_gave(block, name)
    if not given and len(shape.needs & taken.keys()) < fewest:
        return _NONE
    if name is None and values is None and _names_left(block, known, looks, explained):
        return _NONE
    unknown = _UNKNOWN_OF_CARD if block.is_card else 0.0
    for col in filled.keys() - explained.keys():
        explained[col] = _left(known.get(col, {})) or unknown
    score = sum(filled[col] * explained[col] for col in filled) / sum(filled.values())
    against = shape.against - {"money"} if _says_who_does_what(known, name) else shape.against
    speaks_against = not block.is_card and any(
        known[col].get(concept, 0.0) > _CLOSE and col != name for col in filled for concept in against
    )
    if shape.given is not None and not given and not shape.given & taken.keys():
        speaks_against |= any(max(looks[col].status, looks[col].sign) >= _NUMBERS for col in filled)
    return _Fit(score * math.sqrt(worth) * (_AGAINST if speaks_against else 1.0), name, taken)


def _says_who_does_what(known: Mapping[int, Weights], name: int | None) -> bool:
    """Whether the names are surely those of activities and a column says whose they are or when they are ready: what
    they cost or save beside that makes them no budget."""
    others = [concepts for col, concepts in known.items() if col != name]
    whose = any(_says(concepts, ("responsible", "due_on", "status", "schedule")) for concepts in others)
    return name is not None and whose and _says(known[name], ("activity",))


def _says_who_gave(block: Block, name: int | None) -> bool:
    """Whether the heading over the table or over its names says that what stands there was given as an uppdrag."""
    over = (block.table.section.title, block.headers.get(name, "") if name is not None else "")
    return any((heading := assignment_heading(text)) is not None and heading.certain for text in over)


def _names_left(
    block: Block, known: Mapping[int, Weights], looks: Mapping[int, Contents], explained: Container[int]
) -> bool:
    """Whether a column of words is left that no field takes: it may name the rows rather than the line above, as the
    first does even where no record has what it holds."""
    first = min((col for col, look in looks.items() if look.filled), default=None)
    left = [col for col, look in looks.items() if look.filled and col not in explained and not block.is_card]
    worded = [col for col in left if max(looks[col].number, looks[col].date) < _NUMBERS]
    return any(not known[col].keys() & (_NO_NAMES if col == first else _NO_NAMES | {"ignored"}) for col in worded)


def _fields(
    shape: Shape, block: Block, values: Values | None, explained: dict[int, float]
) -> dict[str, tuple[int, ...]]:
    """Field to its columns, best first; how surely each is explained is added to ``explained``."""
    known, looks = weights(block), contents(block)
    taken: dict[str, tuple[int, ...]] = {}
    if values is not None:
        taken["values"] = tuple(values.columns)
        explained |= {col: value.worth for col, value in values.columns.items()}
        for field, column in (("goal", values.goal), ("group", values.group)):
            if column is not None:
                taken[field] = (column,)
                explained[column] = _GUESSED
    for field, concepts in shape.fields.items():
        found = _columns(concepts, known, looks, field, explained.keys())
        if found:
            columns = _latest(found, block) if field in _TOLD_AGAIN else tuple(found)
            taken[field] = (*taken.get(field, ()), *columns)
            explained |= found
    return taken


def _latest(columns: Iterable[int], block: Block) -> tuple[int, ...]:
    """The columns, of those that tell the same at several times ('Status T1', 'Status T2') the last filled: what
    was so before is no longer."""
    told = {col: time_apart(block.headers.get(col, "")) for col in columns}
    times = {col: end for col, (_, end) in told.items() if end is not None}
    named = {told[col][0] for col in times} - {""}
    filled = [col for col in times if contents(block)[col].filled]
    if len(set(times.values())) < _FEWEST_TIMES or len(named) > 1 or not filled:
        return tuple(told)
    last = max(filled, key=lambda col: times[col])
    return tuple(col for col in told if col not in times or col == last)


def _is_counted(shape: Shape, name: int, known: Mapping[int, Weights]) -> bool:
    """Whether a column of numbers counts what a column headed as the records themselves names: 'Nr | Nämndens mål'."""
    headed = any(shape.names.get(concept, 0.0) * weight >= _COUNTED for concept, weight in known[name].items())
    return headed and any(col < name and concepts.get("code", 0.0) >= _SURE for col, concepts in known.items())


def _fewest(
    block: Block,
    name: int | None,
    known: Mapping[int, Weights],
    taken: Mapping[str, tuple[int, ...]],
    *,
    announced: bool,
) -> int:
    """How many of the fields that a shape needs there must be: more where the name stands outside the rows, none where
    the heading over the block announces them and a description stands beside the name."""
    if name is None or (block.is_card and name == 0 and not block.headers.get(0)):
        return 1 if announced else _FEWEST_WITHOUT_NAME
    described = any("description" in concepts for col, concepts in known.items() if col != name)
    if not announced and known[name].keys() <= _LOOSE_NAMES and taken.keys() <= _WHOSE:
        return _FEWEST_WITHOUT_NAME  # areas and who is responsible for each are an organisation
    return 0 if announced and described and not taken else 1


def _name(
    shape: Shape, block: Block, known: Mapping[int, Weights], looks: Mapping[int, Contents], *, announced: bool
) -> tuple[int | None, float]:
    """The column that names the records: the best concept, of several the one with most cells of its own; the line over
    each card; under a heading that announces them the first column with words, whatever it is headed."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen = 0.0
    first = True
    for col, concepts in sorted(known.items()):
        look = looks[col]
        if not look.filled or max(look.number, look.status, look.date) > _NUMBERS:
            continue
        worth = max((shape.names.get(concept, 0.0) * weight for concept, weight in concepts.items()), default=0.0)
        if block.is_card and col == 0 and not block.headers.get(col):
            worth = _CARD_HEAD if shape.line_above or (announced and shape.given is not None) else 0.0
        elif announced and first and (not concepts or concepts.keys() & _LOOSE_NAMES):
            worth = max(worth, _ANNOUNCED)
        first = False
        rank = (round(worth, 1), look.filled, -col)
        if worth > 0 and rank > best:
            best, chosen = rank, worth
    return (-best[2], chosen) if chosen else (None, 0.0)


def _guessed_name(
    shape: Shape, block: Block, known: Mapping[int, Weights], looks: Mapping[int, Contents]
) -> tuple[int | None, float]:
    """The first column of words that all differ under a heading that is unknown, beside several columns that say what a
    record of this shape says: whatever it is headed, it is what the rows are called."""
    told = [field for field, concepts in shape.fields.items() if any(_says(own, concepts) for own in known.values())]
    for col in sorted(known):
        look = looks[col]
        values = max(look.number, look.status, look.date, look.unit, look.sign)
        if (
            max(known[col].values(), default=0.0) > _HARDLY
            or not block.headers.get(col)
            or look.filled < len(block.rows)
            or values > _FEW_VALUES
        ):
            continue
        texts = [cell.text for row in block.rows if (cell := value_at(block, row, col)) is not None]
        worded = 2 * sum(bool(_WORD.search(text or "")) for text in texts) > len(texts)
        if len(told) >= _FEWEST_BESIDE_GUESS and worded and len(set(texts)) == len(texts):
            return col, _GUESSED
    return None, 0.0


def _says(concepts: Weights, wanted: Sequence[str]) -> bool:
    return any(concepts.get(concept, 0.0) >= _SURE for concept in wanted)


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
            if weight >= _SPOKEN_OF and col not in used and col not in found and _may_be(field, concept, looks[col]):
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
    if field == "purpose":
        return look.number < _NUMBERS
    if field == "due_on" and concept == "date":
        return look.sentence < _NUMBERS
    return True


def _worth(shape: Shape, values: Values, known: Mapping[int, Weights]) -> float:
    """How well the column of names of a block of values is told: by its heading, or by being one of words."""
    if values.name is None:
        return 0.0
    concepts = known[values.name]
    return max([shape.names[""], *(shape.names.get(c, 0.0) * weight for c, weight in concepts.items())])


def _left(concepts: Weights) -> float:
    """What a column that no field takes counts: a known one is understood, if not used."""
    if not concepts:
        return 0.0
    return (
        _IGNORED
        if concepts.keys()
        & {"ignored", "forecast", "code", "area", "type", "financing", "description", "group", "comparison"}
        else _UNUSED
    )
