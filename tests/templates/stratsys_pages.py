"""The tertial report's pages in HTML: cover, contents, chapters; status marks, bars and arrows."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from tests.templates import spaced
from tests.templates.stratsys_content import (
    BUDGET_COLUMNS,
    CARE,
    CLAIM,
    CLIMATE,
    CLIMATE_COMMENT,
    CLIMATE_GOAL,
    EMPLOYEES,
    GOAL_LEGEND,
    INVESTMENT_COLUMNS,
    SICKNESS,
    STAFF,
    STATUS_LEGEND,
    STATUS_WORDS,
    USERS,
    VALUE_COLUMNS,
    Activity,
    Goal,
    Indicator,
    budget_rows,
    investment_rows,
)

COLOURS = {"green": "#5cb85c", "yellow": "#f0c030", "red": "#d9363e", "blue": "#2f75c0", "grey": "#9a9a9a"}
WORDS = {"green": "Grön", "yellow": "Gul", "red": "Röd", "blue": "Blå", "grey": "Grå"}
ARROWS = {"up": "↗", "flat": "→", "down": "↘"}
ARROW_WORDS = {"up": "Ökande", "flat": "Oförändrad", "down": "Minskande"}
TRIANGLES = {
    "up": [(12, 2), (22, 22), (2, 22)],
    "down": [(2, 2), (22, 2), (12, 22)],
    "flat": [(2, 2), (22, 12), (2, 22)],
}


def page_source() -> str:
    """The report as HTML, styles and pictures in it."""
    chapters = [
        _cover(), _contents(), _summary(), _care(), _staff(), _climate(), _indicators(), _economy(), _investment(),
        _end(),
    ]  # fmt: skip
    return f"<!doctype html><html lang=sv><meta charset=utf-8><title>Rapport</title>{STYLE}{''.join(chapters)}</html>"


STYLE = """<style>
@page { size: A4; margin: 24mm 20mm 22mm 20mm;
  @top-left { content: "Vård- och omsorgsnämnden, Tertialrapport 2 2025"; font: 8pt 'Liberation Sans'; color: #666 }
  @top-right { content: "Vetlanda kommun"; font: 8pt 'Liberation Sans'; color: #666 }
  @bottom-right { content: counter(page) "(" counter(pages) ")"; font: 8pt 'Liberation Sans'; color: #666 } }
@page :first { @top-left { content: "" } @top-right { content: "" } @bottom-right { content: "" } }
* { -webkit-print-color-adjust: exact }
body { font: 10pt/1.4 'Carlito'; margin: 0 }
h1 { font: 20pt 'Liberation Sans'; color: #1f4e79; margin: 0 0 4mm }
h2 { font: 14pt 'Liberation Sans'; color: #1f4e79; margin: 6mm 0 2mm }
h3 { font: bold 11pt 'Liberation Sans'; color: #1f4e79; margin: 4mm 0 1mm }
h1.chapter, .new { break-before: page }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; line-height: 1.25; margin: 2mm 0 4mm }
th { background: #1f4e79; color: white; text-align: left; font-weight: normal; padding: 1.6mm 2mm }
td { padding: 1.4mm 2mm; vertical-align: top }
tr.odd td { background: #edf2f7 }
tr.group td { background: #cfdded; font-weight: bold }
tr.remark td { font-style: italic }
tr.sum td { font-weight: bold }
tr.break { break-before: page }
.n { text-align: right }
.bar { display: inline-block; width: 60px; height: 8px; background: #d8d8d8; margin-right: 4px }
.bar div { height: 8px; background: #2f75c0 }
.toc { display: flex } .toc i { flex: 1; border-bottom: 1px dotted #888; margin: 0 2mm 1mm }
.legend svg { margin-right: 2mm }
</style>"""


def _dot(colour: str, size: int = 11) -> str:
    return f'<svg width={size} height={size}><circle cx=5.5 cy=5.5 r=5 fill="{COLOURS[colour]}"/></svg>'


def _picture(drawn: Image.Image, words: str = "") -> str:
    data = io.BytesIO()
    drawn.resize((24, 24), Image.Resampling.LANCZOS).save(data, "PNG")
    source = base64.b64encode(data.getvalue()).decode()
    return f'<img width=12 height=12 alt="{words}" src="data:image/png;base64,{source}">'


def _dot_picture(colour: str) -> str:
    drawn = Image.new("RGBA", (96, 96))
    ImageDraw.Draw(drawn).ellipse((4, 4, 92, 92), fill=COLOURS[colour])
    return _picture(drawn)


def _arrow_picture(trend: str) -> str:
    drawn = Image.new("RGBA", (96, 96))
    ImageDraw.Draw(drawn).polygon([(4 * x, 4 * y) for x, y in TRIANGLES[trend]], fill="#555555")
    return _picture(drawn, ARROW_WORDS[trend])


def _bar(activity: Activity) -> str:
    printed = f"{activity.share} %" if activity.shows_share else ""
    width = activity.share * 60 / 100
    return f'<div class=bar><div style="width:{width:g}px"></div></div>{printed}'


def _table(headers: Sequence[str], rows: Sequence[str], numeric: bool = False) -> str:
    heads = "".join(f"<th{' class=n' if numeric and at else ''}>{head}</th>" for at, head in enumerate(headers))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _row(cells: Sequence[str], at: int, kind: str = "", numeric: bool = False) -> str:
    classes = " ".join(filter(None, ["odd" if at % 2 == 0 else "", kind]))
    return f'<tr class="{classes}">' + "".join(
        f"<td{' class=n' if numeric and i else ''}>{cell}</td>" for i, cell in enumerate(cells)
    ) + "</tr>"  # fmt: skip


def _wide(text: str, columns: int, kind: str) -> str:
    return f'<tr class="{kind}"><td colspan={columns}>{text}</td></tr>'


def _goal_row(goal: Goal, columns: int) -> str:
    mark = _dot(goal.colour) + " " if goal.colour else ""
    return _wide(f"{mark}Nämndmål {goal.number}: {goal.text}", columns, "group")


def _cover() -> str:
    return (
        "<div style='padding-top:70mm'><p style='font-size:14pt'>Vetlanda kommun</p>"
        "<p style='font:30pt Liberation Sans;color:#1f4e79;margin:0'>Tertialrapport 2 2025</p>"
        "<p style='font-size:16pt'>Vård- och omsorgsnämnden</p><p>Dnr VON 2025/114</p></div>"
    )


def _contents() -> str:
    entries = [
        ("1 Sammanfattning", 3), ("2 Mål och aktiviteter", 4), ("2.1 Trygg och värdig omsorg", 4),
        ("2.2 Attraktiv arbetsgivare", 6), ("2.3 Hållbar utveckling", 7), ("3 Indikatorer", 8),
        ("3.1 Brukarnas upplevelse", 8), ("3.2 Medarbetarna", 8), ("4 Ekonomi", 9), ("4.1 Driftredovisning", 9),
        ("4.2 Investeringar", 10), ("5 Personal", 11),
    ]  # fmt: skip
    lines = "".join(f"<div class=toc>{text}<i></i>{page}</div>" for text, page in entries)
    return f"<h1 class=chapter>Innehållsförteckning</h1>{lines}"


def _summary() -> str:
    legends = "".join(
        f"<h3>{title}</h3>"
        + "".join(f"<div class=legend>{_dot(c)}{WORDS[c]} = {says}</div>" for c, (says, _) in legend.items())
        for title, legend in (("Status för aktiviteter", STATUS_LEGEND), ("Bedömning av mål", GOAL_LEGEND))
    )
    return f"""<h1 class=chapter>1 Sammanfattning</h1>
<p>Årets andra tertial präglas av ett fortsatt ansträngt ekonomiskt läge. Behoven inom hemtjänsten växer snabbare än
befolkningsprognosen gav anledning att tro, medan särskilt boende har haft lediga platser under sommaren. Nämnden
beslutade i maj om en åtgärdsplan som följs upp varje månad.</p>
<p>{CLAIM} De försenade aktiviteterna beror framför allt på leveranser och på svårigheter att rekrytera.</p>
<p>Sommarens bemanning har fungerat bättre än föregående år. Samarbetet med Region Jönköpings län om trygg hemgång
fortsätter, och antalet betaldagar är lägre än på tre år.</p>{legends}
<p>Måluppfyllelsen bedöms av förvaltningen utifrån indikatorer, aktiviteter och dialog med verksamheterna.</p>"""


def _care() -> str:
    rows: list[str] = []
    for at, row in enumerate(CARE):
        if isinstance(row, Goal):
            rows.append(_goal_row(row, 6))
            continue
        starts = row.page > CARE[at - 1].page
        cells = [row.title, _dot(row.colour or ""), _bar(row), row.starts_on or "-", row.due_on, row.responsible]
        rows.append(_row(cells, at, "break" if starts else ""))
        rows.extend([_wide(f"Kommentar: {row.comment}", 6, "remark")] if row.comment else [])
    heads = ["Aktivitet", "Status", "Färdiggrad", "Startdatum", "Slutdatum", "Ansvarig"]
    return f"""<h1 class=chapter>2 Mål och aktiviteter</h1>
<p>Nämnden har fem mål för mandatperioden. Till varje mål hör aktiviteter som förvaltningen ansvarar för.</p>
<h2>2.1 Trygg och värdig omsorg</h2>
<p>Omsorgen ska utgå från den enskildes behov och önskemål. Under perioden har arbetet med kontinuitet och
aktiviteter prioriterats.</p>{_table(heads, rows)}
<p>Samtliga aktiviteter har följts upp i dialog med respektive verksamhetschef under augusti.</p>"""


def _staff() -> str:
    rows = [
        _goal_row(row, 6) if isinstance(row, Goal) else
        _row([row.title, _dot_picture(row.colour or ""), _bar(row), row.due_on, row.responsible, row.comment or ""], at)
        for at, row in enumerate(STAFF)
    ]  # fmt: skip
    heads = ["Aktivitet", "Status", "Färdiggrad", "Klart senast", "Ansvarig", "Kommentar"]
    return f"""<h2 class=new>2.2 Attraktiv arbetsgivare</h2>
<p>Kompetensförsörjningen är nämndens största utmaning på sikt.</p>{_table(heads, rows)}"""


def _climate() -> str:
    by_status = {status: colour for colour, (_, status) in STATUS_LEGEND.items()}
    rows = [
        _row([a.title, f'<span style="color:{COLOURS[by_status[STATUS_WORDS[a.word or ""]]]}">●</span> {a.word}',
              _bar(a), a.due_on, a.responsible], at)
        for at, a in enumerate(CLIMATE)
    ]  # fmt: skip
    heads = ["Aktivitet", "Status", "Färdiggrad", "Slutdatum", "Ansvarig"]
    return f"""<h2 class=new>2.3 Hållbar utveckling</h2>
<p>Nämndens del av kommunens miljöprogram gäller transporter, livsmedel och lokaler.</p>
<h3>Nämndmål {CLIMATE_GOAL.number}</h3><p>{CLIMATE_GOAL.text}</p>
<p>Bedömning: <span style="color:{COLOURS["yellow"]}">●</span> Delvis uppfyllt</p>
<p>Kommentar till bedömningen: {CLIMATE_COMMENT}</p>{_table(heads, rows)}"""


def _indicator_table(indicators: Sequence[int | Indicator], arrows: dict[str, str]) -> str:
    rows = [
        _wide(f"Nämndmål {i}", 6, "group") if isinstance(i, int) else
        _row([i.name, *(value or "-" for value in i.values), _dot(i.colour) if i.colour else "",
              arrows[i.trend or ""]], at)
        for at, i in enumerate(indicators)
    ]  # fmt: skip
    heads = ["Indikator", *(text for text, _, _ in VALUE_COLUMNS), "Måluppfyllelse", "Trend"]
    return _table(heads, rows)


def _indicators() -> str:
    pictures = {trend: _arrow_picture(trend) for trend in TRIANGLES}
    return f"""<h1 class=chapter>3 Indikatorer</h1>
<p>Indikatorerna visar utvecklingen över tid. Trenden avser de senaste tre mätningarna.</p>
<h2>3.1 Brukarnas upplevelse</h2>{_indicator_table(USERS, ARROWS)}
<h2>3.2 Medarbetarna</h2>{_indicator_table(EMPLOYEES, pictures)}
<p>Uppgifterna om heltid hämtas ur personalsystemet per den 31 augusti.</p>"""


def _economy() -> str:
    rows: list[str] = []
    seen = None
    for at, (words, amounts) in enumerate(budget_rows()):
        if words.get("section") != seen and not words.get("is_total"):
            seen = words["section"]
            rows.append(_wide(f"<b>{seen}</b>", 6, ""))
        cells = [str(words["label"]), *(_nbsp(spaced(amount)) for amount in amounts)]
        rows.append(_row(cells, at, "sum" if words.get("is_total") else "", numeric=True))
        rows.extend([_wide(f"Kommentar: {words['note']}", 6, "remark")] if words.get("note") else [])
    heads = ["Verksamhet", *(column.text for column in BUDGET_COLUMNS)]
    return f"""<h1 class=chapter>4 Ekonomi</h1><h2>4.1 Driftredovisning</h2>
<p>Belopp i tkr. Ett minustecken i kolumnen för avvikelse betyder att kostnaden blir högre än budget.</p>
{_table(heads, rows, numeric=True)}
<p>Åtgärdsplanen väntas ge full effekt först under 2026.</p>"""


def _nbsp(text: str) -> str:
    return text.replace(" ", "\u00a0").replace("-", "\u2212")


def _investment() -> str:
    rows = [
        _row([str(w["label"]), *map(_nbsp, map(spaced, amounts))], at, "sum" if w.get("is_total") else "", numeric=True)
        for at, (w, amounts) in enumerate(investment_rows())
    ]
    heads = ["Projekt (tkr)", *(column.text for column in INVESTMENT_COLUMNS)]
    return f"""<h2 class=new>4.2 Investeringar</h2>
<p>Investeringarna löper i huvudsak enligt plan. Leveransen av nyckelfria lås påverkar årets utfall.</p>
{_table(heads, rows, numeric=True)}"""


def _end() -> str:
    rows = [_row(cells, at) for at, cells in enumerate(SICKNESS)]
    return f"""<h1 class=chapter>5 Personal</h1>
<p>Sjukfrånvaron följs per åldersgrupp. Uppgifterna avser andel av ordinarie arbetstid.</p>
{_table(["Åldersgrupp", "Jan–aug 2024", "Jan–aug 2025"], rows)}
<p>Arbetet med friskfaktorer fortsätter i samtliga enheter under hösten.</p>"""
