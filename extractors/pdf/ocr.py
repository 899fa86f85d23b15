"""Pages without a usable text layer: which they are, and such a page with the words that an OCR saw on it."""

from __future__ import annotations

import contextlib
import ctypes
import io
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.limits import MOST_PIXELS
from extractors.pdf.occlusion import SCAN_SHARE, Painting
from extractors.pdf.page import Mark, Page, Ruling, Style, Told, Word
from extractors.pdf.paths import THIN_PT, drawn_picture, least_of, picture_pixels
from extractors.records import Box, box_around

HOW_TO_RECOGNISE = "run OCR on it first, or install kommunplan[ocr] and Tesseract with Swedish (tesseract-ocr-swe)"
NO_TEXT_LAYER = "no text layer"
_WITHOUT_MEANING = "a text layer without meaning"
_STAMPED = "a scan with nothing but a stamp as text"
_PICTURED = "pictures of paper with hardly any text beside them"
UNTRUSTED = "a text layer that isn't what it shows"
RECOGNISABLE = frozenset({NO_TEXT_LAYER, _WITHOUT_MEANING, _STAMPED, _PICTURED})

_Array = np.ndarray[Any, Any]

_SCALE = 300 / 72  # pixels a point: what Tesseract is made for
_UNUSABLE_SHARE = 0.5  # of a page's letters without a meaning: fonts that don't say which letters they draw
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff]")  # unknown, or for private use
_UNKNOWN = "\ufffd"
_STAMP_WORDS = 20  # at most; a scanned page of a protocol's annex has one of 5 ("Bilaga …, § 21")
_PICTURES_SHARE = 0.4  # of the page: tables put into a report as pictures take 0.46 to 0.61 of theirs
_PAPER_SHARE = 0.6  # of the pixels at least this light: scans of text have over 0.9, covers with a photo below 0.5
_PAPER_GREY = 200
_DARK_GREY, _LEAST_BRIGHT_SHARE, _PIXEL_STEP = 50, 0.2, 7
_LEAST_CONFIDENCE = 30  # per cent: on 13 pages 3 of 23 words below it were right, 96 % of all others
_LIKE_LINES, _BESIDE_PT = "|[]", 6.0  # a cell's inner margin at the most
_DESCENT_EM = 0.22

UNREAD_PICTURE = "unread_picture"  # the check of what an OCR would read
_PARTS, _PICTURE, _OUTLINES = "parts without words", "a picture of text", "text drawn as outlines"
_MOST_WORDS_OVER = 3
_SAME_ROW_EM, _FEWEST_ROWS, _FEWEST_PROSE_WORDS, _FEWEST_PROSE_LINES = 0.6, 3, 5, 6
_CHART = "a picture has words that are neither rows nor lines of text, as a chart has: they were not read"
_MOST_STRETCH = 1.25  # with which an OCR still reads well
_INK_GREY, _RULE_SHARE, _LINE_SHARE = (
    140,
    0.5,
    0.004,
)  # darker is ink; of a row or column: a line drawn; more: written on
_LEAST_PIXELS, _FEWEST_LINES, _ALIKE_SHARE, _WRITTEN_SHARE = 4, 4, 0.7, 0.1
_LARGEST_LETTER_PT, _SAME_LINE_PT, _NEXT_LINE_PT = 18.0, 1.0, 40.0
_FEWEST_LETTERS, _FEWEST_ON_LINE, _FEWEST_FORMS = 40, 4, 8


class RecognisedWord(NamedTuple):
    """A word as an OCR saw it, in pixels of the picture; ``confidence`` in per cent, ``size`` of its line's letters."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    confidence: float
    upright: bool


class Part(NamedTuple):
    """A part of a page that shows text without a text layer, what it is, the lines drawn in its picture, and how many
    times too high that is drawn."""

    what: str
    box: Box
    rulings: tuple[Ruling, ...]
    stretch: float = 1.0


class RecognitionFailed(Exception):  # noqa: N818
    """The OCR gave up on a page; the message says why."""


Recognise = Callable[[bytes, float], Sequence[RecognisedWord]]
"""A document of one page, and the pixels a point to draw it with, to the words on it; raises RecognitionFailed.

