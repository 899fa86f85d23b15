"""Words to lines, lines to text: reading order and Swedish hyphens."""

from __future__ import annotations

import pytest

from extractors.pdf.page import Style, Word
from extractors.text.furniture import PageLines, sort_lines
from extractors.text.lines import Lexicon, Line, in_reading_order, join_lines, lines_of

STYLE = Style("Calibri", 10.0, bold=False, italic=False, colour="#000000")
LETTER_PT = 5.0
SPACE_PT = 2.5


def word(text: str, x0: float = 0.0, baseline: float = 100.0, *, size: float = 10.0, raised: bool = False) -> Word:
    style = STYLE._replace(size=size)
    x1 = x0 + LETTER_PT * len(text)
    return Word(text, x0, baseline - 0.8 * size, x1, baseline + 0.2 * size, baseline, style, -1, raised, True, True, 0)


def line(text: str, baseline: float = 100.0, x0: float = 0.0) -> Line:
    words = []
    for part in text.split():
        words.append(word(part, x0, baseline))
        x0 = words[-1].x1 + SPACE_PT
    return Line(1, tuple(words))


def lines(*texts: str) -> list[Line]:
    return [line(text, 100.0 + 12 * i) for i, text in enumerate(texts)]


LEXICON = Lexicon.of(
    lines("en helhetsbedömning görs", "en co-working lokal", "vi går fram mot och för alla framför allt")
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("en helhetsbe-", "dömning av"), "en helhetsbedömning av"),
        (("HR- och löneavd.",), "HR- och löneavd."),
        (("HR-", "och löneavd."), "HR- och löneavd."),
        (("medborgar-", "och kundundersökningar"), "medborgar- och kundundersökningar"),
        (("mål-", "eller styrdokument"), "mål- eller styrdokument"),
        (("inför e-", "avrop"), "inför e-avrop"),
        (("HR-", "avdelningen"), "HR-avdelningen"),
        (("Helårs-", "Prognos"), "Helårs-Prognos"),
        (("Covid-", "19"), "Covid-19"),
        (("Strateggruppen/", "MEX"), "Strateggruppen/MEX"),
        (("antingen /", "eller"), "antingen / eller"),
        (("en co-", "working lokal"), "en co-working lokal"),
        (("från 2022 -", "och framåt"), "från 2022 - och framåt"),
        (("ska tas fram", "för alla"), "ska tas fram för alla"),
        (("Mål", "och  medel"), "Mål och medel"),
    ],
)
def test_line_ends(texts: tuple[str, ...], expected: str) -> None:
    assert join_lines(lines(*texts), LEXICON) == expected


def test_a_word_broken_between_letters_in_a_narrow_cell() -> None:
    broken = lines("Verksamhetsutveckl", "ingsprojekt")
    assert join_lines(broken, LEXICON, right=broken[0].box.x1 + 2) == "Verksamhetsutvecklingsprojekt"
    assert join_lines(broken, LEXICON, right=broken[0].box.x1 + 40) == "Verksamhetsutveckl ingsprojekt"


def test_two_words_of_the_document_stay_apart_in_a_cell_they_fill() -> None:
    cell = lines("fram", "för alla")
    assert join_lines(cell, LEXICON, right=cell[0].box.x1 + 2) == "fram för alla"


def test_a_footnote_mark_is_no_text() -> None:
    marked = Line(1, (word("invånare."), word("3", 46, 96, size=6.0, raised=True), word("Därför", 55)))
    assert marked.text == "invånare. Därför"
    assert Line(1, (word("SKR:s¹"), word("42"), word("km²"))).text == "SKR:s 42 km²"


def test_words_of_one_baseline_make_a_line_from_left_to_right() -> None:
    found = lines_of([word("två", 60, 100.4), word("nästa", 0, 112), word("ett", 0, 100)], 1)
    assert [ln.text for ln in found] == ["ett två", "nästa"]


def test_a_wide_gap_parts_a_line_but_not_a_number_from_its_heading() -> None:
    assert [s.text for s in Line(1, (word("Namn"), word("Belopp", 80))).segments] == ["Namn", "Belopp"]
    assert [s.text for s in Line(1, (word("2.1"), word("Mål", 45))).segments] == ["2.1 Mål"]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    rows = [
        Line(1, line(left, y).words + line(right, y, 200.0).words)
        for left, right, y in (("a1 a1 a1", "b1 b1", 100.0), ("a2 a2 a2", "b2 b2", 112.0), ("a3 a3", "b3", 124.0))
    ]
    texts = [ln.text for ln in in_reading_order([*rows, line("en rad över båda spalterna är slut på dem igen", 150.0)])]
    assert texts == [
        "a1 a1 a1",
        "a2 a2 a2",
        "a3 a3",
        "b1 b1",
        "b2 b2",
        "b3",
        "en rad över båda spalterna är slut på dem igen",
    ]


@pytest.mark.parametrize(
    "foot", ["Plan 2031 | {}", "Verksamhetsplan 2031, sida {}", "{} (4) Socialnämnden", "Tanum {}/4", "Uppföljning T3"]
)
def test_a_running_foot_may_hold_the_number_of_its_page(foot: str) -> None:
    pages = [
        PageLines(n, 595.0, 842.0, (line(f"Stycke {n}", 300.0), line(foot.format(n + 2), 810.0)), ()) for n in (1, 2, 3)
    ]
    assert [[kept.text for kept in page.body] for page in sort_lines(pages, 10.0)] == [
        ["Stycke 1"], ["Stycke 2"], ["Stycke 3"],
    ]  # fmt: skip


def test_lines_at_the_foot_that_differ_are_text() -> None:
    texts = ("Antal elever 12", "Antal elever 31")
    pages = [PageLines(n, 595.0, 842.0, (line(text, 810.0),), ()) for n, text in enumerate(texts, 1)]
    assert [page.furniture for page in sort_lines(pages, 10.0)] == [(), ()]
