"""Activities.

The rows of blocks with activities, surveys and planned projects, lists of them, and the commentary on them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.blocks import Entry, entries_of, over_rows
from extractors.interpret.choose import Reading
from extractors.interpret.context import Context
from extractors.interpret.full_width_rows import FullWidthRow
from extractors.interpret.legends import legends_of
from extractors.plan.activity_kinds import kind_in_header, kind_text, kinds, marker_in, without_marker
from extractors.plan.field_places import placed, places_in_row
from extractors.plan.listed_activities import listed_activities
from extractors.plan.status_cells import BarColours, Signs, bar_colours, completions, read_signs, unexplained_colours
from extractors.records import ActivityRecord, FieldPlaceRecord, FindingRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.text.prose import NO_BACKGROUND, Background, speaks_of
from extractors.values.schedules import is_unread, parse_span, parse_start
from extractors.vocabulary import fold, leading, meanings

_LEGEND = re.compile(r"(?<!\w)[A-ZÅÄÖ]\s?=\s?\w")
_KINDS = frozenset({"activities", "surveys"})
_SUMS = frozenset({"total", "subtotal"})
_MOST_WORDS_OF_SUM = 5
_LETTERS_OF_UNIT = 4  # beside a figure: "tkr", "mnkr"


class Activities(NamedTuple):
    """The activities in the document's order, what of their signs could not be read for certain, and where their
    fields stand."""

    records: list[ActivityRecord]
    findings: list[FindingRecord]
    places: list[FieldPlaceRecord]


class _Row(NamedTuple):
    """A record's row, its title with the place it stands at, and what heads and remarks on it."""

    entry: Entry
    title: str
    place: Cell | None


def find_activities(document: Document, context: Context, readings: Sequence[Reading]) -> Activities:
    """All activities: rows of blocks, and items of lists under headings that announce them."""
    found = Activities([], [], [])
    statuses = legends_of(document).statuses
    bars = bar_colours(cell for r in readings if r.kind in _KINDS for cell in completions(r))
    sections = document.root.walk()
    for index, section in enumerate(sections):
        own = [r for r in readings if r.kind in _KINDS and r.block.table.section is section]
        already = len(found.records)
        found.records.extend(
            listed_activities(document, section, sections[:index], already, context, has_rows=bool(own))
        )
        for reading in own:
            block = _in_block(reading, len(found.records), context, statuses, bars)
            if block.records and not any(row.comment for row in block.records):
                block = _with_commentary(block, _commentary(document, reading.block.table), document)
            found.records.extend(block.records)
            found.findings.extend(block.findings)
            found.places.extend(block.places)
    found.findings.extend(unexplained_colours(found.records, statuses))
    return found


def _in_block(
    reading: Reading, already: int, context: Context, statuses: Mapping[str, str], bars: BarColours | None
) -> Activities:
    """The rows of a block of activities or surveys."""
    signs, findings = read_signs(reading, statuses, context.document_id, bars)
    rows = _titled(reading)
    header = reading.block.headers.get(reading.name, "") if reading.name is not None else ""
    marks_rows = bool(_LEGEND.search(header)) or any(marker_in(row.title) for row in rows) or "type" in reading.columns
    default_kind = None if marks_rows else _kind_by_header(reading, header)
    records = [
        _record(reading, row, already + number, default_kind, signs[row.entry.cells[0].row], context)
        for number, row in enumerate(rows, 1)
    ]
    places = [
        place
        for row, record in zip(rows, records, strict=True)
        for place in places_in_row(reading, row.entry, record.activity_id, context.document_id)
    ]
    findings = [*findings, *_unlabelled(reading, context), *_unread_dates(reading, rows, context)]
    return Activities(records, findings, places)


def _kind_by_header(reading: Reading, header: str) -> str | None:
    """What the header, the line above or the card calls the rows; None where their heading says it of nothing."""
    if reading.kind == "surveys":
        return "undersökning"
    return kind_in_header(header) if header else "aktivitet"


