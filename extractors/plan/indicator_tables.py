"""Tables of indicators: which tables are such, what their columns hold, and which rows belong to one indicator."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from extractors.document.model import Cell, Table, cached_per_object
from extractors.interpret.columns import Columns, columns_of, kind_of, role_of
from extractors.interpret.full_width_rows import WideRow, headed_by, over_the_header, wide_rows
from extractors.values.indicator_cells import parse_cell, years_in
from extractors.vocabulary import fold, meanings

VALUE_KINDS = ("baseline", "target", "outcome")
_ASSESSMENTS = frozenset({"fulfilment", "trend"})
_BARE_YEAR = re.compile(r"^(?:år )?(?:19|20)\d\d$")
_MONEY = re.compile(r"(?<!\w)(?:tkr|mkr|mnkr|kkr)(?!\w)")
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values: baseline, target or outcome, and the year that its heading names."""

    kind: str
    year: int | None
    header: str


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The columns of a table of indicators by what they hold; ``others`` maps a role to its column."""

    table: Table
    name: int
    values: dict[int, ValueColumn]
    others: dict[str, int]
    rows: tuple[Row, ...]
    headers: dict[int, str]

    def cell(self, row: Row, role: str) -> Cell | None:
        """The row's cell in the column of that role."""
        return cell_in(row, self.others[role]) if role in self.others else None


@dataclass(slots=True)
class Block:
    """The rows of one indicator, the first of which names it; ``over`` are the full-width rows that head it."""

    name: Cell
    rows: list[Row]
    over: tuple[WideRow, ...]
    goal: str | None = None
    remarks: list[str] = field(default_factory=list)


def cell_in(row: Row, column: int) -> Cell | None:
    """The row's own cell that covers the column; None where one from a row above does."""
    return next((c for c in row if c.col <= column < c.col + c.col_span), None)


@cached_per_object
def is_indicator_table(table: Table) -> bool:
    """Whether the rows of the table are indicators: it has columns for baseline, target or outcome."""
    return indicator_table(table) is not None


def indicator_table(table: Table) -> IndicatorTable | None:
    """The table's columns by what they hold, None for a table of anything else than indicators."""
    if kind_of(columns_of(table)) != "unknown":
        return None
    columns = _with_years(columns_of(table, "indicator_columns"))
    found = {col: _role(columns, col) for col in columns.headers}
    roles = {col: role for col, role in found.items() if role is not None}
    name = next((col for col, role in roles.items() if role == "indicator"), _last_goal_column(columns, roles))
    values = _value_columns(columns, roles, name)
    others = {role: col for col, role in sorted(roles.items(), reverse=True) if col != name and col not in values}
    if not _speaks_of_indicators(columns, values, others, roles):
        return None
    goal = next((col for col, role in sorted(roles.items(), reverse=True) if col < name and role == "target"), None)
    if goal is not None:
        others["goal"] = goal
    if "group" not in others and (unnamed := _group_column(columns, name, values)) is not None:
        others["group"] = unnamed
    return IndicatorTable(table, name, values, others, columns.rows, columns.headers)


def _role(columns: Columns, col: int) -> str | None:
    """What a column holds by its own heading, else by that with what stands over it."""
    return role_in_indicators(columns.own.get(col, "")) or role_in_indicators(columns.headers[col])


def _with_years(columns: Columns) -> Columns:
    """The columns with a first row of nothing but years taken into their headings."""
    if not columns.rows:
        return columns
    years = {cell.col: cell.text for cell in columns.rows[0] if cell.col > 0 and cell.text}
    if not years or not all(_BARE_YEAR.match(fold(text)) for text in years.values()):
        return columns
    headers = {col: f"{header} {years.get(col, '')}".strip() for col, header in columns.headers.items()}
    bare = {col for col in years if not columns.headers.get(col)}
    uncovered = columns.uncovered | bare if len(bare) < len(years) else columns.uncovered
    return replace(columns, headers=headers, uncovered=uncovered, rows=columns.rows[1:])


def _last_goal_column(columns: Columns, roles: dict[int, str]) -> int:
    """The column that names the rows where none is headed as indicator: the first, or the last of several that tell
    goals in words."""
    last = 0
    while roles.get(last + 1) == "target" and _year(columns.headers[last + 1]) is None:
        cells = [cell for row in columns.rows if (cell := cell_in(row, last + 1)) is not None and cell.text]
        numbers = sum(parse_cell(cell.text or "").value is not None for cell in cells)
        if roles.get(last) != "target" or not cells or 2 * numbers >= len(cells):
            break
        last += 1
    return last


