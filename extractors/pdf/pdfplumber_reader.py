"""One page through plain pdfplumber: slower, for turned pages, turned letters and odd page boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from extractors.pdf.fonts import private_text
from extractors.pdf.occlusion import is_legible
from extractors.pdf.page import Fill, Mark, Page, Ruling, Style, Tag, UnreadablePage, Word
from extractors.pdf.stream import Letter, lines_of_letters
from extractors.pdf.visibility import Sight
from extractors.pdf.word_repair import RAISED_EM, RAISED_SIZE_SHARE, settled
from extractors.records import Box

_THIN_PT = 3.0
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_DESCENT_EM = 0.22
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # fonts may claim that their letters are these
_LONGEST_CAUSE = 80  # letters of it
_STUMBLES = (
    ArithmeticError, AttributeError, LookupError, MalformedPDFException, PdfminerException, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


def read_plainly(source: io.BytesIO, number: int, tags: Tag | None, reason: str, sight: Sight) -> Page:
    """The one page of ``source``, ``number`` in its document, as pdfplumber sees it, turned upright.

    ``sight`` says which words can be seen. Raises UnreadablePage.
    """
    with _parsed(source) as page:
        left, top = page.bbox[0] + sight.shown.x0, page.bbox[1] + sight.shown.top
        unseen = [char for char in page.chars if not _seen(char, left, top, sight)]
        hidden = {id(char) for char in unseen}
        page = page.filter(lambda item: id(item) not in hidden)
        words = settled([_to_word(w, i, left, top) for i, w in enumerate(_extract(page.chars))])
        words += [
            _to_word(w, i, left, top)._replace(drawn=False) for i, w in enumerate(_extract(unseen), len(page.chars))
        ]
        rulings = [r for item in [*page.lines, *page.rects] for r in _to_rulings(item, left, top)]
        fills = [_to_fill(r, left, top) for r in page.rects if r["fill"] and min(r["width"], r["height"]) > _THIN_PT]
        marks = [Mark(_box(c, left, top), _colour(c), picture=False) for c in page.curves if c["fill"]]
        return Page(
            number=number,
            width=sight.shown.width,
            height=sight.shown.height,
            words=tuple(words),
            rulings=tuple(rulings),
            fills=tuple(fills),
            marks=tuple(marks),
            tags=tags,
            reader="pdfplumber",
            reader_reason=reason,
            text_source="ocr" if sight.scanned else "embedded",
            stream=lines_of_letters(_letters(page, top)),
        )


@contextmanager
def _parsed(source: io.BytesIO) -> Iterator[Any]:
    try:
        pdf = pdfplumber.open(source)
        page = pdf.pages[0]
        assert page.objects is not None  # parses it
    except _STUMBLES as error:
        raise UnreadablePage(f"damage ({' '.join(str(error).split())[:_LONGEST_CAUSE]})") from error
    with pdf:
        yield page


def _seen(char: dict[str, Any], left: float, top: float, sight: Sight) -> bool:
    legible = is_legible(np.float64(char["size"]), sight.shown.width, sight.shown.height)
    return bool(legible) and sight.shows(char["text"], _box(char, left, top))


def _letters(page: Any, top: float) -> Iterator[Letter]:
    """The page's letters in the order of its content stream."""
    for char in page.chars:
        size = float(char["size"])
        yield Letter(char["text"], float(char["bottom"]) - top - _DESCENT_EM * size, size)


def _extract(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = extract_words(chars, return_chars=True, use_text_flow=False)
    return [part for word in words for part in _without_mark(word) if part["text"].strip()]


def _without_mark(word: dict[str, Any]) -> list[dict[str, Any]]:
    """The word and the small raised mark at its end as two."""
    chars = word["chars"]
    first, last = chars[0], chars[-1]
    least, most = RAISED_EM
    at = len(chars)
    while at > 1 and chars[at - 1]["size"] < RAISED_SIZE_SHARE * first["size"]:
        at -= 1
    if at == len(chars) or not least < (first["bottom"] - last["bottom"]) / first["size"] < most:
        return [word]
    mark = {**_part(chars[at:]), "raised": True}
    return [_part(chars[:at]), mark]


def _part(chars: list[dict[str, Any]]) -> dict[str, Any]:
    sides = {side: min(c[side] for c in chars) for side in ("x0", "top")}
    sides |= {side: max(c[side] for c in chars) for side in ("x1", "bottom")}
    return {"text": "".join(c["text"] for c in chars), "chars": chars, **sides}


def _to_word(word: dict[str, Any], order: int, left: float, top: float) -> Word:
    first = word["chars"][0]
    size, font = float(first["size"]), str(first["fontname"])  # a damaged font has no text for a name
    style = Style(
        font=font.split("+", 1)[-1],
        size=round(size, 1),
        bold=bool(_BOLD.search(font)),
        italic=bool(_ITALIC.search(font)),
        colour=_colour(first) or "#000000",
    )
    box = _box(word, left, top)
    return Word(
        private_text(_CONTROLS.sub("\ufffd", word["text"].replace("\u00ad", "-")), font),
        *box,
        baseline=box.bottom - _DESCENT_EM * size,
        style=style,
        mcid=first["mcid"] if isinstance(first.get("mcid"), int) else -1,
        raised=word.get("raised", False),
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
