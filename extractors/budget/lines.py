"""Budget lines: the amounts of all stretches about money, with what they measure and how they are verified."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extractors.budget.amounts import Amount, amount_of
from extractors.budget.arithmetic import SumRow, confirmed
from extractors.budget.measures import measure_of_row
from extractors.budget.rows import BudgetRow
from extractors.budget.sheets import DIFFERENCES, Sheet, finding_on, sheets_of
from extractors.budget.signs import amounts_in, commas_are_clear, has_unclear_comma, sign_columns
from extractors.budget.stretches import is_budget_table
from extractors.budget.sums import is_detail, is_subtotal
from extractors.budget.tables import amounts_of
from extractors.budget.titles import remark_of, statement_of
from extractors.budget.verification import Figure, Verdict, verdicts
from extractors.document.model import Document
from extractors.interpret.context import Context
from extractors.interpret.money import is_ratio, names_count
from extractors.records import BudgetLineRecord, FindingRecord
from extractors.values.amounts import in_kronor, unit_in

__all__ = ["find_budget_lines", "is_budget_table"]

_BROKEN_SHARE = 0.25  # of a table's amounts: above it the table's columns were read wrongly
_FEWEST_BROKEN = 2
_LONGEST_AMOUNT = 25  # letters: "ca 500" is an amount that can't be read, a sentence is a remark


def find_budget_lines(document: Document, context: Context) -> tuple[list[BudgetLineRecord], list[FindingRecord]]:
    """The lines of all stretches about money in the document's order, and what could not be read or is contradicted."""
    lines: list[BudgetLineRecord] = []
    sheets, findings = sheets_of(document, context)
    for _, same in groupby(sheets, key=lambda sheet: sheet.group):
        group = list(same)
        if (reason := _uncertain(group)) is not None:
            findings.append(finding_on(context, group[0].table, "uncertain_table", "warning", reason))
            continue
        for sheet in group:
            made, found = _lines(document, sheet, group, context)
            lines.extend(made)
            findings.extend(found)
    return lines, findings


def _uncertain(sheets: Sequence[Sheet]) -> str | None:
    """Why a table's numbers can't be trusted, None where nothing speaks against them."""
    cells = [amount_of(cell) for sheet in sheets for row in sheet.rows for cell in row.cells.values()]
    broken = sum(amount is not None and amount.kind == "broken" for amount in cells)
    if broken >= _FEWEST_BROKEN and broken > _BROKEN_SHARE * len(cells):
        return f"{broken} of {len(cells)} amounts can't be read as one number each: its columns were read wrongly"
    return None


def _lines(
    document: Document, sheet: Sheet, sheets: Sequence[Sheet], context: Context
) -> tuple[list[BudgetLineRecord], list[FindingRecord]]:
    meanings = [column.meaning for other in sheets for column in other.columns.values()]
    rows = [row for other in sheets for row in other.rows]
    explained = any(other.around.after is not None or other.part.remarks for other in sheets)
    statement = statement_of(sheet.around, explained, rows, meanings)
    if statement is None:
        message = "its title names a statement that budget lines don't have; its amounts are left out"
        return [], [finding_on(context, sheet.table, "other_statement", "info", message)]
    remark = remark_of(sheet.around, sheet.part) if statement.endswith("analys") else None
    lines: list[BudgetLineRecord] = []
    findings: list[FindingRecord] = []
    left_out = 0
    for row, figure, verdict in _judged(document, sheet):
        if is_ratio(row.label):
            left_out += 1
            continue
        line = _line(sheet, row, figure, verdict, statement, remark or row.note, context)
        if not line.label:
            findings.append(_about(context, line, "missing_label", "warning", "an amount without a label is left out"))
            continue
        lines.append(line)
        findings.extend(_findings(context, line, figure, verdict))
    if lines and not sheet.evidence.certain:
        message = f"nothing but words for measures says that its {len(lines)} numbers are money: they are not verified"
        findings.append(finding_on(context, sheet.table, "uncertain_table", "warning", message))
    if left_out:
        message = f"{left_out} numbers are shares or amounts per something, no money: they are left out"
        findings.append(finding_on(context, sheet.table, "no_money", "info", message))
    return lines, findings


