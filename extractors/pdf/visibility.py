"""What can be seen of a page as it is displayed, for pages that pdfplumber reads: the part shown, and the letters."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.calls import address_of, prototype, rows_of, run_calls
from extractors.pdf.limits import check_letters
from extractors.pdf.occlusion import (
    CORE_TOP_EM,
    Painting,
    covered,
    is_ocr_layer,
    is_visible,
    orders_of,
    under_scan,
)
from extractors.records import Box

_Array = np.ndarray[Any, Any]

_PIXELS_A_POINT = 16
_FAR_PT = 1000.0
_MIDDLE_SHARE = 0.3  # of a letter's height that an area has to cover; what hangs below the line may stick out
_DOUBLES = (0, 8, 16, 24)  # bytes: the places of four numbers in a row

_void, _int = ctypes.c_void_p, ctypes.c_int
_unicode = prototype("FPDFText_GetUnicode", ctypes.c_uint, _void, _int)
_char_box = prototype("FPDFText_GetCharBox", _int, _void, _int, _void, _void, _void, _void)
_text_object = prototype("FPDFText_GetTextObject", ctypes.c_size_t, _void, _int)
_mode = prototype("FPDFTextObj_GetTextRenderMode", _int, ctypes.c_size_t)
_colour = prototype("FPDFPageObj_GetFillColor", _int, ctypes.c_size_t, _void, _void, _void, _void)


class Sight(NamedTuple):
    """The middles of a page's letters in points from the displayed page's top left, and which of them can be seen.

    ``shown`` is the displayed part of the turned media box, from that box's top left; ``scanned``: the letters are an
    OCR's layer over a scan, which counts as seen.
    """

    shown: Box
    letters: _Array
    x: _Array
    y: _Array
    seen: _Array
    all_seen: bool
    scanned: bool

    def shows(self, letter: str, box: Box) -> bool:
        """Whether a letter in this box of the displayed page is on it and the nearest of its kind there can be seen."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if box.x1 <= 0 or box.x0 >= self.shown.width or box.bottom <= 0 or box.top >= self.shown.height:
            return False
        if self.all_seen:
            return True
        alike = self.letters == ord(letter[:1] or " ")
        inside = (self.x >= box.x0) & (self.x <= box.x1) & (self.y >= box.top) & (self.y <= box.bottom)
        near = np.flatnonzero(inside & alike if (inside & alike).any() else inside)
        distance = np.abs(self.x[near] - x) + np.abs(self.y[near] - y)
        return not len(near) or bool(self.seen[near[distance.argmin()]])


@np.errstate(all="ignore")  # a letter without size or place is out of sight, whatever is reckoned with it
def read_sight(page: pypdfium2.PdfPage, painting: Painting) -> Sight:
    """The letters of a page, however it is turned and cropped. Raises UnreadablePage."""
    textpage = page.get_textpage()
    try:
        text, count = address_of(textpage.raw), max(0, textpage.count_chars())
        check_letters(count)
        codes = np.fromiter(map(_unicode, repeat(text), range(count)), np.uint32, count)
        kept = np.flatnonzero(codes > ord(" ")).tolist()
        boxes = np.zeros((len(kept), 4))
        at = rows_of(boxes)
        run_calls(map(_char_box, repeat(text), kept, *(range(at.start + k, at.stop + k, at.step) for k in _DOUBLES)))
        handles = list(map(_text_object, repeat(text), kept))
    finally:
        textpage.close()
    x0, x1, y0, y1 = boxes.T
    middle, core = (y0 + y1) / 2, _MIDDLE_SHARE * (y1 - y0)
    under = painting.height - middle + core / 2
    order = orders_of(handles, painting)
    seen = ~covered(x0, x1, under, core / CORE_TOP_EM, order, painting)
    painted = _painted(handles) & ~under_scan(order, painting)
    scanned = is_ocr_layer(painting, int((seen & painted).sum()), len(kept))
    x, y = _displayed(page, (x0 + x1) / 2, middle)
    if not scanned:
        seen &= painted
    return Sight(_shown(page), codes[kept], x, y, seen, bool(seen.all()), scanned)


def _shown(page: pypdfium2.PdfPage) -> Box:
    media, box = page.get_mediabox(), page.get_bbox()
    left, bottom, right, top = (abs(a - b) for a, b in zip(media, box, strict=True))  # what is cut off at each side
    x, y = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}[page.get_rotation()]
    width, height = page.get_size()
    return Box(x, y, x + width, y + height)


def _painted(handles: list[int]) -> _Array:
    """Which letters the mode and opacity of their text objects let see."""
    objects = list(dict.fromkeys(handles))
    colours = np.zeros((len(objects), 4), np.uint32)
    at = rows_of(colours)
    run_calls(map(_colour, objects, *(range(at.start + k, at.stop + k, at.step) for k in (0, 4, 8, 12))))
    modes = np.fromiter(map(_mode, objects), np.int64, len(objects))
    visible = dict(zip(objects, is_visible(modes, colours[:, 3]).tolist(), strict=True))
    return np.array([visible[handle] for handle in handles], bool)


def _displayed(page: pypdfium2.PdfPage, x: _Array, y: _Array) -> tuple[_Array, _Array]:
    """Points of the page's own space where they are seen on the turned and cropped page."""
    width, height = (round(side * _PIXELS_A_POINT) for side in page.get_size())
    corners = []
    for px, py in ((0.0, 0.0), (_FAR_PT, 0.0), (0.0, _FAR_PT)):
        dx, dy = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, px, py, ctypes.byref(dx), ctypes.byref(dy))
        corners.append(np.array([dx.value, dy.value]) / _PIXELS_A_POINT)
    origin, along, up = corners
    seen = origin[:, None] + np.outer((along - origin) / _FAR_PT, x) + np.outer((up - origin) / _FAR_PT, y)
    return seen[0], seen[1]
