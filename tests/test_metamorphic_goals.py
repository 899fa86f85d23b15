"""The same goals and indicators, set in other ways: whatever the form, the same records are read.

One plan is typeset with other headings, other orders of columns, as headings, labels, lists, tables and cards, over a
page break. A form may leave out what it has no place for; it changes nothing else.
"""

from __future__ import annotations

from itertools import permutations

import pytest
from reportlab.platypus import Flowable

from extractors.records import Extraction
from tests.plan_making import drawn_table, heading, page_break, paragraph, read, table

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Kulturnämnden, Tanums kommun")]
GOALS = (
    "Fler barn ska låna böcker på biblioteken.",
    "Föreningslivet ska växa i hela kommunen.",
    "Besökare ska få ett gott bemötande.",
)
INDICATORS = (  # goal, name, outcome 2029, outcome 2030, target 2031
    (0, "Utlån av barnböcker per barn", "11,4", "12,1", "13"),
    (0, "Andel femåringar med lånekort (%)", "54", "58", "65"),
    (1, "Antal medlemmar i föreningar", "2 310", "2 405", "2 500"),
    (2, "Nöjda besökare (%)", "81", "84", "90"),
)
HEADS = ("Indikator", "Utfall 2029", "Utfall 2030", "Målvärde 2031")
Parts = list[list[Flowable]]


def goals_of(found: Extraction) -> list[str]:
    return [goal.text for goal in found.goals]


