"""The plan's page, styles and running heads as OpenDocument XML."""

from __future__ import annotations

from collections.abc import Iterable

FILLS = {"head": "#d9e2f3", "band": "#f2f2f2"}
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
PAGE = """<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
fo:margin-top="1.5cm" fo:margin-bottom="1.4cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1.2cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>"""
FURNITURE = """<style:master-page style:name="Standard" style:page-layout-name="A4">
<style:header><text:p text:style-name="Furniture">Hudiksvalls kommun<text:tab/>Verksamhetsplan 2026–2028</text:p>
</style:header><style:footer>
<text:p text:style-name="Furniture">Samhällsbyggnadsnämnden<text:tab/><text:page-number text:select-page="current"/>
</text:p></style:footer></style:master-page>"""
RAISED = """<style:style style:name="Raised" style:family="text">
<style:text-properties style:text-position="super 60%"/></style:style>"""
BULLETS = """<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="0.1cm" text:min-label-width="0.35cm"/></text:list-level-style-bullet>
</text:list-style>"""


def framed(body: str, widths: Iterable[int]) -> str:
    """A flat OpenDocument text of ``body``, for tables with columns of these ``widths`` in millimetres."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles()}{BULLETS}</office:styles>"
        f"<office:automatic-styles>{PAGE}{RAISED}{_cell_styles(widths)}</office:automatic-styles>"
        f"<office:master-styles>{FURNITURE}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _style(name: str, text: str, paragraph: str = "", tab: str = "") -> str:
    """A paragraph style; ``tab``: the attributes of a tab stop at the right margin."""
    stop = f'<style:tab-stops><style:tab-stop style:position="16cm" style:type="right" {tab}/></style:tab-stops>'
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>'
        f"{stop if tab else ''}</style:paragraph-properties>"
        f'<style:text-properties fo:font-family="Carlito" {text}/></style:style>'
    )


def _styles() -> str:
    bold, blue, new = 'fo:font-weight="bold"', 'fo:color="#2f5496"', 'fo:break-before="page"'
    leaders = 'style:leader-style="dotted" style:leader-text="."'
    tabbed = "".join([
        _style("Toc1", 'fo:font-size="11pt"', tab=leaders),
        _style("Toc2", 'fo:font-size="11pt"', 'fo:margin-left="0.5cm"', leaders),
        _style("Furniture", 'fo:font-size="8.5pt" fo:color="#7f7f7f"', tab=" "),
    ])  # fmt: skip
    return tabbed + "".join([
        _style("Text", 'fo:font-size="11pt"', 'fo:margin-bottom="0.25cm" fo:line-height="112%"'),
        _style("Cover", f'fo:font-size="30pt" {blue}', 'fo:margin-top="7cm"'),
        _style("Under", 'fo:font-size="18pt"', 'fo:margin-bottom="0.4cm"'),
        _style("H1", f'fo:font-size="18pt" {blue}', f'{new} fo:margin-bottom="0.3cm"'),
        _style("H2", f'fo:font-size="14pt" {blue}', 'fo:margin-top="0.45cm" fo:margin-bottom="0.15cm"'),
        _style("H2new", f'fo:font-size="14pt" {blue}', f'{new} fo:margin-bottom="0.15cm"'),
        _style("New", 'fo:font-size="11pt"', f'{new} fo:margin-bottom="0.25cm"'),
        _style("H3", f'fo:font-size="12pt" {bold} {blue}', 'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm"'),
        _style("Caption", f'fo:font-size="9pt" fo:font-style="italic" {blue}',
               'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"'),
        _style("Note", 'fo:font-size="8pt"', 'fo:margin-top="0.05cm"'),
        _style("Cell", 'fo:font-size="9pt"'),
        _style("Head", f'fo:font-size="9pt" {bold}'),
        _style("Mid", f'fo:font-size="9pt" {bold}', 'fo:text-align="center"'),
        _style("Sum", f'fo:font-size="9pt" {bold}'),
        _style("Number", 'fo:font-size="9pt"', 'fo:text-align="right"'),
        _style("SumNumber", f'fo:font-size="9pt" {bold}', 'fo:text-align="right"'),
        _style("Point", 'fo:font-size="9pt"'),
    ])  # fmt: skip


def _cell_styles(widths: Iterable[int]) -> str:
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width / 10}cm"/></style:style>'
        for width in sorted(set(widths))
    )
    cells = "".join(
        f'<style:style style:name="cell-{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="0.5pt solid #000000" fo:padding="0.08cm" fo:background-color="{colour}"/></style:style>'
        for name, colour in (*FILLS.items(), ("None", "transparent"))
    )
    return columns + cells
