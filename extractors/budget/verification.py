"""How an amount is verified: by its column, the tagged table, the page's text stream, the table's arithmetic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractors.budget.amounts import Amount
from extractors.document.model import Cell
from extractors.pdf.page import StreamLine
from extractors.records import Box

_ALIGNED_EM = 0.5  # a bracket or a mark behind a number moves its edge by a third of its size
_INSIDE_PT = 2.0
_SAME_LINE_PT = 1.5
_LEAST_GAP_EM = 0.4  # between two numbers of a row; the space inside one is 0.25
_ALIKE_SHARE = 0.5  # of the column's other numbers
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NOT_DIGITS = re.compile(r"\D")
_READINGS = frozenset({"structure", "text"})


@dataclass(frozen=True)
class Figure:
    """A number in its place in a table; what its words say is kept, as each of a column asks for all the others'."""

    row: int
    col: int
    cell: Cell
    amount: Amount

    @cached_property
    def box(self) -> Box:
        words = self.amount.words
        return Box(
            min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
        )

    @cached_property
    def baseline(self) -> float:
        return max(word.baseline for word in self.amount.words)

    @cached_property
    def size(self) -> float:
        return max(word.style.size for word in self.amount.words)


class Verdict(NamedTuple):
    """Whether the number stands in its column, which witnesses agree with digits and sign, and which contradicts them.

    Sums that hold are no reading: they bear a number out, and verify none. ``digits``: a second reading has at least
    the number's digits on its line; ``trusted``: the page's letters are known to be those it shows.
    """

    in_column: bool
    evidence: tuple[str, ...]
    against: str | None
    digits: bool = True
    trusted: bool = True

    @property
    def verified(self) -> bool:
        return self.in_column and self.read_twice and self.trusted and self.against is None

    @property
    def read_twice(self) -> bool:
        """Whether a second reading of the page has the number with its sign."""
        return not _READINGS.isdisjoint(self.evidence)


def verdicts(
    figures: Sequence[Figure],
    heads: Mapping[int, Sequence[Cell]],
    streams: Mapping[int, Sequence[StreamLine]],
    reckoned: Collection[tuple[int, int]],
    distrusted: Collection[int],
) -> list[Verdict]:
    """What is said of each of a table's figures; ``reckoned``: the places (row, column) that arithmetic bears out.

    Nothing bears out a number of the pages ``distrusted``, where all readings are of the same letters: an OCR's, or
    others than the page shows.
    """
    in_text, with_digits, against_text = _by_text(figures, streams)
    columns: dict[int, list[Figure]] = defaultdict(list)
    rows: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        columns[figure.col].append(figure)
        rows[figure.row].append(figure)
    found = []
    for figure in figures:
        place = (figure.row, figure.col)
        evidence = [
            (
                "structure",
                figure.cell.evidence == "both" and _compact(figure.amount.text) in _compact(figure.cell.text),
            ),
            ("text", place in in_text),
            ("arithmetic", place in reckoned),
        ]
        pages = {line.page for paragraph in figure.cell.paragraphs for line in paragraph.lines}
        lies = not pages.isdisjoint(distrusted)
        against = "structure" if figure.cell.evidence == "conflict" else "text" if place in against_text else None
        row = rows[figure.row]
        stands = _stands_in(figure, columns[figure.col], row, heads.get(figure.col, ())) and _stands_free(figure, row)
        agreeing = tuple(name for name, agrees in evidence if agrees and not lies)
        digits = not lies and (place in with_digits or not _READINGS.isdisjoint(agreeing))
        found.append(Verdict(stands, agreeing, against, digits, not lies))
    return found


def _stands_in(figure: Figure, column: Sequence[Figure], row: Sequence[Figure], heads: Sequence[Cell]) -> bool:
    """Whether the number lies in its cell and lines up with the column's others, else with its heading or its row."""
    box, cell = figure.box, figure.cell.box
    if box.x0 < cell.x0 - _INSIDE_PT or box.x1 > cell.x1 + _INSIDE_PT:
        return False
    others = [other.box for other in column if other is not figure and other.amount.kind == figure.amount.kind]
    if others:
        alike = sum(_aligned(box, other, figure.size) for other in others)
        return alike >= _ALIKE_SHARE * len(others) or _centred(box, others, figure.size)
    lines = [line.box for head in heads for paragraph in head.paragraphs for line in paragraph.lines]
    under = any(_aligned(box, line, figure.size) or (line.x0 <= box.x0 and box.x1 <= line.x1) for line in lines)
    return under or not lines or _padded_alike(figure, row)


