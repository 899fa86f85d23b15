"""Activities: the rows of tables with activities, surveys and planned projects, and the commentary on them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.columns import Columns, columns_of, kind_of
from extractors.context import Context
from extractors.prose import speaks_of
from extractors.reading.document import Cell, Document, Table
from extractors.reading.sections import Section
from extractors.reading.text import is_bullet
from extractors.records import ActivityRecord
from extractors.values import colour_name, parse_date, parse_share
from extractors.vocabulary import entries, fold, lookup, meanings

_MARKER = re.compile(r"\(\s*([A-ZÅÄÖ](?:\s?/\s?[A-ZÅÄÖ])?)\s*\)")
_LEGEND = re.compile(r"(?<!\w)[A-ZÅÄÖ]\s?=\s?\w")


def find_activities(document: Document, context: Context) -> list[ActivityRecord]:
    """All activities in the document's order: rows of tables, and bullets under headings that announce them."""
    found: list[ActivityRecord] = []
    background = [p.text for section in document.sections() for p in section.paragraphs]
    sections = document.root.walk()
    for above, section in pairwise([None, *sections]):
        assert section is not None
        found.extend(_listed(section, above, len(found), context))
        for table in (t for t in document.tables if t.section is section):
            found.extend(_in_table(document, table, len(found), context, background))
    return found


def _in_table(
    document: Document, table: Table, already: int, context: Context, background: Sequence[str]
) -> list[ActivityRecord]:
    """The rows of a table with activities or surveys, with the commentary that speaks of them."""
    columns = columns_of(table)
    kind = kind_of(columns)
    if kind not in ("activities", "surveys"):
        return []
    rows = _records(table, columns, "survey" if kind == "surveys" else "activity", already, context)
    if any(row.comment for row in rows):
        return rows
    return _with_commentary(rows, _commentary(document, table), background)


def _listed(section: Section, above: Section | None, already: int, context: Context) -> list[ActivityRecord]:
    """The bullets under a heading like 'Fokusområden'; the unit whose they are is the heading above."""
    folded = fold(section.title)
    kinds = [kind for word, kind in meanings("list_headings").items() if re.match(rf"{re.escape(word)}(?!\w)", folded)]
    if not kinds:
        return []
    bullets = [p for p in section.paragraphs if p.marker is not None and is_bullet(p.marker)]
    return [
        ActivityRecord(
            activity_id=f"{context.document_id}-a{number}",
            document_id=context.document_id,
            goal_id=None,
            section_number=section.nearest_number,
            row=number,
            title=bullet.text,
            kind_text=None,
            kind=kinds[0],
            status_text=None,
            status=None,
            status_colour=None,
            completion=None,
            starts_on=None,
            due_on=None,
            responsible=above.title or None if above is not None else None,
            collaboration=None,
            purpose=None,
            contact=None,
            year=context.identity.year,
            period=context.identity.period,
            comment=None,
            page=bullet.page,
            bbox=bullet.box,
        )
        for number, bullet in enumerate(bullets, already + 1)
    ]


def _records(table: Table, columns: Columns, title_role: str, already: int, context: Context) -> list[ActivityRecord]:
    header = next(columns.headers[col] for col, role in columns.roles.items() if role == title_role)
    titled = [(row, cell) for row in columns.rows if (cell := columns.cell(row, title_role)) and cell.text]
    marks_rows = bool(_LEGEND.search(header)) or any(_marker_in(cell.text or "") for _, cell in titled)
    default_kind = None if marks_rows else _kind_in_header(header)
    return [
        _record(table, columns, row, cell, already + index, default_kind, context)
        for index, (row, cell) in enumerate(titled, 1)
    ]


def _record(
    table: Table,
    columns: Columns,
    row: tuple[Cell, ...],
    cell: Cell,
    number: int,
    default_kind: str | None,
    context: Context,
) -> ActivityRecord:
    text = " ".join((cell.text or "").split())
    marker = _marker_in(text)
    status = columns.text(row, "status")
    year = context.identity.year
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=context.goal_over(table),
        section_number=table.section.nearest_number,
        row=number,
        title=_without_marker(text, marker),
        kind_text=marker.group(1).replace(" ", "") if marker else None,
        kind=_kinds()[marker.group(1).replace(" ", "")] if marker else default_kind,
        status_text=status,
        status=lookup("statuses", status),
        status_colour=_status_colour(columns, row),
        completion=parse_share(columns.text(row, "completion") or ""),
        starts_on=parse_date(columns.text(row, "starts_on") or "", year),
        due_on=parse_date(columns.text(row, "due_on") or "", year),
        responsible=columns.text(row, "responsible") or columns.text(row, "unit"),
        collaboration=columns.text(row, "collaboration"),
        purpose=columns.text(row, "purpose"),
        contact=columns.text(row, "contact"),
        year=year,
        period=context.identity.period,
        comment=_own_comment(columns, row),
        page=min(c.page for c in row if c.text),
        bbox=cell.box,
    )


@functools.cache
def _kinds() -> dict[str, str]:
    """Marker to kind."""
    return {marker: kind for kind, entry in entries("kinds").items() for marker in entry["markers"]}


def _marker_in(text: str) -> re.Match[str] | None:
    """The type marker in a row's text, wherever it stands; brackets with other letters are none."""
    return next((m for m in _MARKER.finditer(text) if m.group(1).replace(" ", "") in _kinds()), None)


def _without_marker(text: str, marker: re.Match[str] | None) -> str:
    if marker is None:
        return text
    return " ".join(f"{text[: marker.start()]} {text[marker.end() :]}".split())


def _kind_in_header(header: str) -> str | None:
    """What the header calls the rows: the longest known words that it begins with."""
    folded = fold(header)
    known = [word for word in meanings("kinds") if re.match(rf"{re.escape(word)}(?![\w-])", folded)]
    return meanings("kinds")[max(known, key=len)] if known else None


def _status_colour(columns: Columns, row: tuple[Cell, ...]) -> str | None:
    """The colour of the status cell's mark, or of its fill where that sets it apart from the rest of the row."""
    cell = columns.cell(row, "status")
    if cell is None:
        return None
    if cell.symbol is not None:
        return colour_name(cell.symbol)
    others = {c.fill for c in row if c is not cell}
    return colour_name(cell.fill) if cell.fill is not None and cell.fill not in others else None


def _own_comment(columns: Columns, row: tuple[Cell, ...]) -> str | None:
    cell = columns.cell(row, "comment")
    return cell.text if cell else None


def _commentary(document: Document, table: Table) -> list[str]:
    """The paragraphs under the commentary heading that follows the table, before anything else begins."""
    sections = document.root.walk()
    at = next(i for i, section in enumerate(sections) if section is table.section)
    following = sections[at + 1] if at + 1 < len(sections) else None
    if following is None or not _is_commentary(following.title):
        return []
    return [p.text for section in following.walk() for p in section.paragraphs if _belongs(section, following)]


def _is_commentary(title: str) -> bool:
    folded = fold(title)
    return any(re.match(rf"{re.escape(word)}(?!\w)", folded) for word in meanings("commentary"))


def _belongs(section: Section, commentary: Section) -> bool:
    """Whether a section is the commentary itself or an unnumbered heading in it."""
    return section is commentary or section.number is None


def _with_commentary(
    rows: Sequence[ActivityRecord], paragraphs: Sequence[str], background: Sequence[str]
) -> list[ActivityRecord]:
    owners = speaks_of([row.title for row in rows], paragraphs, background)
    return [
        replace(row, comment="\n".join(paragraphs[i] for i in own) or None)
        for row, own in zip(rows, owners, strict=True)
    ]
