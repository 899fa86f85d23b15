"""The columns of a table of activities and its rows, and the record that each makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.generator import phrases
from tests.generator.draft import Cell, Draft, Record
from tests.generator.phrases import subjects
from tests.generator.signs import add_legend, draw_signs, draw_status, status_fields

WIDTHS = {"title": 3.2, "comment": 3, "purpose": 2, "goal": 1.8, "status": 1.35, "responsible": 1.5, "completion": 1.2}
KINDS = {"A": "aktivitet", "P": "projekt", "F": "förstudie"}


def add_activity(draft: Draft, title: str, uncertain: Sequence[str] = (), **fields: Any) -> Record:
    period = draft.setting.period
    record = {
        "section_number": draft.section_number(),
        "title": title,
        "kind": "aktivitet",
        "year": draft.setting.year,
        "period": period,
        **fields,
    }
    open_fields = ["kind"] if "kind_text" not in fields and fields.get("kind", "aktivitet") == "aktivitet" else []
    open_fields += ["period"] if period not in ("T1", "T2", "T3", "plan") else []
    return draft.record("activities", title, [*open_fields, *uncertain], **record)


class Rows:
    """The columns of a table of activities, drawn once, and its rows."""

    def __init__(self, draft: Draft, roles: Sequence[str] | None = None, *, without: Sequence[str] = ()) -> None:
        self.draft, self.signs = draft, draw_signs(draft)
        self.roles = [r for r in (roles or draw_roles(draft)) if r not in without]
        self.due_style = draft.pick(phrases.DUE_STYLES)
        self.heads = {role: phrases.column(draft, role) for role in self.roles}
        self.heads["title"] = phrases.column(draft, "title")
        self.bars = draft.chance(0.4)
        self.counted = draft.pick(
            [None, None, None, None, "Nr", "#"]
        )  # a column that numbers the rows, and its heading
        self.rows = 0
        self.marked = draft.pick(["", "", "", "", "before", "after"])
        if "status" in self.roles:
            add_legend(draft, self.signs)

    def header(self) -> list[Cell]:
        first = [Cell(self.counted, bold=True)] if self.counted else []
        return [*first, *(Cell(self.heads[role], bold=True) for role in self.roles)]

    def widths(self) -> list[float]:
        small = 0.65 if self.draft.setting.narrow else 1
        first = [0.5] if self.counted else []
        return first + [
            WIDTHS.get(r, 1.3) * (1 if r in ("title", "comment", "due", "start") else small) for r in self.roles
        ]

    def row(self, **fixed: Any) -> tuple[dict[str, Cell], Record]:
        """One activity: its cells by role and its record; ``fixed`` go into the record as they are."""
        title, fields, uncertain = phrases.title(self.draft), dict(fixed), list[str]()
        self.rows += 1
        cells = {"number": Cell(str(self.rows))} if self.counted else {}
        for role in self.roles:
            cells[role], held, doubtful = self._cell(role, title)
            fields = {**held, **fields}
            uncertain += doubtful
        if self.marked:
            letter = self.draft.pick(list(KINDS))
            fields |= {"kind_text": letter, "kind": KINDS[letter]}
            cells["title"].text = f"({letter}) {title}" if self.marked == "before" else f"{title} ({letter})"
        return cells, add_activity(self.draft, title, uncertain, **fields)

    def _cell(self, role: str, title: str) -> tuple[Cell, dict[str, Any], list[str]]:
        draft = self.draft
        if role == "title":
            return Cell(title), {}, []
        if role == "status":
            status = draw_status(draft, self.signs)
            return self.signs.cell(status, draft), *status_fields(self.signs, status)
        if role == "due":
            printed, on, sure = phrases.due_or_running(draft, self.due_style)
            return Cell(printed), {"due_on": on}, [] if sure else ["due_on"]
        if role == "start":
            early = f"{draft.setting.year}-{draft.rng.randrange(1, 4):02}-{draft.pick(['01', '15'])}"
            return Cell(early), {"starts_on": early}, []
        if role == "completion":
            tenths = draft.rng.randrange(1, 11)
            cell = Cell(bar=tenths / 10) if self.bars else Cell(f"{tenths * 10} %", align="center")
            return cell, {"completion": tenths / 10}, []
        text = self._words(role)
        return Cell(text), {role: text or None}, []

    def _words(self, role: str) -> str:
        draft = self.draft
        if role == "comment":
            return phrases.comment(draft) if draft.chance(0.8) else ""
        if role == "responsible":
            return phrases.unit(draft)
        if role == "collaboration":
            return draft.pick(subjects()["shared"]["partners"]) if draft.chance(0.7) else ""
        if role == "purpose":
            return str(draft.pick(subjects()["shared"]["rationales"]))
        return str(draft.pick(subjects()["shared"]["contacts"]))


def is_followup(draft: Draft) -> bool:
    return draft.setting.period != "plan"


def draw_roles(draft: Draft) -> list[str]:
    """The columns of a plan or of a follow-up; the title's not always the first."""
    if is_followup(draft):
        others = draft.rng.sample(["responsible", "due", "completion", "collaboration"], draft.rng.randrange(0, 3))
        tail = ["status", *(["comment"] if draft.chance(0.7) else [])]
        roles = ["title", *others, *tail] if draft.chance(0.7) else ["title", tail[0], *others, *tail[1:]]
    else:
        others = draft.rng.sample(["due", "start", "collaboration", "purpose", "contact"], draft.rng.randrange(1, 3))
        roles = [
            "title",
            "responsible",
            *sorted(others, key=["purpose", "start", "collaboration", "contact", "due"].index),
        ]
    if draft.chance(0.1) and "responsible" in roles:
        roles.remove("responsible")
        roles.insert(0, "responsible")
    return roles
