"""The way from a PDF's bytes to all its records: one function that strings the extractors together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.budget.lines import find_budget_lines
from extractors.checks.missing_words import find_missing_words
from extractors.checks.stated_counts import find_claims
from extractors.document.assembly import read_document
from extractors.document.model import Document, PageCount, Table
from extractors.document.no_tables import meeting_kind
from extractors.document.personal_numbers import personal_number_findings, without_personal_numbers
from extractors.document.unknown_letters import without_unknown_names
from extractors.goals.goals import find_goals
from extractors.identity.identify import Identity, Stated, identify
from extractors.interpret.choose import Reading, readings_of
from extractors.interpret.context import Context
from extractors.interpret.coverage import nothing_read, uncovered_blocks, unread_lists
from extractors.pdf.ocr import HOW_TO_RECOGNISE, RECOGNISABLE, Recognise, is_recognisable
from extractors.plan.activities import find_activities
from extractors.plan.assignments import find_assignments
from extractors.plan.followups import find_followups
from extractors.plan.indicators import find_indicators
from extractors.protocol.decisions import find_decisions
from extractors.records import (
    CellRecord,
    DocumentRecord,
    Extraction,
    FindingRecord,
    FootnoteRecord,
    LedgerRecord,
    SectionRecord,
    TableRecord,
)
from extractors.text.headings import Section
from extractors.vocabulary import digest

PARSER_VERSION = f"5+{digest()}"  # a word more in the vocabulary has stored documents read again
WITHOUT_OCR = " without OCR"  # ends the version of a document that an OCR would read more of
_ID_DIGITS = 16


def parser_version(*, keep_personal_numbers: bool) -> str:
    """What documents.parser_version says: a document read with the other choice has to be read again."""
    return f"{PARSER_VERSION} with personal numbers" if keep_personal_numbers else PARSER_VERSION


def extract(
    data: bytes,
    *,
    file_name: str,
    source_uri: str,
    stated: Stated | None = None,
    keep_personal_numbers: bool = False,
    recognise: Recognise | None = None,
) -> Extraction:
    """All records of one PDF; raises UnreadablePdf. The same bytes give the same records.

    ``stated``: what a person says that the document is, which goes before what is read.
    Personal identity numbers are masked in every text unless they are to be kept; a finding names each place. Pages
    without a text layer go to ``recognise``; without it each of them is a finding, and the parser version says so.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    document_id = sha256[:_ID_DIGITS]
    document = read_document(data, recognise)
    identity = identify(document, stated)
    unread = [count for count in document.ledger if count.unread is not None]
    left = recognise is None and any(
        not page.trusted or is_recognisable(page.unread, page.told) for page in document.ledger
    )
    record = DocumentRecord(
        document_id=document_id,
        sha256=sha256,
        file_name=file_name,
        source_uri=source_uri,
        pages=document.pages,
        text_source=_text_source(document),
        tagged=document.tagged,
        parser_version=parser_version(keep_personal_numbers=keep_personal_numbers) + (WITHOUT_OCR if left else ""),
        **identity._asdict(),
    )
    extraction = _records(document, record, identity)
    extraction = replace(extraction, findings=(*extraction.findings, *_uncovered(document, extraction)))
    personal = personal_number_findings(document, document_id, file_name, kept=keep_personal_numbers)
    pages = (*(_unread(document_id, count, left=left) for count in unread), *_told(document, document_id))
    findings = (*pages, *extraction.findings, *personal)
    extraction = without_unknown_names(replace(extraction, findings=findings))
    return extraction if keep_personal_numbers else without_personal_numbers(extraction)


def _records(document: Document, record: DocumentRecord, identity: Identity) -> Extraction:
    document_id = record.document_id
    readings = readings_of(document)
    goals = find_goals(document, document_id, identity, readings)
    context = Context(document_id, identity, goals.ties, tuple(goals.records))
    activities = find_activities(document, context, readings)
    indicators = find_indicators(document, context, readings)
    budget_lines, budget_findings = find_budget_lines(document, context)
    decided = find_decisions(document, context)
    kinds = {t.index: _kind(t, readings) for t in document.tables}
    section_ids = {id(s): f"{document_id}-s{n}" for n, s in enumerate(document.sections(), 1)}
    return Extraction(
        documents=record,
        sections=tuple(_sections(document, document_id, section_ids)),
        tables=tuple(_table(t, document_id, section_ids, kinds[t.index]) for t in document.tables),
        cells=tuple(cell for table in document.tables for cell in _cells(table, document_id)),
        footnotes=tuple(FootnoteRecord(document_id, n.mark, n.text, n.page, n.box) for n in document.footnotes),
        page_ledger=tuple(_ledger(document, document_id)),
        goals=tuple(goals.records),
        activities=tuple(activities.records),
        indicators=tuple(indicators.records),
        indicator_values=tuple(indicators.values),
        budget_lines=tuple(budget_lines),
        assignments=tuple(find_assignments(document, context, readings)),
        decisions=tuple(decided.decisions),
        votes=tuple(decided.votes),
        vote_members=tuple(decided.vote_members),
        meetings=decided.title_page.meetings,
        attendance=decided.title_page.attendance,
        signatures=decided.title_page.signatures,
        followups=tuple(find_followups(document, context, readings)),
        claims=tuple(find_claims(document, context)),
        findings=(
            *find_missing_words(document, document_id, identity, readings),
            *_conflicts(document, document_id),
            *goals.findings,
            *activities.findings,
            *indicators.findings,
            *budget_findings,
        ),
        field_places=(*activities.places, *indicators.places),
        quoted_steps=tuple(decided.quoted_steps),
    )


