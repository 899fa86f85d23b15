"""Indicators of small plans and reports typeset here, and the colours and words that assess them."""

from __future__ import annotations

import pytest
from reportlab.graphics.shapes import Drawing, Polygon
from reportlab.lib import colors

from extractors.interpret.assessment import Legend, assess, fulfilment_in, trend_in
from extractors.records import Extraction, IndicatorValueRecord
from tests.plan_making import drawn_table, heading, paragraph, read, table

COVER = [*heading("Delårsrapport augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")
USUAL = Legend({"green": "met", "yellow": "partly", "red": "not_met"}, known=False)
GREEN, RED, BLUE = "#92d050", "#ff7c80", "#4472c4"


def values(extraction: Extraction) -> list[tuple[object, ...]]:
    def fields(v: IndicatorValueRecord) -> tuple[object, ...]:
        return v.group, v.kind, v.year, v.value_text, v.value, v.comparator, v.unit

    return [fields(v) for v in extraction.indicator_values]


def test_baseline_targets_and_outcome_with_the_years_of_their_headings() -> None:
    rows = [
        ["Nyckeltal", "Utgångsvärde 2029", "Målvärde 2031", "Målvärde 2032", "Utfall 31-08-31"],
        ["Andel nöjda brukare, procent", "81", "minst 85", "-", "84,5"],
        ["Väntetid till utredning", "12 dagar (2028)", "högst 10 dagar", "minska", ""],
    ]
    extraction = read(COVER, heading("Kvalitet", 2), table(rows), FILLER)
    assert [(i.area, i.name, i.goal_id) for i in extraction.indicators] == [
        ("Kvalitet", "Andel nöjda brukare, procent", None),
        ("Kvalitet", "Väntetid till utredning", None),
    ]
    assert values(extraction) == [
        (None, "baseline", 2029, "81", 81.0, "=", "%"),
        (None, "target", 2031, "minst 85", 85.0, ">=", "%"),
        (None, "outcome", 2031, "84,5", 84.5, "=", "%"),
        (None, "baseline", 2028, "12 dagar (2028)", 12.0, "=", "dagar"),
        (None, "target", 2031, "högst 10 dagar", 10.0, "<=", "dagar"),
        (None, "target", 2032, "minska", None, None, None),
    ]
    assert [t.kind for t in extraction.tables] == ["indicators"]


def test_rows_under_a_merged_name_are_one_indicator_in_groups() -> None:
    rows = [
        ["Nämndens mål", "Ingångsvärde 2030", "Mål 2031"],
        ["Fler deltar i friskvård", "40 % av kvinnor*", "45 %"],
        ["", "30 % av män", "35 %"],
        ["Fler cyklar till arbetet", "20 %", "25 %"],
    ]
    extraction = read(
        COVER, heading("Hälsa", 2), drawn_table(rows, spans=[((0, 1), (0, 2))]), paragraph("*Uppgift från 2028"), FILLER
    )
    assert len(extraction.indicators) == 2
    assert [(g, k, y, v) for g, k, y, _, v, _, _ in values(extraction)] == [
        ("kvinnor", "baseline", 2028, 40.0),
        ("kvinnor", "target", 2031, 45.0),
        ("män", "baseline", 2030, 30.0),
        ("män", "target", 2031, 35.0),
        (None, "baseline", 2030, 20.0),
        (None, "target", 2031, 25.0),
    ]


def test_the_documents_own_legend_decides_what_a_colour_means() -> None:
    rows = [
        ["Indikator", "Mål 2031", "Utfall 2031", "Måluppfyllelse"],
        ["Andel placerade barn", "högst 5", "4", ""],
        ["Andel hemlösa", "högst 2", "3", "Mätningen är osäker eftersom få har svarat."],
        ["Andel unga", "högst 2", "3", ""],
    ]
    extraction = read(
        COVER,
        heading("Mål", 2),
        paragraph("Blått = målet är uppfyllt Rött = målet ej uppfyllt"),
        drawn_table(rows, fills={(3, 1): BLUE, (3, 2): RED, (3, 3): GREEN}),
        FILLER,
    )
    assert [(i.fulfilment, i.comment) for i in extraction.indicators] == [
        ("met", None),
        ("not_met", "Mätningen är osäker eftersom få har svarat."),
        (None, None),
    ]
    assert [(f.check_name, f.label) for f in extraction.findings] == [("unknown_assessment", "Andel unga")]


def test_an_unknown_word_of_assessment_is_null_and_named_in_a_finding() -> None:
    rows = [
        ["Indikator", "Målvärde 2031", "Utfall 2031", "Bedömning", "Kommentar"],
        ["Andel nöjda", "80 %", "82 %", "Målet är uppfyllt", "Bättre än väntat."],
        ["Andel trygga", "80 %", "-26 62", "Blomstrar", ""],
    ]
    extraction = read(COVER, heading("Mål", 2), table(rows), FILLER)
    assert [(i.fulfilment, i.comment) for i in extraction.indicators] == [
        ("met", "Bättre än väntat."),
        (None, "Blomstrar"),
    ]
    assert extraction.indicator_values[-1].value is None
    found = {f.check_name: (f.severity, f.stated, f.column_text) for f in extraction.findings}
    assert found == {
        "unknown_assessment": ("warning", "Blomstrar", "Bedömning"),
        "unreadable_number": ("warning", "-26 62", "Utfall 2031"),
    }


def test_indicators_stand_under_the_goal_whose_label_or_column_says_so() -> None:
    rows = [["Mått", "Mål 2031", "Utfall 2031"], ["Svarstid", "5", "6"]]
    named = [
        ["Mål", "Indikator", "Målvärde 2031"],
        ["Nämndmål 1", "Antal klagomål", "10"],
        ["Okänt", "Antal besök", "9"],
    ]
    extraction = read(
        COVER, heading("Service", 2), paragraph("Nämndens mål 1: Svar ska ges i tid."), table(rows),
        paragraph("Nämndens mål 2: Lokalerna ska vara öppna."), table(rows), heading("Samlade mått", 2), table(named),
        FILLER,
    )  # fmt: skip
    first, second = (goal.goal_id for goal in extraction.goals)
    assert [i.goal_id for i in extraction.indicators] == [first, second, first, None]
    assert [i.area for i in extraction.indicators] == ["Service", "Service", "Samlade mått", "Samlade mått"]


def test_a_row_over_the_whole_width_comments_or_heads() -> None:
    rows = [
        ["Indikator", "Målvärde 2031", "Utfall 2031"],
        ["Ekonomi", "", ""],
        ["Andel avtalstrogna köp", "90 %", "88 %"],
        ["Kommentar: Två enheter köper vid sidan av avtal.", "", ""],
        ["Andel betalda i tid", "99 %", "99 %"],
    ]
    extraction = read(
        COVER, heading("Uppföljning", 2), drawn_table(rows, spans=[((0, 1), (2, 1)), ((0, 3), (2, 3))]), FILLER
    )
    assert [(i.area, i.name, i.comment) for i in extraction.indicators] == [
        ("Ekonomi", "Andel avtalstrogna köp", "Två enheter köper vid sidan av avtal."),
        ("Ekonomi", "Andel betalda i tid", None),
    ]


def test_of_two_columns_of_goals_in_words_the_second_names_the_rows() -> None:
    rows = [
        ["Kommunfullmäktiges mål", "Nämndens mål", "Mål 2031", "Utfall 2031"],
        ["Trygg kommun", "Fler är trygga ute", "80 %", "75 %"],
        ["", "Färre brott anmäls", "högst 9", "12"],
    ]
    extraction = read(COVER, heading("Trygghet", 2), drawn_table(rows, spans=[((0, 1), (0, 2))]), FILLER)
    assert [i.name for i in extraction.indicators] == ["Fler är trygga ute", "Färre brott anmäls"]
    assert [v.value for v in extraction.indicator_values] == [80.0, 75.0, 9.0, 12.0]


@pytest.mark.parametrize(
    "rows",
    [
        [["(tkr)", "Utfall 2031", "Budget 2031", "Avvikelse"], ["Intäkter", "100", "90", "10"]],
        [["Projekt", "Mål & budget 2031", "Mål & budget 2032"], ["Ny skola", "X", "91 000"]],
        [["Aktivitet", "Mål", "Ansvarig", "Status"], ["Utbilda", "Trygghet", "HR", "Klar"]],
        [["Målområde", "Uppdrag"], ["Trygghet", "Redovisa arbetet"]],
        [["Uppdrag", "Mål"], ["Redovisa arbetet", "Trygghet"]],
    ],
    ids=["money", "investments", "activities", "assignments", "goals in words"],
)
def test_other_tables_hold_no_indicators(rows: list[list[str]]) -> None:
    assert read(COVER, heading("Mål", 2), table(rows), FILLER).indicators == ()


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Uppfyllt", "met"),
        ("målet är uppfyllt", "met"),
        ("Målet bedöms bli uppfyllt", "met"),
        ("Målet uppnås", "met"),
        ("Helt", "met"),
        ("Delvis uppfyllt", "partly"),
        ("målet delvis uppfyllt", "partly"),
        ("På väg", "partly"),
        ("Ej uppfyllt", "not_met"),
        ("målet ej uppfyllt", "not_met"),
        ("Uppnås ej", "not_met"),
        ("Målet kommer inte att uppfyllas", "not_met"),
        ("Målet kommer knappast att uppfyllas", None),
        ("Mäts ej", None),
    ],
)
def test_what_the_words_of_an_assessment_mean(words: str, meaning: str | None) -> None:
    assert fulfilment_in(words) == meaning


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("↑", "up"),
        ("↗", "up"),
        ("\uf0e9", "up"),
        ("→", "flat"),
        ("➔ 2 %", "flat"),
        ("↘", "down"),
        ("Ökar", "up"),
        ("?", None),
    ],
)
def test_which_way_an_arrow_points(text: str, direction: str | None) -> None:
    assert trend_in(text) == direction


