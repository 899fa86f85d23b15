"""Money is money: numbers of things never become amounts, and what makes a table one of money is weighed."""

from __future__ import annotations

import pytest

from extractors.interpret.money import Surrounded, counts, is_ratio, money_evidence, speaks_of_money
from tests.plan_making import heading, paragraph, read, table

REPORT = heading("Årsredovisning 2031", 1)
NO_MONEY = {
    "visitors in a table of outcome and budget": [
        heading("Fritid", 2),
        table(
            [
                ["Anläggning", "Bokslut 2030", "Budget 2031", "Bokslut 2031"],
                ["Besök simhallen", "42 300", "43 000", "44 120"],
                ["Utlån biblioteket", "12 000", "12 500", "12 100"],
            ]
        ),
    ],
    "a bold row that counts": [
        heading("Kultur", 2),
        table([["Statistik", "Bokslut 2030", "Budget 2031"], ["Konsthallen", "6 842", "7 519"]]),
    ],
    "pupils after a table in tkr": [
        heading("Skola, tkr", 2),
        paragraph("Platserna räcker till alla som söker."),
        heading("Antal barn och elever", 2),
        table(
            [["Skolform", "Budget 2031", "Utfall 2031"], ["Förskola", "510", "505"], ["Grundskola", "1 204", "1 211"]]
        ),
    ],
    "staff and hours": [
        heading("Omsorg", 2),
        table(
            [["", "Budget 2031", "Utfall 2031"], ["Årsarbetare", "510", "505"], ["Hemtjänsttimmar", "12 204", "12 211"]]
        ),
    ],
    "key figures per inhabitant": [
        heading("Jämförelse", 2),
        table(
            [
                ["Nyckeltal", "2030", "2031"],
                ["Kostnad per elev, kr", "98 000", "99 100"],
                ["Kostnad äldreomsorg, kr/inv", "9 100", "9 400"],
            ]
        ),
    ],
    "savings of actions": [
        heading("Budget i balans", 2),
        table(
            [
                ["Åtgärd", "Enhet", "Ekonomisk effekt 2031, tkr"],
                ["Färre vikarier", "Vård", "500"],
                ["Samordnad måltid", "Skola", "1 200"],
            ]
        ),
    ],
}


@pytest.mark.parametrize("parts", NO_MONEY.values(), ids=NO_MONEY.keys())
def test_numbers_of_things_are_no_amounts(parts: list) -> None:  # type: ignore[type-arg]
    assert not read(REPORT, *parts).budget_lines


def lines(*parts: list) -> list[tuple[object, ...]]:  # type: ignore[type-arg]
    return [(ln.label, ln.measure, ln.amount, ln.unit, ln.verified) for ln in read(*parts).budget_lines]


def test_counts_among_amounts_have_no_unit_and_shares_are_left_out_with_a_finding() -> None:
    rows = [
        ["Verksamhet", "Utfall 2031"],
        ["Bibliotek", "-5 050"],
        ["Antal lån", "50 500"],
        ["Kostnad per lån, kr", "101"],
        ["Andel e-böcker, %", "14"],
    ]
    extraction = read(REPORT, heading("Driftredovisning, tkr", 2), table(rows))
    assert [(ln.label, ln.measure, ln.unit) for ln in extraction.budget_lines] == [
        ("Bibliotek", "outcome", "tkr"),
        ("Antal lån", "count", None),
    ]
    assert [f.message[:9] for f in extraction.findings if f.check_name == "no_money"] == ["2 numbers"]


