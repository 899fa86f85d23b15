"""A page's words from pdfium's character stream, by numpy columns.

A real space always parts words; a space that pdfium generated, or none at all, only where the gap is wide enough.
What a text run shares (matrix, size, font, colour, marked-content id) is asked once a run.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2

from extractors.pdf.calls import (
    address_of,
    letter_call,
    places_in,
    pointer_to,
    prototype,
    rows_of,
    run_calls,
)
from extractors.pdf.fonts import Font, read_font, styles_of, with_private_codes
from extractors.pdf.limits import check_letters
from extractors.pdf.occlusion import Painting, covered, is_legible, is_ocr_layer, is_visible, orders_of, under_scan
from extractors.pdf.page import StreamLine, Style, Word
from extractors.pdf.stream import stream_lines, with_whole_emoji
from extractors.pdf.word_repair import RAISED_EM, RAISED_SIZE_SHARE, settled

_Array = np.ndarray[Any, Any]

WORD_GAP_EM = 0.17  # measured on 612 pages: the same words as plain pdfplumber
_GENERATED_GAP_EM = 0.15  # where pdfium sees a space too; letters set wide stay below it
_HYPHEN_GAP_EM = 0.3  # justified lines push the hyphen at their end this far from its word
_BACKSTEP_EM = 0.3  # a letter that starts this far left of the start of the one before begins a new word; the
# letters of a ligature share one box
_TURNED_SHARE = 0.05  # of a letter's size: the shear that still counts as upright (slanted fonts have some)
_SIDEWAYS_SHARE = 0.8  # of a page's letters
_HYPHEN_AT_LINE_END, _HYPHEN_IN_TEXT = 0x02, 0xFFFE  # as a character, and in the text of the same characters
_SOFT_HYPHEN = 0xAD
_NONE, _GENERATED, _REAL = 0, 1, 2

_void, _int = ctypes.c_void_p, ctypes.c_int
_text = prototype("FPDFText_GetText", _int, _void, _int, _int, _void)
_text_index = prototype("FPDFText_GetTextIndexFromCharIndex", _int, _void, _int)
_unicode = letter_call("FPDFText_GetUnicode", ctypes.c_uint)
_loose_box = letter_call("FPDFText_GetLooseCharBox", _int)
_origin = letter_call("FPDFText_GetCharOrigin", _int)
_text_object = letter_call("FPDFText_GetTextObject", ctypes.c_size_t)
_generated = letter_call("FPDFText_IsGenerated", _int)
_matrix = prototype("FPDFText_GetMatrix", _int, _void, _int, _void)
_font_size = prototype("FPDFText_GetFontSize", ctypes.c_double, _void, _int)
_font_of = prototype("FPDFTextObj_GetFont", ctypes.c_size_t, ctypes.c_size_t)
_mode = prototype("FPDFTextObj_GetTextRenderMode", _int, ctypes.c_size_t)
_mcid = prototype("FPDFPageObj_GetMarkedContentID", _int, ctypes.c_size_t)
_colour = prototype("FPDFPageObj_GetFillColor", _int, ctypes.c_size_t, _void, _void, _void, _void)
_advance = prototype("FPDFFont_GetGlyphWidth", _int, ctypes.c_size_t, ctypes.c_uint, ctypes.c_float, _void)


class TurnedText(Exception):  # noqa: N818
    """The page has turned or mirrored letters, which pdfium's boxes don't tell apart."""


class _Runs(NamedTuple):
    """What the text runs of a page share, a row a run; ``across`` is the size along the line, ``fonts`` handles."""

    baseline: _Array
    size: _Array
    across: _Array
    descent: _Array
    mcid: _Array
    visible: _Array
    order: _Array
    fonts: list[int]
    styles: list[Style]


class _Placed(NamedTuple):
    """Where the words of a page stand, a row a word; ``run`` is that of their first letter."""

    x0: _Array
    x1: _Array
    top: _Array
    bottom: _Array
    baseline: _Array
    run: _Array


class PageText(NamedTuple):
    """A page's words in the order of its content stream, the stream's lines, and whether both are an OCR's layer.

    Words that nobody can see come last and are in no line.
    """

    words: tuple[Word, ...]
    stream: tuple[StreamLine, ...]
    scanned: bool


def read_words(page: pypdfium2.PdfPage, width: float, height: float, painting: Painting) -> PageText:
    """The text of an upright page; raises TurnedText where letters are turned, and UnreadablePage."""
    textpage = page.get_textpage()
    try:
        with np.errstate(all="ignore"):  # a letter without size or place is out of sight, whatever it is divided by
            check_letters(textpage.count_chars())
            return _words(address_of(textpage.raw), textpage.count_chars(), width, height, painting)
    finally:
        textpage.close()


def _words(text: int, count: int, width: float, height: float, painting: Painting) -> PageText:
    if count <= 0:
        return PageText((), (), False)
    codes = _codes(text, count)
    parting, kept = _partings(text, codes)
    if not len(kept):
        return PageText((), (), False)
    letter, places = pointer_to(text), kept.tolist()
    boxes = np.empty((len(kept), 4), np.float32)
    run_calls(map(_loose_box, repeat(letter), places, places_in(boxes)))
    objects = np.fromiter(map(_text_object, repeat(letter), places), np.uint64, len(kept))
    run_of = np.concatenate(([0], np.cumsum(objects[1:] != objects[:-1])))
    first = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
    runs = _read_runs(text, kept[first], objects[first], painting)
    letters = codes[kept]
    _trim_overhang(text, kept, letters, boxes, runs, run_of, parting)
    codes[kept] = letters = with_private_codes(letters, runs.styles, run_of)
    starts = _word_starts(letters, boxes, runs, run_of, parting)
    placed = _placed(boxes, runs, run_of, starts)
    drawn, scanned = _in_sight(placed, runs, width, height, painting)
    unseen = np.repeat(~drawn, np.diff(np.append(starts, len(letters))))
    codes[kept[unseen]] = ord(" ")
    stream = stream_lines(codes, kept[~unseen], runs.baseline[run_of[~unseen]])
    return PageText(_build(letters, runs, starts, placed, drawn), stream, scanned)


def _codes(text: int, count: int) -> _Array:
    """The Unicode code of each character of the stream; one by one where pdfium's text of them has not a unit each."""
    if (_text_index(text, 0), _text_index(text, count - 1)) == (0, count - 1):
        units = np.zeros(2 * count + 1, np.uint16)  # a pair for each and the end mark at the most
        written = _text(text, 0, count, units.ctypes.data)
        codes = units[:count].astype(np.uint32)
        if written == count + 1 and not ((codes >= 0xD800) & (codes < 0xE000)).any():
            codes[codes == _HYPHEN_IN_TEXT] = _HYPHEN_AT_LINE_END
            return codes
    return with_whole_emoji(np.fromiter(map(_unicode, repeat(pointer_to(text)), range(count)), np.uint32, count))


