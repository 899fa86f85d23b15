"""Rows over a table's whole width in small follow-ups typeset here: comments, goals and other headings of rows."""

from __future__ import annotations

import pytest

from tests.plan_making import drawn_table, heading, paragraph, read

COVER = [*heading("Uppföljning av verksamhetsplan, augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")
HEADER = ["Aktivitet", "Status", "Klart senast", "Ansvarig"]
RED, YELLOW = "#d9363e", "#f0c030"


def over_all(*rows: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [((0, row), (3, row)) for row in rows]


def test_a_labelled_row_over_the_whole_width_is_the_comment_of_the_row_above() -> None:
    rows = [
        HEADER,
        ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"],
        ["Kommentar: Leveransen är elva veckor sen. En ny tidplan granskas.", "", "", ""],
        ["Fler utredare", "Klar", "2031-04-30", "Kansliet"],
        ["Ny lokal", "Klar", "2031-04-30", "Kansliet"],
        ["Analys: Hyran blev lägre än väntat.", "", "", ""],
    ]
    activities = read(COVER, heading("Läget", 2), drawn_table(rows, spans=over_all(2, 5)), FILLER).activities
    assert [(a.row, a.title, a.comment) for a in activities] == [
        (1, "Digitala lås", "Leveransen är elva veckor sen. En ny tidplan granskas."),
        (2, "Fler utredare", None),
        (3, "Ny lokal", "Hyran blev lägre än väntat."),
    ]


@pytest.mark.parametrize(
    "remark",
    [["Kommentar", "Leveransen är elva veckor sen."], ["<b>Kommentar</b><br/><br/>Leveransen är elva veckor sen."]],
    ids=["in rows of their own", "in one cell"],
)
def test_the_label_of_a_comment_may_stand_on_its_own(remark: list[str]) -> None:
    rows = [HEADER, ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"], *([text, "", "", ""] for text in remark)]
    rows.append(["Fler utredare", "Klar", "2031-04-30", "Kansliet"])
    spans = over_all(*range(2, 2 + len(remark)))
    activities = read(COVER, heading("Läget", 2), drawn_table(rows, spans=spans), FILLER).activities
    assert [(a.title, a.comment) for a in activities] == [
        ("Digitala lås", "Leveransen är elva veckor sen."),
        ("Fler utredare", None),
    ]


def test_a_row_with_a_goals_name_is_a_goal_and_that_of_the_rows_below() -> None:
    rows = [
        HEADER,
        ["Nämndmål 1: Stödet ska komma i tid", "", "", ""],
        ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"],
        ["Fler utredare", "Klar", "2031-04-30", "Kansliet"],
        ["Nämndmål 2: Det ska vara lätt att nå oss", "", "", ""],
        ["Ny e-tjänst", "Klar", "2031-04-30", "Kansliet"],
    ]
    table = drawn_table(rows, spans=over_all(1, 4), fills={(0, 1): YELLOW, (0, 4): RED})
    extraction = read(COVER, heading("3 Trygghet", 2), table, FILLER)
    first, second = extraction.goals
    assert [(g.number, g.title, g.text, g.level) for g in (first, second)] == [
        (1, None, "Stödet ska komma i tid", "nämnd"),
        (2, None, "Det ska vara lätt att nå oss", "nämnd"),
    ]
    assert [(g.area, g.section_number, g.fulfilment) for g in (first, second)] == [
        ("Trygghet", "3", "partly"),
        ("Trygghet", "3", "not_met"),
    ]
    assert [a.goal_id for a in extraction.activities] == [first.goal_id, first.goal_id, second.goal_id]


def test_a_goals_row_may_stand_above_the_header() -> None:
    rows = [["Mål 4: Trygghet i centrum", "", "", ""], HEADER, ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"]]
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows, spans=over_all(0)), FILLER)
    (goal,) = extraction.goals
    assert (goal.number, goal.text) == (4, "Trygghet i centrum")
    assert [(a.title, a.goal_id) for a in extraction.activities] == [("Digitala lås", goal.goal_id)]


def test_words_beside_a_goals_name_assess_it() -> None:
    rows = [
        HEADER,
        ["Nämndmål 1: Stödet ska komma i tid", "", "Delvis uppfyllt", ""],
        ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"],
    ]
    spans = [((0, 1), (1, 1)), ((2, 1), (3, 1))]
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows, spans=spans), FILLER)
    (goal,) = extraction.goals
    assert (goal.text, goal.fulfilment, goal.fulfilment_text) == ("Stödet ska komma i tid", "partly", "Delvis uppfyllt")
    assert [(a.title, a.goal_id) for a in extraction.activities] == [("Digitala lås", goal.goal_id)]


def test_one_fill_for_all_goals_rows_assesses_none() -> None:
    rows = [HEADER, ["Mål 1: Trygghet", "", "", ""], ["A-huset", "Klar", "", ""], ["Mål 2: Lärande", "", "", ""]]
    rows.append(["B-huset", "Klar", "", ""])
    table = drawn_table(rows, spans=over_all(1, 3), fills={(0, 1): YELLOW, (0, 3): YELLOW})
    assert [g.fulfilment for g in read(COVER, heading("Mål", 2), table, FILLER).goals] == [None, None]


