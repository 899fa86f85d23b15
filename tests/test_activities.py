"""Activities of small plans typeset here: lists of focus areas, planned projects, goals named in a column."""

from __future__ import annotations

import pytest

from tests.plan_making import heading, paragraph, read, table

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")


def test_items_under_focus_areas_belong_to_the_unit_above() -> None:
    extraction = read(
        COVER, heading("Vuxenenheten", 2), heading("Uppdrag", 3), paragraph("• Ge stöd till vuxna"),
        heading("Fokusområden 2031", 3), paragraph("• Korta väntetiderna"), paragraph("• Ny e-tjänst (P)"),
        paragraph("Arbetet sker tillsammans med regionen."), heading("Barnenheten", 2),
        heading("Fokusområden under året", 3), paragraph("1. Öppna förskolan"), FILLER,
    )  # fmt: skip
    assert [(a.row, a.title, a.kind_text, a.kind, a.responsible) for a in extraction.activities] == [
        (1, "Korta väntetiderna", None, "fokusområde", "Vuxenenheten"),
        (2, "Ny e-tjänst", "P", "projekt", "Vuxenenheten"),
        (3, "1. Öppna förskolan", None, "fokusområde", "Barnenheten"),
    ]
    assert {(a.year, a.period, a.goal_id, a.status) for a in extraction.activities} == {(2031, "plan", None, None)}


@pytest.mark.parametrize("title", ["Fokusområde 1: Trygghet", "Fokus på barnen", "Uppdrag"])
def test_items_under_other_headings_are_no_activities(title: str) -> None:
    assert read(COVER, heading(title, 2), paragraph("• Korta väntetiderna"), FILLER).activities == ()


def test_lists_and_tables_are_counted_in_the_documents_order() -> None:
    rows = [["Planerat projekt/åtgärd", "Syfte", "Ansvar, enhet"], ["Nytt systemstöd", "Spara tid", "Kansliet"]]
    extraction = read(
        COVER, heading("Projekt", 2), table(rows), heading("Kansliet", 2), heading("Fokusområden", 3),
        paragraph("• Digitalt arkiv"), FILLER,
    )  # fmt: skip
    assert [(a.row, a.title, a.kind, a.purpose, a.responsible) for a in extraction.activities] == [
        (1, "Nytt systemstöd", "planerat projekt", "Spara tid", "Kansliet"),
        (2, "Digitalt arkiv", "fokusområde", None, "Kansliet"),
    ]


def test_a_column_may_name_the_goal_by_number_or_words() -> None:
    rows = [
        ["Aktivitet", "Mål", "Ansvarig"],
        ["Ny e-tjänst", "Nämndmål 2", "Kansliet"],
        ["Fler utredare", "Stödet ska komma i tid.", "Vuxenenheten"],
        ["Ny lokal", "1", "Kansliet"],
        ["Nytt avtal", "Något annat", "Kansliet"],
    ]
    extraction = read(
        COVER, heading("Nämndmål 1", 2), paragraph("Stödet ska komma i tid."), heading("Nämndmål 2", 2),
        paragraph("Det ska vara lätt att nå oss."), heading("Samlade aktiviteter", 1), table(rows), FILLER,
    )  # fmt: skip
    first, second = (goal.goal_id for goal in extraction.goals)
    assert [a.goal_id for a in extraction.activities] == [second, first, first, None]


def test_what_describes_an_activity_under_its_bold_title_is_no_part_of_it() -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart"],
        ["<b>Ny rutin för remisser</b><br/>Rutinen gäller alla enheter.", "Kansliet", "2031-06-30"],
        ["<b>Se över arkivet</b>", "Arkivarien", "2031-12-31"],
    ]
    extraction = read(COVER, heading("Aktiviteter", 2), table(rows), FILLER)
    assert [a.title for a in extraction.activities] == ["Ny rutin för remisser", "Se över arkivet"]


