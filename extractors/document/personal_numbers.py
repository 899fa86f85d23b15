"""Personal identity numbers (personnummer): told from other numbers by date and check digit, found, and masked.

Form and check digit as in folkbokföringslagen (1991:481) 18 §: YYMMDD-NNNC or YYYYMMDD-NNNC, '+' from the age of 100,
C by Luhn's rule over the ten digits. A samordningsnummer has 60 added to its day. The month of an organisation number
is 20 or more, so it is never one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from extractors.document.model import Document, Table
from extractors.records import Box, BudgetLineRecord, Extraction, FindingRecord, IndicatorValueRecord
from extractors.text.headings import Heading

_DATE = r"(18|19|20)?(\d\d)(\d\d)(\d\d)"
_CANDIDATE = re.compile(
    rf"(?<!\d){_DATE}\s?[-+‐-―−]\s?(\d{{4}})(?!\d)|(?<![\w.,]){_DATE}(\d{{4}})(?![.,]?\d|[^\W\d])",
)
_LONG_NUMBER = re.compile(r"\d{6}")  # in every candidate, and in few texts
_CENTURIES = (1900, 2000)  # that a year of two digits may mean
_COORDINATION_DAYS = 60
_ADDRESSES = frozenset({"sha256", "source_uri"})  # they lead back to the file; ids are made from its content

_Record = TypeVar("_Record")


class _Place(NamedTuple):
    table_id: str | None
    page: int
    box: Box


def masked(text: str) -> str:
    """The text with an X for each digit of a personal identity number; all else stays as it is."""
    if not _LONG_NUMBER.search(text):
        return text
    return _CANDIDATE.sub(lambda match: re.sub(r"\d", "X", match[0]) if _is_number(match) else match[0], text)


def personal_number_findings(
    document: Document, document_id: str, file_name: str, *, kept: bool
) -> Iterator[FindingRecord]:
    """A warning for each place with a personal identity number, without the number, and one for the file's name."""
    outcome = "kept as printed" if kept else "masked in every text"
    for place in _places(document, document_id):
        message = f"a personal identity number (personnummer) stands here; {outcome}"
        yield _finding(document_id, message, place.table_id, place.page, place.box)
    if _holds_number(file_name):
        message = "the file's name holds a personal identity number (personnummer); rename the file and read it again"
        yield _finding(document_id, message, None, None, None)


def without_personal_numbers(extraction: Extraction) -> Extraction:
    """The records with every text masked, and null for a number that was read from what is masked now.

    Only the address that leads back to the file stays as it is.
    """
    lists = {table: tuple(_masked_records(records)) for table, records in extraction.lists().items()}
    [document] = _masked_records([extraction.documents])
    return replace(extraction, documents=document, **lists)  # type: ignore[arg-type]


def _is_number(match: re.Match[str]) -> bool:
    century, year, month, day, last = match.groups()[:5] if match[5] else match.groups()[5:]
    centuries = [int(century) * 100] if century else _CENTURIES
    return _luhn(year + month + day + last) and any(_is_date(c + int(year), int(month), int(day)) for c in centuries)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day - _COORDINATION_DAYS if day > _COORDINATION_DAYS else day)
    except ValueError:
        return False
    return True


def _holds_number(text: str | None) -> bool:
    return text is not None and masked(text) != text


def _places(document: Document, document_id: str) -> Iterator[_Place]:
    """The places that hold a number."""
    for block in document.blocks:
        if isinstance(block, Table):
            table_id = f"{document_id}-t{block.index + 1}"
            yield from (_Place(table_id, cell.page, cell.box) for cell in block.cells if _holds_number(cell.text))
            continue
        paragraph = block.paragraph if isinstance(block, Heading) else block
        if _holds_number(paragraph.text):
            yield _Place(None, paragraph.page, paragraph.box)
    yield from (_Place(None, note.page, note.box) for note in document.footnotes if _holds_number(note.text))
    yield from (_Place(None, line.page, line.box) for line in document.furniture if _holds_number(line.text))


def _finding(document_id: str, message: str, table_id: str | None, page: int | None, box: Box | None) -> FindingRecord:
    return FindingRecord(
        document_id=document_id,
        check_name="personal_number",
        severity="warning",
        message=message,
        stated=None,
        expected=None,
        table_id=table_id,
        label=None,
        column_text=None,
        page=page,
        bbox=box,
    )


def _masked_records(records: Sequence[_Record]) -> list[_Record]:
    """Records of one kind, masked; few hold a number, so the texts of each are looked at together first."""
    if not records:
        return []
    names = _fields_masked(records[0])
    values = attrgetter(*names)
    texts = (" ".join([value for value in values(record) if isinstance(value, str)]) for record in records)
    return [
        _masked_record(record, names) if _LONG_NUMBER.search(text) else record
        for record, text in zip(records, texts, strict=True)
    ]


def _masked_record(record: _Record, names: Sequence[str]) -> _Record:
    changed: dict[str, Any] = {}
    for name in names:
        text = getattr(record, name)
        if isinstance(text, str) and (hidden := masked(text)) != text:
            changed[name] = hidden
    if isinstance(record, BudgetLineRecord) and "amount_text" in changed:
        changed |= {"amount": None, "amount_sek": None, "verified": False, "evidence": None}
    if isinstance(record, IndicatorValueRecord) and "value_text" in changed:
        changed |= {"value": None, "comparator": None}
    return replace(record, **changed) if changed else record  # type: ignore[type-var]


def _fields_masked(record: Any) -> list[str]:
    """The fields of a record but its addresses."""
    names = [field.name for field in fields(record)]
    return [name for name in names if name not in _ADDRESSES and not name.endswith("_id")]
