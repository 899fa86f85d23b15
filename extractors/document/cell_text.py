"""The text of a table's cells: their lines as paragraphs, words that a narrow cell broke made whole."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.document.joining import JoinedTable
from extractors.document.model import Cell
from extractors.tables.cells import TableCell
from extractors.text.lines import Lexicon
from extractors.text.paragraphs import half_points, paragraphs_of
from extractors.vocabulary import entries, fold

_LEADERS = re.compile(r"\s*(?:\.\s?){4,}$|\s*…{2,}$")  # from a label to its amounts
_EMPTY_CELL = frozenset({"-", "–", "—", "−"})
_SAME_END_EM = 0.6  # a broken word fills its line to less than a letter's width
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORT_WORDS = frozenset({"i", "å", "ö", "o"})
_PRINTED_IN_CELLS = (
    "abbreviations", "activity_words", "budget_columns", "fulfilment", "goals", "headings", "measures", "schedules",
    "status_parts", "statuses",
)  # fmt: skip


def lexicon_of_cells(document: Lexicon, tables: Iterable[JoinedTable]) -> Lexicon:
    """The document's words, those that stand whole in cells, and those that tables of this kind have."""
    return Lexicon(document.words | frozenset(_whole_words(tables)) | _usual_words())


def _whole_words(tables: Iterable[JoinedTable]) -> Iterator[str]:
    """The words of cells that no line's end within a cell can have broken."""
    for table in tables:
        for cell in table.cells:
            last = len(cell.lines) - 1
            for at, line in enumerate(cell.lines):
                words = line.words[at > 0 : len(line.words) - (at < last)]
                yield from (bare for word in words if len(bare := fold(word.text).strip("()/")) > 1)


@functools.cache
def _usual_words() -> frozenset[str]:
    """The words of the vocabularies of what heads columns and stands in cells, and those of a single letter."""
    forms = (form for name in _PRINTED_IN_CELLS for entry in entries(name).values() for form in entry.get("words", ()))
    return frozenset(word for form in forms for word in _WORD.findall(fold(form))) | _SHORT_WORDS


def column_ends(table: JoinedTable) -> dict[int, float]:
    """How far right the lines of each column go, in points, where at least two end there: the edge of an undrawn
    column."""
    ends: dict[int, list[float]] = {}
    for cell in table.cells:
        if cell.col_span == 1:
            ends.setdefault(cell.col, []).extend(line.box.x1 for line in cell.lines)
    size = max((line.size for cell in table.cells for line in cell.lines), default=0.0)
    widest = {col: sorted(own)[-2:] for col, own in ends.items() if len(own) > 1}
    return {col: last for col, (other, last) in widest.items() if last - other <= _SAME_END_EM * size}


def cell_with_text(
    cell: TableCell, lexicon: Lexicon, pitches: dict[int, float], ends: dict[int, float] | None = None
) -> Cell:
    """The cell with its paragraphs; ``pitches`` are the document's, ``ends`` of columns whose edges aren't drawn."""
    edges = {}
    if len(cell.lines) > 1:
        edge = _inner_edge(cell) if ends is None else ends.get(cell.col, cell.box.x1)
        edges = {round(line.size): edge for line in cell.lines}
    lines = paragraphs_of(cell.lines, lexicon, _cell_pitches(cell, pitches), edges)
    paragraphs = tuple(p._replace(text=_LEADERS.sub("", p.text)) for p in lines)
    text = "\n".join(p.text for p in paragraphs).strip()
    return Cell(
        cell.row,
        cell.col,
        cell.row_span,
        cell.col_span,
        cell.is_header,
        None if not text or text in _EMPTY_CELL else text,
        paragraphs,
        cell.fill,
        cell.symbol,
        cell.evidence,
        cell.lines[0].page if cell.lines else cell.page,
        cell.box,
        tuple(bar for bar in cell.bars if cell.box.holds(bar.box.x0, bar.box.top)),
        cell.alternative,
        cell.arrow,
    )


def _inner_edge(cell: TableCell) -> float:
    """How far right the cell's text may go: its border less the padding that its left side shows."""
    return cell.box.x1 - max(0.0, min(line.box.x0 for line in cell.lines) - cell.box.x0)


def _cell_pitches(cell: TableCell, pitches: dict[int, float]) -> dict[int, float]:
    """The document's pitches, and where the cell's own lines stand closer or wider the cell's."""
    own = [b.baseline - a.baseline for a, b in pairwise(cell.lines) if b.baseline > a.baseline]
    return {**pitches, half_points(cell.lines[0].size): min(own)} if own else pitches
