"""Words in columns to rows where no line parts them: by the gaps between cells, else by the amounts that begin rows.

Where rows stand further apart than the lines of a cell, the lines of each column make its cells, and cells beside each
other make rows, however they are aligned. Where all lines stand equally close, a line with amounts is a row, and the
words say which lines go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.pdf.page import Word
from extractors.tables.column_gaps import AMOUNT, Columns, Piece, pieces_of
from extractors.text.lines import Line, goes_on_below, lines_of

_CLOSEST_LINES_EM = 0.9  # lines of one text stand no nearer
_WIDEST_LEADING_EM = 1.6  # lines of one cell stand nearer than this; 1.5 is the widest spacing that texts are set in
_SAME_PITCH = 1.07  # times the leading; a pixel's padding above and below lines of 10 points makes 1.13
_CAP_HEIGHT_EM = 0.6
_FEWEST_GAPS = 2  # between rows; one alone may be that below the header
_BESIDE_SHARE = 0.75  # of the leading: a line this near to a row's amounts stands centred beside them

_Row = list[Piece]


def grouped_rows(words: Iterable[Word], columns: Columns, page: int, leading: float | None = None) -> list[list[Word]]:
    """The words row by row, top down; ``leading``: the distance of a cell's lines where it is known, in points."""
    found = lines_of(words, page)
    marks = [line for line in found if all(w.raised for w in line.words)]  # raised by half a line they stand alone
    lines = [pieces_of(line, columns) for line in found if line not in marks] if len(marks) < len(found) else []
    if not lines:
        return [[w for line in found for w in line.words]] if found else []
    stacks = _stacks(lines)
    pairs = [pair for stack in stacks for pair in pairwise(stack)]
    known = leading is not None
    leading = leading or _leading(pairs)
    if known or leading is None or _stand_apart(pairs, leading):
        rows = _by_gaps(stacks, leading or 0.0)
    else:
        rows = _by_amounts(lines, leading)
    grouped = [[word for piece in row for word in piece.line.words] for row in rows]
    for mark in (word for line in marks for word in line.words):
        min(grouped, key=lambda row: min(_distance(mark, word) for word in row)).append(mark)
    return grouped


def _distance(mark: Word, word: Word) -> float:
    """How far a mark stands from the end of a word."""
    return abs(mark.x0 - word.x1) + abs(mark.baseline - word.baseline)


def depth_of(lines: Sequence[Line]) -> int:
    """How many lines of text these are below each other: ones closer than those of a text stand beside each other."""
    far = sum(abs(b.baseline - a.baseline) >= _CLOSEST_LINES_EM * b.size for a, b in pairwise(lines))
    return far + bool(lines)


def is_amount(piece: Piece) -> bool:
    return bool(AMOUNT.match(piece.line.text))


def _stacks(lines: Sequence[_Row]) -> list[_Row]:
    """Per column the pieces that begin in it, top down."""
    stacks: dict[int, _Row] = {}
    for pieces in lines:
        for piece in pieces:
            stacks.setdefault(piece.first, []).append(piece)
    return list(stacks.values())


def _pitch(above: Piece, below: Piece) -> float:
    return below.line.baseline - above.line.baseline


def _leading(pairs: Sequence[tuple[Piece, Piece]]) -> float | None:
    """The distance of two lines of a cell: the smallest between lines of text of one size; None where none are near."""
    return min(
        (
            _pitch(above, below)
            for above, below in pairs
            if above.line.size == below.line.size
            and not (is_amount(above) and is_amount(below))
            and _pitch(above, below) <= _WIDEST_LEADING_EM * above.line.size
        ),
        default=None,
    )


def _stand_apart(pairs: Sequence[tuple[Piece, Piece]], leading: float) -> bool:
    """Whether rows stand further apart than the lines of a cell: the amounts do, or without amounts the lines of the
    first column do; those of others may have rows between them that are theirs alone."""
    of_amounts = [_pitch(above, below) for above, below in pairs if is_amount(above) and is_amount(below)]
    if of_amounts:
        return min(of_amounts) > _SAME_PITCH * leading
    first = [(above, below) for above, below in pairs if below.first == 0] or pairs
    apart = sum(_pitch(above, below) > _SAME_PITCH * leading for above, below in first)
    return apart >= min(_FEWEST_GAPS, len(first))


def _by_gaps(stacks: Sequence[_Row], leading: float) -> list[_Row]:
    """Cells are a column's lines that stand close; cells that stand beside each other are a row."""
    cells: list[_Row] = []
    for stack in stacks:
        cells.append(stack[:1])
        for above, piece in pairwise(stack):
            near = _pitch(above, piece) <= _SAME_PITCH * leading
            if near and not (is_amount(above) and is_amount(piece)) and not _runs_wider(above, piece):
                cells[-1].append(piece)
            else:
                cells.append([piece])
    rows: list[_Row] = []
    bottom = 0.0
    for cell in sorted(cells, key=_top):
        if rows and _top(cell) < bottom:
            rows[-1].extend(cell)
            bottom = max(bottom, cell[-1].line.baseline)
        else:
            rows.append(list(cell))
            bottom = cell[-1].line.baseline
    return rows


def _runs_wider(above: Piece, below: Piece) -> bool:
    """Whether a line runs over columns that the one above it doesn't."""
    return below.last > below.first and above.last == above.first


def _top(cell: _Row) -> float:
    return cell[0].line.baseline - _CAP_HEIGHT_EM * cell[0].line.size


def _by_amounts(lines: Sequence[_Row], leading: float) -> list[_Row]:
    """A line with amounts begins a row, as does one of words that goes on with nothing above it.

    Words that go on below wait for the amounts beside their last line.
    """
    has_amounts = [
        any(is_amount(piece) for piece in pieces if piece.first > 0) and not _ends_text(pieces, above)
        for above, pieces in zip([[], *lines], lines, strict=False)
    ]
    rows: list[_Row] = []
    waits = False
    for index, pieces in enumerate(lines):
        amounts = has_amounts[index]
        if index and _continues(lines[index - 1], pieces, (has_amounts[index - 1], amounts), leading, waits=waits):
            rows[-1].extend(pieces)
            waits = waits and not amounts
        else:
            rows.append(list(pieces))
            waits = (
                any(has_amounts) and not amounts and index + 1 < len(lines) and _label_goes_on(pieces, lines[index + 1])
            )
    return rows


def _continues(above: _Row, pieces: _Row, amounts: tuple[bool, bool], leading: float, *, waits: bool) -> bool:
    """Whether a line belongs to the row of the line above; ``amounts``: whether the two have any."""
    if pieces[0].line.baseline - above[0].line.baseline < _BESIDE_SHARE * leading:
        return not all(amounts)
    if amounts[1]:
        return waits
    return waits or pieces[0].first > 0 or _label_goes_on(above, pieces)


def _ends_text(pieces: _Row, above: _Row) -> bool:
    """Whether a line is no more than a number below words in its column: '… var 80 för / 2023'."""
    return len(pieces) == 1 and any(p.first == pieces[0].first and not is_amount(p) for p in above)


def _label_goes_on(above: _Row, below: _Row) -> bool:
    if above[0].first > 0 or below[0].first > 0:
        return False
    return goes_on_below(above[0].line, below[0].line)