def _partings(text: int, codes: _Array) -> tuple[_Array, _Array]:
    """Per kept letter which space stands before it, and the letters' places in the stream."""
    codes[(codes == _HYPHEN_AT_LINE_END) | (codes == _SOFT_HYPHEN)] = ord("-")
    codes[(codes == 0) | (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))] = 0xFFFD
    blank = (codes <= 0x20) | ((codes >= 0x7F) & (codes <= 0xA0)) | ((codes >= 0x2000) & (codes <= 0x200B))
    blank |= (codes == 0x202F) | (codes == 0x205F) | (codes == 0x3000) | (codes == 0xFEFF)
    real = blank & (codes > 0x20)
    spaces = np.flatnonzero(codes == 0x20)
    real[spaces] = np.fromiter(map(_generated, repeat(pointer_to(text)), spaces.tolist()), np.int32, len(spaces)) == 0
    kept = np.flatnonzero(~blank)
    parting = np.full(len(kept), _NONE)
    parting[1:][kept[1:] - kept[:-1] > 1] = _GENERATED
    before = np.cumsum(real)[kept]
    parting[1:][before[1:] != before[:-1]] = _REAL
    parting[:1] = _REAL
    return parting, kept


def turn_of(page: pypdfium2.PdfPage) -> int:
    """By how many degrees clockwise a page without a rotation of its own is turned for its text to stand upright: 90 or
    270 where nearly all letters lie on the same side, else 0."""
    textpage = page.get_textpage()
    try:
        count = max(0, textpage.count_chars())
        check_letters(count)
        matrices = np.zeros((count, 6), np.float32)
        run_calls(map(_matrix, repeat(address_of(textpage.raw)), range(count), rows_of(matrices)))
    finally:
        textpage.close()
    a, b = matrices[:, 0], matrices[:, 1]
    letters = int((np.abs(a) + np.abs(b) > 0).sum())
    sideways = {90: (b > np.abs(a)).sum(), 270: (-b > np.abs(a)).sum()}
    return next((turn for turn, lying in sideways.items() if letters and lying >= _SIDEWAYS_SHARE * letters), 0)


