"""What the letters of a font look like, as numbers, and whether they look like what the text layer says they are.

A glyph's outline is filled on a grid over its own box; with the box's place on the line that is what a small network
tells characters by. ``tools/learn_glyph_shapes.py`` teaches it and states its errors.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

_Array = np.ndarray[Any, Any]
Box = tuple[float, float, float, float]  # left, bottom, right and top in em, from the letter's origin on the baseline

LINE, CURVE, MOVE = 0, 1, 2  # the kinds of an outline's points as pdfium counts them; a curve has three
_ROWS, _COLUMNS, _FINER = 20, 16, 2  # of the grid; each of its cells is the mean of 2 × 2 points
_STEPS = 6  # lines that stand for a curve
_AT_ONCE = 8  # glyphs: products of larger matrices start threads, which cost more than they save
_LEAST_EM = 0.004  # a side of a glyph that has ink
FEATURES = _ROWS * _COLUMNS + 5


class Outline(NamedTuple):
    """A glyph's outline: points in em with the baseline at 0, a row each, and the kind of each."""

    points: _Array
    kinds: _Array

    def box(self) -> Box:
        """Left, bottom, right and top in em of what is drawn; zeros without ink."""
        if not len(self.points):
            return 0.0, 0.0, 0.0, 0.0
        (left, bottom), (right, top) = self.points.min(axis=0).tolist(), self.points.max(axis=0).tolist()
        return left, bottom, right, top


def features_of(outlines: Sequence[Outline]) -> _Array:
    """A row for each outline: its ink on the grid from 0 to 1, then its box in em and the box's proportion."""
    owner = np.concatenate([np.full(len(outline.kinds), i) for i, outline in enumerate(outlines)])
    points = np.concatenate([outline.points for outline in outlines]).astype(np.float64)
    kinds = np.concatenate([outline.kinds for outline in outlines])
    edges, owners = _edges(points, kinds, owner)
    boxes = _boxes(edges, owners, len(outlines))
    size = np.maximum(boxes[:, 2:] - boxes[:, :2], _LEAST_EM)
    edges = (edges - np.tile(boxes[owners, :2], 2)) / np.tile(size[owners], 2)
    ink = _filled(edges, owners, len(outlines)).reshape(len(outlines), -1)
    return np.column_stack((ink, _place(boxes, size))).astype(np.float32)


def features_of_picture(ink: _Array, part: tuple[float, float, float, float], box: Box) -> _Array:
    """The same row for a glyph in a picture: ``ink`` of each pixel from 0 to 255, the glyph's ``part`` of the picture
    in pixels, its box in em."""
    grid = Image.fromarray(ink).resize((_COLUMNS, _ROWS), Image.Resampling.BOX, part)
    boxes = np.array([box])
    size = np.maximum(boxes[:, 2:] - boxes[:, :2], _LEAST_EM)
    return np.append(np.asarray(grid).ravel() / 255, _place(boxes, size)).astype(np.float32)


def _place(boxes: _Array, size: _Array) -> _Array:
    proportion = np.clip(np.log(size[:, 0] / size[:, 1]), -3, 3) / 2
    return np.column_stack((boxes[:, 1], boxes[:, 3], size, proportion)) * 2


def _edges(points: _Array, kinds: _Array, owner: _Array) -> tuple[_Array, _Array]:
    """The outlines' straight edges as x0, y0, x1, y1, curves in steps and every part closed, and whose each is."""
    if not len(points):
        return np.zeros((0, 4)), np.zeros(0, int)
    before = np.vstack((points[:1], points[:-1]))
    straight = np.flatnonzero(kinds == LINE)
    parts = [np.hstack((before[straight], points[straight]))]
    owners = [owner[straight]]
    curved = np.flatnonzero(kinds == CURVE)[::3]
    corners = [before[curved], points[curved], points[curved + 1], points[curved + 2]]
    at = np.linspace(0, 1, _STEPS + 1)[:, None, None]
    weights = (1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3
    steps = sum(weight * corner for weight, corner in zip(weights, corners, strict=True))
    parts += [np.hstack((steps[k], steps[k + 1])) for k in range(_STEPS)]
    owners += [owner[curved]] * _STEPS
    starts = np.flatnonzero(kinds == MOVE)
    ends = np.append(starts[1:], len(points)) - 1
    parts.append(np.hstack((points[ends], points[starts])))
    owners.append(owner[starts])
    return np.vstack(parts), np.concatenate(owners)


def _boxes(edges: _Array, owners: _Array, count: int) -> _Array:
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (count, 1))
    for start in (0, 2):
        np.minimum.at(boxes[:, :2], owners, edges[:, start : start + 2])
        np.maximum.at(boxes[:, 2:], owners, edges[:, start : start + 2])
    return np.where(np.isfinite(boxes), boxes, 0.0)