def _value_columns(columns: Columns, roles: dict[int, str], name: int) -> dict[int, ValueColumn]:
    """The columns of values right of the name; years alone are outcomes up to the first year that has a target, but for
    those that the heading over their neighbours may be over too."""
    values = {
        col: ValueColumn(role, _year(columns.headers[col]), columns.headers[col])
        for col, role in roles.items()
        if role in VALUE_KINDS and col > name
    }
    targets = [v.year for v in values.values() if v.kind == "target" and v.year is not None]
    for col, header in columns.headers.items():
        early = bool(targets) and (_year(header) or 0) <= min(targets)
        if col > name and _BARE_YEAR.match(fold(header)) and early and col not in columns.uncovered:
            values[col] = ValueColumn("outcome", _year(header), header)
    return dict(sorted(values.items()))


def _year(header: str) -> int | None:
    return max(years_in(header), default=None)


def _speaks_of_indicators(
    columns: Columns, values: dict[int, ValueColumn], others: dict[str, int], roles: dict[int, str]
) -> bool:
    """Whether the headings together are those of indicators, not of money or of goals in words."""
    named = "indicator" in roles.values()
    if not values or (not named and any(_speaks_of_money(header) for header in columns.headers.values())):
        return False
    kinds = {value.kind for value in values.values()}
    if named or (len(kinds) > 1):
        return True
    assessed = bool(_ASSESSMENTS & others.keys())
    if kinds == {"outcome"}:
        return assessed
    return assessed or len(values) > 1 or any(value.year is not None for value in values.values())


def _speaks_of_money(header: str) -> bool:
    folded = fold(header)
    return bool(_MONEY.search(folded)) or bool(re.search(rf"(?<!\w)(?:{_any_of('money')})(?!\w)", folded))


@functools.cache
def _any_of(role: str) -> str:
    words = [word for word, meaning in meanings("indicator_columns").items() if meaning == role]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@functools.cache
def role_in_indicators(header: str) -> str | None:
    """What a column holds by the words its heading begins with, else by the only kind of words in it."""
    folded = fold(header)
    if not folded or _BARE_YEAR.match(folded):
        return None
    leading = role_of(header, "indicator_columns")
    if leading is not None:
        return leading
    within = {
        meaning
        for word, meaning in meanings("indicator_columns").items()
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", folded)
    }
    return within.pop() if len(within) == 1 else None


def _group_column(columns: Columns, name: int, values: dict[int, ValueColumn]) -> int | None:
    """A column without a heading between name and values, whose cells are words."""
    for col in range(name + 1, min(values)):
        cells = [cell for row in columns.rows if (cell := cell_in(row, col)) is not None and cell.text]
        if not columns.headers.get(col) and cells and not any(c.isdigit() for cell in cells for c in cell.text or ""):
            return col
    return None


def blocks_of(layout: IndicatorTable) -> tuple[list[Block], list[Row]]:
    """The indicators in order with their rows, and the rows with values that no name stands before."""
    blocks: list[Block] = []
    nameless: list[Row] = []
    goal: str | None = None
    wide = wide_rows(layout.table)
    over = over_the_header(wide, columns_of(layout.table))
    for row in layout.rows:
        heading = wide.get(row[0].row)
        if heading is not None:
            if heading.remark is None:
                over = headed_by(over, heading)
            elif blocks:
                blocks[-1].remarks.append(heading.remark)
            continue
        if _repeats_header(row, layout):
            continue
        named_goal = layout.cell(row, "goal")
        goal = named_goal.text if named_goal is not None and named_goal.text else goal
        name = cell_in(row, layout.name)
        if name is not None and name.text:
            blocks.append(Block(name, [row], tuple(over), goal))
        elif blocks:
            blocks[-1].rows.append(row)
        else:
            nameless.append(row)
    return blocks, nameless


def _repeats_header(row: Row, layout: IndicatorTable) -> bool:
    texts = [(fold(c.text), fold(layout.headers.get(c.col, ""))) for c in row if c.text]
    same = Counter(text == header for text, header in texts)
    return same[True] > 1 and same[False] == 0
