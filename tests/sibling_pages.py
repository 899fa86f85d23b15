"""One small follow-up, typeset in several ways, and the check that it reads as it is printed.

A test draws the page with one peculiarity (a font, a producer, something under or over the words) and asks that its
activities and amounts are those of the plain page: whatever differs is the peculiarity's doing.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract
from extractors.records import Extraction

ACTIVITY_HEADS = ("Aktivitet", "Ansvarig", "Status", "Kommentar")
ACTIVITIES = (
    ("Kartlägg behovet av fler gårdslekplatser", "Parkenheten", "Pågår", "Enkäten besvaras i april."),
    ("Bygg om entrén till rådhuset", "Fastighet", "Klart", "Öppnad för besökare."),
    ("Förnya avtalet om färdtjänst", "Trafikenheten", "Ej påbörjad", "Tas upp efter årsskiftet."),
    ("Anställ två skolsköterskor", "Elevhälsan", "Försenad", "Få sökande i första omgången."),
)
BUDGET_HEADS = ("Verksamhet", "Budget 2025", "Prognos 2025", "Avvikelse")
BUDGET = (
    ("Nämndstöd", "-4 310", "-4 275", "35"),
    ("Växel och reception", "-2 864", "-3 019", "-155"),
    ("Åtgärder i hamnen", "-17 940", "-18 602", "-662"),
    ("Summa", "-25 114", "-25 896", "-782"),
)
AMOUNTS = tuple((row[0], *(float(cell.replace(" ", "")) * 1000 for cell in row[1:])) for row in BUDGET)
TEXT_BEFORE = ("Uppföljning T2 2025", "Kulturnämnden", "Lillåkra kommun")

_FONTS = Path(reportlab.__file__).parent / "fonts"
_LEFT, _TOP = 60.0, 60.0


class Look(NamedTuple):
    """How the page is drawn: positions in points from the left and the top."""

    font: str = "Vera"
    size: float = 9.0
    left: float = _LEFT
    top: float = _TOP
    activity_columns: Sequence[float] = (0, 195, 275, 345)
    budget_columns: Sequence[float] = (0, 190, 280, 370, 440)
    row_height: float = 18.0
    ruled: str = "all"  # all | rows | none
    heads_right: bool = True


def fonts_registered() -> None:
    """reportlab's own faces, which hold the Swedish letters and are embedded as subsets."""
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))


def draw_page(canvas: Canvas, look: Look, *, text: Callable[[Canvas, float, float, str], None] | None = None) -> None:
    """Both tables under their headings; ``text`` draws a cell's string at x and y from the bottom, left-aligned."""
    put = text or (lambda c, x, y, s: c.drawString(x, y, s))
    height = A4[1]
    y = height - look.top
    canvas.setFont(look.font + "Bd" if look.font == "Vera" else look.font, look.size + 5)
    for line in TEXT_BEFORE:
        put(canvas, look.left, y, line)
        y -= look.size * 2
    y = _table(canvas, look, y, "1 Aktiviteter", "", [ACTIVITY_HEADS, *ACTIVITIES], [*look.activity_columns, 490], put)
    _table(canvas, look, y, "2 Ekonomi", "Driftredovisning, tkr", [BUDGET_HEADS, *BUDGET], look.budget_columns, put)


def _table(
    canvas: Canvas,
    look: Look,
    y: float,
    heading: str,
    caption: str,
    rows: Sequence[Sequence[str]],
    columns: Sequence[float],
    put: Callable[[Canvas, float, float, str], None],
) -> float:
    """Draws the heading and its table from ``y`` down; the place below it."""
    bold = look.font + "Bd" if look.font == "Vera" else look.font
    canvas.setFont(bold, look.size + 3)
    put(canvas, look.left, y - 10, heading)
    y -= 34
    if caption:
        canvas.setFont(look.font, look.size)
        put(canvas, look.left, y, caption)
        y -= 20
    xs = [look.left + x for x in columns]
    top = y + 12
    for number, row in enumerate(rows):
        canvas.setFont(bold if number == 0 or row[0] == "Summa" else look.font, look.size)
        amounts = bool(caption)
        for col, string in enumerate(row):
            right = amounts and col > 0 and (number > 0 or look.heads_right)
            width = pdfmetrics.stringWidth(string, canvas._fontname, look.size)
            put(canvas, xs[col + 1] - 4 - width if right else xs[col] + 3, y, string)
        y -= look.row_height
    _rules(canvas, look, xs, top, len(rows))
    return y - 10


