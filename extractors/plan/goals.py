"""Goals: those stated in text, then those that only rows of tables name, and what stands under each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document.model import Document, Table
from extractors.identity.identify import Identity
from extractors.interpret.assessment import Legend, assess, mark_colour
from extractors.interpret.columns import columns_of, kind_of
from extractors.interpret.context import NO_TIES, Context, GoalTies, heading_of_items, says_whose_goals
from extractors.interpret.full_width_rows import WideRow, wide_rows
from extractors.interpret.legends import ASSUMED, ASSUMED_MESSAGE, legends_of
from extractors.interpret.outline import Entry, outline_of
from extractors.plan.goal_evidence import is_foreign_ground
from extractors.plan.goal_parts import assessment_of, field_text, mark_of
from extractors.plan.goal_texts import Stated, goals_in_text
from extractors.plan.indicator_tables import is_indicator_table
from extractors.records import FindingRecord, GoalRecord
from extractors.values.goal_labels import announcement, goal_label_in
from extractors.vocabulary import entries, fold


@dataclass(slots=True)
class Goals:
    """The goals, those that only rows of tables name last; what stands under each; and what could not be read."""

    records: list[GoalRecord] = field(default_factory=list)
    ties: GoalTies = NO_TIES
    findings: list[FindingRecord] = field(default_factory=list)


def find_goals(document: Document, document_id: str, identity: Identity) -> Goals:
    """The goals under headings of their own, behind labels, in lists and in rows over the others of a table."""
    found = Goals()
    legend = legends_of(document).goals
    root = outline_of(document)
    spans = []
    for goal in goals_in_text(root, identity):
        marked = goal._replace(colour=mark_of(goal.parts, document.marks))
        record = _add(found, marked, document_id, identity, legend)
        spans.append((goal.start, goal.end, record.goal_id))
    found.ties = GoalTies(tuple(sorted(s for s in spans if s[0] < s[1])))
    found.ties = found.ties._replace(tables=_goals_over_tables(document, found.ties))
    holders = {id(entry.section): entry for entry in root.walk()}
    rows: dict[tuple[int, int], str] = {}
    for table in document.tables:
        for row, goal in _goals_in_rows(table, holders[id(table.section)]):
            context = Context(document_id, identity, found.ties, tuple(found.records))
            known = context.goal_named(row.text) or context.goal_numbered_over(table, goal.number)
            rows[table.index, row.cell.row] = known or _add(found, goal, document_id, identity, legend).goal_id
    found.ties = found.ties._replace(rows=rows)
    found.findings += _unread(root, found.records, document_id)
    return found


def _goals_over_tables(document: Document, ties: GoalTies) -> dict[int, str]:
    """Per table, by its index, the goal that it stands under."""
    placed = ((block.index, ties.at(at)) for at, block in enumerate(document.blocks) if isinstance(block, Table))
    return {index: goal for index, goal in placed if goal is not None}


def _add(found: Goals, goal: Stated, document_id: str, identity: Identity, legend: Legend) -> GoalRecord:
    record, doubt = _record(goal, f"{document_id}-g{len(found.records) + 1}", document_id, identity, legend)
    found.records.append(record)
    found.findings.extend([doubt] if doubt is not None else [])
    by_colour = record.fulfilment is not None and record.fulfilment_text is None and not legend.known
    if by_colour and not any(f.check_name == ASSUMED for f in found.findings):
        found.findings.append(_finding(record, ASSUMED, "info", ASSUMED_MESSAGE))
    return record


def _goals_in_rows(table: Table, holder: Entry) -> Iterator[tuple[WideRow, Stated]]:
    """The goals whose label and words head rows of activities or indicators, with their own mark or fill."""
    if kind_of(columns_of(table)) not in ("activities", "surveys") and not is_indicator_table(table):
        return
    named = [(row, row.goal) for row in wide_rows(table).values() if row.goal is not None]
    fills = {row.cell.fill for row, _ in named}
    for row, label in named:
        if label.text is None:
            continue
        marks = {mark_colour(cell) for cell in table.cells if cell.row == row.cell.row} - {None}
        colour = marks.pop() if len(marks) == 1 else row.cell.fill if not marks and len(fills) > 1 else None
        place = row.cell.paragraphs[0]
        titles = [e.title for e in (holder, *holder.over()) if e.place is not None]
        area = heading_of_items(table.section, (place.page, place.box.top))
        area = area or next((t for t in titles if not says_whose_goals(t)), titles[0] if titles else None)
        goal = Stated(holder, label.number, None, label.text, place, area=area, colour=colour, assessed=row.assessed)
        yield row, goal._replace(in_row=True)


def _record(
    found: Stated, goal_id: str, document_id: str, identity: Identity, legend: Legend
) -> tuple[GoalRecord, FindingRecord | None]:
    """The goal, and what its assessment leaves in doubt."""
    assessment = (
        assess(found.assessed, found.colour, legend)
        if found.in_row
        else assessment_of(found.parts, found.colour, legend)
    )
    fulfilment_text = found.assessed if found.in_row else field_text(found.parts, "fulfilment")
    record = GoalRecord(
        goal_id=goal_id,
        document_id=document_id,
        section_number=found.entry.nearest_number,
        level=_level(found, identity),
        area=found.area,
        number=found.number,
        title=found.title,
        text=found.text,
        baseline=field_text(found.parts, "baseline"),
        rationale=field_text(found.parts, "rationale"),
        measure=field_text(found.parts, "measure"),
        addressed_to=field_text(found.parts, "addressed_to"),
        supports=field_text(found.parts, "supports"),
        fulfilment=assessment.fulfilment,
        fulfilment_text=assessment.words if fulfilment_text is not None else None,
        trend=assessment.trend,
        comment=field_text(found.parts, "comment"),
        page=found.place.page,
        bbox=found.place.box,
    )
    if assessment.doubt is None:
        return record, None
    return record, _finding(record, "unknown_assessment", "warning", assessment.doubt, assessment.unknown)


def _finding(
    goal: GoalRecord, check_name: str, severity: str, message: str, unknown: str | None = None
) -> FindingRecord:
    return FindingRecord(
        document_id=goal.document_id,
        check_name=check_name,
        severity=severity,
        message=message,
        stated=goal.fulfilment_text,
        expected=None,
        table_id=None,
        label=goal.title or goal.text,
        column_text=None,
        page=goal.page,
        bbox=goal.bbox,
        word=unknown,
        vocabulary="fulfilment.toml" if unknown is not None else None,
    )


def _unread(root: Entry, goals: list[GoalRecord], document_id: str) -> Iterator[FindingRecord]:
    """The headings and labels that announce goals and under which none was read."""
    taken = {(goal.page, goal.bbox) for goal in goals}
    for entry in root.walk():
        place = entry.place
        if place is None or is_foreign_ground(entry):
            continue
        if entry.label is None and announcement(entry.title) != "goals":
            continue
        places = [p for e in entry.walk() for p in (e.place, *e.paragraphs) if p is not None]
        cells = [p for e in entry.walk() for t in e.tables for c in t.cells for p in c.paragraphs]
        if not any((p.page, p.box) in taken for p in (*places, *cells)):
            yield _unread_finding(entry, document_id)


def _unread_finding(entry: Entry, document_id: str) -> FindingRecord:
    assert entry.place is not None
    return FindingRecord(
        document_id=document_id,
        check_name="unread_goals",
        severity="warning",
        message=f"'{entry.title}' announces goals, but none was read under it",
        stated=entry.title,
        expected="a sentence, a list or a table that states them",
        table_id=None,
        label=entry.title,
        column_text=None,
        page=entry.place.page,
        bbox=entry.place.box,
    )


def _level(found: Stated, identity: Identity) -> str:
    """Whose goal its label or the headings over it say it is, else whose document it stands in."""
    own = goal_label_in(found.place.text)
    titles = [own.label] if own is not None else []
    titles += [e.label.label if e.label else e.title for e in (found.entry, *found.entry.over())]
    for title in titles:
        folded = f" {fold(title)} "
        for level, entry in entries("goal_levels").items():
            begins = any(f" {fold(word)}" in folded for word in entry["words"])
            if begins or any(word.endswith(tuple(entry["endings"])) for word in folded.split()):
                return level
    return "nämnd" if identity.committee else "kommunfullmäktige"
