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
from extractors.pdf.characters import codes_of, in_normal_form, stream_lines
from extractors.pdf.fonts import Font, FontNumbers, LetterGlyphs, read_font, styles_of, with_private_codes
from extractors.pdf.ink import Looks, cut_rests, looks_of, plain_ink, read_ink
from extractors.pdf.limits import check_letters
from extractors.pdf.occlusion import (
    CORE_TOP_EM,
    Matrix,
    Painting,
    covered,
    is_legible,
    is_ocr_layer,
    is_visible,
    orders_of,
    under_scan,
)
from extractors.pdf.page import Ruling, StreamLine, Style, Word
from extractors.pdf.paths import Shapes
from extractors.pdf.views import (
    MIRRORED,
    box_edges,
    is_square,
    lines_of_turned,
    seen_through,
    sideways,
    turned_back,
    turns_of,
    view_of,
)
from extractors.pdf.word_repair import (
    MARK_SIZE_SHARE,
    RAISED_EM,
    RAISED_SIZE_SHARE,
    are_dashes,
    are_digits,
    set_apart,
    settled,
    struck_letters,
)
from extractors.trust.text_layer import NO_LETTERS, Judgement, PageGlyphs, TextLayerJudge, is_numeric

_Array = np.ndarray[Any, Any]

WORD_GAP_EM = 0.17  # measured on 612 pages: the same words as plain pdfplumber
_GENERATED_GAP_EM = 0.15  # where pdfium sees a space too; letters set wide stay below it
_HYPHEN_GAP_EM = 0.3  # justified lines push the hyphen at their end this far from its word
_BACKSTEP_EM = 0.3  # a letter that starts this far left of the start of the one before begins a new word; the
# letters of a ligature share one box
_STAMP_LETTERS, _PICTURED_SHARE = 100, 0.4  # fewer on pictures that take this much of the page are stamped on a scan
_TURNED_CORE_SHARE = 0.1  # of a turned word's height at either end, which an area over it may leave free
_UNKNOWN = 0xFFFD
_SLANTED_SHARE = 0.1  # of its height; synthetic italics lean by 0.2
_NONE, _GENERATED, _REAL = 0, 1, 2

_void, _int = ctypes.c_void_p, ctypes.c_int
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
    """Nearly all of the page's letters are turned alike: it is read once it is turned clockwise by ``turn`` degrees."""

    def __init__(self, turn: int) -> None:
        super().__init__(f"text turned by {turn} degrees")
        self.turn = turn


class _Runs(NamedTuple):
    """What the text runs of a page share, a row a run; ``across`` is the size along the line, ``fonts`` handles.

    ``turn``: how the text is turned, 0 where it is upright; ``frame`` the view in which it is, which all places of its
    letters and words are in until the words are put on the page: one for all where no run is turned. ``slanted``: its
    letters lean more than their font draws them.
    """

    turn: _Array
    slanted: _Array
    frame: _Array
    baseline: _Array
    size: _Array
    across: _Array
    descent: _Array
    mcid: _Array
    visible: _Array
    order: _Array
    looks: Looks
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
    """A page's words in the order of its content stream, the stream's lines, whether both are an OCR's layer, and what
    the shapes of the letters say of them.

    Words that nobody can see and those that are ``struck`` out come last and are in no line; ``strokes`` strike them.
    """

    words: tuple[Word, ...]
    stream: tuple[StreamLine, ...]
    scanned: bool
    judgement: Judgement
    struck: tuple[Word, ...] = ()
    strokes: tuple[Ruling, ...] = ()


class Judge(NamedTuple):
    """What is remembered over a document's pages of its fonts and their glyphs."""

    fonts: FontNumbers
    layer: TextLayerJudge


def read_words(page: pypdfium2.PdfPage, paths: Shapes, view: Matrix, judge: Judge) -> PageText:
    """The text of a page as ``view`` shows it, letters that certainly aren't what the text layer says as U+FFFD; raises
    TurnedText where it isn't upright, and UnreadablePage."""
    textpage = page.get_textpage()
    try:
        with np.errstate(all="ignore"):  # a letter without size or place is out of sight, whatever it is divided by
            check_letters(textpage.count_chars())
            return _words(page, address_of(textpage.raw), textpage.count_chars(), paths, view, judge)
    finally:
        textpage.close()


