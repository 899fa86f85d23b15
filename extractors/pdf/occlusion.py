"""What lies over a page's text: filled areas painted after it that leave nothing of it to see."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.calls import prototype
from extractors.pdf.limits import MOST_PIXELS
from extractors.records import Box

_Array = np.ndarray[Any, Any]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_CORE_SHARE = 0.1  # of a word's width at either end, and
CORE_TOP_EM = 0.5  # the height of a small x: an area drawn by hand over words covers this much
_AT_ONCE = 64  # areas held against all words in one step
_FILLING_MODE, _INVISIBLE_MODE, _CLIPPING_MODE = 0, 3, 7
_VISIBLE_SHARE = 0.5  # of a page's words: scans with an OCR layer have a visible stamp or page number at most
SCAN_SHARE = 0.9  # of the page's area that one picture, or all of them, cover where it is scanned whole
_OPAQUE_SHARE = 0.98  # of its pixels
_PICTURES_SHARE = 0.5  # of a page's area: scans with margins, or in strips; without a picture invisible text is hidden
_LEAST_SIZE_PT = 0.5
_SKEW_PT = 0.6
_LAST = 2**31  # later than anything painted: of a text object that the walk over the page didn't meet

_void, _int, _handle = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
_clip_path = prototype("FPDFPageObj_GetClipPath", _handle, _handle)
_count_paths = prototype("FPDFClipPath_CountPaths", _int, _handle)
_count_segments = prototype("FPDFClipPath_CountPathSegments", _int, _handle, _int)
_segment = prototype("FPDFClipPath_GetPathSegment", _handle, _handle, _int, _int)
_count_marks = prototype("FPDFPageObj_CountMarks", _int, _handle)
_mark = prototype("FPDFPageObj_GetMark", _handle, _handle, ctypes.c_ulong)
_mark_name = prototype("FPDFPageObjMark_GetName", _int, _handle, _void, ctypes.c_ulong, _void)
_segment_point = prototype("FPDFPathSegment_GetPoint", _int, _handle, _void, _void)


class Cover(NamedTuple):
    """An opaque filled rectangle, its colour (red, green, blue; 0..255), its place in the order of painting, and the
    object with the matrix of its form."""

    order: int
    box: Box
    handle: int
    matrix: Matrix
    colour: tuple[int, int, int]


class Picture(NamedTuple):
    """A picture: its share of the page's area, its place in the order of painting, the object and its page."""

    share: float
    order: int
    handle: int
    page: pypdfium2.PdfPage

    def is_opaque(self) -> bool:
        """Whether it leaves nothing to see of what it is painted over: it is drawn by itself on glass."""
        picture = ctypes.cast(self.handle, raw.FPDF_PAGEOBJECT)
        width, height = ctypes.c_uint(), ctypes.c_uint()
        raw.FPDFImageObj_GetImagePixelSize(picture, width, height)
        if width.value * height.value > MOST_PIXELS:
            return False
        drawn = raw.FPDFImageObj_GetRenderedBitmap(self.page.pdf, self.page, picture)
        if not drawn:
            return False
        try:
            rows, stride = raw.FPDFBitmap_GetHeight(drawn), raw.FPDFBitmap_GetStride(drawn)
            if raw.FPDFBitmap_GetFormat(drawn) != raw.FPDFBitmap_BGRA:
                return False
            pixels = np.frombuffer(ctypes.string_at(raw.FPDFBitmap_GetBuffer(drawn), rows * stride), np.uint8)
        finally:
            raw.FPDFBitmap_Destroy(drawn)
        return bool((pixels[3::4] == 255).mean() >= _OPAQUE_SHARE)


class Painting(NamedTuple):
    """The order in which a page is painted: of its text objects by handle, and of what may cover them.

    ``objects`` counts all that is painted, ``height`` is what the page's y was turned upside down by, and
    ``pictures_share`` the areas of all pictures in that of the page, above 1 where they lie over each other;
    of the pictures only the largest is kept, and of all that take some room their boxes and handles.
    """

    objects: int
    height: float
    orders: dict[int, int]
    covers: Sequence[Cover]
    pictures_share: float
    largest_picture: Picture | None
    pictures: tuple[tuple[Box, int], ...] = ()


def is_ocr_layer(painting: Painting, visible: int, letters: int) -> bool:
    """Whether the invisible words or letters of the page are an OCR's: there is a scan, and next to nothing else."""
    return letters > 0 and visible <= _VISIBLE_SHARE * letters and painting.pictures_share >= _PICTURES_SHARE


