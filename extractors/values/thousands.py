"""Which mark parts thousands among numbers that stand together: '12.450' and '12,450' alone may be either.

Other numbers prove it: '1.234.567' has thousands, '12,45' and '0,800' decimals, and where one mark stands before
decimals the other can't. That sums add up is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MARKS = (".", ",")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_ONE_GROUP = re.compile(r"^[-+(]?\s?[1-9]\d{0,2}([.,])\d{3}\)?-?$")
_GROUPS = re.compile(r"^[-+(]?\s?\d{1,3}([.,])\d{3}(?:\1\d{3})+\)?-?$")
_DECIMALS = re.compile(
    r"^[-+(]?\s?(?:\d*([.,])(?:\d{1,2}|\d{4,})|0+([.,])\d+|\d{4,}([.,])\d+|\d+ [\d ]+([.,])\d+)\)?-?$"
)
_PLAIN = re.compile(r"^[-+(]?\s?[1-9]\d{0,2}\)?-?$")
_LONG = re.compile(r"^[-+(]?\s?\d{4,}\)?-?$|^[-+(]?\s?\d{1,3}(?: \d{3})+\)?-?$")
_FEWEST_GROUPS = 3  # numbers with the mark: fewer have three decimals by chance


def unclear_mark(text: str) -> str | None:
    """The point or comma of a number that may part thousands or decimals: one, with exactly three digits behind it."""
    match = _ONE_GROUP.match(_plain(text))
    return match.group(1) if match else None


def stands_before_decimals(mark: str, texts: Iterable[str]) -> bool:
    """Whether another number among the texts can only be read with the mark before decimals."""
    return any((m := _DECIMALS.match(_plain(text))) and mark in m.groups() for text in texts)


def parts_thousands(mark: str, texts: Sequence[str]) -> bool:
    """Whether other numbers among the texts prove that the mark parts thousands.

    A point is proven also by small whole numbers beside it, as three decimals would be printed with all numbers or
    end in no nought; a comma, which is Swedish for decimals, is not.
    """
    plain = [_plain(text) for text in texts]
    if any((m := _GROUPS.match(text)) and m.group(1) == mark for text in plain):
        return True
    other = MARKS[1 - MARKS.index(mark)]
    marked = [text for text in plain if unclear_mark(text) == mark]
    if mark != "." or len(marked) < _FEWEST_GROUPS or any(map(_LONG.match, plain)):
        return False
    whole = any(map(_PLAIN.match, plain)) and any(text.strip("()-").endswith("0") for text in marked)
    return whole or stands_before_decimals(other, plain)


def _plain(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.split()))
