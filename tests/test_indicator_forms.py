"""The forms in which plans and follow-ups set indicators: each of its own wording and layout, typeset here."""

from __future__ import annotations

import pytest

from extractors.records import Extraction
from tests.plan_making import drawn_table, heading, paragraph, read, table

COVER = [*heading("Uppföljning augusti 2031", 1), *paragraph("Kulturnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun följer upp arbetet varje tertial. Tanums kommun redovisar det för nämnden.")
Told = tuple[str | None, str, int | None, float | None]


def told(extraction: Extraction) -> dict[str, list[Told]]:
    """Each indicator's values: group, kind, year, number."""
    found: dict[str, list[Told]] = {}
    for one in extraction.indicators:
        own = [v for v in extraction.indicator_values if v.indicator_id == one.indicator_id]
        found[one.name] = [(v.group, v.kind, v.year, v.value) for v in own]
    return found


def test_years_as_headings_are_outcomes_of_what_the_first_column_calls_a_measure() -> None:
    rows = [
        ["Verksamhetsmått", "År 2029", "År 2030", "2031"],
        ["Medieinköp per invånare, kr", "41", "43,5", "44"],
        ["Öppettimmar per vecka", "-", "38", "40"],
    ]
    assert told(read(COVER, heading("Bibliotek", 2), table(rows), FILLER)) == {
        "Medieinköp per invånare, kr": [
            (None, "outcome", 2029, 41.0),
            (None, "outcome", 2030, 43.5),
            (None, "outcome", 2031, 44.0),
        ],
        "Öppettimmar per vecka": [(None, "outcome", 2030, 38.0), (None, "outcome", 2031, 40.0)],
    }


def test_kommuner_as_headings_are_groups() -> None:
    rows = [
        ["Nyckeltal", "Tanum 2030", "Jämförbara kommuner 2029", "Riket"],
        ["Kostnad per plats, kr", "12 400", "11 900 (2028)", "12 050"],
    ]
    extraction = read(COVER, heading("Jämförelse", 2), table(rows), FILLER)
    assert told(extraction) == {
        "Kostnad per plats, kr": [
            ("Tanum", "outcome", 2030, 12400.0),
            ("Jämförbara kommuner", "outcome", 2028, 11900.0),
            ("Riket", "outcome", None, 12050.0),
        ]
    }
    assert not [f for f in extraction.findings if f.check_name == "unknown_heading"]


def test_other_kommuners_values_beside_outcome_and_target_are_left_out() -> None:
    rows = [
        ["Indikator", "Utfall 2030", "Målvärde 2031", "Riket 2030", "Liknande kommuner"],
        ["Andel nöjda, %", "81", "minst 85", "79", "80"],
    ]
    extraction = read(COVER, heading("Kvalitet", 2), table(rows), FILLER)
    assert told(extraction) == {"Andel nöjda, %": [(None, "outcome", 2030, 81.0), (None, "target", 2031, 85.0)]}
    assert not [f for f in extraction.findings if f.check_name in ("uncertain_values", "unknown_heading")]


def test_genders_below_a_heading_over_several_columns() -> None:
    rows = [
        ["Mått", "Resultat 2030", "", "Resultat 2031", "", "Mål 2031"],
        ["", "Flickor", "Pojkar", "Flickor", "Pojkar", ""],
        ["Elever som trivs, andel (%)", "88", "91", "87", "92", "minst 90"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(6) for row in range(2)}
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0)), ((5, 0), (5, 1))]
    extraction = read(COVER, heading("Trivsel", 2), drawn_table(rows, fills=fills, spans=spans), FILLER)
    assert told(extraction) == {
        "Elever som trivs, andel (%)": [
            ("flickor", "outcome", 2030, 88.0),
            ("pojkar", "outcome", 2030, 91.0),
            ("flickor", "outcome", 2031, 87.0),
            ("pojkar", "outcome", 2031, 92.0),
            (None, "target", 2031, 90.0),
        ]
    }


def test_years_centred_over_genders_without_a_line_between() -> None:
    rows = [
        ["Kvalitetsmått", "", "2030", "", "", "2031", ""],
        ["", "Kvinnor", "Män", "Totalt", "Kvinnor", "Män", "Totalt"],
        ["Andel som litar på nämnden (%)", "61", "58", "60", "64", "-", "62"],
    ]
    fills = {(col, row): "#d9e2f3" for col in range(7) for row in range(2)}
    found = told(read(COVER, heading("Förtroende", 2), drawn_table(rows, fills=fills), FILLER))
    assert found == {
        "Andel som litar på nämnden (%)": [
            ("kvinnor", "outcome", 2030, 61.0),
            ("män", "outcome", 2030, 58.0),
            ("totalt", "outcome", 2030, 60.0),
            ("kvinnor", "outcome", 2031, 64.0),
            ("totalt", "outcome", 2031, 62.0),
        ]
    }


