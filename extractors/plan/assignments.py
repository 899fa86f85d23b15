"""Assignments (uppdrag): tables and cards that list them, forms that give them, lists and headings in running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.document.model import Document, Table
from extractors.identity.assignment_headings import assignment_heading, body_in, speaks_of_own_board
from extractors.interpret.blocks import Entry, Row, entries_of, value_at
from extractors.interpret.choose import Reading
from extractors.interpret.context import Context
from extractors.interpret.roles import concepts_of, is_noun_alone
from extractors.plan.assignment_forms import FORM_TYPE, find_forms
from extractors.plan.assignment_texts import begins_follow_up, decided_on, field_of, scheduled, told
from extractors.plan.listed_assignments import listed_assignments
from extractors.records import AssignmentRecord, Box
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import days_in, parse_due

_LARGER_PT = 0.25  # a bold line set this much larger than the follow-up's heading begins something else
_OF_TITLE_PAGE = frozenset({"assigned_on", "area", "given_by"})
_WIDEST_GAP_PT = 60.0  # between the table and the heading of its follow-up on one page

_Block = Heading | Paragraph | Table


def find_assignments(document: Document, context: Context, readings: Sequence[Reading]) -> list[AssignmentRecord]:
    """The assignments of all tables, forms and lists, in the document's order."""
    tables = {id(table) for table in document.tables}  # labelled lines are read as text
    own = [r for r in readings if r.kind == "assignments" and id(r.block.table) in tables and not _is_title_page(r)]
    in_form = context.identity.document_type == FORM_TYPE
    forms = find_forms(document, context, {id(r.block.table) for r in readings if not _may_be_form(r, in_form=in_form)})
    named = {(r.above.page, r.above.box) for r in own if r.above is not None}
    listed = listed_assignments(document, context, forms.blocks)
    found = [*forms.records, *(record for record in listed if (record.page, record.bbox) not in named)]
    for reading in own:
        if id(reading.block.table) not in forms.blocks:
            found += _rows(reading, _follow_up_after(document.blocks, reading.block.table), context)
    found.sort(key=lambda record: (record.page, record.bbox.top if record.bbox else 0.0))
    return [replace(record, assignment_id=f"{context.document_id}-u{n}") for n, record in enumerate(found, 1)]


def _is_title_page(reading: Reading) -> bool:
    """Whether a card says no more than what a report is called and when it was written ('Uppdrag: …', 'Datum: …')."""
    return reading.block.is_card and reading.columns.keys() <= _OF_TITLE_PAGE


def _may_be_form(reading: Reading, *, in_form: bool) -> bool:
    """Whether a block may be part of a form whose other fields stand around it: unknown, or a card in a document of
    forms."""
    return reading.kind == "unknown" or (in_form and reading.block.is_card and len(reading.block.rows) == 1)


def _rows(reading: Reading, after: str | None, context: Context) -> list[AssignmentRecord]:
    found = []
    for entry in entries_of(reading.block):
        cell = reading.named(entry.cells)
        if cell is not None and cell.text and cell.row == entry.cells[0].row:
            texts = [p.text for p in cell.paragraphs]
            found.append(_record(reading, entry, texts, cell.box, after, context))
        elif reading.above is not None:
            texts = [reading.above.text, *(p.text for p in reading.above.between)]
            found.append(_record(reading, entry, texts, entry.cells[0].box, after, context))
    return found


def _record(
    reading: Reading, entry: Entry, words: Sequence[str], place: Box, after: str | None, context: Context
) -> AssignmentRecord:
    """``words``: the title and what stands under it."""
    row = entry.cells
    title, *further = words
    said = _said(reading, row)
    directive = "\n".join([*further, *filter(None, [said.get("directive")])]) or None
    days = days_in(said.get("assigned_on") or "") or [day for text in words for day in decided_on(text)]
    schedule, reporting = scheduled(said.get("schedule"), said.get("reporting"))
    giver, receiver = _bodies(reading, entry, context)
    return AssignmentRecord(
        assignment_id="",
        document_id=context.document_id,
        title=title,
        given_by=said.get("given_by") or giver,
        given_to=said.get("given_to") or next((who for t in words if (who := told(t))), None) or receiver,
        assigned_on=days[0] if days else None,
        directive=directive,
        schedule=schedule,
        due_on=parse_due(schedule) if schedule else None,
        reporting=reporting,
        financing=said.get("financing"),
        area=said.get("area"),
        follow_up="\n".join(filter(None, [said.get("follow_up"), *entry.remarks])) or after,
        page=min(c.page for c in row if c.text),
        bbox=place,
    )


