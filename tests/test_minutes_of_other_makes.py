"""Minutes whose items are called paragraphs in words, whose decisions are dashes, whose notice stands centred."""

from __future__ import annotations

import pytest

from extractors.protocol.labels import label_of
from extractors.protocol.persons import Person, persons_in
from extractors.values.registration_numbers import split_number
from tests.generator.producers import missing
from tests.test_protocols_in_html import printed

needs_chromium = pytest.mark.skipif("chromium" in missing(), reason=missing().get("chromium", ""))

IN_WORDS = """<p><b>Protokoll</b> 1 (2)<br>2031-01-14</p><div class=margin><b>Beslutande organ</b><div>Kommunstyrelsen
</div>
<b>Plats och tid</b><div>Mentorn, Linbanegatan 12, kl. 13.00–17.15. Öppet möte från och med paragraf 2.</div>
<b>Beslutande</b><div>Ivar Smed, ordförande (M)<br>Bitte Myrén (M)<br>Ida Staf, (C)</div>
<b>Avser paragrafer</b><div>1–2</div><b>Övriga deltagare</b><div>Karin Komstad, planarkitekt, till och med paragraf 1
<br>
Christel Modig, budgetchef, paragraf 2</div></div>
<h2 class=page>Paragraf 1. Fastställande av dagordning</h2><p>Ärendenummer KS2031/3</p><h3>Beslut</h3><p>Dagordningen
fastställs.</p><h2>Paragraf 2. Detaljplan för kvarteret Linbanan</h2><p>Ärendenummer KS2030/711</p><h3>Beslut</h3>
<p>1 Planen skickas på samråd.</p><p>2 Avgiften tas ut enligt taxan.</p><h3>Reservation</h3><p>Ida Staf (C) reserverar
sig.</p>"""

DASHED = """<p>Tanums kommun<br>Kommunfullmäktige</p><p>Sammanträde 2031-06-16</p><p>Plats: Hörsalen</p>
<h3>§63 Anmälan av motioner</h3><p>Dnr. 2031/KS 0206 001</p><p><b>Ärendebeskrivning</b></p><p>En motion har kommit in.
</p>
<p><b>Kommunfullmäktiges beslut</b></p><p>- Motionen lämnas till kommunstyrelsen.</p><p>___________</p>
<h3>§64 Avsägelser</h3><p>Dnr. 2031/KS 0193 10</p><p><b>Kommunfullmäktiges beslut</b></p><p>- Godkänner avsägelserna.
</p>
<p>- Noterar ny sammanräkning.</p><p>___________</p>"""

CENTRED = """<div class=head><span>TANUMS KOMMUN</span><span>PROTOKOLL</span></div><p>Kommunstyrelsens arbetsutskott
2031-03-06</p><table><tr><td>Plats och tid<td>Kommunhuset 09.00-11.00</tr><tr><td>Beslutande ledamöter<td>Jan Sahl (S)
<br>Jon Björk (V)</tr><tr><td>Sekreterare<td>........................ Paragrafer 26 -- 27<br>Maria Hed</tr></table>
<p style="text-align:center"><b>ANSLAG/BEVIS</b><br>Protokollet är justerat. Justeringen har tillkännagivits genom
anslag.
</p><table><tr><td>Organ<td>Kommunstyrelsens arbetsutskott</tr><tr><td>Protokollet anslås<td>2031-03-10</tr></table>
<table class=page><tr><td>§ 26<td>Dnr KS 2031/14</tr></table><h2>Information</h2><p>Läget för företagen redovisas.</p>
<h3>Arbetsutskottets beslut</h3><p>Informationen läggs till handlingarna.</p><table><tr><td>§ 27<td>Dnr KS 2031/124</tr>
</table><h2>Bokslut</h2><h3>Arbetsutskottets beslut</h3><p>Bokslutet godkänns.</p><h3>Paragrafen översänds till</h3>
<p>Revisionen</p>"""


@needs_chromium
def test_items_called_paragraph_in_words() -> None:
    found = printed(IN_WORDS)
    assert (found.documents.document_type, found.documents.registration_number) == ("protokoll", None)
    assert [(d.paragraph, d.title, d.text) for d in found.decisions] == [
        ("§ 1", "Fastställande av dagordning", "Dagordningen fastställs."),
        ("§ 2", "Detaljplan för kvarteret Linbanan", "Planen skickas på samråd.\nAvgiften tas ut enligt taxan."),
    ]
    assert [(a.name, a.party, a.title, a.note) for a in found.attendance] == [
        ("Ivar Smed", "M", "ordförande", None),
        ("Bitte Myrén", "M", None, None),
        ("Ida Staf", "C", None, None),
        ("Karin Komstad", None, "planarkitekt", "till och med paragraf 1"),
        ("Christel Modig", None, "budgetchef", "paragraf 2"),
    ]


@needs_chromium
def test_minutes_that_nothing_calls_minutes_are_told_by_their_items_and_decisions() -> None:
    found = printed(DASHED)
    assert (found.documents.document_type, found.documents.committee) == ("protokoll", "Kommunfullmäktige")
    assert [(d.paragraph, d.registration_number, d.text) for d in found.decisions] == [
        ("§ 63", "2031/KS 0206 001", "Motionen lämnas till kommunstyrelsen."),
        ("§ 64", "2031/KS 0193 10", "Godkänner avsägelserna.\nNoterar ny sammanräkning."),
    ]


@needs_chromium
def test_a_centred_notice_owns_what_stands_below_it_and_no_line_of_it_is_the_title() -> None:
    found = printed(CENTRED)
    assert found.documents.title == "PROTOKOLL"
    [meeting] = found.meetings
    assert meeting.paragraphs == "26 -- 27"
    assert meeting.notice is not None and meeting.notice.splitlines()[-1] == "Protokollet anslås 2031-03-10"
    assert [(d.paragraph, d.title, d.recipients) for d in found.decisions] == [
        ("§ 26", "Information", None),
        ("§ 27", "Bokslut", "Revisionen"),
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ivar Smed, ordförande (M)", Person("Ivar Smed", "M", "ordförande", None, None)),
        ("Ida Staf, (C)", Person("Ida Staf", "C", None, None, None)),
        ("Bo Ek, ekonomichef (distans)", Person("Bo Ek", None, "ekonomichef", "distans", None)),
    ],
)
def test_a_party_behind_an_office_or_a_comma(text: str, person: Person) -> None:
    assert persons_in(text) == [person]


@pytest.mark.parametrize(
    "text",
    ["Paragrafen översänds till", "Kopia av protokollsutdrag till:", "Beslutet har expedierats till", "Delges"],
)
def test_whoever_gets_the_decision_stands_below_what_is_sent_and_how(text: str) -> None:
    label = label_of(text)
    assert label is not None and label.meaning == "recipients"


def test_a_sentence_about_sending_is_no_label() -> None:
    assert label_of("Beslutet skickas till revisionen.") is None
    assert label_of("Kopia till kommunstyrelsen och nämnderna delas ut på mötet") is None


@pytest.mark.parametrize("text", ["2031/KS 0206 001", "2031/KS 0193 10", "2031/KS0118"])
def test_a_number_with_its_code_in_the_archive_plan(text: str) -> None:
    assert split_number(f"Dnr. {text}")[0] == text
