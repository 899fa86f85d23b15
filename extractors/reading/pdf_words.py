"""A page's words from pdfium's character stream, by numpy columns.

A real space always parts words; a space that pdfium generated, or none at all, only where the gap is wide enough.
What a text run shares (matrix, size, font, colour, marked-content id) is asked once a run.
"""

from __future__ import annotations

import ctypes
import re
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.reading.page import StreamLine, Style, Word
from extractors.reading.pdf_calls import address_of, prototype, rows_of, run_calls
from extractors.reading.pdf_settle import settled
from extractors.reading.pdf_text import stream_lines

_Array = np.ndarray[Any, Any]

WORD_GAP_EM = 0.17  # measured on 612 pages: the same words as plain pdfplumber
_GENERATED_GAP_EM = 0.15  # where pdfium sees a space too; letters set wide stay below it
_HYPHEN_GAP_EM = 0.3  # justified lines push the hyphen at their end this far from its word
_BACKSTEP_EM = 0.3  # a letter that starts this far left of the start of the one before begins a new word; the
# letters of a ligature share one box
_RAISED_EM = (0.1, 0.7)  # a footnote's digit stands this much above the line; more is another line
_RAISED_SIZE_SHARE = 0.85
_TURNED_SHARE = 0.05  # of a letter's size: the shear that still counts as upright (slanted fonts have some)
_DESCENT_EM = -0.22  # of fonts that give none
_INVISIBLE_MODE = 3
_VISIBLE_SHARE = 0.5  # of a page's words: scans with an OCR layer have a visible stamp or page number at most
_HYPHEN_AT_LINE_END = 0x02
_SOFT_HYPHEN = 0xAD
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!light)|-bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|-it\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NONE, _GENERATED, _REAL = 0, 1, 2

