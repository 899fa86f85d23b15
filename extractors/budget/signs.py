"""A row's amounts with signs that stand apart from their digits.

The accounting format of a spreadsheet sets the minus at its cell's left edge: it belongs to the digits on its right,
wherever the reader has drawn the border between the two columns. A dash that stands where another column has its
numbers is that column's nought.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.budget.amounts import Amount, amount_of
from extractors.document.model import Cell
from extractors.pdf.page import Word
from extractors.values.amounts import parse_amount

_DASH = re.compile(r"[-\u2010-\u2015\u2212]")
_TIGHT_EM = 0.35  # a minus behind its digits; the padding between two columns of a spreadsheet is wider
_APART_EM = 0.6  # wider than any space: a dash so far from a label is none of its words
_SAME_LINE_EM = 0.7  # a minus may stand raised
_WITHIN_EM = 0.5
_UNTOLD = "whose the dash beside it is can't be told: it may be its minus"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a column's words reach, in points: where a dash of its own would stand."""

    x0: float
    x1: float

    def holds(self, word: Word) -> bool:
        slack = _WITHIN_EM * word.style.size
        return self.x0 - slack <= word.x0 and word.x1 <= self.x1 + slack


def extents_of(rows: Iterable[Iterable[Cell]], heads: Mapping[int, Sequence[Cell]]) -> dict[int, Extent]:
    """Column to the reach of its words other than dashes; of its heading's where it holds nothing else."""
    words: dict[int, list[Word]] = {}
    for row in rows:
        for cell in row:
            if cell.col_span == 1:
                words.setdefault(cell.col, []).extend(w for w in _words(cell) if not _is_dash(w))
    for col, cells in heads.items():
        if not words.get(col):
            words[col] = [w for cell in cells if cell.col_span == 1 for w in _words(cell)]
    return {col: Extent(min(w.x0 for w in own), max(w.x1 for w in own)) for col, own in words.items() if own}


def amounts_in(
    row: Mapping[int, Cell], columns: Collection[int], extents: Mapping[int, Extent], label: int
) -> dict[int, Amount]:
    """Column to amount for a row's cells, each with its own sign; one whose sign can't be told is unclear.

    ``columns`` are those of amounts, ``label`` the column of the row's name.
    """
    found = {col: amount for col in columns if col in row and (amount := amount_of(row[col])) is not None}
    numbers = [
        col for col in sorted(found) if found[col].kind in ("number", "unclear", "broken") and _digits(found[col])
    ]
    taken: set[Word] = set()
    for before, col in zip([None, *numbers], numbers, strict=False):
        found |= _with_trailing(found, row, col, taken)
        previous = found[before] if before is not None else None
        loose = [(c, w) for c, w in _dashes_left_of(row, found[col], previous, label) if w not in taken]
        own = [w for c, w in loose if not _is_nought(c, w, found, columns, extents)]
        taken.update(own)
        if own:
            found[col] = _signed(found[col], own)
        elif loose:
            found[col] = found[col]._replace(after_nought=True)
    return found


def _with_trailing(
    found: Mapping[int, Amount], row: Mapping[int, Cell], col: int, taken: set[Word]
) -> dict[int, Amount]:
    """The amount without a dash behind it that is the next one's; unclear where it may be either's."""
    amount = found[col]
    last, digits = _words(row[col])[-1], _digits(amount)
    if not _is_dash(last) or last in taken or last.x0 < digits[-1].x0:
        return {}
    after = [found[c] for c in sorted(found) if c > col and _digits(found[c])]
    plain = _without(amount, last)
    if _gap(digits[-1], last) <= _TIGHT_EM and not _has_sign(plain):
        taken.add(last)
        return {}
    if _has_sign(plain) and after and not _has_sign(after[0]):
        return {col: plain}  # it stays loose for the next one
    taken.add(last)
    doubtful = {c: _unclear(a) for c, a in found.items() if a in after[:1]}
    return {col: _unclear(amount)} | (doubtful if not _has_sign(plain) else {})


def _dashes_left_of(
    row: Mapping[int, Cell], amount: Amount, previous: Amount | None, label: int
) -> Iterator[tuple[int, Word]]:
    """The lone dashes between a number and the one before it in the row, or the end of the row's label."""
    first = _digits(amount)[0]
    start = _digits(previous)[-1].x1 if previous is not None else None
    for col, cell in row.items():
        for word in _loose(_words(cell), is_label=col <= label):
            level = abs(word.baseline - first.baseline) <= _SAME_LINE_EM * first.style.size
            if level and word.x0 < first.x0 and (start is None or start <= word.x0) and word not in amount.words:
                yield col, word


def _loose(words: Sequence[Word], *, is_label: bool) -> Sequence[Word]:
    """A cell's dashes that are no part of a text: alone in it, behind a number, far behind a label."""
    if not words or not _is_dash(words[-1]):
        return ()
    if is_label:
        return words[-1:] if len(words) > 1 and _gap(words[-2], words[-1]) >= _APART_EM else ()
    if all(map(_is_dash, words)):
        return words
    return words[-1:] if words[-2].text[-1:].isdigit() or _gap(words[-2], words[-1]) >= _APART_EM else ()


def _gap(before: Word, word: Word) -> float:
    """The space between two words, in em."""
    return (word.x0 - before.x1) / word.style.size


def _is_nought(
    col: int, dash: Word, found: Mapping[int, Amount], columns: Collection[int], extents: Mapping[int, Extent]
) -> bool:
    """Whether a dash is what its own cell says: it stands where the column's words do, and no number beside it."""
    beside = col in found and col in columns
    return not beside and col in extents and extents[col].holds(dash)


def _signed(amount: Amount, dashes: Sequence[Word]) -> Amount:
    """The amount with the minus that stands apart from it; unclear with several, or a sign of its own."""
    if len(dashes) > 1 or _has_sign(amount):
        return _unclear(amount)
    value = -amount.value if amount.value else amount.value
    return amount._replace(text=f"- {amount.text}", value=value)


def _unclear(amount: Amount) -> Amount:
    return amount._replace(kind="unclear", value=None, doubt=_UNTOLD, parting=None)


def _without(amount: Amount, dash: Word) -> Amount:
    """The amount without a dash at its end."""
    text = _DASH.sub("-", amount.text).rstrip("- ")
    value = parse_amount(text)
    kind = amount.kind if value is None else "number"
    return amount._replace(text=text, kind=kind, value=value, words=tuple(w for w in amount.words if w != dash))


def _has_sign(amount: Amount) -> bool:
    text = _DASH.sub("-", amount.text)
    return text[:1] in "-+(±" or text.endswith("-")


def _digits(amount: Amount) -> list[Word]:
    return [word for word in amount.words if any(c.isdigit() for c in word.text)]


def _is_dash(word: Word) -> bool:
    return bool(_DASH.fullmatch(word.text))


def _words(cell: Cell) -> list[Word]:
    return [w for paragraph in cell.paragraphs for line in paragraph.lines for w in line.words if not w.raised]
