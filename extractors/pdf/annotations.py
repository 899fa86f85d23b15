"""What lies over a page's own content: values of form fields and typed notes are read as part of it, comments told.

A viewer shows fields and notes as part of the page, though its content stream doesn't hold them. pdfium draws them into
it (``FPDFPage_Flatten``), fields without an appearance too; from then on they are read as any other ink. What a ticked
box or a list means can't be seen from its drawing: their values become words.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.page import Page, Style, Told, Word
from extractors.records import Box

_DRAWN = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_STRIKEOUT})
_COMMENTS = frozenset(
    {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_CARET,
    }
)
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_BOXES = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_TICKED, _EMPTY = "☒", "☐"
_SIZE_IN = re.compile(r"([\d.]+)\s+Tf")
_USUAL_SIZE_PT = 10.0
_LETTER_EM, _PITCH_EM, _DESCENT_EM = 0.5, 1.2, 0.22  # of the sans-serif faces that viewers set notes in
_PARTS_OF_A_POINT = 16
_QUOTED = 60  # letters of a comment in a finding

_ATTACHMENT = b"/EmbeddedFile"  # type of an attached file's stream, in the open in every PDF that has one
_FOLDER = re.compile(r"^<\d+>|.*[/\\]")  # before its name: the number of a portfolio's folder, or a path
_DOCUMENTS = (".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".rtf")
_HEADER_BYTES = 1024  # within which a PDF says that it is one
_MOST_ATTACHMENTS, _MOST_BYTES = 500, 500_000_000  # of a document; of one of them


class Opened(NamedTuple):
    """A page with its fields and notes drawn into its content, the words that stand for others, and what is told."""

    page: pypdfium2.PdfPage
    words: list[Word]
    told: list[Told]


def prepare_forms(document: pypdfium2.PdfDocument) -> None:
    """Has pdfium make the appearances of fields that have none, as a viewer does; before any page is opened."""
    if document.get_formtype() in (raw.FORMTYPE_ACRO_FORM, raw.FORMTYPE_XFA_FOREGROUND):
        document.init_forms()


def open_page(document: pypdfium2.PdfDocument, index: int) -> Opened:
    """The page ``index`` (0-based) with what lies over it. Raises PdfiumError."""
    opened = Opened(document[index], [], [])
    count = raw.FPDFPage_GetAnnotCount(opened.page)
    if count <= 0:
        return opened
    drawn = [_is_to_draw(opened, place) for place in range(count)]
    if any(drawn) and raw.FPDFPage_Flatten(opened.page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        opened.page.close()
        return opened._replace(page=document[index])
    return opened


def with_notes(page: Page, opened: Opened) -> Page:
    """What was read of the page's content, with the words that stand over it and what is told of them."""
    shown = [word for word in page.words if word.drawn]
    hidden = [word for word in page.words if not word.drawn]
    words = [*shown, *(word._replace(order=len(page.words) + i) for i, word in enumerate(opened.words)), *hidden]
    return replace(page, words=tuple(words), told=(*page.told, *opened.told))


def turned_notes(opened: Opened, turn: int, page: Page) -> Opened:
    """The same for the page once it is turned clockwise by ``turn`` degrees; ``page`` is the turned one."""

    def turned(box: Box) -> Box:
        x0, top, x1, bottom = box
        return {
            90: Box(page.width - bottom, x0, page.width - top, x1),
            180: Box(page.width - x1, page.height - bottom, page.width - x0, page.height - top),
            270: Box(top, page.height - x1, bottom, page.height - x0),
        }[turn]

    boxes = [turned(word.box) for word in opened.words]
    words = [
        word._replace(x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, baseline=box.bottom)
        for word, box in zip(opened.words, boxes, strict=True)
    ]
    told = [one._replace(box=turned(one.box)) if one.box is not None else one for one in opened.told]
    return opened._replace(words=words, told=told)


def _is_to_draw(opened: Opened, place: int) -> bool:
    """Whether the annotation is to become part of the content; one that isn't is hidden from the flattening."""
    with _annotation(opened.page, place) as note:
        kind, flags = raw.FPDFAnnot_GetSubtype(note), raw.FPDFAnnot_GetFlags(note)
        if flags & _UNSEEN:
            draw = False
        elif kind == raw.FPDF_ANNOT_WIDGET and opened.page.formenv is not None:
            draw = _is_field_to_draw(opened, note)
        else:
            if kind == raw.FPDF_ANNOT_STRIKEOUT and not raw.FPDFAnnot_HasKey(note, b"AP"):
                _draw_strokes(note)
            draw = kind in _DRAWN and bool(raw.FPDFAnnot_HasKey(note, b"AP"))
            text = "" if draw else _string(note, b"Contents")
            if kind == raw.FPDF_ANNOT_FREETEXT:
                _write(opened, note, text)
            elif kind in _COMMENTS and text:
                message = "a comment on the page is no part of it and was not read"
                opened.told.append(Told("comment_left_out", "info", message, _box(opened.page, note)))
        if not draw:
            raw.FPDFAnnot_SetFlags(note, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
    return draw


def _draw_strokes(note: Any) -> None:
    """Gives a strikeout the appearance that a viewer makes: a line through the middle of each of its quadrangles."""
    strokes = []
    for index in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
        quad = raw.FS_QUADPOINTSF()
        raw.FPDFAnnot_GetAttachmentPoints(note, index, quad)
        start = (quad.x1 + quad.x3) / 2, (quad.y1 + quad.y3) / 2
        end = (quad.x2 + quad.x4) / 2, (quad.y2 + quad.y4) / 2
        strokes.append(f"{start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S")
    look = ctypes.create_string_buffer((" ".join(strokes) + "\0").encode("utf-16-le"))
    raw.FPDFAnnot_SetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, ctypes.cast(look, raw.FPDF_WIDESTRING))


