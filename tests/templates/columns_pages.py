"""The report's pages: prose in two columns, goals in boxes, a legend, marks drawn as paths."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.templates.columns_content import ASSIGNMENTS, GOALS, INDICATORS, LEGEND, Goal
from tests.templates.sheets import MARGIN, Column, Look, Row, Sheet, draw_table

HEAD = "Socialnämndens uppföljning 2024"
_GUTTER = 24.0
_WIDTH = (A4[0] - 2 * MARGIN - _GUTTER) / 2
_LEFTS = (MARGIN, MARGIN + _WIDTH + _GUTTER)
_COLOURS = {"green": "#3a9d4a", "yellow": "#f2c230", "red": "#c8322b"}
_BOX_HEIGHT = 118.0
_LOOK = Look(rules=True, hairlines=True, size=9, leading=12, gap=3)
_TEXTS = (
    ("Ett år i förändring", (
        "Under 2024 har nämnden arbetat med att ställa om till nära vård. Hemtjänsten har organiserats i mindre "
        "grupper, och varje brukare har fått en fast omsorgskontakt.",
        "Samtidigt har kostnaderna för köpt vård minskat. De egna familjehemmen har blivit fler, vilket betyder att "
        "barn kan bo kvar nära skola och vänner.",
    )),
    ("Medarbetare", (
        "Rekryteringen av sjuksköterskor har gått bättre än året innan. Inom hemtjänsten är läget fortsatt svårt, i "
        "synnerhet på öarna, där restiderna är långa.",
    )),
    ("Samverkan", (
        "Nämnden har tecknat avtal med tre föreningar om mötesplatser för äldre. Tillsammans med regionen har ett team "
        "för avancerad vård i hemmet startat i oktober.",
        "Arbetet mot våld i nära relationer har stärkts. Alla enheter har nu en utbildad kontaktperson, och frågan "
        "ställs rutinmässigt vid nybesök.",
    )),
    ("Framåt", (
        "Antalet invånare över 80 år ökar med en fjärdedel fram till 2030. Nämnden planerar för ett nytt särskilt "
        "boende och för fler platser i dagverksamhet.",
    )),
)  # fmt: skip


def typeset() -> bytes:
    """The report as reportlab sets it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    canvas.setTitle("Uppföljning")
    pages: list[Callable[[Sheet], None]] = [_cover, _prose, _goals, _assignments, _indicators]
    for number, draw in enumerate(pages, 1):
        sheet = Sheet(canvas, number, HEAD)
        draw(sheet)
        if number > 1:
            edge = sheet.width - MARGIN if number % 2 else MARGIN
            (sheet.right if number % 2 else sheet.text)(edge, sheet.height - 28, str(number), "Helvetica", 8)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _cover(sheet: Sheet) -> None:
    sheet.canvas.setFillColor(colors.HexColor("#dfe9ef"))
    sheet.canvas.rect(0, sheet.height - 420, sheet.width, 260, stroke=0, fill=1)
    sheet.canvas.setFillColor(colors.black)
    sheet.text(MARGIN, 250, "Uppföljning helår 2024", "Helvetica-Bold", 30)
    sheet.text(MARGIN, 290, "Socialnämnden", "Helvetica", 18)
    sheet.text(MARGIN, 318, "Lysekils kommun", "Helvetica", 14)
    sheet.text(MARGIN, 340, "Dnr SON 2025-018", "Helvetica", 10)


def _prose(sheet: Sheet) -> None:
    sheet.heading("Året i korthet", 20)
    begin = sheet.top + 8
    for left, texts in zip(_LEFTS, (_TEXTS[:2], _TEXTS[2:]), strict=True):
        top = begin
        for heading, paragraphs in texts:
            top += 18
            sheet.text(left, top, heading, "Helvetica-Bold", 12)
            top += 4
            for paragraph in paragraphs:
                top = _paragraph(sheet, left, top, _WIDTH, paragraph) + 7


def _paragraph(
    sheet: Sheet, left: float, top: float, width: float, text: str, font: str = "Times-Roman", size: float = 10.5
) -> float:
    """Set the text in lines of this width; where the last one stands."""
    for line in simpleSplit(text, font, size, width):
        top += size * 1.32
        sheet.text(left, top, line, font, size)
    return top


