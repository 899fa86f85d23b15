"""Which activity of one document is which of the next: one-to-one over both documents, and how surely.

What is certain is taken first: titles alike in print, or a comment that names the former title. Of what is left, titles
alike in meaning are taken where words and context bear them out, then what has little left to be but each other waits
for a person. A title that says something else (another number, place or object) is never taken for the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.agreement import is_part, makes_up
from pipeline.comparison import Comparison, Matrix, Pair
from pipeline.likeness import Subject, letters, same_title, score

# In the two 2024 follow-ups of one board, 40 activities each, the least alike right pair scores 94 (a closing
# parenthesis left out, goal, unit and place the same) and the likest wrong one 57; a word replaced ends at 79.
AUTO_SCORE = 90.0
# A plan of 86 activities compared with itself has one wrong pair above this: two lines on the same dialogue (72).
REVIEW_SCORE = 70.0
# A different ending ("lokaler", "lokalerna") costs a point or two, first place instead of last 5 at the most: neither
# may decide. Another goal costs 7 or more and may.
RUNNER_UP_MARGIN_SCORE = 6.0
# More than the best two links that need review have together: no number of them outweighs one that needs none.
_AUTO_BONUS_SCORE = 200.0

# Titles that share this much of what they mean, and contradict each other in nothing, are taken for the same where the
# bits of their words and context make up for the number of rows that each could be, and context doesn't speak against
# it. No wrong pair of 60 made chains comes near: -4 and -9 instead of these give none either.
_MEANT_SCORE = 75.0
_SURE_BITS = 3.0
_LEAST_CONTEXT_BITS = -3.0
# Of the weight of a part's title, what the whole may say in another way.
_MISSING_SHARE = 0.3
# What waits for a person although the titles have little or nothing in common: goal, unit and day agree, or two of
# them and a rare word.
_LEFTOVER_BITS = 5.0


class Found(NamedTuple):
    """What is thought of a pair: ``auto`` or ``review``, and its likeness, 0..100."""

    decision: str
    score: float


Pairs = dict[Pair, Found]
Free = NDArray[np.bool_]


def paired(earlier: Sequence[Subject], later: Sequence[Subject], decided: Mapping[Pair, str]) -> Pairs:
    """Places in the two documents to what is thought of them, without the pairs that a person has decided.

    ``decided`` has ``confirmed`` pairs, which are left alone, and ``rejected`` ones, which never come back.
    """
    settled = _identical(earlier, later, decided)
    compared = Comparison(earlier, later, settled)
    free = _to_be_paired(compared, decided)
    found: Pairs = {}
    for step in (_alike_in_print, _named, _divided, _alike_in_meaning, _leftovers):
        new = step(compared, free, [pair for pair, thought in found.items() if thought.decision == "auto"])
        found |= new
        for i, j in new:
            free[i, :] = free[:, j] = False
    confirmed = [pair for pair, decision in decided.items() if decision == "confirmed"]
    live = {*found, *_local(compared, confirmed)}
    found |= _leftover_parts(compared, live, set(_local(compared, list(decided))))
    return settled | {(compared.rows[i], compared.columns[j]): thought for (i, j), thought in found.items()}


def _identical(earlier: Sequence[Subject], later: Sequence[Subject], decided: Mapping[Pair, str]) -> Pairs:
    """Titles with the same letters, told apart by their context; identical titles fear identical ones only."""
    confirmed = [pair for pair, decision in decided.items() if decision == "confirmed"]
    taken = {i for i, _ in confirmed}, {j for _, j in confirmed}
    places = [defaultdict[str, list[int]](list) for _ in range(2)]
    for side, subjects, own in zip(places, (earlier, later), taken, strict=True):
        for n, subject in enumerate(subjects):
            if n not in own:
                side[letters(subject.title)].append(n)
    found: Pairs = {}
    for title in places[0].keys() & places[1].keys():
        rows, columns = places[0][title], places[1][title]
        matrix = np.array([[0.0 if (i, j) in decided else score(earlier[i], later[j]) for j in columns] for i in rows])
        pairs = [(0, 0)] if matrix.size == 1 else _assigned(matrix)
        for pair in pairs:
            if matrix[pair] >= AUTO_SCORE and not _rivals(matrix, pair):
                found[rows[pair[0]], columns[pair[1]]] = Found("auto", float(matrix[pair]))
    return found


def _local(compared: Comparison, pairs: Collection[Pair]) -> list[Pair]:
    """Pairs of places as rows and columns of the comparison, where it has both."""
    row_of = {place: n for n, place in enumerate(compared.rows)}
    column_of = {place: n for n, place in enumerate(compared.columns)}
    return [(row_of[i], column_of[j]) for i, j in pairs if i in row_of and j in column_of]


def _to_be_paired(compared: Comparison, decided: Mapping[Pair, str]) -> Free:
    free = np.ones(compared.shape, dtype=bool)
    for i, j in _local(compared, list(decided)):
        free[i, j] = False
    for i, j in _local(compared, [pair for pair, decision in decided.items() if decision == "confirmed"]):
        free[i, :] = free[:, j] = False
    return free


def _alike_in_print(compared: Comparison, free: Free, _: Collection[Pair]) -> Pairs:
    """The sure ones of the one-to-one assignment with the highest sum over both documents."""
    matrix = np.where(free, compared.printed, 0.0)
    return {
        (i, j): Found("auto", matrix[i, j])
        for i, j in _assigned(matrix)
        if matrix[i, j] >= AUTO_SCORE and not _has_rival(compared, matrix, (i, j))
    }


def _named(compared: Comparison, free: Free, _: Collection[Pair]) -> Pairs:
    """Pairs of which a comment says that the one had the other's title, where it says so of no other."""
    named = compared.named & free
    alone = (named.sum(axis=1, keepdims=True) == 1) & (named.sum(axis=0, keepdims=True) == 1)
    return {
        (i, j): Found("auto", max(compared.score((i, j)), AUTO_SCORE)) for i, j in np.argwhere(named & alone).tolist()
    }


