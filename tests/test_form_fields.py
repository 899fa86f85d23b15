"""Values in form fields and notes typed onto the page are read as printed words; comments and lists are told."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.lib.colors import black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.reader import read_pages
from extractors.records import Extraction, FindingRecord
from tests.pdf_making import altered, make_pdf
from tests.sibling_pages import (
    ACTIVITIES,
    BUDGET,
    PRINTED_AMOUNTS,
    activities_of,
    amounts_of,
    assert_as_printed,
    page_pdf,
    read_page,
)

STATUSES = sorted({row[2] for row in ACTIVITIES})
FILLED_IN = {cell for row in ACTIVITIES for cell in row[2:]} | {cell for row in BUDGET for cell in row[1:]}
Put = Callable[[Canvas, float, float, str], None]


def with_fields(*, choices: bool = False) -> Put:
    """Draws statuses, comments and amounts as fields filled in, statuses as a choice of all where ``choices``."""
    made: list[str] = []

    def put(canvas: Canvas, x: float, y: float, string: str) -> None:
        if string not in FILLED_IN:
            canvas.drawString(x, y, string)
            return
        made.append(string)
        width = pdfmetrics.stringWidth(string, "Helvetica", 8) + 5
        if string not in STATUSES and string[-1] != ".":  # amounts end where they would be printed
            x += pdfmetrics.stringWidth(string, canvas._fontname, canvas._fontsize) - width + 2
        place = {"x": x - 2, "y": y - 4, "height": 14, "fontSize": 8, "fontName": "Helvetica", "borderWidth": 0}
        look = {"textColor": black, "fillColor": None, "forceBorder": False, "name": f"f{len(made)}"}
        if choices and string in STATUSES:
            canvas.acroForm.choice(value=string, options=STATUSES, width=62, fieldFlags="combo", **place, **look)
        else:
            canvas.acroForm.textfield(value=string, width=width, maxlen=200, **place, **look)

    return put


def without_appearances(data: bytes) -> bytes:
    """As programs fill forms that leave the drawing to the viewer."""

    def change(pdf: pikepdf.Pdf) -> None:
        for field in pdf.pages[0].Annots:
            del field["/AP"]
        pdf.Root.AcroForm.NeedAppearances = True

    return altered(data, change)


def typed_over(data: bytes, notes: dict[str, str], *, flags: int = 4, drawn: bool = True) -> bytes:
    """The page with its strings (keys) set as notes over white paper instead; they say the values."""

    def change(pdf: pikepdf.Pdf) -> None:
        page, annots = pdf.pages[0], []
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        for field in page.get("/Annots", []):
            text = notes.get(str(field.get("/V", "")))
            if text is None:
                continue
            x0, y0, x1, y1 = (float(side) for side in field.Rect)
            shown = f"BT /F1 8 Tf 2 4 Td ({text}) Tj ET".encode("cp1252")
            look = pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, x1 - x0, y1 - y0]))
            look.Resources = Dictionary(Font=Dictionary(F1=font))
            note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=field.Rect, F=flags, Contents=text)
            note.DA = "/Helv 8 Tf 0 g"
            if drawn:
                note.AP = Dictionary(N=look)
            annots.append(pdf.make_indirect(note))
        page.Annots = Array(annots)
        del pdf.Root["/AcroForm"]

    return altered(data, change)


def found(read: Extraction, check: str) -> list[FindingRecord]:
    return [finding for finding in read.findings if finding.check_name == check]


@pytest.mark.parametrize("choices", [False, True])
def test_values_of_fields_are_read_as_printed(choices: bool) -> None:
    assert_as_printed(page_pdf(text=with_fields(choices=choices)))


@pytest.mark.parametrize("choices", [False, True])
def test_values_of_fields_without_appearances_are_read_as_a_viewer_draws_them(choices: bool) -> None:
    assert_as_printed(without_appearances(page_pdf(text=with_fields(choices=choices))))


def test_notes_typed_into_cells_are_read_as_printed() -> None:
    data = page_pdf(text=with_fields())
    assert_as_printed(typed_over(data, {text: text for text in FILLED_IN}))


def test_a_hidden_field_holds_no_value_of_the_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for field in pdf.pages[0].Annots:
            if str(field.V) == "Klart":
                field.F = 2

    read = read_page(altered(page_pdf(text=with_fields()), change))
    assert [status for _, _, status, _ in activities_of(read)] == ["Pågår", None, "Ej påbörjad", "Försenad"]


def test_a_flattened_form_changes_no_record() -> None:
    import pypdfium2

    data = page_pdf(text=with_fields(choices=True))
    target = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        page = document[0]
        page.flatten()
        page.close()
        document.save(target)
    flat, form = read_page(target.getvalue()), read_page(data)
    assert activities_of(flat) == activities_of(form)
    assert amounts_of(flat) == amounts_of(form)


def test_notes_that_no_program_has_drawn_are_read_as_a_viewer_sets_them() -> None:
    """Their amounts are not verified: no other reader sees what no program has drawn."""
    data = page_pdf(text=with_fields())
    read = read_page(typed_over(data, {text: text for text in FILLED_IN}, drawn=False))
    assert activities_of(read) == [tuple(row) for row in ACTIVITIES]
    assert amounts_of(read, verified_only=False) == PRINTED_AMOUNTS
    assert amounts_of(read) == {}


def test_a_comment_on_the_page_is_told_and_not_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([100, 500, 120, 520]), Contents="Stämmer det?")
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    data = altered(page_pdf(), change)
    assert_as_printed(data)
    [told] = found(read_page(data), "comment_left_out")
    assert (told.severity, "Stämmer det?" in told.message) == ("info", False)


def test_a_list_says_what_is_chosen_and_not_what_could_be() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Välj status")
        canvas.acroForm.listbox(name="s", value="Pågår", options=STATUSES, x=60, y=600, width=90, height=70)

    [page] = read_pages(make_pdf(draw))
    assert [word.text for word in page.words] == ["Välj", "status", "Pågår"]


TICK_COLUMNS = ("Klart", "Pågår", "Ej påbörjad")
TICKED = (("Bygg om entrén till rådhuset", 0), ("Förnya avtalet om färdtjänst", 1), ("Anställ två skolsköterskor", 2))


def ticked_page(box: Callable[[Canvas, str, float, float, bool], object]) -> bytes:
    """Activities with a column for each status, one of whose boxes is ticked in each row."""

    def draw(canvas: Canvas) -> None:
        xs = [60, 260, 330, 400, 480]
        canvas.drawString(60, 780, "Uppföljning T2 2025")
        for row, (title, chosen) in enumerate([("Aktivitet", -1), *TICKED]):
            y = 720 - 20 * row
            canvas.drawString(xs[0] + 3, y, title)
            for column, status in enumerate(TICK_COLUMNS):
                if row:
                    box(canvas, f"b{row}{column}", xs[column + 1] + 20, y - 3, column == chosen)
                else:
                    canvas.drawString(xs[column + 1] + 3, y, status)
        for row in range(5):
            canvas.line(xs[0], 734 - 20 * row, xs[-1], 734 - 20 * row)
        for x in xs:
            canvas.line(x, 734, x, 654)

    return make_pdf(draw)


@pytest.mark.parametrize("style", ["check", "cross", "circle"])
def test_ticked_boxes_tell_the_status_whatever_they_are_ticked_with(style: str) -> None:
    def box(canvas: Canvas, name: str, x: float, y: float, checked: bool) -> None:
        canvas.acroForm.checkbox(name=name, x=x, y=y, size=12, checked=checked, borderWidth=1, buttonStyle=style)

    read = read_page(ticked_page(box))
    assert [(a.title, a.status_text) for a in read.activities] == [(t, TICK_COLUMNS[n]) for t, n in TICKED]


def test_one_of_a_row_of_radio_buttons_tells_the_status() -> None:
    def box(canvas: Canvas, name: str, x: float, y: float, checked: bool) -> None:
        canvas.acroForm.radio(name=name[:2], value=name, x=x, y=y, size=12, selected=checked, borderWidth=1)

    read = read_page(ticked_page(box))
    assert [(a.title, a.status_text) for a in read.activities] == [(t, TICK_COLUMNS[n]) for t, n in TICKED]
