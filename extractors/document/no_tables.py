"""What looks like a table and is none, told once tables are joined: page furniture, prose in columns, charts, frames.

The words of furniture are no text; those of the others go back to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.document.joining import JoinedTable
from extractors.document.model import Table
from extractors.records import Box
from extractors.tables.cells import PageTable, TableCell
from extractors.values.parsing import parse_number
from extractors.vocabulary import fold, lookup

FURNITURE, TEXT = "furniture", "text"

_ZONE_SHARE = 0.15  # of the page's height, at the top and at the bottom
_PLACE_PT = 4.0  # how far a strip may move from page to page
_NEIGHBOUR_PT = 20.0  # a table this near belongs to it
_LONG_DOCUMENT = 12  # pages
_MOST_FOOT_ROWS = 5  # of a sender's addresses
_PROSE_WORDS = 8  # of a cell
_PROSE_LINES = 3
_MID_SENTENCE_SHARE = 0.25  # of the cells with words that begin within a sentence
_FEWEST_BEGINNINGS = 3
_NUMBERS_SHARE = 0.5  # of a column's cells
_IN_FIGURE_SHARE = 0.25  # of a table's words
_BACKGROUND_SHARE = 0.5  # of the page: a larger figure is what the page is printed on
_CHART_WORDED_SHARE = 0.25  # of the cells
_CHART_COLUMN_SHARE = 0.6  # of a column's or a row's cells: it names something
_FEWEST_CHART_ROWS = 3
_FEWEST_ITEMS, _ITEMS_SHARE = 3, 0.8  # of an agenda: its first column's cells that are numbers of items
_ITEM = re.compile(r"^§{1,2}\s?\d{1,3}\b")
_FEWEST_FIELDS = 3  # of a meeting's title page, by meaning
_FRAME_ROWS, _FRAME_SIZE_SHARE = 4, 1.4  # of a title in a frame: most rows, and its letters' size to the text's


class Sheet(NamedTuple):
    """What is asked of a page: its size in points, its tables and its figures."""

    width: float
    height: float
    tables: Sequence[PageTable]
    figures: Sequence[Box]


def no_tables(joined: Sequence[JoinedTable], sheets: Mapping[int, Sheet], body_size: float) -> dict[int, str]:
    """What the tables that are none are, by ``id`` of each part: FURNITURE or TEXT; ``sheets`` by page number,
    ``body_size`` that of most text in points."""
    parts = [part for table in joined for part in table.parts]
    strips = _repeated(parts, sheets)
    kinds: dict[int, str] = {}
    for table in joined:
        if all(_is_strip(part, strips, sheets[part.page], body_size) for part in table.parts):
            kind = FURNITURE
        elif _is_text(table, sheets, body_size):
            kind = TEXT
        else:
            continue
        kinds.update((id(part), kind) for part in table.parts)
    return kinds


def meeting_kind(table: Table) -> str | None:
    """'agenda' for a list of a meeting's items, 'form' for the fields of its title page, else None."""
    firsts = [cell.text for cell in table.cells if cell.col == 0 and cell.text]
    if len(firsts) >= _FEWEST_ITEMS and sum(map(_is_item, firsts)) >= _ITEMS_SHARE * len(firsts):
        return "agenda"
    texts = [line for cell in table.cells if cell.text for line in cell.text.split("\n")[:1]]
    meanings = {lookup("protocol_meetings", text.rstrip(":")) for text in texts} - {None}
    return "form" if len(meanings) >= _FEWEST_FIELDS else None


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text))


def _is_text(table: JoinedTable, sheets: Mapping[int, Sheet], body_size: float) -> bool:
    if _is_title(table, body_size) or _is_chart(table):
        return True
    return table.source == "alignment" and (_is_prose(table) or _is_in_figures(table, sheets))


def _repeated(parts: Iterable[PageTable], sheets: Mapping[int, Sheet]) -> set[tuple[str, int, int]]:
    """What stands in the head or foot of several pages at the same place."""
    places = [place for part in parts if (place := _place(part, sheets[part.page])) is not None]
    least = 2 if len(sheets) < _LONG_DOCUMENT else 3
    return {place for place, count in Counter(places).items() if count >= least}


def _place(part: PageTable, sheet: Sheet) -> tuple[str, int, int] | None:
    """The words of a strip without their digits, and where it stands; None for a table elsewhere on the page."""
    if not _in_zone(part.box, sheet):
        return None
    text = fold(" ".join("".join(c for c in word.text if not c.isdigit()) for word in part.words))
    return text, round(part.box.x0 / _PLACE_PT), round(part.box.top / _PLACE_PT)


def _in_zone(box: Box, sheet: Sheet) -> bool:
    return box.bottom <= _ZONE_SHARE * sheet.height or box.top >= (1 - _ZONE_SHARE) * sheet.height