It has to draw the page in a process of its own: pdfium keeps what drawing sets in its fonts, and would read the next
document's letters wider or narrower than before.
"""


def is_recognisable(unread: str | None, told: Sequence[Told]) -> bool:
    """Whether an OCR would read more of a page of which this wasn't read, and is told."""
    return unread in RECOGNISABLE or any(one.check_name == UNREAD_PICTURE for one in told)


def unread_because(page: Page, painting: Painting) -> str | None:
    """Why the page's text layer is of no use, one of RECOGNISABLE; None where it is, or where the page is empty."""
    drawn = [word for word in page.words if word.drawn]
    if not drawn:
        return NO_TEXT_LAYER if painting.objects else None
    letters = "".join(word.text for word in drawn)
    if len(_MEANINGLESS.findall(letters)) > _UNUSABLE_SHARE * len(letters):
        return _WITHOUT_MEANING
    if page.doubt is not None:
        return UNTRUSTED
    few = page.text_source != "ocr" and len(drawn) <= _STAMP_WORDS
    if not few or painting.pictures_share < _PICTURES_SHARE or not _is_paper(painting):
        return None
    return _STAMPED if painting.pictures_share >= SCAN_SHARE else _PICTURED


def told_of_doubt(page: Page) -> tuple[Told, ...]:
    """What is told of a page whose text layer isn't to be trusted: its words are as an OCR sees them, or the letters
    that are untrue are left out."""
    if page.doubt is None:
        return ()
    if page.text_source == "ocr":
        done, remedy = "words with such letters are read as an OCR sees them", "compare them with the page"
    else:
        done, remedy = "those stand as \ufffd", HOW_TO_RECOGNISE
    return (
        Told("untrusted_text", "warning", f"{page.doubt}: {done}, and no number of it is verified; {remedy}", None),
    )


def recognised(page: Page, alone: bytes, cause: str, recognise: Recognise) -> Page:
    """The page with what the OCR sees; printed words that mean something stay, and the OCR's at their places go.

    ``alone`` is the page as a document of its own. A word that the OCR doubts or that stands turned counts as one that
    isn't upright: it is no text.
    """
    scale = min(_SCALE, (MOST_PIXELS / max(1.0, page.width * page.height)) ** 0.5)
    try:
        found = recognise(alone, scale)
    except RecognitionFailed as failed:
        if cause == UNTRUSTED:
            return page
        return replace(page, unread=f"{cause}, and {failed}")
    words = [_without_rules(_word(word, scale), page.rulings) for word in found]
    words = [word for word in words if word.text]
    if cause == UNTRUSTED:
        return replace(page, words=_corrected(page.words, words), text_source="ocr", stream=())
    printed = [] if cause == _WITHOUT_MEANING else [word for word in page.words if word.drawn]
    words = [word for word in words if not any(_overlap(word.box, other.box) for other in printed)]
    hidden = [word for word in page.words if not word.drawn]
    ordered = [word._replace(order=i) for i, word in enumerate([*printed, *words, *hidden])]
    return replace(page, words=tuple(ordered), text_source="ocr", stream=(), tags=None, unread=None)


def _corrected(printed: Sequence[Word], seen: Sequence[Word]) -> tuple[Word, ...]:
    """The printed words, those with letters that are untrue as the OCR sees them, where it sees them.

    The others' letters look like what the text layer says, and are surer than what an OCR makes of them.
    """
    words: list[Word] = []
    certain = [word for word in seen if word.upright]
    for word in printed:
        if _UNKNOWN not in word.text or not word.drawn:
            words.append(word)
            continue
        found = sorted((other for other in certain if _covers(word.box, other.box)), key=lambda other: other.x0)
        if len(found) == 1:
            words.append(word._replace(text=found[0].text))
        elif found:
            words += [word._replace(text=other.text, x0=other.x0, x1=other.x1) for other in found]
        elif not any(_covers(other.box, word.box) for other in certain):  # else it is a piece of one that is read
            words.append(word)
    return tuple(word._replace(order=i) for i, word in enumerate(words))


