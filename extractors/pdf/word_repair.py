"""Words that the page sets apart made whole, footnote marks, powers of units, letters set wide, drawn minus signs; and
struck-out letters set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from extractors.pdf.page import Ruling, Told, Word
from extractors.records import box_around

_Array = np.ndarray[Any, Any]

RAISED_EM = (0.1, 0.7)  # a footnote's digit stands this much above the line; more is another line
RAISED_SIZE_SHARE = 0.85
MARK_SIZE_SHARE = 0.95  # of a digit beside other digits: the digits of one number have one size
LEVEL_EM = 0.05  # so far the digits of one number may stand from one baseline
_POWER_OF_UNIT = re.compile(r"(?:^|[\d/(])[kcdm]?m$")
_MARK_LETTERS = 3
_SPACED_LETTERS = 4  # in a row; fewer may be initials or a row of marks
_SPACED_GAP_EM = 0.7
_POWERS = {"2": "²", "3": "³"}
_NO_GAP_EM = 0.1
_LONGEST_MINUS_PT, _MOST_MINUS_SIGNS = 12.0, 500  # more short lines draw a chart
_MINUS_HEIGHT_EM = (0.15, 0.5)  # above the baseline
_MINUS_GAP_EM = 0.4
_STRUCK_EM = (0.12, 0.5)  # above the baseline: Word and browsers strike at 0.22 to 0.3, capitals at 0.36
_OVERHANG_EM = 0.5  # of a stroke at either end of what it strikes; a border of a table is longer than its words
_STRUCK_SHARE = 0.5  # of a stroke's length that has letters
_MOST_QUOTED = 8
_SAME_LINE_PT = 1.0
_MARK_GAP_EM = 0.34  # a mark further behind a word stands before the next one


def settled(words: list[Word]) -> list[Word]:
    """The words in stream order with raised ones told apart and letter-spaced ones joined."""
    if any(word.raised for word in words):
        words = _settle_raised(words)
    return _without_letter_spacing(words)


def with_drawn_minus(words: Sequence[Word], rulings: Sequence[Ruling]) -> tuple[tuple[Word, ...], list[Ruling]]:
    """The words with the minus signs that are drawn as short lines before their digits, and those lines."""
    short = [r for r in rulings if not r.vertical and r.end - r.start <= _LONGEST_MINUS_PT]
    if not short or len(short) > _MOST_MINUS_SIGNS:
        return tuple(words), []
    signed = {}
    lines = []
    for index, word in enumerate(words):
        if word.text[0].isdigit() and word.drawn and word.upright and not word.raised:
            before = [line for line in short if _is_minus(line, word)]
            if len(before) == 1 and not any(_is_beside(before[0], other, word.style.size) for other in short):
                signed[index] = word._replace(text=f"-{word.text}", x0=before[0].start)
                lines += before
    return tuple(signed.get(index, word) for index, word in enumerate(words)), lines


def _is_minus(line: Ruling, word: Word) -> bool:
    size = word.style.size
    least, most = _MINUS_HEIGHT_EM
    at_height = least * size <= word.baseline - line.at <= most * size
    return at_height and line.end - line.start <= size and -0.1 * size <= word.x0 - line.end <= _MINUS_GAP_EM * size


def _is_beside(line: Ruling, other: Ruling, size: float) -> bool:
    """Whether both are dashes of one line."""
    return other is not line and abs(other.at - line.at) < 1 and abs(other.start - line.start) <= 2 * size


def _settle_raised(words: list[Word]) -> list[Word]:
    """Raised words as what they are: marks, powers or text.

    A raised 2 or 3 after a unit of length is its power; what follows a mark without a gap belongs to the word before.
    Longer raised text is no mark.
    """
    result: list[Word] = []
    for word in words:
        owner = next((w for w in reversed(result[-2:]) if not w.raised), None)
        if word.raised and len(word.text) > _MARK_LETTERS:
            result.append(word._replace(raised=False))
        elif word.raised and owner is not None and owner is result[-1] and _is_power(owner, word):
            result[-1] = owner._replace(text=owner.text + _POWERS[word.text], x1=word.x1)
        elif not word.raised and owner is not None and _goes_on(owner, result[-1], word):
            result[result.index(owner)] = owner._replace(text=owner.text + word.text, x1=word.x1)
        else:
            result.append(word)
    return result


def _is_power(unit: Word, raised: Word) -> bool:
    return raised.text in _POWERS and bool(_POWER_OF_UNIT.search(unit.text))


def _goes_on(owner: Word, last: Word, word: Word) -> bool:
    """Whether ``word`` goes on where a mark or power interrupted ``owner``: the full stop after a footnote's digit."""
    behind = abs(last.x0 - owner.x1) < _MARK_GAP_EM * owner.style.size
    interrupted = (last.raised and behind) or owner.text[-1] in "²³"
    gap = (word.x0 - last.x1) / word.style.size if word.style.size else 1.0
    return interrupted and abs(word.baseline - owner.baseline) < 1.0 and -0.1 < gap < _NO_GAP_EM


