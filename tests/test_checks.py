"""What the checks in SQL find in small documents, and the views that count it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from conftest import Activity, make_extraction

from extractors.records import Extraction
from pipeline import store
from pipeline.explain import NOT_UNDERSTOOD

ACTIVITIES = (
    Activity("Ett", "Klart", "done"),
    Activity("Två"),
    Activity("Tre", "Ej inlett", "not_started"),
    Activity("Enkät", None, None, kind="undersökning"),
)


@pytest.fixture
def con(database: Path) -> duckdb.DuckDBPyConnection:
    with store.rewriting(database):
        pass
    return duckdb.connect(database)


def findings(con: duckdb.DuckDBPyConnection, extraction: Extraction, check: str, columns: str) -> Sequence[object]:
    store.put_document(con, extraction)
    store.run_checks(con)
    return con.execute(f"SELECT {columns} FROM findings WHERE check_name = ? ORDER BY ALL", [check]).fetchall()


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"total": 3, "done": 1, "in_progress": 1, "not_started": 1}, []),
        ({"total": 4}, [("total", "4", "3")]),
        ({"done": 2, "not_started": 0}, [("done", "2", "1"), ("not_started", "0", "1")]),
        ({}, []),
    ],
)
def test_stated_counts_against_rows(
    con: duckdb.DuckDBPyConnection, claim: dict[str, int | None], expected: list[object]
) -> None:
    extraction = make_extraction(b"a", activities=ACTIVITIES, claims=[claim])
    assert findings(con, extraction, "status_count", "label, stated, expected") == expected


def test_a_statement_made_twice_is_found_twice(con: duckdb.DuckDBPyConnection) -> None:
    extraction = make_extraction(b"a", activities=ACTIVITIES, claims=[{"total": 4}, {"total": 4}])
    assert findings(con, extraction, "status_count", "severity, page") == [("warning", 1)] * 2


def test_counts_stated_where_no_activity_was_read(con: duckdb.DuckDBPyConnection) -> None:
    extraction = make_extraction(b"a", claims=[{"total": 38}])
    assert findings(con, extraction, "status_count", "stated, expected") == [("38", "0")]


@pytest.mark.parametrize(
    ("status", "comment", "sentence"),
    [
        ("not_started", "Arbetet pågick. Planen är därmed klar. Nu väntar vi.", "Planen är därmed klar."),
        ("not_started", "Arbetet pågick.\nPlanen ÄR DÄRMED\nKLAR", None),
        ("not_started", "Första stycket\nUppdraget är slutfört\nTredje", "Uppdraget är slutfört"),
        ("not_started", "Ta bl.a. fram en plan som är klart bättre", "Ta bl.a. fram en plan som är klart bättre"),
        ("not_started", "Rutinen är klartext.", None),
        ("not_started", "Vi är därmed klara med skolan", None),
        ("not_started", "Arbetet har inte påbörjats.", None),
        ("not_started", None, None),
        ("done", "Arbetet har inte påbörjats! Ändå bra.", "Arbetet har inte påbörjats!"),
        ("done", "Arbetet är klart.", None),
        ("in_progress", "Arbetet är klart.", None),
    ],
)
def test_comment_that_contradicts_its_status(
    con: duckdb.DuckDBPyConnection, status: str, comment: str | None, sentence: str | None
) -> None:
    extraction = make_extraction(b"a", activities=[Activity("Planen", "Så står det", status, comment, page=7)])
    message = f"The comment contradicts the status 'Så står det': {sentence}"
    expected = [] if sentence is None else [("warning", message, "Planen", 7)]
    assert findings(con, extraction, "status_comment", "severity, message, label, page") == expected


def test_status_shown_only_by_colour_is_named_by_its_meaning(con: duckdb.DuckDBPyConnection) -> None:
    extraction = make_extraction(b"a", activities=[Activity("Planen", None, "done", "Den har inte påbörjats.")])
    assert findings(con, extraction, "status_comment", "stated, expected") == [("done", "not_started")]


def test_status_without_known_meaning(con: duckdb.DuckDBPyConnection) -> None:
    activities = [Activity("Ett", "Rullar på", None, page=5), Activity("Två", None, None), Activity("Tre")]
    found = findings(
        con, make_extraction(b"a", activities=activities), "unknown_status", "severity, stated, label, page"
    )
    assert found == [("warning", "Rullar på", "Ett", 5)]


def test_words_left_over_per_page(con: duckdb.DuckDBPyConnection) -> None:
    extraction = make_extraction(b"a", ledger=[(100, 0), (100, 5), (100, 6), (0, 0)])
    assert findings(con, extraction, "unassigned_words", "page, severity, message") == [
        (2, "info", "5 of 100 words on the page (5.0 %) were left over"),
        (3, "warning", "6 of 100 words on the page (6.0 %) were left over"),
    ]


def test_checks_run_again_replace_their_findings_and_keep_those_of_reading(con: duckdb.DuckDBPyConnection) -> None:
    extraction = make_extraction(b"a", ledger=[(100, 5)], findings=["unreadable_number"])
    store.put_document(con, extraction)
    for _ in range(2):
        store.run_checks(con)
        found = con.execute("SELECT check_name FROM findings ORDER BY check_name").fetchall()
        assert found == [("unassigned_words",), ("unreadable_number",)]


def test_status_summary_counts_without_surveys(con: duckdb.DuckDBPyConnection) -> None:
    store.put_document(con, make_extraction(b"a", activities=[*ACTIVITIES, Activity("Fyra")]))
    store.create_views(con)
    found = con.execute("SELECT municipality, period, status, activities, share FROM status_summary ORDER BY status")
    assert found.fetchall() == [
        ("Upplands Väsby", "T2", "done", 1, 0.25),
        ("Upplands Väsby", "T2", "in_progress", 2, 0.5),
        ("Upplands Väsby", "T2", "not_started", 1, 0.25),
    ]


@pytest.mark.parametrize(
    ("claims", "reconciled"), [([], None), ([{"total": 3}], True), ([{"total": 3}, {"done": 9}], False)]
)
def test_data_quality_of_one_document(
    con: duckdb.DuckDBPyConnection, claims: list[dict[str, int | None]], reconciled: bool | None
) -> None:
    store.put_document(con, make_extraction(b"a", activities=ACTIVITIES, claims=claims, ledger=[(90, 0), (10, 1)]))
    store.run_checks(con)
    store.create_views(con)
    (document,) = store.documents(con)
    assert document["claims_reconciled"] is reconciled
    assert document["sums_reconciled"] is None
    assert (document["activities"], document["goals"], document["claims"]) == (4, 1, len(claims))
    assert (document["words"], document["unassigned_words"], document["unassigned_share"]) == (100, 1, 0.01)
    assert document["findings_warning"] == (2 if reconciled is False else 1)


def test_data_quality_counts_what_explain_calls_not_understood(con: duckdb.DuckDBPyConnection) -> None:
    store.put_document(con, make_extraction(b"a", findings=[*NOT_UNDERSTOOD, "unknown_heading", "unreadable_number"]))
    store.create_views(con)
    (document,) = store.documents(con)
    assert document["not_understood"] == len(NOT_UNDERSTOOD)
    assert sorted(document["not_understood_where"].split(", ")) == sorted(f"1 {name} (p. 1)" for name in NOT_UNDERSTOOD)
