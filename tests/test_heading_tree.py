"""The heading tree: what is a heading by number, size, weight or colour, and under which other it stands."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.document.assembly import read_document
from tests.pdf_making import make_pdf

PROSE = (
    "Nämnden har under våren gått igenom vilka lokaler som står tomma och vad de kostar att",
    "hålla varma. Underlaget kommer från förvaltningen och från de föreningar som hyr där.",
)
BLACK, BLUE = (0, 0, 0), (0.1, 0.25, 0.6)


class Set(NamedTuple):
    """A line of a page: its words and look; prose follows it unless told otherwise."""

    text: str
    size: float = 11
    bold: bool = True
    colour: tuple[float, float, float] = BLACK
    prose: bool = True


def document(lines: list[Set]) -> bytes:
    def pages(canvas: Canvas) -> None:
        y = A4[1] - 70
        for line in lines:
            if y < 120:
                canvas.showPage()
                y = A4[1] - 70
            canvas.setFont("Helvetica-Bold" if line.bold else "Helvetica", line.size)
            canvas.setFillColorRGB(*line.colour)
            for part in line.text.split("\n"):
                canvas.drawString(70, y, part)
                y -= 1.2 * line.size
            canvas.setFont("Helvetica", 11)
            canvas.setFillColorRGB(*BLACK)
            for part in PROSE if line.prose else ():
                y -= 14
                canvas.drawString(70, y, part)
            y -= 34

    return make_pdf(pages)


def tree(*lines: Set) -> list[tuple[int, str | None, str]]:
    """Level, number and words of each heading."""
    sections = read_document(document(list(lines))).root.walk()
    return [(s.level, s.number, s.title) for s in sections if s.heading is not None]


def depths(*lines: Set) -> dict[str, int]:
    return {title: level for level, _, title in tree(*lines)}


CHAPTERS = [Set("1 Inledning", 16), Set("Bakgrund", 12), Set("2 Klimat", 16)]
AFTER = [Set("Belysning", 12), Set("3 Ekonomi", 16), Set("Drift", 12)]


@pytest.mark.parametrize(
    "counted",
    [
        "20 % lägre elförbrukning 2031",
        "12 procent av bilarna byts",
        "40 nya laddplatser",
        "2031 nås halva målet",
        "100 % förnybart",
        "3 av 4 skolor är klara",
        "25 Nya bostäder",
        "5,5 mnkr till gator",
    ],
)
def test_what_only_counts_is_no_chapter_and_flattens_nothing(counted: str) -> None:
    found = depths(*CHAPTERS, Set(counted, 12), *AFTER)
    assert {found[title] for title in ("Inledning", "Klimat", "Ekonomi")} == {1}
    assert {found[title] for title in ("Bakgrund", "Belysning", "Drift", counted)} == {2}


def test_a_year_or_a_share_first_of_all_is_no_chapter() -> None:
    found = tree(Set("2031 i korthet", 16), Set("90 % är nöjda", 12), Set("1 Skola", 16), Set("Elever", 12))
    assert found == [(1, None, "2031 i korthet"), (2, None, "90 % är nöjda"), (1, "1", "Skola"), (2, None, "Elever")]


def test_numbers_of_several_levels_with_and_without_dots() -> None:
    lines = (
        "1. Uppdrag",
        "1.1. Styrning",
        "1.1.1 Roller",
        "1.1.2. e-tjänster",
        "2.Mål",
        "2.1.Skola",
        "2.2 2031 års mått",
    )
    assert [(level, number) for level, number, _ in tree(*(Set(line, 13) for line in lines))] == [
        (1, "1"), (2, "1.1"), (3, "1.1.1"), (3, "1.1.2"), (1, "2"), (2, "2.1"), (2, "2.2"),
    ]  # fmt: skip


def test_numbered_headings_in_the_size_of_the_text() -> None:
    lines = [Set("1 Uppdrag"), Set("1.1 Styrning"), Set("1.2 Roller"), Set("2 Mål"), Set("2.1 Skola")]
    assert [(level, number) for level, number, _ in tree(*lines)] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"),
    ]  # fmt: skip


def test_lines_set_like_text_are_headings_where_their_number_goes_on() -> None:
    plain = [Set("1 Uppdrag", 15), *(Set(t, bold=False) for t in ("1.1 Styrning", "1.2 Roller"))]
    later = [Set("2 Mål", 15), *(Set(t, bold=False) for t in ("2.1 Skola", "7.5 Fritid"))]
    assert [(level, number) for level, number, _ in tree(*plain, *later)] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"),
    ]  # fmt: skip


def test_counting_under_a_heading_is_no_new_outline() -> None:
    scale = [Set("1 Lindrig", 12), Set("2 Märkbar", 12), Set("3 Svår", 12)]
    found = depths(Set("4 Metod", 15), Set("4.1 Skala", 12), *scale, Set("5 Risker", 15), Set("5.1 Storm", 12),
                   Set("Skyfall", 12))  # fmt: skip
    assert (found["Metod"], found["Skala"], found["Risker"], found["Storm"], found["Skyfall"]) == (1, 2, 1, 2, 2)
    assert found["Lindrig"] == found["Svår"] == 2
    sections = read_document(document([Set("1 Mål", 15), Set("1.1 Skola", 13), *scale, Set("2 Drift", 15)])).root.walk()
    assert {s.title: s.nearest_number for s in sections if s.counts} == {
        "Lindrig": "1.1", "Märkbar": "1.1", "Svår": "1.1",
    }  # fmt: skip


@pytest.mark.parametrize("marks", [("I", "II", "III"), ("A.", "B.", "C."), ("A", "B", "C"), ("I.", "II.", "III.")])
def test_letters_and_roman_numbers(marks: tuple[str, str, str]) -> None:
    lines = [Set(f"{mark} {words}", 15) for mark, words in zip(marks, ("Vision", "Styrning", "Resurser"), strict=True)]
    expected = [
        (1, mark.strip("."), words) for mark, words in zip(marks, ("Vision", "Styrning", "Resurser"), strict=True)
    ]
    assert tree(*lines) == expected


def test_a_letter_before_a_name_is_no_number() -> None:
    assert tree(Set("A Bergs stipendium", 14), Set("Övriga fonder", 14), Set("I Storvik byggs nytt", 14)) == [
        (1, None, "A Bergs stipendium"), (1, None, "Övriga fonder"), (1, None, "I Storvik byggs nytt"),
    ]  # fmt: skip


def test_headings_that_only_a_colour_sets_apart() -> None:
    coloured = [Set(t, 11, bold=False, colour=BLUE) for t in ("Barn och unga", "Äldre", "Kultur")]
    assert depths(Set("1 Verksamheter", 16), *coloured[:2], Set("2 Ekonomi", 16), coloured[2]) == {
        "Verksamheter": 1, "Barn och unga": 2, "Äldre": 2, "Ekonomi": 1, "Kultur": 2,
    }  # fmt: skip


def test_coloured_sentences_and_addresses_are_no_headings() -> None:
    coloured = (
        "Läs mer på kommunens webbplats.",
        "kontakt@lillakra.se",
        "Vi har lyssnat på dem som bor här, och det märks i vad vi gör först.",
    )
    assert tree(Set("1 Service", 16), *(Set(t, 11, bold=False, colour=BLUE) for t in coloured)) == [(1, "1", "Service")]


def test_a_heading_over_two_lines_goes_on_with_its_number_of_things() -> None:
    found = tree(Set("1 Energi", 16), Set("Kommunens inköp av el minskar med 10 % till 2030 och\n20 % till 2035", 12))
    assert [title for _, _, title in found] == [
        "Energi", "Kommunens inköp av el minskar med 10 % till 2030 och 20 % till 2035",
    ]  # fmt: skip


@pytest.mark.parametrize("bold", [True, False])
def test_sentences_are_no_headings(bold: bool) -> None:
    told = "Arbetet har gått framåt. Det gäller inte alla enheter."
    assert tree(Set("Uppföljning", 16), Set(told, 11 if bold else 13, bold)) == [(1, None, "Uppföljning")]


def test_text_in_a_larger_size_is_no_heading() -> None:
    lead = ["I våra bolag sköts bostäder, vatten och avfall på uppdrag av fullmäktige.",
            "För att klara det har nämnden valt en metod som berör alla enheter:"]  # fmt: skip
    assert [t for _, _, t in tree(Set("1 Bolag", 16), *(Set(text, 13, bold=False) for text in lead))] == ["Bolag"]


def test_a_line_of_figures_is_no_heading() -> None:
    assert tree(Set("1 El", 16), Set("2029 – 7,73 GWh, 2033 – 6,80 GWh, 2037 – 5,86 GWh", 12)) == [(1, "1", "El")]


def test_a_label_at_the_head_of_its_paragraph_is_no_heading() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, 760, "1 Skola")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(70, 730, "Bakgrund")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(130, 730, PROSE[0])
        canvas.drawString(70, 716, PROSE[1])

    read = read_document(make_pdf(page))
    assert [s.title for s in read.root.walk() if s.heading is not None] == ["Skola"]


def test_a_heading_stretched_over_its_column_is_one_line() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 24)
        x = 70.0
        for word in ("Vikarier", "och", "färre"):
            canvas.drawString(x, 760, word)
            x += canvas.stringWidth(word, "Helvetica-Bold", 24) + 48
        canvas.drawString(70, 732, "övertimmar")
        canvas.setFont("Helvetica", 11)
        for row, text in enumerate(PROSE):
            canvas.drawString(70, 690 - 14 * row, text)

    read = read_document(make_pdf(page))
    assert [s.title for s in read.root.walk() if s.heading is not None] == ["Vikarier och färre övertimmar"]


def test_entries_of_the_contents_are_no_headings() -> None:
    entries = [Set(f"{n}. {words} {'.' * 60} {n + 3}", 12, prose=False) for n, words in ((1, "Skola"), (2, "Fritid"))]
    assert tree(*entries, Set("1. Skola", 16), Set("Elever", 12), Set("2. Fritid", 16)) == [
        (1, "1", "Skola"), (2, None, "Elever"), (1, "2", "Fritid"),
    ]  # fmt: skip


def test_a_line_that_begins_in_bold_goes_on_with_no_heading_above_it() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(70, 760, "Inköp av el ska minska till 2035")
        for x, figure in ((70, "2029"), (160, "2035")):
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(x, 746, figure)
            canvas.setFont("Helvetica", 11)
            canvas.drawString(x + 28, 746, "- 13 MWh,")
        for row, text in enumerate(PROSE):
            canvas.drawString(70, 700 - 14 * row, text)

    read = read_document(make_pdf(page))
    assert [s.title for s in read.root.walk() if s.heading is not None] == ["Inköp av el ska minska till 2035"]
