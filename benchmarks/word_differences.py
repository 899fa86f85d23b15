"""Where our words differ from plain pdfplumber's, and why: the reason is found from boxes and letters, by rule."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from extractors.pdf.page import Page, Word
from extractors.records import Box, box_around

UNEXPLAINED = "unexplained"
_SAME_PLACE_PT = 2.5  # two readings of one word begin this near to each other
_PLAIN_GAP_PT = 3.0  # pdfplumber's x_tolerance
_WORD_GAP_EM = 0.17  # ours
_HYPHEN_GAP_EM = 0.3
_LEADERS = re.compile(r"(?:\.\s?){3}|…|_{4}")
_SPACED_LETTERS = 4
_UNEVEN_PT = 1.0


class Token(NamedTuple):
    """A word of either reading: what both have."""

    text: str
    box: Box
    size: float
    raised: bool


class Difference(NamedTuple):
    """Words of one place of a page that the two readings part or spell differently."""

    page: int
    plain: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str


class _Place(NamedTuple):
    plain: list[Token]
    ours: list[Token]


def word_differences(page: Page, plain_page: Any) -> list[Difference]:
    """The differing words of a page, grouped by place; ``plain_page`` is pdfplumber's."""
    if page.reader != "pdfium":
        return []
    plain = [
        Token(w["text"], _box(w), float(w["bottom"]) - float(w["top"]), raised=False)
        for w in plain_page.extract_words()
    ]
    ours = [_token(w) for w in page.words]
    plain_left, ours_left = _without_same(plain, ours)
    blanks = [_box(c) for c in plain_page.chars if not c["text"].strip()]
    return [
        Difference(
            page.number, tuple(t.text for t in place.plain), tuple(t.text for t in place.ours), _reason(place, blanks)
        )
        for place in _places(plain_left, ours_left)
    ]


def _box(item: Any) -> Box:
    return Box(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))


def _token(word: Word) -> Token:
    return Token(word.text, word.box, word.style.size, word.raised)


