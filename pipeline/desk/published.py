"""The published database as the pages see it: which file, whether it is another one by now, and its answers."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from extractors.records import Box
from pipeline import store
from pipeline.evidence import Place
from pipeline.publish import UserError
from pipeline.store import Row

DATABASE_VARIABLE = "KOMMUNPLAN_DATABASE"
_DATABASE = Path("data/curated/kommunplan.duckdb")


def database() -> Path:
    """The file that the desk was opened on; in a notebook of its own the usual one."""
    return Path(os.environ.get(DATABASE_VARIABLE, _DATABASE))


def stamp(file: Path) -> tuple[int, int] | None:
    """What tells one published state from the next; None where nothing is published."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def trouble(file: Path) -> str | None:
    """Why the database can't be shown, for a person; None where it can."""
    try:
        with store.reading(file):
            return None
    except UserError as error:
        return str(error)


def answer(file: Path, question: str, **parameters: object) -> list[Row]:
    """The rows of pipeline/sql/desk/QUESTION.sql; the file is open no longer than that takes. Raises UserError."""
    sql = resources.files("pipeline.sql").joinpath("desk", f"{question}.sql").read_text(encoding="utf-8")
    with store.reading(file) as con:
        return store.rows(con, sql, parameters or None)


def place(found: Row | None) -> Place | None:
    """The place that a query gives as {document_id, page, bbox, table_bbox}; None for none."""
    if found is None or found["document_id"] is None:
        return None
    box, around = found["bbox"], found.get("table_bbox")
    return Place("", None, found["document_id"], found["page"], box and Box(*box), around and Box(*around))
