"""The schema and its comments, documents replaced whole, and publishing that leaves no half-written file."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import duckdb
import pytest
from conftest import BOX, Activity, make_extraction

from extractors import records
from extractors.records import DecisionRecord, Extraction
from pipeline import store
from pipeline.document_rows import TableRows, rows_of
from pipeline.publish import OpenElsewhereError, RunInProgressError, TargetError, working_copy

ROOT = Path(__file__).parents[1]
HINTS = get_type_hints(Extraction)
RECORD_OF_TABLE = {table: hint if table == "documents" else get_args(hint)[0] for table, hint in HINTS.items()}


def all_of(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return con.execute(query).fetchall()


@pytest.fixture
def con(database: Path) -> duckdb.DuckDBPyConnection:
    with store.rewriting(database) as con:
        store.create_views(con)
    return duckdb.connect(database)


@pytest.mark.parametrize("table", sorted(RECORD_OF_TABLE))
def test_record_has_the_columns_of_its_table(con: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = {name for (name,) in all_of(con, f"SELECT name FROM pragma_table_info('{table}')")}
    of_the_store = {"ingested_at", "superseded_by", "published_uri", "published_on_page"}
    stamped_by_the_store = of_the_store if table == "documents" else set()
    assert {f.name for f in dataclasses.fields(RECORD_OF_TABLE[table])} == columns - stamped_by_the_store


def test_every_record_has_a_table() -> None:
    of_one_table = {c for n, c in vars(records).items() if n.endswith("Record")}
    assert of_one_table == set(RECORD_OF_TABLE.values())


def test_a_record_that_may_be_none_fits_its_column(con: duckdb.DuckDBPyConnection) -> None:
    needed = {
        (table, column)
        for table, column, nullable in all_of(
            con, "SELECT table_name, column_name, is_nullable FROM duckdb_columns() WHERE NOT internal"
        )
        if not nullable
    }
    may_be_none = {
        (table, name)
        for table, record in RECORD_OF_TABLE.items()
        for name, hint in get_type_hints(record).items()
        if type(None) in get_args(hint)
    }
    assert not needed & may_be_none


@pytest.mark.parametrize("listing", ["duckdb_tables()", "duckdb_views()", "duckdb_columns()"])
def test_everything_has_a_comment(con: duckdb.DuckDBPyConnection, listing: str) -> None:
    assert all_of(con, f"SELECT * FROM {listing} WHERE NOT internal AND coalesce(comment, '') = ''") == []


def test_municipalities_with_codes_as_text_and_population(con: duckdb.DuckDBPyConnection) -> None:
    assert all_of(con, "SELECT count(*), count(DISTINCT county_code) FROM municipalities") == [(290, 21)]
    assert all_of(con, "SELECT municipality FROM municipalities WHERE municipality_code = '0114'") == [
        ("Upplands Väsby",)
    ]


def test_values_come_back_as_they_went_in(database: Path) -> None:
    decision = DecisionRecord(
        "d1", "x", None, date(2031, 5, 1), "§ 9", None, None, "beslut", "Att anta.\nAtt åter…", None, None, 1, BOX,
        None, None, "Bifall.", None, None, None, None, None,
    )  # fmt: skip
    extraction = dataclasses.replace(make_extraction(b"a", activities=[Activity("Ny")]), decisions=(decision,))
    with store.rewriting(database) as con:
        store.put_document(con, extraction)
        found = all_of(
            con, "SELECT * EXCLUDE (ingested_at, superseded_by, published_uri, published_on_page) FROM documents"
        )
        assert found == [dataclasses.astuple(extraction.documents)]
        assert all_of(con, "FROM decisions") == [dataclasses.astuple(decision)]
        assert all_of(con, "SELECT title, bbox, due_on FROM activities") == [("Ny", tuple(BOX), None)]


def test_document_is_replaced_whole(database: Path) -> None:
    other = make_extraction(b"b", activities=[Activity("Kvar")])
    with store.rewriting(database) as con:
        store.put_document(con, other)
        store.put_document(con, make_extraction(b"a", activities=[Activity("Ett"), Activity("Två")]))
        store.put_document(con, make_extraction(b"a", activities=[Activity("Tre")], parser_version="2"))
        assert all_of(con, "SELECT title FROM activities ORDER BY title") == [("Kvar",), ("Tre",)]
        assert all_of(con, "SELECT count(*) FROM documents") == [(2,)]
        assert all_of(con, "SELECT count(*) FROM cells") == [(2,)]


def test_document_that_breaks_a_rule_leaves_the_earlier_rows(database: Path) -> None:
    extraction = make_extraction(b"a", activities=[Activity("Ett")])
    twice = dataclasses.replace(extraction, activities=extraction.activities * 2)
    with store.rewriting(database) as con:
        store.put_document(con, extraction)
        with pytest.raises(duckdb.ConstraintException):
            store.put_document(con, twice)
        assert all_of(con, "SELECT title FROM activities") == [("Ett",)]


def test_document_that_breaks_a_rule_costs_only_itself(database: Path) -> None:
    one, two, three = (rows_of(make_extraction(content, activities=[Activity("Ny")])) for content in (b"a", b"b", b"c"))
    columns, rows = two.tables["activities"]
    twice = two._replace(tables={**two.tables, "activities": TableRows(columns, rows * 2)})
    with store.rewriting(database) as con:
        appenders = store.Appenders(con)
        store.put_rows(appenders, [one])
        with pytest.raises(duckdb.ConstraintException):
            store.put_rows(appenders, [twice])
        store.put_rows(appenders, [three])
        stored = all_of(con, "SELECT document_id FROM activities ORDER BY document_id")
        assert stored == sorted([(one.document_id,), (three.document_id,)])


def test_newer_database_is_refused_with_both_versions(database: Path) -> None:
    with store.rewriting(database) as con:
        con.execute("INSERT INTO schema_version VALUES (9001, 'from the future', now())")
    before = database.read_bytes()
    with pytest.raises(
        store.NewerDatabaseError, match=r"kommunplan\.duckdb: schema version 9001, .* knows \d+; update"
    ):
        store.rewriting(database).__enter__()
    with pytest.raises(store.NewerDatabaseError), store.reading(database):
        pass
    assert database.read_bytes() == before


def test_older_database_is_to_be_updated_before_it_is_shown(database: Path) -> None:
    database.parent.mkdir()
    with duckdb.connect(database) as con:
        con.execute("CREATE TABLE schema_version (version INTEGER, migration VARCHAR, applied_at TIMESTAMP)")
        con.execute("INSERT INTO schema_version VALUES (1, '0001_first', now())")
    with pytest.raises(store.UnusableDatabaseError, match="run 'kommunplan ingest'"), store.reading(database):
        pass


def test_migrations_are_applied_once(database: Path) -> None:
    for _ in range(2):
        with store.rewriting(database) as con:
            versions = all_of(con, "SELECT version FROM schema_version ORDER BY version")
            assert versions == [(n,) for n in range(1, len(versions) + 1)]


def test_database_of_another_program_is_refused(database: Path) -> None:
    database.parent.mkdir()
    with duckdb.connect(database) as con:
        con.execute("CREATE TABLE documents (a INTEGER)")
    with pytest.raises(store.UnusableDatabaseError, match="another program"), store.rewriting(database):
        pass


def test_file_that_is_no_database_is_refused(database: Path) -> None:
    database.parent.mkdir()
    database.write_text("no database " * 1000)
    with pytest.raises(store.UnusableDatabaseError, match="cannot be opened"), store.rewriting(database):
        pass
    assert database.read_text().startswith("no database")


def test_exception_publishes_nothing_and_leaves_no_copy(database: Path) -> None:
    with store.rewriting(database) as con:
        store.put_document(con, make_extraction(b"a"))
    before = database.read_bytes()
    with pytest.raises(ZeroDivisionError), store.rewriting(database) as con:
        store.put_document(con, make_extraction(b"b"))
        raise ZeroDivisionError
    assert database.read_bytes() == before
    assert {path.name for path in database.parent.iterdir()} == {"kommunplan.duckdb", "kommunplan.duckdb.lock"}


def test_reader_goes_on_with_the_old_state_while_the_new_one_is_published(database: Path) -> None:
    with store.rewriting(database) as con:
        store.put_document(con, make_extraction(b"a"))
    with store.reading(database) as reader:
        with store.rewriting(database) as con:
            store.put_document(con, make_extraction(b"b"))
        assert all_of(reader, "SELECT count(*) FROM documents") == [(1,)]
    with store.reading(database) as reader:
        assert all_of(reader, "SELECT count(*) FROM documents") == [(2,)]


def test_second_run_is_refused_while_the_first_goes_on(database: Path) -> None:
    with working_copy(database) as work:
        with pytest.raises(RunInProgressError, match="another run is writing it; wait"), working_copy(database):
            pass
        work.write_text("first")
    assert database.read_text() == "first"


KILLED_RUN = """
import sys, time
from pathlib import Path
sys.path.insert(0, "tests")
from conftest import make_extraction
from pipeline import store
with store.rewriting(Path(sys.argv[1])) as con:
    store.put_document(con, make_extraction(b"b"))
    con.execute("INSERT INTO ingest_log VALUES ('r', 'u', NULL, NULL, 'failed', NULL, NULL, now()::TIMESTAMP)")
    print("stored", flush=True)
    time.sleep(60)
