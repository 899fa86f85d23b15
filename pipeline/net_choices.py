"""A person's word on which line is a board's net cost: ``net_lines.csv`` beside the database outlives every re-reading.

A line names a document by its content hash, a page and the label printed there: sha256,page,label.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from extractors.vocabulary import fold
from pipeline.publish import UserError

FILE_NAME = "net_lines.csv"
COLUMNS = ("sha256", "page", "label")
_SHA256_DIGITS = 64
_MARK = "\ufeff"  # that spreadsheets put before the first column's name


class NetChoicesError(UserError):
    """The file of choices can't be read; the message names file, line, find, expectation and remedy."""


class NetChoice(NamedTuple):
    """One line of the file; ``page`` counts from 1."""

    sha256: str
    page: int
    label: str


def read_net_choices(file: Path) -> list[NetChoice]:
    """All choices in the file's order, none where there is no file. Raises NetChoicesError."""
    if not file.exists():
        return []
    try:
        text = file.read_text(encoding="utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise _error(file, 1, f"byte {error.object[error.start]:#04x}", "UTF-8", "save the file as UTF-8") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(dict.fromkeys(_choices(file, ((rows.line_num, row) for row in rows if any(row)))))
    except csv.Error as error:
        raise _error(file, rows.line_num, f"broken quotes ({error})", "CSV", "close every quotation mark") from error


def take_net_choices(con: duckdb.DuckDBPyConnection, choices: list[NetChoice]) -> None:
    """Replace net_choices by what the choices come to in the stored documents; one on no stored document waits."""
    con.execute("DELETE FROM net_choices")
    for choice in choices:
        for (document_id,) in con.execute(
            "SELECT document_id FROM documents WHERE sha256 = ?", [choice.sha256]
        ).fetchall():
            lines = con.execute(
                "SELECT DISTINCT label, table_id, row FROM budget_lines"
                " WHERE document_id = ? AND page = ? ORDER BY ALL",
                [document_id, choice.page],
            ).fetchall()
            places = [(table, row) for label, table, row in lines if fold(label) == fold(choice.label)]
            for place in places or [(None, None)]:
                con.execute("INSERT INTO net_choices VALUES (?, ?, ?, ?, ?)", [document_id, *choice[1:], *place])


def _choices(file: Path, lines: Iterator[tuple[int, list[str]]]) -> Iterator[NetChoice]:
    _, header = next(lines, (1, []))
    if tuple(header) != COLUMNS:
        found = ",".join(header) or "nothing"
        raise _error(file, 1, f"the header {found!r}", f"the header {','.join(COLUMNS)!r}", "restore the header line")
    for number, row in lines:
        if len(row) != len(COLUMNS):
            remedy = "put a label that holds the separator in quotation marks"
            raise _error(file, number, f"{len(row)} fields", f"{len(COLUMNS)} fields", remedy)
        sha256, page, label = (field.strip() for field in row)
        if len(sha256) != _SHA256_DIGITS or not set(sha256.lower()) <= set("0123456789abcdef"):
            remedy = "copy the hash from the column sha256 of the table documents"
            raise _error(file, number, f"sha256 {sha256!r}", f"{_SHA256_DIGITS} hexadecimal digits", remedy)
        if not (page.isascii() and page.isdigit() and int(page) >= 1):
            raise _error(file, number, f"page {page!r}", "a page from 1", "write the page of the line")
        if not fold(label):
            raise _error(
                file, number, "no label", "the label of a line", "copy it from the column label of budget_lines"
            )
        yield NetChoice(sha256.lower(), int(page), label)


def _error(file: Path, line: int, found: str, expected: str, remedy: str) -> NetChoicesError:
    return NetChoicesError(f"{file}, line {line}: found {found}, expected {expected}. {remedy[0].upper()}{remedy[1:]}.")
