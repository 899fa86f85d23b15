"""Bytes of a PDF to pages: the door to pdfium.

The drawn page is read through pdfium's character and path API by ctypes into numpy columns: one call a character and
property, none a character for what the whole text run shares. All places are those of the page as it is shown: cropped,
rotated, and turned once more where nearly all of its text lies on its side. Raises a named ``UnreadablePdf`` for what
can't be read.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.annotations import open_page, prepare_forms, told_of_document, turned_notes, with_notes
from extractors.pdf.characters import told_of_unknown
from extractors.pdf.fonts import FontNumbers
from extractors.pdf.limits import check_size
from extractors.pdf.occlusion import Painting
from extractors.pdf.ocr import (
    HOW_TO_RECOGNISE,
    NO_TEXT_LAYER,
    UNTRUSTED,
    Recognise,
    parts_without_words,
    recognised,
    told_of_doubt,
    unread_because,
    with_parts,
)  # fmt: skip
from extractors.pdf.page import Page, Tag, Told, UnreadablePage
from extractors.pdf.paths import read_paths
from extractors.pdf.tags import read_tags
from extractors.pdf.views import view_of
from extractors.pdf.word_repair import told_of_struck, with_drawn_minus
from extractors.pdf.words import Judge, TurnedText, read_words
from extractors.trust.text_layer import TextLayerJudge, doubt_of

_DRAWING = Told(
    "drawing_page",
    "info",
    "the page is a map or a drawing: its words are kept, and no table was sought on it",
    None,
)
_TAIL_BYTES = 4096  # producers and mail gateways append up to a few kilobytes after the end mark


class UnreadablePdf(ValueError):  # noqa: N818
    """A file that can't be read as a PDF; the message is one line with the cause and the remedy."""


class EmptyFile(UnreadablePdf):
    """No bytes at all."""


class NotAPdf(UnreadablePdf):
    """The bytes are no PDF."""


class TruncatedPdf(UnreadablePdf):
    """The file ends before its end."""


class EncryptedPdf(UnreadablePdf):
    """A password is needed to open it."""


class NoTextLayer(UnreadablePdf):
    """Pages without any text: scanned, or an empty print."""


class DamagedPages(UnreadablePdf):
    """Not one of its pages can be read."""


def _refuse_unreadable(data: bytes) -> None:
    if not data:
        raise EmptyFile("the file is empty; fetch it again")
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf("not a PDF (no %PDF- header); export the document as PDF")
    if b"%%EOF" not in data[-_TAIL_BYTES:] and b"startxref" not in data[-_TAIL_BYTES:]:
        raise TruncatedPdf("the file is cut off (no end mark); fetch it again")


