"""What a page of a portal offers: files that could be fetched, and pages to visit for more."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from extractors.identity.registration import registration_number_in
from extractors.values.times import days_of, named_times
from extractors.vocabulary import entries, fold

_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Visit(NamedTuple):
    """A page to ask for. ``payload``: JSON to post there instead; ``depth``: steps from the start address.

    ``step`` says what a platform's reader takes the answer for; ``body``, ``meeting`` and ``meeting_date`` are what is
    known on the way there, ``headings`` what the page's links stand under beside the page's own, the nearest first.
    """

    url: str
    step: str
    payload: str | None = None
    body: str | None = None
    meeting: str | None = None
    meeting_date: date | None = None
    depth: int = 0
    headings: tuple[str, ...] = ()


class Page(NamedTuple):
    """What came of a visit: the address that answered and the text."""

    visit: Visit
    url: str
    text: str


class Candidate(NamedTuple):
    """A file on a page. ``identity``: what is the same for it each time; the address, where that is so.

    ``meeting``: tells the meetings of a body from each other, two on one day too; None for a file of none.
    """

    url: str
    page_url: str
    title: str
    role: str
    body: str | None
    meeting: str | None
    meeting_date: date | None
    identity: str
    item: str | None = None
    registration_number: str | None = None


class Found(NamedTuple):
    """What a page offers. ``meetings``: those that it lists (body and meeting), with or without files."""

    candidates: tuple[Candidate, ...] = ()
    visits: tuple[Visit, ...] = ()
    meetings: tuple[tuple[str | None, str], ...] = ()


class StructureError(Exception):
    """A page that isn't built as its platform builds it; one line that says what is missing."""


def day_in(text: str, year: int | None = None) -> date | None:
    """The day that a link's text or address names, ``year`` that of a day without one; None for none or for several."""
    days = set()
    for named in named_times(fold(unquote(text).replace("_", " "))):
        span = days_of(named, year)
        if span is not None and named.first is not None and named.first == named.last and named.last[1] > 0:
            days.add(span[0])
    return days.pop() if len(days) == 1 else None


def year_in(text: str) -> int | None:
    """The one year that a heading names; None for none or for several."""
    years = set(_BARE_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def role_in(text: str, *, otherwise: str) -> str:
    """protokoll, kallelse or bilaga by the words of a link; ``otherwise`` without any."""
    folded = fold(unquote(text).replace("_", " ").replace("-", " "))
    return next((role for role, pattern in _roles() if pattern.search(folded)), otherwise)


def candidate(
    url: str,
    page_url: str,
    title: str,
    *,
    role: str,
    body: str | None,
    meeting_date: date | None,
    meeting: str | None = None,
    identity: str | None = None,
    item: str | None = None,
) -> Candidate:
    """A candidate with the diarienummer that its title or its item names; its meeting is its day where none is told."""
    number = registration_number_in(title, bare=True) or registration_number_in(item or "", bare=True)
    told = meeting or (meeting_date.isoformat() if meeting_date else None)
    same = identity or urldefrag(url).url
    return Candidate(url, page_url, title, role, body, told, meeting_date, same, item, number)


def file_title(url: str) -> str:
    """The name of a file by its address, without its suffix, as words."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return " ".join(re.sub(r"(?i)\.?pdf$", "", name).replace("_", " ").split())


@functools.cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(w)) for w in entry['words'])})(?!\w)"))
        for role, entry in entries("published_roles").items()
    )
