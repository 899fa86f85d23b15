"""How far something is met and which way it goes: colours, words and arrows, by the document's own legend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from extractors.document.model import Cell
from extractors.values.parsing import colour_name
from extractors.vocabulary import fold, lookup, meanings

_UNASSESSED = "unassessed"
_MOST_WORDS = 4  # of an assessment; a longer text is a comment


class Legend(NamedTuple):
    """Colour to met, partly or not_met; ``known`` tells whether the document explains its colours itself."""

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
    """met, partly or not_met as the words say, fillers at their beginning left out; None for any others."""
    meaning = _meaning_of(words)
    return None if meaning == _UNASSESSED else meaning


def _fulfilment_said(text: str) -> str | None:
    """The meaning of the whole text, else of its first line or sentence, which a comment may follow."""
    return _meaning_of(text) or _meaning_of(re.split(r"[.:;\n]", text)[0])


def _meaning_of(words: str) -> str | None:
    left = [word for word in fold(words).split() if any(c.isalnum() for c in word)]
    while left:
        meaning = lookup("fulfilment", " ".join(left))
        if meaning is not None:
            return meaning
        if lookup("assessment_fillers", left[0]) is None:
            return None
        left = left[1:]
    return None


def assess(text: str | None, colour: str | None, legend: Legend) -> Assessment:
    """A cell or line that tells how far something is met; ``colour`` is '#rrggbb' of its fill or mark."""
    words, arrows = _words_and_arrows(text or "")
    trend = arrows.pop() if len(arrows) == 1 else None
    named = lookup("colours", words)
    shade = named or (colour_name(colour) if colour is not None else None)
    by_colour = legend.colours.get(shade) if shade is not None else None
    by_word = _fulfilment_said(text or "") if words and named is None else None
    if by_word == _UNASSESSED:
        return Assessment(None, trend, words, None)
    if by_word is not None and by_colour is not None and by_word != by_colour:
        return Assessment(
            None, trend, words or None, f"the words '{words}' and the colour {shade} contradict each other"
        )
    fulfilment = by_word or by_colour
    if fulfilment is not None:
        return Assessment(fulfilment, trend, words or None, None)
    if words and named is None and len(words.split()) <= _MOST_WORDS and not words.endswith("."):
        unknown = f"the words '{words}' have no known meaning; add them to fulfilment.toml"
        return Assessment(None, trend, words, unknown, words)
    doubt = None if shade is None else f"the colour {shade} has no meaning in the document's legend"
    return Assessment(None, trend, words or None, doubt)


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
