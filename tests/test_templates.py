"""Templates that the five documents don't have: every list of each against its gold, and no verified amount wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import store
from pipeline.ingest import ingest
from tests.corpus import corpus_folder
from tests.templates import bare, columns, pdf_of, rules, stratsys, turned, word

TEMPLATES = (bare, columns, rules, stratsys, turned, word)
FLOOR = 0.97

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.NAME)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "kommunplan.duckdb"
    ingest([pdf_of(template.NAME) for template in TEMPLATES], path)
    return path


@pytest.fixture(scope="module")
def gold(database: Path) -> Path:
    """A folder with the gold of each template as JSON."""
    folder = database.parent / "gold"
    folder.mkdir()
    for template in TEMPLATES:
        (folder / f"{template.NAME}.json").write_text(json.dumps(template.gold()), encoding="utf-8")
    return folder


def report_of(*command: str | Path, report: Path) -> dict[str, Any]:
    """What a script of the corpus folder writes as JSON."""
    subprocess.run([sys.executable, *map(str, command), "--json", str(report)], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def scores(database: Path, gold: Path) -> dict[str, Any]:
    script = corpus_folder() / "score.py"
    documents: dict[str, Any] = report_of(script, database, "--gold", gold, report=gold.parent / "score.json")[
        "documents"
    ]
    return documents


@pytest.fixture(scope="module")
def peer_rows(database: Path, gold: Path) -> dict[str, Any]:
    return report_of(corpus_folder() / "peer_rows.py", gold, database, report=gold.parent / "rows.json")


@each_template
def test_every_list_reaches_the_floor(scores: dict[str, Any], template: ModuleType) -> None:
    figures = scores[template.NAME]
    assert {name: list_["f1"] for name, list_ in figures.items() if list_["f1"] < FLOOR} == {}


@each_template
def test_every_row_of_the_tables_is_found_and_none_is_wrong(peer_rows: dict[str, Any], template: ModuleType) -> None:
    numbers, texts, crossings = (peer_rows[template.NAME][part] for part in "ABC")
    assert {**numbers, "right": 0} == dict.fromkeys(numbers, 0)
    assert {**texts, "right": 0} == dict.fromkeys(texts, 0)
    assert crossings["parts"] == 0


@each_template
def test_no_verified_amount_is_wrong(database: Path, template: ModuleType) -> None:
    names = ("statement", "label", "column_text", "amount")
    said = Counter(_key(record, names) for record in template.gold()["budget_lines"] if record["amount"] is not None)
    with store.reading(database) as con:
        rows = store.rows(
            con,
            "SELECT b.* FROM budget_lines b JOIN documents USING (document_id) WHERE verified AND file_name = ?",
            [f"{template.NAME}.pdf"],
        )
    verified = Counter(_key(row, names) for row in rows)
    assert verified - said == Counter()
    assert verified.total() > 0 or not said


def _key(record: dict[str, Any], names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(float(record[name]) if name == "amount" else " ".join(record[name].split()) for name in names)


@each_template
def test_every_word_of_the_pages_is_accounted_for(database: Path, template: ModuleType) -> None:
    with store.reading(database) as con:
        rows = store.rows(
            con,
            """SELECT page, words, unassigned FROM page_ledger JOIN documents USING (document_id)
               WHERE file_name = ? AND unassigned > 0""",
            [f"{template.NAME}.pdf"],
        )
    assert rows == []
