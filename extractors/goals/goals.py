"""Goals: those stated in text, then those that only tables name, and what stands under each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.document.model import Cell, Document, Table
from extractors.document.outline import Entry, outline_of
from extractors.goals.evidence import PLANS, Grounds, is_foreign_ground, states_goal, without_remarks
from extractors.goals.parts import Part, Stated, finding_on, mark_of, record_of
from extractors.goals.texts import area_of_goal, goals_in_text, unread_goals
from extractors.identity.identify import Identity
from extractors.interpret.assessment import Legend, colour_of, mark_colour
from extractors.interpret.blocks import Entry as RowEntry
from extractors.interpret.blocks import Row, contents, entries_of, over_rows, value_at, weights
from extractors.interpret.choose import Reading
from extractors.interpret.context import NO_TIES, Context, GoalTies
from extractors.interpret.full_width_rows import FullWidthRow
from extractors.interpret.legends import ASSUMED, ASSUMED_MESSAGE, legends_of
from extractors.records import FindingRecord, GoalRecord
from extractors.values.goal_labels import goal_label_in
from extractors.vocabulary import fold

_WORKED_ON = frozenset({"activities", "surveys", "indicators"})  # kinds of rows that stand under a goal
_FIELDS = ("rationale", "comment", "measure", "addressed_to")  # of a goal, as the shape of goals calls its columns
_SURE = 0.9  # of a column's heading
_FEW = 0.3  # of a column's cells
_LONGEST_MARK = 2  # letters of a mark in a matrix: "X", "✓", "ja"
_LISTED = re.compile(r"(\d{1,2})[.)]\s+(?=[^\W\d_])")  # the number of a goal in its cell: "1. Fler cyklar"
_FEWEST_BOARDS = 2
_FEWEST_WORDS = 2  # of a goal in a cell; "Mål 3" and "2.1" only refer to one


@dataclass(slots=True)
class Goals:
    """The goals, those that only tables name last; what stands under each; and what could not be read."""

    records: list[GoalRecord] = field(default_factory=list)
    ties: GoalTies = NO_TIES
    findings: list[FindingRecord] = field(default_factory=list)


@dataclass(slots=True)
class _Finder:
    """What the goals of one document are read with, and those found so far with the rows of tables tied to them."""

    document: Document
    document_id: str
    identity: Identity
    legend: Legend
    found: Goals = field(default_factory=Goals)
    rows: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, goal: Stated) -> str:
        """The goal_id of a goal more."""
        found, number = self.found, len(self.found.records) + 1
        record, doubt = record_of(goal, f"{self.document_id}-g{number}", self.document_id, self.identity, self.legend)
        found.records.append(record)
        found.findings.extend([doubt] if doubt is not None else [])
        by_colour = record.fulfilment is not None and record.fulfilment_text is None and not self.legend.known
        if by_colour and not any(f.check_name == ASSUMED for f in found.findings):
            found.findings.append(finding_on(record, ASSUMED, "info", ASSUMED_MESSAGE))
        return record.goal_id

    def known(self, text: str, table: Table, number: int | None = None) -> str | None:
        """The goal found before that a text in a table names."""
        context = Context(self.document_id, self.identity, self.found.ties, tuple(self.found.records))
        return context.goal_named(text) or (context.goal_numbered_over(table, number) if number is not None else None)


def find_goals(document: Document, document_id: str, identity: Identity, readings: Sequence[Reading]) -> Goals:
    """The goals under headings of their own, behind labels, in lists, in tables of goals and beside or over the rows of
    other tables."""
    finder = _Finder(document, document_id, identity, legends_of(document).goals)
    found = finder.found
    root = outline_of(document)
    grounds = _grounds(root, readings)
    spans, told = [], set()
    goals = goals_in_text(root, grounds, identity.title)
    if not goals and not grounds.goals and identity.document_type in PLANS:
        goals = goals_in_text(root, grounds._replace(in_plan=True), identity.title)
    for goal in goals:
        goal_id = finder.add(goal._replace(colour=mark_of(goal.parts, document.marks)))
        spans.append((goal.start, goal.end, goal_id))
        told.add(goal.entry.ordinal)
    ties = GoalTies(tuple(sorted(span for span in spans if span[0] < span[1])))
    places = {block.index: at for at, block in enumerate(document.blocks) if isinstance(block, Table)}
    found.ties = ties._replace(tables={i: over for i, at in places.items() if (over := ties.at(at)) is not None})
    holders = _holders(places, root)
    _read_tables(readings, holders, finder)
    found.ties = found.ties._replace(rows=finder.rows)
    tables = {r.block.table.index for r in readings if r.kind != "unknown"} | {table for table, _ in finder.rows}
    told |= {holders[table].ordinal for table in tables & holders.keys()}  # lines of text are in the outline
    names = {fold(name) for goal in found.records for name in (goal.title or "", goal.text)}
    found.findings += unread_goals(root, told, names, document_id)
    return found


def _grounds(root: Entry, readings: Sequence[Reading]) -> Grounds:
    counted = Counter(fold(entry.title) for entry in root.walk())
    return Grounds(
        in_plan=False,
        worked=frozenset(r.block.table.index for r in readings if r.kind in _WORKED_ON),
        activities=frozenset((r.above.page, r.above.box.top) for r in readings if r.above is not None),
        repeated=frozenset(title for title, times in counted.items() if times > 1),
        goals=frozenset(r.block.table.index for r in readings if r.kind == "goals"),
    )


def _holders(places: Mapping[int, int], root: Entry) -> dict[int, Entry]:
    """Per table, by its index, the last entry of the outline before its place."""
    order = list(root.walk())
    starts = [entry.ordinal for entry in order]
    return {index: order[bisect_right(starts, at) - 1] for index, at in places.items()}


def _read_tables(readings: Sequence[Reading], holders: dict[int, Entry], finder: _Finder) -> None:
    """The goals of tables; a block of a single goal holds for those of other records after it under one heading."""
    single: tuple[Entry, str] | None = None
    for reading in readings:
        table = reading.block.table
        if table.index < 0:  # lines of text, which the outline has
            continue
        holder = holders[table.index]
        if is_foreign_ground(holder):
            continue
        if reading.kind == "goals":
            _read_goal_columns(reading, holder, finder)
            own = [_tied(reading, entry, goal, finder) for entry, goal in _goal_rows(reading, holder, finder)]
            single = (holder, own[0]) if len(own) == 1 else None
        elif reading.kind == "unknown":
            for entry, goal in _matrix_rows(reading, holder, finder):
                _tied(reading, entry, goal, finder)
        elif reading.kind in _WORKED_ON:
            _read_group_rows(reading, holder, finder)
            _read_goal_columns(reading, holder, finder)
            if single is not None and single[0] is holder:
                for row in reading.block.rows:
                    finder.rows.setdefault((table.index, row[0].row), single[1])


def _tied(reading: Reading, entry: RowEntry, goal: Stated, finder: _Finder) -> str:
    table = reading.block.table
    goal_id = finder.known(goal.title or goal.text, table, goal.number) or finder.add(goal)
    finder.rows[table.index, entry.cells[0].row] = goal_id
    return goal_id


def _goal_rows(reading: Reading, holder: Entry, finder: _Finder) -> Iterator[tuple[RowEntry, Stated]]:
    """The rows of a table of goals."""
    block = reading.block
    told = _statement_column(reading)
    for entry in entries_of(block):
        cell = reading.named(entry.cells)
        if cell is None or not cell.text or cell.row != entry.cells[0].row:
            continue
        goal = _in_cell(reading, entry.cells, cell, holder, finder)
        statement = value_at(block, entry.cells, told) if told is not None else None
        if statement is not None and statement.text:
            goal = goal._replace(title=goal.text, text=statement.text)
        fulfilment = reading.cell(entry.cells, "fulfilment")
        if fulfilment is not None:
            shade = colour_of(fulfilment, entry.cells)
            goal = goal._replace(assessed=fulfilment.text or fulfilment.alternative, colour=shade)
        parts = tuple(_parts(reading, entry, told, goal))
        yield entry, goal._replace(parts=parts, number=_number(reading, entry, goal))


def _matrix_rows(reading: Reading, holder: Entry, finder: _Finder) -> Iterator[tuple[RowEntry, Stated]]:
    """The rows of a matrix of goals and boards: the first column names goals, the others have only marks."""
    block, known = reading.block, weights(reading.block)
    first = min(known, default=None)
    if first is None or known[first].get("goal", 0.0) < _SURE or len(known) < _FEWEST_BOARDS + 1:
        return
    for entry in entries_of(block):
        cell, *marks = entry.cells
        if cell.col != first or not cell.text or any(len(m.text or "") > _LONGEST_MARK for m in marks):
            return
        boards = [block.headers.get(m.col, "") for m in marks if m.text or m.symbol]
        parts = (Part("addressed_to", ", ".join(boards), cell.paragraphs[0]),) if boards else ()
        yield entry, _in_cell(reading, entry.cells, cell, holder, finder)._replace(parts=parts)


def _in_cell(reading: Reading, row: Row, cell: Cell, holder: Entry, finder: _Finder) -> Stated:
    """The goal whose words a cell holds, with or without a label before them."""
    assert cell.text is not None
    label = goal_label_in(cell.text)
    listed = _LISTED.match(cell.text) if label is None else None
    text = label.text if label is not None and label.text is not None else cell.text[listed.end() if listed else 0 :]
    header = reading.block.headers.get(cell.col, "")
    number = label.number if label is not None else int(listed[1]) if listed is not None else None
    place = cell.paragraphs[0]
    goal = Stated(holder, number, None, without_remarks(text), place, in_row=True, header=header)
    beside = _left_of(reading, row, cell.col, "area")
    area = reading.text(row, "area") or (beside.text if beside is not None else None)
    return goal._replace(area=area or area_of_goal(goal, (), finder.identity.title))


def _statement_column(reading: Reading) -> int | None:
    """The column that states the goals which another names: 'Beskrivning' beside 'Nämndmål'."""
    for col, concepts in weights(reading.block).items():
        cells = [value_at(reading.block, row, col) for row in reading.block.rows]
        texts = [cell.text for cell in cells if cell is not None and cell.text]
        stating = 2 * sum(map(states_goal, texts)) > len(texts)
        if col != reading.name and concepts.get("description", 0.0) >= _SURE and texts and stating:
            return col
    return None


def _parts(reading: Reading, entry: RowEntry, told: int | None, goal: Stated) -> Iterator[Part]:
    for name in _FIELDS:
        cell = reading.cell(entry.cells, name)
        if cell is not None and cell.text and cell.col != told:
            yield Part(name, cell.text, goal.place)
    for remark in entry.remarks:
        yield Part("comment", remark, goal.place)


def _number(reading: Reading, entry: RowEntry, goal: Stated) -> int | None:
    """The number in the goal's label, else in a column of numbers."""
    known = weights(reading.block)
    cells = [value_at(reading.block, entry.cells, col) for col in known if known[col].get("code", 0.0) >= _SURE]
    numbers = [cell.text.rstrip(".") for cell in cells if cell is not None and cell.text]
    return goal.number or next((int(number) for number in numbers if number.isdigit()), None)


