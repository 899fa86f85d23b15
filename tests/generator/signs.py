"""How statuses and assessments are printed: words, coloured cells and edges, dots, glyphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.generator.draft import Cell, Draft, Paragraph
from tests.generator.phrases import wordings

FULFILMENT_COLOURS = {"met": "green", "partly": "yellow", "not_met": "red"}
HEX = {
    "green": ("#4caf50", "#70ad47", "#92d050", "#00b050"),
    "yellow": ("#ffc000", "#ffd54f", "#ffff00", "#f2c037"),
    "red": ("#e53935", "#ff0000", "#c00000", "#d9534f"),
    "grey": ("#bfbfbf", "#a6a6a6", "#9e9e9e"),
    "blue": ("#2f75b5", "#4472c4", "#1e88e5"),
}


GLYPHS = {"done": "✔", "in_progress": "◐", "not_started": "○", "delayed": "▲", "cancelled": "✘"}
SCHEMES = (
    {
        "done": "green",
        "in_progress": "yellow",
        "not_started": "grey",
        "delayed": "red",
        "paused": "grey",
        "cancelled": "red",
    },
    {
        "done": "blue",
        "in_progress": "green",
        "not_started": "grey",
        "delayed": "yellow",
        "paused": "grey",
        "cancelled": "red",
    },
    {
        "done": "green",
        "in_progress": "green",
        "not_started": "grey",
        "delayed": "yellow",
        "paused": "yellow",
        "cancelled": "red",
    },
)


@dataclass
class Signs:
    """How a document prints its statuses: the way, the words, colours and glyphs, one of each per status."""

    way: str  # word | fill | edge | dot | glyph | tinted glyph | bare dot | bare glyph
    words: dict[str, str]
    colours: dict[str, str]

    def cell(self, status: str, draft: Draft) -> Cell:
        colour = draft.pick(HEX[self.colours[status]][:1])
        word = "" if self.way.startswith("bare") else self.words[status]
        if self.way == "edge":
            return Cell(word, edge=colour)
        if self.way == "fill":
            return Cell(word, fill=colour)
        if self.way.endswith("dot"):
            return Cell(word, dot=colour)
        if self.way == "tinted glyph":
            return Cell(word, mark="●", ink=colour)
        if self.way.endswith("glyph"):
            return Cell(word, mark=GLYPHS[status])
        return Cell(word)


def draw_signs(draft: Draft) -> Signs:
    ways = ["word", "word", "fill", "dot", "edge", "glyph", "tinted glyph", "bare dot", "bare glyph"]
    way = draft.settle("way of statuses", ways)
    words = {status: str(draft.settle(status, options)) for status, options in wordings()["status"].items()}
    colours = draft.settle("colours", SCHEMES, loyalty=1)  # a document has one legend
    if colours["done"] == colours["in_progress"] and way == "bare dot":
        way = "dot"
    return Signs(way, words, colours)


def draw_status(draft: Draft, signs: Signs) -> str:
    known = list(GLYPHS) if signs.way in ("glyph", "bare glyph") else list(signs.words)
    if signs.way == "bare dot":  # one status a colour, or the colour alone says nothing
        known = [s for s in known if list(signs.colours.values()).count(signs.colours[s]) == 1]
    return str(draft.pick(["done", "in_progress", *known] if "done" in known and "in_progress" in known else known))


def add_legend(draft: Draft, signs: Signs) -> None:
    """What bare signs mean, in a line over the table."""
    if not signs.way.startswith("bare"):
        return
    if signs.way == "bare glyph":
        parts = "    ".join(f"{GLYPHS[s]} {signs.words[s]}" for s in GLYPHS)
        draft.add(Paragraph([(parts, False)]))
        return
    for status, colour in signs.colours.items():
        if list(signs.colours.values()).count(colour) == 1:
            draft.add(Paragraph([(signs.words[status], False)], dot=HEX[colour][0]))


def status_fields(signs: Signs, status: str) -> tuple[dict[str, Any], list[str]]:
    """The record's fields of a status, and those that the print leaves open."""
    bare, coloured = signs.way.startswith("bare"), signs.way in ("fill", "edge", "dot", "bare dot", "tinted glyph")
    fields = {
        "status": status,
        "status_text": None if bare else signs.words[status],
        "status_colour": signs.colours[status] if coloured else None,
    }
    return fields, ["status_text"] if bare or signs.way.endswith("glyph") else []
