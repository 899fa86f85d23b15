"""A file put in another's place: which ones correct the other, and what then counts."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import BOX, Activity, make_extraction

from extractors.records import DecisionRecord, Extraction
from pipeline import store
from pipeline.ingest import ingest

ACTIVITIES = ["Ny skola", "Nytt bad", "Nytt gym", "Ny park", "Ny bro"]
CORRECTED = [*ACTIVITIES[:4], "Ny gång- och cykelbro"]


def read_described(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    """A reader of JSON: ``activities``, fields of the document, and for a protocol its ``meeting`` and ``items``."""
    said: dict[str, Any] = json.loads(data)
    extraction = make_extraction(
        data, file_name=file_name, source_uri=source_uri, activities=[Activity(t) for t in said.pop("activities", [])]
    )
    document_id = extraction.documents.document_id
    meeting = date.fromisoformat(said.pop("meeting", "2031-05-01"))
    ids = (document_id, None, meeting)
    decisions = tuple(
        DecisionRecord(
            f"{document_id}-d{n}", *ids, f"§ {n}", item, None, "beslut", item, None, None, 1, BOX, *[None] * 8
        )
        for n, item in enumerate(said.pop("items", []), 1)
    )
    documents = dataclasses.replace(extraction.documents, **said)
    return dataclasses.replace(extraction, documents=documents, decisions=decisions)


def put(path: Path, **said: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said))


def run(folder: Path, database: Path, parser_version: str = "1") -> None:
    ingest([folder], database, read=read_described, workers=1, parser_version=parser_version)


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with store.reading(database) as con:
        return con.execute(sql).fetchall()


def superseded(database: Path) -> list[tuple[Any, ...]]:
    """The titles of each superseded document and of the one in its place."""
    return query(
        database,
        "SELECT o.title, n.title FROM documents AS o JOIN documents AS n ON n.document_id = o.superseded_by",
    )


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


def test_corrected_file_in_the_same_place_supersedes_the_old_one(raw: Path, database: Path) -> None:
    put(raw / "t2.pdf", title="first", activities=ACTIVITIES)
    run(raw, database)
    put(raw / "t2.pdf", title="corrected", activities=CORRECTED)
    run(raw, database)
    assert superseded(database) == [("first", "corrected")]
    titles = query(database, "SELECT title FROM activity_progress ORDER BY title")
    assert titles == [(title,) for title in sorted(CORRECTED)]
    assert query(database, "SELECT count(*) FROM activities") == [(10,)]
    found = "SELECT title, severity, message FROM findings JOIN documents USING (document_id)"
    ((title, severity, message),) = query(database, f"{found} WHERE check_name = 'supersedes'")
    assert (title, severity) == ("corrected", "info")
    assert message.endswith("which lay at the same place and no longer counts")
    assert query(database, "SELECT count(*) FROM findings WHERE check_name = 'same_period'") == [(0,)]


def views(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(database, read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in names}


def test_no_view_but_that_of_quality_counts_a_superseded_document(raw: Path, database: Path, tmp_path: Path) -> None:
    put(raw / "t2.pdf", activities=ACTIVITIES)
    run(raw, database)
    put(raw / "t2.pdf", activities=CORRECTED)
    run(raw, database)
    alone = tmp_path / "alone.duckdb"
    run(raw, alone)
    ours, theirs = views(database), views(alone)
    assert len(ours.pop("data_quality")) == 2
    del theirs["data_quality"]
    assert ours == theirs


def test_file_put_back_counts_again(raw: Path, database: Path) -> None:
    for title in ("first", "corrected", "first"):
        put(raw / "t2.pdf", title=title, activities=ACTIVITIES)
        run(raw, database)
    assert superseded(database) == [("corrected", "first")]


def test_superseding_outlives_reading_again(raw: Path, database: Path) -> None:
    for title in ("first", "second", "third"):
        put(raw / "t2.pdf", title=title, activities=ACTIVITIES)
        run(raw, database)
    run(raw, database, parser_version="2")
    assert sorted(superseded(database)) == [("first", "third"), ("second", "third")]


@pytest.mark.parametrize(
    "other",
    [
        {"period": "T3"},
        {"year": 2032, "year_to": 2032},
        {"committee": "Barn- och utbildningsnämnden"},
        {"municipality_code": "0115"},
        {"document_type": "delårsrapport"},
        {"registration_number": "KS/2031:2"},
        {"activities": ["Snöröjning", "Trädfällning", "Lekplatser", "Belysning", "Cykelgarage", "Gödsling", "Bänkar"]},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_document_in_the_same_place_supersedes_nothing(
    raw: Path, database: Path, other: dict[str, object]
) -> None:
    first: dict[str, object] = {"activities": ACTIVITIES, "registration_number": "KS/2031:1"}
    put(raw / "senaste.pdf", **first)
    run(raw, database)
    put(raw / "senaste.pdf", **(first | other))
    run(raw, database)
    assert superseded(database) == []


def test_old_file_that_moved_away_still_counts(raw: Path, database: Path) -> None:
    put(raw / "t2.pdf", title="first", activities=ACTIVITIES)
    run(raw, database)
    (raw / "t2.pdf").rename(raw / "t2 version 1.pdf")
    put(raw / "t2.pdf", title="second", activities=CORRECTED)
    run(raw, database)
    assert superseded(database) == []
    both = "SELECT DISTINCT message FROM findings WHERE check_name = 'same_period'"
    assert query(database, both) == [("t2.pdf is of the same kommun, committee, type and period, and both count",)]


def test_documents_side_by_side_supersede_nothing(raw: Path, database: Path) -> None:
    put(raw / "a" / "t2.pdf", activities=ACTIVITIES)
    put(raw / "b" / "t2.pdf", activities=CORRECTED)
    run(raw, database)
    assert superseded(database) == []


def test_file_that_vanished_or_moved_stays(raw: Path, database: Path) -> None:
    put(raw / "t2.pdf", activities=ACTIVITIES)
    put(raw / "t3.pdf", period="T3", activities=ACTIVITIES)
    run(raw, database)
    (raw / "t2.pdf").unlink()
    (raw / "t3.pdf").rename(raw / "renamed.pdf")
    run(raw, database)
    assert query(database, "SELECT count(*) FROM activities") == [(10,)]
    assert query(database, "SELECT count(*) FROM documents WHERE superseded_by IS NULL") == [(2,)]
    last = "SELECT outcome FROM ingest_log WHERE source_uri LIKE '%renamed.pdf'"
    assert query(database, last) == [("unchanged",)]


PROTOCOL = {"document_type": "protokoll", "period": None, "title": "first", "items": ["Budget", "Val", "Ny skola"]}


def test_protocol_of_the_same_meeting_supersedes(raw: Path, database: Path) -> None:
    put(raw / "protokoll.pdf", **PROTOCOL)
    run(raw, database)
    put(raw / "protokoll.pdf", **(PROTOCOL | {"title": "corrected", "items": ["Budget", "Val", "Nya skolan"]}))
    run(raw, database)
    assert superseded(database) == [("first", "corrected")]


@pytest.mark.parametrize("other", [{"meeting": "2031-06-01"}, {"items": []}, {"items": ["Parkering", "Torget", "Ån"]}])
def test_protocol_of_another_meeting_does_not(raw: Path, database: Path, other: dict[str, object]) -> None:
    put(raw / "protokoll.pdf", **PROTOCOL)
    run(raw, database)
    put(raw / "protokoll.pdf", **(PROTOCOL | other))
    run(raw, database)
    assert superseded(database) == []
