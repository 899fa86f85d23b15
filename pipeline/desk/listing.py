"""The pages that list records of one kind, and which rows of one an address chooses: words, order, page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from extractors.vocabulary import fold
from pipeline.desk import swedish
from pipeline.desk.swedish import NOTHING, Shown, text
from pipeline.formulas import as_text
from pipeline.store import Row

SIZES = {"25": 25, "100": 100, "alla": None}  # rows a page
_TEXT_SOURCES = {"embedded": "Textlager", "ocr": "Bildläst"}
_MINUSES = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})


class Field(NamedTuple):
    """A column of a listing: ``name`` in its query's rows and in the address, and how a value becomes readable.

    ``is_number``: numbers and days, which stand to the right and are never broken over lines.
    """

    name: str
    heading: str
    form: Callable[[Any], Shown] = text
    is_number: bool = False


class Listing(NamedTuple):
    """A page of records: its address, what it answers, its query in pipeline/sql/desk/, the field of a record's id."""

    path: str
    title: str
    question: str
    query: str
    record: str
    fields: tuple[Field, ...]


class Choice(NamedTuple):
    """What an address chooses: ``words`` by field, the field to order by, which page (from 1) of which size."""

    words: dict[str, str]
    order: str | None
    descending: bool
    size: str
    page: int


def _ja_or_nej(value: bool) -> Shown:
    """Without the mark of good and bad, as neither is."""
    return Shown("Ja" if value else "Nej")


def _text_source(value: str | None) -> Shown:
    return text(None if value is None else _TEXT_SOURCES.get(value, value))


LISTINGS = (
    Listing(
        "beslut", "Beslut", "Vad har beslutats, föreslagits och anmälts?", "decisions", "decision_id",
        (
            Field("title", "Rubrik"),
            Field("municipality", "Kommun"),
            Field("body", "Organ"),
            Field("meeting_date", "Dag", swedish.day, True),
            Field("paragraph", "Paragraf"),
            Field("kind", "Slag"),
            Field("text", "Text"),
            Field("registration_number", "Diarienummer"),
            Field("file_name", "Dokument"),
            Field("page", "Sida", swedish.number, True),
        ),
    ),
    Listing(
        "uppdrag", "Uppdrag", "Vem ska göra vad, och till när?", "assignments", "assignment_id",
        (
            Field("title", "Uppdrag"),
            Field("municipality", "Kommun"),
            Field("committee", "Nämnd"),
            Field("given_by", "Givet av"),
            Field("given_to", "Givet till"),
            Field("assigned_on", "Givet", swedish.day, True),
            Field("due_on", "Klart senast", swedish.day, True),
            Field("schedule", "Tidplan"),
            Field("reporting", "Återrapportering"),
            Field("file_name", "Dokument"),
            Field("page", "Sida", swedish.number, True),
        ),
    ),
    Listing(
        "dokument", "Dokument", "Vilka dokument är lästa, och vilka behöver en hand?", "documents", "document_id",
        (
            Field("file_name", "Fil"),
            Field("municipality", "Kommun"),
            Field("committee", "Nämnd"),
            Field("document_type", "Slag"),
            Field("year", "År", text, True),
            Field("period", "Period"),
            Field("title", "Titel"),
            Field("pages", "Sidor", swedish.number, True),
            Field("text_source", "Läst ur", _text_source),
            Field("superseded", "Ersatt", _ja_or_nej),
            Field("doubts", "Anmärkningar", swedish.number, True),
        ),
    ),
)  # fmt: skip


def choice_of(listing: Listing, query: Mapping[str, str]) -> Choice:
    """The choice that a query string makes; what it doesn't know counts as not said."""
    names = {field.name for field in listing.fields}
    order = query.get("ordning", "")
    page = query.get("sida", "1")
    return Choice(
        {name: query[name].strip() for name in sorted(names) if query.get(name, "").strip()},
        order.removeprefix("-") if order.removeprefix("-") in names else None,
        order.startswith("-"),
        size if (size := query.get("antal", "")) in SIZES else next(iter(SIZES)),
        int(page) if page.isdecimal() and page.isascii() and 0 < len(page) < 10 else 1,
    )


def query_of(choice: Choice, **changes: object) -> str:
    """The query string that makes this choice with these changes."""
    new = choice._replace(**changes)  # type: ignore[arg-type]  # a change has its field's type
    order = {"ordning": f"{'-' * new.descending}{new.order}"} if new.order else {}
    size = {} if new.size == next(iter(SIZES)) else {"antal": new.size}
    page = {} if new.page == 1 else {"sida": str(new.page)}
    return urlencode(new.words | order | size | page)


def chosen(listing: Listing, rows: Sequence[Row], choice: Choice) -> list[Row]:
    """The rows that have the words, as typed or as shown, in that order; the unknown last whichever way."""
    fields = {field.name: field for field in listing.fields}
    found = [row for row in rows if all(_has(row[name], fields[name], words) for name, words in choice.words.items())]
    if (order := choice.order) is None:
        return found
    known = [row for row in found if row[order] is not None]
    unknown = [row for row in found if row[order] is None]
    return sorted(known, key=lambda row: _rank(row[order]), reverse=choice.descending) + unknown


def page_of(rows: Sequence[Row], choice: Choice) -> tuple[Sequence[Row], int, int]:
    """The page's rows, its number (the last one for a higher one), and how many pages there are."""
    size = SIZES[choice.size]
    if size is None:
        return rows, 1, 1
    pages = max(-(-len(rows) // size), 1)
    page = min(choice.page, pages)
    return rows[(page - 1) * size : page * size], page, pages


def as_csv(listing: Listing, rows: Sequence[Row]) -> bytes:
    """The rows under their Swedish headings as UTF-8 with a byte order mark, which Excel asks for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.heading for field in listing.fields])
    writer.writerows([as_text(_plain(row[field.name], field)) for field in listing.fields] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_records(listing: Listing, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows by the names of their columns, with their id; days in ISO form."""
    names = (listing.record, *(field.name for field in listing.fields))
    return [{name: _iso(row[name]) for name in names} for row in rows]


def _has(value: Any, field: Field, words: str) -> bool:
    shown = field.form(value).text
    forms = {_searchable(form) for form in ("" if shown == NOTHING else shown, "" if value is None else str(value))}
    return any(_searchable(words) in form for form in forms)


def _searchable(words: str) -> str:
    """Folded, and without the spaces and the kinds of minus in which a typed number may differ from a shown one."""
    return "".join(fold(words.translate(_MINUSES)).split())


def _rank(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _plain(value: Any, field: Field) -> object:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, int | float | date):
        return value
    return "" if value is None else field.form(value).text


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
