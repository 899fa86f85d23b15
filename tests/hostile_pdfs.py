"""PDFs made to break a reader: bombs, cycles, depth, breadth, size."""

from __future__ import annotations

import io
import itertools
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_making import WIDTH, altered, make_pdf, make_tagged_table, text_page

PLAIN = make_pdf(text_page((72, 700, "Kommunen bygger en skola")))


def with_contents(contents: bytes, *, compressed: bytes | None = None) -> bytes:
    """The plain page with these operators after its own; ``compressed`` goes in as a deflated stream as it is."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(contents)
        if compressed is not None:
            stream.write(compressed, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].contents_add(stream)

    return altered(PLAIN, change, compress_streams=False)


def bomb_of_spaces() -> bytes:
    """A stream of 300 kB that inflates to 300 MB of white space."""
    return with_contents(b"", compressed=_deflated(b" " * 1_000_000, 300))


def bomb_of_text() -> bytes:
    """A stream of 60 kB that draws a million words, two points apart."""
    words = b"1 0 0 1 50 800 Tm " + b"(ab) Tj 0 -2 Td " * 300
    return with_contents(b"", compressed=_deflated(b"BT /F1 2 Tf " + words * 4 + b"ET\n", 800))


def bomb_of_lines() -> bytes:
    """A stream of 60 kB that strokes a million lines."""
    return with_contents(b"", compressed=_deflated(b"10 10 m 300 10 l S\n" * 1000, 1000))


def bomb_in_a_picture() -> bytes:
    """A picture of 10,000 by 10,000 pixels in 300 kB."""

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(b"")
        picture.write(_deflated(b"\0" * 1_000_000, 300), filter=pikepdf.Name.FlateDecode)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 10_000, 10_000, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Im=picture)
        page.contents_add(b"q 20 0 0 20 100 100 cm /Im Do Q")

    return altered(PLAIN, change, compress_streams=False)


def _deflated(block: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(block) for _ in range(times)), packer.flush()])


def ten_thousand_pages() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    for number in range(10_000):
        canvas.drawString(72, 700, f"Sida {number + 1}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_tree_with_a_cycle() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.Root.Pages.Count = 1000

    return altered(PLAIN, change)


def pages_that_are_not_there() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Count = 2**31 - 1

    return altered(PLAIN, change)


def form_that_draws_itself() -> bytes:
    return _with_forms(lambda forms: [(form, [form, form]) for form in forms[:1]])


def forms_that_double() -> bytes:
    """Twenty forms, each of which draws the next one twice: a million drawings."""
    return _with_forms(lambda forms: [(a, [b, b]) for a, b in itertools.pairwise(forms)])


def _with_forms(links: Callable[[list[Any]], list[tuple[Any, list[Any]]]]) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        forms = [pdf.make_stream(b"0 0 5 5 re f") for _ in range(20)]
        for form in forms:
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 600, 800])
        for form, drawn in links(forms):
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawn[0]))
            form.write(b"/X Do " * len(drawn))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=forms[0])
        pdf.pages[0].contents_add(b"/X Do")

    return altered(PLAIN, change)


def nested_arrays() -> bytes:
    return with_contents(b"[" * 200_000 + b"]" * 200_000 + b" TJ")


def nested_states() -> bytes:
    return with_contents(b"q " * 200_000 + b"1 0 0 1 0 0 cm " + b"Q " * 200_000)


TAGGED = [("Ny skola", 72.0, 700.0), ("Klart", 200.0, 700.0)]


def tags_that_double(levels: int = 40) -> bytes:
    """A structure tree whose elements hold the next one twice: with 40 levels a billion elements."""

    def change(pdf: pikepdf.Pdf) -> None:
        table = pdf.Root.StructTreeRoot.K[0]
        below = table
        for _ in range(levels):
            above = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.StructElem, S=pikepdf.Name.Sect, P=pdf.Root.StructTreeRoot, Pg=pdf.pages[0].obj,
                    K=pikepdf.Array([below, below]),
                )
            )  # fmt: skip
            below.P = above
            below = above
        pdf.Root.StructTreeRoot.K = pikepdf.Array([below])

    return altered(_tagged(), change)


def tags_that_hold_themselves() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        table = pdf.Root.StructTreeRoot.K[0]
        table.K.append(table)
        table.K.append(pdf.Root.StructTreeRoot)

    return altered(_tagged(), change)


def cells_that_span_everything() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for row in pdf.Root.StructTreeRoot.K[0].K:
            for cell in row.K:
                cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, ColSpan=2**31 - 1, RowSpan=2**31 - 1)

    return altered(_tagged(), change)


def _tagged() -> bytes:
    return make_tagged_table(TAGGED, [[("TD", 1, [0]), ("TD", 1, [1])]])


def huge_page() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 2_000_000_000, 2_000_000_000])

    return altered(PLAIN, change)


def page_without_area() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 0, 0])

    return altered(PLAIN, change)


def huge_letters() -> bytes:
    return with_contents(b"BT /F1 999999999 Tf 50 500 Td (stort) Tj ET BT /F1 0 Tf 50 400 Td (intet) Tj ET")


def grid_of_lines() -> bytes:
    """A page with 1,000 by 1,000 crossing lines."""
    across = b"".join(b"10 %.2f m 580 %.2f l S\n" % (10 + 0.8 * n, 10 + 0.8 * n) for n in range(1000))
    down = b"".join(b"%.2f 10 m %.2f 830 l S\n" % (10 + 0.57 * n, 10 + 0.57 * n) for n in range(1000))
    return with_contents(across + down)


def page_full_of_words() -> bytes:
    """Thirty thousand words of two letters, one beside the other."""
    lines = [
        b"BT /F1 2 Tf %.1f %.1f Td (%b) Tj ET\n" % (10 + 3.8 * (n % 150), 820 - 4 * (n // 150), b"ab")
        for n in range(30_000)
    ]
    return with_contents(b"".join(lines))


def page_full_of_fills() -> bytes:
    """Twenty thousand filled areas over and beside each other, with a word in each."""
    cells = [
        b"0.%d g %.1f %.1f 4 5 re f 0 g BT /F1 2 Tf %.1f %.1f Td (ab) Tj ET\n"
        % (n % 9 + 1, x := 10 + 3.8 * (n % 150), y := 820 - 6 * (n // 150), x + 1, y + 1)
        for n in range(20_000)
    ]
    return with_contents(b"".join(cells))


def with_a_file_and_a_script() -> bytes:
    """An embedded file with text, JavaScript at opening and on the page, a form field, an annotation with text."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["budget.csv"] = b"hemligt;4711"
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('hemligt')"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = pikepdf.Dictionary(WC=script)
        page = pdf.pages[0]
        page.AA = pikepdf.Dictionary(O=script)
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, WIDTH, 30],
            Contents=pikepdf.String("hemligt"), A=script,
        )  # fmt: skip
        page.Annots = pikepdf.Array([pdf.make_indirect(note)])

    return altered(PLAIN, change)


HOSTILE: list[Callable[[], bytes]] = [
    bomb_of_spaces, bomb_of_text, bomb_of_lines, bomb_in_a_picture, ten_thousand_pages, page_tree_with_a_cycle,
    pages_that_are_not_there, form_that_draws_itself, forms_that_double, nested_arrays, nested_states, tags_that_double,
    tags_that_hold_themselves, cells_that_span_everything, huge_page, page_without_area, huge_letters, grid_of_lines,
    page_full_of_words, page_full_of_fills, with_a_file_and_a_script,
]  # fmt: skip