def _goals(sheet: Sheet) -> None:
    sheet.heading("Måluppfyllelse", 20)
    sheet.prose("Nämnden har beslutat om fyra mål. Färgerna visar hur långt vi har nått:")
    for colour, (words, _) in LEGEND.items():
        sheet.top += 16
        _dot(sheet, MARGIN + 5, sheet.top - 3.5, colour)
        sheet.text(MARGIN + 16, sheet.top, words, "Helvetica", 9.5)
    sheet.top += 22
    sheet.heading("Nämndens mål", 14)
    begin = sheet.top + 6
    for at, goal in enumerate(GOALS):
        _box(sheet, _LEFTS[at % 2], begin + (at // 2) * (_BOX_HEIGHT + 16), goal)


def _box(sheet: Sheet, left: float, top: float, goal: Goal) -> None:
    canvas = sheet.canvas
    canvas.setFillColor(colors.HexColor("#f1f5f7"))
    canvas.roundRect(left, sheet.height - top - _BOX_HEIGHT, _WIDTH, _BOX_HEIGHT, 6, stroke=0, fill=1)
    canvas.setFillColor(colors.black)
    inner = _WIDTH - 20
    low = _paragraph(sheet, left + 10, top + 6, inner, f"Mål {goal.number}: {goal.text}", "Helvetica-Bold", 10)
    low += 18
    sheet.text(left + 10, low, "Bedömning:", "Helvetica", 9.5)
    _dot(sheet, left + 72, low - 3.5, goal.colour)
    if goal.word:
        sheet.text(left + 82, low, goal.word, "Helvetica", 9.5)
    _paragraph(sheet, left + 10, low + 6, inner, f"Kommentar: {goal.comment}", "Helvetica", 9.5)


def _dot(sheet: Sheet, x: float, top: float, colour: str) -> None:
    sheet.canvas.setFillColor(colors.HexColor(_COLOURS[colour]))
    sheet.canvas.circle(x, sheet.height - top, 5, stroke=0, fill=1)
    sheet.canvas.setFillColor(colors.black)


def _assignments(sheet: Sheet) -> None:
    sheet.heading("Uppdrag från kommunfullmäktige", 20)
    sheet.prose("Kommunfullmäktige beslutade om uppdragen i samband med budgeten i november 2023.")
    columns = [Column(MARGIN, 290, "l"), Column(306, sheet.width - MARGIN, "l")]
    rows = [Row((one.title, one.follow_up)) for one in ASSIGNMENTS]
    draw_table(sheet, columns, [[("Uppdrag", 0, 0), ("Uppföljning", 1, 1)]], rows, _LOOK)


def _indicators(sheet: Sheet) -> None:
    sheet.heading("Indikatorer", 20)
    columns = [Column(MARGIN, 300, "l"), *(Column(x, x + 52, "r") for x in (308, 366, 424)), Column(488, 533, "c")]
    rows = [Row((one.name, *one.values, "")) for one in INDICATORS]
    header = [("Indikator", 0, 0), ("Utfall 2023", 1, 1), ("Utfall 2024", 2, 2), ("Mål 2024", 3, 3), ("Nått", 4, 4)]
    begin = sheet.top
    draw_table(sheet, columns, [header], rows, _LOOK)
    _ticks(sheet, begin + 8 + _LOOK.leading + 1 + 4)


def _ticks(sheet: Sheet, top: float) -> None:
    """A tick where it is met, a cross where not, a diamond for partly, drawn as filled paths."""
    shapes: dict[str, Sequence[tuple[float, float]]] = {
        "green": ((0, 4), (3, 7), (9, 0), (10, 1), (3, 9), (-1, 5)),
        "yellow": ((5, 0), (10, 5), (5, 10), (0, 5)),
        "red": ((0, 1), (1, 0), (5, 4), (9, 0), (10, 1), (6, 5), (10, 9), (9, 10), (5, 6), (1, 10), (0, 9), (4, 5)),
    }
    for one in INDICATORS:
        row = _LOOK.gap * 2 + _LOOK.leading * len(simpleSplit(one.name, "Helvetica", _LOOK.size, 300 - MARGIN))
        path = sheet.canvas.beginPath()
        points = [(505 + x, sheet.height - (top + _LOOK.gap + 3 + y)) for x, y in shapes[one.colour]]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        sheet.canvas.setFillColor(colors.HexColor(_COLOURS[one.colour]))
        sheet.canvas.drawPath(path, stroke=0, fill=1)
        sheet.canvas.setFillColor(colors.black)
        top += row
