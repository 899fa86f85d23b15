"""A follow-up without a line or a fill: columns by alignment, goals and comments as full-width rows (reportlab)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.templates import Column, Record, budget_lines, publish
from tests.templates.bare_content import (
    GOALS,
    INDICATORS,
    LEFT_PROJECTS,
    PROJECT_COLUMNS,
    RESULT,
    RESULT_COLUMNS,
    RIGHT_PROJECTS,
    STATUSES,
    UNIT_COLUMNS,
    UNITS,
    VALUE_COLUMNS,
    VALUE_UNITS,
    Line,
)
from tests.templates.bare_pages import typeset

__all__ = ["NAME", "gold", "typeset"]

NAME = "bare"


def gold() -> Record:
    """What the report says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "1981", "committee": "Tekniska nämnden",
            "document_type": "uppföljning", "year": 2024, "year_to": 2024, "period": "T2",
            "period_start": "2024-01-01", "period_end": "2024-08-31", "registration_number": "TN 2024/312", "pages": 5,
        }],
        "goals": [
            {"section_number": "3", "level": "nämnd", "area": "Mål och aktiviteter", "number": goal.number,
             "text": goal.text, "page": goal.page}
            for goal, _ in GOALS
        ],
        "activities": _activities(),
        **_indicators(),
        "budget_lines": [
            *_lines("resultat", RESULT_COLUMNS, RESULT, 4),
            *_lines("driftredovisning", UNIT_COLUMNS, UNITS, 4),
            *_lines("investeringsredovisning", PROJECT_COLUMNS, LEFT_PROJECTS, 5),
            *_lines("investeringsredovisning", PROJECT_COLUMNS, RIGHT_PROJECTS, 5),
        ],
        "assignments": [], "claims": [], "followups": [], "decisions": [],
    }  # fmt: skip


def _activities() -> list[Record]:
    found: list[Record] = []
    for goal, activities in GOALS:
        for one in activities:
            found.append({
                "section_number": "3", "goal": goal.text, "row": len(found) + 1, "title": one.title,
                "kind": "aktivitet", "status_text": one.word, "status": STATUSES[one.word],
                "responsible": one.responsible, "comment": one.comment, "year": 2024, "period": "T2", "page": 3,
            })  # fmt: skip
    return found


def _indicators() -> dict[str, list[Record]]:
    return {
        "indicators": [{"area": "Indikatorer", "goal": None, "name": name, "page": 3} for name, _ in INDICATORS],
        "indicator_values": [
            {"indicator": name, "kind": kind, "year": year, "value_text": text, "value": float(text),
             "comparator": "=", "unit": unit, "page": 3}
            for (name, values), unit in zip(INDICATORS, VALUE_UNITS, strict=True)
            for (kind, year), text in zip(VALUE_COLUMNS, values, strict=True)
        ],
    }  # fmt: skip


def _lines(statement: str, columns: Sequence[Column], lines: Sequence[Line], page: int) -> list[Record]:
    rows = [({"label": x.label, "is_total": x.is_total, "page": page}, x.amounts) for x in lines]
    return budget_lines(rows, columns, {"statement": statement, "table_title": None, "unit": "tkr"})


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
