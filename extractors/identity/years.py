"""Which years a document speaks of: by title, labels and lines of its front, and its date; no chance years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from extractors.identity.labels import values_of
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, is_sentence, opening
from extractors.values.parsing import parse_date
from extractors.vocabulary import any_of, fold, meanings

LETTER_TYPES = frozenset({"tjänsteskrivelse", "skrivelse", "planhandling"})
DATED_TYPES = LETTER_TYPES | {"protokoll", "uppdragsbeskrivning"}
ADOPTED_TYPES = frozenset({"handlingsplan", "styrdokument", "taxa", "internkontrollplan"})
REPORT_TYPES = frozenset({"uppföljning", "delårsrapport", "årsredovisning"})
DATE_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:[-–]|till|t\.?o\.?m\.?)\s*(\d{4}-\d{2}-\d{2})")
ISO_MONTH = re.compile(r"(?<![\w-])(20\d\d)-(0[1-9]|1[0-2])(?![\w-])")
_YEARS = re.compile(r"(?<![^\W\d]/)(?<![\w:.-])((?:19|20)\d{2})(?:\s*[-–/]\s*((?:19|20)?\d{2}))?(?![\w:]|[/.-]\d)")
_NUMERIC_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}[ -](?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"
_NO_YEARS = re.compile(r"§+ ?\d+(?:[/-]\d+)?|\bagenda 20\d\d\b", re.IGNORECASE)  # a paragraph, the UN's goals
_TARGET = re.compile(
    r"(?<!\w)(?:vision(?:en)?|målbild(?:en)?|senast|till|före|sedan|från|jämfört med|basår(?:et)?)"
    r" (?:år )?(?:19|20)\d\d",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<!\w)(?:inkl\.?|inklusive|samt|bilaga till|ersätter)(?!\w).*", re.IGNORECASE)
_ADOPTED = re.compile(
    r"(?<!\w)(?:antag|fastställ|beslut|upprätta|rapportera|godkän|reviderad)\w*(?!\w)", re.IGNORECASE
)  # before a day
_LONGEST_PLAN_YEARS = 12
_NEXT_PLAN_YEARS = 2  # a plan of a year may be adopted in the year before it


class Years(NamedTuple):
    """First and last year; ``adopted``: the day of the decision where that gave the first."""

    first: int
    last: int
    adopted: date | None = None


def years_of(title: str | None, kind: str, texts: Sequence[Text], until: int | None = None) -> Years | None:
    """The years of a document that isn't known by its date alone; None where only chance years stand in it.

    ``until``: the year up to which the front says that its figures go.
    """
    own = years_in([_ASIDE.sub("", title or "")], dates=kind in REPORT_TYPES)
    if kind in ADOPTED_TYPES:
        return _adopted(own, texts)
    if kind in REPORT_TYPES and own is not None and own.last > own.first:
        own = _reported(title or "", own)
    if own is not None or until is not None:
        return own or Years(until or 0, until or 0)
    lines = [_TARGET.sub(" ", text) for text in _lines(texts)]
    found = years_in(values_of("valid", texts)) or years_in(lines) or years_in([title or ""])
    if found is None and kind in REPORT_TYPES:
        found = _most_named(t.text for t in texts if t.page == 1)
    return found


def _reported(title: str, plan: Years) -> Years:
    """Of a report on a plan of several years the one that its title names apart: 'Uppföljning av plan 2031–2034, år
    2033'."""
    alone = {int(m.group(1)) for m in _YEARS.finditer(title) if m.group(2) is None}
    year = alone.pop() if len(alone) == 1 else None
    return Years(year, year) if year is not None and plan.first < year < plan.last else plan


