"""The plan's pages: tables with horizontal rules alone, captions above and below, notes right under them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.templates import spaced
from tests.templates.rules_content import (
    ACTIVITIES,
    GOALS,
    INDICATORS,
    INVESTMENTS,
    OPERATION,
    STAFF,
    Goal,
    Line,
)
from tests.templates.sheets import MARGIN, Column, Level, Look, Row, Sheet, draw_table

HEAD = "Kultur- och fritidsnämnden · Verksamhetsplan med budget 2026–2028"
_RIGHT = A4[0] - MARGIN
_LOOK = Look(rules=True)
_LINED = Look(rules=True, hairlines=True)
_ACTIVITY_COLUMNS = [
    Column(MARGIN, 250, "l"), Column(262, 350, "l"), Column(360, 462, "l"), Column(470, _RIGHT, "l"),
]  # fmt: skip
_VALUE_COLUMNS = [Column(MARGIN, 262, "l"), *(Column(x, x + 46, "r") for x in (270, 322, 378, 432, 486))]
_OPERATION_COLUMNS = [
    Column(MARGIN, 92, "l"), Column(98, 292, "l"), *(Column(x, x + 52, "r") for x in (300, 361, 422, 481)),
]  # fmt: skip
_INVESTMENT_COLUMNS = [Column(MARGIN, 300, "l"), *(Column(x, x + 60, "r") for x in (330, 402, 473))]
_STAFF_COLUMNS = [Column(MARGIN, 200, "l"), *(Column(x, x + 60, "c") for x in (210, 290, 370))]


def typeset() -> bytes:
    """The plan as reportlab sets it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    canvas.setTitle("Verksamhetsplan")
    pages: list[Callable[[Sheet], None]] = [_cover, _sports, _culture, _operation, _operation_ends, _investments]
    for number, draw in enumerate(pages, 1):
        sheet = Sheet(canvas, number, HEAD)
        draw(sheet)
        if number > 1:  # right under the table where that ends the page
            low = sheet.top + 16 if draw is _operation else sheet.height - 30
            sheet.centre(sheet.width / 2, low, str(number), "Helvetica", 8)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _cover(sheet: Sheet) -> None:
    sheet.text(MARGIN, 260, "Verksamhetsplan med budget", "Helvetica-Bold", 28)
    sheet.text(MARGIN, 292, "2026–2028", "Helvetica", 22)
    sheet.text(MARGIN, 330, "Kultur- och fritidsnämnden", "Helvetica", 16)
    sheet.text(MARGIN, 352, "Tranås kommun", "Helvetica", 13)
    sheet.text(MARGIN, 372, "Diarienummer KFN 2025/61", "Helvetica", 10)


def _sports(sheet: Sheet) -> None:
    sheet.heading("1 Inledning", 18)
    sheet.prose(
        "Nämnden ansvarar för bibliotek, kulturskola, museum, fritidsgårdar, bad och stöd till föreningar. Planen "
        "utgår från kommunfullmäktiges budgetbeslut i juni och från dialoger med föreningarna under våren."
    )
    sheet.prose(
        "Under planperioden väntas antalet barn minska, medan fler äldre efterfrågar mötesplatser nära hemmet. Nämnden "
        "prövar därför öppettider, lokaler och avgifter i ett sammanhang."
    )
    sheet.heading("2 Mål och aktiviteter", 18)
    _goal(sheet, GOALS[0])
    sheet.prose("Aktiviteterna följs upp i samband med tertialrapporterna i maj och oktober.")


def _culture(sheet: Sheet) -> None:
    _goal(sheet, GOALS[1])
    sheet.heading("3 Indikatorer", 18)
    sheet.prose("Indikatorerna hämtas ur Kolada, ur enkäten Lupp och ur förvaltningens egna system.")
    for area in dict.fromkeys(indicator.area for indicator in INDICATORS):
        sheet.heading(area, 12)
        rows = [
            Row((one.name, *(value or "–" for value in one.values))) for one in INDICATORS if one.area == area
        ]  # fmt: skip
        levels: list[Level] = [
            [("Utfall", 1, 2), ("Mål", 3, 5)],
            [("Indikator", 0, 0), *((str(year), at, at) for at, year in enumerate((2023, 2024, 2026, 2027, 2028), 1))],
        ]
        draw_table(sheet, _VALUE_COLUMNS, levels, rows, _LOOK)


