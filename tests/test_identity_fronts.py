"""What whole documents say they are: covers, heads, labels and letterheads of many kommuner, typeset here."""

from __future__ import annotations

import io
from datetime import date

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract
from extractors.records import DocumentRecord
from tests.plan_making import drawn_table, heading, page_break, paragraph, read, table

BODY = [
    (10, "Arbetet i verksamheterna har gått framåt och fler invånare än förut är nöjda med den service som ges."),
    (10, "Under hösten flyttar två enheter in i nya lokaler, och bemanningen ses över innan sommaren kommer."),
    (10, "Samarbetet mellan enheterna fördjupas, och de gemensamma rutinerna följs upp varje månad av ledningen."),
]
Line = tuple[float, str]


def typed(*pages: list[Line], head: str | None = None) -> DocumentRecord:
    """What is read of pages of lines, each with its size in points; ``head`` stands over every page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for lines in pages:
        if head is not None:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, 812, head)
        y = 770.0
        for size, text in lines:
            canvas.setFont("Helvetica", size)
            for row in text.split("\n"):
                y -= size * 1.25
                canvas.drawString(60, y, row)
            y -= size * 0.9
        canvas.showPage()
    canvas.save()
    return extract(target.getvalue(), file_name="x.pdf", source_uri="file:///x.pdf").documents


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Klimathandlingsplan 2031–2034", "handlingsplan"),
        ("Handlingsplan för ett tryggare centrum", "handlingsplan"),
        ("Energi- och klimatplan", "handlingsplan"),
        ("Åtgärdsprogram mot buller", "handlingsplan"),
        ("Åtgärdslista trafiksäkerhet", "handlingsplan"),
        ("Aktivitetsplan 2031", "handlingsplan"),
        ("Genomförandeplan för skolans digitalisering", "handlingsplan"),
        ("Plan mot diskriminering", "handlingsplan"),
        ("Kompetensförsörjningsplanen", "handlingsplan"),
        ("Nämndplan 2031 – Utbildningsnämnden", "verksamhetsplan"),
        ("Verksamhetsplan och internbudget 2031", "verksamhetsplan"),
        ("Årsplan 2031", "verksamhetsplan"),
        ("Budgetskrivelse för investeringar", "mål och budget"),
        ("Förslag till budget 2032", "mål och budget"),
        ("Ekonomisk flerårsplan", "mål och budget"),
        ("Mål-, verksamhets- och budgetplan", "mål och budget"),
        ("Handlingsplan 2031 – uppföljning tertial 2", "uppföljning"),
        ("Verksamhetsplan 2031, uppföljning per augusti", "uppföljning"),
        ("Uppföljning av handlingsplan för jämställdhet", "uppföljning"),
        ("Fördjupad månadsuppföljning", "uppföljning"),
        ("Lägesrapport 2", "uppföljning"),
        ("Prognosrapport mars", "uppföljning"),
        ("Internkontrolluppföljning 2031", "uppföljning"),
        ("Uppföljning av internkontrollplan", "uppföljning"),
        ("Internkontrollplan 2031", "internkontrollplan"),
        ("Plan för intern kontroll 2031", "internkontrollplan"),
        ("Halvårsbokslut", "delårsrapport"),
        ("Bokslutsrapport 2031", "årsredovisning"),
        ("Miljöbokslut", "årsredovisning"),
        ("Patientsäkerhetsberättelse", "årsredovisning"),
        ("Riktlinjer för uppföljning", "styrdokument"),
        ("Reglemente för kommunstyrelsen", "styrdokument"),
        ("Kulturstrategi", "styrdokument"),
        ("Bostadsförsörjningsprogrammet", "styrdokument"),
        ("Resepolicyn", "styrdokument"),
        ("Delegationsordningen", "styrdokument"),
        ("Taxor och avgifter 2032", "taxa"),
        ("VA-taxa", "taxa"),
        ("Planbeskrivning", "planhandling"),
        ("Granskning av detaljplan för Ekbacken", "planhandling"),
        ("Granskning av kommunens upphandling", "revisionsrapport"),
        ("Granskningsrapport", "revisionsrapport"),
        ("Svar på motion om fler cykelvägar", "skrivelse"),
        ("Yttrande över remiss", "skrivelse"),
        ("Protokollsutdrag – Verksamhetsplan 2031", "protokoll"),
        ("Tjänsteskrivelse – Budget 2032", "tjänsteskrivelse"),
        ("Tidplan för budgetarbetet", None),
        ("Begäran om avsteg från riktlinje", None),
        ("Olycksrapport", None),
    ],
)
def test_the_head_of_a_title_names_the_type(title: str, kind: str | None) -> None:
    from extractors.identity.document_type import type_in

    assert type_in(title) == kind


def test_a_larger_name_above_the_type_is_the_title() -> None:
    found = typed([(36, "Hållbara Tibro"), (16, "Klimatstrategi"), (11, "Tibro kommun")], BODY)
    assert (found.title, found.document_type) == ("Hållbara Tibro", "styrdokument")


def test_a_chapter_that_names_a_type_is_not_the_title() -> None:
    found = typed([(34, "Genomlysning 2031–2032"), (14, "Tibro kommun")], [(16, "Budget 2030"), *BODY])
    assert (found.title, found.document_type, found.year, found.year_to) == (
        "Genomlysning 2031–2032",
        "okänd",
        2031,
        2032,
    )


def test_a_title_over_two_lines_keeps_its_years() -> None:
    found = typed([(30, "Budgetskrivelse för\ndrift och investeringar\n2032–2034")], BODY)
    assert found.title == "Budgetskrivelse för drift och investeringar 2032–2034"
    assert (found.year, found.year_to, found.period_end) == (2032, 2034, date(2034, 12, 31))


def test_the_first_plan_year_and_the_years_of_the_plan_behind_it() -> None:
    found = typed([(30, "Budget 2032 med flerårsplan 2033–2034"), (12, "Hjo kommun")], BODY)
    assert (found.document_type, found.year, found.year_to) == ("mål och budget", 2032, 2034)


def test_a_decision_gives_the_year_of_a_plan_and_a_goal_its_end() -> None:
    cover = [(30, "Klimatprogram 2040"), (11, "Antaget av kommunfullmäktige 2031-06-14, § 88"), (11, "Tibro kommun")]
    found = typed(cover, BODY)
    assert (found.document_type, found.year, found.year_to) == ("styrdokument", 2031, 2040)
    assert found.committee is None


def test_labels_of_a_plan_say_when_and_by_whom() -> None:
    front = [
        (26, "Handlingsplan för trygghet"),
        (9, "Antagen av: Socialnämnden Datum för beslut: 2031-03-31 Diarienummer: 2031.044 SN"),
        (9, "Giltighetstid: 31 december 2033 Dokumentansvarig: Utredare"),
        (9, "www.tibro.se"),
    ]
    found = typed(front, BODY)
    assert (found.committee, found.registration_number) == ("Socialnämnden", "2031.044 SN")
    assert (found.year, found.year_to, found.period) == (2031, 2033, "plan")
    assert (found.period_start, found.period_end) == (date(2031, 3, 31), date(2033, 12, 31))
    assert found.municipality_code == "1472"


def test_a_label_of_the_type_where_the_title_has_none() -> None:
    front = [
        (30, "Ändrade upptagningsområden"),
        (9, "Typ av styrdokument: Riktlinje"),
        (9, "Beslutsinstans: Skolnämnden"),
    ]
    assert typed(front, BODY).document_type == "styrdokument"


def test_labels_in_a_table_on_the_cover() -> None:
    rows = [["Dokumenttyp", "Policy"], ["Fastställd av", "Kommunfullmäktige"], ["Beslutsdatum", "2031-05-12"],
            ["Diarienummer", "KS 2031/77"]]  # fmt: skip
    extraction = read(heading("Möten och resor", 1), drawn_table(rows), page_break(), paragraph(BODY[0][1]))
    found = extraction.documents
    assert (found.document_type, found.year, found.registration_number) == ("styrdokument", 2031, "KS 2031/77")
    assert found.committee is None


def test_a_cover_drawn_as_a_table_has_the_title() -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    large = ParagraphStyle("large", fontName="Helvetica-Bold", fontSize=26, leading=30)
    rows = [[Paragraph("Granskning av lönehantering", large)], ["Revisionsrapport"], ["Hjo kommun"], ["2031-03-24"]]
    found = read(drawn_table(rows), page_break(), paragraph(BODY[0][1]), paragraph(BODY[1][1])).documents
    assert (found.title, found.document_type) == ("Granskning av lönehantering", "revisionsrapport")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Dnr KK31/122", "KK31/122"),
        ("KS-2031/19", "KS-2031/19"),
        ("Dnr 2031/314", "2031/314"),
        ("Diarienr: 2031.030 BMN", "2031.030 BMN"),
        ("Ärendenr BK 2031/1067", "BK 2031/1067"),
        ("Dnr: KS31-373", "KS31-373"),
        ("Dnr 31/BIN/71", "31/BIN/71"),
        ("Diarienummer KSN-2031-00123", "KSN-2031-00123"),
        ("Beteckning: SN/2031:12-3", "SN/2031:12-3"),
        ("TSFS 2031:57", None),
        ("Prop. 2031/32:105", None),
        ("SFS 2031:725", None),
        ("Enligt lag (2031:425)", None),
        ("Datum 2031-05-12", None),
        ("Dnr", None),
    ],
)
def test_numbers_of_registers_and_of_laws(line: str, number: str | None) -> None:
    found = typed([(28, "Uppföljning tertial 1 2031"), (14, "Socialnämnden"), (10, line)], BODY)
    assert found.registration_number == number


@pytest.mark.parametrize(
    ("title", "line", "head", "board"),
    [
        ("Verksamhetsplan 2031", "Tekniska nämnden", None, "Tekniska nämnden"),
        ("Internkontrollplan 2031", "Vård- och omsorgsnämnden i Hjo kommun", None, "Vård- och omsorgsnämnden"),
        ("Årsbokslut 2031", "Organisation: Kultur- och fritidsnämnden", None, "Kultur- och fritidsnämnden"),
        ("Årsbokslut 2031", "Hjo kommun", "Kultur- och fritidsnämnden", "Kultur- och fritidsnämnden"),
        ("Verksamhetsplan 2031", "Vård- och\nomsorgsnämnden", None, "Vård- och omsorgsnämnden"),
        ("Verksamhetsplan 2031", "Socialförvaltningen\nSocialnämnden svarar för stöd", None, "Socialnämnden"),
        ("Årsredovisning 2031", "Fastställd av kommunfullmäktige 2032-04-21", "Kommunstyrelsen, ekonomi", None),
        ("Mål och budget 2032", "Antagen av kommunfullmäktige", None, None),
        ("Risk- och sårbarhetsanalys 2031", "Beslutsinstans: Kommunstyrelsen", None, None),
        ("Uppföljning 2031", "Beslutande instans: Kommunfullmäktige", None, None),
    ],
)
def test_the_board_whose_document_it_is(title: str, line: str, head: str | None, board: str | None) -> None:
    told = [(10.0, "Socialnämnden och skolan har delat lokaler."), *BODY]
    assert typed([(28, title), (12, line)], told, head=head).committee == board


def test_a_board_broken_over_two_lines_of_the_head() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for page in range(3):
        canvas.setFont("Helvetica", 11)
        for y, text in ((800, "Vård- och"), (787, "omsorgsnämndens"), (774, "arbetsutskott")):
            canvas.drawString(380, y, text)
        canvas.drawString(60, 800, "Protokoll")
        canvas.drawString(60, 720, f"§ {40 + page}   2031.03{page} VON")
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(60, 700, "Uppföljning av verksamhetsplan")
        canvas.setFont("Helvetica", 11)
        for row, (_, text) in enumerate(BODY):
            canvas.drawString(60, 670 - 40 * row - page, text[:80])
        canvas.showPage()
    canvas.save()
    found = extract(target.getvalue(), file_name="x.pdf", source_uri="file:///x.pdf").documents
    assert (found.document_type, found.committee) == ("protokoll", "Vård- och omsorgsnämndens arbetsutskott")
    assert found.registration_number is None


@pytest.mark.parametrize(
    ("title", "line", "period", "end"),
    [
        ("Ekonomisk uppföljning november 2031", "Prognos helår", None, None),
        ("Ekonomisk uppföljning maj", "Tertial 1 redovisades i maj 2031", None, None),
        ("Ekonomisk uppföljning april 2031", "Socialnämnden", "T1", date(2031, 4, 30)),
        ("Delårsrapport 2031", "Period: januari–augusti 2031", "T2", date(2031, 8, 31)),
        ("Delårsrapport 2031", "Rapportperiod: 2031-08-31", "T2", date(2031, 8, 31)),
        ("Halvårsuppföljning 2031", "Socialnämnden", None, date(2031, 6, 30)),
        ("Uppföljning helår 2031", "Socialnämnden", "helår", date(2031, 12, 31)),
        ("Internkontrollplan 2031", "Uppföljning sker i augusti", "plan", date(2031, 12, 31)),
    ],
)
def test_periods_by_front_and_title(title: str, line: str, period: str | None, end: date | None) -> None:
    found = typed([(28, title), (12, line)], BODY)
    assert (found.year, found.period, found.period_end) == (2031, period, end)


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        ([(28, "Biblioteksplan"), (12, "Reviderad enligt KS § 110/2029"), (12, "Gäller 2031–2034")], (2031, 2034)),
        ([(28, "Policy för inköp"), (10, "Fastställd 2031-02-03"), (10, "Bidrar till Agenda 2030")], (2031, 2031)),
        ([(28, "Avfallstaxa"), (10, "Gäller från och med: 2031-01-01")], (2031, 2031)),
        ([(28, "Handlingsplan, inkl. nulägesanalys 2029"), (12, "Bilaga till miljöplan 2031–2036")], (2031, 2036)),
        ([(28, "Åtgärdsplan"), (12, "Utsläppen ska vara noll senast 2045")], (None, None)),
        ([(28, "Samordnad varudistribution"), (12, "TSFS 2024:57")], (None, None)),
    ],
)
def test_years_that_are_the_documents_own(lines: list[Line], years: tuple[int | None, int | None]) -> None:
    found = typed(lines, BODY)
    assert (found.year, found.year_to) == years


def test_a_letter_is_none_of_what_it_is_about() -> None:
    page = [
        (9, "Datum: Handläggare: Diarienr:"), (9, "2031-05-04"), (9, "Utbildningsnämnden"), (9, "Eva Ek 2031.077 UN"),
        (16, "Uppföljning av budget 2030"), (13, "Ärendebeskrivning"), *BODY, (13, "Förslag till beslut"),
        (10, "Uppföljningen läggs till handlingarna."),
    ]  # fmt: skip
    found = typed(page)
    assert (found.document_type, found.committee, found.year) == ("tjänsteskrivelse", "Utbildningsnämnden", 2031)
    assert found.registration_number == "2031.077 UN"


def test_a_letter_bound_before_a_report_leaves_it_a_report() -> None:
    letter = [
        (9, "Handläggare: Eva Ek"), (9, "2031-09-04"), (14, "Tertialrapport 2"), (12, "Ärendebeskrivning"), *BODY,
        (12, "Förslag till beslut"), (10, "Rapporten godkänns."),
    ]  # fmt: skip
    found = typed(letter, [(32, "Tertialrapport 2 2031"), (16, "Socialnämnden"), (12, "Hjo kommun")], BODY)
    assert (found.document_type, found.title, found.period) == ("uppföljning", "Tertialrapport 2 2031", "T2")


def test_a_tables_heading_is_not_the_title() -> None:
    rows = [["Budget 2032", "Bokslut 2030"], ["100", "90"]]
    found = read(heading("Uppföljning mars 2031", 1), table(rows), paragraph(BODY[0][1])).documents
    assert (found.title, found.document_type, found.year) == ("Uppföljning mars 2031", "uppföljning", 2031)


def test_a_line_may_go_on_behind_the_kommuns_name() -> None:
    lines: list[Line] = [(16, "Handlingsplan för klimatet 2031"), (10, "Heby kommun. Antagen 2031-02-10."), *BODY]
    assert typed(lines).municipality_code == "0331"
