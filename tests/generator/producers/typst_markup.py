"""The blocks as Typst markup."""

from __future__ import annotations

import json
from collections.abc import Sequence

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

_FONTS = {"sans": "Bitstream Vera Sans", "serif": "Libertinus Serif"}
_RULES = {
    "ruled": "0.6pt + luma(70)",
    "rows": "(bottom: 0.5pt + luma(150))",
    "zebra": "none",
    "plain": "none",
    "frame": "none",
}


def to_typst(draft: Draft) -> str:
    """The whole document."""
    setting = draft.setting
    flipped = "true" if setting.landscape else "false"
    running = _text(setting.title)
    preamble = f"""
#set document(title: {_quoted(setting.title)})
#set page(paper: "a4", flipped: {flipped}, margin: (x: 18mm, y: 20mm), header: text(8pt, fill: luma(90))[{running}],
  footer: context align(right, text(8pt, counter(page).display())))
#set text(font: ("{_FONTS[setting.font]}", "DejaVu Sans Mono"), size: {setting.size}pt,
  lang: "sv", hyphenate: {str(setting.hyphens).lower()})
#set par(spacing: 0.9em, leading: 0.55em)
#show heading: set block(above: 1.3em, below: 0.6em)
#show heading.where(level: 1): set text({setting.size * 1.7}pt, fill: rgb("{setting.accent}"))
#show heading.where(level: 2): set text({setting.size * 1.3}pt)
#show heading.where(level: 3): set text({setting.size * 1.1}pt)
#let dot(c) = box(circle(radius: 3.6pt, fill: rgb(c), stroke: none), baseline: 1pt) + h(3pt)
#let bar(w) = box(width: 50pt, height: 7pt, fill: luma(226), box(width: w, height: 7pt, fill: rgb("#4caf50")))
"""
    return preamble + "\n".join(_block(block, setting) for block in draft.blocks)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _text(text: str) -> str:
    """Content for words taken literally; '\\n' parts lines."""
    return "#linebreak()".join(f"#text({_quoted(part)})" for part in text.split("\n"))


def _block(block: Block, setting: Setting) -> str:
    if isinstance(block, Heading):
        if block.level == 0:
            return f'#v(20pt)\n#block(text({setting.size * 2.4}pt, weight: "bold")[{_text(block.text)}])\n'
        return f"#heading(level: {block.level})[{_text(block.whole)}]\n"
    if isinstance(block, Paragraph):
        return f"#par[{_runs(block)}]\n"
    if isinstance(block, Bullets):
        items = ", ".join(f"[{_text(item)}]" for item in block.items)
        return f"#{'enum' if block.ordered else 'list'}({items})\n"
    if isinstance(block, Table):
        return _table(block, setting)
    if isinstance(block, Box):
        fill = f'rgb("{block.fill}")' if block.fill else "none"
        look = f"width: 100%, stroke: 0.8pt + luma(130), fill: {fill}, inset: 6pt, breakable: false"
        return f"#block({look})[{_blocks(block.blocks, setting)}]\n"
    if isinstance(block, Beside):
        left, right = _blocks(block.left, setting), _blocks(block.right, setting)
        return f"#grid(columns: (1fr, 1fr), gutter: 14pt, [{left}], [{right}])\n"
    if isinstance(block, Columns):
        half = (len(block.blocks) + 1) // 2
        left, right = _blocks(block.blocks[:half], setting), _blocks(block.blocks[half:], setting)
        return f"#grid(columns: (1fr, 1fr), gutter: 16pt, [{left}], [{right}])\n"
    assert isinstance(block, PageBreak)
    return "#pagebreak(weak: true)\n"


def _blocks(blocks: Sequence[Block], setting: Setting) -> str:
    return "\n".join(_block(block, setting) for block in blocks)


def _runs(paragraph: Paragraph) -> str:
    runs = "".join(f"#strong[{_text(text)}]" if bold else _text(text) for text, bold in paragraph.runs)
    dot = f'#dot("{paragraph.dot}")' if paragraph.dot else ""
    return dot + (f"#emph[{runs}]" if paragraph.italic else runs)


def _table(table: Table, setting: Setting) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    stroke = "0.6pt + luma(100)" if table.framed else _RULES[setting.table_style]
    head = ", ".join(_cell(cell, setting, head=True) for row in table.rows[: table.header_rows] for cell in row)
    zebra = setting.table_style == "zebra" and not table.framed
    body = []
    for n, row in enumerate(table.rows[table.header_rows :]):
        fill = "#f1f4f7" if zebra and n % 2 == 0 else None
        body += [_cell(cell, setting, row_fill=fill) for cell in row]
    repeat = "true" if table.repeat_header else "false"
    header = f"table.header(repeat: {repeat}, {head}), " if head else ""
    above = "0pt" if table.tight else "1em"
    made = f"table(columns: ({columns}), stroke: {stroke}, inset: (x: 4pt, y: 3pt), {header}{', '.join(body)})"
    below = "0pt" if table.joined else "1em"
    frame = ", stroke: 0.7pt + luma(90)" if setting.table_style == "frame" else ""
    return (
        f"#block(above: {above}, below: {below}{frame})[#set text({setting.size * 0.9}pt, hyphenate: true)\n#{made}]\n"
    )


def _cell(cell: Cell, setting: Setting, *, head: bool = False, row_fill: str | None = None) -> str:
    fill = cell.fill or row_fill
    if head and setting.header_style in ("filled", "dark"):
        fill = "#dfe7ee" if setting.header_style == "filled" else setting.accent
    content = _text(cell.text) if cell.text else ""
    content = f"#box[{content}]" if cell.is_number else content
    if cell.mark:
        mark = _text(f"{cell.mark} ")
        content = (f'#text(fill: rgb("{cell.ink}"))[{mark}]' if cell.ink else mark) + content
    if (cell.bold and not (head and setting.header_style == "light")) and cell.text:
        content = f"#strong[{content}]"
    if head and setting.header_style == "dark":
        content = f"#text(fill: white)[{content}]"
    content = f"#emph[{content}]" if cell.italic and cell.text else content
    content = (f'#dot("{cell.dot}")' if cell.dot else "") + content
    content += f"#bar({cell.bar * 50:.0f}pt)" if cell.bar is not None else ""
    options = [f"align: {cell.align}"]
    options += [f'fill: rgb("{fill}")'] if fill else []
    options += [f"colspan: {cell.cols}"] if cell.cols > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += [] if setting.break_rows else ["breakable: false"]
    return f"table.cell({', '.join(options)})[{content}]"
