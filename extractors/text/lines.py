"""Words to lines, lines to text: reading order, and Swedish hyphens healed at line ends."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extractors.pdf.page import Mark, Style, Word
from extractors.records import Box
from extractors.vocabulary import fold

_SAME_LINE_EM = 0.45  # baselines this near are one line; line pitch is never below 0.9
_COLUMN_GAP_EM = 1.8  # a wider gap parts a line into segments; justified lines stay below 1.3
_FEWEST_GAPS = 2
_SAME_GAP_EM = 0.15
_WIDEST_STRETCH_EM = 4.0  # of a justified line's spaces
_MARKER_GAP_EM = 7.0  # a list's or heading's number belongs to the text after it across its tab
_GUTTER_EM = 0.8
_MOST_HEAD_ROWS = 6  # of a letter's head: kommun and office, kind and day, number and page; columns of text have more
_SET_APART_EM = 1.8  # lines of one paragraph stand at most 1.5 apart
_BULLET_EM = 0.6  # the largest drawn bullet
_BULLET_GAP_EM = 3.0
_BULLETS = "•●○▪■□◦‣⁃∙·–-—\uf0b7\uf0a7\uf02d\uf0fc➢✓\u25aa\uf06f\uf0d8"
_MARKER = re.compile(rf"^(?:[{re.escape(_BULLETS)}]|o|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)]?|[a-zA-Z][.)]|§)$")
_SUPERSCRIPT = re.compile("[¹²³⁰⁴-⁹]")
_SUPERSCRIPTS = re.compile(r"(?<![kcdm]m)(?<!\bm)[¹²³⁰⁴-⁹]+")
_CAPITALS_OR_SINGLE = re.compile(r"(?:^|[\s/(-])(?:[^\W\d_]|[^\W\d_a-zåäöéü]{2,}|\d+)$")
_JOINING_WORDS = frozenset({"och", "eller", "o", "samt", "respektive", "resp"})
_TIED_END = re.compile(r"[^\s]/$|\w–$")  # "och/", "Idenor–": the next line goes on without a space
_OPEN_ENDS = ("-", ",", "/", " och", " samt")
_ABBREVIATION = re.compile(r"^[a-zåäö]{2,4}\.$")
_EDGE_SLACK_EM = 0.25  # a border is drawn up to this far from where the text ends
_AROUND_WORDS = "()\"'/.,;:!?”“’…"
_NUL = "\0"  # in no word
_SEAM_LETTERS = 3  # on each side of a line's end: "ens" and "arb" meet in no word, "ckl" and "ing" do
_FEWEST_WORDS = 500  # of a document, to say that no word begins or ends in some way; five pages have about that many
_MID_WORD_SLACK_EM = 0.6  # a word that was broken between letters fills its line to less than a letter's width


_X0, _BASELINE_AND_X0 = attrgetter("x0"), attrgetter("baseline", "x0")


class _Words(NamedTuple):
    page: int
    words: tuple[Word, ...]


class Line(_Words):
    """Words on one baseline, left to right, on page ``page``; raised marks among them.

    What follows from the words is kept, as every step of the reading asks for it.
    """

    @cached_property
    def box(self) -> Box:
        words = self.words
        if len(words) == 1:
            return words[0].box
        return Box(
            min([w.x0 for w in words]),
            min([w.top for w in words]),
            max([w.x1 for w in words]),
            max([w.bottom for w in words]),
        )

    @cached_property
    def baseline(self) -> float:
        size = self.size
        return next(w.baseline for w in self.words if w.style.size == size)

    @cached_property
    def size(self) -> float:
        return max([w.style.size for w in self.words])

    @cached_property
    def style(self) -> Style:
        """The look of most of its letters."""
        first = self.words[0].style
        if all(w.style is first for w in self.words):
            return first
        letters: Counter[Style] = Counter()
        for word in self.words:
            letters[word.style] += len(word.text)
        return letters.most_common(1)[0][0]

    @cached_property
    def text(self) -> str:
        """The line's words without raised marks, a space between them."""
        text = " ".join([w.text for w in self.words if w.text and not w.raised])
        return " ".join(filter(None, map(plain_text, self.words))) if _SUPERSCRIPT.search(text) else text

    @cached_property
    def bold(self) -> bool:
        """Whether every word of it with letters is bold."""
        return all(w.style.bold or not any(map(str.isalnum, w.text)) for w in self.words)

    @cached_property
    def segments(self) -> tuple[Line, ...]:
        """The line parted where a gap is too wide for a space; a list's mark or number stays with its text."""
        words = self.words
        starts = [0]
        for at in range(1, len(words)):
            if _is_gap(words[at - 1], words[at], _COLUMN_GAP_EM):
                marked = at - starts[-1] == 1 and is_marker(words[starts[-1]].text)
                if not marked or _is_gap(words[at - 1], words[at], _MARKER_GAP_EM):
                    starts.append(at)
        if len(starts) == 1 or _is_justified(words):
            return (self,)
        return tuple(Line(self.page, words[a:b]) for a, b in pairwise([*starts, len(words)]))


