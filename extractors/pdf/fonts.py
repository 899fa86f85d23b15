"""The fonts of text runs: name, weight, slant and descent, asked once a font."""

from __future__ import annotations

import ctypes
import re
from typing import Any, NamedTuple

import numpy as np

from extractors.pdf.calls import prototype
from extractors.pdf.page import Style

_Array = np.ndarray[Any, Any]

_DESCENT_EM = -0.22  # of fonts that give none
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!light)|-bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|-it\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Fonts of pictures under the codes of letters: "l" is a dot. Word moves them to the codes for private use from F000 on.
_PICTORIAL = re.compile(r"wingdings|webdings", re.IGNORECASE)
_PRIVATE_CODES, _LETTERS = 0xF000, 0x100

_void, _int = ctypes.c_void_p, ctypes.c_int
_font_name = prototype("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_size_t, _void, ctypes.c_size_t)
_font_weight = prototype("FPDFFont_GetWeight", _int, ctypes.c_size_t)
_font_descent = prototype("FPDFFont_GetDescent", _int, ctypes.c_size_t, ctypes.c_float, _void)


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


def private_text(text: str, font: str) -> str:
    """A text in the codes for private use where its font is one of pictures."""
    if not _PICTORIAL.search(font):
        return text
    return "".join(chr(_PRIVATE_CODES + ord(c)) if ord(c) < _LETTERS else c for c in text)


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
