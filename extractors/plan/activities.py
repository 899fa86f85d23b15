"""Activities: the rows of tables with activities, surveys and planned projects, and the commentary on them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.columns import Columns, columns_of, kind_of
from extractors.interpret.context import Context, without_years
from extractors.interpret.full_width_rows import WideRow, headed_by, over_the_header, wide_rows
from extractors.interpret.legends import legends_of
from extractors.interpret.prose import NO_BACKGROUND, Background, speaks_of
from extractors.plan.activity_kinds import kind_in_header, kind_text, kinds, marker_in, without_marker
from extractors.plan.status_cells import Signs, read_signs, unexplained_colours
from extractors.records import ActivityRecord, FindingRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import parse_date, parse_end
from extractors.vocabulary import entries, fold, lookup, meanings

_LEGEND = re.compile(r"(?<!\w)[A-ZÅÄÖ]\s?=\s?\w")


class Activities(NamedTuple):
    """The activities in the document's order, and what of their signs could not be read for certain."""

    records: list[ActivityRecord]
    findings: list[FindingRecord]


def find_activities(document: Document, context: Context) -> Activities:
    """All activities: rows of tables, and items of lists under headings that announce them."""
    found = Activities([], [])
    statuses = legends_of(document).statuses
    sections = document.root.walk()
    for index, section in enumerate(sections):
        found.records.extend(_listed(section, sections[:index], len(found.records), context))
        for table in (t for t in document.tables if t.section is section):
            rows, findings = _in_table(table, len(found.records), context, statuses)
            if rows and not any(row.comment for row in rows):
                rows = _with_commentary(rows, _commentary(document, table), document)
            found.records.extend(rows)
            found.findings.extend(findings)
    found.findings.extend(unexplained_colours(found.records, statuses))
    return found


def _in_table(
    table: Table, already: int, context: Context, statuses: Mapping[str, str]
) -> tuple[list[ActivityRecord], list[FindingRecord]]:
    """The rows of a table with activities or surveys, and what of their signs could not be read."""
    columns = columns_of(table)
    kind = kind_of(columns)
    if kind not in ("activities", "surveys"):
        return [], []
    signs, findings = read_signs(table, columns, statuses, context.document_id)
    rows = _records(table, columns, "survey" if kind == "surveys" else "activity", already, signs, context)
    return rows, [*findings, *_unlabelled(table, context)]


def _unlabelled(table: Table, context: Context) -> list[FindingRecord]:
    """Findings on rows over the whole width that are sentences and don't say that they are comments."""
    message = "a text over the whole width of the table has no label: it is no one's comment"
    return [
        FindingRecord(
            document_id=context.document_id,
            check_name="unlabelled_row",
            severity="info",
            message=message,
            stated=row.text,
            expected=None,
            table_id=f"{context.document_id}-t{table.index + 1}",
            label=None,
            column_text=None,
            page=row.cell.page,
            bbox=row.cell.box,
        )
        for row in wide_rows(table).values()
        if row.remark is None and row.goal is None and row.text.endswith((".", "!", "?"))
    ]


def _listed(section: Section, before: Sequence[Section], already: int, context: Context) -> list[ActivityRecord]:
    """The items under a heading like 'Fokusområden'; the unit whose they are is the heading above."""
    kind = _kind_of_list(section.title)
    if kind is None:
        return []
    items = [p for p in section.paragraphs if p.marker is not None]
    responsible = _unit_above(section, before)
    return [
        _list_item(item, kind, section, already + index, responsible, context) for index, item in enumerate(items, 1)
    ]


def _kind_of_list(title: str) -> str | None:
    """What the items under a heading are: it is one of the known ones, a year behind it or not, or begins with one."""
    folded = fold(title)
    for kind, entry in entries("list_headings").items():
        if without_years(folded) in map(fold, entry["words"]):
            return kind
        if any(folded.startswith(fold(word) + " ") for word in entry["begins"]):
            return kind
    return None


def _unit_above(section: Section, before: Sequence[Section]) -> str | None:
    """The nearest heading over a list's that is no deeper and names a unit, not a part of its description."""
    for above in reversed(before):
        if above.heading is None or above.level > section.level or _kind_of_list(above.title) is not None:
            continue
        if lookup("unit_parts", above.title) is None:
            return above.title
    return None


