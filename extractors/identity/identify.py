"""Whose document it is: kommun, committee, type, title, years, period and diarienummer, by evidence on the page."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractors.document.model import Document
from extractors.identity.committee import committee_of, unknown_committee
from extractors.identity.municipality import is_letterhead, municipality_of
from extractors.identity.period import has_year, stated_time, time_of
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, texts_of
from extractors.vocabulary import fold, meanings

_PROTOCOL_SHARE = 0.4  # of the pages: an extract bound before a report has one or two of a dozen
_REGISTRATION = re.compile(
    r"\b(?:diarienummer|diarienr|dnr|ärendenummer|ärendenr)\.?:?\s*"
    r"((?:[A-ZÅÄÖ]{2,6}[\s/.-]?)?(?:\d{4}[/:.-]\d+(?:[-.:]\d+)*|\d{2}[/:-]\d+))",
    re.IGNORECASE,
)
_BARE_REGISTRATION = re.compile(r"\(((?!EU|EG|SFS)[A-ZÅÄÖ]{2,6}[\s/-]?(?:19|20)\d{2}[/:.-]\d+(?:[-.:]\d+)*)\)")
_LEADERS = re.compile(r"\.{4,}|…{2,}")  # of a table of contents
_BLANKS = re.compile(r"_{3,}")
DOCUMENT_TYPES = (
    "verksamhetsplan", "uppföljning", "delårsrapport", "årsredovisning", "mål och budget", "protokoll",
    "uppdragsbeskrivning",
)  # fmt: skip
PERIODS = ("T1", "T2", "T3", "helår", "plan")


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


class Stated(NamedTuple):
    """What a person says that a document is; None leaves a field to the reading. ``year_to`` goes with ``year``."""

    municipality_code: str | None = None
    committee: str | None = None
    document_type: str | None = None
    year: int | None = None
    year_to: int | None = None
    period: str | None = None


def identify(document: Document, stated: Stated | None = None) -> Identity:
    """Reads off the document what it is, None where the evidence doesn't decide; what is stated goes before."""
    said = stated or Stated()
    texts = texts_of(document)
    title = _title(texts)
    kind = said.document_type or (type_in(title) if title else None) or "okänd"
    time = time_of(title, kind, texts)
    if said.year is not None or said.period is not None:
        years = (said.year, said.year_to) if said.year is not None else (time.year, time.year_to)
        time = stated_time(*years, said.period or time.period)
    return Identity(
        municipality_code=said.municipality_code or municipality_of(texts),
        committee=said.committee or committee_of(title, kind, texts),
        document_type=kind,
        title=title,
        **time._asdict(),
        registration_number=_registration_number(texts),
    )


def unknown_board_of(document: Document, identity: Identity) -> str | None:
    """The board that title or label names and the vocabulary lacks, as printed there; None without one."""
    return unknown_committee(identity.title, identity.document_type, texts_of(document))


def _title(texts: Sequence[Text]) -> str | None:
    """The largest text on the front pages that names a type of document, else the first page's largest heading.

    What the pages' heads call a protocol is one, whatever its items are about.
    """
    front = [t for t in texts if t.page <= FRONT_PAGES and len(t.text) <= LONGEST_TITLE and type_in(t.text)]
    if _is_protocol(texts):
        front = [t for t in front if type_in(t.text) == "protokoll"]
    own = [t for t in front if not t.numbered and not t.text.startswith("§") and not _LEADERS.search(t.text)]
    candidates = [t for t in own if t.heading or t.furniture or _starts_with_type(t.text) or is_letterhead(t.text)]
    candidates = [t for t in candidates if t.heading or not t.text.endswith((".", ":"))]
    if not candidates:
        headings = [t for t in texts if t.heading and t.page == 1 and not t.numbered]
        return max(headings, key=lambda t: t.size).text if headings else None
    heads = Counter(fold(t.text) for t in texts if t.furniture)

    def rank(t: Text) -> tuple[bool, float, int, int]:
        return has_year(t.text) or t.heading, t.size, heads[fold(t.text)], -t.page

    return " ".join(_BLANKS.sub(" ", max(candidates, key=rank).text).split())


def _is_protocol(texts: Sequence[Text]) -> bool:
    """Whether the heads of the pages call the document a protocol."""
    pages = {t.page for t in texts if t.furniture and type_in(t.text) == "protokoll"}
    return len(pages) > max(1, _PROTOCOL_SHARE * max((t.page for t in texts), default=0))


def _starts_with_type(text: str) -> bool:
    found = _first_type(text)
    return found is not None and found[0] == 0


def type_in(text: str) -> str | None:
    """The document type that a title names, None if none."""
    found = _first_type(text)
    return found[1] if found else None


def _first_type(text: str) -> tuple[int, str] | None:
    match = _types().search(fold(text))
    return None if match is None else (match.start(), meanings("document_types")[match.group(1)])


@functools.cache
def _types() -> re.Pattern[str]:
    """The words for types of documents, the longest of those that begin at one place first."""
    words = "|".join(map(re.escape, sorted(meanings("document_types"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:\w+-\s)?({words})(?:en|n|s)?(?![\w-])")


def _registration_number(texts: Sequence[Text]) -> str | None:
    front = [t for t in texts if t.page <= FRONT_PAGES]
    found = (registration_number_in(t.text) for t in sorted(front, key=lambda t: t.page))
    return next(filter(None, found), None)


def registration_number_in(text: str, *, bare: bool = False) -> str | None:
    """The diarienummer after its label, as written; with ``bare`` also one in brackets without a label."""
    match = _REGISTRATION.search(text) or (_BARE_REGISTRATION.search(text) if bare else None)
    return " ".join(match.group(1).split()) if match else None