def _rules(canvas: Canvas, look: Look, xs: Sequence[float], top: float, rows: int) -> None:
    canvas.setLineWidth(0.5)
    bottom = top - rows * look.row_height
    if look.ruled in ("all", "rows"):
        for number in range(rows + 1):
            canvas.line(xs[0], top - number * look.row_height, xs[-1], top - number * look.row_height)
    if look.ruled == "all":
        for x in xs:
            canvas.line(x, top, x, bottom)


PLAIN = Look()


def page_pdf(
    look: Look = PLAIN,
    *,
    text: Callable[[Canvas, float, float, str], None] | None = None,
    under: Callable[[Canvas], object] | None = None,
    over: Callable[[Canvas], object] | None = None,
) -> bytes:
    """The page as a PDF by reportlab; ``under`` and ``over`` draw before and after it."""
    fonts_registered()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    if under:
        under(canvas)
    draw_page(canvas, look, text=text)
    if over:
        over(canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_html(css: str = "", *, cell: Callable[[str], str] = html.escape, extra: str = "") -> str:
    """The page as HTML for Chromium or WeasyPrint; ``cell`` makes a string's markup, ``extra`` stands at the end."""

    def table(kind: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        head = "".join(f"<th>{cell(h)}</th>" for h in heads)
        body = "".join("<tr>" + "".join(f"<td>{cell(c)}</td>" for c in row) + "</tr>" for row in rows)
        return f"<table class='{kind}'><tr>{head}</tr>{body}</table>"

    style = (
        "body{font:10pt 'Liberation Sans',sans-serif} table{border-collapse:collapse;width:100%}"
        "td,th{border:0.5pt solid #444;padding:2pt 4pt;text-align:left}"
        ".m td:not(:first-child),.m th:not(:first-child){text-align:right}"
    )
    front = "".join(f"<h1>{cell(t)}</h1>" if i == 0 else f"<p>{cell(t)}</p>" for i, t in enumerate(TEXT_BEFORE))
    return (
        f"<!DOCTYPE html><html lang='sv'><head><meta charset='utf-8'><style>{style}{css}</style></head><body>{front}"
        f"<h2>1 Aktiviteter</h2>{table('a', ACTIVITY_HEADS, ACTIVITIES)}"
        f"<h2>2 Ekonomi</h2><p>Driftredovisning, tkr</p>{table('m', BUDGET_HEADS, BUDGET)}{extra}</body></html>"
    )


def activities_of(read: Extraction) -> list[tuple[str, str | None, str | None, str | None]]:
    """Title, responsible, status text and comment of each activity, in order."""
    return [(a.title, a.responsible, a.status_text, a.comment) for a in read.activities]


def amounts_of(read: Extraction, *, verified_only: bool = True) -> dict[tuple[str, str], float | None]:
    """Amount in SEK by label and measure."""
    lines = [line for line in read.budget_lines if line.verified or not verified_only]
    return {(line.label, line.measure or ""): line.amount_sek for line in lines}


def read_page(data: bytes) -> Extraction:
    return extract(data, file_name="uppfoljning.pdf", source_uri="file:///uppfoljning.pdf")


PRINTED_AMOUNTS = {
    (row[0], measure): row[column]
    for row in AMOUNTS
    for column, measure in ((1, "budget"), (2, "forecast"), (3, "variance"))
}


def assert_as_printed(data: bytes) -> None:
    """Every activity and every amount of the page is read, whole, and each amount verified."""
    read = read_page(data)
    assert activities_of(read) == [tuple(row) for row in ACTIVITIES]
    assert amounts_of(read) == PRINTED_AMOUNTS
