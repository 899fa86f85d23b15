"""Tables that few lines or none draw: outer headings, stripes, remarks between rows, tables beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.reader import read_pages
from extractors.tables.cells import PageTable
from extractors.tables.page_tables import page_tables
from tests.pdf_making import TaggedCell, make_pdf, make_tagged_table

LEFT, TOP, LABEL_PT, AMOUNT_PT, ROW_PT, PADDING_PT = 72.0, 700.0, 150.0, 70.0, 20.0, 6.0
AMOUNTS = [
    ("Skola", "912,4", "930,1", "12,0", "18,5"),
    ("Omsorg", "-1 040,2", "-1 077,3", "44,0", "41,2"),
    ("Kultur", "-3,1", "-2,9", "9,9", "10,4"),
    ("Summa", "70,1", "64,6", "185,9", "148,2"),
]
YEARS = ("Verksamhet", "2023", "2024", "Budget", "Prognos")


def read(data: bytes) -> list[PageTable]:
    return [t for page in read_pages(data) for t in page_tables(page, [w for w in page.words if w.drawn and w.upright])]


def cells(table: PageTable, row: int) -> list[tuple[int, int, str]]:
    """Column, columns spanned and text of the row's worded cells."""
    return [(c.col, c.col_span, " ".join(ln.text for ln in c.lines)) for c in table.row(row) if c.lines]


def right_edge(column: int, left: float = LEFT) -> float:
    return left + LABEL_PT + column * AMOUNT_PT - PADDING_PT


