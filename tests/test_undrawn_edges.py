"""Columns and rows that no line parts: amounts in turn in one drawn cell, and cells that hold several rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_making import make_pdf
from tests.table_drawing import draw_rows, grid_lines, read, row_lines, texts

HARBOURS = [
    ["Hamn", "Anlöp", "Last, ton", "Andel"],
    ["Norra kajen", "214", "38 120", "61,2"],
    ["Fiskehamnen", "57", "4 902", "7,9"],
    ["Oljepiren", "31", "19 240", "30,9"],
]
XS = [72.0, 200.0, 280.0, 370.0, 450.0]


def test_amounts_beside_each_other_in_a_drawn_column_are_columns() -> None:
    def draw(canvas: Canvas) -> None:
        bottom = draw_rows(canvas, XS, HARBOURS, header=True)
        grid_lines(canvas, [XS[0], XS[1], XS[-1]], 100, bottom, len(HARBOURS))

    [table] = read(make_pdf(draw))
    assert texts(table) == HARBOURS


def test_only_the_drawn_column_that_holds_amounts_in_turn_is_parted() -> None:
    rows = [
        ["1", "Bygg två vindskydd", "410", "395", "Klart"],
        ["2", "Röj längs stigarna", "88", "120", "Pågår"],
        ["3", "Sätt upp kartor", "35", "–", "Väntar"],
    ]
    xs = [72.0, 95.0, 260.0, 310.0, 360.0, 440.0]

    def draw(canvas: Canvas) -> None:
        bottom = draw_rows(canvas, xs, rows)
        grid_lines(canvas, [xs[0], xs[2], xs[4], xs[5]], 100, bottom, len(rows))

    [table] = read(make_pdf(draw))
    assert texts(table) == [[f"{a} {b}", *rest] for a, b, *rest in rows]


def test_a_numbered_list_in_a_cell_is_no_column_of_amounts() -> None:
    rows: Sequence[Sequence[str]] = [
        ["Mål", "1.    Fler cykelresor", "Pågår"],
        ["", "2.    Kortare kötider", "Klart"],
        ["", "3.    Tryggare torg", "Klart"],
    ]
    xs = [72.0, 140.0, 320.0, 400.0]

    def draw(canvas: Canvas) -> None:
        bottom = draw_rows(canvas, xs, rows)
        grid_lines(canvas, xs, 100, bottom, len(rows))

    [table] = read(make_pdf(draw))
    assert table.n_columns == 3


@pytest.mark.parametrize("mark", ["b", "2"])
def test_a_mark_raised_by_half_a_line_joins_no_rows(mark: str) -> None:
    rows = [
        ["Verksamhet", "Budget", "Utfall", "Diff"],
        ["Vägbelysning", "4 310", "4 402", "92"],
        ["Vinterväghållning längs", "2 215", "1 980", "235"],
        ["Snöskottning", "1 104", "1 377", "273"],
        ["Summa", "7 629", "7 759", "130"],
    ]

    def draw(canvas: Canvas) -> None:
        bottom = draw_rows(canvas, XS, rows[:4], header=True, pitch=13.5)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(XS[-1] - 4, A4[1] - 100 - 3.5 * 13.5 + 1.3, mark)
        bottom = draw_rows(canvas, XS, rows[4:], top=bottom, pitch=13.5)
        row_lines(canvas, XS[0], XS[-1], [100, 113.5, bottom])

    [table] = read(make_pdf(draw))
    assert [row[1] for row in texts(table)] == [row[1] for row in rows]
