"""Stretches of money ready to be written down: columns with what they measure, rows with their labels and sections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.budget.amounts import amount_of
from extractors.budget.columns import (
    Meaning,
    are_run_together,
    meaning_of,
    measure_of,
    names_several,
    role_of_column,
    years_named,
)
from extractors.budget.headings import bare_columns, stands_over
from extractors.budget.measures import from_surroundings
from extractors.budget.rows import BudgetRow, Layout, layout_of, open_section, rows_of
from extractors.budget.stretches import Stretch, stretches
from extractors.budget.tables import Part, amounts_of, outer_beside, outer_left, parts_of
from extractors.budget.titles import Surroundings
from extractors.document.model import Document, Table
from extractors.interpret.blocks import uncovered
from extractors.interpret.context import Context
from extractors.interpret.money import Evidence
from extractors.records import FindingRecord
from extractors.values.amounts import unit_in

_FEWEST_AMOUNTS = 4  # fewer numbers without headings may be anything
_THREE_DIGITS = re.compile(r"\d{3}")
DIFFERENCES = ("variance", "change", "project_variance")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts: its heading, what that means, and the unit that it names for itself.

    ``by_row``: its heading is a year alone, and a row that names a measure goes before ``meaning``; ``doubt``: why what
    the column measures is not certain.
    """

    text: str
    meaning: Meaning
    unit: str | None
    by_row: bool
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stretch with its columns and rows; those that continue each other have the same ``group``.

    ``borrowed``: its unit is that of a table before, in a document whose tables have several.
    """

    table: Table
    part: Part
    around: Surroundings
    unit: str | None
    evidence: Evidence
    group: int
    columns: dict[int, Column]
    rows: list[BudgetRow]
    borrowed: bool = False


def sheets_of(document: Document, context: Context) -> tuple[list[Sheet], list[FindingRecord]]:
    """The sheets of all stretches of money in order, and findings for the amounts that have no measure or no label."""
    sheets: list[Sheet] = []
    findings: list[FindingRecord] = []
    units = {stretch.around.unit for stretch in stretches(document) if stretch.evidence.is_money} - {None}
    for stretch in stretches(document):
        if not stretch.evidence.is_money:
            continue
        year = stretch.around.year or context.identity.year
        columns = _columns(stretch, year, context)
        layout = layout_of(stretch.part, tuple(columns))
        findings.extend(_doubts(stretch, columns, context))
        findings.extend(_unnamed(stretch, columns, layout, context))
        if layout is None or not columns:
            continue
        rows = rows_of(stretch.part, layout, _first_row(stretch), _section_before(sheets, stretch))
        sheets.append(
            Sheet(
                stretch.table,
                stretch.part,
                stretch.around,
                stretch.unit,
                stretch.evidence,
                stretch.group,
                columns,
                rows,
                borrowed=len(units) > 1 and _borrows_unit(stretch),
            )
        )
    return sheets, findings


def _borrows_unit(stretch: Stretch) -> bool:
    """Whether nothing in the table or around it says its unit."""
    said = (
        unit_in(cell.text) for cell in stretch.table.cells if cell.text and not any(map(str.isdigit, cell.text[:1]))
    )
    return stretch.around.unit is None and stretch.unit not in said


def _first_row(stretch: Stretch) -> int:
    """The number of the stretch's first row among its table's rows below headers, from 1."""
    start = 1
    for part in parts_of(stretch.table):
        if part.rows is stretch.part.rows:
            break
        start += len(part.rows)
    return start


def _section_before(sheets: Sequence[Sheet], stretch: Stretch) -> str | None:
    """The section that is still open where the stretch continues the one before."""
    if stretch.section is not None:
        return stretch.section
    before = sheets[-1] if sheets else None
    goes_on = before is not None and before.group == stretch.group and before.table is not stretch.table
    return open_section(before.rows) if before is not None and goes_on else None


def _columns(stretch: Stretch, year: int | None, context: Context) -> dict[int, Column]:
    part = stretch.part
    wanted = [col for col in sorted(part.headers) if col in amounts_of(part)]
    wanted = [col for col in wanted if role_of_column(part.headers[col]) not in ("note", "code", "ignored")]
    return {col: column for col in wanted if (column := _column(stretch, col, year, context)) is not None}


def _column(stretch: Stretch, col: int, year: int | None, context: Context) -> Column | None:
    part, around = stretch.part, stretch.around
    header = part.headers[col]
    if names_several(header) and any(cell.col_span > 1 for cell in part.heads.get(col, ())):
        return None
    own = meaning_of(_with_project(part, col, around), year, investment=around.investment)
    if own is None and col == 0 and role_of_column(header) is not None:
        return None
    meaning, by_row = (own, False) if own is not None else from_surroundings(part, col, around, year, context.identity)
    if meaning is None:
        return None
    if meaning.year is None and not meaning.measure.startswith("project_"):
        meaning = meaning._replace(year=year)
    return Column(header, meaning, unit_in(header), by_row, _doubt(part, col, own, meaning, around))


def _with_project(part: Part, col: int, around: Surroundings) -> str:
    """A column's heading, with that of a project's whole life over the columns left of it which may be meant for it."""
    header = part.headers[col]
    outer = outer_left(part, col) if around.investment and col in uncovered(part.heads) else None
    of_project = outer is not None and (measure_of(f"{outer} {header}", investment=True) or "").startswith("project_")
    return f"{outer} {header}" if of_project else header


def _doubt(part: Part, col: int, own: Meaning | None, meaning: Meaning, around: Surroundings) -> str | None:
    """Why it isn't certain what a column measures."""
    if part.misplaced:
        return "its header's words don't stand over the columns of numbers"
    columns = [number for number in amounts_of(part) if number > 0]
    if bare_columns(part, columns) and not stands_over(part, col):
        return "its heading stands beside its numbers, and another column of numbers has none"
    if col in uncovered(part.heads):
        others = [
            meaning_of(f"{text} {part.headers[col]}", meaning.year, investment=around.investment)
            for text in outer_beside(part, col)
        ]
        if own is None or any(other is not None and other[:2] != meaning[:2] for other in others):
            return "nothing stands over its heading where something stands over others', which may be meant for it too"
    if _may_go_on(part, col, investment=around.investment):
        return "its numbers may go on in the column beside it, which has three digits in each cell"
    if any(are_run_together(part.headers[other]) for other in _beside(part, col)):
        return "the heading beside it has the words of two, one of which may be its own"
    if [part.headers.get(other) for other in columns].count(part.headers[col]) > 1:
        return "another column has the same heading, which must mean something else there"
    if meaning.measure not in DIFFERENCES and years_named(part.headers[col]) > 1:
        return "its heading has several years, as two headings that were run together have"
    return None