def _open(data: bytes) -> pypdfium2.PdfDocument:
    _refuse_unreadable(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise EncryptedPdf("encrypted with a password; save it without one") from error
        raise TruncatedPdf(f"damaged beyond repair ({error}); fetch it again or save it anew") from error
    if len(document) == 0:
        document.close()
        raise TruncatedPdf("no page can be found in it; fetch it again or save it anew")
    return document


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[tuple[pypdfium2.PdfDocument, bool]]:
    """The open document and whether it is tagged; UnreadablePdf where it can't be opened."""
    document = _open(data)
    try:
        prepare_forms(document)
        yield document, bool(raw.FPDFCatalog_IsTagged(document))
    finally:
        document.close()


def read_pages(
    data: bytes, numbers: frozenset[int] | None = None, recognise: Recognise | None = None
) -> Iterator[Page]:
    """The document's pages in order, one at a time in memory; only those in ``numbers`` (1-based) if given.

    A page without a usable text layer goes to ``recognise``; without that its words stay unread, and the page says so.
    Raises UnreadablePdf where the file can't be opened, and NoTextLayer or DamagedPages after the last
    page if none had a word.
    """
    with opened(data) as (document, tagged):
        words = 0
        causes = []
        judge = Judge(FontNumbers(), TextLayerJudge())
        for index in range(len(document)):
            if numbers is None or index + 1 in numbers:
                try:
                    page = _read_page(document, index, tagged, recognise, judge)
                except Exception as error:
                    error.add_note(f"on page {index + 1}")
                    raise
                if index == 0:
                    page = replace(page, told=(*told_of_document(document), *page.told))
                words += len(page.words)
                if page.unread is not None:
                    causes.append(f"page {page.number} has {page.unread}")
                yield page
        if not words and numbers is None:
            raise _nothing_read(len(document), causes, recognise)


def _nothing_read(pages: int, causes: list[str], recognise: Recognise | None) -> UnreadablePdf:
    """Why no word was read: for want of text layers, else what the first page that says so has."""
    other = [cause for cause in causes if not cause.endswith(NO_TEXT_LAYER)]
    if other:
        message = f"nothing can be read on its {pages} pages ({other[0]}); fetch it again or save it anew"
        return DamagedPages(message)
    scanned = f"no text layer on its {pages} pages (scanned?)"
    return NoTextLayer(f"{scanned}; {HOW_TO_RECOGNISE if recognise is None else 'and OCR saw no word on them'}")


def _read_page(
    document: pypdfium2.PdfDocument, index: int, tagged: bool, recognise: Recognise | None, judge: Judge
) -> Page:
    """One page as drawn, or as an OCR sees it where it has no usable text layer."""
    try:
        opened = open_page(document, index)
    except pypdfium2.PdfiumError as error:
        return _without_words(index + 1, (0.0, 0.0), f"damage ({error})")
    handle = opened.page
    try:
        tags = read_tags(handle.raw) if tagged else None
        try:
            page, painting = _read_layer(handle, index + 1, tags, judge)
        except TurnedText as turned:
            handle = _turned(document, index, handle, turned.turn)
            page, painting = _read_layer(handle, index + 1, tags, judge)
            page = replace(page, reader_reason=str(turned))
            opened = turned_notes(opened, turned.turn, page)
        page = with_notes(page, opened)
        cause = unread_because(page, painting)
        if cause is not None and recognise is not None:
            page = recognised(page, _alone(document, index + 1), cause, recognise)
        elif cause != UNTRUSTED:
            page = replace(page, unread=cause)
        if cause is None and (parts := parts_without_words(page, painting, document.raw, handle.raw)):
            page = with_parts(page, parts, _alone(document, index + 1), recognise)
        return replace(page, told=(*page.told, *told_of_unknown(page.words), *told_of_doubt(page)))
    except UnreadablePage as unreadable:
        return _without_words(index + 1, handle.get_size(), str(unreadable))
    except pypdfium2.PdfiumError as error:
        return _without_words(index + 1, handle.get_size(), f"damage ({error})")
    finally:
        handle.close()


def _turned(document: pypdfium2.PdfDocument, index: int, handle: pypdfium2.PdfPage, turn: int) -> pypdfium2.PdfPage:
    """The page opened anew, turned clockwise by ``turn`` degrees: pdfium orders text by how the page is shown."""
    handle.set_rotation((handle.get_rotation() + turn) % 360)
    handle.close()
    return document[index]


def _alone(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """The page as a document of its own."""
    target = io.BytesIO()
    with contextlib.closing(pypdfium2.PdfDocument.new()) as alone:
        alone.import_pages(document, [number - 1])
        alone.save(target)
    return target.getvalue()


def _without_words(number: int, size: tuple[float, float], cause: str) -> Page:
    return Page(
        number=number,
        width=size[0],
        height=size[1],
        words=(),
        rulings=(),
        fills=(),
        marks=(),
        tags=None,
        reader="pdfium",
        reader_reason=None,
        text_source="embedded",
        unread=cause,
    )


def _read_layer(handle: pypdfium2.PdfPage, number: int, tags: Tag | None, judge: Judge) -> tuple[Page, Painting]:
    """The page by its text layer, and how it is painted; raises TurnedText and UnreadablePage."""
    width, height = handle.get_size()
    check_size(width, height)
    view = view_of(handle)
    paths = read_paths(handle, width, height, view)
    text = read_words(handle, paths, view, judge)
    words, signs = with_drawn_minus(text.words, paths.rulings)
    of_text = {*text.strokes, *signs}
    page = Page(
        number=number,
        width=width,
        height=height,
        words=words,
        rulings=tuple(r for r in paths.rulings if r not in of_text) if of_text else paths.rulings,
        fills=paths.fills,
        marks=paths.marks,
        tags=tags,
        reader="pdfium",
        reader_reason=None,
        text_source="ocr" if text.scanned else "embedded",
        stream=text.stream,
        told=(*((_DRAWING,) if paths.drawing else ()), *told_of_struck(text.struck)),
        drawing=paths.drawing,
        figures=paths.figures,
        trust=text.judgement.trust,
        doubt=doubt_of(text.judgement),
    )
    return page, paths.painting
