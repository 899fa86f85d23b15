"""A batch on one machine: what one document can do to the others, stopping, killing, and any number of workers."""

from __future__ import annotations

import ctypes
import dataclasses
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import read_lines
from corpus import corpus_pdfs

from extractors.records import Extraction
from pipeline import store
from pipeline.ingest import ingest
from pipeline.limits import Limits

ROOT = Path(__file__).parents[1]
SEED = 20


def read_dangerously(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    """As read_lines, but for a file of one word that says what to do to the process."""
    match data:
        case b"hang":
            time.sleep(60)
        case b"crash":
            ctypes.string_at(0)
        case b"grow":
            bytearray(1 << 30)
        case b"grow natively":
            malloc = ctypes.CDLL(None).malloc
            malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
            assert malloc(1 << 30), "the library aborts"
        case b"stumble":
            defect = IndexError("no such column")
            defect.add_note("on page 3")
            raise defect
        case b"end":
            os._exit(3)
        case b"repeat":
            extraction = read_lines(b"T2\nNy skola|Klart|done", file_name=file_name, source_uri=source_uri)
            return dataclasses.replace(extraction, activities=extraction.activities * 2)
    return read_lines(data, file_name=file_name, source_uri=source_uri)


def read_slowly(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    """As read_lines, in a twentieth of a second."""
    time.sleep(0.05)
    return read_lines(data, file_name=file_name, source_uri=source_uri)


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with store.reading(database) as con:
        return con.execute(sql).fetchall()


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number:03}.pdf").write_text(f"T2\nNy skola {number}|Pågår|in_progress")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("hang", "took longer than 5 seconds; raise --time-limit or take the file away"),
        ("crash", "crashed its reader (signal SIGSEGV; the memory limit is 300 MB); report it together with the file"),
        ("end", "crashed its reader (status 3; the memory limit is 300 MB); report it together with the file"),
        ("grow", "needs more than 300 MB of memory; raise --memory-limit or take the file away"),
        ("stumble", "internal error: IndexError: no such column on page 3; report it together with the file"),
        ("grow natively", "internal error: AssertionError: the library aborts; report it together with the file"),
    ],
)
def test_document_that_takes_its_process_along_costs_only_itself(
    folder: Path, database: Path, content: str, cause: str
) -> None:
    (folder / "a.pdf").write_text(content)
    attempts = ingest([folder], database, read=read_dangerously, parser_version="1", workers=1, limits=Limits(5, 300))
    assert [a.outcome for a in attempts] == ["failed", "ingested", "ingested"]
    logged = "SELECT error, octet_length(unhex(sha256)) FROM ingest_log WHERE outcome = 'failed'"
    assert query(database, logged) == [(cause, 32)]


def test_document_that_breaks_a_rule_of_the_database_costs_only_itself(folder: Path, database: Path) -> None:
    fill(folder, 12)
    (folder / "005a.pdf").write_text("repeat")
    attempts = ingest([folder], database, read=read_dangerously, parser_version="1")
    failed = [a for a in attempts if a.outcome == "failed"]
    assert [Path(a.source_uri).name for a in failed] == ["005a.pdf"]
    assert str(failed[0].error).startswith("internal error: ConstraintException: ")
    assert query(database, "SELECT count(*), count(DISTINCT document_id) FROM activities") == [(12 + 4, 12 + 2)]
    assert query(database, "SELECT outcome, count(*) FROM ingest_log GROUP BY ALL ORDER BY ALL") == [
        ("failed", 1),
        ("ingested", 14),
    ]


def test_file_that_never_gives_its_bytes_costs_only_itself(folder: Path, database: Path) -> None:
    os.mkfifo(folder / "a.pdf")
    attempts = ingest([folder], database, read=read_lines, parser_version="1", limits=Limits(seconds=3))
    assert [a.outcome for a in attempts] == ["failed", "ingested", "ingested"]
    assert attempts[0].error == "took longer than 3 seconds; raise --time-limit or take the file away"


