"""Those present at a meeting where a table lists them: name, party, and whether they were there."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document.model import Cell, Table
from extractors.interpret.columns import Columns, columns_of
from extractors.protocol.persons import is_name, persons_in
from extractors.records import AttendanceRecord
from extractors.vocabulary import lookup

ROLES = {
    "deciding": "ledamot", "serving": "tjänstgörande ersättare", "substitutes": "ersättare", "others": "övrig",
    "officials": "tjänsteperson", "absent": "frånvarande",
}  # fmt: skip
_VOCABULARY = "attendance_columns"


def listed_in(table: Table, document_id: str) -> Iterator[AttendanceRecord]:
    """The persons of a table with a column of names and one of parties or presence; ``row`` is their place in it."""
    columns = columns_of(table, _VOCABULARY)
    known = columns.roles.values()
    if "name" not in known or not {"party", "present"} & set(known):
        return
    header = next(text for col, text in columns.headers.items() if columns.roles.get(col) == "name")
    for number, row in enumerate(columns.rows, 1):
        cell = columns.cell(row, "name")
        text = columns.text(row, "name")
        if cell is None or text is None:
            continue
        if lookup("protocol_meetings", text) is not None:
            header = text
        elif person := next(iter(persons_in(text)), None):
            party = columns.text(row, "party")
            yield AttendanceRecord(
                document_id=document_id,
                row=number,
                list_text=header,
                role=ROLES.get(lookup("protocol_meetings", header) or ""),
                name=person.name,
                party=party.strip("()") if party and not is_name(party) else person.party,
                title=columns.text(row, "title") or person.title,
                note=columns.text(row, "note") or person.note,
                present=_present(columns, row) if "present" in known else person.present,
                page=cell.page,
                bbox=cell.box,
            )


def _present(columns: Columns, row: tuple[Cell, ...]) -> bool | None:
    """True for 'Ja' or a cross, False for 'Nej', None for an empty cell or a word that isn't known."""
    mark = lookup("attendance_marks", columns.text(row, "present"))
    return None if mark is None else mark == "yes"
