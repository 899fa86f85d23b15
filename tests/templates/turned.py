"""An interim report: wide tables on landscape and turned pages, few rulings, amounts in millions (reportlab)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.templates import Column, Record, budget_lines, publish
from tests.templates.turned_content import (
    BALANCE_COLUMNS,
    BOARD_COLUMNS,
    GOALS,
    PROJECT_COLUMNS,
    RESULT,
    RESULT_COLUMNS,
    Line,
    balance_lines,
    board_lines,
    figures,
    printed,
    project_lines,
)
from tests.templates.turned_pages import typeset

__all__ = ["NAME", "gold", "typeset"]

NAME = "turned"


def gold() -> Record:
    """What the report says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "1784", "committee": None,
            "document_type": "delårsrapport", "year": 2025, "year_to": 2025, "period": "T2",
            "period_start": "2025-01-01", "period_end": "2025-08-31",
            "registration_number": "KS 2025/208", "pages": 8,
        }],
        "goals": [
            {"section_number": "2.1", "level": "kommunfullmäktige", "area": "Finansiella mål", "number": number,
             "text": goal.text, "fulfilment": goal.fulfilment, "fulfilment_text": goal.assessment,
             "comment": goal.comment, "page": 3}
            for number, goal in enumerate(GOALS, 1)
        ],
        "budget_lines": [
            *_lines("resultat", "Resultaträkning", RESULT_COLUMNS, RESULT),
            *_lines("driftredovisning", "Driftredovisning per nämnd (mnkr)", BOARD_COLUMNS, board_lines()),
            *_lines("investeringsredovisning", "Investeringar per projekt, mnkr", PROJECT_COLUMNS, project_lines()),
            *_lines("balansräkning", "Balansräkning", BALANCE_COLUMNS, balance_lines()),
        ],
        "activities": [], "indicators": [], "indicator_values": [], "assignments": [], "claims": [], "followups": [],
        "decisions": [],
    }  # fmt: skip


def _lines(statement: str, title: str, columns: Sequence[Column], lines: Sequence[Line]) -> list[Record]:
    rows = [
        ({"label": x.label, "is_total": x.is_total, "note": x.note, "page": x.page}, figures(x.amounts)) for x in lines
    ]
    shown = {amount: printed(amount) for _, amounts in rows for amount in amounts if amount is not None}
    table = {"statement": statement, "table_title": title, "unit": "mkr"}
    return budget_lines(rows, columns, table, shown)


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
