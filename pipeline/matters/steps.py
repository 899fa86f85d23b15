"""The steps that a kommun's documents tell, each once: what body, day and § are the same for is one step, whoever tells
it; a step without day or § is the one it can be taken for, or stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from extractors.values.registration_numbers import NumberParts, number_parts
from extractors.vocabulary import fold
from pipeline.matters.bodies import Bodies
from pipeline.store import Row

# How long before an item a step without a day may lie that it names by body and § alone: these begin anew each year.
_LONGEST_AGO = timedelta(days=400)

Key = tuple[str, str, str]


@dataclass(eq=False)
class Step:
    """A step: its ``key`` (body, day and §, or the document it stands in), the body by its full ``body`` name and all
    ``tellings`` of it, rows of told.sql with the best first."""

    key: Key
    body_key: str
    body: str | None
    on_date: date | None
    paragraph: str | None
    tellings: list[Row] = field(default_factory=list)

    @property
    def best(self) -> Row:
        return self.tellings[0]

    @property
    def own(self) -> bool:
        """Whether the body's own minutes tell it, or it is a letter that is stored."""
        return bool(self.best["source"] != "quoted")

    @property
    def title(self) -> str | None:
        """The title of the body's own item, else the words that papers have for it."""
        return next((telling["title"] for telling in self.tellings if telling["title"]), None)

    @property
    def name(self) -> str:
        """What it is called: '§ 20 Socialnämnden 2031-05-12', of a letter its title."""
        if self.paragraph is None and self.on_date is None:
            return self.title or ""
        day = self.on_date.isoformat() if self.on_date else None
        return " ".join(filter(None, (self.paragraph, self.body, day)))

    @property
    def numbers(self) -> dict[NumberParts, str]:
        """Its diarienummer with how they are printed."""
        printed = [telling["number_text"] for telling in self.tellings if telling["number_text"]]
        return {parts: text for text in reversed(printed) if (parts := number_parts(text)) is not None}

    def quoted_by(self) -> set[str]:
        """The items that tell it."""
        return {telling["telling_item"] for telling in self.tellings if telling["telling_item"]}


class Steps:
    """All steps of a kommun; ``of`` names the step of each telling."""

    def __init__(self, told: Sequence[Row]) -> None:
        named = [row[column] for row in told for column in ("body", "beside") if row[column]]
        self._bodies = Bodies(named)
        self._steps: dict[Key, Step] = {}
        self.of: dict[str, Step] = {}
        for row in sorted(told, key=_certainty):
            step = self._step(row)
            step.tellings.append(row)
            self.of[row["telling_id"]] = step
        for step in self._steps.values():
            step.tellings.sort(key=_goodness)

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps.values())

    def _step(self, row: Row) -> Step:
        if row["source"] in ("letter", "paper"):
            return self._put((row["source"], "", row["telling_id"]), "", row)
        if row["body"] is None:
            return self._of_unknown_body(row) or self._put((row["document_id"], "", row["paragraph"]), "", row)
        body = self._bodies.key(row["body"], row["beside"])
        if row["on_date"] is not None and row["paragraph"] is not None:
            key = (body, row["on_date"].isoformat(), row["paragraph"])
            return self._steps.get(key) or self._put(key, body, row)
        found = self._taken_for(row, body)
        place = row["telling_item"] or row["document_id"]
        return found or self._put((body, str(row["on_date"] or place), row["paragraph"] or place), body, row)

    def _of_unknown_body(self, row: Row) -> Step | None:
        """The step that others tell of that day and §, where it is the only one."""
        same = [s for s in self if row["on_date"] and (s.on_date, s.paragraph) == (row["on_date"], row["paragraph"])]
        return same[0] if len(same) == 1 else None

    def _put(self, key: Key, body: str, row: Row) -> Step:
        name = self._bodies.name(body, row["body"]) if body else row["body"]
        return self._steps.setdefault(key, Step(key, body, name, row["on_date"], row["paragraph"]))

    def _taken_for(self, row: Row, body: str) -> Step | None:
        """The step that a telling without day or § means: one that the same item tells in full, else, of those that
        fit, the latest with that §, or the only one of that day."""
        item = self.of.get(row["telling_item"]) if row["telling_item"] else None
        same = [
            step
            for step in self
            if step.body_key == body
            and step is not item
            and (row["paragraph"] is None or step.paragraph == row["paragraph"])
            and (row["on_date"] is None or step.on_date == row["on_date"])
        ]
        told_there = [step for step in same if row["telling_item"] in step.quoted_by()]
        if len(told_there) == 1:
            return told_there[0]
        fitting = [step for step in same if _may_lie_before(step, item)]
        if row["paragraph"] is None or row["source"] == "item":
            return fitting[0] if len(fitting) == 1 else None
        return max(fitting, key=lambda step: (step.on_date or date.min, step.key), default=None)


def _may_lie_before(step: Step, item: Step | None) -> bool:
    if item is None or item.on_date is None or step.on_date is None:
        return True
    return timedelta(0) <= item.on_date - step.on_date <= _LONGEST_AGO


def _certainty(row: Row) -> tuple[bool, bool, bool, bool]:
    """What is told in full comes first, the bodies' own before what others quote."""
    is_met = row["body"] is not None or row["source"] in ("letter", "paper")
    return not is_met, row["on_date"] is None or row["paragraph"] is None, row["source"] == "quoted", not row["handled"]


def _goodness(row: Row) -> tuple[bool, bool, bool, str]:
    """A body's own minutes go before an extract of one item, and both before what others quote."""
    is_extract = row["items"] == 1
    return row["source"] == "quoted", is_extract, not row["handled"], row["telling_id"]


def folded_lines(text: str | None) -> Iterable[str]:
    """The entries of a list as they are compared."""
    return (fold(line) for line in (text or "").split("\n") if line.strip())
