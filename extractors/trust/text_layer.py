"""Which of a page's letters look like another character than the text layer says.

Each glyph of a font is looked at once a document; whether a font lies is decided over its glyphs on the page.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np

from extractors.trust.glyph_shapes import DASHES, JUDGED_SIGNS, Contradiction, contradictions, is_lie, network

_Array = np.ndarray[Any, Any]

LEAST_TRUST = 0.995  # healthy pages of 240 documents have 1, or 0.998 where a letter has no character
_LAST_CODE = 0x2300  # characters from here on are never judged
_ROOM = 1 << 10  # hundredths of an em on either side of a letter's origin

_NUMERIC = np.zeros(_LAST_CODE + 1, bool)
_NUMERIC[[*map(ord, "0123456789" + JUDGED_SIGNS), *DASHES]] = True

_SLOTS, _SPREAD = 1 << 14, 0x9E3779B1
_MOST_SEEN = 100_000  # glyphs of all documents: some 20 MB
_BOX_STEPS_EM = 500
_LEAST_INK_EM = 0.004  # in height: the box of a space is as wide as its advance

BLANK = np.inf  # the weight of a letter that isn't drawn, in a font that draws others
# What was found of each glyph, by typeface, character and box. Documents share their typefaces, and in one of a name no
# two glyphs for a character have the same box.
_NOT_SEEN = (-np.inf, 0, False)
_SEEN: dict[tuple[str, int, tuple[int, ...]], tuple[float, int, bool]] = {}


class PageGlyphs(NamedTuple):
    """A page's letters: font (numbered over the document; -1 for one not to be judged), code, and where the glyph
    begins and ends, in hundredths of an em from the letter's origin, or its width: what tells a font's glyphs apart."""

    font: _Array
    code: _Array
    left: _Array
    right: _Array


class Glyphs(Protocol):
    """The way to a page's glyphs, by the places of letters among its letters."""

    def typeface(self, letter: int) -> str:
        """The name of the letter's font."""

    def ink(self, letters: _Array) -> _Array:
        """Left, bottom, right and top of the letters' ink in em from their origins, a row each."""

    def look(self, letters: _Array, boxes: _Array) -> tuple[_Array, _Array]:
        """The features of the letters' glyphs, a row each, and which of them could be looked at."""


class Judgement(NamedTuple):
    """Which of the page's letters lie or say nothing, the share that doesn't (None where none was looked at), and the
    plainest lie: what is said, and what it looks like. ``numbers``: digits or signs are among the lies."""

    lies: _Array
    trust: float | None
    example: tuple[str, str] | None
    numbers: bool = False

    @property
    def fails(self) -> bool:
        """Whether the page's text can't be taken for what it shows."""
        return self.numbers or (self.trust is not None and self.trust < LEAST_TRUST)


NO_LETTERS = Judgement(np.zeros(0, bool), None, None)


