"""Budget lines: the amounts of all tables about money, with what they measure and what bears them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.budget.amounts import amount_of, in_kronor, unit_in
from extractors.budget.arithmetic import SumRow, confirmed
from extractors.budget.columns import Meaning, meaning_of, names_several, role_of_column, years_named
from extractors.budget.rows import BudgetRow, Layout, is_detail, is_subtotal, layout_of, rows_of
from extractors.budget.tables import Part, amounts_of, is_budget_table, outer_beside, parts_of, with_header
from extractors.budget.titles import Surroundings, column_meaning, remark_of, statement_of, surroundings
from extractors.budget.verification import Figure, Verdict, verdicts
from extractors.document.model import Document, Table
from extractors.interpret.columns import uncovered
from extractors.interpret.context import Context
from extractors.records import BudgetLineRecord, FindingRecord
from extractors.vocabulary import fold

__all__ = ["find_budget_lines", "is_budget_table"]

_BROKEN_SHARE = 0.25  # of a table's amounts: above it the table's columns were read wrongly
_FEWEST_BROKEN = 2
_LONGEST_AMOUNT = 25  # letters: "ca 500" is an amount that can't be read, a sentence is a remark
_DIFFERENCES = ("variance", "change", "project_variance")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of amounts: its heading, what that means, and the unit that it names for itself; ``doubt``: why what it
    measures is not certain."""

    text: str
    meaning: Meaning
    unit: str | None
    doubt: str | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A part of a table ready to be written down."""

    table: Table
    part: Part
    around: Surroundings
    unit: str | None
    columns: dict[int, _Column]
    rows: list[BudgetRow]


def find_budget_lines(document: Document, context: Context) -> tuple[list[BudgetLineRecord], list[FindingRecord]]:
    """The lines of all tables about money in the document's order, and what could not be read or is contradicted."""
    lines: list[BudgetLineRecord] = []
    findings: list[FindingRecord] = []
    tables = [(table, parts_of(table)) for table in document.tables if is_budget_table(table)]
    headed = [part for _, parts in tables for part in parts if part.headers and part.rows]
    unit: str | None = None
    for table, parts in tables:
        around = surroundings(document, table, parts)
        unit = around.unit or unit
        own = [with_header(part, headed, at) for at, part in enumerate(parts)]
        sheets, unknown = _sheets(table, own, around, unit, context)
        findings.extend(unknown)
        if (reason := _uncertain(sheets)) is not None:
            findings.append(_finding(context, table, "uncertain_table", "warning", reason))
            continue
        for sheet in sheets:
            made, found = _lines(document, sheet, sheets, context)
            lines.extend(made)
            findings.extend(found)
    return lines, findings


def _sheets(
    table: Table, parts: Sequence[Part], around: Surroundings, unit: str | None, context: Context
) -> tuple[list[_Sheet], list[FindingRecord]]:
    """The parts with their columns and rows; a column of amounts that nothing names is a finding."""
    year = around.year or context.identity.year
    sheets: list[_Sheet] = []
    findings: list[FindingRecord] = []
    start = 1
    for part in parts:
        columns = {col: c for col in sorted(part.headers) if (c := _column(part, col, around, year)) is not None}
        findings.extend(_unnamed(table, part, columns, context))
        for column in columns.values():
            if column.doubt is not None:
                message = f"what the column measures is not certain: {column.doubt}; its amounts are not verified"
                doubt = _finding(context, table, "uncertain_column", "warning", message)
                findings.append(replace(doubt, column_text=column.text))
        layout = layout_of(part, tuple(columns))
        if layout is not None and columns:
            rows = rows_of(part, layout, start)
            sheets.append(_Sheet(table, part, around, unit, _counted(columns, layout), rows))
        start += len(part.rows)
    return sheets, findings


