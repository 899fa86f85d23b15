"""What a document says it is: kommun, board, type and period, on covers of many kommuner."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.identity.committee import committee_of, committees_in, unknown_boards_in
from extractors.identity.document_type import type_in
from extractors.identity.municipality import kommuner_in, municipality_of
from extractors.identity.period import time_of
from extractors.identity.registration import registration_number_in
from extractors.identity.texts import Text
from extractors.vocabulary import entries, municipalities

CODES = {kommun.municipality: kommun.municipality_code for kommun in municipalities()}


def head(text: str, page: int = 2) -> Text:
    return Text(text, page, 9.0, heading=False, numbered=False, furniture=True)


def heading(text: str, page: int = 1) -> Text:
    return Text(text, page, 22.0, heading=True, numbered=False, furniture=False)


def line(text: str, page: int = 1) -> Text:
    return Text(text, page, 10.0, heading=False, numbered=False, furniture=False)


@pytest.mark.parametrize(
    ("text", "kommun"),
    [
        ("Mjölby kommun", "Mjölby"),
        ("Askersunds kommuns verksamhetsplan", "Askersund"),
        ("TRANÅS KOMMUN", "Tranås"),
        ("Västerås stad", "Västerås"),
        ("Göteborgs Stads budget", "Göteborg"),
        ("Falu kommun", "Falun"),
        ("Region Gotland", "Gotland"),
        ("Upplands-Bro kommun", "Upplands-Bro"),
        ("UPPLANDS VÄSBY KOMMUN", "Upplands Väsby"),
        ("Malung-Sälens kommun", "Malung-Sälen"),
        ("Dals-Eds kommun", "Dals-Ed"),
        ("Lilla Edets kommun", "Lilla Edet"),
        ("Östra\u00a0Göinge\nkommun", "Östra Göinge"),
        ("Kommun: Öckerö", "Öckerö"),
        ("Håbo kommun", "Håbo"),
        ("Habo kommun", "Habo"),
        ("Ale kommun", "Ale"),
        ("Bergs kommun", "Berg"),
        ("Vara kommun", "Vara"),
        ("www.ostragoinge.se", "Östra Göinge"),
        ("fritid@vaxjo.se", "Växjö"),
        ("anna.berg@edu.mjolby.se", "Mjölby"),
        ("upplands-bro.se/kommunen", "Upplands-Bro"),
        ("dalsed.se", "Dals-Ed"),
        ("info@habokommun.se", "Habo"),
        ("kommun@habo.se", "Håbo"),
        ("www.engelholm.se", "Ängelholm"),
        ("start.stockholm", "Stockholm"),
        ("Org.nr 212000-1850", "Karlstad"),
        ("Momsreg.nr SE212000300501", "Uppsala"),
    ],
)
def test_forms_that_name_a_kommun(text: str, kommun: str) -> None:
    assert kommuner_in(text) == {CODES[kommun]}


@pytest.mark.parametrize(
    "text",
    [
        "Det ska vara kommunens uppgift", "Bygga på mark kommunen äger", "Marken ska vara kommunal", "Mora", "Lund",
        "Sala silvergruva", "Falköping och Skara", "Habo och Håbo", "mora.se", "Kommunen köper in", "Eda glasbruk",
        "kils kommunikation", "www.kolada.se", "212000-0000", "Stockholms län", "Kalmarsund", "Uppsala universitet",
        "kommunerna Hjo, Tibro och Skara", "Västra Sunne kommunalförbund", "linkoping.segling.nu",
    ],
)  # fmt: skip
def test_what_names_no_kommun(text: str) -> None:
    assert kommuner_in(text) == set()


def test_every_kommun_is_known_by_name_genitive_and_capitals() -> None:
    for name, code in CODES.items():
        genitive = name if name.endswith("s") else f"{name}s"
        forms = [f"{name} kommun", f"{genitive} kommun", f"{genitive.upper()} KOMMUN", f"{genitive} kommuns mål"]
        assert {form: kommuner_in(form) for form in forms} == {form: {code} for form in forms}


@pytest.mark.parametrize("name", ["organisation_numbers", "web_domains", "municipality_names"])
def test_facts_of_kommuner_are_kept_by_their_codes(name: str) -> None:
    assert entries(name).keys() <= set(CODES.values())


def test_organisation_numbers_have_the_right_check_digit() -> None:
    for entry in entries("organisation_numbers").values():
        for number in entry["words"]:
            digits = [int(d) * (2 - i % 2) for i, d in enumerate(number.replace("-", ""))]
            assert sum(d // 10 + d % 10 for d in digits) % 10 == 0, number


@pytest.mark.parametrize(
    ("kommun", "texts"),
    [
        ("Askersund", [heading("Askersunds"), line("KOMMUN")]),
        ("Mora", [head("Mora"), head("kommun")]),
        ("Oxelösund", [heading("Oxelösund"), line("Verksamhetsplan 2031")]),
        ("Hjo", [head("Hjo kommun"), *[line("Skara kommun gör likadant.", page) for page in (2, 3)]]),
        ("Tanum", [line("Tanums kommun | 457 81 Tanumshede | www.tanum.se")]),
        ("Lund", [line("kommunen@lund.se")]),
        ("Ydre", [*[line("I Ydre kommun bor många.", page) for page in range(2, 8)], line("Kinda kommun också.", 4)]),
    ],
)  # fmt: skip
def test_whose_document_it_is(kommun: str, texts: list[Text]) -> None:
    assert municipality_of(texts) == CODES[kommun]


@pytest.mark.parametrize(
    ("kommun", "texts"),
    [
        ("Hjo", [line("Taxan gäller i Hjo kommun från den 1 maj."), line("Elever i Hjo kommun har rätt till skjuts.")]),
        (None, [line("I Hjo kommun finns redan en sådan taxa.")]),
        ("Hjo", [line("Justeringen har tillkännagivits på Hjo kommuns digitala anslagstavla.")]),
        ("Tibro", [line("Planen gäller alla barn i Tibro kommunala förskolor.", 3)]),
        (None, [line("Yttrande över Hjo kommuns detaljplan.")]),
        (None, [line("Avtal med Hjo kommun om räddningstjänst.")]),
        (None, [line("Taxan i Hjo kommun är lägre än i Tibro kommun.")]),
    ],
)
def test_minutes_and_letters_speak_of_their_own_kommun(kommun: str | None, texts: list[Text]) -> None:
    assert municipality_of(texts, own_paper=True) == CODES.get(kommun or "")
    assert municipality_of(texts) is None


@pytest.mark.parametrize(
    ("words", "kommun"),
    [
        ("Tibro kommuns logotyp", "Tibro"),
        ("Kommunlogga Tibro", "Tibro"),
        ("Kommunvapen för Hjo kommun", "Hjo"),
        ("Oxelösunds logotype", "Oxelösund"),
        ("Karta över Tibro", None),
        ("Logotyp med ett berg", None),
        ("Logotyp", None),
    ],
)
def test_a_logotypes_words_say_whose_document_it_is(words: str, kommun: str | None) -> None:
    assert municipality_of([heading("Verksamhetsplan 2031")], [words]) == CODES.get(kommun or "")


@pytest.mark.parametrize(
    "texts",
    [
        [head("Mora"), line("Mora", 3)],
        [line("Arbetet sker tillsammans med Skara kommun.")],
        [heading("Jämförelse med Skara kommun", 2), line("Skara kommun", 2)],
        [line("Till Hjo kommun"), line("Avtal mellan Tibro kommun och Skara kommun")],
        [line(f"{name} kommun", page) for page in (2, 3, 4) for name in ("Hjo", "Tibro", "Skara")],
        [line("Det finns en skola i Hjo kommun.", page) for page in (2, 3, 4)],
        [line(f"I {name} kommun är det {n} %.", n) for n in range(2, 8) for name in ("Hjo", "Skara")],
        [line("Berg", page) for page in range(1, 9)],
    ],
    ids=["a first name", "in passing", "a comparison", "a letter to others", "side by side", "few mentions",
         "two alike", "a surname"],
)  # fmt: skip
def test_a_mention_in_passing_assigns_nothing(texts: list[Text]) -> None:
    assert municipality_of(texts) is None


@pytest.mark.parametrize(
    ("text", "boards"),
    [
        ("Socialnämnden", {"Socialnämnden"}),
        ("SOCIALNÄMNDENS VERKSAMHETSPLAN", {"Socialnämnden"}),
        ("Hjo socialnämnd", {"Socialnämnden"}),
        ("Barn– och utbildningsnämnden", {"Barn- och utbildningsnämnden"}),
        ("Plan 2031 – miljö- och byggnämnden", {"Miljö- och byggnämnden"}),
        ("Socialnämnden och utbildningsnämnden", {"Socialnämnden", "Utbildningsnämnden"}),
        ("Vård- och omsorgsnämnden (VON)", {"Vård- och omsorgsnämnden"}),
        ("Kommunstyrelsen, KFN", {"Kommunstyrelsen", "Kultur- och fritidsnämnden"}),
        ("Barn-, kultur- och fritidsnämnden", set()),
        ("Natur- och fritidsnämnden", set()),
        ("Kommunstyrelseförvaltningen", set()),
        ("Nämnden beslutar", set()),
        ("BUN", set()),
        ("KS-mål", set()),
    ],
)
def test_boards_in_a_text(text: str, boards: set[str]) -> None:
    assert committees_in(text) == boards


def test_an_abbreviation_of_several_boards_is_the_one_named_in_full() -> None:
    title = "Verksamhetsplan BUN 2031"
    assert committee_of(title, "verksamhetsplan", [heading(title), line("Barn- och ungdomsnämnden ska …", 3)]) == (
        "Barn- och ungdomsnämnden"
    )
    assert committee_of(title, "verksamhetsplan", [heading(title)]) is None


def test_a_report_with_a_row_for_each_of_several_boards_is_none_of_theirs() -> None:
    boards = ["Kommunstyrelsen", "Socialnämnden", "Barn- och utbildningsnämnden", "Kultur- och fritidsnämnden"]
    prose = [line("Kommunstyrelsen vidtog åtgärder. Kommunstyrelsen följer läget.", page) for page in range(2, 8)]
    cover = [heading("Delårsrapport januari–augusti 2031"), line("Dnr KS 2031/208")]
    rows = [line(board, 5)._replace(row_label=True) for board in boards]
    assert committee_of(cover[0].text, "delårsrapport", [*cover, *prose, *rows]) is None
    assert committee_of(cover[0].text, "delårsrapport", [*cover, *prose, *rows[:2]]) == "Kommunstyrelsen"


def test_the_number_of_a_case_does_not_say_whose_report_it_is() -> None:
    texts = [heading("Delårsrapport 2031"), line("Dnr KS 2031/208"), line("Socialnämnden", 2)]
    assert committee_of(texts[0].text, "delårsrapport", texts) is None


def test_an_unknown_board_in_the_title_is_not_the_one_most_spoken_of() -> None:
    title = "Verksamhetsplan 2031 för drömnämnden"
    texts = [heading(title), *[line("Kommunstyrelsen", page) for page in range(1, 9)]]
    assert committee_of(title, "verksamhetsplan", texts) is None
    assert unknown_boards_in(title) == ["drömnämnden"]
    assert unknown_boards_in("Facknämnderna och varje facknämnd följer nämndens plan") == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Internbudget 2031", "mål och budget"),
        ("Mål- och resursplan 2031–2033", "mål och budget"),
        ("Budgetuppföljning per mars", "uppföljning"),
        ("Budget- och verksamhetsuppföljning", "uppföljning"),
        ("Månadsrapport mars 2031", "uppföljning"),
        ("Tertialbokslut 2", "uppföljning"),
        ("Delårsuppföljning januari–augusti", "delårsrapport"),
        ("Nämndberättelse 2031", "årsredovisning"),
        ("Protokollsutdrag", "protokoll"),
        ("Risk- och sårbarhetsanalys", None),
    ],
)
def test_types_of_documents(title: str, kind: str | None) -> None:
    assert type_in(title) == kind


@pytest.mark.parametrize(
    ("title", "kind", "period", "last_day"),
    [
        ("Delårsrapport per 31 augusti 2031", "delårsrapport", "T2", date(2031, 8, 31)),
        ("Delårsrapport 1 januari–31 augusti 2031", "delårsrapport", "T2", date(2031, 8, 31)),
        ("Delårsrapport januari–juni 2031", "delårsrapport", None, date(2031, 6, 30)),
        ("Delårsrapport 2 2031", "delårsrapport", "T2", date(2031, 8, 31)),
        ("Delårsrapport 1, 2031", "delårsrapport", "T1", date(2031, 4, 30)),
        ("Delårsrapport 2031", "delårsrapport", None, None),
        ("Delårsbokslut 2031-01-01 – 2031-08-31", "delårsrapport", "T2", date(2031, 8, 31)),
        ("Delårsbokslut 2031-08", "delårsrapport", "T2", date(2031, 8, 31)),
        ("Tertialrapport 1 2031", "uppföljning", "T1", date(2031, 4, 30)),
        ("Tertialuppföljning T2/2031", "uppföljning", "T2", date(2031, 8, 31)),
        ("Uppföljning tertial III 2031", "uppföljning", "T3", date(2031, 12, 31)),
        ("Uppföljning av plan t.o.m. april 2031", "uppföljning", "T1", date(2031, 4, 30)),
        ("Uppföljning jan-aug 2031", "uppföljning", "T2", date(2031, 8, 31)),
        ("Uppföljning augusti 2031", "uppföljning", "T2", date(2031, 8, 31)),
        ("Månadsrapport mars 2031", "uppföljning", None, None),
        ("Budgetuppföljning per den 31 mars 2031", "uppföljning", None, date(2031, 3, 31)),
        ("Uppföljning kvartal 3 2031", "uppföljning", None, None),
        ("Helårsuppföljning 2031", "uppföljning", "helår", date(2031, 12, 31)),
        ("Årsredovisning 2031", "årsredovisning", "helår", date(2031, 12, 31)),
        ("Bokslut 2031-01-01–2031-12-31", "årsredovisning", "helår", date(2031, 12, 31)),
        ("Verksamhetsplan 2031–2033", "verksamhetsplan", "plan", date(2033, 12, 31)),
        ("Internbudget 2031", "mål och budget", "plan", date(2031, 12, 31)),
    ],
)
def test_periods_of_titles(title: str, kind: str, period: str | None, last_day: date | None) -> None:
    time = time_of(title, kind, [heading(title)])
    assert (time.year, time.period, time.period_end) == (2031, period, last_day)
    assert time.period_start == (None if last_day is None else date(2031, 1, 1))


def test_the_front_says_what_the_title_leaves_out() -> None:
    title = "Delårsrapport"
    cover = [heading(title), line("Dnr KS/2030:12"), line("Beslutad 2031-09-24"), line("Per den 31 augusti 2031")]
    assert time_of(title, "delårsrapport", cover)[:3] == (2031, 2031, "T2")
    said_within = [heading("Delårsrapport 2031"), *[line("Utfallet januari–augusti är bra.", page) for page in (3, 4)]]
    assert time_of("Delårsrapport 2031", "delårsrapport", said_within).period == "T2"


def test_years_of_numbers_and_dates_are_not_the_documents() -> None:
    assert time_of("Uppföljning", "uppföljning", [head("Dnr KS 2030/449"), head("2030-02-03")]).year is None
    assert time_of("Tertialrapport 1/2031", "uppföljning", []).year == 2031


def test_a_diarienummer_without_signs_between_its_parts_is_known_behind_its_label() -> None:
    assert registration_number_in("Dnr: 25KFN104") == "25KFN104"
    assert registration_number_in("Anläggningen har en effekt på 15MW200") is None