def test_measures_with_a_number_stand_under_the_goal_of_their_chapter() -> None:
    """The goal and the measures have a heading each, none of them over the other's."""
    extraction = read(
        COVER, heading("Område 1: Vatten", 2), heading("Mål", 3), paragraph("Utsläppen till sjön ska halveras."),
        heading("Åtgärder", 3), paragraph("<b>Åtgärd 1.1 Bygg en våtmark</b>"), paragraph("Marken köps in i vår."),
        paragraph("Ansvarig: Tekniska enheten"), paragraph("Tidplan: 2031-10-31"),
        heading("Område 2: Luft", 2), heading("Mål", 3), paragraph("Ingen ska utsättas för skadliga halter."),
        heading("Åtgärder", 3), paragraph("<b>Åtgärd 2.1 Mät halterna vid vägen</b>"),
        paragraph("Ansvarig: Miljöenheten"), paragraph("Tidplan: 2031-05-31"), FILLER,
    )  # fmt: skip
    goals = {goal.goal_id: goal.text for goal in extraction.goals}
    assert [(a.title, a.responsible, goals.get(a.goal_id or "")) for a in extraction.activities] == [
        ("Bygg en våtmark", "Tekniska enheten", "Utsläppen till sjön ska halveras."),
        ("Mät halterna vid vägen", "Miljöenheten", "Ingen ska utsättas för skadliga halter."),
    ]


