"""Amounts of money as they are printed: what a cell says, in which unit, and what it is in kronor."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Cell, cached_per_object
from extractors.pdf.page import Word
from extractors.values.parsing import parse_number
from extractors.vocabulary import fold, meanings

_KRONOR = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}
_MOST_KRONOR = 10**15  # a hundred times what all of Sweden earns in a year
_MARKS = frozenset({"x", "✓", "✔", "√", "✗", "☒"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_FOOTNOTE = re.compile(r"(?:\s*\*+|\s*[¹²³⁰⁴-⁹]+|(?<=\d)\s\d\))$")
_IN_BRACKETS = re.compile(r"^\(\s*([^()-][^()]*?)\s*\)$")
_MINUS_BEHIND = re.compile(r"^([^-]*\d)\s?-$")
_THOUSANDS_BY_POINT = re.compile(r"^[-+]?\d{1,3}(?:\.\d{3}){2,}$")
_EITHER_POINT = re.compile(r"^[-+]?\d{1,3}\.\d{3}$")  # thousands or three decimals: nobody can say
_LEADING_NOUGHT = re.compile(r"^[-+]?0[ \d]")
_SAME_LINE_EM = 0.45
_WIDEST_SPACE_EM = 0.6  # between two groups of digits; number columns stand further apart
_LETTERS_OR_SHARE = re.compile(r"[^\W\d_]|[%‰]")
_REMEMBERED_TEXTS = 1024  # several steps ask for the same cells of a table
_TIME = re.compile(
    r"^(?:år )?(?:19|20)?\d\d(?:[-/]\d\d){1,2}$|^(?:år )?(?:19|20)\d\d(?: ?[-/] ?(?:20)?\d\d)?$",
)


class Amount(NamedTuple):
    """A cell of a column of amounts; ``unit`` only where the cell names it.

    ``kind``: number; mark, an 'X'; broken, digits that are no number; words, with digits or without.
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
    value, unit = parse_amount(text), _trailing_unit(text)
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


@functools.lru_cache(_REMEMBERED_TEXTS)
def parse_amount(text: str) -> float | None:
    """An amount as printed, None where it can't be read for certain.

    Minus as any dash before or behind the number, or as brackets round it; a footnote's mark and a unit behind it are
    no part of the number. '1.234' is None: it may mean 1234 or 1,234.
    """
    plain = _DASHES.sub("-", " ".join(text.split()))
    plain = _FOOTNOTE.sub("", plain)
    if _trailing_unit(plain):
        plain = _without_unit(plain)
    negative = False
    if match := _IN_BRACKETS.match(plain) or _MINUS_BEHIND.match(plain):
        plain, negative = match.group(1), True
    if _THOUSANDS_BY_POINT.match(plain):
        plain = plain.replace(".", "")
    if _EITHER_POINT.match(plain) or _LEADING_NOUGHT.match(plain) or (negative and plain.startswith(("+", "±"))):
        return None
    value = parse_number(plain)
    if value is None:
        return None
    return (-value if negative else value) or 0.0


@functools.lru_cache(_REMEMBERED_TEXTS)
def _trailing_unit(text: str) -> str | None:
    folded = fold(text)
    match = _unit_pattern().search(folded)
    behind_a_number = match is not None and match.start() > 0 and match.end() == len(folded)
    return meanings("money_units")[match.group(1)] if match and behind_a_number else None


def _without_unit(text: str) -> str:
    folded = fold(text)
    match = _unit_pattern().search(folded)
    return folded[: match.start()].strip() if match else text


@functools.cache
def _unit_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(word) for word in sorted(meanings("money_units"), key=len, reverse=True))
    return re.compile(rf"(?<![\w/])({units})(?![\w/])(?! per )")


def unit_in(text: str) -> str | None:
    """The unit of money that a heading names: tkr | mkr | kr; None for none, and for kronor per something."""
    found = {meanings("money_units")[match.group(1)] for match in _unit_pattern().finditer(fold(text))}
    return found.pop() if len(found) == 1 else None


def in_kronor(amount: float, unit: str | None) -> int | None:
    """The amount in whole kronor, None without a unit or where it is more than any kommun has."""
    if unit is None:
        return None
    kronor = int((Decimal(str(amount)) * _KRONOR[unit]).to_integral_value(ROUND_HALF_EVEN))
    return kronor if abs(kronor) <= _MOST_KRONOR else None
