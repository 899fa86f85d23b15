"""The text of a table's cells: their lines as paragraphs, broken words healed at the cell's inner edge."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.document.model import Cell
from extractors.tables.cells import TableCell
from extractors.text.lines import Lexicon, is_bullet
from extractors.text.paragraphs import half_points, paragraphs_of

_LEADERS = re.compile(r"\s*(?:\.\s?){4,}$|\s*…{2,}$")  # from a label to its amounts
_SAME_START_PT = 1.0
_EMPTY_CELL = frozenset({"-", "–", "—", "−"})


def cell_with_text(cell: TableCell, lexicon: Lexicon, pitches: dict[int, float], *, ruled: bool) -> Cell:
    """The cell with its paragraphs; ``pitches`` are the document's, ``ruled``: its right border is drawn."""
    broken = ruled and len(cell.lines) > 1 and _begin_alike(cell)
    edges = {round(line.size): _inner_edge(cell) for line in cell.lines} if broken else {}
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


def _begin_alike(cell: TableCell) -> bool:
    """Whether the words share their left edge, bullets aside; in other cells a whole word may fill its line."""
    starts = [next((w.x0 for w in line.words if not is_bullet(w.text)), line.box.x0) for line in cell.lines]
    return bool(starts) and max(starts) - min(starts) <= _SAME_START_PT


def _inner_edge(cell: TableCell) -> float:
    """How far right the cell's text may go: its border less the padding that its left side shows."""
    return cell.box.x1 - max(0.0, min(line.box.x0 for line in cell.lines) - cell.box.x0)


def _cell_pitches(cell: TableCell, pitches: dict[int, float]) -> dict[int, float]:
    """The document's pitches, and where the cell's own lines stand closer or wider the cell's."""
    own = [b.baseline - a.baseline for a, b in pairwise(cell.lines) if b.baseline > a.baseline]
    return {**pitches, half_points(cell.lines[0].size): min(own)} if own else pitches
