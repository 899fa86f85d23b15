"""The gold gate: every list of every document against its floor. A floor may rise, never fall."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import store
from pipeline.ingest import ingest
from tests.corpus import corpus_folder

FLOORS = json.loads((Path(__file__).parent / "gold_floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "kommunplan.duckdb"
    ingest([corpus_folder() / "corpus"], path)
    return path


@pytest.fixture(scope="module")
def figures(database: Path) -> dict[str, Any]:
    report = database.parent / "score.json"
    subprocess.run(
        [sys.executable, str(corpus_folder() / "score.py"), str(database), "--json", str(report)],
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("document", "table"), [(d, t) for d, tables in FLOORS["documents"].items() for t in tables])
def test_list_reaches_its_floor(figures: dict[str, Any], document: str, table: str) -> None:
    assert figures["documents"][document][table]["f1"] >= FLOORS["documents"][document][table]


def test_all_links_are_found_and_none_is_wrong(figures: dict[str, Any]) -> None:
    assert figures["tables"]["activity_links"] >= FLOORS["activity_links"]


def test_the_documents_own_counts_agree_with_the_rows(database: Path) -> None:
    with store.reading(database) as con:
        rows = store.rows(con, "SELECT claims, claims_reconciled FROM data_quality WHERE claims > 0")
    assert rows
    assert all(row["claims_reconciled"] for row in rows)


def test_hardly_a_word_is_left_over(database: Path) -> None:
    with store.reading(database) as con:
        rows = store.rows(
            con,
            """SELECT sum(unassigned) / sum(words) AS share,
                      count(*) FILTER (words <> in_tables + in_text + in_furniture + unassigned) AS wrong
               FROM page_ledger""",
        )
    assert rows[0]["wrong"] == 0
    assert rows[0]["share"] < 0.005


def test_a_comment_that_contradicts_its_status_is_a_warning(database: Path) -> None:
    with store.reading(database) as con:
        rows = store.rows(con, "SELECT severity, message FROM findings WHERE check_name = 'status_comment'")
    assert [row["severity"] for row in rows] == ["warning"]
    assert "är därmed klart" in rows[0]["message"]


def test_every_row_of_amounts_is_read_right_and_every_table_over_pages_in_one_piece(database: Path) -> None:
    report = database.parent / "rows.json"
    corpus = corpus_folder()
    subprocess.run(
        [sys.executable, corpus / "peer_rows.py", corpus / "gold", database, "--json", report],
        check=True,
        capture_output=True,
    )
    rows = json.loads(report.read_text(encoding="utf-8"))["all"]
    assert rows["A"] == {"right": 177, "wrong": 0, "missed": 0, "label": 0}
    assert rows["B"]["partial"] == rows["B"]["missed"] == 0
    assert rows["C"]["parts"] == 0 < rows["C"]["one"]