def under_scan(order: _Array, painting: Painting) -> _Array:
    """Which words or letters lie under an opaque picture of the whole page, if most do: they are an OCR's layer."""
    scan = painting.largest_picture
    if scan is None or scan.share < SCAN_SHARE or not len(order):
        return np.zeros(len(order), bool)
    under = order < scan.order
    return under & (bool(under.mean() >= 1 - _VISIBLE_SHARE) and scan.is_opaque())


def is_legible(size: _Array | np.float64, width: float, height: float) -> _Array:
    """Whether letters of these sizes on a page are neither too small to be seen nor larger than the page."""
    return np.asarray((size >= _LEAST_SIZE_PT) & (size <= max(width, height)))


def is_visible(mode: _Array, alpha: _Array) -> _Array:
    """Whether text of these rendering modes and opacities (0..255) is painted."""
    return np.asarray((mode != _INVISIBLE_MODE) & (mode != _CLIPPING_MODE) & ((mode != _FILLING_MODE) | (alpha > 0)))


def orders_of(handles: Sequence[int], painting: Painting) -> _Array:
    """When the text objects are painted."""
    return np.array([painting.orders.get(handle, _LAST) for handle in handles], np.int64)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def covered(x0: _Array, x1: _Array, baseline: _Array, size: _Array, order: _Array, painting: Painting) -> _Array:
    """Which words nobody can see for an area painted over them; ``order`` is that of their text objects."""
    inset = _CORE_SHARE * (x1 - x0)
    cores = np.stack([x0 + inset, baseline - CORE_TOP_EM * size, x1 - inset, baseline])
    hidden = np.zeros(len(x0), bool)
    later = [cover for cover in painting.covers if cover.order > order.min(initial=_LAST)]
    for start in range(0, len(later), _AT_ONCE):
        some = later[start : start + _AT_ONCE]
        at_work = [some[row] for row in np.flatnonzero(_over(some, cores, order).any(axis=1)).tolist()]
        clipped = [c._replace(box=box) for c in at_work if (box := _clipped(c, painting.height)) is not None]
        hidden |= _over(clipped, cores, order).any(axis=0)
    return hidden


def _over(covers: Sequence[Cover], cores: _Array, order: _Array) -> _Array:
    """A row a cover, a column a word: whether the one lies over the other."""
    boxes = np.array([cover.box for cover in covers]).reshape(-1, 4, 1)
    later = np.array([cover.order for cover in covers]).reshape(-1, 1) > order
    inside = (boxes[:, :2] <= cores[:2]).all(axis=1) & (boxes[:, 2:] >= cores[2:]).all(axis=1)
    return np.asarray(later & inside)


def _clipped(cover: Cover, height: float) -> Box | None:
    """What of the cover is painted; None where its clip is no upright rectangle or its layer may be switched off."""
    if is_optional(cover.handle):
        return None
    x0, top, x1, bottom = cover.box
    clip = _clip_path(cover.handle)
    for index in range(max(0, _count_paths(clip)) if clip else 0):
        corners = clip_corners(clip, index, cover.matrix)
        if corners is None:
            return None
        left, low, right, high = corners
        x0, top, x1, bottom = max(x0, left), max(top, height - high), min(x1, right), min(bottom, height - low)
    return Box(x0, top, x1, bottom)


def clip_corners(clip: int, index: int, matrix: Matrix) -> tuple[float, float, float, float] | None:
    """x0, y0, x1, y1 of one path of a clip, None where it is no upright rectangle."""
    points = list(_points(clip, index, matrix))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not points or not all(_on_edge(x, xs) and _on_edge(y, ys) for x, y in points):
        return None
    return min(xs), min(ys), max(xs), max(ys)


def is_optional(handle: int) -> bool:
    """Whether the object stands in a layer that may be switched off."""
    name, length = ctypes.create_string_buffer(2 * len("OC") + 2), ctypes.c_ulong()
    for index in range(max(0, _count_marks(handle))):
        _mark_name(_mark(handle, index), name, len(name), ctypes.byref(length))
        if name.raw == "OC\0".encode("utf-16-le"):
            return True
    return False


def _on_edge(value: float, values: Sequence[float]) -> bool:
    return min(value - min(values), max(values) - value) <= _SKEW_PT


def _points(clip: int, index: int, m: Matrix) -> Iterator[tuple[float, float]]:
    at = np.zeros(2, np.float32)
    for number in range(max(0, _count_segments(clip, index))):
        _segment_point(_segment(clip, index, number), at.ctypes.data, at.ctypes.data + 4)
        x, y = at.tolist()
        yield m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


assert (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_INVISIBLE) == (_FILLING_MODE, _INVISIBLE_MODE)
assert raw.FPDF_TEXTRENDERMODE_CLIP == _CLIPPING_MODE