def test_amounts_that_only_words_for_measures_vouch_for_are_not_verified() -> None:
    rows = [["Område", "Budget 2031", "Utfall 2031"], ["Norr", "510", "505"], ["Söder", "204", "211"]]
    extraction = read(REPORT, heading("Områdena", 2), table(rows))
    assert {line.verified for line in extraction.budget_lines} == {False}
    assert [f.check_name for f in extraction.findings if f.severity == "warning" and f.table_id] == ["uncertain_table"]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Alla belopp i tusental kronor.", "tkr"),
        ("Belopp i miljoner kronor", "mkr"),
        ("Siffrorna anges i mnkr om inget annat står.", "mkr"),
        ("Redovisningen är i tusentals kronor.", "tkr"),
        ("Samtliga belopp i MSEK", "mkr"),
        ("Underskottet blev 2 mkr.", None),
    ],
)
def test_the_unit_of_a_sentence_above(sentence: str, unit: str | None) -> None:
    rows = [["Enhet", "Budget 2031", "Utfall 2031"], ["Skola", "500", "490"], ["Vård", "600", "610"]]
    read_back = read(REPORT, heading("Nettokostnader", 2), paragraph(sentence), table(rows))
    assert {line.unit for line in read_back.budget_lines} == {unit}


def test_a_sentence_for_the_section_gives_the_unit_of_its_tables() -> None:
    rows = [["Enhet", "Budget", "Utfall"], ["Skola", "50,0", "49,1"], ["Vård", "60,0", "61,2"]]
    read_back = read(
        REPORT,
        heading("Nämndens ekonomi", 2),
        paragraph("Här visas utfallet. Samtliga belopp anges i miljoner kronor om inget annat framgår."),
        heading("Löpande verksamhet", 3),
        paragraph("Nämnden gjorde ett överskott."),
        table(rows),
    )
    assert {(line.unit, line.verified) for line in read_back.budget_lines} == {("mkr", True)}


def test_a_table_in_euro_inherits_no_unit() -> None:
    kronor = table([["tkr", "Budget 2031", "Utfall 2031"], ["Skola", "500", "490"], ["Vård", "600", "610"]])
    euro = table([["1 000 €", "Budget 2031", "Utfall 2031"], ["Utbyte", "50", "49"], ["Projektbidrag", "60", "61"]])
    units = [line.unit for line in read(REPORT, heading("Driftredovisning", 2), kronor, euro).budget_lines]
    assert units == ["tkr"] * 4 + [None] * 4


def test_the_weighing_says_what_it_weighed() -> None:
    money = Surrounded(["Nämnd"], ["Budget 2031", "Utfall 2031"], ["Driftredovisning, tkr"], ["Skola"], [], ["-5"])
    visitors = money._replace(titles=["Besök"], groups=["Antal besökare"], cells=["5"])
    assert money_evidence(money).is_money
    assert money_evidence(money).certain
    assert not money_evidence(visitors).is_money
    assert "-3.0 the rows under 'Antal besökare' are counted" in money_evidence(visitors).reasons


@pytest.mark.parametrize("text", ["Antal elever", "Andel behöriga", "Besökare", "Bibliotekslån", "Sjukfrånvaro, %"])
def test_labels_that_count(text: str) -> None:
    assert counts(text)


@pytest.mark.parametrize("text", ["Personalkostnader", "Elevavgifter", "Låneskuld", "Skola", "Summa"])
def test_labels_that_do_not_count(text: str) -> None:
    assert not counts(text)


@pytest.mark.parametrize("text", ["Kostnad per elev", "Nettokostnad per invånare", "Andel, %", "Hyra, kr/kvm"])
def test_labels_of_ratios(text: str) -> None:
    assert is_ratio(text)


@pytest.mark.parametrize(
    "text", ["Driftredovisning per nämnd", "Resultat per 31 augusti", "Kostnader", "Netto per nämnd"]
)
def test_what_stands_per_board_or_day_is_no_ratio(text: str) -> None:
    assert not is_ratio(text)


@pytest.mark.parametrize("text", ["Personalkostnader", "Årets resultat", "Skatteintäkter", "Eget kapital"])
def test_labels_of_money(text: str) -> None:
    assert speaks_of_money(text)


def test_the_unit_of_the_line_right_below() -> None:
    rows = [["Verksamhet", "Utfall 2031", "Budget 2031"], ["Förskola", "41,2", "42,0"], ["Grundskola", "83,9", "81,5"]]
    lines = read(heading("Delårsrapport 2031", 1), table(rows), paragraph("Miljoner kronor.")).budget_lines
    assert {line.unit for line in lines} == {"mkr"}
