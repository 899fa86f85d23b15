"""The interim report's pages: text, rules and tables set on upright, landscape and turned sheets."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.templates.sheets import MARGIN, PROSE, Sheet
from tests.templates.turned_content import (
    GOALS,
    RESULT,
    Line,
    balance_lines,
    board_lines,
    figures,
    printed,
    project_lines,
)

LEADING = 11.0
HEAD = "Arvika kommun · Delårsrapport januari–augusti 2025"


class Form(NamedTuple):
    """How a table is set: the width of the labels, the right edges of the columns, header cells by level as text with
    its first and last column, whether each row has a rule below and whether amounts stand on a label's last line."""

    label: str
    label_width: float
    edges: tuple[float, ...]
    levels: tuple[tuple[tuple[str, int, int], ...], ...]
    ruled: bool
    at_bottom: bool
    note_edge: float | None = None


def _table(sheet: Sheet, form: Form, lines: Sequence[Line]) -> None:
    right = form.edges[-1]
    sheet.top += 6
    sheet.rule(MARGIN, right, sheet.top, 1)
    for at, level in enumerate(form.levels):
        sheet.top += LEADING + 1
        for text, first, last in level:
            if first < last:
                start = form.edges[first] - 48
                sheet.centre((start + form.edges[last]) / 2, sheet.top, text, "Helvetica-Bold", 8)
                sheet.rule(start, form.edges[last], sheet.top + 3)
            else:
                sheet.right(form.edges[last], sheet.top, text, "Helvetica-Bold", 8)
        if at == len(form.levels) - 1:
            sheet.text(MARGIN, sheet.top, form.label, "Helvetica-Bold", 8)
            if form.note_edge:
                sheet.right(form.note_edge, sheet.top, "Not", "Helvetica-Bold", 8)
    sheet.top += 4
    sheet.rule(MARGIN, right, sheet.top, 1)
    for line in lines:
        _line(sheet, form, line)
    sheet.rule(MARGIN, right, sheet.top + 3, 1)
    sheet.top += 4


def _line(sheet: Sheet, form: Form, line: Line) -> None:
    font = "Helvetica-Bold" if line.is_total else "Helvetica"
    indent = 10 if line.label.startswith("varav") else 0
    if line.is_total:
        sheet.rule(MARGIN, form.edges[-1], sheet.top + 3)
    words = simpleSplit(line.label, font, 8.5, form.label_width - indent)
    first = sheet.top + LEADING + 2
    for at, text in enumerate(words):
        sheet.top = first + at * LEADING
        sheet.text(MARGIN + indent, sheet.top, text, font, 8.5)
    if line.mark:
        end = MARGIN + indent + sheet.canvas.stringWidth(words[-1], font, 8.5)
        sheet.text(end, sheet.top - 3, line.mark, font, 5.5)
    amounts_top = sheet.top if form.at_bottom else first
    if line.note and form.note_edge:
        sheet.right(form.note_edge, amounts_top, line.note, font, 8.5)
    for edge, amount in zip(form.edges, figures(line.amounts), strict=True):
        text = printed(amount)
        sheet.right(edge + (2.8 if text.endswith(")") else 0), amounts_top, text, font, 8.5)
    sheet.top += 2
    if form.ruled:
        sheet.rule(MARGIN, form.edges[-1], sheet.top + 2, 0.25)


RESULT_FORM = Form(
    "Belopp i mnkr", 140, (292, 352, 412, 472, 532),
    ((("Utfall", 0, 1), ("Helår 2025", 2, 4)),
     (("jan–aug 2024", 0, 0), ("jan–aug 2025", 1, 1), ("Budget", 2, 2), ("Prognos", 3, 3), ("Avvikelse", 4, 4))),
    ruled=True, at_bottom=True, note_edge=225,
)  # fmt: skip
BOARD_FORM = Form(
    "Nämnd", 210, (360, 440, 520, 600, 680, 760),
    ((("Utfall januari–augusti 2025", 0, 2), ("Helår 2025", 3, 5)),
     (("Intäkter", 0, 0), ("Kostnader", 1, 1), ("Netto", 2, 2),
      ("Budget", 3, 3), ("Prognos", 4, 4), ("Avvikelse", 5, 5))),
    ruled=False, at_bottom=True,
)  # fmt: skip
PROJECT_FORM = Form(
    "Projekt", 190, (340, 424, 508, 592, 676, 760),
    ((("Utfall jan–aug", 0, 1), ("Helår 2025", 2, 3), ("Projektet totalt", 4, 5)),
     tuple((word, at, at) for at, word in enumerate(["2024", "2025", "Budget", "Prognos", "Budget", "Prognos"]))),
    ruled=True, at_bottom=False,
)  # fmt: skip


