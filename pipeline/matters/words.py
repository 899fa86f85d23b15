"""What titles and decisions say of a matter: its kind, what came of a step, the stage of a body, the period told."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors.values.parsing import days_in
from extractors.vocabulary import any_of, entries, fold, meanings

_WORD = re.compile(r"[\w-]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SENTENCE = re.compile(r"\n|(?<=[.;])\s+(?=[A-ZÅÄÖ])")
_OUTCOMES = ("returned", "postponed", "withdrawn", "rejected", "answered", "approved", "noted", "forwarded", "proposed")
_LAST_MONTHS = {"T1": "04", "T2": "08", "T3": "12", "helår": "12"}
_STAGES = (
    ("utskott", "arbetsutskott"),
    ("kommunfullmäktige", "kommunfullmäktige"),
    ("fullmäktige", "kommunfullmäktige"),
)


def kind_of_all(titles: Iterable[str]) -> str | None:
    """The kind of matter of which these are titles; None where they name several that are as good."""
    kinds = {kind_of(title) for title in titles} - {"övrigt"}
    leading = {kind for kind in kinds if entries("matter_kinds")[kind]["leads"]} or kinds
    return "övrigt" if not leading else leading.pop() if len(leading) == 1 else None


def kind_of(title: str) -> str:
    """The kind of matter that a title names: a form of its own (motion, remiss) where it has one, the first of several;
    else what it is about; else 'övrigt'."""
    words = _WORD.findall(fold(title))
    kinds = entries("matter_kinds")
    leads = [(at, kind) for at, word in enumerate(words) for kind in kinds if kinds[kind]["leads"] and _is(word, kind)]
    about = [kind for kind in kinds if not kinds[kind]["leads"] and any(_is(word, kind) for word in words)]
    return next((kind for _, kind in leads), next(iter(about), "övrigt"))


def _is(word: str, kind: str) -> bool:
    entry = entries("matter_kinds")[kind]
    return (
        word in entry["words"]
        or any(word.startswith(stem) for stem in entry["stems"])
        or any(word.endswith(end) for end in entry["ends"])
    )


def outcome_of(kind: str, text: str) -> str | None:
    """What came of an item of that kind (beslut, förslag, information): one of the outcomes of matter_steps, or
    'forwarded' or 'withdrawn'; None where its words say nothing, or several things of which none goes before.
    """
    if kind == "förslag":
        return "proposed"
    told = [(sentence, found) for sentence in _SENTENCE.split(text) if (found := _said(sentence)) is not None]
    of_subject = [found for sentence, found in told if _subject().search(fold(sentence))]
    for group in (of_subject, [found for _, found in told]):
        if (found := _one_of(group)) is not None:
            return found if kind == "beslut" or found == "noted" else None
        if len(set(group)) > 1:
            return None
    return None


def quoted_outcome_of(sentence: str) -> str | None:
    """What came of a step by the sentence that tells it: 'har föreslagit', 'beslutade att återremittera ärendet'."""
    return "proposed" if _pattern("proposed").search(fold(sentence)) else outcome_of("beslut", sentence)


def _said(sentence: str) -> str | None:
    """The outcome of which the sentence speaks first; of two that begin together the longer."""
    folded = fold(sentence)
    places = [(match.start(), -len(match[0]), name) for name in _OUTCOMES if (match := _pattern(name).search(folded))]
    return min(places)[2] if places else None


def _one_of(found: Iterable[str]) -> str | None:
    """The one outcome of several sentences; what is only noted or sent on beside it takes nothing away."""
    distinct = set(found)
    if len(distinct) > 1:
        distinct -= {"noted"}
    if len(distinct) > 1:
        distinct -= {"forwarded"}
    return distinct.pop() if len(distinct) == 1 else None


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    entry = entries("matter_outcomes")[name]
    stems = any_of(map(fold, entry["words"]))
    phrases = "".join(rf"|{re.escape(fold(phrase))}(?!\w)" for phrase in entry["phrases"])
    return re.compile(rf"(?<![\w-])(?:{stems}{phrases})")


@functools.cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(entries('matter_outcomes')['subject']['words'])}")


def stage_of(body: str | None) -> str:
    """The stage at which a matter is before this body."""
    folded = fold(body or "")
    for part, stage in _STAGES:
        if part in folded:
            return stage
    if folded.endswith("kommunstyrelsen"):
        return "kommunstyrelse"
    return "nämnd" if "nämnd" in folded else "annan"


class Period(NamedTuple):
    """The months ('04'; of a tertial its last) and the years that a title names."""

    months: frozenset[str]
    years: frozenset[int]


def period_of(title: str) -> Period:
    """The part of the year and the years that a title names: 'Uppföljning per april 2031' and '… 2031-04-30' are of
    one."""
    folded = fold(title)
    days = days_in(title)
    parts = {f"{day.month:02}" for day in days}
    parts |= {f"{int(meanings('months')[m]):02}" for m in _months().findall(folded)}
    parts |= {_LAST_MONTHS.get(meanings("periods")[phrase], "") for phrase in _phrases().findall(folded)} - {""}
    return Period(frozenset(parts), frozenset(int(year) for year in _YEAR.findall(folded)))


def contradict(one: Period, other: Period) -> bool:
    """Whether two titles name different parts of a year, or years of which none is the same."""
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in zip(one, other, strict=True))


@functools.cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(meanings('periods'))}(?!\w)")


@functools.cache
def _months() -> re.Pattern[str]:
    """The months by their whole names: 'mar' and 'maj' alone begin other words."""
    names = [word for word in meanings("months") if len(word) > len("mars") or word in ("mars", "maj", "juni", "juli")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(names, key=len, reverse=True))})(?!\w)")
