"""Which texts of two lists resemble each other, without comparing each with each.

Texts that share a rare beginning of a word are candidates (TF-IDF over word beginnings, as a product of two sparse
matrices); only those are compared word by word, as titles of activities are.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractors.vocabulary import fold
from pipeline.likeness import title_score
from pipeline.publish import UserError
from pipeline.wording import written_out

# As sure as a link between two activities that needs no person: two measures of one kind in one report
# ("Sjukfrånvaro AME, procent" and "Sjukfrånvaro exkl. AME, procent") score 83.
SAME_SCORE = 90.0
POSSIBLE_SCORE = 65.0
# Half of the weight of the words is shared by any pair that scores above POSSIBLE_SCORE; inflections cost the rest.
_CANDIDATE_SHARE = 0.3
_STEM_LETTERS = 5  # "medarbetare" and "medarbetarnas", "sjukfrånvaro" and "sjukfrånvaron" begin alike
_ROWS_AT_ONCE = 500  # bounds the product's memory
_WORD = re.compile(r"\w+")

COLUMNS = ("name", "other_name", "decision", "decided_on")
_DECISIONS = ("same", "different")


class CorrectionsError(UserError):
    """The file of corrections can't be read; the message names file, line, find and remedy."""


class Pair(NamedTuple):
    """Two texts by their places in the two lists, and how alike they are, 0..100."""

    first: int
    second: int
    score: float


def resembling(texts: Sequence[str], others: Sequence[str], least: float) -> list[Pair]:
    """The pairs of a text of the one list and one of the other that score ``least`` or more, in the lists' order."""
    if not texts or not others:
        return []
    one, other = _weights(texts, others)
    found = []
    for start in range(0, len(texts), _ROWS_AT_ONCE):
        product = (one[start : start + _ROWS_AT_ONCE] @ other.T).tocoo()
        for i, j in sorted(zip(product.row[near := product.data >= _CANDIDATE_SHARE], product.col[near], strict=True)):
            score = title_score(texts[start + i], others[j])
            if score >= least:
                found.append(Pair(start + int(i), int(j), score))
    return found


def same_names(names: Iterable[str], decided: Mapping[frozenset[str], str]) -> dict[str, str]:
    """Each name with the one that stands for all names of the same thing: the commonest, of equals the shortest.

    A person's word (``same`` or ``different`` for a pair of folded names) goes before the likeness. A name joins the
    likest of those that already stand for themselves, so that a chain of small changes makes no group.
    """
    counts = Counter(names)
    ordered = sorted(counts, key=lambda name: (-counts[name], len(name), name))
    likest: dict[int, list[tuple[float, int]]] = {}
    for pair in resembling(ordered, ordered, POSSIBLE_SCORE):
        if pair.second < pair.first:
            likest.setdefault(pair.first, []).append((pair.score, pair.second))
    leader: dict[str, str] = {}
    for place, name in enumerate(ordered):
        said = (
            {other: decided.get(frozenset((fold(name), fold(other)))) for other in ordered[:place]} if decided else {}
        )
        same = [other for other, decision in said.items() if decision == "same"]
        alike = [
            ordered[other]
            for score, other in sorted(likest.get(place, []), key=lambda found: (-found[0], found[1]))
            if score >= SAME_SCORE
            and leader[ordered[other]] == ordered[other]
            and said.get(ordered[other]) != "different"
        ]
        leader[name] = leader[(same or alike or [name])[0]] if same or alike else name
    return leader


def possible_names(
    names: Iterable[str], leaders: Mapping[str, str], decided: Mapping[frozenset[str], str]
) -> list[Pair]:
    """Pairs of names, by their places, that may mean the same and that a person has not decided; the likest first."""
    listed = list(names)
    pairs = [
        pair
        for pair in resembling(listed, listed, POSSIBLE_SCORE)
        if pair.first < pair.second
        and leaders[listed[pair.first]] != leaders[listed[pair.second]]
        and frozenset((fold(listed[pair.first]), fold(listed[pair.second]))) not in decided
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair))


def read_corrections(file: Path) -> dict[frozenset[str], str]:
    """What a person has said of pairs of names, folded: ``same`` or ``different``. Raises CorrectionsError."""
    if not file.exists():
        return {}
    lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    header = next(lines, [])
    if tuple(header) != COLUMNS:
        raise CorrectionsError(f"{file}, line 1: found {','.join(header)!r}; restore the header {','.join(COLUMNS)!r}")
    found = {}
    for number, line in enumerate(lines, start=2):
        if len(line) != len(COLUMNS) or line[2] not in _DECISIONS:
            raise CorrectionsError(f"{file}, line {number}: found {line}; write name,other_name,same or different,date")
        found[frozenset((fold(line[0]), fold(line[1])))] = line[2]
    return found


def add_correction(file: Path, name: str, other: str, decision: str, decided_on: date) -> None:
    """Note at the file's end that two names mean the ``same`` or something ``different``; the last word counts."""
    read_corrections(file)
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    if not file.exists():
        lines.writerow(COLUMNS)
    lines.writerow((name, other, decision, decided_on.isoformat()))
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_text(old + text.getvalue(), encoding="utf-8", newline="")
    draft.replace(file)


def _weights(texts: Sequence[str], others: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Both lists as rows of unit length over the beginnings of their words; a rare one weighs more."""
    stems = [
        [{word[:_STEM_LETTERS] for word in _WORD.findall(written_out(t))} for t in side] for side in (texts, others)
    ]
    met = Counter(stem for side in stems for found in side for stem in found)
    column = {stem: place for place, stem in enumerate(met)}
    weight = np.log((1 + len(texts) + len(others)) / np.array([met[stem] for stem in column], dtype=float))
    return _matrix(stems[0], column, weight), _matrix(stems[1], column, weight)


def _matrix(stems: Sequence[set[str]], column: Mapping[str, int], weight: NDArray[np.float64]) -> csr_matrix:
    row = [place for place, found in enumerate(stems) for _ in found]
    columns = [column[stem] for found in stems for stem in found]
    values = weight[columns]
    matrix = csr_matrix((values, (row, columns)), shape=(len(stems), len(column)))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    return csr_matrix(matrix.multiply((1 / np.where(length > 0, length, 1.0))[:, None]))
