"""Documents as Swedish kommuner publish them, in templates unlike each other: each module holds a document's content as
plain data and makes both the PDF and the gold of it. ``python -m tests.templates.NAME`` typesets NAME.pdf anew."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

Record = dict[str, Any]

_FOLDER = Path(__file__).parent
_LETTERS_TO_FIND = 15  # of a text, before a line or cell may break it
_LISTS = ("goals", "activities", "indicators", "indicator_values", "budget_lines", "assignments", "claims")


class Column(NamedTuple):
    """A column of amounts and what its heading says."""

    text: str
    measure: str
    year: int | None
    as_of: str | None = None


def pdf_of(name: str) -> Path:
    """The committed PDF of a template."""
    return _FOLDER / f"{name}.pdf"


def publish(name: str, pdf: bytes, gold: Record) -> None:
    """Writes the PDF beside its module; fails if what the gold has on a page does not stand there.

    Raises:
        ValueError: the document has other pages than its gold says, or a row stands on another page.
    """
    with pikepdf.open(io.BytesIO(pdf)) as packed:
        packed.save(pdf_of(name), object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    pages = [_letters(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(pdf)]
    if len(pages) != gold["documents"][0]["pages"]:
        raise ValueError(f"{name}.pdf has {len(pages)} pages: count them in its gold")
    for record in (record for kind in _LISTS for record in gold.get(kind, [])):
        text = record.get("label") or record.get("text") or record.get("name") or record.get("title")
        if text and _letters(text)[:_LETTERS_TO_FIND] not in pages[record["page"] - 1]:
            raise ValueError(f"{name}.pdf: '{text}' is not on page {record['page']}")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def spaced(amount: float | None, decimals: int = 0) -> str:
    """An amount as it is printed: '-1 234,5'; a dash for None."""
    if amount is None:
        return "-"
    return f"{amount:,.{decimals}f}".replace(",", " ").replace(".", ",")


def budget_lines(
    rows: Iterable[tuple[Record, Sequence[float | None]]],
    columns: Sequence[Column],
    table: Mapping[str, Any],
    printed: Mapping[float, str] | None = None,
    decimals: int = 0,
) -> list[Record]:
    """The gold of a table's amounts: ``rows`` have section, code, label, is_total, note and page, ``table`` has
    statement, table_title and unit; ``printed`` holds amounts that are printed otherwise than by ``spaced``."""
    return [
        {"section": None, "code": None, "is_total": False, "note": None, **table, **row, "row": at}
        | {"column_text": column.text, "measure": column.measure, "year": column.year, "as_of": column.as_of}
        | {"amount_text": (printed or {}).get(amount, spaced(amount, decimals)), "amount": amount}
        for at, (row, amounts) in enumerate(rows, 1)
        for column, amount in zip(columns, amounts, strict=True)
        if amount is not None
    ]
