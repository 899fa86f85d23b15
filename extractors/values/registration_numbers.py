"""Diarienummer: the forms that registers print, and how they are found in a line."""

from __future__ import annotations

import re
from typing import NamedTuple

# Collections of laws, propositions and other series whose numbers look alike.
_SERIES = r"(?:\w*FS|SFS|SOU|DS|EU|EG|EES|PROP|DIR|BET|MSB|ISO|IFRS|SS|EN|CEMR|RKR|SKR|LAG|AB|HÖK)"
_CODE = rf"(?!{_SERIES}\b)[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{0,7}}"
_CAPITALS = rf"(?!{_SERIES}\b)[A-ZÅÄÖ]{{2,8}}"
_YEAR = r"(?:19|20)\d\d"
_SERIAL = r"\d{1,6}(?:[-.:]\d{1,4})*"
_CODE_FIRST = r"{code}[\s/.-]?(?:{year}\s?[/:.-]\s?{serial}|\d\d[/:-]\d{{1,6}}(?:[-.:]\d{{1,4}})*)"
_CODE_FIRST_YEAR_LAST = r"{code}/\d{{1,6}}/[\d.]+/{year}"  # 'MBN/24/31.2/2025'
_CODE_LAST = r"{year}[./:-]\d{{1,6}} [A-ZÅÄÖ]{{2,6}}(?![\w-])"  # '2026.030 BMN'
_CODE_WITHIN = r"\d\d/{code}[\s/]\d{{1,6}}"  # '25/BIN/71', '25/KS 0418'
_CODE_AFTER_YEAR = r"{year}[/:]{code} ?\d{{1,6}}(?: \d{{2,3}}(?!\d| [a-zåäö]))?"  # "2024/KS0118", "2024/KS 0118 001"
_WITH_CODE = rf"{_CODE_FIRST_YEAR_LAST}|{_CODE_FIRST}|{_CODE_LAST}|{_CODE_WITHIN}|{_CODE_AFTER_YEAR}"
_BARE = rf"{_YEAR}[/:.-]{_SERIAL}(?: \d{{3}}(?!\d))?|\d\d[/:-]\d{{2,6}}(?:[-.:]\d{{1,4}})*|\d\d[A-ZÅÄÖ]{{2,4}}\d{{1,5}}"

ANY = rf"(?:{_WITH_CODE.format(code=_CODE, year=_YEAR, serial=_SERIAL)}|{_BARE})(?![\w/])"  # behind a label
SURE = rf"(?:{_WITH_CODE.format(code=_CAPITALS, year=_YEAR, serial=_SERIAL)})(?![\w/])"  # by its form alone
_LABELS = r"(?:diarienummer|diarienr|diarie[ -]nr|dnr|ärendenummer|ärendenr|ärende[ -]nr|ärende-id|beteckning)"
_DATE = re.compile(r"(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d(?!\d)")
_LABELLED = re.compile(rf"(?<!\w)(?i:{_LABELS})\.?\s*:?\s*(?P<number>{ANY})")
_ALONE = re.compile(rf"(?<![\w/.-])(?P<number>{SURE})")
_EMPTY_LABEL = re.compile(rf"(?<!\w)(?i:{_LABELS})\.?\s*:?\s*$")


class NumberParts(NamedTuple):
    """What a diarienummer says however it is punctuated. ``unit``: its letters in capitals, empty without any;
    ``year``: of two digits that of this century."""

    unit: str
    year: int
    number: int


_CENTURY = 100 * 20
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAST_YEAR = re.compile(r"^[A-ZÅÄÖ]+/(?P<number>\d+)/[\d.]+/(?P<year>(?:19|20)\d\d)$")
_RUNS = re.compile(r"\d+|[^\W\d_]+")


def number_parts(text: str) -> NumberParts | None:
    """The parts of a diarienummer: 'KS 2031/00123', '2031.123 KS' and 'KS31-123' are one; None where it has no year and
    number. What stands behind the number ('-3') is a paper's within the matter."""
    printed = " ".join(text.upper().split())
    letters = [run for run in _RUNS.findall(printed) if run.isalpha() and run not in ("DNR", "DIARIENR")]
    unit = letters[0] if letters else ""
    if (last := _LAST_YEAR.match(printed)) is not None:
        return NumberParts(unit, int(last["year"]), int(last["number"]))
    digits = [run for run in _RUNS.findall(printed) if run.isdigit()]
    years = [place for place, run in enumerate(digits) if _FULL_YEAR.fullmatch(run)]
    year = years[0] if years else next((place for place, run in enumerate(digits) if len(run) == len("31")), None)
    if year is None or len(digits) == 1:
        return None
    told = int(digits[year])
    number = digits[year + 1] if year + 1 < len(digits) else digits[year - 1]  # 'KS 123/2031'
    return NumberParts(unit, told if years else _CENTURY + told, int(number))


def is_date(number: str) -> bool:
    """Whether what looks like a bare number is a day: '2031-04-12'."""
    return _DATE.match(number) is not None


def as_printed(number: str) -> str:
    """The number with single spaces."""
    return " ".join(number.split())


def labelled_number(text: str) -> re.Match[str] | None:
    """The first diarienummer behind its label, in group ``number``."""
    return next((m for m in _LABELLED.finditer(text) if not is_date(m["number"])), None)


def split_number(text: str) -> tuple[str | None, str, str]:
    """The diarienummer in a line, with or without its label, and what stands before and behind it."""
    match = labelled_number(text) or _ALONE.search(text)
    if match is None:
        return None, text, ""
    return as_printed(match["number"]), _EMPTY_LABEL.sub("", text[: match.start()]), text[match.end() :]
