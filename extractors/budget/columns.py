"""What a column of amounts holds, by the words of its heading: measure, year and as-of date."""

from __future__ import annotations

import calendar
import functools
import re
from datetime import date
from typing import NamedTuple

from extractors.vocabulary import entries, fold, lookup, meanings

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?[-/] ?((?:20)?\d\d))?(?!\d)")
_CENTURY = 2000
_REMEMBERED_WORDS = 1024  # every cell of a table is asked whether it heads a column
_SHORT_YEARS = range(10, 60)
_SHORT_YEAR_BEHIND = re.compile(r"[^\W\d_]\.? ?'?(\d\d)$")
_DATES = (  # year, month, day in the order of the groups
    re.compile(r"(?<!\w)((?:20)?\d\d)-(\d\d)-(\d\d)(?!\w)"),
    re.compile(r"(?<!\w)((?:20)?\d\d)(\d\d)(\d\d)(?!\w)"),
    re.compile(r"(?<![\w-])(20\d\d)-(\d\d)()(?![\w-])"),
    re.compile(r"(?<!\w)(20\d\d)(\d\d)()(?!\w)"),
    re.compile(r"(?<!\w)((?!20)\d\d)(\d\d)()(?!\w)"),
)
_DAY_MONTH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?: (20\d\d))?(?![\d/])")
_DIFFERENCES = ("variance", "change")
_RIVALS = ({"outcome", "budget"}, {"forecast", "budget"})  # together without a difference: two headings run together
_INCLUDING = re.compile(
    r"(?<= )(?:inkl|inklusive|exkl|exklusive|efter|med)(?!\w)"
)  # "Ram inkl förändringar" is the frame
_RESULT_OF_A_TIME = re.compile(
    r"(?:ack\.? |ackumulerat )?resultat (?:period|ack|jan|t\.?o\.?m|tom |per |år |helår|20\d\d|\d{4,6}$)"
)
_PERIODS = re.compile(r"[tq]\d|(?:tertial|kvartal|kv) \d")


_GLUED = re.compile(r"(?<=[a-zåäö\d)])(?=[A-ZÅÄÖ][a-zåäö])")  # "2025Avvikelse": two headings printed into each other


class Meaning(NamedTuple):
    """What the amounts under a heading are; ``year`` and ``as_of`` only as the heading itself gives them."""

    measure: str
    year: int | None
    as_of: date | None


def meaning_of(header: str, year: int | None, *, investment: bool) -> Meaning | None:
    """What a heading says of the amounts below, None where it names no measure.

    ``year`` is that of the table, for a heading with a month alone; ``investment``: its tables have columns over a
    project's whole life.
    """
    measure = measure_of(header, investment=investment)
    own_year, as_of = time_of(header, year)
    if measure is None and as_of is not None and not _without_time(header):
        measure = "outcome"
    return None if measure is None else Meaning(measure, own_year, as_of)


def measure_of(header: str, *, investment: bool) -> str | None:
    """The measure that the heading's words name."""
    folded = fold(unglued(header))
    if _RESULT_OF_A_TIME.match(folded):
        return "outcome"
    words = _WORD.findall(folded)
    known = [measure for word in _WORD.findall(_INCLUDING.split(folded)[0]) if (measure := _measure_of_word(word))]
    difference = next((measure for measure in known if measure in _DIFFERENCES), None)
    if difference is None and any(pair <= set(known) for pair in _RIVALS):
        return None
    measure = difference or next(iter(known), None)
    whole_life = investment and any(_speaks_of_project(word) for word in words)
    if not whole_life:
        return measure
    if measure is None and any(lookup("project_columns", word) == "outcome" for word in words):
        measure = "outcome"
    return f"project_{measure}" if measure in ("outcome", "forecast", "budget", "variance") else measure


def unglued(header: str) -> str:
    """A heading with a space where another begins inside a word."""
    return _GLUED.sub(" ", header)


def are_run_together(header: str) -> bool:
    """Whether a heading has the words of two: rivals, or one printed into the other."""
    rivals = names_several(header) and measure_of(header, investment=False) is None
    return rivals or unglued(header) != header


