"""One normal form of a page's characters: letters composed, marks that only format gone, the unknown as U+FFFD.

Where a code leaves open what stands there its ink decides: a control code that is drawn is a letter that nobody can
tell, a soft hyphen that is drawn is a hyphen.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from extractors.pdf.calls import letter_call, places_in, pointer_to, prototype, run_calls
from extractors.pdf.page import StreamLine, Told, Word
from extractors.records import box_around

_Array = np.ndarray[Any, Any]

UNKNOWN = "\ufffd"
_HYPHEN, _UNKNOWN, _DROPPED = ord("-"), ord(UNKNOWN), 0x200B
_HYPHEN_AT_LINE_END, _HYPHEN_IN_TEXT = 0x02, 0xFFFE  # as a character, and in the text of the same characters
_SOFT_HYPHEN, _JOINER, _FIRST_SYMBOL = 0xAD, 0x200D, 0x2190
_BREAKS = np.array([0x09, 0x0A, 0x0D])
_FORMAT_MARKS = np.array(
    [0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_SAME_LETTERS = {0x2010: _HYPHEN, 0x2011: _HYPHEN, 0x2126: 0x03A9, 0x212A: 0x4B, 0x212B: 0xC5}
_MARKS = {  # drawn beside or over their letters, and the same to compose with them
    0x60: 0x0300, 0xB4: 0x0301, 0x02C6: 0x0302, 0x02DC: 0x0303, 0xA8: 0x0308, 0x02DA: 0x030A, 0xB0: 0x030A,
    0x02C7: 0x030C, 0xB8: 0x0327,
}  # fmt: skip
_FIRST_COMBINING, _LAST_COMBINING = 0x0300, 0x036F
_ODD = np.array(sorted({*_SAME_LETTERS, *_MARKS, _SOFT_HYPHEN, _UNKNOWN, 0xFFFE, 0xFFFF}))
_LEAST_INK_PT = 0.05
_LINE_FEED = 0x0A
_HIGH_HALF, _LOW_HALF = 0xD800 >> 10, 0xDC00 >> 10
_MOST_NAMED = 3  # words of a page that a finding shows

_text = prototype("FPDFText_GetText", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_text_index = prototype("FPDFText_GetTextIndexFromCharIndex", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_unicode = letter_call("FPDFText_GetUnicode", ctypes.c_uint)
_generated = letter_call("FPDFText_IsGenerated", ctypes.c_int)
_is_hyphen = letter_call("FPDFText_IsHyphen", ctypes.c_int)
_char_box = letter_call("FPDFText_GetCharBox", ctypes.c_int)
_loose_box = letter_call("FPDFText_GetLooseCharBox", ctypes.c_int)
_origin = letter_call("FPDFText_GetCharOrigin", ctypes.c_int)


class Characters(NamedTuple):
    """A page's characters in normal form, their places in pdfium's stream, and of letters that pdfium gives as two the
    place of the second half by that of the first: its box is part of the letter's."""

    codes: _Array
    places: _Array
    halves: dict[int, int]


def codes_of(text: int, count: int) -> _Array:
    """The Unicode code of each character of the stream; one by one where pdfium's text of them has not a unit each."""
    if (_text_index(text, 0), _text_index(text, count - 1)) == (0, count - 1):
        units = np.zeros(2 * count + 1, np.uint16)  # a pair for each and the end mark at the most
        written = _text(text, 0, count, units.ctypes.data)
        codes = units[:count].astype(np.uint32)
        if written == count + 1 and not ((codes >= 0xD800) & (codes < 0xE000)).any():
            return codes
    return with_whole_emoji(np.fromiter(map(_unicode, repeat(pointer_to(text)), range(count)), np.uint32, count))


def in_normal_form(codes: _Array, text: int) -> Characters:
    """The characters of these codes; ``text`` is the address of pdfium's text page."""
    at = np.flatnonzero((codes < 0x20) | (codes == 0x60) | (codes > 0x7E))
    some = codes[at]
    controls = (some < 0x20) | ((some >= 0x7F) & (some < 0xA0)) | ((some >= 0xD800) & (some < 0xE000))
    controls |= some > 0x10FFFF
    odd = controls | np.isin(some, _ODD) | np.isin(some, _FORMAT_MARKS)
    odd |= (some >= _FIRST_COMBINING) & (some <= _LAST_COMBINING)
    letter = pointer_to(text)
    at, controls = at[odd], controls[odd]
    drawn = np.fromiter(map(_generated, repeat(letter), at.tolist()), np.int32, len(at)) == 0
    at, controls = at[drawn], controls[drawn]
    if not len(at):
        return Characters(codes, np.arange(len(codes)), {})
    codes = codes.copy()
    ends = at[(codes[at] == _HYPHEN_AT_LINE_END) | (codes[at] == _HYPHEN_IN_TEXT)]
    codes[[place for place in ends.tolist() if _is_hyphen(letter, place)]] = _HYPHEN
    inked = _inked(letter, at)
    unknown = controls | (codes[at] >= _UNKNOWN) & (codes[at] <= 0xFFFF)
    codes[at[unknown & inked & (codes[at] != _HYPHEN)]] = _UNKNOWN
    codes[at[(codes[at] == _UNKNOWN) & ~inked]] = ord(" ")
    codes[at[codes[at] == _SOFT_HYPHEN]] = np.where(inked[codes[at] == _SOFT_HYPHEN], _HYPHEN, _DROPPED)
    for code, same in _SAME_LETTERS.items():
        codes[at[codes[at] == code]] = same
    joins = (codes[1:] == _JOINER) & (codes[:-1] >= _FIRST_SYMBOL)  # the parts of an emoji
    dropped = np.isin(codes, _FORMAT_MARKS)
    dropped[1:] &= ~joins
    halves = {}
    for place in at.tolist():
        if int(codes[place]) in _MARKS or _FIRST_COMBINING <= codes[place] <= _LAST_COMBINING:
            base = _composed(codes, place, letter)
            if base is not None:
                dropped[place], halves[base] = True, place
    return Characters(codes[~dropped], np.flatnonzero(~dropped), halves)


