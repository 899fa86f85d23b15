"""The cells of an indicator's row: value, comparator, unit, group and own year; None where they cannot say."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractors.values.parsing import parse_date, parse_number
from extractors.vocabulary import entries, fold, lookup, meanings

_DIGITS = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])(?:[-+]|± ?)?(?:{_DIGITS})(?!\d|[.,]\d)")
_DASH_BEFORE_DIGIT = re.compile(r"(?<![\w%])[\u2010-\u2015\u2212-] ?(?=\d)")
_REMARK = re.compile(r"\s*\(([^()]*)(?:\)|$)")
_MARK = re.compile(r"(?<=[\w%)/])\s?([*†‡]+)(?!\w)")
_PERCENT = re.compile(r"%(?!-)|(?<!\w)procent(?!\w)", re.IGNORECASE)
_OF_WHOM = re.compile(r"(?:^|(?<=\s))(?:av|för)\s+(?!\d)(\S.*)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s?[/\u2013-]\s?(\d\d)(?![\d-]))?")
_SHORT_DAY = re.compile(r"(?<![\d-])(\d\d)-\d\d-\d\d(?![\d-])")
_SHORT_MONTH = re.compile(r"(?<!\d)(\d\d)(?:0[1-9]|1[0-2])(?!\d)")
_CENTURY = 2000
_NAME_UNIT = re.compile(r"(?:,\s*([^,()]+)|\(([^()]+)\))\s*$")
BROKEN = "a broken number"
_OTHER_NUMBER = re.compile(r"(?<![\d-])\d+ ?(?:st|%|procent)(?!\w)")
_SIGN_OF_WORDS = re.compile(r"^([<>≤≥]=?)\s*[^\W\d]")
_THRESHOLD = re.compile(r"\d\s*(?:%|procent)", re.IGNORECASE)
_COUNT_NAME = re.compile(r"^\s*antal", re.IGNORECASE)
_NAME_MARKS = re.compile(r"[\s*†‡]+\)?$")
_NEXT_NUMBER = re.compile(r"^\s?[/\u2010-\u2015\u2212-]\s?\d")


class CellValue(NamedTuple):
    """What a cell says. ``group``: whom the number is of; ``year``: its own one in parentheses; ``mark``: the mark of
    its footnote; ``doubt``: why its digits give no number, or not all of them do."""

    value: float | None
    comparator: str | None
    unit: str | None
    group: str | None
    year: int | None
    mark: str | None
    doubt: str | None


def parse_cell(text: str, *, grouped: bool = False) -> CellValue:
    """A cell like '<8 anmälda brott', 'minst 75 %' or '4,5% för kvinnor'; ``grouped``: its row is one of several of an
    indicator, so that words can tell whom the number is of."""
    plain = _DASH_BEFORE_DIGIT.sub("-", " ".join(text.split()))
    year = _own_year(plain)
    mark = _MARK.search(plain)
    bare = _MARK.sub("", _REMARK.sub("", plain)).strip()
    nothing = CellValue(None, None, None, None, year, mark.group(1) if mark else None, None)
    match = _NUMBER.search(bare)
    if match is None:
        sign = _SIGN_OF_WORDS.match(bare)
        doubt = "no number" if any(c.isdigit() for c in bare) else None
        return nothing._replace(comparator=_comparators().get(sign.group(1)) if sign else None, doubt=doubt)
    head, rest = bare[: match.start()].strip(), bare[match.end() :]
    value = parse_number(match.group().removeprefix("±").strip())
    if parse_date(bare) is not None:
        return nothing._replace(doubt="a date")
    if value is None or re.match(r"\s?\d", rest):
        return nothing._replace(doubt=BROKEN)
    after, rest = _after(rest)
    before, group = _before(head)
    of_whom = _OF_WHOM.search(rest) if grouped else None
    if of_whom is not None:
        group, rest = of_whom.group(1).strip(), rest[: of_whom.start()]
    elif group is not None and not (grouped and _names_a_group(group)):
        return nothing._replace(doubt=f"unknown words before the number: {head}")
    unit = "%" if _PERCENT.search(bare) else rest.strip(" .,;:") or None
    doubt = "more than one number" if _NEXT_NUMBER.match(rest) else None
    if before is not None and after is not None and before != after:
        return nothing._replace(doubt="two comparators")
    return nothing._replace(value=value, comparator=before or after or "=", unit=unit, group=group, doubt=doubt)


def _own_year(text: str) -> int | None:
    """The one year that stands in the parentheses of a cell: '35% (2020)', '2,3% (delår 2021)'; not '8 (4 st 2022)',
    which says another number."""
    remarks = [remark for remark in _REMARK.findall(text) if not _OTHER_NUMBER.search(remark)]
    years = {year for remark in remarks for year in years_in(remark)}
    return years.pop() if len(years) == 1 else None


@functools.cache
def _comparators() -> dict[str, str]:
    return meanings("comparators")


@functools.cache
def _after_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {fold(word): sign for sign, entry in entries("comparators").items() for word in entry["after"]}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE), known


def _after(rest: str) -> tuple[str | None, str]:
    """The comparator in the words behind a number, and those words without it."""
    pattern, known = _after_pattern()
    match = pattern.search(rest)
    if match is None:
        return None, rest
    return known[fold(match.group(1))], rest[: match.start()] + rest[match.end() :]


def _before(head: str) -> tuple[str | None, str | None]:
    """The comparator in the words before a number, and what is left of them that no vocabulary knows."""
    words = fold(head).split()
    while words:
        for length in range(len(words), 0, -1):
            if lookup("value_leads", " ".join(words[:length])) is not None:
                words = words[length:]
                break
        else:
            break
    left = " ".join(words)
    if not left:
        return None, None
    if left in _comparators():
        return _comparators()[left], None
    for length in range(1, len(words)):
        sign = _comparators().get(" ".join(words[length:]))
        if sign is not None:
            return sign, " ".join(head.split()[:length]).strip(" :,")
    return None, head.strip(" :,")


def _names_a_group(words: str) -> bool:
    return all(word.isalpha() for word in words.split())


def years_in(text: str) -> list[int]:
    """The years that a heading or remark names, in its order: 2024 in '2024-08-31', 'Utfall 2408' and '24-08-31', in
    '2023/24' the later one."""
    found: list[tuple[int, int]] = []
    for match in _YEAR.finditer(text):
        year, tail = int(match.group(1)), match.group(2)
        later = year - year % 100 + int(tail) if tail is not None else year
        found.append((match.start(), later if later == year + 1 else year))
    for pattern in (_SHORT_DAY, _SHORT_MONTH):
        whole = [range(*match.span()) for match in _YEAR.finditer(text)]
        short = [match for match in pattern.finditer(text) if not any(match.start() in span for span in whole)]
        found += [(match.start(), _CENTURY + int(match.group(1))) for match in short]
    return [year for _, year in sorted(found)]


def unit_of_name(name: str) -> str | None:
    """The unit in an indicator's name: '%' wherever it says so (not of a count of those 'över 20 procent'), else a unit
    word that ends it after a comma or in parentheses."""
    name = _NAME_MARKS.sub("", name)
    counted = _THRESHOLD.sub(" ", name) if _COUNT_NAME.match(name) else name
    if _PERCENT.search(counted):
        return "%"
    match = _NAME_UNIT.search(name)
    if match is None:
        return None
    words = (match.group(1) or match.group(2)).strip()
    return words if _is_unit(words) else None


def _is_unit(words: str) -> bool:
    """Whether the words are a known unit, or known units with a slash or 'per' between: 'kWh/m²', 'kr per elev'."""
    if lookup("units", words) is not None:
        return True
    parts = re.split(r"\s*/\s*|\s+per\s+", words, maxsplit=1)
    return len(parts) == 2 and lookup("units", parts[0]) is not None and len(parts[1].split()) <= 2


@functools.lru_cache(4096)
def group_word(text: str) -> str | None:
    """The folded words for a gender, for all and the like, whatever stands before them ('varav kvinnor'); None for any
    other text."""
    words = fold(text).lstrip("-– ").split()
    while words and lookup("groups", " ".join(words)) != "group":
        if lookup("groups", words[0]) != "lead":
            return None
        words = words[1:]
    return " ".join(words) or None


def is_no_value(text: str) -> bool:
    """Whether a cell says that there is no value: only dashes and dots, 'n/a'."""
    return not any(c.isalnum() for c in text) or lookup("no_values", text) is not None