def plain_text(word: Word) -> str:
    """The word without footnote marks: nothing for a raised mark, no superscript digits but the powers of units."""
    return "" if word.raised else _without_superscripts(word.text)


def _without_superscripts(text: str) -> str:
    return text if text.isascii() else _SUPERSCRIPTS.sub("", text)


def is_bullet(text: str) -> bool:
    """Whether a word is nothing but a bullet's mark."""
    return len(text) == 1 and (text in _BULLETS or text == "o")


def is_marker(text: str) -> bool:
    """Whether a word can be the mark or the number before a list item or a heading."""
    return bool(_MARKER.match(text))


def with_drawn_bullet(line: Line, marks: Sequence[Mark]) -> Line:
    """The line with a bullet before it where one is drawn there; its ``order`` is -1: it is no word of the page."""
    first, box = line.words[0], line.box
    size = first.style.size
    for mark in marks:
        small = max(mark.box.width, mark.box.height) <= _BULLET_EM * size
        beside = box.top <= mark.box.top and mark.box.bottom <= box.bottom
        if small and beside and 0 < first.x0 - mark.box.x1 <= _BULLET_GAP_EM * size:
            bullet = first._replace(text="•", x0=mark.box.x0, x1=mark.box.x1, raised=False, order=-1)
            return line._replace(words=(bullet, *line.words))
    return line


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Lines from top to bottom, each as wide as its baseline goes."""
    lines: list[list[Word]] = []
    baseline = math.nan
    for word in sorted(words, key=_BASELINE_AND_X0):
        if word.baseline != baseline:
            sizes = [word.style.size, lines[-1][-1].style.size] if lines else []
            if not lines or word.baseline - baseline > _SAME_LINE_EM * max(sizes):
                lines.append([])
            baseline = word.baseline
        lines[-1].append(word)
    return [Line(page, tuple(sorted(line, key=_X0))) for line in lines]


def _is_gap(before: Word, word: Word, least_em: float) -> bool:
    gap = word.x0 - before.x1  # few are wider than the letters are high
    return gap > word.style.size and gap / max(before.style.size, word.style.size) > least_em


def _is_justified(words: Sequence[Word]) -> bool:
    """Whether a line of few words is stretched to its column's edges: its gaps are alike, and it reads on in small
    letters as no row of headings or amounts does."""
    words = words[1:] if is_marker(words[0].text) else words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    if len(gaps) < _FEWEST_GAPS or not all(word.text[:1].islower() for word in words[1:]):
        return False
    size = words[0].style.size
    return max(gaps) - min(gaps) <= _SAME_GAP_EM * size and max(gaps) <= _WIDEST_STRETCH_EM * size


def goes_on_below(above: Line, below: Line) -> bool:
    """Whether the lower line goes on with the upper one's text, in the middle of a sentence or of a list."""
    return below.text[:1].islower() or below.text.startswith("(") or above.text.endswith(_OPEN_ENDS)


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The segments of a page's lines in the order they are read: columns of text one after the other."""
    rows = [line.segments for line in lines]
    ordered: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutter = _column_region(rows, at)
        end = _end_of_head(rows, at, end, gutter) if gutter is not None else end
        region = [segment for row in rows[at:end] for segment in row]
        if gutter is None:
            ordered.extend(region)
        else:
            left = [s for s in region if s.box.x1 <= gutter[1]]
            ordered.extend(left)
            ordered.extend(in_reading_order([s for s in region if s not in left]))
        at = end
    return ordered


def _column_region(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, tuple[float, float] | None]:
    """How far down from ``start`` one gutter stays free of words: the row after, and the gutter (left, right)."""
    if len(rows[start]) < 2:
        return start + 1, None
    left, right = rows[start][0].box.x1, rows[start][1].box.x0
    end = start + 1
    while end < len(rows):
        free_left, free_right = left, right
        for segment in rows[end]:
            box = segment.box
            if box.x1 <= right and box.x0 < left:
                free_left = max(free_left, box.x1)
            elif box.x0 >= left:
                free_right = min(free_right, box.x0)
            else:
                return end, (left, right)
        if free_right - free_left < _GUTTER_EM * rows[end][0].size:
            return end, (left, right)
        left, right = free_left, free_right
        end += 1
    return end, (left, right)


def _end_of_head(rows: Sequence[Sequence[Line]], start: int, end: int, gutter: tuple[float, float]) -> int:
    """Where a region of columns ends of which only the first rows stand side by side, as a letter's head: at the first
    row set apart below them."""
    right = [at for at in range(start, end) if any(segment.box.x0 >= gutter[1] for segment in rows[at])]
    if len(right) > _MOST_HEAD_ROWS:
        return end
    pitches = ((at, rows[at][0].baseline - rows[at - 1][0].baseline) for at in range(right[-1] + 1, end))
    return next((at for at, pitch in pitches if pitch > _SET_APART_EM * rows[at - 1][0].size), end)


