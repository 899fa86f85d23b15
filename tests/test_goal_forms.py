"""The forms in which kommuner state goals, each typeset here as a small plan, and what only looks like one."""

from __future__ import annotations

import pytest
from reportlab.platypus import Flowable

from extractors.records import Extraction
from extractors.values.goal_labels import announcement, announces_list, goal_label, is_part_heading
from tests.plan_making import drawn_table, heading, paragraph, read, table

Parts = list[list[Flowable]]
Goal = tuple[int | None, str | None, str]  # number, title, text

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")


def activities(*titles: str) -> list[Flowable]:
    return table([["Aktivitet", "Ansvarig", "Klart"], *[[title, "Enhetschef", "2031-06-30"] for title in titles]])


def goals_of(extraction: Extraction) -> list[Goal]:
    return [(goal.number, goal.title, goal.text) for goal in extraction.goals]


def goals_of_activities(extraction: Extraction) -> list[str | None]:
    """The text of each activity's goal."""
    texts = {goal.goal_id: goal.text for goal in extraction.goals}
    return [texts.get(activity.goal_id or "") for activity in extraction.activities]


HEADINGS: dict[str, tuple[Parts, list[Goal]]] = {
    "numbered under a chapter": (
        [heading("Nämndens mål", 2), heading("1. En trygg skola", 3), paragraph("Alla elever ska vara trygga."),
         activities("Kurator"), heading("2. En god arbetsplats", 3), paragraph("Sjukfrånvaron ska minska varje år."),
         activities("Friskvård")],
        [(1, "En trygg skola", "Alla elever ska vara trygga."),
         (2, "En god arbetsplats", "Sjukfrånvaron ska minska varje år.")],
    ),
    "a name and a sentence behind a label": (
        [heading("Mål 1: Fler bostäder", 2), paragraph("Det ska byggas 120 bostäder under perioden."),
         activities("Ny plan"), heading("Mål 2: Trygga miljöer", 2), paragraph("Andelen trygga ska öka varje år."),
         activities("Belysning")],
        [(1, "Mål 1: Fler bostäder", "Det ska byggas 120 bostäder under perioden."),
         (2, "Mål 2: Trygga miljöer", "Andelen trygga ska öka varje år.")],
    ),
    "no sign between number and name": (
        [heading("Mål 1 En skola för alla", 2), paragraph("Alla elever ska klara sina studier."),
         activities("Läxhjälp"),
         heading("Mål 2 Ett liv hela livet", 2), paragraph("Ingen ska behöva vara ensam."), activities("Caféet")],
        [(1, "Mål 1 En skola för alla", "Alla elever ska klara sina studier."),
         (2, "Mål 2 Ett liv hela livet", "Ingen ska behöva vara ensam.")],
    ),
    "letters": (
        [heading("Mål A: En levande landsbygd", 2), paragraph("Det ska finnas service i alla orter."),
         activities("Byaservice"), heading("Mål B: En växande centralort", 2), paragraph("Centralorten ska växa."),
         activities("Ny stadsdel")],
        [(None, "Mål A: En levande landsbygd", "Det ska finnas service i alla orter."),
         (None, "Mål B: En växande centralort", "Centralorten ska växa.")],
    ),
    "what stands under it is prose": (
        [heading("Mål 4: Alla ska kunna bo bra", 2),
         paragraph("Bostadsbristen har ökat. Nämnden har därför tagit fram en"
         " plan som redovisas nedan. Arbetet pågår."), activities("Bygga nytt")],
        [(4, None, "Alla ska kunna bo bra")],
    ),
    "no words for goals but activities under each": (
        [heading("Mål och aktiviteter", 2), heading("Trygg uppväxt", 3),
         paragraph("Barn behöver en trygg miljö. Kommunen"
         " har under flera år arbetat med detta. Arbetet fortsätter."), activities("Fältarbete"),
         heading("Hållbar ekonomi", 3), paragraph("Ekonomin har förbättrats. Arbetet går vidare. Rutiner finns."),
         activities("Se över avtalen")],
        [(None, None, "Trygg uppväxt"), (None, None, "Hållbar ekonomi")],
    ),
    "sentences as headings": (
        [heading("Våra mål", 2), heading("Fler ska välja att flytta hit", 3), paragraph("Befolkningen har minskat."),
         heading("Alla ska kunna påverka sin vardag", 3), paragraph("Det handlar om delaktighet."), FILLER],
        [(None, None, "Fler ska välja att flytta hit"), (None, None, "Alla ska kunna påverka sin vardag")],
    ),
    "the sentence set as a heading below": (
        [heading("Nämndmål 2", 2), heading("Alla ska få ett snabbt svar", 3), activities("Ny telefonväxel"), FILLER],
        [(2, "Nämndmål 2", "Alla ska få ett snabbt svar")],
    ),
    "nr": (
        [heading("LÅNGSIKTIGT MÅL NR 3", 2), paragraph("Kommunen ska vara klimatneutral år 2040"),
         paragraph("Viljan är tydlig. Det innebär att alla har ett ansvar. Flera åtgärder är på gång."), FILLER],
        [(3, "LÅNGSIKTIGT MÅL NR 3", "Kommunen ska vara klimatneutral år 2040")],
    ),
    "bold sentences": (
        [heading("Övergripande mål", 2),
         paragraph("<b>Kommunen ska ha en god service till alla som bor och verkar här</b>"),
         paragraph("Servicen mäts varje år."), paragraph("<b>Utsläppen av växthusgaser ska halveras till år 2035</b>"),
         paragraph("Detta kräver omställning."), FILLER],
        [(None, None, "Kommunen ska ha en god service till alla som bor och verkar här"),
         (None, None, "Utsläppen av växthusgaser ska halveras till år 2035")],
    ),
    "bold names with a sentence each": (
        [heading("Nämndens mål", 2), paragraph("<b>Trygg och säker omsorg</b>"),
         paragraph("Alla brukare ska känna sig trygga med hjälpen."), paragraph("<b>Attraktiv arbetsgivare</b>"),
         paragraph("Personalomsättningen ska minska till tio procent."), FILLER],
        [(None, "Trygg och säker omsorg", "Alla brukare ska känna sig trygga med hjälpen."),
         (None, "Attraktiv arbetsgivare", "Personalomsättningen ska minska till tio procent.")],
    ),
    "a goal and parts of it": (
        [heading("Strategiska mål", 2), heading("En klimatsmart kommun", 3),
         paragraph("Kommunen ska vara fossilfri 2035."),
         paragraph("Delmål 1: Alla fordon är fossilfria 2031."),
         paragraph("Delmål 2: Energin minskar med 20 procent."), FILLER],
        [(None, "En klimatsmart kommun", "Kommunen ska vara fossilfri 2035."),
         (1, None, "Alla fordon är fossilfria 2031."), (2, None, "Energin minskar med 20 procent.")],
    ),
    "listed before they are stated": (
        [heading("Översikt", 2), paragraph("Mål 1: Trygga barn"), paragraph("Mål 2: Friska medarbetare"),
         heading("Mål 1: Trygga barn", 2), paragraph("Alla barn ska vara trygga i skolan."), activities("Rastvärdar"),
         heading("Mål 2: Friska medarbetare", 2), paragraph("Sjukfrånvaron ska minska."), activities("Friskvård")],
        [(1, "Mål 1: Trygga barn", "Alla barn ska vara trygga i skolan."),
         (2, "Mål 2: Friska medarbetare", "Sjukfrånvaron ska minska.")],
    ),
}  # fmt: skip

