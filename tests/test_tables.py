"""Grids and words to tables; what the structure tree says of each cell."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page import Page
from extractors.pdf.reader import read_pages
from extractors.tables.cells import PageTable
from extractors.tables.page_tables import page_tables
from tests.pdf_making import HEIGHT, TaggedCell, altered, make_pdf, make_tagged_table
from tests.plan_making import heading, page_break, table
from tests.plan_making import read as read_plan

LEFT, TOP, COLUMN_PT, ROW_PT = 72.0, 700.0, 120.0, 24.0


def read(data: bytes) -> tuple[Page, list[PageTable]]:
    [page] = read_pages(data)
    return page, page_tables(page, [w for w in page.words if w.drawn and w.upright])


def texts(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        rows[cell.row].append(" ".join(line.text for line in cell.lines))
    return rows


def write(canvas: Canvas, rows: list[list[str]]) -> None:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            canvas.drawString(LEFT + c * COLUMN_PT + 4, TOP - (r + 1) * ROW_PT + 8, text)


def borders(canvas: Canvas, rows: int, columns: int, *, vertical: bool = True) -> None:
    for r in range(rows + 1):
        canvas.line(LEFT, TOP - r * ROW_PT, LEFT + columns * COLUMN_PT, TOP - r * ROW_PT)
    for c in range(columns + 1 if vertical else 0):
        canvas.line(LEFT + c * COLUMN_PT, TOP, LEFT + c * COLUMN_PT, TOP - rows * ROW_PT)


ROWS = [["Aktivitet", "Status"], ["Ny skola", "Klart"], ["Nytt bad", "Ej inlett"]]


def test_a_ruled_table() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ROWS)
        borders(canvas, 3, 2)

    [table] = read(make_pdf(draw))[1]
    assert texts(table) == ROWS
    assert table.source == "rulings"
    assert {c.evidence for c in table.cells} == {"rulings"}


def test_a_table_of_horizontal_lines_gets_its_columns_from_the_words() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ROWS)
        borders(canvas, 3, 2, vertical=False)

    [table] = read(make_pdf(draw))[1]
    assert texts(table) == ROWS
    assert table.open_columns


def test_row_stripes_are_fills_and_split_no_row() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#dde6f0"))
        canvas.rect(LEFT, TOP - 2 * ROW_PT + 4, 2 * COLUMN_PT, ROW_PT - 8, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        write(canvas, ROWS)
        borders(canvas, 3, 2)

    page, [table] = read(make_pdf(draw))
    assert texts(table) == ROWS
    assert [f.colour for f in page.fills] == ["#dde6f0"]
    assert [c.fill for c in table.row(1)] == ["#dde6f0", "#dde6f0"]


def test_a_page_frame_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 780)
        write(canvas, [["Bara text i en ram"]])

    assert read(make_pdf(draw))[1] == []


def test_a_frame_round_a_table_leaves_the_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 780)
        write(canvas, ROWS)
        borders(canvas, 3, 2)

    [table] = read(make_pdf(draw))[1]
    assert texts(table) == ROWS


def test_double_lines_add_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ROWS)
        borders(canvas, 3, 2)
        canvas.line(LEFT, TOP - ROW_PT - 4.5, LEFT + 2 * COLUMN_PT, TOP - ROW_PT - 4.5)

    [table] = read(make_pdf(draw))[1]
    assert texts(table) == ROWS


def test_a_cell_without_inner_border_spans() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [["Kommentar: allt går bra", ""], ["Ny skola", "Klart"]])
        borders(canvas, 2, 2, vertical=False)
        canvas.line(LEFT, TOP, LEFT, TOP - 2 * ROW_PT)
        canvas.line(LEFT + 2 * COLUMN_PT, TOP, LEFT + 2 * COLUMN_PT, TOP - 2 * ROW_PT)
        canvas.line(LEFT + COLUMN_PT, TOP - ROW_PT, LEFT + COLUMN_PT, TOP - 2 * ROW_PT)

    [table] = read(make_pdf(draw))[1]
    assert [(c.row, c.col, c.col_span) for c in table.cells] == [(0, 0, 2), (1, 0, 1), (1, 1, 1)]


def red_dot(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColor(HexColor("#d03030"))
    canvas.circle(x, y, 5, stroke=0, fill=1)


def coloured_glyph(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColor(HexColor("#d03030"))
    canvas.setFont("ZapfDingbats", 12)
    canvas.drawString(x - 5, y - 4, "\u25cf")


def small_picture(canvas: Canvas, x: float, y: float) -> None:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (8, 8), "#d03030").save(target, "PNG")
    canvas.drawImage(ImageReader(target), x - 5, y - 5, 10, 10)


@pytest.mark.parametrize("symbol", [red_dot, coloured_glyph, small_picture])
def test_a_status_that_is_drawn(symbol: object) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [["Aktivitet", "Status"], ["Ny skola", ""]])
        borders(canvas, 2, 2)
        symbol(canvas, LEFT + 1.5 * COLUMN_PT, TOP - 1.5 * ROW_PT)  # type: ignore[operator]

    [table] = read(make_pdf(draw))[1]
    assert [c.symbol for c in table.row(1)] == [None, "#d03030"]
    assert [c.symbol for c in table.row(0)] == [None, None]


def test_a_bold_first_row_is_the_header() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        write(canvas, ROWS[:1])
        canvas.setFont("Helvetica", 12)
        write(canvas, [["", ""], *ROWS[1:]])
        borders(canvas, 3, 2)

    [table] = read(make_pdf(draw))[1]
    assert [c.row for c in table.cells if c.is_header] == [0, 0]


TITLE = ("Status per omr\u00e5de", LEFT + 4, TOP - ROW_PT + 8)
PLACES = [
    TITLE,
    ("Skola", LEFT + 4, TOP - 2 * ROW_PT + 8),
    ("Klart", LEFT + COLUMN_PT + 4, TOP - 2 * ROW_PT + 8),
    ("Bad", LEFT + 4, TOP - 3 * ROW_PT + 8),
    ("Nej", LEFT + COLUMN_PT + 4, TOP - 3 * ROW_PT + 8),
]
TAGGED: list[list[TaggedCell]] = [
    [("TH", 2, [0])],
    [("TD", 1, [1]), ("TD", 1, [2])],
    [("TD", 1, [3]), ("TD", 1, [4])],
]
RIGHT = LEFT + 2 * COLUMN_PT
GRID = "\n".join(
    f"{x0} {y0} m {x1} {y1} l S"
    for x0, y0, x1, y1 in [
        *((LEFT, TOP - r * ROW_PT, RIGHT, TOP - r * ROW_PT) for r in range(4)),
        (LEFT, TOP, LEFT, TOP - 3 * ROW_PT),
        (RIGHT, TOP, RIGHT, TOP - 3 * ROW_PT),
        (LEFT + COLUMN_PT, TOP - ROW_PT, LEFT + COLUMN_PT, TOP - 3 * ROW_PT),
    ]
)


def test_rulings_and_tags_that_agree() -> None:
    [table] = read(make_tagged_table(PLACES, TAGGED, GRID))[1]
    assert table.source == "both"
    assert {c.evidence for c in table.cells} == {"both"}
    assert table.cells[0].col_span == 2


def test_tags_that_contradict_the_rulings() -> None:
    swapped: list[list[TaggedCell]] = [TAGGED[0], [("TD", 1, [1]), ("TD", 1, [2, 4])], [("TD", 1, [3])]]
    [table] = read(make_tagged_table(PLACES, swapped, GRID))[1]
    assert [c.evidence for c in table.cells] == ["both", "both", "conflict", "both", "conflict"]
    assert texts(table)[2] == ["Bad", "Nej"], "what is drawn wins"


def test_a_table_that_only_the_tags_know() -> None:
    [table] = read(make_tagged_table(PLACES, TAGGED))[1]
    assert table.source == "structure"
    assert {c.evidence for c in table.cells} == {"structure"}
    assert texts(table) == [["Status per område"], ["Skola", "Klart"], ["Bad", "Nej"]]
    assert [(c.col_span, c.is_header) for c in table.cells][:2] == [(2, True), (1, False)]
    assert all(0 < c.box.top < c.box.bottom < HEIGHT for c in table.cells)


def test_the_words_that_stand_for_a_figure_stand_in_the_cell_that_holds_it() -> None:
    picture = "\nq 8 0 0 8 270 634 cm BI /W 1 /H 1 /CS /G /BPC 8 ID @ EI Q"

    def add_figure(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        cell = tree.K[0].K[2].K[1]
        figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, P=cell, Pg=pdf.pages[0].obj, Alt="Ökande", K=4)
        cell.K = pikepdf.Array([pdf.make_indirect(figure)])
        tree.ParentTree.Nums[1][4] = cell.K[0]

    places = [*PLACES[:4], (" ", 270.0, 634.0)]
    data = altered(make_tagged_table(places, TAGGED, GRID + picture), add_figure)
    [table] = read(data)[1]
    assert [(c.row, c.col, c.alternative) for c in table.cells if c.alternative] == [(2, 1, "Ökande")]


def test_a_tagged_layout_table_of_one_column_is_none() -> None:
    column: list[list[TaggedCell]] = [[("TD", 1, [i])] for i in range(5)]
    assert read(make_tagged_table(PLACES, column))[1] == []


def test_a_row_that_the_page_cuts_between_two_sentences_is_one_row() -> None:
    head = ["Aktivitet", "Ansvarig", "Kommentar"]
    above = [
        ["Bygga skola", "HR", "Marken är köpt."],
        ["Laga bro", "IT", "Bron är lagad."],
        ["Rusta bad", "HR", "Badet är ritat."],
    ]
    below = [["", "", "Bygget börjar i maj."], ["Öppna park", "IT", "Gräset är sått."]]
    extraction = read_plan(heading("Arbetet", 2), table([head, *above]), page_break(), table([head, *below]))
    assert [(one.title, one.comment) for one in extraction.activities] == [
        ("Bygga skola", "Marken är köpt."),
        ("Laga bro", "Bron är lagad."),
        ("Rusta bad", "Badet är ritat.\nBygget börjar i maj."),
        ("Öppna park", "Gräset är sått."),
    ]