def _covers(box: Box, other: Box) -> bool:
    """Whether the middle of the other box is in this one."""
    return box.holds((other.x0 + other.x1) / 2, (other.top + other.bottom) / 2)


def parts_without_words(page: Page, painting: Painting, document: Any, handle_of_page: Any) -> list[Part]:
    """Where the page shows text that its text layer lacks: pictures of text, and letters drawn as outlines.

    ``document`` and ``handle_of_page`` are pdfium's.
    """
    found = [Part(_OUTLINES, box, ()) for box in _outlined(page.marks) if _is_bare(box, page)]
    for box, handle in painting.pictures:
        ink = _light(handle, document, handle_of_page) if _is_bare(box, page) else None
        if ink is not None and _shows_text(ink):
            stretch = (box.height / box.width) / (len(ink) / ink.shape[1])
            found.append(Part(_PICTURE, box, tuple(_rules(ink, box)), stretch))
    return found


def with_parts(page: Page, parts: Sequence[Part], alone: bytes, recognise: Recognise | None) -> Page:
    """The page with what the OCR sees in these parts, or with what is told of them. Outlines are no marks.

    ``alone`` is the page as a document of its own. No number of a page with such words is verified.
    """
    outlines = [part.box for part in parts if part.what == _OUTLINES]
    page = replace(page, marks=tuple(m for m in page.marks if not any(_overlap(m.box, box) for box in outlines)))
    stretch = max((part.stretch for part in parts), key=lambda s: abs(math.log(s)))
    seen = replace(page, words=())
    if recognise is not None:
        seen = recognised(seen, _unstretched(alone, stretch), _PARTS, recognise)
    if recognise is None or seen.unread is not None:
        failed = f" ({seen.unread})" if seen.unread else f"; {HOW_TO_RECOGNISE}"
        told = [Told(UNREAD_PICTURE, "warning", f"{part.what} was not read{failed}", part.box) for part in parts]
        return replace(page, told=(*page.told, *told))
    printed, hidden = [w for w in page.words if w.drawn], [w for w in page.words if not w.drawn]
    found = [_stretched(word, stretch) for word in seen.words if word.upright]
    inside = [word for word in found if any(_covers(part.box, word.box) for part in parts)]
    inside = [word for word in inside if not any(_overlap(word.box, other.box) for other in printed)]
    charts = [part for part in parts if not _reads_in_lines([w for w in inside if _covers(part.box, w.box)])]
    inside = [word for word in inside if not any(_covers(part.box, word.box) for part in charts)]
    page = replace(page, told=(*page.told, *(Told(UNREAD_PICTURE, "info", _CHART, part.box) for part in charts)))
    if not inside:
        return page
    words = [word._replace(order=i) for i, word in enumerate([*printed, *inside, *hidden])]
    told = [
        Told("recognised_part", "warning", f"{part.what} was read by OCR: compare it with the page", part.box)
        for part in parts
        if part not in charts
    ]
    rulings = (*page.rulings, *(rule for part in parts if part not in charts for rule in part.rulings))
    return replace(page, words=tuple(words), rulings=rulings, text_source="ocr", told=(*page.told, *told))


