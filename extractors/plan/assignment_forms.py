"""Forms that give an assignment: their labels and what is written beside or below each, over page breaks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table
from extractors.identity.assignment_headings import assignment_heading
from extractors.identity.document_type import type_in
from extractors.interpret.context import Context
from extractors.records import AssignmentRecord, Box, box_around
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import days_in, parse_due
from extractors.vocabulary import fold, lookup

FORM_TYPE = "uppdragsbeskrivning"
_FEWEST_FIELDS = 3  # of a form in a document that calls itself one, or under a heading that announces uppdrag
_FEWEST_FIELDS_ELSEWHERE = 5
_ALIGNED_PT = 3.0
_NEAR_EM = 1.2  # a value stands this near below its label, in its own size
_SPACE_EM = 0.3
_LINE_MARKS = (",", "-", "/", " och", " samt", " för", " i", " av")

_Block = Heading | Paragraph | Table


class Piece(NamedTuple):
    """A paragraph of a form; ``right`` is how far its lines may go, ``field`` what it labels (with ``text`` what
    follows the label in the same paragraph), ``held``: it stands in a table, where the cells say whose value it is."""

    paragraph: Paragraph
    field: str | None
    text: str
    right: float
    held: bool

    @property
    def box(self) -> Box:
        return self.paragraph.box

    @property
    def page(self) -> int:
        return self.paragraph.page


class Forms(NamedTuple):
    """The records of the forms, and id() of all blocks that they are made of."""

    records: list[AssignmentRecord]
    blocks: frozenset[int]


def find_forms(document: Document, context: Context, elsewhere: Container[int] = ()) -> Forms:
    """The filled-in forms of the document, in order; ``elsewhere``: id() of the tables whose rows are records of their
    own."""
    calls_itself = context.identity.document_type == FORM_TYPE
    fewest = _FEWEST_FIELDS if calls_itself else _FEWEST_FIELDS_ELSEWHERE
    records: list[AssignmentRecord] = []
    used: set[int] = set()
    announced = _announced(document.blocks)
    for blocks in _forms(_in_rows(document.blocks), elsewhere):
        values = _values(blocks, elsewhere)
        least = _FEWEST_FIELDS if any(id(block) in announced for block in blocks) else fewest
        if "title" in values and len(values) >= least:
            records.append(_record(values, blocks, context.document_id))
            used |= {id(block) for block in blocks if id(block) not in elsewhere}
    return Forms(records, frozenset(used))


def _announced(blocks: Sequence[_Block]) -> set[int]:
    """id() of the blocks under a heading that says that uppdrag follow."""
    found, level = set(), 0
    for block in blocks:
        if isinstance(block, Heading) and (head := assignment_heading(block.text)) is not None and head.certain:
            level = block.level
        elif isinstance(block, Heading) and block.level <= level:
            level = 0
        elif level:
            found.add(id(block))
    return found


def _forms(blocks: Sequence[_Block], elsewhere: Container[int]) -> Iterator[list[_Block]]:
    """The blocks of each form: from the page, or the heading of a form, on which a field with a title stands."""
    starts: list[int] = []
    titled = -1
    for index, block in enumerate(blocks):
        if id(block) not in elsewhere and _labels_title(block):
            starts.append(_start_of_form(blocks, index, titled))
            titled = index
    for start, end in pairwise([*starts, len(blocks)]):
        yield _up_to_next_title(blocks[start:end])


def _up_to_next_title(blocks: Sequence[_Block]) -> list[_Block]:
    """The form without what comes under a later heading of its own heading's rank."""
    head = next((i for i, block in enumerate(blocks) if _is_form_heading(block)), None)
    if head is None:
        return list(blocks)
    form = blocks[head]
    for index, block in enumerate(blocks[head + 1 :], head + 1):
        ranked = isinstance(block, Heading) and isinstance(form, Heading) and block.level <= form.level
        if ranked and not isinstance(block, Table) and _label(_paragraph(block).text)[0] is None:
            return list(blocks[:index])
    return list(blocks)


