"""Activities whose words change from one document to the next, and others that only look as if they did."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from plan_rows import add_activity, add_document, add_goals, fresh_database, links

from benchmarks.links import Figures, measured
from pipeline.link import link
from tests.generator.chains import DEGREES, chain

NO_DECISIONS = Path("no such folder/link_decisions.csv")
GOALS = ["Alla barn ska klara skolan.", "Staden ska vara trygg även på natten.", "Ekonomin ska hålla i längden."]
# Rows that keep their words, so that the documents have something to compare a reworded row with.
STEADY = [
    ("Starta språkcafé på biblioteket", 1, "Biblioteket", "2031-04-30"),
    ("Kartlägga cykelvägar", 2, "Trafikenheten", "2031-05-31"),
    ("Införa nytt lönesystem", 3, "Personalenheten", "2031-12-31"),
    ("Sälja den gamla kvarnen", 3, "Fastigheter", "2031-12-31"),
    ("Byta ut armaturer i gångtunnlar", 2, "Trafikenheten", "2031-12-31"),
    ("Läslov för mellanstadiet", 1, "Biblioteket", "2031-10-31"),
]
ROW = {"goal": 2, "responsible": "Parkenheten", "due_on": "2031-09-30"}


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = fresh_database()
    for document, period in (("t1", "T1"), ("t2", "T2")):
        add_document(con, document, period)
        add_goals(con, document, GOALS)
        for row, (title, goal, unit, day) in enumerate(STEADY, start=1):
            add_activity(con, document, row, title, goal=goal, responsible=unit, due_on=day)
    return con


def decisions(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """The links of rows that don't keep their words."""
    link(con, NO_DECISIONS)
    steady = {f"{d}:{row}" for d in ("t1", "t2") for row in range(1, len(STEADY) + 1)}
    return {pair: decision for pair, decision in links(con).items() if not steady.intersection(pair)}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("Ta fram lekplatspolicy", "Utarbeta en policy för lekplatser", id="a compound written apart"),
        pytest.param("Åtgärda gång- och cykelväg längs ån", "Åtgärda GC-väg längs ån", id="an abbreviation"),
        pytest.param("Rusta upp bryggan", "Upprustning av bryggan", id="a verb of two words"),
        pytest.param("Lekplatsplan", "Ta fram en lekplatsplan", id="without its verb"),
        pytest.param("Uppdatera parkprogrammet", "Översyn av parkprogram", id="another verb, definite form"),
        pytest.param("Utbilda personalen i klarspråk", "Fortbilda medarbetarna i klarspråk", id="synonyms"),
        pytest.param("Inventera träden längs gatan", "Inventera tärden längs gatan", id="two letters swapped"),
    ],
)
def test_an_activity_in_other_words_is_linked(con: duckdb.DuckDBPyConnection, earlier: str, later: str) -> None:
    add_activity(con, "t1", 9, earlier, **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, later, **ROW)  # type: ignore[arg-type]
    assert decisions(con) == {("t1:9", "t2:8"): "auto"}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("Lägga om taket, etapp II", "Lägga om taket, etapp III", id="a roman numeral"),
        pytest.param("Röja sly, fas två", "Röja sly, fas tre", id="a number in words"),
        pytest.param("Öka antalet papperskorgar", "Minska antalet papperskorgar", id="the opposite"),
        pytest.param("Utreda ny bro", "Bygga ny bro", id="another verb"),
        pytest.param("Anta ny parkpolicy", "Sprida ny parkpolicy", id="a verb for making and another"),
        pytest.param("Kartering av skyfall", "Åtgärdsplan för skyfall", id="a survey and a plan"),
        pytest.param("Ny brygga i Norrbo", "Ny brygga i Norrby", id="a place of nearly the same letters"),
        pytest.param("Gångväg vid Lillsjön", "Gångväg vid Storsjön", id="a place"),
        pytest.param("Byta gatubelysning", "Byta belysning i parken", id="two kinds of one thing"),
        pytest.param("Trivselenkät 2031", "Trivselenkät 2032", id="a year"),
    ],
)
def test_what_only_looks_the_same_is_not_linked_unseen(
    con: duckdb.DuckDBPyConnection, earlier: str, later: str
) -> None:
    add_activity(con, "t1", 9, earlier, **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, later, **ROW)  # type: ignore[arg-type]
    assert "auto" not in decisions(con).values()


def test_other_words_alone_are_not_enough() -> None:
    con = fresh_database()
    for document, period, title in (
        ("t1", "T1", "Rusta upp lekparken vid ån"),
        ("t2", "T2", "Renovera lekplatsen vid ån"),
    ):
        add_document(con, document, period)
        add_activity(con, document, 1, title)
    link(con, NO_DECISIONS)
    assert links(con) == {("t1:1", "t2:1"): "review"}


