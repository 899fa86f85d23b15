"""A table on a page whose values show, at one click, the piece of the document's page that they were read from.

The rows stay in Python: the browser gets the part that it shows, and asks for another one by page, order or words.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import traitlets
from PIL import Image

from extractors.vocabulary import fold
from pipeline import store
from pipeline.desk.published import place
from pipeline.desk.swedish import Shown, counted, text
from pipeline.evidence import Place, piece_of, source_of
from pipeline.publish import UserError
from pipeline.store import Row

_ROWS_A_PAGE = 25
_STATIC = Path(__file__).parent / "static"


class Column(NamedTuple):
    """A column of a table: ``field`` of the row that it shows, and ``place``, the field with the value's place.

    ``form`` makes the value readable; ``instead`` names the field whose words stand where that value is unknown, and
    ``below`` fields whose words stand under it.
    """

    field: str
    heading: str
    form: Callable[[Any], Shown] = text
    place: str | None = None
    instead: str | None = None
    below: tuple[str, ...] = ()
    is_number: bool = False


class EvidenceTable(anywidget.AnyWidget):
    """The rows under their headings, 25 at a time, with search and order."""

    _esm = _STATIC / "table.js"
    _css = _STATIC / "table.css"

    caption = traitlets.Unicode().tag(sync=True)
    headings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    count = traitlets.Unicode().tag(sync=True)
    page = traitlets.Int(0).tag(sync=True)
    pages = traitlets.Int(1).tag(sync=True)
    order: traitlets.List[int] = traitlets.List([-1, 1]).tag(sync=True)
    words = traitlets.Unicode("").tag(sync=True)
    asked: traitlets.List[int] = traitlets.List([]).tag(sync=True)
    piece = traitlets.Dict({}).tag(sync=True)

    def __init__(self, database: Path, caption: str, columns: Sequence[Column], found: Sequence[Row]) -> None:
        self._database = database
        self._columns = tuple(columns)
        self._all = list(found)
        self._found = self._all
        super().__init__(
            caption=caption,
            headings=[{"text": column.heading, "number": column.is_number} for column in columns],
        )
        self._show()
        self.observe(lambda _: self._search(), ["words", "order"])
        self.observe(lambda _: self._show(), ["page"])
        self.observe(lambda change: self._answer(*change["new"]), ["asked"])

    def _search(self) -> None:
        needles = fold(self.words).split()
        self._found = [row for row in self._all if _has_all(self._text_of(row), needles)] if needles else self._all
        column, direction = self.order
        if column >= 0:
            field = self._columns[column].field
            known = [row for row in self._found if row.get(field) is not None]
            unknown = [row for row in self._found if row.get(field) is None]
            self._found = sorted(known, key=lambda row: row[field], reverse=direction < 0) + unknown
        if self.page:
            self.page = 0  # which shows it
        else:
            self._show()

    def _show(self) -> None:
        first = self.page * _ROWS_A_PAGE
        self.pages = max(-(-len(self._found) // _ROWS_A_PAGE), 1)
        self.count = counted(len(self._found), "rad", "rader")
        self.rows = [
            [_cell(row, column) for column in self._columns] for row in self._found[first : first + _ROWS_A_PAGE]
        ]

    def _answer(self, row: int, column: int, click: int) -> None:
        """``row`` counts on the page that is shown; the click's number tells a second one on the same value."""
        shown = self._found[self.page * _ROWS_A_PAGE + row]
        at = self._columns[column].place
        self.piece = piece(self._database, place(shown.get(at)) if at else None) | {"click": str(click)}

    def _text_of(self, row: Row) -> str:
        shown = (_cell(row, column) for column in self._columns)
        return fold(" ".join(word for cell in shown for word in (str(cell["text"]), *cell["below"])))


def piece(database: Path, at: Place | None) -> dict[str, str]:
    """The picture of a place as a data address with its caption, or the error that a person can mend."""
    if at is None:
        return {"error": "Platsen i dokumentet är inte känd."}
    try:
        with store.reading(database) as con:
            file_name, data = source_of(con, at.document_id)
        picture = piece_of(at, data)
    except UserError as error:
        return {"error": f"Sidan kan inte visas. {error}"}
    caption = f"{file_name}, sida {at.page}"
    return {"src": _address(picture), "alt": f"Utsnitt ur {caption}, med stället inramat", "caption": caption}


def _address(picture: Image.Image) -> str:
    content = io.BytesIO()
    picture.save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"


def _cell(row: Row, column: Column) -> dict[str, Any]:
    shown = _shown(row, column)
    has_place = column.place is not None and place(row.get(column.place)) is not None
    below = [str(row[field]) for field in column.below if row.get(field) is not None]
    return {"text": shown.text, "tone": shown.tone or "", "place": has_place, "below": below}


def _shown(row: Row, column: Column) -> Shown:
    value = row.get(column.field)
    return text(row[column.instead]) if value is None and column.instead is not None else column.form(value)


def _has_all(words: str, needles: Sequence[str]) -> bool:
    return all(needle in words for needle in needles)
