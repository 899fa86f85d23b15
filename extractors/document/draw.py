"""What was read of a page, drawn over its picture: words, rulings, fills, cells, headings, paragraphs, furniture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from extractors.document.model import Cell, Document, Table
from extractors.pdf.page import Page, Ruling, Word
from extractors.records import Box, box_around
from extractors.tables.page_tables import page_tables
from extractors.text.headings import Heading
from extractors.text.lines import Line, is_bullet
from extractors.text.paragraphs import Paragraph

Colour = tuple[int, int, int]

_GREY, _RED, _PURPLE, _TEAL = (130, 130, 130), (215, 30, 30), (140, 90, 200), (0, 150, 160)
_BLUE, _MAGENTA, _GREEN, _LIGHT_GREEN = (25, 80, 210), (225, 0, 190), (0, 125, 45), (110, 190, 110)
_ORANGE, _BROWN = (240, 135, 0), (130, 80, 30)
_LEGEND: tuple[tuple[str, Colour], ...] = (
    ("word", _GREY),
    ("ruling", _RED),
    ("fill", _PURPLE),
    ("symbol", _TEAL),
    ("cell row,col (header tinted, dashed: structure only)", _BLUE),
    ("conflict", _MAGENTA),
    ("heading level number", _GREEN),
    ("paragraph", _LIGHT_GREEN),
    ("furniture", _ORANGE),
    ("footnote", _BROWN),
    ("unassigned word", _RED),
)
_TEXT_PT = 6.5
_LEGEND_PT = 8.0
_HATCH_PT = 8.0
_DASH_PT = 4.0
_INSET_PT = 0.8


class Read(NamedTuple):
    """What one page's words became, box by box."""

    cells: list[tuple[Table, Cell]]
    headings: list[tuple[Heading, Box]]
    paragraphs: list[Box]
    furniture: list[Box]
    footnotes: list[Box]
    unassigned: list[Box]


def read_of(page: Page, document: Document) -> Read:
    """The document's blocks on this page; a header that the page repeats counts as furniture."""
    number = page.number
    headings = [(b, box) for b in document.blocks if isinstance(b, Heading) if (box := _on_page(b.paragraph, number))]
    paragraphs = [box for b in document.blocks if isinstance(b, Paragraph) if (box := _on_page(b, number))]
    cells = [(t, c) for t in document.tables for c in t.cells if c.page == number]
    furniture = [line for line in document.furniture if line.page == number]
    footnotes = [line for note in document.footnotes for line in note.lines if line.page == number]
    known = {word.order for line in _lines(document) if line.page == number for word in line.words}
    visible = [w for w in page.words if w.drawn and w.upright]
    repeated = [w for t in page_tables(page, visible) for w in t.words if w.order not in known]
    known.update(w.order for w in repeated)
    return Read(
        cells,
        headings,
        paragraphs,
        [line.box for line in furniture] + [w.box for w in repeated],
        [line.box for line in footnotes],
        [w.box for w in page.words if w.order not in known and not _is_item_mark(w)],
    )


def _on_page(paragraph: Paragraph, number: int) -> Box | None:
    boxes = [line.box for line in paragraph.lines if line.page == number and line.words]
    return box_around(boxes) if boxes else None


def _lines(document: Document) -> Iterable[Line]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (line for cell in block.cells for p in cell.paragraphs for line in p.lines)
        else:
            yield from (block.paragraph if isinstance(block, Heading) else block).lines
    yield from document.furniture
    yield from (line for note in document.footnotes for line in note.lines)


def _is_item_mark(word: Word) -> bool:
    """Whether it is the bullet of a list item, which the item's lines leave out."""
    return word.drawn and word.upright and is_bullet(word.text)


def draw_page(picture: Image.Image, page: Page, document: Document) -> Image.Image:
    """The page's picture with all that was read drawn over it, and below it a legend and the page's ledger."""
    scale = picture.width / page.width
    over = _Overlay(picture.size, scale)
    read = read_of(page, document)
    _draw_shapes(over, page)
    _draw_text(over, read)
    for table, cell in read.cells:
        _draw_cell(over, table, cell)
    drawn = Image.alpha_composite(picture.convert("RGBA"), over.image).convert("RGB")
    return _with_legend(drawn, _ledger_line(page, document), scale)


