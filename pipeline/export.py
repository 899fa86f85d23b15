"""All views and tables in a folder, in a format that other tools read, described so that it can be published."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipeline.catalogue import BOX_TYPE, Relation, box_as_list, relations
from pipeline.formulas import as_text_in_sql
from pipeline.metadata import Coverage, Publisher, Resource, data_package, dcat
from pipeline.publish import UserError
from pipeline.workbook import write_workbook

WORKBOOK = "kommunplan.xlsx"
_TIMES = "TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'"  # they are UTC
_COPY_OPTIONS = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": f"FORMAT csv, HEADER, {_TIMES}",
    "json": f"FORMAT json, ARRAY true, {_TIMES}",
}
_ROWS_AT_A_TIME = 10_000
_NEVER = datetime(1970, 1, 1)  # of a database without documents


class ExportError(UserError):
    """The files can't be written."""


class Exported(NamedTuple):
    """What was written: the relations, the files' names in order, and how many texts Excel didn't take whole."""

    relations: list[Relation]
    files: list[str]
    cut: int


def export(con: duckdb.DuckDBPyConnection, folder: Path, form: str, publisher: Publisher | None) -> Exported:
    """Write every view and table, ``datapackage.json``, and with a publisher ``dcat.rdf``.

    ``form``: parquet, csv, json or xlsx. Files of the same names are replaced when all are complete, others stay. The
    same database gives the same bytes. Of files that were read here the name alone is told, not the folder on this
    machine. Raises ExportError, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = relations(con)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as name:
        place = Path(name)
        try:
            cut, resources = _write(con, found, place, form)
        except duckdb.IOException as error:
            raise ExportError(
                f"{folder}: {str(error).partition(chr(10))[0]}; check permissions and free space"
            ) from error
        coverage = _coverage(con)
        data = sorted({resource.file for resource in resources})
        package = data_package(resources, form, coverage, publisher)
        (place / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
        if publisher is not None:
            (place / "dcat.rdf").write_bytes(dcat(data, form, coverage, publisher))
        files = sorted(file.name for file in place.iterdir())
        for file in files:
            (place / file).replace(folder / file)
    return Exported(found, files, cut)


def _write(
    con: duckdb.DuckDBPyConnection, found: Sequence[Relation], place: Path, form: str
) -> tuple[int, list[Resource]]:
    if form == "xlsx":
        return _write_workbook(con, found, place / WORKBOOK)
    resources = []
    for relation in found:
        file = place / f"{relation.name}.{form}"
        target = str(file).replace("'", "''")
        con.execute(f"COPY ({_select(relation, spreadsheet=form == 'csv')}) TO '{target}' ({_COPY_OPTIONS[form]})")
        resources.append(Resource(relation, file.name, None, *_size_and_sum(file)))
    return 0, resources


def _write_workbook(
    con: duckdb.DuckDBPyConnection, found: Sequence[Relation], file: Path
) -> tuple[int, list[Resource]]:
    def rows_of(relation: Relation) -> Iterator[tuple[Any, ...]]:
        result = con.execute(_select(relation))
        while rows := result.fetchmany(_ROWS_AT_A_TIME):
            yield from rows

    sheets = write_workbook(file, found, rows_of, _coverage(con).modified)
    written = _size_and_sum(file)
    return sum(sheet.cut for sheet in sheets), [Resource(s.relation, file.name, s.name, *written) for s in sheets]


def _select(relation: Relation, *, spreadsheet: bool = False) -> str:
    """All rows, in an order that doesn't depend on how they were stored; local addresses without their folder.

    ``spreadsheet``: with text that looks like a formula kept text.
    """
    replaced = {c.name: as_text_in_sql(f'"{c.name}"') for c in relation.columns if spreadsheet and c.type == "VARCHAR"}
    replaced |= {c.name: box_as_list(c.name) for c in relation.columns if c.type == BOX_TYPE}
    if any(column.name == "source_uri" for column in relation.columns):
        replaced["source_uri"] = r"regexp_replace(source_uri, '^file:.*/', '')"
    named = ", ".join(
        f'{replaced[c.name]} AS "{c.name}"' if c.name in replaced else f'"{c.name}"' for c in relation.columns
    )
    order = ", ".join(relation.key) or "ALL"
    return f"SELECT {named} FROM (FROM {relation.name} ORDER BY {order})"


def _coverage(con: duckdb.DuckDBPyConnection) -> Coverage:
    query = "SELECT min(year), max(coalesce(year_to, year)), max(ingested_at) FROM documents"
    ((first, last, modified),) = con.execute(query).fetchall()
    return Coverage(first, last, modified or _NEVER)


def _size_and_sum(file: Path) -> tuple[int, str]:
    with file.open("rb") as opened:
        return file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()
