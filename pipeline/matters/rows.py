"""The rows of a matter: itself, its numbers and its steps in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline.matters.placing import Placed
from pipeline.matters.steps import Key, Step
from pipeline.matters.words import kind_of_all, outcome_of, quoted_outcome_of, stage_of

_ID_DIGITS = 16
_STAGES = (
    "inlämnad", "tjänsteskrivelse", "annan", "arbetsutskott", "nämnd", "kommunstyrelse", "kommunfullmäktige",
)  # fmt: skip
_BROUGHT_IN = {"skrivelse": "inlämnad", "tjänsteskrivelse": "tjänsteskrivelse"}
_NOT_STORED = ("forwarded", "withdrawn")  # what they mean for a matter is its status
_AS_SAID = {
    "returned": "returned",
    "postponed": "postponed",
    "withdrawn": "withdrawn",
    "proposed": "open",
    "forwarded": "open",
}
_COUNCIL = "kommunfullmäktige"
_LAST_BODIES = ("nämnd", "kommunstyrelse", _COUNCIL)
_COUNCILS_OWN = ("motion", "interpellation")  # what only the full council answers

Values = tuple[Any, ...]


class MatterRows(NamedTuple):
    """Rows of matters, matter_numbers and matter_steps, in the order of their columns."""

    matter: Values
    numbers: list[Values]
    steps: list[Values]


def step_id(municipality_code: str, key: Key) -> str:
    """The id of a step, the same whenever the step is read."""
    return f"s{_digest(municipality_code, *key)}"


def matter_rows(municipality_code: str, found: Sequence[Placed]) -> MatterRows | None:
    """The rows of a matter; None where it is one item that neither decides nor bears a number ('Upprop'), or nothing
    but what is quoted and no one's own."""
    known = [each for each in found if each.decision in ("auto", "confirmed")]
    own = [each.step for each in known if each.step.own]
    if not own or (len(found) == 1 and own[0].best["kind"] == "information" and not own[0].numbers):
        return None
    ordered = _ordered(found)
    steps = [each.step for each in ordered if each.decision in ("auto", "confirmed")]
    matter_id = f"m{_digest(municipality_code, *min(own, key=lambda step: (step.on_date or date.max, step.key)).key)}"
    days = [step.on_date for step in steps if step.on_date]
    titles = [step.title for step in steps if step.own and step.title]
    title = titles[-1] if titles else own[0].paragraph or own[0].best["document_id"]
    first, last = (min(days), max(days)) if days else (None, None)
    kind = kind_of_all(titles) if titles else None
    return MatterRows(
        (matter_id, municipality_code, title, kind, _status(steps[-1], kind), first, last),
        [(matter_id, text, parts.unit or None, parts.year, parts.number) for text, parts in _numbers(steps)],
        [_step_row(municipality_code, matter_id, place, each) for place, each in enumerate(ordered, 1)],
    )


def _numbers(steps: Sequence[Step]) -> list[tuple[str, Any]]:
    found = {parts: text for step in reversed(steps) for parts, text in step.numbers.items()}
    return [(text, parts) for parts, text in sorted(found.items())]


def _ordered(found: Sequence[Placed]) -> list[Placed]:
    """By day; what came in and letters, whose day isn't known, before the first meeting of their year or later."""
    days = sorted(each.step.on_date for each in found if each.step.on_date)

    def place(each: Placed) -> tuple[date, bool, int, str, Key]:
        step = each.step
        year = step.best["document_year"] if step.own else None
        later = (day for day in days if year is None or day.year >= year)
        day = step.on_date or next(later, date.max if days else date.min)
        return day, step.on_date is not None, _STAGES.index(_stage(step)), step.paragraph or "", step.key

    return sorted(found, key=place)


def _step_row(municipality_code: str, matter_id: str, ordinal: int, each: Placed) -> Values:
    step, best = each.step, each.step.best
    outcome = _outcome(step)
    return (
        step_id(municipality_code, step.key), matter_id, ordinal, best["document_id"], best["decision_id"],
        step.body, step.on_date, step.paragraph, step.title, _stage(step), None if outcome in _NOT_STORED else outcome,
        best["text"], "own" if step.own else "quoted", each.evidence, each.score, each.decision,
        best["page"], best["bbox"],
    )  # fmt: skip


def _stage(step: Step) -> str:
    if step.own and step.paragraph is None:
        return _BROUGHT_IN.get(step.best["document_type"], "annan")
    return stage_of(step.body_key)


def _outcome(step: Step) -> str | None:
    best = step.best
    if best["kind"] is not None:
        return outcome_of(best["kind"], best["text"])
    return None if best["listed"] or best["text"] is None else quoted_outcome_of(best["text"])


def _status(last: Step, kind: str | None) -> str | None:
    """Where the matter stands after its last step; None where that leaves it open whether anyone decides after."""
    outcome, stage = _outcome(last), _stage(last)
    if stage in _BROUGHT_IN.values():
        return "open"
    if outcome in _AS_SAID:
        return _AS_SAID[outcome]
    if kind in _COUNCILS_OWN and stage != _COUNCIL:
        return "open"
    decides = last.own and last.best["kind"] == "beslut" and not last.best["also_proposes"] and stage in _LAST_BODIES
    return "decided" if decides else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID_DIGITS]
