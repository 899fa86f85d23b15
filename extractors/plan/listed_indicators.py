"""Indicators that are the items of a list, under a heading or a line that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from extractors.document.model import Document
from extractors.interpret.context import Context, area_of, ordinals_of
from extractors.interpret.roles import concept_of, concepts_of
from extractors.records import GoalRecord, IndicatorRecord, IndicatorValueRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.indicator_cells import CellValue, parse_cell, unit_of_name, years_in
from extractors.vocabulary import fold

_OTHERS = frozenset({"protokoll", "tjänsteskrivelse", "skrivelse", "revisionsrapport"})  # they retell others' measures
_MOST_WORDS_OF_LINE = 8
_FEWEST_WORDS = 2  # of an indicator's name
_MEASURING = re.compile(r"(?<!\w)mät(?:s|er|as|a|ning|ningen)(?!\w)")
_SURE = 0.9
_PART = re.compile(r"\s*(?:[:;]|,(?!\d)|\s[–-])\s+|\s*\(([^()]*\d[^()]*)\)")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_KINDS = {"baseline": "baseline", "current": "baseline", "target": "target", "goal": "target", "outcome": "outcome"}
_SHALL = re.compile(r"(?<!\w)(?:ska|skall|öka till|minska till|mål|målet)(?!\w)")


class _Told(NamedTuple):
    """A value that a list item says of its indicator, and of which kind it is."""

    kind: str
    text: str
    value: CellValue
    year: int | None


def announces_indicators(text: str) -> bool:
    """Whether a heading, or a line before a list, says that indicators follow: 'Indikatorer 2031', 'Målet mäts genom:',
    'Nämndens nyckeltal'."""
    if len(text.split()) > _MOST_WORDS_OF_LINE or text.endswith((".", "!", "?", ";")):
        return False
    measuring = text.rstrip().endswith(":") and _MEASURING.search(fold(text)) is not None
    return measuring or concepts_of(text.rstrip(": ")).get("indicator", 0.0) >= _SURE


def listed_indicators(
    document: Document, context: Context, already: int
) -> tuple[list[IndicatorRecord], list[IndicatorValueRecord]]:
    """The items of lists under such headings and lines, numbered on from ``already``, with the values that say of which
    kind they are ('målvärde 70 %', 'minst 60 %'); a number that doesn't stays in the name."""
    records: list[IndicatorRecord] = []
    values: list[IndicatorValueRecord] = []
    if context.identity.document_type in _OTHERS:
        return records, values
    ordinals = ordinals_of(document)
    goals = {goal.goal_id: goal for goal in context.goal_records}
    for section in document.sections():
        for item in _items(section):
            name, told = _read(item)
            if len(name.split()) < _FEWEST_WORDS:
                continue
            indicator_id = f"{context.document_id}-i{already + len(records) + 1}"
            goal_id = context.ties.at(ordinals[id(item)])
            record = IndicatorRecord(
                indicator_id=indicator_id,
                document_id=context.document_id,
                goal_id=goal_id,
                area=_area(section, goals.get(goal_id or "")),
                name=name,
                fulfilment=None,
                trend=None,
                comment=None,
                page=item.page,
                bbox=item.box,
            )
            records.append(record)
            values += [_value(record, one) for one in told]
    return records, values


def _area(section: Section, goal: GoalRecord | None) -> str | None:
    """The heading over the list; one that states the goal is none, then it is the goal's own."""
    stated = goal is not None and fold(goal.text) in fold(section.title)
    return goal.area if goal is not None and stated else area_of(section)


def _items(section: Section) -> Iterator[Paragraph]:
    """The items of the first list under the section's heading, if that announces them, and of those behind lines in it
    that do."""
    paragraphs = section.paragraphs
    starts = [at + 1 for at, p in enumerate(paragraphs) if p.marker is None and announces_indicators(p.text)]
    if section.heading is not None and announces_indicators(section.title):
        starts.insert(0, next((at for at, p in enumerate(paragraphs) if p.marker is not None), len(paragraphs)))
    for start in dict.fromkeys(starts):
        yield from takewhile(lambda p: p.marker is not None, paragraphs[start:])


def _read(item: Paragraph) -> tuple[str, list[_Told]]:
    """The name of a list item and the values behind it whose kind is told; what tells none belongs to the name."""
    text = item.text.rstrip(" .,;")
    cuts = [match for match in _PART.finditer(text) if match.start() > 0]
    ends = [*(match.start() for match in cuts[1:]), len(text)][: len(cuts)]
    told: list[_Told] = []
    name_ends = len(text)
    for cut, end in zip(cuts, ends, strict=True):
        part = cut[1] or text[cut.end() : end]
        one = _told(part.strip(" ()"))
        if one is not None:
            told.append(one)
            name_ends = min(name_ends, cut.start())
    return text[:name_ends].strip(), told


def _told(part: str) -> _Told | None:
    """The value in a part of an item, where words before it say that it is a baseline, a target or an outcome."""
    label, colon, behind = part.partition(":")
    if colon and (kind := _kind(label)) is not None:
        value = parse_cell(behind)
        years = years_in(label)
        return (
            _Told(kind, part, value, years[0] if len(years) == 1 else value.year) if value.value is not None else None
        )
    number = _NUMBER.search(part)
    if number is None or _YEAR.fullmatch(number.group()):
        return None
    lead = part[: number.start()].strip(" <>=≥≤")
    kind = _kind(lead)
    value = parse_cell(part if kind is None else part[len(lead) :])
    if kind is None and (value.comparator not in (None, "=") or _SHALL.search(fold(lead))):
        kind = "target"
    return _Told(kind, part, value, value.year) if kind is not None and value.value is not None else None


def _kind(label: str) -> str | None:
    """Which kind of value a label such as 'Målvärde 2031' says."""
    return _KINDS.get(concept_of(_YEAR.sub("", label).strip()) or "") if label else None


def _value(indicator: IndicatorRecord, told: _Told) -> IndicatorValueRecord:
    return IndicatorValueRecord(
        indicator_id=indicator.indicator_id,
        document_id=indicator.document_id,
        group=None,
        kind=told.kind,
        year=told.year,
        value_text=told.text,
        value=told.value.value,
        comparator=told.value.comparator or "=",
        unit=told.value.unit or unit_of_name(indicator.name),
        page=indicator.page,
        bbox=indicator.bbox,
    )