TEXTS: dict[str, tuple[Parts, list[Goal]]] = {
    "lead-in and bullets": (
        [heading("Inriktning för året", 2), paragraph("Nämnden har beslutat om följande mål för 2031:"),
         paragraph("• Väntetiden ska minska."), paragraph("• Fler ska få stöd i hemmet."),
         paragraph("För att nå målen ska vi:"), paragraph("• Anställa fler handläggare."), FILLER],
        [(None, None, "Väntetiden ska minska."), (None, None, "Fler ska få stöd i hemmet.")],
    ),
    "a numbered list": (
        [heading("Kommunfullmäktiges mål för 2031", 2), paragraph("Fullmäktige har antagit två mål."),
         paragraph("1. En attraktiv kommun"), paragraph("2. En hållbar kommun"), FILLER],
        [(1, None, "En attraktiv kommun"), (2, None, "En hållbar kommun")],
    ),
    "lists under areas": (
        [heading("Nämndens mål", 2), heading("Medborgare", 3), paragraph("• Invånarna ska vara nöjda."),
         paragraph("• Svarstiden ska vara kort."), heading("Medarbetare", 3), paragraph("• Medarbetarna ska trivas."),
         paragraph("• Sjukfrånvaron ska vara under 5 procent."), FILLER],
        [(None, None, "Invånarna ska vara nöjda."), (None, None, "Svarstiden ska vara kort."),
         (None, None, "Medarbetarna ska trivas."), (None, None, "Sjukfrånvaron ska vara under 5 procent.")],
    ),
    "a list behind the bare word and another behind it": (
        [heading("Område 1: Tillväxt", 2), paragraph("Mål:"), paragraph("• Fler ska starta företag"),
         paragraph("• Arbetslösheten ska minska"), paragraph("Aktiviteter:"), paragraph("• Starta lots"), FILLER],
        [(None, None, "Fler ska starta företag"), (None, None, "Arbetslösheten ska minska")],
    ),
    "the bare word over a sentence": (
        [heading("Kultur", 2), paragraph("Mål"), paragraph("Alla barn ska få möta kultur."), heading("Fritid", 2),
         paragraph("Mål"), paragraph("Fler unga ska vara aktiva."), FILLER],
        [(None, None, "Alla barn ska få möta kultur."), (None, None, "Fler unga ska vara aktiva.")],
    ),
    "sentences in a row": (
        [heading("Mål för god ekonomisk hushållning", 2), paragraph("Soliditeten ska öka varje år."),
         paragraph("Skulden per invånare ska inte öka."), paragraph("Investeringarna ska betalas med egna medel."),
         FILLER],
        [(None, None, "Soliditeten ska öka varje år."), (None, None, "Skulden per invånare ska inte öka."),
         (None, None, "Investeringarna ska betalas med egna medel.")],
    ),
    "run-in labels": (
        [heading("Klimat", 2), paragraph("Effektmål: Utsläppen från kommunens fordon ska vara noll år 2035."),
         paragraph("Inriktningsmål – Kommunen är fossilfri senast 2040."),
         paragraph("Ändamål: Bidrag till föreningar i hela"
         " kommunen."), paragraph("Målgrupp: Alla invånare som bor i kommunen."), paragraph("Mål: 85 % nöjda"), FILLER],
        [(None, None, "Utsläppen från kommunens fordon ska vara noll år 2035."),
         (None, None, "Kommunen är fossilfri senast 2040.")],
    ),
    "bold run-in labels": (
        [heading("Skola", 2), paragraph("<b>Prioriterat mål 1:</b> Alla elever når gymnasiet."),
         paragraph("<b>Prioriterat mål 2:</b> Alla elever trivs i skolan."), FILLER],
        [(1, None, "Alla elever når gymnasiet."), (2, None, "Alla elever trivs i skolan.")],
    ),
    "a full stop behind the label": (
        [heading("Kommunfullmäktiges mål", 2), paragraph("Mål 1. Kommunen ska växa."),
         paragraph("Nuläge: 12 000 invånare"),
         paragraph("Mål 2. Kommunen ska vara hållbar."), paragraph("Nuläge: plats 40"), FILLER],
        [(1, None, "Kommunen ska växa."), (2, None, "Kommunen ska vara hållbar.")],
    ),
    "a frame": (
        [heading("Nämndens mål", 2), drawn_table([["Alla som behöver stöd ska få det inom 30 dagar."]]),
         paragraph("Arbetet har pågått länge. Det beskrivs nedan. Målet följs upp."), FILLER],
        [(None, None, "Alla som behöver stöd ska få det inom 30 dagar.")],
    ),
    "a card": (
        [heading("Omsorg", 2), table([["Mål", "Stödet ska komma i rätt tid till alla"], ["Mått", "Väntetid i dagar"],
                                      ["Bedömning", "Delvis uppfyllt"]]), FILLER],
        [(None, None, "Stödet ska komma i rätt tid till alla")],
    ),
}  # fmt: skip

