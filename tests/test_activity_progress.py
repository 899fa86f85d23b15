"""The view that says what came of each activity in each year."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from plan_rows import add_activity, add_document, add_goals, fresh_database

from pipeline.link import link
from pipeline.store import Row, rows

NO_DECISIONS = Path("no such folder/link_decisions.csv")
TITLE = "Införa e-arkiv för allmänna handlingar"
ABSENT = "absent"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return fresh_database()


def add_observations(con: duckdb.DuckDBPyConnection, statuses: dict[str, str | None]) -> None:
    """A document a period, each with one other activity; the one looked at is left out where its status is ABSENT."""
    for period, status in statuses.items():
        add_document(con, period, period)
        add_activity(con, period, 1, "Måla ladan röd")
        if status != ABSENT:
            add_activity(con, period, 2, TITLE, status=status)


def progress(con: duckdb.DuckDBPyConnection, title: str = TITLE) -> list[Row]:
    link(con, NO_DECISIONS)
    return rows(con, "SELECT * FROM activity_progress WHERE title = $title ORDER BY year", {"title": title})


@pytest.mark.parametrize(
    ("statuses", "change"),
    [
        ({"T2": "in_progress", "T3": "done"}, "completed"),
        ({"T1": "not_started", "T2": "done", "T3": "done"}, "completed"),
        ({"T1": "in_progress", "T2": "done", "T3": ABSENT}, "completed"),
        ({"plan": None, "T2": "done"}, "completed"),
        ({"T2": "delayed", "helår": "done"}, "completed"),
        ({"T2": "not_started", "T3": "in_progress"}, "advanced"),
        ({"T2": "paused", "T3": "in_progress"}, "advanced"),
        ({"T2": "delayed", "T3": "in_progress"}, "advanced"),
        ({"T2": "in_progress", "T3": "in_progress"}, "unchanged"),
        ({"T2": "done", "T3": "done"}, "still_done"),
        ({"T1": "done", "T2": "delayed", "T3": "done"}, "still_done"),
        ({"T2": "cancelled", "T3": "cancelled"}, "still_cancelled"),
        ({"T2": "not_started", "T3": "delayed"}, "unchanged"),
        ({"plan": None, "T2": "in_progress", "T3": "in_progress"}, "unchanged"),
        ({"T2": "done", "T3": "in_progress"}, "regressed"),
        ({"T2": "in_progress", "T3": "paused"}, "regressed"),
        ({"T2": "in_progress", "T3": "delayed"}, "regressed"),
        ({"T2": "not_started", "T3": "cancelled"}, "regressed"),
        ({"T2": ABSENT, "T3": "in_progress"}, "new"),
        ({"plan": ABSENT, "T3": "done"}, "new"),
        ({"plan": ABSENT, "T2": "in_progress", "T3": "done"}, "completed"),
        ({"T2": "in_progress", "T3": ABSENT}, "dropped"),
        ({"plan": None, "T2": ABSENT}, "dropped"),
        ({"T1": "not_started", "T2": "in_progress", "T3": ABSENT}, "dropped"),
        ({"T3": "in_progress"}, None),
        ({"T2": None, "T3": "in_progress"}, None),
        ({"T2": "in_progress", "T3": None}, None),
        ({"plan": None, "T2": "in_progress"}, None),
    ],
)
def test_change(con: duckdb.DuckDBPyConnection, statuses: dict[str, str | None], change: str | None) -> None:
    add_observations(con, statuses)
    assert [row["change"] for row in progress(con)] == [change]


def test_observations_with_their_places(con: duckdb.DuckDBPyConnection) -> None:
    for period, status, unit in (("plan", None, None), ("T2", "in_progress", "Kansliet"), ("helår", "done", None)):
        add_document(con, period, period)
        add_goals(con, period, ["Öppna handlingar för alla."])
        add_activity(con, period, 1, TITLE, goal=1, status=status, responsible=unit, page=len(period))
    con.execute("UPDATE activities SET comment = 'Sagt i ' || document_id, status_text = 'Pågår' WHERE page = 2")
    (row,) = progress(con)
    assert (
        row
        | {
            "municipality": "Exempelköping",
            "committee": "Exempelnämnden",
            "year": 2031,
            "goal": "Öppna handlingar för alla.",
            "responsible": "Kansliet",
            "status_plan": None,
            "status_t1": None,
            "status_t2": "in_progress",
            "status_t3": "done",
            "first_status": "in_progress",
            "last_status": "done",
            "change": "completed",
            "comment_t2": "Sagt i T2",
            "comment_t3": None,
            "file_plan": "plan.pdf",
            "page_plan": 4,
            "file_t1": None,
            "page_t1": None,
            "file_t2": "T2.pdf",
            "page_t2": 2,
            "file_t3": "helår.pdf",
            "page_t3": 5,
            "status_text_t2": "Pågår",
            "track_id": "plan:1",
        }
        == row
    )


def test_each_year_has_its_own_row(con: duckdb.DuckDBPyConnection) -> None:
    for document, period, year, status in (("a", "T3", 2031, "not_started"), ("b", "T3", 2032, "done")):
        add_document(con, document, period, year=year)
        add_activity(con, document, 1, TITLE, status=status)
    assert [(r["year"], r["last_status"], r["change"]) for r in progress(con)] == [
        (2031, "not_started", None),
        (2032, "done", None),
    ]


def test_a_plan_for_several_years_counts_where_it_is_followed_up(con: duckdb.DuckDBPyConnection) -> None:
    add_document(con, "long", "plan", year=2031, year_to=2033)
    add_document(con, "t3", "T3", year=2032)
    for document, title in (("long", TITLE), ("t3", TITLE), ("long", "Måla ladan röd"), ("t3", "Bygga bro över ån")):
        status = "done" if document == "t3" else None
        add_activity(con, document, 1, title, status=status, activity_id=f"{document} {title}")
    assert [(r["year"], r["file_plan"], r["change"]) for r in progress(con)] == [
        (2031, "long.pdf", None),
        (2032, "long.pdf", "completed"),
    ]
    assert [(r["year"], r["change"]) for r in progress(con, "Måla ladan röd")] == [(2031, None)]
    assert [(r["year"], r["change"]) for r in progress(con, "Bygga bro över ån")] == [(2032, "new")]


def test_a_document_that_cannot_be_placed_still_shows_its_activities(con: duckdb.DuckDBPyConnection) -> None:
    add_document(con, "loose", None, kommun=None, year=None)
    add_activity(con, "loose", 1, TITLE, status="in_progress")
    (row,) = progress(con)
    assert (row["municipality"], row["year"], row["last_status"], row["change"]) == (None, None, "in_progress", None)


def test_other_committees_do_not_make_an_activity_new(con: duckdb.DuckDBPyConnection) -> None:
    add_document(con, "other", "T2", committee="Kulturnämnden")
    add_activity(con, "other", 1, "Måla ladan röd", status="done")
    add_document(con, "t3", "T3")
    add_activity(con, "t3", 1, TITLE, status="in_progress")
    assert [row["change"] for row in progress(con)] == [None]
