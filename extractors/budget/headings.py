"""Headings matched to columns of amounts by their order, where the header's words don't stand over the numbers.

A spreadsheet prints headings at the left and numbers at the right of their columns; without column lines the reader
then puts some headings over the wrong column. As many headings as columns of amounts can only be meant in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.budget.columns import measure_of, names_several, unglued, years_named
from extractors.budget.tables import Part, amounts_of, edges_of, one_line
from extractors.document.model import Cell
from extractors.pdf.page import Word
from extractors.records import Box

_PART_EM = 0.6  # from here on a gap parts two headings; the space inside one is 0.25
_OVERLAP_EM = 0.1
_ALIGNED_EM = 0.4  # a heading ends over the right edge of its numbers


def matched(part: Part) -> Part:
    """The part with each heading over its column; unchanged where the header fits or nothing says how it should.

    ``misplaced`` is set where headings and numbers don't stand over each other and can't be matched.
    """
    columns = sorted(col for col in amounts_of(part) if col > 0)
    apart = bool(columns) and _stand_apart(part, columns)
    if not apart and not _run_together(part, columns):
        return replace(part, misplaced=True) if _overlap_in(_cells_over(part, columns)) else part
    first = min(columns)
    beside = [col for col in part.heads if col not in columns and col < first and _has_texts(part, col)]
    left = max(beside, default=0)
    cells = list(dict.fromkeys(c for col, own in part.heads.items() for c in own if col > left))
    headings = _clusters(cells, _right_edges(part, columns))
    if len(headings) != len(columns):
        return replace(part, misplaced=apart or bare_columns(part, columns))
    texts = dict(zip(columns, map(_text, headings), strict=True))
    kept = {col: text for col, text in part.headers.items() if col <= left}
    heads = {col: own for col, own in part.heads.items() if col <= left}
    heads |= {col: [_cell_of(heading, cells)] for col, heading in zip(columns, headings, strict=True)}
    return replace(part, headers=kept | texts, heads=heads, misplaced=_printed_together(cells))


def _stand_apart(part: Part, columns: Sequence[int]) -> bool:
    """Whether numbers stand without a heading right of a heading that stands over no numbers, or beside one."""
    bare = {col for col in columns if not part.headers.get(col)}
    idle = {col for col, text in part.headers.items() if col not in columns and measure_of(text, investment=False)}
    return bool(bare and idle and max(bare) > min(idle) - 2)


def _run_together(part: Part, columns: Sequence[int]) -> bool:
    """Whether one header cell over several columns, or beside a column without a heading, has several headings."""
    bare = bare_columns(part, columns)
    cells = [cell for col, own in part.heads.items() if col in columns for cell in own]
    several = [c for c in cells if names_several(text := one_line(c)) or years_named(text) > 1]
    return any(cell.col_span > 1 or bare for cell in several)


def bare_columns(part: Part, columns: Sequence[int]) -> bool:
    """Whether one of the columns of numbers has no heading."""
    return any(not part.headers.get(col) for col in columns)


def stands_over(part: Part, col: int) -> bool:
    """Whether a heading's words stand over the numbers of their column, at least in part, and over those of no column
    without a heading."""
    words = [word for cell in part.heads.get(col, ())[-1:] for line in _lines(cell) for word in line]
    amounts = amounts_of(part)
    bare = [edges_of(cells) for other, cells in amounts.items() if other > 0 and not part.headers.get(other)]
    own = edges_of(amounts[col])
    return own is None or (_over(words, own) and not any(box is not None and _over(words, box) for box in bare))


def _over(words: Sequence[Word], box: Box) -> bool:
    return any(word.x0 <= box.x1 and box.x0 <= word.x1 for word in words)


def _has_texts(part: Part, col: int) -> bool:
    return any(cell.col == col and cell.text for row in part.rows for cell in row)


def _right_edges(part: Part, columns: Sequence[int]) -> list[float]:
    boxes = (edges_of(amounts_of(part)[col]) for col in columns)
    return [box.x1 for box in boxes if box is not None]


def _clusters(cells: Sequence[Cell], edges: Sequence[float]) -> list[list[list[Word]]]:
    """The headings from left to right: pieces of lines that stand over each other."""
    pieces = [piece for cell in cells for line in _lines(cell) for piece in _pieces(line, edges)]
    found: list[list[list[Word]]] = []
    for piece in sorted(pieces, key=lambda words: words[0].x0):
        over = next((heading for heading in found if any(_overlap(piece, other) for other in heading)), None)
        if over is None:
            found.append([piece])
        else:
            over.append(piece)
    return found


def _lines(cell: Cell) -> list[list[Word]]:
    lines = [line for paragraph in cell.paragraphs for line in paragraph.lines]
    return [[part for word in line.words if not word.raised for part in _parts(word)] for line in lines]


def _printed_together(cells: Sequence[Cell]) -> bool:
    """Whether headings are printed into or over each other: where one ends and the next begins isn't certain."""
    words = [word for cell in cells for line in _lines(cell) for word in line]
    return len({word.order for word in words}) < len(words) or _overlap_in(cells)


