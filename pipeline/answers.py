"""What the analysts' commands print: answers to queries, the schema, where a record stands, what was exported."""

from __future__ import annotations

import csv
import json
import math
import os
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.catalogue import Macro, Relation
from pipeline.evidence import Place
from pipeline.export import Exported
from pipeline.query import Answer
from pipeline.store import Row

_WIDTH_WITHOUT_TERMINAL = 160
# What a column of words needs to be read when it is folded; a table whose columns get less is printed row by row.
_READABLE_WIDTH = 16
_COLUMN_GAP = 3
_SHOWN_CHARACTERS = 80
_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL"}
SCHEMA_COLUMNS = ("kind", "name", "column", "type", "comment")


def print_answer(answer: Answer) -> None:
    """A table; where its columns don't fit beside each other, each row as lines of column and value."""
    console = _console()
    cells = [[_cell(value) for value in row] for row in answer.rows]
    if _needed_width(answer.columns, cells) <= console.width:
        console.print(_table(answer, cells))
    else:
        for number, row in enumerate(cells, start=1):
            console.print(_record(number, answer.columns, row))
    sys.stdout.write(f"{len(cells)} row{'' if len(cells) == 1 else 's'}\n")


def print_answer_csv(answer: Answer) -> None:
    """Header and rows; nothing where there is no value, lists as JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(["" if value is None else _cell(value) for value in row] for row in answer.rows)


def print_answer_json(answer: Answer) -> None:
    """A list of objects, one per row; dates and times as ISO 8601, a number that is none as null."""
    rows = [dict(zip(answer.columns, map(_for_json, row), strict=True)) for row in answer.rows]
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def print_schema(relations: Sequence[Relation], macros: Sequence[Macro]) -> None:
    """Views, macros and tables with their comments, a line per column."""
    views = [relation for relation in relations if relation.kind == "view"]
    tables = [relation for relation in relations if relation.kind == "table"]
    _print_relations(views)
    for macro in macros:
        _print_wrapped(f"macro {macro.name}({', '.join(macro.parameters)}): {macro.comment}", "")
        sys.stdout.write("\n")
    _print_relations(tables)


def schema_rows(relations: Iterable[Relation], macros: Iterable[Macro]) -> list[Row]:
    """The same as rows of kind, name, column, type and comment; what has no column speaks of the whole."""
    found: list[tuple[str | None, ...]] = []
    for relation in relations:
        found.append((relation.kind, relation.name, None, None, relation.comment))
        found += [(relation.kind, relation.name, c.name, c.type, c.comment) for c in relation.columns]
    found += [("macro", macro.name, None, ", ".join(macro.parameters), macro.comment) for macro in macros]
    return [dict(zip(SCHEMA_COLUMNS, row, strict=True)) for row in found]


def print_place(place: Place, file_name: str, out: Path | None) -> None:
    """Kind and text of a record, its file and page, and the picture that was written."""
    text = " ".join((place.text or "").split())
    short = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
    told = " ".join(part for part in (place.kind, short) if part)
    sys.stdout.write(f"{told} · {file_name}, p. {place.page}{'' if out is None else f': {out}'}\n")


def print_exported(exported: Exported, folder: Path) -> None:
    """What was written where, and what is missing in it."""
    kinds = Counter(relation.kind for relation in exported.relations)
    sys.stdout.write(f"{kinds['view']} views and {kinds['table']} tables in {folder} (files: {len(exported.files)})\n")
    if exported.cut:
        sys.stdout.write(
            f"texts longer than Excel takes, cut at the mark [cut]: {exported.cut};"
            " parquet, csv and json have them whole\n"
        )
    if "dcat.rdf" not in exported.files:
        sys.stdout.write("without dcat.rdf, the DCAT-AP-SE metadata: name who publishes it with --publisher FILE\n")


def _print_relations(relations: Iterable[Relation]) -> None:
    for relation in relations:
        _print_wrapped(f"{relation.kind} {relation.name}: {relation.comment}", "")
        for column in relation.columns:
            _print_wrapped(f"{column.name} {column.type}: {column.comment}", "  ")
        sys.stdout.write("\n")


def _print_wrapped(text: str, indent: str) -> None:
    lines = textwrap.wrap(text, _console().width, initial_indent=indent, subsequent_indent=f"{indent}    ")
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _table(answer: Answer, cells: list[list[str]]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for name, type_ in zip(answer.columns, answer.types, strict=True):
        table.add_column(
            Text(name), overflow="fold", justify="right" if type_.partition("(")[0] in _NUMBERS else "left"
        )
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _record(number: int, columns: Sequence[str], row: Sequence[str]) -> Table:
    table = Table(title=Text(f"row {number}", "bold"), box=None, show_header=False, title_justify="left")
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in zip(columns, row, strict=True):
        table.add_row(Text(name), Text(text))
    return table


def _needed_width(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """Characters that the table takes where long texts are folded and short ones are not."""
    widths = [max(len(name), *(len(row[i]) for row in cells), 0) for i, name in enumerate(columns)]
    return sum(min(width, _READABLE_WIDTH) + _COLUMN_GAP for width in widths)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        return json.dumps(_for_json(value), ensure_ascii=False, default=str)
    return value.isoformat() if isinstance(value, date) else str(value)


def _for_json(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_for_json(item) for item in value]
    return value


def _console() -> Console:
    """As wide as the terminal; wide enough for tables where the output goes into a file or program."""
    told = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if told else _WIDTH_WITHOUT_TERMINAL, highlight=False)