def _divided(compared: Comparison, free: Free, sure: Collection[Pair]) -> Pairs:
    """Wholes that were split, or parts that were merged: sure where the parts make up the whole and context agrees."""
    context = compared.context(sure)
    new: Pairs = {}
    for side in (0, 1):
        members: dict[int, list[Pair]] = defaultdict(list)
        for pair, agreed in compared.agreements.items():
            if free[pair] and is_part(agreed if side else agreed.turned(), _MISSING_SHARE):
                members[pair[side]].append(pair)
        for whole_place, pairs in members.items():
            titles = [compared.parts[1 - side][pair[1 - side]] for pair in pairs]
            if len(pairs) > 1 and makes_up(titles, compared.parts[side][whole_place]):
                is_sure = sum(context[pair] for pair in pairs) >= _SURE_BITS
                new |= {pair: Found("auto" if is_sure else "review", compared.score(pair)) for pair in pairs}
    met = Counter(n for i, j in new for n in (("row", i), ("column", j)))
    return {(i, j): thought for (i, j), thought in new.items() if min(met["row", i], met["column", j]) == 1}


def _alike_in_meaning(compared: Comparison, free: Free, sure: Collection[Pair]) -> Pairs:
    """What is left, by print and meaning: sure where words and context bear it out and no other pair comes near."""
    matrix = np.where(free, np.maximum(compared.printed, compared.meant), 0.0)
    context = compared.context(sure)
    is_borne_out = compared.common + context - np.log2(max(1, *compared.shape)) >= _SURE_BITS
    is_borne_out &= (compared.meant >= _MEANT_SCORE) & (context >= _LEAST_CONTEXT_BITS)
    new = {}
    for i, j in _assigned(matrix):
        is_sure = (
            is_borne_out[i, j]
            and not compared.agreements[i, j].adds_another
            and not _has_rival(compared, matrix, (i, j))
        )
        new[i, j] = Found("auto", matrix[i, j]) if is_sure else Found("review", compared.score((i, j)))
    return new


def _leftovers(compared: Comparison, free: Free, sure: Collection[Pair]) -> Pairs:
    """What is left once the others have their partners, and agrees in so much that a person should look."""
    bits = compared.common + compared.context(sure)
    matrix = np.where(free & (bits >= _LEFTOVER_BITS), bits, 0.0)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return {
        (i, j): Found("review", compared.score((i, j)))
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        if matrix[i, j] > 0
    }


def _assigned(matrix: Matrix) -> list[Pair]:
    """The one-to-one assignment with the highest sum; as many sure pairs as can be."""
    profit = np.where(matrix >= REVIEW_SCORE, matrix + _AUTO_BONUS_SCORE * (matrix >= AUTO_SCORE), 0.0)
    rows, columns = linear_sum_assignment(profit, maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if profit[i, j] > 0]


def _has_rival(compared: Comparison, matrix: Matrix, pair: Pair) -> bool:
    """Whether another pair of this row or column is nearly as alike; identical titles fear identical ones only."""
    is_same = _is_same(compared, pair)
    return any(not is_same or _is_same(compared, rival) for rival in _rivals(matrix, pair))


def _rivals(matrix: Matrix, pair: Pair) -> list[Pair]:
    i, j = pair
    floor = matrix[pair] - RUNNER_UP_MARGIN_SCORE
    in_row = [(i, k) for k in np.flatnonzero(matrix[i, :] >= floor).tolist() if k != j]
    return in_row + [(k, j) for k in np.flatnonzero(matrix[:, j] >= floor).tolist() if k != i]


def _is_same(compared: Comparison, pair: Pair) -> bool:
    return same_title(compared.earlier[pair[0]].title, compared.later[pair[1]].title)


def _leftover_parts(compared: Comparison, live: Collection[Pair], decided: Collection[Pair]) -> Pairs:
    """An activity that was split or merged: a leftover whose title is part of one that has no identical partner."""
    identical = [pair for pair in live if _is_same(compared, pair)]
    settled_rows, settled_columns = {i for i, _ in identical}, {j for _, j in identical}
    linked_rows, linked_columns = {i for i, _ in live}, {j for _, j in live}
    found: Pairs = {}
    for (i, j), agreed in compared.agreements.items():
        is_split = i not in settled_rows and j not in linked_columns and is_part(agreed.turned())
        is_merged = i not in linked_rows and j not in settled_columns and is_part(agreed)
        if (is_split or is_merged) and (i, j) not in live and (i, j) not in decided:
            found[i, j] = Found("review", compared.score((i, j)))
    return found
