"""The earlier steps that items tell: which body, which day, which §; and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from protocol_making import LAYOUTS, Matter, Person, Protocol

from extractors.extract import extract
from extractors.protocol.quoted_steps import quoted_steps_in

DAY = date(2031, 6, 2)

SENTENCES = [
    ("Arbetsutskottet har behandlat ärendet den 12 maj 2031, § 30 med följande förslag.",
     "Arbetsutskottet", "2031-05-12", "§ 30"),
    ("Kommunstyrelsens arbetsutskott beslutade vid sitt sammanträde den 24 maj 2030, § 93 att hänskjuta ärendet.",
     "Kommunstyrelsens arbetsutskott", "2030-05-24", "§ 93"),
    ("Kommunfullmäktige lämnade motionen till kommunstyrelsen för beredning den 24 september, § 204.",
     "Kommunfullmäktige", "2030-09-24", "§ 204"),
    ("Elsa Falk (L) har den 11 maj 2031, § 93 lämnat ett initiativärende till kommunstyrelsen om bussarna.",
     "kommunstyrelsen", "2031-05-11", "§ 93"),
    ("Ali Rahimi (V) har till kommunfullmäktige den 2 april 2031, § 12 lämnat en motion om cykelvägar.",
     "kommunfullmäktige", "2031-04-02", "§ 12"),
    ("Den 21 februari 2031 beslutade barn- och ungdomsnämnden att överlämna principfrågan till kommunstyrelsen.",
     "barn- och ungdomsnämnden", "2031-02-21", None),
    ("Kommunstyrelsen har den 12 mars 2031, behandlat ärendet.", "Kommunstyrelsen", "2031-03-12", None),
    ("Tekniska nämnden beslutade den 15 december, § 65 att avstyrka motionen.",
     "Tekniska nämnden", "2030-12-15", "§ 65"),
    ("Sociala utskottet behandlade ärendet 2031-04-01 § 4.", "Sociala utskottet", "2031-04-01", "§ 4"),
    ("Nämnden för arbete och välfärd föreslog den 3 mars 2031, § 7 att bifalla motionen.",
     "Nämnden för arbete och välfärd", "2031-03-03", "§ 7"),
]  # fmt: skip

PAPERS = [
    ("§20 BUN AU Ekonomisk uppföljning", "BUN AU", None, "§ 20", "Ekonomisk uppföljning"),
    ("§ 65 TEN - Svar på motion om laddstationer", "TEN", None, "§ 65", "Svar på motion om laddstationer"),
    ("Bilaga: § 174 SBN 2030-10-24 - Framtida avlopp", "SBN", "2030-10-24", "§ 174", "Framtida avlopp"),
    ("KS § 204, 2030-09-24, Motion om bryggan", "KS", "2030-09-24", "§ 204", "Motion om bryggan"),
    ("Kommunstyrelsens protokoll 2031-03-09 § 31", "Kommunstyrelsen", "2031-03-09", "§ 31", None),
    ("Protokollsutdrag från socialnämnden den 12 mars 2031 § 56", "socialnämnden", "2031-03-12", "§ 56", None),
    ("Ksau § 34/31 Belysning i parken", "Ksau", None, "§ 34", "Belysning i parken"),
    ("Barn- och utbildningsnämndens arbetsutskotts protokoll, 2031-02-07, § 12",
     "Barn- och utbildningsnämndens arbetsutskott", "2031-02-07", "§ 12", None),
    ("Samhällsbyggnadsutskottet § 45, 2031-02-02", "Samhällsbyggnadsutskottet", "2031-02-02", "§ 45", None),
    ("Kommunstyrelsen 2031-02-03, 45 §", "Kommunstyrelsen", "2031-02-03", "§ 45", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body", "day", "paragraph"), SENTENCES, ids=[s[0][:40] for s in SENTENCES])
def test_a_sentence_tells_body_day_and_paragraph(text: str, body: str, day: str, paragraph: str | None) -> None:
    (step,) = quoted_steps_in(text, DAY, listed=False)
    assert (step.body, step.on_date, step.paragraph) == (body, date.fromisoformat(day), paragraph)
    assert step.handled
    assert step.text == text


@pytest.mark.parametrize(("text", "body", "day", "paragraph", "title"), PAPERS, ids=[p[0][:40] for p in PAPERS])
def test_an_entry_among_the_papers_is_a_step(
    text: str, body: str, day: str | None, paragraph: str, title: str | None
) -> None:
    (step,) = quoted_steps_in(text, DAY, listed=True)
    assert (step.body, step.paragraph, step.title) == (body, paragraph, title)
    assert step.on_date == (date.fromisoformat(day) if day else None)
    assert step.handled


@pytest.mark.parametrize(
    "text",
    [
        "Enligt kommunallagen 4 kap. § 20 har varje ledamot i nämnd rätt att väcka ärende.",
        "Förhandlingar enligt MBL § 11 har genomförts med berörd facklig organisation.",
        "Beslutet fattas enligt 6 kap. 38 § KL och 5 kap. 3-4 §§ skollagen av nämnden.",
        "Redovisningen följer lagen (2018:597), prop. 2023/24:105 och AB § 13 mom 5.",
        "Nämnden behandlade ärendet vid förra mötet.",
    ],
)
def test_paragraphs_of_laws_are_no_steps(text: str) -> None:
    assert list(quoted_steps_in(text, DAY, listed=False)) == []


def test_an_old_rule_or_election_is_told_apart_from_a_step_of_the_matter() -> None:
    text = (
        "Kommunfullmäktige utsåg den 22 februari 2030, § 50 Per Lund (S) till ledamot. Riktlinjen antogs av "
        "kommunstyrelsen den 2 september 2029, § 130."
    )
    found = [(step.body, step.paragraph, step.handled) for step in quoted_steps_in(text, DAY, listed=False)]
    assert found == [("Kommunfullmäktige", "§ 50", False), ("kommunstyrelsen", "§ 130", False)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_items_of_any_layout_tell_their_steps_on_the_line_that_names_them(layout: str) -> None:
    anna = Person("Anna Berg", "S", "ordförande")
    item = Matter(
        41,
        "Belysning i parken",
        "KS 2031/00017",
        {
            "decision": ["Kommunstyrelsen godkänner förslaget om belysning."],
            "background": [
                "Parken är mörk. Tekniska nämnden har behandlat ärendet den 12 maj 2031, § 30.",
                "Belysning regleras i 3 kap. 2 § lagen (2010:900).",
            ],
            "documents": ["Kommunstyrelsens arbetsutskott 2031-05-20 § 68", "Tjänsteskrivelse 2031-05-02"],
        },
    )
    protocol = Protocol(
        "Norrvik", "Kommunstyrelsen", "2031-06-02", "2031-06-02", ["Stadshuset kl 9"], [anna], [], [],
        [Person("Per Lund", "M")], anna, Person("Lena Dahl"), [item],
    )  # fmt: skip
    found = extract(LAYOUTS[layout](protocol), file_name="p.pdf", source_uri="")
    told = sorted((q.body, str(q.on_date), q.paragraph, q.listed) for q in found.quoted_steps)
    assert told == [
        ("Kommunstyrelsens arbetsutskott", "2031-05-20", "§ 68", True),
        ("Tekniska nämnden", "2031-05-12", "§ 30", False),
    ]
    (decision,) = found.decisions
    assert {q.decision_id for q in found.quoted_steps} == {decision.decision_id}
    assert all(q.bbox.top > decision.bbox.bottom for q in found.quoted_steps)