class TextLayerJudge:
    """Judges the pages of one document, and remembers its glyphs."""

    def __init__(self) -> None:
        self._network = network()
        self._known: dict[int, tuple[float, int, bool]] = {}
        self._agreed = np.full(_SLOTS, -1)  # numbers of glyphs that look like what they are said to be, most of them
        self._claims = _claims(self._network.characters)

    def judge(self, letters: PageGlyphs, unmapped: _Array, glyphs: Glyphs) -> Judgement:
        """``unmapped``: the letters within words that the layer has no character for."""
        said = self._claims[np.minimum(letters.code, _LAST_CODE)]
        asked = np.flatnonzero((said >= 0) & (letters.font >= 0))
        lies = unmapped.copy()
        if not len(asked):
            return _judgement(lies, letters.code, None, looked_at=bool(unmapped.any()))
        keys = _keys(PageGlyphs(*(column[asked] for column in letters)))
        open_ = self._agreed[_slots(keys)] != keys
        sound = np.unique(letters.font[asked[~open_]])
        asked, keys = asked[open_], keys[open_]
        if not len(asked):
            return _judgement(lies, letters.code, None, looked_at=True)
        distinct, first, which = np.unique(keys, return_index=True, return_inverse=True)
        first = asked[first]
        new = np.array([key not in self._known for key in distinct.tolist()])
        if new.any():
            seen = self._look(first[new], letters.code, said, glyphs)
            self._known.update(zip(distinct[new].tolist(), seen, strict=True))
            agreed = distinct[new][np.array([-np.inf < weight < 0 for weight, *_ in seen])]
            self._agreed[_slots(agreed)] = agreed
        columns = zip(*(self._known[key] for key in distinct.tolist()), strict=True)
        weight, answer, firm = (np.array(column) for column in columns)
        drawn = np.append(sound, letters.font[first][np.isfinite(weight)])
        weight = np.where((weight == BLANK) & ~np.isin(letters.font[first], drawn), -np.inf, weight)
        found = Contradiction(weight, answer, firm)
        lying = _lying(found, letters.font[first], is_numeric(letters.code[first]))
        lies[asked] |= lying[which]
        worst = int(np.where(lying, weight, -np.inf).argmax())
        example = None
        if lying.any():
            seen_as = "" if weight[worst] == BLANK else self._network.characters[answer[worst]]
            example = chr(letters.code[first[worst]]), seen_as
        return _judgement(lies, letters.code, example, looked_at=True)

    def _look(self, letters: _Array, code: _Array, said: _Array, glyphs: Glyphs) -> list[tuple[float, int, bool]]:
        """Weight, answer and firmness of each letter's glyph."""
        boxes = glyphs.ink(letters)
        steps = np.nan_to_num(np.round(boxes * _BOX_STEPS_EM)).astype(np.int64).tolist()
        keys = [
            (glyphs.typeface(at), int(code[at]), tuple(box)) for at, box in zip(letters.tolist(), steps, strict=True)
        ]
        new = np.array([key not in _SEEN for key in keys])
        if new.any():
            if len(_SEEN) > _MOST_SEEN:
                _SEEN.clear()
                new[:] = True
            features, could = glyphs.look(letters[new], boxes[new])
            found = contradictions(self._network, features, said[letters[new]])
            blank = boxes[new, 3] - boxes[new, 1] < _LEAST_INK_EM
            weights = np.where(could, found.weight, np.where(blank, BLANK, -np.inf)).tolist()
            rows = zip(weights, found.answer.tolist(), found.firm.tolist(), strict=True)
            looked = zip(
                [key for key, is_new in zip(keys, new, strict=True) if is_new], rows, could.tolist(), strict=True
            )
            _SEEN.update((key, row) for key, row, seen in looked if seen or row[0] == BLANK)
        return [_SEEN.get(key, _NOT_SEEN) for key in keys]


def _judgement(lies: _Array, code: _Array, example: tuple[str, str] | None, *, looked_at: bool) -> Judgement:
    trust = 1 - float(lies.mean()) if looked_at else None
    return Judgement(lies, trust, example, bool(is_numeric(code[lies]).any()))


def is_numeric(codes: _Array) -> _Array:
    """Which codes are digits or the signs of numbers."""
    return _NUMERIC[np.minimum(codes, _LAST_CODE)]


def _lying(found: Contradiction, font: _Array, numeric: _Array) -> _Array:
    """Which glyphs lie: in a font that does, those that look like another character, and the digits and signs that
    couldn't be looked at."""
    lying = np.zeros(len(font), bool)
    against = found.weight > 0
    for one in np.unique(font[against]).tolist():
        own = font == one
        if is_lie(found.weight[own], found.firm[own]):
            lying |= own & (against | (numeric & np.isneginf(found.weight)))
    return lying


def _claims(characters: str) -> _Array:
    """The place among the characters of each code that is judged, -1 for all others."""
    claims = np.full(_LAST_CODE + 1, -1)
    for place, character in enumerate(characters):
        if character.isalnum() or character in JUDGED_SIGNS:
            claims[ord(character)] = place
    claims[list(DASHES)] = characters.index("-")
    return claims


def _slots(keys: _Array) -> _Array:
    """Places of glyphs' numbers in a table of _SLOTS, by multiplicative hashing (Knuth 1998, section 6.4)."""
    return (keys * _SPREAD >> 20) % _SLOTS


def _keys(glyphs: PageGlyphs) -> _Array:
    """One number for each distinct glyph."""
    key = glyphs.font.astype(np.int64) * (_LAST_CODE + 1) + glyphs.code
    for side in (glyphs.left, glyphs.right):
        key = key * 2 * _ROOM + np.clip(side, -_ROOM, _ROOM - 1) + _ROOM
    return key


def doubt_of(judgement: Judgement) -> str | None:
    """What a finding says of a page that fails; None for one that doesn't."""
    if not judgement.fails or judgement.trust is None:
        return None
    said = judgement.example
    example = "letters without a character"
    if said is not None:
        seen = f"looks like '{said[1]}'" if said[1] else "isn't drawn"
        example = f"what it calls '{said[0]}' {seen}"
    return f"{1 - judgement.trust:.1%} of its letters are not what its text layer says ({example})"
