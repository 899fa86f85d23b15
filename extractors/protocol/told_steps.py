"""The earlier steps that an item or a letter tells of its matter, with their places on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractors.protocol.decision_points import Setting, groups_of, list_text, prose
from extractors.protocol.items import Item, Part
from extractors.protocol.lines import TextLine
from extractors.protocol.quoted_steps import QuotedStep, quoted_steps_in
from extractors.records import Box, QuotedStepRecord

# Where an item tells of its matter; what was moved, voted or noted at the meeting names other matters.
_TELLING = frozenset({"background", "assessment", "documents"})
_PAPERS = "documents"


class ToldStep(NamedTuple):
    """A step, and the page and box of the line that names it."""

    step: QuotedStep
    page: int
    box: Box


class Told(NamedTuple):
    """A paragraph, or an entry of the list of papers, with its lines."""

    text: str
    lines: Sequence[TextLine]
    listed: bool


def steps_of_item(item: Item, setting: Setting, day: date | None, *, decides: bool) -> list[ToldStep]:
    """The steps of an item of the meeting of ``day``. One that neither ``decides`` nor proposes may list what came in
    on other matters, so that only the sentences count that tell of its own."""
    told = [text for part in item.parts for text in _told(part, setting)]
    return [found for found in steps_of(told, day) if decides or (found.step.handled and not found.step.listed)]


def steps_of(told: Iterable[Told], day: date | None) -> Iterator[ToldStep]:
    """The steps that paragraphs and entries tell, each on the line with its §."""
    for text, lines, listed in told:
        for step in quoted_steps_in(text, day, listed=listed):
            line = _line_of(step, lines)
            yield ToldStep(step, line.page, line.line.box)


def step_record(found: ToldStep, decision_id: str, document_id: str, ordinal: int) -> QuotedStepRecord:
    """The row of a step, the ``ordinal``-th of the item's decision."""
    step = found.step
    return QuotedStepRecord(
        quoted_step_id=f"{decision_id}-q{ordinal}",
        decision_id=decision_id,
        document_id=document_id,
        body=step.body,
        on_date=step.on_date,
        paragraph=step.paragraph,
        title=step.title,
        text=step.text,
        listed=step.listed,
        handled=step.handled,
        page=found.page,
        bbox=found.box,
    )


def _told(part: Part, setting: Setting) -> Iterator[Told]:
    meaning = part.label.meaning if part.label else "background"
    if meaning not in _TELLING:
        return
    if meaning == _PAPERS:
        entries, rest = list_text(part.lines, setting)
        yield from (Told(entry, part.lines, True) for entry in entries.split("\n"))
        yield from (Told(text, part.lines, False) for text in rest.split("\n"))
    else:
        yield from (Told(prose(group, setting), group, False) for group in groups_of(part.lines))


def _line_of(step: QuotedStep, lines: Sequence[TextLine]) -> TextLine:
    """The line with the step's sign and, where several have it, words of its title; else the first."""
    number = re.compile(rf"§\s?{step.paragraph[2:]}(?!\d)|(?<!\d){step.paragraph[2:]}\s?§") if step.paragraph else None
    found = [line for line in lines if number and number.search(line.text)]
    named = [line for line in found if step.title and step.title.split()[0] in line.text]
    return next(iter([*named, *found, *lines]))
