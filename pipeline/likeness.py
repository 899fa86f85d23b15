"""How alike two activities of consecutive documents are: 0 (nothing in common) to 100 (the same in every respect).

The titles decide; goal, responsible unit, kind and place in the document are context. Titles are compared word by
word, so that one word of a long title ("norra" for "södra") weighs as much as it means.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from extractors.vocabulary import fold
from pipeline.wording import stems, written_out

# Titles below this likeness have nothing to do with each other, whatever the context. In the two 2024 follow-ups of one
# board (40 activities each) the likest wrong pair reaches 55; in a plan of 86 activities compared with itself two pairs
# of close kin lie above (63, 74).
TITLE_FLOOR_SCORE = 60.0
# Two titles that each have a word of their own ("… norra skolan", "… södra skolan") or an unpaired number ("etapp 2")
# are likely two activities: with the fullest context this keeps them below AUTO_SCORE (0.85 * 75 + 15 = 79).
SUBSTITUTED_TITLE_SCORE = 75.0
# Letter likeness below which words are not compared at all: half of the letters must agree. Only saves time.
_LETTERS_FLOOR_SCORE = 45.0

# A title of one word ("Utbildning") says little by itself, one of three words nearly all.
_TITLE_SHARE_PER_WORD = 0.10
_TITLE_BASE_SHARE = 0.55
_TITLE_TOP_SHARE = 0.85
# The shares of what the title leaves to the context; what is unknown on either side drops out. The goal weighs most: it
# is what tells "Utbildning" under one goal from "Utbildning" under another.
_GOAL_SHARE = 0.50
_RESPONSIBLE_SHARE = 0.30
_KIND_SHARE = 0.10
_ORDER_SHARE = 0.10
# Goals are rewritten from one year to the next, their numbers stay or are dealt out anew: the number is half an answer.
_SAME_GOAL_NUMBER_SHARE = 0.5
# Below this two texts of goals are different goals: Swedish texts of that length share 40 to 50 % of their letters.
_GOAL_TEXT_FLOOR_SCORE = 60.0

# "växel" and "växeln", "förskola" and "förskolla": the same word, but not quite the same print.
INFLECTED_SHARE = 0.95
MISSPELT_SHARE = 0.90
# Another letter is a slip only in a long word: "internt" and "externt" begin differently, "kust" and "kost" are short.
# One more, one less or two that changed places make another word more seldom.
_MISSPELT_LETTERS = 7
_SLIP_LETTERS = 5
_MISSPELT_HEAD_LETTERS = 2
# Words to three letters ("av", "för", "och") carry no meaning unless printed in capitals ("BRÅ", "HR").
_LIGHT_LETTERS = 3
_LIGHT_WEIGHT = 1.0
_NUMBER_WEIGHT = 6.0
_TOP_WEIGHT = 12.0
# A closing parenthesis explains: "(nuvarande personalpolitiskt program)" is printed in one follow-up, not in the next.
_PARENTHESIS_SHARE = 0.20

_WORD = re.compile(r"\w+(?:[-.]\w+)*")
_CLOSING_PARENTHESIS = re.compile(r"\(([^()]*)\)[\s.,;:]*$")
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{2,3}\b")


class Goal(NamedTuple):
    """What of a goal is compared."""

    level: str
    number: int | None
    text: str


class Subject(NamedTuple):
    """What of an activity is compared. ``place``: 0 for the first of its document, 1 for the last."""

    title: str
    goal: Goal | None
    responsible: str | None
    kind: str | None
    place: float
    due_on: date | None = None
    comment: str | None = None


class _Word(NamedTuple):
    text: str
    weight: float
    is_light: bool
    is_aside: bool

    @property
    def has_number(self) -> bool:
        return any(c.isdigit() for c in self.text)


class _Title(NamedTuple):
    words: tuple[_Word, ...]
    weight: float
    letters: str
    content_words: int
    heads: frozenset[str]


class _Overlap(NamedTuple):
    share: float
    only_a: tuple[_Word, ...]
    only_b: tuple[_Word, ...]


def same_title(a: str, b: str) -> bool:
    """Whether two titles have the same letters and digits once folded and written out."""
    return letters(a) == letters(b)


def letters(title: str) -> str:
    """A title's letters and digits, folded and written out."""
    return _title(title).letters


@functools.lru_cache(maxsize=1 << 14)
def title_score(a: str, b: str) -> float:
    """Likeness of two titles, 0..100: the shared share of their words, each by its weight (the Dice measure).

    Where the words contradict each other, the letters have half a say: compounds may be written apart.
    """
    one, other = _title(a), _title(b)
    if one.letters == other.letters:
        return 100.0
    overlap = _overlap(one, other)
    words = 100.0 * overlap.share
    if not _contradicts(overlap):
        return words
    letters = fuzz.token_sort_ratio(written_out(a), written_out(b))
    return min((words + letters) / 2, SUBSTITUTED_TITLE_SCORE)


def score(a: Subject, b: Subject, meant: float = 0.0) -> float:
    """Likeness of two activities, 0..100: the mean of what is known of both, each by its share.

    ``meant``: how alike the titles are in meaning, 0..100, where that is known to be more than they are in print.
    """
    content_words = min(_title(a.title).content_words, _title(b.title).content_words)
    title_share = min(_TITLE_BASE_SHARE + _TITLE_SHARE_PER_WORD * content_words, _TITLE_TOP_SHARE)
    known = [(title_share, max(title_score(a.title, b.title), meant))]
    known += [((1 - title_share) * share, 100 * likeness) for share, likeness in _context(a, b)]
    return round(sum(share * likeness for share, likeness in known) / sum(share for share, _ in known), 2)


