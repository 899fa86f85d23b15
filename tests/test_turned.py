"""Turned, slanting and skewed text: lines of their own that never reach the text around them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document.assembly import read_document
from extractors.document.picture import page_picture
from extractors.extract import extract
from extractors.pdf.page import Page, Word
from extractors.pdf.reader import NoTextLayer, read_pages
from tests.pdf_making import HEIGHT, WIDTH, altered, make_pdf, text_page

ROWS = (("Verksamhet", "Budget", "Utfall"), ("Skola", "4 078", "4 054"), ("Vård", "12 450", "-530"))
SIGNATURE = "Underskriftens referens 5e5ca523 sida 3 av 9"


def page_of(draw: Callable[[Canvas], None]) -> Page:
    return next(read_pages(make_pdf(draw)))


def follow_up(canvas: Canvas) -> None:
    """A heading, a paragraph, and a ruled table of amounts."""
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 780, "Uppföljning för nämnden")
    canvas.setFont("Helvetica", 10)
    for line, text in enumerate(["Nämnden följer upp sin budget varje tertial.", "Prognosen är i balans med ramen."]):
        canvas.drawString(72, 750 - 14 * line, text)
    for row, cells in enumerate(ROWS):
        canvas.line(72, 690 - 20 * row, 372, 690 - 20 * row)
        for col, text in enumerate(cells):
            canvas.drawString(76 + 100 * col, 676 - 20 * row, text)
    canvas.line(72, 630, 372, 630)
    for x in range(72, 373, 100):
        canvas.line(x, 690, x, 630)


def signed(angle: float, x: float, y: float, size: float = 7) -> Callable[[Canvas], None]:
    """The same page with a signature line beside it, which runs in this direction from this place."""

    def draw(canvas: Canvas) -> None:
        follow_up(canvas)
        canvas.setFont("Helvetica", size)
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, SIGNATURE)

    return draw


def upright(page: Page) -> list[tuple[str, float, float]]:
    return [(w.text, w.x0, w.baseline) for w in page.words if w.upright]


def texts_of(data: bytes) -> tuple[object, ...]:
    document = read_document(data)
    paragraphs = [p.text for section in document.sections() for p in section.paragraphs]
    return paragraphs, [s.title for s in document.sections()], [c.text for t in document.tables for c in t.cells]


BESIDE = [
    (90, 25, 300),  # up the left margin
    (270, 575, 500),  # down the right one
    (91, 25, 300),  # a degree askew, as scanners leave it
    (89, 575, 300),
    (268.7, 25, 700),
    (90, 45, 640),  # beside the table, across its rows
    (45, 400, 500),  # a word across the free part of the page
]


@pytest.mark.parametrize(("angle", "x", "y"), BESIDE)
def test_a_turned_line_is_a_line_of_its_own(angle: float, x: float, y: float) -> None:
    page = page_of(signed(angle, x, y))
    assert (page.reader, page.reader_reason) == ("pdfium", None)
    assert upright(page) == upright(page_of(follow_up))
    turned = [word for word in page.words if not word.upright]
    assert [word.text for word in turned] == SIGNATURE.split()
    assert all(abs(word.turn - angle) <= 1 for word in turned)


@pytest.mark.parametrize(("angle", "x", "y"), BESIDE)
def test_a_turned_line_changes_nothing_of_the_text_and_is_counted(angle: float, x: float, y: float) -> None:
    data = make_pdf(signed(angle, x, y))
    assert texts_of(data) == texts_of(make_pdf(follow_up))
    document = read_document(data)
    assert SIGNATURE in [line.text for line in document.furniture]
    [count] = document.ledger
    assert count.unassigned == 0
    assert count.words == count.in_text + count.in_tables + count.in_furniture


def test_two_signature_lines_under_each_other_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        signed(90, 20, 300)(canvas)
        canvas.drawString(0, -9, "Tidpunkt 2031-03-04 kl. 10.15")

    lines = [line.text for line in read_document(make_pdf(draw)).furniture]
    assert lines == [SIGNATURE, "Tidpunkt 2031-03-04 kl. 10.15"]


def drawn_with(*matrix: float) -> Callable[[Canvas], None]:
    """The page under this matrix, large enough to fill it again."""

    def draw(canvas: Canvas) -> None:
        canvas.transform(*matrix, 0, 0)
        canvas.scale(1 / 0.633, 1 / 0.633)
        follow_up(canvas)

    return draw


NOISE = [
    (0.633, -1e-9, -1e-9, 0.631),
    (0.633, 1e-7, 1e-7, 0.633),
    (0.633, 0.011, -0.011, 0.633),  # a degree
    (0.633, 0.0, 0.12, 0.633),  # slanted letters
]


@pytest.mark.parametrize("matrix", NOISE)
def test_text_a_little_askew_is_upright(matrix: tuple[float, ...]) -> None:
    page = page_of(drawn_with(*matrix))
    assert [word.text for word in page.words if word.upright] == [word for word, _, _ in upright(page_of(follow_up))]


def test_the_box_of_a_turned_word_is_around_it() -> None:
    page = page_of(signed(90, 50, 300, size=20))
    first, *_, last = [word for word in page.words if word.turn == 90]
    assert first.x0 == pytest.approx(36, abs=4)
    assert first.x1 == pytest.approx(55, abs=4)
    assert first.bottom == pytest.approx(HEIGHT - 300, abs=1)
    assert first.top < first.bottom
    assert last.bottom < first.top


def test_headings_turned_over_their_columns_are_at_hand_as_words() -> None:
    """Each with its box over its column, whatever its direction."""

    def draw(canvas: Canvas) -> None:
        for col, text in enumerate(["Budget", "Utfall", "Avvikelse"]):
            for angle, y in ((90, 700), (45, 500)):
                canvas.saveState()
                canvas.translate(200 + 60 * col, y)
                canvas.rotate(angle)
                canvas.drawString(0, 0, text)
                canvas.restoreState()
        canvas.drawString(72, 400, "Nämnden följer upp sin budget varje tertial och rapporterar till styrelsen.")

    turned = [word for word in page_of(draw).words if not word.upright]
    for angle in (90, 45):
        words = [word for word in turned if word.turn == angle]
        assert [word.text for word in words] == ["Budget", "Utfall", "Avvikelse"]
        assert [round(w.x1 if angle == 90 else w.x0) for w in words] == pytest.approx([200, 260, 320], abs=10)


def sideways(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 90


def upside_down(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 180


def other_sideways(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 270


def set_sideways(pdf: pikepdf.Pdf) -> None:
    """The content turned on a page of the other format, and the page turned back."""
    page = pdf.pages[0]
    page.MediaBox = [0, 0, HEIGHT, WIDTH]
    page.contents_add(f"q 0 1 -1 0 {HEIGHT} 0 cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.Rotate = 90


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].CropBox = [6, 6, WIDTH - 6, HEIGHT - 6]


def far_away(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.MediaBox = [-1000, 500, WIDTH - 1000, HEIGHT + 500]
    page.contents_add(b"q 1 0 0 1 -1000 500 cm\n", prepend=True)
    page.contents_add(b"\nQ")


@pytest.mark.parametrize("change", [sideways, upside_down, other_sideways, set_sideways, cropped, far_away])
def test_how_the_page_is_laid_changes_no_text(change: Callable[[pikepdf.Pdf], None]) -> None:
    data = make_pdf(follow_up)
    assert texts_of(altered(data, change)) == texts_of(data)


@pytest.mark.parametrize("change", [sideways, upside_down, other_sideways, set_sideways])
def test_the_picture_stands_as_the_words_do(change: Callable[[pikepdf.Pdf], None]) -> None:
    data = altered(make_pdf(follow_up), change)
    word = next(w for p in read_pages(data) for w in p.words if w.text == "Uppföljning")
    inside = page_picture(data, 1, 2.0).convert("L").crop(tuple(round(2 * side) for side in word.box))
    assert inside.getextrema()[0] < 100


def test_a_scan_under_a_turned_stamp_is_no_turned_page() -> None:
    """Its text is the stamp; the page stays as it is shown, and says that it has nothing but a stamp."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "#f4f1e8")), 0, 0, WIDTH, HEIGHT)
        canvas.translate(30, 200)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Bilaga 2 till protokoll 2031-03-04")

    page = page_of(draw)
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    assert page.unread is not None
    assert all(word.turn == 90 for word in page.words)
    extract(make_pdf(draw), file_name="a.pdf", source_uri="file:///a.pdf")


def test_mirrored_letters_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        text_page((72, 700, "Kommunen ska bli klimatneutral"))(canvas)
        canvas.scale(1, -1)
        canvas.drawString(72, -600, "spegelvänt")

    words: list[Word] = list(page_of(draw).words)
    assert [w.text for w in words if w.upright] == ["Kommunen", "ska", "bli", "klimatneutral"]
    assert [w.text for w in words if not w.upright] == ["spegelvänt"]


def test_a_page_of_turned_text_alone_is_read_once_it_is_turned() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(91)
        for line in range(12):
            canvas.drawString(60, 500 - 16 * line, f"Rad {line} om nämndens budget")

    page = page_of(draw)
    assert page.reader_reason == "text turned by 90 degrees"
    assert all(word.upright for word in page.words)


def test_an_empty_page_is_none() -> None:
    target = io.BytesIO(make_pdf(lambda canvas: canvas.showPage()))
    with pytest.raises(NoTextLayer):
        list(read_pages(target.getvalue()))
