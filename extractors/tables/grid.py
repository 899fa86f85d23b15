"""Rulings to table grids: snapped lines → connected groups → cells with their spans.

The steps are those of pdfplumber's table finder (edges, intersections, cells, tables) on tuples, with two differences:
filled areas are no rulings, and cells are merged over missing borders, so that spans come out of the drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pdf.page import Fill, Ruling
from extractors.records import Box, box_around

SNAP_PT = 3.0  # pdfplumber's default: parallel lines this near are one
JOIN_PT = 3.0  # and so are the ends of collinear ones
_TOUCH_PT = 3.5  # a border reaches a crossing line if it ends this near
_COVER_SHARE = 0.8  # a border counts as drawn where lines cover this share of a cell's side
_SMALLEST_CELL_PT = 2.0
_HIGHEST_STRIPE_PT = 90.0
_ONE_COLUMN = 2  # lines
_SHORTEST_STRIPE_PT = 120.0  # a coloured word or button is no row


class GridCell(NamedTuple):
    """A cell by its place in the grid, 0-based, and its box."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


class Grid(NamedTuple):
    """A ruled table: its cells in row order, and the coordinates of its lines.

    ``open_columns`` where no line parts columns; ``partial`` are then the shorter lines inside, and ``joints`` the
    places where the pieces meet that the lines are drawn in, a piece a column.
    """

    box: Box
    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_columns: bool
    partial: tuple[Ruling, ...] = ()
    joints: tuple[float, ...] = ()


def find_grids(rulings: Sequence[Ruling], fills: Sequence[Fill] = ()) -> list[Grid]:
    """The ruled tables of a page from top to bottom; those with only horizontal lines have ``open_columns``.

    A row's stripe of colour bounds rows too, but only where nothing else is ruled. Rows in a closed grid of one
    column may have a border at their side only: they are returned as both.
    """
    vertical = _merged([r for r in rulings if r.vertical])
    horizontal = _merged([r for r in rulings if not r.vertical])
    grids = [grid for group in _connected(vertical, horizontal) if (grid := _closed_grid(*group)) is not None]
    used = [g.box for g in grids if len(g.xs) > _ONE_COLUMN or len(g.cells) == 1]
    pieces = [r for r in rulings if not r.vertical] + _stripe_edges(fills)
    loose = [h for h in _merged(pieces) if not any(_inside(h, box) for box in used)]
    grids.extend(grid._replace(joints=_joints(grid, pieces)) for grid in _open_grids(loose, pieces))
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))


def _stripe_edges(fills: Sequence[Fill]) -> list[Ruling]:
    """The upper and lower edges of row stripes: filled cells side by side, or one long low area."""
    rows: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for fill in fills:
        rows[round(fill.box.top, 1), round(fill.box.bottom, 1)].append(fill.box)
    edges: list[Ruling] = []
    for (top, bottom), boxes in rows.items():
        if bottom - top > _HIGHEST_STRIPE_PT:
            continue
        for stripe in _joined([Ruling(False, top, b.x0, b.x1) for b in boxes]):
            if stripe.end - stripe.start >= _SHORTEST_STRIPE_PT:
                pieces = [b for b in boxes if stripe.start <= b.x0 and b.x1 <= stripe.end]
                edges.extend(Ruling(False, y, b.x0, b.x1) for y in (top, bottom) for b in pieces)
    return edges


def _joints(grid: Grid, pieces: Sequence[Ruling]) -> tuple[float, ...]:
    """Where at least half of the grid's lines are pieced together: the columns' inner edges."""
    x0, x1 = grid.box.x0, grid.box.x1
    ends: list[tuple[float, float]] = []
    for piece in pieces:
        if _inside(piece, grid.box):
            line = min(grid.ys, key=lambda y: abs(y - piece.at))
            ends.extend((x, line) for x in (piece.start, piece.end) if x0 + SNAP_PT < x < x1 - SNAP_PT)
    joints = []
    for x in _distinct([x for x, _ in ends]):
        lines = {line for end, line in ends if abs(end - x) <= SNAP_PT}
        if len(lines) * 2 >= len(grid.ys):
            joints.append(x)
    return tuple(joints)