def _words(page: pypdfium2.PdfPage, text: int, count: int, paths: Shapes, view: Matrix, judge: Judge) -> PageText:
    painting, height = paths.painting, page.get_size()[1]
    if count <= 0:
        return PageText((), (), False, NO_LETTERS)
    stored = codes_of(text, count)
    codes, places_of, halves = in_normal_form(stored.copy(), text)
    parting, kept = _partings(text, codes, places_of)
    if not len(kept):
        return PageText((), (), False, NO_LETTERS)
    at = places_of[kept]
    letter, places = pointer_to(text), at.tolist()
    boxes = _loose_boxes(letter, places)
    if halves:
        parts = np.flatnonzero(np.isin(at, list(halves)))
        others = _loose_boxes(letter, [halves[place] for place in at[parts].tolist()])
        boxes[parts, 0] = np.minimum(boxes[parts, 0], others[:, 0])
        boxes[parts, 2] = np.maximum(boxes[parts, 2], others[:, 2])
    objects = np.fromiter(map(_text_object, repeat(letter), places), np.uint64, len(kept))
    run_of = np.concatenate(([0], np.cumsum(objects[1:] != objects[:-1])))
    first = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
    runs = _read_runs(text, at[first], objects[first], painting, view)
    is_stamp = len(kept) < _STAMP_LETTERS and painting.pictures_share >= _PICTURED_SHARE
    if not is_stamp and (turn := sideways(runs.turn, np.diff(np.append(first, len(kept))))):
        raise TurnedText(turn)
    letters = codes[kept]
    turned = bool(runs.turn.any())
    frames = runs.frame[run_of] if turned else np.broadcast_to(runs.frame, (len(at), 6))
    edges = box_edges(boxes, frames if turned else runs.frame)
    names = {handle: style.font for handle, style in zip(runs.fonts, runs.styles, strict=True)}
    glyphs = LetterGlyphs(
        page, text, at, letters, frames, edges, runs.across[run_of], runs.size[run_of],
        painting.height - runs.baseline[run_of], np.array(runs.fonts, np.uint64)[run_of], objects, names,
    )  # fmt: skip
    shared = glyphs.shared()
    edges[shared, 1] = np.maximum(edges[shared, 1], edges[shared + 1, 0])  # a mark without width had a part of its own
    judgement = _judged(glyphs, stored[at], shared, runs, run_of, parting, judge)
    letters[judgement.lies] = _UNKNOWN
    _trim(text, at, letters, edges, runs, run_of, parting)
    codes[kept] = letters = with_private_codes(letters, runs.styles, run_of)
    upright = np.where(runs.turn == 0, runs.baseline, np.nan)
    struck, strokes = struck_letters(letters, edges, run_of, upright, runs.size, paths.rulings)
    starts = _word_starts(letters, edges, runs, run_of, parting, struck)
    placed = _placed(edges, runs, run_of, starts)
    last = np.append(starts[1:], len(letters)) - 1
    raised = _raised(placed, runs.size[placed.run], letters[starts], letters[last]) & (runs.turn[placed.run] == 0)
    placed = _on_page(placed, runs, height)
    placed, drawn, scanned = _in_sight(page, placed, runs, paths)
    if runs.looks.clips.any():
        unclipped = runs._replace(looks=runs.looks._replace(clips=np.zeros_like(runs.looks.clips)))
        whole = np.isin(starts, _word_starts(letters, edges, unclipped, run_of, parting, struck))
        begins = whole | ~_meets(placed, drawn, runs.size[placed.run])
        starts, drawn, raised, placed = starts[begins], drawn[begins], raised[begins], _joined(placed, begins)
    out = struck[starts] & drawn & (not scanned)
    drawn &= ~out
    unseen = np.repeat(~drawn | (runs.turn[placed.run] > 0), np.diff(np.append(starts, len(letters))))
    codes[kept[unseen]] = ord(" ")
    stream = stream_lines(codes, kept[~unseen], runs.baseline[run_of[~unseen]])
    words = _build(letters, runs, starts, placed, drawn, raised)
    struck_out = {int(word) for word in np.flatnonzero(out)}
    of_strokes = tuple(word for word in words if not word.drawn and word.order in struck_out)
    return PageText(words, stream, scanned, judgement, of_strokes, tuple(strokes) if struck_out else ())


