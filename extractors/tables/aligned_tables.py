"""Tables with nothing drawn: rows of words that stand under each other, told from text by their numbers and gaps."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.pdf.page import Page, Word
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable, TableCell, make_table
from extractors.tables.column_gaps import AMOUNT, column_gaps, columns_at, with_marks
from extractors.tables.open_tables import band_cells
from extractors.tables.row_bands import lines_above, lines_below
from extractors.tables.row_grouping import depth_of, grouped_rows
from extractors.text.lines import Line, is_marker

_GAP_EM = 0.9  # parts two cells of a row; words of a justified line stand nearer
_GUTTER_EM = 1.8  # between two tables, at least
_FEWEST_ROWS = 3
_FEWEST_COLUMNS_OF_WORDS = 3  # without numbers, two columns are as often text in columns
_AMOUNT_ROWS_SHARE = 0.5
_LONGEST_PAUSE = 2  # single-column lines between two rows: headings of groups, labels over two lines
_SAME_LEFT_PT = 3.0
_SPARSE_PITCH_EM = 0.9  # between a sparse row and the one above: more, and something else begins
_PITCH_SHARE = 2.4  # of the usual pitch: a wider space ends the table
_NEARLY_ALL = 0.8  # of the rows; the header of the table above is one of them
_LARGER_SHARE = 1.3  # of the line's size above: what is larger heads what follows
_HEADER_LINES = 4
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?$|^\d{1,2}$")
_PAGE_NUMBER = re.compile(r"^\d{1,3}$")
_LEADERS = re.compile(r"\.{4,}|…{2,}")


def aligned_tables(page: Page, words: Sequence[Word], lines: Sequence[Line]) -> list[PageTable]:
    """The tables among words that no line, stripe or tag puts in one, from top to bottom; ``lines`` are theirs."""
    tables: list[PageTable] = []
    left = list(words)
    runs = _runs(lines)
    for at, run in enumerate(runs):
        free = {word.order for word in left}
        own = [line for line in run if all(word.order in free for word in line.words)]
        later = {word.order for other in runs[at + 1 :] for line in other for word in line.words}
        for part, words_beside in _side_by_side(own, [word for word in left if word.order not in later]):
            table = _table(page, part, words_beside) if len(part) >= _FEWEST_ROWS else None
            if table is not None:
                taken = {word.order for word in table.words}
                left = [word for word in left if word.order not in taken]
                tables.append(table)
    return tables


def is_aligned(lines: Sequence[Line]) -> bool:
    """Whether half of the lines, and enough for a table, are rows with amounts."""
    rows = sum(_is_row(line) and _has_amounts(line) for line in lines)
    return rows >= max(_FEWEST_ROWS, _AMOUNT_ROWS_SHARE * len(lines))


def _side_by_side(run: list[Line], words: Sequence[Word]) -> list[tuple[list[Line], Sequence[Word]]]:
    """The run as one table or, where labels and amounts begin anew behind a wide gutter, as those beside each other.

    Each with the words that it may grow by.
    """
    rows = [line.words for line in run if _is_row(line)]
    edges = [x for x in column_gaps(rows) if _begins_anew(rows, x)]
    parts: list[tuple[list[Line], Sequence[Word]]] = []
    for left, right in pairwise([-math.inf, *edges, math.inf]):
        inside = [word for word in words if left <= (word.x0 + word.x1) / 2 < right]
        orders = {word.order for word in inside}
        lines = [Line(line.page, own) for line in run if (own := tuple(w for w in line.words if w.order in orders))]
        parts.append((lines, inside))
    return parts


def _begins_anew(rows: Sequence[Sequence[Word]], x: float) -> bool:
    """Whether labels with amounts end before ``x`` in nearly all rows, and labels that all differ begin behind it.

    Numbers alone before the labels are their codes.
    """
    before = [[w for w in row if w.x1 <= x + 1] for row in rows]
    behind = [[w for w in row if w.x0 >= x - 1] for row in rows]
    both = [(a[-1], b[0]) for a, b in zip(before, behind, strict=True) if b and any(w.text[0].isalpha() for w in a)]
    anew = [b for a, b in both if AMOUNT.match(a.text) and b.text[0].isalpha() and _apart(a, b)]
    amounts = [row for row in behind if any(AMOUNT.match(w.text) for w in row)]
    labels = {tuple(w.text for w in row if not AMOUNT.match(w.text)) for row in behind} - {()}
    return min(len(anew), len(amounts)) > _AMOUNT_ROWS_SHARE * len(rows) and len(labels) >= len(anew)


def _apart(left: Word, right: Word) -> bool:
    return right.x0 - left.x1 > _GUTTER_EM * right.style.size


def _parted(line: Line) -> list[tuple[Word, ...]]:
    """The words of a line between its wide gaps."""
    words = line.words
    gaps = [at for at, (before, word) in enumerate(pairwise(words), 1) if _is_wide(before, word)]
    return [words[a:b] for a, b in pairwise([0, *gaps, len(words)])]


def _segments(line: Line) -> list[str]:
    """The texts of a line between its wide gaps, without a list's mark or a section's number before them."""
    texts = [" ".join([word.text for word in words]) for words in _parted(line)]
    return texts[1:] if is_marker(texts[0]) or _SECTION_NUMBER.match(texts[0]) else texts


def _is_wide(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1  # few are wider than half of what the letters are high
    return 2 * gap > word.style.size and gap >= _GAP_EM * max(before.style.size, word.style.size)


def _is_row(line: Line) -> bool:
    """Whether the line has a label and amounts, or cells enough to be a row by itself."""
    texts = _segments(line)
    if len(texts) < 2 or _LEADERS.search(line.text):
        return False
    return len(texts) >= _FEWEST_COLUMNS_OF_WORDS or _has_amounts(line)


def _begins_table(line: Line, run: Sequence[Line], pause: Sequence[Line]) -> bool:
    """Whether the line names columns below rows with amounts: in bold, or after other text where all rows have such."""
    if len(_segments(line)) < _FEWEST_COLUMNS_OF_WORDS or _has_amounts(line):
        return False
    amounts = sum(map(_has_amounts, run))
    bold = all(word.style.bold for word in line.words)
    return amounts > 0 and (bold or bool(pause and amounts >= _NEARLY_ALL * len(run)))


def _has_amounts(line: Line) -> bool:
    return any(AMOUNT.match(text) for text in _segments(line))


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Rows that follow each other closely, with the few lines between them that are none."""
    runs: list[list[Line]] = []
    run: list[Line] = []
    pause: list[Line] = []
    for line in lines:
        is_row = _is_row(line) or (not pause and _is_sparse_row(line, run))
        if not run and not is_row:
            continue
        last = (pause or run or [line])[-1]
        begins = line.size > _LARGER_SHARE * last.size or _begins_table(line, run, pause)
        near = line.box.top - last.box.bottom <= _PITCH_SHARE * line.size and not begins
        if is_row and near:
            run += [*pause, line]
            pause = []
        elif run and near and depth_of([*pause, line]) <= _LONGEST_PAUSE:
            pause.append(line)
        else:
            runs.append(run)
            run, pause = ([line] if is_row else []), []
    return [r for r in [*runs, run] if len(r) >= _FEWEST_ROWS]


