"""A person's own question to the published database: one statement, which reads and nothing else."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import duckdb

from pipeline.publish import UserError

# MULTI is what DuckDB makes of a PIVOT.
_READING = ("SELECT", "EXPLAIN", "MULTI")
_SCHEMA_HINT = "see 'kommunplan sql --explain-schema' for tables and columns"


class QueryError(UserError):
    """The statement can't be answered; the message says what is wrong with it and what to do."""


class Answer(NamedTuple):
    """A result: ``columns`` are unique names, ``types`` DuckDB's names of their types, ``rows`` Python values."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """The answer to one SELECT, FROM, DESCRIBE, PIVOT or EXPLAIN statement. Raises QueryError.

    The connection, which shall be read-only, is locked first: it reaches no other file, address or extension, and no
    setting can be changed. Ctrl-C stops the statement.
    """
    _lock(con)
    try:
        _require_reading(con, sql)
        return _interruptible(con, sql)
    except duckdb.Error as error:
        raise QueryError(_in_one_line(error)) from error


def _lock(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def _require_reading(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        count = f"{len(statements)} statements" if statements else "no statement"
        raise QueryError(f'{count}; give one, such as "FROM documents"')
    kind = statements[0].type.name
    if kind not in _READING:
        raise QueryError(f"{kind} is no question: sql only reads; start with SELECT, FROM, WITH, DESCRIBE or EXPLAIN")


def _interruptible(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """On a thread of its own, as DuckDB lets no signal through while it works."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_answer, con, sql)
        try:
            return running.result()
        except KeyboardInterrupt:
            con.interrupt()
            raise


def _answer(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    result = con.execute(sql)
    names, types = [column[0] for column in result.description], [str(column[1]) for column in result.description]
    if zoned := [name for name, type_ in zip(names, types, strict=True) if type_ == "TIMESTAMP WITH TIME ZONE"]:
        raise QueryError(
            f"{zoned[0]}: a time with a zone; all times here are UTC without one: write {zoned[0]}::TIMESTAMP"
        )
    return Answer(_unique(names), types, result.fetchall())


def _unique(names: list[str]) -> list[str]:
    """The second column of a name gets ``_2`` after it, as rows for programs go by name."""
    met: Counter[str] = Counter()
    unique: list[str] = []
    for name in names:
        met[name] += 1
        unique.append(name if met[name] == 1 else f"{name}_{met[name]}")
    return unique


def _in_one_line(error: duckdb.Error) -> str:
    """DuckDB's message without the lines that point into the statement, and the remedy."""
    cause = " ".join(str(error).partition("\n\nLINE ")[0].split())
    if isinstance(error, duckdb.PermissionException):
        return f"{cause}; sql reads this database only: use DuckDB itself to join other files"
    return f"{cause}; {_SCHEMA_HINT}"
