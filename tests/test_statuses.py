"""What printed statuses and glyphs mean: the forms that kommuner print, and those that say too little."""

from __future__ import annotations

import pytest
from reportlab.lib import colors
from reportlab.platypus import Flowable, Table

from extractors.values.signs import signs_explained, signs_in, status_by_ticked_column, without_signs
from extractors.values.statuses import status_of
from tests.plan_making import heading, paragraph, read


@pytest.mark.parametrize(
    ("status", "printed"),
    [
        (
            "not_started",
            [
                "Ej påbörjad",
                "EJ PÅBÖRJAT",
                "Inte startad",
                "Ännu inte påbörjad",
                "Har inte påbörjats",
                "ej start",
                "Icke påbörjat",
                "Är ännu ej påbörjad",
                "Arbetet är inte påbörjat",
                "Planerad",
                "Ej inlett",
            ],
        ),
        (
            "in_progress",
            [
                "Pågår",
                "Pågående",
                "pågår enligt plan",
                "Pågående, enligt plan",
                "Pågår – enligt tidplan",
                "Följer plan",
                "Enligt plan",
                "Löpande",
                "Påbörjad",
                "Arbetet pågår",
                "Under arbete",
                "Pågår (enligt plan)",
                "I fas",
            ],
        ),
        (
            "done",
            [
                "Klar",
                "Klart",
                "Genomförd",
                "Genomförda",
                "Avslutad",
                "Klar med avvikelse",
                "Avslutad, enligt plan",
                "Slutfört före tid",
                "Är genomförd",
                "Har genomförts",
                "Klart. Rutinen är framtagen och beslutad.",
            ],
        ),
        (
            "delayed",
            [
                "Försenad",
                "Pågår, försenad",
                "Pågående men försenad",
                "Pågår med försening",
                "Påbörjad/försenad",
                "Överförd till nästa år",
                "Överförs till 2032",
                "Senarelagd till 2032",
                "Framflyttat",
            ],
        ),
        ("paused", ["Pausad", "Vilande", "Tillfälligt stoppad", "Projektet är pausat"]),
        (
            "cancelled",
            ["Avbruten", "Utgår", "Inte längre aktuell", "Kommer inte att genomföras", "Struken", "Bortprioriterad"],
        ),
    ],
)
def test_printed_forms_mean_one_status(status: str, printed: list[str]) -> None:
    assert {form: status_of(form) for form in printed} == dict.fromkeys(printed, status)


@pytest.mark.parametrize(
    "printed",
    [
        "Väntar på svar",
        "Avviker",
        "Delvis försenad",
        "Kvarstår",
        "Genomförs under hösten",
        "Påbörjas",
        "Ej avslutad",
        "Avslutad, ej genomförd",
        "Ej genomförd",
        "Ej klart",
        "Inte pågående",
        "Klart 2032",
        "Klart 50 %",
        "Ej påbörjad, försenad",
        "Klar/pågår",
        "Pågår, okänt",
        "i tid",
        "Grön",
        "Klart. Nästa steg pågår.",
        "Stoppad",
        "Pågår. Arbetet är försenat.",
        "",
        "Utvärdering visar att rutinen är klar",
    ],
)
def test_what_says_too_little_has_no_status(printed: str) -> None:
    assert status_of(printed) is None


def test_no_status_is_none() -> None:
    assert status_of(None) is None