def scores(earlier: Sequence[Subject], later: Sequence[Subject]) -> NDArray[np.float64]:
    """Likeness of each activity of one document (rows) with each of another (columns), 0 below TITLE_FLOOR_SCORE."""
    matrix = np.zeros((len(earlier), len(later)))
    cores = [[_core(s.title) for s in side] for side in (earlier, later)]
    letters = process.cdist(cores[0], cores[1], scorer=fuzz.token_sort_ratio, score_cutoff=_LETTERS_FLOOR_SCORE)
    for i, j in np.argwhere(letters > 0):
        if title_score(earlier[i].title, later[j].title) >= TITLE_FLOOR_SCORE:
            matrix[i, j] = score(earlier[i], later[j])
    return matrix


def _context(a: Subject, b: Subject) -> Iterator[tuple[float, float]]:
    """Share and likeness 0..1 of each thing known on both sides."""
    yield _ORDER_SHARE, 1 - abs(a.place - b.place)
    if a.goal and b.goal:
        yield _GOAL_SHARE, goal_likeness(a.goal, b.goal)
    if a.responsible and b.responsible:
        yield _RESPONSIBLE_SHARE, title_score(a.responsible, b.responsible) / 100
    if a.kind and b.kind:
        yield _KIND_SHARE, float(a.kind == b.kind)


@functools.lru_cache(maxsize=1 << 14)
def goal_likeness(a: Goal, b: Goal) -> float:
    """Likeness of two goals, 0..1, by their texts or else their numbers."""
    text = fuzz.token_sort_ratio(fold(a.text), fold(b.text), score_cutoff=_GOAL_TEXT_FLOOR_SCORE) / 100
    same_number = a.number is not None and (a.level, a.number) == (b.level, b.number)
    return max(text, _SAME_GOAL_NUMBER_SHARE if same_number else 0.0)


@functools.lru_cache(maxsize=1 << 14)
def _title(title: str) -> _Title:
    aside = _CLOSING_PARENTHESIS.search(title)
    core, explanation = (title[: aside.start()], aside[1]) if aside and aside.start() else (title, "")
    capitals = frozenset() if title.isupper() else frozenset(fold(c) for c in _CAPITALS.findall(title))
    words = (*_words(core, capitals, is_aside=False), *_words(explanation, capitals, is_aside=True))
    content = [w for w in words if not w.is_light and not w.is_aside]
    return _Title(
        words,
        sum(w.weight for w in words),
        "".join(w.text for w in words),
        len(content),
        frozenset(w.text[:_MISSPELT_HEAD_LETTERS] for w in words),
    )


def _core(title: str) -> str:
    return " ".join(w.text for w in _title(title).words if not w.is_aside)


def _words(text: str, capitals: frozenset[str], *, is_aside: bool) -> list[_Word]:
    words = []
    for printed in _WORD.findall(written_out(text)):
        word = re.sub(r"[-.](?=\D)", "", printed)
        is_light = len(word) <= _LIGHT_LETTERS and word.isalpha() and word not in capitals
        weight = _LIGHT_WEIGHT if is_light else min(float(len(word)), _TOP_WEIGHT)
        if any(c.isdigit() for c in word):
            weight = max(weight, _NUMBER_WEIGHT)
        words.append(_Word(word, weight * (_PARENTHESIS_SHARE if is_aside else 1.0), is_light, is_aside))
    return words


def _overlap(a: _Title, b: _Title) -> _Overlap:
    """Words paired one to one: those alike letter by letter first, then inflected and misspelt ones."""
    only_a, only_b, shared = list(a.words), list(b.words), 0.0
    for floor in (1.0, MISSPELT_SHARE):
        for word in [w for w in only_a if w.text[:_MISSPELT_HEAD_LETTERS] in b.heads]:
            other = next((o for o in only_b if word_likeness(word.text, o.text) >= floor), None)
            if other is not None:
                shared += (word.weight + other.weight) * word_likeness(word.text, other.text)
                only_a.remove(word)
                only_b.remove(other)
    whole = a.weight + b.weight
    return _Overlap(shared / whole if whole else 0.0, tuple(only_a), tuple(only_b))


def _contradicts(overlap: _Overlap) -> bool:
    """Each title has a word of its own, or one has a number that the other lacks."""
    own_words = [any(not w.is_light for w in side) for side in (overlap.only_a, overlap.only_b)]
    return all(own_words) or any(w.has_number and not w.is_aside for w in (*overlap.only_a, *overlap.only_b))


@functools.lru_cache(maxsize=1 << 18)
def word_likeness(a: str, b: str) -> float:
    """Likeness of two folded words, 0..1: the same, inflected, misspelt, or other words (0)."""
    if a == b:
        return 1.0
    if not (a.isalpha() and b.isalpha()) or a[0] != b[0]:
        return 0.0
    if stems(a) & stems(b):
        return INFLECTED_SHARE
    is_slip = min(len(a), len(b)) >= _SLIP_LETTERS and OSA.distance(a, b, score_cutoff=1) == 1
    is_other_letter = len(a) == len(b) and Levenshtein.distance(a, b, score_cutoff=1) == 1
    if is_slip and is_other_letter:
        is_slip = len(a) >= _MISSPELT_LETTERS
    return MISSPELT_SHARE if is_slip else 0.0
