"""Whole protocols in three layouts: each item's fields, scored against what was typeset."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.extract import extract
from extractors.records import Extraction
from tests.protocol_content import MEETING
from tests.protocol_making import LAYOUTS, Matter

LEAST_F1 = 0.97
COLUMNS = (
    "background", "assessment", "motions", "procedure", "reservations", "statements", "recusals", "documents",
    "recipients",
)  # fmt: skip
Facts = set[tuple[str, str, str, Any]]


@pytest.fixture(scope="module", params=LAYOUTS, ids=str)
def protocol(request: pytest.FixtureRequest) -> Extraction:
    return extract(LAYOUTS[request.param](MEETING), file_name="protokoll.pdf", source_uri="file:///protokoll.pdf")


def test_every_field_of_every_item_is_read(protocol: Extraction) -> None:
    printed = {fact for matter in MEETING.matters for fact in facts_printed(matter)}
    read = {
        (d.paragraph or "", d.kind, name, value)
        for d in protocol.decisions
        for name in ("title", "registration_number", "body", "meeting_date", "text", *COLUMNS)
        if (value := getattr(d, name)) is not None and (d.kind != "förslag" or name in ("title", "text", "body"))
    }
    right = len(printed & read)
    f1 = 2 * right / (len(printed) + len(read))
    assert f1 >= LEAST_F1, "\n".join(["missed:", *map(str, printed - read), "wrong:", *map(str, read - printed)])


def facts_printed(matter: Matter) -> Facts:
    """What is printed of an item; the proposal it quotes is a record of its own."""
    sign = f"§ {matter.number}"
    fields: dict[str, Any] = {name: "\n".join(matter.parts[name]) for name in COLUMNS if name in matter.parts}
    fields |= {"title": matter.title, "registration_number": matter.registration_number, "body": MEETING.body}
    fields |= {"meeting_date": date.fromisoformat(MEETING.date)}
    fields["text"] = "\n".join(matter.parts["decision"]) if matter.kind == "beslut" else fields.pop("background")
    facts = {(sign, matter.kind, name, value) for name, value in fields.items() if value is not None}
    if matter.proposal:
        owner, points = matter.proposal
        proposed = {"title": matter.title, "body": owner, "text": "\n".join(points)}
        facts |= {(sign, "förslag", name, value) for name, value in proposed.items()}
    return facts


def test_the_title_page_names_meeting_and_people(protocol: Extraction) -> None:
    (meeting,) = protocol.meetings
    assert (meeting.body, meeting.meeting_date) == (MEETING.body, date.fromisoformat(MEETING.date))
    assert meeting.place_time == "\n".join(MEETING.place_time)
    assert (meeting.adjusters, meeting.paragraphs) == ("Bo Cederström (M)", "44–48")
    assert (meeting.notice or "").startswith("Protokollet är justerat.")
    listed = [
        (role, person.name, person.party, person.title)
        for role, people in (
            ("ledamot", MEETING.deciding),
            ("ersättare", MEETING.substitutes),
            ("övrig", MEETING.others),
        )
        for person in people
    ]
    assert [(a.role, a.name, a.party, a.title) for a in protocol.attendance] == listed


def test_signatures_stand_apart_from_the_texts(protocol: Extraction) -> None:
    assert [(s.role_text, s.name) for s in protocol.signatures] == [
        ("Sekreterare", "Rut Sand"), ("Ordförande", "Alva Berglind"), ("Justerare", "Bo Cederström"),
    ]  # fmt: skip
    assert not any("Rut Sand" in d.text for d in protocol.decisions)


def test_every_word_is_accounted_for(protocol: Extraction) -> None:
    assert sum(page.unassigned for page in protocol.page_ledger) == 0


def test_an_item_over_pages_has_the_page_of_its_sign(protocol: Extraction) -> None:
    pages = {d.paragraph: d.page for d in protocol.decisions}
    assert pages["§ 45"] == pages["§ 44"] == 3
    assert pages["§ 46"] == 4


def test_a_protocol_with_an_item_on_a_follow_up_is_a_protocol(protocol: Extraction) -> None:
    document = protocol.documents
    assert (document.document_type, document.committee, document.year) == ("protokoll", MEETING.body, 2031)
