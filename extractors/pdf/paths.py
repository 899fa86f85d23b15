"""A page's drawn shapes from pdfium's path objects: rulings, filled areas, and small marks that may be symbols."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.pdf.calls import address_of, letter_call, pointer_to, prototype
from extractors.pdf.limits import MOST_SEGMENTS, MOST_SHAPES, Strokes, are_a_plan, check_objects
from extractors.pdf.occlusion import Cover, Matrix, Painting, Picture, times
from extractors.pdf.page import Fill, Mark, Ruling
from extractors.records import Box
from extractors.values.arrows import direction_of

THIN_PT = 3.0  # a filled bar up to this thick is a ruling, a thicker one an area
_SHORTEST_RULING_PT = 2.0
_SKEW_PT = 0.6  # how far a line may lean and still count as straight along its axis
_LARGEST_MARK_PT = 40.0
_LEAST_PICTURE_SHARE = (
    0.04  # of the page: of 140 light pictures in reports the smallest table took 0.05, most logos less
)
_MOST_MARK_PIXELS = 4_000_000
_GREYS = range(96, 204)  # of 255: darker is a symbol, lighter a background
_SAME_GREY = 12
_INKED_SHARE, _GREY_SHARE = 0.4, 0.75  # a disc fills 0.79 of its square; its edge has other shades
_HIGHEST_BAR_PT, _BAR_SIDES = 24.0, (3.0, 20.0)  # a picture of how much is done: its height, and its width to it
_BAR_EDGE_SHARE, _SAME_SHADE = 0.03, 40  # of its width: rounded ends and frames; of 255: noise of a compressed picture
_BLACK = 0x50  # no channel of a colour that prints as black is lighter
_MOST_FIGURES = 200
_MOST_DRAWN_MARKS = 2_000  # a page with more marks is a map or a chart
_RECTANGLE_SEGMENTS = 6
_POINTS_A_CURVE = 3  # that pdfium gives beside its start
_MOST_FORMS = 12  # levels of forms in forms

_void, _int, _handle = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
_object_type = prototype("FPDFPageObj_GetType", _int, _handle)
_page_object = prototype("FPDFPage_GetObject", _handle, _void, _int)
_form_object = prototype("FPDFFormObj_GetObject", _handle, _handle, ctypes.c_ulong)
_count_in_form = prototype("FPDFFormObj_CountObjects", _int, _handle)
_matrix = prototype("FPDFPageObj_GetMatrix", _int, _handle, _void)
_draw_mode = prototype("FPDFPath_GetDrawMode", _int, _handle, _void, _void)
_count_segments = prototype("FPDFPath_CountSegments", _int, _handle)
_segment = letter_call("FPDFPath_GetPathSegment", _handle)
_segment_point = letter_call("FPDFPathSegment_GetPoint", _int)
_segment_type = letter_call("FPDFPathSegment_GetType", _int)
_segment_close = letter_call("FPDFPathSegment_GetClose", _int)
_stroke_width = prototype("FPDFPageObj_GetStrokeWidth", _int, _handle, _void)
_fill_colour = prototype("FPDFPageObj_GetFillColor", _int, _handle, _void, _void, _void, _void)
_stroke_colour = prototype("FPDFPageObj_GetStrokeColor", _int, _handle, _void, _void, _void, _void)
_transparent = prototype("FPDFPageObj_HasTransparency", _int, _handle)
_bounds = prototype("FPDFPageObj_GetBounds", _int, _handle, _void, _void, _void, _void)


class Shapes(NamedTuple):
    """What a page's paths and pictures amount to, in which order it is painted, and whether it is a map or drawing."""

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    painting: Painting
    drawing: bool
    figures: tuple[Box, ...] = ()


class _Outline(NamedTuple):
    """One subpath: its corners, whether it has curves, and whether it returns to its start."""

    points: list[tuple[float, float]]
    curved: bool


class _Answers:
    """Where pdfium writes its answers to, for a page's thousands of questions."""

    def __init__(self) -> None:
        self.floats = (ctypes.c_float * 6)()
        self.integers = (ctypes.c_uint * 4)()
        self.floats_at = ctypes.addressof(self.floats)
        self.integers_at = ctypes.addressof(self.integers)
        self.point_at = pointer_to(self.floats_at), pointer_to(self.floats_at + 4)