def _reads_in_lines(words: Sequence[Word]) -> bool:
    """Whether words are rows of a table, which begin with a label and go on with numbers, or lines of text; a chart's
    title, legend and axes are neither."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.baseline):
        if not lines or word.baseline - lines[-1][0].baseline > _SAME_ROW_EM * word.style.size:
            lines.append([])
        lines[-1].append(word)
    texts = [[word.text for word in sorted(line, key=lambda w: w.x0)] for line in lines]
    rows = sum(text[0][:1].isalpha() and sum(map(_is_number, text[1:])) > 1 for text in texts)
    prose = sum(sum(word.isalpha() for word in text) >= _FEWEST_PROSE_WORDS for text in texts)
    return rows >= _FEWEST_ROWS or prose >= _FEWEST_PROSE_LINES


def _is_number(text: str) -> bool:
    return sum(c.isdigit() for c in text) * 2 > len(text)


def _unstretched(alone: bytes, stretch: float) -> bytes:
    """The page squeezed until the picture in it, drawn ``stretch`` times too high, has letters of the usual form."""
    if 1 / _MOST_STRETCH <= stretch <= _MOST_STRETCH:
        return alone
    target = io.BytesIO()
    with contextlib.closing(pypdfium2.PdfDocument(alone)) as document:
        page = document[0]
        left, bottom, right, top = page.get_bbox()
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(1, 0, 0, 1 / stretch, 0, 0), None)
        page.set_mediabox(left, bottom / stretch, right, top / stretch)
        page.set_cropbox(left, bottom / stretch, right, top / stretch)
        page.close()
        document.save(target)
    return target.getvalue()


def _stretched(word: Word, stretch: float) -> Word:
    """The word where it stands on the page that was squeezed."""
    if 1 / _MOST_STRETCH <= stretch <= _MOST_STRETCH:
        return word
    top, bottom, baseline = word.top * stretch, word.bottom * stretch, word.baseline * stretch
    return word._replace(top=top, bottom=bottom, baseline=baseline)


def _is_bare(box: Box, page: Page) -> bool:
    """Whether the text layer has next to nothing there: a caption or a number at most."""
    return sum(_covers(box, word.box) for word in page.words if word.drawn) <= _MOST_WORDS_OVER


def _light(handle: int, document: Any, page: Any) -> _Array | None:
    """Which pixels of a picture are ink, a row each; None where it isn't mostly paper.

    A picture with a mask is asked as it is drawn: what the mask hides may be of any colour.
    """
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), width, height)
    pixels = picture_pixels(handle, MOST_PIXELS)
    if pixels is None or len(pixels) != width.value * height.value:
        return None
    some = least_of(pixels[::_PIXEL_STEP])
    if (some >= _PAPER_GREY).mean() >= _PAPER_SHARE:
        return least_of(pixels).reshape(height.value, width.value) < _INK_GREY
    bright = some[some >= _DARK_GREY]  # the rest may be what a mask hides
    if len(bright) < _LEAST_BRIGHT_SHARE * len(some) or (bright >= _PAPER_GREY).mean() < _PAPER_SHARE:
        return None
    grid = drawn_picture(handle, document, page, MOST_PIXELS)
    return grid < _INK_GREY if grid is not None and (grid >= _PAPER_GREY).mean() >= _PAPER_SHARE else None


def _shows_text(ink: _Array) -> bool:
    """Whether a picture is one of lines of text, as a table's: dark on light, in bands of like height.

    Of 80 light pictures in reports these were all 27 with tables or text, 5 organisation charts, and 14 of 40 charts.
    """
    ink = ink[:, ink.mean(axis=0) < _RULE_SHARE]
    share = ink.mean(axis=1) if ink.size else np.zeros(len(ink))
    heights = np.array([end - begin for begin, end in _runs((share > _LINE_SHARE) & (share <= _RULE_SHARE))])
    heights = heights[heights >= _LEAST_PIXELS] if len(heights) else heights
    if len(heights) < _FEWEST_LINES:
        return False
    usual = np.median(heights)
    alike = ((heights > usual / 2) & (heights < 2 * usual)).mean()
    return bool(
        alike >= _ALIKE_SHARE and usual < len(ink) / _FEWEST_LINES and heights.sum() >= _WRITTEN_SHARE * len(ink)
    )


def _runs(flags: _Array) -> list[tuple[int, int]]:
    """Where the flags are set: from and up to which place."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(int)))
    return [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]


