"""Outer headings over their columns, where no vertical lines part those: by the rule below, else by where they stand.

A heading belongs to one column where it begins, ends or has its middle with the words under it. One that does not is
set in the middle of the columns that it heads, or begins with the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from extractors.pdf.page import Page, Ruling
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable, TableCell
from extractors.tables.column_gaps import phrases_of
from extractors.tables.repeated_headings import Extents, Heading, are_mixed_up, told_by_repetition, with_whole_header
from extractors.text.lines import Line, lines_of

_ALIGNED_PT = 1.5
_RULE_BELOW_EM = 0.8
_TOUCHING_PT = 1.5
_WHOLE_WIDTH = 0.9  # of the table's: a rule this long parts rows, not columns
_OFF_CENTRE = 0.3  # of a column's width; a column more moves the middle by half of one
_NEARLY_CENTRED = 0.1
_PADDING_EM = 1.3  # of a cell, its neighbour's on the left included
_YEAR = re.compile(r"^(?:år )?(?:19|20)\d\d$", re.IGNORECASE)


_MiddleOf = Callable[[int, int, Extents], float]


def with_header_spans(page: Page, table: PageTable) -> PageTable:
    """The table with each outer heading over all its columns, in a row of its own; as it is where none is found.

    Drawn columns have their headings drawn over them, too, unless two have the same one: what is drawn doesn't tell
    them apart then, and the headings are spread if they do.
    """
    if table.open_columns and table.source != "structure":
        return _spread_out(page, with_whole_header(table) if are_mixed_up(table) else table)
    if table.source == "structure" or not are_mixed_up(table):
        return table
    spread = _spread_out(page, with_whole_header(table))
    return table if are_mixed_up(spread) else spread


def _spread_out(page: Page, table: PageTable) -> PageTable:
    """The table with its header's words over the columns that they head."""
    header = [cell for cell in table.cells if cell.is_header]
    body = [cell for cell in table.cells if not cell.is_header and cell.lines and cell.col_span == 1]
    if not header or not body:
        return table
    headings = _headings(page, table, header, body)
    outer = [heading for heading in headings if heading.last > heading.first]
    if not outer and all(cell.col_span == 1 for cell in header):
        return table
    cells = _levels(table, header, headings, outer)
    depth, old_depth = 1 + max(c.row for c in cells), 1 + max(c.row + c.row_span - 1 for c in header)
    below = [c._replace(row=c.row + depth - old_depth) for c in table.cells if not c.is_header]
    return replace(table, cells=(*cells, *below), n_rows=table.n_rows + depth - old_depth)


def _headings(page: Page, table: PageTable, header: Sequence[TableCell], body: Sequence[TableCell]) -> list[Heading]:
    """The header's phrases, the lowest first, each with its columns."""
    lines = lines_of([word for cell in header for word in cell.words], page.number)
    contents = [_content(body, col) for col in range(table.n_columns)]
    found: list[Heading] = []
    for line in reversed(lines):
        below = [h for h in found if h.line.baseline > line.baseline + 1]
        headed = {col for h in below for col in range(h.first, h.last + 1)} - {0}
        found += _of_line(page, table, line, below, {col: _extent(col, contents[col], below) for col in headed})
    return found


def _of_line(page: Page, table: PageTable, line: Line, below: Sequence[Heading], extents: Extents) -> list[Heading]:
    """A line's phrases over the columns that have headings below; alone where two would lie over each other."""
    phrases = phrases_of(line)
    columns = [_column_of(phrase, table.xs) for phrase in phrases]
    alone = [Heading(phrase, col, col) for phrase, col in zip(phrases, columns, strict=True)]
    told = told_by_repetition(alone, below, extents, table.xs)
    if told is not None:
        return told
    found, unsure = list(alone), {}
    for i, (phrase, col) in enumerate(zip(phrases, columns, strict=True)):
        free = _free_around(col, set(columns) - {col}, extents)
        rule = _rule_below(page, table, phrase, phrases[:i] + phrases[i + 1 :])
        if len(free) > 1 and rule is not None:
            under = [c for c in free if rule.start - 2 <= sum(extents[c]) / 2 <= rule.end + 2] or [col]
            found[i] = Heading(phrase, min(under), max(under))
        elif len(free) > 1:
            unsure[i] = {c: extents[c] for c in free}
    found = _spread(found, unsure, below, extents)
    apart = all(b.first > a.last for a, b in pairwise(found))
    return _over_years(found if apart else alone, below)


