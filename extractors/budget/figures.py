"""The numbers of each sheet in their places, as they count: with their signs, and thousands where those are proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.budget.amounts import Amount, amount_of, settled
from extractors.budget.arithmetic import Identity, Place, SumRow, identities
from extractors.budget.rows import BudgetRow, label_column
from extractors.budget.sheets import DIFFERENCES, Sheet
from extractors.budget.signs import amounts_in, extents_of
from extractors.budget.sums import is_detail, is_subtotal
from extractors.budget.tables import amounts_of
from extractors.budget.verification import Figure
from extractors.values.thousands import MARKS, parts_thousands, stands_before_decimals

_LONGEST_AMOUNT = 25  # letters: "ca 500" is an amount that can't be read, a sentence is a remark
_FEWEST_IDENTITIES = 2  # that hold in one way of reading only: one may hold by chance

Placed = tuple[BudgetRow, Figure]


def figures_of(sheets: Sequence[Sheet]) -> list[list[Placed]]:
    """The numbers of each sheet in order, each with its row.

    What a point or comma before three digits parts is told by the sheet's own numbers, else by the document's others.
    """
    found = [_placed(sheet) for sheet in sheets]
    said = [_told(sheet, placed) for sheet, placed in zip(sheets, found, strict=True)]
    proven = {mark: {told[mark] for told in said if mark in told} for mark in MARKS}
    elsewhere = {mark: True for mark, ways in proven.items() if ways == {True}}
    return [
        [(row, replace(figure, amount=_settled(figure.amount, {**elsewhere, **own}))) for row, figure in placed]
        for placed, own in zip(found, said, strict=True)
    ]


def identities_of(sheet: Sheet, figures: Sequence[Figure]) -> set[Identity]:
    """The sums and differences of the sheet that hold."""
    values = {(f.row, f.col): f.amount.value for f in figures if f.amount.value is not None}
    measures = {col: column.meaning.measure for col, column in sheet.columns.items()}
    rows = [
        SumRow(row.index, row.section, row.is_total, is_subtotal(row.label), is_detail(row.label)) for row in sheet.rows
    ]
    found: set[tuple[Place, ...]] = set()
    for whole_life in (False, True):
        own = [col for col, measure in measures.items() if measure.startswith("project_") == whole_life]
        differences = [col for col in own if measures[col] in DIFFERENCES]
        found |= identities(values, differences, [col for col in own if col not in differences], rows)
    return found


def _placed(sheet: Sheet) -> list[Placed]:
    extents = extents_of(sheet.part.rows, sheet.part.heads)
    label = label_column(sheet.part, tuple(sheet.columns))
    found: list[Placed] = []
    for row in sheet.rows:
        for col, amount in sorted(amounts_in(row.all_cells, row.cells, extents, label or 0).items()):
            if amount.kind == "words" and _hides_a_number(amount.text):
                amount = amount._replace(kind="broken")
            if amount.kind != "words":
                found.append((row, Figure(row.index, col, row.cells[col], amount)))
    return found


def _hides_a_number(text: str) -> bool:
    return len(text) <= _LONGEST_AMOUNT and any(c.isdigit() for c in text)


def _told(sheet: Sheet, placed: Sequence[Placed]) -> dict[str, bool]:
    """Per mark that may part thousands whether it does, as far as the sheet's numbers prove it."""
    figures = [figure for _, figure in placed]
    texts = [amount.text for cells in amounts_of(sheet.part).values() for amount in filter(None, map(amount_of, cells))]
    found = {}
    for mark in MARKS:
        if not any(figure.amount.parting == mark for figure in figures):
            continue
        either = [
            identities_of(sheet, [replace(f, amount=settled(f.amount, thousands=way)) for f in figures])
            for way in (False, True)
        ]
        sums = [len(own - other) >= _FEWEST_IDENTITIES for own, other in (either, either[::-1])]
        decimals = stands_before_decimals(mark, texts) or sums[0]
        thousands = parts_thousands(mark, texts) or sums[1]
        if decimals != thousands:
            found[mark] = thousands
    return found


def _settled(amount: Amount, thousands: Mapping[str, bool]) -> Amount:
    known = amount.parting is not None and amount.parting in thousands
    return settled(amount, thousands=thousands[amount.parting]) if known and amount.parting else amount
