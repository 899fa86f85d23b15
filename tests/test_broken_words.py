"""Words that a line's end broke without a hyphen, and whole words under each other that must stay apart."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.document.assembly import read_document
from extractors.pdf.page import Style, Word
from extractors.text.lines import Lexicon, Line, join_lines
from tests.pdf_making import make_pdf

BODY = Style("Calibri", 10.0, bold=False, italic=False, colour="#000000")
LETTER_PT, SPACE_PT = 5.0, 2.5
STEMS = (
    "arbet bered besök bibliotek bok bostad brand cykel drift el elev enhet fastighet förening förskol",
    "förvaltning gat granskning handledar handling hyr individ kommun kontor kost krisledning kultur kvalitet",
    "lag lekplats livsmedel lokal läs miljö motion nämnd omsorg park person plan polis protokoll rapport",
    "rektor revision rum rådgivning räddning sal sam sekreterar skol skolskjuts styrels stöd system teknik",
    "trygg undervisning utred utskott utveckling utbildning vatten verksamhet vård väg växel öppn övning",
)
ENDINGS = ("", "en", "ens", "et", "er", "erna", "are", "ad", "ar", "s")
INFLECTED = [f"{stem}{ending}" for stems in STEMS for stem in stems.split() for ending in ENDINGS]
RUNNING = (
    "en genomför avtal hälsa som har och förs statistiken tillgängliggörande digitalisering avtalet avtal ny ett slut"
)
PROSE = (
    "Förvaltningen redovisar hur arbetet med hållplatser, bryggor och lekplatser har gått sedan sommaren.",
    "Antalet besök på biblioteket ökade när det öppnade på söndagar, medan simhallen stod stängd hela våren.",
    "Verksamheten har anställt fyra handledare och förlängt avtalet med två leverantörer av livsmedel.",
    "Utvecklingen av de gemensamma lokalerna går framåt; en granskning visar att kvällstiderna räcker till.",
)


def line(text: str, row: int = 0, *, size: float = 10.0, page: int = 1) -> Line:
    scale = size / BODY.size
    words, x0, baseline = [], 0.0, 100.0 + 12 * row * scale
    for part in text.split():
        x1 = x0 + LETTER_PT * scale * len(part)
        style = BODY._replace(size=size)
        words.append(Word(part, x0, baseline - 0.8 * size, x1, baseline + 2, baseline, style, -1, False, True, True, 0))
        x0 = x1 + SPACE_PT * scale
    return Line(page, tuple(words))


LEXICON = Lexicon.of([line(" ".join(INFLECTED)), line(RUNNING), *map(line, PROSE)])


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Krisledningsöv", "ning", "Krisledningsövning"),
        ("Vattenanalys", "er", "Vattenanalyser"),
        ("Personalförsörjninge", "n", "Personalförsörjningen"),
        ("Skolskjutsavta", "l", "Skolskjutsavtal"),
        ("Bokningssyste", "met", "Bokningssystemet"),
        ("5. Medborgardialog/kval", "itetsarbete", "5. Medborgardialog/kvalitetsarbete"),
        ("Ombyggnad/tillgängliggöran", "de Sjöboden", "Ombyggnad/tillgängliggörande Sjöboden"),
        ("Register/digitaliser", "ing, steg 2", "Register/digitalisering, steg 2"),
    ],
)
def test_a_word_broken_at_the_edge_of_its_column_is_one(above: str, below: str, expected: str) -> None:
    broken = [line(above), line(below, 1)]
    assert join_lines(broken, LEXICON, right=broken[0].box.x1 + 1) == expected


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Kommunstyrelsens", "arbetsutskott"),
        ("Omsorgsnämndens", "individutskott"),
        ("Delårsrapport", "kulturnämnden"),
        ("Handlingsplan", "trygghet och hälsa"),
        ("Lokalförsörjningen", "granskad"),
        ("Brandövningar", "genomförda"),
        ("Sjukfrånvarostatistiken", "redovisad"),
    ],
)
def test_two_whole_words_stay_apart_though_the_first_is_the_widest_of_all(above: str, below: str) -> None:
    whole = [line(above), line(below, 1)]
    assert join_lines(whole, LEXICON, right=whole[0].box.x1 + 1) == f"{above} {below}"


def test_two_words_that_read_as_a_third_stay_apart_in_a_sentence() -> None:
    sentence = [line("arbetet ska leda till att fördjupa"), line("de samtal som förs", 1)]
    known = Lexicon.of([line("med en fördjupade kunskap om de")])
    assert join_lines(sentence, known).endswith("fördjupa de samtal som förs")


@pytest.mark.parametrize("where", [(380.0, 60.0), (60.0, 300.0)], ids=["letter head", "title page"])
@pytest.mark.parametrize("size", [12.0, 30.0])
def test_a_name_on_two_lines_of_a_head_is_no_broken_word(where: tuple[float, float], size: float) -> None:
    def page(canvas: Canvas) -> None:
        x, top = where
        canvas.setFont("Helvetica", size)
        for row, text in enumerate(("Teknikutskottets", "arbetsgrupp", "Protokoll")):
            canvas.drawString(x, A4[1] - top - 1.15 * size * row, text)
        canvas.setFont("Helvetica", 9.0)
        for row, text in enumerate(PROSE[:4]):
            canvas.drawString(60, A4[1] - 500 - 12 * row, text)

    read = read_document(make_pdf(page))
    texts = [getattr(block, "text", "") for block in read.blocks]
    assert any("Teknikutskottets arbetsgrupp" in text for text in texts) or "Teknikutskottets" in texts
    assert not any("Teknikutskottetsarb" in text for text in texts)
