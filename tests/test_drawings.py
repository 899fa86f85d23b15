"""Maps and drawings: their words are kept, no table is sought, and they cost little; charts beside tables are none."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document.assembly import read_document
from extractors.extract import extract
from extractors.pdf.reader import read_pages
from tests.pdf_making import HEIGHT, WIDTH, make_pdf

MOST_SECONDS = 2.0  # of processor time, a page
LABELS = ("Storgatan", "Parkvägen", "Skola", "3:14", "Ängen", "Torget")


def label(canvas: Canvas, rng: random.Random) -> None:
    canvas.setFont("Helvetica", 6)
    for number in range(150):
        canvas.drawString(rng.uniform(20, 540), rng.uniform(20, 800), f"{rng.choice(LABELS)} {number}")


def contour_map(canvas: Canvas) -> None:
    """Thirty thousand strokes: contours, and houses that stand askew."""
    rng = random.Random(1)
    for _ in range(300):
        x, y, heading = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(0, math.tau)
        path = canvas.beginPath()
        path.moveTo(x, y)
        for _ in range(80):
            heading += rng.uniform(-0.4, 0.4)
            x, y = x + 6 * math.cos(heading), y + 6 * math.sin(heading)
            path.lineTo(x, y)
        canvas.drawPath(path)
    for _ in range(1500):
        canvas.saveState()
        canvas.translate(rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT))
        canvas.rotate(rng.uniform(0, 90))
        canvas.rect(0, 0, 8, 5)
        canvas.restoreState()
    label(canvas, rng)


def curved_map(canvas: Canvas) -> None:
    """Roads and shores as curves, coloured fields between them."""
    rng = random.Random(2)
    for number in range(4000):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT)
        ends = [value + rng.uniform(-30, 30) for value in (x, y, x, y, x, y)]
        path = canvas.beginPath()
        path.moveTo(x, y)
        path.curveTo(*ends)
        canvas.setFillColorRGB(0.7, 0.9, 0.7)
        canvas.drawPath(path, stroke=1, fill=number % 3 == 0)
    canvas.setFillGray(0)
    label(canvas, rng)


def floor_plan(canvas: Canvas) -> None:
    """Nothing but upright and level lines: walls, stairs, measures."""
    rng = random.Random(3)
    for _ in range(4500):
        x, y = rng.uniform(20, 570), rng.uniform(20, 820)
        if rng.random() < 0.5:
            canvas.line(x, y, x + rng.uniform(5, 60), y)
        else:
            canvas.line(x, y, x, y + rng.uniform(5, 60))
    label(canvas, rng)


def hatched_map(canvas: Canvas) -> None:
    """A hundred thousand short strokes."""
    rng = random.Random(4)
    drawing = "\n".join(
        f"{x:.1f} {y:.1f} m {x + 3:.1f} {y + 2:.1f} l S"
        for x, y in ((rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT)) for _ in range(100_000))
    )
    canvas._code.append(drawing)
    label(canvas, rng)


def one_path(canvas: Canvas) -> None:
    """Every contour in a single path of 300,000 segments."""
    rng = random.Random(5)
    points = (f"{rng.uniform(0, WIDTH):.1f} {rng.uniform(0, HEIGHT):.1f} l" for _ in range(300_000))
    canvas._code.append("0 0 m\n" + "\n".join(points) + "\nS")
    label(canvas, rng)


@pytest.mark.parametrize("draw", [contour_map, curved_map, floor_plan, hatched_map, one_path])
def test_a_map_is_told_early_and_its_words_are_kept(draw: Callable[[Canvas], None]) -> None:
    data = make_pdf(draw)
    begun = time.process_time()
    extraction = extract(data, file_name="karta.pdf", source_uri="file:///karta.pdf")
    assert time.process_time() - begun <= MOST_SECONDS
    assert extraction.tables == ()
    [ledger] = extraction.page_ledger
    assert (ledger.words, ledger.unassigned) == (300, 0)
    assert [(f.check_name, f.page) for f in extraction.findings if f.check_name == "drawing_page"] == [
        ("drawing_page", 1)
    ]


def by_weeks(canvas: Canvas) -> None:
    """A schedule of 40 rows by 52 weeks, every cell framed by itself."""
    canvas.setFont("Helvetica", 5)
    for row in range(40):
        y = 780 - 15 * row
        canvas.drawString(22, y + 4, "Aktivitet" if row == 0 else f"Insats {row}")
        canvas.rect(20, y, 80, 15)
        for week in range(52):
            canvas.rect(100 + 9 * week, y, 9, 15)
            if row == 0 or (row + week) % 9 == 0:
                canvas.drawString(101 + 9 * week, y + 4, str(week + 1) if row == 0 else "X")


def charted(canvas: Canvas) -> None:
    """A curve of ten thousand points over a table."""
    path = canvas.beginPath()
    path.moveTo(72, 600)
    for step in range(10_000):
        path.lineTo(72 + step / 25, 600 + 60 * math.sin(step / 300))
    canvas.drawPath(path)
    for row in range(6):
        for col in range(4):
            canvas.rect(72 + 100 * col, 400 - 20 * row, 100, 20)
            canvas.drawString(76 + 100 * col, 406 - 20 * row, f"{row}{col}00" if row and col else f"Rad {row}")


def with_an_ornament(canvas: Canvas) -> None:
    """A coat of arms of five thousand points beside the table."""
    path = canvas.beginPath()
    path.moveTo(500, 800)
    for step in range(5_000):
        path.lineTo(500 + 30 * math.sin(step), 780 + 30 * math.cos(step / 7))
    canvas.drawPath(path, fill=1)
    for row in range(6):
        for col in range(4):
            canvas.rect(72 + 100 * col, 400 - 20 * row, 100, 20)
            canvas.drawString(76 + 100 * col, 406 - 20 * row, f"{row}{col}00" if row and col else f"Rad {row}")


@pytest.mark.parametrize(("draw", "rows"), [(by_weeks, 40), (charted, 6), (with_an_ornament, 6)])
def test_a_page_with_a_table_is_no_drawing(draw: Callable[[Canvas], None], rows: int) -> None:
    data = make_pdf(draw)
    [page] = read_pages(data)
    assert not page.drawing
    assert [table.n_rows for table in read_document(data).tables] == [rows]
