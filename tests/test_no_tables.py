"""What looks like a table and is none: its words are the page's furniture or its text, and real tables stay tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document.assembly import read_document
from extractors.document.model import Document
from extractors.extract import extract
from tests.pdf_making import make_pdf

SENTENCES = (
    "Nämnden behandlar ärendet på nytt vid nästa möte.",
    "Förvaltningen får i uppgift att ta fram ett underlag.",
    "Kostnaden ryms inom den ram som redan är beslutad.",
    "Beslutet skickas till dem som har yttrat sig.",
)
PROSE = (
    "Kommunen växer och behöver fler bostäder nära resande\noch arbete. Det ställer krav på planering som väger\n"
    "ihop mark, vatten och trafik med det som invånarna\nsjälva säger att de vill ha. Därför arbetar nämnden\n"
    "med en översikt som sträcker sig över flera år och\nsom tas fram i samverkan med dem som berörs av den\n"
    "förändring som väntar. Arbetet följs varje år och\nredovisas öppet för alla som vill ta del av det."
)


def paragraphs(canvas: Canvas, top: float = 780) -> None:
    for number, text in enumerate(SENTENCES):
        canvas.drawString(72, top - 40 * number, text)


def cells(canvas: Canvas, rows: Sequence[Sequence[str]], x: float, top: float, widths: Sequence[float]) -> None:
    """A ruled table from its top left corner on, 18 points a row."""
    for row, texts in enumerate(rows):
        left = x
        for text, width in zip(texts, widths, strict=True):
            canvas.rect(left, top - 18 * (row + 1), width, 18)
            canvas.drawString(left + 3, top - 18 * (row + 1) + 5, text)
            left += width


def text_of(document: Document) -> str:
    return "\n".join(p.text for section in document.sections() for p in section.paragraphs)


def assert_nothing_is_lost(document: Document) -> None:
    assert [count.unassigned for count in document.ledger] == [0] * document.pages


def signing(words: Sequence[str], top: float) -> Callable[[Canvas], None]:
    """A page of a protocol with a field for each signature."""

    def draw(canvas: Canvas) -> None:
        paragraphs(canvas)
        cells(canvas, [words], 72, top, [140] * len(words))

    return draw


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize(
    ("words", "top"),
    [
        (["Justerandes sign", "Justerandes sign", "Utdragsbestyrkande"], 50),
        (["Ordförandes signatur", "Justerares signatur", "Utdragsbestyrkande"], 130),
        (["Justerandes sign", "", ""], 60),
    ],
)
def test_fields_for_signatures_are_furniture(words: list[str], top: float, pages: int) -> None:
    document = read_document(make_pdf(*[signing(words, top)] * pages))
    assert document.tables == ()
    assert "sign" not in text_of(document)
    assert " ".join(filter(None, words)) in [line.text for line in document.furniture]
    assert_nothing_is_lost(document)


def test_a_head_drawn_as_a_table_on_each_page_is_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            cells(canvas, [["Tanums kommun", "Protokoll", f"Sida {number} (3)"]], 72, 820, [150, 150, 100])
            paragraphs(canvas, 700)

        return draw

    document = read_document(make_pdf(page(1), page(2), page(3)))
    assert document.tables == ()
    assert "Tanums" not in text_of(document)
    assert_nothing_is_lost(document)


def test_a_table_whose_header_stands_apart_at_the_top_of_each_page_stays_one() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            cells(canvas, [["Aktivitet", "Ansvarig", "Status"]], 72, 820, [200, 120, 80])
            rows = [[f"Insats {number}{row}", "Rektor", "Klart"] for row in range(8)]
            cells(canvas, rows, 72, 796, [200, 120, 80])

        return draw

    document = read_document(make_pdf(page(1), page(2), page(3)))
    words = [cell.text for table in document.tables for cell in table.cells]
    assert "Aktivitet" in words
    assert "Insats 37" in words


@pytest.mark.parametrize("columns", [2, 3])
def test_prose_in_columns_beside_each_other_is_text(columns: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 7)
        for col in range(columns):
            for number, line in enumerate(PROSE.splitlines()):
                canvas.drawString(40 + 195 * col, 760 - 10 * number, line)

    document = read_document(make_pdf(draw))
    assert document.tables == ()
    assert "Därför arbetar nämnden med en översikt" in " ".join(text_of(document).split())
    assert_nothing_is_lost(document)


def bars(canvas: Canvas) -> None:
    """Bars over an axis with lines across, a number over each bar and its name under it."""
    paragraphs(canvas)
    canvas.line(100, 300, 100, 500)
    for step in range(6):
        canvas.line(100, 300 + 40 * step, 460, 300 + 40 * step)
        canvas.drawString(80, 297 + 40 * step, str(10 * step))
    for number, (name, value) in enumerate([("Skola", 42), ("Vård", 31), ("Miljö", 18)]):
        canvas.setFillColorRGB(0.2, 0.4, 0.8)
        canvas.rect(130 + 110 * number, 300, 60, 4 * value, stroke=1, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(150 + 110 * number, 304 + 4 * value, str(value))
        canvas.drawString(145 + 110 * number, 285, name)


def slices(canvas: Canvas) -> None:
    """A circle in slices with shares in them, and its legend."""
    paragraphs(canvas)
    shares = [10, 30, 20, 40]
    start = 0.0
    for number, share in enumerate(shares):
        canvas.setFillColorRGB(0.9 - 0.2 * number, 0.5, 0.2 * number)
        canvas.wedge(120, 300, 300, 480, start, 3.6 * share, stroke=0, fill=1)
        start += 3.6 * share
    canvas.setFillGray(0)
    for number, (x, y) in enumerate([(270, 410), (230, 450), (150, 420), (220, 330)]):
        canvas.drawString(x, y, f"{shares[number]}%")
        canvas.rect(340, 450 - 24 * number, 8, 8, fill=1)
        canvas.drawString(354, 450 - 24 * number, ["Skola", "Vård", "Miljö", "Fritid"][number])


def arrows(canvas: Canvas) -> None:
    """Steps in arrows, one after the other."""
    paragraphs(canvas)
    for number, text in enumerate(["Underlag tas fram", "Nämnden bereder", "Styrelsen beslutar"]):
        x = 60 + 160 * number
        path = canvas.beginPath()
        path.moveTo(x, 400)
        for dx, dy in ((120, 0), (150, 40), (120, 80), (0, 80), (30, 40)):
            path.lineTo(x + dx, 400 + dy)
        path.close()
        canvas.setFillColorRGB(0.7, 0.85, 0.95)
        canvas.drawPath(path, fill=1, stroke=0)
        canvas.setFillGray(0)
        first, *rest = text.split()
        canvas.drawString(x + 36, 445, first)
        canvas.drawString(x + 36, 430, " ".join(rest))


@pytest.mark.parametrize("draw", [bars, slices, arrows])
def test_a_figure_is_no_table_and_its_words_stay(draw: Callable[[Canvas], None]) -> None:
    document = read_document(make_pdf(draw))
    assert document.tables == ()
    assert all(sentence in text_of(document) for sentence in SENTENCES)
    assert_nothing_is_lost(document)


def test_a_title_in_a_frame_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(200, 500, 300, 60)
        canvas.rect(200, 560, 300, 60)
        canvas.setFont("Helvetica", 22)
        canvas.drawString(210, 580, "Granskning av budget")
        canvas.setFont("Helvetica", 18)
        canvas.drawString(210, 520, "Tanums kommun")
        canvas.setFont("Helvetica", 10)
        paragraphs(canvas, 400)

    document = read_document(make_pdf(draw, lambda canvas: paragraphs(canvas)))
    assert document.tables == ()
    assert_nothing_is_lost(document)
    titles = [section.title for section in document.sections()]
    assert any("Granskning av budget" in text for text in (*titles, text_of(document)))


def kinds_of(draw: Callable[[Canvas], None]) -> list[str]:
    data = make_pdf(draw)
    return [table.kind for table in extract(data, file_name="p.pdf", source_uri="file:///p.pdf").tables]


def test_an_agenda_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [[f"§ {number}", f"Ärende om gata {number}"] for number in range(41, 48)]
        cells(canvas, rows, 72, 700, [60, 300])

    assert kinds_of(draw) == ["agenda"]


def test_the_title_page_of_a_meeting_is_told_as_a_form() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [
            ["Plats och tid", "Stora salen, kl. 14.00-16.15"],
            ["Beslutande", "Anna Berg (S), ordförande"],
            ["Övriga deltagare", "Per Lund, förvaltningschef"],
            ["Utses att justera", "Eva Holm (M)"],
        ]
        cells(canvas, rows, 72, 700, [120, 300])

    assert kinds_of(draw) == ["form"]


def schedule(canvas: Canvas) -> None:
    """A grid with few marks, but names of rows and columns."""
    rows = [["Insats", *(f"v. {week}" for week in range(1, 9))]]
    rows += [[f"Insats {row}", *("X" if week == row else "" for week in range(8))] for row in range(8)]
    cells(canvas, rows, 40, 700, [100, *[50] * 8])


def half_filled(canvas: Canvas) -> None:
    """A form to fill in: many empty cells, with a name for each row."""
    cells(canvas, [[f"Fråga {row}", "", "", "", ""] for row in range(6)], 60, 700, [120, 80, 80, 80, 80])


@pytest.mark.parametrize("draw", [schedule, half_filled])
def test_a_sparse_table_stays_one(draw: Callable[[Canvas], None]) -> None:
    assert len(read_document(make_pdf(draw)).tables) == 1