_void, _int = ctypes.c_void_p, ctypes.c_int
_unicode = prototype("FPDFText_GetUnicode", ctypes.c_uint, _void, _int)
_loose_box = prototype("FPDFText_GetLooseCharBox", _int, _void, _int, _void)
_origin = prototype("FPDFText_GetCharOrigin", _int, _void, _int, _void, _void)
_text_object = prototype("FPDFText_GetTextObject", ctypes.c_size_t, _void, _int)
_generated = prototype("FPDFText_IsGenerated", _int, _void, _int)
_matrix = prototype("FPDFText_GetMatrix", _int, _void, _int, _void)
_font_size = prototype("FPDFText_GetFontSize", ctypes.c_double, _void, _int)
_font_of = prototype("FPDFTextObj_GetFont", ctypes.c_size_t, ctypes.c_size_t)
_mode = prototype("FPDFTextObj_GetTextRenderMode", _int, ctypes.c_size_t)
_mcid = prototype("FPDFPageObj_GetMarkedContentID", _int, ctypes.c_size_t)
_colour = prototype("FPDFPageObj_GetFillColor", _int, ctypes.c_size_t, _void, _void, _void, _void)
_font_name = prototype("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_size_t, _void, ctypes.c_size_t)
_advance = prototype("FPDFFont_GetGlyphWidth", _int, ctypes.c_size_t, ctypes.c_uint, ctypes.c_float, _void)
_font_weight = prototype("FPDFFont_GetWeight", _int, ctypes.c_size_t)
_font_descent = prototype("FPDFFont_GetDescent", _int, ctypes.c_size_t, ctypes.c_float, _void)


class TurnedText(Exception):  # noqa: N818
    """The page has turned or mirrored letters, which pdfium's boxes don't tell apart."""


class _Font(NamedTuple):
    name: str
    bold: bool
    italic: bool
    descent_em: float


class _Runs(NamedTuple):
    """What the text runs of a page share, a row a run; ``across`` is the size along the line, ``fonts`` handles."""

    baseline: _Array
    size: _Array
    across: _Array
    descent: _Array
    mcid: _Array
    visible: _Array
    fonts: list[int]
    styles: list[Style]


class PageText(NamedTuple):
    """A page's words in the order of its content stream, the stream's lines, and whether both are an OCR's layer."""

    words: tuple[Word, ...]
    stream: tuple[StreamLine, ...]
    scanned: bool


def read_words(page: pypdfium2.PdfPage, width: float, height: float) -> PageText:
    """The text of an upright page; raises TurnedText where letters are turned."""
    textpage = page.get_textpage()
    try:
        words, stream = _words(address_of(textpage.raw), textpage.count_chars(), width, height)
    finally:
        textpage.close()
    visible = sum(word.drawn for word in words)
    scanned = bool(words) and visible <= _VISIBLE_SHARE * len(words)
    return PageText(tuple(word._replace(drawn=True) for word in words) if scanned else words, stream, scanned)


def _words(text: int, count: int, width: float, height: float) -> tuple[tuple[Word, ...], tuple[StreamLine, ...]]:
    if count <= 0:
        return (), ()
    codes = np.fromiter(map(_unicode, repeat(text), range(count)), np.uint32, count)
    parting, kept = _partings(text, codes)
    if not len(kept):
        return (), ()
    boxes = np.empty((len(kept), 4), np.float32)
    run_calls(map(_loose_box, repeat(text), kept.tolist(), rows_of(boxes)))
    objects = np.fromiter(map(_text_object, repeat(text), kept.tolist()), np.uint64, len(kept))
    run_of = np.concatenate(([0], np.cumsum(objects[1:] != objects[:-1])))
    first = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
    runs = _read_runs(text, kept[first], objects[first], height)
    stream = stream_lines(codes, kept, runs.baseline[run_of])
    codes = codes[kept]
    _trim_overhang(text, kept, codes, boxes, runs, run_of, parting)
    starts = _word_starts(codes, boxes, runs, run_of, parting)
    return _build(codes, boxes, runs, run_of, starts, (width, height)), stream


def _partings(text: int, codes: _Array) -> tuple[_Array, _Array]:
    """Per kept letter which space stands before it, and the letters' places in the stream."""
    codes[(codes == _HYPHEN_AT_LINE_END) | (codes == _SOFT_HYPHEN)] = ord("-")
    codes[(codes == 0) | (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))] = 0xFFFD
    blank = (codes <= 0x20) | ((codes >= 0x7F) & (codes <= 0xA0)) | ((codes >= 0x2000) & (codes <= 0x200B))
    blank |= (codes == 0x202F) | (codes == 0x205F) | (codes == 0x3000) | (codes == 0xFEFF)
    real = blank & (codes > 0x20)
    spaces = np.flatnonzero(codes == 0x20)
    real[spaces] = np.fromiter(map(_generated, repeat(text), spaces.tolist()), np.int32, len(spaces)) == 0
    kept = np.flatnonzero(~blank)
    parting = np.full(len(kept), _NONE)
    parting[1:][kept[1:] - kept[:-1] > 1] = _GENERATED
    before = np.cumsum(real)[kept]
    parting[1:][before[1:] != before[:-1]] = _REAL
    parting[:1] = _REAL
    return parting, kept


def _read_runs(text: int, first: _Array, objects: _Array, height: float) -> _Runs:
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
    fonts: dict[int, _Font] = {}
    font_handles = list(map(_font_of, handles))
    for handle in font_handles:
        if handle not in fonts:
            fonts[handle] = _read_font(handle)
    return _Runs(
        baseline=height - matrices[:, 5].astype(np.float64),
        size=sizes,
        across=set_sizes * a,
        descent=np.array([fonts[h].descent_em for h in font_handles]) * sizes,
        mcid=np.fromiter(map(_mcid, handles), np.int64, count),
        visible=np.fromiter(map(_mode, handles), np.int64, count) != _INVISIBLE_MODE,
        fonts=font_handles,
        styles=_styles([fonts[h] for h in font_handles], sizes, colours),
    )