def _read_runs(text: int, first: _Array, objects: _Array, painting: Painting) -> _Runs:
    count, letters, handles = len(first), first.tolist(), objects.tolist()
    matrices = np.zeros((count, 6), np.float32)
    run_calls(map(_matrix, repeat(text), letters, rows_of(matrices)))
    a, b, c, d = matrices[:, 0], matrices[:, 1], matrices[:, 2], matrices[:, 3]
    if (np.abs(b) > _TURNED_SHARE * np.abs(a)).any() or (a <= 0).any() or (d <= 0).any():
        raise TurnedText("turned or mirrored letters")
    set_sizes = np.fromiter(map(_font_size, repeat(text), letters), np.float64, count)
    sizes = set_sizes * np.hypot(c, d)
    colours = np.zeros((count, 4), np.uint32)
    at = rows_of(colours)
    run_calls(map(_colour, handles, at, *(range(at.start + k, at.stop + k, at.step) for k in (4, 8, 12))))
    fonts: dict[int, Font] = {}
    font_handles = list(map(_font_of, handles))
    for handle in font_handles:
        if handle not in fonts:
            fonts[handle] = read_font(handle)
    return _Runs(
        baseline=painting.height - matrices[:, 5].astype(np.float64),
        size=sizes,
        across=set_sizes * a,
        descent=np.array([fonts[h].descent_em for h in font_handles]) * sizes,
        mcid=np.fromiter(map(_mcid, handles), np.int64, count),
        visible=is_visible(np.fromiter(map(_mode, handles), np.int64, count), colours[:, 3]),
        order=orders_of(handles, painting),
        fonts=font_handles,
        styles=styles_of([fonts[h] for h in font_handles], sizes, colours),
    )


def _trim_overhang(
    text: int, kept: _Array, codes: _Array, boxes: _Array, runs: _Runs, run_of: _Array, parting: _Array
) -> None:
    """Cuts the boxes beside a space to the letters' advances: an f or a j reaches beyond its own and widens its box.

    A stand-in for a font that isn't embedded can be wider than the printed letter, too.
    """
    after = np.flatnonzero(parting != _NONE)
    origins = np.empty((len(after), 2), np.float64)
    places = places_in(origins), places_in(origins, 8)
    run_calls(map(_origin, repeat(pointer_to(text)), kept[after].tolist(), *places))
    boxes[after, 0] = origins[:, 0]
    before = np.flatnonzero(parting[1:] == _GENERATED)
    before = before[(before == 0) | (boxes[before, 0] != boxes[before - 1, 0])]  # letters of a ligature share a box
    fonts = [runs.fonts[r] for r in run_of[before].tolist()]
    advances = np.zeros(len(before), np.float32)
    sizes = runs.across[run_of[before]].tolist()
    run_calls(map(_advance, fonts, codes[before].tolist(), sizes, rows_of(advances)))
    ends = np.minimum(boxes[before, 2], boxes[before, 0] + advances)
    boxes[before, 2] = np.where(advances > 0, ends, boxes[before, 2])