def _judged(
    glyphs: LetterGlyphs,
    stored: _Array,
    shared: _Array,
    runs: _Runs,
    run_of: _Array,
    parting: _Array,
    judge: Judge,
) -> Judgement:
    """Which letters look like another character than the text layer has ``stored`` for each.

    Letters that go on in a glyph ``shared`` with the next have none of their own; neither has one that is put together.
    Slanted letters don't look like those that the shapes were learnt from.
    """
    letters, numbers = glyphs.codes, judge.fonts.of(runs.fonts)
    upright = runs.visible & is_square(runs.turn) & (runs.turn < MIRRORED) & ~runs.slanted
    font = np.where(upright, [numbers[handle] for handle in runs.fonts], -1)[run_of]
    begin, end = glyphs.edges.T
    font[shared] = font[shared + 1] = -1
    inside = np.append(parting[1:] == _NONE, False) | (parting == _NONE)
    unmapped = (letters == _UNKNOWN) & inside & (font >= 0)
    symbols = ~(inside | is_numeric(letters))  # a letter that stands alone may be a symbol's code
    font[(letters != stored) | symbols] = -1
    sides = np.zeros((len(letters), 2))
    sides[:, 1] = (end - begin) * 100 / glyphs.across
    numeric = np.flatnonzero(is_numeric(letters) & (font >= 0))
    sides[numeric] = glyphs.sides(numeric)
    left, right = np.nan_to_num(sides.round()).astype(np.int64).T
    return judge.layer.judge(PageGlyphs(font, letters, left, right), unmapped, glyphs)


def _loose_boxes(letter: Any, places: list[int]) -> _Array:
    boxes = np.empty((len(places), 4), np.float32)
    run_calls(map(_loose_box, repeat(letter), places, places_in(boxes)))
    return boxes


def _partings(text: int, codes: _Array, places_of: _Array) -> tuple[_Array, _Array]:
    """Per kept letter which space stands before it, and the letters' places among the ``codes``, which stand at
    ``places_of`` the stream."""
    blank = (codes <= 0x20) | ((codes >= 0x7F) & (codes <= 0xA0)) | ((codes >= 0x2000) & (codes <= 0x200A))
    blank |= (codes == 0x202F) | (codes == 0x205F) | (codes == 0x3000)
    real = blank & (codes > 0x20)
    spaces = np.flatnonzero(codes == 0x20)
    in_stream = places_of[spaces].tolist()
    real[spaces] = np.fromiter(map(_generated, repeat(pointer_to(text)), in_stream), np.int32, len(spaces)) == 0
    kept = np.flatnonzero(~blank)
    parting = np.full(len(kept), _NONE)
    parting[1:][kept[1:] - kept[:-1] > 1] = _GENERATED
    before = np.cumsum(real)[kept]
    parting[1:][before[1:] != before[:-1]] = _REAL
    parting[:1] = _REAL
    return parting, kept


def turn_of(page: pypdfium2.PdfPage) -> int:
    """By how many degrees clockwise a page stands to be turned for its text to be upright: 0, 90, 180 or 270."""
    textpage = page.get_textpage()
    try:
        count = max(0, textpage.count_chars())
        check_letters(count)
        matrices = np.zeros((count, 6), np.float32)
        run_calls(map(_matrix, repeat(address_of(textpage.raw)), range(count), rows_of(matrices)))
    finally:
        textpage.close()
    matrices = matrices[np.abs(matrices[:, :2]).sum(axis=1) > 0]
    return sideways(turns_of(seen_through(matrices, view_of(page))), np.ones(len(matrices)))


