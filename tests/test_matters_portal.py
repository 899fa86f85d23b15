"""A part of a real kommun's meeting portal against what another reader published of the same meetings, and the labelled
minutes' own record of the steps that they name. Floors may rise, never fall."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from extractors.vocabulary import fold
from pipeline import store
from pipeline.ingest import ingest

CORPUS = Path(os.environ.get("KOMMUNPLAN_CORPUS", ""))
PORTAL, PROTOCOLS = CORPUS / "portal", CORPUS / "protocols"
pytestmark = pytest.mark.skipif(
    not os.environ.get("KOMMUNPLAN_CORPUS") or not PORTAL.is_dir(),
    reason="KOMMUNPLAN_CORPUS names no folder with portal/",
)

LINES_FLOOR, NUMBERS_FLOOR, CHAINS_FLOOR = 0.97, 0.98, 0.90
QUOTED_FLOOR, QUOTED_PRECISION_FLOOR = 0.95, 0.95


class Told(NamedTuple):
    """A step as the other reader has it, with its matter."""

    matter: dict[str, Any]
    step: dict[str, Any]
    body: str
    paragraph: str


def told() -> list[Told]:
    """Every step once: the file repeats some of its records."""
    matters = {
        json.dumps(matter, sort_keys=True): matter for matter in json.loads((PORTAL / "matters.json").read_text())
    }
    return [
        Told(matter, step, letters(step["body"]), f"§ {step['paragraph']}")
        for matter in matters.values()
        for step in matter["steps"]
    ]


def letters(text: str) -> str:
    """The letters and digits alone, as addresses write them: 'Vård- och omsorgsnämnden' as 'vardochomsorgsnamnden'."""
    return re.sub(r"[^a-z0-9]", "", fold(text).translate(str.maketrans("åäöé", "aaoe")))


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    database = tmp_path_factory.mktemp("portal") / "kommunplan.duckdb"
    ingest([PORTAL, PROTOCOLS], database)
    with store.reading(database) as con:
        yield con


def found(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The matter and document of each own step, by body, day and §."""
    query = "SELECT body, on_date, paragraph, matter_id, document_id FROM matter_steps WHERE told_by = 'own'"
    return {(letters(b or ""), str(day), p): (m, d) for b, day, p, m, d in con.execute(query).fetchall() if p}


def is_printed(con: duckdb.DuckDBPyConnection, each: Told) -> bool:
    """Whether the minutes' own title page has the § among theirs."""
    query = "SELECT paragraphs, body FROM meetings WHERE meeting_date = ?"
    for paragraphs, body in con.execute(query, [each.step["date"]]).fetchall():
        numbers = [int(number) for number in re.findall(r"\d+", paragraphs or "")]
        if letters(body or "") == each.body and numbers:
            return min(numbers) <= int(each.step["paragraph"]) <= max(numbers)
    return True


def test_every_paragraph_that_the_minutes_have_is_a_step(con: duckdb.DuckDBPyConnection) -> None:
    steps = found(con)
    missing = [each for each in told() if (each.body, each.step["date"], each.paragraph) not in steps]
    assert [each.paragraph for each in missing if is_printed(con, each)] == []
    assert len(missing) <= 1  # a § that the record gives to a meeting whose minutes end before it


def test_what_others_quote_of_a_decision_stands_in_it(con: duckdb.DuckDBPyConnection) -> None:
    steps = found(con)
    held = []
    for each in told():
        key = each.body, each.step["date"], each.paragraph
        if each.step["type"] != "beslut" or key not in steps:
            continue
        query = "SELECT text FROM decisions WHERE document_id = ? AND paragraph = ?"
        own = letters(" ".join(text for (text,) in con.execute(query, [steps[key][1], each.paragraph]).fetchall()))
        points = [re.sub(r"(?:^|(?<=\. ))\d{1,2}\. ", "", line) for line in each.step["quoted_lines"]]
        held += [letters(line) in own for line in points]
    assert sum(held) / len(held) >= LINES_FLOOR


def test_steps_have_the_diarienummer_that_others_give_them(con: duckdb.DuckDBPyConnection) -> None:
    steps, right = found(con), []
    for each in told():
        number, key = each.matter["registration_number"], (each.body, each.step["date"], each.paragraph)
        if number is not None and key in steps:
            query = "SELECT number_text FROM matter_numbers WHERE matter_id = ?"
            right.append((number,) in con.execute(query, [steps[key][0]]).fetchall())
    assert sum(right) / len(right) >= NUMBERS_FLOOR


def test_the_steps_of_a_matter_are_of_one_matter(con: duckdb.DuckDBPyConnection) -> None:
    steps, whole = found(con), []
    for matter in {id(each.matter): each.matter for each in told()}.values():
        own = [(letters(s["body"]), s["date"], f"§ {s['paragraph']}") for s in matter["steps"]]
        if len(own) > 1:
            whole.append(len({steps[key][0] for key in own if key in steps}) == 1)
    assert sum(whole) / len(whole) >= CHAINS_FLOOR


def test_the_steps_that_labelled_minutes_name_are_in_the_items_matter(con: duckdb.DuckDBPyConnection) -> None:
    own = (
        "SELECT s.decision FROM matter_steps AS i JOIN matter_steps AS s USING (matter_id) WHERE i.document_id = ?"
        " AND i.told_by = 'own' AND i.paragraph IS NOT DISTINCT FROM ?"
        " AND s.on_date = ? AND s.paragraph IS NOT DISTINCT FROM ?"
    )
    tied = (
        "SELECT on_date, paragraph FROM matter_steps WHERE document_id = ? AND told_by = 'quoted' AND decision = 'auto'"
    )
    right, sure = [], []
    for file in sorted((PROTOCOLS / "gold").glob("*.json")):
        document_id = hashlib.sha256((PROTOCOLS / f"{file.stem}.pdf").read_bytes()).hexdigest()[:16]
        steps = json.loads(file.read_text()).get("quoted_steps", [])
        for step in steps:
            if "uncertain" not in step:
                on = [document_id, step["paragraph"], step["on_date"], step["step_paragraph"]]
                right.append(("auto",) in con.execute(own, on).fetchall())
        named = {(step["on_date"], step["step_paragraph"]) for step in steps}
        sure += [(str(day), p) in named for day, p in con.execute(tied, [document_id]).fetchall() if steps]
    assert sum(right) / len(right) >= QUOTED_FLOOR
    assert sum(sure) / len(sure) >= QUOTED_PRECISION_FLOOR
