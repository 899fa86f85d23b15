"""Amounts of money as they stand in cells: what a cell of a column of amounts says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Cell, cached_per_object
from extractors.pdf.page import Word
from extractors.text.lines import plain_text
from extractors.values.amounts import parse_amount, trailing_unit
from extractors.values.parsing import parse_number
from extractors.values.thousands import MARKS
from extractors.vocabulary import fold

_MARKS = frozenset({"x", "✓", "✔", "√", "✗", "☒"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_WIDEST_SPACE_EM = 0.6  # between two groups of digits; number columns stand further apart
_ONE_SIZE_SHARE = 0.95  # the digits of one number have one size and one baseline
_LEVEL_EM = 0.05
_MARK_EM = (0.1, 0.7)  # so far above the line a footnote's digit stands
_FEWEST_WIDE = 3  # digits that stand apart: two may be two numbers
_WIDEST_PITCH_EM = 1.0
_UNEVEN_SHARE = 0.1
_GROUPS_OF_THREE = re.compile(r"^\d{1,3}(?: \d{3})*$|^\d+$")
_LETTERS_OR_SHARE = re.compile(r"[^\W\d_]|[%‰]")
_TIME = re.compile(
    r"^(?:år )?(?:19|20)?\d\d(?:[-/]\d\d){1,2}$|^(?:år )?(?:19|20)\d\d(?: ?[-/] ?(?:20)?\d\d)?$"
    r"|^(?:19|20)\d\d(?: (?:19|20)\d\d)+$",
)


class Amount(NamedTuple):
    """A cell of a column of amounts; ``unit`` only where the cell names it.

    ``kind``: number; mark, an 'X'; broken, digits that are no number; unclear, digits that may be one of two, and
    ``doubt`` says why; words, with digits or without. ``parting``: the point or comma that may part thousands or stand
    before decimals, as only the numbers beside it can tell; ``after_nought``: the dash before it is another column's.
    """

    text: str
    kind: str
    value: float | None
    unit: str | None
    words: tuple[Word, ...]
    doubt: str | None = None
    parting: str | None = None
    after_nought: bool = False


@cached_per_object
def amount_of(cell: Cell) -> Amount | None:
    """What the cell says, None where it is empty or only a dash."""
    lines = [[w for w in line.words if not w.raised] for paragraph in cell.paragraphs for line in paragraph.lines]
    lines = _without_marks(lines)
    text = " ".join(filter(None, (plain_text(word) for line in lines for word in line)))
    if not text or not _DASHES.sub("-", text).strip("- "):
        return None
    words = tuple(word for line in lines for word in line)
    if (wide := _set_wide(words)) is not None:
        return Amount(wide, "number", parse_amount(wide), None, words)
    if fold(text) in _MARKS:
        return Amount(text, "mark", None, None, words)
    value, unit = parse_amount(text), trailing_unit(text)
    parting = next((mark for mark in MARKS if parse_amount(text, mark) != value), None)
    if not _LETTERS_OR_SHARE.search(text) and _is_one_number(words) and not _are_set_alike(words):
        doubt = "some of its digits are set smaller or higher than others, as marks of footnotes are"
        return Amount(text, "unclear", None, unit, words, doubt)
    if (value is not None or parting is not None) and _is_one_number(words):
        if parting is not None:
            doubt = f"its {'point' if parting == '.' else 'comma'} may part thousands or decimals"
            return Amount(text, "unclear", None, unit, words, doubt, parting)
        return Amount(text, "number", value, unit, words)
    broken = any(c.isdigit() for c in text) and not _LETTERS_OR_SHARE.search(text)
    return Amount(text, "broken" if broken else "words", None, None, words)


def settled(amount: Amount, *, thousands: bool) -> Amount:
    """An amount with a point or comma once the numbers beside it have told what that parts."""
    if amount.parting is None:
        return amount
    decimals = parse_number(_DASHES.sub("-", amount.text).strip("()").replace(amount.parting, ","))
    value = parse_amount(amount.text, amount.parting) if thousands else parse_amount(amount.text) or decimals
    return amount._replace(kind="number", value=value, doubt=None)


def _without_marks(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The lines without digits that are smaller and stand raised beside others: marks, wherever they were drawn."""
    digits = [word for line in lines for word in line if word.text.isdigit()]
    size = max((word.style.size for word in digits), default=0.0)
    base = max((word.baseline for word in digits if word.style.size == size), default=0.0)
    least, most = _MARK_EM
    marks = [w for w in digits if w.style.size < _ONE_SIZE_SHARE * size and least < (base - w.baseline) / size < most]
    return [[word for word in line if word not in marks] for line in lines] if marks else [list(line) for line in lines]


def _set_wide(words: Sequence[Word]) -> str | None:
    """A number whose digits stand apart at one pitch, with a place left free between its thousands; else None."""
    digits = [word for word in words if word.text.isdigit()]
    sign = "".join(_DASHES.sub("-", word.text) for word in words[: len(words) - len(digits)])
    if len(digits) < _FEWEST_WIDE or sign not in ("", "-") or any(len(word.text) > 1 for word in digits):
        return None
    steps = [b.x0 - a.x0 for a, b in pairwise(digits)]
    pitch = min(steps)
    free = [round(step / pitch) - 1 if pitch > 0 else -1 for step in steps]
    even = all(abs(step - (n + 1) * pitch) <= _UNEVEN_SHARE * pitch for step, n in zip(steps, free, strict=True))
    if not even or not set(free) <= {0, 1} or pitch > _WIDEST_PITCH_EM * digits[0].style.size:
        return None
    text = digits[0].text + "".join(" " * n + word.text for n, word in zip(free, digits[1:], strict=True))
    return f"{sign}{text}" if _GROUPS_OF_THREE.match(text) and _are_set_alike(digits) else None


def _is_one_number(words: Sequence[Word]) -> bool:
    """Whether the words stand on one line with no more than a space between its groups of digits."""
    digits = [word for word in words if any(c.isdigit() for c in word.text)]
    if not digits:
        return False
    level = max(w.baseline for w in digits) - min(w.baseline for w in digits) <= _MARK_EM[1] * digits[0].style.size
    near = all(b.x0 - a.x1 <= _WIDEST_SPACE_EM * b.style.size for a, b in pairwise(digits))
    return level and near


def _are_set_alike(words: Sequence[Word]) -> bool:
    """Whether all groups of digits have one size and one baseline."""
    digits = [word for word in words if any(c.isdigit() for c in word.text)]
    sizes = [word.style.size for word in digits]
    level = max(w.baseline for w in digits) - min(w.baseline for w in digits) <= _LEVEL_EM * max(sizes)
    return level and min(sizes) >= _ONE_SIZE_SHARE * max(sizes)


def is_amount(cell: Cell) -> bool:
    """Whether the cell holds a number, sound or broken, or an X, and no year."""
    amount = amount_of(cell)
    return amount is not None and amount.kind != "words" and not _TIME.match(fold(amount.text))
