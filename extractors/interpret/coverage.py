"""What looks like a record and became none: findings on unread tables, lists and amounts, and on documents of nothing.

Counted as accounted for is what gave a record. A block that no shape explains is reported with the nearest shape and
what it lacked; a document of plans without a goal and an activity is reported as a whole.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from extractors.document.model import Document, Table
from extractors.identity.assignment_headings import assignment_heading
from extractors.interpret.blocks import Block, contents, weights
from extractors.interpret.choose import Reading, is_unrelated
from extractors.interpret.roles import concepts_of
from extractors.interpret.shapes import SHAPES, Shape
from extractors.interpret.value_columns import VALUE_CONCEPTS
from extractors.records import Box, FindingRecord
from extractors.text.paragraphs import Paragraph

Places = Mapping[str, Sequence[tuple[int, Box]]]  # kind of record to the page and box of each

_FEWEST_NUMBERS = 4  # in an unread block: fewer may stand in any table
_NEAR = 0.3  # of a shape's score: below it the block looks like no record
_FEWEST_TELLING = 2  # headings of records that make a table one of them
_SURE = 0.9
_LISTED = frozenset({"activity", "goal", "assignment"})
_FEWEST_ITEMS = 2
_TELLING = frozenset(
    {
        "activity", "project", "assignment", "goal", "indicator", "status", "completion", "responsible", "due_on",
        "target", "outcome", "baseline", "assessment", "given_by",
    }
)  # fmt: skip
_OF_KIND = {  # kind of a reading to the kinds of record that it may give
    "activities": ("activities",),
    "surveys": ("activities",),
    "goals": ("goals",),
    "indicators": ("indicators",),
    "assignments": ("assignments",),
    "followups": ("followups",),
    "budget": ("budget_lines",),
}
_EXPECTED = {  # type of document to what one of its kind holds, any of each
    "verksamhetsplan": ("goals", "activities", "indicators", "assignments"),
    "handlingsplan": ("goals", "activities"),
    "uppföljning": ("goals", "activities", "indicators", "assignments", "budget_lines"),
    "delårsrapport": ("goals", "activities", "indicators", "budget_lines"),
    "årsredovisning": ("goals", "activities", "indicators", "budget_lines"),
    "mål och budget": ("budget_lines",),
}


def uncovered_blocks(document_id: str, readings: Sequence[Reading], places: Places) -> list[FindingRecord]:
    """Findings on blocks that look like records and gave none, and on those that two shapes explain as well."""
    found: list[FindingRecord] = []
    for reading in readings:
        block = reading.block
        if reading.kind == "unknown" and not is_unrelated(block):
            found += _unknown(document_id, reading)
        elif reading.kind != "unknown" and block.rows and not _gave_any(reading, places):
            message = f"the table was taken for {reading.kind}, but none was read from it"
            found.append(_finding(document_id, "unread_table", "warning", message, block))
        elif reading.rival is not None:
            score, other = reading.scores[reading.kind], reading.scores[reading.rival]
            message = f"taken for {reading.kind} ({score:.2f}); {reading.rival} explain it nearly as well ({other:.2f})"
            found.append(_finding(document_id, "close_readings", "info", message, block))
    return found


def nothing_read(document_id: str, document_type: str, places: Places) -> list[FindingRecord]:
    """A warning where a document of plans or money gave none of what such a document holds."""
    expected = _EXPECTED.get(document_type)
    if expected is None or any(places.get(kind) for kind in expected):
        return []
    words = ", ".join(expected)
    message = f"none of what a {document_type} holds was read from it ({words}); see kommunplan explain FILE"
    return [_record(document_id, "nothing_read", "warning", message, None, 1, None)]


def unread_lists(document: Document, document_id: str, places: Places) -> list[FindingRecord]:
    """Findings on lists under a heading that announces records, or under a goal, none of whose items became one."""
    taken = {(page, round(box.top)) for kind in places.values() for page, box in kind}
    found = []
    for section in document.sections():
        announced = {name for name, weight in concepts_of(section.title).items() if weight >= _SURE} & _LISTED
        head = assignment_heading(section.title)
        if head is None or not head.certain:
            announced -= {"assignment"}  # 'Nämndens uppdrag', 'Uppdrag': what it is there for
        items = [p for p in section.paragraphs if p.marker is not None]
        if announced and len(items) >= _FEWEST_ITEMS and not any((p.page, round(p.box.top)) in taken for p in items):
            message = f"{len(items)} items of the list under '{section.title}' are in no record"
            found.append(_record(document_id, "unread_list", "info", message, None, items[0].page, items[0].box))
        for goal, items in _lists_under(section.paragraphs, {(page, round(box.top)) for page, box in places["goals"]}):
            if len(items) >= _FEWEST_ITEMS and not any((p.page, round(p.box.top)) in taken for p in items):
                message = f"{len(items)} items of the list under the goal '{goal}' are in no record"
                found.append(_record(document_id, "unread_list", "info", message, None, items[0].page, items[0].box))
    return found


def _lists_under(
    paragraphs: Sequence[Paragraph], goals: Container[tuple[int, int]]
) -> Iterator[tuple[str, list[Paragraph]]]:
    """The paragraphs that state a goal, each with the list right under it."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.marker is None and (paragraph.page, round(paragraph.box.top)) in goals:
            yield paragraph.text, list(takewhile(lambda p: p.marker is not None, paragraphs[at + 1 :]))