def write_row(canvas: Canvas, row: int, texts: Sequence[str], *, bold: bool = False, left: float = LEFT) -> None:
    """The label on the left, amounts at the right edges of their columns."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
    y = TOP - (row + 1) * ROW_PT + PADDING_PT
    canvas.drawString(left + PADDING_PT, y, texts[0])
    for column, text in enumerate(texts[1:], 1):
        canvas.drawRightString(right_edge(column, left), y, text)


def rule(canvas: Canvas, row: int, start: float = LEFT, end: float | None = None) -> None:
    canvas.line(start, TOP - row * ROW_PT, right_edge(4) + PADDING_PT if end is None else end, TOP - row * ROW_PT)


def write_amounts(canvas: Canvas, first_row: int) -> None:
    for row, texts in enumerate(AMOUNTS, first_row):
        write_row(canvas, row, texts)


def with_outer_headings(canvas: Canvas, places: Sequence[tuple[str, float]], *, centred: bool) -> None:
    """A table between three rules whose outer headings stand at these x."""
    canvas.setFont("Helvetica-Bold", 10)
    for text, x in places:
        (canvas.drawCentredString if centred else canvas.drawString)(x, TOP - ROW_PT + PADDING_PT, text)
    write_row(canvas, 1, YEARS, bold=True)
    write_amounts(canvas, 2)
    for row in (0, 2, 6):
        rule(canvas, row)


def middle(first: int, last: int) -> float:
    """Of the cells of these columns."""
    return LEFT + LABEL_PT + ((first - 1) + last) * AMOUNT_PT / 2


@pytest.mark.parametrize("centred", [True, False])
def test_outer_headings_head_all_their_columns(centred: bool) -> None:
    starts = [right_edge(0) + 2 * PADDING_PT, right_edge(2) + 2 * PADDING_PT]
    xs = [middle(1, 2), middle(3, 4)] if centred else starts
    places = list(zip(("Utfall", "Helår 2025"), xs, strict=True))
    [table] = read(make_pdf(lambda canvas: with_outer_headings(canvas, places, centred=centred)))
    assert cells(table, 0) == [(1, 2, "Utfall"), (3, 2, "Helår 2025")]
    assert [text for _, _, text in cells(table, 1)] == [*YEARS]
    assert [c.is_header for c in table.row(1)] == [True] * 5
    assert [text for _, _, text in cells(table, 2)] == [*AMOUNTS[0]]


def test_the_rule_below_an_outer_heading_says_which_columns_it_heads() -> None:
    def draw(canvas: Canvas) -> None:
        with_outer_headings(canvas, [("Utfall", right_edge(2) - 30), ("Helår 2025", right_edge(4) - 50)], centred=False)
        rule(canvas, 1, right_edge(0) + PADDING_PT + 2, right_edge(2))
        rule(canvas, 1, right_edge(2) + PADDING_PT + 2, right_edge(4))

    [table] = read(make_pdf(draw))
    assert cells(table, 0) == [(1, 2, "Utfall"), (3, 2, "Helår 2025")]


def test_a_heading_over_two_lines_in_one_column_is_no_outer_one() -> None:
    def draw(canvas: Canvas) -> None:
        write_row(canvas, 0, ("", "Bokslut", "", "", "Avvikelse"), bold=True)
        write_row(canvas, 1, ("Verksamhet", "år 2023", "Utfall", "Budget", "budget"), bold=True)
        write_amounts(canvas, 2)
        for row in (0, 2, 6):
            rule(canvas, row)

    [table] = read(make_pdf(draw))
    headings = {c.col: " ".join(ln.text for ln in c.lines) for c in table.cells if c.is_header and c.lines}
    assert all(c.col_span == 1 for c in table.cells if c.is_header)
    assert (headings[2], headings[3]) == ("Utfall", "Budget")


def test_a_heading_over_a_year_goes_on_over_the_years_beside_it() -> None:
    places = [("Utfall", right_edge(1) - 31.1)]  # ends where "2023" ends
    [table] = read(make_pdf(lambda canvas: with_outer_headings(canvas, places, centred=False)))
    assert cells(table, 0) == [(1, 2, "Utfall")]


def striped(canvas: Canvas, coloured: Sequence[int], headers: Sequence[int] = (0,)) -> None:
    for row in (*headers, *coloured):
        canvas.setFillColor(HexColor("#b8cce4" if row in headers else "#dde6f0"))
        canvas.rect(LEFT, TOP - (row + 1) * ROW_PT, right_edge(4) + PADDING_PT - LEFT, ROW_PT, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))


def test_remarks_and_headings_of_groups_are_rows_between_stripes() -> None:
    remark = "Kommentar: Skolan har färre elever än väntat, och kostnaderna för skjuts har minskat."

    def draw(canvas: Canvas) -> None:
        striped(canvas, (1, 4, 6))
        write_row(canvas, 0, YEARS, bold=True)
        write_row(canvas, 1, AMOUNTS[0])
        canvas.drawString(LEFT + PADDING_PT, TOP - 3 * ROW_PT + PADDING_PT, remark)
        write_row(canvas, 3, ("Övrig verksamhet",), bold=True)
        for row, texts in enumerate(AMOUNTS[1:], 4):
            write_row(canvas, row, texts)

    [table] = read(make_pdf(draw))
    assert [text for _, _, text in cells(table, 1)] == [*AMOUNTS[0]]
    assert cells(table, 2) == [(0, 5, remark)]
    assert [text for _, _, text in cells(table, 3)] == ["Övrig verksamhet"]
    assert [text for _, _, text in cells(table, 6)] == [*AMOUNTS[3]]


def test_a_heading_between_two_striped_tables_is_in_neither() -> None:
    def draw(canvas: Canvas) -> None:
        striped(canvas, (1, 3, 6), headers=(0, 5))
        for header in (0, 5):
            write_row(canvas, header, YEARS, bold=True)
        for row, texts in [(1, AMOUNTS[0]), (2, AMOUNTS[1]), (3, AMOUNTS[2]), (6, AMOUNTS[0]), (7, AMOUNTS[1])]:
            write_row(canvas, row, texts)
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(LEFT, TOP - 5 * ROW_PT + 5, "3.2 Investeringar")

    tables = read(make_pdf(draw))
    assert [t.n_rows for t in tables] == [4, 3]
    assert not any("Investeringar" in line.text for t in tables for c in t.cells for line in c.lines)


def test_two_tables_beside_each_other_without_lines() -> None:
    beside = ["Torget", "Badet", "Bron", "Gatan"]

    def draw(canvas: Canvas) -> None:
        for row, texts in enumerate([("Drift", "2023", "2024"), *(texts[:3] for texts in AMOUNTS)]):
            write_row(canvas, row, texts, bold=row == 0)
        for row, texts in enumerate([("Projekt", "2024"), *((b, a[4]) for a, b in zip(AMOUNTS, beside, strict=True))]):
            write_row(canvas, row, texts, bold=row == 0, left=LEFT + 300)

    left, right = read(make_pdf(draw))
    assert [text for _, _, text in cells(left, 1)] == ["Skola", "912,4", "930,1"]
    assert [text for _, _, text in cells(right, 1)] == ["Torget", "18,5"]


def test_bullets_make_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in ((LEFT, "Aktivitet"), (LEFT + 150, "Syfte"), (LEFT + 320, "Klart")):
            canvas.drawString(x, TOP - 14, text)
        canvas.setFont("Helvetica", 10)
        for row in range(1, 4):
            y = TOP - row * 2 * ROW_PT + 6
            canvas.drawString(LEFT, y, f"Åtgärd {row}")
            canvas.drawString(LEFT + 320, y, "2026-05-01")
            for line in (0, 1):
                canvas.drawString(LEFT + 150, y - 12 * line, "•")
                canvas.drawString(LEFT + 168, y - 12 * line, f"Mål {line} av flera")
        for row in (0, 1, 3, 5, 7):
            rule(canvas, row)

    [table] = read(make_pdf(draw))
    assert table.n_columns == 3


def test_cells_that_the_tree_leaves_out_keep_the_others_under_their_columns() -> None:
    texts = [
        ("Aktivitet", "Status", "Start", "Slut"),
        ("Ny skola", "Klar", "maj", "juni"),
        ("Nytt bad", "", "april", "juli"),
    ]
    places = [
        (text, LEFT + column * 90.0, TOP - row * ROW_PT)
        for row, row_texts in enumerate(texts)
        for column, text in enumerate(row_texts)
        if text
    ]
    tree: list[list[TaggedCell]] = [
        [("TH", 1, [n]) for n in range(4)],
        [("TD", 1, [n]) for n in range(4, 8)],
        [("TD", 1, [n]) for n in range(8, 11)],
    ]
    [table] = read(make_tagged_table(places, tree))
    assert cells(table, 2) == [(0, 1, "Nytt bad"), (2, 1, "april"), (3, 1, "juli")]


def test_a_frame_around_rows_of_amounts_is_not_their_only_cell() -> None:
    def draw(canvas: Canvas) -> None:
        width = right_edge(4) + PADDING_PT - LEFT
        canvas.rect(LEFT, TOP - 6 * ROW_PT, width, 5 * ROW_PT)
        canvas.setFillColor(HexColor("#1c9ad6"))
        canvas.rect(LEFT, TOP - ROW_PT, width, ROW_PT, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        write_row(canvas, 1, YEARS, bold=True)
        write_amounts(canvas, 2)

    [table] = read(make_pdf(draw))
    assert [text for _, _, text in cells(table, table.n_rows - 1)] == list(AMOUNTS[-1])
    assert table.n_columns == 5


def test_a_column_of_nothing_but_marks_is_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        write_row(canvas, 0, ("Verksamhet", "2023", "2024", "Budget", "Nått"), bold=True)
        for row, texts in enumerate(AMOUNTS, 1):
            write_row(canvas, row, texts[:4])
            canvas.setFillColor(HexColor("#3a9d4a" if row % 2 else "#c8322b"))
            canvas.circle(right_edge(4) - 12, TOP - row * ROW_PT - 10, 4, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
        for row in (0, 1, 5):
            rule(canvas, row)

    [table] = read(make_pdf(draw))
    assert cells(table, 0)[-1] == (4, 1, "Nått")
    assert [table.row(row)[4].symbol for row in (1, 2)] == ["#3a9d4a", "#c8322b"]


def test_a_bold_label_behind_an_empty_code_heads_a_group_and_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        for row, (code, label) in enumerate([("Kod", "Verksamhet"), ("", "Kultur"), ("310", "Bibliotek")]):
            canvas.setFont("Helvetica-Bold" if row < 2 else "Helvetica", 10)
            canvas.drawString(LEFT + 2, TOP - (row + 1) * ROW_PT + PADDING_PT, code)
            canvas.drawString(LEFT + 50, TOP - (row + 1) * ROW_PT + PADDING_PT, label)
        for row, year in ((0, "2025"), (2, "-310"), (3, "-96")):
            canvas.setFont("Helvetica-Bold" if row == 0 else "Helvetica", 10)
            canvas.drawRightString(right_edge(2), TOP - (row + 1) * ROW_PT + PADDING_PT, year)
        canvas.drawString(LEFT + 2, TOP - 4 * ROW_PT + PADDING_PT, "316")
        canvas.drawString(LEFT + 50, TOP - 4 * ROW_PT + PADDING_PT, "Kulturskola")
        for row in (0, 1, 4):
            rule(canvas, row)

    [table] = read(make_pdf(draw))
    assert [cell.is_header for cell in table.row(0)] == [True] * 3
    assert cells(table, 1) == [(1, 1, "Kultur")]
    assert not any(cell.is_header for cell in table.row(1))


def test_a_header_in_bold_begins_a_table_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        write_row(canvas, 0, YEARS, bold=True)
        write_amounts(canvas, 1)
        write_row(canvas, 6, ("Enhet", "Budget", "Prognos", "Utfall", "Kvar"), bold=True)
        write_amounts(canvas, 7)

    tables = read(make_pdf(draw))
    assert [cells(table, 0)[0][2] for table in tables] == ["Verksamhet", "Enhet"]
    assert [table.n_rows for table in tables] == [5, 5]


@pytest.mark.parametrize("shape", ["tick", "square"])
def test_a_tick_drawn_with_a_pen_and_a_small_square_are_symbols(shape: str) -> None:
    def draw(canvas: Canvas) -> None:
        x, y = LEFT + 110, TOP - 32
        canvas.setStrokeColor(HexColor("#3a9d4a"))
        canvas.setFillColor(HexColor("#3a9d4a"))
        if shape == "tick":
            canvas.setLineWidth(1.5)
            path = canvas.beginPath()
            path.moveTo(x, y + 4)
            path.lineTo(x + 3, y)
            path.lineTo(x + 9, y + 8)
            canvas.drawPath(path, stroke=1, fill=0)
        else:
            canvas.rect(x, y, 8, 8, stroke=0, fill=1)
        canvas.setStrokeColor(HexColor("#000000"))
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Helvetica", 10)
        canvas.grid([LEFT, LEFT + 90, LEFT + 200], [TOP - 40, TOP - 20, TOP])
        for row, (left, right) in enumerate([("Mål", "Läge"), ("Trygghet", "")]):
            canvas.drawString(LEFT + 4, TOP - row * 20 - 14, left)
            canvas.drawString(LEFT + 94, TOP - row * 20 - 14, right)

    [table] = read(make_pdf(draw))
    assert table.row(1)[1].symbol == "#3a9d4a"


def test_coloured_cells_without_a_word_are_no_table() -> None:
    """A tall band with a word stands below them, between the same lines."""

    def draw(canvas: Canvas) -> None:
        for row in range(2):
            for column in range(2):
                canvas.setFillColor(HexColor("#d0e4f0" if row else "#1c9ad6"))
                canvas.rect(LEFT + 100 * column, TOP - (row + 1) * ROW_PT, 100, ROW_PT, stroke=0, fill=1)
        for row in (0, 1, 2, 9):
            rule(canvas, row, end=LEFT + 200)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Helvetica", 30)
        canvas.drawString(LEFT + 5, TOP - 5 * ROW_PT, "Bild")

    assert read(make_pdf(draw)) == []


def test_the_sum_below_the_last_rule_is_the_tables_and_a_note_with_a_number_is_not() -> None:
    def draw(canvas: Canvas) -> None:
        write_row(canvas, 0, YEARS, bold=True)
        write_amounts(canvas, 1)
        for row in (0, 1, 4):
            rule(canvas, row)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(LEFT, TOP - 6 * ROW_PT + PADDING_PT, "Kultur fick under hösten ett tillskott på 0,4")

    [table] = read(make_pdf(draw))
    assert table.n_rows == 5
    assert cells(table, 4) == [(0, 1, "Summa"), (1, 1, "70,1"), (2, 1, "64,6"), (3, 1, "185,9"), (4, 1, "148,2")]


def test_a_row_below_a_bold_header_without_a_rule_above_is_no_header() -> None:
    rows = [("Se över avtal", "Ekonomi"), ("Bygga om entré", "Fastighet"), ("Byta lampor", "Gata")]

    def draw(canvas: Canvas) -> None:
        write_row(canvas, 0, ("Insats",), bold=True)
        canvas.drawString(LEFT + LABEL_PT, TOP - ROW_PT + PADDING_PT, "Enhet")
        for row, (task, unit) in enumerate(rows, 1):
            write_row(canvas, row, (task,))
            canvas.drawString(LEFT + LABEL_PT, TOP - (row + 1) * ROW_PT + PADDING_PT, unit)
        for row in (1, 2, 3, 4):
            rule(canvas, row)

    [table] = read(make_pdf(draw))
    heads = [c.is_header for row in range(table.n_rows) for c in table.row(row) if c.col == 0]
    assert heads == [True, False, False, False]


def on_colour(canvas: Canvas, row: int, texts: Sequence[str]) -> None:
    """A header on one coloured stripe over the table's width."""
    canvas.setFillColor(HexColor("#cfe2d4"))
    canvas.rect(LEFT, TOP - (row + 1) * ROW_PT, right_edge(4) + PADDING_PT - LEFT, ROW_PT, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    write_row(canvas, row, texts, bold=True)


def test_the_rows_below_a_lone_coloured_header_say_where_its_columns_are() -> None:
    def draw(canvas: Canvas) -> None:
        on_colour(canvas, 0, ("Post", "År 1", "År 2", "År 3", "År 4"))
        for row, texts in enumerate(AMOUNTS, 1):
            write_row(canvas, row, (f"{texts[0]} med alla tillhörande", *texts[1:]))

    [table] = read(make_pdf(draw))
    assert (table.n_rows, len(table.xs) - 1) == (5, 5)
    assert cells(table, 0) == [(0, 1, "Post"), (1, 1, "År 1"), (2, 1, "År 2"), (3, 1, "År 3"), (4, 1, "År 4")]
    assert [text for _, _, text in cells(table, 2)] == ["Omsorg med alla tillhörande", *AMOUNTS[1][1:]]


def test_text_between_two_coloured_headers_of_one_width_is_in_neither_table() -> None:
    def draw(canvas: Canvas) -> None:
        on_colour(canvas, 0, YEARS)
        write_amounts(canvas, 1)
        write_row(canvas, 6, ("Volymerna följs upp två gånger om året av nämnden.",))
        on_colour(canvas, 7, ("Volym", "2024", "2025", "Plan", "Utfall"))
        write_amounts(canvas, 8)

    above, below = read(make_pdf(draw))
    assert (above.n_rows, below.n_rows) == (5, 5)
    assert cells(below, 0)[0] == (0, 1, "Volym")
