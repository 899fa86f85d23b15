"""Personal identity numbers (personnummer): told from other numbers by date and check digit, found, and masked.

Form and check digit as in folkbokföringslagen (1991:481) 18 §: YYMMDD-NNNC or YYYYMMDD-NNNC, '+' from the age of 100,
C by Luhn's rule over the ten digits. A samordningsnummer has 60 added to its day. The month of an organisation number
is 20 or more, so it is never one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from extractors.reading.document import Document
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Heading
from extractors.records import Box, BudgetLineRecord, Extraction, FindingRecord, IndicatorValueRecord

_DATE = r"(18|19|20)?(\d\d)(\d\d)(\d\d)"
_CANDIDATE = re.compile(
    rf"(?<!\d){_DATE}\s?[-+‐-―−]\s?(\d{{4}})(?!\d)|(?<![\w.,]){_DATE}(\d{{4}})(?![.,]?\d|[^\W\d])",
)
_CENTURIES = (1900, 2000)  # that a year of two digits may mean
_COORDINATION_DAYS = 60
_ADDRESSES = frozenset({"sha256", "source_uri"})  # they lead back to the file; ids are made from its content

_Record = TypeVar("_Record")


class _Place(NamedTuple):
    text: str
    table_id: str | None
    page: int
    box: Box


def masked(text: str) -> str:
    """The text with an X for each digit of a personal identity number; all else stays as it is."""
    return _CANDIDATE.sub(lambda match: re.sub(r"\d", "X", match[0]) if _is_number(match) else match[0], text)


def personal_number_findings(
    document: Document, document_id: str, file_name: str, *, kept: bool
) -> Iterator[FindingRecord]:
    """A warning for each place with a personal identity number, without the number, and one for the file's name."""
    outcome = "kept as printed" if kept else "masked in every text"
    for place in _places(document, document_id):
        if masked(place.text) != place.text:
            message = f"a personal identity number (personnummer) stands here; {outcome}"
            yield _finding(document_id, message, place.table_id, place.page, place.box)
    if masked(file_name) != file_name:
        message = "the file's name holds a personal identity number (personnummer); rename the file and read it again"
        yield _finding(document_id, message, None, None, None)


def without_personal_numbers(extraction: Extraction) -> Extraction:
    """The records with every text masked, and null for a number that was read from what is masked now.

    Only the address that leads back to the file stays as it is.
    """
    lists = {table: tuple(_masked_record(r) for r in records) for table, records in extraction.lists().items()}
    return replace(extraction, documents=_masked_record(extraction.documents), **lists)  # type: ignore[arg-type]


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


def _places(document: Document, document_id: str) -> Iterator[_Place]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield _of_paragraph(block.paragraph)
        elif isinstance(block, Paragraph):
            yield _of_paragraph(block)
        else:
            table_id = f"{document_id}-t{block.index + 1}"
            yield from (_Place(cell.text, table_id, cell.page, cell.box) for cell in block.cells if cell.text)
    yield from (_Place(note.text, None, note.page, note.box) for note in document.footnotes)
    yield from (_Place(line.text, None, line.page, line.box) for line in document.furniture)


def _of_paragraph(paragraph: Paragraph) -> _Place:
    return _Place(paragraph.text, None, paragraph.page, paragraph.box)


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


def _masked_record(record: _Record) -> _Record:
    changed: dict[str, Any] = {}
    for name in _text_fields(record):
        text = getattr(record, name)
        hidden = masked(text)
        if hidden != text:
            changed[name] = hidden
    if isinstance(record, BudgetLineRecord) and "amount_text" in changed:
        changed |= {"amount": None, "amount_sek": None, "verified": False, "evidence": None}
    if isinstance(record, IndicatorValueRecord) and "value_text" in changed:
        changed |= {"value": None, "comparator": None}
    return replace(record, **changed) if changed else record  # type: ignore[type-var]


def _text_fields(record: Any) -> Iterable[str]:
    names = [field.name for field in fields(record)]
    return [n for n in names if n not in _ADDRESSES and not n.endswith("_id") and isinstance(getattr(record, n), str)]
