"""The DuckDB file: schema, one transaction per document, checks, views. The door to duckdb, with linking."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from extractors.records import Extraction
from extractors.vocabulary import POPULATION_SOURCE, digest, entries, meanings, municipalities
from pipeline.changes import changed_documents, forget_document, note, only
from pipeline.document_rows import DocumentRows, TableRows, rows_of, table_rows
from pipeline.publish import UserError, working_copy

Row = dict[str, Any]

_WRITERS_MEMORY = "1GB"  # what is more goes to disk: a run takes no more of a large machine than of a small one
_CHECKS = "checks"
_CHECKED_TOGETHER = 500  # documents; bounds the memory of the checks, whatever is stored
_ACROSS_DOCUMENTS = (
    "same_period",
    "supersedes",
)  # a finding on one follows from others: made anew of all, by their heads
_HEAD_LINE = re.compile(r"-- (?P<words>(?:(?P<column>\w+): )?(?P<rest>.+))")
_MACRO = re.compile(r"CREATE OR REPLACE MACRO (\w+)\([^)]*\) AS( TABLE)?")


FINDING_COLUMNS = (
    "file_name", "municipality", "committee", "severity", "check_name", "page", "label", "column_text", "stated",
    "expected", "message", "document_id", "table_id", "bbox", "other_table_id", "other_page", "other_bbox",
)  # fmt: skip


class NoDatabaseError(UserError):
    """Nothing has been published at this place yet."""


class UnusableDatabaseError(UserError):
    """The file isn't a DuckDB file, or not one of this program's."""


class NewerDatabaseError(UserError):
    """A newer version of the program wrote the file."""


class Script(NamedTuple):
    """One file of pipeline/sql; ``name`` without its suffix."""

    name: str
    sql: str


class Stored(NamedTuple):
    """A document in the database, which version of the parser read it, and what a person had stated of it."""

    document_id: str
    parser_version: str
    source_uri: str
    stated_identity: str | None

    def is_stated(self, source_uri: str, stated_identity: str | None) -> bool:
        """Whether the same is stated of the file at that address; a copy of which nothing is stated changes nothing."""
        stated_elsewhere = stated_identity is None and source_uri != self.source_uri
        return stated_elsewhere or self.stated_identity == stated_identity


@dataclass(frozen=True, slots=True)
class Attempt:
    """ingest_log: one attempt to read one file. ``started_at`` in UTC, without a zone."""

    run_id: str
    source_uri: str
    sha256: str | None
    document_id: str | None
    outcome: str
    error: str | None
    seconds: float | None
    started_at: datetime


@contextmanager
def rewriting(database: Path, *, keep: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the next state of the database, which is published when the block ends without an exception.

    The schema is up to date, municipalities and status_phrases hold what the vocabulary says. ``keep``: what was
    committed before an exception is there for the next run, as after a kill. Raises UserError.
    """
    copy = working_copy(database, keep=keep, usable=_can_be_opened)
    with copy as work, _connection(work, database, read_only=False) as con:
        con.execute("SET memory_limit = ?", [_WRITERS_MEMORY])
        migrate(con, database)
        fill_vocabulary(con)
        yield con
        con.execute("FORCE CHECKPOINT")


