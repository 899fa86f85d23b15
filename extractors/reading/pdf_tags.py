"""A page's structure tree from pdfium: what the document itself says is a table, a row, a heading."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from extractors.reading.page import Tag

_DEEPEST = 60  # levels; deeper trees are damaged or hostile


def read_tags(page: Any) -> Tag | None:
    """The tree of one page as a root ``Tag`` of kind 'Page'; None where the page has none."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(raw.FPDF_StructTree_CountChildren(tree))]
        children = tuple(_read_element(top, 1) for top in tops if top)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return Tag("Page", (), children, 1, 1, None) if children else None


def _read_element(element: Any, depth: int) -> Tag:
    mcids: list[int] = []
    children: list[Tag] = []
    for index in range(raw.FPDF_StructElement_CountChildren(element) if depth < _DEEPEST else 0):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            children.append(_read_element(child, depth + 1))
        else:
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0:
                mcids.append(mcid)
    kind = _text(raw.FPDF_StructElement_GetType, element)
    cell = kind in ("TD", "TH")
    return Tag(
        kind=kind,
        mcids=tuple(mcids),
        children=tuple(children),
        row_span=_span(element, b"RowSpan") if cell else 1,
        col_span=_span(element, b"ColSpan") if cell else 1,
        alternative=(_text(raw.FPDF_StructElement_GetAltText, element) or None) if kind == "Figure" else None,
    )


def _text(getter: Any, element: Any) -> str:
    """The string a pdfium getter writes as UTF-16 into a buffer."""
    size = getter(element, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _span(element: Any, name: bytes) -> int:
    """RowSpan or ColSpan, 1 where it isn't given."""
    for index in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attributes = raw.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = raw.FPDF_StructElement_Attr_GetValue(attributes, name)
        number = ctypes.c_float()
        if value and raw.FPDF_StructElement_Attr_GetNumberValue(value, number) and number.value >= 1:
            return int(number.value)
    return 1
