"""Indicators and their values: the rows, cards or columns of blocks that hold baselines, targets or outcomes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table
from extractors.interpret.assessment import Assessment, Legend, assess, assess_cell, colour_of, direction_in
from extractors.interpret.blocks import Row, cell_at
from extractors.interpret.choose import Reading
from extractors.interpret.context import Context, area_of
from extractors.interpret.legends import ASSUMED, ASSUMED_MESSAGE, legends_of
from extractors.interpret.value_columns import ValueColumn, Values, values_of
from extractors.plan.field_places import placed, shows
from extractors.plan.indicator_lines import cards_of_lines
from extractors.plan.indicator_tables import Measured, labels_in_groups, measured_in
from extractors.plan.listed_indicators import listed_indicators
from extractors.records import FieldPlaceRecord, FindingRecord, IndicatorRecord, IndicatorValueRecord
from extractors.values.indicator_cells import (
    BROKEN,
    CellValue,
    group_word,
    is_no_value,
    parse_cell,
    unit_of_name,
    years_in,
)
from extractors.vocabulary import fold

_STARRED = re.compile(r"^\s*([*†‡]+)\s*(\S.*)")
_TRAFFIC_LIGHTS = frozenset({"met", "partly", "not_met"})


class Indicators(NamedTuple):
    """What the blocks of indicators hold, what in them could not be read for certain, and where their fields stand."""

    records: list[IndicatorRecord]
    values: list[IndicatorValueRecord]
    findings: list[FindingRecord]
    places: list[FieldPlaceRecord]


class _Reader(NamedTuple):
    """What the reading of every row needs."""

    document: Document
    context: Context
    legend: Legend
    reading: Reading
    values: Values
    coloured: frozenset[int]
    findings: list[FindingRecord]


def find_indicators(document: Document, context: Context, readings: Sequence[Reading]) -> Indicators:
    """The indicators of all blocks of their kind in the document's order, their values and the findings on them."""
    found = Indicators([], [], [], [])
    legend = legends_of(document).goals
    lines = cards_of_lines(document)
    readings = sorted((r for r in (*readings, *lines.readings) if r.kind == "indicators"), key=_place)
    in_groups = labels_in_groups(readings)
    for reading in readings:
        values = values_of(reading.block)
        if values is None:
            continue
        reader = _Reader(
            document, context, legend, reading, values, _coloured_columns(reading, values, legend), found.findings
        )
        indicators, nameless = measured_in(reading, in_groups)
        before = len(found.values)
        for measured in indicators:
            indicator = _indicator(measured, f"{context.document_id}-i{len(found.records) + 1}", reader)
            found.records.append(indicator)
            found.values.extend(_values(measured, indicator, reader))
            found.places.extend(_places(measured, indicator, reader))
        for row in nameless:
            message = "a row of values that no indicator's name stands before"
            _note(reader, "nameless_indicator", "warning", message, row[0])
        _note_untold(reader, has_values=len(found.values) > before)
    records, told = listed_indicators(document, context, len(found.records))
    return found._replace(records=[*found.records, *records], values=[*found.values, *told])


def _place(reading: Reading) -> tuple[int, float]:
    cells = [cell for row in reading.block.rows for cell in row if cell.page == reading.block.page]
    return reading.block.page, min((cell.box.top for cell in cells), default=0.0)


def _note_untold(reader: _Reader, *, has_values: bool) -> None:
    """A finding for each column of numbers whose kind its heading doesn't tell, and for a block without any value."""
    block = reader.reading.block
    for col in sorted(reader.values.untold):
        cell = next((c for row in block.rows for c in row if c.col == col and c.text), None)
        if cell is not None:
            header = block.headers.get(col, "")
            message = f"whether the values under '{header}' are a baseline, a target or an outcome can't be told"
            _note(reader, "uncertain_values", "warning", message, cell)
    if not has_values and block.rows:
        _note(reader, "uncertain_values", "warning", "indicators without any value that can be read", block.rows[0][0])


def _indicator(block: Measured, indicator_id: str, reader: _Reader) -> IndicatorRecord:
    context, table = reader.context, reader.reading.block.table
    assessment = _assessment(block, reader)
    goal_id = context.goal_named(block.goal) if block.goal is not None else None
    goal_id = goal_id or next(
        (goal for row in reversed(block.over) if (goal := context.goal_of_row(table, row)) is not None), None
    )
    goal_id = goal_id or context.goal_beside(table, block.rows[0][0].row)
    other_goal = any(row.goal is not None for row in block.over)
    headings = [row.text for row in block.over if row.goal is None and context.goal_of_row(table, row) is None]
    return IndicatorRecord(
        indicator_id=indicator_id,
        document_id=context.document_id,
        goal_id=goal_id or (None if other_goal else context.goal_over(table if table.index >= 0 else table.section)),
        area=headings[-1] if headings else _area(block, table, context),
        name=block.name,
        fulfilment=assessment.fulfilment,
        trend=_trend(block, assessment, reader),
        comment=_comment(block, assessment, reader),
        page=block.page,
        bbox=block.box,
    )


