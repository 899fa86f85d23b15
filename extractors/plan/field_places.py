"""Where the fields of a record stand on the page, each by itself: what a click on a value shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.document.model import Cell
from extractors.interpret.blocks import Entry, Row, ticked_columns, value_at
from extractors.interpret.choose import Reading
from extractors.records import FieldPlaceRecord
from extractors.text.paragraphs import Paragraph

_FIELDS = (
    "status", "completion", "starts_on", "due_on", "responsible", "collaboration", "purpose", "contact", "comment",
)  # fmt: skip
Placed = Cell | Paragraph


def places_in_row(reading: Reading, entry: Entry, record_id: str, document_id: str) -> list[FieldPlaceRecord]:
    """The places of an activity's fields in its row and the remarks under it; a field without words or a sign has
    none."""
    places = {field: list(_cells_of(reading, entry, field)) for field in _FIELDS}
    places["starts_on"] = places["starts_on"] or places["due_on"]  # one cell may hold a span of time
    return [place for field, cells in places.items() for place in placed(record_id, document_id, field, cells)]


def placed(record_id: str, document_id: str, field: str, parts: Iterable[Placed]) -> list[FieldPlaceRecord]:
    """A record per cell or paragraph that holds something of the field, in their order."""
    return [
        FieldPlaceRecord(record_id, document_id, field, number, part.page, part.box)
        for number, part in enumerate(parts, 1)
    ]


def _cells_of(reading: Reading, entry: Entry, field: str) -> Iterator[Cell]:
    ticked = _ticked(reading, entry.cells) if field == "status" else None
    cell = ticked or reading.cell(entry.cells, field)
    if cell is not None and (shows(cell) or cell.bars):
        yield cell
    if field == "comment":
        yield from entry.remark_cells


def _ticked(reading: Reading, row: Row) -> Cell | None:
    """The one cell with a tick under the headings of statuses."""
    cells = [cell for col in ticked_columns(reading.block) if (cell := value_at(reading.block, row, col)) is not None]
    told = [cell for cell in cells if cell.text]
    return told[0] if len(told) == 1 else None


def shows(cell: Cell) -> bool:
    """Whether a cell has words, a sign or a colour in it."""
    return any(held is not None for held in (cell.text, cell.alternative, cell.fill, cell.symbol))