@pytest.mark.parametrize(
    ("text", "colour", "fulfilment", "trend", "words", "doubtful"),
    [
        ("↑", GREEN, "met", "up", None, False),
        (None, RED, "not_met", None, None, False),
        ("Gult", None, "partly", None, "Gult", False),
        ("Uppfyllt", GREEN, "met", None, "Uppfyllt", False),
        ("Uppfyllt", RED, None, None, "Uppfyllt", True),
        ("Mätningen görs under hösten nästa år.", None, None, None, "Mätningen görs under hösten nästa år.", False),
        ("Vet ej", None, None, None, "Vet ej", True),
        ("Ej mätt", None, None, None, "Ej mätt", False),
        (
            "Delvis uppfyllt.\nTvå enheter når inte dit.",
            None,
            "partly",
            None,
            "Delvis uppfyllt. Två enheter når inte dit.",
            False,
        ),
        (None, BLUE, None, None, None, True),
        (None, None, None, None, None, False),
    ],
)
def test_words_and_colours_must_agree(
    text: str | None, colour: str | None, fulfilment: str | None, trend: str | None, words: str | None, doubtful: bool
) -> None:
    found = assess(text, colour, USUAL)
    assert (found.fulfilment, found.trend, found.words) == (fulfilment, trend, words)
    assert (found.doubt is not None) == doubtful


