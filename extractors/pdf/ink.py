"""Which words leave ink on the page, told by drawing it.

Only words that may be without any are looked at: those of a colour like that of their ground are held against the page
drawn without text, those in a layer that may be off or cut by a clip are left out of a drawing to see what is missing.
pdfium keeps what drawing sets in a stand-in for a font that isn't embedded, and would read the next page's letters
wider or narrower than before: such letters are never drawn, and count as seen.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2

from extractors.pdf.calls import prototype
from extractors.pdf.occlusion import IDENTITY, Painting, clip_corners, is_optional

_Array = np.ndarray[Any, Any]

_LIKE_GROUND = 60  # of 255: what stands out less may be nothing that a person sees
_LEAST_CONTRAST = 20  # of 255: what a person sees on paper; #fdfdfd is nothing, #dddddd is light
_LEAST_PIXELS = 2
_MOST_PIXELS = 8_000_000  # of a drawing; a page of A4 has 2 million
_SCALE = 2.0  # pixels a point: a full stop of 8 points is one of 2 by 2
_AT_ONCE = 64  # areas held against the words in one step
_MOST_GROUPS = 6  # of words that are left out together; each costs a drawing
_GROUND_SHARE = 0.7  # of a word's box that has its colour; lines of the table may run through it
_STANDARD_FONTS = re.compile(r"Helvetica|Times-|Courier|Symbol|ZapfDingbats")  # pdfium has faces of their own for them
_MARGIN_PT = 1.0
_SAME_LINE_PT = 1.0
_OVERHANG_PT = 1.0  # of letters over their clip that nobody misses
_REST_PT, _IN_ORDER_PT = 1.0, 0.01  # where what is cut off is put: within its cell, after what is seen of it
_WHITE = (255, 255, 255)

_int, _handle = ctypes.c_int, ctypes.c_size_t
_clip_path = prototype("FPDFPageObj_GetClipPath", _handle, _handle)
_count_paths = prototype("FPDFClipPath_CountPaths", _int, _handle)
_segment = prototype("FPDFClipPath_GetPathSegment", _handle, _handle, _int, _int)
_count_marks = prototype("FPDFPageObj_CountMarks", _int, _handle)
_bounds = prototype("FPDFPageObj_GetBounds", _int, _handle, *[ctypes.c_void_p] * 4)
_set_active = prototype("FPDFPageObj_SetIsActive", _int, _handle, _int)
_font_of = prototype("FPDFTextObj_GetFont", _handle, _handle)
_is_embedded = prototype("FPDFFont_GetIsEmbedded", _int, _handle)
_font_name = prototype("FPDFFont_GetBaseFontName", _handle, _handle, ctypes.c_void_p, _handle)


class Looks(NamedTuple):
    """The text objects of a page: their handles, fill colours (red, green, blue, opacity; 0..255), places in the order
    of painting, the clips that cut them (0 for none), and whether they stand in a layer or are light as paper."""

    handles: Sequence[int]
    colours: _Array
    orders: _Array
    clips: _Array
    layered: _Array
    light: _Array

    def unlike(self, one: _Array, other: _Array) -> _Array:
        """Which of the pairs of text objects may not both be seen, so that no word goes on from one to the other."""
        return np.asarray(
            (self.clips[one] != self.clips[other])
            | (self.layered[one] != self.layered[other])
            | (self.light[one] != self.light[other])
        )


class Ink(NamedTuple):
    """Of each word whether it leaves ink, the ends of its ink, and the clip that cuts it, 0 for none."""

    seen: _Array
    x0: _Array
    x1: _Array
    clip: _Array


def looks_of(handles: Sequence[int], colours: _Array, orders: _Array, mcids: _Array) -> Looks:
    """What the text objects with these handles look like."""
    light = np.abs(255 - colours[:, :3].astype(np.int64)).max(axis=1) * (colours[:, 3] / 255) < _LIKE_GROUND
    return Looks(handles, colours, orders, _clips(handles), _layered(handles, mcids), light)


def plain_ink(boxes: _Array) -> Ink:
    """Words in these boxes that all can be seen."""
    return Ink(np.ones(len(boxes), bool), boxes[:, 0].copy(), boxes[:, 2].copy(), np.zeros(len(boxes), np.uint64))


def read_ink(page: pypdfium2.PdfPage, boxes: _Array, run_of: _Array, runs: Looks, painting: Painting) -> Ink:
    """What of the words in these boxes (x0, top, x1, bottom; a row each) can be seen on the page as it is displayed."""
    clips, layered = runs.clips[run_of], runs.layered[run_of]
    ink = plain_ink(boxes)._replace(clip=clips)
    faint = _faint(boxes, runs.colours[run_of], runs.orders[run_of], painting)
    width, height = page.get_size()
    on_page = (boxes[:, 2] > 0) & (boxes[:, 0] < width) & (boxes[:, 3] > 0) & (boxes[:, 1] < height)
    doubted = np.flatnonzero(((clips > 0) | layered | faint) & on_page)
    if not len(doubted):
        return ink
    region = _Region.around(boxes[doubted], width, height)
    if faint[doubted].any():
        with _inactive(painting.orders):
            ground = region.drawn(page)
        for word in doubted[faint[doubted]].tolist():
            ink.seen[word] = _stands_out(region.part(ground, boxes[word]), runs.colours[run_of[word]])
    unsafe = {handle for handle in painting.orders if not _is_safe(_font_of(handle))}
    cut = np.array([word for word in doubted.tolist() if runs.handles[run_of[word]] not in unsafe], np.int64)
    cut = cut[(clips[cut] > 0) | layered[cut]]
    _, groups = np.unique(np.column_stack([clips[cut] > 0, runs.colours[run_of[cut]]]), axis=0, return_inverse=True)
    groups = np.minimum(groups.reshape(-1), _MOST_GROUPS - 1)
    with _inactive(unsafe):
        whole = region.drawn(page) if len(cut) else None
        for group in np.unique(groups).tolist():
            members = cut[groups == group]
            with _inactive({runs.handles[run] for run in run_of[members].tolist()}):
                change = np.abs(whole - region.drawn(page)).max(axis=2) >= _LEAST_CONTRAST
            for word in members.tolist():
                _keep_ink(ink, word, region.part(change, boxes[word]), boxes[word], region.scale)
    return ink


def cut_rests(ink: Ink, drawn: _Array, baseline: _Array) -> _Array:
    """Which words can't be seen only because a clip cuts the text whose other words can; they go where the cut is.

    A label that is too long for its cell goes on behind the next one, and belongs to its cell all the same.
    """
    rests = np.zeros(len(drawn), bool)
    hidden = np.flatnonzero((ink.clip > 0) & ~ink.seen)
    for step, order in ((-1, hidden), (1, hidden[::-1])):
        for word in order.tolist():
            before = word + step
            if rests[word] or not 0 <= before < len(drawn) or ink.clip[before] != ink.clip[word]:
                continue
            if (drawn[before] or rests[before]) and abs(baseline[word] - baseline[before]) <= _SAME_LINE_PT:
                rests[word] = True
                edge = ink.x1[before] if step < 0 else ink.x0[before]
                shift = max(edge - _REST_PT, ink.x0[before] + _IN_ORDER_PT) if step < 0 else edge - _IN_ORDER_PT
                ink.x0[word], ink.x1[word] = shift, max(edge, shift)
    return rests


class _Region(NamedTuple):
    """A part of the displayed page, in points from its top left, and the pixels a point that it is drawn with."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    height: float
    scale: float

    @classmethod
    def around(cls, boxes: _Array, width: float, height: float) -> _Region:
        left, top = np.maximum(boxes[:, :2].min(axis=0) - _MARGIN_PT, 0).tolist()
        right = min(float(boxes[:, 2].max()) + _MARGIN_PT, width)
        bottom = min(float(boxes[:, 3].max()) + _MARGIN_PT, height)
        area = max(1.0, (right - left) * (bottom - top))
        return cls(left, top, right, bottom, width, height, min(_SCALE, (_MOST_PIXELS / area) ** 0.5))

    def drawn(self, page: pypdfium2.PdfPage) -> _Array:
        """Its pixels as red, green and blue."""
        crop = (self.left, self.height - self.bottom, self.width - self.right, self.top)
        bitmap = page.render(scale=self.scale, crop=crop, rev_byteorder=True, may_draw_forms=False)
        try:
            return np.asarray(bitmap.to_numpy()[:, :, :3], np.int16)
        finally:
            bitmap.close()

    def part(self, pixels: _Array, box: _Array) -> _Array:
        """Those of its pixels that lie in a box."""
        x0, top, x1, bottom = ((box - (self.left, self.top, self.left, self.top)) * self.scale).round().astype(int)
        return pixels[max(0, top) : max(0, bottom), max(0, x0) : max(0, x1)]


