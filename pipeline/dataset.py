"""The tables as a Parquet dataset, in folders by kommun and year, which DuckDB and others query where it lies."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from pipeline import store
from pipeline.catalogue import BOX_TYPE, box_as_list
from pipeline.sources import file_system, is_remote, local_path

_LEFT_OUT = ("ingest_log",)
_OF_TABLES = ("cells",)  # whose rows are of a document's table


def write_dataset(database: Path, target: str | Path) -> list[str]:
    """Write every table whose rows are of a document to ``target``/TABLE/kommun=…/document_year=…/; the tables' names.

    Rows of superseded documents are left out. The dataset is replaced whole: in a folder of this machine by renaming,
    at an fsspec address by sending the new files before the old ones go. Raises UserError.
    """
    with store.reading(database) as con, tempfile.TemporaryDirectory(dir=_beside(target)) as place:
        tables = _tables(con)
        for table in tables:
            _write_table(con, table, Path(place) / "dataset" / table)
        if is_remote(target):
            _send(Path(place) / "dataset", *file_system(str(target)))
        else:
            _put_in_place(Path(place), local_path(target))
    return tables


def _beside(target: str | Path) -> Path | None:
    """Where the dataset is made: on the disk where it shall lie, as renaming wants it."""
    if is_remote(target):
        return None
    folder = local_path(target).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(
        "SELECT c.table_name FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (table_oid)"
        " WHERE c.column_name = 'document_id' ORDER BY c.table_name"
    ).fetchall()
    return sorted({*(name for (name,) in found), *_OF_TABLES} - {*_LEFT_OUT})


def _write_table(con: duckdb.DuckDBPyConnection, table: str, folder: Path) -> None:
    """A table without rows has no folder."""
    folder.mkdir(parents=True)
    boxes = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND data_type = ?", [table, BOX_TYPE]
    ).fetchall()
    as_lists = ", ".join(f'{box_as_list(box)} AS "{box}"' for (box,) in boxes)
    of_tables = f"(SELECT t.document_id, y.* FROM {table} AS y JOIN tables AS t USING (table_id))"
    rows = of_tables if table in _OF_TABLES else table
    columns = f"x.* REPLACE ({as_lists})" if boxes else "x.*"
    con.execute(
        f"COPY (SELECT {columns}, m.municipality AS kommun, d.year AS document_year FROM {rows} AS x"
        " JOIN documents AS d ON d.document_id = x.document_id"
        " LEFT JOIN municipalities AS m ON m.municipality_code = d.municipality_code"
        " WHERE d.superseded_by IS NULL ORDER BY x.document_id)"
        f" TO '{str(folder).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd,"
        " PARTITION_BY (kommun, document_year), OVERWRITE_OR_IGNORE)"
    )


def _put_in_place(place: Path, target: Path) -> None:
    if target.exists():
        target.rename(place / "old")
    (place / "dataset").rename(target)


def _send(dataset: Path, files: Any, path: str) -> None:
    new = {f"{path}/{file.relative_to(dataset).as_posix()}": file for file in dataset.rglob("*.parquet")}
    old = set(files.find(path)) if files.exists(path) else set()
    for name, file in sorted(new.items()):
        files.put_file(str(file), name)
    stale = [name for name in old if name.endswith(".parquet") and name.strip("/") not in {n.strip("/") for n in new}]
    if stale:
        files.rm(stale)
