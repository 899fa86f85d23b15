"""What a person has decided on links stays decided, through every re-reading."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from plan_rows import add_activity, add_document, add_titles, fresh_database, links, sha256

from pipeline.decisions import DecisionsError
from pipeline.link import UnknownPair, decide, link, unmatched_decisions

HEADER = "from_sha256,from_page,from_title,to_sha256,to_page,to_title,decision,decided_on\n"
DAY = date(2031, 10, 1)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = fresh_database()
    add_titles(con, "t2", "T2", ["Införa e-arkiv", "Bygga ut förskolan i norra Lunda"])
    add_titles(con, "t3", "T3", ["Införa e-arkiv", "Bygga ut förskolan i södra Lunda", "Måla ladan röd"])
    return con


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "curated" / "link_decisions.csv"


def test_a_confirmed_pair_is_linked_and_tracked(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:2", "t3:2", True, DAY)
    link(con, file)
    assert links(con) == {("t2:1", "t3:1"): "auto", ("t2:2", "t3:2"): "confirmed"}
    track = con.execute("SELECT activity_id FROM activity_tracks WHERE track_id = 't2:2' ORDER BY 1").fetchall()
    assert track == [("t2:2",), ("t3:2",)]


def test_a_confirmed_pair_needs_no_likeness(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:1", "t3:3", True, DAY)
    link(con, file)
    assert links(con) == {("t2:1", "t3:3"): "confirmed", ("t2:2", "t3:2"): "review"}


def test_a_rejected_pair_keeps_its_score_and_is_on_no_track(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:1", "t3:1", False, DAY)
    link(con, file)
    assert links(con) == {("t2:1", "t3:1"): "rejected", ("t2:2", "t3:2"): "review"}
    assert con.execute("SELECT score FROM activity_links WHERE decision = 'rejected'").fetchall()[0][0] > 90
    assert con.execute("SELECT count(DISTINCT track_id) FROM activity_tracks").fetchall() == [(5,)]


def test_the_next_best_takes_the_place_of_a_rejected_pair(file: Path) -> None:
    con = fresh_database()
    add_titles(con, "t2", "T2", ["Införa e-arkiv i alla förvaltningar"])
    add_titles(con, "t3", "T3", ["Införa e-arkiv i alla förvaltningar", "Införande av e-arkiv i alla förvaltningar"])
    decide(con, file, "t2:1", "t3:1", False, DAY)
    link(con, file)
    assert links(con) == {("t2:1", "t3:1"): "rejected", ("t2:1", "t3:2"): "auto"}


def test_a_confirmed_split_puts_both_parts_on_the_track(file: Path) -> None:
    con = fresh_database()
    add_titles(con, "t1", "T1", ["Införa e-arkiv och digital signatur"])
    for document, period in (("t2", "T2"), ("t3", "T3")):
        add_titles(con, document, period, ["Införa e-arkiv", "Införa digital signatur"])
    decide(con, file, "t1:1", "t2:1", True, DAY)
    decide(con, file, "t1:1", "t2:2", True, DAY)
    link(con, file)
    assert sorted(links(con).values()) == ["auto", "auto", "confirmed", "confirmed"]
    assert con.execute("SELECT count(DISTINCT track_id) FROM activity_tracks").fetchall() == [(1,)]


def test_a_later_word_replaces_an_earlier_one(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:2", "t3:2", True, DAY)
    decide(con, file, "t2:2", "t3:2", False, date(2031, 10, 2))
    t2, t3 = sha256("t2"), sha256("t3")
    titles = "bygga ut förskolan i norra lunda", "bygga ut förskolan i södra lunda"
    assert file.read_text("utf-8") == f"{HEADER}{t2},1,{titles[0]},{t3},1,{titles[1]},rejected,2031-10-02\n"
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_decisions_survive_new_ids(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:2", "t3:2", True, DAY)
    con.execute("UPDATE activities SET activity_id = 'new ' || activity_id, title = upper(title), row = row + 7")
    link(con, file)
    assert links(con)["new t2:2", "new t3:2"] == "confirmed"
    assert unmatched_decisions(con, file) == []


def test_decisions_tell_one_title_twice_on_a_page_apart(file: Path) -> None:
    con = fresh_database()
    add_titles(con, "t2", "T2", ["Kundenkät", "Kundenkät"])
    add_titles(con, "t3", "T3", ["Kundenkät", "Kundenkät"])
    decide(con, file, "t2:2", "t3:1", True, DAY)
    link(con, file)
    confirmed = [pair for pair, decision in links(con).items() if decision == "confirmed"]
    assert confirmed == [("t2:2", "t3:1")]


def test_a_decision_without_its_activity_stays_in_the_file(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    decide(con, file, "t2:2", "t3:2", True, DAY)
    before = file.read_text("utf-8")
    con.execute("DELETE FROM activities WHERE activity_id = 't3:2'")
    link(con, file)
    assert [d.later.title for d in unmatched_decisions(con, file)] == ["bygga ut förskolan i södra lunda"]
    assert file.read_text("utf-8") == before


def test_a_decision_on_documents_of_another_database_is_not_unmatched(
    con: duckdb.DuckDBPyConnection, file: Path
) -> None:
    decide(con, file, "t2:2", "t3:2", True, DAY)
    assert unmatched_decisions(fresh_database(), file) == []


def test_a_confirmed_pair_holds_when_a_follow_up_comes_between(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    con.execute("UPDATE documents SET period = 'T1' WHERE document_id = 't2'")
    decide(con, file, "t2:2", "t3:2", True, DAY)
    add_titles(con, "between", "T2", ["Införa e-arkiv"])
    link(con, file)
    assert links(con)["t2:2", "t3:2"] == "confirmed"


@pytest.mark.parametrize(
    ("earlier", "later", "message"),
    [
        ("t2:9", "t3:1", "'t2:9'"),
        ("t2:1", "nothing", "'nothing'"),
        ("t3:1", "t2:1", "earlier document first"),
        ("t2:1", "t2:2", "earlier document first"),
        ("t2:1", "loose:1", "same kommun and committee"),
        ("loose:1", "t3:1", "same kommun and committee"),
    ],
)
def test_pairs_that_cannot_be_decided(
    con: duckdb.DuckDBPyConnection, file: Path, earlier: str, later: str, message: str
) -> None:
    add_document(con, "loose", "T3", year=None)
    add_activity(con, "loose", 1, "Införa e-arkiv")
    with pytest.raises(UnknownPair, match=message):
        decide(con, file, earlier, later, True, DAY)
    assert not file.exists()


SHA = "a" * 64
GOOD = f"{SHA},1,införa e-arkiv,{SHA},2,införa e-arkiv,confirmed,2031-10-01\n"


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        pytest.param("", 1, "nothing", "the header", id="empty"),
        pytest.param(HEADER.replace(",", ";"), 1, "from_sha256;from_page", "the header", id="semicolons"),
        pytest.param(HEADER + GOOD + "x,y\n", 3, "2 fields", "8 fields", id="too few fields"),
        pytest.param(HEADER + GOOD.replace("confirmed", "ja"), 2, "'ja'", "confirmed or rejected", id="decision"),
        pytest.param(HEADER + GOOD.replace("2031-10-01", "1/10"), 2, "'1/10'", "a date such as", id="date"),
        pytest.param(HEADER + GOOD.replace(",2,", ",två,"), 2, "to_page 'två'", "a page from 1", id="page"),
        pytest.param(HEADER + GOOD.replace(SHA, "kort", 1), 2, "from_sha256 'kort'", "64 hexadecimal", id="hash"),
        pytest.param(HEADER + GOOD + GOOD.replace("confirmed", "rejected"), 3, "'rejected'", "one decision", id="both"),
        pytest.param(HEADER + '"a"b,', 2, "broken quotes", "CSV", id="quotes"),
    ],
)
def test_a_malformed_file_is_named_with_line_and_remedy(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, line: int, found: str, expected: str
) -> None:
    file = tmp_path / "link_decisions.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DecisionsError) as raised:
        link(con, file)
    message = str(raised.value)
    assert message.startswith(f"{file}, line {line}: found ")
    assert found in message
    assert f"expected {expected}" in message


def test_a_file_in_another_encoding_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "link_decisions.csv"
    file.write_bytes((HEADER + GOOD.replace("arkiv", "arkivväg")).encode("latin-1"))
    with pytest.raises(DecisionsError, match="expected UTF-8"):
        link(con, file)


def test_a_file_saved_with_a_byte_order_mark_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "link_decisions.csv"
    file.write_bytes((HEADER + GOOD).replace("\n", "\r\n").encode("utf-8-sig"))
    link(con, file)
    assert links(con)["t2:1", "t3:1"] == "auto"
