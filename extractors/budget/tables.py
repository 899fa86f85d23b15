"""Tables about money as headings and rows: which rows head columns, which hold amounts, and which are remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.budget.amounts import amount_of, is_amount
from extractors.budget.columns import measure_of, role_of_column, time_of
from extractors.document.model import Cell, Table, cached_per_object
from extractors.records import Box
from extractors.values.amounts import unit_in
from extractors.vocabulary import fold, meanings

_MOST_HEADER_ROWS = 5
_SAME_COLUMNS_PT = 6.0
_FEWEST_HEADINGS = 2  # of measures make a row in the middle of a table the header of what follows
_ANALYSIS = re.compile(r"^(?:analys|kommentar|förklaring)(?: ?\d{1,2})?(?!\w)", re.IGNORECASE)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Part:
    """A header and the rows under it. ``headers``: column to its words, ``heads``: column to its header cells.

    ``title`` is a row over the whole width above the header; ``remarks`` what stands under the rows; ``notes``: number
    of a row to the remark between it and the next one; ``misplaced``: its headings don't stand over its numbers.
    """

    headers: dict[int, str] = field(default_factory=dict)
    heads: dict[int, list[Cell]] = field(default_factory=dict)
    title: str | None = None
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    misplaced: bool = False


def one_line(cell: Cell) -> str:
    """The cell's text on one line, its paragraphs' line-end hyphens healed."""
    text = ""
    for paragraph in cell.paragraphs:
        first = paragraph.text[:1]
        if text.endswith("-") and text[-2:-1].isalpha() and first.isalnum():
            text = text[:-1] + paragraph.text if first.islower() else text + paragraph.text
        else:
            text = f"{text} {paragraph.text}" if text else paragraph.text
    return " ".join(text.split())


def is_remark(text: str) -> bool:
    """Whether a text begins the explanation of a line: 'Analys 3', 'Kommentar'."""
    return bool(_ANALYSIS.match(text))


def without_lead(text: str) -> str:
    """A remark without the words that announce it, '' where there is no more."""
    return _ANALYSIS.sub("", text, count=1).strip(" :\n\t")


@cached_per_object
def parts_of(table: Table) -> tuple[Part, ...]:
    """The table's parts, each with its own header; one without a header where the table has none."""
    parts: list[Part] = []
    body = False
    for row in table.rows():
        worded = [cell for cell in row if cell.text]
        if not worded:
            continue
        amounts = any(is_amount(cell) for cell in worded if cell.col > 0)
        goes_on = not body and bool(parts) and _goes_on(worded, parts[-1])
        heads = goes_on or (not amounts and _heads(worded, body=body, depth=_depth(parts), table=table))
        amounts = amounts and not goes_on
        if heads and (body or not parts):
            parts.append(Part())
            body = False
        if heads:
            _add_header(parts[-1], row, table)
        else:
            if not parts:
                parts.append(Part())
            body = True
            _add_row(parts[-1], row, worded, amounts=amounts)
    return tuple(parts)


@cached_per_object
def amounts_of(part: Part) -> dict[int, list[Cell]]:
    """Column to its cells with amounts, for the columns that have any."""
    found: dict[int, list[Cell]] = {}
    for row in part.rows:
        for cell in row:
            if is_amount(cell):
                found.setdefault(cell.col, []).append(cell)
    return found


def _depth(parts: Sequence[Part]) -> int:
    return max((len(cells) for cells in parts[-1].heads.values()), default=0) if parts else 0


def _heads(worded: Sequence[Cell], *, body: bool, depth: int, table: Table) -> bool:
    """Whether a row without amounts heads columns: headings in its cells, or nothing above it but headers."""
    if depth >= _MOST_HEADER_ROWS:
        return False
    first = one_line(worded[0])
    if is_remark(first) and (":" in first or worded[0].col_span > 1 or not body):
        return False
    named = sum(_names_column(one_line(cell)) for cell in worded)
    if body:
        return named >= _FEWEST_HEADINGS and not any(is_amount(cell) for cell in worded)
    single = len(worded) == 1
    if single and depth and worded[0].col == 0:
        over_all = worded[0].col_span == table.n_columns
        return over_all and (named > 0 or unit_in(first) is not None)
    return named > 0 or (depth == 0 and (not single or worded[0].is_header)) or worded[0].is_header


def _goes_on(worded: Sequence[Cell], part: Part) -> bool:
    """Whether a row right below headings ends them: times and measures, though '250831' looks like an amount."""
    if not part.heads or worded[0].col == 0 or len(worded) < _FEWEST_HEADINGS:
        return False
    texts = [one_line(cell) for cell in worded]
    lettered = any(c.isalpha() for text in texts for c in text)
    return lettered and all(cell.col in part.heads for cell in worded) and all(map(_names_column, texts))


def _names_column(text: str) -> bool:
    if len(text) > 60:
        return False
    role = role_of_column(text)
    return measure_of(text, investment=False) is not None or time_of(text) != (None, None) or role is not None


