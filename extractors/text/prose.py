"""Running text: its sentences, and which paragraph of a commentary speaks of which row of a table."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.vocabulary import fold

if TYPE_CHECKING:
    from spacy.language import Language

_PARSED_TEXTS = 1 << 11  # kept: every table of a document asks anew for its paragraphs
_PARTED_TOKENS = 1 << 13
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


class Background(NamedTuple):
    """How many of a document's texts have each word, and the fewest that have any: what tells common words from telling
    ones."""

    texts: int
    counts: Counter[str]
    fewest: int

    def weight(self, word: str) -> float:
        """How telling a word is: the inverse share of the texts that have it; one without texts is as the rarest."""
        return math.log((1 + self.texts) / (self.counts[word] or self.fewest))

    def and_of(self, texts: Sequence[str]) -> Background:
        """The background of these texts too."""
        counts = self.counts.copy()
        for text in texts:
            counts.update(set(words_of(text)))
        return Background(self.texts + len(texts), counts, min(counts.values(), default=1))


NO_BACKGROUND = Background(0, Counter(), 1)


class _Said(NamedTuple):
    """A text's words; ``by_stem``: by their first letters; ``long``: those that may be part of a compound or hold one;
    ``openings``: the first letters of these; ``lines``: all of these, each on a line."""

    words: frozenset[str]
    by_stem: Mapping[str, Sequence[str]]
    long: Sequence[str]
    openings: frozenset[str]
    lines: str


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
    return tuple(word for token in _swedish().tokenizer(text) for word in _parts_of(token.text))


@functools.lru_cache(_PARTED_TOKENS)
def _parts_of(token: str) -> tuple[str, ...]:
    """The words that a token is made of: none in a sign."""
    parts = [part.strip("()[].,;:\"'”’") for part in fold(token).replace("/", "-").split("-")]
    return tuple(part for part in parts if any(c.isalnum() for c in part))


def speaks_of(titles: Sequence[str], paragraphs: Sequence[str], background: Background) -> list[list[int]]:
    """Per title the indices of the paragraphs that speak of it, for paragraphs that follow the order of the titles.

    A paragraph belongs to one row at least: the best rising sequence of rows by weighted common words (dynamic
    programming), one that speaks of none following the paragraph before it. A row without a paragraph shares one that
    names its words. ``background`` is that of the same document's text.
    """
    if not titles or not paragraphs:
        return [[] for _ in titles]
    whole = background.and_of(paragraphs)
    wanted = [_wanted(title) for title in titles]
    scores = [_likenesses(wanted, paragraph, whole) for paragraph in paragraphs]
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


def _wanted(title: str) -> list[str]:
    """The words of a title that a paragraph can have."""
    return [w for w in dict.fromkeys(words_of(title)) if len(w) >= _SHORTEST_STEM or w.isdigit() or len(w) == 3]


def _said(text: str) -> _Said:
    words = frozenset(words_of(text))
    ordered = sorted(words)
    by_stem: dict[str, list[str]] = {}
    for word in ordered:
        by_stem.setdefault(word[:_SHORTEST_STEM], []).append(word)
    long = [word for word in ordered if len(word) >= _SHORTEST_PART]
    return _Said(words, by_stem, long, frozenset(word[:_SHORTEST_PART] for word in long), "\n".join(long))


def _likenesses(titles: Sequence[Sequence[str]], paragraph: str, background: Background) -> list[float]:
    """Per title, given by its words, the share of its weight whose words the paragraph has; more at its beginning and
    for several words."""
    sentences = sentences_of(paragraph)
    said, first = _said(paragraph), _said(sentences[0] if sentences else "")
    return [_likeness(wanted, said, first, background) for wanted in titles]


def _likeness(wanted: Sequence[str], said: _Said, first: _Said, background: Background) -> float:
    total = found = 0.0
    matches = 0
    for word in wanted:
        match = _same_stem(word, said)
        weight = background.weight(match or word)
        total += weight
        if match is not None:
            matches += 1
            found += weight * (_FIRST_SENTENCE if _same_stem(word, first) else 1.0)
    several = 1 + _WORD_BONUS * (min(matches, _MOST_COUNTED_WORDS) - 1) if matches else 0.0
    return several * found / total if total else 0.0


def _same_stem(word: str, said: _Said) -> str | None:
    """The word itself or its nearest kin among those said: one that begins alike, else a part of a compound."""
    if word in said.words:
        return word
    best, best_share = None, _COMMON_STEM_SHARE
    for other in said.by_stem.get(word[:_SHORTEST_STEM], ()):
        common, shorter = _common_start(word, other), min(len(word), len(other))
        if common >= _SHORTEST_STEM and common / shorter > best_share:
            best, best_share = other, common / shorter
    if best is None and _may_have_part(word, said):
        return next((other for other in said.long if _has_part(word, other)), None)
    return best


def _may_have_part(word: str, said: _Said) -> bool:
    """Whether the word's first letters stand in any other or another's in the word: without that none has a part."""
    within = (
        word[start : start + _SHORTEST_PART] in said.openings for start in range(1, len(word) - _SHORTEST_PART + 1)
    )
    return len(word) >= _SHORTEST_PART and (word[:_SHORTEST_PART] in said.lines or any(within))


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