def first_measure(header: str) -> str | None:
    """The first measure that a heading's words name."""
    return next((m for word in _WORD.findall(fold(header)) if (m := _measure_of_word(word))), None)


def names_several(header: str) -> bool:
    """Whether a heading has the words of several measures, as two that were run together have."""
    return len({measure for word in _WORD.findall(fold(unglued(header))) if (measure := _measure_of_word(word))}) > 1


@functools.lru_cache(_REMEMBERED_WORDS)
def _measure_of_word(word: str) -> str | None:
    exact = lookup("measures", word)
    if exact is not None:
        return exact
    return next((measure for ending, measure in _endings() if word.endswith(ending)), None)


@functools.cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Endings of words with their measures, the longest first."""
    known = [(fold(e), measure) for measure, entry in entries("measures").items() for e in entry["endings"]]
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))


def _speaks_of_project(word: str) -> bool:
    return any(word.startswith(fold(stem)) for stem in entries("project_columns")["project"]["words"])


def time_of(header: str, year: int | None = None) -> tuple[int | None, date | None]:
    """The last year that the heading names, and the last day of its date, month or period.

    ``year`` goes with a month or a day that stands without one.
    """
    folded = fold(header)
    days = _days(folded, year)
    if days:
        return days[-1].year, days[-1]
    years = [int((m.group(2) or m.group(1))[-2:]) + _CENTURY for m in _YEARS.finditer(folded)]
    if not years and (match := _SHORT_YEAR_BEHIND.search(folded)) and int(match.group(1)) in _SHORT_YEARS:
        years = [_CENTURY + int(match.group(1))]
    own = years[-1] if years else None
    month = _last_month(folded)
    known = own if own is not None else year
    as_of = _last_day(known, month) if month is not None and known is not None else None
    return own, as_of


def years_named(header: str) -> int:
    """How many years the heading names, a span of years as one."""
    return len({match.group() for match in _YEARS.finditer(fold(header))})


def _days(folded: str, year: int | None) -> list[date]:
    """The dates that stand in digits, in order; ``year`` for a day and month alone."""
    found: dict[int, date] = {}
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            day = _date(match.group(1), match.group(2), match.group(3))
            if day is not None and not any(abs(at - match.start()) < len(match.group()) for at in found):
                found[match.start()] = day
    for match in _DAY_MONTH.finditer(folded):
        own = match.group(3) or year
        if own is not None and (day := _date(str(own), match.group(2), match.group(1))):
            found[match.start()] = day
    return [found[at] for at in sorted(found)]


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year) + (_CENTURY if len(year) == 2 else 0)
    if len(year) == 2 and int(year) not in _SHORT_YEARS:
        return None
    if not 1 <= int(month) <= 12:
        return None
    last = calendar.monthrange(full, int(month))[1]
    number = int(day) if day else last
    return date(full, int(month), number) if 1 <= number <= last else None


def _last_month(folded: str) -> int | None:
    """The number of the last month or period of the year that the heading names."""
    found = [
        (m.start(), int(meanings("months")[m.group()]))
        for m in _WORD.finditer(folded)
        if m.group() in meanings("months")
    ]
    seasons = meanings("seasons")
    found += [
        (m.start(), int(seasons[m.group()].split("-")[-1])) for m in _PERIODS.finditer(folded) if m.group() in seasons
    ]
    return max(found)[1] if found else None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _without_time(header: str) -> str:
    """The heading's words that say nothing of time."""
    words = [w for w in _WORD.findall(fold(header)) if w not in meanings("months") and w not in _TIME_WORDS]
    return " ".join(words)


_TIME_WORDS = frozenset({"per", "tom", "t.o", "t", "o", "m", "till", "och", "med", "den", "jan", "period", "perioden"})


def role_of_column(header: str) -> str | None:
    """note | code | ignored | part: what a heading without a measure says of its column."""
    folded = fold(header)
    if "%" in folded:
        return "ignored"
    exact = lookup("budget_columns", folded)
    if exact is not None:
        return exact
    words = _WORD.findall(folded)
    first = meanings("budget_columns").get(words[0]) if words else None
    if first == "part":
        return first if all(meanings("budget_columns").get(w) == "part" for w in words) else None
    return first
