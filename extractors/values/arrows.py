"""Which way a small drawn shape points: triangles and arrows that are one filled outline of straight lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

_SAME_SHARE = 0.08  # of the shape's size: lengths that differ by less are alike
_LEVEL_DEGREES = 20.0  # a slanting arrow leans more
_Point = tuple[float, float]


def direction_of(points: Sequence[_Point]) -> str | None:
    """up, flat or down for an outline in PDF's coordinates (y upwards); None for any other shape, or one to the left.

    An arrow is mirrored about the line from its tip to the middle of its end, and its head is wider than its shaft; a
    triangle points where its two sides of the same length meet, if the third lies along an axis.
    """
    corners = [p for i, p in enumerate(points) if p != points[i - 1]] if len(points) > 1 else []
    if len(corners) not in (3, 7):
        return None
    found = [(tip, end) for at in range(len(corners)) if (axis := _axis(corners, at)) for tip, end in [axis]]
    if len(found) != 1:
        return None
    (tip_x, tip_y), (end_x, end_y) = found[0]
    degrees = math.degrees(math.atan2(tip_y - end_y, tip_x - end_x))
    if abs(degrees) <= _LEVEL_DEGREES:
        return "flat"
    if len(corners) == 3 and abs(abs(degrees) - 90) > _LEVEL_DEGREES:
        return None
    if abs(degrees) >= 180 - _LEVEL_DEGREES:
        return None
    return "up" if degrees > 0 else "down"


def _axis(corners: list[_Point], at: int) -> tuple[_Point, _Point] | None:
    """The corner and the middle of the side opposite, if the shape is an arrow or triangle with that tip."""
    turned = [*corners[at:], *corners[:at]]
    half = len(corners) // 2
    tip, left, right = turned[0], turned[1 : half + 1], turned[: -half - 1 : -1]
    end = ((left[-1][0] + right[-1][0]) / 2, (left[-1][1] + right[-1][1]) / 2)
    near = _SAME_SHARE * max(math.dist(a, b) for a in corners for b in corners)
    for a, b in zip(left, right, strict=True):
        if abs(math.dist(tip, a) - math.dist(tip, b)) > near or abs(math.dist(end, a) - math.dist(end, b)) > near:
            return None
    widths = [math.dist(a, b) for a, b in zip(left, right, strict=True)]
    if half == 1:
        return (tip, end) if _is_apart(corners, tip, near) else None
    head, notch, shaft = widths
    return (tip, end) if head > notch + near and abs(notch - shaft) <= near else None


def _is_apart(corners: list[_Point], tip: _Point, near: float) -> bool:
    """Whether the side of a triangle opposite its tip lies along an axis."""
    (ax, ay), (bx, by) = (p for p in corners if p != tip)
    return min(abs(ax - bx), abs(ay - by)) <= near