def _is_field_to_draw(opened: Opened, note: Any) -> bool:
    """All but buttons, boxes to tick, lists, which show what could be chosen too, and what has no appearance."""
    form = opened.page.formenv
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind in _BOXES:
        box = _box(opened.page, note)
        opened.words.append(
            _word(_TICKED if raw.FPDFAnnot_IsChecked(form, note) else _EMPTY, box, box.x0, box.bottom, box.height)
        )
        return False
    draw = kind not in (raw.FPDF_FORMFIELD_LISTBOX, raw.FPDF_FORMFIELD_PUSHBUTTON) and raw.FPDFAnnot_HasKey(note, b"AP")
    if not draw and kind != raw.FPDF_FORMFIELD_PUSHBUTTON:
        _write(opened, note, _utf16(lambda *room: raw.FPDFAnnot_GetFormFieldValue(form, note, *room)))
    return bool(draw)


def _write(opened: Opened, note: Any, text: str) -> None:
    """The words of the text from the note's top left corner on, broken at its right edge, as a viewer sets them."""
    box = _box(opened.page, note)
    said = _SIZE_IN.search(_string(note, b"DA"))
    size = float(said[1]) if said and 0 < float(said[1]) <= box.height else min(_USUAL_SIZE_PT, box.height)
    letter = _LETTER_EM * size
    letters = max(1, int(box.width / letter)) if letter else 1
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, letters) or [""]]
    for number, line in enumerate(lines):
        bottom = box.top + size * (1 + _PITCH_EM * number)
        for found in re.finditer(r"\S+", line):
            opened.words.append(_word(found[0], box, box.x0 + letter * found.start(), bottom, size))


def _word(text: str, box: Box, x0: float, bottom: float, size: float) -> Word:
    style = Style("", round(size, 1), bold=False, italic=False, colour="#000000")
    x1 = min(max(box.x1, x0), x0 + _LETTER_EM * size * len(text))
    baseline = bottom - _DESCENT_EM * size
    return Word(
        text, x0, bottom - size, x1, bottom, baseline, style, -1, raised=False, upright=True, drawn=True, order=0
    )


def _box(page: pypdfium2.PdfPage, note: Any) -> Box:
    """Where the annotation stands on the displayed page, in points from its top left."""
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    width, height = (round(side * _PARTS_OF_A_POINT) for side in page.get_size())
    corners = []
    for x, y in ((rect.left, rect.top), (rect.right, rect.bottom)):
        dx, dy = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, ctypes.byref(dx), ctypes.byref(dy))
        corners.append((dx.value / _PARTS_OF_A_POINT, dy.value / _PARTS_OF_A_POINT))
    (ax, ay), (bx, by) = corners
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


@contextlib.contextmanager
def _annotation(page: pypdfium2.PdfPage, place: int) -> Iterator[Any]:
    note = raw.FPDFPage_GetAnnot(page, place)
    try:
        yield note
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    return _utf16(lambda *room: raw.FPDFAnnot_GetStringValue(note, key, *room)).strip()


def _utf16(ask: Callable[..., int]) -> str:
    """The text that a pdfium function writes as UTF-16 with an end mark; it says how many bytes it needs."""
    length = ask(None, 0)
    buffer = ctypes.create_string_buffer(length + 2)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").strip("\0")


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line if len(line) <= _QUOTED else line[: _QUOTED - 1] + '…'}'"


def attached_pdfs(data: bytes) -> dict[str, bytes]:
    """The PDFs attached to this one, or gathered in it where it is a portfolio, by names of which no two are alike."""
    if _ATTACHMENT not in data:
        return {}
    try:
        with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
            return {name: content for name, content in _attachments(document) if _is_pdf(content)}
    except pypdfium2.PdfiumError:
        return {}


def told_of_document(document: pypdfium2.PdfDocument) -> list[Told]:
    """What comes with the document and is on none of its pages: files attached to it, and a form of XFA."""
    told = []
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        message = "a form of XFA, whose pages only Adobe's programs draw, was not read; print it to a new PDF there"
        told.append(Told("unread_part", "warning", message, None))
    for name, content in _attachments(document):
        if _is_pdf(content):
            message = f"the PDF {_quoted(name)} is attached: 'kommunplan ingest' reads it as a document of its own"
        else:
            message = f"the file {_quoted(name)} is attached and was not read; save it as a PDF to have it read"
        is_document = _is_pdf(content) or name.lower().endswith(_DOCUMENTS)
        told.append(Told("attached_file", "warning" if is_document else "info", message, None))
    return told


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_HEADER_BYTES]


def _attachments(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    """Name and content of the attached files; of a name that comes again the second one is called 'name (2)'."""
    met: Counter[str] = Counter()
    for place in range(min(_MOST_ATTACHMENTS, raw.FPDFDoc_GetAttachmentCount(document))):
        attachment = raw.FPDFDoc_GetAttachment(document, place)
        whole = _utf16(partial(raw.FPDFAttachment_GetName, attachment))
        name = _FOLDER.sub("", whole) or f"bilaga {place + 1}"
        met[name] += 1
        yield name if met[name] == 1 else f"{name} ({met[name]})", _content(attachment)


def _content(attachment: Any) -> bytes:
    """The attached file's bytes; none where it is too large or damaged."""
    length = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attachment, None, 0, length) or length.value > _MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(length.value)
    raw.FPDFAttachment_GetFile(attachment, buffer, length.value, length)
    return buffer.raw