TABLES: dict[str, tuple[Parts, list[Goal]]] = {
    "a row each": (
        [heading("Nämndens mål", 2), table([["Mål", "Bedömning", "Kommentar"],
         ["Stödet ska komma i tid", "Uppfyllt", "Väntetiden är kort."],
         ["Alla ska trivas", "Ej uppfyllt", "Enkäten visar brister."]]), FILLER],
        [(None, None, "Stödet ska komma i tid"), (None, None, "Alla ska trivas")],
    ),
    "number, name and statement": (
        [heading("Övergripande mål", 2), table([["Nr", "Nämndmål", "Beskrivning"],
         ["1", "Livslångt lärande", "Alla ska ha möjlighet att lära genom hela livet."],
         ["2", "God hälsa", "Folkhälsan ska vara god och jämlik."]]), FILLER],
        [(1, "Livslångt lärande", "Alla ska ha möjlighet att lära genom hela livet."),
         (2, "God hälsa", "Folkhälsan ska vara god och jämlik.")],
    ),
    "under the heading that names it": (
        [heading("Nämndmål 1: Fler bostäder", 2), table([["Mål", "Bedömning"],
         ["Det ska finnas lediga tomter.", "Delvis"]]),
         activities("Ny plan"), FILLER],
        [(1, "Nämndmål 1: Fler bostäder", "Det ska finnas lediga tomter.")],
    ),
    "a column beside indicators": (
        [heading("Styrkort", 2), drawn_table(
            [["Nämndmål", "Indikator", "Utfall 2030", "Målvärde 2031"],
             ["Omsorgen ska vara trygg", "Trygga", "81 %", "85 %"],
             ["", "Nöjda", "78 %", "82 %"], ["Arbetsplatsen ska vara sund", "Sjukfrånvaro", "7 %", "6 %"]],
            spans=[((0, 1), (0, 2))]), FILLER],
        [(None, None, "Omsorgen ska vara trygg"), (None, None, "Arbetsplatsen ska vara sund")],
    ),
    "a matrix of goals and boards": (
        [heading("Kommunens mål", 2), table([["Mål", "KS", "SN", "BUN"],
         ["Alla ska ha någonstans att bo", "X", "X", ""],
                                             ["Alla elever ska nå målen", "", "", "X"]]), FILLER],
        [(None, None, "Alla ska ha någonstans att bo"), (None, None, "Alla elever ska nå målen")],
    ),
}  # fmt: skip

