"""When something begins and is to be ready: the first and last day of what a schedule names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from extractors.values.times import NamedTime, Span, days_of, named_times
from extractors.vocabulary import any_of, fold, meanings

_REMEMBERED_SCHEDULES = 1 << 12
_ANY_YEAR = 2000  # a leap year
_LONGEST_SCHEDULE = 120  # letters; a longer text is prose, in which a date may be anything's
_BETWEEN = re.compile(r"[-→]|[a-zåäö.:]+|[^\s]")
_DASHES = frozenset("-→")
_LIST_SIGNS = frozenset(",;/+&\n")
_SIGNS = frozenset(".:()'\"")


class _Placed(NamedTuple):
    """A stretch with its days, and what stands before it: start, end, span, list or plain; ``spans``: it is named by
    its two ends ('2025/2027')."""

    first: date | None
    last: date | None
    role: str
    spans: bool


@functools.lru_cache(_REMEMBERED_SCHEDULES)
def parse_span(text: str, year: int | None = None) -> Span:
    """First and last day of a schedule: '2025–2027', 'mars–maj 2026', 'start 1/4 2026, klart hösten 2026'.

    A single time is when something is to be ready ('april 2026': None and the 30th), one behind 'från' when it begins;
    of a list ('mars, juni och oktober 2026') the last counts. ``year`` is that of days, months and quarters without
    one. None for both where the text names no time, holds a word that schedules.toml lacks, or a day that doesn't
    exist.
    """
    placed = _placed(text, year)
    if not placed:
        return None, None
    starts = [p.first for p, after in zip(placed, [*placed[1:], None], strict=True) if _begins(p, after)]
    ends = [p.last for p, after in zip(placed, [*placed[1:], None], strict=True) if not _begins(p, after)]
    starts += [p.first for p in placed if p.spans and p.role != "end"]
    start = min((day for day in starts if day is not None), default=None)
    end = max((day for day in ends if day is not None), default=None)
    return (start if start is None or end is None or start <= end else None), end


def parse_start(text: str, year: int | None = None) -> date | None:
    """The first day that a column of starts names: 'våren 2026' is 1 March, '2025–2027' 1 January 2025; None behind
    'senast'."""
    first = next(iter(_placed(text, year)), None)
    if first is None or first.first is None or first.role == "end":
        return None
    end = parse_span(text, year)[1]
    return first.first if end is None or first.first <= end else None


def parse_end(text: str, year: int | None = None) -> date | None:
    """The last day of what a column of ends names: 'våren 2026' is 31 May, 'Q3 2026' 30 September, 'vecka 20 2026' its
    Sunday; None behind 'från'."""
    return parse_span(text, year)[1]


def is_schedule(text: str) -> bool:
    """Whether a whole text is a schedule, with or without a year: '260401', 'hösten', 'mars–maj 2026'."""
    return bool(_placed(text, _ANY_YEAR, any_season=True))


def is_unread(text: str, year: int | None = None) -> bool:
    """Whether a text names a time and neither a beginning nor an end could be read from it."""
    return any(named_times(fold(text))) and not _placed(text, year)


def _begins(time: _Placed, after: _Placed | None) -> bool:
    """Whether a time is a beginning: it is said to be, or a span runs from it."""
    return time.role == "start" or (time.role != "end" and after is not None and after.role == "span")


def _placed(text: str, year: int | None, *, any_season: bool = False) -> list[_Placed]:
    """The times of a text in its order, none where anything in it isn't understood; a season without a year of its own
    is of none ('hösten'), unless ``any_season``."""
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_SCHEDULE:
        return []
    found = _with_years(list(named_times(folded)), folded)
    if not found:
        return []
    ends = [0, *(named.end for named in found)]
    roles = [_role(folded[a : named.start], i > 0) for i, (a, named) in enumerate(zip(ends, found, strict=False))]
    tail = _role(folded[ends[-1] :], after=False)
    times = [days_of(named, year if any_season or not named.is_season else None) for named in found]
    if None in roles or tail not in ("plain", "list") or None in times:
        return []
    told = zip(found, times, roles, strict=True)
    return [_Placed(*time, role, named.spans) for named, time, role in told if time is not None and role is not None]


def _role(between: str, after: bool) -> str | None:
    """What the words before a time, or behind the last, make of it; None where one is unknown. ``after``: a time stands
    before them, which a dash or 'till' joins to a span."""
    role = "plain"
    for words in _phrases(between):
        if words in _DASHES:
            role = "span" if after else role
        elif words in _LIST_SIGNS:
            role = "list" if role == "plain" else role
        elif words not in _SIGNS:
            meaning = meanings("schedules").get(words)
            if meaning is None:
                return None
            if meaning in ("start", "end"):
                role = "span" if meaning == "end" and after and words in _joining() else meaning
            elif meaning == "list" and role == "plain":
                role = "list"
    return role


def _phrases(text: str) -> Iterator[str]:
    """The known phrases, words and signs of a text, the longest first."""
    at = 0
    while at < len(text):
        match = _phrase_pattern().match(text, at) or _BETWEEN.match(text, at)
        if match is not None and not text[at].isspace():
            yield match.group().strip(".") or match.group()
        at = match.end() if match is not None else at + 1


@functools.cache
def _phrase_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(meanings('schedules'))})\.?(?!\w)")


@functools.cache
def _joining() -> frozenset[str]:
    """The words for the end of a span that begins with the time before them."""
    return frozenset({"till", "till och med", "t.o.m", "t o m", "tom", "fram till"})


def _with_years(found: list[NamedTime], text: str) -> list[NamedTime]:
    """The times with the years of bare years beside them, and each without one with that of the next or the last."""
    joined: list[NamedTime] = []
    for named in found:
        before = joined[-1] if joined else None
        apart = text[before.end : named.start].strip(" ,:(") if before is not None else "-"
        if before is not None and not apart and (before.last is None) != (named.last is None):
            part, bare = (named, before) if before.last is None else (before, named)
            if part.year is None and bare.year_to is None and part.weeks is None:
                joined[-1] = part._replace(start=before.start, end=named.end, year=bare.year)
                continue
        joined.append(named)
    for at in reversed(range(len(joined) - 1)):
        if joined[at].year is None and joined[at + 1].year is not None:
            joined[at] = joined[at]._replace(year=joined[at + 1].year)
    for at, (before, named) in enumerate(pairwise(joined), 1):
        if named.year is None:
            joined[at] = named._replace(year=joined[at - 1].year or before.year)
    return joined