def _inside(line: Ruling, box: Box) -> bool:
    return (
        box.top - SNAP_PT <= line.at <= box.bottom + SNAP_PT
        and line.start >= box.x0 - SNAP_PT
        and line.end <= box.x1 + SNAP_PT
    )


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """Parallel lines within ``SNAP_PT`` moved onto one coordinate, and overlapping or touching ones joined."""
    merged: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if group and ruling.at - group[-1].at > SNAP_PT:
            merged.extend(_joined(group))
            group = []
        group.append(ruling)
    return merged + (_joined(group) if group else [])


def _joined(group: list[Ruling]) -> list[Ruling]:
    at = sum(r.at for r in group) / len(group)
    joined: list[Ruling] = []
    for ruling in sorted(group, key=lambda r: r.start):
        if joined and ruling.start <= joined[-1].end + JOIN_PT:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, ruling.end))
        else:
            joined.append(ruling._replace(at=at))
    return joined


def _connected(vertical: list[Ruling], horizontal: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that cross or touch each other, each as (vertical, horizontal)."""
    lines = vertical + horizontal
    group = list(range(len(lines)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, v in enumerate(vertical):
        for j, h in enumerate(horizontal, len(vertical)):
            if _touches(h, v) and _touches(v, h) and root(i) != root(j):
                group[root(i)] = root(j)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(lines):
        members[root(i)][0 if line.vertical else 1].append(line)
    return [g for g in members.values() if g[0] and g[1]]


def _touches(line: Ruling, across: Ruling) -> bool:
    """Whether the line reaches the coordinate of the other."""
    return line.start - _TOUCH_PT <= across.at <= line.end + _TOUCH_PT


def _closed_grid(vertical: list[Ruling], horizontal: list[Ruling]) -> Grid | None:
    """The grid of a connected group; None where its lines enclose no cell."""
    xs = _distinct([v.at for v in vertical] + _open_ends(horizontal, vertical))
    ys = _distinct([h.at for h in horizontal] + _open_ends(vertical, horizontal))
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, vertical, horizontal)
    if not cells or (len(cells) == 1 and len(vertical) + len(horizontal) < 4):
        return None
    box = box_around([c.box for c in cells])
    return Grid(box, tuple(cells), tuple(xs), tuple(ys), open_columns=False)


def _open_ends(lines: list[Ruling], across: list[Ruling]) -> list[float]:
    """Where most lines end beyond the outermost crossing line: the table's side without a border."""
    ends: list[float] = []
    least, most = min(a.at for a in across), max(a.at for a in across)
    starts = [line.start for line in lines if line.start < least - SNAP_PT]
    stops = [line.end for line in lines if line.end > most + SNAP_PT]
    if len(starts) * 2 > len(lines) and len(lines) > 1:
        ends.append(min(starts))
    if len(stops) * 2 > len(lines) and len(lines) > 1:
        ends.append(max(stops))
    return ends


def _distinct(values: list[float]) -> list[float]:
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > SNAP_PT:
            distinct.append(value)
    return distinct


def _cells(xs: list[float], ys: list[float], vertical: list[Ruling], horizontal: list[Ruling]) -> list[GridCell]:
    """The smallest fields of the grid, merged where no border is drawn between them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    right = {(r, c): _drawn(vertical, xs[c + 1], ys[r], ys[r + 1]) for r in range(rows) for c in range(columns)}
    below = {(r, c): _drawn(horizontal, ys[r + 1], xs[c], xs[c + 1]) for r in range(rows) for c in range(columns)}
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for col in range(columns):
            if (row, col) in taken:
                continue
            col_span, row_span = _extent(row, col, (rows, columns), right, below, taken)
            taken.update((r, c) for r in range(row, row + row_span) for c in range(col, col + col_span))
            box = Box(xs[col], ys[row], xs[col + col_span], ys[row + row_span])
            cells.append(GridCell(row, col, row_span, col_span, box))
    return cells


def _extent(
    row: int,
    col: int,
    size: tuple[int, int],
    right: dict[tuple[int, int], bool],
    below: dict[tuple[int, int], bool],
    taken: set[tuple[int, int]],
) -> tuple[int, int]:
    """How many columns and rows the cell that begins here spans."""
    rows, columns = size
    col_span = 1
    while col + col_span < columns and not right[row, col + col_span - 1] and (row, col + col_span) not in taken:
        col_span += 1
    row_span = 1
    across = range(col, col + col_span)
    while row + row_span < rows and not any(below[row + row_span - 1, c] for c in across):
        if any((row + row_span, c) in taken for c in across):
            break
        if any(right[row + row_span, c] for c in across[:-1]):
            break
        row_span += 1
    return col_span, row_span


def _drawn(lines: list[Ruling], at: float, start: float, end: float) -> bool:
    """Whether lines at this coordinate cover most of the way from ``start`` to ``end``."""
    covered = sum(
        max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= SNAP_PT
    )
    return covered >= _COVER_SHARE * (end - start)


def _open_grids(horizontal: list[Ruling], pieces: Sequence[Ruling]) -> list[Grid]:
    """Stacks of horizontal lines of one width as rows of one column each; what parts them is for the words to say."""
    grids: list[Grid] = []
    for stack in sorted(_stacks(horizontal, pieces), key=lambda s: s[0].start - s[0].end):
        ys = [line.at for line in stack]
        x0, x1 = min(line.start for line in stack), max(line.end for line in stack)
        if any(g.box.x0 - SNAP_PT <= x0 and x1 <= g.box.x1 + SNAP_PT and _among(ys, g) for g in grids):
            continue
        cells = tuple(
            GridCell(i, 0, 1, 1, Box(x0, a, x1, b))
            for i, (a, b) in enumerate(pairwise(ys))
            if b - a > _SMALLEST_CELL_PT
        )
        if cells:
            box = Box(x0, ys[0], x1, ys[-1])
            inner = [h for h in horizontal if h not in stack and _inside(h, box)]
            grids.append(Grid(box, cells, (x0, x1), tuple(ys), open_columns=True, partial=tuple(inner)))
    return grids


def _among(ys: list[float], grid: Grid) -> bool:
    """Whether these lines stand between the first and the last line of the grid."""
    return grid.box.top < ys[0] and ys[-1] < grid.box.bottom


def _stacks(horizontal: list[Ruling], pieces: Sequence[Ruling]) -> list[list[Ruling]]:
    """Horizontal lines below each other that begin and end alike; other joints begin another table."""
    stacks: list[list[Ruling]] = []
    for line in sorted(horizontal, key=lambda h: h.at):
        for stack in reversed(stacks):
            if abs(stack[-1].start - line.start) <= SNAP_PT and abs(stack[-1].end - line.end) <= SNAP_PT:
                if _pieced_alike(stack[-1], line, pieces):
                    stack.append(line)
                else:
                    stacks.append([line])
                break
        else:
            stacks.append([line])
    return [stack for stack in stacks if len(stack) > 1]


def _pieced_alike(above: Ruling, below: Ruling, pieces: Sequence[Ruling]) -> bool:
    """Whether two lines share half of the joints of the one with fewer, which cells that span leave out, or it has
    none: one edge of two tables may meet by chance."""
    fewer, more = sorted((_distinct(_inner_ends(line, pieces)) for line in (above, below)), key=len)
    shared = sum(any(abs(a - b) <= SNAP_PT for b in more) for a in fewer)
    return 2 * shared >= len(fewer)


def _inner_ends(line: Ruling, pieces: Sequence[Ruling]) -> list[float]:
    on_line = [p for p in pieces if abs(p.at - line.at) <= SNAP_PT]
    return [x for p in on_line for x in (p.start, p.end) if line.start + SNAP_PT < x < line.end - SNAP_PT]
