"""Views and tables as one Excel workbook: a sheet each, one that explains the columns and one that explains the codes.

The door to XlsxWriter. Names stand in the first row, as in all other formats; their Swedish headings are notes on them.
"""

from __future__ import annotations

import functools
import json
import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from pipeline.catalogue import Column, Relation

Rows = Iterable[tuple[Any, ...]]

_EXPLAINING = "columns"
_HEADINGS = ("sheet", "column", "rubrik", "type", "explanation")
_CODES = "codes"
_CODE_HEADINGS = ("column", "code", "betyder")
_PERIODS = {"_plan": " i planen", "_t1": " T1", "_t2": " T2", "_t3": " T3"}
_FORMATS = {"DATE": "yyyy-mm-dd", "TIMESTAMP": "yyyy-mm-dd hh:mm:ss"}
_KRONOR, _SHARE = '#,##0 "kr"', "0 %"
# Excel's own limits (Microsoft: "Excel specifications and limits").
MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_LONGEST_SHEET_NAME = 31
_CUT_MARK = " … [cut]"
_WIDTHS = {"VARCHAR": 32, "TIMESTAMP": 19, "DATE": 11}
_LEAST_WIDTH, _FILTER_ARROW = 9, 3
_LINE_WIDTH = 90


class Sheet(NamedTuple):
    """A sheet with rows of a relation; ``rows``: without the header; ``cut``: texts that Excel couldn't take whole."""

    name: str
    relation: Relation
    rows: int
    cut: int


def write_workbook(
    file: Path, relations: Sequence[Relation], rows_of: Callable[[Relation], Rows], made_at: datetime
) -> list[Sheet]:
    """Write all relations, row by row, so that memory doesn't grow with them; the sheets in their order.

    A text stays a text, whatever it begins with: nothing becomes a formula, a link or a number. A relation with more
    rows than a sheet takes goes on in further ones. ``made_at`` (UTC) is the workbook's date, the only one in it.
    """
    with xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(file.parent)}) as book:
        book.set_properties({"title": "kommunplan", "created": made_at})
        relations = [relation._replace(columns=_ids_last(relation.columns)) for relation in relations]
        _write_explanations(book, relations)
        _write_codes(book)
        return [sheet for relation in relations for sheet in _write_relation(book, relation, rows_of(relation))]


def _write_explanations(book: Any, relations: Sequence[Relation]) -> None:
    sheet = _new_sheet(book, _EXPLAINING, _HEADINGS, (26, 26, 26, 12, _LINE_WIDTH))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    row = 0
    for relation in relations:
        whole = (relation.name, "", "", relation.kind, relation.comment)
        columns = ((relation.name, c.name, heading_of(c.name) or "", c.type, c.comment) for c in relation.columns)
        for cells in (whole, *columns):
            row += 1
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, wrapped)
    sheet.autofilter(0, 0, row, len(_HEADINGS) - 1)


def _write_codes(book: Any) -> None:
    sheet = _new_sheet(book, _CODES, _CODE_HEADINGS, (26, 26, 48))
    rows = [(column, *pair) for column, codes in _words()["codes"].items() for pair in codes.items()]
    for row, cells in enumerate(rows, 1):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text)
    sheet.autofilter(0, 0, len(rows), len(_CODE_HEADINGS) - 1)


def _ids_last(columns: Sequence[Column]) -> tuple[Column, ...]:
    """What a person reads first; identifiers, boxes and checksums behind it."""
    return tuple(sorted(columns, key=lambda column: column.name.endswith(("_id", "bbox", "sha256"))))


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline").joinpath("workbook_words.toml").read_text(encoding="utf-8"))


def heading_of(name: str) -> str | None:
    """The Swedish heading of a column by its name, None where there is none; 'status_t2' is the status in T2."""
    headings: dict[str, str] = _words()["headings"]
    stem, period = next(
        ((name.removesuffix(end), told) for end, told in _PERIODS.items() if name.endswith(end)), ("", "")
    )
    return headings.get(name) or (headings[stem] + period if stem in headings else None)


def _number_format(column: Column) -> str | None:
    """Days by their type, kronor and shares by the unit that the column's comment gives."""
    if column.type in ("BIGINT", "DOUBLE", "HUGEINT") and (column.name.endswith("_sek") or " in SEK" in column.comment):
        return _KRONOR
    if column.type == "DOUBLE" and ("0 to 1" in column.comment or column.name.startswith("share")):
        return _SHARE
    return _FORMATS.get(column.type)


def _write_relation(book: Any, relation: Relation, rows: Rows) -> Iterator[Sheet]:
    remaining = iter(rows)
    part, filled = 1, MOST_ROWS - 1
    while part == 1 or filled == MOST_ROWS - 1:
        first = next(remaining, None)
        if part > 1 and first is None:
            return
        sheet = _write_part(book, relation, part, first, remaining)
        yield sheet
        part, filled = part + 1, sheet.rows


def _write_part(book: Any, relation: Relation, part: int, first: tuple[Any, ...] | None, rest: Iterator[Any]) -> Sheet:
    """A sheet with ``first`` and as many of the rest as it takes."""
    name = _sheet_name(relation.name, part)
    names = [column.name for column in relation.columns]
    sheet = _new_sheet(book, name, names, [_width(column.name, column.type) for column in relation.columns])
    for place, column in enumerate(relation.columns):
        sheet.write_comment(0, place, "\n".join(filter(None, [heading_of(column.name), column.comment])))
    numbers = [_number_format(column) for column in relation.columns]
    formats = {number: book.add_format({"num_format": number}) for number in sorted({n for n in numbers if n})}
    row, cut, values = 0, 0, first
    while values is not None:
        row += 1
        for place, (number, value) in enumerate(zip(numbers, values, strict=True)):
            cut += _write_cell(sheet, row, place, value, formats.get(number or ""))
        values = next(rest, None) if row < MOST_ROWS - 1 else None
    sheet.autofilter(0, 0, row, len(names) - 1)
    return Sheet(name, relation, row, cut)


def _new_sheet(book: Any, name: str, headings: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    return sheet


def _write_cell(sheet: Any, row: int, place: int, value: Any, format_: Any) -> bool:
    """Write by the value's type, never by what a text looks like; whether the text had to be cut."""
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, format_)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, format_)
    else:
        text = value if isinstance(value, str) else json.dumps(value)
        fits = len(text) <= _MOST_CHARACTERS
        sheet.write_string(row, place, text if fits else text[: _MOST_CHARACTERS - len(_CUT_MARK)] + _CUT_MARK)
        return not fits
    return False


def _width(name: str, type_: str) -> int:
    return max(_WIDTHS.get(type_, _LEAST_WIDTH), len(name) + _FILTER_ARROW)


def _sheet_name(name: str, part: int) -> str:
    number = "" if part == 1 else f" ({part})"
    return name[: _LONGEST_SHEET_NAME - len(number)] + number