NONE: dict[str, Parts] = {
    "chapters about goals": [
        heading("Mål och budget 2031", 2), paragraph("Fullmäktige beslutar om mål och budget i november."),
        heading("Måluppfyllelse", 2), paragraph("Målen följs upp varje tertial. Resultatet redovisas till nämnden."),
        heading("Målgrupp", 2), paragraph("Planen ska läsas av alla chefer."), FILLER,
    ],
    "others' goals": [
        heading("Globala målen", 2), paragraph("• Ingen fattigdom"), heading("Sveriges miljömål", 2),
        paragraph("• Frisk luft"), heading("Mål från Agenda 2030", 2), heading("Mål 3: Hälsa för alla", 3), FILLER,
    ],
    "the tasks of units": [
        heading("Enheterna", 2), heading("Kansliet", 3), paragraph("Enheten ska ge stöd till nämnden."),
        activities("Se över arkivet"), heading("Ekonomi", 3), paragraph("Enheten ska samordna budgetarbetet."),
        activities("Ny budgetmodell"),
    ],
    "rules": [
        heading("Riktlinjer", 2), heading("Tillgänglighet", 3), paragraph("Alla lokaler ska vara tillgängliga."),
        heading("Bemötande", 3), paragraph("Alla ska bemötas med respekt."), FILLER,
    ],
    "a letter": [
        heading("Ärendebeskrivning", 2), paragraph("Enligt modellen ska ekonomin följas upp löpande."),
        heading("Beslutet ska skickas till", 2), paragraph("Klicka för att fylla i vilka beslutet ska skickas till."),
        FILLER,
    ],
    "prose about a vision": [
        heading("Vision och mål", 2), paragraph("Visionen antogs 2019. Målen bryts ned varje år. De följs upp."),
        FILLER,
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", HEADINGS)
def test_goals_as_headings(form: str) -> None:
    parts, expected = HEADINGS[form]
    assert goals_of(read(COVER, *parts)) == expected


@pytest.mark.parametrize("form", TEXTS)
def test_goals_in_running_text(form: str) -> None:
    parts, expected = TEXTS[form]
    assert goals_of(read(COVER, *parts)) == expected


@pytest.mark.parametrize("form", TABLES)
def test_goals_in_tables(form: str) -> None:
    parts, expected = TABLES[form]
    assert goals_of(read(COVER, *parts)) == expected


@pytest.mark.parametrize("form", NONE)
def test_what_only_speaks_of_goals_is_none(form: str) -> None:
    assert goals_of(read(COVER, *NONE[form])) == []


def test_an_assessment_behind_a_question_is_never_the_goal() -> None:
    extraction = read(
        COVER, heading("Mål 1. Äldre ska kunna bo kvar hemma", 2), paragraph("Uppnås målet? Delvis"),
        activities("Utöka hemtjänsten"), heading("Mål 2. Anhöriga ska få stöd", 2), paragraph("Uppnås målet? Nej"),
        activities("Anhörigträffar"),
    )  # fmt: skip
    assert [(g.text, g.fulfilment, g.fulfilment_text) for g in extraction.goals] == [
        ("Äldre ska kunna bo kvar hemma", "partly", "Delvis"),
        ("Anhöriga ska få stöd", "not_met", "Nej"),
    ]
    assert goals_of_activities(extraction) == ["Äldre ska kunna bo kvar hemma", "Anhöriga ska få stöd"]


def test_parts_under_headings_as_large_as_the_goals_belong_to_it() -> None:
    extraction = read(
        COVER, heading("Mål 1: Kulturen ska nå fler", 3), heading("Motivering", 3), paragraph("Kulturen är viktig."),
        heading("Nuläge", 3), paragraph("2 000 besök."), heading("Aktiviteter", 3), activities("Kulturbuss"),
        heading("Mål 2: Fler ska läsa", 3), heading("Aktiviteter", 3), activities("Bokcirkel"),
    )  # fmt: skip
    assert [(g.text, g.rationale, g.baseline) for g in extraction.goals] == [
        ("Kulturen ska nå fler", "Kulturen är viktig.", "2 000 besök."),
        ("Fler ska läsa", None, None),
    ]
    assert goals_of_activities(extraction) == ["Kulturen ska nå fler", "Fler ska läsa"]


def test_a_merged_cell_of_a_goal_holds_for_its_rows() -> None:
    rows = [
        ["Mål", "Aktivitet", "Ansvarig", "Klart senast"],
        ["Fler ska cykla till jobbet", "Bygga cykelbana", "Gatuenheten", "2031-06-30"],
        ["", "Informera skolor", "Skolan", "2031-09-30"],
        ["Avfallet ska minska", "Öppna bytesbod", "Renhållningen", "2031-10-31"],
    ]
    extraction = read(COVER, heading("Handlingsplan", 2), drawn_table(rows, spans=[((0, 1), (0, 2))]), FILLER)
    assert goals_of_activities(extraction) == ["Fler ska cykla till jobbet"] * 2 + ["Avfallet ska minska"]


def test_rows_over_activities_state_their_goals() -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart senast"],
        ["Alla barn ska lära sig simma", "", ""],
        ["Köpa simskola", "Fritid", "2031-06-30"],
        ["Fler unga ska delta i föreningslivet", "", ""],
        ["Starta prova på-dagar", "Fritid", "2031-09-30"],
    ]
    spans = [((0, 1), (2, 1)), ((0, 3), (2, 3))]
    extraction = read(COVER, heading("Mål och aktiviteter", 2), drawn_table(rows, spans=spans), FILLER)
    assert goals_of_activities(extraction) == ["Alla barn ska lära sig simma", "Fler unga ska delta i föreningslivet"]


def test_a_goal_in_a_table_that_the_text_states_is_no_new_one() -> None:
    rows = [["Aktivitet", "Mål", "Ansvarig"], ["Ny plan", "Mål 1", "Planen"], ["Fler parker", "Gröna orter", "Gatan"]]
    extraction = read(
        COVER, heading("Mål 1: Fler bostäder", 2), paragraph("Det ska byggas 120 bostäder."),
        heading("Mål 2: Gröna orter", 2),
        paragraph("Alla ska ha nära till en park."), heading("Årets arbete", 2), table(rows), FILLER,
    )  # fmt: skip
    assert len(extraction.goals) == 2
    assert goals_of_activities(extraction) == ["Det ska byggas 120 bostäder.", "Alla ska ha nära till en park."]


def test_whose_goals_stand_in_two_columns() -> None:
    rows = [["Kommunfullmäktiges mål", "Nämndens mål", "Indikator"], ["En trygg kommun", "Stöd i tid", "Väntetid"]]
    extraction = read(COVER, heading("Målkedja", 2), table(rows), FILLER)
    assert {(g.level, g.text) for g in extraction.goals} == {
        ("kommunfullmäktige", "En trygg kommun"),
        ("nämnd", "Stöd i tid"),
    }


def test_a_heading_that_announces_goals_and_states_none_is_a_finding() -> None:
    extraction = read(
        COVER, heading("Nämndens mål", 2), paragraph("Nämnden återkommer. Arbetet pågår. Se nästa rapport."), FILLER
    )
    assert [(f.stated, f.page) for f in extraction.findings if f.check_name == "unread_goals"] == [("Nämndens mål", 1)]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("Kommunstyrelsens mål 3: Servicen ska vara god.", 3, "Servicen ska vara god."),
        ("Kvalitetsmål nr 2 – Alla ska bemötas väl.", 2, "Alla ska bemötas väl."),
        ("Prioriterat mål: Fler ska få jobb.", None, "Fler ska få jobb."),
        ("Mål 2. Fler ska få jobb.", 2, "Fler ska få jobb."),
        ("Mål 7", 7, None),
    ],
)
def test_labels_of_goals(text: str, number: int | None, rest: str | None) -> None:
    label = goal_label(text)
    assert label is not None
    assert (label.number, label.text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    ["Ändamål: Bidrag till föreningar i kommunen.", "Åtgärder för mål 3: Bygga mer", "Mål 1–3: se nedan i planen",
     "Måltider: Maten lagas i skolans kök", "Mål 2031: 80 %", "Se mål 4: service"],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert goal_label(text) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nämndens prioriterade mål 2031", "goals"), ("Finansiella mål", "goals"), ("Målen", "goals"),
        ("Barn- och utbildningsnämndens mål", "goals"), ("Mål för god ekonomisk hushållning", "goals"),
        ("Mål och aktiviteter", "more"), ("Uppföljning av nämndens mål", "more"), ("Vision och mål", "more"),
        ("Måluppföljning", "more"), ("Mål och budget 2031", None), ("Globala målen", None), ("Målområde 2", None),
        ("Åtgärder för att nå målen", None), ("Alla elever ska nå målen", None), ("Målgrupp", None), ("Måltider", None),
    ],
)  # fmt: skip
def test_headings_that_announce_goals(title: str, kind: str | None) -> None:
    assert announcement(title) == kind


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Följande mål gäller för året:", True), ("Nämnden har beslutat om tre mål:", True), ("Nämndens mål är:", True),
        ("För att nå målen ska vi:", False), ("Åtgärder kopplade till målet:", False), ("Vi har tre mål.", False),
    ],
)  # fmt: skip
def test_lead_ins(text: str, leads: bool) -> None:
    assert announces_list(text) is leads


