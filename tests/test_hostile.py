"""PDFs made to break the reader, and a share of the fuzzing: each costs at most itself, and its limits hold."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pikepdf
import pytest

from benchmarks.fuzz import Outcome, Worker, inputs
from extractors.extract import extract
from extractors.pdf.reader import DamagedPages, read_pages
from extractors.records import Extraction
from pipeline import show
from pipeline.cli import main
from tests import hostile_pdfs as hostile
from tests.pdf_making import altered, make_pdf, text_page
from tests.plan_making import heading, paragraph, table, typeset

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "data" / "raw").glob("*.pdf"))
MOST_MEMORY_BYTES = 3 * 2**29
LONGEST_SECONDS = 60
FUZZED = 40
TEXT = ["Kommunen", "bygger", "en", "skola"]

# pdfium draws forms in forms before anyone can ask it anything: these stop at the limit of memory, or come through
STOPPED_BY_LIMITS = [hostile.form_that_draws_itself, hostile.forms_that_double]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker(MOST_MEMORY_BYTES, LONGEST_SECONDS)
    yield worker
    worker.close()


@pytest.mark.parametrize("make", [make for make in hostile.HOSTILE if make not in STOPPED_BY_LIMITS])
def test_a_hostile_document_is_read_or_refused_within_the_limits(make: Callable[[], bytes], worker: Worker) -> None:
    outcome = worker.read(make())
    assert outcome.kind in ("read", "refused"), outcome


@pytest.mark.parametrize("make", STOPPED_BY_LIMITS)
def test_what_can_only_be_stopped_costs_nothing_but_itself(make: Callable[[], bytes], worker: Worker) -> None:
    outcome = worker.read(make())
    assert outcome.kind in ("read", "refused", "memory", "crash"), outcome
    assert worker.read(hostile.PLAIN).kind == "read"


def test_fuzzed_samples_are_read_or_refused(worker: Worker) -> None:
    documents = [path.read_bytes() for path in SAMPLES]
    bad: list[tuple[int, Outcome]] = []
    for number, data in inputs(documents, seed=20, numbers=range(FUZZED)):
        outcome = worker.read(data)
        if outcome.kind not in ("read", "refused"):
            bad.append((number, outcome))
    assert bad == []


def test_the_same_seed_damages_alike_in_every_process() -> None:
    digest = (
        "import hashlib, sys; from tests.test_hostile import SAMPLES, inputs;"
        " damaged = inputs([path.read_bytes() for path in SAMPLES], 4, range(20));"
        " print(hashlib.sha256(b''.join(data for _, data in damaged)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", digest],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def read(data: bytes) -> Extraction:
    return extract(data, file_name="plan.pdf", source_uri="file:///plan.pdf")


@pytest.mark.parametrize(
    "make",
    [
        hostile.bomb_of_spaces, hostile.bomb_in_a_picture, hostile.page_tree_with_a_cycle, hostile.nested_arrays,
        hostile.nested_states, hostile.grid_of_lines, hostile.with_a_file_and_a_script,
        hostile.pages_that_are_not_there,
    ],
)  # fmt: skip
def test_what_is_no_text_of_the_page_changes_nothing_of_it(make: Callable[[], bytes]) -> None:
    first = next(read_pages(make()))
    assert [word.text for word in first.words if word.drawn] == TEXT


def tags_that_pdfium_follows() -> bytes:
    """As many levels as pdfium gives, and a million elements."""
    return hostile.tags_that_double(20)


@pytest.mark.parametrize(
    "make", [hostile.tags_that_double, hostile.tags_that_hold_themselves, tags_that_pdfium_follows]
)
def test_tags_that_never_end_leave_the_drawn_page(make: Callable[[], bytes]) -> None:
    [page] = read_pages(make())
    assert [word.text for word in page.words] == ["Ny", "skola", "Klart"]


def test_a_span_that_cannot_be_meant_is_none() -> None:
    [page] = read_pages(hostile.cells_that_span_everything())
    assert page.tags is not None
    cells = page.tags.found(frozenset({"TD"}))
    assert [(cell.row_span, cell.col_span) for cell in cells] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (hostile.bomb_of_text, "page 1 has more than 200000 drawn objects"),
        (hostile.bomb_of_lines, "page 1 has more than 200000 drawn objects"),
        (hostile.huge_page, "page 1 has a size of 2e+09 by 2e+09 points"),
    ],
)
def test_a_page_beyond_the_limits_is_named_with_what_it_has(make: Callable[[], bytes], cause: str) -> None:
    with pytest.raises(DamagedPages) as raised:
        read(make())
    assert cause in str(raised.value)
    assert "fetch it again" in str(raised.value)


def with_a_damaged_page() -> bytes:
    """Three turned pages, of which the second is a font."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Rotate = 180
        pdf.pages[1].obj.Type = pikepdf.Name.Font

    return altered(make_pdf(*(text_page((72, 700, f"Sida {n}")) for n in (1, 2, 3))), change)