def _labels_title(block: _Block) -> bool:
    if isinstance(block, Table):
        return any(_label(p.text)[0] == "title" for cell in block.cells for p in cell.paragraphs[:1])
    return _label(_paragraph(block).text)[0] == "title"


def _start_of_form(blocks: Sequence[_Block], index: int, titled: int) -> int:
    """Where the form begins whose title has this index: the top of its page; below another's title on it (of index
    ``titled``) a form's heading, or the title itself."""
    page, start = _page(blocks[index]), index
    while start - 1 > titled and _page(blocks[start - 1]) == page:
        start -= 1
    if titled >= 0 and _page(blocks[titled]) == page:
        between = range(titled + 1, index)
        start = next((i for i in between if isinstance(blocks[i], Heading) and _is_form_heading(blocks[i])), index)
    return start


def _is_form_heading(block: _Block) -> bool:
    return isinstance(block, Heading) and type_in(block.text) == FORM_TYPE


def _in_rows(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks from the top of each page down, those at one height from the left: labels and the values beside them
    may have been read as two columns of text."""
    rows: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda block: (_page(block), _box(block).top)):
        first = rows[-1][0] if rows else None
        if first is not None and _page(first) == _page(block) and _box(block).top - _box(first).top <= _ALIGNED_PT:
            rows[-1].append(block)
        else:
            rows.append([block])
    return [block for row in rows for block in sorted(row, key=lambda block: _box(block).x0)]


def _page(block: _Block) -> int:
    return block.paragraph.page if isinstance(block, Heading) else block.page


def _paragraph(block: Heading | Paragraph) -> Paragraph:
    return block.paragraph if isinstance(block, Heading) else block


def _label(text: str) -> tuple[str | None, str]:
    """The field a paragraph labels, and what it says of it after a colon in the same paragraph."""
    label, colon, rest = text.partition(":")
    field = lookup("assignment_fields", label)
    return (field, rest.strip() if colon else "") if field is not None else (None, text)


def _values(blocks: Sequence[_Block], elsewhere: Container[int]) -> dict[str, list[tuple[Piece, str]]]:
    """Field to its pieces with their text, in order."""
    pieces = list(_plain_pieces(blocks))
    labels = [piece for piece in pieces if piece.field is not None]
    tables = [(block.page, block.box) for block in blocks if isinstance(block, Table)]
    owned: list[tuple[str, Piece]] = []
    for index, piece in enumerate(pieces):
        owner = piece if piece.field is not None else _owner(piece, pieces[:index], labels, tables)
        if owner is not None and owner.field is not None:
            owned.append((owner.field, piece))
    for block in blocks:
        if isinstance(block, Table) and id(block) not in elsewhere:
            owned.extend(_owned_in_table(block))
    values: dict[str, list[tuple[Piece, str]]] = {}
    for field, piece in owned:
        if piece.text and field != "other":
            values.setdefault(field, []).append((piece, piece.text))
    return values


def _plain_pieces(blocks: Sequence[_Block]) -> Iterator[Piece]:
    """What stands outside tables, without the form's own heading."""
    found = [_paragraph(b) for b in blocks if not isinstance(b, Table) and not _is_form_heading(b)]
    right = max((line.box.x1 for p in found for line in p.lines), default=0.0)
    for paragraph in found:
        field, text = _label(paragraph.text)
        yield Piece(paragraph, field, text, right, held=False)


def _owner(
    piece: Piece, before: Sequence[Piece], labels: Sequence[Piece], tables: Sequence[tuple[int, Box]]
) -> Piece | None:
    """The label whose value a piece is: right above it, left of it on its line, above it in its column, or above it at
    all; at the top of a page the one that was open. A table between the two parts them."""
    box, size = piece.box, piece.paragraph.style.size
    over = [
        label
        for label in labels
        if label.page == piece.page
        and label.box.top <= box.top + size / 2
        and label.box.x0 <= box.x0 + _ALIGNED_PT
        and not any(p == piece.page and label.box.top < t.top < box.top and _faces(t, box) for p, t in tables)
    ]
    if not over:
        earlier = [label for label in before if label.field is not None]
        at_top = all(label.page < piece.page for label in earlier)
        parted = any(p == piece.page and t.top < box.top for p, t in tables)
        return earlier[-1] if earlier and at_top and not parted else None
    aligned = [label for label in over if abs(label.box.x0 - box.x0) <= _ALIGNED_PT]
    nearest = max(aligned, key=lambda label: label.box.top, default=None)
    if nearest is not None and 0 <= box.top - nearest.box.bottom <= _NEAR_EM * size:
        return nearest
    beside = [label for label in over if label.box.bottom > box.top and label.box.x1 < box.x0]
    return max(beside, key=lambda label: label.box.x0, default=nearest) or max(over, key=lambda la: la.box.top)


def _faces(table: Box, box: Box) -> bool:
    """Whether the table stands over some of the box."""
    return min(table.x1, box.x1) > max(table.x0, box.x0)


def _owned_in_table(table: Table) -> Iterator[tuple[str, Piece]]:
    """Fields with their pieces: below a label in the same cell, else right of it, else in the cell below it."""
    at = {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    for cell in table.cells:
        if not cell.paragraphs:
            continue
        field, text = _label(cell.paragraphs[0].text)
        if field is None:
            field = _field_of_neighbour(at, cell)
            rest = list(cell.paragraphs)
        else:
            first = cell.paragraphs[0]
            if text:
                yield field, Piece(first, field, text, cell.box.x1, held=True)
            rest = list(cell.paragraphs[1:])
        if field is not None:
            yield from ((field, Piece(p, None, p.text, cell.box.x1, held=True)) for p in rest)


def _field_of_neighbour(at: dict[tuple[int, int], Cell], cell: Cell) -> str | None:
    """The field of the cell to the left or, where that is none, above that holds a label and nothing else."""
    for place in ((cell.row, cell.col - 1), (cell.row - 1, cell.col)):
        near = at.get(place)
        if near is not None and len(near.paragraphs) == 1:
            field, text = _label(near.paragraphs[0].text)
            if field is not None and not text:
                return field
    return None


def _record(values: dict[str, list[tuple[Piece, str]]], blocks: Sequence[_Block], document_id: str) -> AssignmentRecord:
    def of(field: str) -> str | None:
        return "\n".join(text for _, text in values.get(field, ())) or None

    given_to = "\n".join(name for piece, text in values.get("given_to", ()) for name in _names(piece, text))
    assigned = days_in(of("assigned_on") or "")
    schedule = of("schedule")
    page = min(_page(block) for block in blocks)
    return AssignmentRecord(
        assignment_id="",
        document_id=document_id,
        title=" ".join((of("title") or "").split()),
        given_by=of("given_by"),
        given_to=given_to or None,
        assigned_on=assigned[0] if assigned else None,
        directive=of("directive"),
        schedule=schedule,
        due_on=parse_due(schedule) if schedule else None,
        reporting=of("reporting"),
        financing=of("financing"),
        area=of("area"),
        follow_up=of("follow_up"),
        page=page,
        bbox=box_around([_box(block) for block in blocks if _page(block) == page]),
    )


def _box(block: _Block) -> Box:
    return block.paragraph.box if isinstance(block, Heading) else block.box


def _names(piece: Piece, text: str) -> Iterator[str]:
    """The names in a field: a line that begins with a capital is another if its word had room on the line before."""
    lines = piece.paragraph.lines
    if len(lines) < 2 or fold(text) != fold(piece.paragraph.text):
        yield text
        return
    name = lines[0].text
    for above, line in pairwise(lines):
        first = line.words[0]
        room = piece.right - above.box.x1 - _SPACE_EM * line.size >= first.x1 - first.x0
        if room and first.text[:1].isupper() and not above.text.endswith(_LINE_MARKS):
            yield name
            name = line.text
        else:
            name = f"{name} {line.text}"
    yield name
