"""A row's amounts with signs that stand apart from their digits, and commas that may part thousands.

The accounting format of a spreadsheet sets the minus at its cell's left edge: it belongs to the digits on its right,
wherever the reader has drawn the border between the two columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from extractors.budget.amounts import Amount, amount_of
from extractors.document.model import Cell
from extractors.values.amounts import parse_amount

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_TRAILING = re.compile(r"^(.*\d)\s+-$")
_THREE_BEHIND = re.compile(r"^[-+(]?\s?\d{1,3},\d{3}\)?$")
_DECIMALS = re.compile(r"^[-+(]?\s?(?:\d*,\d{1,2}|\d*,\d{4,}|0+,\d+|\d{4,},\d+|\d+ [\d ]+,\d+)\)?$")
_THOUSANDS = re.compile(r"^[-+(]?\s?\d{1,3}(?:,\d{3}){2,}\)?$")


def amounts_in(row: Mapping[int, Cell], columns: Collection[int], signs: Collection[int]) -> dict[int, Amount]:
    """Column to amount for a row's cells; ``signs`` are the columns that hold nothing but dashes.

    A dash behind a number that has its sign already is that of the next number; behind one without, nobody can say
    whose it is: neither number counts.
    """
    found = {col: amount for col in columns if col in row and (amount := amount_of(row[col])) is not None}
    for col in sorted(found):
        if col - 1 in signs and col - 1 in row and _is_dash(row[col - 1]) and _unsigned(found[col]):
            found[col] = _negative(found[col])
    for col in sorted(found)[:-1]:
        match = _TRAILING.match(_plain(found[col].text))
        after = min(c for c in found if c > col)
        if match is None or not _unsigned(found[after]):
            continue
        value = parse_amount(match.group(1))
        if value is not None and match.group(1).startswith(("-", "(", "+")):
            own = found[col]
            words = tuple(word for word in own.words if _DASHES.sub("-", word.text) != "-")
            found[col] = own._replace(text=match.group(1), kind="number", value=value, words=words)
            found[after] = _negative(found[after])
        else:
            found[col] = found[col]._replace(kind="broken", value=None)
            found[after] = found[after]._replace(kind="broken", value=None)
    return found


def sign_columns(rows: Iterable[Iterable[Cell]], headed: Collection[int]) -> set[int]:
    """The columns without a heading whose cells hold a dash or nothing."""
    others: set[int] = set()
    dashes: set[int] = set()
    for row in rows:
        for cell in row:
            if _is_dash(cell):
                dashes.add(cell.col)
            elif cell.text:
                others.add(cell.col)
    return {col for col in dashes - others if col not in headed}


def commas_are_clear(texts: Iterable[str]) -> bool:
    """Whether '12,450' can only be decimals, as other numbers of the table have another number of decimals or a zero
    before the comma."""
    plain = [_plain(text) for text in texts]
    return any(_DECIMALS.match(text) for text in plain) and not any(_THOUSANDS.match(text) for text in plain)


def has_unclear_comma(text: str) -> bool:
    """Whether a number has a comma and three digits behind it, as thousands and decimals may have."""
    return bool(_THREE_BEHIND.match(_plain(text)))


def _is_dash(cell: Cell) -> bool:
    texts = [line.text for paragraph in cell.paragraphs for line in paragraph.lines]
    return not cell.text and "".join(_plain(text) for text in texts) == "-"


def _unsigned(amount: Amount) -> bool:
    return amount.kind == "number" and bool(amount.value) and amount.text[:1].isdigit()


def _negative(amount: Amount) -> Amount:
    return amount._replace(text=f"- {amount.text}", value=-(amount.value or 0.0))


def _plain(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.split()))
