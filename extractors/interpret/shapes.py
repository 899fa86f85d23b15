"""Shapes: what kinds of record a block may hold, each told by the concepts of its columns.

A shape says where a record's name may come from, which fields it has and which concepts fill them, best first. A new
template is a shape more, or one source more in a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """``names``: concept to how well it names the record; ``fields``: field to the concepts that fill it, best first;
    ``needs``: fields one of which there must be; ``announced_by``: concepts of a heading over the block that announces
    the records; ``against``: concepts that speak against the shape; ``line_above``: whether a numbered or bold line
    over the block, or a card's head, may name the records; ``values``: whether the records are told by their columns of
    values (value_columns.py); ``given``: fields that make it this shape although a column holds statuses, which else
    speak against it, where no heading says who gave the records (None: statuses never do).
    """

    kind: str
    names: Mapping[str, float]
    fields: Mapping[str, tuple[str, ...]]
    needs: frozenset[str]
    announced_by: frozenset[str]
    against: frozenset[str] = field(default_factory=frozenset)
    line_above: bool = False
    values: bool = False
    given: frozenset[str] | None = None


ACTIVITIES = Shape(
    kind="activities",
    names={"activity": 1.0, "project": 0.95, "assignment": 0.8, "description": 0.6, "area": 0.6},
    fields={
        "status": ("status", "current", "assessment"),
        "responsible": ("responsible", "unit"),
        "due_on": ("due_on", "schedule", "date"),
        "starts_on": ("starts_on",),
        "completion": ("completion", "accomplished"),
        "comment": ("comment", "followup", "result", "current", "reporting"),
        "collaboration": ("collaboration",),
        "purpose": ("purpose", "effect_goal", "rationale"),
        "contact": ("contact",),
        "goal": ("goal",),
        "type": ("type",),
    },
    needs=frozenset(
        {"status", "responsible", "due_on", "starts_on", "completion", "collaboration", "purpose", "comment"}
    ),
    announced_by=frozenset({"activity", "project"}),
    against=frozenset({"target", "baseline", "directive", "given_by", "money"}),
    line_above=True,
)

GOALS = Shape(
    kind="goals",
    names={"goal": 1.0, "effect_goal": 0.9},
    fields={
        "rationale": ("rationale",),
        "fulfilment": ("assessment", "status", "current"),
        "trend": ("trend",),
        "comment": ("comment", "followup", "result", "description"),
        "measure": ("indicator",),
        "addressed_to": ("responsible", "unit"),
        "area": ("area",),
    },
    needs=frozenset({"fulfilment", "comment", "addressed_to", "measure", "rationale"}),
    announced_by=frozenset({"goal"}),
    against=frozenset({"target", "baseline", "outcome", "activity", "money"}),
)

INDICATORS = Shape(
    kind="indicators",
    names={"indicator": 1.0, "goal": 0.8, "": 0.75},
    fields={
        "fulfilment": ("assessment", "status"),
        "trend": ("trend",),
        "comment": ("comment", "followup", "result"),
        "group": ("group",),
        "measure_unit": ("measure_unit",),
    },
    needs=frozenset({"values"}),
    announced_by=frozenset({"indicator"}),
    against=frozenset({"activity", "directive"}),
    line_above=True,
    values=True,
)

ASSIGNMENTS = Shape(
    kind="assignments",
    names={"assignment": 1.0},
    fields={
        "given_by": ("given_by",),
        "given_to": ("responsible", "unit"),
        "assigned_on": ("date",),
        "directive": ("directive", "description", "purpose", "effect_goal"),
        "schedule": ("due_on", "schedule"),
        "reporting": ("reporting",),
        "financing": ("financing",),
        "area": ("area",),
        "follow_up": ("followup", "comment", "result", "status", "current", "activity", "accomplished"),
    },
    needs=frozenset(
        {"given_by", "given_to", "assigned_on", "directive", "schedule", "reporting", "financing", "area", "follow_up"}
    ),
    announced_by=frozenset({"assignment"}),
    given=frozenset({"given_by", "assigned_on", "directive", "reporting"}),
    against=frozenset({"target", "baseline", "outcome", "indicator", "money", "goal"}),
)

SURVEYS = Shape(
    kind="surveys",
    names={"survey": 1.0},
    fields={
        "responsible": ("responsible", "unit"),
        "status": ("status", "current"),
        "due_on": ("due_on", "schedule", "date"),
        "contact": ("contact",),
        "purpose": ("purpose",),
        "comment": ("comment", "followup", "result"),
    },
    needs=frozenset({"responsible", "status", "contact"}),
    announced_by=frozenset({"survey"}),
    against=frozenset({"outcome", "target"}),
)

FOLLOWUPS = Shape(
    kind="followups",
    names={"occasion": 1.0},
    fields={"due_on": ("date", "due_on", "schedule"), "comment": ("comment", "description", "followup")},
    needs=frozenset({"due_on"}),
    announced_by=frozenset({"occasion", "followup"}),
    against=frozenset({"status", "outcome"}),
)

SHAPES = (ACTIVITIES, GOALS, INDICATORS, ASSIGNMENTS, SURVEYS, FOLLOWUPS)
