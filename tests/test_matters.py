"""One matter followed through the bodies of a kommun, in minutes typeset for it: from letter to full council."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from protocol_making import LAYOUTS, Matter, Person, Protocol, Sheet

from pipeline import store
from pipeline.ingest import decide_matter, ingest
from pipeline.matters.review import UnknownStep, waiting_steps

CHAIR, SECRETARY, ADJUSTER = Person("Anna Berg", "S", "ordförande"), Person("Lena Dahl"), Person("Per Lund", "M")


def minutes(body: str, day: str, *items: Matter) -> Protocol:
    return Protocol(
        "Grästorp", body, day, day, ["Stadshuset kl 9"], [CHAIR], [], [], [ADJUSTER], CHAIR, SECRETARY, [*items]
    )


def item(number: int, title: str, dnr: str | None, decision: str, *papers: str, background: str = "") -> Matter:
    parts = {"decision": [decision], "documents": list(papers), "background": [background]}
    return Matter(number, title, dnr, {part: texts for part, texts in parts.items() if texts and texts[0]})


def letter(to: str, title: str, dnr: str, day: str, proposal: str) -> bytes:
    """A tjänsteskrivelse of one page."""
    sheet = Sheet(lambda canvas, page: None, 60, 60)
    for text, font, size in (
        (f"Grästorps kommun   TJÄNSTESKRIVELSE   {day}", "Helvetica", 10),
        (f"Dnr {dnr}", "Helvetica", 10),
        (to, "Helvetica", 10),
        (title, "Helvetica-Bold", 16),
        ("Sammanfattning", "Helvetica-Bold", 13),
        ("Vägen till skolan är smal och många barn cyklar där varje dag.", "Helvetica", 10.5),
        ("Förslag till beslut", "Helvetica-Bold", 13),
        (proposal, "Helvetica", 10.5),
    ):
        sheet.text(70, 455, text, font, size)
        sheet.space(14)
    return sheet.done()


CYCLE_WAY = "Gång- och cykelväg till skolan"
COMMITTEE = minutes(
    "Tekniska nämndens arbetsutskott", "2031-03-04",
    item(12, CYCLE_WAY, "TN 2031/41", "Arbetsutskottet föreslår tekniska nämnden att bygga vägen.",
         "Tjänsteskrivelse 2031-02-20"),
)  # fmt: skip
BOARD_ITEM = item(
    20, CYCLE_WAY, "TN 2031/41", "Tekniska nämnden godkänner förslaget till cykelväg.", "Protokollsutdrag TNAU § 12",
    background="Arbetsutskottet har behandlat ärendet den 4 mars 2031, § 12. Vägen regleras i väglagen (2017:725).",
)  # fmt: skip
BOARD = minutes(
    "Tekniska nämnden", "2031-03-18", BOARD_ITEM,
    item(21, "Ny taxa för parkering", "TN 2031/52", "Taxan fastställs.", background="Prop. 2030/31:105 anger ramen."),
)  # fmt: skip
EXTRACT = minutes("Tekniska nämnden", "2031-03-18", BOARD_ITEM)
EXECUTIVE = minutes(
    "Kommunstyrelsen", "2031-04-14",
    item(55, "Anslag för cykelväg längs Storgatan", "KS 2031/204", "Kommunstyrelsen godkänner anslaget.",
         "Tekniska nämnden 2031-03-18 § 20", background="Kommunstyrelsen behandlade ärendet den 3 mars 2031, § 31."),
    item(56, "Uppföljning per april 2031", "KS 2031/7", "Uppföljningen läggs till handlingarna."),
    item(57, "Belysning i parken", "KS 2031/9", "Kommunstyrelsen beviljar medel till belysning."),
)  # fmt: skip
LATER = minutes(
    "Kommunstyrelsen", "2031-09-15",
    item(98, "Uppföljning per augusti 2031", "KS 2031/7", "Uppföljningen läggs till handlingarna."),
    item(99, "Hyra av nya lokaler", "KS 2031/9", "Ärendet återremitteras till förvaltningen för utredning."),
)  # fmt: skip
COUNCIL = minutes(
    "Kommunfullmäktige", "2031-04-28",
    item(30, "Investering i trafiksäkerhet vid Storgatan", "KS 2031/204", "Kommunfullmäktige beviljar anslaget.",
         "KS § 55, 2031-04-14, Anslag för cykelväg längs Storgatan"),
)  # fmt: skip


@pytest.fixture(params=LAYOUTS)
def raw(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The minutes in one of the layouts, and a letter, in a folder whose kommun a person has stated."""
    folder = tmp_path / "raw"
    folder.mkdir()
    layout = LAYOUTS[request.param]
    protocols = {"tnau": COMMITTEE, "tn": BOARD, "tn20": EXTRACT, "ks": EXECUTIVE, "ks9": LATER, "kf": COUNCIL}
    for name, protocol in protocols.items():
        (folder / f"{name}.pdf").write_bytes(layout(protocol))
    told = letter("Tekniska nämnden", CYCLE_WAY, "TN 2031/41", "2031-02-20", "Tekniska nämnden bygger en cykelväg.")
    (folder / "brev.pdf").write_bytes(told)
    stated = [("brev.pdf", ""), *((f"{name}.pdf", "") for name in protocols)]
    lines = ["file,kommun,committee,type,year,period", *(f"{file},Grästorp,,{kind},," for file, kind in stated)]
    (folder / "documents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def asked(database: Path, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    with store.reading(database) as con:
        return con.execute(query, list(parameters)).fetchall()


def chain(database: Path, number: str) -> list[tuple[Any, ...]]:
    return asked(
        database, f"SELECT body, on_date::VARCHAR, paragraph, outcome, told_by, decision FROM matter('{number}')"
    )


def test_a_matter_goes_from_letter_to_full_council_under_two_numbers_and_three_titles(
    raw: Path, database: Path
) -> None:
    ingest([raw], database)
    expected = [
        ("Kommunstyrelsen", "2031-03-03", "§ 31", None, "quoted", "auto"),
        ("Tekniska nämndens arbetsutskott", "2031-03-04", "§ 12", "proposed", "own", "auto"),
        ("Tekniska nämnden", "2031-03-18", "§ 20", "approved", "own", "auto"),
        ("Kommunstyrelsen", "2031-04-14", "§ 55", "approved", "own", "auto"),
        ("Kommunfullmäktige", "2031-04-28", "§ 30", "approved", "own", "auto"),
    ]
    for number in ("TN 2031/41", "KS 2031-00204", "dnr ks/2031:204"):
        found = chain(database, number)
        assert [step for step in found if step[1] is not None] == expected
        assert [step[3:] for step in found if step[1] is None] == [("proposed", "own", "auto")]
    ((title, kind, status, numbers),) = asked(
        database, "SELECT title, kind, status, numbers FROM matter_progress WHERE contains(numbers, 'TN 2031/41')"
    )
    assert (title, kind, status) == ("Investering i trafiksäkerhet vid Storgatan", "övrigt", "decided")
    assert numbers == "TN 2031/41, KS 2031/204"


def test_a_paragraph_that_minutes_and_an_extract_tell_is_one_step_of_the_minutes(raw: Path, database: Path) -> None:
    ingest([raw], database)
    found = asked(
        database, "SELECT file_name FROM matter_steps JOIN documents USING (document_id) WHERE paragraph = '§ 20'"
    )
    assert found == [("tn.pdf",)]


def test_one_number_that_holds_a_years_follow_ups_is_a_matter_for_each(raw: Path, database: Path) -> None:
    ingest([raw], database)
    found = asked(database, "SELECT DISTINCT matter FROM matter('KS 2031/7') ORDER BY 1")
    assert found == [("Uppföljning per april 2031",), ("Uppföljning per augusti 2031",)]


def test_numbers_of_laws_tie_nothing(raw: Path, database: Path) -> None:
    ingest([raw], database)
    found = asked(database, "SELECT matter, paragraph FROM matter('TN 2031/52')")
    assert found == [("Ny taxa för parkering", "§ 21")]
    printed = {text for (text,) in asked(database, "SELECT number_text FROM matter_numbers")}
    assert not printed & {"2017:725", "2030/31:105"}


def test_one_number_under_two_titles_waits_for_a_person(raw: Path, database: Path) -> None:
    ingest([raw], database)
    ((one, one_matter), (other, _)) = asked(
        database, "SELECT step_id, matter_id FROM matter('KS 2031/9') ORDER BY decision"
    )
    with store.reading(database) as con:
        (waiting,) = waiting_steps(con)
    assert (waiting.step_id, waiting.matter_id, waiting.evidence) == (other, one_matter, "diarienummer")
    decide_matter(database, "confirmed", other, one_matter)
    assert [step[-1] for step in chain(database, "KS 2031/9")] == ["auto", "confirmed"]
    decide_matter(database, "rejected", other, one_matter)
    found = asked(
        database, "SELECT paragraph, decision, count(*) OVER (PARTITION BY matter_id) FROM matter('KS 2031/9')"
    )
    assert sorted(found) == [("§ 57", "auto", 1), ("§ 99", "auto", 1)]
    assert one


def test_a_persons_word_outlives_reading_everything_again(raw: Path, database: Path) -> None:
    ingest([raw], database)
    ((april, other),) = [
        tuple(matter for (matter,) in asked(database, "SELECT matter_id FROM matter('KS 2031/7') ORDER BY on_date"))
    ]
    decide_matter(database, "joined", april, other)
    (board,) = asked(
        database, "SELECT step_id FROM matter_steps WHERE body = 'Tekniska nämnden' AND paragraph = '§ 20'"
    )
    decide_matter(database, "parted", board[0], None)
    before = asked(database, "SELECT step_id, matter_id, decision FROM matter_steps ORDER BY ALL")
    ingest([raw], database, parser_version="another")
    assert asked(database, "SELECT step_id, matter_id, decision FROM matter_steps ORDER BY ALL") == before
    assert len({matter for (matter,) in asked(database, "SELECT matter_id FROM matter('KS 2031/7')")}) == 1
    assert len({matter for (matter,) in asked(database, "SELECT matter_id FROM matter('TN 2031/41')")}) > 1


def test_matters_are_the_same_in_whatever_order_documents_come(raw: Path, database: Path, tmp_path: Path) -> None:
    ingest([raw], database)
    other = tmp_path / "other" / "kommunplan.duckdb"
    for file in sorted(raw.glob("*.pdf"), reverse=True):
        ingest([file], other)
    query = "SELECT * FROM matter_steps ORDER BY ALL"
    assert asked(other, query) == asked(database, query)
    assert asked(other, "FROM matters ORDER BY ALL") == asked(database, "FROM matters ORDER BY ALL")


def test_a_word_on_what_is_no_step_says_what_is_wrong(raw: Path, database: Path) -> None:
    ingest([raw], database)
    ((alone, its_matter),) = asked(database, "SELECT step_id, matter_id FROM matter('TN 2031/52')")
    with pytest.raises(UnknownStep, match="No step has the id 's0'; take the ids from"):
        decide_matter(database, "confirmed", "s0", its_matter)
    with pytest.raises(UnknownStep, match="No matter has the id 'm0'"):
        decide_matter(database, "rejected", alone, "m0")
    with pytest.raises(UnknownStep, match="is alone in its matter"):
        decide_matter(database, "parted", alone, None)
