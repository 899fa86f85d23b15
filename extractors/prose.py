"""Running text: its sentences, and which paragraph of a commentary speaks of which row of a table."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.vocabulary import fold

if TYPE_CHECKING:
    from spacy.language import Language

_PARSED_TEXTS = 1 << 11  # kept: every table of a document asks anew for its paragraphs
_SHORTEST_STEM = 4  # letters
_SHORTEST_PART = 7  # letters of a compound's last part
_COMMON_STEM_SHARE = (
    0.8  # of the shorter word: "ledarskapsprogram" and "ledarskapsprogrammet", not "plan" and "planera"
)
_SPEAKS_SCORE = 0.15  # of a title's weight: below it a paragraph speaks of none of the rows; wrong rows reach 0.1
_SHARES_SCORE = 0.3  # for a paragraph of another row; one of several rows reaches 0.34 and more for each
_COVERED_SCORE = 0.2  # what it is worth that a row has a paragraph: neighbours' titles share words
_WORD_BONUS, _MOST_COUNTED_WORDS = 0.2, 4  # two words of a title tell more than the one word of a short title
_FIRST_SENTENCE = 1.25  # a word counts this much more where the paragraph begins


@functools.cache
def _swedish() -> Language:
    import spacy

    language = spacy.blank("sv")
    language.add_pipe("sentencizer")
    return language


@functools.lru_cache(_PARSED_TEXTS)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, by spaCy's Swedish tokenizer and its rules for full stops."""
    return tuple(sentence.text.strip() for sentence in _swedish()(text).sents if sentence.text.strip())


@functools.lru_cache(_PARSED_TEXTS)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, compounds with a hyphen in their parts."""
    words = []
    for token in _swedish().tokenizer(text):
        for part in fold(token.text).replace("/", "-").split("-"):
            bare = part.strip("()[].,;:\"'”’")
            if any(c.isalnum() for c in bare):
                words.append(bare)
    return tuple(words)


def speaks_of(titles: Sequence[str], paragraphs: Sequence[str], background: Sequence[str] = ()) -> list[list[int]]:
    """Per title the indices of the paragraphs that speak of it, for paragraphs that follow the order of the titles.

    A paragraph belongs to one row at least: the best rising sequence of rows by weighted common words (dynamic
    programming), one that speaks of none following the paragraph before it. A row without a paragraph shares one that
    names its words. ``background`` is text of the same document that tells common words from telling ones.
    """
    if not titles or not paragraphs:
        return [[] for _ in titles]
    weights = _weights([*background, *paragraphs])
    scores = [[_likeness(title, paragraph, weights) for title in titles] for paragraph in paragraphs]
    units = _units(scores)
    leading = [scores[unit[0]] for unit in units]
    rows = _rising_rows(leading)
    owners: list[list[int]] = [[] for _ in titles]
    for unit, row in enumerate(rows):
        owners[row].append(unit)
    owners = [own or _shared(row, rows, leading) for row, own in enumerate(owners)]
    return [[index for unit in own for index in units[unit]] for own in owners]


def _units(scores: list[list[float]]) -> list[list[int]]:
    """The paragraphs in groups: one that speaks of no row goes with the one before it."""
    units: list[list[int]] = []
    for index, row_scores in enumerate(scores):
        if units and max(row_scores) < _SPEAKS_SCORE:
            units[-1].append(index)
        else:
            units.append([index])
    return units


def _weights(texts: Sequence[str]) -> dict[str, float]:
    """How telling each word is: the inverse share of the texts that have it."""
    counts = Counter(word for text in texts for word in set(words_of(text)))
    return {word: math.log((1 + len(texts)) / count) for word, count in counts.items()}


def _likeness(title: str, paragraph: str, weights: dict[str, float]) -> float:
    """The share of the title's weight whose words the paragraph has; more at its beginning and for several words."""
    wanted = [w for w in dict.fromkeys(words_of(title)) if len(w) >= _SHORTEST_STEM or w.isdigit() or len(w) == 3]
    sentences = sentences_of(paragraph)
    first = frozenset(words_of(sentences[0])) if sentences else frozenset()
    said = frozenset(words_of(paragraph))
    most = max(weights.values(), default=1.0)
    total = found = 0.0
    matches = 0
    for word in wanted:
        match = _same_stem(word, said)
        weight = weights.get(match or word, most)
        total += weight
        if match is not None:
            matches += 1
            found += weight * (_FIRST_SENTENCE if _same_stem(word, first) else 1.0)
    several = 1 + _WORD_BONUS * (min(matches, _MOST_COUNTED_WORDS) - 1) if matches else 0.0
    return several * found / total if total else 0.0


def _same_stem(word: str, words: frozenset[str]) -> str | None:
    """The word itself or its nearest kin among the words: one that begins alike, or is a part of the compound."""
    if word in words:
        return word
    best, best_share = None, _COMMON_STEM_SHARE
    stem = word[:_SHORTEST_STEM]
    for other in sorted(words):
        shorter = min(len(word), len(other))
        common = _common_start(word, other) if other.startswith(stem) else 0
        if common >= _SHORTEST_STEM and common / shorter > best_share:
            best, best_share = other, common / shorter
        elif best is None and shorter >= _SHORTEST_PART and _has_part(word, other):
            best = other
    return best


def _has_part(word: str, other: str) -> bool:
    """Whether one of two words is a compound that ends in the other: "kundundersökning" and "undersökningen"."""
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    stem = shorter[: max(_SHORTEST_PART, round(_COMMON_STEM_SHARE * len(shorter)))]
    return stem in longer[1:]


def _common_start(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length


def _rising_rows(scores: list[list[float]]) -> list[int]:
    """The row of each paragraph: the sequence of rows that never falls with the highest sum of scores.

    A first paragraph that speaks of no row goes to the first.
    """
    count = len(scores[0])
    best = [[-math.inf] * count for _ in scores]
    came_from = [[0] * count for _ in scores]
    for index, row_scores in enumerate(scores):
        silent = max(row_scores) < _SPEAKS_SCORE
        for row, score in enumerate(row_scores):
            gain = score + (_COVERED_SCORE if score >= _SPEAKS_SCORE else 0.0)
            if index == 0:
                best[0][row] = -float(row) if silent else gain
                continue
            before = max(range(row), key=lambda r: best[index - 1][r]) if row else row
            stay, move = best[index - 1][row] + score, best[index - 1][before] + gain
            best[index][row], came_from[index][row] = (stay, row) if before == row or stay >= move else (move, before)
    row = max(range(count), key=lambda r: best[-1][r])
    rows = [row]
    for index in range(len(scores) - 1, 0, -1):
        row = came_from[index][row]
        rows.append(row)
    return rows[::-1]


def _shared(row: int, rows: list[int], scores: list[list[float]]) -> list[int]:
    """For a row without a paragraph the one of its nearest neighbours' that names most of its title."""
    above = max((r for r in rows if r < row), default=None)
    below = min((r for r in rows if r > row), default=None)
    near = [index for index, owner in enumerate(rows) if owner in (above, below)]
    best = max(near, key=lambda i: scores[i][row])
    return [best] if scores[best][row] >= _SHARES_SCORE else []
