"""Assignments (uppdrag) in running text: items of lists, numbered lines and headings with what stands under them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from extractors.document.model import Document, Table
from extractors.identity.assignment_headings import AssignmentHeading, assignment_heading, body_in
from extractors.interpret.context import Context
from extractors.interpret.roles import is_noun_alone
from extractors.plan.assignment_texts import (
    begins_follow_up,
    decided_on,
    entrusted,
    field_of,
    labelled,
    says_when,
    scheduled,
    told,
)
from extractors.records import AssignmentRecord
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.text.prose import sentences_of
from extractors.values.parsing import days_in, parse_due
from extractors.vocabulary import fold

_DECIDING = frozenset({"protokoll", "tjänsteskrivelse"})  # their uppdrag are decisions, or proposed ones
_PROPOSAL = re.compile(r"^(?:förslag|beslut|beslutsförslag|yrkande|reservation)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:[\w-]+-?)?uppdrag\s+(?:nr\.?\s*|nummer\s+)?(\d{1,3}[a-z]?(?:[.:/]\d{1,3})?)(?:\s*[:.–-]\s*|\s+(?=[A-ZÅÄÖ]))(\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BRACKET = re.compile(r"\s*\(([^()]{4,60})\)\.?$")
_LATEST = re.compile(r"(?<!\w)senast\s+[^,.;()]{3,40}", re.IGNORECASE)
_NONE_GIVEN = re.compile(r"^(?:inga|ingen|inget|saknas)(?!\w)", re.IGNORECASE)
_THAT = re.compile(r"^att\s+", re.IGNORECASE)
_UNNAMED = frozenset({"nämnden", "styrelsen"})
_SMALLER_PT = 0.25
_DEEPER_PT = 6.0  # a list's item indented this much more belongs to the one over it
_FEWEST_WORDS = 2
_TELLING = frozenset({"schedule", "reporting", "given_to"})  # a consultant's title page has none of them
_FEWEST_LABELS = 2  # that follow "Uppdrag: …" where no heading says that uppdrag follow
_LONGEST_BODY = 5  # words of a heading that is a body's name
_NEVER = 99  # the level under which no heading lies

_Block = Heading | Paragraph | Table


@dataclass(slots=True)
class _Region:
    """What stands under a heading or a sentence that announces uppdrag; ``lists``: whether the next list holds them."""

    heading: Heading | None
    head: AssignmentHeading
    receiver: str | None
    area: str | None = None
    lists: bool = True


@dataclass(slots=True)
class _Found:
    """An uppdrag in the making; ``origin``: item | heading | number | label | sentence; ``takes``: the field that
    further text goes to, None for none; ``level``: of the heading that it is, 0 for none."""

    title: str
    place: Paragraph
    origin: str
    region: _Region | None
    fields: dict[str, list[str]] = field(default_factory=dict)
    takes: str | None = "directive"
    level: int = 0

    def add(self, name: str, text: str) -> None:
        if text:
            self.fields.setdefault(name, []).append(text)


def listed_assignments(document: Document, context: Context, elsewhere: Container[int]) -> list[AssignmentRecord]:
    """The uppdrag that the document's running text gives; none in protocols and letters, where they are decisions.

    ``elsewhere``: id() of the blocks that forms are made of.
    """
    if context.identity.document_type in _DECIDING:
        return []
    walk = _Walk()
    for block in document.blocks:
        if id(block) not in elsewhere:
            walk.step(block)
    return [_record(found, context) for found in _accepted(walk.found)]


@dataclass(slots=True)
class _Walk:
    """The way through the document: the region it is in, the list that a sentence has announced, the record that is
    being read, and a heading of which isn't known yet whether it is an uppdrag or is over several."""

    found: list[_Found] = field(default_factory=list)
    region: _Region | None = None
    lead: _Region | None = None
    reading: _Found | None = None
    pending: Heading | None = None
    proposal: int = _NEVER
    over: list[Heading] = field(default_factory=list)  # the block's headings, outermost first

    def step(self, block: _Block) -> None:
        """Take the next block of the document."""
        if isinstance(block, Table):
            if self.pending is None and self.region is not None:
                self.region = None  # what it announces stands in the table
            self.reading = self.lead = self.pending = None
        elif isinstance(block, Heading):
            self._heading(block)
        elif self.proposal == _NEVER:
            self._paragraph(block)

    def _heading(self, block: Heading) -> None:
        self.lead = self.pending = None
        if block.level <= self.proposal:
            self.proposal = block.level if _PROPOSAL.match(block.text) else _NEVER
        self._enter(block)
        numbered = _NUMBERED.match(block.paragraph.text)
        given = entrusted(block.text)
        head = assignment_heading(block.text)
        if self.proposal != _NEVER:
            self.reading = None
        elif numbered is not None:
            self._start(numbered.group(2), block.paragraph, "number").level = block.level
        elif given is not None and not given.task:
            giver = body_in(given.giver) if given.giver else None
            self.region = _Region(block, AssignmentHeading(True, giver, None), given.receiver)
            self.reading = None
        elif head is not None:
            self.region = _Region(block, head, head.receiver)
            self.reading = None
        elif (
            self.reading is not None
            and self.reading.origin != "item"
            and (name := field_of(block.text, "")) is not None
            and (is_noun_alone(block.text) or block.level > self.reading.level)
        ):
            self.reading.takes = name if is_noun_alone(block.text) else self.reading.takes
        else:
            self._under_heading(block)

    def _enter(self, block: Heading) -> None:
        """Leave the headings and the region that end here; a numbered line set smaller than theirs ends none."""
        size = block.paragraph.style.size
        self.over = [h for h in self.over if h.level < block.level or size < h.paragraph.style.size - _SMALLER_PT]
        if self.region is not None and self.region.heading not in self.over:
            self.region = None
        self.over.append(block)

    def _under_heading(self, block: Heading) -> None:
        """A heading in a region: a body to which the uppdrag below go, or one of which is yet to be seen what it is."""
        self.reading = None
        if self.region is None:
            return
        if body_in(block.text) is not None and len(block.text.split()) <= _LONGEST_BODY:
            self.region = replace(self.region, receiver=block.text, area=None)
        elif not is_noun_alone(block.text) and not begins_follow_up(block.text):
            self.pending = block
        self.region.lists = True

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        numbered = _NUMBERED.match(text)
        if numbered is not None:
            self._start(numbered.group(2), paragraph, "number")
        elif self._announces(paragraph):
            return
        elif paragraph.marker is not None:
            self._item(paragraph)
        else:
            self._text(paragraph)

    def _announces(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph says that the uppdrag follow in a list below."""
        if paragraph.marker is not None and (self.lead or self.region):
            return False
        given = entrusted(paragraph.text.rstrip())
        last = sentences_of(paragraph.text)[-1:] if paragraph.text.endswith((":", "att", "att…")) else ()
        given = given or next((e for sentence in last if (e := entrusted(sentence)) is not None), None)
        if given is None or given.task:
            return False
        giver = body_in(given.giver) if given.giver else self.region.head.giver if self.region else None
        self.lead = _Region(None, AssignmentHeading(True, giver, None), self._body(given.receiver))
        self.reading = self.pending = None
        return True

    def _body(self, receiver: str | None) -> str | None:
        """Who gets the uppdrag: 'nämnden' is the one that the nearest heading names."""
        if receiver is None or fold(receiver) not in _UNNAMED:
            return receiver
        return next((body for h in reversed(self.over) if (body := body_in(h.text)) is not None), receiver)

    def _item(self, paragraph: Paragraph) -> None:
        if self.reading is not None and self._belongs(paragraph):
            self._add(paragraph.text)
            return
        if self.pending is not None and self.lead is None and self.region is not None:
            self.region, self.pending = replace(self.region, area=self.pending.text), None
        region = self.lead or (self.region if self.region is not None and self.region.lists else None)
        if region is None:
            self.reading = None
            return
        text = paragraph.text.removeprefix(paragraph.marker or "").strip()
        self._start(_THAT.sub("", text), paragraph, "item", region)

    def _belongs(self, paragraph: Paragraph) -> bool:
        """Whether a list's item is part of the record being read: under a heading's or a number's, below an item's if
        indented more or a label."""
        assert self.reading is not None
        if self.reading.origin in ("heading", "number"):
            return self.reading.origin == "heading" or self.lead is None
        deeper = paragraph.page == self.reading.place.page and paragraph.box.x0 > self.reading.place.box.x0 + _DEEPER_PT
        return deeper or not labelled(paragraph.text)[0]

    def _text(self, paragraph: Paragraph) -> None:
        before, fields = labelled(paragraph.text)
        if fields and fields[0][0] == "title" and not before:
            self._start(fields[0][1], paragraph, "label")
            fields = fields[1:]
        elif self.pending is not None:
            level = self.pending.level
            self._start(self.pending.text, self.pending.paragraph, "heading").level = level
        elif self.region is not None and (given := entrusted(paragraph.text)) is not None and given.task:
            self._start(paragraph.text, paragraph, "sentence")
            return
        if self.reading is None:
            self._between(paragraph)
        elif fields and not before:
            for name, value in fields:
                self.reading.add(name, value)
        elif self.reading.origin == "item" and not self._hangs(paragraph):
            self.reading = self.lead = None
            self._between(paragraph)
        elif paragraph is not self.reading.place:
            self._add(paragraph.text)

    def _between(self, paragraph: Paragraph) -> None:
        """Text that belongs to no uppdrag: the list that it announces is one of something else, unless it says so."""
        if self.region is not None and paragraph.text.endswith(":"):
            self.region.lists = "uppdrag" in fold(paragraph.text) or not any(
                f.region is self.region for f in self.found
            )
        elif not paragraph.text.endswith(":"):
            self.lead = None

    def _hangs(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is indented as the text of the item before it."""
        assert self.reading is not None
        place = self.reading.place
        return paragraph.page == place.page and paragraph.box.x0 > place.box.x0 + _DEEPER_PT

    def _add(self, text: str) -> None:
        """Further text of the record: its labels' values, else what its open field takes."""
        assert self.reading is not None
        before, fields = labelled(text)
        if before and self.reading.takes is not None:
            self.reading.add(self.reading.takes, before)
        for name, value in fields:
            self.reading.add(name, value)

    def _start(self, title: str, place: Paragraph, origin: str, region: _Region | None = None) -> _Found:
        before, fields = labelled(title)
        self.reading = _Found(before, place, origin, region or self.region)
        self.pending = None
        for name, value in fields:
            self.reading.add(name, value)
        if origin in ("number", "label") and before.endswith((".", "!")):
            self.reading.takes = None  # a whole sentence: what follows speaks of something else
        if origin == "sentence":
            self.reading.takes = None
        self.found.append(self.reading)
        return self.reading


def _accepted(found: Sequence[_Found]) -> list[_Found]:
    """The records that are certain: in a region that says that uppdrag were given, or with a label, a day or a second
    number that says so."""
    numbers = {match.group(1) for f in found if f.origin == "number" and (match := _NUMBERED.match(f.place.text))}
    kept = []
    for one in found:
        certain = one.region is not None and one.region.head.certain
        says = bool(one.fields.keys() - {"directive", "title"}) or bool(_schedule_of(one.title)[1])
        if len(one.title.split()) < _FEWEST_WORDS or _NONE_GIVEN.match(one.title):
            continue
        if one.origin == "label":
            ok = bool(one.fields.keys() & _TELLING) and len(one.fields) >= (1 if certain else _FEWEST_LABELS)
        elif one.origin == "number":
            ok = certain or says or len(numbers) > 1
        elif one.origin == "heading":
            ok = says or (certain and bool(one.fields))
        else:
            given = entrusted(one.title)
            ok = certain or says or bool(decided_on(one.title)) or (given is not None and bool(given.task))
        if ok:
            kept.append(one)
    return kept


def _schedule_of(text: str) -> tuple[str, str]:
    """A text without the sentence or bracket at its end that says when it is to be ready, and that; a day in its own
    sentence stays in it."""
    bracket = _BRACKET.search(text)
    if bracket is not None and says_when(bracket.group(1)):
        return text[: bracket.start()], bracket.group(1)
    others = sentences_of(text)[1:] if ". " in text else ()
    if others and says_when(others[-1]):
        return text[: text.rindex(others[-1])].strip(), others[-1]
    latest = _LATEST.search(text)
    return text, latest.group() if latest is not None and parse_due(latest.group()) is not None else ""


def _record(found: _Found, context: Context) -> AssignmentRecord:
    title, when = _schedule_of(found.title)
    held = {name: "\n".join(texts) for name, texts in found.fields.items() if name != "title"}
    schedule, reporting = scheduled(held.get("schedule") or when or None, held.get("reporting"))
    text = "\n".join([title, held.get("directive", "")])
    given = entrusted(title)
    region = found.region
    days = days_in(held.get("assigned_on", "")) or decided_on(text)
    giver = body_in(given.giver) if given is not None and given.giver else region.head.giver if region else None
    receiver = (given.receiver if given else None) or told(title) or (region.receiver if region else None)
    return AssignmentRecord(
        assignment_id="",
        document_id=context.document_id,
        title=title,
        given_by=held.get("given_by") or giver,
        given_to=held.get("given_to") or receiver,
        assigned_on=days[0] if days else None,
        directive=held.get("directive"),
        schedule=schedule,
        due_on=parse_due(schedule) if schedule else None,
        reporting=reporting,
        financing=held.get("financing"),
        area=held.get("area") or (region.area if region else None),
        follow_up=held.get("follow_up"),
        page=found.place.page,
        bbox=found.place.box,
    )
