"""Bytes of a PDF to pages: the door to pdfium, with plain pdfplumber behind it for pages that pdfium can't handle.

The drawn page is read through pdfium's character and path API by ctypes into numpy columns: one call a character and
property, none a character for what the whole text run shares. Raises a named ``UnreadablePdf`` for what can't be read.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.limits import check_size
from extractors.pdf.occlusion import Painting
from extractors.pdf.ocr import HOW_TO_RECOGNISE, NO_TEXT_LAYER, Recognise, recognised, unread_because
from extractors.pdf.page import Page, Tag, UnreadablePage
from extractors.pdf.paths import Shapes, read_paths
from extractors.pdf.pdfplumber_reader import read_plainly
from extractors.pdf.tags import read_tags
from extractors.pdf.visibility import read_sight
from extractors.pdf.words import TurnedText, read_words, turn_of

_TAIL_BYTES = 4096  # producers and mail gateways append up to a few kilobytes after the end mark
_ORIGIN_TOLERANCE_PT = 0.01


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
        for index in range(len(document)):
            if numbers is None or index + 1 in numbers:
                try:
                    page = _read_page(document, index, tagged, recognise)
                except Exception as error:
                    error.add_note(f"on page {index + 1}")
                    raise
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


def _read_page(document: pypdfium2.PdfDocument, index: int, tagged: bool, recognise: Recognise | None) -> Page:
    """One page as drawn, or as an OCR sees it where it has no usable text layer."""
    try:
        handle = document[index]
    except pypdfium2.PdfiumError as error:
        return _without_words(index + 1, (0.0, 0.0), f"damage ({error})")
    try:
        painting, page = _read_layer(document, handle, index + 1, tagged)
        cause = unread_because(page, painting)
        if cause is None or recognise is None:
            return replace(page, unread=cause)
        return recognised(page, _alone(document, index + 1), cause, recognise)
    except UnreadablePage as unreadable:
        return _without_words(index + 1, handle.get_size(), str(unreadable))
    except pypdfium2.PdfiumError as error:
        return _without_words(index + 1, handle.get_size(), f"damage ({error})")
    finally:
        handle.close()


def _read_layer(
    document: pypdfium2.PdfDocument, handle: pypdfium2.PdfPage, number: int, tagged: bool
) -> tuple[Painting, Page]:
    """The page through pdfium, or through pdfplumber where pdfium's coordinates would mislead; or UnreadablePage."""
    check_size(*handle.get_size())
    paths = read_paths(handle, *handle.get_size())
    tags = read_tags(handle.raw) if tagged else None
    reason = _odd_geometry(handle)
    if reason is None:
        try:
            return paths.painting, _read_drawn(handle, number, tags, paths)
        except TurnedText as turned:
            if turn := turn_of(handle):
                return _read_turned(document, number, turn)
            reason = str(turned)
    sight = read_sight(handle, paths.painting)
    return paths.painting, read_plainly(io.BytesIO(_alone(document, number)), number, tags, reason, sight)


def _read_turned(document: pypdfium2.PdfDocument, number: int, turn: int) -> tuple[Painting, Page]:
    """The page whose text lies on its side, as it stands once turned by ``turn`` degrees clockwise."""
    data = _alone(document, number, turn)
    with contextlib.closing(pypdfium2.PdfDocument(data)) as alone:
        handle = alone[0]
        painting = read_paths(handle, *handle.get_size()).painting
        sight = read_sight(handle, painting)
        handle.close()
    return painting, read_plainly(io.BytesIO(data), number, None, f"text turned by {turn} degrees", sight)


def upright_turn(handle: pypdfium2.PdfPage) -> int:
    """By how many degrees clockwise the page is turned for reading, beyond its own rotation: 0, 90 or 270."""
    return 0 if _odd_geometry(handle) is not None else turn_of(handle)


def _alone(document: pypdfium2.PdfDocument, number: int, turn: int = 0) -> bytes:
    """The page as a document of its own: pdfplumber parses all pages of one, and stumbles over each damaged one."""
    target = io.BytesIO()
    with contextlib.closing(pypdfium2.PdfDocument.new()) as alone:
        alone.import_pages(document, [number - 1])
        if turn:
            alone[0].set_rotation(turn)
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


def _odd_geometry(handle: pypdfium2.PdfPage) -> str | None:
    if handle.get_rotation():
        return "turned page"
    x0, y0, _, _ = handle.get_mediabox()
    if max(abs(x0), abs(y0)) > _ORIGIN_TOLERANCE_PT:
        return "page box away from the origin"
    if max(abs(a - b) for a, b in zip(handle.get_cropbox(), handle.get_mediabox(), strict=True)) > _ORIGIN_TOLERANCE_PT:
        return "cropped page"
    return None


def _read_drawn(handle: pypdfium2.PdfPage, number: int, tags: Tag | None, paths: Shapes) -> Page:
    width, height = handle.get_size()
    text = read_words(handle, width, height, paths.painting)
    return Page(
        number=number,
        width=width,
        height=height,
        words=text.words,
        rulings=paths.rulings,
        fills=paths.fills,
        marks=paths.marks,
        tags=tags,
        reader="pdfium",
        reader_reason=None,
        text_source="ocr" if text.scanned else "embedded",
        stream=text.stream,
    )
