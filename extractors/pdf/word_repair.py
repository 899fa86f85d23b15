"""Words that the page sets apart made whole: footnote marks, powers of units, letters set wide."""

from __future__ import annotations

import re

from extractors.pdf.page import Word

RAISED_EM = (0.1, 0.7)  # a footnote's digit stands this much above the line; more is another line
RAISED_SIZE_SHARE = 0.85
_POWER_OF_UNIT = re.compile(r"(?:^|[\d/(])[kcdm]?m$")
_MARK_LETTERS = 3
_SPACED_LETTERS = 4  # in a row; fewer may be initials or a row of marks
_SPACED_GAP_EM = 0.7
_POWERS = {"2": "²", "3": "³"}
_NO_GAP_EM = 0.1


def settled(words: list[Word]) -> list[Word]:
    """The words in stream order with raised ones told apart and letter-spaced ones joined."""
    if any(word.raised for word in words):
        words = _settle_raised(words)
    return _without_letter_spacing(words)


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
    interrupted = last.raised or owner.text[-1] in "²³"
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
