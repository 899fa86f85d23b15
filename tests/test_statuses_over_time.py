"""Statuses that a table tells of several times: the last that is told holds."""

from __future__ import annotations

import pytest

from tests.plan_making import dot, drawn_table, heading, paragraph, read, table

COVER = [*heading("Uppföljning 2031", 1), *paragraph("Kulturnämnden, Tanums kommun")]
ROWS = [
    ["Byt golv i biblioteket", "Fastighet", "Ej påbörjad", "Pågår", "Klart"],
    ["Köp in en bokbuss", "Bibliotekschef", "Pågår", "Pågår", "Försenad"],
    ["Sök bidrag till muséet", "Kulturchef", "Pågår", "Pågår", ""],
]
LAST = ["done", "delayed", None]
MIDDLE = ["in_progress", "in_progress", "in_progress"]


def statuses(heads: list[list[str]], rows: list[list[str]] = ROWS) -> list[str | None]:
    found = read(COVER, heading("Aktiviteter", 2), table([*heads, *rows])).activities
    assert [a.title for a in found] == [row[0] for row in rows]
    return [a.status for a in found]


@pytest.mark.parametrize(
    "times",
    [
        ("Status T1", "Status T2", "Status T3"),
        ("T1", "T2", "T3"),
        ("Kvartal 1", "Kvartal 2", "Kvartal 3"),
        ("Läge mars", "Läge juni", "Läge oktober"),
        ("Status 2029", "Status 2030", "Status 2031"),
    ],
)
def test_the_last_of_several_columns_holds(times: tuple[str, ...]) -> None:
    assert statuses([["Aktivitet", "Ansvarig", *times]]) == LAST


def test_the_last_column_may_stand_first() -> None:
    turned = [[*row[:2], *reversed(row[2:])] for row in ROWS]
    assert statuses([["Aktivitet", "Ansvarig", "Status T3", "Status T2", "Status T1"]], turned) == LAST


def test_a_column_that_waits_for_its_time_tells_nothing() -> None:
    waiting = [[*row[:4], ""] for row in ROWS]
    assert statuses([["Aktivitet", "Ansvarig", "Status T1", "Status T2", "Status T3"]], waiting) == MIDDLE


@pytest.mark.parametrize("times", [("T1", "T2", "T3"), ("april", "augusti", "december"), ("2029", "2030", "2031")])
def test_times_in_a_second_row_of_the_header(times: tuple[str, ...]) -> None:
    assert statuses([["Aktivitet", "Ansvarig", "Status", "", ""], ["", "", *times]]) == LAST
    rows = [["Aktivitet", "Ansvarig", "Status", "", ""], ["", "", *times], *ROWS]
    merged = drawn_table(rows, spans=[((2, 0), (4, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1))])
    assert [a.status for a in read(COVER, heading("Aktiviteter", 2), merged).activities] == LAST


def test_days_below_a_header_are_no_second_row_of_it() -> None:
    rows = [["Aktivitet", "Start", "Slut", "Status"], ["Byt golv", "2031-03-01", "2031-05-31", "Klart"]]
    (activity,) = read(COVER, heading("Aktiviteter", 2), table(rows)).activities
    assert (activity.status, str(activity.due_on)) == ("done", "2031-05-31")


@pytest.mark.parametrize("title", ["2031 Årsbokslut", "Delårsrapport augusti 2031", "Budgetförslag 2031"])
def test_the_status_of_a_report_is_no_activity_s(title: str) -> None:
    labels = ("Status: Påbörjad", "Rapportperiod: 2031-12-31", "Organisation: Kulturnämnden")
    rows = [["Aktivitet", "Ansvarig", "Status"], ["Byt golv i biblioteket", "Fastighet", "Klart"]]
    found = read(heading(title, 1), *map(paragraph, labels), heading("Aktiviteter", 2), table(rows)).activities
    assert [a.title for a in found] == ["Byt golv i biblioteket"]


@pytest.mark.parametrize("times", [("T1", "T2"), ("April", "Augusti"), ("Tertial 1", "Tertial 2")])
def test_marks_alone_under_times_are_statuses(times: tuple[str, str]) -> None:
    green, yellow, red = "#4caf50", "#ffc107", "#e53935"
    legend = [[[dot(green, "Klar")], [dot(yellow, "Pågår")], [dot(red, "Försenad")]]]
    marks = [("Byt golv", yellow, green), ("Köp en bokbuss", yellow, red), ("Sök bidrag", yellow, yellow)]
    rows = [[title, "Kulturchef", [dot(first)], [dot(second)]] for title, first, second in marks]
    header = ["Aktivitet", "Ansvarig", *times]
    found = read(COVER, heading("Aktiviteter", 2), drawn_table(legend), drawn_table([header, *rows])).activities
    assert [(a.title, a.status) for a in found] == [
        ("Byt golv", "done"),
        ("Köp en bokbuss", "delayed"),
        ("Sök bidrag", "in_progress"),
    ]
