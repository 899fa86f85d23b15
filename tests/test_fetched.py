"""What ingest makes of fetched documents: the table fetched, where they were published, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from portals import Portal, Reply, meetingplus, serving

from pipeline import store
from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.manifest import FILE_NAME, ManifestError, as_csv, read_manifest
from tests.plan_making import heading, paragraph, typeset
from tests.protocol_content import MEETING
from tests.protocol_making import LAYOUTS

Fetch = Callable[..., int]


@pytest.fixture
def fetch(tmp_path: Path) -> Iterator[Fetch]:
    """Fetches the meetings that a portal of Kommunstyrelsen has into ``tmp_path / "raw"``; the exit status."""
    portal = Portal()
    with serving(portal) as url:

        def run(meetings: dict[str, dict[str, Reply]], *wishes: str, kommun: str = "Hjo") -> int:
            meetingplus(portal, meetings)
            sources = tmp_path / "sources.toml"
            sources.write_text(
                f'[fetch]\nfolder = "{tmp_path / "raw"}"\npause_seconds = 0\n[[source]]\nkommun = "{kommun}"\n'
                f'platform = "meetingplus"\nstart = "{url}"\nbodies = ["Kommunstyrelsen"]\n'
            )
            return main(["fetch", "--sources", str(sources), *wishes])

        yield run


@pytest.fixture
def ask(tmp_path: Path, database: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """Ingests what was fetched, and asks."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        ingest([tmp_path / "raw"], database, workers=1)
        with store.reading(database) as con:
            return con.execute(sql).fetchall()

    return ask


Ask = Callable[[str], list[tuple[Any, ...]]]


def minutes(layout: str = "headings", **changed: Any) -> Reply:
    return Reply(LAYOUTS[layout](replace(MEETING, **changed)))


def letter(*words: str) -> Reply:
    return Reply(typeset(heading("Underlag", 1), paragraph(" ".join(words) or "Så går det.")))


def test_minutes_that_name_no_kommun_are_of_who_published_them(fetch: Fetch, ask: Ask) -> None:
    assert (
        fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes(kommun="Stads"), "agenda/x/bilagapdf": letter()}})
        == 0
    )
    rows = ask("SELECT file_name, municipality_code, document_type, committee, year, identity_source FROM documents")
    assert sorted(rows) == [
        ("bilaga.pdf", "1497", "okänd", None, None, "fetched.csv"),
        ("protokoll.pdf", "1497", "protokoll", "Kommunstyrelsen", 2031, "fetched.csv"),
    ]
    assert ask("SELECT count(*) FROM findings WHERE check_name = 'unknown_municipality'") == [(0,)]


def test_a_kommun_that_the_document_names_stays_and_the_other_is_a_finding(fetch: Fetch, ask: Ask) -> None:
    told = ["Kommunhuset i Tanums kommun, kommun@tanum.se, www.tanum.se"]
    fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes(place_time=told)}})
    assert ask("SELECT municipality FROM documents JOIN municipalities USING (municipality_code)") == [("Tanum",)]
    assert ask("SELECT severity, expected FROM findings WHERE check_name = 'other_publisher'") == [("warning", "Hjo")]


def test_the_meetings_day_of_the_portal_is_a_finding_where_the_minutes_say_another(fetch: Fetch, ask: Ask) -> None:
    fetch({"mote-2031-03-13": {"protocol/protokollpdf": minutes()}}, kommun="Tanum")
    assert ask("SELECT CAST(meeting_date AS VARCHAR) FROM meetings") == [("2031-03-12",)]
    assert ask("SELECT stated, expected FROM findings WHERE check_name = 'other_meeting_date'") == [
        ("2031-03-12", "2031-03-13")
    ]


def test_an_attachment_is_not_what_its_meeting_is(fetch: Fetch, ask: Ask) -> None:
    fetch({"mote-2031-03-12": {"agenda/x/protokoll-fran-radetpdf": letter("Rådet träffades.")}})
    assert ask("SELECT document_type, committee, year FROM documents") == [("okänd", None, None)]


def test_a_person_goes_before_the_manifest(fetch: Fetch, ask: Ask, tmp_path: Path) -> None:
    fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes(kommun="Stads")}})
    ask("SELECT 1")
    folder = tmp_path / "raw/hjo/kommunstyrelsen/2031-03-12"
    (folder / "documents.csv").write_text(
        "file,kommun,committee,type,year,period\nprotokoll.pdf,Sala,Socialnämnden,,,\n"
    )
    assert ask("SELECT municipality_code, committee, document_type, identity_source FROM documents") == [
        ("1981", "Socialnämnden", "protokoll", "documents.csv, fetched.csv")
    ]


def test_the_manifest_is_a_table_and_documents_know_their_address(fetch: Fetch, ask: Ask) -> None:
    fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes(), "agenda/x/bilagapdf": Reply(status=404)}})
    [(outcome, error, role)] = ask("SELECT outcome, error, role FROM fetched WHERE sha256 IS NULL")
    assert (outcome, error, role) == ("failed", "HTTP 404 Not Found", "bilaga")
    [(address, page)] = ask("SELECT published_uri, published_on_page FROM documents")
    assert address.endswith("/committees/kommunstyrelsen/mote-2031-03-12/protocol/protokollpdf?downloadMode=open")
    assert page.endswith("/committees/kommunstyrelsen/mote-2031-03-12")
    assert ask("SELECT count(*) FROM fetched") == [(2,)]


@pytest.mark.parametrize("address", ["protocol/protokollpdf", "protocol/protokoll-rattatpdf-1"])
def test_corrected_minutes_supersede_the_old_ones(fetch: Fetch, ask: Ask, address: str) -> None:
    fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes(kommun="Stads")}})
    ask("SELECT 1")
    corrected = minutes(kommun="Stads", place_time=["Lilla salen, kommunhuset, klockan 09.00–11.35"])
    assert fetch({"mote-2031-03-12": {address: corrected}}, "--recheck") == 0
    assert ask("SELECT count(*), count(superseded_by) FROM documents") == [(2, 1)]
    assert ask("SELECT published_uri FROM documents WHERE superseded_by IS NULL")[0][0].endswith(
        f"{address}?downloadMode=open"
    )


def test_a_manifest_of_an_unknown_kommun_is_told_before_anything_is_read(
    fetch: Fetch, ask: Ask, tmp_path: Path
) -> None:
    fetch({"mote-2031-03-12": {"protocol/protokollpdf": minutes()}})
    file = tmp_path / "raw/hjo" / FILE_NAME
    file.write_text(as_csv([replace(row, municipality="Atlantis") for row in read_manifest(file)]), encoding="utf-8")
    with pytest.raises(ManifestError, match="expected one of the 290 kommuner"):
        ask("SELECT 1")