def _read_runs(text: int, first: _Array, objects: _Array, painting: Painting, view: Matrix) -> _Runs:
    count, letters, handles = len(first), first.tolist(), objects.tolist()
    matrices = np.zeros((count, 6), np.float32)
    run_calls(map(_matrix, repeat(text), letters, rows_of(matrices)))
    set_sizes = np.fromiter(map(_font_size, repeat(text), letters), np.float64, count)
    matrices[:, :4] *= np.where(set_sizes < 0, -1, 1)[:, None]  # a size below 0 turns its letters by half a turn
    seen = seen_through(matrices, view)
    turns, frames = turns_of(seen), np.array([view])
    if turns.any():
        frames = lines_of_turned(turns, view)
        seen = seen_through(matrices, frames)
    a, _, c, d, _, y = seen.T
    sizes = np.abs(set_sizes) * np.hypot(c, d)
    colours = np.zeros((count, 4), np.uint32)
    at = rows_of(colours)
    run_calls(map(_colour, handles, at, *(range(at.start + k, at.stop + k, at.step) for k in (4, 8, 12))))
    fonts: dict[int, Font] = {}
    font_handles = list(map(_font_of, handles))
    for handle in font_handles:
        if handle not in fonts:
            fonts[handle] = read_font(handle)
    mcids = np.fromiter(map(_mcid, handles), np.int64, count)
    orders = orders_of(handles, painting)
    return _Runs(
        turn=turns,
        slanted=np.abs(c) > _SLANTED_SHARE * np.abs(d),
        frame=frames,
        baseline=painting.height - y,
        size=sizes,
        across=np.abs(set_sizes) * a,
        descent=np.array([fonts[h].descent_em for h in font_handles]) * sizes,
        mcid=mcids,
        visible=is_visible(np.fromiter(map(_mode, handles), np.int64, count), colours[:, 3]),
        order=orders,
        looks=looks_of(handles, colours, orders, mcids),
        fonts=font_handles,
        styles=styles_of([fonts[h] for h in font_handles], sizes, colours),
    )


def _trim(text: int, kept: _Array, codes: _Array, edges: _Array, runs: _Runs, run_of: _Array, parting: _Array) -> None:
    """Cuts where each letter begins and ends along its line.

    Beside a space it goes no further than its advance: an f or a j reaches beyond its own and widens its box, and a
    stand-in for a font that isn't embedded can be wider than the printed letter. The boxes of slanting text are upright
    ones around its letters, so there it is the advance alone.
    """
    frames, slanting = runs.frame, np.zeros(len(kept), bool)
    if runs.turn.any():
        frames, slanting = frames[run_of], ~is_square(runs.turn)[run_of]
    after = np.flatnonzero((parting != _NONE) | slanting)
    origins = np.empty((len(after), 2), np.float64)
    places = places_in(origins), places_in(origins, 8)
    run_calls(map(_origin, repeat(pointer_to(text)), kept[after].tolist(), *places))
    a, _, c, _, e, _ = (frames[after] if len(frames) > 1 else frames).T
    edges[after, 0] = a * origins[:, 0] + c * origins[:, 1] + e
    ends = np.append(parting[1:] == _GENERATED, False)
    ends[1:] &= edges[1:, 0] != edges[:-1, 0]  # letters of a ligature share a box
    before = np.flatnonzero(ends | slanting)
    fonts = [runs.fonts[r] for r in run_of[before].tolist()]
    advances = np.zeros(len(before), np.float32)
    sizes = runs.across[run_of[before]].tolist()
    run_calls(map(_advance, fonts, codes[before].tolist(), sizes, rows_of(advances)))
    trimmed = np.where(slanting[before], np.inf, edges[before, 1])
    edges[before, 1] = np.where(advances > 0, np.minimum(trimmed, edges[before, 0] + advances), edges[before, 1])


