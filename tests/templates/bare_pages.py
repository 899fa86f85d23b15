"""The report's pages: neither lines nor fills, columns by alignment alone, two tables beside each other."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.templates import spaced
from tests.templates.bare_content import (
    GOALS,
    INDICATORS,
    LEFT_PROJECTS,
    RESULT,
    RIGHT_PROJECTS,
    UNITS,
    Line,
)
from tests.templates.sheets import MARGIN, Column, Look, Row, Sheet, draw_table

HEAD = "Tekniska nämnden, uppföljning per augusti 2024"
_LOOK = Look(rules=False, size=9, leading=11.5, gap=1.5)
_ACTIVITY_COLUMNS = [Column(MARGIN, 300, "l"), Column(318, 420, "l"), Column(440, 530, "l")]
_RESULT_COLUMNS = [Column(MARGIN, 215, "l"), *(Column(x, x + 58, "r") for x in (222, 284, 346, 408, 470))]
_UNIT_COLUMNS = [Column(MARGIN, 210, "l"), *(Column(x, x + 80, "c") for x in (225, 325, 425))]
_LEFT_COLUMNS = [Column(MARGIN, 160, "l"), Column(168, 212, "r"), Column(222, 270, "r")]
_RIGHT_COLUMNS = [Column(316, 412, "l"), Column(420, 464, "r"), Column(474, 522, "r")]
_VALUE_COLUMNS = [Column(MARGIN, 300, "l"), *(Column(x, x + 70, "r") for x in (310, 388, 466))]


def typeset() -> bytes:
    """The report as reportlab sets it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    pages: list[Callable[[Sheet], None]] = [_cover, _summary, _goals, _result, _projects]
    for number, draw in enumerate(pages, 1):
        sheet = Sheet(canvas, number, HEAD)
        draw(sheet)
        if number > 1:
            sheet.right(sheet.width - MARGIN, sheet.height - 30, f"Sida {number} (5)", "Helvetica", 8)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _cover(sheet: Sheet) -> None:
    sheet.text(MARGIN, 220, "Uppföljning", "Helvetica-Bold", 30)
    sheet.text(MARGIN, 250, "per 31 augusti 2024", "Helvetica", 18)
    sheet.text(MARGIN, 300, "Tekniska nämnden", "Helvetica", 15)
    sheet.text(MARGIN, 320, "Sala kommun", "Helvetica", 13)
    sheet.text(MARGIN, 340, "Dnr TN 2024/312", "Helvetica", 10)


def _summary(sheet: Sheet) -> None:
    sheet.heading("1 Sammanfattning", 18)
    sheet.prose(
        "Nämnden redovisar ett underskott efter åtta månader. Vinterväghållningen under januari och februari kostade "
        "mer än väntat, och entreprenadpriserna ligger kvar på en hög nivå. Prognosen för helåret är ett underskott på "
        "1,9 miljoner kronor, vilket är 2,6 miljoner sämre än budget."
    )
    sheet.prose(
        "Under perioden har upphandlingen av driftentreprenör avslutats. Det nya avtalet gäller från den 1 oktober och "
        "omfattar gator, gångbanor och cykelvägar i tätorten samt halkbekämpning på landsbygden."
    )
    sheet.heading("2 Ekonomi i korthet", 18)
    sheet.prose(
        "Intäkterna följer budget. Personalkostnaderna är lägre på grund av vakanser inom fastighetsenheten, medan "
        "material och entreprenader drar över. Kapitalkostnaderna är något lägre, eftersom ett par investeringar har "
        "aktiverats senare än beräknat."
    )


def _goals(sheet: Sheet) -> None:
    sheet.heading("3 Mål och aktiviteter", 18)
    sheet.prose("Tabellen visar nämndens mål med de aktiviteter som beslutades i verksamhetsplanen.")
    rows: list[Row] = []
    for goal, activities in GOALS:
        rows.append(Row((f"Mål {goal.number}: {goal.text}",), is_bold=True))
        for one in activities:
            rows.append(Row((one.title, one.responsible, one.word)))
            if one.comment:
                rows.append(Row((f"Kommentar: {one.comment}",)))
    header = [("Aktivitet", 0, 0), ("Ansvarig", 1, 1), ("Status", 2, 2)]
    draw_table(sheet, _ACTIVITY_COLUMNS, [header], rows, _LOOK)
    sheet.heading("4 Indikatorer", 18)
    header = [("Indikator", 0, 0), ("Utfall 2022", 1, 1), ("Utfall 2023", 2, 2), ("Mål 2024", 3, 3)]
    draw_table(sheet, _VALUE_COLUMNS, [header], [Row((name, *values)) for name, values in INDICATORS], _LOOK)


def _result(sheet: Sheet) -> None:
    sheet.heading("5 Ekonomiskt utfall", 18)
    sheet.prose("Resultatet per augusti jämfört med samma period föregående år. Belopp i tkr.")
    header = [
        ("Resultaträkning", 0, 0), ("Utfall 2023-08", 1, 1), ("Utfall 2024-08", 2, 2), ("Budget 2024", 3, 3),
        ("Prognos 2024", 4, 4), ("Avvikelse", 5, 5),
    ]  # fmt: skip
    _amounts(sheet, _RESULT_COLUMNS, header, RESULT)
    sheet.top += 6
    sheet.prose("Driftredovisning per verksamhet, tkr. Underskottet finns inom gata och trafik.")
    header = [("Verksamhet", 0, 0), ("Budget 2024", 1, 1), ("Prognos 2024", 2, 2), ("Avvikelse", 3, 3)]
    _amounts(sheet, _UNIT_COLUMNS, header, UNITS)
    sheet.top += 6
    sheet.prose("Åtgärder för att minska underskottet redovisas till nämnden i oktober.")


def _projects(sheet: Sheet) -> None:
    sheet.heading("6 Investeringsredovisning", 18)
    sheet.prose("Investeringarna redovisas i två delar, gata och park till vänster och fastighet till höger (tkr).")
    begin = sheet.top
    header = [("Gata och park", 0, 0), ("Budget 2024", 1, 1), ("Prognos 2024", 2, 2)]
    _amounts(sheet, _LEFT_COLUMNS, header, LEFT_PROJECTS)
    sheet.top = begin
    _amounts(sheet, _RIGHT_COLUMNS, [("Fastighet", 0, 0), *header[1:]], RIGHT_PROJECTS)
    sheet.top += 14
    sheet.prose(
        "Resecentrum blir billigare eftersom massorna har kunnat återanvändas. Ombyggnaden av Vallaskolan fördyras av "
        "att asbest har påträffats i bjälklagen; sanering pågår och höstterminen har flyttats till tillfälliga lokaler."
    )


def _amounts(
    sheet: Sheet, columns: Sequence[Column], header: Sequence[tuple[str, int, int]], lines: Sequence[Line]
) -> None:
    rows = [Row((line.label, *(spaced(amount) for amount in line.amounts)), line.is_total) for line in lines]
    draw_table(sheet, columns, [header], rows, _LOOK)
