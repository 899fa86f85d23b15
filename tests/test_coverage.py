"""What was not understood is said, and ``kommunplan explain`` shows what each table was taken for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from extractors.records import Extraction
from pipeline.cli import main
from tests.plan_making import heading, page_break, paragraph, read, table, typeset

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
ACTIVITIES = table([["Aktivitet", "Ansvarig"], ["Bygga ny skola", "Skolchefen"], ["Laga bron", "Gatuchefen"]])
NOT_UNDERSTOOD = {"unread_table", "unread_list", "unread_amounts", "close_readings", "nothing_read"}


def said(extraction: Extraction) -> list[tuple[str, int | None]]:
    return [(f.check_name, f.page) for f in extraction.findings if f.check_name in NOT_UNDERSTOOD]


def test_what_is_read_gives_no_finding() -> None:
    assert said(read(COVER, heading("Arbetet", 2), ACTIVITIES)) == []


def test_a_plan_of_which_nothing_was_read_says_so() -> None:
    assert said(read(COVER, paragraph("Tanums kommun växer."))) == [("nothing_read", 1)]


def test_numbers_of_which_nothing_tells_what_they_are_are_named() -> None:
    numbers = table([["Zonk", "Blirp", "Krax"], ["Norr", "12", "14"], ["Söder", "15", "17"], ["Väster", "8", "9"]])
    extraction = read(COVER, heading("Arbetet", 2), ACTIVITIES, page_break(), heading("Fakta", 2), numbers)
    assert said(extraction) == [("unread_amounts", 2)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(COVER, heading("Arbetet", 2), ACTIVITIES, page_break(), paragraph("Slut.")))
    return path


@pytest.mark.parametrize("goal", ["Mål B1. Matsvinnet ska minska.", "Nämndens mål 2: Matsvinnet ska minska."])
@pytest.mark.parametrize("sign", ["•", "–"])
def test_a_list_right_under_a_goal_that_gave_no_record_is_named(goal: str, sign: str) -> None:
    items = [f"{sign} Väg svinnet varje dag i alla kök", f"{sign} Låt eleverna välja mindre portioner"]
    extraction = read(
        heading("Handlingsplan 2031", 1), paragraph("Tanums kommun"), heading("Mat", 2), paragraph(goal),
        *map(paragraph, items),
    )  # fmt: skip
    assert [goal.text for goal in extraction.goals] == ["Matsvinnet ska minska."]
    (finding,) = [f for f in extraction.findings if f.check_name == "unread_list"]
    assert finding.message.startswith("2 items of the list under the goal")


def test_explain_names_kind_and_fields(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(plan)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("p. 1  table 1 block 1: activities  (2 rows;")
    assert "Aktivitet -> name" in printed
    assert "Ansvarig -> responsible" in printed
    assert main(["explain", str(plan), "--page", "2"]) == 0
    assert capsys.readouterr().out == "no table on the page\n"


def test_explain_as_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(plan), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [(b["kind"], b["page"], b["rows"]) for b in printed["blocks"]] == [("activities", 1, 2)]
    assert [c["field"] for c in printed["blocks"][0]["columns"]] == ["name", "responsible"]
    assert printed["not_understood"] == []


def test_explain_draws_the_page(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    assert main(["explain", str(plan), "--page", "1", "--out", str(out)]) == 0
    with Image.open(out) as picture:
        assert picture.size == (1191, 1684)  # two pixels a point of A4


def test_explain_tells_what_it_cannot_do(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(plan), "--page", "3"]) != 0
    assert "there is no page 3; the last is 2" in capsys.readouterr().err
    assert main(["explain", str(plan), "--out", str(tmp_path / "x.png")]) != 0
    assert "add --page N" in capsys.readouterr().err
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    assert main(["explain", str(broken)]) != 0
    assert "broken.pdf" in capsys.readouterr().err