def _judged(document: Document, sheet: Sheet) -> list[tuple[BudgetRow, Figure, Verdict]]:
    """The sheet's amounts in order, each with its row and what bears it out."""
    placed: list[tuple[BudgetRow, Figure]] = []
    signs = sign_columns(sheet.part.rows, sheet.part.headers)
    clear = commas_are_clear(
        amount.text for cells in amounts_of(sheet.part).values() for amount in filter(None, map(amount_of, cells))
    )
    for row in sheet.rows:
        for col, amount in sorted(amounts_in(row.all_cells, row.cells, signs).items()):
            read = _settled(amount, clear=clear)
            if read.kind != "words":
                placed.append((row, Figure(row.index, col, row.cells[col], read)))
    figures = [figure for _, figure in placed]
    scanned = {count.page for count in document.ledger if count.text_source == "ocr"}
    heard = verdicts(figures, sheet.part.heads, document.streams, _reckoned(sheet, figures), scanned)
    return [(row, figure, verdict) for (row, figure), verdict in zip(placed, heard, strict=True)]


def _settled(amount: Amount, *, clear: bool) -> Amount:
    """The amount as it counts: none where words stand round a number, or its comma may part thousands."""
    if amount.kind == "words" and _hides_a_number(amount.text):
        return amount._replace(kind="broken")
    if amount.kind == "number" and not clear and has_unclear_comma(amount.text):
        return amount._replace(kind="unclear", value=None)
    return amount


def _hides_a_number(text: str) -> bool:
    return len(text) <= _LONGEST_AMOUNT and any(c.isdigit() for c in text)


def _reckoned(sheet: Sheet, figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """The places of the numbers that the sheet's own arithmetic bears out."""
    values = {(f.row, f.col): f.amount.value for f in figures if f.amount.value is not None}
    measures = {col: column.meaning.measure for col, column in sheet.columns.items()}
    rows = [
        SumRow(row.index, row.section, row.is_total, is_subtotal(row.label), is_detail(row.label)) for row in sheet.rows
    ]
    found: set[tuple[int, int]] = set()
    for whole_life in (False, True):
        own = [col for col, measure in measures.items() if measure.startswith("project_") == whole_life]
        differences = [col for col in own if measures[col] in DIFFERENCES]
        found |= confirmed(values, differences, [col for col in own if col not in differences], rows)
    return found


def _line(
    sheet: Sheet,
    row: BudgetRow,
    figure: Figure,
    verdict: Verdict,
    statement: str,
    note: str | None,
    context: Context,
) -> BudgetLineRecord:
    column, amount = sheet.columns[figure.col], figure.amount
    label = row.label_of(figure.col)
    counts = column.meaning.measure == "count" or names_count(label) or names_count(row.section or "")
    said = measure_of_row(label) if column.by_row else None
    measure = "planned" if amount.kind == "mark" else "count" if counts else said or column.meaning.measure
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
        verified=verdict.verified
        and sheet.evidence.certain
        and amount.kind not in ("broken", "unclear")
        and column.doubt is None,
        evidence=", ".join(verdict.evidence) or None,
        note=note,
        page=figure.cell.page,
        bbox=figure.box,
    )


def _findings(context: Context, line: BudgetLineRecord, figure: Figure, verdict: Verdict) -> list[FindingRecord]:
    if figure.amount.kind == "broken":
        message = f"'{line.amount_text}' is not a number: the amount is left empty, its text kept"
        return [_about(context, line, "unreadable_number", "warning", message)]
    if figure.amount.kind == "unclear":
        message = f"the comma of '{line.amount_text}' may part thousands or decimals: the amount is left empty"
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