def _read_group_rows(reading: Reading, holder: Entry, finder: _Finder) -> None:
    """The goals that rows over the others name: by a label, or where most of these rows state goals."""
    table = reading.block.table
    rows = [row for row in over_rows(reading.block).values() if row.remark is None]
    free = [row for row in rows if row.goal is None]
    stating = 2 * sum(states_goal(row.text) for row in free) > len(free)
    fills = {row.cell.fill for row in rows if row.goal is not None}
    for row in rows:
        if (row.goal is not None and row.goal.text is not None) or (row.goal is None and stating):
            number = row.goal.number if row.goal is not None else None
            goal = _in_cell(reading, (row.cell,), row.cell, holder, finder)._replace(header="", assessed=row.assessed)
            goal = goal._replace(colour=_colour(row, table, several=len(fills) > 1))
            known = finder.known(row.text, table, number) or finder.add(goal)
            finder.rows[table.index, row.cell.row] = known


def _colour(row: FullWidthRow, table: Table, *, several: bool) -> str | None:
    """'#rrggbb' of the mark in a goal's row, else of its fill where the goals' rows have ``several``."""
    marks = {mark_colour(cell) for cell in table.cells if cell.row == row.cell.row} - {None}
    if len(marks) == 1:
        return marks.pop()
    return row.cell.fill if not marks and several else None


