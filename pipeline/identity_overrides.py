"""What a person says that documents are: ``documents.csv`` beside the PDFs goes before what is read from them.

A line names a file of its own folder; an empty field leaves that field to the reading. Parted by commas or semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extractors.identity.committee import committees_in
from extractors.identity.document_type import DOCUMENT_TYPES
from extractors.identity.identify import PERIODS, Stated
from extractors.records import Extraction
from extractors.vocabulary import fold, municipalities
from pipeline import published_identity
from pipeline.manifest import Fetched
from pipeline.publish import UserError

FILE_NAME = "documents.csv"
COLUMNS = ("file", "kommun", "committee", "type", "year", "period")
_YEARS = re.compile(r"((?:19|20)\d\d)(?: ?[-–] ?((?:19|20)\d\d))?")


class StatedIdentityError(UserError):
    """A documents.csv can't be read; the message names file, line, find, expectation and remedy."""


Reader = Callable[..., Extraction]


def stated_identities(files: Iterable[Path]) -> dict[str, Stated]:
    """What the folders of these files state of the documents in them, by a document's address (``file://…``).

    Raises StatedIdentityError.
    """
    folders = sorted({file.resolve().parent for file in files})
    return {uri: stated for folder in folders for uri, stated in _in_folder(folder).items()}


class Evidence(NamedTuple):
    """What is known of a document beside its own words: what a person states, and the manifest's line."""

    by_person: Stated | None
    published: Fetched | None

    def text(self) -> str:
        """'field=value; field=value', as documents.stated_identity holds it."""
        stated = {} if self.by_person is None else self.by_person._asdict()
        by_person = [f"{field}={value}" for field, value in stated.items() if value is not None]
        return "; ".join(
            [*by_person, *([] if self.published is None else [published_identity.as_text(self.published)])]
        )


def evidence_of(stated: Mapping[str, Stated], published: Mapping[str, Fetched]) -> dict[str, Evidence]:
    """What is known of each document, by its address."""
    return {uri: Evidence(stated.get(uri), published.get(uri)) for uri in stated.keys() | published.keys()}


def reading_as_stated(read: Reader, known: Mapping[str, Evidence]) -> Reader:
    """The reader told what is known of the document at its address, which it notes in the document's record.

    ``read`` takes a document's bytes, ``file_name``, ``source_uri``, and where something is stated ``stated``.
    """
    return partial(_read_as_stated, read, dict(known)) if known else read


def _read_as_stated(
    read: Reader, known: Mapping[str, Evidence], data: bytes, *, file_name: str, source_uri: str
) -> Extraction:
    evidence = known.get(source_uri)
    if evidence is None:
        return read(data, file_name=file_name, source_uri=source_uri)
    by_person, published = evidence
    stated = by_person if published is None else published_identity.with_published(by_person, published)
    told = {} if stated is None else {"stated": stated}
    extraction = read(data, file_name=file_name, source_uri=source_uri, **told)
    source = "read" if by_person is None else FILE_NAME
    document = replace(extraction.documents, identity_source=source, stated_identity=evidence.text())
    extraction = replace(extraction, documents=document)
    return extraction if published is None else published_identity.as_published(extraction, published, by_person)


def _in_folder(folder: Path) -> dict[str, Stated]:
    file = folder / FILE_NAME
    if not file.exists():
        return {}
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(file, 1, f"byte {error.object[error.start]:#04x}", "UTF-8", "save the file as UTF-8") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        numbered = [(lines.line_num, [field.strip() for field in row]) for row in lines if any(row)]
    except csv.Error as error:
        raise _error(file, lines.line_num, f"broken quotes ({error})", "CSV", "close every quotation mark") from error
    return _identities(file, numbered)


def _identities(file: Path, lines: list[tuple[int, list[str]]]) -> dict[str, Stated]:
    _, header = lines[0] if lines else (1, [])
    if tuple(header) != COLUMNS:
        remedy = "restore the header line"
        raise _error(file, 1, f"the header {','.join(header)!r}", f"the header {','.join(COLUMNS)!r}", remedy)
    identities: dict[str, Stated] = {}
    for number, row in lines[1:]:
        if len(row) != len(COLUMNS):
            remedy = "put a field that holds the separator in quotation marks"
            raise _error(file, number, f"{len(row)} fields", f"{len(COLUMNS)} fields", remedy)
        named = dict(zip(COLUMNS, row, strict=True))
        document = file.parent / named["file"]
        if not named["file"] or document.parent != file.parent or not document.is_file():
            raise _error(file, number, f"file {named['file']!r}", "a file of this folder", "write its name as it is")
        if document.as_uri() in identities:
            raise _error(file, number, f"file {named['file']!r} again", "one line a file", "delete one of the lines")
        identities[document.as_uri()] = _stated(file, number, named)
    return {uri: stated for uri, stated in identities.items() if stated != Stated()}


def _stated(file: Path, number: int, named: Mapping[str, str]) -> Stated:
    year, year_to = _years(file, number, named["year"])
    return Stated(
        municipality_code=_municipality_code(file, number, named["kommun"]),
        committee=_committee(named["committee"]),
        document_type=_one_of(file, number, "type", named["type"], DOCUMENT_TYPES),
        year=year,
        year_to=year_to,
        period=_one_of(file, number, "period", named["period"], PERIODS),
    )


def _municipality_code(file: Path, number: int, text: str) -> str | None:
    """The code of a kommun by its code, its name, or its name and "kommun"."""
    if not text:
        return None
    wanted = fold(text).removesuffix(" kommun").removesuffix(" stad")
    for kommun in municipalities():
        name = fold(kommun.municipality)
        if wanted in (kommun.municipality_code, name, f"{name}s"):
            return kommun.municipality_code
    remedy = "write its name, with or without the word kommun, or SCB's four digits"
    raise _error(file, number, f"kommun {text!r}", "one of the 290 kommuner", remedy)


def _committee(text: str) -> str | None:
    """The board by the name that the vocabulary has for it; another one as it is written."""
    named = committees_in(text)
    return (named.pop() if len(named) == 1 else text) or None


def _years(file: Path, number: int, text: str) -> tuple[int | None, int | None]:
    """First and last year of '2031' or '2031-2033'."""
    if not text:
        return None, None
    match = _YEARS.fullmatch(text)
    if match is None or int(match.group(2) or match.group(1)) < int(match.group(1)):
        raise _error(file, number, f"year {text!r}", "a year or two joined by a dash", "write the years in full")
    return int(match.group(1)), int(match.group(2) or match.group(1))


def _one_of(file: Path, number: int, field: str, text: str, allowed: tuple[str, ...]) -> str | None:
    if not text:
        return None
    known = {fold(word): word for word in allowed}
    if fold(text) not in known:
        raise _error(file, number, f"{field} {text!r}", ", ".join(allowed), "write one of these or leave it empty")
    return known[fold(text)]


def _error(file: Path, line: int, found: str, expected: str, remedy: str) -> StatedIdentityError:
    return StatedIdentityError(
        f"{file}, line {line}: found {found}, expected {expected}. {remedy[0].upper()}{remedy[1:]}."
    )
