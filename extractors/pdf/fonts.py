"""The fonts of text runs: name, weight, slant and descent, asked once a font; and the glyphs of their letters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.calls import letter_call, places_in, pointer_to, prototype, run_calls
from extractors.pdf.page import Style
from extractors.trust.glyph_shapes import FEATURES, Box, Outline, features_of, features_of_picture
from extractors.trust.text_layer import is_numeric

_Array = np.ndarray[Any, Any]

_DESCENT_EM = -0.22  # of fonts that give none
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!light)|-bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|-it\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Fonts of pictures under the codes of letters: "l" is a dot. Word moves them to the codes for private use from F000 on.
_PICTORIAL = re.compile(r"wingdings|webdings", re.IGNORECASE)
_SAME_PART_PT = 0.001  # the boxes' own precision
_PRIVATE_CODES, _LETTERS = 0xF000, 0x100

_void, _int = ctypes.c_void_p, ctypes.c_int
_font_name = prototype("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_size_t, _void, ctypes.c_size_t)
_font_weight = prototype("FPDFFont_GetWeight", _int, ctypes.c_size_t)
_font_descent = prototype("FPDFFont_GetDescent", _int, ctypes.c_size_t, ctypes.c_float, _void)
_font_data = prototype("FPDFFont_GetFontData", _int, ctypes.c_size_t, _void, ctypes.c_size_t, _void)
_is_embedded = prototype("FPDFFont_GetIsEmbedded", _int, ctypes.c_size_t)
_origin = letter_call("FPDFText_GetCharOrigin", _int)
_char_box = letter_call("FPDFText_GetCharBox", _int)
_glyph_path = prototype("FPDFFont_GetGlyphPath", ctypes.c_size_t, ctypes.c_size_t, ctypes.c_uint, ctypes.c_float)
_count_segments = prototype("FPDFGlyphPath_CountGlyphSegments", _int, ctypes.c_size_t)
_segment = letter_call("FPDFGlyphPath_GetGlyphPathSegment", ctypes.c_size_t)
_point = letter_call("FPDFPathSegment_GetPoint", _int)
_kind = letter_call("FPDFPathSegment_GetType", _int)

_OUTLINE_SIZE = 1000.0  # of which pdfium gives the outline in em
# pdfium draws these from faces of its own. To draw another that isn't embedded it stretches a face, and keeps it so.
_STANDARD = re.compile(r"(helvetica|times|courier|arial)", re.IGNORECASE)
_NO_LETTERS = re.compile(r"(wing|web|zapf)?dings|dingbats|symbol|icon|awesome|emoji|marlett|bullets", re.IGNORECASE)
_SAME_BOX_EM = 0.004  # pdfium rounds a glyph's box to thousandths; its top may be a 64th too high, and isn't compared
_PICTURE_PIXELS_EM = 40.0
_MOST_PICTURE_PIXELS = 1_000_000
_LEAST_SIZE_PT = 0.5
_MOST_PICTURES = 60  # a page: where a font has several glyphs for a character


class Font(NamedTuple):
    """A font; ``descent_em`` is how far its letters reach below the baseline, negative."""

    name: str
    bold: bool
    italic: bool
    descent_em: float


def with_private_codes(letters: _Array, styles: list[Style], run_of: _Array) -> _Array:
    """The codes of letters, those of fonts of pictures moved to the codes for private use; ``styles`` of each run."""
    pictorial = np.array([_PICTORIAL.search(style.font) is not None for style in styles])
    moved = pictorial[run_of] & (letters < _LETTERS)
    return np.where(moved, letters + _PRIVATE_CODES, letters).astype(letters.dtype)


def read_font(handle: int) -> Font:
    """What pdfium knows of a font; 0 is no font."""
    if not handle:
        return Font("", False, False, _DESCENT_EM)
    buffer = ctypes.create_string_buffer(256)
    _font_name(handle, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    descent = ctypes.c_float()
    known = _font_descent(handle, 1000.0, ctypes.byref(descent)) and -600 < descent.value < 0
    bold = bool(_BOLD.search(name)) or _font_weight(handle) >= _BOLD_WEIGHT
    return Font(name, bold, bool(_ITALIC.search(name)), descent.value / 1000 if known else _DESCENT_EM)


def styles_of(fonts: list[Font], sizes: _Array, colours: _Array) -> list[Style]:
    """One Style object a distinct look, shared by its runs."""
    known: dict[Any, Style] = {}
    looks = zip(fonts, np.round(sizes, 1).tolist(), colours[:, :3].tolist(), strict=True)
    styles = []
    for font, size, (red, green, blue) in looks:
        key = (font.name, size, red, green, blue)
        if key not in known:
            known[key] = Style(font.name, size, font.bold, font.italic, f"#{red:02x}{green:02x}{blue:02x}")
        styles.append(known[key])
    return styles


class FontNumbers:
    """Numbers the fonts of a document, whose handles are of one page each: by name and size in bytes.

    Fonts without a name are drawings of pages (Type 3), and pdfium gives one box for all their glyphs.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}

    def of(self, handles: Sequence[int]) -> dict[int, int]:
        """The number of each font; -1 for fonts of symbols and those whose glyphs can't be looked at."""
        return {handle: self._number(handle) for handle in set(handles)}

    def _number(self, handle: int) -> int:
        if not handle:
            return -1
        buffer, size = ctypes.create_string_buffer(256), ctypes.c_size_t()
        _font_name(handle, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        if not name or _NO_LETTERS.search(name) or not (_is_embedded(handle) or _STANDARD.match(name)):
            return -1
        _font_data(handle, None, 0, ctypes.byref(size))
        return self._numbers.setdefault((name, size.value), len(self._numbers))


@dataclass(frozen=True, slots=True)
class LetterGlyphs:
    """The letters of a page, to look at their glyphs: places in the stream, codes,
    the view in which each is upright, there where it begins and ends, the size along and across the line and the height
    of the baseline; font, text object and the names of the fonts."""

    page: pypdfium2.PdfPage
    text: int
    places: _Array
    codes: _Array
    frames: _Array
    edges: _Array
    across: _Array
    size: _Array
    baseline: _Array
    fonts: _Array
    objects: _Array
    names: dict[int, str]

    def typeface(self, letter: int) -> str:
        """The name of the letter's font."""
        return self.names[int(self.fonts[letter])]

    def origins(self, letters: _Array) -> _Array:
        """Where on the page the letters' glyphs are set, x and y, a row each; the letters of a ligature share one."""
        origins = np.empty((len(letters), 2), np.float64)
        places = places_in(origins), places_in(origins, 8)
        run_calls(map(_origin, repeat(pointer_to(self.text)), self.places[letters].tolist(), *places))
        return origins

    def shared(self) -> _Array:
        """The letters whose glyph is the next one's too: a ligature's share an origin and its box, whole or in equal
        parts."""
        widths = np.diff(self.edges, axis=1)[:, 0]
        alike = np.flatnonzero((np.abs(np.diff(widths)) < _SAME_PART_PT) & ~is_numeric(self.codes[1:]))
        return np.asarray(alike[(self.origins(alike) == self.origins(alike + 1)).all(axis=1)])

    def ink(self, letters: _Array) -> _Array:
        """Left, bottom, right and top of the letters' ink in em from their origins, a row each."""
        frames = self.frames[letters]
        begin = (self.origins(letters) * frames[:, [0, 2]]).sum(axis=1) + frames[:, 4]
        found = _seen_boxes(self._ink_on_page(letters), frames)
        found[:, ::2] = (found[:, ::2] - begin[:, None]) / self.across[letters, None]
        found[:, 1::2] = (found[:, 1::2] - self.baseline[letters, None]) / self.size[letters, None]
        return found

    def _ink_on_page(self, letters: _Array) -> _Array:
        """Left, bottom, right and top in the page's own space."""
        found = np.zeros((len(letters), 4))
        sides = (places_in(found, offset) for offset in (0, 16, 8, 24))
        run_calls(map(_char_box, repeat(pointer_to(self.text)), self.places[letters].tolist(), *sides))
        return found

    def sides(self, letters: _Array) -> _Array:
        """Left and right of the letters' ink in hundredths of an em from where they begin, a row each."""
        seen = _seen_boxes(self._ink_on_page(letters), self.frames[letters])[:, ::2]
        return np.asarray((seen - self.edges[letters, :1]) * (100 / self.across[letters, None]))

    def look(self, letters: _Array, boxes: _Array) -> tuple[_Array, _Array]:
        """The features of the letters' glyphs, a row each, and which could be looked at.

        A font's outline for a character is that of the letter where it has its box; a font may have several glyphs for
        a character, and such a letter is looked at in a picture of its text run.
        """
        features, could = np.zeros((len(letters), FEATURES), np.float32), np.zeros(len(letters), bool)
        outlines = [_outline(int(self.fonts[at]), int(self.codes[at])) for at in letters.tolist()]
        for row, (outline, box) in enumerate(zip(outlines, boxes.tolist(), strict=True)):
            could[row] = _same(outline.box(), box)
        if could.any():
            features[could] = features_of([outline for outline, same in zip(outlines, could, strict=True) if same])
        for row in np.flatnonzero(~could)[:_MOST_PICTURES].tolist():
            seen = self._pictured(int(letters[row]), tuple(boxes[row].tolist()))
            if seen is not None:
                features[row], could[row] = seen, True
        return features, could

    def _pictured(self, letter: int, box: Box) -> _Array | None:
        """The features of a letter in a picture of its text run; None where that can't be drawn or found in it."""
        run = ctypes.cast(int(self.objects[letter]), raw.FPDF_PAGEOBJECT)
        sides = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(run, *sides) or not (self.frames[letter, :4] == (1, 0, 0, 1)).all():
            return None
        x0, y0, x1, y1 = (side.value for side in sides)
        scale = _PICTURE_PIXELS_EM / max(float(self.size[letter]), _LEAST_SIZE_PT)
        left, bottom, right, top = self._ink_on_page(np.array([letter]))[0].tolist()
        on_run = x0 <= (left + right) / 2 <= x1 and y0 <= (bottom + top) / 2 <= y1
        if (
            not on_run
            or min(right - left, top - bottom) <= 0
            or (x1 - x0) * (y1 - y0) * scale**2 > _MOST_PICTURE_PIXELS
        ):
            return None
        ink = _run_ink(self.page, run, scale)
        if ink is None:
            return None
        rows, columns = ink.shape
        part = [(left - x0) * scale, (y1 - top) * scale, (right - x0) * scale, (y1 - bottom) * scale]
        part = [max(part[0], 0.0), max(part[1], 0.0), min(part[2], columns), min(part[3], rows)]
        drawn = ink[int(part[1]) : int(part[3]) + 1, int(part[0]) : int(part[2]) + 1]
        return features_of_picture(ink, (part[0], part[1], part[2], part[3]), box) if drawn.any() else None


def _seen_boxes(boxes: _Array, frames: _Array) -> _Array:
    """Boxes (left, bottom, right, top; a row each) seen through a view each, none of which slants."""
    a, b, c, d, e, f = frames.T
    (x0, y0), (x1, y1) = ((a * x + c * y + e, b * x + d * y + f) for x, y in (boxes[:, :2].T, boxes[:, 2:].T))
    return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)


