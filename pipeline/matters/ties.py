"""What ties two steps to one matter: the same diarienummer under like titles, or that one names the other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from extractors.vocabulary import entries, fold
from pipeline.likeness import title_score
from pipeline.matters.steps import Step, Steps, folded_lines
from pipeline.matters.words import Period, contradict, period_of

# What two titles of one matter share at least, as for decisions and reports.
LIKE_SCORE = 50.0
# A title alone says the same matter only where it is the same but for a word ("Svar på …"), within half a year.
_SAME_TITLE_DAYS = 183
_FEWEST_WORDS = 3  # of a title that stands for a matter: "Information" stands for many
_LEADS = re.compile(
    r"^(?:(?:tjänsteskrivelse|bilaga(?: \d+)?|förslag till beslut|protokollsutdrag|ts|svar på|yttrande över"
    r"|motionssvar)\b[\s:–-]*)+"
)
_LONG_WORD = re.compile(r"[a-zåäöé]{5,}|\d{4}")
_STEM_LETTERS = 6
_TELLING_WORDS = 2

NUMBER, TITLE, PAPERS, OWN_ITEM = "diarienummer", "title", "named among the item's papers", "own item"


class Tie(NamedTuple):
    """What ties ``other`` to ``one``. ``sure``: the two are of one matter; else a person says so. ``score``: likeness
    of the titles, 0..100, None where one has none. ``of_one``: what ties ``one``, where that reads otherwise."""

    one: Step
    other: Step
    evidence: str
    score: float | None
    sure: bool
    of_one: str | None = None


def ties_of(steps: Steps) -> list[Tie]:
    """All ties between the steps of a kommun."""
    own = sorted((step for step in steps if step.own), key=lambda step: (step.on_date or date.max, step.key))
    return [*_by_number(own), *_by_mention(steps), *_by_papers(own), *_by_title(own)]


def _by_number(own: Sequence[Step]) -> Iterator[Tie]:
    sharing: dict[object, list[Step]] = defaultdict(list)
    for step in own:
        for number in step.numbers:
            sharing[number].append(step)
    for group in sharing.values():
        alike: dict[tuple[str, Period], list[Step]] = defaultdict(list)
        for step, period in zip(group, _periods(group), strict=True):
            alike[fold(step.title or step.key[2]), period].append(step)
        for same in alike.values():
            yield from (Tie(same[0], step, f"{NUMBER}, {TITLE}", 100.0, True) for step in same[1:])
        for (title, period), (other_title, other_period) in combinations(alike, 2):
            if not contradict(period, other_period):
                pair = alike[title, period][0], alike[other_title, other_period][0]
                score = _score(*pair)
                like = score is not None and score >= LIKE_SCORE
                yield Tie(*pair, f"{NUMBER}, {TITLE}" if like else NUMBER, score, like)


def _periods(group: Sequence[Step]) -> list[Period]:
    """What part of the year each step is about. Where one number holds a year's follow-ups, a step whose title names
    none belongs to the one that is nearest in time."""
    periods = [period_of(step.title or "") for step in group]
    dated = [(s.on_date, p) for s, p in zip(group, periods, strict=True) if p.months and s.on_date]
    if len({period.months for _, period in dated}) < len(("one", "other")):
        return periods
    return [
        period._replace(months=min(dated, key=lambda near: abs((near[0] - day).days))[1].months)
        if not period.months and day
        else period
        for day, period in zip((step.on_date for step in group), periods, strict=True)
    ]


def _by_mention(steps: Steps) -> Iterator[Tie]:
    """An item names what lay before it: among its own papers, or in a sentence on how its matter was handled."""
    for step in steps:
        for telling in step.tellings:
            item = steps.of.get(telling["telling_item"]) if telling["telling_item"] else None
            if item is None or item is step:
                continue
            score = _score(item, step)
            name = f"{telling['paragraph'] or telling['on_date']} {telling['body']}"
            where = "'s papers" if telling["listed"] else ""
            named = f"{name} named in the item{where}", f"names {name}"
            of_others = step.own and step.numbers and item.numbers and not set(step.numbers) & set(item.numbers)
            like = score is not None and score >= LIKE_SCORE
            if telling["handled"] and (telling["listed"] or like or not of_others):
                yield Tie(item, step, named[0], score, True, named[1])
            elif not step.own and _speaks_of(telling["text"], item):
                yield Tie(item, step, named[0], score, False, named[1])


def _speaks_of(text: str, item: Step) -> bool:
    """Whether a sentence has two words of the item's title, or its only long one, the kommun's name aside."""
    own = fold(item.best["municipality"])[:_STEM_LETTERS]
    stems = {word[:_STEM_LETTERS] for word in _LONG_WORD.findall(fold(item.title or ""))} - {own}
    return sum(stem in fold(text) for stem in stems) >= min(_TELLING_WORDS, max(len(stems), 1))


def _by_papers(own: Sequence[Step]) -> Iterator[Tie]:
    """A motion or letter is the item's whose papers list it by its title, if it has no other number than that."""
    listing: dict[str, list[Step]] = defaultdict(list)
    for step in own:
        for telling in step.tellings:
            for entry in folded_lines(telling["papers"]):
                listing[_LEADS.sub("", entry)].append(step)
    for step in own:
        if step.paragraph is not None or not _stands_for_matter(step.title):
            continue
        items = listing.get(_LEADS.sub("", fold(step.title or "")), [])
        shared = set.intersection(*(set(item.numbers) for item in items)) if items else set()
        if step.numbers and not shared & set(step.numbers):
            continue
        if items and (shared or len(set(map(id, items))) == 1):
            yield Tie(items[0], step, PAPERS, 100.0, True, OWN_ITEM)


def _by_title(own: Sequence[Step]) -> Iterator[Tie]:
    """The same title before another body within half a year, where one of the two has no number."""
    titled: dict[str, list[Step]] = defaultdict(list)
    for step in own:
        if step.on_date is not None and step.best["kind"] != "information" and _stands_for_matter(step.title):
            titled[_LEADS.sub("", fold(step.title or ""))].append(step)
    for group in titled.values():
        for one, other in combinations(group, 2):
            near = _days_between(one, other) <= _SAME_TITLE_DAYS
            if near and one.body_key != other.body_key and not (one.numbers and other.numbers):
                yield Tie(one, other, f"{TITLE}, date", _score(one, other), False)


def _days_between(one: Step, other: Step) -> float:
    return abs((one.on_date - other.on_date).days) if one.on_date and other.on_date else math.inf


def _stands_for_matter(title: str | None) -> bool:
    """Whether a title says what the matter is: 'Redovisning av delegationsbeslut' comes at every meeting."""
    routine = tuple(entries("routine_items")["routine"]["stems"])
    if any(word.startswith(routine) for word in fold(title or "").split()):
        return False
    return len(_LEADS.sub("", fold(title or "")).split()) >= _FEWEST_WORDS


def _score(one: Step, other: Step) -> float | None:
    if one.title is None or other.title is None:
        return None
    return round(title_score(one.title, other.title), 2)
