"""Small documents built by hand: what a reader would return, without a PDF behind it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.pdf.reader import EmptyFile
from extractors.records import (
    ActivityRecord,
    Box,
    CellRecord,
    ClaimRecord,
    DocumentRecord,
    Extraction,
    FindingRecord,
    GoalRecord,
    LedgerRecord,
    SectionRecord,
    TableRecord,
)
from pipeline.ingest import ingest

ROOT = Path(__file__).parents[1]
os.environ.pop("COLUMNS", None)  # how wide the terminal is from which the tests are run is no matter of theirs
BOX = Box(56.7, 70.9, 538.6, 99.2)


class Activity(NamedTuple):
    """What a test says of an activity; ``make_extraction`` adds the rest."""

    title: str
    status_text: str | None = "Pågår"
    status: str | None = "in_progress"
    comment: str | None = None
    kind: str | None = "aktivitet"
    page: int = 2


def make_claim(document_id: str, **counts: int | None) -> ClaimRecord:
    """A statement on page 1 with the counts given; the others are not stated."""
    return ClaimRecord(
        document_id=document_id,
        kind="status_count",
        text="Så här många aktiviteter är klara.",
        year=2031,
        period="T2",
        total=counts.get("total"),
        done=counts.get("done"),
        in_progress=counts.get("in_progress"),
        not_started=counts.get("not_started"),
        page=1,
        bbox=BOX,
    )


def make_extraction(
    content: bytes,
    *,
    file_name: str = "uppföljning.pdf",
    source_uri: str = "file:///uppföljning.pdf",
    period: str = "T2",
    activities: Iterable[Activity] = (),
    claims: Iterable[dict[str, int | None]] = (),
    ledger: Iterable[tuple[int, int]] = ((100, 0),),
    findings: Iterable[str] = (),
    parser_version: str = "1",
) -> Extraction:
    """A follow-up of one board. ``ledger``: words and unassigned words per page; ``findings``: check names."""
    sha256 = hashlib.sha256(content).hexdigest()
    document_id = sha256[:16]
    return Extraction(
        documents=_document(document_id, sha256, file_name, source_uri, period, parser_version),
        sections=(SectionRecord(f"{document_id}-s1", document_id, None, "1", "Mål", 1, None, 1, BOX),),
        tables=(TableRecord(f"{document_id}-t1", document_id, None, None, "activities", "both", 2, 3, BOX, 2, 3),),
        cells=(CellRecord(f"{document_id}-t1", 0, 0, 1, 1, True, "Aktivitet", "#ffcc00", None, "both", 2, BOX),),
        footnotes=(),
        page_ledger=tuple(
            LedgerRecord(document_id, page, words, 0, words - left, 0, 0, left, "pdfium", None, "embedded")
            for page, (words, left) in enumerate(ledger, start=1)
        ),
        goals=(_goal(document_id),),
        activities=tuple(
            _activity(document_id, row, period, activity) for row, activity in enumerate(activities, start=1)
        ),
        indicators=(),
        indicator_values=(),
        budget_lines=(),
        assignments=(),
        decisions=(),
        votes=(),
        vote_members=(),
        meetings=(),
        attendance=(),
        signatures=(),
        followups=(),
        claims=tuple(make_claim(document_id, **counts) for counts in claims),
        findings=tuple(
            FindingRecord(document_id, name, "warning", "läs här", None, None, None, None, None, 1, None)
            for name in findings
        ),
    )


def _document(
    document_id: str, sha256: str, file_name: str, source_uri: str, period: str, parser_version: str
) -> DocumentRecord:
    return DocumentRecord(
        document_id=document_id,
        sha256=sha256,
        file_name=file_name,
        source_uri=source_uri,
        municipality_code="0114",
        committee="Kommunstyrelsen",
        document_type="uppföljning",
        title="Uppföljning",
        year=2031,
        year_to=2031,
        period=period,
        period_start=None,
        period_end=None,
        registration_number=None,
        pages=3,
        text_source="embedded",
        tagged=False,
        parser_version=parser_version,
    )


def _goal(document_id: str) -> GoalRecord:
    return GoalRecord(
        goal_id=f"{document_id}-g1",
        document_id=document_id,
        section_number="1",
        level="nämnd",
        area=None,
        number=1,
        title="Mål 1",
        text="Nöjda invånare",
        baseline=None,
        rationale=None,
        measure=None,
        addressed_to=None,
        supports=None,
        fulfilment=None,
        fulfilment_text=None,
        trend=None,
        comment=None,
        page=1,
        bbox=BOX,
    )


def _activity(document_id: str, row: int, period: str, activity: Activity) -> ActivityRecord:
    return ActivityRecord(
        activity_id=f"{document_id}-a{row}",
        document_id=document_id,
        goal_id=f"{document_id}-g1",
        section_number="1",
        row=row,
        title=activity.title,
        kind_text=None,
        kind=activity.kind,
        status_text=activity.status_text,
        status=activity.status,
        status_colour=None,
        completion=None,
        starts_on=None,
        due_on=None,
        responsible="HR-avdelningen",
        collaboration=None,
        purpose=None,
        contact=None,
        year=2031,
        period=period,
        comment=activity.comment,
        page=activity.page,
        bbox=BOX,
    )


def read_lines(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    """A reader of files whose first line is the period and each further line ``title|status_text|status``.

    As the real one, it raises UnreadablePdf for an empty file; any other file without lines is a defect in it.
    """
    if not data:
        raise EmptyFile("the file is empty; fetch it again")
    period, *lines = data.decode().splitlines()
    fields = [line.split("|") for line in lines]
    activities = [Activity(title, status_text, status) for title, status_text, status in fields]
    return make_extraction(data, file_name=file_name, source_uri=source_uri, period=period, activities=activities)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample documents, to be read only."""
    path = tmp_path_factory.mktemp("samples") / "kommunplan.duckdb"
    ingest([ROOT / "data" / "raw"], path)
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test's database will lie."""
    return tmp_path / "curated" / "kommunplan.duckdb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two follow-ups of one board, and no database yet."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "t2.pdf").write_text("T2\nNy skola|Pågår|in_progress\nNytt bad|Ej inlett|not_started")
    (raw / "t3.pdf").write_text("T3\nNy skola|Klart|done\nNytt bad|Ej inlett|not_started")
    return raw
