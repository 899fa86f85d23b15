"""The vocabulary files: no form under two meanings, meanings that the contract allows, and the law of folding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors.vocabulary as vocabulary
from extractors.vocabulary import any_of, fold, meanings, municipalities

FILES = sorted(path.stem for path in Path(vocabulary.__file__).parent.glob("*.toml"))
STATUSES = {"not_started", "in_progress", "done", "delayed", "paused", "cancelled"}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Ej  inlett.", "ej inlett"),
        ("HR–avd", "hr-avd"),
        ("»Klart«", "»klart«"),
        ("Mål\u00a0och budget:", "mål och budget"),
    ],
)
def test_printed_forms_fold_to_one(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.lists(st.text("ab-.", min_size=1, max_size=4), min_size=1), st.text("ab-. ", max_size=30))
def test_of_words_at_one_place_the_longest_is_found(words: list[str], text: str) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    found = [re.findall(rf"(?<!\w)({some})s?(?!\w)", text) for some in (any_of(words), longest_first)]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", FILES)
def test_no_form_has_two_meanings(name: str) -> None:
    assert meanings(name)


@pytest.mark.parametrize("name", ["statuses", "status_phrases"])
def test_statuses_are_those_of_the_contract(name: str) -> None:
    assert set(meanings(name).values()) <= STATUSES


def test_all_kommuner_are_there_with_their_codes() -> None:
    kommuner = municipalities()
    assert len(kommuner) == len({k.municipality_code for k in kommuner}) == 290
    assert all(k.municipality_code.startswith(k.county_code) and k.population > 0 for k in kommuner)