def _is_strip(part: PageTable, strips: set[tuple[str, int, int]], sheet: Sheet, body_size: float) -> bool:
    """Whether it is page furniture: fields for signatures, a repeated head or foot, the sender's addresses."""
    filled = [cell for cell in part.cells if cell.lines]
    if filled and all(_is_signing(cell) for cell in filled):
        return True
    if any(_touch(part.box, other.box) for other in sheet.tables if other is not part):
        return False  # the header of the table below, a row of the one above
    if _place(part, sheet) in strips:
        return True
    at_foot = part.box.top >= (1 - _ZONE_SHARE) * sheet.height and part.n_rows <= _MOST_FOOT_ROWS
    small = bool(part.words) and median(word.style.size for word in part.words) < body_size
    return part.source == "alignment" and at_foot and small and not _has_numbers(part.cells)


def _is_signing(cell: TableCell) -> bool:
    return lookup("protocol_heads", " ".join(line.text for line in cell.lines)) == "foot"


def _touch(a: Box, b: Box) -> bool:
    beside = a.x0 < b.x1 and b.x0 < a.x1
    return beside and a.top - b.bottom <= _NEIGHBOUR_PT and b.top - a.bottom <= _NEIGHBOUR_PT


def _is_title(table: JoinedTable, body_size: float) -> bool:
    """Whether it is a frame around a title: one column of large letters."""
    words = [word for cell in table.cells for word in cell.words]
    framed = table.n_columns == 1 and table.n_rows <= _FRAME_ROWS and bool(words)
    return framed and median(word.style.size for word in words) >= _FRAME_SIZE_SHARE * body_size


def _is_chart(table: JoinedTable) -> bool:
    """Whether hardly any field of the grid has words, and none of its rows and columns names anything."""
    if table.n_rows < _FEWEST_CHART_ROWS or table.n_columns < 2 or table.source == "structure":
        return False
    worded = [cell for cell in table.cells if cell.lines]
    if len(worded) > _CHART_WORDED_SHARE * len(table.cells):
        return False
    rows, columns = Counter(cell.row for cell in worded), Counter(cell.col for cell in worded)
    names_rows = any(count >= _CHART_COLUMN_SHARE * table.n_rows for count in columns.values())
    names_columns = any(count >= _CHART_COLUMN_SHARE * table.n_columns for count in rows.values())
    return not names_rows and not names_columns


def _is_prose(table: JoinedTable) -> bool:
    """Whether columns of running text stand side by side: what would be rows begins in the middle of sentences."""
    filled = [cell for cell in table.cells if cell.lines]
    if len({cell.col for cell in filled}) < 2 or _has_numbers(table.cells):
        return False
    prose = [cell for cell in filled if len(cell.words) >= _PROSE_WORDS]
    if table.n_rows == 1:
        return len(prose) >= 2 and sum(len(cell.lines) >= _PROSE_LINES for cell in prose) >= 2
    within = [cell for cell in filled if cell.lines[0].text[:1].islower()]
    broken = sum(_goes_on(above, below) for above, below in _beneath(filled))
    least = max(_FEWEST_BEGINNINGS - (len(prose) == len(filled)), _MID_SENTENCE_SHARE * len(filled))
    return len({cell.col for cell in prose}) >= 2 and max(len(within), broken) >= least


def _beneath(cells: Sequence[TableCell]) -> Iterable[tuple[TableCell, TableCell]]:
    """Each two cells of a column that follow each other."""
    for col in {cell.col for cell in cells}:
        yield from pairwise(sorted((cell for cell in cells if cell.col == col), key=lambda cell: cell.row))


def _goes_on(above: TableCell, below: TableCell) -> bool:
    return below.lines[0].text[:1].islower() and above.lines[-1].text[-1:].isalpha()


def _has_numbers(cells: Iterable[TableCell]) -> bool:
    """Whether some column has mostly numbers."""
    texts: dict[int, list[str]] = {}
    for cell in cells:
        if cell.lines:
            texts.setdefault(cell.col, []).append(" ".join(line.text for line in cell.lines).rstrip(" %"))
    return any(
        sum(parse_number(text) is not None for text in column) >= _NUMBERS_SHARE * len(column)
        for column in texts.values()
    )


def _is_in_figures(table: JoinedTable, sheets: Mapping[int, Sheet]) -> bool:
    """Whether its words stand in slices, arrows and circles."""
    words = inside = 0
    for part in table.parts:
        sheet = sheets[part.page]
        most = _BACKGROUND_SHARE * sheet.width * sheet.height
        figures = [box for box in sheet.figures if box.width * box.height <= most]
        places = [((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2) for w in part.words]
        words += len(places)
        inside += sum(any(box.holds(x, y) for box in figures) for x, y in places)
    return inside >= _IN_FIGURE_SHARE * max(1, words)
