"""The blocks as reportlab's flowables, and the PDF of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import reportlab
from reportlab.graphics.shapes import Circle, Drawing, Rect
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, ListFlowable, PageTemplate, Spacer
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from tests.generator.draft import (
    Beside,
    Block,
    Box,
    Bullets,
    Cell,
    Columns,
    Draft,
    Heading,
    PageBreak,
    Paragraph,
    Setting,
    Table,
)

_MARGIN_PT = 52
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
# What the standard fonts have of the glyphs: the nearest in ZapfDingbats or Symbol.
_GLYPHS = {
    **{glyph: ("ZapfDingbats", glyph) for glyph in "✔✘▲●■"},
    **{"◐": ("ZapfDingbats", "◗"), "○": ("ZapfDingbats", "❍"), "↗": ("ZapfDingbats", "➚"), "↘": ("ZapfDingbats", "➘")},
    **{glyph: ("Symbol", glyph) for glyph in "↑→↓"},
}


@cache
def _vera() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in (
        ("Vera", "Vera"),
        ("Vera-Bold", "VeraBd"),
        ("Vera-Italic", "VeraIt"),
        ("Vera-BoldItalic", "VeraBI"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-Italic", "Vera-BoldItalic")


def to_pdf(draft: Draft) -> bytes:
    """The whole document as PDF."""
    _vera()
    setting, target = draft.setting, io.BytesIO()
    size = landscape(A4) if setting.landscape else A4
    flow = _Flow(setting, size[0] - 2 * _MARGIN_PT)

    def running(canvas: Canvas, _document: Any) -> None:
        canvas.setFont(flow.font, 8)
        canvas.drawString(_MARGIN_PT, size[1] - 30, setting.title)
        canvas.drawRightString(size[0] - _MARGIN_PT, 26, str(canvas.getPageNumber()))

    document = BaseDocTemplate(target, pagesize=size, invariant=1, title=setting.title)
    frame = Frame(_MARGIN_PT, _MARGIN_PT, size[0] - 2 * _MARGIN_PT, size[1] - 2 * _MARGIN_PT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", frame, onPage=running))
    document.build(flow.blocks(draft.blocks))
    return target.getvalue()


class _Flow:
    def __init__(self, setting: Setting, width: float) -> None:
        self.setting, self.width = setting, width
        sans = "Vera" if setting.tagged else "Helvetica"  # reportlab makes no tags: embedded or standard font instead
        self.font = "Times-Roman" if setting.font == "serif" else sans

    def style(self, factor: float = 1.0, **more: Any) -> ParagraphStyle:
        size = self.setting.size * factor
        return ParagraphStyle("s", splitLongWords=1, fontName=self.font, fontSize=size, leading=size * 1.28, **more)

    def blocks(self, blocks: Sequence[Block], width: float | None = None) -> list[Flowable]:
        return [flowable for block in blocks for flowable in self.block(block, width or self.width)]

    def block(self, block: Block, width: float) -> list[Flowable]:
        if isinstance(block, Heading):
            factor = (2.4, 1.7, 1.32, 1.12)[block.level]
            colour = colors.HexColor(self.setting.accent) if block.level == 1 else colors.black
            style = self.style(factor, textColor=colour, keepWithNext=1, spaceBefore=10, spaceAfter=4)
            return [Text(f"<b>{self.words(block.whole)}</b>", style)]
        if isinstance(block, Paragraph):
            return [self.paragraph(block, width)]
        if isinstance(block, Bullets):
            items = [Text(self.words(item), self.style()) for item in block.items]
            kind = (
                {"bulletType": "1", "bulletFormat": "%s."} if block.ordered else {"bulletType": "bullet", "start": "•"}
            )
            return [
                ListFlowable(items, leftIndent=18, bulletFontName=self.font, bulletFontSize=self.setting.size, **kind),
                Spacer(1, 6),
            ]
        if isinstance(block, Table):
            return self.table(block, width)
        if isinstance(block, Box):
            style = [("BOX", (0, 0), (-1, -1), 0.8, colors.grey), ("LEFTPADDING", (0, 0), (-1, -1), 7)]
            style += [("BACKGROUND", (0, 0), (-1, -1), colors.HexColor(block.fill))] if block.fill else []
            return [Spacer(1, 4), Grid([[self.blocks(block.blocks, width - 16)]], [width], style=style), Spacer(1, 6)]
        if isinstance(block, Beside):
            half = (width - 14) / 2
            style = [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
            cells = [[self.blocks(block.left, half), "", self.blocks(block.right, half)]]
            return [Grid(cells, [half, 14, half], style=style), Spacer(1, 4)]
        if isinstance(block, Columns):
            half = (len(block.blocks) + 1) // 2
            return self.block(Beside(block.blocks[:half], block.blocks[half:]), width)
        assert isinstance(block, PageBreak)
        return [NewPage()]

    def words(self, text: str) -> str:
        """Markup of the words; what the font lacks from another one."""
        made = []
        for letter in escape(text, quote=False).replace("\n", "<br/>"):
            if letter in _GLYPHS:
                font, shown = _GLYPHS[letter]
                made.append(f'<font name="{font}">{shown}</font>')
            elif letter in "≥≤−" and self.font != "Vera":
                made.append(f'<font name="Symbol">{letter}</font>')
            else:
                made.append(letter)
        return "".join(made)

    def paragraph(self, block: Paragraph, width: float) -> Flowable:
        runs = "".join(f"<b>{self.words(t)}</b>" if bold else self.words(t) for t, bold in block.runs)
        text = Text(f"<i>{runs}</i>" if block.italic else runs, self.style(spaceAfter=6))
        return _beside(_dot(block.dot), text, width) if block.dot else text

    def table(self, table: Table, width: float) -> list[Flowable]:
        setting, total = self.setting, sum(table.widths)
        widths = [width * w / total for w in table.widths]
        count = len(widths)
        held: list[list[Any]] = [["" for _ in range(count)] for _ in table.rows]
        taken: set[tuple[int, int]] = set()
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        style += [(f"{side}PADDING", (0, 0), (-1, -1), 4) for side in ("LEFT", "RIGHT")]
        style += [(f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("TOP", "BOTTOM")]
        style += self._rules(table)
        for r, row in enumerate(table.rows):
            c = 0
            for cell in row:
                while (c, r) in taken:
                    c += 1
                end = (c + cell.cols - 1, r + cell.rows - 1)
                taken |= {(x, y) for x in range(c, end[0] + 1) for y in range(r, end[1] + 1)}
                if end != (c, r):
                    style.append(("SPAN", (c, r), end))
                if cell.fill:
                    style.append(("BACKGROUND", (c, r), end, colors.HexColor(cell.fill)))
                if cell.edge:
                    style.append(("LINEBEFORE", (c, r), end, 5, colors.HexColor(cell.edge)))
                held[r][c] = self.cell(cell, sum(widths[c : end[0] + 1]) - 8, head=r < table.header_rows)
        spanned = any(cell.rows > 1 for row in table.rows for cell in row)
        grid = Grid(
            held,
            widths,
            style=style,
            repeatRows=table.header_rows if table.repeat_header else 0,
            splitInRow=int(setting.break_rows and not spanned),
        )
        return [*([] if table.tight else [Spacer(1, 6)]), grid, *([] if table.joined else [Spacer(1, 10)])]

    def _rules(self, table: Table) -> list[tuple[Any, ...]]:
        setting, rules = self.setting, list[tuple[Any, ...]]()
        whole, head = ((0, 0), (-1, -1)), ((0, 0), (-1, table.header_rows - 1))
        if setting.table_style == "zebra" and not table.framed:
            rules += [
                ("BACKGROUND", (0, r), (-1, r), colors.HexColor("#f1f4f7"))
                for r in range(table.header_rows, len(table.rows), 2)
            ]
        if table.header_rows and setting.header_style in ("filled", "dark"):
            fill = "#dfe7ee" if setting.header_style == "filled" else setting.accent
            rules.append(("BACKGROUND", *head, colors.HexColor(fill)))
        if table.framed or setting.table_style == "ruled":
            rules.append(("GRID", *whole, 0.6, colors.HexColor("#555555")))
        elif setting.table_style == "frame":
            rules.append(("BOX", *whole, 0.7, colors.HexColor("#555555")))
        elif setting.table_style == "rows":
            rules.append(("LINEBELOW", *whole, 0.5, colors.HexColor("#999999")))
        return rules

    def cell(self, cell: Cell, width: float, *, head: bool) -> Any:
        white = head and self.setting.header_style == "dark"
        bold = cell.bold and not (head and self.setting.header_style == "light")
        style = self.style(0.9, alignment=_ALIGN[cell.align], textColor=colors.white if white else colors.black)
        text = self.words(cell.text.replace(" ", "\u00a0") if cell.is_number else cell.text)
        text = f"<b>{text}</b>" if bold else text
        text = f"<i>{text}</i>" if cell.italic else text
        if cell.mark:
            mark = self.words(cell.mark)
            text = f'<font color="{cell.ink}">{mark}</font> {text}' if cell.ink else f"{mark} {text}"
        if cell.bar is not None:
            drawing = Drawing(50, 8)
            drawing.add(Rect(0, 0, 50, 7, fillColor=colors.HexColor("#e2e2e2"), strokeColor=None))
            drawing.add(Rect(0, 0, 50 * cell.bar, 7, fillColor=colors.HexColor("#4caf50"), strokeColor=None))
            return drawing
        made = Text(text, style)
        if cell.dot:
            return _beside(_dot(cell.dot), made, width)
        return [made] if text else ""


def _dot(colour: str | None) -> Drawing:
    drawing = Drawing(9, 9)
    drawing.add(Circle(4, 3.5, 3.6, fillColor=colors.HexColor(colour or "#000000"), strokeColor=None))
    return drawing


def _beside(left: Flowable, right: Flowable, width: float) -> Flowable:
    bare = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return Grid([[left, right]], [12, width - 12], style=[*bare, ("VALIGN", (0, 0), (-1, -1), "TOP")], hAlign="LEFT")
