"""Headings in everyday words over goals and over what is done for them."""

from __future__ import annotations

import pytest
from reportlab.platypus import Flowable

from tests.plan_making import heading, paragraph, read
from tests.test_goal_forms import COVER, goals_of

WISHES = [
    "Det här vill vi uppnå",
    "Vad vill vi uppnå?",
    "Detta ska vi nå 2031",
    "Dit ska vi",
    "Vad vill nämnden åstadkomma?",
]
DOINGS = [
    "Det här ska vi göra",
    "Så når vi dit",
    "Så gör vi för att nå målen",
    "Vad gör vi under 2031?",
    "Hur når vi målet?",
]


def items(*texts: str) -> list[Flowable]:
    return [flowable for text in texts for flowable in paragraph(f"• {text}")]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("doing", DOINGS)
def test_what_is_wanted_are_goals_and_what_is_done_activities(wish: str, doing: str) -> None:
    extraction = read(
        COVER,
        heading("Trygg skola", 2),
        heading(wish, 3),
        items("Alla elever läser flytande", "Frånvaron halveras", "Lugn och ro i klassrummen"),
        heading(doing, 3),
        items("Läslyftet fortsätter", "En kurator anställs på Bergaskolan"),
    )
    wanted = ["Alla elever läser flytande", "Frånvaron halveras", "Lugn och ro i klassrummen"]
    assert goals_of(extraction) == [(None, None, text) for text in wanted]
    assert {goal.area for goal in extraction.goals} == {"Trygg skola"}
    done = ["Läslyftet fortsätter", "En kurator anställs på Bergaskolan"]
    assert [activity.title for activity in extraction.activities] == done


def test_what_is_done_for_a_single_goal_is_tied_to_it() -> None:
    extraction = read(
        COVER, heading("Trygg skola", 2), heading("Det här vill vi uppnå", 3), items("Alla elever läser flytande"),
        heading("Så når vi dit", 3), items("Läslyftet fortsätter", "Skolbiblioteken öppnar på loven"),
    )  # fmt: skip
    assert {activity.goal_id for activity in extraction.activities} == {extraction.goals[0].goal_id}


@pytest.mark.parametrize("title", ["Det här gör vi", "Så arbetar vi", "Vårt uppdrag", "Det här är vi", "Så mår vi"])
def test_everyday_work_is_no_activity(title: str) -> None:
    extraction = read(COVER, heading(title, 2), items("Driver förskolor i hela kommunen", "Svarar för skolskjutsar"))
    assert (extraction.goals, extraction.activities) == ((), ())


def test_a_list_of_goals_is_taken_whole() -> None:
    extraction = read(
        COVER,
        heading("Nämndens prioriterade mål 2031", 2),
        items("Alla elever ska klara grundskolan", "Lugn och ro i klassrummen"),
    )
    texts = ["Alla elever ska klara grundskolan", "Lugn och ro i klassrummen"]
    assert [goal.text for goal in extraction.goals] == texts
