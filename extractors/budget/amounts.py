"""Amounts of money as they stand in cells: what a cell of a column of amounts says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Cell, cached_per_object
from extractors.pdf.page import Word
from extractors.values.amounts import parse_amount, trailing_unit
from extractors.vocabulary import fold

_MARKS = frozenset({"x", "✓", "✔", "√", "✗", "☒"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SAME_LINE_EM = 0.45
_WIDEST_SPACE_EM = 0.6  # between two groups of digits; number columns stand further apart
_LETTERS_OR_SHARE = re.compile(r"[^\W\d_]|[%‰]")
_TIME = re.compile(
    r"^(?:år )?(?:19|20)?\d\d(?:[-/]\d\d){1,2}$|^(?:år )?(?:19|20)\d\d(?: ?[-/] ?(?:20)?\d\d)?$"
    r"|^(?:19|20)\d\d(?: (?:19|20)\d\d)+$",
)


class Amount(NamedTuple):
    """A cell of a column of amounts; ``unit`` only where the cell names it.

    ``kind``: number; mark, an 'X'; broken, digits that are no number; unclear, digits that may be one of two;
    words, with digits or without.
    """

    text: str
    kind: str
    value: float | None
    unit: str | None
    words: tuple[Word, ...]


@cached_per_object
def amount_of(cell: Cell) -> Amount | None:
    """What the cell says, None where it is empty or only a dash."""
    lines = [line for paragraph in cell.paragraphs for line in paragraph.lines]
    text = " ".join(filter(None, (line.text for line in lines)))
    if not text or not _DASHES.sub("-", text).strip("- "):
        return None
    words = tuple(word for line in lines for word in line.words if not word.raised)
    if fold(text) in _MARKS:
        return Amount(text, "mark", None, None, words)
    value, unit = parse_amount(text), trailing_unit(text)
    if value is not None and _is_one_number(words):
        return Amount(text, "number", value, unit, words)
    broken = any(c.isdigit() for c in text) and not _LETTERS_OR_SHARE.search(text)
    return Amount(text, "broken" if broken else "words", None, None, words)


def _is_one_number(words: Sequence[Word]) -> bool:
    """Whether the words stand on one line with no more than a space between its groups of digits."""
    digits = [word for word in words if any(c.isdigit() for c in word.text)]
    level = max(w.baseline for w in digits) - min(w.baseline for w in digits) <= _SAME_LINE_EM * digits[0].style.size
    near = all(b.x0 - a.x1 <= _WIDEST_SPACE_EM * b.style.size for a, b in pairwise(digits))
    return level and near


def is_amount(cell: Cell) -> bool:
    """Whether the cell holds a number, sound or broken, or an X, and no year."""
    amount = amount_of(cell)
    return amount is not None and amount.kind != "words" and not _TIME.match(fold(amount.text))