def _overlap_in(cells: Sequence[Cell]) -> bool:
    """Whether two words of one line stand over each other."""
    words = [word for cell in cells for line in _lines(cell) for word in line]
    words.sort(key=lambda word: (round(word.baseline), word.x0))
    return any(
        round(a.baseline) == round(b.baseline) and b.x0 < a.x1 - _OVERLAP_EM * a.style.size for a, b in pairwise(words)
    )


def _cells_over(part: Part, columns: Sequence[int]) -> list[Cell]:
    """The header cells over the columns, each once."""
    return list(dict.fromkeys(cell for col in columns for cell in part.heads.get(col, ())))


def _parts(word: Word) -> list[Word]:
    """A word as two where another heading begins inside it; its letters are taken to be of one width."""
    texts = unglued(word.text).split(" ")
    if len(texts) == 1:
        return [word]
    letter = (word.x1 - word.x0) / len(word.text)
    ends = [word.x0 + letter * sum(map(len, texts[: n + 1])) for n in range(len(texts))]
    starts = [word.x0, *ends[:-1]]
    return [word._replace(text=t, x0=a, x1=b) for t, a, b in zip(texts, starts, ends, strict=True)]


def _pieces(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """A line's words parted where a gap is wider than a space, or where one ends over the right edge of numbers."""
    pieces: list[list[Word]] = [[words[0]]] if words else []
    for before, word in pairwise(words):
        wide = word.x0 - before.x1 > _PART_EM * word.style.size or word.order == before.order
        ends = any(abs(before.x1 - edge) <= _ALIGNED_EM * word.style.size and word.x0 > edge for edge in edges)
        if wide or ends:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _overlap(piece: Sequence[Word], other: Sequence[Word]) -> bool:
    return piece[0].x0 < other[-1].x1 and other[0].x0 < piece[-1].x1


def _text(heading: Sequence[Sequence[Word]]) -> str:
    """The heading's lines joined, a dash at a line's end with what follows it."""
    text = ""
    for piece in sorted(heading, key=lambda words: words[0].baseline):
        line = " ".join(word.text for word in piece)
        text = f"{text}{line}" if not text or text.endswith(("-", "\u2013")) else f"{text} {line}"
    return text


def _cell_of(heading: Sequence[Sequence[Word]], cells: Sequence[Cell]) -> Cell:
    """The header cell that holds the heading, made as narrow as its words."""
    words = [word for piece in heading for word in piece]
    cell = next(c for c in cells if any(words[0] in line for line in _lines(c)))
    box = Box(min(w.x0 for w in words), cell.box.top, max(w.x1 for w in words), cell.box.bottom)
    return replace(cell, col_span=1, box=box)