@dataclass(frozen=True)
class Lexicon:
    """The words that a document writes inside its lines: what settles how a broken word is written."""

    words: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Lexicon:
        """Folded words of the lines; of those at a line's ends, which may be broken, only ones with a hyphen inside."""
        inner: set[str] = set()
        outer: set[str] = set()
        for line in lines:
            texts = ["" if word.raised else word.text for word in line.words]
            inner.update(texts[1:-1])
            outer.update((texts[0], texts[-1]))
        ends = map(_bare, outer)
        return cls(frozenset({*map(_bare, inner), *(text for text in ends if "-" in text.strip("-"))}))

    @property
    def is_telling(self) -> bool:
        """Whether there are words enough to say that none begins or ends in some way."""
        return len(self.words) >= _FEWEST_WORDS

    def is_inside_a_word(self, head: str, tail: str) -> bool:
        """Whether folded letters that meet at a line's end are inside one word: neither is a word of the document, and
        they stand together in the middle of one, or none ends like ``head`` or begins like ``tail``."""
        if head in self.words or tail in self.words:
            return False
        before = head[-max(_SEAM_LETTERS, 2 * _SEAM_LETTERS - len(tail)) :]
        after = tail[: max(_SEAM_LETTERS, 2 * _SEAM_LETTERS - len(head))]
        seam = f"{_NUL if len(head) < _SEAM_LETTERS else ''}{before}{after}{_NUL if len(tail) < _SEAM_LETTERS else ''}"
        end, start = f"{_NUL}{head}"[-_SEAM_LETTERS:], f"{tail}{_NUL}"[:_SEAM_LETTERS]
        unlike_words = f"{end}{_NUL}" not in self._running or f"{_NUL}{start}" not in self._running
        return not self.is_telling or unlike_words or seam in self._running

    @cached_property
    def _running(self) -> str:
        """All words one after the other, a NUL before and after each."""
        return _NUL.join(["", *sorted(self.words), ""])


def _bare(word: str) -> str:
    return fold(_without_superscripts(word)).strip(_AROUND_WORDS)


def join_lines(lines: Sequence[Line], lexicon: Lexicon, right: float | None = None) -> str:
    """One text of the lines, white space collapsed, line ends healed; ``right`` is the edge they were broken at.

    A hyphen goes before a small letter and stays before a capital or digit, after a single letter or capitals, and
    where the document writes the word with it; before "och", "eller", "samt" it stays with a space. A line that ends
    in "/", or in a dash right behind a word, joins the next. A word broken between letters without a hyphen joins
    where it filled the line and neither part is a word of the document.
    """
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        addition = line.text
        if not text or not addition:
            text = text or addition
        elif text.endswith(("-", "\u2010")) and len(text) > 1 and text[-2] != " ":
            text = _heal_hyphen(text, addition, lexicon)
        else:
            broken = before is not None and right is not None and _broken_mid_word(before, line, right, lexicon)
            text += addition if broken or _TIED_END.search(text[-2:]) else f" {addition}"
    return text


def _heal_hyphen(text: str, addition: str, lexicon: Lexicon) -> str:
    first = addition.split()[0]
    if fold(first) in _JOINING_WORDS:
        return f"{text} {addition}"
    stem = text[:-1]
    last = stem.split()[-1] if stem.split() else stem
    keeps = not first[0].islower() or bool(_CAPITALS_OR_SINGLE.search(stem))
    if not keeps and fold(last + first) not in lexicon.words:
        keeps = fold(f"{last}-{first}") in lexicon.words
    return f"{text if keeps else stem}{addition}"


def _broken_mid_word(before: Line, line: Line, right: float | None, lexicon: Lexicon) -> bool:
    """Whether a word too long for its line goes on without a hyphen.

    It stands alone on its line (a number before it aside), and the document writes the whole elsewhere; or it fills its
    line to the last letter and the document's words say that it goes on. The edge alone is no evidence: it may be
    known from this line only, and two whole words under each other fill theirs by chance.
    """
    last, first = before.words[-1], line.words[0]
    if not (last.text[-1].isalpha() and first.text[0].islower()) or last.style != first.style:
        return False
    head, tail = _bare(last.text).rpartition("/")[2], _bare(first.text)
    alone = len(before.words) == 1 or (len(before.words) == 2 and is_marker(before.words[0].text))
    if head + tail in lexicon.words:
        known = (head in lexicon.words) + (tail in lexicon.words)
        return known < (2 if alone else 1)  # "fram" and "för" are words, too
    if right is None or not alone or _ABBREVIATION.match(first.text):
        return False
    room = right - min(before.box.x0, line.box.x0)
    fills = right - last.x1 <= _MID_WORD_SLACK_EM * last.style.size
    too_long = (last.x1 - last.x0) + (first.x1 - first.x0) > room - _EDGE_SLACK_EM * last.style.size
    return fills and too_long and lexicon.is_inside_a_word(head, tail)
