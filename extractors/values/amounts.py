"""Amounts of money as text: the number that a text says, its unit, and what it is in kronor."""

from __future__ import annotations

import functools
import re
from decimal import ROUND_HALF_EVEN, Decimal

from extractors.values.parsing import parse_number
from extractors.values.thousands import unclear_mark
from extractors.vocabulary import fold, meanings

_KRONOR = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}
_MOST_KRONOR = 10**15  # a hundred times what all of Sweden earns in a year
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_FOOTNOTE = re.compile(r"(?:\s*\*+|\s*[¹²³⁰⁴-⁹]+|(?<=\d)\s\d\))$")
_IN_BRACKETS = re.compile(r"^\(\s*([^()-][^()]*?)\s*\)$")
_MINUS_BEHIND = re.compile(r"^([^-]*\d)\s?-$")
_GROUPS = re.compile(r"^[-+]?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$")
_LEADING_NOUGHT = re.compile(r"^[-+]?0[ \d]")
_APOSTROPHE = re.compile(r"(?<=\d)['\u2019](?=\d{3}(?!\d))")  # parts thousands, and nothing else
_KRONOR_SIGN = re.compile(r"(?<=\d):-$")
_NUMBER_AT_END = re.compile(r"(?<![\d\-/])(\d+(?: \d{3})*(?:,\d+)?) ?$")
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d\d|\d\d(?:0[1-9]|1[0-2])(?:\d\d)?")
_REMEMBERED_TEXTS = 1024  # several steps ask for the same cells of a table


@functools.lru_cache(_REMEMBERED_TEXTS)
def parse_amount(text: str, thousands: str | None = None) -> float | None:
    """An amount as printed, None where it can't be read for certain.

    Minus as any dash before or behind the number, or as brackets round it; a footnote's mark and a unit behind it are
    no part of the number. '1.234' is None: it may mean 1234 or 1,234, if ``thousands`` doesn't say that the point parts
    them; '1,234' has decimals, if it doesn't say so of the comma.
    """
    plain = _DASHES.sub("-", " ".join(text.split()))
    plain = _APOSTROPHE.sub("", _FOOTNOTE.sub("", plain))
    plain = _KRONOR_SIGN.sub(" kr", plain)
    if trailing_unit(plain):
        plain = _without_unit(plain)
    negative = False
    if match := _IN_BRACKETS.match(plain) or _MINUS_BEHIND.match(plain):
        plain, negative = match.group(1), True
    if _GROUPS.match(plain):
        plain = plain.replace(".", "").replace(",", "")
    mark = unclear_mark(plain)
    if mark is not None and mark == thousands:
        plain = plain.replace(mark, "")
    if (
        (mark == "." and thousands != ".")
        or _LEADING_NOUGHT.match(plain)
        or (negative and plain.startswith(("+", "±")))
    ):
        return None
    value = parse_number(plain)
    if value is None:
        return None
    return (-value if negative else value) or 0.0


@functools.lru_cache(_REMEMBERED_TEXTS)
def trailing_unit(text: str) -> str | None:
    """The unit of money behind the number that a text ends in, None where it names none."""
    folded = fold(_KRONOR_SIGN.sub(" kr", _DASHES.sub("-", text)))
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
    return re.compile(rf"(?<![\w/])({units})(?![\w/])(?! per | kr(?:onor)?(?!\w))")


def unit_in(text: str) -> str | None:
    """The unit of money that a heading names: tkr | mkr | kr; None for none, for kronor per something, and where it is
    that of a number: 'Projekt under 2 mkr'."""
    folded = fold(text)
    stated = (m for m in _unit_pattern().finditer(folded) if not _behind_an_amount(folded[: m.start()]))
    found = {meanings("money_units")[match.group(1)] for match in stated}
    return found.pop() if len(found) == 1 else None


def _behind_an_amount(before: str) -> bool:
    number = _NUMBER_AT_END.search(before)
    return number is not None and not _YEAR_OR_DATE.fullmatch(number.group(1))


def in_kronor(amount: float, unit: str | None) -> int | None:
    """The amount in whole kronor, None without a unit or where it is more than any kommun has."""
    if unit is None:
        return None
    kronor = int((Decimal(str(amount)) * _KRONOR[unit]).to_integral_value(ROUND_HALF_EVEN))
    return kronor if abs(kronor) <= _MOST_KRONOR else None