def _rules(ink: _Array, box: Box) -> list[Ruling]:
    """The lines that run along most of the picture in the box, as far as their ink goes."""
    found = []
    for vertical, lines in ((False, ink), (True, ink.T)):
        along, across = (box.height, box.width) if vertical else (box.width, box.height)
        begin_at, across_at = (box.top, box.x0) if vertical else (box.x0, box.top)
        scale, step = along / lines.shape[1], across / lines.shape[0]
        for begin, end in _runs(lines.mean(axis=1) > _RULE_SHARE):
            inked = np.flatnonzero(lines[begin:end].any(axis=0))
            if (end - begin) * step <= THIN_PT:
                at = across_at + step * (begin + end) / 2
                found.append(Ruling(vertical, at, begin_at + scale * inked[0], begin_at + scale * (inked[-1] + 1)))
    return found


def _outlined(marks: Sequence[Mark]) -> list[Box]:
    """Where small drawn shapes stand side by side on three lines or more, of as many forms as letters have."""
    small = [
        m.box
        for m in marks
        if not m.picture and m.box.width <= _LARGEST_LETTER_PT and m.box.height <= _LARGEST_LETTER_PT
    ]
    if len(small) < _FEWEST_LETTERS:
        return []
    lines: list[list[Box]] = []
    for box in sorted(small, key=lambda b: b.bottom):
        if lines and box.bottom - lines[-1][0].bottom <= _SAME_LINE_PT:
            lines[-1].append(box)
        else:
            lines.append([box])
    regions: list[list[list[Box]]] = []
    for line in (line for line in lines if len(line) >= _FEWEST_ON_LINE):
        if regions and line[0].bottom - regions[-1][-1][0].bottom <= _NEXT_LINE_PT:
            regions[-1].append(line)
        else:
            regions.append([line])
    shapes = [[box for line in region for box in line] for region in regions if len(region) >= _FEWEST_LINES]
    return [box_around(boxes) for boxes in shapes if len(boxes) >= _FEWEST_LETTERS and _forms(boxes) >= _FEWEST_FORMS]


def _forms(boxes: Sequence[Box]) -> int:
    """How many widths and heights there are: dots of a chart have one, letters many."""
    return len({(round(box.width * 2), round(box.height * 2)) for box in boxes})


def _is_paper(painting: Painting) -> bool:
    scan = painting.largest_picture
    pixels = None if scan is None else picture_pixels(scan.handle, MOST_PIXELS)
    return pixels is not None and bool((pixels.min(axis=1) >= _PAPER_GREY).mean() >= _PAPER_SHARE)


def _word(word: RecognisedWord, scale: float) -> Word:
    size, baseline = word.size / scale, word.baseline / scale
    bottom = baseline + _DESCENT_EM * size
    return Word(
        unicodedata.normalize("NFC", word.text.strip()),
        word.x0 / scale,
        bottom - size,
        word.x1 / scale,
        bottom,
        baseline=baseline,
        style=Style("", round(size, 1), False, False, "#000000"),
        mcid=-1,
        raised=False,
        upright=word.upright and word.confidence >= _LEAST_CONFIDENCE,
        drawn=True,
        order=0,
    )


def _without_rules(word: Word, rulings: Sequence[Ruling]) -> Word:
    """The word without what the OCR took a table's line beside it for."""
    left, right = word.x0 - _BESIDE_PT, word.x1 + _BESIDE_PT
    if word.text == word.text.strip(_LIKE_LINES) or not any(
        ruling.vertical and left <= ruling.at <= right and ruling.start < word.bottom and word.top < ruling.end
        for ruling in rulings
    ):
        return word
    return word._replace(text=word.text.strip(_LIKE_LINES))


def _overlap(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom
