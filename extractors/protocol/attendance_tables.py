"""Those present at a meeting where a table lists them: name, party, and whether they were there."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document.model import Cell, Table
from extractors.interpret.blocks import Block, cell_at, single_block
from extractors.protocol.persons import is_name, persons_in
from extractors.records import AttendanceRecord
from extractors.vocabulary import leading, lookup

ROLES = {
    "deciding": "ledamot", "serving": "tjänstgörande ersättare", "substitutes": "ersättare", "others": "övrig",
    "officials": "tjänsteperson", "absent": "frånvarande",
}  # fmt: skip
_VOCABULARY = "attendance_columns"


def lists_persons(table: Table) -> bool:
    """Whether the table has a column of names and one of parties or presence."""
    return bool(_columns(single_block(table)))


def _columns(block: Block) -> dict[str, int]:
    """The columns by what they hold; none where persons aren't listed."""
    found = {role: col for col, text in block.headers.items() if (role := leading(_VOCABULARY, text)) is not None}
    return found if "name" in found and {"party", "present"} & found.keys() else {}


def listed_in(table: Table, document_id: str) -> Iterator[AttendanceRecord]:
    """The persons of a table with a column of names and one of parties or presence; ``row`` is their place in it."""
    block = single_block(table)
    found = _columns(block)
    if not found:
        return
    header = block.headers[found["name"]]
    for number, row in enumerate(block.rows, 1):
        told = {role: _line(cell) for role, col in found.items() if (cell := cell_at(row, col)) is not None}
        cell, text = cell_at(row, found["name"]), told.get("name")
        if cell is None or text is None:
            continue
        if lookup("protocol_meetings", text) is not None:
            header = text
        elif person := next(iter(persons_in(text)), None):
            party = told.get("party")
            yield AttendanceRecord(
                document_id=document_id,
                row=number,
                list_text=header,
                role=ROLES.get(lookup("protocol_meetings", header) or ""),
                name=person.name,
                party=party.strip("()") if party and not is_name(party) else person.party,
                title=told.get("title") or person.title,
                note=told.get("note") or person.note,
                present=_present(told.get("present")) if "present" in found else person.present,
                page=cell.page,
                bbox=cell.box,
            )


def _line(cell: Cell) -> str | None:
    return " ".join(cell.text.split()) if cell.text else None


def _present(text: str | None) -> bool | None:
    """True for 'Ja' or a cross, False for 'Nej', None for an empty cell or a word that isn't known."""
    mark = lookup("attendance_marks", text)
    return None if mark is None else mark == "yes"
