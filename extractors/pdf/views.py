"""From a page's own space to the page as it is shown, and on to the lines that turned text stands on.

A view is a matrix to points from the shown page's bottom left; a text's turn is in whole degrees, counter-clockwise.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pypdfium2

from extractors.pdf.occlusion import Matrix, times

_Array = np.ndarray[Any, Any]

# Slanted fonts, and text that is set or scanned a little askew, stay below this shear (of a letter's size): 3 degrees.
_TURNED_SHARE = 0.05
_SIDEWAYS_SHARE = 0.8  # of a page's letters
_SQUARE_DEGREES = 3  # text turned this near to a right angle lies along an axis of the page
_UPRIGHT = (1.0, 0.0, 0.0, 1.0)  # of a view that only moves
MIRRORED = 360  # the turn of text that runs as upright text does, but mirrored


def view_of(page: pypdfium2.PdfPage) -> Matrix:
    """The view of a page cropped, moved and rotated as it says."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: (1.0, 0.0, 0.0, 1.0, -left, -bottom),
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }[page.get_rotation()]


def seen_through(matrices: _Array, view: Matrix | _Array) -> _Array:
    """Matrices, a row each, followed by one view or by a view for each of them."""
    if isinstance(view, tuple) and view[:4] == _UPRIGHT:
        moved = matrices.astype(np.float64)
        moved[:, 4:] += view[4:]
        return moved
    a, b, c, d, e, f = matrices.astype(np.float64).T
    va, vb, vc, vd, ve, vf = np.asarray(view, np.float64).T
    columns = (
        (a * va + b * vc, a * vb + b * vd),
        (c * va + d * vc, c * vb + d * vd),
        (e * va + f * vc + ve, e * vb + f * vd + vf),
    )
    return np.stack([value for pair in columns for value in pair], axis=1)


def turns_of(matrices: _Array) -> _Array:
    """How the text of these matrices is turned: 0 where it is upright, MIRRORED where only its letters aren't."""
    a, b, d = matrices[:, 0], matrices[:, 1], matrices[:, 3]
    upright = (np.abs(b) <= _TURNED_SHARE * np.abs(a)) & (a > 0) & (d > 0)
    degrees = np.nan_to_num(np.degrees(np.arctan2(b, a))).round().astype(np.int64) % 360
    return np.where(upright, 0, np.where(degrees == 0, MIRRORED, degrees))


def is_square(turns: _Array) -> _Array:
    """Which texts lie along an axis of the page, nearly or altogether."""
    return np.asarray((turns + _SQUARE_DEGREES) % 90 <= 2 * _SQUARE_DEGREES)


def sideways(turns: _Array, letters: _Array) -> int:
    """By how many degrees clockwise a page stands to be turned for its text to be upright: 90, 180 or 270 where nearly
    all letters are turned alike, else 0; ``letters`` counts those of each run."""
    for turn in (90, 180, 270):
        if letters[np.abs(turns - turn) <= _SQUARE_DEGREES].sum() >= _SIDEWAYS_SHARE * max(1, letters.sum()):
            return turn
    return 0


def lines_of_turned(turns: _Array, view: Matrix) -> _Array:
    """For each run the view in which its text is upright: the page's own where it is."""
    frames = np.tile(np.array(view), (len(turns), 1))
    for turn in np.unique(turns[turns > 0]).tolist():
        frames[turns == turn] = times(view, _turning(-turn))
    return frames


def _turning(degrees: int) -> Matrix:
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    if degrees % 90 == 0:
        sine, cosine = round(sine), round(cosine)
    return cosine, sine, -sine, cosine, 0.0, 0.0


def box_edges(boxes: _Array, frames: _Array) -> _Array:
    """The left and right ends of upright boxes (left, top, right, bottom; a row each), by one view or a view each."""
    if len(frames) == 1 and tuple(frames[0, :4].tolist()) == _UPRIGHT:
        return np.asarray(boxes[:, ::2].astype(np.float64) + frames[0, 4])
    a, _, c, _, e, _ = frames.T
    left, top, right, bottom = boxes.astype(np.float64).T
    xs = np.stack([a * x + c * y + e for x in (left, right) for y in (top, bottom)])
    return np.stack([xs.min(axis=0), xs.max(axis=0)], axis=1)


def turned_back(sides: _Array, turns: _Array, height: float) -> _Array:
    """Boxes (x0, x1, top, bottom; a row each) on the lines of turned text as the boxes around them on the page."""
    x0, x1, top, bottom = sides.T
    sine, cosine = np.sin(np.radians(turns)), np.cos(np.radians(turns))
    corners = [(x, height - y) for x in (x0, x1) for y in (top, bottom)]
    xs = np.stack([x * cosine - y * sine for x, y in corners])
    ys = height - np.stack([x * sine + y * cosine for x, y in corners])
    return np.stack([xs.min(axis=0), xs.max(axis=0), ys.min(axis=0), ys.max(axis=0)], axis=1)