def _list_item(
    item: Paragraph, kind: str, section: Section, number: int, responsible: str | None, context: Context
) -> ActivityRecord:
    marker = marker_in(item.text)
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=context.goal_over(section),
        section_number=section.nearest_number,
        row=number,
        title=without_marker(item.text, marker),
        kind_text=kind_text(marker),
        kind=kinds()[kind_text(marker) or ""] if marker else kind,
        status_text=None,
        status=None,
        status_colour=None,
        completion=None,
        starts_on=None,
        due_on=None,
        responsible=responsible,
        collaboration=None,
        purpose=None,
        contact=None,
        year=context.identity.year,
        period=context.identity.period,
        comment=None,
        page=item.page,
        bbox=item.box,
    )


def _records(
    table: Table, columns: Columns, title_role: str, already: int, signs: Mapping[int, Signs], context: Context
) -> list[ActivityRecord]:
    """The rows with a title, those over the whole width as what they say of the others."""
    header = next(columns.headers[col] for col, role in columns.roles.items() if role == title_role)
    wide = wide_rows(table)
    goals = _goals_of_rows(table, columns, wide, context)
    titled = [cell for row in columns.rows if row[0].row not in wide and (cell := columns.cell(row, title_role))]
    marks_rows = bool(_LEGEND.search(header)) or any(marker_in(cell.text or "") for cell in titled)
    default_kind = None if marks_rows else kind_in_header(header)
    found: list[ActivityRecord] = []
    for row, goal in zip(columns.rows, goals, strict=True):
        over = wide.get(row[0].row)
        cell = columns.cell(row, title_role)
        if over is not None:
            found[-1:] = [_with_remark(record, over.remark) for record in found[-1:]]
        elif cell is not None and cell.text:
            number = already + len(found) + 1
            found.append(_record(table, columns, row, cell, number, default_kind, goal, signs[row[0].row], context))
    return found


def _with_remark(record: ActivityRecord, remark: str | None) -> ActivityRecord:
    """The activity with a comment more, that of a row below it."""
    return replace(record, comment="\n".join(filter(None, [record.comment, remark])) or None)


def _goals_of_rows(table: Table, columns: Columns, wide: Mapping[int, WideRow], context: Context) -> list[str | None]:
    """Per row the goal that its own column names, else the row over it, else the heading over the table; a cell that
    spans several rows names theirs too."""
    goals: list[str | None] = []
    named: str | None = None
    over = over_the_header(wide, columns)
    for row in columns.rows:
        heading = wide.get(row[0].row)
        if heading is not None and heading.remark is None:
            over = headed_by(over, heading)
        cell = columns.cell(row, "goal")
        if cell is not None and heading is None:
            named = context.goal_named(" ".join(cell.text.split())) if cell.text else None
        goals.append(named or context.goal_in(over) or (context.goal_over(table) if _is_free(over) else None))
    return goals


def _is_free(over: Sequence[WideRow]) -> bool:
    """Whether no row names another goal than that of the heading."""
    return all(row.goal is None for row in over)


def _record(
    table: Table,
    columns: Columns,
    row: tuple[Cell, ...],
    cell: Cell,
    number: int,
    default_kind: str | None,
    goal_id: str | None,
    signs: Signs,
    context: Context,
) -> ActivityRecord:
    text = " ".join((cell.text or "").split())
    marker = marker_in(text)
    year = context.identity.year
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=goal_id,
        section_number=table.section.nearest_number,
        row=number,
        title=without_marker(text, marker),
        kind_text=kind_text(marker),
        kind=kinds()[kind_text(marker) or ""] if marker else default_kind,
        status_text=signs.status_text,
        status=signs.status,
        status_colour=signs.status_colour,
        completion=signs.completion,
        starts_on=parse_date(columns.text(row, "starts_on") or "", year),
        due_on=parse_end(columns.text(row, "due_on") or "", year),
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


def _own_comment(columns: Columns, row: tuple[Cell, ...]) -> str | None:
    cell = columns.cell(row, "comment")
    return cell.text if cell else None


@cached_per_object
def _background(document: Document) -> Background:
    """The words of all running text, counted once for the commentaries of all tables."""
    return NO_BACKGROUND.and_of([p.text for section in document.sections() for p in section.paragraphs])


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
    rows: Sequence[ActivityRecord], paragraphs: Sequence[str], document: Document
) -> list[ActivityRecord]:
    if not paragraphs:
        return list(rows)
    owners = speaks_of([row.title for row in rows], paragraphs, _background(document))
    return [
        replace(row, comment="\n".join(paragraphs[i] for i in own) or None)
        for row, own in zip(rows, owners, strict=True)
    ]
