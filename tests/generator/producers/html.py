"""The blocks as HTML, for Chromium and WeasyPrint."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

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

_FONTS = {"sans": "'Liberation Sans', 'DejaVu Sans', sans-serif", "serif": "'Liberation Serif', 'DejaVu Serif', serif"}
_HEAD_STYLES = {
    "filled": "background:#dfe7ee;font-weight:bold",
    "dark": "background:{accent};color:#fff;font-weight:bold",
    "bold": "font-weight:bold",
    "light": "font-weight:normal;color:#333",
}


def to_html(draft: Draft) -> str:
    """The whole document."""
    setting = draft.setting
    body = "\n".join(_block(block, setting) for block in draft.blocks)
    head = f"<meta charset='utf-8'><title>{escape(setting.title)}</title><style>{_css(setting)}</style>"
    return f"<!DOCTYPE html><html lang='sv'><head>{head}</head><body>{body}</body></html>"


def _css(setting: Setting) -> str:
    page = "A4 landscape" if setting.landscape else "A4"
    running = escape(setting.title, quote=False).replace('"', "")
    avoid = "" if setting.break_rows else "tr { break-inside: avoid; }"
    rules = {
        "ruled": "table.t td, table.t th { border: 0.6pt solid #444; }",
        "rows": "table.t td, table.t th { border-bottom: 0.5pt solid #999; }",
        "zebra": "",
        "plain": "",
        "frame": "table.t { border: 0.8pt solid #555; }",
    }[setting.table_style]
    head = _HEAD_STYLES[setting.header_style].format(accent=setting.accent)
    return f"""
@page {{ size: {page}; margin: 20mm 18mm; @top-left {{ content: "{running}"; font-size: 8pt; color: #555 }}
  @bottom-right {{ content: counter(page); font-size: 8pt }} }}
body {{ font-family: {_FONTS[setting.font]}; font-size: {setting.size}pt; line-height: 1.35; margin: 0; }}
h1 {{ font-size: {setting.size * 1.75}pt; color: {setting.accent}; margin: 16pt 0 6pt; break-after: avoid; }}
h2 {{ font-size: {setting.size * 1.35}pt; margin: 12pt 0 4pt; break-after: avoid; }}
h3 {{ font-size: {setting.size * 1.12}pt; margin: 10pt 0 3pt; break-after: avoid; }}
.title {{ font-size: {setting.size * 2.6}pt; font-weight: bold; margin: 30pt 0 10pt; }}
body {{ hyphens: {"auto" if setting.hyphens else "manual"}; }}
p {{ margin: 0 0 6pt; }} ul, ol {{ margin: 0 0 8pt; padding-left: 18pt; }}
table.t {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin: 8pt 0 12pt;
  font-size: {setting.size * 0.9}pt; }}
table.t.tight {{ margin-top: -12pt; }}
table.t td, table.t th {{ padding: 2.5pt 4pt; vertical-align: top; text-align: left; overflow-wrap: break-word; }}
table.t th {{ {head}; font-weight: {"normal" if setting.header_style == "light" else "bold"}; }}
{rules} table.framed td {{ border: 0.6pt solid #666 !important; }}
.box {{ border: 0.8pt solid #888; padding: 6pt 8pt; margin: 6pt 0; break-inside: avoid; }}
.two {{ column-count: 2; column-gap: 18pt; }}
.beside {{ display: flex; gap: 14pt; }} .beside > div {{ flex: 1; min-width: 0; }}
.dot {{ display: inline-block; width: 8pt; height: 8pt; border-radius: 50%; margin-right: 4pt; }}
.bar {{ display: inline-block; width: 50pt; height: 7pt; background: #e2e2e2; }}
.bar span {{ display: block; height: 7pt; background: #4caf50; }}
.break {{ break-after: page; }} {avoid}
"""


def _block(block: Block, setting: Setting) -> str:
    if isinstance(block, Heading):
        if block.level == 0:
            return f"<div class='title'>{escape(block.text)}</div>"
        return f"<h{block.level}>{escape(block.whole)}</h{block.level}>"
    if isinstance(block, Paragraph):
        runs = "".join(f"<b>{escape(t)}</b>" if bold else escape(t) for t, bold in block.runs)
        return f"<p>{_dot(block.dot)}{f'<i>{runs}</i>' if block.italic else runs}</p>"
    if isinstance(block, Bullets):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Table):
        return _table(block, setting)
    if isinstance(block, Box):
        fill = f" style='background:{block.fill}'" if block.fill else ""
        return f"<div class='box'{fill}>{_blocks(block.blocks, setting)}</div>"
    if isinstance(block, Beside):
        left, right = _blocks(block.left, setting), _blocks(block.right, setting)
        return f"<div class='beside'><div>{left}</div><div>{right}</div></div>"
    if isinstance(block, Columns):
        return f"<div class='two'>{_blocks(block.blocks, setting)}</div>"
    assert isinstance(block, PageBreak)
    return "<div class='break'></div>"


def _blocks(blocks: Sequence[Block], setting: Setting) -> str:
    return "".join(_block(block, setting) for block in blocks)


def _dot(colour: str | None) -> str:
    return f"<span class='dot' style='background:{colour}'></span>" if colour else ""


def _table(table: Table, setting: Setting) -> str:
    total = sum(table.widths)
    columns = "".join(f"<col style='width:{w / total * 100:.2f}%'>" for w in table.widths)
    head = "".join(_row(row, "th", None) for row in table.rows[: table.header_rows])
    zebra = setting.table_style == "zebra" and not table.framed
    body = "".join(
        _row(row, "td", "#f1f4f7" if zebra and n % 2 == 0 else None)
        for n, row in enumerate(table.rows[table.header_rows :])
    )
    if not table.repeat_header or not head:
        body, head = head + body, ""
    classes = "t" + (" tight" if table.tight else "") + (" framed" if table.framed else "")
    head = f"<thead>{head}</thead>" if head else ""
    return f"<table class='{classes}'><colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>"


def _row(row: Sequence[Cell], tag: str, fill: str | None) -> str:
    return f"<tr>{''.join(_cell(cell, tag, fill) for cell in row)}</tr>"


def _cell(cell: Cell, tag: str, row_fill: str | None) -> str:
    fill = cell.fill or row_fill
    style = (
        f"text-align:{cell.align};"
        + ("white-space:nowrap;" if cell.is_number else "")
        + (f"background:{fill};" if fill else "")
        + (f"border-left:5pt solid {cell.edge};" if cell.edge else "")
    )
    spans = (f" colspan={cell.cols}" if cell.cols > 1 else "") + (f" rowspan={cell.rows}" if cell.rows > 1 else "")
    text = "<br>".join(escape(part) for part in cell.text.split("\n"))
    text = f"<b>{text}</b>" if cell.bold and tag == "td" and text else text
    text = f"<i>{text}</i>" if cell.italic and text else text
    mark = f"<span style='color:{cell.ink or 'inherit'}'>{cell.mark}</span> " if cell.mark else ""
    bar = f"<span class='bar'><span style='width:{cell.bar * 100:.0f}%'></span></span>" if cell.bar is not None else ""
    return f'<{tag}{spans} style="{style}">{_dot(cell.dot)}{bar}{mark}{text}</{tag}>'
