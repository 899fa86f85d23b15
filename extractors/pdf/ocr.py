"""Pages without a usable text layer: which they are, and such a page with the words that an OCR saw on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.pdf.limits import MOST_PIXELS
from extractors.pdf.occlusion import SCAN_SHARE, Painting
from extractors.pdf.page import Page, Style, Word
from extractors.pdf.paths import picture_pixels
from extractors.records import Box

HOW_TO_RECOGNISE = "run OCR on it first, or install kommunplan[ocr] and Tesseract with Swedish (tesseract-ocr-swe)"
NO_TEXT_LAYER = "no text layer"
_WITHOUT_MEANING = "a text layer without meaning"
_STAMPED = "a scan with nothing but a stamp as text"
_PICTURED = "pictures of paper with hardly any text beside them"
RECOGNISABLE = frozenset({NO_TEXT_LAYER, _WITHOUT_MEANING, _STAMPED, _PICTURED})

_SCALE = 300 / 72  # pixels a point: what Tesseract is made for
_UNUSABLE_SHARE = 0.5  # of a page's letters without a meaning: fonts that don't say which letters they draw
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff]")  # unknown, or for private use
_STAMP_WORDS = 20  # at most; a scanned page of a protocol's annex has one of 5 ("Bilaga …, § 21")
_PICTURES_SHARE = 0.4  # of the page: tables put into a report as pictures take 0.46 to 0.61 of theirs
_PAPER_SHARE = 0.6  # of the pixels at least this light: scans of text have over 0.9, covers with a photo below 0.5
_PAPER_GREY = 200
_LEAST_CONFIDENCE = 30  # per cent: on 13 pages 3 of 23 words below it were right, 96 % of all others
_DESCENT_EM = 0.22


class RecognisedWord(NamedTuple):
    """A word as an OCR saw it, in pixels of the picture; ``confidence`` in per cent, ``size`` of its line's letters."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    confidence: float
    upright: bool


class RecognitionFailed(Exception):  # noqa: N818
    """The OCR gave up on a page; the message says why."""


Recognise = Callable[[bytes, float], Sequence[RecognisedWord]]
"""A document of one page, and the pixels a point to draw it with, to the words on it; raises RecognitionFailed.

It has to draw the page in a process of its own: pdfium keeps what drawing sets in its fonts, and would read the next
document's letters wider or narrower than before.
"""


def unread_because(page: Page, painting: Painting) -> str | None:
    """Why the page's text layer is of no use, one of RECOGNISABLE; None where it is, or where the page is empty."""
    drawn = [word for word in page.words if word.drawn]
    if not drawn:
        return NO_TEXT_LAYER if painting.objects else None
    letters = "".join(word.text for word in drawn)
    if len(_MEANINGLESS.findall(letters)) > _UNUSABLE_SHARE * len(letters):
        return _WITHOUT_MEANING
    few = page.text_source != "ocr" and len(drawn) <= _STAMP_WORDS
    if not few or painting.pictures_share < _PICTURES_SHARE or not _is_paper(painting):
        return None
    return _STAMPED if painting.pictures_share >= SCAN_SHARE else _PICTURED


def recognised(page: Page, alone: bytes, cause: str, recognise: Recognise) -> Page:
    """The page with what the OCR sees; printed words that mean something stay, and the OCR's at their places go.

    ``alone`` is the page as a document of its own. A word that the OCR doubts or that stands turned counts as one that
    isn't upright: it is no text.
    """
    scale = min(_SCALE, (MOST_PIXELS / max(1.0, page.width * page.height)) ** 0.5)
    try:
        found = recognise(alone, scale)
    except RecognitionFailed as failed:
        return replace(page, unread=f"{cause}, and {failed}")
    printed = [] if cause == _WITHOUT_MEANING else [word for word in page.words if word.drawn]
    words = [_word(word, scale) for word in found if word.text.strip()]
    words = [word for word in words if not any(_overlap(word.box, other.box) for other in printed)]
    hidden = [word for word in page.words if not word.drawn]
    ordered = [word._replace(order=i) for i, word in enumerate([*printed, *words, *hidden])]
    return replace(page, words=tuple(ordered), text_source="ocr", stream=(), tags=None, unread=None)


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


def _overlap(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom
