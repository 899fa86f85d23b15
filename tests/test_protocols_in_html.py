"""Minutes, an extract and a letter as web programs print them: heads in columns, votes, stamps, short last pages."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract
from extractors.records import Extraction
from tests.generator.producers import html_by_chromium, missing

pytestmark = pytest.mark.skipif("chromium" in missing(), reason=missing().get("chromium", ""))

STYLE = """<style>@page{size:A4;margin:20mm} body{font:9.5pt sans-serif} h2{font-size:14pt} h3{font-size:11pt}
.head{display:flex;justify-content:space-between;font-size:8.5pt} .page{break-before:page} td{vertical-align:top}
.margin{display:grid;grid-template-columns:38mm 1fr;gap:2mm 4mm}</style>"""

COUNCIL = """<div class=head><span><b>TANUMS KOMMUN</b><br>Kommunfullmäktige</span><span><b>SAMMANTRÄDESPROTOKOLL</b>
<br>2031-03-25</span><span>Sida 1 (2)</span></div>
<table><tr><td>Plats och tid<td>Folkets hus kl. 18.30–20.10</tr>
<tr><td>Beslutande<td>Anna Berg (S), ordförande<br>Per Lund (M)<br>Ali Rahimi (V), §§ 20–21</tr>
<tr><td>Övriga närvarande<td>Lena Dahl, kanslichef § 21</tr><tr><td>Justerande<td>Per Lund</tr></table>
<p>Protokollet är digitalt signerat av Anna Berg 2031-03-28 och Per Lund 2031-03-29.</p>
<h3 class=page>§ 20 &nbsp; Dnr KS 2031/0045</h3><h2>Årsredovisning 2030 för Tanums kommun</h2>
<h3>Beslut</h3><p>Kommunfullmäktige godkänner årsredovisningen.</p>
<h3>Beslutsunderlag</h3><p>Kommunstyrelsens protokoll 2031-03-09 § 31<br>Årsredovisning 2030</p>
<h3>§ 21 &nbsp; Dnr KS 2030/0311</h3><h2>Svar på motion om fria busskort</h2>
<h3>Beslut</h3><p>Kommunfullmäktige avslår motionen.</p>
<h3>Beslutsgång</h3><p>Votering begärs. Den som vill avslå motionen röstar ja, den som vill bifalla den röstar nej. Med
2 ja-röster mot 1 nej-röst avslår kommunfullmäktige motionen.</p>
<h3>§ 22</h3><h2>Meddelanden</h2><p>Länsstyrelsens beslut har kommit in.</p>"""

COMMITTEE = """<p><b>Tanums kommun</b><br>Kommunstyrelsens arbetsutskott<br><b>Sammanträdesprotokoll</b>
<br>2031-05-12</p>
<table border=1><tr><td>Plats och tid<td>Åsetorp, kl 08.30</tr><tr><td>Beslutande<td>Carl Modin (KD), ordförande<br>Nils
Persson (S)</tr><tr><td>Underskrifter<td>Sekreterare ............................ Paragrafer 41–42<br>Stina Kvist<br>
<br>Ordförande ............................<br>Carl Modin<br><br>Justerande ............................<br>Nils Persson
</tr></table><div class=page></div><p>Kommunstyrelsens arbetsutskott 2031-05-12</p>
<p><b>AU § 41 &nbsp; Dnr 2031-000123</b></p><p><b>Ansökan om bidrag</b></p>
<div class=margin><b>Arbetsutskottets beslut</b><div>att bevilja föreningen 25 000 kronor.</div></div>
<p><b>AU § 42 &nbsp; Dnr 2030-000640</b></p><p><b>Svar på remiss</b></p><div class=margin><b>Arbetsutskottets beslut</b>
<div>att avstå från att yttra sig.</div><b>Deltar inte i beslutet</b><div>Nils Persson (S) deltar inte.</div></div>
<div class=head><span>Justerandes sign</span><span>Utdragsbestyrkande</span></div>"""

EXTRACT = """<div class=head><span><b>TANUMS KOMMUN</b></span><span><b>PROTOKOLLSUTDRAG</b></span></div>
<p>Socialnämnden<br>Sammanträdesdatum 2031-04-21</p><h2>§ 33 Läsårstider</h2><h3>Socialnämndens beslut</h3>
<ul><li>Nämnden fastställer tiderna enligt bilaga.</li><li>Paragrafen förklaras omedelbart justerad.</li></ul>
<h3>Beslutet skickas till</h3><p>Rektorer</p><p>Rätt utdraget intygar<br>Petra Wik</p>"""

LETTER = """<div class=head><span>Tanums kommun<br>Bildningsförvaltningen</span><span>TJÄNSTESKRIVELSE<br>2031-04-06
</span><span>Dnr BIN 2031/58</span></div><p>Bildningsnämnden</p><h2>Riktlinjer för skolskjuts</h2>
<h3>Förslag till beslut</h3><p>Bildningsnämnden föreslår kommunfullmäktige</p><ol><li>att anta riktlinjerna,</li>
<li>att de gäller från 2032.</li></ol><h3>Kopia på beslutet till:</h3><p>Rektorerna<br>Revisionen</p>"""


def printed(html: str) -> Extraction:
    return extract(
        html_by_chromium(f"<html lang=sv>{STYLE}<body>{html}</body></html>"), file_name="p.pdf", source_uri=""
    )


def test_minutes_whose_head_says_so_are_minutes_whatever_their_items_are_about() -> None:
    found = printed(COUNCIL)
    document = found.documents
    assert (document.document_type, document.committee, document.year) == ("protokoll", "Kommunfullmäktige", 2031)
    assert document.registration_number is None
    assert [(d.paragraph, d.kind) for d in found.decisions] == [
        ("§ 20", "beslut"),
        ("§ 21", "beslut"),
        ("§ 22", "information"),
    ]
    assert found.decisions[0].documents == "Kommunstyrelsens protokoll 2031-03-09 § 31\nÅrsredovisning 2030"
    assert [meeting.adjusters for meeting in found.meetings] == ["Per Lund"]
    told = [(a.name, a.party, a.title, a.note) for a in found.attendance]
    assert told == [
        ("Anna Berg", "S", "ordförande", None),
        ("Per Lund", "M", None, None),
        ("Ali Rahimi", "V", None, "§§ 20–21"),
        ("Lena Dahl", None, "kanslichef", "§ 21"),
    ]


def test_a_sentence_that_names_who_signed_and_one_that_tells_yes_and_no() -> None:
    found = printed(COUNCIL)
    signed = [(s.name, s.signed_on) for s in found.signatures]
    assert signed == [("Anna Berg", date(2031, 3, 28)), ("Per Lund", date(2031, 3, 29))]
    (vote,) = found.votes
    assert (vote.yes, vote.no) == (2, 1)
    means = ("Den som vill avslå motionen röstar ja", "den som vill bifalla den röstar nej")
    assert (vote.yes_means, vote.no_means) == means


def test_offices_over_dotted_lines_and_the_foot_of_a_short_page() -> None:
    found = printed(COMMITTEE)
    assert [(s.role_text, s.name) for s in found.signatures] == [
        ("Sekreterare", "Stina Kvist"),
        ("Ordförande", "Carl Modin"),
        ("Justerande", "Nils Persson"),
    ]
    assert found.documents.registration_number is None
    assert [d.registration_number for d in found.decisions] == ["2031-000123", "2030-000640"]
    assert found.decisions[1].statements == "Nils Persson (S) deltar inte."


def test_what_certifies_an_extract_is_no_recipient() -> None:
    (decision,) = printed(EXTRACT).decisions
    assert (decision.text, decision.recipients) == ("Nämnden fastställer tiderna enligt bilaga.", "Rektorer")


def test_a_letter_whose_head_says_so() -> None:
    found = printed(LETTER)
    assert found.documents.document_type == "tjänsteskrivelse"
    (decision,) = found.decisions
    assert decision.text == "att anta riktlinjerna,\natt de gäller från 2032."
    assert decision.recipients == "Rektorerna\nRevisionen"


FORM = """<table width=100%><tr><td><b>Tanums kommun<br>Tekniska nämnden</b><td><b>SAMMANTRÄDESPROTOKOLL<br>
Sammanträdesdatum<br>2031-03-14</b></tr></table><table border=1 width=100%>
<tr><th>Plats och tid<td>Stadshuset kl. 13.00–15.30</tr><tr><th>Beslutande<td>Kjell Alm (C),
ordförande<br>Mona Frid (S)</tr><tr><th>Protokolljusterare<td>Mona Frid</tr></table><h3>Underskrifter</h3>
<p>Sekreterare: Eva Kull</p><p>Ordförande: Kjell Alm</p><p>Justerare: Mona Frid</p><h2 class=page>TN § 12 &nbsp; Dnr
TN/2031:112</h2><h2>Val</h2><h3>Beslut</h3><p>Nämnden väljer Mona Frid.</p><h2>TN § 13 &nbsp; Dnr TN/2030:401</h2>
<h2>Tillsynsplan 2031</h2><h3>Beslut</h3><p>Nämnden antar planen.</p>"""


def test_minutes_whose_head_holds_their_date_are_no_plan_that_they_decide_on() -> None:
    found = printed(FORM)
    assert (found.documents.document_type, found.documents.registration_number) == ("protokoll", None)
    [meeting] = found.meetings
    assert (meeting.body, str(meeting.meeting_date), meeting.adjusters) == (
        "Tekniska nämnden",
        "2031-03-14",
        "Mona Frid",
    )
    assert [a.name for a in found.attendance] == ["Kjell Alm", "Mona Frid"]


def test_a_role_with_its_name_under_the_signatures_signs() -> None:
    signed = [(s.role_text, s.name) for s in printed(FORM).signatures]
    assert signed == [("Sekreterare", "Eva Kull"), ("Ordförande", "Kjell Alm"), ("Justerare", "Mona Frid")]


def test_the_stamp_over_a_name_has_not_signed() -> None:
    stamped = FORM.replace("Sekreterare: Eva", "Sekreterare<br>Digitalt signerat<br>Eva").replace(
        "Ordförande: Kjell", "Ordförande<br>Elektroniskt signerat<br>Kjell"
    )
    assert [(s.role_text, s.name) for s in printed(stamped).signatures][:2] == [
        ("Sekreterare", "Eva Kull"),
        ("Ordförande", "Kjell Alm"),
    ]
