"""The numbers before headings: which are places in an outline, and which only count something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Look = tuple[float, bool, bool]  # size in points, weight, and whether it is set in a colour

_DECIMAL = re.compile(
    r"""^(\d{1,2}(?:\.\d{1,2})*)
    (?: \.?\s+(?=[A-ZÅÄÖÉÜ"”“'«(]|(?:19|20)\d\d(?!\d))  # "2 Mål" and a year, not "20 % mer", "3 av 4"
      | (?<=\.\d)\.?\s+(?=[^\W\d_]) | (?<=\.\d\d)\.?\s+(?=[^\W\d_])  # "1.2 e-tjänster"
      | \.(?=[A-ZÅÄÖ]) )  # "1.1.Syfte"
    """,
    re.VERBOSE,
)
_LETTERED = re.compile(r"^([A-H])((?:\.\d{1,2})*)(?:[.)]\s*|\s+)(?=[A-ZÅÄÖ])")
_ROMAN = re.compile(r"^([IVX]{1,5})((?:\.\d{1,2})*)[.)]?\s+(?=[A-ZÅÄÖ])")
_WIDEST_JUMP = 3  # chapters left out between two headings: they may have lost theirs
_FEWEST_CHAPTERS = 2
_LATEST_FIRST = 3  # a document that begins with a later chapter than this goes on with the next


class Numbered(NamedTuple):
    """A heading's number without its last dot, None where it has none, its words, and how deep the number puts it in
    the outline: None where it only counts what stands under another heading."""

    number: str | None
    words: str
    depth: int | None


class Line(NamedTuple):
    """A line set like a heading."""

    text: str
    look: Look


@dataclass(slots=True)
class _Outline:
    """Where the outline has come to, the look of its chapters, and what was last counted under a heading."""

    path: list[int] = field(default_factory=list)
    chapters: Look | None = None
    counted: int = 0

    def takes(self, parts: list[int], look: Look) -> bool:
        """Whether the number goes on with the outline; it is its new place then."""
        goes_on = len(parts) > 1 or not self.path or parts[0] <= 1 or 0 <= parts[0] - self.path[0] <= _WIDEST_JUMP
        if goes_on:
            self.path = parts
            self.chapters = look if self.chapters is None and len(parts) == 1 else self.chapters
        return goes_on

    def is_below_chapters(self, look: Look) -> bool:
        return self.chapters is not None and look < self.chapters

    def counts(self, number: int) -> bool:
        """Whether a number under a heading goes on counting what stands there, or begins to."""
        goes_on = number in (1, self.counted + 1)
        self.counted = number if goes_on else self.counted
        return goes_on


def numbered(lines: Sequence[Line]) -> list[Numbered]:
    """The lines with their numbers told from their words, in the document's order.

    A number is a place in the outline where it goes on with the numbers before it. One that leaps ('20 nya platser'
    behind chapter 4) is none; one that begins anew in a lesser look than the chapters counts what is under a heading.
    Where headings of a look begin with a zero ('04 Rent vatten' beside '10 Hälsa') the numbers are names. Letters and
    Roman numbers are numbers where the second of them follows.
    """
    named = {line.look for line in lines if line.text.startswith("0")}
    roman, lettered = _series(lines, _ROMAN, ("I", "II")), _series(lines, _LETTERED, ("A", "B"))
    outline = _Outline(chapters=_look_of_chapters(lines))
    found = []
    for at, line in enumerate(lines):
        match = None if line.look in named else _DECIMAL.match(line.text)
        spelt = _spelt(line, roman, lettered) if match is None else None
        if match is not None:
            found.append(_placed(line, match, outline, lines[at + 1 :]))
        elif spelt is not None:
            found.append(spelt)
        else:
            found.append(Numbered(None, line.text, None))
    return found


def _look_of_chapters(lines: Sequence[Line]) -> Look | None:
    """The most prominent look in which several lines have numbers of one level; None without one."""
    counts = Counter(ln.look for ln in lines if (m := _DECIMAL.match(ln.text)) is not None and "." not in m.group(1))
    return max((look for look, count in counts.items() if count >= _FEWEST_CHAPTERS), default=None)


def _placed(line: Line, match: re.Match[str], outline: _Outline, rest: Sequence[Line]) -> Numbered:
    number, words = match.group(1), line.text[match.end() :]
    parts = [int(part) for part in number.split(".")]
    if len(parts) == 1 and outline.is_below_chapters(line.look):
        return Numbered(number, words, None) if outline.counts(parts[0]) else Numbered(None, line.text, None)
    late = not outline.path and len(parts) == 1 and parts[0] > _LATEST_FIRST
    if (late and not _goes_on(parts[0], rest)) or not outline.takes(parts, line.look):
        return Numbered(None, line.text, None)
    return Numbered(number, words, len(parts))


def _goes_on(chapter: int, rest: Sequence[Line]) -> bool:
    """Whether the chapter's first part or the next chapter follows."""
    after = {match.group(1) for line in rest if (match := _DECIMAL.match(line.text)) is not None}
    return f"{chapter}.1" in after or str(chapter + 1) in after


def _series(lines: Sequence[Line], pattern: re.Pattern[str], first: tuple[str, str]) -> frozenset[Look]:
    """The looks in which the first and the second number of a kind stand."""
    one, two = ({ln.look for ln in lines if (m := pattern.match(ln.text)) and m.group(1) == mark} for mark in first)
    return frozenset(one & two)


def _spelt(line: Line, roman: frozenset[Look], lettered: frozenset[Look]) -> Numbered | None:
    """The line with a Roman number or a letter before its words, where its look has them, or a part of one ('A.1')."""
    for pattern, looks in ((_ROMAN, roman), (_LETTERED, lettered)):
        match = pattern.match(line.text) if looks else None
        if match is not None and (line.look in looks or match.group(2)):
            number = match.group(1) + match.group(2)
            return Numbered(number, line.text[match.end() :], number.count(".") + 1)
    return None


def begins_with_number(text: str) -> str | None:
    """The decimal number that a line begins with as a heading does."""
    match = _DECIMAL.match(text)
    return match.group(1) if match is not None else None