def _word_starts(codes: _Array, boxes: _Array, runs: _Runs, run_of: _Array, parting: _Array) -> _Array:
    """The first letter of each word; ``parting`` says what space stands before a letter: none, generated or real."""
    size, baseline = runs.size[run_of], runs.baseline[run_of]
    em = np.maximum(size[1:], size[:-1])
    gap = (boxes[1:, 0] - boxes[:-1, 2]) / em
    step = (boxes[1:, 0] - boxes[:-1, 0]) / em
    rise = (baseline[:-1] - baseline[1:]) / em
    smaller = size[1:] < RAISED_SIZE_SHARE * size[:-1]
    larger = size[:-1] < RAISED_SIZE_SHARE * size[1:]
    least, most = RAISED_EM
    breaks = parting == _REAL
    wide = (gap >= WORD_GAP_EM) | ((parting[1:] == _GENERATED) & (gap >= _GENERATED_GAP_EM))
    line_end = np.append((step[1:] < 0) | (np.abs(rise[1:]) > most), True)
    pushed_hyphen = (codes[1:] == ord("-")) & (codes[:-1] >= ord("A")) & (gap < _HYPHEN_GAP_EM) & line_end
    breaks[1:] |= wide & ~pushed_hyphen
    breaks[1:] |= (step < -_BACKSTEP_EM) | (np.abs(rise) > most)
    breaks[1:] |= (smaller & (rise > least)) | (larger & (rise < -least))
    return np.flatnonzero(breaks)


def _placed(boxes: _Array, runs: _Runs, run_of: _Array, starts: _Array) -> _Placed:
    run = run_of[starts]
    baseline = runs.baseline[run]
    bottom = baseline - runs.descent[run]
    x0, x1 = np.minimum.reduceat(boxes[:, 0], starts), np.maximum.reduceat(boxes[:, 2], starts)
    return _Placed(x0, x1, bottom - runs.size[run], bottom, baseline, run)


def _in_sight(placed: _Placed, runs: _Runs, width: float, height: float, painting: Painting) -> tuple[_Array, bool]:
    """Which words can be seen, those of an OCR's layer among them, and whether they are such a layer."""
    size = runs.size[placed.run]
    in_page = (placed.x1 > 0) & (placed.x0 < width) & (placed.bottom > 0) & (placed.top < height)
    in_page &= is_legible(size, width, height)
    order = runs.order[placed.run]
    in_sight = in_page & ~covered(placed.x0, placed.x1, placed.baseline, size, order, painting)
    visible = in_sight & runs.visible[placed.run] & ~under_scan(order, painting)
    scanned = is_ocr_layer(painting, int(visible.sum()), len(visible))
    return (in_sight if scanned else visible), scanned


def _build(letters: _Array, runs: _Runs, starts: _Array, placed: _Placed, drawn: _Array) -> tuple[Word, ...]:
    text = letters.astype("<u4").tobytes().decode("utf-32-le")
    ends = np.append(starts[1:], len(letters))
    raised = _raised(placed.x0, placed.x1, placed.baseline, runs.size[placed.run])
    places = (placed.x0.astype(np.float64), placed.top, placed.x1.astype(np.float64), placed.bottom, placed.baseline)
    # fmt: off
    words = list(map(
        Word, [text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)],
        *(column.round(3).tolist() for column in places), [runs.styles[r] for r in placed.run.tolist()],
        runs.mcid[placed.run].tolist(), raised.tolist(), repeat(True), drawn.tolist(), range(len(starts)),
    ))
    # fmt: on
    return (*settled([word for word in words if word.drawn]), *(word for word in words if not word.drawn))


def _raised(x0: _Array, x1: _Array, baseline: _Array, size: _Array) -> _Array:
    """Which words are small and stand raised right after the word before them in the stream."""
    raised = np.zeros(len(x0), bool)
    rise = (baseline[:-1] - baseline[1:]) / size[:-1]
    near = np.abs(x0[1:] - x1[:-1]) < WORD_GAP_EM * 2 * size[:-1]
    small = size[1:] < RAISED_SIZE_SHARE * size[:-1]
    raised[1:] = near & small & (rise > RAISED_EM[0]) & (rise < RAISED_EM[1])
    return raised
