"""A goal as found: its words and labelled parts (baseline, rationale, measure, …), and the record that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.document.model import Table
from extractors.document.outline import Entry
from extractors.identity.identify import Identity
from extractors.interpret.assessment import Assessment, Legend, assess, trend_in
from extractors.pdf.page import Mark
from extractors.records import FindingRecord, GoalRecord
from extractors.text.paragraphs import Paragraph
from extractors.values.fulfilment import assessment_of as told_by_words
from extractors.values.goal_labels import goal_label_in, part_of_goal
from extractors.vocabulary import entries, fold, lookup, meanings

_OVERLAP_PT = 2.0  # the boxes of two lines below each other may overlap by so much
_LONGEST_ASSESSMENT_WORDS = 4  # of a line that only assesses the goal above it
_ASSESSED = frozenset({"met", "partly", "not_met"})
_MARK_GAP_EM = 2.5  # between a label and the mark behind it


class Part(NamedTuple):
    """A paragraph of a goal without its label; ``field`` is None for one without a label."""

    field: str | None
    text: str
    paragraph: Paragraph


class Stated(NamedTuple):
    """A goal's own words and place, the entry it stands in or is, and its further parts.

    ``own``: the goal is the entry itself, not only stated under it; ``start``, ``end``: the ordinals of the blocks that
    stand under it, both 0 for an item of a list; ``colour``, ``assessed``: the '#rrggbb' and the words that assess it
    where it is ``in_row``, ``header`` the heading of its column there.
    """

    entry: Entry
    number: int | None
    title: str | None
    text: str
    place: Paragraph
    parts: tuple[Part, ...] = ()
    area: str | None = None
    start: int = 0
    end: int = 0
    own: bool = False
    colour: str | None = None
    assessed: str | None = None
    in_row: bool = False
    header: str = ""


def parts_of(entry: Entry) -> list[Part]:
    """The goal's paragraphs, each with the field that its label or its heading names."""
    parts = list(labelled_parts(entry.paragraphs))
    for child in entry.children:
        field = part_of_goal(child.title) if child.label is None else None
        if field is not None:
            parts += labelled_parts(above_tables(child), field)
            parts += [Part(field, "", child.place)] if field == "fulfilment" and child.place is not None else []
    return parts


def above_tables(entry: Entry) -> list[Paragraph]:
    """The paragraphs right under a heading, above its tables."""
    top = min(map(words_top, entry.tables), default=None)
    return [p for p in entry.paragraphs if top is None or (p.page, p.box.bottom) <= top]


def words_top(table: Table) -> tuple[int, float]:
    """Page and height of a table's first words: its box may reach above them."""
    tops = [(p.page, p.box.top + _OVERLAP_PT) for cell in table.cells for p in cell.paragraphs]
    return min(tops, default=(table.page, table.box.top))


def labelled_parts(paragraphs: Iterable[Paragraph], field: str | None = None) -> Iterator[Part]:
    """Paragraphs with the field that their label names, or a label alone on its line before them, at first ``field``.

    The label of an assessment that only a mark tells is a part without text.
    """
    assessed = field == "fulfilment"
    for paragraph in paragraphs:
        label, text = _labelled(paragraph.text, assessed=assessed)
        assessed = assessed or label == "fulfilment"
        if label is not None and not text:
            field = label
            if label != "fulfilment":
                continue
        yield Part(label or field, text, paragraph)


def part_in(text: str) -> str | None:
    """The field that a paragraph's label names, None without one."""
    return _labelled(text, assessed=False)[0]


def _labelled(text: str, *, assessed: bool) -> tuple[str | None, str]:
    """The field a paragraph's label names, and the text after the label; 'Bäring på …' keeps its words, and so does
    what is nothing but an assessment ('Delvis uppfyllt').

    ``assessed``: an assessment of the goal stands before it.
    """
    label, sign, rest = _label_and_rest(text)
    field = part_of_goal(label) or (lookup("goal_remarks", label) if assessed else None) if sign else None
    if field is not None:
        return field, rest.strip()
    if not sign and len(text.split()) <= _LONGEST_ASSESSMENT_WORDS and told_by_words(text) in _ASSESSED:
        return "fulfilment", text
    folded = fold(text)
    if any(folded.startswith(word + " ") for word, meaning in meanings("goals").items() if meaning == "supports"):
        return "supports", text
    return None, text


def _label_and_rest(text: str) -> tuple[str, str, str]:
    """What stands before the first colon or question mark ('Uppnås målet? Delvis'), that sign, and what follows."""
    at = min((i for i in (text.find(":"), text.find("?")) if i >= 0), default=-1)
    return (text, "", "") if at < 0 else (text[:at], text[at], text[at + 1 :].lstrip(":"))


def field_text(parts: Sequence[Part], field: str) -> str | None:
    """The text of all parts of that field, None without one."""
    return "\n".join(part.text for part in parts if part.field == field and part.text) or None


def mark_of(parts: Sequence[Part], marks: Mapping[int, Sequence[Mark]]) -> str | None:
    """The colour, '#rrggbb', of the marks on the line that the goal's assessment begins; None for none or several.

    ``marks`` by page, as those of a Document.
    """
    label = next((part.paragraph for part in parts if part.field == "fulfilment"), None)
    if label is None:
        return None
    line = label.lines[0]
    right = line.box.x1 + _MARK_GAP_EM * line.size
    beside = [m for m in marks.get(label.page, ()) if line.box.x0 < m.box.x0 and m.box.x1 < right]
    colours = {m.colour for m in beside if m.colour and line.box.holds(line.box.x0, (m.box.top + m.box.bottom) / 2)}
    return colours.pop() if len(colours) == 1 else None


def assessment_of(parts: Sequence[Part], colour: str | None, legend: Legend) -> Assessment:
    """What the goal's own assessment ('Bedömning: delvis uppfyllt') and its mark's colour say; all None without one."""
    text, arrow = field_text(parts, "fulfilment"), field_text(parts, "trend")
    said = assess(text, colour, legend)
    return said._replace(trend=trend_in(arrow) if arrow is not None else said.trend)


def record_of(
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
        level=level_of(found, identity),
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
    return record, finding_on(record, "unknown_assessment", "warning", assessment.doubt, assessment.unknown)


def finding_on(
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


def level_of(found: Stated, identity: Identity) -> str:
    """Whose goal its label or the headings over it say it is, else whose document it stands in."""
    own = goal_label_in(found.place.text)
    titles = [own.label] if own is not None else []
    titles += [found.header] if found.header else []
    titles += [e.label.label if e.label else e.title for e in (found.entry, *found.entry.over())]
    for title in titles:
        folded = f" {fold(title)} "
        for level, entry in entries("goal_levels").items():
            begins = any(f" {fold(word)}" in folded for word in entry["words"])
            if begins or any(word.endswith(tuple(entry["endings"])) for word in folded.split()):
                return level
    return "nämnd" if identity.committee else "kommunfullmäktige"