# Every form that was once listed, before participles were inflected by rule.
LISTED = {
    "not_started": """
        ej inlett; ej inledd; ej påbörjad; ej påbörjat; ej startad; ej startat; planerad; planerat; ej påbörjade; ej
        påbörjats; ej startade; ej startats; ej inledda; ej inletts; ej igångsatt; ej igångsatta; ej igångsatts; ej
        start; ej igång; ej initierad; ej initierat; ej uppstartad; ej uppstartat; oinledd; oinlett; planerade; planerad
        start; ska påbörjas; kommer att påbörjas; påbörjas senare; startar senare
    """,
    "in_progress": """
        pågår; pågående; påbörjad; påbörjat; enligt plan; under arbete; löpande; inledd; inlett; startad; startat;
        påbörjade; påbörjats; inledda; inletts; startade; startats; uppstartad; uppstartat; uppstartade; igångsatt;
        igång; i gång; enligt planen; enligt planering; enligt tidplan; enligt tidsplan; går enligt plan; löper enligt
        plan; löper på enligt plan; fortlöper enligt plan; fortgår enligt plan; fortskrider enligt plan; följer plan;
        följer planen; följer tidplan; följer tidplanen; följer planering; följer planeringen; i fas; i fas med plan; i
        fas med planen; ligger i fas; under genomförande; genomförs; löper; löper på; löpande arbete; löpande aktivitet;
        sker löpande; fortgår; fortgående; fortlöper; fortlöpande; fortskrider
    """,
    "done": """
        klart; klar; klara; genomförd; genomfört; slutförd; slutfört; avslutad; avslutat; färdig; färdigt; utförd;
        utfört; uppnådd; uppnått; helt klar; helt klart; klarmarkerad; klarmarkerat; avklarad; avklarat; avklarade;
        genomförda; genomförts; helt genomförd; helt genomfört; slutförda; slutförts; avslutade; avslutats; färdiga;
        helt färdig; färdigställd; färdigställt; färdigställda; färdigställts; utförda; verkställd; verkställt;
        verkställda; införd; infört; införda; implementerad; implementerat; implementerade; levererad; levererat;
        åtgärdad; åtgärdat; åtgärdade; slutredovisad; slutredovisat; slutrapporterad; slutrapporterat; klar med
        avvikelse; klar med avvikelser; klart med avvikelse; klart med avvikelser; genomförd med avvikelse; genomförd
        med avvikelser; genomfört med avvikelse; genomfört med avvikelser; avslutad med avvikelse; avslutad med
        avvikelser; avslutat med avvikelse; avslutat med avvikelser; slutförd med avvikelse; slutförd med avvikelser;
        slutfört med avvikelse; slutfört med avvikelser
    """,
    "delayed": """
        försenad; försenat; fördröjd; fördröjt; pågår med avvikelse; senarelagd; senarelagt; uppskjuten; uppskjutet;
        framflyttad; framflyttat; överförd till nästa år; försenade; försenas; försening; fördröjda; fördröjs;
        förskjuten; förskjutet; förskjuts; framskjuten; framskjutet; skjuts upp; skjuts fram; skjuten på framtiden;
        uppskjutna; senarelagda; senareläggs; framflyttade; flyttas fram; flyttad framåt; efter tidplan; efter tidsplan;
        ligger efter tidplan; ligger efter tidsplan; ligger efter plan; pågående med avvikelse; pågår med försening;
        pågående med försening; pågår försenad; pågår försenat; pågående försenad; med försening; försenad start;
        överfört till nästa år; överförda till nästa år; överförs till nästa år; förs över till nästa år; flyttad till
        nästa år; flyttat till nästa år; flyttas till nästa år; överflyttad till nästa år; överflyttat till nästa år;
        framflyttad till nästa år; framflyttat till nästa år; flyttas fram till nästa år; framskjuten till nästa år;
        uppskjuten till nästa år; skjuts upp till nästa år; skjuts fram till nästa år; senarelagd till nästa år;
        senareläggs till nästa år; skjuten till nästa år
    """,
    "paused": """
        pausad; pausat; vilande; vilar; pausade; pausas; på paus; paus; tillfälligt pausad; tillfälligt pausat;
        tillfälligt stoppad; tillfälligt stoppat; tillfälligt vilande; vilandeförklarad; vilandeförklarat; lagd på is;
        ligger på is; i vila
    """,
    "cancelled": """
        avbruten; avbrutet; utgår; utgått; struken; inställd; inställt; avvecklad; avbrutna; avbryts; avbrutits; utgår
        ur planen; struket; strukna; stryks; inställda; ställs in; avvecklat; nedlagd; nedlagt; nedlagda; läggs ned;
        läggs ner; borttagen; borttaget; borttagna; tas bort; tagits bort; makulerad; makulerat; annullerad; annullerat;
        bortprioriterad; bortprioriterat; bortprioriterade; prioriteras bort; ej längre aktuell; ej längre aktuellt; ej
        aktuell längre; ej aktuellt längre; kommer ej att genomföras; ska ej genomföras; genomförs ej
    """,
}


@pytest.mark.parametrize("status", LISTED)
def test_forms_that_were_listed_one_by_one_still_read(status: str) -> None:
    printed = [" ".join(form.split()) for form in LISTED[status].split(";")]
    assert {form: status_of(form) for form in printed} == dict.fromkeys(printed, status)


@pytest.mark.parametrize(
    ("status", "printed"),
    [
        ("not_started", ["Ej påbörjad ännu", "Påbörjas hösten", "Påbörjas hösten 2032", "Inleds i september",
                         "Ska inledas", "Startar i höst", "Kommer att påbörjas under 2032", "Oinledd",
                         "Planeras till våren 2032", "Ej påbörjad – startar 2032",
                         "Ej påbörjad, planeras till hösten", "Har ännu inte startats"]),
        ("in_progress", ["Delvis genomförd", "Delvis klart", "Genomfört till viss del", "Nästan klar", "Snart färdig",
                         "Projektet är till stor del genomfört", "Delvis påbörjad", "Pågår till 2032", "Pågår (50 %)",
                         "Pågår t.o.m. december", "Påbörjat men ej slutfört", "Påbörjat, men inte klart", "Fortlöpande",
                         "Pågår – klart december 2032", "Genomförs löpande", "Löpande under året", "Status: pågår",
                         "Uppstartad under T1", "Initierat", "Pågår\nTvå utredare är anställda."]),
        ("done", ["Genomfört 2031-03-12", "Avslutad mars 2031", "Genomfördes under våren", "Klar 100 %", "Fullgjort",
                  "Genomförd i förtid", "Redan genomförd", "Åtgärdades", "Fullt genomförd", "Driftsatt"]),
        ("delayed", ["Något försenad", "Pågår, något försenad", "Försenad till hösten", "Flyttas till 2032",
                     "Framflyttat till kvartal 1 2032", "Överfört till T2", "Pågår med större avvikelser",
                     "Fördröjd på grund av överklagan"]),
        ("paused", ["Tillfälligt avbruten", "Pausas", "Pausad i väntan på beslut", "Stoppad tills vidare"]),
        ("cancelled", ["Avslutad i förtid", "Projektet avslutades i förtid", "Avförd",
                       "Avbrutet på grund av resursbrist", "Utgår 2032", "Inaktuell", "Annullerades", "Makulerats"]),
    ],
)  # fmt: skip
def test_stems_read_in_any_inflection_and_company(status: str, printed: list[str]) -> None:
    assert {form: status_of(form) for form in printed} == dict.fromkeys(printed, status)


