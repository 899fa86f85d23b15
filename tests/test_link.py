"""Which activities of consecutive documents are taken for one and the same."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_rows import add_activity, add_document, add_goals, add_titles, fresh_database, links

from pipeline.link import link, waiting
from pipeline.wording import written_out

NO_DECISIONS = Path("no such folder/link_decisions.csv")


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return fresh_database()


@pytest.mark.parametrize(
    ("earlier", "later", "decision"),
    [
        ("Införa e-arkiv", "Införa e-arkiv.", "auto"),
        ("Byte av plattform för kommunens växel", "Byte av plattform för kommunens växeln", "auto"),
        ("Implementera nytt ledningssystem", "Implementering av nytt ledningssystem", "auto"),
        ("Rutiner för samverkan skola o näringsliv", "Rutiner för samverkan näringsliv och skola", "auto"),
        ("Krisledningsplan inkl. utbildning", "Krisledningsplan inklusive utbildning", "auto"),
        ("Kampanj för källsortering i skolan", "Kampanj för källsotering i skolan", "auto"),
        ("Skol-skjutsplan för landsbygden", "Skolskjutsplan för landsbygden", "auto"),
        (
            "Ta fram ny handlingsplan för friluftsliv (nuvarande friluftspolitiska programmet)",
            "Ta fram ny handlingsplan för friluftsliv",
            "auto",
        ),
        ("Bygga ut förskolan i norra Lunda", "Bygga ut förskolan i södra Lunda", "review"),
        ("Ombyggnad av badhuset, etapp 1", "Ombyggnad av badhuset, etapp 2", "review"),
        ("Ombyggnad av badhuset", "Ombyggnad av badhuset, etapp 2", "review"),
        ("Framtagande av översvämningsplan", "Ta fram en översvämningsplan", "review"),
        ("Avveckla externt kundsystem", "Avveckla internt kundsystem", "review"),
        ("Översyn av skolskjutsreglementet", "Översyn av kostpolicyn", None),
        ("Utbildning", "Utredning", None),
        ("Nöjdhetsmätning bland företag", "Ny belysning i parken", None),
    ],
)
def test_titles(con: duckdb.DuckDBPyConnection, earlier: str, later: str, decision: str | None) -> None:
    add_titles(con, "t2", "T2", [earlier])
    add_titles(con, "t3", "T3", [later])
    link(con, NO_DECISIONS)
    assert links(con).get(("t2:1", "t3:1")) == decision


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("HR- o löneavd.", "hr- och löneavdelning"),
        ("Ekonomiavd", "ekonomiavdelning"),
        ("Rutiner m.m. enl. plan", "rutiner med mera enligt plan"),
        ("Åtgärder bl a i skolan", "åtgärder bland annat i skolan"),
        ("Kultur & fritid", "kultur och fritid"),
        ("Ostkusten o-ringen", "ostkusten o-ringen"),
    ],
)
def test_abbreviations_are_written_out(printed: str, full: str) -> None:
    assert written_out(printed) == full


def test_near_duplicates_keep_apart_in_swapped_order(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Revidera policy för kost", "Revidera policy för gåvor", "Revidera policy för resor"])
    add_titles(con, "t3", "T3", ["Revidera policy för resor", "Revidera policy för kost", "Revidera policy för gåvor"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:2"): "auto", ("t2:2", "t3:3"): "auto", ("t2:3", "t3:1"): "auto"}


def test_near_duplicate_of_a_dropped_row_is_not_linked_unseen(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Revidera policy för kost", "Starta språkcafé på biblioteket"])
    add_titles(con, "t3", "T3", ["Revidera policy för gåvor", "Starta språkcafé på biblioteket"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:1"): "review", ("t2:2", "t3:2"): "auto"}


def test_two_partners_nearly_as_alike_need_review(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Hyra ut kommunal lokal till föreningar"])
    add_titles(
        con, "t3", "T3", ["Hyra ut kommunala lokaler till föreningar", "Hyra ut kommunala lokalerna till föreningar"]
    )
    link(con, NO_DECISIONS)
    assert list(links(con).values()) == ["review"]


def test_inserted_and_dropped_rows(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(
        con, "t2", "T2", ["Införa e-arkiv", "Bygga ny lekplats vid ån", "Kartlägga cykelvägar", "Höja beredskapen"]
    )
    add_titles(
        con, "t3", "T3", ["Sälja den gamla kvarnen", "Införa e-arkiv", "Kartlägga cykelvägar", "Höja beredskapen"]
    )
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:2"): "auto", ("t2:3", "t3:3"): "auto", ("t2:4", "t3:4"): "auto"}


GOALS = ["Alla barn ska klara skolan.", "Kommunen ska vara en trygg plats även på natten."]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param([1, 2], [2, 1], {("t2:1", "t3:2"): "auto", ("t2:2", "t3:1"): "auto"}, id="both stay"),
        pytest.param([1, 2], [2], {("t2:2", "t3:1"): "auto"}, id="one dropped"),
        pytest.param([1], [2], {("t2:1", "t3:1"): "review"}, id="another goal"),
    ],
)
def test_one_title_under_two_goals(
    con: duckdb.DuckDBPyConnection, earlier: list[int], later: list[int], expected: dict[tuple[str, str], str]
) -> None:
    for document, period, goals in (("t2", "T2", earlier), ("t3", "T3", later)):
        add_document(con, document, period)
        add_goals(con, document, GOALS)
        for row, goal in enumerate(goals, start=1):
            add_activity(con, document, row, "Utbildning", goal=goal)
    link(con, NO_DECISIONS)
    assert links(con) == expected


def test_one_title_twice_without_anything_to_tell_them_apart_needs_review(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Kundenkät", "Kundenkät"])
    add_titles(con, "t3", "T3", ["Kundenkät"])
    link(con, NO_DECISIONS)
    assert list(links(con).values()) == ["review"]


def test_a_split_activity_links_to_each_part_for_review(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Införa e-arkiv och digital signatur", "Kartlägga cykelvägar"])
    add_titles(con, "t3", "T3", ["Införa e-arkiv", "Införa digital signatur", "Kartlägga cykelvägar"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:1"): "review", ("t2:1", "t3:2"): "review", ("t2:2", "t3:3"): "auto"}


def test_merged_activities_link_to_the_whole_for_review(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Införa e-arkiv", "Införa digital signatur"])
    add_titles(con, "t3", "T3", ["Införa e-arkiv och digital signatur"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:1"): "review", ("t2:2", "t3:1"): "review"}


def test_one_that_has_its_own_partner_was_not_split(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Införa e-arkiv och digital signatur"])
    add_titles(con, "t3", "T3", ["Införa e-arkiv och digital signatur", "Införa e-arkiv"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t2:1", "t3:1"): "auto"}


@pytest.mark.parametrize(
    ("documents", "pairs"),
    [
        pytest.param(
            [("plan", "plan", {}), ("t1", "T1", {}), ("t2", "T2", {}), ("t3", "T3", {})],
            {"plan-t1", "t1-t2", "t2-t3"},
            id="through a year",
        ),
        pytest.param(
            [("t2", "T2", {}), ("end", "helår", {}), ("next", "plan", {"year": 2032})],
            {"t2-end", "end-next"},
            id="to next year's plan",
        ),
        pytest.param([("plan", "plan", {}), ("t3", "T3", {})], {"plan-t3"}, id="over missing follow-ups"),
        pytest.param([("t2", "T2", {}), ("t3", "T3", {"committee": "Kulturnämnden"})], set(), id="another committee"),
        pytest.param([("t2", "T2", {}), ("t3", "T3", {"kommun": "9998"})], set(), id="another kommun"),
        pytest.param([("t2", "T2", {"kommun": None}), ("t3", "T3", {"kommun": None})], set(), id="kommun unknown"),
        pytest.param([("t2", "T2", {"year": None}), ("t3", "T3", {"year": None})], set(), id="year unknown"),
        pytest.param([("t2", None, {}), ("t3", "T3", {})], set(), id="period unknown"),
        pytest.param(
            [("t2", "T2", {"committee": None}), ("t3", "T3", {"committee": None})], {"t2-t3"}, id="kommun's own"
        ),
        pytest.param([("t2", "T2", {"committee": "EXEMPELNÄMNDEN"}), ("t3", "T3", {})], {"t2-t3"}, id="capitals"),
        pytest.param(
            [("a", "plan", {}), ("b", "plan", {}), ("t1", "T1", {})], {"a-b", "a-t1", "b-t1"}, id="revised plan"
        ),
        pytest.param(
            [("long", "plan", {"year_to": 2032}), ("t3", "T3", {}), ("next", "T1", {"year": 2032})],
            {"long-t3", "t3-next", "long-next"},
            id="plan for two years",
        ),
        pytest.param(
            [("long", "plan", {"year_to": 2032}), ("new", "plan", {"year": 2032}), ("next", "T1", {"year": 2032})],
            {"long-new", "new-next"},
            id="plan for two years, replaced",
        ),
    ],
)
def test_which_documents_are_compared(
    con: duckdb.DuckDBPyConnection, documents: list[tuple[str, str, dict[str, object]]], pairs: set[str]
) -> None:
    for document, period, fields in documents:
        add_document(con, document, period, **fields)  # type: ignore[arg-type]
        add_activity(con, document, 1, "Införa e-arkiv för allmänna handlingar", activity_id=document)
    link(con, NO_DECISIONS)
    assert {"-".join(pair) for pair in links(con)} == pairs


def test_a_document_without_activities_is_passed_over(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t1", "T1", ["Införa e-arkiv"])
    add_titles(con, "t2", "T2", [])
    add_titles(con, "t3", "T3", ["Införa e-arkiv"])
    link(con, NO_DECISIONS)
    assert links(con) == {("t1:1", "t3:1"): "auto"}


def test_tracks_run_through_the_year_and_into_the_next(con: duckdb.DuckDBPyConnection) -> None:
    for document, period, year in (("p", "plan", 2031), ("t1", "T1", 2031), ("t3", "T3", 2031), ("q", "plan", 2032)):
        add_document(con, document, period, year=year)
        add_activity(con, document, 1, "Införa e-arkiv")
        add_activity(con, document, 2, {"p": "Bygga bro", "t1": "Bygga bro"}.get(document, "Måla ladan röd"))
    link(con, NO_DECISIONS)
    tracks = dict(con.execute("SELECT activity_id, track_id FROM activity_tracks").fetchall())
    assert tracks == {
        **dict.fromkeys(["p:1", "t1:1", "t3:1", "q:1"], "p:1"),
        **dict.fromkeys(["p:2", "t1:2"], "p:2"),
        **dict.fromkeys(["t3:2", "q:2"], "t3:2"),
    }


def test_review_links_join_no_track(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Ombyggnad av badhuset, etapp 1"])
    add_titles(con, "t3", "T3", ["Ombyggnad av badhuset, etapp 2"])
    link(con, NO_DECISIONS)
    assert con.execute("SELECT count(DISTINCT track_id) FROM activity_tracks").fetchall() == [(2,)]


def test_links_that_contradict_each_other_need_review(con: duckdb.DuckDBPyConnection) -> None:
    """The first plan leads to one activity of the follow-up, its revision to another: both can't be the same."""
    title = "Rutin för elevers frånvaro i grundskolan (gäller även fritidshemmens personal)"
    add_titles(con, "plan a", "plan", [title])
    add_titles(con, "plan b", "plan", [title.partition(" (")[0]])
    add_titles(con, "t1", "T1", [title, title.partition(" (")[0]])
    link(con, NO_DECISIONS)
    decisions = links(con)
    assert sorted(decisions.values()).count("auto") < len(decisions)
    same_document = con.execute(
        "SELECT track_id FROM activity_tracks JOIN activities USING (activity_id)"
        " GROUP BY track_id, document_id HAVING count(*) > 1"
    )
    assert same_document.fetchall() == []


