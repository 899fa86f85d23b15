"""Votes in minutes: numbers in sentences, what yes and no mean, and lists of who voted how."""

from __future__ import annotations

import pytest

from extractors.protocol.votes import numbers_in
from extractors.records import Extraction
from tests.plan_making import heading, page_break, paragraph, read, table

FRONT = [
    *heading("Sammanträdesprotokoll", 1), *paragraph("Kommunfullmäktige, Tanums kommun 2031-03-12"),
    *heading("§ 45 KS 2030/118 Kvällsöppet bibliotek", 2), *heading("Beslutsgång", 3),
]  # fmt: skip


def protocol(*parts: list[object]) -> Extraction:
    return read(FRONT, *parts, heading("Beslut", 3), paragraph("Kommunfullmäktige avslår motionen."))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Med 20 ja-röster och 26 nej-röster avslås motionen.", {"yes": 20, "no": 26}),
        ("Omröstningen ger 7 röster för ja, 8 röster för nej och 2 avstår.", {"yes": 7, "no": 8, "abstained": 2}),
        ("Ja: 31, nej: 14, avstår: 3, frånvarande: 1", {"yes": 31, "no": 14, "abstained": 3, "absent": 1}),
        ("Nämnden beslutar med sju ja-röster mot fyra nej-röster.", {"yes": 7, "no": 4}),
        ("9 jaröster, 2 nejröster och 4 nedlagda röster.", {"yes": 9, "no": 2, "abstained": 4}),
        ("Rösterna utföll med 12 ja-röster mot 12 nej-röster.", {"yes": 12, "no": 12}),
        ("Punkt 3 nej, 14 ja-röster och 15 ja-röster senare.", {"no": 3}),
        ("Två ledamöter reserverar sig mot beslutet.", {}),
    ],
)
def test_the_numbers_that_a_sentence_gives(text: str, numbers: dict[str, int]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Ja-röst för bifall till Bo Eks yrkande.", "Nej-röst för avslag på motionen."),
        ("Den som bifaller Bo Eks yrkande röstar ja.", "Den som avslår motionen röstar nej."),
        ("JA för Bo Eks yrkande.", "NEJ för styrelsens förslag."),
    ],
)
def test_what_yes_and_no_mean_goes_with_the_numbers_after_it(yes: str, no: str) -> None:
    outcome = "Med 20 ja-röster mot 26 nej-röster finner ordföranden att motionen avslås."
    read_votes = protocol(paragraph("Omröstning begärs."), paragraph(yes), paragraph(no), paragraph(outcome)).votes
    assert [(v.yes, v.no, v.yes_means, v.no_means, v.outcome_text) for v in read_votes] == [(20, 26, yes, no, outcome)]
    assert read_votes[0].casting_vote is False
    assert not read_votes[0].verified


def test_two_votes_of_an_item_are_two_and_a_tie_is_decided_by_the_chair() -> None:
    votes = protocol(
        paragraph("Ja-röst för att ärendet avgörs i dag."), paragraph("Nej-röst för återremiss."),
        paragraph("Med 30 ja-röster mot 15 nej-röster ska ärendet avgöras i dag."),
        paragraph("Ja-röst för styrelsens förslag."), paragraph("Nej-röst för bifall till motionen."),
        paragraph("Med 22 ja-röster och 22 nej-röster och ordförandens utslagsröst avslås motionen."),
    ).votes  # fmt: skip
    assert [(v.ordinal, v.yes, v.no, v.yes_means) for v in votes] == [
        (1, 30, 15, "Ja-röst för att ärendet avgörs i dag."),
        (2, 22, 22, "Ja-röst för styrelsens förslag."),
    ]
    assert [v.casting_vote for v in votes] == [False, True]


MEMBERS = [("Alva Berg", "S", "yes"), ("Bo Ek", "M", "no"), ("Cia Dahl", "V", "yes"), ("Dan Ek-Falk", "C", "abstained")]


def rows(*, party: bool, mark: str) -> list[list[str]]:
    columns = ["yes", "no", "abstained"]
    marks = [[mark if choice == column else "" for column in columns] for _, _, choice in MEMBERS]
    names = [[name, letter] if party else [f"{name} ({letter}), ledamot"] for name, letter, _ in MEMBERS]
    header = ["Ledamot", "Parti", "Ja", "Nej", "Avstår"] if party else ["Ledamöter", "Ja", "Nej", "Avstår"]
    return [header, *(name + row for name, row in zip(names, marks, strict=True))]


@pytest.mark.parametrize("party", [True, False])
@pytest.mark.parametrize("mark", ["X", "1"])
def test_a_list_of_who_voted_how_verifies_the_numbers(mark: str, *, party: bool) -> None:
    outcome = "Med 2 ja-röster, 1 nej-röst och 1 ledamot som avstår antas förslaget."
    found = protocol(paragraph(outcome), table(rows(party=party, mark=mark)))
    assert [(m.name, m.party, m.choice) for m in found.vote_members] == MEMBERS
    assert [v.verified for v in found.votes] == [True]


def test_a_list_that_goes_against_the_text_is_kept_and_not_verified() -> None:
    found = protocol(paragraph("Med 1 ja-röst mot 2 nej-röster avslås förslaget."), table(rows(party=False, mark="X")))
    assert [(v.yes, v.no, v.verified) for v in found.votes] == [(1, 2, False)]
    assert [m.choice for m in found.vote_members] == [choice for _, _, choice in MEMBERS]


def test_a_list_over_two_pages_with_its_sums() -> None:
    whole = [*rows(party=False, mark="X"), ["Resultat", "2", "1", "1"]]
    found = protocol(table(whole[:3]), page_break(), table(whole[3:]))
    assert [(v.yes, v.no, v.abstained, v.verified) for v in found.votes] == [(2, 1, 1, True)]
    assert len(found.vote_members) == len(MEMBERS)


def test_votes_of_an_earlier_body_are_none_of_this_meetings() -> None:
    told = read(
        FRONT[:-1], heading("Bakgrund", 3), paragraph("Nämnden avslog med 7 ja-röster mot 4 nej-röster ett förslag."),
        heading("Beslut", 3), paragraph("Kommunfullmäktige avslår motionen."),
    )  # fmt: skip
    assert told.votes == ()