def _titled(reading: Reading) -> list[_Row]:
    """The rows that are a record each: those with a title, or all that say something under the line that names them."""
    found = []
    header = reading.block.headers.get(reading.name, "") if reading.name is not None else ""
    for entry in entries_of(reading.block):
        cell = reading.named(entry.cells)
        if cell is not None and (_is_sum(cell, entry) or _defines(cell.text or "", header)):
            continue
        if cell is not None and cell.text and (cell.row == entry.cells[0].row or _says_anything(reading, entry)):
            found.append(_Row(entry, " ".join(_title_in(cell).split()), cell))
        elif reading.above is not None and _says_anything(reading, entry):
            found.append(_Row(entry, reading.above.text, None))
    return found


def _defines(text: str, header: str) -> bool:
    """Whether a text says what its heading's word means: 'En aktivitet är …' in a list of terms."""
    words = fold(text).split()
    return len(words) > 2 and words[0] in ("en", "ett") and words[1] == fold(header).rstrip(":") and words[2] == "är"


def _title_in(cell: Cell) -> str:
    """The cell's text, or of bold paragraphs over others that describe them the bold ones."""
    bold = list(takewhile(lambda p: p.bold, cell.paragraphs))
    described = bold and len(bold) < len(cell.paragraphs) and not any(p.bold for p in cell.paragraphs[len(bold) :])
    return "\n".join(p.text for p in bold) if described else cell.text or ""


def _is_sum(cell: Cell, entry: Entry) -> bool:
    """Whether a row only sums the numbers over it: 'Summa', 'Totalt år 1' and nothing beside but figures."""
    beside = [other.text for other in entry.cells if other is not cell and other.text]
    words = " ".join((cell.text or "").split())
    if len(words.split()) > _MOST_WORDS_OF_SUM or leading("totals", words) not in _SUMS:
        return False
    return bool(beside) and not any(len(re.findall(r"[^\W\d_]", text)) > _LETTERS_OF_UNIT for text in beside)


def _says_anything(reading: Reading, entry: Entry) -> bool:
    """Whether a row under a title that isn't its own says something of its own: more than whose row it is."""
    filled = [cell for cell in entry.cells if cell.text and cell.col != reading.name]
    first = min(reading.block.columns)
    only_whose = len(reading.block.rows) > 1 and reading.name is None
    return any(cell.col != first for cell in filled) if only_whose else bool(filled)


def _unlabelled(reading: Reading, context: Context) -> list[FindingRecord]:
    """Findings on rows over the whole width that are sentences and don't say that they are comments."""
    message = "a text over the whole width of the table isn't attached to any row: it has no label such as 'Kommentar:'"
    return [
        FindingRecord(
            document_id=context.document_id,
            check_name="unlabelled_row",
            severity="info",
            message=message,
            stated=row.text,
            expected=None,
            table_id=reading.block.table.record_id(context.document_id),
            label=None,
            column_text=None,
            page=row.cell.page,
            bbox=row.cell.box,
        )
        for row in over_rows(reading.block).values()
        if row.remark is None and row.goal is None and row.text.endswith((".", "!", "?"))
    ]


def _unread_dates(reading: Reading, rows: Sequence[_Row], context: Context) -> list[FindingRecord]:
    """Findings on the times that the rows name and that could not be read."""
    fields = ("starts_on", "due_on")
    cells = [
        (row, cell) for row in rows for field in fields if (cell := reading.cell(row.entry.cells, field)) is not None
    ]
    return [
        FindingRecord(
            document_id=context.document_id,
            check_name="unreadable_date",
            severity="info",
            message="the time can't be read for certain: the date is left empty",
            stated=" ".join((cell.text or "").split()),
            expected=None,
            table_id=reading.block.table.record_id(context.document_id),
            label=row.title,
            column_text=reading.block.headers.get(cell.col),
            page=cell.page,
            bbox=cell.box,
        )
        for row, cell in cells
        if is_unread(cell.text or "", context.identity.year)
    ]


