"""The page's text stream in lines: a reading that knows words and lines, but nothing of tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from extractors.pdf.page import StreamLine

_Array = np.ndarray[Any, Any]

_LINE_FEED = 0x0A
_SAME_LINE_EM = 0.45
_HIGH_HALF, _LOW_HALF, _NO_LETTER = 0xD800 >> 10, 0xDC00 >> 10, 0x01


class Letter(NamedTuple):
    """A letter of the stream with its baseline and size in points; ``text`` may be a space."""

    text: str
    baseline: float
    size: float


def with_whole_emoji(codes: _Array) -> _Array:
    """The stream's characters, what pdfium gives as the two halves of UTF-16 as one and a control code."""
    high = np.flatnonzero((codes[:-1] >> 10 == _HIGH_HALF) & (codes[1:] >> 10 == _LOW_HALF))
    codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
    codes[high + 1] = _NO_LETTER
    return codes


def stream_lines(codes: _Array, kept: _Array, baselines: _Array) -> tuple[StreamLine, ...]:
    """pdfium's own lines of the page, with the spaces it sees.

    ``codes`` are the characters of the whole stream, ``kept`` the places of the letters among them, ``baselines``
    those letters' baselines.
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
    rows = zip(starts[worded].tolist(), ends[worded].tolist(), above.tolist(), below.tolist(), strict=True)
    return tuple(StreamLine(" ".join(text[a:b].split()), round(up, 3), round(down, 3)) for a, b, up, down in rows)


def lines_of_letters(letters: Iterable[Letter]) -> tuple[StreamLine, ...]:
    """The same for letters in the order of a content stream: a new baseline begins a new line."""
    lines: list[list[Letter]] = []
    for letter in letters:
        here = bool(lines) and abs(lines[-1][-1].baseline - letter.baseline) <= _SAME_LINE_EM * letter.size
        if here:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    found = []
    for line in lines:
        text = " ".join("".join(letter.text for letter in line).split())
        if text:
            baselines = [letter.baseline for letter in line]
            found.append(StreamLine(text, min(baselines), max(baselines)))
    return tuple(found)
