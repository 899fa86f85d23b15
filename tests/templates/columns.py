"""A year's report in two columns: goals in boxes with dots, a legend, uppdrag, ticks as paths (reportlab)."""

from __future__ import annotations

from tests.templates import Record, publish
from tests.templates.columns_content import (
    ASSIGNMENTS,
    GOALS,
    INDICATOR_UNITS,
    INDICATORS,
    LEGEND,
    VALUE_COLUMNS,
)
from tests.templates.columns_pages import typeset

__all__ = ["NAME", "gold", "typeset"]

NAME = "columns"


def gold() -> Record:
    """What the report says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "1484", "committee": "Socialnämnden",
            "document_type": "uppföljning", "year": 2024, "year_to": 2024, "period": "helår",
            "period_start": "2024-01-01", "period_end": "2024-12-31", "registration_number": "SON 2025-018",
            "pages": 5,
        }],
        "goals": [
            {"section_number": None, "level": "nämnd", "area": "Måluppfyllelse", "number": goal.number,
             "text": goal.text, "fulfilment": LEGEND[goal.colour][1], "fulfilment_text": goal.word,
             "comment": goal.comment, "page": 3}
            for goal in GOALS
        ],
        "assignments": [
            {"title": one.title, "given_by": "Kommunfullmäktige", "given_to": one.given_to,
             "follow_up": one.follow_up, "page": 4}
            for one in ASSIGNMENTS
        ],
        "indicators": [
            {"area": "Indikatorer", "goal": None, "name": one.name, "fulfilment": LEGEND[one.colour][1], "page": 5}
            for one in INDICATORS
        ],
        "indicator_values": [
            {"indicator": one.name, "kind": kind, "year": year, "value_text": text,
             "value": float(text.replace(",", ".")), "comparator": "=", "unit": unit, "page": 5}
            for one, unit in zip(INDICATORS, INDICATOR_UNITS, strict=True)
            for (kind, year), text in zip(VALUE_COLUMNS, one.values, strict=True)
        ],
        "activities": [], "budget_lines": [], "claims": [], "followups": [], "decisions": [],
    }  # fmt: skip


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
