"""What words say of a matter: which body, what came of it, which kind, which number."""

from __future__ import annotations

import pytest

from extractors.values.registration_numbers import number_parts
from pipeline.matters.bodies import Bodies
from pipeline.matters.words import contradict, kind_of, kind_of_all, outcome_of, period_of, quoted_outcome_of, stage_of

BODIES = Bodies(
    ["Barn- och ungdomsnämnden", "Kultur- och utbildningsnämnden", "Kultur- och fritidsnämnden", "Tekniska nämnden",
     "Samhällsbyggnadsnämnden", "Kommunstyrelsen", "Kommunstyrelsens samhällsbyggnadsutskott"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "beside", "key"),
    [
        ("BUN AU", None, "barn och ungdomsnämndens arbetsutskott"),
        ("Barn och ungdomsnämndens arbetsutskotts", None, "barn och ungdomsnämndens arbetsutskott"),
        ("Arbetsutskottet", "Tekniska nämnden", "tekniska nämndens arbetsutskott"),
        ("Arbetsutskottet", "Kommunfullmäktige", "kommunstyrelsens arbetsutskott"),
        ("Ksau", None, "kommunstyrelsens arbetsutskott"),
        ("KUN", None, "kultur och utbildningsnämnden"),
        ("TEN", None, "tekniska nämnden"),
        ("SBN", None, "samhällsbyggnadsnämnden"),
        ("dåvarande samhällsbyggnadsnämnd", None, "samhällsbyggnadsnämnden"),
        ("Samhällsbyggnadsutskottet", "Kommunstyrelsen", "kommunstyrelsens samhällsbyggnadsutskott"),
        ("ÖFN", None, "ÖFN"),
    ],
)
def test_a_body_is_known_by_any_of_its_names(printed: str, beside: str | None, key: str) -> None:
    assert BODIES.key(printed, beside) == key


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Motionen avslås i sin helhet.", "rejected"),
        ("Kommunfullmäktige beslutar att inte bifalla motionen.", "rejected"),
        ("Yttrandet godkänns.\nMotionen avslås.", "rejected"),
        ("Motionen anses vara besvarad.", "answered"),
        ("Informationen noteras.", "noted"),
        ("Ärendet återremitteras för utredning.", "returned"),
        ("Ärendet bordläggs.", "postponed"),
        ("Motionen lämnas till kommunstyrelsen för beredning.", "forwarded"),
        ("Årsredovisningen godkänns.\nUnderskotten skrivs av.", "approved"),
        ("Taxan godkänns.\nAnsökan avslås.", None),
        ("Ersättningen höjs med 89 procent.", None),
    ],
)
def test_what_came_of_a_decision_is_said_by_its_words_or_left_open(text: str, outcome: str | None) -> None:
    assert outcome_of("beslut", text) == outcome


def test_a_proposal_is_no_outcome_yet() -> None:
    assert outcome_of("förslag", "Motionen avslås.") == "proposed"
    assert quoted_outcome_of("Nämnden beslutade den 15 december, § 65 att avstyrka motionen.") == "proposed"
    assert outcome_of("information", "Taxan godkänns.") is None


def test_the_form_of_a_matter_goes_before_what_it_is_about() -> None:
    titles = ["Svar på motion om budget", "Budgetuppföljning per april", "Val av revisor", "Ny väg"]
    assert [kind_of(title) for title in titles] == ["motion", "uppföljning", "val", "övrigt"]
    assert kind_of_all(["Motion om bryggan", "Remiss om bryggan"]) is None


def test_periods_of_one_month_are_one_and_others_contradict() -> None:
    april = period_of("Uppföljning per april 2031")
    assert not contradict(april, period_of("Tertialrapport 1, 2031-04-30"))
    assert not contradict(april, period_of("Uppföljning 2031"))
    assert contradict(april, period_of("Uppföljning per augusti 2031"))
    assert contradict(april, period_of("Uppföljning 2030"))


@pytest.mark.parametrize("body", ["Kommunstyrelsens arbetsutskott", "Sociala utskottet"])
def test_every_utskott_is_one_stage(body: str) -> None:
    assert stage_of(body) == "arbetsutskott"


@pytest.mark.parametrize(
    "printed", ["KS/2031:123", "2031.123 KS", "KS 2031-00123", "KS31-123", "31/KS 0123", "2031/KS0123", "KS 2031/123-4"]
)
def test_one_number_however_it_is_punctuated(printed: str) -> None:
    assert number_parts(printed) == ("KS", 2031, 123)