def _word_starts(codes: _Array, edges: _Array, runs: _Runs, run_of: _Array, parting: _Array, struck: _Array) -> _Array:
    """The first letter of each word; ``parting`` says what space stands before a letter: none, generated or real, and
    ``struck`` which letters are struck out."""
    size, baseline, turn = runs.size[run_of], runs.baseline[run_of], runs.turn[run_of]
    em = np.maximum(size[1:], size[:-1])
    gap = (edges[1:, 0] - edges[:-1, 1]) / em
    step = (edges[1:, 0] - edges[:-1, 0]) / em
    rise = (baseline[:-1] - baseline[1:]) / em
    smaller = size[1:] < RAISED_SIZE_SHARE * size[:-1]
    larger = size[:-1] < RAISED_SIZE_SHARE * size[1:]
    least, most = RAISED_EM
    breaks = parting == _REAL
    breaks[1:] |= (turn[1:] != turn[:-1]) | (struck[1:] != struck[:-1])
    change = np.flatnonzero(run_of[1:] != run_of[:-1]) + 1
    unlike = runs.looks.unlike(run_of[change], run_of[change - 1])
    breaks[change] |= unlike | (runs.visible[run_of[change]] != runs.visible[run_of[change - 1]])
    wide = (gap >= WORD_GAP_EM) | ((parting[1:] == _GENERATED) & (gap >= _GENERATED_GAP_EM))
    line_end = np.append((step[1:] < 0) | (np.abs(rise[1:]) > most), True)
    pushed_hyphen = (codes[1:] == ord("-")) & (codes[:-1] >= ord("A")) & (gap < _HYPHEN_GAP_EM) & line_end
    breaks[1:] |= wide & ~pushed_hyphen
    breaks[1:] |= (step < -_BACKSTEP_EM) | (np.abs(rise) > most)
    breaks[1:] |= (smaller & (rise > least)) | (larger & (rise < -least))
    breaks[1:] |= set_apart(codes, size, rise)
    return np.flatnonzero(breaks)


def _placed(edges: _Array, runs: _Runs, run_of: _Array, starts: _Array) -> _Placed:
    run = run_of[starts]
    baseline = runs.baseline[run]
    bottom = baseline - runs.descent[run]
    x0, x1 = np.minimum.reduceat(edges[:, 0], starts), np.maximum.reduceat(edges[:, 1], starts)
    return _Placed(x0, x1, bottom - runs.size[run], bottom, baseline, run)


def _on_page(placed: _Placed, runs: _Runs, height: float) -> _Placed:
    """The same with the turned words' boxes around them on the page, their baselines at the boxes' lower sides."""
    turned = np.flatnonzero(runs.turn[placed.run])
    if not len(turned):
        return placed
    places = np.stack(placed[:4], axis=1)
    places[turned] = turned_back(places[turned], runs.turn[placed.run[turned]], height)
    x0, x1, top, bottom = places.T
    baseline = placed.baseline.copy()
    baseline[turned] = bottom[turned]
    return _Placed(x0, x1, top, bottom, baseline, placed.run)


def _in_sight(page: pypdfium2.PdfPage, placed: _Placed, runs: _Runs, paths: Shapes) -> tuple[_Placed, _Array, bool]:
    """The words with those put right that a clip cuts, which can be seen, and whether they are an OCR's layer.

    Of a map or drawing, which takes seconds to draw, the words without ink aren't told apart.
    """
    painting, (width, height) = paths.painting, page.get_size()
    size = runs.size[placed.run]
    in_page = (placed.x1 > 0) & (placed.x0 < width) & (placed.bottom > 0) & (placed.top < height)
    in_page &= is_legible(size, width, height)
    order = runs.order[placed.run]
    lower, core = placed.baseline, size
    if runs.turn.any():
        turned, tall = runs.turn[placed.run] > 0, placed.bottom - placed.top
        lower = np.where(turned, placed.bottom - _TURNED_CORE_SHARE * tall, lower)
        core = np.where(turned, (1 - 2 * _TURNED_CORE_SHARE) / CORE_TOP_EM * tall, size)
    in_sight = in_page & ~covered(placed.x0, placed.x1, lower, core, order, painting)
    visible = in_sight & runs.visible[placed.run] & ~under_scan(order, painting)
    boxes = np.stack([placed.x0, placed.top, placed.x1, placed.bottom], axis=1)
    ink = plain_ink(boxes) if paths.drawing else read_ink(page, boxes, placed.run, runs.looks, painting)
    rests = cut_rests(ink, visible & ink.seen, placed.baseline)
    visible &= ink.seen
    scanned = is_ocr_layer(painting, int(visible.sum()), len(visible))
    if scanned:
        return placed, in_sight, scanned
    return placed._replace(x0=ink.x0, x1=ink.x1), visible | rests, scanned