def _column(part: Part, col: int, around: Surroundings, year: int | None) -> _Column | None:
    header = part.headers[col]
    if role_of_column(header) in ("note", "code", "ignored"):
        return None
    if col not in amounts_of(part):
        return None
    if names_several(header) and any(cell.col_span > 1 for cell in part.heads.get(col, ())):
        return None
    own = meaning_of(header, year, investment=around.investment)
    meaning = own or column_meaning(header, around, year)
    if meaning is None or (col == 0 and role_of_column(header) is not None):
        return None
    if meaning.year is None and not meaning.measure.startswith("project_"):
        meaning = meaning._replace(year=year)
    return _Column(header, meaning, unit_in(header), _doubt(part, col, own, meaning, around))


def _doubt(part: Part, col: int, own: Meaning | None, meaning: Meaning, around: Surroundings) -> str | None:
    """Why it isn't certain what a column measures."""
    if col in uncovered(part.heads):
        others = [
            meaning_of(f"{text} {part.headers[col]}", meaning.year, investment=around.investment)
            for text in outer_beside(part, col)
        ]
        if own is None or any(other is not None and other[:2] != meaning[:2] for other in others):
            return "nothing stands over its heading where something stands over others', which may be meant for it too"
    if list(part.headers.values()).count(part.headers[col]) > 1:
        return "another column has the same heading, which must mean something else there"
    if meaning.measure not in _DIFFERENCES and years_named(part.headers[col]) > 1:
        return "its heading has several years, as two headings that were run together have"
    return None


def _counted(columns: dict[int, _Column], layout: Layout) -> dict[int, _Column]:
    return {col: column for col, column in columns.items() if col in layout.amounts}


def _unnamed(table: Table, part: Part, columns: Mapping[int, _Column], context: Context) -> list[FindingRecord]:
    """Findings for the columns of amounts whose heading says nothing of what they measure."""
    amounts = {col for col in amounts_of(part) if col > 0}
    found = []
    for col in sorted(amounts - columns.keys()):
        header = part.headers.get(col, "")
        right_of_first = not columns or col > min(columns)
        if right_of_first and role_of_column(header) not in ("note", "code", "ignored"):
            message = "the column's heading names no measure that is known; its amounts are left out"
            found.append(_finding(context, table, "unknown_column", "info", message, column=header or None))
    return found


def _uncertain(sheets: Sequence[_Sheet]) -> str | None:
    """Why a table's numbers can't be trusted, None where nothing speaks against them."""
    cells = [amount_of(cell) for sheet in sheets for row in sheet.rows for cell in row.cells.values()]
    broken = sum(amount is not None and amount.kind == "broken" for amount in cells)
    if broken >= _FEWEST_BROKEN and broken > _BROKEN_SHARE * len(cells):
        return f"{broken} of {len(cells)} amounts can't be read as one number each: its columns were read wrongly"
    return None


def _lines(
    document: Document, sheet: _Sheet, sheets: Sequence[_Sheet], context: Context
) -> tuple[list[BudgetLineRecord], list[FindingRecord]]:
    meanings = [column.meaning for other in sheets for column in other.columns.values()]
    rows = [row for other in sheets for row in other.rows]
    statement = statement_of(sheet.around, [other.part for other in sheets], rows, meanings)
    if statement is None:
        message = "its title names a statement that budget lines don't have; its amounts are left out"
        return [], [_finding(context, sheet.table, "other_statement", "info", message)]
    remark = remark_of(sheet.around, sheet.part) if statement.endswith("analys") else None
    lines: list[BudgetLineRecord] = []
    findings: list[FindingRecord] = []
    for row, figure, verdict in _judged(document, sheet):
        line = _line(sheet, row, figure, verdict, statement, remark or row.note, context)
        if not line.label:
            findings.append(_about(context, line, "missing_label", "warning", "an amount without a label is left out"))
            continue
        lines.append(line)
        findings.extend(_findings(context, line, figure, verdict))
    return lines, findings


