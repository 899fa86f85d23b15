"""Which activity of one document is which of the next: one-to-one over both documents, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.likeness import Subject, is_part, same_title, scores

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

Pairs = dict[tuple[int, int], str]


def paired(earlier: Sequence[Subject], later: Sequence[Subject], decided: Mapping[tuple[int, int], str]) -> Pairs:
    """Places in the two documents to ``auto`` or ``review``, without the pairs that a person has decided.

    ``decided`` has ``confirmed`` pairs, which are left alone, and ``rejected`` ones, which never come back.
    """
    titles = [s.title for s in earlier], [s.title for s in later]
    matrix = scores(earlier, later)
    for (i, j), decision in decided.items():
        matrix[i, j] = 0.0
        if decision == "confirmed":
            matrix[i, :] = 0.0
            matrix[:, j] = 0.0
    assigned = _assigned(matrix, *titles)
    return assigned | _leftover_parts({**decided, **assigned}, *titles)


def _assigned(matrix: NDArray[np.float64], earlier: list[str], later: list[str]) -> Pairs:
    """The one-to-one assignment with the highest sum over both documents."""
    profit = np.where(matrix >= REVIEW_SCORE, matrix + _AUTO_BONUS_SCORE * (matrix >= AUTO_SCORE), 0.0)
    rows, columns = linear_sum_assignment(profit, maximize=True)
    found = {}
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        if profit[i, j] > 0:
            is_sure = matrix[i, j] >= AUTO_SCORE and not _has_rival(matrix, i, j, earlier, later)
            found[i, j] = "auto" if is_sure else "review"
    return found


def _has_rival(matrix: NDArray[np.float64], i: int, j: int, earlier: list[str], later: list[str]) -> bool:
    """Whether another pair of this row or column is nearly as alike; identical titles fear identical ones only."""
    floor = matrix[i, j] - RUNNER_UP_MARGIN_SCORE
    rivals = [(i, int(k)) for k in np.flatnonzero(matrix[i, :] >= floor) if k != j]
    rivals += [(int(k), j) for k in np.flatnonzero(matrix[:, j] >= floor) if k != i]
    is_same = same_title(earlier[i], later[j])
    return any(not is_same or same_title(earlier[k], later[m]) for k, m in rivals)


def _leftover_parts(links: Mapping[tuple[int, int], str], earlier: list[str], later: list[str]) -> Pairs:
    """An activity that was split or merged: a leftover whose title is part of one that has no identical partner."""
    live = [pair for pair, decision in links.items() if decision != "rejected"]
    identical = [(i, j) for i, j in live if same_title(earlier[i], later[j])]
    settled_rows, settled_columns = {i for i, _ in identical}, {j for _, j in identical}
    linked_rows, linked_columns = {i for i, _ in live}, {j for _, j in live}
    rows, columns = set(range(len(earlier))), set(range(len(later)))
    split = {(i, j) for i, j in product(rows - settled_rows, columns - linked_columns) if is_part(later[j], earlier[i])}
    merged = {
        (i, j) for i, j in product(rows - linked_rows, columns - settled_columns) if is_part(earlier[i], later[j])
    }
    return dict.fromkeys(sorted((split | merged) - links.keys()), "review")