def _keep_ink(ink: Ink, word: int, change: _Array, box: _Array, scale: float) -> None:
    columns = np.flatnonzero(change.any(axis=0))
    ink.seen[word] &= change.sum() >= _LEAST_PIXELS
    if ink.clip[word] and ink.seen[word]:
        start = max(float(box[0]), 0.0)
        ink.x0[word], ink.x1[word] = start + columns[0] / scale, start + columns[-1] / scale


def _stands_out(ground: _Array, colour: _Array) -> bool:
    """Whether letters of this colour and opacity can be told from the pixels that they were painted on."""
    contrast = np.abs(ground - colour[:3].astype(np.int64)).max(axis=2) * (colour[3] / 255)
    return not contrast.size or bool((contrast < _LEAST_CONTRAST).mean() < _GROUND_SHARE)


@contextlib.contextmanager
def _inactive(handles: Collection[int]) -> Iterator[None]:
    """What is drawn meanwhile is drawn without these objects."""
    for handle in handles:
        _set_active(handle, 0)
    try:
        yield
    finally:
        for handle in handles:
            _set_active(handle, 1)


def _is_safe(font: int) -> bool:
    """Whether drawing the font's letters leaves pdfium as it was."""
    if not font or _is_embedded(font) == 1:
        return True
    name = ctypes.create_string_buffer(64)
    _font_name(font, ctypes.addressof(name), len(name))
    return _STANDARD_FONTS.match(name.value.decode("utf-8", "replace")) is not None


