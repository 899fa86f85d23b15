"""What speaks for and against each activity of one document being each of the next: titles, context and comments.

A matrix has a row per activity of the earlier document and a column per activity of the later one. What two activities
share beside their titles is weighed in bits, by how rare it is in the two documents themselves (Fellegi and Sunter's
model of record linkage): the 30th of April says more than the 31st of December, a goal of three rows more than one of
thirty.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractors.vocabulary import any_of, fold, meanings
from pipeline.agreement import Agreement, agreement
from pipeline.likeness import Goal, Subject, goal_likeness, score, scores, title_score
from pipeline.wording import Part, known_stems, parts

Matrix = NDArray[np.float64]
Pair = tuple[int, int]

# Where the parts of two titles contradict each other, the titles are no more alike than with a word replaced.
CONTRADICTED_SCORE = 79.0
# How often the same activity has the same goal, unit and day in the next document. In five labelled documents of one
# board 128 of 128 pairs keep their goal, 125 their unit and 123 their day; other boards reorganise more.
_SAME_GOAL_SHARE, _SAME_UNIT_SHARE, _SAME_DAY_SHARE = 0.95, 0.90, 0.85
_LIKE_GOAL_SHARE = 0.6  # two goals from here on are one in other words
_LIKE_UNIT_SCORE = 80.0  # "Hemtjänst" and "Hemtjänsten"
# Pairs that are sure outweigh what is expected of goals and units from here on.
_PRIOR_PAIRS = 3.0
_MOST_BITS = 5.0  # for one thing, as rows of one goal or unit come and go together
# A row right below, or above, the partner of its own neighbour.
_NEIGHBOUR_BITS = 2.0
# A part of a title that most rows have says a third of what one says that a single row has.
_LEAST_RARITY = 0.35
_FULL_WEIGHT = 12.0  # of a part with as many letters as count
# Of the weight of the titles' parts, what must be shared to compare them part by part; only saves time.
_CANDIDATE_SHARE = 0.25
_KEY_LETTERS = 5
# A comment must name a title of some length to be said to speak of it.
_NAMED_LETTERS = 8


class Comparison:
    """The activities of two documents that have no partner yet, each compared with each.

    ``rows`` and ``columns``: their places in the documents, in order; ``settled``: the pairs of places that are sure.
    Matrices and pairs of the comparison count rows and columns, not places.
    """

    def __init__(self, earlier: Sequence[Subject], later: Sequence[Subject], settled: Collection[Pair]) -> None:
        self._documents, self._settled = (earlier, later), settled
        taken = {i for i, _ in settled}, {j for _, j in settled}
        self.rows, self.columns = (
            [n for n in range(len(side)) if n not in own] for side, own in zip(self._documents, taken, strict=True)
        )
        self.earlier, self.later = [earlier[i] for i in self.rows], [later[j] for j in self.columns]
        self.shape = len(self.rows), len(self.columns)
        known = known_stems(s.title for s in (*self.earlier, *self.later))
        sides = [[parts(s.title, known) for s in side] for side in (self.earlier, self.later)]
        rarity = _rarity(sides)
        self.parts = [[tuple(_rarely(p, rarity) for p in title) for title in side] for side in sides]

    @functools.cached_property
    def printed(self) -> Matrix:
        """Likeness as printed, 0..100, of all but those whose parts contradict each other."""
        matrix = scores(self.earlier, self.later)
        for pair, found in self.agreements.items():
            if found.contradicts and self.earlier[pair[0]].title != self.later[pair[1]].title:
                matrix[pair] = min(matrix[pair], CONTRADICTED_SCORE)
        return matrix

    @functools.cached_property
    def meant(self) -> Matrix:
        """Likeness in meaning, 0..100, of the pairs whose parts don't contradict each other; 0 for others."""
        matrix = np.zeros(self.shape)
        for pair, found in self.agreements.items():
            if not found.contradicts:
                matrix[pair] = score(self.earlier[pair[0]], self.later[pair[1]], 100 * found.share)
        return matrix

    @functools.cached_property
    def agreements(self) -> dict[Pair, Agreement]:
        """What the titles of the pairs that share enough have in common."""
        keys = {_key(p) for side in self.parts for title in side for p in _smallest(title) if p.kind != "light"}
        columns = {key: n for n, key in enumerate(sorted(keys))}
        one, other = (_weights(side, columns) for side in self.parts)
        near = np.argwhere((one @ other.T).toarray() >= _CANDIDATE_SHARE)
        return {(i, j): agreement(self.parts[0][i], self.parts[1][j]) for i, j in near.tolist()}

    def score(self, pair: Pair) -> float:
        """Likeness of a pair as printed, 0..100."""
        return score(self.earlier[pair[0]], self.later[pair[1]])

    @functools.cached_property
    def common(self) -> Matrix:
        """Bits that the shared parts of two titles carry, whatever else these say."""
        met = Counter(key for side in self.parts for title in side for key in {_key(p) for p in _smallest(title)})
        rows = sum(self.shape)
        matrix = np.zeros(self.shape)
        for pair, found in self.agreements.items():
            telling = [
                piece for a, _ in found.shared for piece in a.pieces or (a,) if piece.kind in ("content", "name")
            ]
            matrix[pair] = sum(p.weight / _FULL_WEIGHT * log2(rows / max(met[_key(p)] / 2, 1)) for p in telling)
        return matrix

    @functools.cached_property
    def named(self) -> NDArray[np.bool_]:
        """Whether a comment of the one says in so many words that it had, or gets, the other's title."""
        matrix = np.zeros(self.shape, dtype=bool)
        for i, j in self._names(self.earlier, self.later):
            matrix[i, j] = True
        for j, i in self._names(self.later, self.earlier):
            matrix[i, j] = True
        return matrix

    @staticmethod
    def _names(told: Sequence[Subject], titled: Sequence[Subject]) -> Iterator[Pair]:
        letters = [_letters(s.title) for s in titled]
        for n, subject in enumerate(told):
            said = _told_names(subject.comment) if subject.comment else ""
            for m, title in enumerate(letters if said else ()):
                if title in said and len(title) >= _NAMED_LETTERS and not _renumbered(subject.title, titled[m].title):
                    yield n, m

    def context(self, found: Collection[Pair]) -> Matrix:
        """Bits for (above 0) or against each pair by goal, unit, day and the rows beside it; the unknown says nothing.

        ``found``: the pairs that are sure beside the settled ones.
        """
        sure = [*self._settled, *((self.rows[i], self.columns[j]) for i, j in found)]
        matrix = self._witness.copy()
        row_of = {place: n for n, place in enumerate(self.rows)}
        column_of = {place: n for n, place in enumerate(self.columns)}
        for i, j in sure:
            for k in (-1, 1):
                if i + k in row_of and j + k in column_of:
                    matrix[row_of[i + k], column_of[j + k]] += _NEIGHBOUR_BITS
        return matrix

    @functools.cached_property
    def _witness(self) -> Matrix:
        """Bits by goal, unit and day; what goals and units are called in the other document, settled pairs tell."""
        return (
            self._bits(self._settled, lambda s: s.goal, _like_goal, _SAME_GOAL_SHARE)
            + self._bits(self._settled, lambda s: s.responsible, _like_unit, _SAME_UNIT_SHARE)
            + self._bits((), lambda s: s.due_on, lambda a, b: False, _SAME_DAY_SHARE)
        )

    def _bits(
        self,
        sure: Collection[Pair],
        value: Callable[[Subject], Hashable],
        alike: Callable[..., bool],
        same_share: float,
    ) -> Matrix:
        """log2 of how much likelier two values are met in the same activity than in any two."""
        sides = [[value(s) for s in side] for side in self._documents]
        distinct = [{v: n for n, v in enumerate(dict.fromkeys(v for v in side if v is not None))} for side in sides]
        if not all(distinct):
            return np.zeros(self.shape)
        codes = [np.array([d.get(v, -1) for v in side]) for d, side in zip(distinct, sides, strict=True)]
        same = np.array([[a == b or alike(a, b) for b in distinct[1]] for a in distinct[0]], dtype=float)
        shares = [np.bincount(c[c >= 0]) / (c >= 0).sum() for c in codes]
        expected = same_share * same * shares[1] / np.maximum((same * shares[1]).sum(axis=1, keepdims=True), 1e-9)
        expected += (1 - same_share * same.any(axis=1, keepdims=True)) * shares[1]
        met = np.zeros(same.shape)
        for i, j in sure:
            if codes[0][i] >= 0 and codes[1][j] >= 0:
                met[codes[0][i], codes[1][j]] += 1
        expected = (met + _PRIOR_PAIRS * expected) / (met.sum(axis=1, keepdims=True) + _PRIOR_PAIRS)
        # A value that all rows have says nothing, whichever side it stands on.
        chance = np.maximum(shares[1][None, :], np.minimum(shares[0][:, None], same_share) * same)
        bits = np.clip(np.log2(np.maximum(expected, 1e-9) / chance), -_MOST_BITS, _MOST_BITS)
        here, there = codes[0][self.rows], codes[1][self.columns]
        return np.where((here >= 0)[:, None] & (there >= 0)[None, :], bits[np.ix_(here, there)], 0.0)


