"""Tables over page breaks: the same rows wherever the break falls, merged cells, cut rows, headers at the foot."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.records import Extraction
from tests.sibling_pages import fonts_registered, read_page

HEADS = ("Mål", "Aktivitet", "Ansvarig", "Status")
ROWS = (
    ("Ett levande torg", "Bjud in till höstmarknad", "Näringsliv", "Pågår"),
    ("Ett levande torg", "Måla om scenen vid ån", "Fastighet", "Klart"),
    ("Ett levande torg", "Flytta cykelställen", "Gatukontoret", "Ej påbörjad"),
    ("Lugna skolvägar", "Sänk farten vid tre skolor", "Gatukontoret", "Försenad"),
    ("Lugna skolvägar", "Utbilda trafikvakter", "Skolkontoret", "Pågår"),
    ("Nära till böcker", "Kör bokbuss till byarna", "Biblioteket", "Klart"),
)
NUMBERS = ("Projekt", "Budget", "Utfall", "Avvikelse")
COMMENTED = ("Aktivitet", "Ansvarig", "Status", "Kommentar")
NAMES = {*HEADS, *NUMBERS, *COMMENTED}
WIDTHS = (110, 190, 100, 80)
TOP, FOOT = 780.0, 60.0
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw) -> bytes:
    """The pages under the front matter of a follow-up, numbered."""
    fonts_registered()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    for number, draw in enumerate(pages, 1):
        if number == 1:
            for y, size, text in (
                (790, 14, "Uppföljning T2 2025"),
                (772, 9, "Kulturnämnden"),
                (758, 9, "Lillåkra kommun"),
            ):
                canvas.setFont("Vera", size)
                canvas.drawString(60, y, text)
            canvas.setFont("VeraBd", 12)
            canvas.drawString(60, 735, "1 Arbetet under året")
        draw(canvas)
        canvas.setFont("Vera", 8)
        canvas.drawString(290, 25, str(number))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def grid(
    rows: Sequence[Sequence[str]],
    top: float,
    widths: Sequence[float],
    *,
    merged: Sequence[int] = (),
    height: float = 20,
) -> Draw:
    """Ruled rows from ``top`` down, the header bold, lines of a cell parted by '\\n'; in the columns ``merged`` no line
    above an empty cell that stands under others."""

    def draw(canvas: Canvas) -> None:
        xs = [60.0]
        for width in widths:
            xs.append(xs[-1] + width)
        canvas.setLineWidth(0.5)
        y = top
        for number, row in enumerate(rows):
            under_others = number > 0 and not set(rows[number - 1]) <= NAMES
            for column, (left, right) in enumerate(pairwise(xs)):
                text = row[column]
                if column not in merged or text or not under_others:
                    canvas.line(left, y, right, y)
                canvas.setFont("VeraBd" if set(row) <= NAMES else "Vera", 8)
                for line, part in enumerate(text.split("\n")):
                    canvas.drawString(left + 3, y - 11 - 10 * line, part)
            y -= max(height, 10 + 10 * max(text.count("\n") + 1 for text in row))
        canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            canvas.line(x, top, x, y)

    return draw


def without_repeats(rows: Sequence[Sequence[str]], column: int) -> list[tuple[str, ...]]:
    """The rows with only the first of equal cells under each other, as a merged cell shows them."""
    seen = None
    shown = []
    for row in rows:
        shown.append(tuple("" if at == column and row[column] == seen else text for at, text in enumerate(row)))
        seen = row[column]
    return shown


def goals_and_rows(read: Extraction) -> list[tuple[str | None, str, str | None, str | None]]:
    goals = {goal.goal_id: goal.text for goal in read.goals}
    return [(goals.get(a.goal_id or ""), a.title, a.responsible, a.status_text) for a in read.activities]


@pytest.mark.parametrize("after", range(len(ROWS)))
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(("repeated", "label"), [(True, ""), (False, ""), (True, "again"), (True, "forts")])
def test_the_same_rows_wherever_the_page_breaks(after: int, column: int, repeated: bool, label: str) -> None:
    order = [1, 0, 2, 3] if column else [0, 1, 2, 3]
    shown = [tuple(row[i] for i in order) for row in without_repeats(ROWS, 0)]
    widths = [WIDTHS[i] for i in order]
    head = [tuple(HEADS[i] for i in order)]
    below = list(shown[after:])
    if label and not below[0][column]:
        again = ROWS[after][0] + (" (forts.)" if label == "forts" else "")
        below[0] = tuple(again if at == column else text for at, text in enumerate(below[0]))
    top = FOOT + 20 * (after + 1)

    first = grid([*head, *shown[:after]], top, widths, merged=[column])
    second = grid([*head, *below] if repeated else below, TOP, widths, merged=[column])
    assert goals_and_rows(read_page(pdf(first, second))) == list(ROWS)


LONG = (
    ("Bjud in till höstmarknad", "Näringsliv", "Pågår", "Tolv av tjugo platser är bokade."),
    ("Måla om scenen vid ån", "Fastighet", "Klart", "Scenen invigdes i juni."),
    ("Flytta cykelställen från\ntorget till stationen", "Gatukontoret", "Ej påbörjad", "Väntar på beslut."),
    ("Utbilda trafikvakter", "Skolkontoret", "Pågår", "Fyra skolor är med.\nTvå till börjar i höst."),
)
LONG_WIDTHS = (150, 90, 80, 160)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ("", "Gatukontoret", "Ej påbörjad", "Väntar på beslut."),
            ("Flytta cykelställen från\ntorget till stationen", "", "", ""),
        ),
        (
            ("Flytta cykelställen från", "Gatukontoret", "Ej påbörjad", "Väntar på beslut."),
            ("torget till stationen", "", "", ""),
        ),
    ],
    ids=["moved whole", "cut between its lines"],
)
def test_a_row_that_the_page_cuts_is_one_row(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    rows = [COMMENTED, *LONG[:2], above]
    first = grid(rows, FOOT + 80, LONG_WIDTHS)
    second = grid([COMMENTED, below, LONG[3]], TOP, LONG_WIDTHS)
    read = read_page(pdf(first, second))
    assert [(a.title, a.responsible, a.status_text) for a in read.activities] == [
        (title.replace("\n", " "), responsible, status) for title, responsible, status, _ in LONG
    ]


@pytest.mark.parametrize("height", [20, 34])
def test_rows_without_a_full_stop_at_the_break_stay_two(height: float) -> None:
    rows = [tuple(row[1:]) for row in ROWS]
    head = tuple(HEADS[1:])
    first = grid([head, *rows[:3]], FOOT + 4 * height, WIDTHS[1:], height=height)
    second = grid([head, *rows[3:]], TOP, WIDTHS[1:], height=height)
    read = read_page(pdf(first, second))
    assert [(a.title, a.responsible, a.status_text) for a in read.activities] == rows


PROJECTS = (
    ("Ny simhall", "-41 000", "-38 250", "2 750"),
    ("Gångbro över ån", "-6 300", "-6 480", "-180"),
    ("Bredare trottoar", "-1 150", "-1 090", "60"),
    ("Summa", "-48 450", "-45 820", "2 630"),
)


def plain(rows: Sequence[Sequence[str]], top: float) -> Draw:
    """Amounts right-aligned in columns that nothing is drawn between, a line under the header."""

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            y = top - 16 * number
            canvas.setFont("VeraBd" if row[0] in ("Projekt", "Summa") else "Vera", 8)
            canvas.drawString(60, y, row[0])
            for column, text in enumerate(row[1:], 1):
                canvas.drawRightString(200 + 100 * column, y, text)
            if row[0] == "Projekt":
                canvas.line(60, y - 4, 505, y - 4)

    return draw


@pytest.mark.parametrize("repeated", [True, False])
def test_a_sum_alone_overleaf_belongs_to_its_table(repeated: bool) -> None:
    above = plain([NUMBERS, *PROJECTS[:3]], FOOT + 60)
    below = plain([NUMBERS, PROJECTS[3]] if repeated else [PROJECTS[3]], TOP)

    def first(canvas: Canvas) -> None:
        canvas.setFont("Vera", 9)
        canvas.drawString(60, FOOT + 80, "Investeringar, tkr")
        above(canvas)

    lines = read_page(pdf(first, below)).budget_lines
    printed = [(row[0], text) for row in PROJECTS for text in row[1:]]
    assert [(line.label, line.amount_text) for line in lines] == printed
    assert {line.table_id for line in lines} == {lines[0].table_id}
