"""Glyphs that stand for words: which they are, and the words beside them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from extractors.values.statuses import status_of
from extractors.vocabulary import any_of, lookup, meanings

_VARIANTS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")  # text or emoji, joined ones, skin
_NO_SIGNS = frozenset("©®™°℃№\ufffd")  # the last stands for any letter without a meaning
_LETTER_MARK = re.compile(r"[xX]")
_CHOSEN = frozenset({"tick", "ticked box", "crossed box", "dot", "full box", "x"})
_LEFT_OUT = frozenset({"empty box", "circle"})
_NOT_CHOSEN = _LEFT_OUT | {"cross"}  # beside one that is chosen
_BETWEEN = re.compile(r"^[\s=:–—-]+(?:(?:betyder|innebär|visar)\s+(?:att\s+)?)?|[\s=:–—-]+$")


class SignError(ValueError):
    """Raised for columns and cells of different number."""


@functools.cache
def sign_name(letter: str) -> str | None:
    """The name of a glyph ('tick' for ✓ and ✔ alike), of a coloured emoji that of its colour; an unnamed symbol is its
    own name; None for letters, digits and the signs of text."""
    if letter.isalnum():
        return None
    known = meanings("signs").get(letter) or meanings("colours").get(letter)
    if known is not None:
        return known
    return letter if unicodedata.category(letter) in ("So", "Co") and letter not in _NO_SIGNS else None


def signs_in(text: str) -> list[str]:
    """The names of the glyphs of a text, in its order; an 'X' alone is one too."""
    if _LETTER_MARK.fullmatch(text.strip()):
        return ["x"]
    if text.isascii():
        return []
    return [name for letter in text if (name := sign_name(letter)) is not None]


def without_signs(text: str) -> str | None:
    """The text on one line without its glyphs; None where it holds nothing else, or an 'X' alone."""
    if _LETTER_MARK.fullmatch(text.strip()):
        return None
    plain = text if text.isascii() else "".join(c for c in _VARIANTS.sub("", text) if sign_name(c) is None)
    return " ".join(plain.split()) or None


def signs_explained(text: str) -> Iterator[tuple[str, str]]:
    """Each glyph of a line with the words that stand behind it up to the next one, or before it where they all do:
    '✔ Klar ◐ Pågår', '○ = ej påbörjad', 'Klar: ✔, pågår: ◐'."""
    if text.isascii():
        return
    parts = _sign_pattern().split(_VARIANTS.sub("", text))
    signs, words = parts[1::2], [_BETWEEN.sub("", part).strip(" ,;|") for part in parts[::2]]
    behind = words[1:] if any(c.isalnum() for c in words[-1]) else words[:-1]
    for sign, beside in zip(signs, behind, strict=True):
        name = sign_name(sign)
        if name is not None and beside:
            yield name, beside


@functools.cache
def _sign_pattern() -> re.Pattern[str]:
    named = any_of(word for name in ("signs", "colours") for word in meanings(name) if not word[0].isalnum())
    return re.compile(rf"({named})")


def ticked(cells: Sequence[str | None]) -> int | None:
    """The place of the one cell of several that is ticked: marked alone, or chosen where the others are empty boxes."""
    marks = {i: signs_in(cell) for i, cell in enumerate(cells) if cell is not None and cell.strip()}
    if any(len(signs) != 1 or without_signs(cells[i] or "") for i, signs in marks.items()):
        return None
    if len(marks) == 1:
        return next((i for i, (sign,) in marks.items() if sign not in _LEFT_OUT), None)
    chosen = [i for i, (sign,) in marks.items() if sign in _CHOSEN]
    others = {sign for i, (sign,) in marks.items() if i not in chosen}
    return chosen[0] if len(chosen) == 1 and others <= _NOT_CHOSEN else None


def status_by_ticked_column(headers: Sequence[str], cells: Sequence[str | None]) -> str | None:
    """The status that heads the one ticked cell of a row under columns headed by statuses ('Ej påbörjad', 'Klar').

    ``headers`` and ``cells`` are those of the columns alone; None where a heading is no status, none or several are
    ticked, or a cell holds words.
    """
    statuses = [status_of(header) for header in headers]
    if len(headers) != len(cells):
        raise SignError(f"{len(headers)} headings over {len(cells)} cells")
    place = ticked(cells)
    return statuses[place] if place is not None and None not in statuses else None


def colour_of_sign(text: str) -> str | None:
    """The colour that the emoji of a text have by themselves, where it is one: 🟢 is green."""
    found = {colour for letter in text if not letter.isalnum() and (colour := lookup("colours", letter)) is not None}
    return found.pop() if len(found) == 1 else None
