"""Rulings to grids: spans from missing borders, double lines, open sides, lines without columns."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.pdf.page import Ruling
from extractors.tables.grid import Grid, find_grids


def h(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(False, y, x0, x1)


def v(x: float, y0: float, y1: float) -> Ruling:
    return Ruling(True, x, y0, y1)


def lattice(xs: list[float], ys: list[float]) -> list[Ruling]:
    return [h(y, xs[0], xs[-1]) for y in ys] + [v(x, ys[0], ys[-1]) for x in xs]


XS, YS = [100.0, 200.0, 300.0, 400.0], [50.0, 70.0, 90.0]


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.col, c.row_span, c.col_span) for c in grid.cells]


def test_a_closed_grid() -> None:
    [grid] = find_grids(lattice(XS, YS))
    assert places(grid) == [(r, c, 1, 1) for r in range(2) for c in range(3)]
    assert grid.box == (100.0, 50.0, 400.0, 90.0)
    assert not grid.open_columns


def test_borders_drawn_cell_by_cell_are_the_same_grid() -> None:
    pieces = [h(y, a, b) for y in YS for a, b in pairwise(XS)] + [v(x, a, b) for x in XS for a, b in pairwise(YS)]
    assert find_grids(pieces) == find_grids(lattice(XS, YS))


def test_a_missing_border_makes_a_span_across() -> None:
    rulings = [h(y, 100, 400) for y in YS] + [v(100, 50, 90), v(400, 50, 90), v(200, 70, 90), v(300, 50, 90)]
    [grid] = find_grids(rulings)
    assert places(grid) == [(0, 0, 1, 2), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_a_missing_border_makes_a_span_down() -> None:
    rulings = [h(50, 100, 400), h(90, 100, 400), h(70, 200, 400)] + [v(x, 50, 90) for x in XS]
    [grid] = find_grids(rulings)
    assert places(grid) == [(0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_lines_within_three_points_are_one() -> None:
    doubled = [*lattice(XS, YS), *[h(y + 1.4, 100, 400) for y in YS], *[v(x + 1.4, 50, 91.4) for x in XS]]
    [grid] = find_grids(doubled)
    assert len(grid.cells) == 6


def test_sides_without_a_border_are_where_the_lines_end() -> None:
    rulings = [h(y, 100, 400) for y in YS] + [v(200, 50, 90), v(300, 50, 90)]
    [grid] = find_grids(rulings)
    assert grid.xs == (100.0, 200.0, 300.0, 400.0)
    assert len(grid.cells) == 6


def test_a_stack_of_lines_has_open_columns() -> None:
    [grid] = find_grids([h(y, 100, 400) for y in (50, 70, 90, 110)])
    assert grid.open_columns
    assert places(grid) == [(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)]


def test_lines_of_other_lengths_are_another_stack() -> None:
    rulings = [h(50, 100, 400), h(70, 100, 400), h(300, 100, 250), h(320, 100, 250)]
    assert [g.box for g in find_grids(rulings)] == [(100, 50, 400, 70), (100, 300, 250, 320)]


def pieced(y: float, *edges: float) -> list[Ruling]:
    return [h(y, x0, x1) for x0, x1 in pairwise(edges)]


def test_two_tables_of_one_width_with_an_edge_in_common_stay_two() -> None:
    above = [pieced(y, 100, 250, 300, 350, 400) for y in (50, 70, 90)]
    below = [pieced(y, 100, 180, 220, 299, 400) for y in (140, 160, 180)]
    grids = find_grids([line for lines in above + below for line in lines])
    assert [(g.box.top, g.box.bottom) for g in grids] == [(50, 90), (140, 180)]


def test_the_line_under_cells_that_span_is_no_table_of_its_own() -> None:
    lines = [pieced(50, 100, 300, 400), pieced(70, 100, 200, 250, 300, 350, 400), pieced(90, 100, 200, 250, 300, 400)]
    [grid] = find_grids([line for row in lines for line in row])
    assert grid.ys == (50, 70, 90)


def test_a_shorter_line_inside_a_stack_is_partial() -> None:
    [grid] = find_grids([h(50, 100, 400), h(110, 100, 400), h(80, 250, 400)])
    assert grid.partial == (h(80, 250, 400),)
    assert len(grid.cells) == 1


@pytest.mark.parametrize("rulings", [[], [h(50, 100, 400)], [v(100, 50, 90), v(300, 50, 90)]])
def test_no_grid(rulings: list[Ruling]) -> None:
    assert find_grids(rulings) == []


def test_two_tables_side_by_side_stay_two() -> None:
    grids = find_grids(lattice([50, 100, 150], YS) + lattice([300, 350, 400], YS))
    assert [g.box.x0 for g in grids] == [50, 300]


def test_a_line_that_stops_short_of_its_crossing_by_three_points_reaches_it() -> None:
    rulings = [h(y, 102.5, 397.5) for y in YS] + [v(x, 50, 90) for x in XS]
    [grid] = find_grids(rulings)
    assert len(grid.cells) == 6