def test_a_row_may_name_a_goal_that_a_heading_already_has() -> None:
    rows = [
        HEADER,
        ["Mål 2 Det ska vara lätt att nå oss.", "", "", ""],
        ["Ny e-tjänst", "Klar", "2031-04-30", "Kansliet"],
        ["Nämndmål 1", "", "", ""],
        ["Fler utredare", "Klar", "2031-04-30", "Kansliet"],
    ]
    extraction = read(
        COVER, heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."), heading("Nämndmål 2", 2),
        paragraph("Det ska vara lätt att nå oss."), heading("Samlade aktiviteter", 1),
        drawn_table(rows, spans=over_all(1)), FILLER,
    )  # fmt: skip
    first, second = (goal.goal_id for goal in extraction.goals)
    assert [a.goal_id for a in extraction.activities] == [second, first]


def test_a_coloured_sign_before_a_goals_label_assesses_it() -> None:
    rows = [HEADER, ['<font color="#d9363e">*</font> Mål 1: Trygghet', "", "", ""], ["A-huset", "Klar", "", ""]]
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows, spans=over_all(1)), FILLER)
    assert [(g.text, g.fulfilment) for g in extraction.goals] == [("Trygghet", "not_met")]
    assert [(f.check_name, f.severity) for f in extraction.findings] == [("assumed_colours", "info")]


@pytest.mark.parametrize("spans", [over_all(2, 4), []], ids=["over all columns", "set apart by its fill"])
def test_another_heading_of_rows_is_no_activity(spans: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    rows = [
        HEADER,
        ["Fler utredare", "Klar", "2031-04-30", "Kansliet"],
        ["Hemtjänst", "", "", ""],
        ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"],
        ["Administration", "", "", ""],
        ["Ny e-tjänst", "Klar", "2031-04-30", "Kansliet"],
    ]
    fills = {(col, row): "#d9e2f3" for row in (2, 4) for col in range(4)}
    activities = read(COVER, heading("Läget", 2), drawn_table(rows, spans=spans, fills=fills), FILLER).activities
    assert [(a.row, a.title) for a in activities] == [(1, "Fler utredare"), (2, "Digitala lås"), (3, "Ny e-tjänst")]


def test_sentences_over_all_columns_without_a_label_are_reported() -> None:
    rows = [HEADER, ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"], ["Leveransen är sen.", "", "", ""]]
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows, spans=over_all(2)), FILLER)
    assert [(a.title, a.comment) for a in extraction.activities] == [("Digitala lås", None)]
    assert [(f.check_name, f.severity, f.stated) for f in extraction.findings] == [
        ("unlabelled_row", "info", "Leveransen är sen.")
    ]


def test_an_activity_of_which_nothing_else_is_said_stays_one() -> None:
    rows = [HEADER, ["Digitala lås", "Pågår", "2031-10-31", "Hemtjänsten"], ["Uppföljning: enkät", "", "", ""]]
    activities = read(COVER, heading("Läget", 2), drawn_table(rows), FILLER).activities
    assert [(a.title, a.comment) for a in activities] == [("Digitala lås", None), ("Uppföljning: enkät", None)]


def test_indicators_below_a_goals_row_have_that_goal() -> None:
    rows = [
        ["Indikator", "Målvärde 2031", "Utfall 2031", "Trend"],
        ["Nämndmål 1", "", "", ""],
        ["Svarstid, dagar", "5", "6", "upp"],
        ["Nämndmål 2: Det ska vara lätt att nå oss", "", "", ""],
        ["Besök på webben", "100", "120", "upp"],
    ]
    extraction = read(
        COVER, heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."), heading("Samlade mått", 1),
        drawn_table(rows, spans=over_all(3)), FILLER,
    )  # fmt: skip
    first, second = (goal.goal_id for goal in extraction.goals)
    assert [(i.name, i.goal_id, i.area) for i in extraction.indicators] == [
        ("Svarstid, dagar", first, "Samlade mått"),
        ("Besök på webben", second, "Samlade mått"),
    ]


def test_the_innermost_heading_of_a_column_says_what_it_holds() -> None:
    rows = [
        ["Aktivitet", "Tid", "", "Organisation", ""],
        ["", "Startdatum", "Klart senast", "Ansvarig", "Samverkan"],
        ["Digitala lås", "2031-01-15", "2031-10-31", "Hemtjänsten", "Kansliet"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))]
    fills = {(col, row): "#d9e2f3" for row in (0, 1) for col in range(5)}
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows, spans=spans, fills=fills), FILLER)
    (activity,) = extraction.activities
    assert not extraction.findings
    assert (str(activity.starts_on), str(activity.due_on)) == ("2031-01-15", "2031-10-31")
    assert (activity.responsible, activity.collaboration) == ("Hemtjänsten", "Kansliet")