def _meets(placed: _Placed, drawn: _Array, size: _Array) -> _Array:
    """Which words go on where the one before ends, both to be seen: what a clip cuts of a word's later letters only
    doesn't part it."""
    meets = np.zeros(len(drawn), bool)
    gap = np.abs(placed.x0[1:] - placed.x1[:-1])
    meets[1:] = drawn[1:] & drawn[:-1] & (gap < WORD_GAP_EM * size[1:])
    return meets


def _joined(placed: _Placed, begins: _Array) -> _Placed:
    """The words from each that begins one to the next."""
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins)) - 1
    return _Placed(*(column[first] for column in placed))._replace(x1=placed.x1[last])


def _build(
    letters: _Array, runs: _Runs, starts: _Array, placed: _Placed, drawn: _Array, raised: _Array
) -> tuple[Word, ...]:
    text = letters.astype("<u4").tobytes().decode("utf-32-le")
    ends = np.append(starts[1:], len(letters))
    turns = runs.turn[placed.run]
    places = (placed.x0.astype(np.float64), placed.top, placed.x1.astype(np.float64), placed.bottom, placed.baseline)
    # fmt: off
    words = list(map(
        Word, [text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)],
        *(column.round(3).tolist() for column in places), [runs.styles[r] for r in placed.run.tolist()],
        runs.mcid[placed.run].tolist(), raised.tolist(), (turns == 0).tolist(), drawn.tolist(), range(len(starts)),
        turns.tolist(),
    ))
    # fmt: on
    lines = settled([word for word in words if word.drawn and word.upright])
    return (*lines, *(w for w in words if w.drawn and not w.upright), *(w for w in words if not w.drawn))


def _raised(placed: _Placed, size: _Array, first: _Array, last: _Array) -> _Array:
    """Which words are small and stand raised right after the word before them in the stream, or digits before other
    digits; ``first`` and ``last`` are the words' outer letters. A raised dash is a minus, no mark."""
    x0, x1, baseline = placed.x0, placed.x1, placed.baseline
    raised = np.zeros(len(x0), bool)
    larger = np.maximum(size[1:], size[:-1])
    rise = (baseline[:-1] - baseline[1:]) / larger
    apart = np.maximum(x0[1:] - x1[:-1], x0[:-1] - x1[1:])  # a mark before a number may be drawn after it
    near = np.abs(apart) < WORD_GAP_EM * 2 * larger
    mark = are_digits(last[1:]) & are_digits(first[1:])
    beside = are_digits(last[:-1]) | ((last[:-1] == ord(")")) & mark)
    share = np.where(mark & beside, MARK_SIZE_SHARE, RAISED_SIZE_SHARE)
    after = np.abs(x0[1:] - x1[:-1]) < WORD_GAP_EM * 2 * size[:-1]
    raised[1:] = (
        (after | (near & mark & beside))
        & (size[1:] < share * size[:-1])
        & (rise > RAISED_EM[0])
        & (rise < RAISED_EM[1])
        & ~are_dashes(first[1:])
    )
    before = near & are_digits(first[:-1]) & are_digits(last[:-1]) & (size[:-1] < MARK_SIZE_SHARE * size[1:])
    before &= (-rise > RAISED_EM[0]) & (-rise < RAISED_EM[1])
    before &= are_digits(first[1:]) | are_dashes(first[1:])
    raised[:-1] |= before
    return raised
