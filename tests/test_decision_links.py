"""Decisions linked to the reports and the uppdrag that they are about."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from plan_rows import add_document, fresh_database

from pipeline.decision_links import link_decisions

Link = tuple[str, str | None, str, str]


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = fresh_database()
    for name, period, end, title, number in (
        ("t2", "T2", date(2031, 8, 31), "Uppföljning av verksamhetsplan 2031, andra tertialet", "KS/2031:17"),
        ("t3", "T3", date(2031, 12, 31), "Uppföljning av verksamhetsplan 2031, tredje tertialet", "KS/2031:17"),
    ):
        add_document(con, name, period)
        con.execute(
            "UPDATE documents SET title = ?, registration_number = ?, period_end = ? WHERE document_id = ?",
            [title, number, end, name],
        )
    add_document(con, "minutes", None)
    con.execute("UPDATE documents SET document_type = 'protokoll' WHERE document_id = 'minutes'")
    return con


def decided(
    con: duckdb.DuckDBPyConnection,
    title: str,
    *,
    number: str | None = None,
    day: date = date(2032, 2, 3),
    text: str = "Rapporten läggs till handlingarna.",
    papers: str | None = None,
) -> list[Link]:
    """The links of one decision of the minutes: to document, to uppdrag, evidence, standing."""
    con.execute(
        "INSERT INTO decisions BY NAME SELECT 'd1' AS decision_id, 'minutes' AS document_id, ? AS title,"
        " ? AS meeting_date, ? AS registration_number, 'beslut' AS kind, ? AS text, ? AS documents, 3 AS page",
        [title, day, number, text, papers],
    )
    link_decisions(con)
    return con.execute(
        "SELECT to_document_id, to_assignment_id, evidence, decision FROM decision_links ORDER BY ALL"
    ).fetchall()


def add_assignment(con: duckdb.DuckDBPyConnection, title: str, assigned_on: date | None = None) -> None:
    add_document(con, "form", None)
    con.execute("UPDATE documents SET document_type = 'uppdragsbeskrivning' WHERE document_id = 'form'")
    con.execute(
        "INSERT INTO assignments BY NAME SELECT 'u1' AS assignment_id, 'form' AS document_id, ? AS title,"
        " ? AS assigned_on, 1 AS page",
        [title, assigned_on],
    )


def test_the_period_in_the_title_tells_two_reports_of_one_matter_apart(con: duckdb.DuckDBPyConnection) -> None:
    found = decided(con, "Uppföljning av verksamhetsplan, andra tertialet", number="KS 2031/00017")
    assert found == [("t2", None, "diarienummer, title", "auto")]


def test_a_report_whose_period_had_not_ended_was_not_decided_on(con: duckdb.DuckDBPyConnection) -> None:
    found = decided(con, "Uppföljning av verksamhetsplanen", number="KS/2031:17", day=date(2031, 9, 30))
    assert [(to, standing) for to, _, _, standing in found] == [("t2", "auto")]


def test_where_two_reports_fit_as_well_a_person_decides(con: duckdb.DuckDBPyConnection) -> None:
    found = decided(con, "Uppföljning av verksamhetsplanen", number="KS/2031:17")
    assert [(to, standing) for to, _, _, standing in found] == [("t2", "review"), ("t3", "review")]


def test_the_papers_name_the_report_without_a_diarienummer(con: duckdb.DuckDBPyConnection) -> None:
    papers = "Tjänsteskrivelse 2032-01-20\nUppföljning av verksamhetsplan 2031, tredje tertialet"
    assert decided(con, "Årets aktiviteter", papers=papers) == [("t3", None, "title", "auto")]


def test_another_matter_of_the_board_is_linked_to_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert decided(con, "Belysning i parken", number="KS/2031:18") == []


def test_a_diarienummer_alone_waits_for_a_person(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM documents WHERE document_id = 't3'")
    assert decided(con, "Belysning i parken", number="KS/2031:17") == [("t2", None, "diarienummer", "review")]


def test_another_kommun_with_the_same_diarienummer_is_no_link(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE documents SET municipality_code = '9998' WHERE document_id = 'minutes'")
    assert decided(con, "Uppföljning av verksamhetsplan, andra tertialet", number="KS/2031:17") == []


def test_an_uppdrag_given_in_a_paragraph_finds_its_form(con: duckdb.DuckDBPyConnection) -> None:
    add_assignment(con, "Se över taxan för förskolan", assigned_on=date(2031, 4, 8))
    text = "Rapporten godkänns.\nBarnchefen får i uppdrag att se över taxan för förskolan."
    assert decided(con, "Taxor", text=text, day=date(2031, 4, 8)) == [("form", "u1", "title, date", "auto")]


def test_an_uppdrag_of_the_same_name_and_another_day_waits_for_a_person(con: duckdb.DuckDBPyConnection) -> None:
    add_assignment(con, "Se över taxan för förskolan", assigned_on=date(2030, 4, 8))
    text = "Kommunstyrelsen uppdrar åt barnchefen att se över taxan för förskolan."
    assert decided(con, "Taxor", text=text, day=date(2031, 4, 8)) == [("form", "u1", "title", "review")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET title = 'Uppföljning' WHERE document_id = 't3'",
        "UPDATE decisions SET title = 'Fritidsgården'",
        "UPDATE documents SET superseded_by = 't2' WHERE document_id = 'minutes'",
        "DELETE FROM decisions",
    ],
)
def test_links_of_decisions_are_made_anew_where_something_has_changed(
    con: duckdb.DuckDBPyConnection, change: str
) -> None:
    everything = "SELECT decision_id, to_document_id, evidence, score, decision FROM decision_links ORDER BY ALL"
    assert decided(con, "Uppföljning av verksamhetsplan 2031, tredje tertialet", number="KS/2031:17")
    con.execute("UPDATE decision_links SET score = 1")
    con.execute(change)
    link_decisions(con)
    links = con.execute(everything).fetchall()
    con.execute("DELETE FROM link_inputs")
    link_decisions(con)
    assert con.execute(everything).fetchall() == links


def test_links_of_decisions_stay_where_nothing_has_changed(con: duckdb.DuckDBPyConnection) -> None:
    assert decided(con, "Uppföljning av verksamhetsplan 2031, tredje tertialet", number="KS/2031:17")
    con.execute("UPDATE decision_links SET score = 1")
    link_decisions(con)
    assert con.execute("SELECT DISTINCT score FROM decision_links").fetchall() == [(1.0,)]
