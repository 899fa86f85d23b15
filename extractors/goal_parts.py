"""The labelled parts of a goal: baseline, rationale, measure, addressee, assessment, comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.assessment import Assessment, Legend, assess, trend_in
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Section
from extractors.vocabulary import fold, lookup, meanings


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
    """Paragraphs with the field that their label names, or a label alone on its line before them."""
    field = None
    for paragraph in paragraphs:
        label, text = _labelled(paragraph.text)
        if label is not None and not text:
            field = label
            continue
        yield Part(label or field, text, paragraph)


def _labelled(text: str) -> tuple[str | None, str]:
    """The field a paragraph's label names, and the text after the label; 'Bäring på …' keeps its words."""
    label, colon, rest = text.partition(":")
    field = lookup("goals", label) if colon else None
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
    return "\n".join(part.text for part in parts if part.field == field) or None


def assessment_of(parts: Sequence[Part], legend: Legend) -> Assessment:
    """What the goal's own assessment says ('Bedömning: delvis uppfyllt'), all None without one."""
    text, arrow = field_text(parts, "fulfilment"), field_text(parts, "trend")
    said = assess(text, None, legend)
    return said._replace(trend=trend_in(arrow) if arrow is not None else said.trend)