def test_a_bold_row_names_what_the_rows_below_it_are_counted_of() -> None:
    rows = [
        ["", "Bokslut 2030", "Budget 2031"],
        ["Simhallens besökare", "", ""],
        ["Norrbadet", "1 200", "1 300"],
        ["Söderbadet", "840", "900"],
    ]
    found = told(read(COVER, heading("Volymer", 2), table(rows), FILLER))
    assert found == {
        "Simhallens besökare": [
            ("Norrbadet", "outcome", 2030, 1200.0),
            ("Norrbadet", "target", 2031, 1300.0),
            ("Söderbadet", "outcome", 2030, 840.0),
            ("Söderbadet", "target", 2031, 900.0),
        ]
    }


def test_genders_in_the_headings_themselves() -> None:
    rows = [
        ["Indikator", "Utfall kvinnor 2031", "Utfall män 2031", "Mål 2031"],
        ["Sjukfrånvaro, procent", "7,1", "4,2", "under 5"],
    ]
    assert told(read(COVER, heading("Personal", 2), table(rows), FILLER)) == {
        "Sjukfrånvaro, procent": [
            ("kvinnor", "outcome", 2031, 7.1),
            ("män", "outcome", 2031, 4.2),
            (None, "target", 2031, 5.0),
        ]
    }


def test_rows_of_their_own_for_the_genders_belong_to_the_row_above() -> None:
    rows = [
        ["Indikator", "Målvärde 2031", "Utfall 2031"],
        ["Långtidsfrisk personal, andel (%)", "60", "57"],
        ["- kvinnor", "60", "54"],
        ["varav män", "60", "66"],
        ["Personalomsättning, andel (%)", "8", "9"],
    ]
    found = told(read(COVER, heading("Personal", 2), table(rows), FILLER))
    assert list(found) == ["Långtidsfrisk personal, andel (%)", "Personalomsättning, andel (%)"]
    assert [v[0] for v in found["Långtidsfrisk personal, andel (%)"]] == [
        None,
        None,
        "kvinnor",
        "kvinnor",
        "män",
        "män",
    ]


def test_a_name_said_again_beside_each_group_is_one_indicator() -> None:
    rows = [
        ["Indikator", "Kön", "Utfall 2030", "Mål 2031"],
        ["Deltar i kulturskolan, %", "Flickor", "31", "33"],
        ["Deltar i kulturskolan, %", "Pojkar", "12", "20"],
    ]
    assert told(read(COVER, heading("Kulturskola", 2), table(rows), FILLER)) == {
        "Deltar i kulturskolan, %": [
            ("flickor", "outcome", 2030, 31.0),
            ("flickor", "target", 2031, 33.0),
            ("pojkar", "outcome", 2030, 12.0),
            ("pojkar", "target", 2031, 20.0),
        ]
    }


def test_numbers_of_things_are_no_money_though_a_budget_has_them() -> None:
    rows = [
        ["Statistik", "Bokslut 2029", "Bokslut 2030", "Budget 2031", "Prognos 2031"],
        ["Antal utlån", "", "", "", ""],
        ["Huvudbiblioteket", "61 200", "ca 60 000", "62 000", "61 000"],
        ["Bokbussen", "Stängt", "4 100", "4 500", "4 400"],
    ]
    extraction = read(COVER, heading("Bibliotek", 2), table(rows), FILLER)
    assert told(extraction) == {
        "Antal utlån": [
            ("Huvudbiblioteket", "outcome", 2029, 61200.0),
            ("Huvudbiblioteket", "outcome", 2030, 60000.0),
            ("Huvudbiblioteket", "target", 2031, 62000.0),
            ("Bokbussen", "outcome", 2029, None),
            ("Bokbussen", "outcome", 2030, 4100.0),
            ("Bokbussen", "target", 2031, 4500.0),
        ]
    }


def test_a_first_heading_that_counts_names_what_its_rows_are_parts_of() -> None:
    rows = [["Antal årsarbetare", "Utfall 2030", "Budget 2031"], ["Museet", "11,5", "12"], ["Kansliet", "4", "4"]]
    assert told(read(COVER, heading("Personal", 2), table(rows), FILLER)) == {
        "Antal årsarbetare": [
            ("Museet", "outcome", 2030, 11.5),
            ("Museet", "target", 2031, 12.0),
            ("Kansliet", "outcome", 2030, 4.0),
            ("Kansliet", "target", 2031, 4.0),
        ]
    }


def test_where_the_rows_are_years_the_columns_are_the_names() -> None:
    rows = [
        ["År", "Antal besökare", "Antal program"],
        ["2029", "18 400", "61"],
        ["2030", "19 150", "58"],
        ["2031", "20 020", "66"],
    ]
    assert told(read(COVER, heading("Konsthallen", 2), table(rows), FILLER)) == {
        "Antal besökare": [
            (None, "outcome", 2029, 18400.0),
            (None, "outcome", 2030, 19150.0),
            (None, "outcome", 2031, 20020.0),
        ],
        "Antal program": [
            (None, "outcome", 2029, 61.0),
            (None, "outcome", 2030, 58.0),
            (None, "outcome", 2031, 66.0),
        ],
    }


