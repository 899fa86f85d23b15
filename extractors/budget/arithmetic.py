"""Which numbers of a table bear each other out: differences along its rows and sums down its columns.

Only what agrees to the last digit counts: what doesn't says that one of several numbers is wrong, not which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

_FEWEST_HITS = 2
_HITS_SHARE = 0.6  # of the rows with all three numbers
_EXACT = 1e-6
_FEWEST_ADDENDS = 2

Place = tuple[int, int]


class SumRow(NamedTuple):
    """A row of a table as sums see it: its number, its section, and what kind of row it is."""

    row: int
    section: str | None
    total: bool
    subtotal: bool
    detail: bool


class Rule(NamedTuple):
    """``difference`` = ``minuend`` - ``subtrahend``, column by column."""

    difference: int
    minuend: int
    subtrahend: int


Identity = tuple[Place, ...]


def confirmed(
    values: Mapping[Place, float], differences: Sequence[int], plain: Sequence[int], rows: Sequence[SumRow]
) -> set[Place]:
    """The places (row, column) of the numbers that an identity of the table bears out.

    ``differences`` are the columns that may hold the difference of two of the ``plain`` ones.
    """
    return {place for identity in identities(values, differences, plain, rows) for place in identity}


def identities(
    values: Mapping[Place, float], differences: Sequence[int], plain: Sequence[int], rows: Sequence[SumRow]
) -> set[Identity]:
    """The differences along rows and the sums down columns that hold, each by the places of its numbers."""
    found: set[Identity] = set()
    numbers = sorted({row for row, _ in values})
    for difference in differences:
        rule = _rule(values, numbers, difference, plain)
        if rule is not None:
            found.update(tuple((row, col) for col in rule) for row in numbers if _holds(values, row, rule))
    for col in (*plain, *differences):
        for total, addends in _sums(rows, {row: v for (row, c), v in values.items() if c == col}):
            found.add(tuple((row, col) for row in (total, *addends)))
    return found


def _rule(values: Mapping[Place, float], rows: Sequence[int], difference: int, plain: Sequence[int]) -> Rule | None:
    """The table's own way to reckon a difference: the one that most rows follow; None where none is sure."""
    best: tuple[int, Rule] | None = None
    for minuend, subtrahend in permutations(plain, 2):
        rule = Rule(difference, minuend, subtrahend)
        whole = [row for row in rows if all((row, col) in values for col in rule)]
        telling = [row for row in whole if values[row, difference] and _holds(values, row, rule)]
        wanted = max(_FEWEST_HITS, _HITS_SHARE * sum(bool(values[row, difference]) for row in whole))
        lone = len(whole) == 1 and len(telling) == 1
        if (len(telling) >= wanted or lone) and (best is None or len(telling) > best[0]):
            best = (len(telling), rule)
    return best[1] if best else None


def _holds(values: Mapping[Place, float], row: int, rule: Rule) -> bool:
    try:
        difference, minuend, subtrahend = (values[row, col] for col in rule)
    except KeyError:
        return False
    return abs(minuend - subtrahend - difference) < _EXACT


def _sums(rows: Sequence[SumRow], column: Mapping[int, float]) -> Iterator[tuple[int, list[int]]]:
    """Each sum of a column that is right, with what it is the sum of."""
    for at, row in enumerate(rows):
        if not row.total or row.row not in column:
            continue
        for addends in _candidates(rows[:at], row):
            present = [r.row for r in addends if r.row in column]
            telling = [r for r in present if column[r]]
            if len(telling) < _FEWEST_ADDENDS:
                continue
            if abs(sum(column[r] for r in present) - column[row.row]) < _EXACT:
                yield row.row, present
                break
            if (
                len(present) == _FEWEST_ADDENDS
                and abs(column[present[0]] - column[present[1]] - column[row.row]) < _EXACT
            ):
                yield row.row, present
                break


def _candidates(above: Sequence[SumRow], total: SumRow) -> Iterator[list[SumRow]]:
    """What a sum may be the sum of: the rows since the last sum, those of its section, the sums before it."""
    since: list[SumRow] = []
    for row in reversed(above):
        if row.total or row.section != total.section:
            break
        since.append(row)
    yield [row for row in since if not row.detail]
    section = [row for row in above if row.section == total.section and not row.detail]
    yield [row for row in section if not row.total]
    yield _uppermost(section)
    yield [row for row in above if not row.total and not row.detail]
    yield [row for row in above if row.total and not row.subtotal]


def _uppermost(section: Sequence[SumRow]) -> list[SumRow]:
    """The sums inside a section and the rows that stand after the last of them."""
    last = max((at for at, row in enumerate(section) if row.total), default=-1)
    return [row for at, row in enumerate(section) if row.total or at > last]