class _Shapes:
    """Collects the shapes while the objects are walked; ``height`` turns PDF's y upside down."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.answers = _Answers()
        self.walked = 0
        self.texts: dict[int, int] = {}
        self.covers: list[Cover] = []
        self.pictures_area = 0.0
        self.pictures: list[tuple[Box, int]] = []
        self.largest_picture = (0.0, 0, 0)  # area, place in the order of painting, handle
        self.rulings: list[Ruling] = []
        self.fills: list[Fill] = []
        self.marks: list[Mark] = []
        self.strokes = Strokes(width, height)
        self.figures: list[Box] = []

    def line(self, ax: float, ay: float, bx: float, by: float) -> None:
        """Keeps the line as a ruling if it runs along an axis."""
        if abs(ax - bx) <= _SKEW_PT and abs(ay - by) >= _SHORTEST_RULING_PT:
            self.rulings.append(Ruling(True, (ax + bx) / 2, self.height - max(ay, by), self.height - min(ay, by)))
        elif abs(ay - by) <= _SKEW_PT and abs(ax - bx) >= _SHORTEST_RULING_PT:
            self.rulings.append(Ruling(False, self.height - (ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) > _SKEW_PT and abs(ay - by) > _SKEW_PT:
            self.strokes.add((ax + bx) / 2, (ay + by) / 2)

    def area(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        """Keeps a filled rectangle: as a ruling where it is thin, else as a fill."""
        if min(x1 - x0, y1 - y0) <= THIN_PT:
            if x1 - x0 >= y1 - y0:
                self.line(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
            else:
                self.line((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
        else:
            self.fills.append(Fill(Box(x0, self.height - y1, x1, self.height - y0), colour))


def read_paths(page: pypdfium2.PdfPage, width: float, height: float, view: Matrix) -> Shapes:
    """All shapes of a page of this size as ``view`` shows it, forms within forms included.

    Paths that are neither filled nor stroked are left out. A map or drawing, whose shapes are no tables' and symbols',
    has none. Raises UnreadablePage.
    """
    shapes = _Shapes(width, height)
    handle = address_of(page.raw)
    count = raw.FPDFPage_CountObjects(page)
    check_objects(count)
    _walk([_page_object(handle, i) for i in range(count)], view, shapes, 0, opaque=True)
    whole = max(1.0, width * height)
    area, order, picture = shapes.largest_picture
    largest = Picture(area / whole, order, picture, page) if picture else None
    painting = Painting(
        shapes.walked,
        height,
        shapes.texts,
        shapes.covers,
        shapes.pictures_area / whole,
        largest,
        tuple(shapes.pictures),
    )
    drawn = (tuple(shapes.rulings), tuple(shapes.fills), tuple(shapes.marks))
    drawing = shapes.strokes.are_a_map or max(map(len, drawn)) > MOST_SHAPES or are_a_plan(shapes.rulings)
    return (
        Shapes((), (), (), painting, drawing=True)
        if drawing
        else Shapes(*drawn, painting, False, tuple(shapes.figures))
    )


def _walk(objects: list[int], matrix: Matrix, shapes: _Shapes, depth: int, *, opaque: bool) -> None:
    for handle, kind in zip(objects, map(_object_type, objects), strict=True):
        shapes.walked += 1
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            shapes.texts[handle] = shapes.walked
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(handle, matrix, shapes, opaque=opaque)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _read_picture(handle, matrix, shapes)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS:
            count = _count_in_form(handle)
            check_objects(shapes.walked + count)
            inner = [_form_object(handle, i) for i in range(count)]
            outer = times(_matrix_of(handle, shapes.answers), matrix)
            _walk(inner, outer, shapes, depth + 1, opaque=opaque and not _transparent(handle))


def _matrix_of(handle: int, answers: _Answers) -> Matrix:
    answers.floats[:] = [0.0] * 6
    _matrix(handle, answers.floats_at)
    a, b, c, d, e, f = answers.floats
    return a, b, c, d, e, f


def _colour_of(getter: Any, handle: int, answers: _Answers) -> str:
    answers.integers[:] = [0] * 4
    at = answers.integers_at
    getter(handle, at, at + 4, at + 8, at + 12)
    red, green, blue, _ = answers.integers
    return f"#{red:02x}{green:02x}{blue:02x}"


def _read_path(handle: int, outer: Matrix, shapes: _Shapes, *, opaque: bool) -> None:
    answers = shapes.answers
    answers.integers[:2] = [0, 0]
    _draw_mode(handle, answers.integers_at, answers.integers_at + 4)
    filled, stroked = bool(answers.integers[0]), bool(answers.integers[1])
    if (not filled and not stroked) or (shapes.strokes.are_a_map and not (filled and _is_plain(handle))):
        return
    matrix = times(_matrix_of(handle, answers), outer)
    for outline in _outlines(handle, matrix, answers):
        corners = _rectangle(outline)
        if filled and corners is not None:
            colour = _colour_of(_fill_colour, handle, answers)
            shapes.area(*corners, colour)
            if opaque and not _transparent(handle):
                x0, y0, x1, y1 = corners
                box = Box(x0, shapes.height - y1, x1, shapes.height - y0)
                parts = int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)
                shapes.covers.append(Cover(shapes.walked, box, handle, outer, parts))
        elif filled and not _all_on_one_line(outline.points):
            direction = None if outline.curved else direction_of(outline.points)
            _keep_mark(outline.points, _colour_of(_fill_colour, handle, answers), direction, shapes)
        elif stroked and not filled and corners is None and not _all_on_one_line(outline.points):
            _keep_drawn_mark(outline.points, _colour_of(_stroke_colour, handle, answers), shapes)
        if stroked and not (filled and corners is not None and min(_sides(corners)) <= THIN_PT):
            _stroke(outline, handle, matrix, shapes)


def _is_plain(handle: int) -> bool:
    """Whether the path may be a rectangle, which hides what is under it on a map, too."""
    return bool(_count_segments(handle) <= _RECTANGLE_SEGMENTS)


def _sides(corners: tuple[float, float, float, float]) -> tuple[float, float]:
    return corners[2] - corners[0], corners[3] - corners[1]


def _outlines(handle: int, m: Matrix, answers: _Answers) -> Iterator[_Outline]:
    path, point, point_at = pointer_to(handle), answers.floats, answers.point_at
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(_count_segments(handle), MOST_SEGMENTS)):
        segment = pointer_to(_segment(path, index))
        kind = _segment_type(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield _Outline(points, curved)
            points, curved = [], False
        _segment_point(segment, *point_at)
        x, y = point[0], point[1]
        points.append((m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]))
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if _segment_close(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points:
        yield _Outline(points, curved)


def _rectangle(outline: _Outline) -> tuple[float, float, float, float] | None:
    """x0, y0, x1, y1 of an outline that is an upright rectangle."""
    points = outline.points
    if outline.curved or not 4 <= len(points) <= 6:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    exact = {x0, x1}.issuperset(xs) and {y0, y1}.issuperset(ys)
    on_corner = exact or all(min(x - x0, x1 - x) <= _SKEW_PT and min(y - y0, y1 - y) <= _SKEW_PT for x, y in points)
    return (x0, y0, x1, y1) if on_corner else None


def _all_on_one_line(points: list[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) <= _SKEW_PT or max(ys) - min(ys) <= _SKEW_PT


def _keep_mark(points: list[tuple[float, float]], colour: str, direction: str | None, shapes: _Shapes) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), shapes.height - max(ys), max(xs), shapes.height - min(ys))
    if max(box.width, box.height) <= _LARGEST_MARK_PT:
        shapes.marks.append(Mark(box, colour, picture=False, direction=direction))
    else:
        if min(box.width, box.height) > _LARGEST_MARK_PT and len(shapes.figures) < _MOST_FIGURES:
            shapes.figures.append(box)
        for x, y in points:
            shapes.strokes.add(x, y)


def _keep_drawn_mark(points: list[tuple[float, float]], colour: str, shapes: _Shapes) -> None:
    """Keep a tick or cross drawn with a pen as a mark; black ones outline other shapes or draw charts."""
    if max(int(colour[at : at + 2], 16) for at in (1, 3, 5)) > _BLACK and len(shapes.marks) < _MOST_DRAWN_MARKS:
        _keep_mark(points, colour, None, shapes)


def _stroke(outline: _Outline, handle: int, matrix: Matrix, shapes: _Shapes) -> None:
    """The outline's straight parts as rulings; a line as thick as a bar is an area in the colour of the stroke."""
    shapes.answers.floats[0] = 0.0
    _stroke_width(handle, shapes.answers.floats_at)
    thickness = shapes.answers.floats[0] * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) ** 0.5
    points = outline.points
    if not outline.curved and thickness > THIN_PT and len(points) == 2:
        (ax, ay), (bx, by) = sorted(points)
        half = thickness / 2
        across = (half, 0.0) if abs(ax - bx) <= _SKEW_PT else (0.0, half)
        x0, x1, y0, y1 = ax - across[0], bx + across[0], min(ay, by) - across[1], max(ay, by) + across[1]
        shapes.area(x0, y0, x1, y1, _colour_of(_stroke_colour, handle, shapes.answers))
    elif not outline.curved:
        for (ax, ay), (bx, by) in pairwise(points):
            shapes.line(ax, ay, bx, by)
    else:
        for x, y in points[::_POINTS_A_CURVE]:
            shapes.strokes.add(x, y)