def _clips(handles: Sequence[int]) -> _Array:
    """For each text object what the clip that cuts it begins with in memory, the same for those that share it; else 0.

    pdfium drops a clip that holds all of its object, where it is one rectangle.
    """
    clips = list(map(_clip_path, handles))
    found = np.zeros(len(clips), np.uint64)
    counts = np.fromiter(map(_count_paths, clips), np.int64, len(clips))
    for run in np.flatnonzero(counts > 0).tolist():
        if not _holds(clips[run], int(counts[run]), handles[run]):
            found[run] = _segment(clips[run], int(counts[run]) - 1, 0)
    return found


def _holds(clip: int, paths: int, handle: int) -> bool:
    """Whether all paths of the clip are rectangles around the object."""
    sides = np.zeros(4, np.float32)
    _bounds(handle, *(sides.ctypes.data + 4 * side for side in range(4)))
    x0, y0, x1, y1 = sides.tolist()
    for index in range(paths):
        corners = clip_corners(clip, index, IDENTITY)
        if corners is None:
            return False
        left, bottom, right, top = corners
        if min(x0 - left, y0 - bottom, right - x1, top - y1) < -_OVERHANG_PT:
            return False
    return True


def _layered(handles: Sequence[int], mcids: _Array) -> _Array:
    """Which text objects stand in optional content: more is marked of them than their tag."""
    marks = np.fromiter(map(_count_marks, handles), np.int64, len(handles))
    layered = np.zeros(len(marks), bool)
    for run in np.flatnonzero(marks > (mcids >= 0)).tolist():
        layered[run] = is_optional(handles[run])
    return layered


def _faint(boxes: _Array, colours: _Array, orders: _Array, painting: Painting) -> _Array:
    """Which words have nearly the colour of the area that they were painted on, as far as it is a filled rectangle."""
    ink, opacity = colours[:, :3].astype(np.int64), colours[:, 3] / 255
    alike = np.zeros(len(ink), bool)
    for colour in {_WHITE, *(cover.colour for cover in painting.covers)}:
        alike |= np.abs(ink - colour).max(axis=1) * opacity < _LIKE_GROUND
    words = np.flatnonzero(alike)
    if not len(words):
        return alike
    ground = np.tile(np.array(_WHITE), (len(words), 1))
    x, y = (boxes[words, 0] + boxes[words, 2]) / 2, (boxes[words, 1] + boxes[words, 3]) / 2
    for start in range(0, len(painting.covers), _AT_ONCE):
        some = painting.covers[start : start + _AT_ONCE]
        x0, top, x1, bottom = np.array([cover.box for cover in some]).T[:, :, None]
        under = np.array([cover.order for cover in some])[:, None] < orders[words]
        under &= (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        last = len(some) - 1 - under[::-1].argmax(axis=0)
        on_one = under.any(axis=0)
        ground[on_one] = np.array([cover.colour for cover in some])[last[on_one]]
    alike[words] = np.abs(ink[words] - ground).max(axis=1) * opacity[words] < _LIKE_GROUND
    return alike