def with_damaged_fonts() -> bytes:
    """A turned page whose fonts and boxes are no such things."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Rotate = 180
        page.Resources.Font = pikepdf.Array([0])
        page.MediaBox = pikepdf.Array([0, 0, 600, pikepdf.Name.Bad])

    return altered(make_pdf(text_page((72, 700, "Sida 1"))), change)


def test_a_page_with_damaged_fonts_and_boxes_has_its_words() -> None:
    assert [word.text for page in read_pages(with_damaged_fonts()) for word in page.words] == ["Sida", "1"]


def test_a_damaged_page_is_a_finding_with_its_number_and_the_others_are_read() -> None:
    extraction = read(with_a_damaged_page())
    findings = [finding for finding in extraction.findings if finding.check_name == "unread_page"]
    assert [(finding.page, "damage" in finding.message) for finding in findings] == [(2, True)]
    assert findings[0].message.endswith("fetch it again or save it anew")
    assert [ledger.words for ledger in extraction.page_ledger] == [2, 0, 2]


def test_a_page_with_too_many_shapes_is_read_without_tables() -> None:
    [page] = read_pages(hostile.page_full_of_fills())
    assert (page.fills, page.rulings, page.marks) == ((), (), ())
    assert sum(word.drawn for word in page.words) == 20_000 + len(TEXT)


def test_embedded_files_scripts_and_notes_are_in_no_record() -> None:
    assert "hemligt" not in repr(read(hostile.with_a_file_and_a_script()))


def test_nothing_is_stored_from_a_failed_document(tmp_path: Path, database: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    documents = [path.read_bytes() for path in SAMPLES]
    for number, data in inputs(documents, seed=5, numbers=range(10)):
        (raw / f"{number:02}.pdf").write_bytes(data)
    (raw / "huge.pdf").write_bytes(hostile.huge_page())
    (raw / "plain.pdf").write_bytes(hostile.PLAIN)
    assert main(["ingest", str(raw), "--database", str(database)]) == 1
    with duckdb.connect(database, read_only=True) as con:
        log = con.execute("SELECT outcome, document_id, error FROM ingest_log").fetchall()
        tables = con.execute(
            "SELECT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)"
            " WHERE column_name = 'document_id' AND table_name <> 'ingest_log'"
        ).fetchall()
        stored = {
            document for (name,) in tables
            for (document,) in con.execute(f"SELECT DISTINCT document_id FROM {name}").fetchall()
        }  # fmt: skip
    assert len(log) == 12
    assert {outcome for outcome, _, _ in log} == {"ingested", "failed"}
    assert stored == {document for outcome, document, _ in log if outcome == "ingested"}
    assert all(error and "internal error" not in error for outcome, _, error in log if outcome == "failed")


TEXTS = [
    '=HYPERLINK("x","y")', "+1-1", "@SUM(A1:A9)", "-2+3+cmd|' /C calc'!A0", "<script>alert(1)</script>",
    "&lt;b&gt;fet&lt;/b&gt;", "'); DROP TABLE goals; --", "[bold red]rött[/]", "{0.__class__}",
]  # fmt: skip


def typeset_code(folder: Path) -> None:
    """Two follow-ups whose activities are named by pieces of code."""
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in TEXTS]
    rows = [["Aktivitet", "Status", "Kommentar"], *([text, "Pågår", text] for text in escaped)]
    for month in ("april", "augusti"):
        cover = heading(f"Uppföljning av verksamhetsplan, {month} 2025", 1)
        plan = typeset(cover, paragraph("Socialnämnden, Tanums kommun"), table(rows))
        (folder / f"{month}.pdf").write_bytes(plan)


def test_text_that_looks_like_code_stays_text(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typeset_code(tmp_path)
    assert main(["ingest", str(tmp_path), "--database", str(database)]) == 0
    with duckdb.connect(database, read_only=True) as con:
        titles = [title for (title,) in con.execute("SELECT title FROM activities WHERE period = 'T1'").fetchall()]
    assert [" ".join(title.split()) for title in titles] == TEXTS
    capsys.readouterr()
    assert main(["status", "--database", str(database)]) == 0
    printed = capsys.readouterr().out
    assert [text for text in TEXTS if text not in printed] == []


def test_a_csv_for_spreadsheets_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    values = [*TEXTS, "-375", "+1 200", "-12,5 %", "Klart", None, 3, -3.5]
    show.print_csv([{"text": value} for value in values], ["text"])
    [_, *rows] = csv.reader(io.StringIO(capsys.readouterr().out))
    shown = [row[0] if row else "" for row in rows]
    assert not [text for text in shown if text[:1] in tuple("=@")]
    assert shown[:4] == [f"'{text}" for text in TEXTS[:4]]
    assert shown[4:] == [*TEXTS[4:], "-375", "+1 200", "-12,5 %", "Klart", "", "3", "-3.5"]
