"""Indicators as items of a list, and the lists of a goal told apart by the lines before them."""

from __future__ import annotations

import pytest

from extractors.plan.listed_indicators import announces_indicators
from extractors.values.spoken_headings import announces_doings
from tests.generator.producers import missing
from tests.test_protocols_in_html import printed

needs_chromium = pytest.mark.skipif("chromium" in missing(), reason=missing().get("chromium", ""))

PLAN = """<h1>Verksamhetsplan 2031</h1><p>Kulturnämnden, Tanums kommun</p><p>Planen beskriver vad nämnden ska göra under
året och hur arbetet följs upp.</p><h2>Mål</h2><p><b>Nämndens mål:</b> Fler unga besöker biblioteken</p>
<p>Målet mäts genom:</p><ul><li>Antal lån per invånare: 6,2 (2030), målvärde 7,0</li><li>Andel unga som har lånekort,
minst 60 %</li></ul><p>För att nå målet ska nämnden under 2031:</p><ul><li>öppna ett läslov,</li><li>starta bokcirklar i
varje ort.</li></ul><p><b>Nämndens mål:</b> Kulturskolan når alla</p><p>Nyckeltal:</p><ul><li>Kostnad per elev</li>
<li>Antal elever i kö (mål 2031: högst 20)</li></ul>"""


@needs_chromium
def test_what_a_goal_is_measured_by_is_neither_goals_nor_activities() -> None:
    found = printed(PLAN)
    names = {goal.goal_id: goal.text for goal in found.goals}
    assert list(names.values()) == ["Fler unga besöker biblioteken", "Kulturskolan når alla"]
    assert [(i.name, names.get(i.goal_id or "")) for i in found.indicators] == [
        ("Antal lån per invånare: 6,2 (2030)", "Fler unga besöker biblioteken"),
        ("Andel unga som har lånekort", "Fler unga besöker biblioteken"),
        ("Kostnad per elev", "Kulturskolan når alla"),
        ("Antal elever i kö", "Kulturskolan når alla"),
    ]
    assert [(a.title, names.get(a.goal_id or "")) for a in found.activities] == [
        ("öppna ett läslov", "Fler unga besöker biblioteken"),
        ("starta bokcirklar i varje ort.", "Fler unga besöker biblioteken"),
    ]


@needs_chromium
def test_a_number_in_a_list_is_a_value_only_where_words_say_of_which_kind() -> None:
    found = printed(PLAN)
    told = [(v.kind, v.year, v.value_text, v.value, v.comparator, v.unit) for v in found.indicator_values]
    assert told == [
        ("target", None, "målvärde 7,0", 7.0, "=", None),
        ("target", None, "minst 60 %", 60.0, ">=", "%"),
        ("target", 2031, "mål 2031: högst 20", 20.0, "<=", None),
    ]


@needs_chromium
def test_partial_goals_in_a_table_are_goals() -> None:
    found = printed(
        "<h1>Måluppföljning 2031-08-31</h1><p>Tanums kommun</p><h2>Hållbar miljö</h2><table border=1><tr><th>Delmål<th>"
        "Nuläge<th>Kommentar<th>Bedömning</tr><tr><td>Kommunens bilar drivs utan fossila bränslen<td>62 %<td>"
        "Elbilarna är försenade.<td>Uppnås inte</tr><tr><td>Matsvinnet i skolköken halveras till 2035<td>31 g<td>Mäts "
        "två gånger per år.<td>Uppnås</tr></table>"
    )
    assert [(g.text, g.fulfilment) for g in found.goals] == [
        ("Kommunens bilar drivs utan fossila bränslen", "not_met"),
        ("Matsvinnet i skolköken halveras till 2035", "met"),
    ]


@pytest.mark.parametrize(
    "line", ["Målet mäts genom:", "Vi mäter detta med hjälp av:", "Indikatorer", "Nämndens nyckeltal 2031"]
)
def test_lines_that_announce_indicators(line: str) -> None:
    assert announces_indicators(line)


@pytest.mark.parametrize("line", ["Målet mäts varje år.", "Åtgärder:", "Nämnden har följande mål:"])
def test_lines_that_announce_something_else(line: str) -> None:
    assert not announces_indicators(line)


@pytest.mark.parametrize(
    "line", ["För att nå målet ska nämnden under 2031:", "För att nå målen kommer vi att göra följande:"]
)
def test_a_purpose_with_what_shall_be_done_announces_doings(line: str) -> None:
    assert announces_doings(line, of_goals=False)
