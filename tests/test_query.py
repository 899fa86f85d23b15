"""kommunplan sql: what it answers, in which forms, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[1]


def refused(samples: Path, query: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of the error, with nothing printed beside it."""
    assert main(["sql", query, "--database", str(samples)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    return line


def test_a_table(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT municipality, count(*) AS n, NULL AS nothing FROM data_quality GROUP BY ALL ORDER BY ALL"
    assert main(["sql", query, "--database", str(samples)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line and "─" not in line[0]] == [
        ["municipality", "n", "nothing"],
        ["Askersund", "1", "–"],
        ["Mjölby", "3", "–"],
        ["Oxelösund", "1", "–"],
        ["3", "rows"],
    ]


def test_rows_of_many_columns_are_printed_one_below_the_other(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "FROM activity_progress WHERE title LIKE 'Datavisualisering%'"
    assert main(["sql", query, "--database", str(samples)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "row 1"
    assert {"municipality Mjölby", "change completed", "page_t2 6"} <= set(lines)


def test_csv(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = (
        "SELECT 'a \"b\", c' AS text, 1.5 AS number, true AS yes, NULL AS none, DATE '2031-05-01' AS day, [1, 2] AS n"
    )
    assert main(["sql", query, "--csv", "--database", str(samples)]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["text", "number", "yes", "none", "day", "n"],
        ['a "b", c', "1.5", "true", "", "2031-05-01", "[1, 2]"],
    ]


def test_json(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = (
        "SELECT 'å' AS text, 1 AS text, 'nan'::DOUBLE AS nan, NULL AS none, DATE '2031-05-01' AS day, [1, 2] AS list"
    )
    assert main(["sql", query, "--json", "--database", str(samples)]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"text": "å", "text_2": 1, "nan": None, "none": None, "day": "2031-05-01", "list": [1, 2]}
    ]


@pytest.mark.parametrize("query", ["FROM documents WHERE false", "DESCRIBE goals", "EXPLAIN FROM goals", "SHOW TABLES"])
def test_other_ways_to_ask(samples: Path, query: str) -> None:
    assert main(["sql", query, "--database", str(samples)]) == 0


@pytest.mark.parametrize("query", ["PIVOT documents ON period USING count(*) GROUP BY municipality_code"])
def test_a_pivot_is_a_question(samples: Path, query: str) -> None:
    assert main(["sql", query, "--database", str(samples)]) == 0


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM goals",
        "UPDATE goals SET title = ''",
        "INSERT INTO goals FROM goals",
        "DROP TABLE goals",
        "CREATE TABLE x AS FROM goals",
        "COPY goals TO 'goals.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET threads = 1",
        "PRAGMA database_size",
        "EXPORT DATABASE 'folder'",
    ],
)
def test_what_is_no_question_is_refused(samples: Path, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = samples.read_bytes()
    assert "is no question: sql only reads; start with SELECT" in refused(samples, query, capsys)
    assert samples.read_bytes() == before


@pytest.mark.parametrize(
    "query", ["FROM read_csv('{}')", "FROM read_text('{}')", "FROM glob('{}')", "FROM read_blob('{}')"]
)
def test_no_other_file_is_reached(samples: Path, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(samples, query.format(ROOT / "pyproject.toml"), capsys)
    assert line.endswith("sql reads this database only: use DuckDB itself to join other files")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT titel FROM goals", 'Candidate bindings: "title"'),
        ("FROM gaols", "Did you mean"),
        ("SELEC 1", "syntax error"),
        ("SELECT 'a'::INTEGER", "Could not convert string 'a'"),
        ("FROM goals; FROM goals", "2 statements; give one"),
        ("", "no statement; give one"),
        ("-- only a comment", "no statement; give one"),
        ("SELECT now() AS at", "at: a time with a zone"),
    ],
)
def test_mistakes_are_told_in_one_line(
    samples: Path, query: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refused(samples, query, capsys)


def test_a_query_or_the_schema_has_to_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["sql"], ["sql", "FROM goals", "--explain-schema"]):
        with pytest.raises(SystemExit):
            main(arguments)
    assert "QUERY" in capsys.readouterr().err


def test_the_schema_with_its_comments(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "--explain-schema", "--database", str(samples)]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "view activity_progress: What was planned for each activity in each year" in text
    assert "budget_lines: Figures of financial tables, one row per cell" in text
    assert "page INTEGER: Page, counted from 1, where the cell begins." in text
    assert "macro largest_deviations(kommun, n): The n lines of a kommun's budgets" in text


def test_the_schema_for_programs_leaves_nothing_without_a_comment(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sql", "--explain-schema", "--json", "--database", str(samples)]) == 0
    rows = json.loads(capsys.readouterr().out)["schema"]
    assert [row for row in rows if not row["comment"]] == []
    assert {row["name"] for row in rows} >= {"documents", "activity_progress", "stalled"}
    assert main(["sql", "--explain-schema", "--csv", "--database", str(samples)]) == 0
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == len(rows)


def test_ctrl_c_ends_a_long_query(samples: Path) -> None:
    query = "SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b"
    command = [sys.executable, "-m", "pipeline.cli", "sql", query, "--database", str(samples)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    assert run.poll() is None
    os.kill(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert (out, run.returncode) == ("", 130)
    assert err.startswith("kommunplan: interrupted")