def _add_header(part: Part, row: Sequence[Cell], table: Table) -> None:
    worded = [cell for cell in row if cell.text]
    if len(worded) == 1 and worded[0].col_span == table.n_columns > 1 and not part.heads:
        part.title = " ".join(filter(None, (part.title, one_line(worded[0]))))
        return
    for cell in worded:
        for col in range(cell.col, cell.col + cell.col_span):
            part.heads.setdefault(col, []).append(cell)
            text = one_line(cell)
            above = part.headers.get(col)
            part.headers[col] = f"{above} {text}" if above else text


def _add_row(part: Part, row: Sequence[Cell], worded: Sequence[Cell], *, amounts: bool) -> None:
    first = worded[0]
    text = first.text or ""
    if not amounts and (is_remark(one_line(first)) or (part.remarks and not _heads_lines(first, part))):
        part.remarks.append(without_lead(text) if is_remark(text) else " ".join(one_line(c) for c in worded))
        return
    if part.remarks and part.rows:
        part.notes[len(part.rows) - 1] = "\n".join(filter(None, part.remarks))
        part.remarks.clear()
    part.rows.append(tuple(row))


def _heads_lines(cell: Cell, part: Part) -> bool:
    """Whether a row without amounts below a remark is the heading of further lines: bold, as few lines above are."""
    lines = [c for row in part.rows for c in row if c.col == cell.col and any(is_amount(o) for o in row if o.col > 0)]
    return bool(lines) and is_bold(cell) and 2 * sum(is_bold(c) for c in lines) <= len(lines)


def is_bold(cell: Cell) -> bool:
    """Whether all text of the cell is bold."""
    return bool(cell.paragraphs) and all(paragraph.bold for paragraph in cell.paragraphs)


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of statement whose words a text has: investment | operation | analysis | result | other."""
    folded = fold(text)
    return frozenset(kind for word, kind in meanings("statements").items() if word in folded)


def edges_of(cells: Sequence[Cell]) -> Box | None:
    """The box of the words of a cell, or of several in one column; None without words."""
    words = [word for cell in cells if (amount := amount_of(cell)) for word in amount.words]
    if not words:
        return None
    return Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )


def with_header(part: Part, headed: Sequence[Part], page: int) -> Part:
    """The part of a page, with the header of the nearest part with the same columns where it has none of its own."""
    if part.headers or not part.rows:
        return part
    later = [other for other in headed if _page(other) >= page]
    earlier = [other for other in headed if _page(other) < page]
    alike = next((other for other in [*later, *reversed(earlier)] if same_columns(part, other)), None)
    return part if alike is None else headed_like(part, alike)


def headed_like(part: Part, other: Part) -> Part:
    """The part under the other's header."""
    return replace(part, headers=other.headers, heads=other.heads)


def _page(part: Part) -> int:
    return next(cell.page for cells in [*part.rows, *part.heads.values()] for cell in cells)


def same_columns(part: Part, other: Part) -> bool:
    """Whether two parts have as many columns of amounts, and these line up; a header alone lines up by its words."""
    if not other.rows:
        return _under_heads(part, other)
    ours, theirs = _edges(part), _edges(other)
    if not ours or ours.keys() != theirs.keys():
        return False
    return all(min(abs(a - b) for a, b in zip(ours[c], theirs[c], strict=True)) <= _SAME_COLUMNS_PT for c in ours)


def _under_heads(part: Part, other: Part) -> bool:
    """Whether each column of amounts ends under a heading's cell, and each heading there stands over one."""
    ours = _edges(part)
    last = max(ours, default=0)
    first = next((col for col in range(last, -1, -1) if col - 1 not in ours), last)  # codes stand left of the labels
    if not ours or {col for col in ours if col >= first} != {col for col in other.heads if col >= first}:
        return False
    return all(any(c.box.x0 <= ours[col][1] <= c.box.x1 for c in other.heads[col]) for col in ours if col >= first)


@cached_per_object
def _edges(part: Part) -> dict[int, tuple[float, float]]:
    """Column to the left and right edge of its amounts."""
    boxes = {col: edges_of(own) for col, own in amounts_of(part).items() if col > 0}
    return {col: (box.x0, box.x1) for col, box in boxes.items() if box is not None}


def outer_beside(part: Part, col: int) -> list[str]:
    """What stands over the nearest headings to the left and to the right that have anything over them."""
    outer = _outer(part)
    left, right = [c for c in outer if c < col], [c for c in outer if c > col]
    return [outer[c] for c in (*left[-1:], *right[:1])]


def outer_left(part: Part, col: int) -> str | None:
    """What stands over the nearest heading to the left that has anything over it."""
    outer = _outer(part)
    return next((outer[c] for c in reversed(list(outer)) if c < col), None)


def _outer(part: Part) -> dict[int, str]:
    cells = [(col, part.heads[col]) for col in sorted(part.heads) if len(part.heads[col]) > 1]
    return {col: " ".join(one_line(cell) for cell in own[:-1]) for col, own in cells}
