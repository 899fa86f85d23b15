"""Headings in everyday words: 'Det här vill vi uppnå', 'Vad ska vi göra 2031?', 'Så når vi dit'."""

from __future__ import annotations

import functools
import re

from extractors.vocabulary import entries, fold

_WORD = re.compile(r"[\w-]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-](?:\d\d){1,2})?")
_TARGETS = ("dit", "hit")
_PURPOSE = ("för", "att")
_FEWEST_WORDS = 3  # "Dit vill vi"; "Så gör vi"


def announces_wishes(title: str) -> bool:
    """Whether a heading says that what is wanted follows: 'Detta vill vi uppnå', 'Dit ska vi'."""
    words = _words(title)
    what, how, modal, reach, do = _kinds(words)
    return what and not (how or do) and (reach or (modal and not words.isdisjoint(_TARGETS)))


def announces_doings(title: str, *, of_goals: bool) -> bool:
    """Whether a heading says that what will be done follows: 'Det ska vi göra', 'Så når vi målet', 'Det gör vi 2031'.

    One in the present tense without a year, such as 'Det här gör vi', may as well describe everyday work: it announces
    activities only where it stands among goals (``of_goals``).
    """
    words = _words(title)
    what, how, modal, reach, do = _kinds(words)
    ahead = modal or reach or bool(_YEAR.search(title))
    purpose = reach and words.issuperset(_PURPOSE) and (modal or do)  # "För att nå målet ska nämnden"
    return (do and (what or how) and (ahead or of_goals)) or (how and reach) or purpose


def _words(title: str) -> frozenset[str]:
    """The heading's words without years, where all of them are everyday ones; else none."""
    words = _WORD.findall(_YEAR.sub(" ", fold(title)))
    return frozenset(words) if len(words) >= _FEWEST_WORDS and set(words) <= _known() else frozenset()


def _kinds(words: frozenset[str]) -> tuple[bool, ...]:
    known = entries("spoken_headings")
    return tuple(not words.isdisjoint(known[kind]["words"]) for kind in ("what", "how", "modal", "reach", "do"))


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(word for entry in entries("spoken_headings").values() for word in entry["words"])
