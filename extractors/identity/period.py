"""Which part of which years a document speaks of: years, period, first and last day."""

from __future__ import annotations

import calendar
import functools
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractors.identity.labels import values_of
from extractors.identity.texts import LONGEST_TITLE, Text
from extractors.identity.years import (
    DATE_RANGE,
    DATED_TYPES,
    ISO_MONTH,
    year_of_date,
    years_of,
)
from extractors.values.parsing import parse_date
from extractors.vocabulary import fold, meanings

PLAN_TYPES = frozenset({"verksamhetsplan", "mål och budget", "handlingsplan", "internkontrollplan"})
_ISO_END = re.compile(r"(?:per|t\.?o\.?m\.?|till och med)\s+(?:den\s+)?(\d{4}-\d{2}-\d{2})(?!\d)", re.IGNORECASE)
_HALF_YEAR = re.compile(r"(?<!\w)halvår")
_FORECAST = re.compile(r"prognos")  # "Prognos helår" says nothing of the report's own period
RULES = frozenset({"styrdokument", "taxa"})  # plans only where they say from when to when
_PERIOD_OF_MONTH = {4: "T1", 8: "T2", 12: "T3"}
_END_MONTHS = {"T1": (4, 30), "T2": (8, 31), "T3": (12, 31), "helår": (12, 31)}
_LEAP_YEAR = 4


class Time(NamedTuple):
    """What a document says of its time; fields as in the table documents."""

    year: int | None
    year_to: int | None
    period: str | None
    period_start: date | None
    period_end: date | None


class _End(NamedTuple):
    """The last month, and day if one is named, that a phrase says figures go to; the year where it has one."""

    month: int
    year: int | None


def time_of(title: str | None, kind: str, texts: Sequence[Text]) -> Time:
    """Years, period and its first and last day by the title, else by heads and front; None where they don't say."""
    if kind in DATED_TYPES:
        year = year_of_date(kind, texts)
        return Time(year, year, None, None, None)
    end = _end(title, kind, texts)
    years = years_of(title, kind, texts, end.year if end else None)
    first, last, adopted = years or (None, None, None)
    period = _period(title, kind, texts, end)
    if kind in RULES and years is not None and years.last > years.first:
        period = "plan"
    start, finish = _span(title, first, last, period, end)
    return Time(first, last, period, adopted if adopted is not None and start is not None else start, finish)


def stated_time(year: int | None, year_to: int | None, period: str | None) -> Time:
    """The time of a document whose years and period are given."""
    return Time(year, year_to, period, *_span(None, year, year_to, period, None))


def _end(title: str | None, kind: str, texts: Sequence[Text]) -> _End | None:
    """Up to when the figures go, as the title says, else the lines of heads and front, else most of a report's text."""
    if kind in PLAN_TYPES | RULES:
        return None
    own = _ends_in(title or "") or _last_days_in(title or "")
    if not own and _HALF_YEAR.search(fold(title or "")):
        own = [_End(6, None)]
    values = values_of("valid", texts)
    stated = [end for value in values for end in _ends_in(value) or _ends_in(f"per {value}")]
    found = own or stated or [end for line in _lines_in_front(texts) for end in _ends_in(line)]
    if found:
        return found[0] if len({end.month for end in found}) == 1 else None
    if kind != "delårsrapport":
        return None
    counted = Counter(end.month for t in texts for end in _ends_in(t.text) if end.month in (3, 4, 6, 8, 9))
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return _End(ranked[0][0], None)


def _lines_in_front(texts: Sequence[Text]) -> list[str]:
    """Running heads and feet, headings and lines of the first page; no cells of tables, whose letters have no size."""
    lines = [t for t in texts if t.furniture or (t.page == 1 and t.size > 0)]
    return [t.text for t in lines if len(t.text) <= LONGEST_TITLE and not t.text.endswith(".")]


