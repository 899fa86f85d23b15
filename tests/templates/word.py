"""A plan as a word processor sets it: ruled tables with merged cells and headers of two levels (LibreOffice)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.templates import Record, budget_lines, publish
from tests.templates.word_content import (
    ACTIVITIES,
    COUNCIL_GOALS,
    FOLLOWUPS,
    GOALS,
    INDICATORS,
    INVESTMENT_COLUMNS,
    KIND_COLUMNS,
    OPERATION_COLUMNS,
    PAGES,
    VALUE_COLUMNS,
    VALUES,
    investment_rows,
    kind_rows,
    operation_rows,
)
from tests.templates.word_pages import page_source

NAME = "word"
OFFICE = "soffice"


def typeset() -> bytes:
    """The plan as LibreOffice exports it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{NAME}.fodt"
        source.write_text(page_source(), encoding="utf-8")
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def gold() -> Record:
    """What the plan says, in the form of the gold files."""
    return {
        "documents": [{
            "file_name": f"{NAME}.pdf", "municipality_code": "2184", "committee": "Samhällsbyggnadsnämnden",
            "document_type": "verksamhetsplan", "year": 2026, "year_to": 2028, "period": "plan",
            "period_start": "2026-01-01", "period_end": "2028-12-31", "registration_number": "SBN/2025:318",
            "pages": 10,
        }],
        "goals": [
            *({"section_number": "1.1", "level": "kommunfullmäktige", "area": "Styrning", "text": text, "page": 3}
              for text in COUNCIL_GOALS),
            *({"section_number": goal.section, "level": "nämnd", "area": goal.area, "number": goal.number,
               "title": f"Nämndens mål {goal.number}", "text": goal.text, "rationale": goal.rationale,
               "measure": goal.measure, "page": PAGES["goals"]} for goal in GOALS),
        ],
        "activities": [
            {"section_number": "2.3", "goal": GOALS[a.goal - 1].text, "row": at, "title": a.title, "kind": "aktivitet",
             "starts_on": a.starts_on, "due_on": a.due_on, "responsible": a.responsible.replace("-\n", ""),
             "collaboration": "\n".join(a.collaboration), "purpose": "\n".join(a.purpose), "year": 2026,
             "period": "plan", "page": a.page}
            for at, a in enumerate(ACTIVITIES, 1)
        ],
        **_gold_indicators(),
        "budget_lines": _gold_budget(),
        "followups": [{"label": label, "period": period, "due_text": text, "due_on": due, "page": PAGES["followups"]}
                      for label, text, due, period in FOLLOWUPS],
        "claims": [], "decisions": [], "assignments": [],
    }  # fmt: skip


def _gold_indicators() -> dict[str, list[Record]]:
    page = {"page": PAGES["indicators"]}
    values = [
        {"indicator": indicator.name, "group": group, "kind": kind, "year": 2023 if text.endswith("*") else year,
         "value_text": text, "unit": {"(%)": "%", "veckor": "veckor"}.get(indicator.name.split()[-1])} | page
        | dict(zip(("value", "comparator"), VALUES.get(text) or (int(text), "="), strict=True))
        for indicator in INDICATORS for group, row in indicator.groups
        for (kind, year), text in zip(VALUE_COLUMNS, row, strict=True)
    ]  # fmt: skip
    indicators = [{"area": "Indikatorer", "name": indicator.name} | page for indicator in INDICATORS]
    return {"indicators": indicators, "indicator_values": values}


def _gold_budget() -> list[Record]:
    titles = {
        "operation": "Driftbudget 2026–2028, nettokostnader i tkr",
        "kinds": "Driftbudget för taxefinansierad verksamhet, tkr", "investments": "Investeringsbudget 2026–2028, tkr",
    }  # fmt: skip
    table = {name: {"table_title": title, "unit": "tkr", "page": PAGES[name]} for name, title in titles.items()}
    return [
        *budget_lines(operation_rows(), OPERATION_COLUMNS, {"statement": "driftbudget"} | table["operation"]),
        *budget_lines(kind_rows(), KIND_COLUMNS, {"statement": "driftbudget"} | table["kinds"]),
        *budget_lines(
            investment_rows(), INVESTMENT_COLUMNS, {"statement": "investeringsbudget"} | table["investments"]
        ),
    ]


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