@pytest.mark.parametrize(
    ("title", "is_part"),
    [("Motivering", True), ("Aktiviteter 2031", True), ("Uppföljning av aktiviteter och projekt", True),
     ("Så når vi målet", False), ("Trygg uppväxt", False), ("Nämndens mål och åtgärder", False)],
)  # fmt: skip
def test_headings_of_a_goals_parts(title: str, is_part: bool) -> None:
    assert is_part_heading(title) is is_part


@pytest.mark.parametrize("label", ["Prognos för måluppfyllelse", "Förväntad måluppfyllelse helår 2031"])
def test_an_assessment_is_known_with_words_of_when(label: str) -> None:
    extraction = read(
        COVER, heading("Mål 1: Alla ska kunna bo bra", 2), paragraph(f"{label}: Uppfylls delvis"),
        heading("Mål 2: Ingen ska vara ensam", 2), paragraph(f"{label}: Uppfylls ej"), FILLER,
    )  # fmt: skip
    assert [(g.fulfilment, g.fulfilment_text) for g in extraction.goals] == [
        ("partly", "Uppfylls delvis"),
        ("not_met", "Uppfylls ej"),
    ]


def test_a_labelled_goal_that_names_others_goals_is_the_documents_own() -> None:
    goal = "Vi bidrar till Sveriges mål om ren luft."
    extraction = read(COVER, heading("Mål och åtgärder", 2), heading(f"Mål 2: {goal}", 3), activities("Bygga cykelväg"))
    assert goals_of(extraction) == [(2, None, goal)]
    assert goals_of_activities(extraction) == [goal]
    foreign = read(COVER, heading("Globala mål 3: Hälsa och välbefinnande för alla", 2), FILLER)
    assert goals_of(foreign) == []