def _without_same(plain: Sequence[Token], ours: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens of each reading that the other has not with the same letters at the same place."""
    by_text: dict[str, list[Token]] = {}
    for token in ours:
        by_text.setdefault(token.text, []).append(token)
    plain_left = []
    for token in plain:
        twins = by_text.get(token.text, [])
        twin = next((t for t in twins if _same_place(t.box, token.box)), None)
        if twin is None:
            plain_left.append(token)
        else:
            twins.remove(twin)
    return plain_left, [t for twins in by_text.values() for t in twins]


def _same_place(a: Box, b: Box) -> bool:
    half = min(a.height, b.height) / 2
    return abs(a.x0 - b.x0) <= _SAME_PLACE_PT and _overlap(a.top, a.bottom, b.top, b.bottom) > half


def _overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    return min(a1, b1) - max(a0, b0)


def _places(plain: list[Token], ours: list[Token]) -> list[_Place]:
    """Tokens of both readings that lie over each other, together."""
    places: list[_Place] = []
    for is_plain, token in [*((True, t) for t in plain), *((False, t) for t in ours)]:
        touched = [p for p in places if any(_touch(token.box, t.box) for t in (p.ours if is_plain else p.plain))]
        merged = _Place([t for p in touched for t in p.plain], [t for p in touched for t in p.ours])
        (merged.plain if is_plain else merged.ours).append(token)
        places = [p for p in places if p not in touched]
        places.append(merged)
    for place in places:
        place.plain.sort(key=lambda t: t.box.x0)
        place.ours.sort(key=lambda t: t.box.x0)
    return places


def _touch(a: Box, b: Box) -> bool:
    low = 0.3 * min(a.height, b.height)
    return _overlap(a.x0, a.x1, b.x0, b.x1) > 0.2 and _overlap(a.top, a.bottom, b.top, b.bottom) > low


def _reason(place: _Place, blanks: list[Box]) -> str:
    plain, ours = _letters(place.plain), _letters(place.ours)
    texts = [t.text for t in [*place.plain, *place.ours]]
    if any(_LEADERS.search(text) for text in texts):
        return "dot leaders"
    if sorted(plain) == sorted(ours):
        return _parted_otherwise(place, blanks)
    return _spelt_otherwise(place, plain, ours)


def _letters(tokens: Sequence[Token]) -> str:
    text = "".join(t.text for t in tokens).replace("\u00ad", "-")
    return "".join(unicodedata.normalize("NFKC", text).split())


def _parted_otherwise(place: _Place, blanks: list[Box]) -> str:
    """The reason where both readings have the same letters."""
    texts = "".join(t.text for t in place.ours)
    if any(t.raised for t in place.ours):
        return "raised mark kept apart"
    if "²" in texts or "³" in texts:
        return "power of a unit"
    if any("\u00ad" in t.text for t in place.plain):
        return "soft hyphen"
    if any(len(t.text.split()) > 1 or t.text != t.text.strip() for t in place.plain):
        return "blank that is no space to pdfplumber"
    if len(place.ours) > len(place.plain):
        return _split_by_us(place)
    if len(place.ours) < len(place.plain):
        return _joined_by_us(place, blanks)
    if _uneven(place.plain) or _uneven(place.ours):
        return "letters of another height on the line"
    return "ligature" if "".join(t.text for t in place.plain) != texts else UNEXPLAINED


def _uneven(tokens: Sequence[Token]) -> bool:
    return any(
        max(abs(a.box.top - b.box.top), abs(a.box.bottom - b.box.bottom)) > _UNEVEN_PT for a, b in pairwise(tokens)
    )


def _split_by_us(place: _Place) -> str:
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(place.ours)]
    if any(0 < gap < _PLAIN_GAP_PT for gap in gaps):
        return "space narrower than 3 pt"
    if _crowded(place.plain) or _crowded(place.ours):
        return "words drawn over each other"
    return UNEXPLAINED


def _joined_by_us(place: _Place, blanks: list[Box]) -> str:
    if sum(len(t.text) == 1 for t in place.plain) >= _SPACED_LETTERS and len(place.plain) >= _SPACED_LETTERS:
        return "letter-spaced word joined"
    pairs = list(pairwise(place.plain))
    gaps = [(b.box.x0 - a.box.x1, max(a.size, b.size)) for a, b in pairs]
    if any(b.text == "-" and gap < _HYPHEN_GAP_EM * size for (_, b), (gap, size) in zip(pairs, gaps, strict=True)):
        return "hyphen pushed to the margin"
    if _uneven(place.plain):
        return "letters of another height on the line"
    if any(_PLAIN_GAP_PT <= gap < _WORD_GAP_EM * size + 1 for gap, size in gaps):
        return "letters of large type more than 3 pt apart"
    outer = box_around([t.box for t in place.plain])
    if any(outer.holds((b.x0 + b.x1) / 2, (b.top + b.bottom) / 2) for b in blanks):
        return "blank drawn over a word"
    return "words drawn over each other" if _crowded(place.plain) or _crowded(place.ours) else UNEXPLAINED


def _spelt_otherwise(place: _Place, plain: str, ours: str) -> str:
    if "(cid:" in plain:
        return "letter without Unicode"
    less = Counter(plain) - Counter(ours)
    if not Counter(ours) - Counter(plain) and _crowded(place.plain, least=-1.0):
        return "letter drawn twice" if set(less) <= set(ours) else "words drawn over each other"
    if len(place.ours) > len(place.plain) and not Counter(ours) - Counter(plain):
        return "letter that is a space to pdfium"
    if _crowded(place.plain) or _crowded(place.ours):
        return "words drawn over each other"
    if plain.casefold() == ours.casefold():
        return "capitals that the font only draws"
    return UNEXPLAINED


def _crowded(tokens: Sequence[Token], least: float = 0.0) -> bool:
    """Whether some boxes lie over each other by more than ``least`` points."""
    return any(
        _overlap(a.box.x0, a.box.x1, b.box.x0, b.box.x1) > least
        and _overlap(a.box.top, a.box.bottom, b.box.top, b.box.bottom) > 0.3 * min(a.size, b.size)
        for i, a in enumerate(tokens)
        for b in tokens[i + 1 :]
    )