def _may_go_on(part: Part, col: int, *, investment: bool) -> bool:
    """Whether the column right of it may hold the rest of its numbers: three digits in each cell, and no measure."""
    after = min((other for other in amounts_of(part) if other > col), default=None)
    if after is None or measure_of(part.headers.get(after, ""), investment=investment) is not None:
        return False
    texts = [amount.text for cell in amounts_of(part)[after] if (amount := amount_of(cell)) is not None]
    return all(map(_THREE_DIGITS.fullmatch, texts))


def _beside(part: Part, col: int) -> list[int]:
    """The columns of amounts with a heading of their own right beside a column."""
    columns = sorted(c for c in amounts_of(part) if part.headers.get(c) and part.headers[c] != part.headers.get(col))
    return [*[c for c in columns if c < col][-1:], *[c for c in columns if c > col][:1]]


def _doubts(stretch: Stretch, columns: Mapping[int, Column], context: Context) -> list[FindingRecord]:
    found = []
    for column in columns.values():
        if column.doubt is not None:
            message = f"what the column measures is not certain: {column.doubt}; its amounts are not verified"
            found.append(finding_on(context, stretch.table, "uncertain_column", "warning", message, column.text))
    return found


def _unnamed(
    stretch: Stretch, columns: Mapping[int, Column], layout: Layout | None, context: Context
) -> list[FindingRecord]:
    """Findings for the columns of amounts whose heading says nothing of what they measure."""
    left = None if layout is None or not columns else layout.label
    unnamed = [
        (stretch.part.headers.get(col, ""), len(cells))
        for col, cells in amounts_of(stretch.part).items()
        if col > 0 and col not in columns and (left is None or col > left)
    ]
    unnamed = [(text, n) for text, n in unnamed if role_of_column(text) not in ("note", "code", "ignored")]
    if not columns and sum(n for _, n in unnamed) < _FEWEST_AMOUNTS:
        return []
    found = []
    for text, n in unnamed:
        message = f"the column's heading names no measure that is known; its {n} amounts are left out"
        found.append(finding_on(context, stretch.table, "unknown_column", "warning", message, text or None, word=text))
    return found


def finding_on(
    context: Context, table: Table, check: str, severity: str, message: str, column: str | None = None, word: str = ""
) -> FindingRecord:
    """A finding about a table, or about one of its columns; ``word``: a heading that the vocabulary lacks."""
    return FindingRecord(
        document_id=context.document_id,
        check_name=check,
        severity=severity,
        message=message,
        stated=None,
        expected=None,
        table_id=f"{context.document_id}-t{table.index + 1}",
        label=None,
        column_text=column,
        page=table.page,
        bbox=table.box,
        word=word or None,
        vocabulary="measures.toml" if word else None,
    )