def _goal(sheet: Sheet, goal: Goal) -> None:
    sheet.heading(f"{goal.section} {goal.area}", 13)
    sheet.prose(f"Mål {goal.number}: {goal.text}")
    rows = [
        Row((one.title, one.responsible, one.collaboration or "", one.due)) for one in ACTIVITIES[goal.number]
    ]  # fmt: skip
    header = [("Aktivitet", 0, 0), ("Ansvarig", 1, 1), ("Samverkan", 2, 2), ("Klart senast", 3, 3)]
    draw_table(sheet, _ACTIVITY_COLUMNS, [header], rows, _LINED)
    sheet.top += 8


def _operation(sheet: Sheet) -> None:
    sheet.heading("4 Driftbudget", 18)
    sheet.prose(
        "Ramen räknas upp med 1,8 procent för 2026. Den interna hyran för simhallen höjs med 210 tkr, vilket nämnden "
        "kompenseras för. Fritidsgårdarna minskar sina öppettider under sommaren."
    )
    sheet.prose(
        "Kulturskolans avgifter är oförändrade. Biblioteket får medel för meröppet i Gripenberg och Sommen från och "
        "med maj 2026, och en halv tjänst omfördelas från administration till uppsökande arbete."
    )
    sheet.top += 12
    sheet.text(MARGIN, sheet.top, "Tabell 1. Nämndens driftbudget (tkr)", "Helvetica-Bold", 9)
    _amounts(sheet, _OPERATION_COLUMNS, _operation_levels(), OPERATION, 4)


def _operation_ends(sheet: Sheet) -> None:
    _amounts(sheet, _OPERATION_COLUMNS, _operation_levels(), OPERATION, 5)
    sheet.footnote("1", "Kapitalkostnader ingår med 3 procents internränta.")
    sheet.top += 10
    sheet.prose(
        "Nämnden bedömer att verksamheten ryms inom ramen om taxorna för lokaler justeras enligt förslaget i december. "
        "Osäkerheten gäller i första hand energipriset för ishallen."
    )


def _investments(sheet: Sheet) -> None:
    sheet.heading("5 Investeringsbudget", 18)
    sheet.prose("Investeringarna finansieras inom kommunens samlade ram. Belopp i tkr.")
    levels: list[Level] = [
        [("Budget", 1, 1), ("Plan", 2, 3)],
        [("Projekt", 0, 0), ("2026", 1, 1), ("2027", 2, 2), ("2028", 3, 3)],
    ]
    _amounts(sheet, _INVESTMENT_COLUMNS, levels, INVESTMENTS, 6)
    sheet.top += 10
    sheet.text(MARGIN, sheet.top, "Tabell 2. Investeringar per projekt, tkr", "Helvetica-Oblique", 8.5)
    sheet.top += 16
    sheet.heading("6 Medarbetare", 18)
    sheet.prose("Antalet årsarbetare ökar inom fritidsverksamheten när badet öppnar.")
    header = [("Enhet", 0, 0), ("2024", 1, 1), ("2025", 2, 2), ("2026", 3, 3)]
    draw_table(sheet, _STAFF_COLUMNS, [header], [Row((name, *counts)) for name, counts in STAFF], _LOOK)


def _operation_levels() -> list[Level]:
    return [
        [("Nettokostnad", 2, 5)],
        [("Budget", 2, 3), ("Plan", 4, 5)],
        [("Kod", 0, 0), ("Verksamhet", 1, 1), ("2025", 2, 2), ("2026", 3, 3), ("2027", 4, 4), ("2028", 5, 5)],
    ]


def _amounts(
    sheet: Sheet, columns: Sequence[Column], levels: Sequence[Level], lines: Sequence[Line], page: int
) -> None:
    has_code = len(columns) > len(lines[0].amounts) + 1
    rows = []
    for line in (line for line in lines if line.page == page):
        is_heading = not any(amount is not None for amount in line.amounts)
        amounts = ["" if is_heading else spaced(amount) for amount in line.amounts]
        label = [line.code or "", line.label] if has_code else [line.label]
        rows.append(Row((*label, *amounts), line.is_total or is_heading))
    draw_table(sheet, columns, levels, rows, _LOOK)
