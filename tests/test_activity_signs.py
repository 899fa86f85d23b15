"""Statuses by colour and shares by bars in small follow-ups typeset here, and the legends that explain the colours."""

from __future__ import annotations

import io
from collections.abc import Sequence

import PIL.Image
import PIL.ImageDraw
import pytest
from reportlab.platypus import Flowable, Image

from extractors.records import Extraction
from extractors.values.parsing import parse_share
from tests.plan_making import bar, dot, drawn_table, heading, paragraph, read, table

COVER = [*heading("Uppföljning av verksamhetsplan, augusti 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")
GREEN, YELLOW, BLUE, RED, GREY = "#5cb85c", "#f0c030", "#2f75c0", "#d9363e", "#d8d8d8"
WRITTEN = paragraph(
    "Blå = aktiviteten är avslutad Grön = aktiviteten pågår enligt plan Gul = aktiviteten är försenad. "
    "Röd betyder att målet inte uppnås"
)
DOTS = [dot(BLUE, "Avslutad"), dot(GREEN, "Pågår enligt plan"), dot(YELLOW, "Försenad")]
COLOURED = paragraph(
    'Så läses tabellen: <font color="#2f75c0">Avslutad</font> <font color="#5cb85c">Pågår</font> '
    '<font color="#f0c030">Försenad</font>'
)
CELLS = drawn_table(
    [["Färg", "Betydelse"], ["", "Avslutad"], ["", "Pågår enligt plan"], ["", "Försenad"]],
    fills={(0, 1): BLUE, (0, 2): GREEN, (0, 3): YELLOW},
)


def follow_up(legend: list[Flowable], signs: Sequence[str | Flowable]) -> Extraction:
    rows = [
        ["Aktivitet", "Status", "Ansvarig"],
        *([f"Aktivitet {n}", sign, "Kansliet"] for n, sign in enumerate(signs)),
    ]
    return read(COVER, heading("Teckenförklaring", 2), legend, heading("Läget", 2), drawn_table(rows), FILLER)


@pytest.mark.parametrize(
    "legend",
    [WRITTEN, DOTS, CELLS, COLOURED],
    ids=["written", "dots before words", "cells beside words", "coloured words"],
)
def test_the_documents_legend_gives_a_coloured_mark_its_status(legend: list[Flowable]) -> None:
    extraction = follow_up(legend, [dot(BLUE), dot(GREEN), '<font color="#f0c030">*</font>', dot(RED)])
    assert [(a.status_text, a.status, a.status_colour) for a in extraction.activities] == [
        (None, "done", "blue"),
        (None, "in_progress", "green"),
        (None, "delayed", "yellow"),
        (None, None, "red"),
    ]
    assert [(f.check_name, f.severity, f.label) for f in extraction.findings] == [
        ("unexplained_colour", "info", "Aktivitet 3")
    ]


def test_without_a_legend_a_coloured_mark_has_no_status() -> None:
    extraction = follow_up(paragraph("Ingen förklaring ges."), [dot(GREEN), dot(RED), "Klar"])
    assert [(a.status, a.status_colour) for a in extraction.activities] == [
        (None, "green"),
        (None, "red"),
        ("done", None),
    ]
    assert [(f.check_name, f.severity) for f in extraction.findings] == [("unexplained_colour", "info")]


def test_words_and_colour_tell_the_status_together() -> None:
    rows = [
        ["Aktivitet", "Status"],
        ["Ny e-tjänst", "Avslutad"],
        ["Digitala lås", "Pågår"],
        ["Fler utredare", "Avslutad"],
        ["Ny lokal", "Se kommentaren"],
        ["Ny bil", 'Pågår <font color="#2f75c0">*</font>'],
    ]
    fills = {(1, 1): BLUE, (1, 2): YELLOW, (1, 3): YELLOW, (1, 4): GREEN}
    extraction = read(COVER, WRITTEN, heading("Läget", 2), drawn_table(rows, fills=fills), FILLER)
    assert [(a.status, a.status_text, a.status_colour) for a in extraction.activities] == [
        ("done", "Avslutad", "blue"),
        ("delayed", "Pågår", "yellow"),
        (None, "Avslutad", "yellow"),
        ("in_progress", "Se kommentaren", "green"),
        ("in_progress", "Pågår *", None),
    ]
    assert [(f.check_name, f.stated, f.label) for f in extraction.findings] == [
        ("status_contradiction", "Avslutad", "Fler utredare")
    ]


def test_two_legends_with_the_same_colours_are_told_apart_by_their_words() -> None:
    indicators = [["Indikator", "Mål 2031", "Utfall 2031", "Måluppfyllelse"], ["Andel nöjda", "80 %", "79 %", ""]]
    activities = [["Aktivitet", "Status"], ["Ny e-tjänst", ""]]
    extraction = read(
        COVER, paragraph("Grön = aktiviteten är avslutad Gul = aktiviteten är försenad"),
        paragraph("Grön = målet bedöms uppnås helt Gul = målet bedöms uppnås delvis"), heading("Läget", 2),
        drawn_table(indicators, fills={(3, 1): YELLOW}), drawn_table(activities, fills={(1, 1): YELLOW}), FILLER,
    )  # fmt: skip
    assert [i.fulfilment for i in extraction.indicators] == ["partly"]
    assert [a.status for a in extraction.activities] == ["delayed"]
    assert not extraction.findings


def test_a_legend_that_gives_a_colour_two_meanings_gives_it_none() -> None:
    legend = paragraph("Grön = avslutad Grön = pågår enligt plan Gul = försenad")
    assert [a.status for a in follow_up(legend, [dot(GREEN), dot(YELLOW)]).activities] == [None, "delayed"]


def shares(*cells: str | Flowable) -> Extraction:
    rows = [["Aktivitet", "Färdiggrad", "Ansvarig"], *([f"Aktivitet {n}", c, "Kansliet"] for n, c in enumerate(cells))]
    return read(COVER, heading("Läget", 2), drawn_table(rows), FILLER)


def test_the_coloured_part_of_a_bar_is_the_share() -> None:
    extraction = shares(bar((60, GREY), (15, BLUE)), bar((60, GREY), (40, BLUE)), bar((60, BLUE)), bar((60, GREY)), "")
    assert [a.completion for a in extraction.activities] == [0.25, 0.67, 1.0, 0.0, None]
    assert [(f.check_name, f.severity) for f in extraction.findings] == [("measured_bar", "info")]


def picture_bar(done: int) -> Image:
    """A bar 60 points wide as a picture: ``done`` of 120 columns blue, the rest grey, in a thin dark frame."""
    drawn = PIL.Image.new("RGB", (120, 20), GREY)
    drawn.paste(BLUE, (0, 0, done, 20))
    PIL.ImageDraw.Draw(drawn).rectangle((0, 0, 119, 19), outline="#333333")
    held = io.BytesIO()
    drawn.save(held, "PNG")
    return Image(held, 60, 10)


def test_bars_that_are_pictures_are_measured_and_those_of_one_colour_by_others_of_the_document() -> None:
    rows = [["Aktivitet", "Färdiggrad"], ["Ny lokal", picture_bar(90)], ["Ny bil", picture_bar(30)]]
    others = [["Aktivitet", "Färdiggrad"], ["Ny e-tjänst", picture_bar(120)], ["Nya lås", picture_bar(0)]]
    extraction = read(
        COVER, heading("Lokaler", 2), drawn_table(rows), heading("Digitalt", 2), drawn_table(others), FILLER
    )
    assert [a.completion for a in extraction.activities] == [0.75, 0.25, 1.0, 0.0]


@pytest.mark.parametrize(
    ("printed", "share"),
    [("80 %", 0.8), ("80", 0.8), ("ca 80 %", 0.8), ("(80 procent)", 0.8), ("8/10", 0.8), ("3 av 4", 0.75),
     ("5/4", None), ("120 %", None), ("Klar", None), ("", None)],
)  # fmt: skip
def test_shares_as_they_are_printed(printed: str, share: float | None) -> None:
    assert parse_share(printed) == share


def test_bars_that_nothing_tells_the_whole_of_have_no_share() -> None:
    lonely = shares(bar((40, BLUE)), bar((60, BLUE)))
    assert [a.completion for a in lonely.activities] == [None, None]
    assert [(f.check_name, f.severity) for f in lonely.findings] == [("unread_bar", "info")]
    unlike = shares(bar((60, GREY), (30, BLUE)), bar((80, GREY), (30, BLUE)))
    assert [a.completion for a in unlike.activities] == [None, None]


def test_the_share_that_is_printed_goes_before_the_bar() -> None:
    rows = [["Aktivitet", "Färdiggrad"], ["Ny lokal", [*paragraph("50 %"), bar((60, GREY), (30, BLUE))]]]
    rows.append(["Ny e-tjänst", [*paragraph("20 %"), bar((60, GREY), (30, BLUE))]])
    extraction = read(COVER, heading("Läget", 2), drawn_table(rows), FILLER)
    assert [a.completion for a in extraction.activities] == [0.5, 0.2]
    assert [(f.check_name, f.label, f.stated) for f in extraction.findings] == [
        ("bar_contradiction", "Ny e-tjänst", "20 %")
    ]


def test_assessments_by_colour_without_a_legend_are_said_to_be_assumed() -> None:
    rows = [["Indikator", "Mål 2031", "Utfall 2031", "Bedömning"], ["Andel nöjda", "80 %", "79 %", ""]]
    rows.append(["Andel trygga", "80 %", "81 %", ""])
    extraction = read(COVER, heading("Mål", 2), drawn_table(rows, fills={(3, 1): RED, (3, 2): GREEN}), FILLER)
    assert [i.fulfilment for i in extraction.indicators] == ["not_met", "met"]
    assert [(f.check_name, f.severity) for f in extraction.findings] == [("assumed_colours", "info")]


def glyph(letter: str, colour: str = "#000000") -> str:
    """A sign that the font ZapfDingbats has."""
    return f'<font name="ZapfDingbats" color="{colour}">{letter}</font>'


TICK, CROSS, CIRCLE, TRIANGLE = map(glyph, "✔✘❍▲")
PAIRS = [(TICK, "Klar"), (TRIANGLE, "Försenad"), (CIRCLE, "Ej påbörjad")]


@pytest.mark.parametrize(
    "legend",
    [
        paragraph(" ".join(f"{sign} {words}" for sign, words in PAIRS)),
        paragraph(", ".join(f"{sign} = {words.lower()}" for sign, words in PAIRS)),
        [part for sign, words in PAIRS for part in paragraph(f"{sign} {words}")],
        drawn_table([["Symbol", "Betydelse"], *(list(pair) for pair in PAIRS)]),
        drawn_table([["Betydelse", "Symbol"], *([words, sign] for sign, words in PAIRS)]),
        drawn_table([[" ".join(f"{sign} {words}" for sign, words in PAIRS)]]),
        drawn_table([[cell for pair in PAIRS for cell in pair]]),
    ],
    ids=["in a line", "with equals signs", "one below the other", "table", "table, words first", "box", "row of cells"],
)
def test_a_legend_of_shapes_explains_them(legend: list[Flowable]) -> None:
    extraction = follow_up(legend, [TICK, TRIANGLE, CIRCLE, f"{TRIANGLE} Pågår", CROSS])
    assert [(a.status_text, a.status) for a in extraction.activities] == [
        (None, "done"),
        (None, "delayed"),
        (None, "not_started"),
        ("Pågår", "delayed"),
        (None, None),
    ]
    assert [(f.check_name, f.severity, f.label) for f in extraction.findings] == [
        ("unexplained_glyph", "info", "Aktivitet 4")
    ]


def test_words_beside_a_glyph_decide_without_a_legend_and_a_glyph_alone_says_nothing() -> None:
    extraction = follow_up(
        paragraph("Ingen förklaring ges."), [f"{TRIANGLE} Delvis genomförd", f"Klart {CROSS}", TICK, "X"]
    )
    assert [(a.status_text, a.status) for a in extraction.activities] == [
        ("Delvis genomförd", "in_progress"),
        ("Klart", "done"),
        (None, None),
        (None, None),
    ]
    assert [f.check_name for f in extraction.findings] == ["unexplained_glyph"]


def test_dots_that_only_differ_in_colour_are_told_by_it() -> None:
    dots = [glyph("●", colour) for colour in (BLUE, GREEN, RED)]
    legend = [
        part for sign, words in zip(dots, ["Klar", "Pågår"], strict=False) for part in paragraph(f"{sign} {words}")
    ]
    extraction = follow_up(legend, dots)
    assert [(a.status, a.status_colour) for a in extraction.activities] == [
        ("done", "blue"),
        ("in_progress", "green"),
        (None, "red"),
    ]
    assert [f.check_name for f in extraction.findings] == ["unexplained_colour"]


def test_colours_are_explained_and_named_in_words_too() -> None:
    legend = paragraph("Klar (grön), pågår (gul), försenad (röd).")
    extraction = follow_up(legend, ["Grön", "Gul – pågår", "Röd: enligt plan", dot(GREEN)])
    assert [(a.status_text, a.status, a.status_colour) for a in extraction.activities] == [
        ("Grön", "done", "green"),
        ("Gul – pågår", "in_progress", "yellow"),
        ("Röd: enligt plan", "delayed", "red"),
        (None, "done", "green"),
    ]


def test_a_box_before_yes_or_no_explains_no_assessment() -> None:
    rows = [["Indikator", "Mål 2031", "Utfall 2031", "Bedömning"], ["Andel nöjda", "80 %", "79 %", ""]]
    form = paragraph(f"{TICK} Ja {CROSS} Nej")
    extraction = read(COVER, form, heading("Mål", 2), drawn_table(rows, fills={(3, 1): GREEN}), FILLER)
    assert [i.fulfilment for i in extraction.indicators] == ["met"]


def test_a_legend_of_glyphs_tells_how_far_a_target_is_met() -> None:
    rows = [["Indikator", "Mål 2031", "Utfall 2031", "Måluppfyllelse"], ["Andel nöjda", "80 %", "79 %", TICK]]
    rows.append(["Andel trygga", "80 %", "60 %", CROSS])
    legend = paragraph(f"{TICK} = målet är uppfyllt {CROSS} = målet är inte uppfyllt")
    extraction = read(COVER, legend, heading("Mål", 2), drawn_table(rows), FILLER)
    assert [(i.fulfilment, i.trend) for i in extraction.indicators] == [("met", None), ("not_met", None)]


def test_a_word_alone_needs_no_legend() -> None:
    rows = [["Aktivitet", "Status"], ["Ny lokal", "Pågår"]]
    extraction = read(COVER, heading("Läget", 2), table(rows), FILLER)
    assert ([a.status for a in extraction.activities], extraction.findings) == (["in_progress"], ())


def test_the_ticked_one_of_several_columns_of_statuses_is_the_status() -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Ej påbörjad", "Pågår", "Klar"],
        ["Bygga en rastgård", "Skolan", "", "X", ""],
        ["Ny e-tjänst", "Kansliet", "", "", "X"],
        ["Utbilda chefer", "HR", "", "", ""],
        ["Se över avtalen", "HR", "X", "", "X"],
    ]
    extraction = read(heading("Handlingsplan 2031", 1), heading("Aktiviteter", 2), table(rows))
    assert [(a.title, a.status_text, a.status, a.due_on) for a in extraction.activities] == [
        ("Bygga en rastgård", "Pågår", "in_progress", None),
        ("Ny e-tjänst", "Klar", "done", None),
        ("Utbilda chefer", None, None, None),
        ("Se över avtalen", None, None, None),
    ]
    (finding,) = (f for f in extraction.findings if f.check_name == "status_contradiction")
    assert finding.label == "Se över avtalen"
    assert finding.message == "the tick under 'Ej påbörjad' and the tick under 'Klar' contradict each other"
