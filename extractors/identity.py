"""Whose document it is: kommun, committee, type, title, years, period and diarienummer, by evidence on the page."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from extractors.reading.document import Document
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Heading
from extractors.values import parse_date
from extractors.vocabulary import entries, fold, meanings, municipalities

_FRONT_PAGES = 4  # covers, protocol extracts and letters bound before a report
_LONGEST_TITLE = 140  # letters
_LONGEST_LETTERHEAD = 80
_HEAD_WEIGHT, _FRONT_WEIGHT, _DOMAIN_WEIGHT = 5, 3, 5  # a mention in running text counts 1
_SENDER_WEIGHT = 3
_FEWEST_MENTIONS = 3
_LEAD = 2  # times the runner-up's mentions
_YEARS = re.compile(r"\b((?:19|20)\d{2})(?:\s*[-–/]\s*((?:19|20)?\d{2}))?\b")
_DATE_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:[-–]|till|t\.?o\.?m\.?)\s*(\d{4}-\d{2}-\d{2})")
_DATED = re.compile(r"\b(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}\s+\d{4})\b")
_REGISTRATION = re.compile(
    r"\b(?:diarienummer|diarienr|dnr|ärendenummer|ärendenr)\.?:?\s*"
    r"((?:[A-ZÅÄÖ]{2,6}[\s/.-]?)?(?:\d{4}[/:.-]\d+(?:[-.:]\d+)*|\d{2}[/:-]\d+))",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:styrelsens|nämndens)\s+(?:förvaltning|kontor)(?!\w)")  # a board's own office writes
_BARE_REGISTRATION = re.compile(r"\(((?!EU|EG|SFS)[A-ZÅÄÖ]{2,6}[\s/-]?(?:19|20)\d{2}[/:.-]\d+(?:[-.:]\d+)*)\)")
_LEADERS = re.compile(r"\.{4,}|…{2,}")  # of a table of contents
_BLANKS = re.compile(r"_{3,}")
_DOMAIN = re.compile(r"[@/.]([a-z0-9-]+)\.(?:se|fi)\b")
_LETTERS = str.maketrans("åäöéü", "aaoeu")
_END_MONTHS = {"T1": (4, 30), "T2": (8, 31), "T3": (12, 31), "helår": (12, 31)}
_LONGEST_PLAN_YEARS = 12
_PLAN_TYPES = frozenset({"verksamhetsplan", "mål och budget"})
_BOARDS_OWN_TYPES = frozenset({"verksamhetsplan", "uppföljning", "delårsrapport", "protokoll"})
_DATED_TYPES = frozenset({"protokoll", "uppdragsbeskrivning"})


class Identity(NamedTuple):
    """What a document is, field by field as in the table documents."""

    municipality_code: str | None
    committee: str | None
    document_type: str
    title: str | None
    year: int | None
    year_to: int | None
    period: str | None
    period_start: date | None
    period_end: date | None
    registration_number: str | None


class _Text(NamedTuple):
    """A piece of the document's text with what its place says of it."""

    text: str
    page: int
    size: float
    heading: bool
    numbered: bool
    furniture: bool


def identify(document: Document) -> Identity:
    """Reads off the document what it is; None where the evidence doesn't decide."""
    texts = _texts(document)
    title = _title(texts)
    kind = type_in(title) if title else None
    kind = kind or "okänd"
    year, year_to = _years(title, kind, texts)
    period = _period(title, kind)
    start, end = _span(title, year, year_to, period)
    return Identity(
        municipality_code=_municipality(texts),
        committee=_committee(title, kind, texts),
        document_type=kind,
        title=title,
        year=year,
        year_to=year_to,
        period=period,
        period_start=start,
        period_end=end,
        registration_number=_registration_number(texts),
    )


def _texts(document: Document) -> list[_Text]:
    texts = [_Text(line.text, line.page, line.size, False, False, True) for line in document.furniture]
    for block in document.blocks:
        if isinstance(block, Heading):
            p = block.paragraph
            texts.append(_Text(p.text, p.page, p.style.size, True, block.number is not None, False))
        elif isinstance(block, Paragraph):
            texts.append(_Text(block.text, block.page, block.style.size, False, block.marker is not None, False))
        else:
            texts.extend(_Text(c.text, c.page, 0.0, False, False, False) for c in block.cells if c.text)
    return texts


