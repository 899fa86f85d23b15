"""Goals of small documents typeset here: whose they are, where they stand, what belongs to them."""

from __future__ import annotations

import pytest

from extractors.interpret.context import says_whose_goals
from tests.plan_making import heading, paragraph, read, table

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")


@pytest.mark.parametrize(
    "title",
    ["Kommunfullmäktiges mål", "Socialnämndens mål 2031", "Barn- och utbildningsnämndens mål 2031–2033",
     "Kommunstyrelsens egna mål", "Mål för socialnämnden", "Nämndens mål:", "Mål"],
)  # fmt: skip
def test_a_heading_may_only_say_whose_goals_follow(title: str) -> None:
    assert says_whose_goals(title)


@pytest.mark.parametrize(
    "title", ["Övergripande mål", "Mål och uppdrag", "Nämndspecifika mål", "Uppföljning av nämndens mål", "God hälsa"]
)
def test_other_headings_name_an_area(title: str) -> None:
    assert not says_whose_goals(title)


def test_bullets_before_the_table_are_goals_and_those_after_it_are_not() -> None:
    rows = [["Nyckeltal", "Målvärde 2031"], ["Andel trygga", "80 %"]]
    extraction = read(
        COVER, heading("Trygghet", 2), heading("Socialnämndens mål 2031", 3), paragraph("Vi vill detta:"),
        paragraph("• Alla ska känna sig trygga."), paragraph("1. Stödet ska komma i tid."), table(rows),
        paragraph("• Enkäten görs i maj."), FILLER,
    )  # fmt: skip
    assert [(g.level, g.area, g.number, g.title, g.text) for g in extraction.goals] == [
        ("nämnd", "Trygghet", None, None, "Alla ska känna sig trygga."),
        ("nämnd", "Trygghet", 1, None, "Stödet ska komma i tid."),
    ]
    assert [i.goal_id for i in extraction.indicators] == [None]


def test_the_single_goal_under_a_heading_is_its_first_sentence_and_owns_what_follows() -> None:
    rows = [["Åtgärd", "Ansvarig"], ["Öppna en mötesplats", "Fritidsenheten"]]
    extraction = read(
        COVER, heading("Tillväxt", 2), heading("Kommunfullmäktiges mål:", 3), paragraph("Vi är en attraktiv kommun."),
        paragraph("Nämnden har inget eget mål. Arbetet sker med åtgärder."), table(rows), FILLER,
    )  # fmt: skip
    (goal,) = extraction.goals
    assert (goal.level, goal.area, goal.text) == ("kommunfullmäktige", "Tillväxt", "Vi är en attraktiv kommun.")
    assert [a.goal_id for a in extraction.activities] == [goal.goal_id]


def test_an_introduction_to_numbered_goals_is_none_itself() -> None:
    extraction = read(
        COVER, FILLER, heading("Nämndens mål", 1), paragraph("Nämnden har ett mål för året."),
        heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."),
    )  # fmt: skip
    assert [(g.number, g.title, g.text) for g in extraction.goals] == [(1, "Nämndmål 1", "Stödet ska komma i tid.")]


def test_text_after_the_table_or_behind_a_label_is_not_the_goals_own() -> None:
    rows = [["Mått", "Mål 2031"], ["Andel i tid", "95 %"]]
    (goal,) = read(
        COVER, heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."), paragraph("Mått/metod: Egen mätning."),
        paragraph("Mätningen görs två gånger."), table(rows), paragraph("Resultatet har försämrats."), FILLER,
    ).goals  # fmt: skip
    assert (goal.text, goal.measure) == ("Stödet ska komma i tid.", "Egen mätning.")


def test_a_goals_own_assessment() -> None:
    extraction = read(
        COVER, heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."), paragraph("Bedömning: Delvis uppfyllt"),
        heading("Nämndmål 2", 2), paragraph("Alla ska må bra."), paragraph("Bedömning: Blomstrar"), FILLER,
    )  # fmt: skip
    assert [(g.fulfilment, g.fulfilment_text) for g in extraction.goals] == [
        ("partly", "Delvis uppfyllt"),
        (None, "Blomstrar"),
    ]
    assert [(f.check_name, f.severity, f.stated) for f in extraction.findings] == [
        ("unknown_assessment", "warning", "Blomstrar")
    ]


def test_whose_goal_the_label_says_it_is_and_a_mention_of_a_goal_is_none() -> None:
    extraction = read(
        COVER, heading("Service", 2), paragraph("Kommunfullmäktiges mål 3: Nämndens service ska vara god."),
        paragraph("Bäring på hållbarhetsmålen."), paragraph("Arbetet bidrar till mål 3: service."), FILLER,
    )  # fmt: skip
    (goal,) = extraction.goals
    assert (goal.level, goal.number, goal.text) == ("kommunfullmäktige", 3, "Nämndens service ska vara god.")
    assert goal.supports == "Bäring på hållbarhetsmålen."


def test_a_bold_list_item_that_stands_alone_names_the_area() -> None:
    extraction = read(
        COVER, heading("Utveckling", 1), paragraph("<b>• Integration</b>"), heading("Nämndens mål 4: Alla lär sig.", 3),
        paragraph("Adressering: Vuxenenheten"), FILLER,
    )  # fmt: skip
    assert [(g.area, g.number, g.text, g.addressed_to) for g in extraction.goals] == [
        ("Integration", 4, "Alla lär sig.", "Vuxenenheten")
    ]


def test_a_label_alone_stands_over_its_goal() -> None:
    extraction = read(
        COVER, heading("Klimat", 2), paragraph("Mål 11"), paragraph("<b>Energin ska minska i alla våra lokaler.</b>x"),
        paragraph("Nyckeltal: kWh per m²"), paragraph("MÅL 12"), heading("Utsläppen ska minska", 3),
        paragraph("Nyckeltal: ton per anställd"), paragraph("Målen 11–12 följs upp i maj. Mål 11 – 12 är nya."), FILLER,
    )  # fmt: skip
    assert [(g.area, g.number, g.title, g.text, g.measure) for g in extraction.goals] == [
        ("Klimat", 11, "Mål 11", "Energin ska minska i alla våra lokaler.x", "kWh per m²"),
        ("Klimat", 12, "MÅL 12", "Utsläppen ska minska", "ton per anställd"),
    ]