def _read_goal_columns(reading: Reading, holder: Entry, finder: _Finder) -> None:
    """The goals that columns beside activities or indicators state, each cell for the rows that it spans; a row belongs
    to that of the last column, whose goals stand under those of the columns before."""
    for column in _goal_columns(reading):
        _read_goals_in(column, reading, holder, finder)


def _read_goals_in(column: int, reading: Reading, holder: Entry, finder: _Finder) -> None:
    block = reading.block
    known: dict[str, str | None] = {}  # by folded words
    cells = [(row, cell) for row in block.rows if (cell := value_at(block, row, column)) is not None and cell.text]
    for _, cell in cells:
        text = " ".join((cell.text or "").split())
        known.setdefault(fold(text), finder.known(text, block.table))
    unknown = [folded for folded, goal in known.items() if goal is None]
    stated = 2 * len(unknown) >= len(known) and all(_says_goal(folded) for folded in unknown)
    for row, cell in cells:
        folded = fold(" ".join((cell.text or "").split()))
        if known[folded] is None and stated:
            unit = _unit(reading, row)
            parts = (Part("addressed_to", unit.text, cell.paragraphs[0]),) if unit is not None and unit.text else ()
            known[folded] = finder.add(_in_cell(reading, row, cell, holder, finder)._replace(parts=parts))
        if (goal_id := known[folded]) is not None:
            finder.rows[block.table.index, row[0].row] = goal_id


