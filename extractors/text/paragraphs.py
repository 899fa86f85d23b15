"""Lines to paragraphs, over line ends and page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pdf.page import Style
from extractors.records import Box, box_around
from extractors.text.lines import Lexicon, Line, is_bullet, is_marker, join_lines

_WIDEST_PITCH = 1.28  # times the usual line pitch; a paragraph's own space begins at about 1.35
_USUAL_PITCH_EM = 1.3
_SIZE_PT = 0.6
_HANG_EM = 4.0  # how far a list item's further lines may be indented from its mark
_DASHES = frozenset("-–—−")
_DIGITS = re.compile(r"^[\d.,%*]+$")
_LEFT_EDGE_STEP_PT = 4.0
_FEWEST_LINES = 3  # of a column, to tell how wide it is
_ROOM_EM = 1.5  # more than the space between two words and what a justified line is stretched by
_LABEL = re.compile(r"^[A-ZÅÄÖ][\w /–-]{1,40}\??:(?:\s|$)")
_SENTENCE_END = (".", "!", "?", ":", ";")


class Paragraph(NamedTuple):
    """Lines that belong together; ``marker`` is a list item's mark or number, a bullet is left out of the text and its
    colour '#rrggbb' kept."""

    lines: tuple[Line, ...]
    text: str
    marker: str | None
    marker_colour: str | None = None

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def box(self) -> Box:
        """The box of the lines on the first page."""
        if len(self.lines) == 1:
            return self.lines[0].box
        return box_around([line.box for line in self.lines if line.page == self.page])

    @property
    def style(self) -> Style:
        first = self.lines[0].style
        if all(line.style is first for line in self.lines):
            return first
        letters: Counter[Style] = Counter()
        for line in self.lines:
            letters[line.style] += len(line.text)
        return letters.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def usual_pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Per size in half points the commonest distance of two baselines over which a sentence goes on, in points."""
    pitches: dict[int, Counter[float]] = {}
    for above, below in pairwise(lines):
        pitch = below.baseline - above.baseline
        near = above.page == below.page and 0 < pitch < 2 * below.size and abs(above.size - below.size) <= _SIZE_PT
        if near and below.text[:1].islower() and not above.text.endswith(_SENTENCE_END):
            pitches.setdefault(half_points(below.size), Counter())[round(pitch * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in pitches.items()}


def half_points(size: float) -> int:
    """A size of letters in half points, as pitches are told by: text in 9.5 and in 10.5 points is led differently."""
    return round(2 * size)


def usual_edges(lines: Sequence[Line]) -> dict[int, float]:
    """Per rounded size how far right its widest line goes, in points."""
    edges: dict[int, float] = {}
    for line in lines:
        size = round(line.size)
        edges[size] = max(edges.get(size, 0.0), line.box.x1)
    return edges


def paragraphs_of(
    lines: Sequence[Line], lexicon: Lexicon, pitches: dict[int, float], edges: dict[int, float]
) -> list[Paragraph]:
    """The lines in reading order as paragraphs; ``edges`` are the right edges by rounded size, where they are known."""
    groups: list[list[Line]] = []
    columns = _column_edges(lines)
    for line in lines:
        if groups and _goes_on(groups[-1], line, pitches) and not _broken_off(groups[-1][-1], line, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, lexicon, edges.get(round(group[0].size))) for group in groups]


def _column_edges(lines: Iterable[Line]) -> dict[tuple[int, int], float]:
    """Per page and left edge, in steps, how far right the widest of at least a few lines goes, in points."""
    ends: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        ends.setdefault(_column_of(line), []).append(line.box.x1)
    return {column: max(own) for column, own in ends.items() if len(own) >= _FEWEST_LINES}


def _column_of(line: Line) -> tuple[int, int]:
    return line.page, round(line.box.x0 / _LEFT_EDGE_STEP_PT)


def _broken_off(above: Line, below: Line, columns: Mapping[tuple[int, int], float]) -> bool:
    """Whether a line ends though the next one's first word had room: a paragraph of its own, where it ends a sentence
    or a label begins below ('Ansvarig: …')."""
    right = columns.get(_column_of(above))
    if right is None or above.page != below.page or _column_of(above) != _column_of(below):
        return False
    first = below.words[0]
    had_room = right - above.box.x1 > first.x1 - first.x0 + _ROOM_EM * below.size
    labelled = bool(_LABEL.match(below.text))
    begins = first.text[:1].isupper() and (above.text.endswith((".", "!", "?")) or labelled)
    return had_room and begins