@pytest.mark.parametrize("lead", ["Åtgärder – trygga barn", "Aktiviteter för trygga barn", "Insatser inom trygghet"])
def test_paragraphs_that_begin_with_an_action_are_activities_in_a_report_too(lead: str) -> None:
    report = [*heading("Delårsrapport per augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
    extraction = read(
        report, heading("Nämndmål 1", 2), paragraph("Barn ska vara trygga."), heading(lead, 3),
        paragraph("Utredning av skolskjutsens tider inför hösten."),
        paragraph("Införa ett larm. Två möten har hållits med personalen."),
        paragraph("Fortsatt arbete med ljussättning vid skolorna."), heading("Ekonomi", 2), FILLER,
    )  # fmt: skip
    assert [a.title.split()[0] for a in extraction.activities] == ["Utredning", "Införa", "Fortsatt"]
    assert {a.goal_id for a in extraction.activities} == {extraction.goals[0].goal_id}


@pytest.mark.parametrize("label", ["Beskrivning av åtgärd", "Bakgrund till insatsen", "Syftet med aktiviteten"])
def test_paragraphs_under_the_label_of_a_field_are_its_text(label: str) -> None:
    extraction = read(
        COVER, heading("1. Färre vikarier", 1), paragraph(f"<b>{label}</b>"),
        paragraph("Säkerställa att schemat följer behovet varje månad."),
        paragraph("Agera när timmarna blir fler än beslutat."), heading("2. Lokaler", 1), FILLER,
    )  # fmt: skip
    assert extraction.activities == ()


def test_lines_that_count_activities_are_none() -> None:
    extraction = read(
        COVER, heading("Aktiviteter", 2), paragraph("• Klara: 12 aktiviteter"), paragraph("• Försenade: 3 st"),
        paragraph("• 4 av 19 aktiviteter är inte påbörjade"), paragraph("• Etapp 2 av ombyggnaden"), FILLER,
    )  # fmt: skip
    assert [a.title for a in extraction.activities] == ["Etapp 2 av ombyggnaden"]


def test_a_row_of_sums_under_activities_is_none() -> None:
    rows = [
        ["Åtgärd", "Ansvarig", "Besparing tkr"],
        ["Säga upp lokalen", "Kansliet", "400"],
        ["Total översyn av hyrorna", "Kansliet", "100"],
        ["Summa", "", "500 tkr"],
    ]
    extraction = read(COVER, heading("Åtgärder för budget i balans", 2), table(rows), FILLER)
    assert [a.title for a in extraction.activities] == ["Säga upp lokalen", "Total översyn av hyrorna"]


def test_a_time_that_cannot_be_read_is_a_finding_with_its_words() -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart senast"],
        ["Bygga en rastgård", "Skolan", "2031-10-31"],
        ["Ny e-tjänst", "Kansliet", "Kanske juni 2031"],
        ["Se över avtalen", "Kansliet", "31 februari 2031"],
        ["Utbilda chefer", "HR", "Löpande"],
    ]
    extraction = read(COVER, heading("Planen", 2), table(rows), FILLER)
    assert [a.due_on is None for a in extraction.activities] == [False, True, True, True]
    found = [(f.label, f.stated, f.column_text) for f in extraction.findings if f.check_name == "unreadable_date"]
    assert found == [
        ("Ny e-tjänst", "Kanske juni 2031", "Klart senast"),
        ("Se över avtalen", "31 februari 2031", "Klart senast"),
    ]


def test_what_defines_a_term_is_no_activity() -> None:
    rows = [
        ["Process:", "En process är en del av en verksamhet."],
        ["Aktivitet:", "En aktivitet är arbetet inom en process, till exempel städning."],
        ["Beroende:", "Ett beroende är de resurser som krävs."],
    ]
    assert read(COVER, heading("Begrepp", 2), table(rows), FILLER).activities == ()


def test_a_review_of_what_others_have_done_lists_no_activities() -> None:
    review = [*heading("Revisionsrapport", 1), *heading("Uppföljande granskning 2031", 2)]
    items = [paragraph(f"• {text}") for text in ("Utreda rutinen", "Utbilda cheferna")]
    extraction = read(review, paragraph("Tanums kommun"), heading("Vidtagna åtgärder", 3), *items, FILLER)
    assert extraction.activities == ()


def test_amounts_between_remarks_name_no_activities() -> None:
    rows = [
        ["Kommentar", "Ram 2031 (1000€)", "Anmärkningar"],
        ["Verksamhetens bidrag", "+ 3,649 m€", "Högre hyror än väntat."],
        ["Årsbidrag", "- 0,214 m€", "Lägre priser än väntat."],
    ]
    assert read(COVER, heading("Budgetram 2031", 2), table(rows), FILLER).activities == ()


@pytest.mark.parametrize("title", ["Rutin vid hot och våld", "Riktlinjer för krisstöd", "Kommunens policy mot mutor"])
def test_what_to_do_by_a_rule_is_no_activity(title: str) -> None:
    items = [paragraph(f"• {text}") for text in ("Ring chefen", "Skriv en anmälan")]
    rules = read(heading(title, 1), paragraph("Tanums kommun"), heading("Egna åtgärder", 2), *items, FILLER)
    assert rules.activities == ()
    plan = read(heading("Handlingsplan mot hot", 1), paragraph("Tanums kommun"), heading("Åtgärder", 2), *items, FILLER)
    assert [activity.title for activity in plan.activities] == ["Ring chefen", "Skriv en anmälan"]


def test_each_label_of_an_activity_begins_one() -> None:
    found = read(
        heading("Verksamhetsplan 2031", 1), paragraph("Byggnadsnämnden, Tanums kommun"),
        heading("Nämndens mål", 2), heading("Attraktivt boende", 3),
        paragraph("Det ska finnas lediga tomter i alla orter."), paragraph("Mått: lediga tomter. Målvärde: 40."),
        paragraph("Aktivitet: Ny detaljplan i Hamburgsund. Ansvarig: Planarkitekt. Klar: Oktober 2031."),
        paragraph("Aktivitet: Annonsera tomterna. Ansvarig: Markingenjör."),
    )  # fmt: skip
    assert [(a.title, a.responsible, str(a.due_on)) for a in found.activities] == [
        ("Ny detaljplan i Hamburgsund", "Planarkitekt", "2031-10-31"),
        ("Annonsera tomterna", "Markingenjör", "None"),
    ]
    assert {a.goal_id for a in found.activities} == {found.goals[0].goal_id}
