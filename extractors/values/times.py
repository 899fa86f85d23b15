"""The times that a text names: days, weeks, months, parts of a year and years, each with its first and last day."""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from extractors.vocabulary import any_of, lookup, meanings

_CENTURY = 2000
_NO_DAY = -1
_WHOLE_YEAR = "1-12"  # in seasons.toml the words that only stand before a year
_Day = tuple[int, int]  # month and day; day 0 is the month's last
Span = tuple[date | None, date | None]


class NamedTime(NamedTuple):
    """A stretch of time in a text: its place there, its year if it has one, its first and last day in it.

    A bare year has no days. ``weeks``: the first and last of the year, where it is of weeks; ``spans``: it is named by
    its two ends ('2025/2027', 'kvartal 3-4'); ``is_season``: words alone, which may be of any year ('hösten').
    """

    start: int
    end: int
    year: int | None
    first: _Day | None
    last: _Day | None
    year_to: int | None = None
    weeks: tuple[int, int] | None = None
    spans: bool = False
    is_season: bool = False


def days_of(named: NamedTime, year: int | None) -> Span | None:
    """Its first and last day, ``year`` that of a time without one; None where a day doesn't exist or no year known."""
    year = named.year or year
    if year is None:
        return None
    try:
        if named.weeks is not None:
            first, last = (date.fromisocalendar(year, week, 1) for week in named.weeks)
            return first, last + timedelta(days=6)
        if named.first is None or named.last is None:
            return date(year, 1, 1), date(named.year_to or year, 12, 31)
        month, day = named.last
        return date(year, *named.first), date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def named_times(text: str) -> Iterator[NamedTime]:
    """The times that a folded text names, in its order; impossible days among them."""
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        yield _READERS[kind](match, match.group(kind))


def _of_numbers(match: re.Match[str], text: str) -> NamedTime:
    year, month, day = (int(part) for part in re.split(r"[-/.]", text))
    return _one_day(match, year, month, day)


def _of_eight(match: re.Match[str], text: str) -> NamedTime:
    return _one_day(match, int(text[:4]), int(text[4:6]), int(text[6:]))


def _of_six(match: re.Match[str], text: str) -> NamedTime:
    """'260401'; '202604' is a month, and what may be both neither."""
    year, month, day = (int(text[at : at + 2]) for at in (0, 2, 4))
    if year == _CENTURY // 100 and month > 12:
        return _one_month(match, int(text[:4]), day)
    if year == _CENTURY // 100 and 1 <= day <= 12:
        return _one_day(match, _CENTURY + year, 0, 0)
    return _one_day(match, _CENTURY + year, month, day)


def _of_day_month(match: re.Match[str], text: str) -> NamedTime:
    day, month, *rest = (int(part) for part in re.findall(r"\d+", text))
    return _one_day(match, _full(rest[0]) if rest else None, month, day)


def _of_worded_day(match: re.Match[str], text: str) -> NamedTime:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    return _one_day(match, _full(numbers[1]) if numbers[1:] else None, _month_in(text), numbers[0])


def _of_month(match: re.Match[str], text: str) -> NamedTime:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    return _one_month(match, _full(numbers[0]) if numbers else None, _month_in(text))


def _of_year_month(match: re.Match[str], text: str) -> NamedTime:
    year, second = int(text[:4]), int(text[5:])
    if second > 12:
        return NamedTime(match.start(), match.end(), year, None, None, _full(second), spans=True)
    return _one_month(match, year, second)


def _of_week(match: re.Match[str], text: str) -> NamedTime:
    weeks = re.findall(r"\d+", text)
    year = int(weeks.pop()) if len(weeks[-1]) == 4 else None
    first, last = int(weeks[0]), int(weeks[-1])
    return NamedTime(match.start(), match.end(), year, (0, 0), (0, 0), weeks=(first, last), spans=first != last)


def _of_turn(match: re.Match[str], text: str) -> NamedTime:
    """'årsskiftet 2026/27': its last day is that of the first year."""
    return NamedTime(match.start(), match.end(), int(re.findall(r"\d+", text)[0]), (12, 1), (12, 0))