def _without_letter_spacing(words: list[Word]) -> list[Word]:
    """Letters set apart ("K O M M U N") as the one word they are."""
    singles = bytes(len(word.text) == 1 and word.text.isalpha() for word in words)
    if b"\x01" * _SPACED_LETTERS not in singles:
        return words
    joined: list[Word] = []
    run: list[Word] = []
    for word, single in zip(words, singles, strict=True):
        if run and not (single and _next_letter(run[-1], word)):
            joined.extend(_one_word(run))
            run = []
        if single:
            run.append(word)
        else:
            joined.append(word)
    return joined + _one_word(run)


def _next_letter(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    return abs(word.baseline - before.baseline) < 1.0 and 0 < gap < _SPACED_GAP_EM * word.style.size


def _one_word(run: list[Word]) -> list[Word]:
    if len(run) < _SPACED_LETTERS:
        return run
    return [run[0]._replace(text="".join(w.text for w in run), x1=run[-1].x1)]


def struck_letters(
    codes: _Array, edges: _Array, run_of: _Array, baseline: _Array, size: _Array, rulings: Sequence[Ruling]
) -> tuple[_Array, list[Ruling]]:
    """Which letters are struck out, and the lines that do it: through their middle, and no longer than they are.

    ``baseline`` and ``size`` are those of each text run. A bullet alone isn't struck: Word strikes it where the
    paragraph's end was deleted.
    """
    struck = np.zeros(len(codes), bool)
    strokes: list[Ruling] = []
    lines = sorted((r for r in rulings if not r.vertical), key=lambda r: r.at)
    ats = np.array([line.at for line in lines])
    least, most = _STRUCK_EM
    first, last = np.searchsorted(ats, baseline - most * size), np.searchsorted(ats, baseline - least * size)
    crossed = np.flatnonzero(last > first).tolist()
    for height in {(float(baseline[run]), float(size[run]), int(first[run]), int(last[run])) for run in crossed}:
        runs = np.flatnonzero((baseline == height[0]) & (size == height[1]))
        letters = np.flatnonzero(np.isin(run_of, runs))
        x0, x1 = edges[letters].T
        for parts in _in_one_line(lines[height[2] : height[3]]):
            start, end = parts[0].start, max(part.end for part in parts)
            under = ((x0 + x1) / 2 >= start) & ((x0 + x1) / 2 <= end)
            if not any(chr(code).isalnum() for code in codes[letters[under]].tolist()):
                continue
            overhang = max(float(x0[under].min()) - start, end - float(x1[under].max()))
            if overhang <= _OVERHANG_EM * height[1] and (x1 - x0)[under].sum() >= _STRUCK_SHARE * (end - start):
                struck[letters[under]] = True
                strokes += parts
    return struck, strokes


def _in_one_line(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    """The lines in groups that go on where one ends, as producers draw them for each piece of text."""
    groups: list[list[Ruling]] = []
    for line in sorted(lines, key=lambda r: r.start):
        for group in groups:
            if abs(group[-1].at - line.at) <= _SAME_LINE_PT and line.start <= group[-1].end + _SAME_LINE_PT:
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def told_of_struck(words: Sequence[Word]) -> tuple[Told, ...]:
    """The struck-out words of a page, in order, as one thing to be told."""
    if not words:
        return ()
    phrases = [words[0].text]
    for before, word in pairwise(words):
        near = word.order == before.order + 1 and abs(word.baseline - before.baseline) <= _SAME_LINE_PT
        if near and word.x0 - before.x1 <= word.style.size:
            phrases[-1] += f" {word.text}"
        else:
            phrases.append(word.text)
    more = f" and {len(phrases) - _MOST_QUOTED} more" if len(phrases) > _MOST_QUOTED else ""
    quoted = ", ".join(f"'{phrase}'" for phrase in phrases[:_MOST_QUOTED])
    message = f"struck-out text is in no record: {quoted}{more}"
    return (Told("struck_text", "warning", message, box_around([word.box for word in words])),)


def set_apart(codes: _Array, size: _Array, rise: _Array) -> _Array:
    """Where size or baseline changes before a digit, behind another or a minus: a number's digits are set alike."""
    digits = are_digits(codes)
    signed = digits | are_dashes(codes)
    unlike = np.minimum(size[1:], size[:-1]) < MARK_SIZE_SHARE * np.maximum(size[1:], size[:-1])
    unlike |= np.abs(rise) > LEVEL_EM
    return np.asarray(signed[1:] & signed[:-1] & (digits[1:] | digits[:-1]) & unlike)


def are_digits(codes: _Array) -> _Array:
    return np.asarray((codes >= ord("0")) & (codes <= ord("9")))


def are_dashes(codes: _Array) -> _Array:
    return np.asarray((codes == ord("-")) | ((codes >= 0x2010) & (codes <= 0x2015)) | (codes == 0x2212))
