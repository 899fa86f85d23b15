"""A protocol's title page: the meeting, who took part, who signed, and the notice of its approval."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Table
from extractors.interpret.context import Context
from extractors.protocol.attendance_tables import ROLES, listed_in
from extractors.protocol.items import Item
from extractors.protocol.labels import body_in
from extractors.protocol.lines import ProtocolLines, TextLine, same_row, stacked
from extractors.protocol.persons import Person, is_led_by_office, persons_in
from extractors.protocol.signatures import signatures_of
from extractors.protocol.title_fields import Field, fields_of
from extractors.records import AttendanceRecord, MeetingRecord, SignatureRecord
from extractors.text.lines import Lexicon, join_lines
from extractors.values.parsing import days_in
from extractors.vocabulary import fold, leading, lookup

_BOX = re.compile(r"^(?:\[\s*[xX✓]?\s*\]|[☒☑☐])\s")
_FEWEST_OF_COLUMN = 3  # lines; a label may fill its cell, so that no more than a space stands before the next
_LEADERS = re.compile(r"[._…]{4,}")  # the line that is written on
_COLUMN_GAP_EM = 0.9
_TEXTS = ("place_time", "adjusters", "adjusted", "paragraphs", "notice")
_PARTY_LETTERS = 5


class TitlePage(NamedTuple):
    """All that stands in a protocol outside its items."""

    meetings: tuple[MeetingRecord, ...] = ()
    attendance: tuple[AttendanceRecord, ...] = ()
    signatures: tuple[SignatureRecord, ...] = ()


def read_title_page(
    lines: ProtocolLines, items: Sequence[Item], tables: Sequence[Table], context: Context
) -> TitlePage:
    """The meeting, its attendance and its signatures; nothing where no list of members is printed."""
    outside = _outside(lines, items)
    fields = list(fields_of(outside))
    begins, ends = (items[0].page, items[-1].page_to) if items else (1, 1)
    apart = [table for table in tables if table.page <= begins or table.page > ends]
    listed = [record for table in apart for record in listed_in(table, context.document_id)]
    if not listed and not any(field.label.meaning == "deciding" for field in fields):
        return TitlePage()
    attendance = sorted([*_attendance(fields, context.document_id), *listed], key=lambda record: record.page)
    return TitlePage(
        (_meeting(fields, lines, context),) if fields else (),
        tuple(replace(record, row=row) for row, record in enumerate(attendance, 1)),
        tuple(signatures_of(fields, outside, context.document_id)),
    )


def _outside(lines: ProtocolLines, items: Sequence[Item]) -> list[TextLine]:
    """The lines before the first item and after the last one, those that look like contents too, row by row."""
    first, last = (items[0].span[0], items[-1].span[1]) if items else (len(lines.text), len(lines.text))
    begins, ends = (items[0].page, items[-1].page_to) if items else (1, 1)
    outside = [*lines.text[:first], *lines.text[last:]]
    outside += [line for line in lines.contents if line.page <= begins or line.page >= ends]
    edges = _edges(outside)
    apart = [part for line in outside for part in _at_gaps(line, edges)]
    rows = sorted(apart, key=lambda ln: (ln.page, ln.line.baseline, ln.line.box.x0))
    return [ln for _, ln in sorted(enumerate(rows), key=lambda pair: _row_key(rows, pair[0]))]


def _edges(lines: Sequence[TextLine]) -> frozenset[tuple[int, int]]:
    """Where lines begin more than once on a page, in whole points: its columns."""
    begins = Counter((line.page, round(line.line.box.x0)) for line in lines)
    return frozenset(edge for edge, count in begins.items() if count >= _FEWEST_OF_COLUMN)


def _at_gaps(line: TextLine, edges: frozenset[tuple[int, int]]) -> list[TextLine]:
    """The line parted at wide spaces, behind a label where a column begins, and before each box to be ticked: two lists
    may stand close."""
    words = line.line.words
    cuts = [0]
    for index, (left, right) in enumerate(pairwise(words), 1):
        wide = right.x0 - left.x1 > _COLUMN_GAP_EM * right.style.size or bool(_LEADERS.fullmatch(left.text))
        if (line.page, round(right.x0)) in edges:
            wide |= lookup("protocol_meetings", " ".join(word.text for word in words[:index])) is not None
        if wide or _BOX.match(" ".join(word.text for word in words[index:])):
            cuts.append(index)
    parts = pairwise([*cuts, len(words)])
    return [TextLine(line.line._replace(words=words[a:b]), line.begins or a > 0, line.bullet) for a, b in parts]


def _row_key(rows: Sequence[TextLine], at: int) -> tuple[int, float, float]:
    """Page, height and left edge, with one height for all lines of a row."""
    first = at
    while first and same_row(rows[first - 1].line, rows[at].line):
        first -= 1
    return rows[at].page, rows[first].line.baseline, rows[at].line.box.x0


def _meeting(fields: Sequence[Field], lines: ProtocolLines, context: Context) -> MeetingRecord:
    heads = [text for page in sorted(lines.heads) for text in stacked(lines.heads[page])]
    told = [line.text for field in fields if field.label.meaning in ("body", "place_time") for line in field.lines]
    first = fields[0].line
    above = [ln.text for ln in lines.text if ln.page == first.page and ln.line.box.bottom <= first.line.box.top]
    texts = {meaning: _text(fields, meaning) for meaning in _TEXTS}
    return MeetingRecord(
        document_id=context.document_id,
        body=next(filter(None, map(body_in, (*told, *heads, *above))), None) or context.identity.committee,
        meeting_date=next((day for text in (*told, *heads, *above) for day in days_in(text)), None),
        **texts,
        page=first.page,
        bbox=first.line.box,
    )


def _text(fields: Sequence[Field], meaning: str) -> str | None:
    """The rows behind the labels with that meaning, on the first page that has one, joined by line breaks."""
    rows: list[str] = []
    own = [field for field in fields if field.label.meaning == meaning]
    for field in own:
        if field.line.page != own[0].line.page:
            break
        for index, line in enumerate(field.lines):
            if index and same_row(field.lines[index - 1].line, line.line):
                rows[-1] += f" {line.text}"
            else:
                rows.append(line.text)
    return "\n".join(rows) or None


def _attendance(fields: Sequence[Field], document_id: str) -> Iterator[AttendanceRecord]:
    row = 0
    for field in fields:
        if (role := ROLES.get(field.label.meaning)) is None:
            continue
        for line, person in _persons(field.lines):
            row += 1
            yield AttendanceRecord(
                document_id=document_id,
                row=row,
                list_text=field.text,
                role=_serving(role, person),
                **person._asdict(),
                page=line.page,
                bbox=line.line.box,
            )


def _serving(role: str, person: Person) -> str:
    """A substitute that serves stands among the members, with whom it stands in for."""
    remarks = (person.note or "").split(", ")
    stands_in = any(leading("attendance_remarks", remark) == "stands_in" for remark in remarks)
    return "tjänstgörande ersättare" if role == "ledamot" and stands_in else role


def _persons(lines: Sequence[TextLine]) -> list[tuple[TextLine, Person]]:
    """The persons of a list; what stands in a column of its own or goes on below joins the person before."""
    found: list[tuple[TextLine, Person]] = []
    for line, text in _entries(lines):
        persons = persons_in(text)
        if persons:
            found += [(line, person) for person in persons]
        elif found:
            place, last = found[-1]
            party = text.strip("()")
            beside = same_row(place.line, line.line)
            if beside and last.party is None and len(party) <= _PARTY_LETTERS and party.isalpha():
                found[-1] = (place, last._replace(party=party))
            elif beside and last.title is None and lookup("protocol_roles", text) is not None:
                found[-1] = (place, last._replace(title=text))
            elif beside or text[:1].islower() or text[:1] in "§(" or fold(text).startswith("kl"):
                found[-1] = (place, last._replace(note=", ".join(filter(None, [last.note, text]))))
    return found


def _entries(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, str]]:
    """The lines with their text; those of a paragraph that runs from person to person as one."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and not line.begins:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        texts = [line.text.strip() for line in group]
        led = [is_led_by_office(text) for text in texts]
        runs_on = any(text.endswith((",", " och")) or len(persons_in(text)) > 1 for text in texts[:-1])
        if runs_on or (led[0] and not all(led)):
            yield group[0], join_lines([line.line for line in group], Lexicon(frozenset()))
        else:
            yield from zip(group, texts, strict=True)