def _filled(edges: _Array, owners: _Array, count: int) -> _Array:
    """The ink of each glyph on its grid, rows from the top: a point is inside where its winding number isn't 0."""
    rows, columns = _ROWS * _FINER, _COLUMNS * _FINER
    heights = 1 - (np.arange(rows) + 0.5) / rows
    low, high = edges[:, 1, None], edges[:, 3, None]
    edge, row = np.nonzero((low <= heights) != (high <= heights))
    x0, y0, x1, y1 = edges[edge].T
    x = x0 + (heights[row] - y0) / (y1 - y0) * (x1 - x0)
    column = np.clip(np.ceil(x * columns - 0.5), 0, columns).astype(int)
    turns = np.zeros((count, rows, columns + 1))
    np.add.at(turns, (owners[edge], row, column), np.sign(y1 - y0))
    inside = np.abs(np.cumsum(turns, axis=2)[:, :, :columns]) > 0.5
    return np.asarray(inside.reshape(count, _ROWS, _FINER, _COLUMNS, _FINER).mean(axis=(2, 4)))


class Network(NamedTuple):
    """Two layers of weights, and the character of each of the answers."""

    characters: str
    weights: tuple[_Array, ...]

    def evidence(self, features: _Array) -> _Array:
        """The logarithm of each character's probability, a row a glyph."""
        few = [self._answers(features[at : at + _AT_ONCE]) for at in range(0, len(features), _AT_ONCE)]
        values = np.vstack(few)
        values = values - values.max(axis=1, keepdims=True)
        return np.asarray(values - np.log(np.exp(values).sum(axis=1, keepdims=True)))

    def _answers(self, features: _Array) -> _Array:
        values = features
        for layer in range(0, len(self.weights), 2):
            if layer:
                values = np.maximum(values, 0)
            values = values @ self.weights[layer] + self.weights[layer + 1]
        return values


@functools.cache
def network() -> Network:
    """The network as it was taught."""
    packed = resources.files(__package__).joinpath("glyph_shapes.npz").read_bytes()
    with np.load(io.BytesIO(packed)) as stored:
        weights = tuple(stored[f"layer{i}"].astype(np.float32) for i in range(len(stored.files) - 1))
        return Network(str(stored["characters"]), weights)


# Characters that look alike in some font: in capitals and small, a nought and an O, strokes.
_ALIKE = ("0oO", "1lIi!|/[]")
_ACCENTED = ("aåä", "oö", "eé", "uü")
# No answer: these are of many shapes, and a glyph that no character fits is called one of them.
_NO_ANSWERS = frozenset("'\"*=€_<>[]()&!?/§:;")
JUDGED_SIGNS = "-,.%+"
DASHES = (*range(0x2010, 0x2016), 0x2212)
# Natural logarithms of how much likelier another character is. What healthy fonts reach and what lies mostly have, see
# tools/learn_glyph_shapes.py.
_FIRM_CERTAIN, _FIRM_LIKELY, _FIRM_COUNT = 12.0, 6.0, 2  # a digit as another digit, a letter with another accent
_CERTAIN, _LIKELY, _COUNT = 16.0, 8.0, 3


class Contradiction(NamedTuple):
    """How much likelier each glyph is another character than the one it is said to be, which, and whether the two are
    told apart more firmly than others; rows of glyphs."""

    weight: _Array
    answer: _Array
    firm: _Array


def contradictions(network: Network, features: _Array, said: _Array) -> Contradiction:
    """For glyphs and the places among the network's characters of what each is said to be.

    A digit is only weighed against digits: another sign in its place is no number.
    """
    evidence = network.evidence(features)
    alike, rivals, firm = _kin(network.characters)
    own = np.where(alike[said], evidence, -np.inf).max(axis=1)
    other = np.where(rivals[said], evidence, -np.inf)
    answer = other.argmax(axis=1)
    return Contradiction(other.max(axis=1) - own, answer, firm[said, answer])


def is_lie(weights: _Array, firm: _Array) -> bool:
    """Whether a font whose glyphs contradict the text layer so much lies: by one for certain, or by several likely."""
    certain = np.where(firm, _FIRM_CERTAIN, _CERTAIN)
    counts = int((weights[firm] >= _FIRM_LIKELY).sum()), int((weights >= _LIKELY).sum())
    return bool((weights >= certain).any()) or counts[0] >= _FIRM_COUNT or counts[1] >= _COUNT


@functools.cache
def _kin(characters: str) -> tuple[_Array, _Array, _Array]:
    """Which characters pass for each, which speak against it, and which of those are firmly told from it."""
    group = {c: next((str(i) for i, all_ in enumerate(_ALIKE) if c in all_), c.lower()) for c in characters}
    base = {c: next((all_ for all_ in _ACCENTED if c.lower() in all_), c) for c in characters}
    alike = np.array([[group[a] == group[b] for b in characters] for a in characters])
    related = np.array([[base[a] == base[b] for b in characters] for a in characters])
    answers = np.array([c not in _NO_ANSWERS for c in characters])
    digits = np.array([c.isdigit() for c in characters])
    rivals = ~alike & answers & (~digits[:, None] | digits)
    return alike, rivals, related | (digits[:, None] & digits)
