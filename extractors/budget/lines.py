"""Budget lines: the amounts of all stretches about money, with what they measure and how they are verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, groupby

from extractors.budget.amounts import amount_of
from extractors.budget.figures import Placed, figures_of, identities_of
from extractors.budget.measures import measure_of_row
from extractors.budget.rows import BudgetRow
from extractors.budget.sheets import Sheet, finding_on, sheets_of
from extractors.budget.stretches import is_budget_table
from extractors.budget.titles import remark_of, statement_of
from extractors.budget.verification import Figure, Verdict, verdicts
from extractors.document.model import Document
from extractors.interpret.context import Context
from extractors.interpret.money import is_ratio, names_count
from extractors.records import BudgetLineRecord, FindingRecord
from extractors.values.amounts import in_kronor, unit_in

__all__ = ["find_budget_lines", "is_budget_table"]

_WHY = {  # what makes a number unverified that nothing else is said of
    "font": "their letters were read from a picture, or are others than the page shows",
    "digits": "no second reading of the page has their digits on their line",
    "sign": "no second reading of the page has them with their sign, as words of their own",
    "column": "they don't stand where their column's other numbers do",
}

_BROKEN_SHARE = 0.25  # of a table's amounts: above it the table's columns were read wrongly
_FEWEST_BROKEN = 2


def find_budget_lines(document: Document, context: Context) -> tuple[list[BudgetLineRecord], list[FindingRecord]]:
    """The lines of all stretches about money in the document's order, and what could not be read or is contradicted."""
    lines: list[BudgetLineRecord] = []
    sheets, findings = sheets_of(document, context)
    placed = zip(sheets, figures_of(sheets), strict=True)
    for _, same in groupby(placed, key=lambda pair: pair[0].group):
        pairs = list(same)
        group = [sheet for sheet, _ in pairs]
        if (reason := _uncertain(group)) is not None:
            findings.append(finding_on(context, group[0].table, "uncertain_table", "warning", reason))
            continue
        for sheet, figures in pairs:
            made, found = _lines(document, sheet, figures, group, context)
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
    document: Document, sheet: Sheet, placed: Sequence[Placed], sheets: Sequence[Sheet], context: Context
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
    unverified: dict[str, list[BudgetLineRecord]] = defaultdict(list)
    left_out = 0
    for row, figure, verdict in _judged(document, sheet, placed):
        if is_ratio(row.label):
            left_out += 1
            continue
        line = _line(sheet, row, figure, verdict, statement, remark or row.note, context)
        if not line.label:
            findings.append(_about(context, line, "missing_label", "warning", "an amount without a label is left out"))
            continue
        lines.append(line)
        findings.extend(_findings(context, line, figure, verdict))
        certain = certainties(sheet, figure, verdict)
        lacks = next((what for what in _WHY if not certain[what]), None)
        if lacks is not None and line.amount is not None and verdict.against is None:
            unverified[lacks].append(line)
    for what, some in unverified.items():
        message = f"{len(some)} numbers are not verified: {_WHY[what]}"
        findings.append(_about(context, some[0], "unverified_number", "warning", message))
    if lines and not sheet.evidence.certain:
        message = f"nothing but words for measures says that its {len(lines)} numbers are money: they are not verified"
        findings.append(finding_on(context, sheet.table, "uncertain_table", "warning", message))
    if lines and sheet.borrowed and not all(line.verified for line in lines):
        message = "no unit is said of it, and tables of the document have several: its numbers are not verified"
        findings.append(finding_on(context, sheet.table, "uncertain_table", "warning", message))
    if left_out:
        message = f"{left_out} numbers are shares or amounts per something, no money: they are left out"
        findings.append(finding_on(context, sheet.table, "no_money", "info", message))
    return lines, findings


def _judged(document: Document, sheet: Sheet, placed: Sequence[Placed]) -> list[tuple[BudgetRow, Figure, Verdict]]:
    """The sheet's amounts in order, each with its row and what bears it out."""
    figures = [figure for _, figure in placed]
    reckoned = set(chain.from_iterable(identities_of(sheet, figures)))
    heard = verdicts(figures, sheet.part.heads, document.streams, reckoned, distrusted_pages(document))
    return [(row, figure, verdict) for (row, figure), verdict in zip(placed, heard, strict=True)]


def distrusted_pages(document: Document) -> frozenset[int]:
    """The pages whose letters may be others than they show, so that reading them twice says nothing of a number."""
    return frozenset(count.page for count in document.ledger if count.text_source == "ocr" or not count.trusted)


def certainties(sheet: Sheet, figure: Figure, verdict: Verdict) -> dict[str, bool]:
    """What a number must be certain of to be verified, and whether it is."""
    read = figure.amount.kind not in ("broken", "unclear") and verdict.against is None
    return {
        "digits": read and verdict.digits,
        "sign": read and verdict.read_twice,
        "column": verdict.in_column,
        "heading": sheet.columns[figure.col].doubt is None,
        "font": verdict.trusted,
        "money": sheet.evidence.certain and not _borrows_unit(sheet, figure),
    }


def _borrows_unit(sheet: Sheet, figure: Figure) -> bool:
    """Whether the number's unit is one of several that tables before have."""
    return sheet.borrowed and (figure.amount.unit or sheet.columns[figure.col].unit) is None


def _evidence(certain: Mapping[str, bool], verdict: Verdict) -> str | None:
    """'digits, sign, column, heading, font, money (text, arithmetic)': what is certain of a number, and by what."""
    names = ", ".join(name for name, holds in certain.items() if holds and verdict.trusted)
    witnesses = f"({', '.join(verdict.evidence)})" if verdict.evidence else ""
    return " ".join(filter(None, (names, witnesses))) or None


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
    certain = certainties(sheet, figure, verdict)
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
        verified=all(certain.values()),
        evidence=_evidence(certain, verdict),
        note=note,
        page=figure.cell.page,
        bbox=figure.box,
    )


def _findings(context: Context, line: BudgetLineRecord, figure: Figure, verdict: Verdict) -> list[FindingRecord]:
    if figure.amount.kind == "broken":
        message = f"'{line.amount_text}' is not a number: the amount is left empty, its text kept"
        return [_about(context, line, "unreadable_number", "warning", message)]
    if figure.amount.kind == "unclear":
        message = f"'{line.amount_text}': {figure.amount.doubt}; the amount is left empty, its text kept"
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