def _said(reading: Reading, row: Row) -> dict[str, str]:
    """Field to what stands in its columns; one of reports holds when, to whom or what they say."""
    found: dict[str, list[str]] = {}
    for name, columns in reading.columns.items():
        for col in columns:
            cell = value_at(reading.block, row, col)
            if cell is None or not cell.text:
                continue
            reports = "reporting" in concepts_of(reading.block.headers.get(col, ""))
            own = field_of(reading.block.headers[col], cell.text) if reports else None
            found.setdefault(own or name, []).append(cell.text)
    return {name: "\n".join(texts) for name, texts in found.items()}


class _Bodies(NamedTuple):
    giver: str | None
    receiver: str | None


def _bodies(reading: Reading, entry: Entry, context: Context) -> _Bodies:
    """Who gives and who gets a row's uppdrag, by the nearest of the rows over it, the header and the headings that
    says so; "nämndens" is the document's own board."""
    block = reading.block
    named = [col for col in (reading.name, *reading.columns.get("area", ())) if col is not None]
    rows = [over.text for over in reversed(entry.over)]
    texts = [*(t for t in rows if assignment_heading(t)), " ".join(block.headers.get(col, "") for col in sorted(named))]
    section = block.table.section
    while section.heading is not None and section.parent is not None:
        texts.append(section.title)
        section = section.parent
    giver = next((body for text in texts if (body := _giver(text, context)) is not None), None)
    heads = [head for text in texts if (head := assignment_heading(text)) is not None]
    over = next((text for text in rows if body_in(text) and not assignment_heading(text)), None)
    return _Bodies(giver, over or next((head.receiver for head in heads if head.receiver), None))


def _giver(text: str, context: Context) -> str | None:
    heading = assignment_heading(text)
    if heading is not None and (heading.giver or heading.receiver):
        return heading.giver
    return body_in(text) or (context.identity.committee if speaks_of_own_board(text) else None)


def _follow_up_after(blocks: Sequence[_Block], table: Table) -> str | None:
    """The text under the follow-up's heading right after the table, with the headings in it."""
    index = next(i for i, block in enumerate(blocks) if block is table)
    if index + 1 == len(blocks):
        return None
    head = blocks[index + 1]
    if isinstance(head, Table) or not _is_follow_up(head) or not _near(table, head):
        return None
    texts = []
    for block in blocks[index + 2 :]:
        if isinstance(block, Table) or _ends_follow_up(block, head, table):
            break
        texts.append(block.paragraph.text if isinstance(block, Heading) else block.text)
    return "\n".join(texts) or None


def _is_follow_up(block: Heading | Paragraph) -> bool:
    """Whether it is a heading, or a bold line, that begins with the words of a follow-up."""
    return (isinstance(block, Heading) or block.bold) and begins_follow_up(block.text)


def _near(table: Table, head: Heading | Paragraph) -> bool:
    paragraph = _paragraph(head)
    if paragraph.page == table.page == table.page_to:
        return paragraph.box.top - table.box.bottom <= _WIDEST_GAP_PT
    return paragraph.page <= table.page_to + 1


def _paragraph(block: Heading | Paragraph) -> Paragraph:
    return block.paragraph if isinstance(block, Heading) else block


def _ends_follow_up(block: Heading | Paragraph, head: Heading | Paragraph, table: Table) -> bool:
    """Whether it begins something else: a numbered heading, one as high as the follow-up's or as the one over the
    table, a field of another record, or a line set larger than the follow-up's heading."""
    paragraph = _paragraph(block)
    if paragraph.bold and paragraph.style.size > _paragraph(head).style.size + _LARGER_PT:
        return True
    if not isinstance(block, Heading):
        return False
    level = min(table.section.level, head.level) if isinstance(head, Heading) else table.section.level
    return block.number is not None or block.level <= level or is_noun_alone(block.text)
