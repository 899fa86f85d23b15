"""The blocks as a flat OpenDocument text, for LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

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

_FONTS = {"sans": "Liberation Sans", "serif": "Liberation Serif"}
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "draw": "drawing:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)
_PAGE_MM = {False: (210, 297), True: (297, 210)}
_MARGIN_MM = 20
_BAR_MM = 18


def to_fodt(draft: Draft) -> str:
    """The whole document."""
    return _Writer(draft.setting).document(draft.blocks)


class _Writer:
    """Collects the automatic styles while the body is written."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.styles: dict[str, str] = {}
        self.width_mm = float(_PAGE_MM[setting.landscape][0] - 2 * _MARGIN_MM)

    def document(self, blocks: Sequence[Block]) -> str:
        body = self.blocks(blocks, self.width_mm)
        width, height = _PAGE_MM[self.setting.landscape]
        named = "".join(definition.replace("@@", name) for definition, name in self.styles.items())
        running = escape(self.setting.title)
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties
 style:font-name="{_FONTS[self.setting.font]}" fo:font-family="'{_FONTS[self.setting.font]}'"
 fo:font-size="{self.setting.size}pt" fo:language="sv" fo:country="SE"
 fo:hyphenate="{str(self.setting.hyphens).lower()}"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}mm" fo:page-height="{height}mm"
 fo:margin="{_MARGIN_MM}mm" style:print-orientation="{"landscape" if self.setting.landscape else "portrait"}"/>