def _read_picture(handle: int, matrix: Matrix, shapes: _Shapes) -> None:
    """The picture's area, and a small picture as a mark; its colour is that of its most saturated pixels."""
    at = shapes.answers.floats_at
    if not _bounds(handle, at, at + 4, at + 8, at + 12):
        return
    left, bottom, right, top = shapes.answers.floats[:4]
    box = _box_around(left, bottom, right, top, matrix, shapes.height)
    seen = Box(max(box.x0, 0), max(box.top, 0), min(box.x1, shapes.width), min(box.bottom, shapes.height))
    area = max(0.0, seen.width) * max(0.0, seen.height)
    shapes.pictures_area += area
    if area >= _LEAST_PICTURE_SHARE * shapes.width * shapes.height:
        shapes.pictures.append((seen, handle))
    shapes.largest_picture = max(shapes.largest_picture, (area, shapes.walked, handle))
    if 0 < max(box.width, box.height) <= _LARGEST_MARK_PT:
        shapes.marks.append(Mark(box, _picture_colour(handle), picture=True))
    elif box.height <= _HIGHEST_BAR_PT and _BAR_SIDES[0] * box.height <= box.width <= _BAR_SIDES[1] * box.height:
        shapes.fills.extend(_bar_in(handle, box))


def _box_around(left: float, bottom: float, right: float, top: float, m: Matrix, height: float) -> Box:
    """The box on the page around these bounds of an object in a form or of the page's own space."""
    xs = [m[0] * x + m[2] * y + m[4] for x in (left, right) for y in (bottom, top)]
    ys = [m[1] * x + m[3] * y + m[5] for x in (left, right) for y in (bottom, top)]
    return Box(min(xs), height - max(ys), max(xs), height - min(ys))


