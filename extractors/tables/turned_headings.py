"""Headings turned on their side or slanting over narrow columns, laid flat on the line of their row.

A turned heading takes little width: its words are put side by side at its foot, so narrow that they stay in its
column, and are then read as any other heading. What the words of a turned line say is untouched.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from extractors.pdf.page import Page, Word
from extractors.records import Box
from extractors.tables.cells import PageTable, make_table
from extractors.tables.column_gaps import columns_at
from extractors.tables.open_tables import band_cells

_SAME_LINE_EM = 0.6  # between the middles of two words on a turned line, across it
_LINE_PITCH_EM = 1.45  # at most, between two lines of one heading side by side; columns are wider
_LEVEL_EM = 1.0  # between the feet of headings of one row
_LONGEST = 60  # letters of a heading; signatures along a page's margin have more
_BELOW_EM = 8.0  # from a heading's foot to the first row under it: it may begin at the top of a high cell
_BESIDE_EM = 3.0  # from a heading's foot to its column's words, which may end at the column's other side
_HALF_WIDTH_EM = 0.5
_GAP_SHARE = 0.1  # of the place that each word gets
_SQUARE_DEGREES = 5
_DESCENT_EM = 0.22


class _Heading(NamedTuple):
    """The words of a heading in reading order, where its foot stands, and how high it reaches; points."""

    words: tuple[Word, ...]
    x: float
    top: float
    foot: float

    @property
    def size(self) -> float:
        return self.words[0].style.size


def turned_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Turned words in lines: each follows the one before it in the page's stream, the way that both are turned."""
    lines: list[list[Word]] = []
    for word in words:
        if word.drawn and word.turn:
            if not lines or not _goes_on(lines[-1][-1], word):
                lines.append([])
            lines[-1].append(word)
    return lines


def headings_laid_flat(page: Page, words: Sequence[Word]) -> list[Word]:
    """The words of turned headings as they would stand on the line of their row; ``words`` are the upright ones."""
    lines = [line for line in turned_lines(page.words) if _may_head(line)]
    laid: list[Word] = []
    for row in _rows(_headings(page, lines)):
        over = [i for i, heading in enumerate(row) if _stands_over_words(heading, words)]
        heads = row[over[0] : over[-1] + 1] if over else []
        beside = [word.baseline for word in words if heads and _is_beside(word, heads)]
        if heads and (len(heads) > 1 or beside):
            foot = max(heading.foot for heading in heads)
            baseline = min(beside, key=lambda y: abs(y - foot), default=foot)
            laid += [word for heading in heads for word in _laid_flat(heading, baseline)]
    return laid


def with_headings_above(page: Page, table: PageTable, words: Sequence[Word]) -> PageTable:
    """The table with headings laid flat right above its drawn rows as its first row: slanting ones have no frame."""
    x0, top, x1, _ = table.box
    laid = [w for w in words if w.turn and 0 <= top - w.baseline <= _LINE_PITCH_EM * w.style.size and x0 < w.x0 < x1]
    inside = {word.order for word in table.words}
    if table.open_columns or not laid or not inside.isdisjoint(word.order for word in laid):
        return table
    size, baseline = laid[0].style.size, laid[0].baseline
    row = [w for w in words if abs(w.baseline - baseline) <= size / 2 and x0 < (w.x0 + w.x1) / 2 < x1]
    head = Box(x0, baseline - size, x1, top)
    cells = band_cells(page, 0, head, columns_at(table.xs, []), row)
    cells += [cell._replace(row=cell.row + 1, is_header=False) for cell in table.cells]
    return make_table(page, table.box._replace(top=head.top), table.xs, cells, open_columns=False, headers=1)


def _goes_on(before: Word, word: Word) -> bool:
    if (word.turn, word.order) != (before.turn, before.order + 1):
        return False
    across = (word.x0 + word.x1 - before.x0 - before.x1) / 2
    up = (before.top + before.bottom - word.top - word.bottom) / 2
    sine, cosine = math.sin(math.radians(word.turn)), math.cos(math.radians(word.turn))
    beside = abs(up * cosine - across * sine) <= _SAME_LINE_EM * word.style.size
    return beside and across * cosine + up * sine > 0


