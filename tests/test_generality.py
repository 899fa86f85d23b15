"""Documents drawn by a seed: that their gold is right, and how much of them is read. Floors may rise, never fall."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pypdfium2
import pytest

from extractors.extract import extract
from tests.generator import FORMS, LISTS, Made, make
from tests.generator.draft import squeezed
from tests.scoring import Record, Tally, found_lists, score

FLOORS = json.loads((Path(__file__).parent / "gold_floors.json").read_text(encoding="utf-8"))["generality"]
SEEDS = range(1, 25)
PRODUCERS = ("reportlab", "typst")  # those that need nothing but their Python package
WORDS = {"goals": "text", "activities": "title", "indicators": "name", "budget_lines": "label", "assignments": "title"}


def producer_of(seed: int) -> str:
    return PRODUCERS[seed % len(PRODUCERS)]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    held: dict[str, Tally] = defaultdict(Tally)
    for seed in SEEDS:
        made = make(seed, producer=producer_of(seed))
        read = extract(made.pdf, file_name=f"generated_{seed}.pdf", source_uri=f"seed:{seed}")
        for one in score(made.gold, found_lists(read)):
            held[one.table].add(one.tally)
            held["everything"].add(one.tally)
    return held


@pytest.mark.parametrize("table", FLOORS)
def test_generated_documents_are_read_as_well_as_before(tallies: dict[str, Tally], table: str) -> None:
    assert tallies[table].f1 >= FLOORS[table]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_made_and_each_record_stands_on_its_page(form: str) -> None:
    for seed in (3, 4):
        made = make(seed, producer=producer_of(seed), forms=[form])
        pages = page_texts(made)
        records = [(name, record) for name in LISTS for record in made.gold[name]]
        assert records
        for name, record in records:
            assert "page" not in record["uncertain"], record
            if name in WORDS:
                assert squeezed(record[WORDS[name]])[:9] in pages[record["page"] - 1]


def page_texts(made: Made) -> list[str]:
    document = pypdfium2.PdfDocument(made.pdf)
    return [squeezed(page.get_textpage().get_text_range()) for page in document]


def test_a_seed_makes_one_document() -> None:
    assert make(7, producer="reportlab").pdf == make(7, producer="reportlab").pdf
    assert make(7, producer="reportlab").forms == make(7, producer="typst").forms


def goal(text: str, **fields: object) -> Record:
    return {"text": text, "level": "nämnd", "page": 1, **fields}


def test_what_differs_counts_twice_and_what_is_uncertain_not_at_all() -> None:
    wanted = [goal("Fler ska kunna bo här.", number=1), goal("Alla ska trivas.", number=2, uncertain=["number"])]
    found = [goal("Fler ska kunna bo här.", number=3), goal("Alla ska trivas.", number=4)]
    whole = Tally()
    for one in score({"goals": wanted}, {"goals": found}):
        whole.add(one.tally)
    assert (whole.right, whole.false, whole.missed) == (6, 1, 1)


def test_a_record_without_a_partner_is_missed_or_false() -> None:
    scored = score({"goals": [goal("Fler ska kunna bo här.")]}, {"goals": [goal("Skolan ska vara trygg för alla.")]})
    assert [(one.gold is None, one.found is None, one.tally.f1) for one in scored] == [
        (False, True, 0),
        (True, False, 0),
    ]
