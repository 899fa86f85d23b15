"""The rows of a block of indicators, put together to indicators: which rows belong to one, and what names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.document.model import Cell
from extractors.interpret.blocks import Entry, Row, cell_at, entries_of
from extractors.interpret.choose import Reading
from extractors.interpret.full_width_rows import FullWidthRow
from extractors.interpret.money import is_ratio, names_count
from extractors.interpret.value_columns import ValueColumn, Values, values_of
from extractors.records import Box
from extractors.values.indicator_cells import group_word, unit_of_name
from extractors.vocabulary import fold

_SENTENCE_WORDS = 7  # and a full stop: a row without values that describes the indicator above it
_ONLY_REMARK = re.compile(r"^\([^()]*\)$")
_GOES_ON = re.compile(r"^[^\W\d_]")
_OWN_MEASURE = re.compile(r"^(?:antal|andel|volym)")  # how the heading of a first column begins that is itself the name
_FEWEST_WORDS = 2  # of a heading that is a name: "Antal" alone is none
_SHARE = 0.5  # of a block's labels


@dataclass(slots=True)
class Measured:
    """An indicator with its rows of values: what names it, where, and the full-width rows over it.

    ``groups``: per row the words that tell it apart; ``goal``: what its row says of its goal; ``across``: what each row
    is, where the table's rows are years.
    """

    name: str
    page: int
    box: Box
    rows: list[Row]
    over: tuple[FullWidthRow, ...]
    groups: list[str | None] = field(default_factory=list)
    goal: str | None = None
    remarks: list[str] = field(default_factory=list)
    columns: Mapping[int, ValueColumn] = field(default_factory=dict)
    across: Mapping[int, ValueColumn] = field(default_factory=dict)


def measured_in(reading: Reading, groups_elsewhere: frozenset[str] = frozenset()) -> tuple[list[Measured], list[Row]]:
    """The indicators of a block in order, and the rows with values that no name stands before.

    ``groups_elsewhere``: labels of rows that stand under several measures in the document: they name no indicator.
    """
    values = values_of(reading.block)
    if values is None:
        return [], []
    entries = [entry for entry in entries_of(reading.block) if entry.cells[0].row not in values.skipped]
    if values.across:
        return _across(entries, values), []
    entries = list(_joined(entries, values))
    headline = _headline(reading, entries, values, groups_elsewhere)
    found: list[Measured] = []
    nameless: list[Row] = []
    measure: Cell | None = None
    goal: str | None = None
    for entry, below in pairwise([*entries, None]):
        if entry is None:
            break
        name = _name_of(entry.cells, reading)
        goal = reading.text(entry.cells, "goal") or goal
        if name is not None and below is not None and _heads(entry, name, below, values):
            measure = name
            continue
        if name is None and (values.name is not None or not _is_named_above(reading)):
            if found:
                found[-1].rows.append(entry.cells)
                found[-1].groups.append(None)
                found[-1].remarks += entry.remarks
            elif _values_in(entry.cells, values):
                nameless.append(entry.cells)
            continue
        if name is not None and (group := _group_of(name, found, reading, entry.cells)) is not None:
            found[-1].rows.append(entry.cells)
            found[-1].groups.append(group)
            found[-1].remarks += entry.remarks
            continue
        over_all = measure or _measure_over(entry, values) or headline
        if over_all is not None and name is not None:
            found = _under(over_all, name, entry, found)
        else:
            found.append(_started(name, entry, reading))
        found[-1].goal = goal
        found[-1].columns = values.columns
        found[-1].remarks += entry.remarks
    for one in found:
        one.columns = values.columns
    return found, nameless


def labels_in_groups(readings: Iterable[Reading]) -> frozenset[str]:
    """The folded labels of rows that stand under a measure's own row anywhere in the document."""
    found = set()
    for reading in readings:
        for one in measured_in(reading)[0]:
            found |= {fold(group) for group in one.groups if group and group_word(group) is None}
    return frozenset(found)


def _is_named_above(reading: Reading) -> bool:
    return reading.above is not None or bool(reading.block.titles)


def _started(name: Cell | None, entry: Entry, reading: Reading) -> Measured:
    if name is not None:
        return Measured(_line(name.text), name.page, name.box, [entry.cells], entry.over, [None])
    first = entry.cells[0]
    titles = reading.block.titles
    text = _line(titles[-1][0].text) if titles else reading.above.text if reading.above is not None else ""
    return Measured(text, first.page, first.box, [entry.cells], entry.over, [None])


def _under(measure: Cell, name: Cell, entry: Entry, found: list[Measured]) -> list[Measured]:
    """The row as one of the measure's that its own row, or the heading of the first column, names."""
    over = tuple(row for row in entry.over if row.cell is not measure)
    label = _line(name.text)
    if found and found[-1].box == measure.box and found[-1].page == measure.page:
        found[-1].rows.append(entry.cells)
        found[-1].groups.append(label)
        return found
    return [*found, Measured(_line(measure.text), measure.page, measure.box, [entry.cells], over, [label])]


def _name_of(row: Row, reading: Reading) -> Cell | None:
    """The row's own cell in the column of names, with words in it."""
    cell = cell_at(row, reading.name) if reading.name is not None else None
    return cell if cell is not None and cell.text else None


def _group_of(name: Cell, found: Sequence[Measured], reading: Reading, row: Row) -> str | None:
    """The group that a row of its own is of: 'kvinnor' below the indicator's row, or its name again beside a group."""
    if not found:
        return None
    own = group_word(name.text or "")
    if own is not None:
        return own
    beside = reading.text(row, "group") if fold(name.text or "") == fold(found[-1].name) else None
    return (group_word(beside) or beside) if beside is not None else None


