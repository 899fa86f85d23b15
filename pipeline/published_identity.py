"""The manifest as evidence of what a fetched document is: who published it, and as the minutes of which meeting.

A person's word goes before it. The kommun counts where the document names none; body, type and date only of minutes
and summonses, as a portal files papers of other bodies and years under a meeting too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from extractors.identity.committee import body_in
from extractors.identity.document_type import DOCUMENT_TYPES
from extractors.identity.identify import Stated
from extractors.records import Extraction, FindingRecord
from extractors.vocabulary import municipalities
from pipeline.manifest import FILE_NAME, Fetched, ManifestError

_OF_A_MEETING = frozenset({"protokoll", "kallelse"})


def with_published(by_person: Stated | None, row: Fetched) -> Stated | None:
    """What a person states, and what the manifest says of body and type where the person leaves them open."""
    if row.role not in _OF_A_MEETING:
        return by_person
    stated = by_person or Stated()
    document_type = row.role if row.role in DOCUMENT_TYPES else None
    return stated._replace(
        committee=stated.committee or _board(row.body), document_type=stated.document_type or document_type
    )


def as_published(extraction: Extraction, row: Fetched, by_person: Stated | None) -> Extraction:
    """The records with what the manifest adds: kommun, year and day of the meeting where the document has none, and a
    finding where it says others. ``identity_source`` names the manifest where it was needed or went before."""
    document = extraction.documents
    code = municipality_code(row)
    findings = list(extraction.findings)
    is_of_meeting, day = row.role in _OF_A_MEETING, row.meeting_date
    is_used = is_of_meeting or document.municipality_code is None
    if document.municipality_code is None:
        document = replace(document, municipality_code=code)
        findings = [finding for finding in findings if finding.check_name != "unknown_municipality"]
    elif document.municipality_code != code and (by_person is None or by_person.municipality_code is None):
        severity = "warning" if is_of_meeting else "info"
        message = f"was published by {row.municipality}; if that is right, say so in documents.csv beside the file"
        findings.append(_finding(document.document_id, "other_publisher", severity, message, row.municipality))
    if is_of_meeting and day is not None:
        if document.year is None:
            document = replace(document, year=day.year, year_to=day.year)
        findings += _other_days(extraction, day)
        extraction = _with_day(extraction, day)
    if is_used:
        source = FILE_NAME if document.identity_source == "read" else f"{document.identity_source}, {FILE_NAME}"
        document = replace(document, identity_source=source)
    return replace(extraction, documents=document, findings=tuple(findings))


def as_text(row: Fetched) -> str:
    """What of the manifest's line bears on the reading, as documents.stated_identity holds it."""
    told: dict[str, object] = {"published_by": row.municipality}
    if row.role in _OF_A_MEETING:
        told |= {"role": row.role, "body": row.body, "meeting_date": row.meeting_date}
    return "; ".join(f"{name}={value}" for name, value in told.items() if value is not None)


def require_municipalities(manifests: Mapping[Path, list[Fetched]]) -> None:
    """Raise ManifestError where a manifest names no kommun of the 290, before anything is read."""
    names = {kommun.municipality for kommun in municipalities()}
    for file, rows in manifests.items():
        for row in rows:
            if row.municipality not in names:
                raise ManifestError(
                    f"{file}: found kommun {row.municipality!r} at {row.source_key}, expected one of the 290 kommuner."
                    " Restore the line as fetch wrote it."
                )


def municipality_code(row: Fetched) -> str:
    """SCB's code of the kommun that published it."""
    return next(k.municipality_code for k in municipalities() if k.municipality == row.municipality)


def _board(name: str | None) -> str | None:
    """The body by the name that the vocabulary has for it; another one as the portal writes it."""
    return body_in(name or "") or name


def _with_day(extraction: Extraction, day: date) -> Extraction:
    meetings = tuple(m if m.meeting_date is not None else replace(m, meeting_date=day) for m in extraction.meetings)
    decisions = tuple(d if d.meeting_date is not None else replace(d, meeting_date=day) for d in extraction.decisions)
    return replace(extraction, meetings=meetings, decisions=decisions)


def _other_days(extraction: Extraction, day: date) -> list[FindingRecord]:
    document_id = extraction.documents.document_id
    return [
        _finding(
            document_id, "other_meeting_date", "warning",
            f"was published as of {day}, but says that the meeting was on {meeting.meeting_date}; look which is right",
            str(day), page=meeting.page, label=str(meeting.meeting_date),
        )
        for meeting in extraction.meetings
        if meeting.meeting_date not in (None, day)
    ]  # fmt: skip


def _finding(
    document_id: str, check: str, severity: str, message: str, expected: str, *, page: int | None = None,
    label: str | None = None,
) -> FindingRecord:  # fmt: skip
    return FindingRecord(
        document_id=document_id, check_name=check, severity=severity, message=message, stated=label, expected=expected,
        table_id=None, label=label, column_text=None, page=page, bbox=None,
    )  # fmt: skip