def test_a_heading_over_an_activitys_own_table_is_not_the_goals_text() -> None:
    rows = [["Ansvarig", "Klart"], ["Enhetschef", "2031-06-30"]]
    goal = "Kostnaderna får inte öka snabbare än skatterna."
    bold = [*heading("Minska lokalytan med fem procent till 2033", 3), *table(rows)]
    extraction = read(COVER, heading("Mål och åtgärder", 1), heading(f"Mål 1: {goal}", 2), bold)
    assert goals_of(extraction) == [(1, None, goal)]
    assert [activity.title for activity in extraction.activities] == ["Minska lokalytan med fem procent till 2033"]
    assert goals_of_activities(extraction) == [goal]


def test_a_goal_of_many_words_set_as_a_heading_holds_for_the_headings_below_it() -> None:
    goal = (
        "Planerna ska räcka till minst hundra nya bostäder i kommunens alla tätorter och på landsbygden under hela "
        "mandatperioden."
    )
    rows = [["Ansvarig", "Klart"], ["Enhetschef", "2031-06-30"]]
    parts = [[*heading(title, 3), *table(rows)] for title in ("Detaljplan för hamnen", "Ny översiktsplan")]
    extraction = read(COVER, heading("Mål och åtgärder", 1), heading(f"Mål 1: {goal}", 2), *parts)
    assert goals_of(extraction) == [(1, None, goal)]
    assert goals_of_activities(extraction) == [goal, goal]


def test_a_result_to_reach_is_a_goal_and_no_remark_on_one() -> None:
    extraction = read(
        COVER, heading("Nämndens mål", 2), heading("En ekonomi i balans", 3),
        paragraph("Resultatet ska uppgå till minst 2 procent av skatteintäkterna."),
        heading("Ett gott bemötande", 3), paragraph("Alla ska få svar samma dag."), FILLER,
    )  # fmt: skip
    assert [(g.title, g.text) for g in extraction.goals] == [
        ("En ekonomi i balans", "Resultatet ska uppgå till minst 2 procent av skatteintäkterna."),
        ("Ett gott bemötande", "Alla ska få svar samma dag."),
    ]


def test_the_area_beside_a_column_of_goals_is_theirs() -> None:
    rows = [
        ["Målområde", "Mål", "Vad ska göras?", "Ansvarig", "När?"],
        ["Fritid", "Alla ska ha en fritid", "Lovaktiviteter", "Fritidsgården", "2031-08-31"],
        ["", "", "Öppna hallen på kvällar", "Fritidsgården", "2031-10-31"],
        ["Hälsa", "Ohälsan ska minska", "Utbilda personalen", "Elevhälsan", "2031-12-31"],
    ]
    spans = [((column, 1), (column, 2)) for column in (0, 1)]
    extraction = read(COVER, heading("Handlingsplan", 2), drawn_table(rows, spans=spans), FILLER)
    assert [(g.area, g.text) for g in extraction.goals] == [
        ("Fritid", "Alla ska ha en fritid"),
        ("Hälsa", "Ohälsan ska minska"),
    ]


