"""The rows at a page break: which are one row that the break cut, and which merged cells go on over it.

Rows are rows unless something tells that the break cut one. It cuts where the paper ends, so that one of the cells
above is filled to its lower edge, and text that runs on was broken there because its next word had no room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.tables.cells import TableCell
from extractors.text.lines import goes_on_below
from extractors.values.parsing import parse_number
from extractors.vocabulary import fold

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_FEWEST_ROWS = 3  # with words in a column, that a row without any there is told by
_SENTENCE_END = (".", "!", "?", ":")
_FULL_EM = 2.0  # less room than this under a cell's last line holds no other line and its padding
_WORD_SPACE_EM = 0.25
_SLACK_EM = 1.5  # by how much a word may seem to have had room: hidden marks, letters set wider


_CONTINUED = re.compile(
    r"\(?\bforts(?:\.|\b|ättning\b|ätter\b)(?: (?:av|från|på) (?:tabell\w*|förra|föregående|nästa)(?: sid\w*)?)?\)?"
)
_BREAKS = re.compile(r"[\s\-\u00ad]+")


class Seam(NamedTuple):
    """Whether the first row below goes on with the last above, and the columns whose merged cell holds for both."""

    cut: bool
    held: frozenset[int]


class _Rows(NamedTuple):
    """The last row above the break and the first one below by column, and the cells of all rows that don't meet it."""

    others: Sequence[TableCell]
    above: Mapping[int, TableCell]
    below: Mapping[int, TableCell]


def seam_of(above: Sequence[TableCell], n_rows: int, below: Sequence[TableCell]) -> Seam:
    """The seam of a table's cells, ``n_rows`` high, and those of its next part, whose repeated header is left out."""
    body = [c for c in above if not c.is_header]
    last = {c.col: c for c in body if c.row + c.row_span == n_rows}
    first = {c.col: c for c in below if c.row == 0}
    held = frozenset(
        col
        for col, cell in first.items()
        if col in last and _is_held(last[col], cell, [c for c in (*body, *below) if c.col == col])
    )
    if len(held) == len(first):
        held = frozenset()
    later = [c._replace(row=c.row + n_rows) for c in below if c.row > 0]
    others = [c for c in body if c.row + c.row_span < n_rows] + later
    apart = {col: cell for col, cell in first.items() if col not in held}
    return Seam(_cut_by_the_break(_Rows(others, last, apart)), held)


def says_continued(text: str) -> bool:
    """Whether a line between the parts of a table says nothing but that it goes on: '(forts.)'."""
    return bool(_CONTINUED.search(fold(text))) and not _plain(text)


def plain_text(cell: TableCell) -> str:
    """The cell's text as headers are compared: no matter how its lines are broken, or that it says that it goes on."""
    return _plain(" ".join(line.text for line in cell.lines))


def _plain(text: str) -> str:
    """The text as headers are compared: without what says that it goes on, and however its lines are broken."""
    return _BREAKS.sub("", fold(_CONTINUED.sub("", fold(text))))


def is_value(cell: TableCell) -> bool:
    """Whether the cell holds a number or a date, whole as it stands."""
    text = " ".join(line.text for line in cell.lines)
    return parse_number(text) is not None or bool(_DATE.match(text))


def _is_held(above: TableCell, below: TableCell, column: Sequence[TableCell]) -> bool:
    """Whether a merged cell of the column goes on over the break: it has words on one side, or the same on both.

    An empty cell of a column that has others is none.
    """
    tall = above.row_span > 1 or below.row_span > 1
    if above.col_span != below.col_span or not (above.lines or below.lines):
        return False
    if above.lines and below.lines:
        if plain_text(above) == plain_text(below):
            return tall or bool(_CONTINUED.search(fold(below.lines[-1].text)))
        return tall and _is_full(above) and goes_on_below(above.lines[-1], below.lines[0])
    merged = tall or (bool(above.lines) and any(c.row_span > 1 for c in column))
    return merged and sum(not c.lines for c in column) == 1