class _Overlay:
    """A transparent sheet over the page that is drawn on in points."""

    def __init__(self, size: tuple[int, int], scale: float) -> None:
        self.image = Image.new("RGBA", size, (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.scale = scale
        self.font = ImageFont.load_default(_TEXT_PT * scale)

    def box(
        self,
        box: Box,
        colour: Colour,
        *,
        width_pt: float = 0.5,
        tint: int = 0,
        opaque: int = 255,
        dashed: bool = False,
    ) -> None:
        """A frame, ``opaque`` and tinted by ``tint`` of 255."""
        corners = [v * self.scale for v in box]
        x0, top, x1, bottom = corners[0], corners[1], max(corners[2], corners[0]), max(corners[3], corners[1])
        if tint:
            sheet = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
            ImageDraw.Draw(sheet).rectangle((x0, top, x1, bottom), fill=(*colour, tint))
            self.image.alpha_composite(sheet)
        width = max(1, round(width_pt * self.scale))
        if dashed:
            for a, b in (((x0, top), (x1, top)), ((x1, top), (x1, bottom)), ((x0, bottom), (x1, bottom))):
                self.dashes(a, b, colour, width)
            self.dashes((x0, top), (x0, bottom), colour, width)
        else:
            self.draw.rectangle((x0, top, x1, bottom), outline=(*colour, opaque), width=width)

    def dashes(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: int) -> None:
        """A dashed line along an axis, in pixels."""
        length = max(end[0] - start[0], end[1] - start[1])
        step = _DASH_PT * self.scale
        ux, uy = (1, 0) if end[0] > start[0] else (0, 1)
        at = 0.0
        while at < length:
            to = min(at + step / 2, length)
            line = (start[0] + ux * at, start[1] + uy * at, start[0] + ux * to, start[1] + uy * to)
            self.draw.line(line, fill=(*colour, 255), width=width)
            at += step

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, *, opaque: int = 255) -> None:
        ends = tuple(v * self.scale for v in (x0, y0, x1, y1))
        self.draw.line(ends, fill=(*colour, opaque), width=max(1, round(0.5 * self.scale)))

    def label(self, x: float, y: float, text: str, colour: Colour) -> None:
        """A small label on white whose top right is at the point."""
        at = (max(0.0, x * self.scale - self.draw.textlength(text, font=self.font)), y * self.scale)
        self.draw.rectangle(self.draw.textbbox(at, text, font=self.font), fill=(255, 255, 255, 215))
        self.draw.text(at, text, fill=(*colour, 255), font=self.font)


def _draw_shapes(over: _Overlay, page: Page) -> None:
    for fill in page.fills:
        over.box(fill.box, _PURPLE)
        _hatch(over, fill.box)
    for word in page.words:
        over.box(word.box, _GREY, width_pt=0.25, opaque=120)
    for ruling in page.rulings:
        _draw_ruling(over, ruling)
    for mark in page.marks:
        over.box(mark.box, _TEAL, width_pt=1.0)


def _draw_ruling(over: _Overlay, ruling: Ruling) -> None:
    if ruling.vertical:
        over.line(ruling.at, ruling.start, ruling.at, ruling.end, _RED)
    else:
        over.line(ruling.start, ruling.at, ruling.end, ruling.at, _RED)


def _hatch(over: _Overlay, box: Box) -> None:
    """Falling lines at 45 degrees within the box."""
    at = box.x0 - box.height
    while at < box.x1:
        left, right = max(at, box.x0), min(at + box.height, box.x1)
        if right > left:
            over.line(left, box.top + left - at, right, box.top + right - at, _PURPLE, opaque=150)
        at += _HATCH_PT


def _draw_text(over: _Overlay, read: Read) -> None:
    for box in read.paragraphs:
        over.box(_grown(box, 1.5), _LIGHT_GREEN, width_pt=1.0)
    for boxes, colour in ((read.furniture, _ORANGE), (read.footnotes, _BROWN)):
        for box in boxes:
            over.box(_grown(box, 1.0), colour, width_pt=1.0)
    for box in read.unassigned:
        over.box(box, _RED, tint=110)
    for heading, box in read.headings:
        over.box(_grown(box, 1.5), _GREEN, width_pt=1.2)
        label = f"H{heading.level} {heading.number or ''}".strip()
        over.label(box.x0 - 3, box.top, label, _GREEN)


def _grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def _draw_cell(over: _Overlay, table: Table, cell: Cell) -> None:
    colour = _MAGENTA if cell.evidence == "conflict" else _BLUE
    inner = _grown(cell.box, -_INSET_PT)  # leaves the rulings to be seen
    over.box(inner, colour, width_pt=1.0, tint=45 if cell.is_header else 0, dashed=table.source == "structure")
    over.label(inner.x1 - 1.5, inner.top + 1, f"{cell.row},{cell.col}", colour)


def _ledger_line(page: Page, document: Document) -> str:
    count = next(c for c in document.ledger if c.page == page.number)
    reason = f" ({count.reader_reason})" if count.reader_reason else ""
    return (
        f"page {page.number} of {document.pages}: {count.words} words = {count.in_tables} in tables + {count.in_text}"
        f" in text + {count.in_furniture} in furniture + {count.unassigned} unassigned; read by {count.reader}{reason}"
    )


def _with_legend(picture: Image.Image, ledger: str, scale: float) -> Image.Image:
    """The picture with a strip below it: the ledger's line, and the colours' names in as many rows as they take."""
    font = ImageFont.load_default(_LEGEND_PT * scale)
    height = 1.6 * _LEGEND_PT * scale
    rows = _legend_rows(font, picture.width - height)
    sheet = Image.new("RGB", (picture.width, round(picture.height + height * (len(rows) + 1.5))), "white")
    sheet.paste(picture, (0, 0))
    draw = ImageDraw.Draw(sheet)
    draw.line((0, picture.height, picture.width, picture.height), fill="black")
    y = picture.height + 0.3 * height
    draw.text((height / 2, y), ledger, fill="black", font=font)
    for row in rows:
        y += height
        x = height / 2
        for text, colour in row:
            draw.rectangle((x, y + 0.1 * height, x + 0.5 * height, y + 0.6 * height), outline=colour, width=3)
            draw.text((x + 0.7 * height, y), text, fill=colour, font=font)
            x += 0.7 * height + font.getlength(text) + height
    return sheet


def _legend_rows(
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float
) -> Sequence[Sequence[tuple[str, Colour]]]:
    rows: list[list[tuple[str, Colour]]] = [[]]
    used = 0.0
    gap = font.getlength("MMMM")
    for text, colour in _LEGEND:
        needed = font.getlength(text) + gap
        if rows[-1] and used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append((text, colour))
        used += needed
    return rows
