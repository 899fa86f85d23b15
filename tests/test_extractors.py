"""What the extractors make of small plans: other kommuner, boards and words than those of the full documents."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plan_making import heading, page_break, paragraph, read, table

COVER = [*heading("Uppföljning av verksamhetsplan, april 2025", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")


@pytest.mark.parametrize(
    ("cover", "kommun", "committee", "kind", "years", "period"),
    [
        (["Verksamhetsplan 2026–2028", "Kultur- och fritidsnämnden i Hjo kommun"], "1497", "Kultur- och fritidsnämnden",
         "verksamhetsplan", (2026, 2028), "plan"),
        (["Tertialrapport 1 2025", "Socialnämnden, Tanums kommun"], "1435", "Socialnämnden",
         "uppföljning", (2025, 2025), "T1"),
        (["Delårsrapport per augusti 2025", "Tekniska nämnden, Vara kommun"], "1470", "Tekniska nämnden",
         "delårsrapport", (2025, 2025), "T2"),
        (["Årsredovisning 2024", "Åre kommun"], "2321", None, "årsredovisning", (2024, 2024), "helår"),
        (["Rapport om skogen", "Tre kommuner har deltagit"], None, None, "okänd", (None, None), None),
    ],
    ids=["plan", "tertial", "delår", "helår", "none of these"],
)  # fmt: skip
def test_a_document_says_what_it_is(
    cover: list[str], kommun: str | None, committee: str | None, kind: str, years: tuple[int, int], period: str | None
) -> None:
    document = read(heading(cover[0], 1), *(paragraph(text) for text in cover[1:])).documents
    assert (document.municipality_code, document.committee, document.document_type) == (kommun, committee, kind)
    assert ((document.year, document.year_to), document.period) == (years, period)


def test_a_kommun_mentioned_in_passing_is_not_whose_document_it_is() -> None:
    document = read(
        heading("Uppföljning 2025", 1), paragraph("Arbetet sker tillsammans med Falköpings kommun och Skara kommun.")
    ).documents
    assert document.municipality_code is None


def test_rows_of_a_table_become_activities_with_dates_and_statuses() -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Status", "Klart senast", "Färdiggrad"],
        ["Införa e-tjänst för ansökan (P)", "Handläggarenheten", "Pågår enligt plan", "31 augusti", "60 %"],
        ["Utbilda i bemötande", "-", "Genomförd", "2025-03-31", "100 %"],
        ["Flytta arkivet", "Kansliet", "Väntar på svar", "", ""],
    ]
    first, second, third = read(COVER, heading("Aktiviteter", 2), table(rows), FILLER).activities
    assert (first.title, first.kind_text, first.kind) == ("Införa e-tjänst för ansökan", "P", "projekt")
    assert (first.status, first.due_on, first.completion) == ("in_progress", date(2025, 8, 31), 0.6)
    assert (second.kind, second.responsible, second.status) == (None, None, "done")
    assert (third.status_text, third.status) == ("Väntar på svar", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hösten 2027", date(2027, 11, 30)),
        ("2027", date(2027, 12, 31)),
        ("kvartal 2 2026", date(2026, 6, 30)),
        ("Hösten 2026 eller våren 2027", None),
        ("hösten", None),
    ],
)
def test_an_activity_may_be_due_in_a_part_of_a_year(text: str, day: date | None) -> None:
    rows = [["Aktivitet", "Startdatum", "Klart senast"], ["Ny lokal", "hösten 2026", text]]
    (activity,) = read(COVER, heading("Aktiviteter", 2), table(rows), FILLER).activities
    assert (activity.starts_on, activity.due_on) == (date(2026, 9, 1), day)


def test_a_goal_keeps_its_parts_and_its_table() -> None:
    rows = [["Åtgärd", "Ansvarig"], ["Öppna en mötesplats", "Fritidsenheten"]]
    extraction = read(
        COVER, heading("3. Nämndens mål", 1), heading("3.1 Nämndmål 2", 2), paragraph("Fler unga ska ha en fritid."),
        paragraph("Nuläge: 61 % enligt enkäten."), heading("Motivering", 3), paragraph("Fritid ger hälsa."),
        heading("3.1.1 Åtgärder", 2), table(rows), FILLER,
    )  # fmt: skip
    (goal,) = extraction.goals
    assert (goal.section_number, goal.number, goal.level) == ("3.1", 2, "nämnd")
    assert (goal.title, goal.area) == ("Nämndmål 2", "Nämndens mål")
    assert (goal.text, goal.baseline) == ("Fler unga ska ha en fritid.", "61 % enligt enkäten.")
    assert goal.rationale == "Fritid ger hälsa."
    assert [a.goal_id for a in extraction.activities] == [goal.goal_id]


def test_goals_behind_labels_and_in_lists() -> None:
    extraction = read(
        COVER, heading("Trygghet", 2), heading("Kommunfullmäktiges mål", 3), paragraph("• Alla ska känna sig trygga."),
        paragraph("• Ingen ska vara ensam."), heading("Omsorg", 2),
        paragraph("Nämndens mål 1: Stöd ska ges i tid."), paragraph("Adressering: Vuxenenheten"), FILLER,
    )  # fmt: skip
    listed, also_listed, labelled = extraction.goals
    assert [(g.level, g.area, g.text) for g in (listed, also_listed)] == [
        ("kommunfullmäktige", "Trygghet", "Alla ska känna sig trygga."),
        ("kommunfullmäktige", "Trygghet", "Ingen ska vara ensam."),
    ]
    assert (labelled.number, labelled.text, labelled.addressed_to) == (1, "Stöd ska ges i tid.", "Vuxenenheten")
    assert (labelled.level, labelled.area) == ("nämnd", "Omsorg")


def test_a_commentary_is_shared_out_by_what_it_speaks_of() -> None:
    rows = [
        ["Aktivitet", "Status"], ["Bygga om biblioteket", "Pågår"], ["Starta simskola på lov", "Klar"],
        ["Digitala lån av musik", "Pågår"], ["Kartlägga föreningarnas lokaler", "Ej påbörjad"],
    ]  # fmt: skip
    activities = read(
        COVER, FILLER, heading("Uppdrag", 2), table(rows), heading("Kommentarer", 2),
        paragraph("Ritningarna till bibliotekets ombyggnad är klara."),
        paragraph("Simskolan hade 40 barn. Musik kan lånas digitalt från hösten."),
        paragraph("Det har varit uppskattat."), paragraph("Föreningarnas lokaler kartläggs nästa år."),
    ).activities  # fmt: skip
    library, swimming, music, premises = (a.comment or "" for a in activities)
    assert library == "Ritningarna till bibliotekets ombyggnad är klara."
    assert swimming.startswith("Simskolan hade 40 barn.")
    assert swimming.endswith("Det har varit uppskattat.")
    assert music.startswith("Simskolan hade 40 barn.")
    assert premises == "Föreningarnas lokaler kartläggs nästa år."


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Av totalt 12 aktiviteter är 5 klara, 6 pågår och 1 är ej påbörjad.", (12, 5, 6, 1)),
        ("Planen omfattar 20 åtgärder. 14 av dem har genomförts och 6 pågår.", (20, 14, 6, None)),
        ("Av 8 insatser är 8 avslutade.", (8, 8, None, None)),
        (
            "Av nämndens 15 aktiviteter är 4 avslutade, 5 pågår enligt plan, 3 är försenade och 3 är ej påbörjade.",
            (15, 4, 5, 3),
        ),
        ("Av de 12 åtgärderna har 7 genomförts.", (12, 7, None, None)),
    ],
)
def test_counts_in_prose_become_a_claim(sentence: str, counts: tuple[int | None, ...]) -> None:
    (claim,) = read(COVER, paragraph(f"Rapporten visar årets arbete. {sentence}"), FILLER).claims
    assert (claim.total, claim.done, claim.in_progress, claim.not_started) == counts
    assert claim.text == sentence


def test_prose_with_other_numbers_is_no_claim() -> None:
    assert not read(
        COVER, paragraph("Under 2025 besökte 120 personer mötesplatsen, och 14 är klara med kursen.")
    ).claims


def test_a_protocol_gives_a_decision_a_paragraph() -> None:
    extraction = read(
        paragraph("Vara kommun Sammanträdesprotokoll 2025-03-11"),
        heading("§ 41 Uppföljning av planen (KS 2025/118)", 2),
        heading("Beslutsunderlag", 3), paragraph("Tjänsteskrivelse 2025-02-20<br/>Uppföljning 2024"),
        heading("Kommunstyrelsens beslut", 3), paragraph("1. Kommunstyrelsen godkänner uppföljningen."),
        paragraph("2. Uppföljningen skickas till revisionen."), heading("Beslutet skickas till", 3),
        paragraph("Revisionen<br/>Akten"), page_break(), heading("§ 42 Belysning i parken", 2),
        heading("Förslag till beslut", 3), paragraph("Förslaget avslås."), FILLER,
    )  # fmt: skip
    first, second = extraction.decisions
    assert (first.body, first.meeting_date, first.paragraph) == ("Kommunstyrelsen", date(2025, 3, 11), "§ 41")
    assert (first.kind, first.registration_number) == ("beslut", "KS 2025/118")
    assert first.text == "Kommunstyrelsen godkänner uppföljningen.\nUppföljningen skickas till revisionen."
    assert (first.documents, first.recipients) == ("Tjänsteskrivelse 2025-02-20\nUppföljning 2024", "Revisionen\nAkten")
    assert (second.paragraph, second.title, second.kind, second.page) == ("§ 42", "Belysning i parken", "förslag", 2)


def test_the_calendar_of_follow_ups_has_dates_in_the_documents_year() -> None:
    rows = [
        ["Uppföljningstillfälle", "Datum", "Kommentar"],
        ["Tertial 1", "30 april", "Klar."],
        ["Delår", "31 augusti", "-"],
    ]
    first, second = read(COVER, heading("Uppföljning", 2), table(rows), FILLER).followups
    assert (first.period, first.due_on, first.comment) == ("T1", date(2025, 4, 30), "Klar.")
    assert (second.period, second.due_text, second.comment) == ("T2", "31 augusti", None)


def test_bullets_under_focus_areas_are_activities_of_the_unit_above() -> None:
    extraction = read(
        COVER, heading("Ekonomienheten", 2), paragraph("Enheten stödjer alla verksamheter."),
        heading("Fokusområden 2025", 3), paragraph("• Ny fakturaportal"), paragraph("• Färre blanketter"), FILLER,
    )  # fmt: skip
    assert [(a.title, a.kind, a.responsible) for a in extraction.activities] == [
        ("Ny fakturaportal", "fokusområde", "Ekonomienheten"),
        ("Färre blanketter", "fokusområde", "Ekonomienheten"),
    ]