def typeset() -> bytes:
    """The report as reportlab sets it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    canvas.setTitle("Delårsrapport")
    wide = landscape(A4)
    pages: list[tuple[Callable[[Sheet], None], tuple[float, float], int]] = [
        (_cover, A4, 0), (_contents, A4, 0), (_steering, A4, 0), (_result, A4, 0), (_boards_begin, wide, 0),
        (_boards_end, wide, 0), (_investments, wide, 90), (_balance, A4, 0),
    ]  # fmt: skip
    for number, (draw, size, rotate) in enumerate(pages, 1):
        sheet = Sheet(canvas, number, HEAD, size, rotate)
        draw(sheet)
        if number > 1:  # near the table where that ends the page
            low = sheet.top + 22 if draw is _boards_end else sheet.height - 30
            sheet.centre(sheet.width / 2, low, str(number), "Helvetica", 8)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _cover(sheet: Sheet) -> None:
    sheet.text(MARGIN, 250, "Delårsrapport", "Helvetica-Bold", 34)
    sheet.text(MARGIN, 290, "januari–augusti 2025", "Helvetica", 22)
    sheet.text(MARGIN, 330, "Arvika kommun", "Helvetica", 16)
    sheet.text(MARGIN, 352, "Dnr KS 2025/208", "Helvetica", 11)


def _contents(sheet: Sheet) -> None:
    sheet.heading("Innehåll", 18)
    for text, page in (
        ("1 Sammanfattning", 3), ("2 God ekonomisk hushållning", 3), ("3 Resultaträkning", 4),
        ("4 Driftredovisning", 5), ("5 Investeringsredovisning", 7), ("6 Balansräkning", 8),
    ):  # fmt: skip
        sheet.top += 18
        sheet.text(MARGIN, sheet.top, text)
        sheet.right(sheet.width - MARGIN, sheet.top, str(page), "Times-Roman", PROSE)


def _steering(sheet: Sheet) -> None:
    sheet.heading("1 Sammanfattning", 18)
    sheet.prose(
        "Kommunens resultat för årets första åtta månader uppgår till 50,8 miljoner kronor, vilket är 7,4 miljoner "
        "lägre än samma period föregående år. Helårsprognosen pekar mot ett resultat på 33,7 miljoner kronor. "
        "Avvikelsen mot budget förklaras i huvudsak av socialnämndens kostnader för placeringar och av köpt vård."
    )
    sheet.prose(
        "Arbetsmarknaden i västra Värmland har försvagats under året. Antalet invånare var 25 611 den 31 augusti, en "
        "minskning med 94 personer sedan årsskiftet. Färre barn i förskolan innebär att lokaler kan avvecklas."
    )
    sheet.heading("2 God ekonomisk hushållning", 18)
    sheet.prose("Kommunfullmäktige har fastställt tre finansiella mål för mandatperioden.")
    sheet.heading("2.1 Finansiella mål", 13)
    for number, goal in enumerate(GOALS, 1):
        sheet.prose(f"Mål {number}: {goal.text}")
        sheet.prose(f"Bedömning: {goal.assessment}")
        sheet.prose(f"Kommentar till bedömningen: {goal.comment}")


def _result(sheet: Sheet) -> None:
    sheet.heading("3 Resultaträkning", 18)
    sheet.prose(
        "Resultaträkningen visar periodens intäkter och kostnader samt prognosen för helåret. Jämförelsestörande "
        "poster redovisas i not."
    )
    _table(sheet, RESULT_FORM, RESULT)
    sheet.footnote("1", "Enligt beräkning från pensionsförvaltaren i augusti 2025.")
    sheet.footnote("2", "Varav räntekostnader 14,9 mnkr.")
    sheet.top += 10
    sheet.prose(
        "Verksamhetens nettokostnader ökade med 3,5 procent jämfört med föregående år. Skatteintäkterna ökade med 2,4 "
        "procent."
    )


def _boards_begin(sheet: Sheet) -> None:
    sheet.heading("4 Driftredovisning", 18)
    sheet.prose(
        "Nämnderna redovisar tillsammans ett underskott mot budget. Kommunstyrelsen vidtog i juni åtgärder som bland "
        "annat innebär återhållsamhet vid tillsättning av vakanta tjänster. Åtgärderna får genomslag under hösten, och "
        "en uppdaterad prognos lämnas i oktober. Socialnämnden har fått i uppdrag att återkomma med en plan för "
        "ekonomi i balans."
    )
    sheet.prose(
        "Barn- och utbildningsnämndens underskott beror på fler elever i behov av särskilt stöd och på att "
        "gymnasieskolan köper fler utbildningsplatser av andra kommuner än vad som antogs i budget. Kultur- och "
        "fritidsnämnden samt miljö- och byggnadsnämnden beräknas lämna överskott."
    )
    sheet.top += 12
    sheet.text(MARGIN, sheet.top, "Tabell 2. Driftredovisning per nämnd (mnkr)", "Helvetica-Bold", 9)
    _table(sheet, BOARD_FORM, [line for line in board_lines() if line.page == 5])


def _boards_end(sheet: Sheet) -> None:
    _table(sheet, BOARD_FORM, [line for line in board_lines() if line.page == 6])
    sheet.footnote("1", "Inklusive ersättning från Migrationsverket.")


def _investments(sheet: Sheet) -> None:
    sheet.heading("5 Investeringsredovisning", 18)
    sheet.prose(
        "Årets investeringar beräknas till 84,0 miljoner kronor, 6,5 miljoner lägre än budget. Förskolan på Agneteberg "
        "tas i bruk vid årsskiftet. Reservvattentäkten fördyras på grund av sämre grundförhållanden än väntat."
    )
    _table(sheet, PROJECT_FORM, project_lines())
    sheet.top += 12
    sheet.text(MARGIN, sheet.top, "Tabell 3. Investeringar per projekt, mnkr", "Helvetica-Bold", 8.5)
    sheet.footnote("1", "Statligt bidrag om 18,0 mnkr är inte avräknat.")


def _balance(sheet: Sheet) -> None:
    sheet.heading("6 Balansräkning", 18)
    sheet.prose("Soliditeten uppgår till 49 procent, oförändrat sedan årsskiftet.")
    form = Form(
        "Belopp i mnkr", 200, (400, 500),
        ((("2024-12-31", 0, 0), ("2025-08-31", 1, 1)),), ruled=False, at_bottom=True,
    )  # fmt: skip
    _table(sheet, form, balance_lines())