"""


def test_killed_run_leaves_the_published_file_and_the_next_goes_on_from_what_it_stored(database: Path) -> None:
    with store.rewriting(database) as con:
        store.put_document(con, make_extraction(b"a"))
    before = database.read_bytes()
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED_RUN, str(database)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "stored\n"
    with pytest.raises(RunInProgressError), working_copy(database):
        pass
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert database.read_bytes() == before
    with store.rewriting(database) as con:
        assert all_of(con, "SELECT count(*) FROM documents") == [(2,)]
        assert all_of(con, "SELECT count(*) FROM ingest_log") == [(1,)]
    assert {path.name for path in database.parent.iterdir()} == {"kommunplan.duckdb", "kommunplan.duckdb.lock"}


def test_read_only_file_is_refused(database: Path) -> None:
    with working_copy(database) as work:
        work.write_text("kept")
    database.chmod(0o444)
    with pytest.raises(TargetError, match=r"cannot be written \(no write permission\)"), working_copy(database):
        pass


@pytest.mark.parametrize("target", ["a file/kommunplan.duckdb", "a folder"])
def test_place_that_holds_no_file_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "a folder").mkdir()
    with pytest.raises(TargetError, match=f"{target}: cannot be written"), working_copy(tmp_path / target):
        pass


def test_database_with_changes_of_another_program_is_not_replaced(database: Path) -> None:
    with store.rewriting(database):
        pass
    with duckdb.connect(database) as con:
        con.execute("CREATE TABLE mine (a INTEGER)")
        with pytest.raises(OpenElsewhereError, match="close that program"), store.rewriting(database):
            pass


def test_view_comments_come_from_the_head_of_its_file(con: duckdb.DuckDBPyConnection) -> None:
    ((view,),) = all_of(con, "SELECT comment FROM duckdb_views() WHERE view_name = 'data_quality'")
    ((column,),) = all_of(
        con, "SELECT comment FROM duckdb_columns() WHERE table_name = 'data_quality' AND column_name = 'pages'"
    )
    assert str(view).startswith("How well each document was read")
    assert column == "Number of pages."
