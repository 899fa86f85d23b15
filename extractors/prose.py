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

_SHORTEST_STEM = 4  # letters
_COMMON_STEM_SHARE = 0.8  # of the shorter word: "ledarskapsprogram" and "ledarskapsprogrammet", not "plan" and "planera"
_SPEAKS_SCORE = 0.34  # of a title's weight: the least that a paragraph of its own row has, one distinct word of three
_COVERED_SCORE = 0.08  # what it is worth that a row has a paragraph: parts rows of equal score
_FIRST_SENTENCE = 1.25  # a word counts this much more where the paragraph begins


@functools.cache
def _swedish() -> Language:
    import spacy

    language = spacy.blank("sv")
    language.add_pipe("sentencizer")
    return language


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, by spaCy's Swedish tokenizer and its rules for full stops."""
    return [sentence.text.strip() for sentence in _swedish()(text).sents if sentence.text.strip()]


def words_of(text: str) -> list[str]:
    """The folded words of a text, compounds with a hyphen in their parts."""
    words = []
    for token in _swedish().tokenizer(text):
        for part in fold(token.text).replace("/", "-").split("-"):
            bare = part.strip("()[].,;:\"'”’")
            if any(c.isalnum() for c in bare):
                words.append(bare)
    return words


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
    rows = _rising_rows(scores)
    owners: list[list[int]] = [[] for _ in titles]
    for index, row in enumerate(rows):
        owners[row].append(index)
    for row, own in enumerate(owners):
        if not own:
            owners[row] = _shared(row, scores)
    return owners


def _weights(texts: Sequence[str]) -> dict[str, float]:
    """How telling each word is: the inverse share of the texts that have it."""
    counts = Counter(word for text in texts for word in set(words_of(text)))
    return {word: math.log((1 + len(texts)) / count) for word, count in counts.items()}


def _likeness(title: str, paragraph: str, weights: dict[str, float]) -> float:
    """The share of the title's weight whose words stand in the paragraph, 0..1 or a little more at its beginning."""
    wanted = [w for w in dict.fromkeys(words_of(title)) if len(w) >= _SHORTEST_STEM or w.isdigit() or len(w) == 3]
    sentences = sentences_of(paragraph)
    first = frozenset(words_of(sentences[0])) if sentences else frozenset()
    said = frozenset(words_of(paragraph))
    most = max(weights.values(), default=1.0)
    total = found = 0.0
    for word in wanted:
        match = _same_stem(word, said)
        weight = weights.get(match or word, most)
        total += weight
        if match is not None:
            found += weight * (_FIRST_SENTENCE if _same_stem(word, first) else 1.0)
    return found / total if total else 0.0


def _same_stem(word: str, words: frozenset[str]) -> str | None:
    """The word itself or its nearest kin among the words: one that begins alike, or is a part of the compound."""
    if word in words:
        return word
    best, best_share = None, _COMMON_STEM_SHARE
    for other in words:
        shorter = min(len(word), len(other))
        if shorter < _SHORTEST_STEM:
            continue
        common = _common_start(word, other)
        share = common / shorter
        if common >= _SHORTEST_STEM and (share > best_share or (share == best_share and best is None)):
            best, best_share = other, share
    return best


def _common_start(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length


def _rising_rows(scores: list[list[float]]) -> list[int]:
    """The row of each paragraph: the sequence of rows that never falls with the highest sum of scores."""
    count = len(scores[0])
    best = [[-math.inf] * count for _ in scores]
    came_from = [[0] * count for _ in scores]
    for index, row_scores in enumerate(scores):
        for row in range(count):
            gain = row_scores[row] if row_scores[row] >= _SPEAKS_SCORE else 0.0
            if index == 0:
                best[0][row] = gain + _COVERED_SCORE - row * 1e-6
                continue
            before = max(range(row + 1), key=lambda r: best[index - 1][r] + (_COVERED_SCORE if r < row else 0.0))
            follows = gain == 0.0 and before != row
            stay = best[index - 1][row] + gain
            move = best[index - 1][before] + (0.0 if follows else gain + (_COVERED_SCORE if before < row else 0.0))
            best[index][row], came_from[index][row] = (stay, row) if stay >= move else (move, before)
    row = max(range(count), key=lambda r: best[-1][r])
    rows = [row]
    for index in range(len(scores) - 1, 0, -1):
        row = came_from[index][row]
        rows.append(row)
    return _following(list(reversed(rows)), scores)


def _following(rows: list[int], scores: list[list[float]]) -> list[int]:
    """A paragraph that speaks of no row goes with the one before it."""
    for index in range(1, len(rows)):
        if max(scores[index]) < _SPEAKS_SCORE or scores[index][rows[index]] < _SPEAKS_SCORE:
            rows[index] = rows[index - 1]
    return rows


def _shared(row: int, scores: list[list[float]]) -> list[int]:
    """The one paragraph that names most of the title of a row without its own."""
    best = max(range(len(scores)), key=lambda i: scores[i][row])
    return [best] if scores[best][row] >= _SPEAKS_SCORE else []
