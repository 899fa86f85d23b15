"""Headings over assignments (uppdrag): whether one says that they follow, who gave them, and to whom."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractors.identity.committee import committees_in
from extractors.vocabulary import any_of, entries, fold, meanings

_LONGEST = 120  # letters
_NOUN = re.compile(r"(?<!\w)([\w-]*?)-?uppdrag(?:et|en)?(?!\w)")
_YEARS = re.compile(r"(?<!\w)(?:19|20)\d\d(?:\s?[-/]\s?(?:\d\d){1,2})?(?!\w)|(?<!\w)\d{1,2}(?:\.\d{1,2})*\.?(?=\s)")
_FROM = re.compile(r"^\s*(?:från|ur|i|enligt|givna? av|av|som)(?!\w)")
_TO = re.compile(r"(?<!\w)(?:till|åt|för)\s+(.+?)(?=\s(?:från|av|i|enligt|som)\s|$)")
_REPORT = re.compile(
    r"(?:uppföljning|redovisning|återrapportering|rapportering|status|läge|lägesrapport)\w*\s+(?:av|på|för|i)"
)
_OWN_BOARD = re.compile(r"(?<!\w)(?:nämnds?|nämndens|styrelsens)(?!\w)")


class AssignmentHeading(NamedTuple):
    """``certain``: it says that uppdrag were given ('Uppdrag från fullmäktige'); without, it may as well speak of what
    a body is there for ('Uppdrag'). ``giver``, ``receiver``: the bodies it names."""

    certain: bool
    giver: str | None
    receiver: str | None


def assignment_heading(title: str) -> AssignmentHeading | None:
    """What a heading says of the uppdrag under it; None for one over something else, or over a body's mission."""
    folded = " ".join(_YEARS.sub(" ", fold(title)).split()).strip(" :-")
    noun = _NOUN.search(folded)
    if noun is None or len(folded) > _LONGEST:
        return None
    before, behind = folded[: noun.start()].strip(), folded[noun.end() :].strip()
    words = before.split()
    marks = meanings("assignment_headings")
    if any(marks.get(word) == "mission" for word in (noun.group(1), *words)):
        return None
    to = _TO.search(behind)
    giver = body_in(_TO.sub("", behind)) or _genitive(before) or _genitive(noun.group(1))
    given = any(marks.get(word) == "given" for word in (noun.group(1), *words))
    certain = given or giver is not None or to is not None or bool(_FROM.match(behind) or _REPORT.search(before))
    if not certain and (noun.group().endswith(("et", "en")) or noun.group(1) or before or behind):
        return None  # 'Uppdraget', 'Nämndens uppdrag', 'Uppdrag och organisation'
    return AssignmentHeading(certain, giver, body_in(to.group(1)) if to is not None else None)


def _genitive(before: str) -> str | None:
    """The body whose uppdrag they are, where it is one that gives them: 'kommunfullmäktiges uppdrag'."""
    return next((body for pattern, body in _givers() if pattern.search(before)), None)


def body_in(text: str) -> str | None:
    """The body that a text names first by a name of its own; None for 'nämnden'."""
    folded = fold(text)
    named = [(match.start(), body) for pattern, body in _givers() if (match := pattern.search(folded)) is not None]
    return min(named)[1] if named else min(committees_in(text), default=None)


def speaks_of_own_board(text: str) -> bool:
    """Whether a text says 'nämndens': the document's own board."""
    return _OWN_BOARD.search(fold(text)) is not None


@functools.cache
def _givers() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\w){any_of(entry['words'])}(?!\w)"), body)
        for body, entry in entries("assignment_bodies").items()
    )
