"""``fetched.csv``, the manifest beside fetched documents: where each file came from, and what became of each address.

One line an address. ``fetch`` writes it; ``ingest`` reads it, as the table ``fetched`` and as evidence of what the
documents are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path

from pipeline.publish import UserError

FILE_NAME = "fetched.csv"
_LEVELS_ABOVE = 4  # kommun/body/date/bilagor: the manifest of a file lies in the kommun's folder


class ManifestError(UserError):
    """A fetched.csv can't be read; the message names file, line, find, expectation and remedy."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One published file. ``file_name``: relative to the manifest's folder, with '/'. Times in UTC, without a zone.

    ``role``: protokoll | kallelse | bilaga | dokument. ``outcome``: fetched | failed | replaced | forgotten.
    """

    source_key: str
    municipality: str
    body: str | None
    meeting_date: date | None
    role: str
    item: str | None
    registration_number: str | None
    title: str | None
    listing_url: str
    meeting: str | None
    page_url: str
    url: str
    file_name: str | None
    sha256: str | None
    previous_sha256: str | None
    etag: str | None
    last_modified: str | None
    first_seen: datetime
    fetched_at: datetime | None
    checked_at: datetime | None
    gone_at: datetime | None
    outcome: str
    error: str | None
    tries: int


COLUMNS = tuple(field.name for field in fields(Fetched))
_DATES = frozenset({"meeting_date"})
_TIMES = frozenset({"first_seen", "fetched_at", "checked_at", "gone_at"})
_NEEDED = frozenset(
    {"source_key", "municipality", "role", "listing_url", "page_url", "url", "first_seen", "outcome", "tries"}
)


def read_manifest(file: Path) -> list[Fetched]:
    """The lines of a manifest, none where there is no such file. Raises ManifestError."""
    if not file.exists():
        return []
    try:
        lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        if tuple(lines.fieldnames or ()) != COLUMNS:
            raise ManifestError(
                f"{file}, line 1: found the header {','.join(lines.fieldnames or ())!r}, expected"
                f" {','.join(COLUMNS)!r}. Restore the header line, or move the file away to fetch everything anew."
            )
        return [_fetched(file, lines.line_num, row) for row in lines]
    except (csv.Error, UnicodeDecodeError) as error:
        raise ManifestError(f"{file}: no CSV in UTF-8 ({error}); restore it or move it away") from error


def as_csv(rows: Iterable[Fetched]) -> str:
    """The manifest's text: sorted by key, so that two runs over the same pages differ by what has changed only."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: row.source_key):
        writer.writerow(_text(value) for value in asdict(row).values())
    return target.getvalue()


def manifests_of(files: Iterable[Path]) -> dict[Path, list[Fetched]]:
    """The manifests in the folders of these files and up to four above, by their addresses. Raises ManifestError."""
    folders = {file.resolve().parent for file in files}
    near = {above for folder in folders for above in (folder, *folder.parents[:_LEVELS_ABOVE])}
    return {path: read_manifest(path) for path in sorted(folder / FILE_NAME for folder in near) if path.is_file()}


def by_address(manifests: Mapping[Path, Iterable[Fetched]]) -> dict[str, Fetched]:
    """The line that holds for each file, by the file's address (``file://…``)."""
    return {
        (manifest.parent / row.file_name).as_uri(): row
        for manifest, rows in manifests.items()
        for row in rows
        if row.file_name is not None and row.outcome in ("fetched", "failed")
    }


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "" if value is None else " ".join(str(value).split())


def _fetched(file: Path, line: int, row: dict[str, str]) -> Fetched:
    try:
        if None in row or None in row.values():
            raise ValueError(f"{sum(value is not None for value in row.values())} fields")
        return Fetched(**{name: _value(name, row[name]) for name in COLUMNS})  # type: ignore[arg-type]
    except ValueError as error:
        raise ManifestError(
            f"{file}, line {line}: found {error}, expected {len(COLUMNS)} fields as fetch writes them. Restore the"
            " line or delete it, and the file is fetched anew."
        ) from error


def _value(name: str, text: str) -> object:
    if not text:
        if name in _NEEDED:
            raise ValueError(f"no {name}")
        return None
    if name in _DATES:
        return date.fromisoformat(text)
    if name in _TIMES:
        return datetime.fromisoformat(text)
    return int(text) if name == "tries" else text
