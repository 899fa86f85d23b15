"""The gates on documents that were labelled after the readers were written, made ones and real ones: floors may rise,
never fall."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import store
from pipeline.ingest import ingest
from tests.corpus import corpus_folder, labelled_pdfs

FLOORS = json.loads((Path(__file__).parent / "gold_floors.json").read_text(encoding="utf-8"))["unseen"]
NOT_UNDERSTOOD = ("unread_table", "unread_list", "unread_amounts", "unread_goals", "close_readings", "nothing_read")
PAGES_A_FALSE_ALARM = 10  # at the least


class Read(NamedTuple):
    """A set of labelled documents once read: its database, its gold, and its figures against gold."""

    database: Path
    gold: Path
    figures: dict[str, Any]


@pytest.fixture(scope="module", params=FLOORS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def read(name: str, tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp(name)
    database, gold, report = folder / "kommunplan.duckdb", folder / "gold", folder / "score.json"
    pdfs = labelled_pdfs(name)
    gold.mkdir()
    for stem in (*(pdf.stem for pdf in pdfs), "links"):
        source = corpus_folder() / name / "gold" / f"{stem}.json"
        if source.exists():
            shutil.copy(source, gold)
    ingest(pdfs, database)
    scorer = corpus_folder() / ("score_protocols.py" if name == "protocols" else "score.py")
    command = [sys.executable, scorer, database, "--gold", gold, "--json", report]
    subprocess.run(command, check=True, capture_output=True)
    return Read(database, gold, json.loads(report.read_text(encoding="utf-8")))


def test_every_list_reaches_its_floor(name: str, read: Read) -> None:
    reached = {**read.figures["tables"], "everything": read.figures["everything"]}
    assert {table: f1 for table, f1 in reached.items() if f1 < FLOORS[name].get(table, 0.0)} == {}
    assert FLOORS[name].keys() <= reached.keys()


def test_no_amount_is_verified_that_the_document_does_not_have(read: Read) -> None:
    """Verified is what may be summed blindly: an amount in no line of the gold is no money, or read wrong."""
    with store.reading(read.database) as con:
        rows = store.rows(
            con,
            """SELECT file_name, page, amount FROM budget_lines JOIN documents USING (document_id)
               WHERE verified AND amount IS NOT NULL""",
        )
    for path in read.gold.glob("*.json"):
        labelled = json.loads(path.read_text(encoding="utf-8"))
        if "budget_lines" not in labelled:
            continue  # not labelled in this document
        wanted = [*labelled["budget_lines"], *labelled.get("budget_lines_optional", [])]
        known = Counter((line["page"], float(line["amount"])) for line in wanted if line.get("amount") is not None)
        verified = Counter((row["page"], row["amount"]) for row in rows if row["file_name"] == f"{path.stem}.pdf")
        assert verified - known == Counter(), path.stem


def test_hardly_anything_is_said_not_to_be_understood(read: Read) -> None:
    with store.reading(read.database) as con:
        pages = store.rows(con, "SELECT sum(pages)::INTEGER AS pages FROM documents")[0]["pages"]
        alarms = store.rows(
            con, "SELECT message FROM findings WHERE check_name IN (SELECT unnest(?))", [NOT_UNDERSTOOD]
        )
    assert len(alarms) * PAGES_A_FALSE_ALARM <= pages
