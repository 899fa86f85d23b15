"""The piece of the page that a value was read from, with its place marked."""

from __future__ import annotations

from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import duckdb
from PIL import Image

from extractors.document.picture import marked_piece, page_picture
from extractors.records import Box
from pipeline import sources
from pipeline.publish import UserError
from pipeline.sources import is_remote, local_path

_PIXELS_A_POINT = 2.0


class UnknownRecordError(UserError):
    """No record has this id."""


class SourceError(UserError):
    """The PDF behind a record isn't there any more, or is another one by now."""


class PictureError(UserError):
    """The picture can't be written under this name."""


class Place(NamedTuple):
    """Where a record stands. ``box`` in points from the page's top left corner, None for a whole page or document;
    ``table_box``: of the table around a cell or row, where it begins on the same page.
    """

    kind: str
    text: str | None
    document_id: str
    page: int
    box: Box | None
    table_box: Box | None


def place_of(con: duckdb.DuckDBPyConnection, record_id: str) -> Place:
    """The place of the record with this id: of a goal, activity, indicator, assignment, decision, section or table, of
    a table's row (TABLE-r5) or cell (TABLE-r5c2), of a document or its page (DOCUMENT-p3), or of a field of an activity
    or indicator (ACTIVITY.comment). Raises UnknownRecordError.
    """
    found = con.execute(_sql("place"), {"id": record_id}).fetchall()
    if not found:
        raise UnknownRecordError(
            f"{record_id}: no record has this id; take it from a table's id column, or from find: "
            "kommunplan sql \"SELECT id, excerpt FROM find('words')\""
        )
    kind, text, document_id, page, box, table_box = found[0]
    return Place(kind, text, document_id, page, box and Box(*box), table_box and Box(*table_box))


def source_of(con: duckdb.DuckDBPyConnection, document_id: str) -> tuple[str, bytes]:
    """The document's file name, and its content where the file lies unchanged, be it read or met there. Raises
    SourceError."""
    found = con.execute(_sql("addresses"), {"document_id": document_id}).fetchall()
    changed: str | None = None
    for sha256, file_name, address in found:
        if not is_remote(address) and local_path(address).is_file():
            with suppress(sources.SourceError):
                data = sources.read_source(sources.Source(address, file_name))
                if sources.fingerprint(data) == sha256:
                    return file_name, data
            changed = changed or sources.shown_address(address)
    sha256, _, address = found[0]
    if changed is not None:
        raise SourceError(
            f"{changed}: has changed since it was read (SHA-256 then {sha256[:12]}…); "
            "put the old file back, or run 'kommunplan ingest' to read the new one"
        )
    raise SourceError(
        f"{sources.shown_address(address)}: no such file on this machine any more; "
        "put it back, or run 'kommunplan ingest' on the folder where it lies now"
    )


def piece_of(place: Place, data: bytes) -> Image.Image:
    """The page's piece around the place, in full width, with a frame around it and the table's header above."""
    page = page_picture(data, place.page, _PIXELS_A_POINT)
    return page if place.box is None else marked_piece(page, place.box, place.table_box, _PIXELS_A_POINT)


def write_piece(piece: Image.Image, file: Path) -> None:
    """Write the picture in the format that the file's suffix names. Raises PictureError, OSError."""
    try:
        piece.save(file)
    except ValueError as error:
        raise PictureError(f"{file}: no kind of picture has this suffix; name it .png") from error


def _sql(name: str) -> str:
    return resources.files("pipeline.sql").joinpath("evidence", f"{name}.sql").read_text(encoding="utf-8")
