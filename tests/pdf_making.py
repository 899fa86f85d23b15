"""Small PDFs for the tests of the reading layer."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4


def make_pdf(*drawings: Callable[[Canvas], object]) -> bytes:
    """A PDF with a page of A4 for each drawing."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    for draw in drawings:
        canvas.setFont("Helvetica", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def text_page(*strings: tuple[float, float, str]) -> Callable[[Canvas], None]:
    """Strings by x and y from the bottom, in 12 points."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in strings:
            canvas.drawString(x, y, text)

    return draw


def altered(data: bytes, change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """The PDF after ``change``; options go to pikepdf's save."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, **{"deterministic_id": "encryption" not in options, **options})  # type: ignore[arg-type]
    return target.getvalue()


Place = tuple[str, float, float]  # text, x, y from the bottom
TaggedCell = tuple[str, int, list[int]]  # TD or TH, columns spanned, marked-content ids


def make_tagged_table(places: Sequence[Place], rows: Sequence[Sequence[TaggedCell]], drawing: str = "") -> bytes:
    """A page with ``places`` as marked content 0, 1, … and a structure tree with one table of ``rows``."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    marked = [
        f"/P <</MCID {i}>> BDC BT /F1 11 Tf {x} {y} Td ({text}) Tj ET EMC" for i, (text, x, y) in enumerate(places)
    ]
    page.Contents = pdf.make_stream("\n".join([drawing, *marked]).encode("cp1252"))
    page.StructParents = 0
    _add_tree(pdf, page.obj, len(places), rows)
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _add_tree(pdf: pikepdf.Pdf, page: pikepdf.Object, count: int, rows: Sequence[Sequence[TaggedCell]]) -> None:
    def element(kind: str, parent: pikepdf.Object) -> pikepdf.Object:
        made = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + kind), P=parent, Pg=page)
        )
        made.K = pikepdf.Array()
        return made

    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    table = element("Table", root)
    owners: list[pikepdf.Object] = [table] * count
    for row in rows:
        row_element = element("TR", table)
        table.K.append(row_element)
        for kind, span, mcids in row:
            cell = element(kind, row_element)
            if span > 1:
                cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, ColSpan=span)
            for mcid in mcids:
                cell.K.append(mcid)
                owners[mcid] = cell
            row_element.K.append(cell)
    root.K = pikepdf.Array([table])
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array(owners)])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
