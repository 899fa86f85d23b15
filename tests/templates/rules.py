"""A plan with its budget: horizontal rules alone, headers of two and three levels, codes before labels (reportlab)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.templates import Column, Record, budget_lines, publish
from tests.templates.rules_content import (
    ACTIVITIES,
    GOALS,
    INDICATORS,
    INVESTMENT_COLUMNS,
    INVESTMENTS,
    OPERATION,
    OPERATION_COLUMNS,
    STAFF,
    UNITS,
    VALUE_COLUMNS,
    VALUES,
    Line,
)
from tests.templates.rules_pages import typeset

__all__ = ["NAME", "gold", "typeset"]

NAME = "rules"
STAFF_YEARS = (2024, 2025, 2026)


def gold() -> Record:
    """What the plan says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "0687", "committee": "Kultur- och fritidsnämnden",
            "document_type": "verksamhetsplan", "year": 2026, "year_to": 2028, "period": "plan",
            "period_start": "2026-01-01", "period_end": "2028-12-31", "registration_number": "KFN 2025/61", "pages": 6,
        }],
        "goals": [
            {"section_number": goal.section, "level": "nämnd", "area": goal.area, "number": goal.number,
             "text": goal.text, "page": goal.page}
            for goal in GOALS
        ],
        "activities": _activities(),
        **_indicators(),
        "budget_lines": [
            *_lines("driftbudget", "Nämndens driftbudget (tkr)", OPERATION_COLUMNS, OPERATION),
            *_lines("investeringsbudget", "Investeringar per projekt, tkr", INVESTMENT_COLUMNS, INVESTMENTS),
        ],
        "assignments": [], "claims": [], "followups": [], "decisions": [],
    }  # fmt: skip


def _activities() -> list[Record]:
    found: list[Record] = []
    for goal in GOALS:
        for one in ACTIVITIES[goal.number]:
            found.append({
                "section_number": goal.section, "goal": goal.text, "row": len(found) + 1, "title": one.title,
                "kind": "aktivitet", "due_on": one.due_on, "responsible": one.responsible,
                "collaboration": one.collaboration, "year": 2026, "period": "plan", "page": goal.page,
            })  # fmt: skip
    return found


def _indicators() -> dict[str, list[Record]]:
    values = [
        {"indicator": one.name, "kind": kind, "year": year, "value_text": text, "page": 3,
         "value": float(text.split()[-1].replace(",", ".")), "comparator": VALUES.get(text.split()[0], "="),
         "unit": UNITS.get(one.name)}
        for one in INDICATORS
        for (kind, year), text in zip(VALUE_COLUMNS, one.values, strict=True)
        if text is not None
    ]  # fmt: skip
    counted = [
        {"indicator": name, "kind": "outcome", "year": year, "value_text": text, "page": 6,
         "value": float(text.replace(",", ".")), "comparator": "="}
        for name, counts in STAFF
        for year, text in zip(STAFF_YEARS, counts, strict=True)
    ]  # fmt: skip
    staff = [{"area": "Medarbetare", "goal": None, "name": name, "page": 6} for name, _ in STAFF]
    return {
        "indicators": [
            *({"area": one.area, "goal": None, "name": one.name, "page": 3} for one in INDICATORS),
            *staff,
        ],
        "indicator_values": [*values, *counted],
    }


def _lines(statement: str, title: str, columns: Sequence[Column], lines: Sequence[Line]) -> list[Record]:
    rows = [
        ({"section": x.section, "code": x.code, "label": x.label, "is_total": x.is_total, "page": x.page}, x.amounts)
        for x in lines
    ]
    return budget_lines(rows, columns, {"statement": statement, "table_title": title, "unit": "tkr"})


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