@contextmanager
def reading(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published database.

    Raises NoDatabaseError, NewerDatabaseError or UnusableDatabaseError, the last also for a schema that is too old.
    """
    require_published(database)
    with _connection(database, database, read_only=True) as con:
        if _version(con, database) < len(_scripts("migrations")):
            raise UnusableDatabaseError(
                f"{database}: written by an older version; run 'kommunplan ingest' to update it"
            )
        yield con


def require_published(database: Path) -> None:
    """Raise NoDatabaseError where there is no such file."""
    if not database.exists():
        raise NoDatabaseError(f"{database}: no such database yet; make it with 'kommunplan ingest'")


def migrate(con: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Apply the migrations that the database lacks, each in a transaction; ``database`` only names it in messages.

    Raises NewerDatabaseError and UnusableDatabaseError.
    """
    for number, script in enumerate(_scripts("migrations"), start=1):
        if number > _version(con, database):
            with _transaction(con):
                con.execute(script.sql)
                con.execute("INSERT INTO schema_version VALUES (?, ?, ?)", [number, script.name, now()])


class Appenders:
    """Puts rows into tables, each by an appender kept for the next ones: making one takes as long as filling it."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self._kept: dict[tuple[str, tuple[str, ...]], duckdb.Appender] = {}

    def append(self, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows; an appender that fails isn't used again."""
        appender = self._kept.pop((table, columns), None) or self.con.appender(table, columns=list(columns))
        appender.append_rows(rows)
        appender.flush()
        self._kept[table, columns] = appender


def put_document(con: duckdb.DuckDBPyConnection, extraction: Extraction) -> None:
    """Store a document whole, in one transaction: all its earlier rows go, the new ones come."""
    put_rows(Appenders(con), [rows_of(extraction)])


def put_rows(appenders: Appenders, documents: Sequence[DocumentRows], attempts: Sequence[Attempt] = ()) -> None:
    """Store the rows of different documents whole, and log the attempts, all in one transaction."""
    together: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = {}
    for document in documents:
        for table, (columns, rows) in _with_time(document.tables, now()).items():
            together.setdefault((table, columns), []).extend(rows)
    with _transaction(appenders.con):
        for document in documents:
            _remove_document(appenders.con, document.document_id)
        for (table, columns), rows in together.items():
            appenders.append(table, columns, rows)
        if attempts:
            appenders.append("ingest_log", *table_rows(attempts))


def log_attempts(con: duckdb.DuckDBPyConnection, attempts: Sequence[Attempt]) -> None:
    """Add attempts to ingest_log."""
    if attempts:
        Appenders(con).append("ingest_log", *table_rows(attempts))


@contextmanager
def in_one_thread(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The block's statements take one core: small ones end no later, and the others are for those who read documents.

    No exception leaves the block but to end the connection.
    """
    con.execute("SET threads = 1")
    yield
    con.execute("RESET threads")


def stored_documents(con: duckdb.DuckDBPyConnection) -> dict[str, Stored]:
    """The documents that have been read, by the SHA-256 of their content."""
    query = "SELECT sha256, document_id, parser_version, source_uri, stated_identity FROM documents"
    return {sha256: Stored(*document) for sha256, *document in con.execute(query).fetchall()}


def file_names(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The file name of each document, by the SHA-256 of its content."""
    return dict(con.execute("SELECT sha256, file_name FROM documents").fetchall())


def run_checks(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the findings of every check in pipeline/sql/checks up to date; a file's name is its check's name.

    Only documents that are new or have changed are checked, some at a time, each lot in a transaction; other checks or
    another vocabulary check all. The checks may use the temporary tables of pipeline/sql/audit, made in the order of
    their numbers.
    """
    audit, checks = _scripts("audit"), _scripts("checks")
    words = set(re.findall(r"\w+", " ".join(script.sql for script in (*audit, *checks))))
    version = hashlib.sha256(repr((digest(), audit, checks)).encode()).hexdigest()
    changed = changed_documents(con, _CHECKS, version)
    for start in range(0, len(changed), _CHECKED_TOGETHER):
        documents = changed[start : start + _CHECKED_TOGETHER]
        with _transaction(con):
            with only(con, documents, words) as stored:
                for step in audit:
                    con.execute(step.sql)
                for check in checks:
                    if check.name not in _ACROSS_DOCUMENTS:
                        _put_findings(con, check, f"{stored}findings", documents)
            note(con, _CHECKS, version, documents)
    with _transaction(con):
        for check in checks:
            if check.name in _ACROSS_DOCUMENTS:
                _put_findings(con, check, "findings")


def _put_findings(
    con: duckdb.DuckDBPyConnection, check: Script, findings: str, documents: Sequence[str] | None = None
) -> None:
    """Replace a check's findings in that table, those of some documents or of all."""
    con.execute(
        f"DELETE FROM {findings} WHERE check_name = ? AND (? IS NULL OR list_contains(?::VARCHAR[], document_id))",
        [check.name, documents, documents],
    )
    con.execute(f"INSERT INTO {findings} BY NAME SELECT ? AS check_name, * FROM ({check.sql})", [check.name])


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create every view in pipeline/sql/views, in the order of names, so a view may use those before it.

    The comment lines at the head of a file become the comments of the view (``-- words``) and of its columns
    (``-- column: words``).
    """
    with _transaction(con):
        for view in _scripts("views"):
            con.execute(f"CREATE OR REPLACE VIEW {view.name} AS {view.sql}")
            columns = {name for (name,) in con.execute(f"SELECT name FROM pragma_table_info('{view.name}')").fetchall()}
            for column, words in _head_comments(view, columns).items():
                _comment(con, f"VIEW {view.name}" if column is None else f"COLUMN {view.name}.{column}", words)


def create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Create every macro in pipeline/sql/macros, in the order of their numbers, for whoever opens the database.

    A macro over tables or views wants them to be there. The comment lines at the head of a file become its comment.
    """
    with _transaction(con):
        for macro in _scripts("macros"):
            con.execute(macro.sql)
            ((name, is_table),) = _MACRO.findall(macro.sql)
            _comment(con, f"MACRO {'TABLE ' if is_table else ''}{name}", _head_comments(macro, set())[None])


def documents(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The view data_quality, in the order of municipality, committee, year and period."""
    return rows(con, "FROM data_quality ORDER BY municipality, committee, year, period, file_name, document_id")


def comparison(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The view municipality_comparison."""
    return rows(con, "FROM municipality_comparison ORDER BY municipality, committee, year")


def progress(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The view activity_progress, each year's activities in the order of the pages of their latest document."""
    return rows(
        con,
        "FROM activity_progress ORDER BY municipality, committee, year,"
        " coalesce(page_t3, page_t2, page_t1, page_plan), title, track_id",
    )


def findings(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """All findings with their documents' names; per document the gravest first, then in the order of the pages."""
    return rows(
        con,
        f"SELECT {', '.join(FINDING_COLUMNS)} FROM findings"
        " LEFT JOIN documents USING (document_id) LEFT JOIN municipalities USING (municipality_code)"
        " ORDER BY file_name, document_id, list_position(['error', 'warning', 'info'], severity), page, check_name,"
        " label, column_text, message",
    )


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> list[Row]:
    """The result of a query, a dict per row."""
    result = con.execute(sql, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def now() -> datetime:
    """The time in UTC, without a zone, as all timestamps of the database."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def _connection(file: Path, named: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        con = duckdb.connect(file, read_only=read_only)
    except duckdb.Error as error:
        cause = str(error).partition("\n")[0].replace(str(file), str(named))
        raise UnusableDatabaseError(
            f"{named}: cannot be opened ({cause}); close programs that hold it, move it away or name another --database"
        ) from error
    with con:
        yield con


def _can_be_opened(work: Path) -> bool:
    """Whether a killed run's copy is whole, which its log, replayed now, makes it."""
    try:
        with duckdb.connect(work):
            return True
    except duckdb.Error:
        return False


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _version(con: duckdb.DuckDBPyConnection, database: Path) -> int:
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "schema_version" not in tables:
        if tables:
            raise UnusableDatabaseError(f"{database}: holds tables of another program; name another --database")
        return 0
    known = len(_scripts("migrations"))
    (found,) = con.execute("SELECT max(version) FROM schema_version").fetchall()[0]
    if found > known:
        raise NewerDatabaseError(
            f"{database}: schema version {found}, this program knows {known}; update kommunplan or name another file"
        )
    return int(found)


def fill_vocabulary(con: duckdb.DuckDBPyConnection) -> None:
    """Replace what the database holds of the vocabulary: kommuner, phrases of statuses, words of sums and nets."""
    phrases = [(status, phrase) for status, entry in entries("status_phrases").items() for phrase in entry["words"]]
    with _transaction(con):
        con.execute("DELETE FROM municipalities")
        con.execute("DELETE FROM status_phrases")
        con.execute("DELETE FROM sum_words")
        con.execute("DELETE FROM net_words")
        columns = ["municipality_code", "municipality", "county_code", "county", "population", "population_source"]
        with con.appender("municipalities", columns=columns) as appender:
            appender.append_rows([(*municipality, POPULATION_SOURCE) for municipality in municipalities()])
        with con.appender("status_phrases", columns=["status", "phrase"]) as appender:
            appender.append_rows(phrases)
        with con.appender("sum_words", columns=["meaning", "word"]) as appender:
            appender.append_rows([*_begins_of_sums(), *((side, word) for word, side in meanings("sum_sides").items())])
        with con.appender("net_words", columns=["meaning", "word"]) as appender:
            lists = {**entries("net_lines"), **entries("net_titles")}.items()
            appender.append_rows([(meaning, word) for meaning, entry in lists for word in entry["words"]])


def _begins_of_sums() -> list[tuple[str, str]]:
    known = {"subtotal": "subtotal", "total": "total", "inner": "part"}
    return [(known[meaning], word) for word, meaning in meanings("totals").items() if meaning in known]


def _remove_document(con: duckdb.DuckDBPyConnection, document_id: str) -> None:
    if con.execute("SELECT 1 FROM documents WHERE document_id = ?", [document_id]).fetchall():
        con.execute(
            "DELETE FROM cells WHERE table_id IN (SELECT table_id FROM tables WHERE document_id = ?)", [document_id]
        )
        for table in (field.name for field in fields(Extraction) if field.name != "cells"):
            con.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])
        forget_document(con, document_id)


def _with_time(tables: dict[str, TableRows], ingested_at: datetime) -> dict[str, TableRows]:
    columns, rows = tables["documents"]
    stored = TableRows((*columns, "ingested_at"), [(*row, ingested_at) for row in rows])
    return {**tables, "documents": stored}


def _scripts(folder: str) -> list[Script]:
    files = sorted(resources.files("pipeline.sql").joinpath(folder).iterdir(), key=lambda file: file.name)
    return [
        Script(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for file in files
        if file.name.endswith(".sql")
    ]


def _comment(con: duckdb.DuckDBPyConnection, target: str, words: str) -> None:
    con.execute("COMMENT ON {} IS '{}'".format(target, words.replace("'", "''")))


def _head_comments(script: Script, columns: set[str]) -> dict[str | None, str]:
    """The words on each column, and on the whole under None; a line that names no column continues the one before."""
    comments: dict[str | None, str] = {}
    target = None
    for line in script.sql.splitlines():
        match = _HEAD_LINE.fullmatch(line)
        if match is None:
            break
        if match["column"] in columns:
            target = match["column"]
        words = match["rest"] if match["column"] in columns else match["words"]
        comments[target] = f"{comments[target]} {words}" if target in comments else words
    return comments
