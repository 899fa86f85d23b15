"""The records of labelled documents, typeset anew: however the page is laid out, the same records are read.

What the rows say is what real documents say; only headings, order of columns, table style, page breaks and fonts are
varied, one at a time. A variation may change where a record stands, never what it says.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from extractors.extract import extract
from extractors.records import Extraction
from tests.corpus import corpus_folder
from tests.plan_making import heading, paragraph

Record = dict[str, Any]
MOST_RECORDS = 16  # of one document: two pages show what fifty would
FEWEST_FILLED = 0.5  # of a document's records: else the field gets no column
DOCUMENTS = (
    "corpus/mjolby_ks_uppfoljning_t2_2024",
    "corpus/oxelosund_ks_verksamhetsplan_2022_2024",
    "synth/boxholm_ks_handlingsplan_t3_2025",
    "synth/flen_sbn_uppfoljning_t3_2025",
    "synth/hallsberg_bin_tertialrapport_2_2025",
    "synth/katrineholm_von_delarsrapport_2025",
    "synth/motala_ks_verksamhetsplan_2026",
    "synth/nykoping_ks_tertialrapport_1_2026",
    "real/olofstrom_handlingsplan_klimat_2023",
    "real/simrishamn_kfn_arsbokslut_2025",
)
HEADINGS = {
    "title": "Aktivitet",
    "responsible": "Ansvarig",
    "due_on": "Klart senast",
    "status_text": "Status",
    "comment": "Kommentar",
}
SYNONYMS = {  # ours, as a person would say it
    "title": ("Åtgärd", "Planerad insats", "Vad vi ska göra", "Prioriterade åtgärder"),
    "responsible": ("Ansvarig funktion", "Ansvarig chef", "Vem ansvarar", "Driver arbetet"),
    "due_on": ("Färdigt senast", "Sluttidpunkt", "Ska vara färdigt", "Sista datum"),
    "status_text": ("Läge", "Aktuell status", "Hur långt har vi kommit", "Genomförandeläge"),
    "comment": ("Noteringar", "Lägesbeskrivning", "Beskrivning av läget", "Anteckning"),
}


@dataclass(frozen=True)
class Layout:
    """How the records are set: headings by field, the order of the columns, fonts, what is drawn."""

    headings: dict[str, str]
    order: Sequence[str]
    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 8
    ruled: bool = True
    filled: bool = True
    gap: float = 10  # points below a table
    lowered: float = 0  # points above the first one
    cuts_rows: int = 0  # whether a row may go on over the page


Body = Callable[[Sequence[Record], Sequence[str], Layout], list[list[Flowable]]]
PLAIN = Layout(HEADINGS, tuple(HEADINGS))


def records_of(document: str) -> list[Record]:
    """The document's first labelled activities, what a column may hold of them, and their goal's text; one goal's
    together."""
    folder, stem = document.split("/")
    path = corpus_folder() / ("gold" if folder == "corpus" else f"{folder}/gold") / f"{stem}.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for one in gold["activities"][:MOST_RECORDS]:
        goals = [
            g["text"] for g in gold["goals"] if one.get("goal") in (g["text"], str(g.get("number")), g.get("title"))
        ]
        record = {field: squeezed(one.get(field)) for field in HEADINGS}
        found.append({**record, "goal": squeezed(goals[0]) if len(goals) == 1 else None})
    order = [None, *dict.fromkeys(one["goal"] for one in found)]
    return sorted(found, key=lambda one: order.index(one["goal"]))


def squeezed(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def fields_of(records: Sequence[Record], layout: Layout) -> list[str]:
    """The fields that get a column: those that most of the records have."""
    least = FEWEST_FILLED * len(records)
    return [field for field in layout.order if sum(one[field] is not None for one in records) > least]


def cell(text: str | None, layout: Layout, *, bold: bool = False) -> Paragraph:
    font = layout.bold if bold else layout.font
    style = ParagraphStyle("cell", fontName=font, fontSize=layout.size, leading=layout.size * 1.2)
    return Paragraph(escape(text or ""), style)


def grid(records: Sequence[Record], fields: Sequence[str], layout: Layout) -> list[Flowable]:
    """A table of the records under a header; where it is long it goes on on the next page, if need be within a row."""
    rows = [[cell(layout.headings[field], layout, bold=True) for field in fields]]
    rows += [[cell(one[field], layout) for field in fields] for one in records]
    weights = [1 if field in ("due_on", "status_text") else 2 for field in fields]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    line = "GRID" if layout.ruled else "LINEBELOW"
    style += [(line, (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 1), (-1, -1), 0.5, colors.black)]
    style += [("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)] if layout.filled else []
    widths = [690 * weight / sum(weights) for weight in weights]
    return [Table(rows, widths, style=style, repeatRows=1, splitInRow=layout.cuts_rows), Spacer(1, layout.gap)]


def in_one_table(records: Sequence[Record], fields: Sequence[str], layout: Layout) -> list[list[Flowable]]:
    return [grid(records, fields, layout)]


def stacked(records: Sequence[Record], fields: Sequence[str], layout: Layout) -> list[list[Flowable]]:
    """Two tables, each with its header, directly one over the other."""
    half = len(records) // 2
    return [grid(part, fields, layout) for part in (records[:half], records[half:]) if part]


def headed_each(records: Sequence[Record], fields: Sequence[str], layout: Layout) -> list[list[Flowable]]:
    """Each record a bold line with its title and under it a table of one row with the rest."""
    rest = [field for field in fields if field != "title"]
    return [part for one in records for part in (bold_line(one["title"]), grid([one], rest, layout))]


def bold_line(text: str) -> list[Flowable]:
    style = ParagraphStyle("bold", fontName="Helvetica-Bold", fontSize=10, leading=12.5, keepWithNext=1)
    return [Paragraph(escape(text), style), Spacer(1, 3)]


def typeset_and_read(records: Sequence[Record], layout: Layout, body: Body) -> Extraction:
    """A plan with the records under their goals, or with their goals in a column."""
    fields = fields_of(records, layout)
    parts = [heading("Verksamhetsplan 2031", 1), paragraph("Socialnämnden, Tanums kommun")]
    parts += [heading("Mål och aktiviteter", 2), [Spacer(1, layout.lowered)]]
    if "goal" in layout.order:
        parts += body(records, fields, layout)
    else:
        for number, (goal, of_goal) in enumerate(groupby(records, key=lambda one: one["goal"]), start=1):
            parts += [heading(escape(f"Mål {number}: {goal}"), 3)] if goal else []
            parts += body(list(of_goal), fields, layout)
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A4), invariant=1).build([one for part in parts for one in part])
    return extract(target.getvalue(), file_name="plan.pdf", source_uri="file:///plan.pdf")


def read_back(extraction: Extraction, fields: Sequence[str]) -> list[Record]:
    goals = {goal.goal_id: squeezed(goal.text) for goal in extraction.goals}
    return [
        {**{field: said(getattr(one, field)) for field in fields}, "goal": goals.get(one.goal_id or "")}
        for one in extraction.activities
    ]


def said(value: Any) -> str | None:
    return value.isoformat() if hasattr(value, "isoformat") else squeezed(value)


def synonyms(number: int) -> dict[str, str]:
    return {field: words[number] for field, words in SYNONYMS.items()}


BACKWARDS = tuple(reversed(HEADINGS))
TURNED = ("status_text", "responsible", "title", "comment", "due_on")
VARIATIONS: dict[str, tuple[Body, Layout]] = {
    "plain": (in_one_table, PLAIN),
    **{f"synonyms {n}": (in_one_table, replace(PLAIN, headings=synonyms(n))) for n in range(4)},
    "columns backwards": (in_one_table, replace(PLAIN, order=BACKWARDS)),
    "columns turned": (in_one_table, replace(PLAIN, order=TURNED)),
    "stacked": (stacked, replace(PLAIN, gap=0)),
    "rows cut by the page": (in_one_table, replace(PLAIN, cuts_rows=1, lowered=230)),
    "rows over the page": (in_one_table, replace(PLAIN, lowered=230)),
    "large serifs": (in_one_table, replace(PLAIN, font="Times-Roman", bold="Times-Bold", size=9)),
    "small typewriter": (in_one_table, replace(PLAIN, font="Courier", bold="Courier-Bold", size=6)),
    "lines between rows": (in_one_table, replace(PLAIN, ruled=False)),
    "no fill": (in_one_table, replace(PLAIN, filled=False)),
    "goals in a column": (
        in_one_table,
        replace(PLAIN, headings={**HEADINGS, "goal": "Mål"}, order=("goal", *HEADINGS)),
    ),
}
TITLED_BY_A_LINE = (  # two fields or more beside the title
    "synth/boxholm_ks_handlingsplan_t3_2025",
    "synth/flen_sbn_uppfoljning_t3_2025",
    "synth/katrineholm_von_delarsrapport_2025",
    "synth/motala_ks_verksamhetsplan_2026",
    "synth/nykoping_ks_tertialrapport_1_2026",
    "real/olofstrom_handlingsplan_klimat_2023",
)


def assert_same(document: str, body: Body, layout: Layout) -> None:
    """The records typeset in this way are read as they were labelled."""
    records = records_of(document)
    fields = fields_of(records, PLAIN)
    wanted = [{field: one[field] for field in (*fields, "goal")} for one in records]
    assert read_back(typeset_and_read(records, layout, body), fields) == wanted


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_activities_however_their_table_is_set(document: str, variation: str) -> None:
    assert_same(document, *VARIATIONS[variation])


@pytest.mark.parametrize("document", TITLED_BY_A_LINE)
def test_the_same_activities_with_their_titles_as_lines_over_a_row_each(document: str) -> None:
    assert_same(document, headed_each, PLAIN)
