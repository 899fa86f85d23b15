"""Records whose name holds a letter that nobody can tell: they can't be followed, and nothing verifies them."""

from __future__ import annotations

from dataclasses import replace

from extractors.pdf.characters import UNKNOWN
from extractors.records import ActivityRecord, Extraction, FindingRecord


def without_unknown_names(extraction: Extraction) -> Extraction:
    """The records without activities of such titles, each of which is a finding with what can be read of it; amounts
    under such labels are unverified."""
    nameless = [activity for activity in extraction.activities if UNKNOWN in activity.title]
    lines = tuple(
        replace(line, verified=False) if line.verified and UNKNOWN in line.label + line.column_text else line
        for line in extraction.budget_lines
    )
    return replace(
        extraction,
        activities=tuple(activity for activity in extraction.activities if UNKNOWN not in activity.title),
        budget_lines=lines,
        findings=(*extraction.findings, *(_left_out(activity) for activity in nameless)),
    )


def _left_out(activity: ActivityRecord) -> FindingRecord:
    return FindingRecord(
        document_id=activity.document_id,
        check_name="unknown_letter",
        severity="warning",
        message=f"an activity whose title can't be read for certain was left out: '{activity.title}'",
        stated=activity.title,
        expected=None,
        table_id=None,
        label=activity.title,
        column_text=None,
        page=activity.page,
        bbox=activity.bbox,
    )
