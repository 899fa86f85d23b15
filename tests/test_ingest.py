"""The whole flow on files of a made-up format: what is read, skipped, logged and published."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import read_lines

from extractors.records import Extraction
from pipeline import store
from pipeline.ingest import decide, ingest
from pipeline.publish import UserError
from pipeline.sources import NoDocumentsError, find_sources


def content(database: Path, query: str) -> list[tuple[object, ...]]:
    with store.reading(database) as con:
        return con.execute(query).fetchall()


def outcomes(folder: Path, database: Path, parser_version: str = "1") -> list[str]:
    return [a.outcome for a in ingest([folder], database, read=read_lines, parser_version=parser_version)]


def never_read(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    raise AssertionError(f"{file_name} was read again")


def test_documents_are_stored_linked_and_followed(folder: Path, database: Path) -> None:
    assert outcomes(folder, database) == ["ingested", "ingested"]
    assert content(database, "SELECT file_name FROM documents ORDER BY file_name") == [("t2.pdf",), ("t3.pdf",)]
    progress = content(database, "SELECT title, status_t2, status_t3, change FROM activity_progress ORDER BY title")
    assert progress == [
        ("Ny skola", "in_progress", "done", "completed"),
        ("Nytt bad", "not_started", "not_started", "unchanged"),
    ]


def test_second_run_reads_nothing_and_keeps_the_rows(folder: Path, database: Path) -> None:
    outcomes(folder, database)
    before = content(database, "FROM activities ORDER BY ALL"), content(database, "FROM documents ORDER BY ALL")
    attempts = ingest([folder], database, read=never_read, parser_version="1")
    assert [a.outcome for a in attempts] == ["unchanged", "unchanged"]
    assert (
        content(database, "FROM activities ORDER BY ALL"),
        content(database, "FROM documents ORDER BY ALL"),
    ) == before


def test_every_attempt_of_every_run_is_logged(folder: Path, database: Path) -> None:
    (folder / "void.pdf").write_bytes(b"")
    outcomes(folder, database)
    outcomes(folder, database)
    assert content(database, "SELECT count(DISTINCT run_id), count(*) FROM ingest_log") == [(2, 6)]
    logged = content(database, "SELECT outcome, count(*) FROM ingest_log GROUP BY outcome ORDER BY outcome")
    assert logged == [("failed", 2), ("ingested", 2), ("unchanged", 2)]
    assert content(database, "SELECT count(*) FROM ingest_log JOIN documents USING (document_id, sha256)") == [(4,)]


def test_other_parser_version_reads_again(folder: Path, database: Path) -> None:
    outcomes(folder, database)
    stored_again = (
        "SELECT count(*), min(outcome) FROM documents JOIN ingest_log USING (document_id) WHERE outcome = 'replaced'"
    )
    assert outcomes(folder, database, parser_version="2") == ["replaced", "replaced"]
    assert content(database, stored_again) == [(2, "replaced")]
    assert content(database, "SELECT count(*) FROM activities") == [(4,)]


def test_same_content_at_two_places_is_one_document(folder: Path, database: Path) -> None:
    (folder / "copies").mkdir()
    shutil.copy(folder / "t2.pdf", folder / "copies" / "again.pdf")
    assert outcomes(folder, database) == ["ingested", "unchanged", "ingested"]
    assert content(database, "SELECT file_name FROM documents ORDER BY file_name") == [("again.pdf",), ("t3.pdf",)]


def test_bad_files_cost_only_themselves(folder: Path, database: Path) -> None:
    (folder / "a.pdf").write_bytes(b"")
    (folder / "b.pdf").write_bytes(b"T2\nbytes \xff")
    (folder / "c.pdf").symlink_to(folder / "nowhere.pdf")
    assert outcomes(folder, database) == ["failed", "failed", "failed", "ingested", "ingested"]
    logged = content(database, "SELECT error FROM ingest_log WHERE outcome = 'failed' ORDER BY source_uri")
    errors = [str(error) for (error,) in logged]
    assert errors == [
        "the file is empty; fetch it again",
        "internal error: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 9: invalid start byte;"
        " report it together with the file",
        "cannot be opened (No such file or directory); make it readable or take it away",
    ]
    assert content(database, "SELECT count(*) FROM documents") == [(2,)]


def test_document_that_fails_when_read_again_keeps_its_rows(folder: Path, database: Path) -> None:
    outcomes(folder, database)
    attempts = ingest([folder], database, read=never_read, parser_version="2")
    assert {a.outcome for a in attempts} == {"failed"}
    assert content(database, "SELECT DISTINCT parser_version FROM documents") == [("1",)]


@pytest.mark.parametrize(("name", "cause"), [("empty", "no PDF in this folder"), ("nowhere", "no such file or folder")])
def test_path_without_documents_changes_nothing(folder: Path, database: Path, name: str, cause: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(NoDocumentsError, match=f"{name}: {cause}"):
        ingest([folder, folder / name], database, read=read_lines)
    assert not database.parent.exists()


def test_files_are_found_in_folders_below_once_and_in_order(folder: Path) -> None:
    (folder / "b").mkdir()
    for name in ("b/X.PDF", "b/notes.txt", "a.pdf"):
        (folder / name).write_text(name)
    found = find_sources([folder / "t3.pdf", folder, folder / "b"])
    names = [source.uri.removeprefix(f"{folder.as_uri()}/") for source in found]
    assert names == ["a.pdf", "b/X.PDF", "t2.pdf", "t3.pdf"]


def test_order_of_the_paths_makes_no_difference(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.duckdb", tmp_path / "second.duckdb"
    ingest([folder / "t2.pdf", folder / "t3.pdf"], first, read=read_lines)
    ingest([folder / "t3.pdf"], second, read=read_lines)
    ingest([folder / "t2.pdf"], second, read=read_lines)
    for table in ("activities", "cells", "findings", "activity_links", "activity_tracks", "activity_progress"):
        assert content(first, f"FROM {table} ORDER BY ALL") == content(second, f"FROM {table} ORDER BY ALL")


def test_decision_of_a_person_outlives_reading_again(folder: Path, database: Path) -> None:
    outcomes(folder, database)
    pairs = content(database, "SELECT from_activity_id, to_activity_id FROM activity_links ORDER BY ALL")
    (earlier, later), *_ = pairs
    decide(database, str(earlier), str(later), accepted=False)
    outcomes(folder, database, parser_version="2")
    decided = "SELECT from_activity_id, to_activity_id FROM activity_links WHERE decision = 'rejected'"
    assert content(database, decided) == [(earlier, later)]
    assert str(date.today().year) in (database.parent / "link_decisions.csv").read_text()


def test_decision_on_unknown_activities_changes_nothing(folder: Path, database: Path) -> None:
    outcomes(folder, database)
    before = database.read_bytes()
    with pytest.raises(UserError, match="No activity has the id 'x'"):
        decide(database, "x", "y", accepted=True)
    assert database.read_bytes() == before


def test_unreadable_decisions_are_found_before_anything_is_read(folder: Path, database: Path) -> None:
    database.parent.mkdir()
    (database.parent / "link_decisions.csv").write_text("no such columns\n")
    with pytest.raises(UserError, match=r"link_decisions\.csv"):
        ingest([folder], database, read=never_read)
    assert not database.exists()
