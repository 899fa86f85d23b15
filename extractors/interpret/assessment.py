"""How far something is met and which way it goes: colours, words and arrows, by the document's own legend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.document.model import Cell
from extractors.values.fulfilment import UNASSESSED, assessment_of
from extractors.values.parsing import colour_name
from extractors.values.signs import colour_of_sign, sign_name, signs_in
from extractors.vocabulary import lookup, meanings

_MOST_WORDS = 4  # of an assessment; a longer text is a comment


class Legend(NamedTuple):
    """Colour or glyph to met, partly or not_met; ``known`` tells whether the document explains its colours itself."""

    colours: Mapping[str, str]
    known: bool


class Assessment(NamedTuple):
    """``words``: the text without arrows and other signs; ``doubt``: what in it has no certain meaning; ``unknown``:
    the words that the vocabulary lacks."""

    fulfilment: str | None
    trend: str | None
    words: str | None
    doubt: str | None
    unknown: str | None = None


def fulfilment_in(words: str) -> str | None:
    """met, partly or not_met as the words say, fillers around them left out; None for any others."""
    meaning = assessment_of(words)
    return None if meaning == UNASSESSED else meaning


def _fulfilment_said(text: str) -> str | None:
    """The meaning of the whole text, of the answer behind a question or label ('Uppnås målet? Delvis'), else of its
    first line or sentence, which a comment may follow."""
    question, _, answer = text.rpartition("?")
    if question:
        told = {assessment_of(part) for part in _first(answer).split(",")}
        return told.pop() if len(told) == 1 else None
    label, colon, value = text.partition(":")
    by_value = assessment_of(_first(value)) if colon and len(label.split()) <= _MOST_WORDS else None
    return assessment_of(text) or by_value or assessment_of(_first(text))


def _first(text: str) -> str:
    """The first line or sentence of a text."""
    return re.split(r"[.:;\n]", text.strip())[0]


def assess(text: str | None, colour: str | None, legend: Legend) -> Assessment:
    """A cell or line that tells how far something is met; ``colour`` is '#rrggbb' of its fill or mark."""
    words, arrows = _words_and_arrows(text or "")
    signs = [sign for sign in signs_in(text or "") if sign in legend.colours]
    trend = arrows.pop() if len(arrows) == 1 and not signs else None
    named = lookup("colours", words) or colour_of_sign(text or "")
    shade = named or (colour_name(colour) if colour is not None else None)
    by_sign = {legend.colours[sign] for sign in (shade, *signs) if sign is not None and sign in legend.colours}
    by_word = _fulfilment_said(text or "") if words and lookup("colours", words) is None else None
    if by_word == UNASSESSED:
        return Assessment(None, trend, words, None)
    meant = by_sign | ({by_word} if by_word is not None else set())
    if len(meant) > 1:
        return Assessment(
            None,
            trend,
            words or None,
            _contradiction(words if by_word else None, shade if shade in legend.colours else None, signs),
        )
    if meant:
        return Assessment(meant.pop(), trend, words or None, None)
    if words and lookup("colours", words) is None and len(words.split()) <= _MOST_WORDS and not words.endswith("."):
        unknown = f"the words '{words}' have no known meaning; add them to fulfilment.toml"
        return Assessment(None, trend, words, unknown, words)
    doubt = None if shade is None else f"the colour {shade} has no meaning in the document's legend"
    return Assessment(None, trend, words or None, doubt)


def _contradiction(words: str | None, shade: str | None, signs: Sequence[str]) -> str:
    told = [*([f"the words '{words}'"] if words else []), *([f"the colour {shade}"] if shade else [])]
    return " and ".join([*told, *(f"the sign {sign}" for sign in signs)]) + " contradict each other"


def assess_cell(cell: Cell, row: Iterable[Cell], legend: Legend) -> Assessment:
    """What a cell of a row says; words that stand for a figure in it tell, and are no comment."""
    if cell.text is not None or cell.alternative is None:
        return assess(cell.text, colour_of(cell, row), legend)
    told = assess(cell.alternative, colour_of(cell, row), legend)
    return Assessment(told.fulfilment, told.trend, None, None)


def direction_in(cell: Cell) -> str | None:
    """up, flat or down by the cell's words or those that stand for its figure, else by the arrow drawn in it."""
    text = cell.text or cell.alternative
    return trend_in(text) if text else cell.arrow


def trend_in(text: str) -> str | None:
    """up, flat or down by the arrow in the text, or by the word that stands for one."""
    words, arrows = _words_and_arrows(text)
    if len(arrows) == 1:
        return arrows.pop()
    return lookup("trends", words) if not arrows else None


def _words_and_arrows(text: str) -> tuple[str, set[str]]:
    """The words of a text on one line, and the directions of the arrows in it."""
    arrows = {meaning for sign in text if not sign.isalpha() and (meaning := meanings("trends").get(sign)) is not None}
    return " ".join(word for word in text.split() if any(c.isalnum() for c in word)), arrows


def colour_of(cell: Cell, row: Iterable[Cell]) -> str | None:
    """'#rrggbb' of the cell's fill where that sets it apart from the rest of its row, else of the mark in it."""
    others = {c.fill for c in row if c is not cell}
    return cell.fill if cell.fill is not None and cell.fill not in others else mark_colour(cell)


def mark_colour(cell: Cell) -> str | None:
    """'#rrggbb' of the mark drawn in the cell, else of the signs in it, where they are of one colour: before words of
    another colour or without any; the mark of a list is none."""
    if cell.symbol is not None:
        return cell.symbol
    words = [word for p in cell.paragraphs if p.marker is None for line in p.lines for word in line.words]
    leading = list(takewhile(lambda word: not any(c.isalnum() for c in word.text), words))
    signs = {word.style.colour for word in leading if not word.raised}
    worded = {word.style.colour for word in words[len(leading) :]}
    return signs.pop() if len(signs) == 1 and not signs & worded else None


def signs_of(cell: Cell) -> list[str]:
    """The names of the glyphs in a cell, one that was taken for a list's mark among them."""
    marks = [p.marker for p in cell.paragraphs if p.marker is not None and len(p.marker) == 1]
    marked = [name for mark in marks if not mark.isalnum() and (name := sign_name(mark)) is not None]
    return [*marked, *signs_in(cell.text or "")]