@pytest.mark.parametrize(
    ("comment", "decision"),
    [
        ("Aktiviteten hette tidigare ”Göra torget roligare”. Arbetet går bra.", "auto"),
        ("Ersätter Göra torget roligare i planen.", "auto"),
        ("Samordnas med Göra torget roligare.", "review"),
        ("Arbetet går bra.", "review"),
    ],
)
def test_a_comment_that_names_the_former_title_decides(
    con: duckdb.DuckDBPyConnection, comment: str, decision: str
) -> None:
    add_activity(con, "t1", 9, "Göra torget roligare", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, "Evenemang i stadskärnan", comment=comment, **ROW)  # type: ignore[arg-type]
    assert decisions(con) == {("t1:9", "t2:8"): decision}


def test_a_comment_on_the_stage_before_is_no_former_title(con: duckdb.DuckDBPyConnection) -> None:
    add_activity(con, "t1", 9, "Lägga om taket, etapp 1", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, "Lägga om taket, etapp 2", comment="Ersätter Lägga om taket, etapp 1.", **ROW)  # type: ignore[arg-type]
    assert decisions(con) == {("t1:9", "t2:8"): "review"}


def test_rows_without_a_word_in_common_wait_for_a_person_where_all_else_agrees(con: duckdb.DuckDBPyConnection) -> None:
    add_activity(con, "t1", 9, "Göra torget roligare", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t1", 10, "Köpa in en sopmaskin", goal=3, responsible="Förrådet", due_on="2031-05-31")
    add_activity(con, "t2", 8, "Evenemang i stadskärnan", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 9, "Prova kvällsöppet", goal=1, responsible="Biblioteket", due_on="2031-11-30")
    assert decisions(con) == {("t1:9", "t2:8"): "review"}


def test_a_split_whose_parts_make_up_the_whole_goes_on_as_one_track(con: duckdb.DuckDBPyConnection) -> None:
    add_activity(con, "t1", 9, "Rusta upp bryggan och badplatsen", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, "Rusta upp badplatsen", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 9, "Rusta upp bryggan", **ROW)  # type: ignore[arg-type]
    assert decisions(con) == {("t1:9", "t2:8"): "auto", ("t1:9", "t2:9"): "auto"}
    track = con.execute("SELECT activity_id FROM activity_tracks WHERE track_id = 't1:9' ORDER BY 1").fetchall()
    assert track == [("t1:9",), ("t2:8",), ("t2:9",)]


def test_a_part_that_is_left_of_a_whole_waits_for_a_person(con: duckdb.DuckDBPyConnection) -> None:
    add_activity(con, "t1", 9, "Rusta upp bryggan och badplatsen", **ROW)  # type: ignore[arg-type]
    add_activity(con, "t2", 8, "Rusta upp bryggan", **ROW)  # type: ignore[arg-type]
    assert decisions(con) == {("t1:9", "t2:8"): "review"}


def test_a_renamed_unit_is_known_by_the_rows_that_keep_their_words(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "UPDATE activities SET responsible = 'Rörlighet' WHERE responsible = 'Trafikenheten' AND document_id = 't2'"
    )
    for row, title in ((9, "Rusta upp gångbron"), (10, "Laga hål i gatan"), (11, "Måla övergångsställen")):
        add_activity(con, "t1", row, title, responsible="Trafikenheten", goal=2)
    for row, title in ((8, "Renovering av gångbron"), (9, "Laga hål i gatan"), (10, "Måla övergångsställen")):
        add_activity(con, "t2", row, title, responsible="Rörlighet", goal=2)
    assert decisions(con)["t1:9", "t2:8"] == "auto"


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measured(chain(seed) for seed in range(1, 16))


def test_no_link_of_the_chains_is_wrong(figures: Figures) -> None:
    assert figures.wrong == 0


@pytest.mark.parametrize(
    ("degree", "auto", "with_reviews"),
    [
        ("unchanged", 0.99, 1.0),
        ("typo", 0.88, 0.98),
        ("inflection", 0.85, 0.97),
        ("order", 0.97, 0.99),
        ("synonyms", 0.45, 0.85),
        ("rewritten", 0.10, 0.70),
        ("split", 0.80, 0.97),
        ("merge", 0.70, 0.95),
    ],
)
def test_chains_reach_their_floor(figures: Figures, degree: str, auto: float, with_reviews: float) -> None:
    assert set(figures.pairs) >= set(DEGREES)
    assert figures.recall(degree) >= auto
    assert figures.recall(degree, with_reviews=True) >= with_reviews


def test_chains_reach_their_floor_on_the_whole(figures: Figures) -> None:
    assert figures.recall() >= 0.93
    assert figures.recall(with_reviews=True) >= 0.98
