"""Typesets the sample plan, interim report and uppdrag in data/raw, from facts (samples/amounts.toml) and own prose.

usage: python -m tools.typeset_plans [FOLDER]     (default: data/raw)
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tools.typeset_samples import Look, Sample

AMOUNTS = tomllib.loads((Path(__file__).parent / "samples" / "amounts.toml").read_text(encoding="utf-8"))
PLAN = Look("plan", "Times-Roman", "Times-Bold", "Times-Italic", "#1f3864", "#e4e9ef", 1, "Verksamhetsplan 2022–2024")
INTERIM = Look("T2", "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "#1f4e79", "#d6e4ee", 1, "Delårsbokslut")
FORM = Look("", "Times-Roman", "Times-Bold", "Times-Italic", "#000000", "#e4e4e4", 1, "Uppdragsbeskrivning")

TARGETS = [
    ["Kommunstyrelsens mål", "Ingångsvärde Dec 2021", "Målvärde 2022", "Målvärde 2023", "Målvärde 2024"],
    ["Våldsbrott mot barn och unga (7-14 år) minskar", "9 anmälda våldsbrott", "<8 anmälda våldsbrott",
     "<8 anmälda våldsbrott", "<8 anmälda våldsbrott"],
    ["Andelen äldre (65+) som känner sig trygga ska öka", "71% (2019)", ">75%", "-", ">80%"],
    ["Äldre med hemtjänst är nöjda med den mat som levereras", "88%", "91%", "95%", "96%"],
]  # fmt: skip
PROJECTS = [
    ["Planerat projekt/åtgärd", "Syfte", "Ansvar, enhet"],
    ["Förenklad felanmälan", "Snabbare svar till den som anmäler", "Kommunikation och service"],
    ["Utökat verksamhetsstöd", "Mer tid för kärnverksamheten", "Strateggruppen"],
]
OUTCOMES = [
    ["", "Mål 2024", "Utfall 2024", "Måluppfyllelse"],
    ["Sjukfrånvaro exkl. AME, procent", "Lägre än 5,00", "1,86", "Uppfyllt"],
    ["Sjukfrånvaro AME, procent", "Lägre än 7,00", "6,59", "Uppfyllt"],
]


def add_amounts(sample: Sample, corner: str, table: str, *, section: str | None = None) -> None:
    """A table of amounts with only horizontal lines: labels to the left, amounts to the right."""
    facts = AMOUNTS[table]
    rows: list[list[str]] = [[corner, *facts["columns"]]]
    rows += [[section, *[""] * len(facts["columns"])]] if section else []
    rows += facts["rows"]
    sums = ("Dels:a", "S:a", "Summa", "Result")
    emphasised = [i for i, row in enumerate(rows) if i == 0 or row[0] == section or row[0].startswith(sums)]
    style = [
        ("FONT", (0, 0), (-1, -1), sample.look.font, 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.HexColor("#9aa7b4")),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(sample.look.header_fill)),
        *(("FONT", (0, i), (-1, i), sample.look.bold, 9) for i in emphasised),
    ]
    widths = [6.2 * cm, *[2.6 * cm] * len(facts["columns"])]
    rows[0] = [text.replace(" ", "\n", 1) if len(text) > 12 else text for text in rows[0]]
    sample.story += [Table(rows, widths, repeatRows=1, style=TableStyle(style), hAlign="LEFT"), Spacer(1, 12)]


def plan() -> Sample:
    sample = Sample(PLAN)
    sample.text("Oxelösunds kommun", size=14, bold=True, colour=PLAN.colour, after=80)
    sample.text("Kommunstyrelsens verksamhetsplan 2022–2024", size=26, bold=True, colour=PLAN.colour)
    sample.story.append(PageBreak())
    sample.heading("Verksamhetsbeskrivning", 18)
    sample.heading("Ekonomienheten", 14)
    sample.text("Enheten hjälper alla verksamheter med budget och uppföljning.")
    sample.heading("Fokusområden 2022", 12)
    for focus in ("Utveckla kunskapen kring ekonomisystemet", "Fler e-fakturor till våra kunder"):
        sample.text(f"•&nbsp;&nbsp;&nbsp;{focus}", after=2)
    sample.heading("Ekonomi", 18)
    sample.heading("Internbudget kommunstyrelsen", 14)
    add_amounts(sample, "(Tkr)", "internal_budget", section="NETTOKOSTNAD")
    sample.story.append(PageBreak())
    sample.heading("Kommunstyrelsens arbete med kommunmålen", 18)
    sample.heading("Trygg och säker uppväxt", 14)
    sample.text("Barn och unga ska växa upp i en kommun där de vuxna samarbetar.")
    sample.heading("Kommunfullmäktiges mål", 12)
    for goal in ("Fler elever ska klara gymnasiet.", "Fler barn ska känna sig trygga i skolan."):
        sample.text(f"•&nbsp;&nbsp;&nbsp;{goal}", after=2)
    sample.table(TARGETS, [5.6 * cm, *[2.8 * cm] * 4])
    sample.heading("Planerade projekt och åtgärder", 14)
    sample.table(PROJECTS, [5.6 * cm, 6 * cm, 5 * cm])
    return sample


def interim() -> Sample:
    sample = Sample(INTERIM)
    sample.text("Askersunds kommun", size=14, bold=True, colour=INTERIM.colour, after=80)
    sample.text("Delårsbokslut 2024-01-01 - 2024-08-31 Kommunstyrelsen", size=24, bold=True, colour=INTERIM.colour)
    sample.story.append(PageBreak())
    sample.heading("Mål och uppdrag", 18)
    sample.heading("Målområde 1 - god ekonomisk hushållning", 14)
    sample.text("Kommunstyrelsens mål 1: Sjukfrånvaron ska vara låg i hela förvaltningen.", bold=True)
    sample.text("Mått/metod: Andelen frånvaro i procent, ur personalsystemet.")
    sample.text("Adressering: HR-avdelningen")
    sample.table(OUTCOMES, [6 * cm, 3.4 * cm, 3 * cm, 4 * cm])
    sample.heading("Delårsresultat och prognos", 18)
    sample.text("Prognosen för helåret visar ett underskott som beror på dyrare köpt utbildning.")
    add_amounts(sample, "(tkr)", "result")
    sample.heading("Driftredovisning 2024", 14)
    add_amounts(sample, "Verksamhet", "operations")
    return sample


def form() -> Sample:
    sample = Sample(FORM)
    sample.text("Mjölby kommun", size=13, bold=True, after=14)
    sample.text("UPPDRAGSBESKRIVNING FRÅN NÄMND/STYRELSE", size=13, bold=True, after=10)
    fields = [
        ("Datum", "28/4 2025"),
        ("Uppdragets namn", "Organisering av särskild kollektivtrafik"),
        ("Nämnd", "Kommunfullmäktige"),
        ("Namn och förvaltning", "Kommunstyrelsen"),
        ("Uppdragsdirektiv", "Utred hur resorna till skola och omsorg kan samordnas, och vad det skulle kosta."),
        ("Tidplan", "Utredningen ska vara färdig i maj 2026."),
        ("Rapportering", "Läget redovisas för kommunstyrelsen."),
        ("Finansiering", "Kostnaden ryms i kommunstyrelsens medel."),
    ]
    for label, value in fields:
        _add_box(sample, [Paragraph(label, sample.style(7.5)), Paragraph(value, sample.style(11))])
    return sample


def _add_box(sample: Sample, content: Sequence[Paragraph]) -> None:
    frame = TableStyle([("BOX", (0, 0), (-1, -1), 0.8, colors.black)])
    sample.story += [Table([[list(content)]], [16 * cm], style=frame, hAlign="LEFT"), Spacer(1, 8)]


SAMPLES = {
    "oxelosund_ks_verksamhetsplan_2022_2024_sample.pdf": plan,
    "askersund_ks_delarsbokslut_2024_08_sample.pdf": interim,
    "mjolby_uppdragsbeskrivningar_2025_sample.pdf": form,
}


def build(name: str, target: Path) -> None:
    """Typesets one sample."""
    rl_config.invariant = 1
    sample = SAMPLES[name]()
    margins = {"leftMargin": 2.2 * cm, "rightMargin": 2.2 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
    document = SimpleDocTemplate(
        str(target), pagesize=A4, title=sample.look.head, author="kommunplan", invariant=1, **margins
    )
    document.build(sample.story)


def main(arguments: list[str]) -> int:
    """Typesets the samples into the folder."""
    folder = Path(arguments[0] if arguments else "data/raw")
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLES:
        build(name, folder / name)
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