def _uncovered(document: Document, extraction: Extraction) -> list[FindingRecord]:
    """What looks like a record and became none."""
    record = extraction.documents
    kinds = ("goals", "activities", "indicators", "assignments", "followups", "budget_lines", "decisions")
    places = {kind: [(made.page, made.bbox) for made in getattr(extraction, kind)] for kind in kinds}
    return [
        *uncovered_blocks(record.document_id, readings_of(document), places),
        *unread_lists(document, record.document_id, places),
        *nothing_read(record.document_id, record.document_type, places),
    ]


def _text_source(document: Document) -> str:
    """'ocr' where most pages are scans with a text layer, else 'embedded'."""
    scanned = sum(page.text_source == "ocr" for page in document.ledger)
    return "ocr" if scanned * 2 > document.pages else "embedded"


def _sections(document: Document, document_id: str, ids: dict[int, str]) -> list[SectionRecord]:
    records = []
    for section in document.sections():
        place = section.heading.paragraph if section.heading else section.paragraphs[0]
        records.append(
            SectionRecord(
                section_id=ids[id(section)],
                document_id=document_id,
                parent_id=_parent_id(section, ids),
                number=section.number,
                heading=section.title,
                level=section.level,
                text="\n".join(p.text for p in section.paragraphs) or None,
                page=place.page,
                bbox=place.box,
            )
        )
    return records


def _parent_id(section: Section, ids: dict[int, str]) -> str | None:
    parent = section.parent
    return ids[id(parent)] if parent is not None and parent.heading is not None else None


def _table_id(table: Table, document_id: str) -> str:
    return f"{document_id}-t{table.index + 1}"


def _table(table: Table, document_id: str, ids: dict[int, str], kind: str) -> TableRecord:
    return TableRecord(
        table_id=_table_id(table, document_id),
        document_id=document_id,
        section_id=ids.get(id(table.section)),
        caption=table.caption,
        kind=kind,
        source=table.source,
        page=table.page,
        page_to=table.page_to,
        bbox=table.box,
        n_rows=table.n_rows,
        n_columns=table.n_columns,
    )


def _kind(table: Table, readings: Sequence[Reading]) -> str:
    """What most of the table's rows were taken for; where no shape explains any of its blocks 'form', 'agenda' or
    'unknown'."""
    rows: Counter[str] = Counter()
    for reading in readings:
        if reading.block.table is table and reading.kind != "unknown":
            rows[reading.kind] += len(reading.block.rows)
    return rows.most_common(1)[0][0] if rows else meeting_kind(table) or "unknown"


def _cells(table: Table, document_id: str) -> list[CellRecord]:
    return [
        CellRecord(
            table_id=_table_id(table, document_id),
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            is_header=cell.is_header,
            text=cell.text,
            fill=cell.fill,
            symbol=cell.symbol,
            evidence=cell.evidence,
            page=cell.page,
            bbox=cell.box,
        )
        for cell in table.cells
    ]


def _ledger(document: Document, document_id: str) -> list[LedgerRecord]:
    return [
        LedgerRecord(
            document_id=document_id,
            page=count.page,
            words=count.words,
            hidden=count.hidden,
            in_tables=count.in_tables,
            in_text=count.in_text,
            in_furniture=count.in_furniture,
            unassigned=count.unassigned,
            reader=count.reader,
            reader_reason=count.reader_reason,
            text_source=count.text_source,
            trust=count.trust,
        )
        for count in document.ledger
    ]


def _unread(document_id: str, page: PageCount, *, left: bool) -> FindingRecord:
    """A page whose text wasn't read, with the remedy: an OCR where that is ``left`` to do, else another file."""
    remedy = HOW_TO_RECOGNISE if left and page.unread in RECOGNISABLE else "look at it, fetch it again or save it anew"
    return FindingRecord(
        document_id=document_id,
        check_name="unread_page",
        severity="warning",
        message=f"the page has {page.unread}: what it shows was not read; {remedy}",
        stated=None,
        expected=None,
        table_id=None,
        label=None,
        column_text=None,
        page=page.page,
        bbox=None,
    )


def _told(document: Document, document_id: str) -> list[FindingRecord]:
    """What the reading of the pages left out, or found beside them."""
    return [
        FindingRecord(
            document_id=document_id,
            check_name=told.check_name,
            severity=told.severity,
            message=told.message,
            stated=None,
            expected=None,
            table_id=None,
            label=None,
            column_text=None,
            page=count.page,
            bbox=told.box,
        )
        for count in document.ledger
        for told in count.told
    ]


def _conflicts(document: Document, document_id: str) -> list[FindingRecord]:
    """Cells where the drawn page and the structure tree disagree: what is drawn is kept."""
    return [
        FindingRecord(
            document_id=document_id,
            check_name="structure_conflict",
            severity="info",
            message="the drawn cell and the structure tree's cell hold different words; the drawn ones are kept",
            stated=cell.text,
            expected=None,
            table_id=_table_id(table, document_id),
            label=None,
            column_text=None,
            page=cell.page,
            bbox=cell.box,
        )
        for table in document.tables
        for cell in table.cells
        if cell.evidence == "conflict"
    ]
