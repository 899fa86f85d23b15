"""The sample documents are what their script makes, and read as what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import store
from pipeline.ingest import ingest
from tools import typeset_plans
from tools.typeset_samples import FACTS, LOOKS, build

RAW = Path(__file__).parent.parent / "data" / "raw"


@pytest.mark.parametrize("period", LOOKS)
def test_the_script_makes_the_samples_byte_by_byte(period: str, tmp_path: Path) -> None:
    made = tmp_path / "sample.pdf"
    build(LOOKS[period], made)
    assert made.read_bytes() == (RAW / f"mjolby_ks_uppfoljning_{period.lower()}_2024_sample.pdf").read_bytes()


@pytest.mark.parametrize("name", typeset_plans.SAMPLES)
def test_the_script_makes_the_plans_byte_by_byte(name: str, tmp_path: Path) -> None:
    typeset_plans.build(name, tmp_path / name)
    assert (tmp_path / name).read_bytes() == (RAW / name).read_bytes()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "kommunplan.duckdb"
    ingest([RAW], path)
    return path


@pytest.mark.parametrize("period", LOOKS)
def test_every_activity_of_the_facts_is_read(database: Path, period: str) -> None:
    query = "SELECT title, kind_text, status_text FROM activities WHERE period = ? ORDER BY row"
    with store.reading(database) as con:
        read = store.rows(con, query, [period])
    facts = [(_title(fact, period), fact.get("marker"), fact["status"][period]) for fact in FACTS]
    assert [(r["title"], r["kind_text"], r["status_text"]) for r in read] == facts


def _title(fact: dict[str, Any], period: str) -> str:
    """The title as the sample prints it: a line ends after "kommun/", so the space after it is not to be seen."""
    title: str = fact.get("title_t3", fact["title"]) if period == "T3" else fact["title"]
    return title.replace("kommun/ ", "kommun/")


def test_every_activity_is_followed_from_one_sample_to_the_other(database: Path) -> None:
    with store.reading(database) as con:
        progress = [row for row in store.progress(con) if row["status_t3"]]
    assert len(progress) == len(FACTS)
    moved = {fact["title"] for fact in FACTS if fact["status"]["T2"] != fact["status"]["T3"]}
    assert sum(row["change"] == "completed" for row in progress) == len(moved)
    assert all(row["comment_t2"] and row["comment_t3"] for row in progress)


def test_every_amount_of_the_facts_is_read_and_verified(database: Path) -> None:
    facts = [text for name in typeset_plans.AMOUNTS for row in typeset_plans.AMOUNTS[name]["rows"] for text in row[1:]]
    with store.reading(database) as con:
        read = store.rows(con, "SELECT amount_text, amount, verified FROM budget_lines")
    assert sorted(row["amount_text"] for row in read) == sorted(facts)
    assert all(row["verified"] for row in read if row["amount"] is not None)
    assert [row["amount_text"] for row in read if row["amount"] is None] == ["-26 62"]


def test_the_kommuner_of_the_samples_can_be_compared(database: Path) -> None:
    with store.reading(database) as con:
        comparison = {row["municipality"]: row for row in store.comparison(con)}
    assert comparison["Mjölby"]["activities"] == 38
    assert comparison["Oxelösund"]["net_budget_sek"] == 79_366_000
    assert comparison["Askersund"]["net_variance_sek"] == -5_117_000
