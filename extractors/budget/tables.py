"""Tables about money as headings and rows: which rows head columns, which hold amounts, and which are remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.budget.amounts import amount_of, is_amount, unit_in
from extractors.budget.columns import measure_of, role_of_column, time_of
from extractors.document.model import Cell, Table, cached_per_object
from extractors.interpret.columns import columns_of, kind_of
from extractors.records import Box
from extractors.vocabulary import fold, meanings

_MOST_HEADER_ROWS = 5
_SAME_COLUMNS_PT = 6.0
_FEWEST_HEADINGS = 2  # of measures make a row in the middle of a table the header of what follows
_INDICATORS = re.compile(
    r"(?<![\w&])(?:mål|målvärde\w*|måltal|målnivå|måluppfyllelse|indikator\w*|mått|nyckeltal|ingångsvärde)"
    r"(?!\w| (?:&|och) budget)"
)
_NAMING = frozenset({"investment", "operation", "analysis", "result"})
_ANALYSIS = re.compile(r"^(?:analys|kommentar|förklaring)(?: ?\d{1,2})?(?!\w)", re.IGNORECASE)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Part:
    """A header and the rows under it. ``headers``: column to its words, ``heads``: column to its header cells.

    ``title`` is a row over the whole width above the header; ``remarks`` what stands under the rows; ``notes``: number
    of a row to the remark between it and the next one.
    """

    headers: dict[int, str] = field(default_factory=dict)
    heads: dict[int, list[Cell]] = field(default_factory=dict)
    title: str | None = None
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)


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
        heads = not amounts and _heads(worded, body=body, depth=_depth(parts), table=table)
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


@cached_per_object
def is_budget_table(table: Table) -> bool:
    """Whether the rows of the table are amounts of money, by its headings, its unit and the title it stands under."""
    if kind_of(columns_of(table)) != "unknown":
        return False
    parts = parts_of(table)
    if not any(is_amount(cell) for part in parts for row in part.rows for cell in row if cell.col > 0):
        return False
    header = " | ".join(text for part in parts for text in [part.title or "", *part.headers.values()])
    titles = " | ".join(filter(None, (table.caption, table.section.title)))
    kinds = kinds_in(f"{titles} | {' | '.join(part.title or '' for part in parts)}")
    money = any(unit_in(text) for text in (header, titles))
    if {"other"} in (kinds, kinds_in(table.caption or "")):
        return False
    if _INDICATORS.search(fold(header)) and not unit_in(header) and not unit_in(table.caption or ""):
        return False
    if not any(part.headers for part in parts):
        return bool(kinds - {"other"}) and _only_amounts(table)
    measures = {measure_of(text, investment=True) for part in parts for text in part.headers.values()} - {None, "count"}
    if not measures:
        return money and (bool(kinds & _NAMING) or measure_of(titles.partition(" | ")[0], investment=False) is not None)
    return money or bool(kinds & _NAMING) or any("budget" in measure for measure in measures if measure)


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of statement whose words a text has: investment | operation | analysis | result | other."""
    folded = fold(text)
    return frozenset(kind for word, kind in meanings("statements").items() if word in folded)


def _only_amounts(table: Table) -> bool:
    cells = [cell for cell in table.cells if cell.col > 0 and cell.text]
    return bool(cells) and all(is_amount(cell) for cell in cells)


def edges_of(cells: Sequence[Cell]) -> Box | None:
    """The box of the words of a cell, or of several in one column; None without words."""
    words = [word for cell in cells if (amount := amount_of(cell)) for word in amount.words]
    if not words:
        return None
    return Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )


def with_header(part: Part, headed: Sequence[Part], at: int) -> Part:
    """The part, with the header of the nearest table with the same columns where it has none of its own."""
    if part.headers or at > 0 or not part.rows:
        return part
    page = part.rows[0][0].page
    later = [other for other in headed if other.rows[0][0].page >= page]
    earlier = [other for other in headed if other.rows[0][0].page < page]
    alike = next((other for other in [*later, *reversed(earlier)] if _same_columns(part, other)), None)
    return part if alike is None else replace(part, headers=alike.headers, heads=alike.heads)


def _same_columns(part: Part, other: Part) -> bool:
    """Whether two tables have as many columns of amounts, and these line up."""
    ours, theirs = _edges(part), _edges(other)
    if not ours or ours.keys() != theirs.keys():
        return False
    return all(min(abs(a - b) for a, b in zip(ours[c], theirs[c], strict=True)) <= _SAME_COLUMNS_PT for c in ours)


@cached_per_object
def _edges(part: Part) -> dict[int, tuple[float, float]]:
    """Column to the left and right edge of its amounts."""
    boxes = {col: edges_of(own) for col, own in amounts_of(part).items() if col > 0}
    return {col: (box.x0, box.x1) for col, box in boxes.items() if box is not None}


def outer_beside(part: Part, col: int) -> list[str]:
    """What stands over the nearest headings to the left and to the right that have anything over them."""
    outer = {c: " ".join(one_line(cell) for cell in cells[:-1]) for c, cells in part.heads.items() if len(cells) > 1}
    left, right = [c for c in outer if c < col], [c for c in outer if c > col]
    return [outer[c] for c in (*left[-1:], *right[:1])]
