"""Several readings of the same words: stacked tables, frames around tables, sums and blank rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.tables.choice import best_tables
from tests.pdf_making import make_pdf
from tests.table_drawing import ROW_PT, draw_rows, grid_lines, read, row_lines, texts

GOALS = [["Mål", "Bedömning"], ["Fler elever når gymnasiet", "Uppnått"], ["Kortare köer till förskolan", "Delvis"]]
GOAL_XS = [72.0, 380.0, 520.0]
TASKS = [
    ["Nr", "Åtgärd", "Ansvarig", "Läge"],
    ["1", "Läxhjälp på biblioteken", "Kultur", "Pågår"],
    ["2", "Fler sommarjobb", "Arbetsmarknad", "Klart"],
    ["3", "Öppen förskola lördagar", "Barn och unga", "Klart"],
]
TASK_XS = [72.0, 110.0, 300.0, 430.0, 520.0]
COSTS = [
    ["Verksamhet", "Budget", "Utfall"],
    ["Bad och idrott", "4 120", "4 377"],
    ["Musikskola", "1 905", "1 822"],
    ["Summa", "6 025", "6 199"],
]
COST_XS = [72.0, 300.0, 410.0, 520.0]


def lines_of_rows(canvas: Canvas, top: float, count: int) -> None:
    row_lines(canvas, 72, 520, [top + ROW_PT * number for number in range(count + 1)])


def stacked(canvas: Canvas, heading: str, gap: float) -> None:
    """Two tables between lines of one width, with a heading between them where there is one."""
    bottom = draw_rows(canvas, GOAL_XS, GOALS, header=True)
    lines_of_rows(canvas, 100, len(GOALS))
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, A4[1] - bottom - gap / 2 - 5, heading)
    draw_rows(canvas, TASK_XS, TASKS, header=True, top=bottom + gap)
    lines_of_rows(canvas, bottom + gap, len(TASKS))


@pytest.mark.parametrize(("heading", "gap"), [("Åtgärder för barn och unga", 50.0), ("", 0.0), ("", 40.0)])
def test_tables_below_each_other_between_lines_of_one_width_stay_two(heading: str, gap: float) -> None:
    tables = read(make_pdf(lambda canvas: stacked(canvas, heading, gap)))
    assert [texts(table) for table in tables] == [GOALS, TASKS]


def with_frame(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    canvas.rect(x0, A4[1] - bottom, x1 - x0, bottom - top)


@pytest.mark.parametrize("lined", [True, False])
def test_a_frame_around_a_table_is_none(lined: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(80, A4[1] - 80, "Nämndens kostnader, tkr")
        bottom = draw_rows(canvas, COST_XS, COSTS, header=True)
        if lined:
            grid_lines(canvas, COST_XS, 100, bottom, len(COSTS))
        with_frame(canvas, 60, 60, 535, 400)

    [table] = read(make_pdf(draw))
    assert texts(table) == COSTS


@pytest.mark.parametrize("side", [72.0, 520.0])
def test_rows_with_a_border_at_one_side_have_the_columns_of_their_words(side: float) -> None:
    def draw(canvas: Canvas) -> None:
        bottom = draw_rows(canvas, TASK_XS, TASKS, header=True)
        lines_of_rows(canvas, 100, len(TASKS))
        canvas.line(side, A4[1] - 100, side, A4[1] - bottom)

    [table] = read(make_pdf(draw))
    assert texts(table) == TASKS


def stripe(canvas: Canvas, xs: Sequence[float], top: float, colour: str = "#c9d8e6") -> None:
    """A row of filled cells side by side."""
    canvas.setFillColor(HexColor(colour))
    for x0, x1 in pairwise(xs):
        canvas.rect(x0, A4[1] - top - ROW_PT, x1 - x0, ROW_PT, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))


@pytest.mark.parametrize("lined", [True, False])
def test_a_sum_in_bold_on_colour_is_a_row(lined: bool) -> None:
    rows = [*COSTS[:3], ["Delsumma", "6 025", "6 199"], ["Bibliotek", "2 240", "2 251"], ["Summa", "8 265", "8 450"]]

    def draw(canvas: Canvas) -> None:
        stripe(canvas, COST_XS, 100)
        for number in (3, 5):
            stripe(canvas, COST_XS, 100 + number * ROW_PT, "#dddddd")
        draw_rows(canvas, COST_XS, rows, header=True, bold=(3, 5))
        if lined:
            lines_of_rows(canvas, 100, len(rows))

    [table] = read(make_pdf(draw))
    assert texts(table) == rows
    assert {cell.row for cell in table.cells if cell.is_header} == {0}


@pytest.mark.parametrize("blank", [3, 4])
def test_a_blank_row_parts_no_table(blank: int) -> None:
    rows = [*COSTS[:3], ["Bibliotek", "2 240", "2 251"], ["Allmänkultur", "610", "588"]]
    rows.insert(blank, ["", "", ""])

    def draw(canvas: Canvas) -> None:
        draw_rows(canvas, COST_XS, rows, header=True)
        lines_of_rows(canvas, 100, len(rows))

    [table] = read(make_pdf(draw))
    assert [row for row in texts(table) if any(row)] == [row for row in rows if any(row)]


def centred(canvas: Canvas, xs: Sequence[float], rows: Sequence[Sequence[str]], top: float) -> None:
    for number, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if number in (0, len(rows) - 1) else "Helvetica", 9)
        y = A4[1] - top - number * ROW_PT - 12
        canvas.drawString(xs[0] + 4, y, row[0])
        for x0, x1, text in zip(xs[1:], xs[2:], row[1:], strict=False):
            canvas.drawCentredString((x0 + x1) / 2, y, text)


def right(canvas: Canvas, xs: Sequence[float], rows: Sequence[Sequence[str]], top: float) -> None:
    draw_rows(canvas, xs, rows, header=True, bold=(len(rows) - 1,), top=top)


@pytest.mark.parametrize("write", [centred, right])
def test_the_sum_below_the_last_rule_is_a_row(write: Callable[..., None]) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, COST_XS, COSTS, 100.0)
        row_lines(canvas, 72, 520, [100, 100 + ROW_PT, 100 + 2 * ROW_PT, 100 + 3 * ROW_PT])

    [table] = read(make_pdf(draw))
    assert texts(table) == COSTS


def test_of_tables_that_share_words_the_best_set_stands() -> None:
    [goals, tasks] = read(make_pdf(lambda canvas: stacked(canvas, "Åtgärder för barn och unga", 50.0)))
    assert best_tables([goals, tasks, goals]) in ([goals, tasks], [tasks, goals])