def _is_sparse_row(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line right below a row of bold headings, or below its rows, fills some of their columns and no more:
    what it says begins where headings do and ends before the next."""
    if not run or not all(word.style.bold for word in run[0].words) or line.size > _LARGER_SHARE * run[-1].size:
        return False
    if all(word.style.bold for word in line.words):  # a heading of its own, or of what follows
        return False
    edges = [words[0].x0 for words in _parted(run[0])]
    if len(edges) < _FEWEST_COLUMNS_OF_WORDS or line.box.top - run[-1].box.bottom > _SPARSE_PITCH_EM * run[-1].size:
        return False
    ends = [*edges[1:], math.inf]
    parts = _parted(line)
    places = [next((i for i, x in enumerate(edges) if abs(part[0].x0 - x) <= _SAME_LEFT_PT), None) for part in parts]
    return None not in places and all(p is not None and w[-1].x1 < ends[p] for w, p in zip(parts, places, strict=True))


def _table(page: Page, run: list[Line], words: Sequence[Word]) -> PageTable | None:
    """The run as a table; None where its gaps don't make columns."""
    rows = [line for at, line in enumerate(run) if _is_row(line) or _is_sparse_row(line, run[:at])]
    between = [word for line in run if line not in rows for word in line.words]
    box = box_around([line.box for line in run])
    inner = column_gaps(with_marks([line.words for line in rows], page.marks, box), between)
    with_amounts = sum(map(_has_amounts, rows))
    numeric = with_amounts >= _AMOUNT_ROWS_SHARE * len(rows)
    if len(rows) < _FEWEST_ROWS or not inner or (not numeric and len(inner) + 1 < _FEWEST_COLUMNS_OF_WORDS):
        return None
    if _is_contents(rows) or (not numeric and not _fits([line for line in rows if _is_row(line)], inner)):
        return None
    xs = (box.x0 - 1, *inner, box.x1 + 1)
    columns = columns_at(xs, [line.words for line in run])
    size = median([w.style.size for line in run for w in line.words])
    header = lines_above(page, box, columns, words, size)[:_HEADER_LINES]
    below = lines_below(page, box, columns, words, size)
    inside = [w for line in [*header, *run, *below] for w in line.words]
    cells: list[TableCell] = []
    for row, own in enumerate(grouped_rows(inside, columns, page.number)):
        band = Box(xs[0], min(w.top for w in own), xs[-1], max(w.bottom for w in own))
        cells.extend(band_cells(page, row, band, columns, own, evidence="alignment"))
    outer = box_around([c.box for c in cells])
    return make_table(page, outer, xs, cells, open_columns=True, source="alignment")


def _is_contents(rows: Sequence[Line]) -> bool:
    """Whether the rows are a table of contents: each ends in a page number and has no other, and these never fall."""
    segments = [_segments(line) for line in rows]
    if 2 * sum(any(AMOUNT.match(text) for text in texts[:-1]) for texts in segments) > len(rows):
        return False
    last = [texts[-1] for texts in segments]
    numbers = [int(text) for text in last if _PAGE_NUMBER.match(text)]
    return len(numbers) * 4 >= len(rows) * 3 and all(a <= b for a, b in pairwise(numbers)) and len(set(numbers)) > 1


def _fits(rows: Sequence[Line], inner: Sequence[float]) -> bool:
    """Whether the usual row of words has a word in most columns."""
    filled = [len({sum(1 for x in inner if x <= w.x0) for w in line.words}) for line in rows]
    return median(filled) > (len(inner) + 1) / 2
