"""What a page may hold: beyond these limits it is no page of a document, and to read it costs minutes or gigabytes.

No page of the documents at hand has more than 4,595 letters, 1,577 objects, 605 rulings or 266 filled areas.
"""

from __future__ import annotations

from extractors.pdf.page import UnreadablePage

LONGEST_SIDE_PT = 20_000  # pdfium takes memory by the width; 14,400 points are the most that viewers show
MOST_OBJECTS = 200_000  # walking over them takes 4 seconds
MOST_LETTERS = 200_000
MOST_SHAPES = 10_000  # rulings, areas or marks: with more the page is a drawing, and its lines are no table's
MOST_PIXELS = 40_000_000  # of a picture that is looked into; a scanned A3 at 300 to the inch has 17 million
LARGEST_SPAN = 500  # rows or columns of a tagged cell; the largest at hand covers 9
MOST_TAGS = 20_000  # elements of a page's structure tree; the largest at hand has 469


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
