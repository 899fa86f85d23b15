"""Headings turned over their columns are read as any other heading; turned words elsewhere are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.generator.producers import html_by_chromium
from tests.pdf_making import make_pdf
from tests.sibling_pages import ACTIVITIES, BUDGET, BUDGET_HEADS, PRINTED_AMOUNTS, activities_of, amounts_of, read_page

XS = (60.0, 200.0, 256.0, 312.0, 368.0)
HIGH, ROW, SIZE = 74.0, 18.0, 9.0


def budget_pdf(
    turn: float, ruled: str, *, broken: bool = False, also: Callable[[Canvas], object] | None = None
) -> bytes:
    """The budget under headings turned by ``turn`` degrees; ``broken``: each over two lines side by side."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 780, "Uppföljning T2 2025")
        canvas.drawString(60, 750, "2 Ekonomi")
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(60, 730, "Driftredovisning, tkr")
        top = 715.0
        head(canvas, top - HIGH)
        for number, row in enumerate(BUDGET):
            y = top - HIGH - ROW * (number + 1) + 5
            canvas.setFont("Helvetica-Bold" if row[0] == "Summa" else "Helvetica", SIZE)
            canvas.drawString(XS[0] + 3, y, row[0])
            for column, amount in enumerate(row[1:], 2):
                canvas.drawRightString(XS[column] - 4, y, amount)
        bottom = top - HIGH - ROW * len(BUDGET)
        if ruled != "none":
            for y in (top, *(top - HIGH - ROW * n for n in range(len(BUDGET) + 1))):
                canvas.line(XS[0], y, XS[-1], y)
        for x in XS if ruled == "all" else ():
            canvas.line(x, top if turn in (90, 270) else top - HIGH, x, bottom)
        if also:
            also(canvas)

    def head(canvas: Canvas, foot: float) -> None:
        canvas.setFont("Helvetica-Bold", SIZE)
        canvas.drawString(XS[0] + 3, foot + 5, BUDGET_HEADS[0])
        for column, heading in enumerate(BUDGET_HEADS[1:], 1):
            lines = heading.split() if broken else [heading]
            for number, line in enumerate(lines):
                canvas.saveState()
                middle = (XS[column] + XS[column + 1]) / 2
                if turn == 270:
                    canvas.translate(middle - 3 + 5.5 * (len(lines) - 1) - 11 * number, foot + HIGH - 5)
                else:
                    canvas.translate((middle + 3 if turn == 90 else XS[column] + 10) + 11 * number, foot + 5)
                canvas.rotate(turn)
                canvas.drawString(0, 0, line)
                canvas.restoreState()

    return make_pdf(draw)


@pytest.mark.parametrize("ruled", ["all", "rows", "none"])
@pytest.mark.parametrize("turn", [90, 270, 45, 60])
def test_amounts_stand_under_their_turned_headings(turn: float, ruled: str) -> None:
    assert amounts_of(read_page(budget_pdf(turn, ruled))) == PRINTED_AMOUNTS


@pytest.mark.parametrize("turn", [90, 270])
def test_a_turned_heading_of_two_lines_is_one(turn: float) -> None:
    read = read_page(budget_pdf(turn, "all", broken=True))
    assert [cell.text for cell in read.cells if cell.row == 0] == list(BUDGET_HEADS)
    assert amounts_of(read) == PRINTED_AMOUNTS


def test_a_signature_along_the_margin_is_no_heading() -> None:
    def signed(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Signerat 8f3a-77c1")
        canvas.restoreState()

    read = read_page(budget_pdf(90, "rows", also=signed))
    assert amounts_of(read) == PRINTED_AMOUNTS
    assert not [cell for cell in read.cells if "8f3a" in (cell.text or "")]


def test_the_headings_that_chromium_turns_are_read() -> None:
    heads = ("Aktivitet", "Ansvarig", "Status", "Kommentar")
    turned = "".join(f"<th><div>{head}</div></th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ACTIVITIES)
    style = (
        "body{font:10pt 'Liberation Sans'} table{border-collapse:collapse} td,th{border:1px solid #444;padding:3px}"
        "th{vertical-align:bottom} th:nth-child(n+2) div{writing-mode:vertical-rl;transform:rotate(180deg)}"
    )
    page = f"<style>{style}</style><h1>Uppföljning T2 2025</h1><table><tr>{turned}</tr>{body}</table>"
    assert activities_of(read_page(html_by_chromium(page))) == [tuple(row) for row in ACTIVITIES]
