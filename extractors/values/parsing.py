"""Text to values: numbers, shares, dates, colours; None where the text cannot be read for certain."""

from __future__ import annotations

import calendar
import colorsys
import functools
import re
from datetime import date

from extractors.vocabulary import fold, meanings

_REMEMBERED_COLOURS = 256
_NUMBER = re.compile(r"^[-+]?\d{1,3}(?: \d{3})*(?:,\d+)?$|^[-+]?\d+(?:[,.]\d+)?$")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SIGN = re.compile(r"^([-+]) ")
_NOUGHT = re.compile(r"^(?:±|\+/-|-/\+|\+-) ?0(?:,0+)?$")
_SHARE = re.compile(r"^\(?(?:(?:ca|cirka)\.?\s*)?(\d{1,3}(?:[,.]\d+)?)\s*(?:%|procent)?\)?$")
_PARTS_OF = re.compile(r"^(\d{1,3})\s*(?:/|av)\s*(\d{1,3})$")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_DAY_DOTS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_DAY_SLASH = re.compile(r"^(\d{1,2})/(\d{1,2})(?:\s+(\d{4}))?$")
_WORDED = re.compile(r"^(?:den\s+)?(?:(\d{1,2})\s+)?([a-zåäö]+)\.?(?:\s+(\d{4}))?$")
_NO_YEAR = 0
_GREY_SATURATION = 0.15
_NEARLY_WHITE = 0.95
_HUES = ((20, "red"), (70, "yellow"), (170, "green"), (265, "blue"), (340, "purple"), (361, "red"))


def parse_number(text: str) -> float | None:
    """A Swedish number: any space between thousands, comma before decimals, any dash as minus, '±0' as nought."""
    plain = _SIGN.sub(r"\1", _DASHES.sub("-", " ".join(text.split())))
    if _NOUGHT.match(plain):
        return 0.0
    return float(plain.replace(" ", "").replace(",", ".")) if _NUMBER.match(plain) else None


def parse_share(text: str) -> float | None:
    """'75 %', '75', '75 procent' or '3 av 4' as 0.75, '6/8' too; None above 1."""
    if parts := _PARTS_OF.match(fold(text)):
        done, whole = int(parts[1]), int(parts[2])
        return round(done / whole, 4) if 0 < whole >= done else None
    match = _SHARE.match(fold(text))
    share = float(match.group(1).replace(",", ".")) / 100 if match else None
    return share if share is not None and share <= 1 else None


def parse_date(text: str, year: int | None = None) -> date | None:
    """A day: '2024-04-30', '30.4.2024', '30 april', '28/4 2025', 'december 2025' (its last).

    ``year`` counts where the text has none.
    """
    folded = fold(text)
    if match := _ISO_DATE.match(folded):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.match(folded):
        return _last_day(int(match[1]), int(match[2]))
    if match := _DAY_DOTS.match(folded):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _DAY_SLASH.match(folded):
        return _day(int(match[3] or year or _NO_YEAR), int(match[2]), int(match[1]))
    if match := _WORDED.match(folded):
        month = meanings("months").get(match[2])
        own = int(match[3] or year or _NO_YEAR)
        if month is None:
            return None
        return _day(own, int(month), int(match[1])) if match[1] else _last_day(own, int(month))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    return _day(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 else None


@functools.lru_cache(_REMEMBERED_COLOURS)
def colour_name(colour: str) -> str | None:
    """'#rrggbb' as green, yellow, red, blue, purple or grey; None for (nearly) white and black."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness > _NEARLY_WHITE or lightness < 1 - _NEARLY_WHITE:
        return None
    if saturation < _GREY_SATURATION:
        return "grey"
    return next(name for limit, name in _HUES if hue * 360 < limit)


def days_in(text: str) -> list[date]:
    """The whole dates that a text names, in its order: '2025-04-28', '28.4.2025', '28/4 2025', '28 april 2025'."""
    days = (parse_date(match.group()) for match in _day_pattern().finditer(fold(text)))
    return [day for day in days if day is not None]


def parse_due(text: str) -> date | None:
    """The latest day that a text gives for something to be ready: a date, or the last day of what it names.

    'december 2025' its 31st, 'våren 2026' 31 May, 'under 2026' 31 December; None where no year is given.
    """
    folded = fold(text)
    found = [parse_date(match.group()) for match in _day_pattern().finditer(folded)]
    found += [parse_date(match.group()) for match in _month_pattern().finditer(folded)]
    for match in _season_pattern().finditer(folded):
        found.append(_last_day(int(match[2]), int(meanings("seasons")[match[1]].split("-")[-1])))
    if re.fullmatch(r"20\d\d", folded):
        found.append(_last_day(int(folded), 12))
    return max((day for day in found if day is not None), default=None)


def _any_of(vocabulary: str) -> str:
    return "|".join(re.escape(word) for word in sorted(meanings(vocabulary), key=len, reverse=True))


@functools.cache
def _day_pattern() -> re.Pattern[str]:
    worded = rf"\d{{1,2}} (?:{_any_of('months')})\.? 20\d\d"
    numbers = r"\d{1,2}/\d{1,2} 20\d\d|(?<!\d\.)\d{1,2}\.\d{1,2}\.20\d\d"
    return re.compile(rf"(?<![\w/-])(?:20\d\d-\d{{1,2}}-\d{{1,2}}|{numbers}|{worded})(?![\w-])")


@functools.cache
def _month_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/])(?<!\d[ -])(?:20\d\d-\d\d|(?:{_any_of('months')})\.? 20\d\d)(?![\w-])")


@functools.cache
def _season_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_any_of('seasons')}) (20\d\d)(?![\w-])")