def test_a_year_that_the_heading_of_its_neighbours_may_be_meant_for_is_no_outcome() -> None:
    rows = [
        ["Indikator", "Ingångsvärde", "", "Målvärde", ""],
        ["", "2029", "2030", "2031", "2032"],
        ["Svarstid, dagar", "9", "8", "7", "6"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(5) for row in range(2)}
    extraction = read(COVER, heading("Mål", 2), drawn_table(rows, fills=fills, spans=[((0, 0), (0, 1))]), FILLER)
    assert [v[1:4] for v in values(extraction)] == [("baseline", 2029, "9"), ("target", 2031, "7")]
    assert [(f.check_name, f.column_text) for f in extraction.findings] == [
        ("uncertain_heading", "2030"),
        ("uncertain_heading", "2032"),
    ]


def test_a_heading_over_several_years_is_that_of_each() -> None:
    rows = [
        ["Indikator", "Utfall", "", "Målvärde", ""],
        ["", "2029", "2030", "2031", "2032"],
        ["Svarstid, dagar", "9", "8", "7", "6"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(5) for row in range(2)}
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))]
    extraction = read(COVER, heading("Mål", 2), drawn_table(rows, fills=fills, spans=spans), FILLER)
    kinds = [(v.kind, v.year) for v in extraction.indicator_values]
    assert kinds == [("outcome", 2029), ("outcome", 2030), ("target", 2031), ("target", 2032)]
    assert not extraction.findings


UP = [(4, 8), (0, 4), (2.5, 4), (2.5, 0), (5.5, 0), (5.5, 4), (8, 4)]


@pytest.mark.parametrize(
    ("corners", "direction"),
    [
        (UP, "up"),
        ([(x, -y) for x, y in UP], "down"),
        ([(y, x) for x, y in UP], "flat"),
        ([(-y, x) for x, y in UP], None),
        ([(x - y, x + y) for x, y in UP], "up"),
        ([(x + y, x - y) for x, y in UP], "down"),
        ([(0, 0), (8, 0), (4, 7)], "up"),
        ([(0, 0), (8, 0), (4, -7)], "down"),
        ([(0, 0), (0, 8), (7, 4)], "flat"),
        ([(0, 0), (8, 0), (8, 8)], None),
        ([(0, 0), (8, 0), (4, 8), (4, 12)], None),
        ([(4, 8), (1, 7), (0, 4), (1, 1), (4, 0), (7, 1), (8, 4)], None),
    ],
    ids=["up", "down", "right", "left", "slanting up", "slanting down", "triangle up", "triangle down",
         "triangle right", "half a square", "kite", "seven corners round"],
)  # fmt: skip
def test_an_arrow_that_is_drawn_points_where_its_tip_is(
    corners: list[tuple[float, float]], direction: str | None
) -> None:
    arrow = Drawing(16, 16)
    left, foot = min(x for x, _ in corners), min(y for _, y in corners)
    places = [value for x, y in corners for value in (x - left, y - foot)]
    arrow.add(Polygon(places, fillColor=colors.black, strokeColor=None))
    rows = [["Indikator", "Mål 2031", "Utfall 2031", "Trend"], ["Andel nöjda", "80 %", "79 %", arrow]]
    extraction = read(COVER, heading("Mål", 2), drawn_table(rows), FILLER)
    assert [i.trend for i in extraction.indicators] == [direction]