def _padded_alike(figure: Figure, row: Sequence[Figure]) -> bool:
    """Whether the row's numbers stand alike in their cells: as far from the right border, or in the middle."""
    others = [other for other in row if other is not figure and other.amount.kind == figure.amount.kind]
    right = [abs(_padding(figure) - _padding(other)) <= _ALIGNED_EM * figure.size for other in others]
    middle = abs(figure.box.x0 + figure.box.x1 - figure.cell.box.x0 - figure.cell.box.x1) / 2
    return any(right) or middle <= _ALIGNED_EM * figure.size


def _padding(figure: Figure) -> float:
    return figure.cell.box.x1 - figure.box.x1


def _aligned(box: Box, other: Box, size: float) -> bool:
    most = _ALIGNED_EM * size
    if abs(box.x1 - other.x1) <= most or abs(box.x0 - other.x0) <= most:
        return True
    return abs(box.x0 + box.x1 - other.x0 - other.x1) / 2 <= most


def _centred(box: Box, others: Sequence[Box], size: float) -> bool:
    middle = median((other.x0 + other.x1) / 2 for other in others)
    return abs((box.x0 + box.x1) / 2 - middle) <= _ALIGNED_EM * size


def _stands_free(figure: Figure, row: Sequence[Figure]) -> bool:
    """Whether no other number of the row stands so near that digits might change over."""
    box, least = figure.box, _LEAST_GAP_EM * figure.size
    others = [o.box for o in row if o is not figure and abs(o.baseline - figure.baseline) <= figure.size]
    return all(other.x0 - box.x1 >= least or box.x0 - other.x1 >= least for other in others)


def _by_text(
    figures: Sequence[Figure], streams: Mapping[int, Sequence[StreamLine]]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]], set[tuple[int, int]]]:
    """The places of the numbers that the text stream has on the same line, of those whose digits it has there, and of
    those that it contradicts."""
    agreed: set[tuple[int, int]] = set()
    digits: set[tuple[int, int]] = set()
    against: set[tuple[int, int]] = set()
    lines: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        lines[figure.row, figure.cell.page].append(figure)
    for (_, page), row in lines.items():
        taken: dict[int, int] = {}
        beside: dict[float, list[StreamLine]] = {}  # by baseline, which most numbers of a row share
        for figure in sorted(row, key=lambda f: f.box.x0):
            if figure.baseline not in beside:
                beside[figure.baseline] = [ln for ln in streams.get(page, ()) if _on_line(ln, figure.baseline)]
            near = beside[figure.baseline]
            place = (figure.row, figure.col)
            if near and _taken_in_turn(figure, near, taken):
                agreed.add(place)
            elif any(_digits(figure.amount.text) in _digits(line.text) for line in near):
                digits.add(place)
            elif near:
                against.add(place)
    return agreed, digits, against


def _on_line(line: StreamLine, baseline: float) -> bool:
    return line.above - _SAME_LINE_PT <= baseline <= line.below + _SAME_LINE_PT


def _taken_in_turn(figure: Figure, near: Sequence[StreamLine], taken: dict[int, int]) -> bool:
    """Whether a line has the number as words of its own, to the right of what the row's numbers before it took."""
    wanted = _compact(figure.amount.text)
    marks = "".join(w.text for p in figure.cell.paragraphs for line in p.lines for w in line.words if w.raised)
    for line in near:
        words = [_compact(word) for word in line.text.split()]
        for start in range(taken.get(id(line), 0), len(words)):
            end, joined = start, ""
            while end < len(words) and len(joined) < len(wanted):
                joined += words[end]
                end += 1
            dash = start > 0 and words[start - 1] == "-"
            signed = dash and not wanted.startswith("-") and not figure.amount.after_nought
            if joined in (wanted, wanted + marks, marks + wanted) and not signed:
                taken[id(line)] = end
                return True
    return False


def _compact(text: str | None) -> str:
    return _DASHES.sub("-", "".join((text or "").split()))


def _digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text)
