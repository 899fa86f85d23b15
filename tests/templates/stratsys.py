"""A tertial report as a planning system exports it: zebra stripes, status marks, bars, no rulings (Chromium)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.templates import Record, budget_lines, publish
from tests.templates.stratsys_content import (
    BUDGET_COLUMNS,
    CARE,
    CLAIM,
    CLIMATE,
    CLIMATE_COMMENT,
    CLIMATE_GOAL,
    EMPLOYEES,
    GOAL_LEGEND,
    INDICATOR_PAGE,
    INVESTMENT_COLUMNS,
    STAFF,
    STATUS_LEGEND,
    STATUS_WORDS,
    USERS,
    VALUE_COLUMNS,
    VALUES,
    Activity,
    Goal,
    budget_rows,
    investment_rows,
)
from tests.templates.stratsys_pages import page_source

NAME = "stratsys"
CHROMIUM = "chromium"


def typeset() -> bytes:
    """The report as Chromium prints it: a tagged PDF."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(page_source(), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        subprocess.run(
            [CHROMIUM, *options, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", str(page)],
            check=True,
            capture_output=True,
        )
        return target.read_bytes()


def gold() -> Record:
    """What the report says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "0685", "committee": "Vård- och omsorgsnämnden",
            "document_type": "uppföljning", "year": 2025, "year_to": 2025, "period": "T2",
            "period_start": "2025-01-01", "period_end": "2025-08-31", "registration_number": "VON 2025/114",
            "pages": 11,
        }],
        "goals": _gold_goals(),
        "activities": _gold_activities(),
        **_gold_indicators(),
        "budget_lines": _gold_budget(),
        "claims": [{
            "kind": "status_count", "text": CLAIM, "year": 2025, "period": "T2", "page": 3,
            "values": {"total": 15, "done": 4, "in_progress": 5, "not_started": 3},
        }],
        "followups": [],
        "decisions": [],
        "assignments": [],
    }  # fmt: skip


def _gold_goals() -> list[Record]:
    areas = [(CARE, "2.1", "Trygg och värdig omsorg"), (STAFF, "2.2", "Attraktiv arbetsgivare")]
    found: list[Record] = [
        {"section_number": number, "level": "nämnd", "area": area, "number": goal.number, "text": goal.text,
         "fulfilment": GOAL_LEGEND[goal.colour][1] if goal.colour else None, "page": goal.page}
        for rows, number, area in areas for goal in rows if isinstance(goal, Goal)
    ]  # fmt: skip
    own = {"section_number": "2.3", "level": "nämnd", "area": "Hållbar utveckling", "title": "Nämndmål 5"}
    assessed = {"fulfilment": "partly", "fulfilment_text": "Delvis uppfyllt", "comment": CLIMATE_COMMENT}
    return [*found, own | assessed | {"number": 5, "text": CLIMATE_GOAL.text, "page": 7}]


def _gold_activities() -> list[Record]:
    found: list[Record] = []
    by_status = {status: colour for colour, (_, status) in STATUS_LEGEND.items()}
    sections: list[tuple[str, list[Goal | Activity]]] = [
        ("2.1", CARE),
        ("2.2", STAFF),
        ("2.3", [CLIMATE_GOAL, *CLIMATE]),
    ]
    for number, rows in sections:
        goal = None
        for row in rows:
            if isinstance(row, Goal):
                goal = row.text
                continue
            status = STATUS_WORDS[row.word] if row.word else STATUS_LEGEND[row.colour or ""][1]
            found.append({
                "section_number": number, "goal": goal, "row": len(found) + 1, "title": row.title, "kind": "aktivitet",
                "status_text": row.word, "status": status, "status_colour": by_status[status],
                "completion": row.share / 100, "starts_on": row.starts_on, "due_on": row.due_on,
                "responsible": row.responsible.replace("-\n", ""), "comment": row.comment,
                "year": 2025, "period": "T2", "page": row.page,
            })  # fmt: skip
    return found


def _gold_indicators() -> dict[str, list[Record]]:
    indicators: list[Record] = []
    values: list[Record] = []
    goals = {row.number: row.text for row in CARE if isinstance(row, Goal)}
    for area, rows in (("Brukarnas upplevelse", USERS), ("Medarbetarna", EMPLOYEES)):
        goal = None
        for row in rows:
            if isinstance(row, int):
                goal = goals[row]
                continue
            met = GOAL_LEGEND[row.colour][1] if row.colour else None
            indicators.append({"area": area, "goal": goal, "name": row.name, "fulfilment": met, "trend": row.trend,
                               "page": INDICATOR_PAGE})  # fmt: skip
            for (_, kind, year), text in zip(VALUE_COLUMNS, row.values, strict=True):
                if text is not None:
                    value, comparator, unit = VALUES[text]
                    values.append({"indicator": row.name, "kind": kind, "year": year, "value_text": text,
                                   "value": value, "comparator": comparator, "unit": unit,
                                   "page": INDICATOR_PAGE})  # fmt: skip
    return {"indicators": indicators, "indicator_values": values}


def _gold_budget() -> list[Record]:
    operation = {"statement": "driftredovisning", "table_title": "Driftredovisning", "unit": "tkr", "page": 9}
    investment = {"statement": "investeringsredovisning", "table_title": "Investeringar", "unit": "tkr", "page": 10}
    return [
        *budget_lines(budget_rows(), BUDGET_COLUMNS, operation),
        *budget_lines(investment_rows(), INVESTMENT_COLUMNS, investment),
    ]


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
