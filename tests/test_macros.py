"""The macros for the usual questions, which whoever opens the database can call."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.link import link
from tests.money_rows import BUDGET, FORECAST, OUTCOME, VARIANCE, add_table, database_with_words
from tests.plan_rows import add_activity, add_document, fresh_database

KOMMUN = "0114"
COLUMNS = (OUTCOME, FORECAST, BUDGET, VARIANCE)
TITLE = "Införa e-arkiv för allmänna handlingar"


def stalled(statuses: dict[str, str | None]) -> list[tuple[object, ...]]:
    """What stalled says of an activity with these statuses beside another one that is done all the time."""
    con = fresh_database()
    for period, status in statuses.items():
        add_document(con, period, period)
        add_activity(con, period, 1, "Måla ladan röd", status="done")
        if status != "absent":
            add_activity(con, period, 2, TITLE, status=status)
    link(con, Path("no such folder/link_decisions.csv"))
    store.create_macros(con)
    return con.execute("SELECT title, period_before, period_after FROM stalled(2031)").fetchall()


@pytest.mark.parametrize(
    ("statuses", "periods"),
    [
        ({"T2": "in_progress", "T3": "in_progress"}, ("T2", "T3")),
        ({"T2": "not_started", "T3": "delayed"}, ("T2", "T3")),
        ({"T2": "in_progress", "T3": "paused"}, ("T2", "T3")),
        ({"T2": "done", "helår": "in_progress"}, ("T2", "T3")),
        ({"T1": "not_started", "T2": "in_progress", "T3": "in_progress"}, ("T2", "T3")),
        ({"plan": None, "T1": "in_progress", "T2": "in_progress"}, ("T1", "T2")),
    ],
)
def test_stood_still_or_went_back(statuses: dict[str, str | None], periods: tuple[str, str]) -> None:
    assert stalled(statuses) == [(TITLE, *periods)]


@pytest.mark.parametrize(
    "statuses",
    [
        {"T2": "not_started", "T3": "in_progress"},
        {"T2": "in_progress", "T3": "done"},
        {"T2": "in_progress", "T3": "cancelled"},
        {"T2": "in_progress", "T3": "absent"},
        {"T1": "in_progress", "T2": "in_progress", "T3": "absent"},
        {"T2": "done", "T3": "done"},
        {"T2": "cancelled", "T3": "cancelled"},
        {"T3": "in_progress"},
        {"plan": None, "T3": "in_progress"},
    ],
)
def test_moved_or_ended_or_cannot_be_compared(statuses: dict[str, str | None]) -> None:
    assert stalled(statuses) == []


def test_stalled_is_of_its_year(samples: Path) -> None:
    with store.reading(samples) as con:
        of_year = "SELECT count(*) FROM stalled({})"
        assert con.execute(of_year.format(2023)).fetchall() == [(0,)]
        found = con.execute(
            "SELECT title, comment, file_name, page FROM stalled(2024) WHERE status_after = 'Ej inlett'"
        )
        assert [row[0] for row in found.fetchall()] == [
            "Driftsättning av lösning för säkra meddelanden och säkra digitala möten (SEFOS och SDK)",
            "Införande av arbetssätt för Innovationsledning/förändringsledning/ständiga förbättringar",
        ]


def test_what_is_still_done_did_not_stand_still(samples: Path) -> None:
    with store.reading(samples) as con:
        changes = dict(
            con.execute("SELECT change, count(*) FROM activity_progress WHERE year = 2024 GROUP BY ALL").fetchall()
        )
        assert (changes["unchanged"], changes["still_done"]) == (13, 8)
        assert con.execute("SELECT count(*) FROM stalled(2024)").fetchall() == [(13,)]


@pytest.fixture
def money() -> duckdb.DuckDBPyConnection:
    con = database_with_words()
    rows = [("Skola", "1", "7", "5", "-2"), ("Vård", "1", "3", "4", "9"), ("Bad", "1", "9", "9", "0")]
    add_document(con, "d", "T2", kommun=KOMMUN)
    add_table(con, "d", 1, COLUMNS, [*rows, ("Summa", "3", "19", "18", "7")])
    add_table(con, "d", 2, COLUMNS, [("Skola", "1", "7", "5", "-2")], verified=False)
    store.create_macros(con)
    return con


@pytest.mark.parametrize("kommun", ["Upplands Väsby", "upplands VÄSBY", KOMMUN])
def test_largest_deviations_without_sums_and_repeats(money: duckdb.DuckDBPyConnection, kommun: str) -> None:
    query = "SELECT label, variance, verified FROM largest_deviations(?)"
    assert money.execute(query, [kommun]).fetchall() == [("Vård", 9000, True), ("Skola", -2000, True)]


def test_as_many_deviations_as_asked_for(money: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT label FROM largest_deviations('Upplands Väsby', {})"
    assert money.execute(query.format("1")).fetchall() == [("Vård",)]
    assert money.execute(query.format("n := 1")).fetchall() == [("Vård",)]
    assert money.execute("FROM largest_deviations('Ale')").fetchall() == []


def test_deviations_are_of_the_latest_report(money: duckdb.DuckDBPyConnection) -> None:
    add_document(money, "e", "T3", kommun=KOMMUN)
    add_table(money, "e", 1, COLUMNS, [("Skola", "9", "9", "5", "-4")])
    found = money.execute("SELECT label, period, variance FROM largest_deviations('Upplands Väsby')").fetchall()
    assert found == [("Skola", "T3", -4000)]


@pytest.fixture
def texts() -> duckdb.DuckDBPyConnection:
    con = fresh_database()
    add_document(con, "d", "T2")
    add_activity(con, "d", 1, "Ny förskola i Ösby", activity_id="d-a1")
    add_activity(con, "d", 2, "Bron vid Osby", activity_id="d-a2")
    con.execute("UPDATE activities SET comment = 'Idén om ett café\nprövas på nytt' WHERE row = 1")
    con.execute(
        "INSERT INTO tables VALUES ('d-t1', 'd', NULL, NULL, 'unknown', 'both', 3, 3, NULL, 2, 2);"
        "INSERT INTO cells VALUES ('d-t1', 1, 0, 1, 1, false, 'Bron vid Osby', NULL, NULL, 'both', 3, NULL),"
        " ('d-t1', 1, 1, 1, 1, false, 'Säker IT–drift', NULL, NULL, 'both', 3, NULL)"
    )
    store.create_macros(con)
    return con


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("skola", ["d-a1"]),
        ("FÖRSKOLA", ["d-a1"]),
        ("cafe", ["d-a1"]),
        ("Café ide", ["d-a1"]),
        ("cafe prövas", ["d-a1"]),
        ("forskola", []),
        ("ösby", ["d-a1"]),
        ("osby", ["d-a2", "d-t1-r1c0"]),
        ("it-drift", ["d-t1-r1c1"]),
        ("skola bron", []),
        ("100%", []),
        ("", []),
        ("  ", []),
    ],
)
def test_find(texts: duckdb.DuckDBPyConnection, words: str, found: list[str]) -> None:
    assert [row[0] for row in texts.execute("SELECT id FROM find(?)", [words]).fetchall()] == found


def test_a_cell_that_a_record_repeats_is_left_out(texts: duckdb.DuckDBPyConnection) -> None:
    texts.execute("UPDATE activities SET page = 3")
    assert texts.execute("SELECT kind, id FROM find('osby')").fetchall() == [("activity", "d-a2")]


def test_find_tells_kind_kommun_file_and_page(samples: Path) -> None:
    with store.reading(samples) as con:
        found = con.execute("SELECT kind, municipality, file_name, page FROM find('gymnasieskola')").fetchall()
    assert ("budget line", "Askersund", "askersund_ks_delarsbokslut_2024_08_sample.pdf", 2) in found


def test_history_from_any_of_its_documents(samples: Path) -> None:
    with store.reading(samples) as con:
        ids = con.execute(
            "SELECT activity_id, period FROM activities WHERE title = 'Revidera ledningssystemet'"
        ).fetchall()
        told = [con.execute("SELECT activity_id, period FROM history(?)", [i]).fetchall() for i, _ in ids]
    assert sorted(ids, key=lambda row: row[1]) == told[0] == told[1]


def test_every_macro_has_a_comment(database: Path) -> None:
    with store.rewriting(database) as con:
        store.create_views(con)
        store.create_macros(con)
    query = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE NOT internal AND {} ORDER BY 1"
    with store.reading(database) as con:
        names = con.execute(query.format("function_type IN ('macro', 'table_macro')")).fetchall()
        assert con.execute(query.format("comment <> ''")).fetchall() == names
    assert [name for (name,) in names] == ["find", "folded", "history", "largest_deviations", "matter", "stalled"]