def _key(part: Part) -> str:
    return part.meaning or part.text[:_KEY_LETTERS]


def _rarity(sides: Sequence[Sequence[Sequence[Part]]]) -> dict[str, float]:
    """How telling each part of the titles is, up to 1 for one that stands in a single row of either document."""
    met = Counter(key for side in sides for title in side for key in {_key(p) for p in _smallest(title)})
    rows = max(1, *(len(side) for side in sides))
    return {key: max(_LEAST_RARITY, 1 - log2(max(n / 2, 1)) / (1 + log2(rows))) for key, n in met.items()}


def _rarely(part: Part, rarity: Mapping[str, float]) -> Part:
    if part.pieces:
        pieces = tuple(_rarely(piece, rarity) for piece in part.pieces)
        weight = part.weight if part.kind == "weak" else sum(piece.weight for piece in pieces)
        return part._replace(pieces=pieces, weight=weight)
    return part._replace(weight=part.weight * rarity[_key(part)]) if part.kind == "content" else part


def _smallest(title: Sequence[Part]) -> Iterator[Part]:
    """The parts with compounds taken apart."""
    return (piece for part in title for piece in part.pieces or (part,))


def _weights(titles: Sequence[Sequence[Part]], columns: Mapping[str, int]) -> csr_matrix:
    """Titles as rows of unit length over their parts."""
    cells = [
        (i, columns[_key(p)], p.weight) for i, title in enumerate(titles) for p in _smallest(title) if p.kind != "light"
    ]
    rows, places, values = zip(*cells, strict=True) if cells else ((), (), ())
    matrix = csr_matrix((values, (rows, places)), shape=(len(titles), len(columns)), dtype=float)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    return csr_matrix(matrix.multiply((1 / np.where(length > 0, length, 1.0))[:, None]))


def _like_goal(a: Goal, b: Goal) -> bool:
    return goal_likeness(a, b) >= _LIKE_GOAL_SHARE


def _like_unit(a: str, b: str) -> bool:
    return title_score(a, b) >= _LIKE_UNIT_SCORE


@functools.cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(meanings('former_titles'))}(?!\w)")


def _told_names(comment: str) -> str:
    """The letters of the sentences that speak of a name."""
    sentences = re.split(r"(?<=[.!?])\s+|\n", comment)
    return " ".join(_letters(s) for s in sentences if _cue().search(fold(s)))


def _renumbered(title: str, other: str) -> bool:
    """Whether each title has a number that the other lacks: the second stage says that it follows on the first."""
    numbers = [{p.text for p in parts(t, frozenset()) if p.kind == "number"} for t in (title, other)]
    return bool(numbers[0] - numbers[1] and numbers[1] - numbers[0])


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))