def test_waiting_lists_the_likest_pair_first(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Framtagande av översvämningsplan", "Bygga ut förskolan i norra Lunda"])
    add_titles(con, "t3", "T3", ["Ta fram en översvämningsplan", "Bygga ut förskolan i södra Lunda"])
    link(con, NO_DECISIONS)
    pairs = waiting(con)
    assert [(p.from_title, p.to_file, p.to_page, p.decision) for p in pairs] == [
        ("Bygga ut förskolan i norra Lunda", "t3.pdf", 1, "review"),
        ("Framtagande av översvämningsplan", "t3.pdf", 1, "review"),
    ]
    assert pairs[0].score > pairs[1].score


ROWS = [
    (document, row, title)
    for document, titles in {
        "t1": ["Införa e-arkiv", "Utbildning", "Utbildning", "Bygga ut förskolan i norra Lunda"],
        "t2": ["Utbildning", "Införa e-arkiv och chatt", "Bygga ut förskolan i södra Lunda", "Utbildning"],
        "t3": ["Införa e-arkiv", "Införa chatt", "Utbildning av chefer", "Bygga ut förskolorna i norra Lunda"],
    }.items()
    for row, title in enumerate(titles, start=1)
]


def tables_after_linking(documents: list[str], rows: list[tuple[str, int, str]]) -> list[object]:
    with fresh_database() as con:
        for document in documents:
            add_document(con, document, document.upper())
        for document, row, title in rows:
            add_activity(con, document, row, title)
        link(con, NO_DECISIONS)
        tables = ("activity_links", "activity_tracks")
        return [con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in tables]


IN_ORDER = tables_after_linking(["t1", "t2", "t3"], ROWS)


@settings(max_examples=10, deadline=None)
@given(st.permutations(["t1", "t2", "t3"]), st.permutations(ROWS))
def test_the_order_of_insertion_makes_no_difference(documents: list[str], rows: list[tuple[str, int, str]]) -> None:
    assert tables_after_linking(documents, rows) == IN_ORDER


def test_linking_again_gives_the_same(con: duckdb.DuckDBPyConnection) -> None:
    add_titles(con, "t2", "T2", ["Införa e-arkiv", "Kartlägga cykelvägar"])
    add_titles(con, "t3", "T3", ["Kartlägga cykelvägar", "Införa e-arkiv"])
    link(con, NO_DECISIONS)
    first = con.execute("SELECT * FROM activity_links").fetchall()
    con.begin()
    link(con, NO_DECISIONS)
    con.commit()
    assert con.execute("SELECT * FROM activity_links").fetchall() == first


def scores(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    return dict(con.execute("SELECT from_activity_id, score FROM activity_links ORDER BY ALL").fetchall())


@pytest.fixture
def two_kommuner(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Two kommuner with a link each, whose scores have been overwritten since: a true one tells of linking anew."""
    for kommun in ("9999", "9998"):
        for period in ("T2", "T3"):
            add_document(con, f"{kommun}-{period}", period, kommun=kommun)
            add_activity(con, f"{kommun}-{period}", 1, "Kartlägga cykelvägar")
    link(con, NO_DECISIONS)
    con.execute("UPDATE activity_links SET score = 1")
    return con


def test_a_kommun_in_which_nothing_has_changed_keeps_its_links(two_kommuner: duckdb.DuckDBPyConnection) -> None:
    add_activity(two_kommuner, "9998-T3", 2, "Bygga en skola")
    link(two_kommuner, NO_DECISIONS)
    assert scores(two_kommuner) == {"9998-T2:1": 100.0, "9999-T2:1": 1.0}
    assert two_kommuner.execute("SELECT count(DISTINCT track_id) FROM activity_tracks").fetchall() == [(3,)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE activities SET title = 'Kartlägga gångvägar' WHERE document_id = '9998-T3'",
        "UPDATE activities SET row = 7 WHERE document_id = '9998-T3'",
        "UPDATE documents SET committee = 'Byggnadsnämnden' WHERE document_id = '9998-T3'",
        "UPDATE documents SET superseded_by = '9999-T3' WHERE document_id = '9998-T3'",
        "UPDATE documents SET municipality_code = NULL WHERE municipality_code = '9998'",
        "DELETE FROM activities WHERE document_id = '9998-T3'",
        "DELETE FROM documents WHERE document_id = '9998-T3'",
    ],
)
def test_what_changes_a_kommuns_links_has_them_made_anew(two_kommuner: duckdb.DuckDBPyConnection, change: str) -> None:
    two_kommuner.execute(change)
    link(two_kommuner, NO_DECISIONS)
    links = scores(two_kommuner)
    assert links.pop("9999-T2:1") == 1.0
    assert 1.0 not in links.values()
    two_kommuner.execute("DELETE FROM link_inputs")
    link(two_kommuner, NO_DECISIONS)
    assert {**links, "9999-T2:1": 100.0} == scores(two_kommuner)


def test_links_are_made_anew_where_a_killed_run_had_taken_them_out(two_kommuner: duckdb.DuckDBPyConnection) -> None:
    two_kommuner.execute("DELETE FROM link_inputs WHERE municipality_code = '9998'")
    two_kommuner.execute("DELETE FROM activity_links WHERE from_activity_id LIKE '9998%'")
    link(two_kommuner, NO_DECISIONS)
    assert scores(two_kommuner) == {"9998-T2:1": 100.0, "9999-T2:1": 1.0}