def indicators_of(found: Extraction) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Name, text of the goal, and the values as printed."""
    texts = {goal.goal_id: goal.text for goal in found.goals}
    values: dict[str, list[str]] = {}
    for value in sorted(found.indicator_values, key=lambda v: v.year or 0):
        values.setdefault(value.indicator_id, []).append(value.value_text)
    return [
        (i.name, texts.get(i.goal_id or ""), tuple(values.get(i.indicator_id, ()))) for i in found.indicators
    ]  # fmt: skip


WITH_GOALS = [(name, GOALS[goal], values) for goal, name, *rest in INDICATORS for values in [tuple(rest)]]


def rows_of(goal: int) -> list[list[str]]:
    return [list(row[1:]) for row in INDICATORS if row[0] == goal]


def announced(title: str) -> Parts:
    return [COVER, heading(title, 2)]


FORMS: dict[str, Parts] = {
    "numbered labels": [
        *announced("Nämndens mål"),
        *(paragraph(f"Mål {n}: {goal}") for n, goal in enumerate(GOALS, 1)),
    ],
    "labels of another word": [
        *announced("Mål för nämnden"),
        *(paragraph(f"Nämndmål {n}. {goal}") for n, goal in enumerate(GOALS, 1)),
    ],
    "sentences as headings": [
        *announced("Nämndens prioriterade mål"),
        *(part for goal in GOALS for part in (heading(goal.rstrip("."), 3), paragraph("Arbetet följs upp i augusti."))),
    ],
    "a list behind a lead-in": [
        *announced("Inriktning"),
        paragraph("Nämnden har beslutat om följande mål:"),
        *(paragraph(f"• {goal}") for goal in GOALS),
    ],
    "a table": [
        *announced("Nämndens mål"),
        table([["Nr", "Mål", "Motivering"], *([str(n), goal, "Se nuläget."] for n, goal in enumerate(GOALS, 1))]),
    ],
    "a table with its columns turned": [
        *announced("Nämndens mål"),
        table([["Motivering", "Mål", "Nr"], *(["Se nuläget.", goal, str(n)] for n, goal in enumerate(GOALS, 1))]),
    ],
    "a table over a page break": [
        *announced("Nämndens mål"),
        *([paragraph("Så har nämnden arbetat fram målen.")] * 26),
        table([["Nr", "Mål", "Motivering"], *([str(n), goal, "Se nuläget."] for n, goal in enumerate(GOALS, 1))]),
    ],
    "cards": [
        *announced("Nämndens mål"),
        *(table([["Mål", goal], ["Motivering", "Se nuläget."]]) for goal in GOALS),
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_goals_however_they_are_set(form: str) -> None:
    found = read(*FORMS[form])
    assert [text.rstrip(".") for text in goals_of(found)] == [goal.rstrip(".") for goal in GOALS]


@pytest.mark.parametrize("values", list(permutations((1, 2, 3))), ids=str)
def test_the_same_indicators_in_any_order_of_values(values: tuple[int, ...]) -> None:
    order = (0, *values)
    parts = [*announced("Nämndens mål")]
    for number, goal in enumerate(GOALS):
        rows = [HEADS, *rows_of(number)]
        parts += [paragraph(f"Mål {number + 1}: {goal}"), table([[row[at] for at in order] for row in rows])]
    assert indicators_of(read(*parts)) == WITH_GOALS


@pytest.mark.parametrize(
    "heads",
    [
        HEADS,
        ("Nyckeltal", "Resultat 2029", "Resultat 2030", "Mål 2031"),
        ("Mått", "Utfall 2029", "Utfall 2030", "Målnivå 2031"),
        ("Indikatorer", "2029", "2030", "Mål 2031"),
    ],
)
def test_the_same_indicators_under_other_words(heads: tuple[str, ...]) -> None:
    parts = [*announced("Nämndens mål")]
    for number, goal in enumerate(GOALS):
        parts += [paragraph(f"Mål {number + 1}: {goal}"), table([heads, *rows_of(number)])]
    assert indicators_of(read(*parts)) == WITH_GOALS


def test_the_same_indicators_beside_merged_goals() -> None:
    rows = [["Mål", *HEADS], *([GOALS[goal], *rest] for goal, *rest in INDICATORS)]
    rows[2][0] = ""
    merged = drawn_table(rows, spans=[((0, 1), (0, 2))])
    found = read(COVER, heading("Mål och indikatorer", 2), merged)
    assert (goals_of(found), indicators_of(found)) == (list(GOALS), WITH_GOALS)


def test_the_same_indicators_tied_by_numbers() -> None:
    goals = [paragraph(f"Mål {n}: {goal}") for n, goal in enumerate(GOALS, 1)]
    rows = [[*HEADS, "Kopplat till mål"], *([*rest, f"Mål {goal + 1}"] for goal, *rest in INDICATORS)]
    found = read(*announced("Nämndens mål"), *goals, heading("Indikatorer", 2), table(rows))
    assert indicators_of(found) == WITH_GOALS


def test_the_same_indicators_over_a_page_break() -> None:
    goals = [paragraph(f"Mål {n}: {goal}") for n, goal in enumerate(GOALS, 1)]
    rows = [[*HEADS, "Mål"], *([*rest, f"Mål {goal + 1}"] for goal, *rest in INDICATORS)]
    parts = [*announced("Nämndens mål"), *goals, page_break(), *([paragraph("Så följs målen upp.")] * 30), table(rows)]
    assert indicators_of(read(*parts)) == WITH_GOALS


@pytest.mark.parametrize("chapter", [1, 2, 3])
def test_a_goal_s_number_goes_before_that_of_the_chapter_it_stands_in(chapter: int) -> None:
    goals = [paragraph(f"Mål {n}. {goal}") for n, goal in enumerate(GOALS, 1)]
    rows = [
        ["Aktivitet", "Mål", "Ansvarig"],
        ["Bokbuss", "1", "Fritid"],
        ["Bidrag", "2", "Fritid"],
        ["Kurs", "3", "Kultur"],
    ]
    before = [
        part for n in range(1, chapter) for part in (heading(f"{n} Inledning", 2), paragraph("Nämnden sköter bad."))
    ]
    parts = [
        COVER,
        *before,
        heading(f"{chapter} Nämndens mål", 2),
        *goals,
        heading(f"{chapter + 1} Arbete", 2),
        table(rows),
    ]
    found = read(*parts)
    texts = {goal.goal_id: goal.text for goal in found.goals}
    assert [texts.get(a.goal_id or "") for a in found.activities] == list(GOALS)
