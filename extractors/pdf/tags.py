"""A page's structure tree from pdfium: what the document itself says is a table, a row, a heading."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

from extractors.pdf.calls import address_of, letter_call, pointer_to
from extractors.pdf.limits import LARGEST_SPAN, MOST_TAGS
from extractors.pdf.page import Tag

_DEEPEST = 60  # levels; deeper trees are damaged or hostile
_TEXT_BYTES = 256  # of UTF-16; longer texts are asked for again with their length
_LENGTH = ctypes.c_ulong(_TEXT_BYTES)

_count_tops = letter_call("FPDF_StructTree_CountChildren", ctypes.c_int)
_top = letter_call("FPDF_StructTree_GetChildAtIndex", ctypes.c_size_t)
_count_children = letter_call("FPDF_StructElement_CountChildren", ctypes.c_int)
_child = letter_call("FPDF_StructElement_GetChildAtIndex", ctypes.c_size_t)
_child_mcid = letter_call("FPDF_StructElement_GetChildMarkedContentID", ctypes.c_int)
_kind = letter_call("FPDF_StructElement_GetType", ctypes.c_ulong)
_alternative = letter_call("FPDF_StructElement_GetAltText", ctypes.c_ulong)
_count_attributes = letter_call("FPDF_StructElement_GetAttributeCount", ctypes.c_int)
_attributes = letter_call("FPDF_StructElement_GetAttributeAtIndex", ctypes.c_size_t)
_attribute = letter_call("FPDF_StructElement_Attr_GetValue", ctypes.c_size_t)
_number = letter_call("FPDF_StructElement_Attr_GetNumberValue", ctypes.c_int)


class _TooManyTags(Exception):  # noqa: N818
    """Elements that hold each other twice over and over have no end."""


class _Tree:
    """What the elements of one tree share: where pdfium writes texts to, and how many more may be read."""

    def __init__(self) -> None:
        self.buffer = ctypes.create_string_buffer(_TEXT_BYTES)
        self.left = MOST_TAGS


def read_tags(page: Any) -> Tag | None:
    """The tree of one page as a root ``Tag`` of kind 'Page'; None where the page has none, or one without an end."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        handle = pointer_to(address_of(tree))
        tops = [_top(handle, i) for i in range(_count_tops(handle))]
        within = _Tree()
        children = tuple(_read_element(top, 1, within) for top in tops if top)
    except _TooManyTags:
        return None
    finally:
        raw.FPDF_StructTree_Close(tree)
    return Tag("Page", (), children, 1, 1, None) if children else None


def _read_element(address: int, depth: int, tree: _Tree) -> Tag:
    tree.left -= 1
    if tree.left < 0:
        raise _TooManyTags
    element = pointer_to(address)
    mcids: list[int] = []
    children: list[Tag] = []
    for index in range(_count_children(element) if depth < _DEEPEST else 0):
        child = _child(element, index)
        if child:
            children.append(_read_element(child, depth + 1, tree))
        else:
            mcid = _child_mcid(element, index)
            if mcid >= 0:
                mcids.append(mcid)
    kind = _text(_kind, element, tree.buffer)
    cell = kind in ("TD", "TH")
    return Tag(
        kind,
        tuple(mcids),
        tuple(children),
        row_span=_span(element, b"RowSpan") if cell else 1,
        col_span=_span(element, b"ColSpan") if cell else 1,
        alternative=(_text(_alternative, element, tree.buffer) or None) if kind == "Figure" else None,
    )


def _text(getter: Callable[..., Any], element: Any, buffer: ctypes.Array[ctypes.c_char]) -> str:
    """The string a pdfium getter writes as UTF-16 into a buffer."""
    size = getter(element, buffer, _LENGTH)
    if size > _TEXT_BYTES:
        buffer = ctypes.create_string_buffer(size)
        getter(element, buffer, ctypes.c_ulong(size))
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace") if size > 2 else ""


def _span(element: Any, name: bytes) -> int:
    """RowSpan or ColSpan, 1 where it isn't given or can't be meant."""
    for index in range(_count_attributes(element)):
        value = _attribute(pointer_to(_attributes(element, index)), name)
        number = ctypes.c_float()
        if value and _number(pointer_to(value), ctypes.byref(number)) and 1 <= number.value <= LARGEST_SPAN:
            return int(number.value)
    return 1