def _may_head(line: Sequence[Word]) -> bool:
    turn = line[0].turn
    return turn < 360 and turn % 180 > _SQUARE_DEGREES and sum(len(word.text) for word in line) <= _LONGEST


def _headings(page: Page, lines: Sequence[Sequence[Word]]) -> list[_Heading]:
    """Each line as a heading, or several right beside each other as one."""
    found: list[_Heading] = []
    for heading in sorted(map(_of_line, lines), key=lambda h: h.x):
        match = next((i for i, other in enumerate(found) if _are_one(page, other, heading)), None)
        if match is None:
            found.append(heading)
        else:
            left, turn = found[match], heading.words[0].turn
            words = (*left.words, *heading.words) if turn < 180 else (*heading.words, *left.words)
            found[match] = _Heading(words, heading.x, min(left.top, heading.top), max(left.foot, heading.foot))
    return found


def _of_line(line: Sequence[Word]) -> _Heading:
    lowest = max(line, key=lambda word: word.bottom)
    turn, half = lowest.turn, lowest.style.size / 2
    if abs(turn % 180 - 90) <= _SQUARE_DEGREES:
        x = (lowest.x0 + lowest.x1) / 2
    else:
        x = lowest.x0 + half if turn % 180 < 90 else lowest.x1 - half
    return _Heading(tuple(line), x, min(word.top for word in line), lowest.bottom)


def _are_one(page: Page, left: _Heading, right: _Heading) -> bool:
    near = right.x - left.x <= _LINE_PITCH_EM * right.size and _on_level(left, right)
    if not near or left.words[0].turn != right.words[0].turn:
        return False
    rules = (r for r in page.rulings if r.vertical and left.x < r.at < right.x)
    return not any(r.start < right.foot and r.end > right.top for r in rules)


def _on_level(a: _Heading, b: _Heading) -> bool:
    """Whether they stand beside each other: on one level, or so that one's middle is beside the other."""
    shorter, other = sorted((a, b), key=lambda h: h.foot - h.top)
    return abs(a.foot - b.foot) <= _LEVEL_EM * a.size or other.top <= (shorter.top + shorter.foot) / 2 <= other.foot


def _rows(headings: Sequence[_Heading]) -> list[list[_Heading]]:
    rows: list[list[_Heading]] = []
    for heading in headings:
        row = next((row for row in rows if _on_level(row[-1], heading)), None)
        if row is None:
            rows.append([heading])
        else:
            row.append(heading)
    return rows


def _stands_over_words(heading: _Heading, words: Sequence[Word]) -> bool:
    reach, beside = _BELOW_EM * heading.size, _BESIDE_EM * heading.size
    return any(
        heading.foot < (word.top + word.bottom) / 2 <= heading.foot + reach
        and word.x0 - beside <= heading.x <= word.x1 + beside
        for word in words
    )


def _is_beside(word: Word, row: Sequence[_Heading]) -> bool:
    top, foot = min(h.top for h in row), max(h.foot for h in row)
    return top <= word.baseline <= foot + _LEVEL_EM * row[0].size


def _laid_flat(heading: _Heading, baseline: float) -> list[Word]:
    count, size = len(heading.words), heading.size
    step = 2 * _HALF_WIDTH_EM * size / count
    left = heading.x - _HALF_WIDTH_EM * size
    top, bottom = baseline - (1 - _DESCENT_EM) * size, baseline + _DESCENT_EM * size
    return [
        word._replace(
            x0=left + number * step,
            x1=left + (number + 1 - _GAP_SHARE) * step,
            top=top,
            bottom=bottom,
            baseline=baseline,
            upright=True,
        )
        for number, word in enumerate(heading.words)
    ]