def _cut_by_the_break(seam: _Rows) -> bool:
    """Whether the first row below goes on with the last row above.

    A row does where each of its cells goes on in the middle of a sentence, or its first one does where rows else begin
    with a capital. So does one that lacks words in a column where all other rows have some, if its first cell is empty,
    its text was broken for want of room, or the row above lacks what it has: of a cut row, paragraphs that would leave
    a single line behind go to the next page as a whole. Another row with an empty first cell does where no text above
    ended its sentence or had room for the word that follows. No number or date goes on.
    """
    worded = [c for c in seam.below.values() if c.lines]
    ongoing = [c for c in worded if c.col in seam.above and seam.above[c.col].lines]
    if not worded or not _has_no_room(seam, worded, ongoing):
        return False
    first = seam.below[min(seam.below)]
    whole = len(ongoing) == len(worded)
    if whole and (all(_goes_on(seam, c) for c in worded) or _begins_mid_sentence(seam, first, worded)):
        return True
    if any(is_value(c) for c in worded):
        return False
    usual = _always_worded(seam)
    lacking = {col for col in usual if col in seam.below and not seam.below[col].lines}
    waiting = {c.col for c in worded if c.col in usual and c not in ongoing}
    headless = not first.lines and first.col in seam.above and bool(seam.above[first.col].lines)
    if lacking and (waiting or (headless and first.col in usual)):
        return True
    if lacking and first in ongoing:
        return _is_broken_prose(seam.above[first.col], first)
    return headless and whole and all(_goes_on(seam, c) or _is_broken(seam.above[c.col], c) for c in worded)


def _has_no_room(seam: _Rows, worded: Sequence[TableCell], ongoing: Sequence[TableCell]) -> bool:
    """Whether the row above has no room for what stands below: a cell that goes on is full, and none of the others'
    text would have stood whole in the empty cell above."""
    if any(c.col not in seam.above for c in worded):
        return False
    if ongoing and not any(_is_full(seam.above[c.col]) for c in ongoing):
        return False
    return all(_height(c) > seam.above[c.col].box.height for c in worded if c not in ongoing)


def _height(cell: TableCell) -> float:
    """How much room the cell's words and their padding on the upper side take, in points."""
    lines = [line for line in cell.lines if line.page == cell.lines[0].page]
    return lines[-1].box.bottom - min(cell.box.top, lines[0].box.top)


def _always_worded(seam: _Rows) -> set[int]:
    """The columns in which each of the rows not at the break has words of its own, and they are more than a few."""
    worded: dict[int, set[int]] = {}
    for cell in seam.others:
        if cell.lines and cell.row_span == 1 and cell.col_span == 1:
            worded.setdefault(cell.row, set()).add(cell.col)
    rows = [columns for columns in worded.values() if len(columns) > 1]
    return set.intersection(*rows) if len(rows) >= _FEWEST_ROWS else set()


def _begins_mid_sentence(seam: _Rows, first: TableCell, worded: Sequence[TableCell]) -> bool:
    """Whether the row's first cell goes on with the prose above it, which no row of the table begins like."""
    if not first.lines or any(is_value(c) for c in worded):
        return False
    above = seam.above[first.col]
    column = [above, *_column(seam, first)]
    prose = len(above.lines) > 1 and not _ended(above)
    return prose and first.lines[0].text[:1].islower() and all(_begins_with_capital(c) for c in column)


def _column(seam: _Rows, cell: TableCell) -> list[TableCell]:
    return [c for c in seam.others if c.col == cell.col and c.lines]


def _begins_with_capital(cell: TableCell) -> bool:
    return cell.lines[0].text[:1].isupper()


def _goes_on(seam: _Rows, below: TableCell) -> bool:
    """Whether a cell's text goes on in the middle of a sentence; small letters tell it where cells don't begin so."""
    last, first = seam.above[below.col].lines[-1], below.lines[0]
    if not goes_on_below(last, first):
        return False
    others = _column(seam, below)
    usual = bool(others) and sum(not _begins_with_capital(c) for c in others) * 2 > len(others)
    return not (first.text[:1].islower() and usual) or last.text.endswith("-")


def _is_broken_prose(above: TableCell, below: TableCell) -> bool:
    """Whether the text of several lines above was broken before the word below, which looks like it."""
    return len(above.lines) > 1 and above.lines[-1].style == below.lines[0].style and _is_broken(above, below)


def _is_broken(above: TableCell, below: TableCell) -> bool:
    """Whether the text above has not ended its sentence, and had no room for the word below."""
    return not is_value(below) and not _ended(above) and not _had_room(above, below)


def _ended(cell: TableCell) -> bool:
    return cell.lines[-1].text.endswith(_SENTENCE_END)


def _had_room(above: TableCell, below: TableCell) -> bool:
    """Whether the first word below would have stood on the last line above, within the padding of the left side."""
    last, word = above.lines[-1], below.lines[0].words[0]
    padding = max(0.0, min(line.box.x0 for line in above.lines) - above.box.x0)
    needed = last.box.x1 + _WORD_SPACE_EM * last.size + word.x1 - word.x0
    return above.box.x1 - padding - needed > _SLACK_EM * last.size


def _is_full(cell: TableCell) -> bool:
    """Whether no other line would have had room under the cell's last one."""
    last = cell.lines[-1]
    return last.page != cell.page or cell.box.bottom - last.box.bottom <= _FULL_EM * last.size
