"""Words that nobody can see are kept out of the records and counted; an OCR's invisible layer is none of them."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract
from extractors.pdf.page import Page
from extractors.pdf.reader import read_pages
from extractors.records import Extraction
from tests.pdf_making import HEIGHT, WIDTH, altered, make_pdf
from tests.test_reading_pdf import cropped, moved

INVISIBLE = 3


def invisible(canvas: Canvas, x: float, y: float, text: str) -> None:
    line = canvas.beginText(x, y)
    line.setTextRenderMode(INVISIBLE)
    line.textOut(text)
    canvas.drawText(line)


def picture(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 60), "#f4f1e8")), x, y, width, height)


def black_bar(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 2, y - 3, 90, 14, stroke=0, fill=1)


def under_a_bar(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "hemligt namn")
    black_bar(canvas, 100, 600)


def under_a_bar_in_a_form(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "hemligt namn")
    canvas.beginForm("bar")
    black_bar(canvas, 0, 0)
    canvas.endForm()
    canvas.translate(100, 600)
    canvas.doForm("bar")


def replaced(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "hemligt namn")
    canvas.setFillGray(1)
    black_bar(canvas, 100, 600)
    canvas.setFillGray(0)
    canvas.drawString(100, 600, "synligt")


def in_invisible_mode(canvas: Canvas) -> None:
    invisible(canvas, 100, 600, "hemligt namn")


def beside_a_logotype(canvas: Canvas) -> None:
    picture(canvas, 80, 580, 200, 50)
    invisible(canvas, 100, 600, "hemligt namn")


def without_opacity(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(100, 600, "hemligt namn")


def outside(canvas: Canvas) -> None:
    canvas.drawString(WIDTH + 50, 600, "hemligt")
    canvas.drawString(100, -60, "namn")


def asked_for(text: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, text)

    return draw


def page_of(*drawings: Callable[[Canvas], None]) -> bytes:
    """One page on which the drawings follow each other."""

    def draw(canvas: Canvas) -> None:
        for drawing in drawings:
            canvas.saveState()
            drawing(canvas)
            canvas.restoreState()

    return make_pdf(draw)


def read(data: bytes) -> Extraction:
    return extract(data, file_name="plan.pdf", source_uri="file:///plan.pdf")


def seen(page: Page) -> list[str]:
    return [word.text for word in page.words if word.drawn]


def turned(pdf: pikepdf.Pdf) -> None:
    """Drawn upside down on a page that is turned, so that all is seen where it was."""
    page = pdf.pages[0]
    page.Rotate = 180
    page.contents_add(f"q -1 0 0 -1 {WIDTH} {HEIGHT} cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")


HIDDEN = [under_a_bar, under_a_bar_in_a_form, replaced, in_invisible_mode, beside_a_logotype, without_opacity, outside]
AS_IT_IS: Callable[[pikepdf.Pdf], None] = lambda pdf: None  # noqa: E731


@pytest.mark.parametrize("change", [AS_IT_IS, turned, cropped, moved], ids=["upright", "turned", "cropped", "moved"])
@pytest.mark.parametrize("hide", HIDDEN)
def test_what_nobody_can_see_is_counted_and_in_no_record(
    hide: Callable[[Canvas], None], change: Callable[[pikepdf.Pdf], None]
) -> None:
    data = altered(page_of(asked_for("Kommunen bygger en skola"), hide), change)
    [page] = read_pages(data)
    assert sorted(word.text for word in page.words if not word.drawn) == ["hemligt", "namn"]
    extraction = read(data)
    [ledger] = extraction.page_ledger
    shown = 5 if hide is replaced else 4
    assert (ledger.words, ledger.hidden, ledger.text_source) == (shown, 2, "embedded")
    assert ledger.words == ledger.in_tables + ledger.in_text + ledger.in_furniture + ledger.unassigned
    texts = [section.text or section.heading for section in extraction.sections]
    assert "skola" in " ".join(texts)
    assert not [text for text in texts if "hemligt" in text or "namn" in text]
    assert not [line.text for line in page.stream if "hemligt" in line.text or "namn" in line.text]


def behind(canvas: Canvas) -> None:
    canvas.setFillGray(0.9)
    black_bar(canvas, 100, 600)
    canvas.setFillGray(0)
    canvas.drawString(100, 600, "synligt namn")


def highlighted(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "synligt namn")
    canvas.setFillAlpha(0.4)
    black_bar(canvas, 100, 600)


def multiplied(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "synligt namn")
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setBlendMode("Multiply")
    black_bar(canvas, 100, 600)


def clipped_away(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "synligt namn")
    path = canvas.beginPath()
    path.rect(300, 300, 50, 50)
    canvas.clipPath(path, stroke=0, fill=0)
    black_bar(canvas, 100, 600)


def underlined(canvas: Canvas) -> None:
    canvas.drawString(100, 600, "synligt namn")
    canvas.rect(100, 597, 90, 1, stroke=0, fill=1)


@pytest.mark.parametrize("change", [AS_IT_IS, turned], ids=["upright", "turned"])
@pytest.mark.parametrize("show", [behind, highlighted, multiplied, clipped_away, underlined])
def test_what_can_be_seen_stays(show: Callable[[Canvas], None], change: Callable[[pikepdf.Pdf], None]) -> None:
    [page] = read_pages(altered(page_of(asked_for("Kommunen"), show), change))
    assert sorted(seen(page)) == ["Kommunen", "namn", "synligt"]


def test_an_area_in_a_layer_that_may_be_switched_off_hides_nothing() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Lager")))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        page = pdf.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.contents_add(b"/OC /L BDC 98 597 90 14 re f EMC")

    [page] = read_pages(
        altered(page_of(asked_for("Kommunen"), lambda c: c.drawString(100, 600, "synligt namn")), change)
    )
    assert sorted(seen(page)) == ["Kommunen", "namn", "synligt"]


def scan(canvas: Canvas) -> None:
    picture(canvas, 10, 10, WIDTH - 20, HEIGHT - 20)


def ocr_layer(canvas: Canvas) -> None:
    for row in range(5):
        invisible(canvas, 100, 500 - 20 * row, "Budget 4 078 tkr")


def stamped(canvas: Canvas) -> None:
    canvas.drawString(300, 780, "KS 2031/12")


@pytest.mark.parametrize("change", [AS_IT_IS, turned, cropped], ids=["upright", "turned", "cropped"])
def test_an_invisible_layer_over_a_scan_is_an_ocrs(change: Callable[[pikepdf.Pdf], None]) -> None:
    data = altered(page_of(scan, ocr_layer, stamped), change)
    [page] = read_pages(data)
    assert page.text_source == "ocr"
    assert seen(page).count("Budget") == 5
    assert "2031/12" in seen(page)
    assert sum(line.text == "Budget 4 078 tkr" for line in page.stream) == 5


def printed_layer(canvas: Canvas) -> None:
    for row in range(5):
        canvas.drawString(100, 500 - 20 * row, "Budget 4 078 tkr")


@pytest.mark.parametrize("change", [AS_IT_IS, turned], ids=["upright", "turned"])
def test_text_under_a_scan_is_an_ocrs_layer(change: Callable[[pikepdf.Pdf], None]) -> None:
    [page] = read_pages(altered(page_of(printed_layer, scan, stamped), change))
    assert (page.text_source, seen(page).count("Budget"), "2031/12" in seen(page)) == ("ocr", 5, True)


def watermark(canvas: Canvas) -> None:
    glass = Image.new("RGBA", (40, 60), (200, 200, 200, 60))
    canvas.drawImage(ImageReader(glass), 0, 0, WIDTH, HEIGHT, mask="auto")


def test_text_under_a_watermark_is_printed_text() -> None:
    [page] = read_pages(page_of(printed_layer, watermark))
    assert (page.text_source, seen(page).count("Budget")) == ("embedded", 5)


def test_a_bar_over_a_scans_layer_hides_it() -> None:
    [page] = read_pages(page_of(scan, ocr_layer, in_invisible_mode, under_a_bar))
    assert page.text_source == "ocr"
    assert "hemligt" not in seen(page)
    assert "Budget" in seen(page)


def test_a_picture_behind_a_printed_page_makes_no_ocr_layer_of_it() -> None:
    def printed(canvas: Canvas) -> None:
        for row in range(8):
            canvas.drawString(100, 500 - 20 * row, "Kommunen bygger")

    [page] = read_pages(page_of(scan, printed, in_invisible_mode))
    assert (page.text_source, sum(not word.drawn for word in page.words)) == ("embedded", 2)


def budget(canvas: Canvas, draw: Callable[[Canvas, float, float, str], object]) -> None:
    """A ruled table whose sum adds up; ``draw`` sets the words."""
    rows = ["Resultaträkning, tkr|Budget 2031", "Intäkter|1 200", "Kostnader|-900", "Summa|300"]
    for line, row in enumerate(rows):
        for column, text in enumerate(row.split("|")):
            draw(canvas, 104 + 160 * column, 600 - 20 * line, text)
            canvas.rect(100 + 160 * column, 595 - 20 * line, 160, 20)


def test_numbers_of_a_scanned_page_are_never_verified_and_those_of_other_pages_stay_so() -> None:
    def printed(canvas: Canvas) -> None:
        canvas.drawString(100, 300, "Resultatet är bättre än väntat.")
        budget(canvas, lambda canvas, x, y, text: canvas.drawString(x, y, text))

    def scanned(canvas: Canvas) -> None:
        scan(canvas)
        budget(canvas, invisible)

    lines = read(make_pdf(printed, scanned)).budget_lines
    printed_alone = read(make_pdf(printed)).budget_lines
    assert [(line.page, line.amount, line.verified) for line in lines] == [
        *((1, amount, True) for amount in (1200, -900, 300)),
        *((2, amount, False) for amount in (1200, -900, 300)),
    ]
    assert {line.evidence for line in lines if line.page == 2} == {None}
    assert [line.evidence for line in lines if line.page == 1] == [line.evidence for line in printed_alone]


def test_an_ocr_layer_of_one_page_leaves_the_others_as_they_are() -> None:
    def printed(canvas: Canvas) -> None:
        canvas.drawString(100, 600, "Kommunen bygger")

    def scanned(canvas: Canvas) -> None:
        scan(canvas)
        ocr_layer(canvas)

    extraction = read(make_pdf(printed, scanned, printed))
    assert [ledger.text_source for ledger in extraction.page_ledger] == ["embedded", "ocr", "embedded"]
    assert extraction.documents.text_source == "embedded"
