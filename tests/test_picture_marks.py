"""Statuses told by small pictures: their colours, grey among them, and what a legend says of each."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_making import make_pdf
from tests.sibling_pages import read_page

SHADES = {"blue": "#2f6fb0", "green": "#5fa33c", "yellow": "#f2b90d", "grey": "#a3a3a3", "red": "#b81414"}
ACTIVITIES = (
    ("Måla om gångtunneln", "Gatuenheten", "green"),
    ("Köp in två elbussar", "Trafikenheten", "yellow"),
    ("Rusta upp badplatsen", "Parkenheten", "grey"),
    ("Flytta återvinningen", "Avfallsenheten", "red"),
    ("Bygg en utegård", "Fastighet", "blue"),
)


def dot(colour: str, mode: str) -> ImageReader:
    """A disc of 44 pixels on nothing, white or black."""
    picture = Image.new(mode, (44, 44), "black" if mode == "L" else "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((3, 3, 40, 40), fill=colour)
    return ImageReader(picture)


def follow_up(legend: dict[str, str], mode: str) -> bytes:
    def put(canvas: Canvas, x: float, y: float, colour: str) -> None:
        picture = dot(SHADES[colour], mode if colour == "grey" else "RGBA")
        canvas.drawImage(picture, x, y - 2, 10, 10, mask="auto")

    def page(canvas: Canvas) -> None:
        y = A4[1] - 70
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, y, "Uppföljning T2")
        canvas.setFont("Helvetica", 10)
        for colour, words in legend.items():
            y -= 16
            put(canvas, 70, y, colour)
            canvas.drawString(88, y, words)
        y -= 40
        xs = (70, 270, 400, 480)
        for row in (("Aktivitet", "Ansvarig", "Status"), *ACTIVITIES):
            for x, text in zip(xs, row, strict=False):
                if text in SHADES:
                    canvas.drawImage(
                        dot(SHADES[text], mode if text == "grey" else "RGBA"), x + 4, y - 2, 10, 10, mask="auto"
                    )
                else:
                    canvas.drawString(x + 4, y, text)
            canvas.grid(list(xs), [y - 6, y + 14])
            y -= 20

    return make_pdf(page)


LEGEND = {
    "blue": "Klar",
    "green": "Pågår enligt plan",
    "yellow": "Pågår, försenad",
    "grey": "Ej påbörjad",
    "red": "Avbruten",
}


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L"])
def test_a_legend_explains_grey_dots_and_meanings_of_two_words(mode: str) -> None:
    read = read_page(follow_up(LEGEND, mode))
    assert [(a.title, a.status_colour, a.status) for a in read.activities] == [
        ("Måla om gångtunneln", "green", "in_progress"),
        ("Köp in två elbussar", "yellow", "delayed"),
        ("Rusta upp badplatsen", "grey", "not_started"),
        ("Flytta återvinningen", "red", "cancelled"),
        ("Bygg en utegård", "blue", "done"),
    ]
