"""What the database says of itself: its views, tables and macros, with columns, types, keys and comments."""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb

from pipeline.store import Row, rows

BOX_TYPE = "DOUBLE[4]"


def box_as_list(column: str) -> str:
    """SQL of a column of boxes as a list: DuckDB writes empty values of its arrays into Parquet so that Arrow refuses
    the file."""
    sides = ", ".join(f'"{column}"[{side}]' for side in range(1, 5))
    return f'CASE WHEN "{column}" IS NOT NULL THEN list_value({sides}) END'


class Column(NamedTuple):
    """``type``: DuckDB's name of it, such as VARCHAR or DOUBLE[4]."""

    name: str
    type: str
    comment: str


class Relation(NamedTuple):
    """A view or table. ``kind``: view | table; ``key``: names of the primary key's columns, () where there is none."""

    kind: str
    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


class Macro(NamedTuple):
    """A macro that analysts call by name."""

    name: str
    parameters: tuple[str, ...]
    comment: str


def relations(con: duckdb.DuckDBPyConnection) -> list[Relation]:
    """All views, then all tables, each kind in the order of names."""
    keys = {row["table_name"]: tuple(row["constraint_column_names"]) for row in rows(con, _sql("keys"))}
    found = groupby(rows(con, _sql("columns")), key=itemgetter("kind", "name", "comment"))
    return [
        Relation(kind, name, comment or "", tuple(_column(row) for row in of_it), keys.get(name, ()))
        for (kind, name, comment), of_it in found
    ]


def macros(con: duckdb.DuckDBPyConnection) -> list[Macro]:
    """The macros, in the order of names."""
    return [
        Macro(name, tuple(parameters), comment) for name, parameters, comment in con.execute(_sql("macros")).fetchall()
    ]


def _column(row: Row) -> Column:
    return Column(row["column_name"], row["data_type"], row["column_comment"] or "")


def _sql(name: str) -> str:
    return resources.files("pipeline.sql").joinpath("catalogue", f"{name}.sql").read_text(encoding="utf-8")