@pytest.mark.parametrize(
    ("printed", "names", "words"),
    [
        ("✔", ["tick"], None),
        ("✅ Klar", ["tick"], "Klar"),
        ("\uf0fc", ["tick"], None),
        ("◐ Delvis genomförd", ["half dot, left"], "Delvis genomförd"),
        ("Klart ✓", ["tick"], "Klart"),
        ("⏸\ufe0f Vilar", ["pause"], "Vilar"),
        ("🟢", ["green"], None),
        ("X", ["x"], None),
        ("Växer", [], "Växer"),
        ("Pågår *", [], "Pågår *"),
        ("±0 °C", [], "±0 °C"),
    ],
)
def test_glyphs_apart_from_words(printed: str, names: list[str], words: str | None) -> None:
    assert (signs_in(printed), without_signs(printed)) == (names, words)


@pytest.mark.parametrize(
    "line",
    ["✔ Klar ◐ Pågår ○ Vilar", "✔ = Klar, ◐ = Pågår, ○ = Vilar", "Klar: ✔, Pågår: ◐, Vilar: ○",
     "✓ betyder Klar; ◐ betyder Pågår; ○ betyder Vilar", "Tecken: ✔ Klar | ◐ Pågår | ○ Vilar"],
)  # fmt: skip
def test_a_line_that_explains_glyphs(line: str) -> None:
    found = {sign: words.strip(" ;") for sign, words in signs_explained(line)}
    assert found == {"tick": "Klar", "half dot, left": "Pågår", "circle": "Vilar"}


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        (["", "X", ""], "in_progress"),
        ([None, None, "✔"], "done"),
        (["☑", "☐", "☐"], "not_started"),
        (["○", "●", "○"], "in_progress"),
        (["✗", "✗", "✓"], "done"),
        (["x", "x", ""], None),
        (["", "☐", ""], None),
        (["", "ja", ""], None),
        ([None, None, None], None),
    ],
)
def test_the_ticked_one_of_several_columns_is_the_status(cells: list[str | None], status: str | None) -> None:
    assert status_by_ticked_column(["Ej påbörjad", "Pågår", "Klar"], cells) == status
    assert status_by_ticked_column(["Ej påbörjad", "Risk", "Klar"], cells) is None


def test_what_is_named_in_bold_letters_has_the_status_behind_it() -> None:
    texts = [
        "<b>Bokgåva till alla nyfödda.</b> Klart. Delas ut på BVC sedan mars.",
        "<b>Bokbuss till förskolorna.</b> Pågår. Fyra områden får besök.",
        "<b>Läsambassadörer i årskurs 4.</b> Ej påbörjat.",
    ]
    found = read(
        heading("Uppföljning av biblioteksplan 2029–2032, år 2031", 1), paragraph("Kulturnämnden, Tanums kommun"),
        heading("Läslust för barn", 2), *map(paragraph, texts),
    )  # fmt: skip
    assert [(a.title, a.status, a.comment, a.year) for a in found.activities] == [
        ("Bokgåva till alla nyfödda", "done", "Delas ut på BVC sedan mars.", 2031),
        ("Bokbuss till förskolorna", "in_progress", "Fyra områden får besök.", 2031),
        ("Läsambassadörer i årskurs 4", "not_started", None, 2031),
    ]


def test_a_table_that_begins_with_a_record_has_no_header() -> None:
    rows = [["Nytt schema i hemtjänsten", "Genomförd"], ["Trygghetsteam startar", "Pågår"]]
    drawn: list[Flowable] = [Table(rows, [200, 100], style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)])]
    found = read(
        heading("Uppföljning 2031", 1), paragraph("Socialnämnden, Tanums kommun"), heading("Åtgärder", 2), drawn
    )
    assert [(a.title, a.status) for a in found.activities] == [
        ("Nytt schema i hemtjänsten", "done"),
        ("Trygghetsteam startar", "in_progress"),
    ]
