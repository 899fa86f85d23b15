"""A run works on what is new or has changed, and leaves what a whole run would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Activity, make_extraction
from test_revisions import ACTIVITIES, CORRECTED, put, query, read_described

from pipeline import changes, link, store
from pipeline.ingest import decide, ingest
from tests.corpus import corpus_pdfs

UNTIMED = ("ingest_log", "schema_version")  # tell when runs were, not what is stored


def differences(database: Path, other: Path) -> dict[str, int]:
    """The tables whose rows aren't the same in both, with the number of rows that one alone has."""
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{database}' AS one (READ_ONLY)")
        con.execute(f"ATTACH '{other}' AS two (READ_ONLY)")
        names = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'one'").fetchall()
        found = {}
        for (name,) in names:
            both = [f"(FROM one.{name} EXCEPT ALL FROM two.{name})", f"(FROM two.{name} EXCEPT ALL FROM one.{name})"]
            (found[name],) = con.execute(f"SELECT count(*) FROM ({' UNION ALL '.join(both)})").fetchone() or (0,)
    return {name: rows for name, rows in found.items() if rows and name not in UNTIMED}


def whole_run(database: Path, folder: Path, read: Callable[..., object] | None = None) -> Path:
    """A copy of the database after a run that links and checks all its documents anew."""
    other = database.parent / "whole" / database.name
    other.parent.mkdir(exist_ok=True)
    for file in (database, database.parent / "link_decisions.csv"):
        if file.exists():
            shutil.copy(file, other.parent / file.name)
    ingest([folder], other, workers=1, whole=True, **({} if read is None else {"read": read, "parser_version": "1"}))
    return other


def reviewed(database: Path) -> None:
    with store.reading(database) as con:
        (pair, *_) = link.waiting(con)
    decide(database, pair.from_activity_id, pair.to_activity_id, accepted=True)


@pytest.fixture
def con(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with store.rewriting(database) as con:
        yield con


def test_after_any_sequence_of_runs_every_table_is_that_of_a_whole_run(tmp_path: Path, database: Path) -> None:
    raw = tmp_path / "raw"
    plan = ["Ny gata i norra hamnen", *ACTIVITIES]
    steps: list[Callable[[], None]] = [
        lambda: put(raw / "t2.pdf", title="first", activities=plan, period="T2"),
        lambda: put(raw / "t3.pdf", title="T3", activities=["Ny gata i södra hamnen", *ACTIVITIES], period="T3"),
        lambda: put(raw / "t2.pdf", title="corrected", activities=[plan[0], *CORRECTED], period="T2"),
        lambda: put(raw / "t2b.pdf", title="another", activities=["Ny brandbil"], period="T2"),
        lambda: put(raw / "t2.pdf", title="first", activities=plan, period="T2"),
        lambda: reviewed(database),
        lambda: put(raw / "elsewhere.pdf", title="T2", activities=plan, municipality_code="0115"),
        lambda: (raw / "t2b.pdf").unlink(),
    ]
    for number, step in enumerate(steps):
        step()
        ingest([raw], database, read=read_described, workers=1, parser_version="1")
        assert differences(database, whole_run(database, raw, read_described)) == {}, f"after step {number}"
    assert query(database, "SELECT count(*) FROM findings WHERE check_name = 'same_period'") != [(0,)]
    assert query(database, "SELECT count(*) FROM findings WHERE check_name = 'supersedes'") == [(1,)]
    assert query(database, "SELECT count(*) FROM activity_links WHERE decision = 'confirmed'") == [(1,)]


def test_documents_added_one_by_one_are_checked_as_all_at_once(tmp_path: Path, database: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for pdf in corpus_pdfs():
        shutil.copy(pdf, raw)
        ingest([raw], database)
    assert differences(database, whole_run(database, raw)) == {}
    (found,) = query(database, "SELECT count(DISTINCT check_name), count(DISTINCT document_id) FROM findings")
    assert found[0] >= 5
    assert found[1] >= 3


def test_only_new_and_changed_documents_are_named(con: duckdb.DuckDBPyConnection) -> None:
    one, other = (make_extraction(content, activities=[Activity("Ny bro")]) for content in (b"a", b"b"))
    ids = sorted(x.documents.document_id for x in (one, other))
    for extraction in (one, other):
        store.put_document(con, extraction)
    assert changes.changed_documents(con, "checks", "1") == ids
    changes.note(con, "checks", "1", ids)
    assert changes.changed_documents(con, "checks", "1") == []
    assert changes.changed_documents(con, "checks", "2") == ids
    assert changes.changed_documents(con, "another step", "1") == ids
    con.execute("UPDATE documents SET municipality_code = '0115' WHERE document_id = ?", [ids[1]])
    assert changes.changed_documents(con, "checks", "1") == [ids[1]]
    changes.note(con, "checks", "1", [ids[1]])
    store.put_document(con, one)
    assert changes.changed_documents(con, "checks", "1") == [one.documents.document_id]


def test_tables_hold_the_named_documents_alone_and_then_all_again(con: duckdb.DuckDBPyConnection) -> None:
    for content in (b"a", b"b"):
        store.put_document(con, make_extraction(content, activities=[Activity("Ny bro")]))
    ((first,), _) = con.execute("SELECT document_id FROM documents ORDER BY 1").fetchall()
    count = "SELECT count(*) FROM activities"
    with changes.only(con, [first], ["activities", "municipalities", "no_table"]) as stored:
        assert con.execute(count).fetchall() == [(1,)]
        assert con.execute(f"SELECT count(*) FROM {stored}activities").fetchall() == [(2,)]
        assert con.execute("SELECT count(*) > 200 FROM municipalities").fetchall() == [(True,)]
    assert con.execute(count).fetchall() == [(2,)]


def test_a_check_that_failed_leaves_its_documents_to_be_checked(con: duckdb.DuckDBPyConnection) -> None:
    store.put_document(con, make_extraction(b"a", ledger=[(100, 5)]))
    con.execute("ALTER TABLE page_ledger RENAME unassigned TO lost")
    with pytest.raises(duckdb.Error):
        store.run_checks(con)
    con.execute("ALTER TABLE page_ledger RENAME lost TO unassigned")
    store.run_checks(con)
    found = con.execute("SELECT check_name FROM findings").fetchall()
    assert found == [("unassigned_words",)]