def everything(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but what tells the time."""
    with duckdb.connect(database, read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        told = {"documents": "EXCLUDE ingested_at", "ingest_log": "EXCLUDE (run_id, seconds, started_at)"}
        told["schema_version"] = "EXCLUDE applied_at"
        return {t: con.execute(f"SELECT * {told.get(t, '')} FROM {t} ORDER BY ALL").fetchall() for t in tables}


def test_number_of_workers_and_order_make_no_difference(tmp_path: Path) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number, pdf in enumerate([*corpus_pdfs(), *corpus_pdfs()[:2]]):
        shutil.copy(pdf, folder / f"{number}.pdf")
    (folder / "void.pdf").touch()
    one, three, parts = (tmp_path / f"{name}.duckdb" for name in ("one", "three", "parts"))
    ingest([folder], one, workers=1)
    ingest([folder], three, workers=3)
    assert everything(one) == everything(three)
    for number in (4, 0, 3, 2, 1):
        ingest([folder / f"{number}.pdf"], parts, workers=2)
    first, last = everything(one), everything(parts)
    del first["ingest_log"], last["ingest_log"]
    assert first == last


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, "tests")
from conftest import read_lines
from pipeline.ingest import StorageError, ingest
most = Path(sys.argv[2]).stat().st_size + 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    ingest([Path(sys.argv[1])], Path(sys.argv[2]), read=read_lines, parser_version="1")
except StorageError as error:
    print(error)
"""


def test_full_disk_ends_the_run_and_what_was_stored_is_kept(folder: Path, database: Path) -> None:
    ingest([folder], database, read=read_lines, parser_version="1")
    before = database.read_bytes()
    (folder / "large.pdf").write_text("T3\n" + "\n".join(f"{n} {random.random()}|Klart|done" for n in range(9000)))
    command = [sys.executable, "-c", FULL_DISK, str(folder), str(database)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.startswith(f"{database}: cannot be written ("), run.stderr
    assert run.stdout.endswith("File too large); free space there and run again\n")
    assert database.read_bytes() == before
    assert "failed" not in {a.outcome for a in ingest([folder], database, read=read_lines, parser_version="1")}
    assert query(database, "SELECT count(*) FROM activities") == [(9004,)]


RUN = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
from test_batch import read_slowly
from pipeline.ingest import Interrupted, ingest
from pipeline.limits import Limits

def shown(step, total, items):
    for item in items:
        print(step, flush=True)
        yield item

try:
    ingest([Path(sys.argv[1])], Path(sys.argv[2]), read=read_slowly, parser_version="1", workers=2, watch=shown)
except Interrupted as interrupted:
    print("left", interrupted.left)
"""


def started(folder: Path, database: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(folder), str(database)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_publishes_what_it_has_read(folder: Path, database: Path, number: signal.Signals) -> None:
    fill(folder, 60)
    run = started(folder, database)
    assert run.stdout is not None
    for line in run.stdout:
        if line == "reading\n":
            os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
            break
    *_, last = run.communicate()[0].splitlines()
    assert run.returncode == 0
    word, left = last.split()
    assert word == "left"
    assert 0 < int(left) < 62
    assert query(database, "SELECT count(*) FROM activity_progress") == [(62 - int(left),)]
    assert query(database, "SELECT count(*) FROM ingest_log WHERE outcome = 'ingested'") == [(62 - int(left),)]
    outcomes = [a.outcome for a in ingest([folder], database, read=read_lines, parser_version="1")]
    assert outcomes.count("ingested") == int(left)
    assert {path.name for path in database.parent.iterdir()} == {"kommunplan.duckdb", "kommunplan.duckdb.lock"}


def test_run_killed_at_twenty_random_moments_loses_nothing_and_doubles_nothing(folder: Path, database: Path) -> None:
    """While it starts, compares, reads, stores, links and publishes; each run has eight files more to read."""
    moments = random.Random(SEED)
    killed = published = 0
    ingest([folder], database, read=read_lines, parser_version="1")
    for number in range(20):
        fill(folder, 8 * (number + 1))
        run = started(folder, database)
        assert run.stdout is not None
        if moments.random() < 0.8:
            run.stdout.readline()
        time.sleep(moments.uniform(0, 1.2))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        killed += run.returncode == -signal.SIGKILL
        ((documents, activities),) = query(database, "SELECT sum(1), sum(activities) FROM data_quality")
        assert activities == documents + 2, "a document was published without its rows"
        assert documents >= published, "a document was published and is gone"
        published = documents
    assert killed >= 10, "most runs had ended before they were killed"
    ingest([folder], database, read=read_lines, parser_version="1")
    assert query(database, "SELECT count(*), count(DISTINCT sha256) FROM documents") == [(162, 162)]
    assert query(database, "SELECT count(*) FROM activities") == [(164,)]
    times_read = "SELECT DISTINCT count(*) FROM ingest_log WHERE outcome IN ('ingested', 'replaced') GROUP BY sha256"
    assert query(database, times_read) == [(1,)]
    assert {path.name for path in database.parent.iterdir()} == {"kommunplan.duckdb", "kommunplan.duckdb.lock"}