def _bar_in(handle: int, box: Box) -> list[Fill]:
    """A picture of a bar as areas: the whole, and over it the part at its left in another colour, if any; none where
    its middle line has more than two colours."""
    pixels = picture_pixels(handle, _MOST_MARK_PIXELS)
    columns = ctypes.c_uint(), ctypes.c_uint()
    picture = ctypes.cast(handle, raw.FPDF_PAGEOBJECT)
    if pixels is None or pixels.shape[1] == 1 or not raw.FPDFImageObj_GetImagePixelSize(picture, *columns):
        return []
    width, height = columns[0].value, columns[1].value
    line = pixels[width * (height // 2) :][:width].astype(int)
    edges = np.flatnonzero(np.abs(np.diff(line, axis=0)).max(axis=1) > _SAME_SHADE) + 1
    runs = [(a, b) for a, b in pairwise([0, *edges.tolist(), width]) if b - a > _BAR_EDGE_SHARE * width]
    if not 1 <= len(runs) <= 2 or sum(b - a for a, b in runs) < (1 - 2 * _BAR_EDGE_SHARE) * width:
        return []
    colours = ["#{2:02x}{1:02x}{0:02x}".format(*np.median(line[a:b], axis=0).astype(int).tolist()) for a, b in runs]
    part = Box(box.x0, box.top, box.x0 + box.width * runs[0][1] / width, box.bottom)
    return [Fill(box, colours[-1]), *([Fill(part, colours[0])] if len(runs) == 2 else [])]


def _picture_colour(handle: int) -> str | None:
    """The mean of the picture's strongly coloured pixels as '#rrggbb', or the one grey that it has; None where it has
    neither or can't be drawn."""
    pixels = picture_pixels(handle, _MOST_MARK_PIXELS)
    if pixels is None:
        return None
    if pixels.shape[1] == 1:
        return _grey_of(pixels[:, 0])
    spread = pixels.max(axis=1).astype(int) - pixels.min(axis=1)
    strong = pixels[spread >= max(40, int(spread.max(initial=0)) // 2)]
    if not len(strong):
        return _grey_of(pixels.mean(axis=1))
    blue, green, red = (round(float(v)) for v in strong.mean(axis=0))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _grey_of(shades: np.ndarray[Any, Any]) -> str | None:
    """The one middle grey of a dot or a box on black, white or nothing; None for a picture of many shades."""
    inked = shades[(shades > _SAME_GREY) & (shades < 255 - _SAME_GREY)]
    if len(inked) < _INKED_SHARE * len(shades) or not len(inked):
        return None
    middle = int(np.median(inked))
    alike = float((np.abs(inked - float(middle)) <= _SAME_GREY).mean())
    return "#" + 3 * f"{middle:02x}" if middle in _GREYS and alike >= _GREY_SHARE else None


def picture_pixels(handle: int, most: int) -> np.ndarray[Any, Any] | None:
    """A picture's pixels as rows of blue, green, red, or of grey; None where they can't be had or are too many."""
    picture = ctypes.cast(handle, raw.FPDF_PAGEOBJECT)
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFImageObj_GetImagePixelSize(picture, width, height) or width.value * height.value > most:
        return None
    bitmap = raw.FPDFImageObj_GetBitmap(picture)
    if not bitmap:
        return None
    try:
        return _pixels(bitmap)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def least_of(pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The least of each pixel's colours; column by column, as a reduction along short rows is slow."""
    least = pixels[:, 0]
    for colour in range(1, pixels.shape[1]):
        least = np.minimum(least, pixels[:, colour])
    return least


def drawn_picture(handle: int, document: Any, page: Any, most: int) -> np.ndarray[Any, Any] | None:
    """A picture as it is drawn on white, its mask and place heeded: rows of the least of blue, green and red, a pixel a
    point; None where it can't be had or is too large."""
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, ctypes.cast(handle, raw.FPDF_PAGEOBJECT))
    if not bitmap:
        return None
    try:
        rows, columns = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetWidth(bitmap)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA or rows * columns > most:
            return None
        buffer = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), rows * stride)
        grid = np.frombuffer(buffer, np.uint8).reshape(rows, stride)[:, : columns * 4].reshape(rows, columns, 4)
        least = least_of(grid[:, :, :3].reshape(-1, 3)).reshape(rows, columns).astype(np.float64)
        alpha = grid[:, :, 3] / 255
        return np.where(alpha > 0, least * alpha + 255 * (1 - alpha), 255)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _pixels(bitmap: Any) -> np.ndarray[Any, Any] | None:
    channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3, raw.FPDFBitmap_BGRx: 4, raw.FPDFBitmap_BGRA: 4}
    depth = channels.get(raw.FPDFBitmap_GetFormat(bitmap))
    if depth is None:
        return None
    rows, stride = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetStride(bitmap)
    columns = raw.FPDFBitmap_GetWidth(bitmap)
    buffer = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), rows * stride)
    grid = np.frombuffer(buffer, np.uint8).reshape(rows, stride)[:, : columns * depth]
    return grid.reshape(-1, depth)[:, :3]