@pytest.mark.parametrize("header", [["Nr", "Nämndens mål"], ["#", "Effektmål"], ["Mål nr", "Målsättning"]])
@pytest.mark.parametrize("told", [None, "Motivering", "Beskrivning"])
def test_a_table_that_only_counts_goals_holds_them(header: list[str], told: str | None) -> None:
    texts = ["Alla barn ska lära sig simma", "Fler ska cykla till arbetet", "Ett levande stadsliv"]
    said = ["Vattnet ligger nära.", "Det är bra för hälsan.", "Torget är tomt om kvällen."]
    rows = [[str(n), text, *([why] if told else [])] for n, (text, why) in enumerate(zip(texts, said, strict=True), 1)]
    found = read(COVER, heading("Inriktning", 2), table([[*header, *([told] if told else [])], *rows]), FILLER)
    assert [(goal.number, goal.text) for goal in found.goals] == list(enumerate(texts, 1))
    assert [goal.rationale for goal in found.goals] == (said if told == "Motivering" else [None] * 3)
    assert not found.activities


def test_numbers_beside_activities_dont_make_goals_of_them() -> None:
    rows = [["1", "Bygga en ny brygga", "Fritidschef", "Pågår"], ["2", "Rusta upp badet", "Fritidschef", "Klar"]]
    found = read(COVER, heading("Mål", 2), table([["Nr", "Åtagande", "Ansvar", "Läge"], *rows]), FILLER)
    assert not found.goals
    assert [activity.title for activity in found.activities] == ["Bygga en ny brygga", "Rusta upp badet"]


@pytest.mark.parametrize("label", ["", "Mål {}: ", "Målsättning {}: "])
def test_a_goal_without_a_verb_is_told_by_those_beside_it(label: str) -> None:
    names = ["Hela livet", "Nära natur", "Rätt i tid"]
    texts = ["Fler äldre ska träffas varje vecka.", "Nya parker för lek och ro.", "Vi har en säker arkivering."]
    parts = []
    for number, (name, text) in enumerate(zip(names, texts, strict=True), 1):
        parts += [heading(label.format(number) + name, 3), paragraph(text)]
    found = read(COVER, heading("Nämndens mål", 2), *parts, FILLER)
    assert [goal.text for goal in found.goals] == texts


def test_a_sentence_over_its_assessment_is_the_goal() -> None:
    parts = [heading("Nära natur", 3), paragraph("Nya parker för lek och ro."), paragraph("Bedömning: Delvis uppfyllt")]
    found = read(COVER, heading("Nämndens mål", 2), *parts, FILLER)
    assert [(goal.title, goal.text, goal.fulfilment) for goal in found.goals] == [
        ("Nära natur", "Nya parker för lek och ro.", "partly")
    ]


@pytest.mark.parametrize("count", ["{}) ", "{}. ", ""])
def test_goals_as_counted_sentences_of_which_one_has_no_verb(count: str) -> None:
    texts = ["Fler ska hitta till museet.", "Trygga gator för barn och unga.", "Alla barn ska kunna simma."]
    parts = [[heading(count.format(n) + text, 3), FILLER] for n, text in enumerate(texts, 1)]
    found = read(COVER, heading("Nämndens mål", 1), heading("Kultur", 2), *(p for pair in parts for p in pair))
    assert [goal.text for goal in found.goals] == texts


@pytest.mark.parametrize("title", ["Så ska vi göra", "Vad vi ska göra 2031", "Det här gör vi", "Det ska vi göra i år"])
def test_a_heading_that_only_says_what_follows_is_no_goal(title: str) -> None:
    chapters = [
        ("Trygga gator", "Alla ska vara trygga i parken.", "Belysning"),
        ("Nära natur", "Fler ska gå ut.", "Stig"),
    ]
    parts = [[heading(n, 2), paragraph(t), heading(title, 3), activities(a)] for n, t, a in chapters]
    found = read(COVER, heading("Våra mål", 1), *(p for chapter in parts for p in chapter), FILLER)
    assert [goal.text for goal in found.goals] == [text for _, text, _ in chapters]
    alone = read(COVER, heading("Plan för parken", 1), heading(title, 2), activities("Belysning", "Gångstig"), FILLER)
    assert not alone.goals


def test_an_assessment_in_bold_doesnt_announce_goals() -> None:
    assert [announcement(said) for said in ("Är målet uppfyllt? Ja", "Målet uppnås inte", "Målet är nått")] == [
        None
    ] * 3


@pytest.mark.parametrize("header", ["Resultatmål", "Delmål", "Nämndens etappmål"])
def test_goals_in_a_column_headed_like_targets(header: str) -> None:
    texts = ["Alla barn i kommunen ska lära sig simma tidigt", "Fler ska cykla till arbetet och till skolan varje dag"]
    found = read(
        COVER,
        heading("Inriktning", 2),
        table([[header, "Uppfyllelse"], [texts[0], "Helt uppfyllt"], [texts[1], "Delvis uppfyllt"]]),
        FILLER,
    )
    assert [(goal.text, goal.fulfilment) for goal in found.goals] == [(texts[0], "met"), (texts[1], "partly")]