def test_rows_may_be_outcome_and_target_of_the_columns() -> None:
    rows = [
        ["", "Andel nöjda besökare", "Antal guidade turer"],
        ["Utfall 2030", "84 %", "120"],
        ["Mål 2031", "minst 86 %", "130"],
    ]
    assert told(read(COVER, heading("Slottet", 2), table(rows), FILLER)) == {
        "Andel nöjda besökare": [(None, "outcome", 2030, 84.0), (None, "target", 2031, 86.0)],
        "Antal guidade turer": [(None, "outcome", 2030, 120.0), (None, "target", 2031, 130.0)],
    }


def test_a_column_of_a_goals_numbers_ties_and_is_no_target() -> None:
    goals = [*paragraph("Nämndens mål 1: Fler deltar i kulturen."), *paragraph("Nämndens mål 2: Lokalerna används.")]
    rows = [
        ["Indikator", "Mål nr", "Utfall 2030", "Målvärde 2031"],
        ["Deltagare i studiecirklar", "1", "310", "330"],
        ["Uthyrda timmar", "2", "1 800", "högst 2 000"],
    ]
    extraction = read(COVER, heading("Mål", 2), goals, heading("Mått", 2), table(rows), FILLER)
    ids = {goal.goal_id: goal.number for goal in extraction.goals}
    assert [ids.get(one.goal_id or "") for one in extraction.indicators] == [1, 2]
    assert [v[3] for values in told(extraction).values() for v in values] == [310.0, 330.0, 1800.0, 2000.0]


def test_a_number_broken_between_its_lines_is_one() -> None:
    rows = [["Indikator", "Mål 2031"], ["Antal besök på webben", "högst 60<br/>000"]]
    assert told(read(COVER, heading("Webb", 2), table(rows), FILLER)) == {
        "Antal besök på webben": [(None, "target", 2031, 60000.0)]
    }


def test_a_count_of_those_over_a_share_is_no_share() -> None:
    rows = [["Indikator", "Utfall 2031"], ["Antal elever med över 20 procent frånvaro", "17"]]
    extraction = read(COVER, heading("Skola", 2), table(rows), FILLER)
    assert [(v.value, v.unit) for v in extraction.indicator_values] == [(17.0, None)]


def test_years_below_an_inner_header_are_those_of_its_rows() -> None:
    rows = [
        ["Nyckeltal", "Tanum 2030", "Riket 2030"],
        ["Besök per invånare", "3,1", "2,8"],
        ["Nyckeltal, museet", "2029", "2030"],
        ["Antal föremål", "8 800", "8 950"],
    ]
    fills = {(col, row): "#fde9d9" for col in range(3) for row in (0, 2)}
    found = told(read(COVER, heading("Museet", 2), drawn_table(rows, fills=fills), FILLER))
    assert found == {
        "Besök per invånare": [("Tanum", "outcome", 2030, 3.1), ("Riket", "outcome", 2030, 2.8)],
        "Antal föremål": [(None, "outcome", 2029, 8800.0), (None, "outcome", 2030, 8950.0)],
    }


def test_numbers_under_a_heading_that_tells_no_kind_are_a_finding() -> None:
    rows = [["Indikator", "Utfall 2030", "Vinter", "Mål 2031"], ["Andel nöjda, %", "81", "77", "85"]]
    extraction = read(COVER, heading("Kvalitet", 2), table(rows), FILLER)
    assert [(f.column_text, f.severity) for f in extraction.findings if f.check_name == "uncertain_values"] == [
        ("Vinter", "warning")
    ]
    assert told(extraction) == {"Andel nöjda, %": [(None, "outcome", 2030, 81.0), (None, "target", 2031, 85.0)]}


@pytest.mark.parametrize(
    "rows",
    [
        [["Avdelning", "Plan 1", "Plan 2"], ["Norr", "14", "12"], ["Söder", "9", "11"]],
        [["Namn", "Telefon"], ["Kansliet", "0525-18 000"], ["Museet", "0525-18 001"]],
        [["Tid", "Punkt"], ["2031", "Mötet öppnas"], ["2032", "Rapport"]],
        [["Konto", "2030", "2031"], ["Intäkter", "400", "410"], ["Kostnader", "-800", "-820"]],
        [["Datum", "Ärende", "Resultat"], ["2031-03-01", "Val", "12"], ["2031-04-02", "Budget", "13"]],
    ],
    ids=["rooms", "contacts", "agenda", "accounts", "votes"],
)
def test_tables_of_numbers_that_say_nothing_of_measures_hold_no_indicators(rows: list[list[str]]) -> None:
    assert read(COVER, heading("Bilaga", 2), table(rows), FILLER).indicators == ()
