"""Group headings over columns whose own headings repeat, in grids that draw no merged cell for them."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

from tests.plan_making import heading, read
from tests.sibling_pages import fonts_registered, read_page

GROUPS = (("Helår 2025", 1, 3), ("Jan–aug 2025", 4, 6))
HEADS = ("Verksamhet", "Budget", "Prognos", "Avvikelse", "Budget", "Utfall", "Avvikelse")
ROWS = (
    ("Biblioteket", "-7 150", "-7 320", "-170", "-4 770", "-4 812", "-42"),
    ("Musikskolan", "-3 905", "-3 880", "25", "-2 600", "-2 571", "29"),
    ("Summa", "-11 055", "-11 200", "-145", "-7 370", "-7 383", "-13"),
)
XS = (50, 140, 208, 276, 344, 412, 480, 548)
HEIGHT, TOP = 16, 690


def page(verticals: str, place: str) -> bytes:
    """``verticals``: where the inner columns' lines begin: all | body | none; ``place`` of the group headings."""
    fonts_registered()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    canvas.setFont("VeraBd", 13)
    canvas.drawString(50, 780, "Delårsrapport 2025")
    canvas.drawString(50, 735, "1 Ekonomi")
    canvas.setFont("Vera", 9)
    canvas.drawString(50, 760, "Kulturnämnden")
    canvas.drawString(50, 715, "Driftredovisning, tkr")
    rows = [HEADS, *ROWS]
    bottom = TOP - HEIGHT * (len(rows) + 1)
    canvas.setLineWidth(0.5)
    for number in range(len(rows) + 2):
        canvas.line(XS[0], TOP - number * HEIGHT, XS[-1], TOP - number * HEIGHT)
    for x in XS if verticals != "none" else ():
        whole = verticals == "all" or x in (XS[0], XS[-1])
        canvas.line(x, TOP if whole else TOP - HEIGHT, x, bottom)
    canvas.setFont("VeraBd", 8)
    for text, first, last in GROUPS:
        width = pdfmetrics.stringWidth(text, "VeraBd", 8)
        left, right = XS[first], XS[last + 1]
        x = {"left": left + 3, "right": right - 4 - width, "centre": (left + right - width) / 2}[place]
        canvas.drawString(x, TOP - 11, text)
    for number, row in enumerate(rows):
        canvas.setFont("VeraBd" if number == 0 or row[0] == "Summa" else "Vera", 8)
        y = TOP - HEIGHT * (number + 1) - 11
        canvas.drawString(XS[0] + 3, y, row[0])
        for column, text in enumerate(row[1:], 1):
            canvas.drawRightString(XS[column + 1] - 4, y, text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("place", ["left", "centre", "right"])
@pytest.mark.parametrize("verticals", ["all", "body", "none"])
def test_a_group_heading_holds_for_all_its_columns(verticals: str, place: str) -> None:
    lines = read_page(page(verticals, place)).budget_lines
    groups = [text for text, _, _ in GROUPS for _ in range(3)]
    columns = [f"{group} {head}" for group, head in zip(groups, HEADS[1:], strict=True)]
    printed = [(row[0], column, text) for row in ROWS for column, text in zip(columns, row[1:], strict=True)]
    assert [(line.label, line.column_text, line.amount_text) for line in lines] == printed


def test_headings_of_groups_that_reach_over_two_columns_hold_for_both() -> None:
    rows = [
        ["", "Jan–aug 2031", "", "Helår 2031", "", "", ""],
        ["Verksamhet, tkr", "Budget", "Utfall", "Budget", "Prognos", "Avvikelse", "Utfall 2030"],
        ["Nämnd", "-420", "-398", "-630", "-620", "10", "-611"],
        ["Bygglov", "-2 100", "-1 640", "-3 150", "-2 700", "450", "-2 988"],
        ["Tillsyn", "-1 935", "-2 077", "-2 900", "-3 100", "-200", "-2 854"],
    ]
    style = [
        ("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("ALIGN", (1, 1), (-1, -1), "RIGHT"),
        ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("ALIGN", (1, 0), (4, 0), "CENTER"),
        ("LINEBELOW", (0, 1), (-1, 1), 0.5, colors.black),
    ]  # fmt: skip
    drawn: list[Flowable] = [Table(rows, [110, *[62] * 6], style=style, hAlign="LEFT")]
    lines = read(heading("Ekonomi 2031", 1), drawn).budget_lines
    assert [line.column_text for line in lines if line.label == "Nämnd"] == [
        "Jan–aug 2031 Budget", "Jan–aug 2031 Utfall", "Helår 2031 Budget", "Helår 2031 Prognos", "Avvikelse",
        "Utfall 2030",
    ]  # fmt: skip
