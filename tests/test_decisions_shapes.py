"""Shapes of protocols beside the three whole ones: signs, numbers, labels, lists, appendices, persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract
from extractors.protocol.labels import Label, label_of, numbered, registration_in
from extractors.protocol.persons import Person, persons_in
from extractors.records import DecisionRecord, Extraction
from tests import plan_making
from tests.protocol_making import BOLD, HEIGHT, REGULAR, Sheet

FILLER = (
    "Styrelsen har tidigare fått information i ärendet och förvaltningen har därefter arbetat vidare tillsammans med "
    "de verksamheter som berörs, och med dem som bor i närheten."
)


def head(date_text: str = "2031-03-12", word: str = "SAMMANTRÄDESPROTOKOLL") -> Callable[[Canvas, int], None]:
    def furniture(canvas: Canvas, page: int) -> None:
        canvas.setFont(BOLD, 11)
        canvas.drawString(70, HEIGHT - 40, word)
        canvas.setFont(REGULAR, 9)
        canvas.drawString(70, HEIGHT - 54, "Kommunstyrelsen")
        canvas.drawString(300, HEIGHT - 54, date_text)
        canvas.drawRightString(525, HEIGHT - 40, f"{page}(9)")
        canvas.drawString(70, 40, "Justerandes sign")

    return furniture


def part(sheet: Sheet, label: str, *paragraphs: str, font: str = BOLD) -> None:
    sheet.text(70, 450, label, font)
    for paragraph in paragraphs:
        sheet.text(70, 450, paragraph)
    sheet.space(9)


def read(sheet: Sheet) -> Extraction:
    return extract(sheet.done(), file_name="protokoll.pdf", source_uri="file:///protokoll.pdf")


def by_sign(extraction: Extraction) -> dict[str | None, DecisionRecord]:
    return {decision.paragraph: decision for decision in extraction.decisions}


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("§ 45", 45, ""),
        ("§45", 45, ""),
        ("Ks § 45", 45, ""),
        ("KS §45/2024", 45, ""),
        ("Paragraf 45", 45, ""),
        ("45 § Taxor", 45, "Taxor"),
        ("§ 45 – Taxor", 45, "Taxor"),
        ("§ 45 Dnr KS/2024:123", 45, "Dnr KS/2024:123"),
        ("Kommunstyrelsens arbetsutskott § 45", 45, ""),
    ],
)
def test_the_sign_of_an_item(line: str, number: int, rest: str) -> None:
    found = numbered(line)
    assert found is not None
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize(
    "line", ["§ 45 i kommunallagen", "Enligt § 45", "§§ 45–50", "§ 45.2", "se § 45 Taxor", "45 kap. 3 §"]
)
def test_a_mention_of_a_paragraph_begins_no_item(line: str) -> None:
    assert numbered(line) is None


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("Dnr KS 2024/00123-1.2.3", "KS 2024/00123-1.2.3", ""),
        ("Dnr: 2024-000123", "2024-000123", ""),
        ("Diarienr KS-2024-17", "KS-2024-17", ""),
        ("Taxor (KS/2024:123)", "KS/2024:123", "Taxor"),
        ("Taxor KS 2024/123", "KS 2024/123", "Taxor"),
        ("NKBY/302/00.01.03.01/2022", "NKBY/302/00.01.03.01/2022", ""),
        ("Taxor 2024/25", None, "Taxor 2024/25"),
        ("Budget 2024-2026", None, "Budget 2024-2026"),
    ],
)
def test_the_diarienummer_in_a_heading(line: str, number: str | None, words: str) -> None:
    assert registration_in(line) == (number, words)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kommunstyrelsens beslut", Label("decision", "Kommunstyrelsen")),
        ("Beslut i kommunstyrelsen", Label("decision", "Kommunstyrelsen")),
        ("Kommunstyrelsens beslut 2031-02-20", None),
        ("Barn- och utbildningsnämnden beslutar att", Label("decision", "Barn- och utbildningsnämnden")),
        ("Förvaltningens förslag till beslut", Label("proposal", "Förvaltningen")),
        ("Förslag till beslut på sammanträdet", Label("motions", None)),
        ("Underlag för beslut:", Label("documents", None)),
        ("Expedieras", Label("recipients", None)),
        ("Förvaltningens bedömning", Label("assessment", None)),
        ("Beslutet gäller från den 1 maj.", None),
        ("beslut", None),
        ("Fullmäktiges ordförande", None),
    ],
)
def test_the_labels_of_parts(text: str, label: Label | None) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Alva Berg (S), ordförande", [Person("Alva Berg", "S", "ordförande", None, None)]),
        ("Ordförande Alva Berg (S)", [Person("Alva Berg", "S", "Ordförande", None, None)]),
        ("Bo Ek (M) ersätter Cia Dahl (M)", [Person("Bo Ek", "M", None, "ersätter Cia Dahl (M)", None)]),
        ("Bo Ek (-) §§ 45–50", [Person("Bo Ek", "-", None, "§§ 45–50", None)]),
        ("Bo Ek (M) (1:e vice ordförande)", [Person("Bo Ek", "M", "1:e vice ordförande", None, None)]),
        ("Bo Ek (M) (fd L) §§ 4-9", [Person("Bo Ek", "M", None, "fd L, §§ 4-9", None)]),
        ("Cia Dahl (finansekonom) §52", [Person("Cia Dahl", None, "finansekonom", "§52", None)]),
        ("Cia Dahl (Byrån, revisor) §52", [Person("Cia Dahl", None, "Byrån, revisor", "§52", None)]),
        ("Cia Dahl (Enhetschef Lov) kl. 9-10", [Person("Cia Dahl", None, "Enhetschef Lov", "kl. 9-10", None)]),
        ("Cia Dahl (på distans)", [Person("Cia Dahl", None, None, "på distans", None)]),
        ("Bo Ek, s, ordförande", [Person("Bo Ek", "s", "ordförande", None, None)]),
        (
            "[X] Ek-Dahl Bo, vice ordförande, på distans",
            [Person("Ek-Dahl Bo", None, "vice ordförande", "på distans", True)],
        ),
        ("[ ] Göran af Hällby", [Person("Göran af Hällby", None, None, None, False)]),
        (
            "Alva Berg (S), Bo Ek (M) och Cia Dahl (V).",
            [
                Person(name, party, None, None, None)
                for name, party in (("Alva Berg", "S"), ("Bo Ek", "M"), ("Cia Dahl", "V"))
            ],
        ),
        (
            "Kommundirektör Bo Ek, ekonom Cia Dahl",
            [Person("Bo Ek", None, "Kommundirektör", None, None), Person("Cia Dahl", None, "ekonom", None, None)],
        ),
        ("Se närvarolista på sidan 2", []),
    ],
)
def test_persons_as_they_are_printed(text: str, persons: list[Person]) -> None:
    assert persons_in(text) == persons


def test_labels_in_capitals_without_any_emphasis() -> None:
    sheet = Sheet(head("12 mars 2031"), 90, 80)
    for number, sign in ((45, "§45"), (46, "Paragraf 46"), (47, "KS § 47/2031")):
        sheet.text(70, 450, f"{sign}   Dnr 2031-0001{number}")
        sheet.text(70, 450, f"Ärende {number} om skolan")
        sheet.space(9)
        part(sheet, "BESLUT", "Kommunstyrelsen godkänner rapporten.", font=REGULAR)
        part(sheet, "ÄRENDEBESKRIVNING", FILLER, font=REGULAR)
        part(sheet, "EXPEDIERAS TILL", "Akten", font=REGULAR)
    decisions = by_sign(read(sheet))
    assert list(decisions) == ["§ 45", "§ 46", "§ 47"]
    last = decisions["§ 47"]
    assert (last.title, last.registration_number) == ("Ärende 47 om skolan", "2031-000147")
    assert (last.text, last.background, last.recipients) == ("Kommunstyrelsen godkänner rapporten.", FILLER, "Akten")
    assert last.meeting_date == date(2031, 3, 12)


def test_a_title_over_its_sign_and_points_that_begin_with_att() -> None:
    sheet = Sheet(head(), 90, 80)
    points = [
        "att godkänna rapporten om skolorna i kommunens norra delar samt de åtgärder som anges i den,",
        "att uppdra åt rektorn att återkomma, och", "att översända rapporten till fullmäktige.",
    ]  # fmt: skip
    for number in (45, 46):
        sheet.text(70, 450, f"Ärende {number} om skolan", BOLD, 13)
        sheet.put(70, f"§ {number}")
        sheet.right(525, f"KS 2031/{number}")
        sheet.space(20)
        part(sheet, "Beslut", "Kommunstyrelsen beslutar", *points)
        part(sheet, "Bakgrund", FILLER)
    first, second = read(sheet).decisions
    assert [d.title for d in (first, second)] == ["Ärende 45 om skolan", "Ärende 46 om skolan"]
    assert (first.registration_number, first.text) == ("KS 2031/45", "\n".join(points))


def test_neither_a_list_of_items_nor_the_paragraphs_of_an_appendix_are_items() -> None:
    sheet = Sheet(head(), 90, 80)
    sheet.text(70, 400, "Föredragningslista", BOLD, 14)
    for number in (45, 46):
        sheet.text(70, 400, f"§ {number} Ärende {number}")
    sheet.next_page()
    for number in (45, 46):
        sheet.text(70, 450, f"§ {number} Ärende {number}", BOLD, 13)
        part(sheet, "Beslut", "Reglementet antas.")
        part(sheet, "Bakgrund", FILLER)
    sheet.furniture = lambda canvas, page: canvas.drawString(70, HEIGHT - 40, "Reglemente för skolan")
    sheet.next_page()
    for number in range(1, 9):
        part(sheet, f"§ {number} Bestämmelse", FILLER)
    assert [(d.paragraph, d.page) for d in read(sheet).decisions] == [("§ 45", 2), ("§ 46", 2)]


def test_what_another_body_did_before_has_its_own_number_and_day() -> None:
    sheet = Sheet(head(), 90, 80)
    sheet.text(70, 450, "§ 45 Motion om bad", BOLD, 13)
    sheet.space(6)
    sheet.text(70, 450, "KSAU § 12 2031-02-20", BOLD)
    part(sheet, "Arbetsutskottets förslag", "Motionen avslås.")
    part(sheet, "Kommunstyrelsens beslut", "Kommunstyrelsen föreslår fullmäktige att avslå motionen.")
    part(sheet, "Bakgrund", FILLER)
    before, now = read(sheet).decisions
    assert (before.body, before.paragraph, before.meeting_date) == ("Arbetsutskottet", "§ 12", date(2031, 2, 20))
    assert (now.body, now.paragraph, now.meeting_date) == ("Kommunstyrelsen", "§ 45", date(2031, 3, 12))
    assert (before.kind, now.kind) == ("förslag", "förslag")


def test_items_without_labels_are_told_apart_by_what_they_say() -> None:
    sheet = Sheet(head(), 90, 80)
    sheet.text(70, 450, "§ 45 Läget", BOLD, 13)
    sheet.text(70, 450, FILLER)
    sheet.space(8)
    sheet.text(70, 450, "Kommunstyrelsen noterar informationen.")
    sheet.space(14)
    sheet.text(70, 450, "§ 46 Upprop", BOLD, 13)
    sheet.text(70, 450, "Upprop förrättas.")
    noted, told = read(sheet).decisions
    assert (noted.kind, noted.text, noted.background) == ("beslut", "Kommunstyrelsen noterar informationen.", FILLER)
    assert (told.kind, told.text, told.background) == ("information", "Upprop förrättas.", None)


def test_signatures_at_the_end_are_no_part_of_the_last_item() -> None:
    sheet = Sheet(head(), 90, 80)
    sheet.text(70, 450, "Beslutande", BOLD)
    sheet.text(70, 450, "Alva Berglind (S)")
    sheet.space(12)
    sheet.text(70, 450, "§ 45 Taxor", BOLD, 13)
    part(sheet, "Beslut", "Taxan antas.")
    part(sheet, "Beslutet skickas till", "Ekonomienheten")
    sheet.text(70, 450, "Underskrifter", BOLD)
    sheet.space(20)
    for x, name, role in ((70, "Alva Berglind", "Ordförande"), (300, "Bo Cederström", "Justerare")):
        sheet.put(x, name)
        sheet.space(13)
        sheet.put(x, role)
        sheet.space(-13)
    sheet.space(30)
    extraction = read(sheet)
    assert [(d.text, d.recipients) for d in extraction.decisions] == [("Taxan antas.", "Ekonomienheten")]
    signed = [(s.name, s.role_text) for s in extraction.signatures]
    assert signed == [("Alva Berglind", "Ordförande"), ("Bo Cederström", "Justerare")]


def test_an_extract_of_one_item_over_two_pages() -> None:
    sheet = Sheet(head(word="PROTOKOLLSUTDRAG"), 100, 80)
    sheet.text(70, 450, "§ 45")
    sheet.text(70, 450, "Svar på motion om cykelvägar", BOLD, 14)
    sheet.text(70, 450, "Diarienummer: KS 2031-123")
    part(sheet, "Beslut i kommunstyrelsen den 12 mars 2031", "1. Motionen avslås.")
    part(sheet, "Reservation från Vänsterpartiet", "Ines Ek (V) reserverar sig mot beslutet.")
    part(sheet, "Sammanfattning", *[FILLER] * 20)
    part(sheet, "Delges", "Motionären")
    (decision,) = read(sheet).decisions
    assert (decision.title, decision.registration_number) == ("Svar på motion om cykelvägar", "KS 2031-123")
    assert (decision.text, decision.recipients) == ("Motionen avslås.", "Motionären")
    assert decision.reservations == "Ines Ek (V) reserverar sig mot beslutet."
    assert (decision.background or "").count("Styrelsen har tidigare") == 20


def test_names_that_run_on_from_line_to_line_beside_two_labels() -> None:
    sheet = Sheet(head(), 90, 80)
    sheet.put(70, "Beslutande", BOLD)
    sheet.put(180, "Ledamöter", BOLD)
    sheet.space(14)
    sheet.text(180, 250, "Alva Berg (S), Bo Ek (M), Cia Dahl-Lind (C), Disa Falk (V), Eva Grön (L) och Finn Holm (KD).")
    sheet.space(8)
    sheet.put(70, "Övriga närvarande", BOLD)
    sheet.put(180, "Tjänstepersoner", BOLD)
    sheet.space(14)
    sheet.text(
        180, 250, "Kommundirektör Gun Isaksson, förvaltningschef Hans Juhl § 45 och controller Ida Kroon §§ 45–46."
    )
    sheet.next_page()
    sheet.text(70, 450, "§ 45 Taxor", BOLD, 13)
    part(sheet, "Beslut", "Taxan antas.")
    people = read(sheet).attendance
    assert [(a.name, a.party, a.role) for a in people[:6]] == [
        (name, party, "ledamot")
        for name, party in (
            ("Alva Berg", "S"), ("Bo Ek", "M"), ("Cia Dahl-Lind", "C"), ("Disa Falk", "V"), ("Eva Grön", "L"),
            ("Finn Holm", "KD"),
        )
    ]  # fmt: skip
    assert [(a.name, a.title, a.note, a.role) for a in people[6:]] == [
        ("Gun Isaksson", "Kommundirektör", None, "tjänsteperson"),
        ("Hans Juhl", "förvaltningschef", "§ 45", "tjänsteperson"),
        ("Ida Kroon", "controller", "§§ 45–46", "tjänsteperson"),
    ]


def test_a_table_of_those_present() -> None:
    rows = [
        ["Ledamöter", "Parti", "Närvarande", "Ersättare för"], ["Alva Berg", "S", "Ja", ""], ["Bo Ek", "M", "Nej", ""],
        ["Cia Dahl", "C", "Ja", "Bo Ek (M)"],
    ]  # fmt: skip
    extraction = plan_making.read(
        plan_making.heading("Protokoll från kommunstyrelsen 2031-03-12", 1), plan_making.table(rows),
        plan_making.heading("§ 45 Taxor", 2), plan_making.heading("Beslut", 3), plan_making.paragraph("Taxan antas."),
    )  # fmt: skip
    found = [(a.name, a.party, a.role, a.present, a.note) for a in extraction.attendance]
    assert found == [
        ("Alva Berg", "S", "ledamot", True, None), ("Bo Ek", "M", "ledamot", False, None),
        ("Cia Dahl", "C", "ledamot", True, "Bo Ek (M)"),
    ]  # fmt: skip


def test_a_paper_named_like_a_label_stays_a_paper() -> None:
    sheet = Sheet(head(), 90, 80)
    papers = ["Tjänsteskrivelse 2031-01-02", "Arbetsutskottets förslag", "Kommunstyrelsens beslut 2030-05-06 § 12"]
    for number in (45, 46):
        sheet.text(70, 450, f"§ {number} Taxor")
        sheet.space(8)
        part(sheet, "Beslut", "Taxan antas.", font=REGULAR)
        part(sheet, "Beslutsunderlag", *papers, font=REGULAR)
        part(sheet, "Bakgrund", FILLER, font=REGULAR)
    first, second = read(sheet).decisions
    assert first.documents == second.documents == "\n".join(papers)
    assert first.text == "Taxan antas."