def _places(block: Measured, indicator: IndicatorRecord, reader: _Reader) -> Iterator[FieldPlaceRecord]:
    """Where assessment, trend and comment stand; what stands in the row of the name has no place of its own."""
    for field in ("fulfilment", "trend", "comment"):
        cells = [cell for _, cell in _cells(block, field, reader)]
        yield from placed(indicator.indicator_id, indicator.document_id, field, cells)


def _area(block: Measured, table: Table, context: Context) -> str | None:
    """The heading that the table stands under; above one that names the indicator itself the next one."""
    section = table.section
    if section.parent is not None and section.parent.heading is not None and fold(section.title) == fold(block.name):
        return area_of(section.parent)
    return context.area_over(table)


def _line(cell: Cell) -> str:
    return " ".join((cell.text or "").split())


def _cells(block: Measured, role: str, reader: _Reader) -> list[tuple[Row, Cell]]:
    """The indicator's own cells in the column of that role that hold anything, one that spans several rows once."""
    cells = {reader.reading.cell(row, role): row for row in reversed(block.rows)}
    found = [(row, cell) for cell, row in cells.items() if cell is not None and shows(cell)]
    return found[::-1]


def _assessment(block: Measured, reader: _Reader) -> Assessment:
    """What the cell under 'Måluppfyllelse' says, else the colour of an outcome in a column of coloured outcomes."""
    cells = _cells(block, "fulfilment", reader)
    if not cells and reader.reading.block.is_card:
        cells = [(row, row[0]) for row in block.rows if row[0].col == reader.reading.name and row[0].symbol is not None]
        cells = [(row, replace(cell, text=None)) for row, cell in cells]
    if not cells:
        shades = {_outcome_colour(row, reader) for row in block.rows} - {None}
        _note_assumed(block, reader, by_colour=bool(shades))
        return Assessment(shades.pop() if len(shades) == 1 else None, None, None, None)
    all_ = [assess_cell(cell, row, reader.legend) for row, cell in cells]
    for (_, cell), one in zip(cells, all_, strict=True):
        if one.doubt is not None:
            _note(reader, "unknown_assessment", "warning" if one.words else "info", one.doubt, cell, block, one.unknown)
    _note_assumed(block, reader, by_colour=any(one.fulfilment and not one.words for one in all_))
    fulfilments, trends = {one.fulfilment for one in all_}, {one.trend for one in all_} - {None}
    return Assessment(
        fulfilments.pop() if len(fulfilments) == 1 else None,
        trends.pop() if len(trends) == 1 else None,
        "\n".join(one.words for one in all_ if one.words) or None,
        None,
    )


def _note_assumed(block: Measured, reader: _Reader, *, by_colour: bool) -> None:
    """Say once that the colours of the assessments have the usual meaning, where the document explains none."""
    if by_colour and not reader.legend.known and not any(f.check_name == ASSUMED for f in reader.findings):
        _note(reader, ASSUMED, "info", ASSUMED_MESSAGE, block.rows[0][0], block)


def _coloured_columns(reading: Reading, values: Values, legend: Legend) -> frozenset[int]:
    """The columns of outcomes whose cells are coloured one by one like a traffic light; one colour down a whole column
    is decoration."""
    coloured = set()
    for col, value in values.columns.items():
        if value.kind != "outcome" or "fulfilment" in reading.columns:
            continue
        cells = [(row, cell) for row in reading.block.rows if (cell := cell_at(row, col)) is not None]
        meanings = {assess(None, colour_of(cell, row), legend).fulfilment for row, cell in cells}
        if len(meanings & _TRAFFIC_LIGHTS) > 1:
            coloured.add(col)
    return frozenset(coloured)


def _outcome_colour(row: Row, reader: _Reader) -> str | None:
    cells = [cell for col in sorted(reader.coloured) if (cell := cell_at(row, col)) is not None]
    met = [assess(None, colour_of(cell, row), reader.legend).fulfilment for cell in cells]
    return met[-1] if met else None


def _trend(block: Measured, assessment: Assessment, reader: _Reader) -> str | None:
    cells = [cell for _, cell in _cells(block, "trend", reader)]
    telling = [cell for cell in cells if cell.text or cell.alternative or cell.arrow]
    for cell in cells:
        if direction_in(cell) is None and (cell in telling or cell.symbol is not None):
            shown = f"'{_line(cell)}'" if cell.text else "a picture"
            _note(reader, "unknown_trend", "info", f"no direction can be read from {shown}", cell, block)
    trends = {direction_in(cell) for cell in telling}
    return (trends.pop() if len(trends) == 1 else None) if telling else assessment.trend


def _comment(block: Measured, assessment: Assessment, reader: _Reader) -> str | None:
    """The words under 'Kommentar' or in full-width rows below, else those under 'Måluppfyllelse'."""
    own = [cell.text for _, cell in _cells(block, "comment", reader) if cell.text]
    return "\n".join([*own, *block.remarks]) or assessment.words


