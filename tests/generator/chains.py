"""Chains of one board, drawn by a seed: a plan, its follow-ups T1 to T3 and the next plan, as records without a page.

Activities are reworded in five degrees, split, merged, dropped and added; some have a near relation that is not the
same. Which row is which of the next document is known for certain. What they are made of lies in tests/chains: every
second row of it is kept for the final figure, so that neither seeds nor words of it were seen while developing.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from tests.chains.activity import Activity, Row, slipped

MATERIAL = Path(__file__).parent.parent / "chains"
DEGREES = ("typo", "inflection", "order", "synonyms", "rewritten")
PERIODS = ("plan", "T1", "T2", "T3", "plan")
YEAR = 2031

_KINDS = ("documents", "systems", "surveys", "events", "works", "changes", "trainings")
# Of the rows of a step, drawn per chain; in five labelled documents of one board 27 of 128 links are reworded.
_REWORDED_SHARE = (0.10, 0.40)
_ONLY_SLIPS_SHARE = 0.2  # of those rows that can't be reworded, but misspelt
_REPLACED_SHARE = 0.02  # of the rows give way to another activity of the same goal and unit, in the same place
_REWRITTEN_SHARE = 0.3  # of the activities of a plan are such as can be wholly rewritten
_DROPPED_SHARE = {"T1": 0.03, "T2": 0.05, "T3": 0.05, "plan": 0.4}
_NEW_ROWS = {"T1": 1, "T2": 2, "T3": 1, "plan": 8}
_FORMER_SHARE = 0.25  # of the rows whose words changed tell in their comment what they were called
_MONTH_ENDS = [(3, 31), (4, 30), (5, 31), (6, 30), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31), (12, 31), (12, 31)]


class Chain(NamedTuple):
    """Documents in the order of PERIODS, the goals' texts of each, and per step what a row became.

    ``links``: per step (row of the earlier document, row of the later) to ``unchanged``, a degree, ``split`` or
    ``merge``. ``relatives``: two identities that are near and not the same, to the kind of trap.
    """

    seed: int
    board: str
    documents: tuple[tuple[Row, ...], ...]
    goals: tuple[tuple[str, ...], ...]
    links: tuple[dict[tuple[int, int], str], ...]
    relatives: dict[frozenset[int], str]


def chain(seed: int, *, final: bool = False) -> Chain:
    """The chain of a seed; ``final``: of the half of the words that is kept for the final figure."""
    return _Maker(random.Random(f"{seed} {final}"), int(final)).chain(seed)


@cache
def _material(name: str) -> dict[str, Any]:
    return tomllib.loads((MATERIAL / f"{name}.toml").read_text(encoding="utf-8"))


class _Maker:
    """One chain in the making: the board, its templates, and the activities that live at the moment."""

    def __init__(self, rng: random.Random, half: int) -> None:
        self.rng, self.half = rng, half
        self.board = rng.choice(_material("boards")["board"])
        self.identities = count()
        self.relatives: dict[frozenset[int], str] = {}
        self.successors: dict[int, list[Activity]] = {}
        self.splits: dict[int, tuple[Activity, list[str]]] = {}
        self.merges: dict[int, tuple[list[Activity], str]] = {}
        self.goals, self.units = self.board["goals"], self.board["units"]
        self.reworded_share = rng.uniform(*_REWORDED_SHARE)
        self.new_template()
        self.order = rng.choice(["goal", "due", "unit"])
        texts = [text for section in _material("rewritten").values() for text in self.kept(section["pairs"])]
        self.rewritten = rng.sample(texts, len(texts))
        self.grammar = list(self.drawn_from_grammar())

    def kept(self, rows: list[Any]) -> list[Any]:
        return rows[self.half :: 2]

    def new_template(self) -> None:
        """Which columns the documents of the year have."""
        self.has_goals, self.has_units = self.rng.random() < 0.8, self.rng.random() < 0.8
        self.has_dates = self.rng.random() < 0.6

    def drawn_from_grammar(self) -> list[tuple[list[str], list[list[str]]]]:
        """Verb with object and qualifier, in random order; each object is met once, sometimes twice."""
        found = []
        for kind in _KINDS:
            ways = list(_material("verbs")[kind].values())
            for forms in self.kept(self.board[kind]):
                for way in self.rng.sample(ways, 2 if len(ways) > 1 and self.rng.random() < 0.12 else 1):
                    qualifier = [self.rng.choice(self.kept(_material("verbs")["qualifiers"]["rows"]))]
                    verbs = way["forms"] + self.kept(way["synonyms"])
                    found.append((verbs, [forms, *(qualifier if self.rng.random() < 0.35 else [])]))
        return self.rng.sample(found, len(found))

    def activity(self, titles: list[str] | None = None) -> Activity:
        month, day = self.rng.choice(_MONTH_ENDS)
        identity = next(self.identities)
        made = Activity(
            identity,
            identity,
            self.rng.randrange(len(self.goals)),
            self.rng.randrange(len(self.units)),
            date(YEAR + (self.rng.random() < 0.15), month, day),
        )
        if titles is None and self.rewritten and (self.rng.random() < _REWRITTEN_SHARE or not self.grammar):
            titles = self.rewritten.pop()
        if titles is None:
            made.verbs, made.forms = self.grammar.pop()
        made.titles = list(titles or [])
        return made

    def relative(self, one: Activity, title: str, kind: str) -> Activity:
        """Another activity that is near ``one``: of the same goal and unit, now and then of the same day."""
        other = self.activity([title])
        other.goal, other.unit, other.place = one.goal, one.unit, one.place + 0.5
        other.due_on = one.due_on if self.rng.random() < 0.6 else other.due_on
        self.relatives[frozenset((one.identity, other.identity))] = kind
        return other

    def plan(self) -> list[Activity]:
        """The first plan's activities: of each kind of trap one or none, both at once or the second later."""
        living = []
        for kind, rows in _material("traps").items():
            if kind == "parts":
                continue
            if self.rng.random() < 0.6:
                first, second = self.rng.choice(self.kept(rows))
                one = self.activity([first])
                other = self.relative(one, second, kind)
                living.append(one)
                if self.rng.random() < 0.5:
                    living.append(other)
                else:
                    self.successors.setdefault(self.rng.randrange(1, len(PERIODS)), []).append(other)
        living += self.whole_and_parts()
        ordinary = self.rng.randint(max(15, len(living) + 4), 40) - len(living)
        return living + [self.activity() for _ in range(ordinary) if self.grammar or self.rewritten]

    def chain(self, seed: int) -> Chain:
        living = self.plan()
        documents, links, goals = [self.printed(living, "plan")], [], [tuple(text for text, _ in self.goals)]
        for step, period in enumerate(PERIODS[1:], start=1):
            if period == "plan":
                self.new_template()
            before = documents[-1]
            living = self.next_step(living, step, period)
            documents.append(self.printed(living, period))
            links.append(dict(self.linked(living, before, documents[-1])))
            changed = period == "plan"
            goals.append(tuple(g[int(changed and self.rng.random() < 0.5)] for g in self.goals))
        return Chain(seed, self.board["name"], tuple(documents), tuple(goals), tuple(links), self.relatives)

    def next_step(self, living: list[Activity], step: int, period: str) -> list[Activity]:
        new = self.successors.get(step, [])
        replaced = {i for other in new for pair in self.relatives if other.identity in pair for i in pair}
        going_on = [a for a in living if a.identity not in replaced and self.rng.random() >= _DROPPED_SHARE[period]]
        for activity in going_on:
            self.go_on(activity)
        going_on = [self.replaced(a) if self.rng.random() < _REPLACED_SHARE else a for a in going_on]
        going_on = self.split_and_merged(going_on, step)
        return going_on + new + [self.activity() for _ in range(_NEW_ROWS[period]) if self.grammar or self.rewritten]

    def replaced(self, activity: Activity) -> Activity:
        """Another activity where one has ended: of its goal and unit, half of them of the same day."""
        if not (self.grammar or self.rewritten) or activity.identity in self.dividing():
            return activity
        other = self.activity()
        other.goal, other.unit, other.place = activity.goal, activity.unit, activity.place
        other.due_on = activity.due_on if self.rng.random() < 0.5 else other.due_on
        return other

    def dividing(self) -> set[int]:
        merging = {a.identity for parts, _ in self.merges.values() for a in parts}
        return merging | {whole.identity for whole, _ in self.splits.values()}

    def go_on(self, activity: Activity) -> None:
        """The activity as the next document has it: as it was, or reworded in one degree."""
        activity.former = activity.title
        degrees = self.degrees(activity)
        chance = self.reworded_share * (_ONLY_SLIPS_SHARE if degrees == ["typo"] else 1)
        degree = self.rng.choice(degrees) if self.rng.random() < chance else "unchanged"
        if degree != "unchanged":
            self.reword(activity, degree)
        changed = activity.title != activity.former
        activity.origin = (degree if changed else "unchanged", (activity.identity,))
        if self.rng.random() < 0.08:
            activity.due_on = date(activity.due_on.year, *self.rng.choice(_MONTH_ENDS))
        if self.rng.random() < 0.04:
            activity.unit = self.rng.randrange(len(self.units))

    def degrees(self, activity: Activity) -> list[str]:
        if activity.verbs:
            return ["typo", "inflection", "order", "synonyms"]
        return ["rewritten", "rewritten", "rewritten", "typo"] if len(activity.titles) > 1 else ["typo"]

    def reword(self, activity: Activity, degree: str) -> None:
        if degree == "typo":
            activity.slipped = slipped(activity.title, self.rng)
            return
        activity.slipped = None
        if degree == "rewritten":
            activity.wording[0] = (activity.wording[0] + 1) % len(activity.titles)
        elif degree == "order":
            activity.turned = not activity.turned
        elif degree == "inflection":
            activity.wording[0] = 1 - min(activity.wording[0], 1)
            activity.wording[1] = self.rng.choice([0, 1])
            activity.wording[2] = self.rng.choice([0, 1])
        else:
            activity.wording[0] = self.rng.randrange(2, len(activity.verbs))
            activity.wording[1:] = [self.rng.choice([2, 2, activity.wording[n]]) for n in (1, 2)]

    def whole_and_parts(self) -> Iterator[Activity]:
        """A whole that falls into its parts at a later step, and parts that become one."""
        rows = self.rng.sample(self.kept(_material("traps")["parts"]["rows"]), 2)
        if self.rng.random() < 0.8:
            whole = self.activity([rows[0][0]])
            self.splits[self.rng.randrange(1, len(PERIODS))] = whole, rows[0][1:]
            yield whole
        if self.rng.random() < 0.8:
            first = self.activity([rows[1][1]])
            parts = [first, self.relative(first, rows[1][2], "other_object")]
            self.merges[self.rng.randrange(1, len(PERIODS))] = parts, rows[1][0]
            yield from parts

    def split_and_merged(self, living: list[Activity], step: int) -> list[Activity]:
        ids = {a.identity for a in living}
        if step in self.splits and self.splits[step][0].identity in ids:
            whole, titles = self.splits[step]
            living.remove(whole)
            living += [self.derived([whole], title, "split") for title in titles]
        if step in self.merges and ids.issuperset(a.identity for a in self.merges[step][0]):
            parts, title = self.merges[step]
            living = [a for a in living if a not in parts] + [self.derived(parts, title, "merge")]
        return living

    def derived(self, origins: list[Activity], title: str, how: str) -> Activity:
        made = self.activity([title])
        one = origins[0]
        made.goal, made.unit, made.due_on, made.place = one.goal, one.unit, one.due_on, one.place
        made.origin = how, tuple(a.identity for a in origins)
        return made

    def printed(self, living: list[Activity], period: str) -> tuple[Row, ...]:
        """The rows in the document's order."""
        orders = {
            "goal": lambda a: (a.goal, a.place),
            "due": lambda a: (a.goal, a.due_on, a.place),
            "unit": lambda a: (a.unit, a.place),
        }
        self.living = {a.identity: a for a in living}
        return tuple(self.row(a, period) for a in sorted(living, key=orders[self.order]))

    def row(self, activity: Activity, period: str) -> Row:
        unit = self.units[activity.unit]
        return Row(
            activity.identity,
            activity.title,
            activity.goal if self.has_goals else None,
            unit[int(self.rng.random() < 0.1)] if self.has_units else None,
            activity.due_on if self.has_dates else None,
            None if period == "plan" else self.rng.choice(["not_started", "in_progress", "in_progress", "done"]),
            None if period == "plan" else self.comment(activity),
        )

    def comment(self, activity: Activity) -> str | None:
        says = _material("verbs")["comments"]
        degree, _ = activity.origin
        if degree in ("synonyms", "rewritten") and self.rng.random() < _FORMER_SHARE:
            return str(self.rng.choice(self.kept(says["former"]))).format(former=activity.former)
        if degree in ("split", "merge"):
            return str(self.rng.choice(self.kept(says[degree])))
        chance = self.rng.random()
        if chance < 0.3:
            return None
        if chance < 0.4:
            named = self.rng.choice(list(self.living.values()))
            other = named.former if named.former and self.rng.random() < 0.5 else named.title
            return str(self.rng.choice(self.kept(says["other"]))).format(other=other[0].lower() + other[1:])
        if chance < 0.6 and activity.forms:
            return str(self.rng.choice(self.kept(says["object"]))).format(object=self.rng.choice(activity.forms[0]))
        return str(self.rng.choice(self.kept(says["plain"])))

    def linked(
        self, living: list[Activity], before: tuple[Row, ...], after: tuple[Row, ...]
    ) -> Iterator[tuple[tuple[int, int], str]]:
        place = {row.identity: n for n, row in enumerate(before)}
        origin = {a.identity: a.origin for a in living}
        for n, row in enumerate(after):
            degree, earlier = origin[row.identity]
            for identity in earlier:
                yield (place[identity], n), degree
