"""The labelled parts of a goal: baseline, rationale, measure, addressee, assessment, comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.interpret.assessment import Assessment, Legend, assess, trend_in
from extractors.pdf.page import Mark
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.vocabulary import fold, lookup, meanings

_MARK_GAP_EM = 2.5  # between a label and the mark behind it


class Part(NamedTuple):
    """A paragraph of a goal without its label; ``field`` is None for one without a label."""

    field: str | None
    text: str
    paragraph: Paragraph


def parts_of(section: Section) -> list[Part]:
    """The goal's paragraphs, each with the field that its label or its heading names."""
    parts = list(labelled_parts(section.paragraphs))
    for child in section.children:
        field = lookup("goals", child.title)
        if field is not None:
            parts += [Part(field, p.text, p) for p in child.paragraphs]
    return parts


def labelled_parts(paragraphs: Iterable[Paragraph]) -> Iterator[Part]:
    """Paragraphs with the field that their label names, or a label alone on its line before them.

    The label of an assessment that only a mark tells is a part without text.
    """
    field = None
    assessed = False
    for paragraph in paragraphs:
        label, text = _labelled(paragraph.text, assessed=assessed)
        assessed = assessed or label == "fulfilment"
        if label is not None and not text:
            field = label
            if label != "fulfilment":
                continue
        yield Part(label or field, text, paragraph)


def _labelled(text: str, *, assessed: bool) -> tuple[str | None, str]:
    """The field a paragraph's label names, and the text after the label; 'Bäring på …' keeps its words.

    ``assessed``: an assessment of the goal stands before it.
    """
    label, colon, rest = text.partition(":")
    field = lookup("goals", label) or (lookup("goal_remarks", label) if assessed else None) if colon else None
    if field is not None:
        return field, rest.strip()
    folded = fold(text)
    if any(folded.startswith(word + " ") for word, meaning in meanings("goals").items() if meaning == "supports"):
        return "supports", text
    return None, text


def own_text(parts: Sequence[Part], end: tuple[int, float] | None) -> list[Part]:
    """The parts that are the goal's own text: those without a label, up to the first table under the goal (``end``, its
    page and top), and up to the first label where one stands above it."""
    free = [p for p in parts if p.field is None and (end is None or _place(p) < end)]
    labelled = min((_place(p) for p in parts if p.field is not None), default=None)
    before = [p for p in free if labelled is None or _place(p) < labelled]
    return before or free


def _place(part: Part) -> tuple[int, float]:
    return part.paragraph.page, part.paragraph.box.top


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