def _values(block: Measured, indicator: IndicatorRecord, reader: _Reader) -> list[IndicatorValueRecord]:
    """One value per filled cell, with the group that its row or column is of."""
    rows = [(row, group, _value_cells(row, block)) for row, group in zip(block.rows, block.groups, strict=True)]
    rows = [(row, group, cells) for row, group, cells in rows if cells]
    grouped = len(rows) > 1 and not block.across
    found = []
    for row, own_group, cells in rows:
        read = [parse_cell(cell.text or "", grouped=grouped) for cell, _ in cells]
        group = own_group or (_group(row, read, reader) if grouped else None)
        for (cell, column), value in zip(cells, read, strict=True):
            groups = [None if cell.row_span > 1 and own_group is None else group, column.group]
            told = ", ".join(word for word in groups if word) or None
            found.append(_value(cell, column, value, indicator, told, row, reader))
            if value.doubt is not None:
                severity = "warning" if value.doubt == BROKEN else "info"
                _note(reader, "unreadable_number", severity, f"'{_line(cell)}': {value.doubt}", cell, block)
    return found


def _value_cells(row: Row, block: Measured) -> list[tuple[Cell, ValueColumn]]:
    """The row's filled cells of values, each once; one over several years has no year of its own."""
    found = []
    for cell in row:
        columns = [value for col, value in block.columns.items() if cell.col <= col < cell.col + cell.col_span]
        if not columns or not cell.text or is_no_value(cell.text):
            continue
        column = columns[0]
        if len({other.year for other in columns}) > 1:
            column = column._replace(year=None)
        if len({other.group for other in columns}) > 1:
            column = column._replace(group=None)
        told = block.across.get(row[0].row)
        found.append((cell, column._replace(kind=told.kind, year=told.year) if told is not None else column))
    return found


def _group(row: Row, read: list[CellValue], reader: _Reader) -> str | None:
    """What the row's own cell says whom it is of, a gender in small letters, else what is said beside its numbers."""
    text = reader.reading.text(row, "group")
    if text is not None:
        return group_word(text) or text
    return next((group_word(value.group) or value.group for value in read if value.group is not None), None)


def _value(
    cell: Cell,
    column: ValueColumn,
    value: CellValue,
    indicator: IndicatorRecord,
    group: str | None,
    row: Row,
    reader: _Reader,
) -> IndicatorValueRecord:
    return IndicatorValueRecord(
        indicator_id=indicator.indicator_id,
        document_id=indicator.document_id,
        group=group,
        kind=column.kind,
        year=value.year or _year_of_note(cell, value, reader) or column.year,
        value_text=_line(cell),
        value=value.value,
        comparator=value.comparator,
        unit=_unit(value, indicator.name, row, reader) if value.value is not None else None,
        page=min(c.page for c in row if c.text),
        bbox=cell.box,
    )


def _unit(value: CellValue, name: str, row: Row, reader: _Reader) -> str | None:
    """'%' where cell or name says so, else the cell's own words, its row's under 'Måttenhet', the name's last word."""
    of_name = unit_of_name(name)
    if value.unit == "%" or of_name == "%":
        return "%"
    return value.unit or reader.reading.text(row, "measure_unit") or of_name


def _year_of_note(cell: Cell, value: CellValue, reader: _Reader) -> int | None:
    """The one year in the footnote that the cell's mark points to: below the table, or at the page's foot."""
    raised = {_plain(word.text) for p in cell.paragraphs for line in p.lines for word in line.words if word.raised}
    texts = [note.text for note in reader.document.footnotes if note.page == cell.page and _plain(note.mark) in raised]
    if value.mark is not None:
        for paragraph in reader.reading.block.table.section.paragraphs:
            starred = _STARRED.match(paragraph.text)
            mark, text = starred.groups() if starred else (paragraph.marker, paragraph.text)
            if mark == value.mark:
                texts.append(text)
        texts += [note.text for note in reader.document.footnotes if note.mark == value.mark]
    years = {year for text in texts for year in years_in(text)}
    return years.pop() if len(years) == 1 else None


def _plain(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)


def _note(
    reader: _Reader,
    check_name: str,
    severity: str,
    message: str,
    cell: Cell,
    block: Measured | None = None,
    assessment: str | None = None,
) -> None:
    """Add a finding on a cell; ``assessment``: the words in it that the vocabulary lacks."""
    table = reader.reading.block.table
    reader.findings.append(
        FindingRecord(
            document_id=reader.context.document_id,
            check_name=check_name,
            severity=severity,
            message=message,
            stated=_line(cell) or None,
            expected=None,
            table_id=f"{reader.context.document_id}-t{table.index + 1}" if table.index >= 0 else None,
            label=block.name if block is not None else None,
            column_text=reader.reading.block.headers.get(cell.col),
            page=cell.page,
            bbox=cell.box,
            word=assessment,
            vocabulary="fulfilment.toml" if assessment is not None else None,
        )
    )
