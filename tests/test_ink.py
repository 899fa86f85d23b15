"""Text without ink is in no record, whichever way it was hidden; text that only looks hidden stays."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page import Page
from extractors.pdf.reader import read_pages
from tests.generator.producers import html_by_chromium, html_by_weasyprint, missing
from tests.pdf_making import altered
from tests.sibling_pages import ACTIVITIES, BUDGET, Look, assert_as_printed, page_html, page_pdf, read_page
from tests.test_upright import cropped, turned

HIDDEN = ("Klart", "-99 999", "Avbryts")
HEIGHT = A4[1]
AS_IT_IS: Callable[[pikepdf.Pdf], None] = lambda pdf: None  # noqa: E731
CHANGES = {"as it is": AS_IT_IS, "cropped": cropped, "turned": turned(1)}


def beside_the_values(canvas: Canvas) -> None:
    """Words over, beside and under the cells of both tables."""
    canvas.setFont("Helvetica", 9)
    for number, text in enumerate(HIDDEN):
        canvas.drawString(360, HEIGHT - 180 - 18 * number, text)
        canvas.drawString(275, HEIGHT - 345 - 18 * number, text)
        canvas.drawString(420, HEIGHT - 345 - 18 * number, text)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    beside_the_values(canvas)


def in_nearly_white(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#fafbfc"))
    beside_the_values(canvas)


def as_glass(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0.03))
    beside_the_values(canvas)


def in_the_colour_of_its_ground(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#123456"))
    canvas.rect(300, 60, 200, 60, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#133557"))
    canvas.drawString(320, 80, "Klart -99 999")


def as_a_clip(canvas: Canvas) -> None:
    canvas.saveState()
    line = canvas.beginText(360, HEIGHT - 180)
    line.setTextRenderMode(7)
    line.textOut("Klart -99 999")
    canvas.drawText(line)
    canvas.restoreState()


def outside_its_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(20, 20, 30, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    beside_the_values(canvas)


def outside_a_round_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.circle(40, 40, 15)
    canvas.clipPath(path, stroke=0, fill=0)
    beside_the_values(canvas)


WAYS = [in_white, in_nearly_white, as_glass, in_the_colour_of_its_ground, as_a_clip, outside_its_clip,
        outside_a_round_clip]  # fmt: skip


def kept_apart(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def drawing(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 9)
        draw(canvas)
        canvas.restoreState()

    return drawing


def hidden_words(page: Page) -> int:
    return sum(not word.drawn for word in page.words)


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("hide", WAYS)
def test_text_without_ink_is_in_no_record(
    hide: Callable[[Canvas], None], change: Callable[[pikepdf.Pdf], None]
) -> None:
    data = altered(page_pdf(over=kept_apart(hide)), change)
    assert hidden_words(next(read_pages(data))) > 0
    assert_as_printed(data)


@pytest.mark.parametrize("before", [False, True])
def test_text_without_ink_drawn_before_the_page(*, before: bool) -> None:
    hook = {"under" if before else "over": kept_apart(in_white)}
    assert_as_printed(page_pdf(Look(font="Helvetica", ruled="rows"), **hook))


@pytest.mark.parametrize("member", [False, True])
@pytest.mark.parametrize("on", [False, True])
def test_a_layer_is_read_where_it_is_switched_on(*, on: bool, member: bool) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Utkast")))
        state = {"/ON" if on else "/OFF": pikepdf.Array([layer])}
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(state))
        page = pdf.pages[0]
        marked = pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=layer) if member else layer
        page.Resources.Properties = pikepdf.Dictionary(Utkast=marked)
        font = next(iter(page.Resources.Font.keys()))[1:]
        text = f"/OC /Utkast BDC BT /{font} 9 Tf 310 80 Td (Klart) Tj ET EMC"
        page.contents_add(text.encode())

    data = altered(page_pdf(Look(font="Helvetica")), change)
    [page] = read_pages(data)
    assert hidden_words(page) == (0 if on else 1)
    assert_as_printed(data)


def white_on_dark(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#204060"))
    canvas.rect(60, 40, 120, 24, stroke=0, fill=1)
    canvas.roundRect(200, 40, 120, 24, 8, stroke=0, fill=1)
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "#304050")), 340, 40, 120, 24)
    canvas.setFillColor(white)
    for x in (70, 210, 350):
        canvas.drawString(x, 48, "synligt")


def light_grey(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#d0d0d0"))
    canvas.drawString(70, 48, "synligt synligt synligt")


def on_a_white_box_on_a_dark_one(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#000000"))
    canvas.rect(60, 40, 300, 24, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.rect(64, 42, 290, 20, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawString(70, 48, "synligt synligt synligt")


def within_its_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.roundRect(60, 40, 300, 24, 4)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(70, 48, "synligt synligt synligt")


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("show", [white_on_dark, light_grey, on_a_white_box_on_a_dark_one, within_its_clip])
def test_text_that_can_be_seen_stays(show: Callable[[Canvas], None], change: Callable[[pikepdf.Pdf], None]) -> None:
    [page] = read_pages(altered(page_pdf(over=kept_apart(show)), change))
    assert [word.drawn for word in page.words if word.text == "synligt"] == [True] * 3
    assert hidden_words(page) == 0


LONG = "Åtgärder i hamnen, i småbåtshamnarna och vid badplatserna enligt investeringsplan"


def cut_label(text: str) -> str:
    return LONG if text == "Åtgärder i hamnen" else text


def test_a_label_cut_by_its_cell_is_read_whole_and_spills_nowhere() -> None:
    def put(canvas: Canvas, x: float, y: float, text: str) -> None:
        if text != BUDGET[2][0]:
            return canvas.drawString(x, y, text)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x - 3, y - 6, 190, 18)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.drawString(x, y, LONG)
        return canvas.restoreState()

    amounts = {line.label: line.amount for line in read_page(page_pdf(text=put)).budget_lines if line.verified}
    assert set(amounts) == {LONG, *(row[0] for row in BUDGET if row[0] != BUDGET[2][0])}


@pytest.mark.parametrize("program", [html_by_weasyprint, html_by_chromium])
def test_cells_that_hide_what_is_too_long_in_html(program: Callable[[str], bytes]) -> None:
    name = program.__name__.rsplit("_", 1)[-1]
    if name in missing():
        pytest.skip(missing()[name])
    css = (
        ".m{table-layout:fixed} .m td,.m th{font-size:9pt} "
        ".m div{overflow:hidden;white-space:nowrap;width:100%} p.gone{color:#fefefe;font-size:9pt}"
    )
    page = page_html(
        css, cell=lambda text: f"<div>{cut_label(text)}</div>", extra="<p class='gone'>Avbryts -99 999</p>"
    )
    read = read_page(program(page))
    labels = [line.label for line in read.budget_lines if line.measure == "budget" and line.verified]
    seen = labels[2] if name == "chromium" else LONG  # which leaves out what it cuts
    assert labels == [seen if row[0] == BUDGET[2][0] else row[0] for row in BUDGET]
    assert LONG.startswith(seen)
    assert [activity.title for activity in read.activities] == [row[0] for row in ACTIVITIES]
    assert not [section for section in read.sections if "Avbryts" in (section.text or "")]