def _judged(document: Document, sheet: _Sheet) -> list[tuple[BudgetRow, Figure, Verdict]]:
    """The sheet's amounts in order, each with its row and what bears it out."""
    placed: list[tuple[BudgetRow, Figure]] = []
    for row in sheet.rows:
        for col, cell in sorted(row.cells.items()):
            amount = amount_of(cell)
            if amount is not None and amount.kind == "words" and _hides_a_number(amount.text):
                amount = amount._replace(kind="broken")
            if amount is not None and amount.kind != "words":
                placed.append((row, Figure(row.index, col, cell, amount)))
    figures = [figure for _, figure in placed]
    scanned = {count.page for count in document.ledger if count.text_source == "ocr"}
    heard = verdicts(figures, sheet.part.heads, document.streams, _reckoned(sheet, figures), scanned)
    return [(row, figure, verdict) for (row, figure), verdict in zip(placed, heard, strict=True)]


def _hides_a_number(text: str) -> bool:
    return len(text) <= _LONGEST_AMOUNT and any(c.isdigit() for c in text)


def _reckoned(sheet: _Sheet, figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """The places of the numbers that the sheet's own arithmetic bears out."""
    values = {(f.row, f.col): f.amount.value for f in figures if f.amount.value is not None}
    measures = {col: column.meaning.measure for col, column in sheet.columns.items()}
    rows = [
        SumRow(row.index, row.section, row.is_total, is_subtotal(row.label), is_detail(row.label)) for row in sheet.rows
    ]
    found: set[tuple[int, int]] = set()
    for whole_life in (False, True):
        own = [col for col, measure in measures.items() if measure.startswith("project_") == whole_life]
        differences = [col for col in own if measures[col] in _DIFFERENCES]
        found |= confirmed(values, differences, [col for col in own if col not in differences], rows)
    return found


def _line(
    sheet: _Sheet,
    row: BudgetRow,
    figure: Figure,
    verdict: Verdict,
    statement: str,
    note: str | None,
    context: Context,
) -> BudgetLineRecord:
    column, amount = sheet.columns[figure.col], figure.amount
    label = row.label_of(figure.col)
    counts = column.meaning.measure == "count" or fold(label).startswith("antal ")
    measure = "planned" if amount.kind == "mark" else "count" if counts else column.meaning.measure
    unitless = amount.kind == "mark" or counts
    unit = None if unitless else amount.unit or unit_in(label) or column.unit or sheet.unit
    return BudgetLineRecord(
        document_id=context.document_id,
        table_id=f"{context.document_id}-t{sheet.table.index + 1}",
        statement=statement,
        table_title=sheet.around.title,
        section=row.section,
        row=row.index,
        code=row.code,
        label=label,
        is_total=row.is_total,
        column_text=column.text,
        measure=measure,
        year=column.meaning.year,
        as_of=column.meaning.as_of,
        amount_text=amount.text,
        amount=amount.value,
        unit=unit,
        amount_sek=None if amount.value is None else in_kronor(amount.value, unit),
        verified=verdict.verified and amount.kind != "broken" and column.doubt is None,
        evidence=", ".join(verdict.evidence) or None,
        note=note,
        page=figure.cell.page,
        bbox=figure.box,
    )


def _findings(context: Context, line: BudgetLineRecord, figure: Figure, verdict: Verdict) -> list[FindingRecord]:
    if figure.amount.kind == "broken":
        message = f"'{line.amount_text}' is not a number: the amount is left empty, its text kept"
        return [_about(context, line, "unreadable_number", "warning", message)]
    if verdict.against is not None:
        message = f"another reading of the page ({verdict.against}) has something else here: not verified"
        return [_about(context, line, "contradicted_number", "warning", message)]
    return []


def _about(context: Context, line: BudgetLineRecord, check: str, severity: str, message: str) -> FindingRecord:
    return FindingRecord(
        document_id=context.document_id,
        check_name=check,
        severity=severity,
        message=message,
        stated=line.amount_text,
        expected=None,
        table_id=line.table_id,
        label=line.label or None,
        column_text=line.column_text,
        page=line.page,
        bbox=line.bbox,
    )


def _finding(
    context: Context, table: Table, check: str, severity: str, message: str, column: str | None = None
) -> FindingRecord:
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
        word=column,
        vocabulary="measures.toml" if column is not None else None,
    )