def _goal_of(reading: Reading, entry: Entry, context: Context) -> str | None:
    """The goal that the row's own column names, else the row over it, else the heading over the table; a cell that
    spans several rows names theirs too."""
    named = reading.text(entry.cells, "goal")
    table, over = reading.block.table, entry.over
    goal = (context.goal_named(named) if named else None) or context.goal_in(table, over)
    goal = goal or context.goal_beside(table, entry.cells[0].row)
    return goal or (context.goal_over(table) if _is_free(over) else None)


def _is_free(over: Sequence[FullWidthRow]) -> bool:
    """Whether no row names another goal than that of the heading."""
    return all(row.goal is None for row in over)


def _record(
    reading: Reading, row: _Row, number: int, default_kind: str | None, signs: Signs, context: Context
) -> ActivityRecord:
    cells = row.entry.cells
    marker = marker_in(row.title)
    letters = kind_text(marker) or _type_of(reading, cells)
    year = context.identity.year
    begins, due_on = parse_span(reading.text(cells, "due_on") or "", year)
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=_goal_of(reading, row.entry, context),
        section_number=(reading.above and reading.above.number) or reading.block.table.section.nearest_number,
        row=number,
        title=without_marker(row.title, marker),
        kind_text=letters,
        kind=kinds()[letters] if letters else default_kind,
        status_text=signs.status_text,
        status=signs.status,
        status_colour=signs.status_colour,
        completion=signs.completion,
        starts_on=parse_start(reading.text(cells, "starts_on") or "", year) or begins,
        due_on=due_on,
        responsible=reading.text(cells, "responsible"),
        collaboration=reading.text(cells, "collaboration"),
        purpose=reading.text(cells, "purpose"),
        contact=reading.text(cells, "contact"),
        year=year,
        period=context.identity.period,
        comment=_own_comment(reading, row.entry),
        page=min(c.page for c in cells if c.text),
        bbox=row.place.box if row.place is not None else cells[0].box,
    )


def _type_of(reading: Reading, cells: tuple[Cell, ...]) -> str | None:
    """The letters of the row's kind in a column of its own."""
    letters = (reading.text(cells, "type") or "").replace(" ", "")
    return letters if letters in kinds() else None


def _own_comment(reading: Reading, entry: Entry) -> str | None:
    cell = reading.cell(entry.cells, "comment")
    own = cell.text if cell is not None else None
    return "\n".join(filter(None, [own, *entry.remarks])) or None


@cached_per_object
def _background(document: Document) -> Background:
    """The words of all running text, counted once for the commentaries of all tables."""
    return NO_BACKGROUND.and_of([p.text for section in document.sections() for p in section.paragraphs])


def _commentary(document: Document, table: Table) -> list[Paragraph]:
    """The paragraphs under the commentary heading that follows the table, before anything else begins."""
    sections = document.root.walk()
    at = next(i for i, section in enumerate(sections) if section is table.section)
    following = sections[at + 1] if at + 1 < len(sections) else None
    if following is None or not _is_commentary(following.title):
        return []
    return [p for section in following.walk() for p in section.paragraphs if _belongs(section, following)]


def _is_commentary(title: str) -> bool:
    folded = fold(title)
    return any(re.match(rf"{re.escape(word)}(?!\w)", folded) for word in meanings("commentary"))


def _belongs(section: Section, commentary: Section) -> bool:
    """Whether a section is the commentary itself or an unnumbered heading in it."""
    return section is commentary or section.number is None


def _with_commentary(block: Activities, paragraphs: Sequence[Paragraph], document: Document) -> Activities:
    if not paragraphs:
        return block
    texts = [paragraph.text for paragraph in paragraphs]
    owners = speaks_of([row.title for row in block.records], texts, _background(document))
    owned = list(zip(block.records, owners, strict=True))
    return block._replace(
        records=[replace(row, comment="\n".join(texts[i] for i in own) or None) for row, own in owned],
        places=[
            *block.places,
            *(
                place
                for row, own in owned
                for place in placed(row.activity_id, row.document_id, "comment", [paragraphs[i] for i in own])
            ),
        ],
    )