def _same(box: Box, other: Sequence[float]) -> bool:
    return box != (0, 0, 0, 0) and max(abs(a - b) for a, b in zip(box[:3], other[:3], strict=True)) <= _SAME_BOX_EM


def _outline(font: int, code: int) -> Outline:
    """The outline that the font has for a character."""
    path = _glyph_path(font, code, _OUTLINE_SIZE)
    count = max(0, _count_segments(path)) if path else 0
    points = np.zeros((count, 2), np.float32)
    segments = [pointer_to(segment) for segment in map(_segment, repeat(pointer_to(path)), range(count))]
    run_calls(map(_point, segments, places_in(points), places_in(points, 4)))
    return Outline(points, np.fromiter(map(_kind, segments), np.int64, count))


def _run_ink(page: pypdfium2.PdfPage, run: object, scale: float) -> _Array | None:
    """How opaque each pixel of a text run is, drawn by itself, 0 to 255."""
    drawn = raw.FPDFTextObj_GetRenderedBitmap(page.pdf, page, run, scale)
    if not drawn:
        return None
    try:
        if raw.FPDFBitmap_GetFormat(drawn) != raw.FPDFBitmap_BGRA:
            return None
        rows, columns, stride = (
            f(drawn) for f in (raw.FPDFBitmap_GetHeight, raw.FPDFBitmap_GetWidth, raw.FPDFBitmap_GetStride)
        )
        pixels = np.frombuffer(ctypes.string_at(raw.FPDFBitmap_GetBuffer(drawn), rows * stride), np.uint8)
    finally:
        raw.FPDFBitmap_Destroy(drawn)
    return np.ascontiguousarray(pixels.reshape(rows, stride)[:, 3 : 4 * columns : 4])
