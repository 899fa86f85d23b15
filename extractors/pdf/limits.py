"""What a page may hold: beyond these limits it is no page of a document, and to read it costs minutes or gigabytes.

A map or a drawing is told early by its strokes, as its lines are no table's and cost the most.
No page of the documents at hand has more than 4,595 letters, 1,577 objects, 605 rulings or 266 filled areas.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.page import Ruling, UnreadablePage

LONGEST_SIDE_PT = 20_000  # pdfium takes memory by the width; 14,400 points are the most that viewers show
MOST_OBJECTS = 200_000  # walking over them takes 4 seconds
MOST_LETTERS = 200_000
MOST_SHAPES = 10_000  # rulings, areas or marks: with more the page is a drawing, and its lines are no table's
MOST_SEGMENTS = 200_000  # of one path: what is beyond is some drawing's
# Of a map: slanting strokes, and the fields of 20 by 20 that they reach. A plan map has 24,313 in 263, the
# largest chart at hand 556 in 29, the widest 42 in 34.
_DRAWN_STROKES, _DRAWN_FIELDS = 3_000, 100
# Of a drawing: the places across by those down the page that straight lines stand at. The map has 40,991, a table by
# weeks 2,200, the largest table at hand 850.
_DRAWN_CROSSINGS = 5_000
MOST_PIXELS = 40_000_000  # of a picture that is looked into; a scanned A3 at 300 to the inch has 17 million
LARGEST_SPAN = 500  # rows or columns of a tagged cell; the largest at hand covers 9
MOST_TAGS = 20_000  # elements of a page's structure tree; the largest at hand has 469
_FIELDS = 20  # across a page and down it
_SAME_PLACE_PT = 3.0  # of lines, as tables see them
_FEWEST_RULINGS = 200


def check_size(width: float, height: float) -> None:
    """Raises UnreadablePage for a page that is too large, or has no area."""
    if not (0 < width <= LONGEST_SIDE_PT and 0 < height <= LONGEST_SIDE_PT):
        raise UnreadablePage(f"a size of {width:g} by {height:g} points")


def check_objects(count: int) -> None:
    """Raises UnreadablePage for too many drawn objects, those in forms counted each time that they are drawn."""
    if count > MOST_OBJECTS:
        raise UnreadablePage(f"more than {MOST_OBJECTS} drawn objects")


def check_letters(count: int) -> None:
    """Raises UnreadablePage for too many letters."""
    if count > MOST_LETTERS:
        raise UnreadablePage(f"more than {MOST_LETTERS} letters")


class Strokes:
    """The slanting and curved strokes of a page: how many there are, and how far they are spread."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.count = 0
        self.fields: set[tuple[int, int]] = set()

    def add(self, x: float, y: float) -> None:
        """Notes a stroke that goes by this point, if that is on the page."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self.count += 1
            self.fields.add((int(_FIELDS * x / self.width), int(_FIELDS * y / self.height)))

    @property
    def are_a_map(self) -> bool:
        """Whether there are more than in any chart, all over the page."""
        return self.count >= _DRAWN_STROKES and len(self.fields) >= _DRAWN_FIELDS


def are_a_plan(rulings: Sequence[Ruling]) -> bool:
    """Whether straight lines stand at more places across and down the page than those of any table."""
    if len(rulings) < _FEWEST_RULINGS:
        return False
    across = len({round(r.at / _SAME_PLACE_PT) for r in rulings if r.vertical})
    down = len({round(r.at / _SAME_PLACE_PT) for r in rulings if not r.vertical})
    return across * down >= _DRAWN_CROSSINGS