def _content(body: Sequence[TableCell], col: int) -> tuple[float, float] | None:
    """Where the words of a column begin and end."""
    words = [word for cell in body if cell.col == col for word in cell.words]
    return (min(w.x0 for w in words), max(w.x1 for w in words)) if words else None


def _column_of(phrase: Line, xs: Sequence[float]) -> int:
    middle = (phrase.box.x0 + phrase.box.x1) / 2
    return sum(1 for x in xs[1:-1] if x <= middle)


def _free_around(col: int, taken: Iterable[int], extents: Extents) -> list[int]:
    """The columns around one that have headings below, up to those over which others stand on the same line."""
    free = extents.keys() - set(taken)
    if col not in free:
        return []
    first = last = col
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    return list(range(first, last + 1))


def _spread(
    headings: Sequence[Heading], free: Mapping[int, Extents], below: Sequence[Heading], extents: Extents
) -> list[Heading]:
    """The headings of a line over their columns, all set alike: in the middle of these, or from the first one's start.

    ``free``: the columns that each of them may head, of those that nothing else tells.
    """
    found = list(headings)
    wide = [i for i in free if not _stands_over_one(headings[i], free[i], below)]
    if not wide:
        return found
    centred = [[_centred(headings[i], free[i], middle_of) for i in wide] for middle_of in _MIDDLES]
    off, best = min((max(off for off, _, _ in spans), spans) for spans in centred)
    begin = _that_begin(headings, free, extents)
    if off > _NEARLY_CENTRED and begin >= set(wide):
        for i in begin:
            found[i] = headings[i]._replace(first=_first_under(headings[i], free[i]), last=max(free[i]))
    elif off <= _OFF_CENTRE:
        for i, (_, first, last) in zip(wide, best, strict=True):
            found[i] = headings[i]._replace(first=first, last=last)
    else:
        for i in wide:
            touched = [headings[i].first, *_touched(headings[i], free[i])]
            found[i] = headings[i]._replace(first=min(touched), last=max(touched))
    return found


def _touched(heading: Heading, free: Extents) -> list[int]:
    """The columns whose words stand below the heading's."""
    box = heading.line.box
    return [c for c, (x0, x1) in free.items() if x0 < box.x1 and box.x0 < x1]


def _stands_over_one(heading: Heading, free: Extents, below: Sequence[Heading]) -> bool:
    """Whether a heading shares a side or the middle with the one below it, and touches no other column's words."""
    box = heading.line.box
    under = [h.line.box for h in below if h.first <= heading.first <= h.last]
    return len(_touched(heading, free)) < 2 and any(_aligned(box, lower) for lower in under)


def _extent(col: int, content: tuple[float, float] | None, below: Sequence[Heading]) -> tuple[float, float]:
    """Where the words of a column begin and end, its own headings among them."""
    own = [h.line.box for h in below if h.first == h.last == col]
    sides = [*((content,) if content else ()), *((box.x0, box.x1) for box in own)]
    if not sides:
        sides = [(h.line.box.x0, h.line.box.x1) for h in below if h.first <= col <= h.last]
    return min(x0 for x0, _ in sides), max(x1 for _, x1 in sides)


def _rule_below(page: Page, table: PageTable, phrase: Line, beside: Sequence[Line]) -> Ruling | None:
    """The rule right under the phrase, and under none beside it, that is shorter than the table."""
    box = phrase.box
    near = [
        rule
        for rule in page.rulings
        if not rule.vertical and -1 <= rule.at - phrase.baseline <= _RULE_BELOW_EM * phrase.size
    ]
    longest = _WHOLE_WIDTH * table.box.width
    under = (r for r in _joined(near) if r.start <= box.x0 + 1 and r.end >= box.x1 - 1 and r.end - r.start < longest)
    return next((r for r in under if all(r.end <= o.box.x0 or r.start >= o.box.x1 for o in beside)), None)


def _joined(rules: Iterable[Ruling]) -> list[Ruling]:
    """The rules, those that touch as one."""
    joined: list[Ruling] = []
    for rule in sorted(rules, key=lambda r: r.start):
        if joined and rule.start - joined[-1].end <= _TOUCHING_PT and abs(rule.at - joined[-1].at) <= _TOUCHING_PT:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, rule.end))
        else:
            joined.append(rule)
    return joined


def _aligned(upper: Box, lower: Box) -> bool:
    """Whether two headings share a side or their middle."""
    middles = (upper.x0 + upper.x1) / 2 - (lower.x0 + lower.x1) / 2
    return min(abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1), abs(middles)) <= _ALIGNED_PT