def _heads(entry: Entry, name: Cell, below: Entry, values: Values) -> bool:
    """Whether a row of a name alone says what the rows below it count: 'Antal besökare' over 'Museet'."""
    if any(cell.text or cell.symbol for cell in entry.cells if cell is not name):
        return False
    label = cell_at(below.cells, values.name or 0)
    return bool(_values_in(below.cells, values)) and label is not None and _tells_what(name, label, values)


def _measure_over(entry: Entry, values: Values) -> Cell | None:
    """The full-width row over the entry that says what is counted."""
    over = entry.over[-1] if entry.over else None
    name = cell_at(entry.cells, values.name or 0)
    if over is None or over.goal is not None or name is None or not _tells_what(over.cell, name, values):
        return None
    return over.cell


def _tells_what(head: Cell, label: Cell, values: Values) -> bool:
    """Whether a row over others names what is measured and the label below it only of whom: the head is a measure, or
    anything where things are counted, and the label is none."""
    own = values.counted or _is_measure(head.text or "")
    return own and bool(label.text) and not _is_measure(label.text or "") and group_word(label.text or "") is None


def _is_measure(label: str) -> bool:
    return names_count(label) or is_ratio(label) or unit_of_name(label) is not None


def _headline(reading: Reading, entries: Sequence[Entry], values: Values, elsewhere: frozenset[str]) -> Cell | None:
    """The heading of the first column where it names what all rows count: it begins so ('Antal elever'), or the rows'
    labels stand under other measures too."""
    cells = reading.block.heads.get(values.name, ()) if values.name is not None else ()
    if not cells or values.named or any(_measure_over(entry, values) for entry in entries):
        return None
    labels = [fold(name.text or "") for entry in entries if (name := _name_of(entry.cells, reading)) is not None]
    text = fold(cells[-1].text or "")
    if len(text.split()) < _FEWEST_WORDS or not labels or any(map(_is_measure, labels)):
        return None
    known = sum(label in elsewhere for label in labels) > _SHARE * len(labels)
    return cells[-1] if _OWN_MEASURE.match(text) or known else None


def _across(entries: Sequence[Entry], values: Values) -> list[Measured]:
    """The indicators of a table whose rows are years: one per column."""
    found = []
    for col, value in values.columns.items():
        rows = [entry.cells for entry in entries if entry.cells[0].row in values.across]
        cells = [cell for row in rows if (cell := cell_at(row, col)) is not None and cell.text]
        if not cells:
            continue
        one = Measured(value.header, cells[0].page, cells[0].box, rows, entries[0].over, [None] * len(rows))
        one.columns, one.across = {col: value}, values.across
        found.append(one)
    return found


def _values_in(row: Row, values: Values) -> list[Cell]:
    return [
        cell for cell in row if cell.text and any(cell.col <= col < cell.col + cell.col_span for col in values.columns)
    ]


def _joined(entries: Iterable[Entry], values: Values) -> Iterator[Entry]:
    """The entries with rows that only go on with the one above taken into it: the rest of a name, a year in parentheses
    under its value; a row that only describes the one above it is left out."""
    before: Entry | None = None
    for entry in entries:
        name = cell_at(entry.cells, values.name) if values.name is not None else None
        if before is not None and values.name is not None and _goes_on(before, entry, name, values):
            before = replace(before, cells=_together(before.cells, entry.cells, values, name))
            continue
        if before is not None and name is not None and _describes(entry, name):
            continue
        if before is not None:
            yield before
        before = entry
    if before is not None:
        yield before


def _goes_on(before: Entry, entry: Entry, name: Cell | None, values: Values) -> bool:
    """Whether a row has no value of its own, but what goes on from the row above it."""
    own = [cell for cell in entry.cells if cell.text and cell is not name]
    if any(not any(cell.col <= col < cell.col + cell.col_span for col in values.columns) for cell in own):
        return False
    if name is not None and name.text and group_word(name.text) is not None:
        return False
    above = {cell.col for cell in before.cells if cell.text}
    if any(cell.col not in above for cell in own):
        return False
    texts = [_line(cell.text) for cell in own]
    rest = all(_ONLY_REMARK.match(t) or (_GOES_ON.match(t) and t[0].islower() and not _has_digit(t)) for t in texts)
    if not rest:
        return False
    goes_on = name is not None and bool(name.text) and (name.text or "")[0].islower()
    return any(map(_ONLY_REMARK.match, texts)) or goes_on


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _describes(entry: Entry, name: Cell) -> bool:
    """Whether a row is a sentence in the column of names and nothing else."""
    text = _line(name.text)
    alone = not any(cell.text or cell.symbol for cell in entry.cells if cell is not name)
    return alone and text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS


def _together(above: Row, below: Row, values: Values, name: Cell | None) -> Row:
    """The cells of two rows that are one; of the names only where the second goes on in the middle of a sentence."""
    more = {cell.col: cell for cell in below if cell.text}
    if name is not None and name.text and not name.text[0].islower():
        more.pop(name.col, None)
    return tuple(_with(cell, more[cell.col]) if cell.col in more else cell for cell in above)


def _with(cell: Cell, more: Cell) -> Cell:
    """A cell with the text of the one below it."""
    if not cell.text:
        return replace(more, row=cell.row)
    box = Box(
        min(cell.box.x0, more.box.x0),
        min(cell.box.top, more.box.top),
        max(cell.box.x1, more.box.x1),
        max(cell.box.bottom, more.box.bottom),
    )
    same_page = cell.page == more.page
    return replace(
        cell,
        text=f"{cell.text}\n{more.text}",
        paragraphs=(*cell.paragraphs, *more.paragraphs),
        box=box if same_page else cell.box,
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