def _read_font(handle: int) -> _Font:
    if not handle:
        return _Font("", False, False, _DESCENT_EM)
    buffer = ctypes.create_string_buffer(256)
    _font_name(handle, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    descent = ctypes.c_float()
    known = _font_descent(handle, 1000.0, ctypes.byref(descent)) and -600 < descent.value < 0
    bold = bool(_BOLD.search(name)) or _font_weight(handle) >= _BOLD_WEIGHT
    return _Font(name, bold, bool(_ITALIC.search(name)), descent.value / 1000 if known else _DESCENT_EM)


def _styles(fonts: list[_Font], sizes: _Array, colours: _Array) -> list[Style]:
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


def _trim_overhang(
    text: int, kept: _Array, codes: _Array, boxes: _Array, runs: _Runs, run_of: _Array, parting: _Array
) -> None:
    """Cuts the boxes beside a space to the letters' advances: an f or a j reaches beyond its own and widens its box.

    A stand-in for a font that isn't embedded can be wider than the printed letter, too.
    """
    after = np.flatnonzero(parting != _NONE)
    origins = np.empty((len(after), 2), np.float64)
    at = rows_of(origins)
    run_calls(map(_origin, repeat(text), kept[after].tolist(), at, range(at.start + 8, at.stop + 8, at.step)))
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
    smaller = size[1:] < _RAISED_SIZE_SHARE * size[:-1]
    larger = size[:-1] < _RAISED_SIZE_SHARE * size[1:]
    least, most = _RAISED_EM
    breaks = parting == _REAL
    wide = (gap >= WORD_GAP_EM) | ((parting[1:] == _GENERATED) & (gap >= _GENERATED_GAP_EM))
    line_end = np.append((step[1:] < 0) | (np.abs(rise[1:]) > most), True)
    pushed_hyphen = (codes[1:] == ord("-")) & (codes[:-1] >= ord("A")) & (gap < _HYPHEN_GAP_EM) & line_end
    breaks[1:] |= wide & ~pushed_hyphen
    breaks[1:] |= (step < -_BACKSTEP_EM) | (np.abs(rise) > most)
    breaks[1:] |= (smaller & (rise > least)) | (larger & (rise < -least))
    return np.flatnonzero(breaks)


def _build(
    codes: _Array, boxes: _Array, runs: _Runs, run_of: _Array, starts: _Array, page: tuple[float, float]
) -> tuple[Word, ...]:
    width, height = page
    text = codes.astype("<u4").tobytes().decode("utf-32-le")
    ends = np.append(starts[1:], len(codes))
    x0 = np.minimum.reduceat(boxes[:, 0], starts)
    x1 = np.maximum.reduceat(boxes[:, 2], starts)
    run = run_of[starts]
    baseline, size = runs.baseline[run], runs.size[run]
    bottom = baseline - runs.descent[run]
    top = bottom - size
    drawn = runs.visible[run] & (x1 > 0) & (x0 < width) & (bottom > 0) & (top < height)
    raised = _raised(x0, x1, baseline, size)
    # fmt: off
    words = list(map(
        Word, [text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)],
        *(column.round(3).tolist() for column in (x0.astype(np.float64), top, x1.astype(np.float64), bottom, baseline)),
        [runs.styles[r] for r in run.tolist()], runs.mcid[run].tolist(), raised.tolist(), repeat(True),
        drawn.tolist(), range(len(starts)),
    ))
    # fmt: on
    return tuple(settled(words))


def _raised(x0: _Array, x1: _Array, baseline: _Array, size: _Array) -> _Array:
    """Which words are small and stand raised right after the word before them in the stream."""
    raised = np.zeros(len(x0), bool)
    rise = (baseline[:-1] - baseline[1:]) / size[:-1]
    near = np.abs(x0[1:] - x1[:-1]) < WORD_GAP_EM * 2 * size[:-1]
    small = size[1:] < _RAISED_SIZE_SHARE * size[:-1]
    raised[1:] = near & small & (rise > _RAISED_EM[0]) & (rise < _RAISED_EM[1])
    return raised


assert raw.FPDF_TEXTRENDERMODE_INVISIBLE == _INVISIBLE_MODE