def _unit(reading: Reading, row: Row) -> Cell | None:
    """The cell of a column of units left of the records' name: the board that a goal is addressed to."""
    return _left_of(reading, row, reading.name, "unit") if reading.name is not None else None


def _left_of(reading: Reading, row: Row, column: int, concept: str) -> Cell | None:
    """The row's cell in the first column left of another whose heading says that it holds the concept."""
    known = weights(reading.block)
    col = next((c for c in sorted(known) if c < column and known[c].get(concept, 0.0) >= _SURE), None)
    return value_at(reading.block, row, col) if col is not None else None


def _goal_columns(reading: Reading) -> list[int]:
    """The columns of goals beside the records' names: headed so, with words that are no values."""
    taken = {reading.name, *reading.columns.get("fulfilment", ())}
    looks, known = contents(reading.block), weights(reading.block)
    if reading.kind == "indicators":  # a column "Mål" right of the names holds targets, and may hold the names itself
        named = reading.name is not None and "indicator" in known[reading.name]
        taken |= {col for col in known if not named or reading.name is None or col > reading.name}
    worded = {col for col, look in looks.items() if look.filled and max(look.number, look.date, look.share) < _FEW}
    return [col for col in sorted(known.keys() - taken) if col in worded and known[col].get("goal", 0.0) >= _SURE]


def _says_goal(folded: str) -> bool:
    """Whether the words of a cell may be a goal's own: more than a label and a number."""
    label = goal_label_in(folded)
    words = (folded if label is None else label.text or "").split()
    return sum(word[:1].isalpha() for word in words) >= _FEWEST_WORDS
