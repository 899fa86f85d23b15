"""Words that the vocabulary lacks: each gives a finding that names it, and all are listed over the whole database."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Activity, make_extraction

from extractors.records import Extraction, FindingRecord
from pipeline import store
from pipeline.cli import main
from tests.plan_making import heading, paragraph, read, table

COVER = [*heading("Uppföljning april 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]


def missing(extraction: Extraction) -> set[tuple[str | None, str | None]]:
    return {(f.word, f.vocabulary) for f in extraction.findings if f.word is not None}


@pytest.mark.parametrize(
    ("headings", "row", "vocabulary"),
    [
        (["Aktivitet", "Status", "Zonk"], ["Bygga", "Pågår", "ja"], "headings.toml"),
        (["Zonk", "Status", "Ansvarig"], ["Bygga", "Pågår", "HR"], "headings.toml"),
        (["Indikator", "Mål 2031", "Utfall 2031", "Zonk"], ["Andel", "80 %", "70 %", "a"], "headings.toml"),
        (["Uppdrag", "Zonk", "Status"], ["Utreda", "a", "Pågår"], "headings.toml"),
        (["Tkr", "Budget 2031", "Zonk", "Avvikelse"], ["Skola", "100", "90", "10"], "measures.toml"),
    ],
    ids=["activities", "table left unread", "indicators", "assignments", "amounts"],
)
def test_a_heading_without_a_meaning_is_named(headings: list[str], row: list[str], vocabulary: str) -> None:
    assert missing(read(COVER, heading("Driftredovisning", 2), table([headings, row]))) == {("Zonk", vocabulary)}


@pytest.mark.parametrize(
    "headings",
    [
        ["Aktivitet", "Status", "Prioritet"],
        ["Namn", "Adress", "Telefon"],
        ["Indikator", "Mål 2031", "2030"],
    ],
    ids=["listed as ignored", "another table", "a year"],
)
def test_no_other_heading_is_named(headings: list[str]) -> None:
    assert missing(read(COVER, heading("Arbetet", 2), table([headings, ["Bygga", "Pågår", "7"]]))) == set()


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Aktivitet", "Status", "Kommentar"], lambda told: ["", told]),
        (["Åtgärd", "Ansvarig", "Zonk"], lambda told: ["HR", told]),
        (["Insats", "Noteringar", "Status"], lambda told: [told, ""]),
    ],
    ids=["under Kommentar", "under an unknown heading", "before the empty column"],
)
def test_statuses_in_another_column_are_told(headings: list[str], cells: Callable[[str], list[str]]) -> None:
    told = ["Klart", "Pågår", "Se § 4", "Väntar på svar från Boverket", "Två anbud kom in", "Möte den 7 maj"]
    rows = [[f"Bygga bro {number}", *cells(words)] for number, words in enumerate(told)]
    extraction = read(COVER, heading("Aktiviteter", 2), table([headings, *rows]))
    assert {a.status for a in extraction.activities} == {None}
    [found] = [f for f in extraction.findings if f.check_name == "unread_statuses"]
    assert (found.severity, found.stated, found.column_text) == (
        "warning",
        "Klart",
        headings[1 + cells("?").index("?")],
    )
    assert found.message.startswith("2 of 6 cells under '")


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (
            ["Aktivitet", "Status", "Kommentar"],
            [["Bygga bro", "Klart", "Klart"], ["Måla hus", "", "Pågår"], ["Så", "", "Pågår"]],
        ),
        (
            ["Aktivitet", "Status", "Kommentar"],
            [["Bygga bro", "", "Klart"], ["Måla hus", "", "Sker i maj"], ["Så", "", ""]],
        ),
        (
            ["Aktivitet", "Ansvarig", "Kommentar"],
            [["Bygga bro", "HR", "Arbetet pågår i hela kommunen"], ["Så", "IT", "Väntar svar"]],
        ),
    ],
    ids=["one has a status", "a single word", "sentences"],
)
def test_no_statuses_are_missed(headings: list[str], rows: list[list[str]]) -> None:
    extraction = read(COVER, heading("Aktiviteter", 2), table([headings, *rows]))
    assert not [f for f in extraction.findings if f.check_name == "unread_statuses"]


def test_words_of_a_cover_are_named() -> None:
    extraction = read(heading("Drömrapport 2031", 1), paragraph("Tibro kommun"))
    assert missing(extraction) == {("Drömrapport 2031", "document_types.toml")}
    board = read(heading("Verksamhetsplan 2031 för drömnämnden", 1), paragraph("Tibro kommun"))
    assert missing(board) == {("drömnämnden", "committees.toml")}


def test_a_document_of_no_certain_kommun_says_so() -> None:
    rows = [["Aktivitet", "Status"], ["Bygga", "Pågår"]]
    extraction = read(heading("Verksamhetsplan 2031", 1), paragraph("Kommunen växer."), table(rows))
    assert [f.check_name for f in extraction.findings] == ["unknown_municipality"]


def test_an_assessment_without_a_meaning_is_named() -> None:
    rows = [["Indikator", "Mål 2031", "Utfall 2031", "Bedömning"], ["Andel", "80 %", "70 %", "Blomstrar"]]
    assert missing(read(COVER, heading("Mål", 2), table(rows))) == {("Blomstrar", "fulfilment.toml")}


@pytest.fixture
def published(database: Path) -> Path:
    """Two documents with unknown statuses, one of which has an unknown heading with a year."""
    a = make_extraction(b"a", file_name="a.pdf", activities=[Activity("Ett", "Rullar", None, page=4)])
    b = make_extraction(b"b", file_name="b.pdf", activities=[Activity("Två", "rullar", None, page=3)])
    long = Activity("Tre", "Detta är en längre redogörelse för hur arbetet har gått hittills i år", None)
    c = make_extraction(b"c", file_name="c.pdf", activities=[long])
    headings = tuple(
        FindingRecord(
            b.documents.document_id, "unknown_heading", "info", "läs", None, None, None, None, None, page, None,
            f"Zonk {year}", "headings.toml",
        )
        for page, year in ((7, 2031), (8, 2032))
    )  # fmt: skip
    with store.rewriting(database) as con:
        for extraction in (a, dataclasses.replace(b, findings=headings), c):
            store.put_document(con, extraction)
        store.run_checks(con)
        store.create_views(con)
    return database


def test_missing_words_of_the_whole_database(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocabulary", "--missing", "--json", "--database", str(published)]) == 0
    words: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["words"]
    assert [tuple(word.values()) for word in words] == [
        ("Zonk 2031", "column heading", "headings.toml", 2, 1, "b.pdf", 7),
        ("Rullar", "status", "statuses.toml", 2, 2, "a.pdf", 4),
    ]
    assert main(["vocabulary", "--missing", "--csv", "--database", str(published)]) == 0
    header, first, _ = capsys.readouterr().out.splitlines()
    assert header == "word,kind,vocabulary,count,documents,example_file,example_page"
    assert first == "Zonk 2031,column heading,headings.toml,2,1,b.pdf,7"
    assert main(["vocabulary", "--missing", "--database", str(published)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Rullar status statuses.toml 2 2 a.pdf 4" in lines


def test_the_vocabulary_itself_needs_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocabulary", "--csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "vocabulary,meanings,words"
    assert any(line.startswith("statuses.toml,6,") for line in lines)
