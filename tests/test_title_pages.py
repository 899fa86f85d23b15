"""Title pages of minutes in other makes: forms drawn as tables, signatures without a heading."""

from __future__ import annotations

from extractors.records import Extraction
from tests.plan_making import heading, page_break, paragraph, read, table

HEAD = [*heading("Miljönämnden", 1), *heading("Protokoll", 1), *paragraph("2031-05-19")]
PRESENT = [
    "Alva Berg (S) (ordförande)",
    "Bo Ek (M) (vice ordförande)",
    "Cia Dahl (V) ersätter Dan Falk (V)",
    "Eva Gren (C) §§ 41-43",
]
OTHERS = ["Finn Holm (Enhetschef Bygglov) § 41", "Gun Ivarsson (nämndsekreterare)"]
ITEM = [
    *heading("§ 41 2031.030 MN", 2), *heading("Taxa för tillsyn", 2), *heading("Beslut", 3),
    *paragraph("Miljönämnden antar taxan."), *heading("§ 42 2031.031 MN", 2), *heading("Meddelanden", 2),
    *heading("Beslut", 3), *paragraph("Informationen noteras."),
]  # fmt: skip


def form() -> list[list[str]]:
    return [
        ["Plats och tid", "Stora salen, kl. 14:30-16:16"],
        ["Beslutande", "<br/>".join(PRESENT)],
        ["Övriga deltagare", "<br/>".join(OTHERS)],
        ["Utses att justera", "Bo Ek (M)"],
        ["Justeringens plats och tid", "Protokollet justeras på distans."],
        ["Paragrafer", "§§ 41-42"],
    ]


def people(found: Extraction) -> list[tuple[str | None, str, str | None, str | None, str | None]]:
    return [(a.role, a.name, a.party, a.title, a.note) for a in found.attendance]


ALL = [
    ("ledamot", "Alva Berg", "S", "ordförande", None),
    ("ledamot", "Bo Ek", "M", "vice ordförande", None),
    ("tjänstgörande ersättare", "Cia Dahl", "V", None, "ersätter Dan Falk (V)"),
    ("ledamot", "Eva Gren", "C", None, "§§ 41-43"),
    ("övrig", "Finn Holm", None, "Enhetschef Bygglov", "§ 41"),
    ("övrig", "Gun Ivarsson", None, "nämndsekreterare", None),
]


def test_a_form_drawn_as_a_table_tells_the_meeting_and_those_present() -> None:
    found = read(HEAD, table(form()), page_break(), ITEM)
    assert people(found) == ALL
    [meeting] = found.meetings
    assert (meeting.body, str(meeting.meeting_date)) == ("Miljönämnden", "2031-05-19")
    assert (meeting.place_time, meeting.adjusters) == ("Stora salen, kl. 14:30-16:16", "Bo Ek (M)")
    assert (meeting.adjusted, meeting.paragraphs) == ("Protokollet justeras på distans.", "§§ 41-42")
    assert [(d.paragraph, d.title, d.registration_number) for d in found.decisions] == [
        ("§ 41", "Taxa för tillsyn", "2031.030 MN"),
        ("§ 42", "Meddelanden", "2031.031 MN"),
    ]


def test_offices_below_the_form_are_the_labels_of_signatures() -> None:
    signed = [
        *paragraph("Sekreterare"), *paragraph("Gun ivarsson"), *paragraph("Ordförande"), *paragraph("Alva Berg (S)"),
        *paragraph("Justerande"), *paragraph("Bo Ek (M)"),
        *paragraph("Protokollet är justerat. Justeringen har tillkännagivits på kommunens anslagstavla."),
    ]  # fmt: skip
    found = read(HEAD, table(form()), signed, page_break(), ITEM)
    assert [(s.role_text, s.name) for s in found.signatures] == [
        ("Sekreterare", "Gun ivarsson"),
        ("Ordförande", "Alva Berg"),
        ("Justerande", "Bo Ek"),
    ]
    assert found.meetings[0].adjusted == "Protokollet justeras på distans."
    assert (found.meetings[0].notice or "").startswith("Protokollet är justerat.")
    assert people(found) == ALL


def test_an_office_among_those_present_signs_nothing() -> None:
    rows = [*form()[:1], ["Beslutande", "Ordförande<br/>Alva Berg (S)<br/>Bo Ek (M)"], *form()[3:]]
    found = read(HEAD, table(rows), page_break(), ITEM)
    assert found.signatures == ()
    assert [a.name for a in found.attendance] == ["Alva Berg", "Bo Ek"]


def test_the_stamps_of_electronic_signatures_have_their_day() -> None:
    stamps = [*paragraph("Alva Berg, 2031-05-21"), *paragraph("Bo Ek, lantmätare 2031-05-22")]
    found = read(HEAD, table(form()), stamps, page_break(), ITEM)
    assert [(s.name, str(s.signed_on), s.role_text) for s in found.signatures] == [
        ("Alva Berg", "2031-05-21", None),
        ("Bo Ek", "2031-05-22", "lantmätare"),
    ]