def test_targets_beside_indicators_are_no_goals() -> None:
    rows = [
        ["Indikator", "Delmål 2031", "Utfall 2031"],
        ["Andel nöjda", "80 %", "71 %"],
        ["Andel trygga", "90 %", "88 %"],
    ]
    found = read(COVER, heading("Indikatorer", 2), table(rows), FILLER)
    assert not found.goals
    assert [value.kind for value in found.indicator_values] == ["target", "outcome"] * 2


@pytest.mark.parametrize("chapters", [[heading("Förutsättningar", 2), FILLER], []])
def test_the_chapter_of_activities_is_the_area_of_goals_beside_them(chapters: Parts) -> None:
    rows = [["Mål", "Aktivitet", "Ansvarig"], ["Alla barn ska kunna simma", "Simskola", "Fritidschef"]]
    found = read(COVER, *chapters, heading("Prioriterade aktiviteter", 2), table(rows), FILLER)
    assert [(goal.text, goal.area) for goal in found.goals] == [(rows[1][0], "Prioriterade aktiviteter")]


def test_goals_in_two_columns_beside_indicators() -> None:
    rows = [
        ["Fullmäktiges mål", "Nämndens mål", "Indikator", "Utfall 2030", "Mål 2031"],
        ["En trygg kommun", "Gatorna håller god standard", "Gator med hel beläggning", "68 %", "72 %"],
        ["", "", "Synpunkter på snöröjning", "212", "180"],
        ["", "Vattnet är alltid tjänligt", "Godkända prov", "99 %", "100 %"],
    ]
    spans = [((0, 1), (0, 3)), ((1, 1), (1, 2))]
    extraction = read(COVER, heading("Måluppfyllelse", 2), drawn_table(rows, spans=spans), FILLER)
    assert [(g.level, g.text) for g in extraction.goals] == [
        ("kommunfullmäktige", "En trygg kommun"),
        ("nämnd", "Gatorna håller god standard"),
        ("nämnd", "Vattnet är alltid tjänligt"),
    ]
    texts = {goal.goal_id: goal.text for goal in extraction.goals}
    over = [texts.get(indicator.goal_id or "") for indicator in extraction.indicators]
    assert over == ["Gatorna håller god standard", "Gatorna håller god standard", "Vattnet är alltid tjänligt"]


def test_goals_counted_by_letter_and_number() -> None:
    extraction = read(
        COVER, heading("Område A: Resor", 2), paragraph("Mål A1. Resorna med bil ska halveras till 2035."),
        activities("Köp elcyklar"), paragraph("Mål A2. Alla bilar ska vara fossilfria."), activities("Ny upphandling"),
        FILLER,
    )  # fmt: skip
    texts = ["Resorna med bil ska halveras till 2035.", "Alla bilar ska vara fossilfria."]
    assert [goal.text for goal in extraction.goals] == texts
    assert goals_of_activities(extraction) == texts


@pytest.mark.parametrize(("words", "met"), [("På väg", "partly"), ("Ej uppfyllt", "not_met"), ("Målet nås", "met")])
def test_a_line_that_only_assesses_the_goal_above_it(words: str, met: str) -> None:
    (goal,) = read(
        COVER, heading("Nämndens mål", 2), heading("Tanum är en trygg kommun för alla", 3), paragraph(words),
        paragraph("Arbetet går framåt."), activities("Nytt schema"), FILLER,
    ).goals  # fmt: skip
    assert (goal.text, goal.fulfilment, goal.fulfilment_text) == ("Tanum är en trygg kommun för alla", met, words)


def test_the_number_in_a_goals_cell_is_its_number_and_the_heading_over_it_says_whose_it_is() -> None:
    goals = [
        ["Prioriterat mål", "Mått", "Utgångsvärde", "Målvärde 2031"],
        ["1. Fler får en fast kontakt", "Andel med fast kontakt", "62 % (2029)", "85 %"],
        ["2. Färre korta vikariat", "Timmar per månad", "9 400 (2029)", "7 000"],
    ]
    rows = [["Aktivitet", "Mål", "Slut", "Ansvarig"], ["Ny planering", "1", "2031-06-30", "Områdeschef"],
            ["Heltidsresan", "2", "2031-12-31", "Personalchef"]]  # fmt: skip
    extraction = read(
        heading("Mål- och resursplan 2031", 1), paragraph("Tanums kommun"), heading("Omsorgsnämnden", 2),
        heading("Prioriterade mål", 3), table(goals), heading("Planerade aktiviteter", 3), table(rows), FILLER,
    )  # fmt: skip
    assert [(g.level, g.number, g.text) for g in extraction.goals] == [
        ("nämnd", 1, "Fler får en fast kontakt"),
        ("nämnd", 2, "Färre korta vikariat"),
    ]
    assert goals_of_activities(extraction) == ["Fler får en fast kontakt", "Färre korta vikariat"]