def _of_part(match: re.Match[str], text: str) -> NamedTime:
    word, _, year = text.rpartition(" ") if re.search(r" ?20\d\d$", text) else (text, "", "")
    shortened = re.fullmatch(r"(.+?)-(\d\d)", text)
    if shortened:
        word, year = shortened[1], str(_CENTURY + int(shortened[2]))
    months = [int(month) for month in (lookup("seasons", word) or "0-0").split("-")]
    season = not any(c.isdigit() for c in text)
    own_year = int(year) if year else None
    return NamedTime(match.start(), match.end(), own_year, (months[0], 1), (months[1], 0), is_season=season)


def _of_parts(match: re.Match[str], text: str) -> NamedTime:
    """'kvartal 3-4', 'Q1-2'."""
    word = re.match(r"\D+", text)
    first, last = (lookup("seasons", f"{word.group() if word else ''}{n}") or "0-0" for n in re.findall(r"\d", text))
    begin, end = int(first.split("-")[0]), int(last.split("-")[1])
    return NamedTime(match.start(), match.end(), None, (begin, 1), (end, 0), spans=True)


def _of_years(match: re.Match[str], text: str) -> NamedTime:
    year_to = int(text[5:]) if len(text) > 4 else None
    return NamedTime(match.start(), match.end(), int(text[:4]), None, None, year_to, spans=year_to is not None)


def _one_day(match: re.Match[str], year: int | None, month: int, day: int) -> NamedTime:
    return NamedTime(match.start(), match.end(), year, (month, day), (month, day or _NO_DAY))


def _one_month(match: re.Match[str], year: int | None, month: int) -> NamedTime:
    return NamedTime(match.start(), match.end(), year, (month, 1), (month, 0))


def _full(year: int) -> int:
    return year if year >= 100 else _CENTURY + year


def _month_in(text: str) -> int:
    words: list[str] = re.findall(r"[a-zåäö]+", text)
    return next(int(meanings("months")[word]) for word in words if word in meanings("months"))


_READERS = {
    "numbers": _of_numbers,
    "eight": _of_eight,
    "six": _of_six,
    "turn": _of_turn,
    "year_month": _of_year_month,
    "day_month": _of_day_month,
    "worded_day": _of_worded_day,
    "week": _of_week,
    "parts": _of_parts,
    "month": _of_month,
    "part": _of_part,
    "years": _of_years,
}


def part_names() -> list[str]:
    """The words for parts of a year that stand by themselves too: 'hösten', 'q3'."""
    return [part for part, months in meanings("seasons").items() if months != _WHOLE_YEAR]


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Any time in a folded text; what is earlier in the list goes before what is later."""
    months = any_of(meanings("months"))
    parts = any_of(part_names())
    year, short = r"20\d\d", r"(?:20)?\d\d"
    kinds = {
        "numbers": rf"{year}-\d{{1,2}}-\d{{1,2}}|{year}/\d\d/\d\d|{year}\.\d\d\.\d\d",
        "eight": rf"{year}\d\d\d\d",
        "six": r"\d{6}",
        "turn": rf"årsskiftet {year}(?:[-/]{short})?",
        "year_month": rf"{year}-\d\d(?![-\d])|{year}/\d\d",
        "day_month": rf"\d{{1,2}}/\d{{1,2}}(?:/{short}| {year}|-{short})?|\d{{1,2}}\.\d{{1,2}}\.{short}",
        "worded_day": rf"\d{{1,2}}(?::?e)? (?:{months})\.?(?: {year}|-\d\d(?!\d))?",
        "week": rf"(?:vecka|v\.?) ?\d{{1,2}}(?:-\d{{1,2}})?(?:,? {year})?",
        "parts": r"(?:kvartal |kv |q|tertial |t)[1-4][-/][1-4](?!\d)",
        "month": rf"(?:{months})\.?(?: {year}|-{short}(?!\d)| '\d\d)?",
        "part": rf"(?:{parts})(?: {year}|-\d\d(?!\d))?",
        "years": rf"{year}(?:/{year})?",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(rf"(?<![\w])(?:{named})(?!\w)")
