"""Which step is of which matter: sure ties make cores, unsure ones put a smaller core with a larger until a person has
said whether it belongs there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.matters.steps import Step
from pipeline.matters.ties import NUMBER, OWN_ITEM, Tie

A_PERSONS_WORD = "a person's word"


class Cut(NamedTuple):
    """A person's word that ``step`` is not of the matter of ``other``."""

    step: Step
    other: Step


class Placed(NamedTuple):
    """A step in its matter. ``decision``: auto | review | confirmed | rejected."""

    step: Step
    evidence: str
    score: float | None
    decision: str


class _Groups:
    """Steps that are of one group, by union."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._members = {id(step): [step] for step in steps}

    def of(self, step: Step) -> list[Step]:
        return self._members[id(step)]

    def same(self, one: Step, other: Step) -> bool:
        return self.of(one) is self.of(other)

    def join(self, one: Step, other: Step) -> None:
        into, out = self.of(one), self.of(other)
        if into is not out:
            into += out
            for step in out:
                self._members[id(step)] = into

    def all(self) -> list[list[Step]]:
        return list({id(group): group for group in self._members.values()}.values())


def placed(steps: Sequence[Step], ties: Sequence[Tie], joins: Sequence[Tie], cuts: Sequence[Cut]) -> list[list[Placed]]:
    """The matters, each with its steps. ``joins``: ties that a person has confirmed."""
    ties = _without_parted(steps, ties, joins, cuts)
    cores = _joined(steps, [*(tie for tie in ties if tie.sure), *joins])
    matters = _Groups(steps)
    for core in cores.all():
        for step in core[1:]:
            matters.join(core[0], step)
    for tie in sorted((tie for tie in ties if not tie.sure), key=_order):
        if not _barred(matters, tie, cuts):
            matters.join(tie.one, tie.other)
    return [_matter(group, cores, ties, joins, cuts) for group in matters.all()]


def _joined(steps: Sequence[Step], ties: Iterable[Tie]) -> _Groups:
    groups = _Groups(steps)
    for tie in ties:
        groups.join(tie.one, tie.other)
    return groups


def _without_parted(steps: Sequence[Step], ties: Sequence[Tie], joins: Sequence[Tie], cuts: Sequence[Cut]) -> list[Tie]:
    """The ties without those of steps that a person has parted from their matter: a step leaves with what only it
    tells, one that is only quoted by itself."""
    cores = _joined(steps, [*(tie for tie in ties if tie.sure), *joins])
    parted = {id(cut.step) for cut in cuts if cores.same(cut.step, cut.other)}
    return [
        tie
        for tie in ties
        if not any(
            id(end) in parted and not _follows(other, end)
            for end, other in ((tie.one, tie.other), (tie.other, tie.one))
        )
    ]


def _follows(step: Step, parted: Step) -> bool:
    """Whether nothing but the parted step tells this one."""
    told_by = {telling["telling_id"] for telling in parted.tellings}
    return parted.own and not step.own and step.quoted_by() <= told_by


def _barred(matters: _Groups, tie: Tie, cuts: Sequence[Cut]) -> bool:
    """Whether a person has said that the two ends' matters are not one."""
    one, other = ({id(step) for step in matters.of(end)} for end in (tie.one, tie.other))
    return any(
        (id(cut.step) in one and id(cut.other) in other) or (id(cut.step) in other and id(cut.other) in one)
        for cut in cuts
    )


def _matter(
    group: list[Step], cores: _Groups, ties: Sequence[Tie], joins: Sequence[Tie], cuts: Sequence[Cut]
) -> list[Placed]:
    main = min((cores.of(step) for step in group), key=_rank)
    members = {id(step) for step in group}
    confirmed = {id(tie.one): tie for tie in joins if id(tie.one) in members}
    strongest: dict[int, Tie] = {}
    for found_tie in sorted((*joins, *ties), key=_order):
        for end in (found_tie.one, found_tie.other):
            if id(end) in members and (found_tie.sure or cores.of(end) is not main):
                strongest.setdefault(id(end), found_tie)
    found = []
    for step in group:
        tie: Tie | None = strongest.get(id(step))
        evidence, score = _evidence(step, tie) if tie else (OWN_ITEM, None)
        decision = "auto" if cores.of(step) is main else "review"
        if id(step) in confirmed:
            decision = "confirmed"
        found.append(Placed(step, evidence, score, decision))
    return found


def _evidence(step: Step, tie: Tie) -> tuple[str, float | None]:
    return (tie.of_one if tie.of_one and step is tie.one else tie.evidence), tie.score


def _rank(core: Sequence[Step]) -> tuple[int, int, date, tuple[str, str, str]]:
    """The core with most steps of bodies' own comes first, then the earliest."""
    first = min(core, key=lambda step: (step.on_date or date.max, step.key))
    return -sum(step.own for step in core), -len(core), first.on_date or date.max, first.key


def _order(tie: Tie) -> tuple[bool, bool, bool, float, tuple[str, str, str], tuple[str, str, str]]:
    """The strongest first: a person's word, what is sure, the number, the likest titles."""
    by_number = tie.evidence.startswith(NUMBER)
    return tie.evidence != A_PERSONS_WORD, not tie.sure, not by_number, -(tie.score or 0.0), tie.one.key, tie.other.key
