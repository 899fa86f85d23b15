"""documents.csv: what a person states goes before what is read, is told to analysts, and errors name their line."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.platypus import SimpleDocTemplate

from pipeline import store
from pipeline.cli import main
from pipeline.identity_overrides import FILE_NAME, StatedIdentityError, stated_identities
from pipeline.ingest import ingest
from tests.plan_making import heading, paragraph, table

HEADER = "file,kommun,committee,type,year,period"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A follow-up that doesn't say whose it is or of which time."""
    folder = tmp_path / "raw"
    folder.mkdir()
    rows = [["Aktivitet", "Status", "Klart senast"], ["Bygga en bro", "Pågår", "31 oktober"]]
    parts = [*heading("Lägesbild", 1), *paragraph("Så går det."), *heading("Arbetet", 2), *table(rows)]
    target = io.BytesIO()
    SimpleDocTemplate(target, invariant=1).build(parts)
    (folder / "åtta.pdf").write_bytes(target.getvalue())
    return folder


def state(folder: Path, *lines: str, header: str = HEADER) -> None:
    (folder / FILE_NAME).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def outcomes(folder: Path, database: Path) -> list[str]:
    return [attempt.outcome for attempt in ingest([folder], database)]


def only(database: Path, columns: str, table: str = "documents") -> tuple[Any, ...]:
    with store.reading(database) as con:
        (row,) = con.execute(f"SELECT {columns} FROM {table}").fetchall()
    return tuple(row)


def test_what_is_stated_goes_before_what_is_read(folder: Path, database: Path) -> None:
    state(folder, "åtta.pdf,Hjo,Tekniska nämnden,uppföljning,2031,T2")
    assert outcomes(folder, database) == ["ingested"]
    assert only(database, "municipality_code, committee, document_type, year, period, period_end, identity_source") == (
        "1497", "Tekniska nämnden", "uppföljning", 2031, "T2", date(2031, 8, 31), "documents.csv",
    )  # fmt: skip
    assert only(database, "year, period, due_on", "activities") == (2031, "T2", date(2031, 10, 31))
    assert only(database, "stated_identity")[0].startswith("municipality_code=1497; committee=Tekniska nämnden; ")
    assert only(database, "municipality, committee", "data_quality") == ("Hjo", "Tekniska nämnden")


def test_an_unchanged_document_is_read_again_when_what_is_stated_changes(folder: Path, database: Path) -> None:
    assert outcomes(folder, database) == ["ingested"]
    assert only(database, "municipality_code, identity_source, stated_identity") == (None, "read", None)
    state(folder, "åtta.pdf,Hjo kommun,,,,")
    assert outcomes(folder, database) == ["replaced"]
    assert outcomes(folder, database) == ["unchanged"]
    assert only(database, "municipality_code, document_type, year") == ("1497", "okänd", None)
    (folder / FILE_NAME).unlink()
    assert outcomes(folder, database) == ["replaced"]
    assert only(database, "municipality_code, identity_source") == (None, "read")


def test_a_copy_elsewhere_undoes_nothing(folder: Path, database: Path) -> None:
    state(folder, "åtta.pdf,1497,,,,")
    copies = folder / "kopior"
    copies.mkdir()
    (copies / "nio.pdf").write_bytes((folder / "åtta.pdf").read_bytes())
    ingest([folder], database)
    assert outcomes(folder, database) == ["unchanged", "unchanged"]
    assert only(database, "municipality_code") == ("1497",)


def test_a_spreadsheets_file_is_read_too(folder: Path) -> None:
    text = "\ufefffile;kommun;committee;type;year;period\r\nåtta.pdf;UPPLANDS VÄSBY;KFN;;2031–2033;Plan\r\n\r\n"
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="")
    (stated,) = stated_identities([folder / "åtta.pdf"]).values()
    assert (stated.municipality_code, stated.committee, stated.document_type) == (
        "0114", "Kultur- och fritidsnämnden", None,
    )  # fmt: skip
    assert (stated.year, stated.year_to, stated.period) == (2031, 2033, "plan")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("åtta.pdf,Atlantis,,,,", "line 2: found kommun 'Atlantis', expected one of the 290 kommuner"),
        ("nio.pdf,Hjo,,,,", "line 2: found file 'nio.pdf', expected a file of this folder"),
        ("../åtta.pdf,Hjo,,,,", "line 2: found file '../åtta.pdf', expected a file of this folder"),
        ("åtta.pdf,,,plan,,", "line 2: found type 'plan', expected verksamhetsplan, uppföljning, "),
        ("åtta.pdf,,,,31,", "line 2: found year '31', expected a year or two joined by a dash"),
        ("åtta.pdf,,,,,T4", "line 2: found period 'T4', expected T1, T2, T3, helår, plan"),
        ("åtta.pdf,Hjo,,,", "line 2: found 5 fields, expected 6 fields"),
        ("åtta.pdf,Hjo,,,,\nåtta.pdf,,,,2031,", "line 3: found file 'åtta.pdf' again, expected one line a file"),
        ('åtta.pdf,"Hjo,,,,', "found broken quotes"),
    ],
)
def test_errors_name_line_find_and_expectation(
    folder: Path, database: Path, capsys: pytest.CaptureFixture[str], line: str, found: str
) -> None:
    state(folder, line)
    with pytest.raises(StatedIdentityError) as raised:
        ingest([folder], database)
    assert f"{folder / FILE_NAME}, " in str(raised.value)
    assert found in str(raised.value)
    assert main(["ingest", str(folder), "--database", str(database)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not database.exists()


def test_another_header_is_refused(folder: Path) -> None:
    state(folder, "åtta.pdf,Hjo", header="fil,kommun")
    with pytest.raises(StatedIdentityError, match="line 1: found the header 'fil,kommun', expected the header 'file,"):
        stated_identities([folder / "åtta.pdf"])