def _title(texts: Sequence[_Text]) -> str | None:
    """The largest text on the front pages that names a type of document, else the first page's largest heading."""
    front = [t for t in texts if t.page <= _FRONT_PAGES and len(t.text) <= _LONGEST_TITLE and type_in(t.text)]
    own = [t for t in front if not t.numbered and not t.text.startswith("§") and not _LEADERS.search(t.text)]
    candidates = [t for t in own if t.heading or t.furniture or _starts_with_type(t.text) or _is_letterhead(t)]
    candidates = [t for t in candidates if t.heading or not t.text.endswith((".", ":"))]
    if not candidates:
        headings = [t for t in texts if t.heading and t.page == 1 and not t.numbered]
        return max(headings, key=lambda t: t.size).text if headings else None
    heads = Counter(fold(t.text) for t in texts if t.furniture)

    def rank(t: _Text) -> tuple[bool, float, int, int]:
        return bool(_YEARS.search(t.text)) or t.heading, t.size, heads[fold(t.text)], -t.page

    return " ".join(_BLANKS.sub(" ", max(candidates, key=rank).text).split())


def _is_letterhead(text: _Text) -> bool:
    """Whether a line names kommun and type of document side by side."""
    return bool(_kommuner_in(text.text)) and len(text.text) <= _LONGEST_LETTERHEAD


def _starts_with_type(text: str) -> bool:
    found = _first_type(text)
    return found is not None and found[0] == 0


def type_in(text: str) -> str | None:
    """The document type that a title names, None if none."""
    found = _first_type(text)
    return found[1] if found else None


def _first_type(text: str) -> tuple[int, str] | None:
    folded = fold(text)
    hits = [
        (match.start(), -len(word), meaning)
        for word, meaning in meanings("document_types").items()
        if (match := re.search(rf"(?<!\w)(?:\w+-\s)?{re.escape(word)}(?:en|n|s)?(?!\w)", folded))
    ]
    if not hits:
        return None
    start, _, meaning = min(hits)
    return start, meaning


def _years(title: str | None, kind: str, texts: Sequence[_Text]) -> tuple[int | None, int | None]:
    """First and last year of the title; of forms and protocols the year of their date."""
    if kind in _DATED_TYPES:
        dated = [match.group(1) for t in texts if t.page <= _FRONT_PAGES for match in [_DATED.search(t.text)] if match]
        days = [day for text in dated if (day := parse_date(text))]
        return (days[0].year, days[0].year) if days else (None, None)
    sources = [title or "", *(t.text for t in texts if t.page == 1 or t.furniture)]
    for source in sources:
        if match := _YEARS.search(source):
            first, last = int(match.group(1)), match.group(2) or match.group(1)
            to = int(last) if len(last) == 4 else first - first % 100 + int(last)
            spans = first < to <= first + _LONGEST_PLAN_YEARS and not _DATE_RANGE.search(source)
            return first, to if spans else first
    return None, None


def _period(title: str | None, kind: str) -> str | None:
    if kind in _PLAN_TYPES:
        return "plan"
    if kind in _DATED_TYPES or title is None:
        return None
    if match := _DATE_RANGE.search(title):
        end = parse_date(match.group(2))
        return next((p for p, md in _END_MONTHS.items() if end and (end.month, end.day) == md), None)
    folded = fold(title)
    hits = [
        (-len(word), meaning)
        for word, meaning in meanings("periods").items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
    ]
    return min(hits)[1] if hits else None


def _span(
    title: str | None, year: int | None, year_to: int | None, period: str | None
) -> tuple[date | None, date | None]:
    if title and (match := _DATE_RANGE.search(title)):
        return parse_date(match.group(1)), parse_date(match.group(2))
    if year is None or year_to is None or period is None:
        return None, None
    month, day = _END_MONTHS.get(period, (12, 31))
    return date(year, 1, 1), date(year_to, month, day)


def _registration_number(texts: Sequence[_Text]) -> str | None:
    front = [t for t in texts if t.page <= _FRONT_PAGES]
    found = (registration_number_in(t.text) for t in sorted(front, key=lambda t: t.page))
    return next(filter(None, found), None)