def _adopted(own: Years | None, texts: Sequence[Text]) -> Years | None:
    """Years of a plan or a rule that is decided once: a range in its title or front, else from its decision to where
    it is valid or to its goal ('Strategi 2040')."""
    if own is not None and own.last > own.first:
        return own
    adopted = adopted_on(texts)
    if own is not None:
        late = adopted is not None and own.first >= adopted.year + _NEXT_PLAN_YEARS
        return Years(adopted.year, own.first, adopted) if late and adopted is not None else own
    ranges = (years_in([_TARGET.sub(" ", text)]) for text in _lines(texts))
    if span := next((r for r in ranges if r is not None and r.last > r.first), None):
        return span
    valid = years_in(values_of("valid", texts), dates=True)
    if valid is not None and (adopted is None or valid.last > valid.first):
        return valid
    if adopted is not None:
        return Years(adopted.year, max(adopted.year, valid.last if valid else 0), adopted)
    return years_in(_TARGET.sub(" ", text) for text in _lines(texts))


def adopted_on(texts: Sequence[Text]) -> date | None:
    """The day of the decision: behind its label, or in a line of the front that says so; None without one."""
    labelled = (first_date(value) for value in values_of("decided", texts))
    lines = (first_date(t.text[m.end() :]) for t in opening(texts) if (m := _ADOPTED.search(t.text)))
    return next((day for day in (*labelled, *lines) if day is not None), None)


def _lines(texts: Sequence[Text]) -> list[str]:
    """Running heads, and the lines of the front that aren't about a decision or a number."""
    heads = [t.text for t in texts if t.furniture and len(t.text) <= LONGEST_TITLE]
    return [*heads, *(t.text for t in opening(texts) if not _ADOPTED.search(t.text))]


def years_in(sources: Iterable[str], *, dates: bool = False) -> Years | None:
    """First and last year that the first of the texts with a year names: '2031–2033', '2031 med plan 2032–2033'.

    ``dates``: a day counts for its year too.
    """
    for source in sources:
        text = _NO_YEARS.sub(" ", source)
        if match := DATE_RANGE.search(text):
            return Years(int(match.group(1)[:4]), int(match.group(2)[:4]))
        if match := ISO_MONTH.search(text):
            return Years(int(match.group(1)), int(match.group(1)))
        spans = [_span(match) for match in _YEARS.finditer(text)]
        if spans:
            first, last = spans[0]
            for start, end in spans[1:]:
                last = end if start == last + 1 and end - first <= _LONGEST_PLAN_YEARS else last
            return Years(first, last)
        if dates and (day := first_date(text)):
            return Years(day.year, day.year)
    return None


def _span(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match.group(1)), match.group(2) or match.group(1)
    to = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return first, to if first < to <= first + _LONGEST_PLAN_YEARS else first


def _most_named(texts: Iterable[str]) -> Years | None:
    """The year that more of the texts name than any other."""
    counted = Counter(found.first for text in texts if (found := years_in([_TARGET.sub(" ", text)])))
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return Years(ranked[0][0], ranked[0][0])


def has_year(text: str) -> bool:
    """Whether a line names a year or a date."""
    return bool(_YEARS.search(text) or DATE_RANGE.search(text) or ISO_MONTH.search(text))


def first_date(text: str) -> date | None:
    """The first day that a text names in figures or with its month's name and year."""
    found = (parse_date(match.group()) for match in _DATES.finditer(fold(text)))
    return next((day for day in found if day is not None), None)


_DATES = re.compile(rf"(?<![\w.-])(?:{_NUMERIC_DATE}|\d{{1,2}} {any_of(meanings('months'))} (?:19|20)\d\d)(?!\w)")


def year_of_date(kind: str, texts: Sequence[Text]) -> int | None:
    """Of letters, forms and protocols the year of their date: a label's, else of the first line with one, else of the
    first text with a day in figures; of a letter or a plan's map only what its head says."""
    front = [t for t in texts if t.page <= FRONT_PAGES]
    labelled = (first_date(value) for value in values_of("decided", texts))
    lines = (first_date(t.text) for t in front if t.size > 0 and not is_sentence(t.text) and t.page == 1)
    rest = (_numeric(t.text) for t in front) if kind not in LETTER_TYPES else ()
    days = (day for source in (labelled, lines, rest) for day in source if day is not None)
    return next((day.year for day in days), None)


def _numeric(text: str) -> date | None:
    found = (parse_date(match.group()) for match in re.finditer(rf"(?<![\w.-])(?:{_NUMERIC_DATE})(?!\w)", text))
    return next((day for day in found if day is not None), None)
