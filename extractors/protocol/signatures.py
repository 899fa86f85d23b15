"""Who signed a protocol: the names under the signatures' headings or beside the signers' offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.protocol.attendance_tables import ROLES
from extractors.protocol.lines import TextLine
from extractors.protocol.persons import is_name, persons_in
from extractors.protocol.title_fields import Field
from extractors.records import SignatureRecord
from extractors.values.parsing import days_in
from extractors.vocabulary import entries, fold, lookup

_COLUMN_PT = 20.0
_OWNERS = frozenset(
    {"signatures", "signed", "adjusting", "notice", *ROLES}
)  # what names and days under these are is known
_FEWEST_STAMPED = 2  # one may be the date of a letter beside its writer
_DAY_LAST = re.compile(r"[\s,]+[\d./-]{8,10}(?: (?:kl\.? )?\d\d[.:]\d\d(?:[.:]\d\d)?)?$")
_BY = re.compile(r"^.*?\bav\s+(?=(?:\w+ )?[A-ZÅÄÖ])")
_ENTRIES = re.compile(r"[,;]\s+|\s+och\s+|\s+samt\s+")
_NAMED_LOOSELY = re.compile(r"[A-ZÅÄÖÉ][\w'’-]+(?: [\w'’-]+){1,3}")


def signatures_of(fields: Sequence[Field], outside: Sequence[TextLine], document_id: str) -> Iterator[SignatureRecord]:
    """The signatures in order; a name under a label of its own, as in the notice, has that as its role."""
    for field in fields:
        if field.label.meaning == "signed":
            yield from _in_sentence(field, document_id)
        if field.label.meaning not in ("signatures", "adjusting"):
            continue
        role = field.text if field.label.meaning == "adjusting" else None
        for role_text, line, name in _signed(field.lines):
            days = days_in(line.text)
            yield SignatureRecord(
                document_id=document_id,
                role_text=None if days else role_text or role,
                name=name,
                signed_on=days[0] if days else None,
                page=line.page,
                bbox=line.line.box,
            )
    owned = {id(line.line) for f in fields if f.label.meaning in _OWNERS for line in (f.line, *f.lines)}
    yield from _stamped([line for line in outside if id(line.line) not in owned], document_id)


def _in_sentence(field: Field, document_id: str) -> Iterator[SignatureRecord]:
    """Those whom a sentence names: 'Protokollet är digitalt signerat av Bo Ek 2031-03-12 och Rut Sand 2031-03-13.'"""
    told = _BY.sub("", " ".join(line.text for line in field.lines)).rstrip(".")
    for entry in _ENTRIES.split(told):
        days, persons = days_in(entry), persons_in(_DAY_LAST.sub("", entry))
        if len(persons) == 1 and len(days) <= 1:
            day = days[0] if days else None
            yield SignatureRecord(
                document_id, persons[0].title, persons[0].name, day, field.line.page, field.line.line.box
            )


def _stamped(lines: Sequence[TextLine], document_id: str) -> Iterator[SignatureRecord]:
    """The stamps of electronic signatures, in the margin: 'Bo Ek, kanslichef 2031-03-12'."""
    found = []
    for line in lines:
        days, text = days_in(line.text), _DAY_LAST.sub("", line.text)
        persons = persons_in(text)
        if len(days) == 1 and text != line.text and len(persons) == 1:
            found.append((line, persons[0], days[0]))
    for line, person, day in found if len(found) >= _FEWEST_STAMPED else []:
        yield SignatureRecord(document_id, person.title or person.note, person.name, day, line.page, line.line.box)


def _is_stamp(text: str) -> bool:
    """Whether a line says no more than that it was signed: 'Digitalt signerat'."""
    return fold(text).strip(" .:") in map(fold, entries("protocol_meetings")["signed"]["stamps"])


def _signed(lines: Sequence[TextLine]) -> Iterator[tuple[str | None, TextLine, str]]:
    """Role, line and name; a role stands before its names, or below each where its column begins with a name."""
    lines = [line for line in lines if not _is_stamp(line.text)]
    columns: dict[int, list[TextLine]] = {}
    for line in lines:
        columns.setdefault(round(line.line.box.x0 / _COLUMN_PT), []).append(line)
    both = [c for c in columns.values() if any(map(_role, c)) and any(map(_name, c))]
    with_role = [c for c in columns.values() if any(map(_role, c))]
    runs = list(columns.values()) if len(both) == len(with_role) and both else [list(lines)]
    for run in runs:
        roles = [_role(line) is not None for line in run]
        loose = [i for i, line in enumerate(run) if i and roles[i - 1] and _NAMED_LOOSELY.fullmatch(line.text)]
        told = [line for i, line in enumerate(run) if roles[i] or _name(line) or i in loose]
        before = bool(told) and _role(told[0]) is not None
        below_office = {id(run[i]) for i in loose} if before else set()  # 'Bo ek' in a form where an office asks a name
        for place, line in enumerate(told):
            name = _name(line) or (line.text if id(line) in below_office else None)
            if name is None:
                continue
            others = reversed(told[:place]) if before else iter(told[place + 1 :])
            yield _own_role(line) or next(filter(None, map(_role, others)), None), line, name


def _role(line: TextLine) -> str | None:
    text = line.text.strip(" ._…")
    return text if lookup("protocol_roles", text) is not None else None


def _own_role(line: TextLine) -> str | None:
    """The role that leads a name on its own line: 'Sekreterare Rut Sand'."""
    persons = persons_in(line.text.strip(" ._…"))
    return persons[0].title if len(persons) == 1 and not is_name(line.text) else None


def _name(line: TextLine) -> str | None:
    persons = persons_in(line.text.strip(" ._…"))
    return persons[0].name if len(persons) == 1 else None
