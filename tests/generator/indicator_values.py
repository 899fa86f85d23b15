"""An indicator's values: how they are printed, and what the contract makes of them."""

from __future__ import annotations

import re
from typing import Any

from tests.generator import phrases
from tests.generator.draft import Draft, Record

_COMPARED = {"minst ": ">=", "högst ": "<=", "över ": ">", "under ": "<", "≥ ": ">=", "< ": "<", "": "="}


def add_indicator(draft: Draft, name: str, goal: str | None = None, **fields: Any) -> Record:
    return draft.record("indicators", name, name=name, area=draft.area(), goal=goal, **fields)


def add_value(draft: Draft, indicator: Record, text: str, kind: str, year: int | None, **fields: Any) -> Record | None:
    """The record of a cell, none where it is empty; number, comparator and unit as the contract says."""
    if text in ("", "-", "–"):
        return None
    name = indicator["name"]
    found = re.search(r"\d[\d \u00a0]*(?:,\d+)?", text)
    sign = next(s for w, s in _COMPARED.items() if text.startswith(w))
    value = float(re.sub(r"[ \u00a0]", "", found[0]).replace(",", ".")) if found else None
    record = draft.record(
        "indicator_values",
        name,
        fields.pop("uncertain", ()),
        indicator=name,
        group=fields.pop("group", None),
        kind=kind,
        year=year,
        value_text=text,
        value=value,
        comparator=sign if found else None,
        unit=_unit_of(name, text[found.end() :] if found else ""),
        **fields,
    )
    group = record["group"]
    if group:
        record["also"] = {"group": [group.casefold(), group.capitalize()]}
    if not found:
        record["uncertain"].append("unit")
    return record


def _unit_of(name: str, after: str) -> str | None:
    """'%' where cell or name says so, else the cell's words after the number, else the word that ends the name."""
    words = after.strip()
    if words.startswith("%") or "%" in name or "procent" in name.casefold() or words == "procent":
        return "%"
    ending = re.search(r"(?:,\s|\()([^\s,()]+)\)?$", name)
    return words or (ending[1] if ending else None)


class Numbers:
    """Values of one indicator: of the same size and printed in one way."""

    def __init__(self, draft: Draft, name: str) -> None:
        share = "%" in name or "procent" in name or "andel" in name.casefold()
        self.draft, self.percent_sign = draft, share and "%" not in name and draft.chance(0.6)
        self.decimals = 1 if draft.chance(0.5) else 0
        self.middle = draft.rng.uniform(40, 90) if share else draft.rng.choice([4.2, 38.0, 310.0, 12400.0])
        self.decimals = 0 if self.middle > 1000 else self.decimals

    def one(self) -> str:
        value = self.middle * self.draft.rng.uniform(0.85, 1.1)
        return phrases.amount(value, f" |-|{self.decimals}") + (" %" if self.percent_sign else "")

    def target(self) -> str:
        draft = self.draft
        if draft.chance(0.12):
            return str(draft.pick(["öka", "Öka", "minska", "ska öka"]))
        return str(draft.pick(["", "", "minst ", "högst ", "över ", "under ", "≥ "])) + self.one()