def _paragraph(lines: list[Line], lexicon: Lexicon, right: float | None) -> Paragraph:
    first = lines[0].words[0].text
    marker = first if len(lines[0].words) > 1 and is_marker(first) and not _is_minus(lines[0]) else None
    colour = None
    if marker is not None and is_bullet(marker):
        colour = lines[0].words[0].style.colour
        lines = [lines[0]._replace(words=lines[0].words[1:]), *lines[1:]]
    return Paragraph(tuple(lines), join_lines(lines, lexicon, right), marker, colour)


def _is_minus(line: Line) -> bool:
    """Whether the dash that the line begins with is a number's sign: '- 1 986'."""
    first, *rest = line.words
    return first.text in _DASHES and all(_DIGITS.match(word.text) for word in rest)


def _goes_on(group: list[Line], line: Line, pitches: dict[int, float]) -> bool:
    """Whether the line belongs to the paragraph of the lines before it."""
    last = group[-1]
    if _begins_item(line, group) or not _same_look(last, line):
        return False
    if last.page != line.page:
        return _over_the_page(last, line, item=_is_item(group))
    pitch = line.baseline - last.baseline
    usual = pitches.get(half_points(line.size), _USUAL_PITCH_EM * line.size)
    if not 0 < pitch <= _WIDEST_PITCH * usual:
        return False
    overlap = min(last.box.x1, line.box.x1) - max(last.box.x0, line.box.x0)
    return overlap > 0 and _indent_fits(group, line)


def _begins_item(line: Line, group: list[Line]) -> bool:
    """Whether the line begins a list item: a bullet or a number; neither a dash nor an amount ('20 % till 2030') in
    running text is one."""
    first = line.words[0].text
    if len(line.words) < 2 or not is_marker(first):
        return False
    if is_bullet(first):
        return (
            first not in "–-o·"
            or not group[-1].text.endswith(tuple("abcdefghijklmnopqrstuvwxyzåäö,"))
            or _gap_after(line) > 0.5
        )
    counts = first.isdigit() and not line.words[1].text[:1].isupper() and not group[-1].text.endswith(_SENTENCE_END)
    return not counts and (first[0].isdigit() or first.endswith((")", ".")))


def _gap_after(line: Line) -> float:
    """The gap after the line's first word, in its size."""
    return (line.words[1].x0 - line.words[0].x1) / line.size


def _same_look(above: Line, below: Line) -> bool:
    """Whether the text goes on in the same look over the seam, or in the middle of a sentence of equal size."""
    last, first = above.words[-1].style, below.words[0].style
    if above.words[-1].raised:
        last = above.style
    if abs(last.size - first.size) > _SIZE_PT:
        return False
    if first.bold and above.bold and not below.style.bold and not below.text[:1].islower():
        return False  # a line of figures with its years in bold goes on with no bold sentence above it
    same = (last.bold, last.italic, last.colour) == (first.bold, first.italic, first.colour)
    mid_sentence = below.text[:1].islower() and not above.text.endswith(_SENTENCE_END) and above.style == below.style
    return same or mid_sentence


def _over_the_page(last: Line, line: Line, *, item: bool) -> bool:
    """Whether a sentence stands open at the page's end; list items often end without a full stop."""
    return line.text[:1].islower() or (not item and not last.text.endswith(_SENTENCE_END))


def _is_item(group: list[Line]) -> bool:
    """Whether the paragraph begins with a list's mark or number."""
    return len(group[0].words) > 1 and is_marker(group[0].words[0].text)


def _indent_fits(group: list[Line], line: Line) -> bool:
    """Whether the line begins at the left edge of the paragraph's further lines."""
    x0, size = line.box.x0, line.size
    first = group[0]
    if len(group) > 1:
        return abs(x0 - group[-1].box.x0) <= size
    if _is_item(group):
        return -size <= x0 - first.box.x0 <= _HANG_EM * size
    return abs(x0 - first.box.x0) <= 2 * size
