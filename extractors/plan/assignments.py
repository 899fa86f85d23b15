"""Assignments (uppdrag): forms that give them, and tables that list them with what has become of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table
from extractors.identity.committee import committees_in
from extractors.interpret.columns import columns_of, kind_of
from extractors.interpret.context import Context
from extractors.plan.assignment_forms import find_forms
from extractors.records import AssignmentRecord
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import days_in, parse_due
from extractors.vocabulary import fold, lookup, meanings

_LARGER_PT = 0.25  # a bold line set this much larger than the follow-up's heading begins something else
_WIDEST_GAP_PT = 60.0  # between the table and the heading of its follow-up on one page
_OWN_BOARD = re.compile(r"(?<!\w)(?:nämnds?|nämndens|styrelsens)(?!\w)")
_DECISION = re.compile(r"(?<!\w)beslut\w*[^.]{0,80}", re.IGNORECASE)
_ACTS = r"(?:ska|skall|bör|behöver|måste|får i uppdrag|ges i uppdrag|får uppdraget|ges uppdraget)"
_SUBJECT = re.compile(rf"^((?:[^\W\d]+[ ,]+){{1,8}}?){_ACTS}(?!\w)", re.IGNORECASE)
_DEFINITE = r"[^\W\d_][\w-]*(?:en|et|na|chef|direktör|samordnare|gruppen)"
_ACTORS = rf"{_DEFINITE}(?:(?:,| och| samt| tillsammans med| i samverkan med) {_DEFINITE})*"
_ENTRUSTED = re.compile(rf"(?:uppdra(?:r|s)? åt|(?<!\w)ska|uppdrag till|uppdras till) ({_ACTORS})(?!\w)", re.IGNORECASE)

_Block = Heading | Paragraph | Table


class _Columns(NamedTuple):
    """Column number to role, the words of the header, and the rows below it."""

    roles: dict[int, str]
    header: str
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self, row: Sequence[Cell], role: str) -> list[Cell]:
        """The row's cells with text in the columns of that role."""
        return [cell for cell in row if cell.text and self.roles.get(cell.col) == role]

    def text(self, row: Sequence[Cell], role: str) -> str | None:
        return "\n".join(cell.text for cell in self.cells(row, role) if cell.text) or None


def find_assignments(document: Document, context: Context) -> list[AssignmentRecord]:
    """The assignments of all forms and tables, in the document's order."""
    found = find_forms(document, context)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and is_assignment_table(block):
            after = _follow_up_after(document.blocks, index)
            found.extend(_rows(block, after, context, len(found)))
    return found


def is_assignment_table(table: Table) -> bool:
    """Whether the header names a column of assignments and one that says something of them, and none of amounts."""
    roles = set(_columns(table).roles.values())
    return "title" in roles and len(roles) > 1 and "amount" not in roles and kind_of(columns_of(table)) == "unknown"


def _columns(table: Table) -> _Columns:
    columns = columns_of(table)
    roles = {col: role for col, text in columns.headers.items() if (role := role_in_assignments(text)) is not None}
    return _Columns(roles, " ".join(columns.headers.values()), columns.rows)


def role_in_assignments(header: str) -> str | None:
    """What a column holds: by the words that its heading begins with, else by the first known ones in it."""
    known = meanings("assignment_columns")
    folded = fold(header)
    match = _words().match(folded) or _words().search(folded)
    return known[match.group(1)] if match else None


@functools.cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(meanings("assignment_columns"), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _rows(table: Table, after: str | None, context: Context, already: int) -> list[AssignmentRecord]:
    columns = _columns(table)
    giver = _giver(columns.header, table, context)
    titled = [(row, cells[0]) for row in columns.rows if (cells := columns.cells(row, "title"))]
    return [
        _record(columns, row, cell, after, giver, f"{context.document_id}-u{already + number}", context.document_id)
        for number, (row, cell) in enumerate(titled, 1)
    ]


def _record(
    columns: _Columns,
    row: Sequence[Cell],
    cell: Cell,
    after: str | None,
    giver: str | None,
    assignment_id: str,
    document_id: str,
) -> AssignmentRecord:
    title, *further = [p.text for p in cell.paragraphs]
    directive = "\n".join([*further, *filter(None, [columns.text(row, "directive")])]) or None
    told = [title, *further]
    days = days_in(columns.text(row, "assigned_on") or "") or [d for text in told for d in _decided_on(text)]
    schedule = columns.text(row, "schedule")
    return AssignmentRecord(
        assignment_id=assignment_id,
        document_id=document_id,
        title=title,
        given_by=columns.text(row, "given_by") or giver,
        given_to=columns.text(row, "given_to") or next((who for text in told if (who := _told(text))), None),
        assigned_on=days[0] if days else None,
        directive=directive,
        schedule=schedule,
        due_on=parse_due(schedule) if schedule else None,
        reporting=columns.text(row, "reporting"),
        financing=columns.text(row, "financing"),
        area=columns.text(row, "area"),
        follow_up=columns.text(row, "follow_up") or after,
        page=min(c.page for c in row if c.text),
        bbox=cell.box,
    )


def _giver(header: str, table: Table, context: Context) -> str | None:
    """The body that the header names, else the nearest heading that names one; "nämndens" is the document's own."""
    texts = [header]
    section = table.section
    while section.heading is not None and section.parent is not None:
        texts.append(section.title)
        section = section.parent
    for text in texts:
        body = _body_in(text, context)
        if body is not None:
            return body
    return None


def _body_in(text: str, context: Context) -> str | None:
    folded = fold(text)
    named = [body for word, body in meanings("assignment_bodies").items() if re.search(rf"(?<!\w){word}(?!\w)", folded)]
    named += sorted(committees_in(text))
    if named:
        return named[0]
    return context.identity.committee if _OWN_BOARD.search(folded) else None


def _decided_on(text: str) -> list[date]:
    return [day for match in _DECISION.finditer(text) for day in days_in(match.group())]


def _told(text: str) -> str | None:
    """Whom the text tells to act: 'X ska …', 'uppdras åt X', '… ska X göra'."""
    if match := _SUBJECT.match(text):
        return match.group(1).strip(" ,")
    match = _ENTRUSTED.search(text)
    return match.group(1) if match else None


def _follow_up_after(blocks: Sequence[_Block], index: int) -> str | None:
    """The text under the follow-up's heading right after the table, with the headings in it."""
    table = blocks[index]
    assert isinstance(table, Table)
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
    text = block.text
    emphasised = isinstance(block, Heading) or block.bold
    starts = (re.match(rf"{re.escape(word)}(?!\w)", fold(text)) for word in meanings("assignment_followups"))
    return emphasised and any(starts)


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
    return block.number is not None or block.level <= level or lookup("assignment_columns", block.text) is not None