def _over_years(headings: Sequence[Heading], below: Sequence[Heading]) -> list[Heading]:
    """The headings, one over a year also over the years to its right: a year says nothing alone."""
    years = {h.first for h in below if h.first == h.last and _YEAR.match(h.line.text)}
    taken = {col for h in headings for col in range(h.first, h.last + 1)}
    found: list[Heading] = []
    for heading in headings:
        last = heading.last
        while heading.first in years and last + 1 in years - taken:
            last += 1
        found.append(heading._replace(last=last))
    return found


def _centred(heading: Heading, free: Extents, middle_of: _MiddleOf) -> tuple[float, int, int]:
    """How far from the middle of the best run of columns a heading stands, in columns' widths, and that run's ends."""
    box = heading.line.box
    touched = [heading.first, *_touched(heading, free)]
    columns = sorted(free)
    pitch = min(free[b][1] - free[a][1] for a, b in pairwise(columns))
    return min(
        (abs((box.x0 + box.x1) / 2 - middle_of(first, last, free)) / pitch, first, last)
        for first in columns
        for last in columns
        if first < last and first <= min(touched) and last >= max(touched)
    )


def _middle_of_words(first: int, last: int, extents: Extents) -> float:
    return (extents[first][0] + extents[last][1]) / 2


def _middle_of_right_edges(first: int, last: int, extents: Extents) -> float:
    """Of cells whose words end at their right edge: the first begins where the column before it ends."""
    before = extents[first - 1][1] if first - 1 in extents else 2 * extents[first][1] - extents[first + 1][1]
    return (before + extents[last][1]) / 2


_MIDDLES: tuple[_MiddleOf, ...] = (_middle_of_words, _middle_of_right_edges)


def _first_under(heading: Heading, free: Extents) -> int:
    return next((c for c in sorted(free) if free[c][1] > heading.line.box.x0), heading.first)


def _that_begin(headings: Sequence[Heading], free: Mapping[int, Extents], extents: Extents) -> set[int]:
    """The headings that begin with the words of their first column, or all equally far behind the column before it."""
    first_of = {i: _first_under(headings[i], free[i]) for i in free}
    padding = {i: headings[i].line.box.x0 - extents[c - 1][1] for i, c in first_of.items() if c - 1 in extents}
    usual = median(padding.values()) if padding else 0.0
    alike = {i for i, space in padding.items() if abs(space - usual) <= _ALIGNED_PT and space >= 0}
    alike = alike if len(alike) > 1 or usual <= _PADDING_EM * headings[0].line.size else set()
    with_words = {i for i, c in first_of.items() if abs(headings[i].line.box.x0 - extents[c][0]) <= _ALIGNED_PT}
    outermost = {i for i, c in first_of.items() if c - 1 not in extents and alike}
    return with_words | outermost | alike


def _levels(
    table: PageTable, header: Sequence[TableCell], headings: Sequence[Heading], outer: Sequence[Heading]
) -> list[TableCell]:
    """The header's cells: a row for each line of outer headings, and the innermost row of all others."""
    by_line = groupby(sorted(outer, key=lambda h: (h.line.baseline, h.first)), key=lambda h: round(h.line.baseline))
    cells: list[TableCell] = []
    row = 0
    for _, level in by_line:
        spans = list(level)
        above = {(c.col, c.col + c.col_span - 1): i for i, c in enumerate(cells) if c.row == row - 1}
        if row and all((h.first, h.last) in above for h in spans):
            for h in spans:
                index = above[h.first, h.last]
                cells[index] = cells[index]._replace(lines=(*cells[index].lines, h.line))
            continue
        cells.extend(_cell(table, header, row, (h.first, h.last), [h.line]) for h in spans)
        row += 1
    for col in range(table.n_columns):
        own = sorted((h.line for h in headings if h.first == h.last == col), key=lambda line: line.baseline)
        cells.append(_cell(table, header, row, (col, col), own))
    return cells


def _cell(
    table: PageTable, header: Sequence[TableCell], row: int, columns: tuple[int, int], lines: Sequence[Line]
) -> TableCell:
    first, last = columns
    model = next((c for c in header if c.col <= first < c.col + c.col_span), header[0])
    top, bottom = min(c.box.top for c in header), max(c.box.bottom for c in header)
    words = box_around([line.box for line in lines]) if lines else Box(0, top, 0, bottom)
    box = Box(table.xs[first], words.top, table.xs[last + 1], words.bottom)
    return model._replace(row=row, col=first, row_span=1, col_span=last - first + 1, box=box, lines=tuple(lines))