def registration_number_in(text: str, *, bare: bool = False) -> str | None:
    """The diarienummer after its label, as written; with ``bare`` also one in brackets without a label."""
    match = _REGISTRATION.search(text) or (_BARE_REGISTRATION.search(text) if bare else None)
    return " ".join(match.group(1).split()) if match else None


def _municipality(texts: Sequence[_Text]) -> str | None:
    """The kommun that running heads, front page, domains and mentions speak for; None if unclear."""
    votes: Counter[str] = Counter()
    for text, weight in _weighed(texts):
        votes.update(dict.fromkeys(_kommuner_in(text), weight))
    return _winner(votes)


def _weighed(texts: Iterable[_Text]) -> list[tuple[str, int]]:
    """Each text with its weight as evidence, running heads once."""
    weighed: dict[tuple[str, bool], int] = {}
    result = []
    for t in texts:
        if t.furniture:
            weighed[t.text, True] = _HEAD_WEIGHT
        else:
            result.append((t.text, _FRONT_WEIGHT if t.page == 1 or (t.heading and t.page <= _FRONT_PAGES) else 1))
    return [*((text, weight) for (text, _), weight in weighed.items()), *result]


def _winner(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_MENTIONS:
        return None
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


@functools.cache
def _kommun_pattern() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """One pattern for 'X kommun(s)' of all kommuner in their forms, form to code, and web domain to code."""
    forms: dict[str, str] = {}
    domains: dict[str, str] = {}
    for kommun in municipalities():
        name = fold(kommun.municipality)
        for form in {name, name if name.endswith("s") else name + "s"}:
            forms[form] = kommun.municipality_code
        domains[name.translate(_LETTERS).replace(" ", "")] = kommun.municipality_code
    names = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({names})\s+(?:kommun|stad)(?:s|en|ens)?(?!\w)"), forms, domains


def _kommuner_in(text: str) -> set[str]:
    pattern, forms, domains = _kommun_pattern()
    folded = fold(text)
    codes = {forms[match.group(1)] for match in pattern.finditer(folded)}
    if folded in forms and len(folded) > 2:
        codes.add(forms[folded])
    for match in _DOMAIN.finditer(folded):
        if match.group(1) in domains:
            codes.add(domains[match.group(1)])
    return codes


def _committee(title: str | None, kind: str, texts: Sequence[_Text]) -> str | None:
    """The board that title, label or cover names; of a board's own kind of document else the one most spoken of."""
    named = committees_in(title or "")
    if len(named) == 1:
        return named.pop()
    if kind not in _BOARDS_OWN_TYPES:
        return None
    labelled = [t.text for t in texts if t.page <= _FRONT_PAGES and fold(t.text).startswith(_COMMITTEE_LABELS)]
    for text in [
        *labelled,
        *(t.text for t in texts if t.page == 1 and not t.furniture and len(t.text) < _LONGEST_TITLE),
    ]:
        named = committees_in(text)
        if len(named) == 1:
            return named.pop()
    votes: Counter[str] = Counter()
    for text, weight in _weighed(texts):
        sender = _SENDER_WEIGHT if _SENDER.search(fold(text)) else weight
        votes.update(dict.fromkeys(committees_in(text), max(sender, weight)))
    return _winner(votes)


_COMMITTEE_LABELS = ("dokumentansvarig nämnd", "nämnd:", "ansvarig nämnd", "nämnd/styrelse:", "styrelse:")


@functools.cache
def _committee_pattern() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns for the boards' names in any case form, and for their abbreviations in capitals; form to name."""
    forms: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    for name, entry in entries("committees").items():
        for word in entry["words"]:
            (abbreviations if word.isupper() else forms)[word if word.isupper() else fold(word)] = name
    long = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    short = "|".join(sorted(map(re.escape, abbreviations), key=len, reverse=True))
    names = re.compile(rf"(?<![\w-])(?<!och )({long})(?:s)?(?!\w)")
    return names, re.compile(rf"(?<![\w/])({short})(?![\w/])"), {**forms, **abbreviations}


def committees_in(text: str) -> set[str]:
    """The boards that the text names."""
    names, abbreviations, forms = _committee_pattern()
    found = {forms[match.group(1)] for match in names.finditer(fold(text))}
    return found | {forms[match.group(1)] for match in abbreviations.finditer(text)}