def _unknown(document_id: str, reading: Reading) -> Iterable[FindingRecord]:
    block = reading.block
    numbers = sum(look.filled * look.number for col, look in contents(block).items() if col > 0)
    headed = weights(block).values() if block.rows else map(concepts_of, block.headers.values())
    said = {name for names in headed for name, weight in names.items() if weight >= _SURE}
    telling = said & _TELLING
    if not block.rows and len(telling) >= _FEWEST_TELLING:
        message = f"no row was found under the headings of a table ({', '.join(sorted(telling))})"
        yield _finding(document_id, "unread_table", "warning", message, block)
    nearest = max((kind for kind in reading.scores), key=reading.scores.__getitem__, default=None)
    near = nearest is not None and reading.scores[nearest] >= _NEAR
    if block.rows and (near or len(telling) >= _FEWEST_TELLING):
        shape = next((s for s in SHAPES if s.kind == nearest), None) if near else _most_like(telling)
        message = f"no record was read from the table: {_lack(shape, block)}"
        yield _finding(document_id, "unread_table", "warning", message, block)
    elif numbers >= _FEWEST_NUMBERS and _has_headings(block):
        message = f"{numbers:.0f} numbers of the table are in no record: nothing tells what they are"
        yield _finding(document_id, "unread_amounts", "info", message, block)


def _most_like(telling: Iterable[str]) -> Shape:
    told = set(telling)
    return max(
        SHAPES, key=lambda shape: len(told & (shape.names.keys() | {c for f in shape.fields.values() for c in f}))
    )


def _lack(shape: Shape | None, block: Block) -> str:
    """What keeps the block from being of the shape that is nearest."""
    if shape is None:
        return "no kind of record is near"
    known = {name for names in weights(block).values() for name in names}
    if not known & shape.names.keys():
        return f"nearest are {shape.kind}, but no column names them (one headed like {', '.join(sorted(shape.names))})"
    fields = {concept for field in shape.needs for concept in shape.fields.get(field, ())} | (
        VALUE_CONCEPTS if shape.values else set()
    )
    if not known & fields:
        return (
            f"nearest are {shape.kind}, but nothing is said of them (no column like {', '.join(sorted(shape.needs))})"
        )
    return f"nearest are {shape.kind}, but too many of its columns have headings that are unknown"


def _has_headings(block: Block) -> bool:
    return any(text for text in block.headers.values())


def _gave_any(reading: Reading, places: Places) -> bool:
    table = reading.block.table
    kinds = _OF_KIND[reading.kind]
    return any(_inside(page, box, table) for kind in kinds for page, box in places.get(kind, ()))


def _inside(page: int, box: Box, table: Table) -> bool:
    """Whether a place is in a table: on its one page in its box, on any of several pages by page alone."""
    if not table.page <= page <= table.page_to:
        return False
    return table.page != table.page_to or table.box.top - 1 <= box.top <= table.box.bottom + 1


def _finding(document_id: str, check: str, severity: str, message: str, block: Block) -> FindingRecord:
    table = block.table
    cells = [cell for row in block.rows for cell in row] or list(table.cells)
    first = min(cells, key=lambda cell: (cell.page, cell.box.top))
    box = table.box if table.page == first.page else first.box
    return _record(document_id, check, severity, message, table.record_id(document_id), first.page, box)


def _record(
    document_id: str, check: str, severity: str, message: str, table_id: str | None, page: int, box: Box | None
) -> FindingRecord:
    return FindingRecord(
        document_id=document_id,
        check_name=check,
        severity=severity,
        message=message,
        stated=None,
        expected=None,
        table_id=table_id,
        label=None,
        column_text=None,
        page=page,
        bbox=box,
    )
