"""One page through plain pdfplumber: slower, for turned pages, turned letters and odd page boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber

from extractors.reading.page import Fill, Mark, Page, Ruling, Style, Tag, Word
from extractors.reading.pdf_text import Letter, lines_of_letters
from extractors.records import Box

_THIN_PT = 3.0
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_DESCENT_EM = 0.22


def read_plainly(source: io.BytesIO, number: int, tags: Tag | None, reason: str) -> Page:
    """The page ``number`` (1-based) as pdfplumber sees it, turned upright."""
    with pdfplumber.open(source, pages=[number]) as pdf:
        page = pdf.pages[0]
        left, top, _, _ = page.bbox
        words = [_to_word(w, i, left, top) for i, w in enumerate(_extract(page))]
        rulings = [r for item in [*page.lines, *page.rects] for r in _to_rulings(item, left, top)]
        fills = [_to_fill(r, left, top) for r in page.rects if r["fill"] and min(r["width"], r["height"]) > _THIN_PT]
        marks = [Mark(_box(c, left, top), _colour(c), picture=False) for c in page.curves if c["fill"]]
        return Page(
            number=number,
            width=float(page.width),
            height=float(page.height),
            words=tuple(w for w in words if w.text.strip()),
            rulings=tuple(rulings),
            fills=tuple(fills),
            marks=tuple(marks),
            tags=tags,
            reader="pdfplumber",
            reader_reason=reason,
            text_source="embedded",
            stream=lines_of_letters(_letters(page, top)),
        )


def _letters(page: Any, top: float) -> Iterator[Letter]:
    """The page's letters in the order of its content stream."""
    for char in page.chars:
        size = float(char["size"])
        yield Letter(char["text"], float(char["bottom"]) - top - _DESCENT_EM * size, size)


def _extract(page: Any) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = page.extract_words(return_chars=True, use_text_flow=False)
    return words


def _to_word(word: dict[str, Any], order: int, left: float, top: float) -> Word:
    first = word["chars"][0]
    size = float(first["size"])
    style = Style(
        font=first["fontname"].split("+", 1)[-1],
        size=round(size, 1),
        bold=bool(_BOLD.search(first["fontname"])),
        italic=bool(_ITALIC.search(first["fontname"])),
        colour=_colour(first) or "#000000",
    )
    box = _box(word, left, top)
    return Word(
        word["text"].replace("\u00ad", "-"),
        *box,
        baseline=box.bottom - _DESCENT_EM * size,
        style=style,
        mcid=-1 if first.get("mcid") is None else int(first["mcid"]),
        raised=False,
        upright=bool(first["upright"]),
        drawn=True,
        order=order,
    )


def _box(item: dict[str, Any], left: float, top: float) -> Box:
    return Box(
        float(item["x0"]) - left, float(item["top"]) - top, float(item["x1"]) - left, float(item["bottom"]) - top
    )


def _to_rulings(item: dict[str, Any], left: float, top: float) -> list[Ruling]:
    """A thin shape is one ruling, a stroked rectangle four, a filled area none."""
    box = _box(item, left, top)
    if box.width <= _THIN_PT and box.height > _THIN_PT:
        return [Ruling(True, (box.x0 + box.x1) / 2, box.top, box.bottom)]
    if box.height <= _THIN_PT and box.width > _THIN_PT:
        return [Ruling(False, (box.top + box.bottom) / 2, box.x0, box.x1)]
    if item["object_type"] == "rect" and item["stroke"]:
        return [
            Ruling(True, box.x0, box.top, box.bottom),
            Ruling(True, box.x1, box.top, box.bottom),
            Ruling(False, box.top, box.x0, box.x1),
            Ruling(False, box.bottom, box.x0, box.x1),
        ]
    return []


def _to_fill(rect: dict[str, Any], left: float, top: float) -> Fill:
    return Fill(_box(rect, left, top), _colour(rect) or "#000000")


def _colour(item: dict[str, Any]) -> str | None:
    """pdfminer's colour in grey, RGB or CMYK as '#rrggbb'; None for patterns."""
    value = item.get("non_stroking_color")
    if value is None:
        return None
    parts = [value] if isinstance(value, int | float) else list(value)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return None
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - c) * (1 - black) for c in (cyan, magenta, yellow)]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, float(p)))):02x}" for p in parts)
