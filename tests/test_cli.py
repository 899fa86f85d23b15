"""The command: its help, its output, its errors and exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import read_lines
from PIL import Image

from extractors.extract import PARSER_VERSION
from pipeline import store
from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.publish import working_copy
from tests.plan_making import heading, paragraph, table, typeset

ROOT = Path(__file__).parents[1]
HEAVY = ("pandas", "spacy", "pdfplumber", "duckdb", "numpy", "scipy", "rapidfuzz", "pypdfium2", "rich")


@pytest.fixture
def published(folder: Path, database: Path) -> Path:
    ingest([folder], database, read=read_lines)
    return database


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["ingest", "--help"],
        ["status", "--help"],
        ["findings", "--help"],
        ["vocabulary", "--help"],
        ["review", "--help"],
        ["explain", "--help"],
        ["sql", "--help"],
    ],
)
def test_help_has_an_example_and_costs_nothing(arguments: list[str]) -> None:
    code = (
        "import sys, pipeline.cli\n"
        f"try: pipeline.cli.main({arguments})\n"
        "except SystemExit as done: assert done.code == 0\n"
        f"sys.exit(', '.join(sys.modules.keys() & {set(HEAVY)}) or None)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stderr, run.returncode) == ("", 0)
    assert "example: kommunplan" in run.stdout


def test_status_shows_documents_and_progress_changed_first(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--database", str(published)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Upplands Väsby Kommunstyrelsen uppföljning 2031 T2 3 2 none nothing" in lines
    assert "Change Activity Responsible T2 T3" in lines
    completed = lines.index("completed Ny skola HR-avdelningen Pågår p. 2 Klart p. 2")
    unchanged = lines.index("unchanged Nytt bad HR-avdelningen Ej inlett p. 2 Ej inlett p. 2")
    assert completed < unchanged
    assert "1 completed, 1 unchanged" in lines


def test_status_says_per_document_what_was_not_understood(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A silent gap looks like completeness: unread tables and lists stand beside the counts, a wrong sum doesn't."""
    with store.rewriting(published) as con:
        con.execute(
            "INSERT INTO findings BY NAME SELECT document_id, name AS check_name, 'info' AS severity, 'so' AS message,"
            " page FROM documents, (VALUES ('unread_table', 7), ('unread_table', 3), ('unread_list', 5),"
            " ('row_sum', 2), ('nothing_read', NULL)) AS f (name, page) WHERE file_name = 't3.pdf'"
        )
    where = "2 unread_table (p. 3), 1 unread_list (p. 5), 1 nothing_read"
    assert main(["status", "--database", str(published)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "uppföljning 2031 T2 3 2 none nothing" in printed
    assert f"uppföljning 2031 T3 3 2 5 info {where}" in printed
    assert main(["status", "--json", "--database", str(published)]) == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [(d["not_understood"], d["not_understood_where"]) for d in documents] == [(0, None), (4, where)]


def test_status_orders_changed_then_new_and_dropped_then_unchanged(
    folder: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "t2.pdf").open("a") as t2, (folder / "t3.pdf").open("a") as t3:
        t2.write("\nGamla kvarnen|Pausat|paused")
        t3.write("\nElbilar [3]|Rullar på|in_progress")
    ingest([folder], database, read=read_lines)
    assert main(["status", "--database", str(database)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    first = lines.index("completed Ny skola HR-avdelningen Pågår p. 2 Klart p. 2")
    assert lines[first + 1 : first + 5] == [
        "new Elbilar [3] HR-avdelningen – Pågår p. 2",
        "dropped Gamla kvarnen HR-avdelningen Pausat p. 2 –",
        "",
        "unchanged Nytt bad HR-avdelningen Ej inlett p. 2 Ej inlett p. 2",
    ]
    assert "1 completed, 1 new, 1 dropped, 1 unchanged" in lines


def test_status_as_json(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--json", "--database", str(published)]) == 0
    status: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    assert [d["file_name"] for d in status["documents"]] == ["t2.pdf", "t3.pdf"]
    assert datetime.fromisoformat(status["documents"][0]["ingested_at"]).year > 2000
    assert [(p["title"], p["change"]) for p in status["progress"]] == [
        ("Ny skola", "completed"),
        ("Nytt bad", "unchanged"),
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["findings"],
        ["vocabulary", "--missing"],
        ["review"],
        ["review", "--accept", "a", "b"],
        ["sql", "SELECT 1"],
        ["show", "a"],
    ],
)
def test_no_database_yet(database: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, "--database", str(database)]) == 1
    error = f"kommunplan: {database}: no such database yet; make it with 'kommunplan ingest'\n"
    assert capsys.readouterr().err == error
    assert not database.parent.exists()


def test_findings_by_document_and_severity(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.rewriting(published) as con:
        con.execute(
            "INSERT INTO findings BY NAME SELECT document_id, 'column_sum' AS check_name, s AS severity,"
            " 'so' AS message, '-375' AS stated, '-385' AS expected, 'Summa' AS label, 'Utfall' AS column_text,"
            " 3 AS page FROM documents, unnest(['info', 'warning']) AS u (s) WHERE file_name = 't3.pdf'"
        )
    assert main(["findings", "--database", str(published)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "t3.pdf"
    assert [line for line in lines if "column_sum" in line] == [
        "warning column_sum 3 Summa Utfall -375 -385",
        "info column_sum 3 Summa Utfall -375 -385",
    ]
    assert lines[-1] == "1 warning, 1 info"
    assert main(["findings", "--json", "--database", str(published)]) == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    assert [(f["file_name"], f["severity"], f["page"]) for f in found["findings"]] == [
        ("t3.pdf", "warning", 3),
        ("t3.pdf", "info", 3),
    ]
    assert main(["findings", "--csv", "--database", str(published)]) == 0
    header, first, _ = capsys.readouterr().out.splitlines()
    assert header.startswith("file_name,municipality,committee,severity,check_name,page,label,column_text,stated")
    assert first.startswith("t3.pdf,Upplands Väsby,Kommunstyrelsen,warning,column_sum,3,Summa,Utfall,-375,-385,so,")


def test_no_findings(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", "--database", str(published)]) == 0
    assert capsys.readouterr().out == "no findings\n"


def test_explain_says_what_each_table_is_and_what_was_not_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, picture = tmp_path / "plan.pdf", tmp_path / "page.png"
    activities = table([["Åtgärd", "Status", "Ansvarig"], ["Rusta badet", "Pågår", "Parkenheten"]])
    strangers = table(
        [["Glorp", "Snurr", "Flink"], ["Badet", "17", "23"], ["Parken", "31", "45"], ["Torget", "2", "8"]]
    )
    plan.write_bytes(typeset(heading("Handlingsplan 2031", 1), activities, paragraph("Se även:"), strangers))
    assert main(["explain", str(plan), "--page", "1", "--out", str(picture)]) == 0
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert printed[0].startswith("p. 1  table 1 block 1: activities  (1 row; activities 0.9")
    assert printed[1].startswith("1 Åtgärd -> name  [activity 0.95")
    assert any(line.startswith("p. 1  table 2 block 1: unknown") for line in printed)
    assert printed[-1].startswith("p. 1  not understood: 6 numbers of the table are in no record")
    with Image.open(picture) as drawn:
        assert (0, 125, 45) in {colour for _, colour in drawn.convert("RGB").getcolors(1 << 20)}
    assert main(["explain", str(plan), "--json"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert [block["kind"] for block in explained["blocks"]] == ["activities", "unknown"]
    assert [(f["page"], f["check_name"]) for f in explained["not_understood"]] == [(1, "unread_amounts")]
    assert main(["explain", str(plan), "--page", "4"]) == 1
    assert capsys.readouterr().err == f"kommunplan: {plan}: there is no page 4; the last is 1\n"
    assert main(["explain", str(plan), "--out", str(picture)]) == 1
    assert capsys.readouterr().err == "kommunplan: a picture shows one page: add --page N\n"


def test_second_ingest_says_that_nothing_is_new(
    published: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.rewriting(published) as con:
        con.execute("UPDATE documents SET parser_version = ?", [PARSER_VERSION])
    assert main(["ingest", str(folder), "--database", str(published)]) == 0
    assert capsys.readouterr() == ("nothing new: 2 documents unchanged\n", "")


def test_failed_files_get_one_line_each(folder: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(folder), "--database", str(database)]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"2 documents: 2 failed; published {database}\n"
    cause = "not a PDF (no %PDF- header); export the document as PDF"
    assert printed.err.splitlines() == [f"kommunplan: {folder / name}: {cause}" for name in ("t2.pdf", "t3.pdf")]


def test_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(tmp_path / "nowhere"), "--database", str(tmp_path / "x.duckdb")]) == 1
    assert capsys.readouterr().err == f"kommunplan: {tmp_path}/nowhere: no such file or folder; check the path\n"


def test_second_run_at_the_same_time(published: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with working_copy(published):
        assert main(["ingest", str(folder), "--database", str(published)]) == 1
    assert "another run is writing it; wait" in capsys.readouterr().err


def test_review_lists_what_waits_and_takes_a_decision(
    folder: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "t2.pdf").write_text("T2\nBygga ut förskolan i norra Lunda|Pågår|in_progress")
    (folder / "t3.pdf").write_text("T3\nBygga ut förskolan i södra Lunda|Pågår|in_progress")
    ingest([folder], database, read=read_lines)
    assert main(["review", "--database", str(database)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 pair waiting for a decision"
    assert lines[3:] == [
        "  Bygga ut förskolan i norra Lunda (t2.pdf, p. 2)",
        "  Bygga ut förskolan i södra Lunda (t3.pdf, p. 2)",
    ]
    earlier, later, *_ = lines[2].split()
    assert main(["review", "--accept", earlier, later, "--database", str(database)]) == 0
    assert capsys.readouterr().out == "no pair waiting for a decision\n"
    with store.reading(database) as con:
        assert con.execute("SELECT decision FROM activity_links").fetchall() == [("confirmed",)]


def test_review_names_decisions_whose_activity_is_gone(
    folder: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest([folder], database, read=read_lines)
    query = (
        "SELECT from_activity_id, to_activity_id FROM activity_links JOIN activities ON activity_id = from_activity_id"
    )
    with store.reading(database) as con:
        pair = con.execute(f"{query} WHERE title = 'Ny skola'").fetchall()[0]
    assert main(["review", "--reject", *pair, "--database", str(database)]) == 0
    assert capsys.readouterr().out == "no pair waiting for a decision\n"
    with store.rewriting(database) as con:
        con.execute("UPDATE activities SET title = 'Ny skolgård' WHERE activity_id = ?", [pair[0]])
    assert main(["review", "--database", str(database)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("1 decision without effect: no such activity is read on that page any more")
    assert lines[4].startswith("rejected 20")
    assert lines[5:] == ["  ny skola (t2.pdf, p. 2)", "  ny skola (t3.pdf, p. 2)"]


def test_reader_of_the_output_may_leave_early(published: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "status", "--json", "--database", str(published)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.close()
    assert run.stderr is not None
    assert run.stderr.read() == b""
    assert run.wait() == 141