<style:header-style><style:header-footer-properties fo:min-height="6mm" fo:margin-bottom="4mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="6mm"/></style:footer-style></style:page-layout>
{named}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
<style:header><text:p>{running}</text:p></style:header>
<style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""

    def style(self, family: str, properties: str) -> str:
        """The name of an automatic style with these properties."""
        definition = f'<style:style style:name="@@" style:family="{family}">{properties}</style:style>'
        return self.styles.setdefault(definition, f"{family[0]}{len(self.styles)}")

    def text_style(self, **marks: str) -> str:
        held = " ".join(f"fo:{key.replace('_', '-')}={quoteattr(value)}" for key, value in marks.items())
        return self.style("text", f"<style:text-properties {held}/>")

    def paragraph_style(self, properties: str = "", text: str = "") -> str:
        made = f"<style:paragraph-properties {properties}/>"
        return self.style("paragraph", made + (f"<style:text-properties {text}/>" if text else ""))

    def blocks(self, blocks: Sequence[Block], width: float) -> str:
        return "".join(self.block(block, width) for block in blocks)

    def block(self, block: Block, width: float) -> str:
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, Paragraph):
            runs = "".join(self.run(text, bold=bold, italic=block.italic) for text, bold in block.runs)
            return self.p(self.dot(block.dot) + runs, 'fo:margin-bottom="2mm"')
        if isinstance(block, Bullets):
            marks = [f"{n}. " if block.ordered else "• " for n in range(1, len(block.items) + 1)]
            hang = 'fo:margin-left="6mm" fo:text-indent="-4mm" fo:margin-bottom="1mm"'
            pairs = zip(marks, block.items, strict=True)
            return "".join(self.p(escape(mark) + self.run(item), hang) for mark, item in pairs)
        if isinstance(block, Table):
            return self.table(block, width)
        if isinstance(block, Box):
            return self.frame([[block.blocks]], width, block.fill or "#ffffff", "0.8pt solid #888888")
        if isinstance(block, Beside):
            return self.frame([[block.left, block.right]], width, None, None)
        if isinstance(block, Columns):
            half = (len(block.blocks) + 1) // 2
            return self.frame([[block.blocks[:half], block.blocks[half:]]], width, None, None)
        assert isinstance(block, PageBreak)
        return self.p("", 'fo:break-before="page"')

    def p(self, inner: str, properties: str = "", text: str = "") -> str:
        return f'<text:p text:style-name="{self.paragraph_style(properties, text)}">{inner}</text:p>'

    def heading(self, block: Heading) -> str:
        size = self.setting.size * (2.4, 1.7, 1.32, 1.12)[block.level]
        colour = f' fo:color="{self.setting.accent}"' if block.level == 1 else ""
        properties = 'fo:margin-top="4mm" fo:margin-bottom="1.5mm" fo:keep-with-next="always"'
        text = f'fo:font-size="{size:.1f}pt" fo:font-weight="bold"{colour}'
        if block.level == 0:
            return self.p(escape(block.text), properties, text)
        name = self.paragraph_style(properties, text)
        level = block.level
        return f'<text:h text:style-name="{name}" text:outline-level="{level}">{escape(block.whole)}</text:h>'

    def run(self, text: str, *, bold: bool = False, italic: bool = False, colour: str | None = None) -> str:
        marks = {"font_weight": "bold"} if bold else {}
        marks |= {"font_style": "italic"} if italic else {}
        marks |= {"color": colour} if colour else {}
        inner = "<text:line-break/>".join(escape(part) for part in text.split("\n"))
        if not marks or not text:
            return inner
        return f'<text:span text:style-name="{self.text_style(**marks)}">{inner}</text:span>'

    def shape(self, kind: str, width: float, height: float, fill: str) -> str:
        made = f'<style:graphic-properties draw:stroke="none" draw:fill="solid" draw:fill-color="{fill}"/>'
        name = self.style("graphic", made)
        size = f'svg:width="{width:.1f}mm" svg:height="{height:.1f}mm"'
        return f'<draw:{kind} text:anchor-type="as-char" draw:style-name="{name}" {size}/>'

    def dot(self, colour: str | None) -> str:
        return self.shape("ellipse", 2.6, 2.6, colour) + " " if colour else ""

    def frame(self, rows: list[list[list[Block]]], width: float, fill: str | None, border: str | None) -> str:
        """Cells that hold blocks: boxes, and what stands side by side."""
        each = width / len(rows[0])
        look = f'fo:padding="2mm" fo:border="{border or "none"}"' + (f' fo:background-color="{fill}"' if fill else "")
        cell = self.style("table-cell", f"<style:table-cell-properties {look}/>")
        body = "".join(
            f'<table:table-cell table:style-name="{cell}">{self.blocks(held, each - 4)}</table:table-cell>'
            for row in rows
            for held in row
        )
        row = f"<table:table-row>{body}</table:table-row>"
        return f"{self.start(width, [1.0] * len(rows[0]))}{row}</table:table>{self.p('')}"

    def start(self, width: float, shares: Sequence[float], *, tight: bool = False) -> str:
        gap = "" if tight else ' fo:margin-top="2mm"'
        properties = f'style:width="{width:.1f}mm" table:align="left"{gap}'
        name = self.style("table", f"<style:table-properties {properties}/>")
        total, columns = sum(shares), ""
        for share in shares:
            held = f'<style:table-column-properties style:column-width="{width * share / total:.2f}mm"/>'
            columns += f'<table:table-column table:style-name="{self.style("table-column", held)}"/>'
        return f'<table:table table:style-name="{name}">{columns}'

    def table(self, table: Table, width: float) -> str:
        zebra = self.setting.table_style == "zebra" and not table.framed
        rows, below = [], {}
        for n, row in enumerate(table.rows):
            head = n < table.header_rows
            fill = "#f1f4f7" if zebra and not head and (n - table.header_rows) % 2 == 0 else None
            rows.append(self.row(row, table, below, head=head, fill=fill))
        head = "".join(rows[: table.header_rows])
        if table.repeat_header and head:
            head = f"<table:table-header-rows>{head}</table:table-header-rows>"
        after = "" if table.joined else self.p("")
        made = self.start(width, table.widths, tight=table.tight)
        return f"{made}{head}{''.join(rows[table.header_rows :])}</table:table>{after}"

    def row(self, row: Sequence[Cell], table: Table, below: dict[int, int], *, head: bool, fill: str | None) -> str:
        """A row; ``below``: columns that cells of rows above go on in, and for how many rows."""
        keep = "auto" if self.setting.break_rows else "always"
        name = self.style("table-row", f'<style:table-row-properties fo:keep-together="{keep}"/>')
        cells, column, waiting = [], 0, list(row)
        while column < len(table.widths):
            if below.get(column, 0):
                below[column] -= 1
                cells.append("<table:covered-table-cell/>")
                column += 1
                continue
            cell = waiting.pop(0)
            cells.append(self.cell(cell, table, head=head, fill=fill) + "<table:covered-table-cell/>" * (cell.cols - 1))
            for covered in range(column, column + cell.cols):
                below[covered] = cell.rows - 1
            column += cell.cols
        return f'<table:table-row table:style-name="{name}">{"".join(cells)}</table:table-row>'

    def cell(self, cell: Cell, table: Table, *, head: bool, fill: str | None) -> str:
        setting, fill = self.setting, cell.fill or fill
        white = head and setting.header_style == "dark"
        if head and setting.header_style in ("filled", "dark"):
            fill = "#dfe7ee" if setting.header_style == "filled" else setting.accent
        look = 'fo:padding="1mm"' + (f' fo:background-color="{fill}"' if fill else "")
        if table.framed or setting.table_style == "ruled":
            look += ' fo:border="0.6pt solid #555555"'
        elif setting.table_style == "rows":
            look += ' fo:border-bottom="0.5pt solid #999999"'
        if cell.edge:
            look += f' fo:border-left="5pt solid {cell.edge}"'
        name = self.style("table-cell", f"<style:table-cell-properties {look}/>")
        spans = f' table:number-columns-spanned="{cell.cols}" table:number-rows-spanned="{cell.rows}"'
        bold = cell.bold and not (head and setting.header_style == "light")
        inner = self.dot(cell.dot) + (self.run(f"{cell.mark} ", colour=cell.ink) if cell.mark else "")
        inner += self.run(cell.text, bold=bold, italic=cell.italic, colour="#ffffff" if white else None)
        if cell.bar is not None:
            inner += self.shape("rect", max(_BAR_MM * cell.bar, 0.5), 2.4, "#4caf50")
            inner += self.shape("rect", max(_BAR_MM * (1 - cell.bar), 0.2), 2.4, "#e2e2e2")
        align = {"left": "start", "right": "end", "center": "center"}[cell.align]
        text = f'fo:font-size="{setting.size * 0.9:.1f}pt"'
        held = self.p(inner, f'fo:text-align="{align}"', text)
        return f'<table:table-cell table:style-name="{name}"{spans}>{held}</table:table-cell>'
