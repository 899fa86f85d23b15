"""Cells of targets and outcomes, as kommuner print them."""

from __future__ import annotations

import pytest

from extractors.values.indicator_cells import group_word, is_no_value, parse_cell, unit_of_name, years_in


@pytest.mark.parametrize(
    ("text", "value", "comparator", "unit"),
    [
        ("1,86", 1.86, "=", None),
        ("Lägre än 5,00", 5.0, "<", None),
        ("80 eller högre", 80.0, ">=", None),
        (">20", 20.0, ">", None),
        ("> 75%", 75.0, ">", "%"),
        ("≥ 4,2", 4.2, ">=", None),
        ("<8 anmälda våldsbrott", 8.0, "<", "anmälda våldsbrott"),
        ("minst 75 %", 75.0, ">=", "%"),
        ("Högst 12 dagar", 12.0, "<=", "dagar"),
        ("max 5 procent", 5.0, "<=", "%"),
        ("under 6 %", 6.0, "<", "%"),
        ("Mer än 3 av 5", 3.0, ">", "av 5"),
        ("5 platser eller fler", 5.0, ">=", "platser"),
        ("30 minuter eller mindre", 30.0, "<=", "minuter"),
        ("ska vara minst 90 %", 90.0, ">=", "%"),
        ("Betyg 3,2 av 6", 3.2, "=", "av 6"),
        ("Index: 68", 68.0, "=", None),
        ("ca 1 250 kWh", 1250.0, "=", "kWh"),
        ("12\u00a0345,5 kr", 12345.5, "=", "kr"),
        ("1\u202f200 besök", 1200.0, "=", "besök"),
        ("−1,5 %", -1.5, "=", "%"),
        ("- 0,4 %", -0.4, "=", "%"),
        ("±0", 0.0, "=", None),
        ("+2 procentenheter", 2.0, "=", "procentenheter"),
        ("460 kg/månad (covidrelaterat avvikande värde)", 460.0, "=", "kg/månad"),
        ("3,4 % långtidssjukfrånvaro (delår)", 3.4, "=", "%"),
        ("91 % positiva", 91.0, "=", "%"),
        ("1 Utvecklingsprojekt per enhet", 1.0, "=", "Utvecklingsprojekt per enhet"),
        ("78*", 78.0, "=", None),
        ("ung 4 200", 4200.0, "=", None),
        ("17 g/portion (2030", 17.0, "=", "g/portion"),
        ("3 av 4", 3.0, "=", "av 4"),
        ("högst 60\n000", 60000.0, "<=", None),
        ("över 20 procent", 20.0, ">", "%"),
    ],
)
def test_the_number_its_comparator_and_its_unit(text: str, value: float, comparator: str, unit: str | None) -> None:
    read = parse_cell(text)
    assert (read.value, read.comparator, read.unit, read.doubt) == (value, comparator, unit, None)


def test_a_sign_before_words_compares_though_there_is_no_number() -> None:
    read = parse_cell("< föregående år")
    assert (read.value, read.comparator, read.doubt) == (None, "<", None)


@pytest.mark.parametrize(
    ("text", "nothing"), [("n/a", True), ("–", True), ("..", True), ("Stängt", False), ("0", False)]
)
def test_what_stands_for_no_value(text: str, nothing: bool) -> None:
    assert is_no_value(text) == nothing


@pytest.mark.parametrize(
    ("text", "group"), [("Kvinnor", "kvinnor"), ("- varav män", "män"), ("Totalt:", "totalt"), ("Museet", None)]
)
def test_the_words_for_whom_a_row_is_of(text: str, group: str | None) -> None:
    assert group_word(text) == group


@pytest.mark.parametrize("text", ["öka", "Ja", "Bibehållas", "Följs inte upp"])
def test_words_alone_are_no_number_and_no_doubt(text: str) -> None:
    read = parse_cell(text)
    assert (read.value, read.comparator, read.unit, read.doubt) == (None, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "bland de 25 % bästa",
        "-26 62",
        "100 2031",
        "2031-06-30",
        "Klart 15 maj",
        "minst 5 eller lägre",
        "mellan 3 och 5",
    ],
)
def test_what_is_no_single_number_is_null_and_says_so(text: str) -> None:
    read = parse_cell(text)
    assert (read.value, read.comparator) == (None, None)
    assert read.doubt is not None


def test_a_range_gives_its_first_number_and_says_so() -> None:
    read = parse_cell("75–80 %")
    assert (read.value, read.unit, read.doubt) == (75.0, "%", "more than one number")


@pytest.mark.parametrize(
    ("text", "group", "value", "unit"),
    [
        ("10% av kommuninvånare", "kommuninvånare", 10.0, "%"),
        ("4,5% för kvinnor", "kvinnor", 4.5, "%"),
        ("2,3% för män (delår 2031)", "män", 2.3, "%"),
        ("10% av eleverna i åk\n7 röker/snusar*", "eleverna i åk 7 röker/snusar", 10.0, "%"),
        ("Kvinnor: 12 dagar", "Kvinnor", 12.0, "dagar"),
        ("14 dagar för män", "män", 14.0, "dagar"),
        ("<10%", None, 10.0, "%"),
        ("3,0 av 6", None, 3.0, "av 6"),
    ],
)
def test_one_row_of_several_says_of_whom(text: str, group: str | None, value: float, unit: str) -> None:
    read = parse_cell(text, grouped=True)
    assert (read.group, read.value, read.unit) == (group, value, unit)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("35% (2020)", 2020),
        ("2,3% (delår 2021)", 2021),
        ("40% (2019, 2020)", None),
        ("96 (65+)", None),
        ("12", None),
        ("8 (4 st 2031)", None),
    ],
)
def test_a_cell_may_give_its_own_year(text: str, year: int | None) -> None:
    assert parse_cell(text).year == year


@pytest.mark.parametrize(
    ("header", "years"),
    [
        ("Målvärde 2031", [2031]),
        ("Ingångsvärde Dec 2030", [2030]),
        ("Utfall 2031-08-31", [2031]),
        ("Utfall 31-08-31", [2031]),
        ("Utfall 2408", [2024]),
        ("Läsåret 2030/31", [2031]),
        ("Mål 2031–2033", [2031, 2033]),
        ("Utfall T2", []),
    ],
)
def test_years_of_a_heading(header: str, years: list[int]) -> None:
    assert years_in(header) == years


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Sjukfrånvaro exkl. AME, procent", "%"),
        ("Andel nöjda (%)", "%"),
        ("HME-resultat, index", "index"),
        ("Energianvändning i lokaler (kWh/m²)", "kWh/m²"),
        ("Väntetid, dagar", "dagar"),
        ("Körsträcka med bil, mil/invånare *)", "mil/invånare"),
        ("Antal elever med över 20 procent frånvaro", None),
        ("Andel elever med minst 90 % närvaro", "%"),
        ("Nettokostnad, kr per invånare", "kr per invånare"),
        ("Alla arbetsplatser har träffar (Mod och framtidstro)", None),
        ("Vegetarisk, klimatanpassad och ekologisk kost", None),
        ("Andelen äldre (65+) som är trygga", None),
    ],
)
def test_the_unit_that_a_name_gives(name: str, unit: str | None) -> None:
    assert unit_of_name(name) == unit
