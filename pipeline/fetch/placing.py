"""Which body, day and role a link is of, on pages that say so in words only: its own, its headings', the page's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from extractors.identity.committee import body_in
from extractors.vocabulary import fold
from pipeline.fetch.candidates import Candidate, candidate, day_in, file_title, role_in, year_in
from pipeline.fetch.sources import Source

_Told = TypeVar("_Told")


def place(url: str, page_url: str, text: str, headings: Sequence[str], source: Source) -> Candidate | None:
    """The file that a link is to; None where it is of a body that the source doesn't want.

    ``headings``: what the link stands under, the nearest first. A protocol without a day is a dokument: it can't be
    told of which meeting it is.
    """
    name = file_title(url)
    title = text if len(text) > 2 else name
    own = (title, name)
    day = _first(day_in(words, _year((*own, *headings))) for words in (*own, *headings))
    body = _first(_body(words, source) for words in _up_to_an_utskott((*own, *headings), source)) or _only(source)
    if source.bodies and body not in source.bodies:
        return None
    role = _first(role_in(words, otherwise="") or None for words in (*own, *headings)) or "bilaga"
    if day is None or body is None:
        role = "dokument"
    return candidate(url, page_url, title, role=role, body=body, meeting_date=day)


def _first(found: Iterable[_Told | None]) -> _Told | None:
    return next((each for each in found if each is not None), None)


def _up_to_an_utskott(texts: Sequence[str], source: Source) -> Iterator[str]:
    """The texts up to one that names an utskott and not whose: the board above it isn't the body that met."""
    for text in texts:
        yield text
        if "utskott" in fold(text) and _body(text, source) is None:
            return


def _year(texts: Sequence[str]) -> int | None:
    return next((year for text in texts if (year := year_in(text)) is not None), None)


def _only(source: Source) -> str | None:
    return source.bodies[0] if len(source.bodies) == 1 else None


def _body(text: str, source: Source) -> str | None:
    """The body that the words name: the longest of the source's own, else the one of the vocabulary."""
    folded = fold(text)
    named = [body for body in source.bodies if re.search(rf"(?<!\w){re.escape(fold(body))}(?!\w)", folded)]
    if named:
        return max(named, key=len)
    return body_in(text)
