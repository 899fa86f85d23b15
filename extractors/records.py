"""The contract's tables as frozen dataclasses, one a table, field names equal to column names.

What extractors return and the store writes. Text is verbatim (white space collapsed, line-break hyphens healed);
a box is ``(x0, top, x1, bottom)`` in PDF points with the origin at the page's top left, pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in the box, borders included."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def box_around(boxes: list[Box]) -> Box:
    """The smallest box that holds them all; ``boxes`` is not empty."""
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """documents: one row per distinct PDF. The store adds ``ingested_at``.

    ``identity_source``: read | documents.csv; ``stated_identity`` is what a person stated there.
    """

    document_id: str
    sha256: str
    file_name: str
    source_uri: str
    municipality_code: str | None
    committee: str | None
    document_type: str
    title: str | None
    year: int | None
    year_to: int | None
    period: str | None
    period_start: date | None
    period_end: date | None
    registration_number: str | None
    pages: int
    text_source: str
    tagged: bool
    parser_version: str
    identity_source: str = "read"
    stated_identity: str | None = None


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """sections: the heading tree with the text directly under each heading.

    Text before the first heading belongs to a section of level 0 with an empty heading.
    """

    section_id: str
    document_id: str
    parent_id: str | None
    number: str | None
    heading: str
    level: int
    text: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class TableRecord:
    """tables: every table found. ``source``: rulings | structure | both | alignment."""

    table_id: str
    document_id: str
    section_id: str | None
    caption: str | None
    kind: str
    source: str
    page: int
    page_to: int
    bbox: Box
    n_rows: int
    n_columns: int


@dataclass(frozen=True, slots=True)
class CellRecord:
    """cells: ``evidence`` names which readings show the cell: rulings | structure | both | conflict | alignment."""

    table_id: str
    row: int
    col: int
    row_span: int
    col_span: int
    is_header: bool
    text: str | None
    fill: str | None
    symbol: str | None
    evidence: str
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class FootnoteRecord:
    """footnotes: the notes at the foot of the pages, which are left out of the text that points to them."""

    document_id: str
    mark: str
    text: str
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """page_ledger: where every word of a page went, which backend read it and why, and its text's source.

    ``hidden`` words, which nobody can see, are not among ``words`` and in no other record. ``trust``: the share of the
    page's letters that look like what the text layer says, 0 to 1, None where none was looked at.
    """

    document_id: str
    page: int
    words: int
    hidden: int
    in_tables: int
    in_text: int
    in_furniture: int
    unassigned: int
    reader: str
    reader_reason: str | None
    text_source: str
    trust: float | None = None


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """goals"""

    goal_id: str
    document_id: str
    section_number: str | None
    level: str
    area: str | None
    number: int | None
    title: str | None
    text: str
    baseline: str | None
    rationale: str | None
    measure: str | None
    addressed_to: str | None
    supports: str | None
    fulfilment: str | None
    fulfilment_text: str | None
    trend: str | None
    comment: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """activities: ``completion`` is a share 0..1."""

    activity_id: str
    document_id: str
    goal_id: str | None
    section_number: str | None
    row: int
    title: str
    kind_text: str | None
    kind: str | None
    status_text: str | None
    status: str | None
    status_colour: str | None
    completion: float | None
    starts_on: date | None
    due_on: date | None
    responsible: str | None
    collaboration: str | None
    purpose: str | None
    contact: str | None
    year: int | None
    period: str | None
    comment: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class FieldPlaceRecord:
    """field_places: where a field of a record stands; ``part`` counts its places from 1."""

    record_id: str
    document_id: str
    field: str
    part: int
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """indicators: what a goal is measured by."""

    indicator_id: str
    document_id: str
    goal_id: str | None
    area: str | None
    name: str
    fulfilment: str | None
    trend: str | None
    comment: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class IndicatorValueRecord:
    """indicator_values: one per non-empty cell; ``value`` is in ``unit``."""

    indicator_id: str
    document_id: str
    group: str | None
    kind: str
    year: int | None
    value_text: str
    value: float | None
    comparator: str | None
    unit: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class BudgetLineRecord:
    """budget_lines: one per cell; ``amount`` is in the table's ``unit``.

    ``evidence`` names the witnesses of a verified amount, joined by ', ': structure | text | arithmetic.
    """

    document_id: str
    table_id: str
    statement: str
    table_title: str | None
    section: str | None
    row: int
    code: str | None
    label: str
    is_total: bool
    column_text: str
    measure: str
    year: int | None
    as_of: date | None
    amount_text: str
    amount: float | None
    unit: str | None
    amount_sek: int | None
    verified: bool
    evidence: str | None
    note: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    """assignments: an uppdrag, from a form or a row of a table."""

    assignment_id: str
    document_id: str
    title: str
    given_by: str | None
    given_to: str | None
    assigned_on: date | None
    directive: str | None
    schedule: str | None
    due_on: date | None
    reporting: str | None
    financing: str | None
    area: str | None
    follow_up: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """decisions: items of a protocol or a letter. ``kind``: beslut | förslag | information."""

    decision_id: str
    document_id: str
    body: str | None
    meeting_date: date | None
    paragraph: str | None
    title: str | None
    registration_number: str | None
    kind: str
    text: str
    documents: str | None
    recipients: str | None
    page: int
    bbox: Box
    background: str | None
    assessment: str | None
    motions: str | None
    procedure: str | None
    reservations: str | None
    statements: str | None
    recusals: str | None
    appeal: str | None


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """votes: a vote as the minutes give it; ``verified``: the names listed add up to the numbers printed."""

    vote_id: str
    decision_id: str
    document_id: str
    ordinal: int
    yes_means: str | None
    no_means: str | None
    yes: int | None
    no: int | None
    abstained: int | None
    absent: int | None
    outcome_text: str | None
    casting_vote: bool | None
    minority_return: bool | None
    verified: bool
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class VoteMemberRecord:
    """vote_members: how a person in a printed voting list voted. ``choice``: yes | no | abstained | absent."""

    vote_id: str
    document_id: str
    name: str
    party: str | None
    choice: str


@dataclass(frozen=True, slots=True)
class QuotedStepRecord:
    """quoted_steps: what an item or letter tells of an earlier step of its matter, of which body, day and §.

    ``listed``: among the item's papers; ``handled``: whether the words say that it was this matter.
    """

    quoted_step_id: str
    decision_id: str
    document_id: str
    body: str
    on_date: date | None
    paragraph: str | None
    title: str | None
    text: str
    listed: bool
    handled: bool
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """meetings: what the title page of a protocol says of the meeting, word for word."""

    document_id: str
    body: str | None
    meeting_date: date | None
    place_time: str | None
    adjusters: str | None
    adjusted: str | None
    paragraphs: str | None
    notice: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """attendance: a person named on a protocol's title page or list of those present."""

    document_id: str
    row: int
    list_text: str
    role: str | None
    name: str
    party: str | None
    title: str | None
    note: str | None
    present: bool | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """signatures: a name under a protocol."""

    document_id: str
    role_text: str | None
    name: str
    signed_on: date | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class FollowupRecord:
    """followups: the plan's own calendar of follow-ups."""

    document_id: str
    label: str
    period: str | None
    due_text: str | None
    due_on: date | None
    comment: str | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """claims: what a document says of its own figures, in prose."""

    document_id: str
    kind: str
    text: str
    year: int | None
    period: str | None
    total: int | None
    done: int | None
    in_progress: int | None
    not_started: int | None
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """findings that reading itself makes; the checks in SQL add theirs to the same table.

    ``word``: a printed word without a known meaning, ``vocabulary``: the file where a line would give it one;
    ``other_…``: the place that says otherwise, of a finding on two.
    """

    document_id: str
    check_name: str
    severity: str
    message: str
    stated: str | None
    expected: str | None
    table_id: str | None
    label: str | None
    column_text: str | None
    page: int | None
    bbox: Box | None
    word: str | None = None
    vocabulary: str | None = None
    other_table_id: str | None = None
    other_page: int | None = None
    other_bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records of one document; each field but ``documents`` is named after its table."""

    documents: DocumentRecord
    sections: tuple[SectionRecord, ...]
    tables: tuple[TableRecord, ...]
    cells: tuple[CellRecord, ...]
    footnotes: tuple[FootnoteRecord, ...]
    page_ledger: tuple[LedgerRecord, ...]
    goals: tuple[GoalRecord, ...]
    activities: tuple[ActivityRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    indicator_values: tuple[IndicatorValueRecord, ...]
    budget_lines: tuple[BudgetLineRecord, ...]
    assignments: tuple[AssignmentRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    votes: tuple[VoteRecord, ...]
    vote_members: tuple[VoteMemberRecord, ...]
    meetings: tuple[MeetingRecord, ...]
    attendance: tuple[AttendanceRecord, ...]
    signatures: tuple[SignatureRecord, ...]
    followups: tuple[FollowupRecord, ...]
    claims: tuple[ClaimRecord, ...]
    findings: tuple[FindingRecord, ...]
    field_places: tuple[FieldPlaceRecord, ...] = ()
    quoted_steps: tuple[QuotedStepRecord, ...] = ()

    def lists(self) -> dict[str, tuple[object, ...]]:
        """Table name to its records, ``documents`` left out."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "documents"}