def _inked(letter: Any, at: _Array) -> _Array:
    """Which of the characters leave ink."""
    boxes = np.zeros((len(at), 4))
    run_calls(map(_char_box, repeat(letter), at.tolist(), *(places_in(boxes, 8 * side) for side in range(4))))
    return np.asarray((boxes[:, 3] - boxes[:, 2] > _LEAST_INK_PT) & (boxes[:, 1] - boxes[:, 0] > _LEAST_INK_PT))


def _composed(codes: _Array, place: int, letter: Any) -> int | None:
    """Puts the mark at ``place`` on the letter that it stands over, the one before it or the one after, whose place it
    gives; None where none bears it."""
    mark = int(codes[place])
    left, right, *_ = _doubles(_char_box, letter, place, 4)
    for base in (*_bases(codes, place, -1), *_bases(codes, place, 1)):
        loose = np.zeros((1, 4), np.float32)
        run_calls(map(_loose_box, [letter], [base], places_in(loose)))
        over = loose[0, 0] <= (left + right) / 2 <= loose[0, 2]
        one_glyph = _doubles(_origin, letter, base, 2) == _doubles(_origin, letter, place, 2)
        whole = unicodedata.normalize("NFC", chr(codes[base]) + chr(_MARKS.get(mark, mark)))
        if (over or one_glyph) and len(whole) == 1:
            codes[base] = ord(whole)
            return base
    return None


def _doubles(call: Any, letter: Any, place: int, count: int) -> list[float]:
    """The numbers that pdfium tells of a character."""
    told = np.zeros((1, count))
    run_calls(map(call, [letter], [place], *(places_in(told, 8 * number) for number in range(count))))
    return [float(number) for number in told[0]]


def _bases(codes: _Array, place: int, step: int) -> list[int]:
    """The place of the nearest letter on one side, beyond a space that pdfium may have put between, if any."""
    for base in (place + step, place + 2 * step):
        if 0 <= base < len(codes) and codes[base] != ord(" "):
            return [base] if unicodedata.category(chr(codes[base])).startswith("L") else []
    return []


def with_whole_emoji(codes: _Array) -> _Array:
    """The stream's characters, what pdfium gives as the two halves of UTF-16 as one and a mark without width."""
    high = np.flatnonzero((codes[:-1] >> 10 == _HIGH_HALF) & (codes[1:] >> 10 == _LOW_HALF))
    codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
    codes[high + 1] = _DROPPED
    return codes


def stream_lines(codes: _Array, kept: _Array, baselines: _Array) -> tuple[StreamLine, ...]:
    """pdfium's own lines of the page, with the spaces it sees.

    ``codes`` are the characters of the whole stream, ``kept`` the places of the letters among them, ``baselines``
    those letters' baselines. A page of few words pdfium takes for one written downwards, a line a letter: those side by
    side are one line.
    """
    ends = np.append(np.flatnonzero(codes == _LINE_FEED), len(codes))
    starts = np.concatenate(([0], ends[:-1] + 1))
    first, last = np.searchsorted(kept, starts), np.searchsorted(kept, ends)
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    worded = np.flatnonzero(last > first)
    if not len(worded):
        return ()
    above = np.minimum.reduceat(baselines, first[worded])
    below = np.maximum.reduceat(baselines, first[worded])
    single = (last - first)[worded] == 1
    begins = np.append(True, ~(single[1:] & single[:-1] & (above[1:] == above[:-1])))
    begin, end = worded[begins], worded[np.append(begins[1:], True)]
    rows = zip(starts[begin].tolist(), ends[end].tolist(), above[begins].tolist(), below[begins].tolist(), strict=True)
    return tuple(StreamLine(" ".join(text[a:b].split()), round(up, 3), round(down, 3)) for a, b, up, down in rows)


def told_of_unknown(words: Sequence[Word]) -> list[Told]:
    """A page's words with letters that nobody can tell, if any, as one thing to be told."""
    found = [word for word in words if word.drawn and UNKNOWN in word.text]
    damaged = [word for word in found if word.text.strip(UNKNOWN)]
    if not found:
        return []
    named = ", ".join(f"'{word.text}'" for word in (damaged or found)[:_MOST_NAMED])
    message = f"{len(found)} words hold letters that the font gives no meaning ({named}): they stand as {UNKNOWN}"
    return [Told("unknown_letter", "warning" if damaged else "info", message, box_around([w.box for w in found]))]