def _ends_in(text: str) -> list[_End]:
    """The ends that phrases give: '2031-01-01–2031-08-31', 'januari–augusti', 'per 31 augusti', 't.o.m. aug 2031'."""
    found = [_End(day.month, day.year) for m in DATE_RANGE.finditer(text) if (day := parse_date(m.group(2)))]
    for match in _end_pattern().finditer(fold(text)):
        month = int(meanings("months")[match["range"] or match["to"]])
        named = match["day"] or match["last_day"]
        if named is None or int(named) in (28, _days_of(month)):
            found.append(_End(month, int(match["year"]) if match["year"] else None))
    for match in _ISO_END.finditer(text):
        last = parse_date(match.group(1))
        if last is not None and last.day in (28, _days_of(last.month)):
            found.append(_End(last.month, last.year))
    return found


def _days_of(month: int) -> int:
    return calendar.monthrange(_LEAP_YEAR, month)[1]


def _last_days_in(title: str) -> list[_End]:
    """The ends that a title gives by the last day of a month alone: '31 augusti'."""
    pattern = rf"(?<![\w-])(?:30|31) ({_months()})(?!\w)"
    return [_End(int(meanings("months")[m.group(1)]), None) for m in re.finditer(pattern, fold(title))]


@functools.cache
def _end_pattern() -> re.Pattern[str]:
    month = _months()
    first = r"(?:1 )?jan(?:uari)?\.? ?(?:-|till|t\.?o\.?m\.?|till och med) ?"
    return re.compile(
        rf"(?<!\w)(?:{first}(?:(?P<last_day>\d{{1,2}}) )?(?P<range>{month})"
        rf"|(?:per|t\.?o\.?m\.?|till och med|fram till) (?:den )?(?:(?P<day>\d{{1,2}}) )?(?P<to>{month})"
        rf")\.?(?!\w)(?: (?P<year>20\d\d)(?!\w))?"
    )


def _period(title: str | None, kind: str, texts: Sequence[Text], end: _End | None) -> str | None:
    """plan, T1 to T3 or helår: by the end of its figures, else by words of title or front, else a month there."""
    if kind in PLAN_TYPES:
        return "plan"
    if end is not None and not (kind == "årsredovisning" and end.month == 12):
        return _PERIOD_OF_MONTH.get(end.month)
    named = _named(title or "")
    months = set() if named else _months_in(title or "")
    if not named and not months:
        lines = [line for line in _lines_in_front(texts) if not _FORECAST.search(fold(line))]
        named = {period for text in lines for period in _named(text)}
    if named:
        return named.pop() if len(named) == 1 else None
    if kind == "årsredovisning":
        return "helår"
    return _PERIOD_OF_MONTH.get(months.pop()) if len(months) == 1 else None


def _months_in(title: str) -> set[int]:
    """The months that a title names, by word or as '2031-08'."""
    months = {int(meanings("months")[m.group()]) for m in _month_pattern().finditer(fold(title))}
    return months | {int(m.group(2)) for m in ISO_MONTH.finditer(title)}


def _named(text: str) -> set[str]:
    """The periods that words of a text name; of two words at one place the longer counts."""
    named = {meanings("periods")[match.group(1)] for match in _named_pattern().finditer(fold(text))}
    return named - {"helår"} if "T3" in named else named


@functools.cache
def _named_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(meanings("periods"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({words})(?!\w)(?! jan)")


@functools.cache
def _month_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_months()})(?!\w)")


def _months() -> str:
    return "|".join(sorted(meanings("months"), key=len, reverse=True))


def _span(
    title: str | None, year: int | None, year_to: int | None, period: str | None, end: _End | None
) -> tuple[date | None, date | None]:
    """The first and the last day, from dates in the title, else from the years and the period or its last month."""
    if title and (match := DATE_RANGE.search(title)):
        return parse_date(match.group(1)), parse_date(match.group(2))
    if year is None or year_to is None or (period is None and end is None):
        return None, None
    if period is None and end is not None:
        return date(year, 1, 1), date(year, end.month, calendar.monthrange(year, end.month)[1])
    month, day = _END_MONTHS.get(period or "", (12, 31))
    return date(year, 1, 1), date(year_to, month, day)
