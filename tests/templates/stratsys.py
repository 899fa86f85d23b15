"""A tertial report as a planning system exports it: zebra stripes, status marks, bars, no rulings (Chromium)."""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from tests.templates import Column, Record, budget_lines, publish, spaced

NAME = "stratsys"
CHROMIUM = "chromium"
COLOURS = {"green": "#5cb85c", "yellow": "#f0c030", "red": "#d9363e", "blue": "#2f75c0", "grey": "#9a9a9a"}
WORDS = {"green": "Grön", "yellow": "Gul", "red": "Röd", "blue": "Blå", "grey": "Grå"}
STATUS_LEGEND = {
    "blue": ("aktiviteten är avslutad", "done"),
    "green": ("aktiviteten pågår enligt plan", "in_progress"),
    "yellow": ("aktiviteten är försenad", "delayed"),
    "grey": ("aktiviteten är ej påbörjad", "not_started"),
}
GOAL_LEGEND = {
    "green": ("målet bedöms uppnås helt", "met"),
    "yellow": ("målet bedöms uppnås delvis", "partly"),
    "red": ("målet bedöms inte uppnås", "not_met"),
}
STATUS_WORDS = {"Avslutad": "done", "Pågående": "in_progress", "Försenad": "delayed", "Ej påbörjad": "not_started"}
ARROWS = {"up": "↗", "flat": "→", "down": "↘"}
ARROW_WORDS = {"up": "Ökande", "flat": "Oförändrad", "down": "Minskande"}
TRIANGLES = {
    "up": [(12, 2), (22, 22), (2, 22)],
    "down": [(2, 2), (22, 2), (12, 22)],
    "flat": [(2, 2), (22, 12), (2, 22)],
}


class Goal(NamedTuple):
    number: int
    text: str
    page: int
    colour: str | None = None


class Activity(NamedTuple):
    """``share`` in percent; ``shows_share``: whether it is printed beside its bar."""

    title: str
    colour: str | None
    word: str | None
    share: int
    shows_share: bool
    starts_on: str | None
    due_on: str
    responsible: str
    comment: str | None
    page: int


class Indicator(NamedTuple):
    """``values`` as printed, by column."""

    name: str
    values: tuple[str | None, ...]
    colour: str | None
    trend: str | None


# fmt: off
CARE: list[Goal | Activity] = [
    Goal(1, "Brukare med hemtjänst ska ha en sammanhållen planering med få och kända medarbetare.", 4),
    Activity(
        "Inför fast omsorgskontakt i samtliga hemtjänstgrupper", "green", None, 75, True,
        "2024-09-01", "2025-12-31", "Hemtjänsten",
        "Fast omsorgskontakt är införd i sju av nio grupper. De två återstående grupperna i Landsbro och Ekenässjön "
        "börjar i oktober.", 4,
    ),
    Activity(
        "Digitala lås i ordinärt boende, etapp 2", "yellow", None, 40, False,
        "2025-01-15", "2025-10-31", "Myndighet och hemtjänst",
        "Leveransen av lås är elva veckor sen. Upphandlad leverantör har lagt fram en ny tidplan som granskas.", 4,
    ),
    Activity(
        "Gemensam planeringsfunktion för hemtjänst och hemsjukvård", "blue", None, 100, True,
        "2024-02-01", "2025-04-30", "Hälso- och sjukvårdsenheten", None, 4,
    ),
    Goal(2, "Boende på särskilt boende ska erbjudas meningsfulla aktiviteter varje dag.", 4),
    Activity(
        "Utbilda aktivitetsombud på varje avdelning", "green", None, 60, False,
        "2025-02-01", "2025-11-30", "Särskilt boende", None, 4,
    ),
    Activity(
        "Pröva minnesmottagning tillsammans med vårdcentralen och anhörigstödet i kommunens östra delar", "grey", None,
        0, True, None, "2026-06-30", "Anhörigcentrum", "Starten väntar på Region Jönköpings läns beslut.", 5,
    ),
    Activity(
        "Måltidsmiljö: genomlysning av kvällsmålen", "blue", None, 100, False,
        "2025-01-01", "2025-06-30", "Kostenheten", None, 5,
    ),
]
STAFF: list[Goal | Activity] = [
    Goal(3, "Medarbetarna ska ha goda möjligheter att utvecklas i sitt yrke.", 6, "yellow"),
    Activity("Karriärtjänster för undersköterskor", "green", None, 50, True, None, "2025-12-31", "HR-avdelningen",
             "Sex tjänster är tillsatta.", 6),
    Activity("Språkombud och yrkessvenska på arbetstid", "yellow", None, 35, True, None, "2025-09-30",
             "Vård- och omsorgs-\ncollege", "Lärarbrist har försenat den andra omgången.", 6),
    Activity("Introduktion för nya chefer", "blue", None, 100, True, None, "2025-05-31", "Verksamhetschefer", None, 6),
    Goal(4, "Sjukfrånvaron ska minska och frisknärvaron öka.", 6, "red"),
    Activity("Riktade hälsosamtal efter tre sjuktillfällen", "green", None, 66, False, None, "2025-12-15",
             "Enhetschefer", None, 6),
    Activity("Översyn av delade turer", "grey", None, 0, False, None, "2026-03-31", "Bemanningsenheten",
             "Påbörjas när avtalet är tecknat.", 6),
]
CLIMATE = [
    Activity("Byte till fossilfria bilar i hemtjänsten", None, "Pågående", 80, True, None, "2025-12-31",
             "Servicekontoret", None, 7),
    Activity("Minskat matsvinn på boendena", None, "Avslutad", 100, True, None, "2025-06-30", "Kostenheten", None, 7),
    Activity("Solceller på Österliden", None, "Försenad", 20, False, None, "2025-11-30", "Tekniska kontoret", None, 7),
    Activity("Förstudie om återbrukade möbler", None, "Ej påbörjad", 0, True, None, "2026-12-31", "Inköp", None, 7),
]
CLIMATE_GOAL = Goal(5, "Nämndens klimatpåverkande utsläpp ska halveras till 2030.", 7, "yellow")
CLIMATE_COMMENT = (
    "Utsläppen från transporter har minskat med 31 procent sedan 2020. Livsmedlen står för en växande andel, och där "
    "räcker inte de beslutade åtgärderna."
)
INDICATOR_PAGE = 8
VALUE_COLUMNS = [("Utfall 2023", "outcome", 2023), ("Utfall 2024", "outcome", 2024), ("Målvärde 2025", "target", 2025)]
VALUES = {  # value, comparator and unit of what is printed
    "86 %": (86, "=", "%"), "88 %": (88, "=", "%"), "minst 90 %": (90, ">=", "%"),
    "16": (16, "=", "antal"), "14": (14, "=", "antal"), "högst 12": (12, "<=", "antal"),
    "61": (61, "=", "dagar"), "48": (48, "=", "dagar"), "högst 50": (50, "<=", "dagar"),
    "54,5": (54.5, "=", None), "lägre än 50": (50, "<", None),
    "77": (77, "=", "index"), "79": (79, "=", "index"), "80": (80, "=", "index"),
    "71": (71, "=", "%"), "75": (75, "=", "%"),
    "12,4": (12.4, "=", "%"), "10,9": (10.9, "=", "%"), "högst 11,0": (11, "<=", "%"),
}
USERS: list[int | Indicator] = [
    1,
    Indicator("Brukarbedömning hemtjänst, helhetssyn, andel (%)", ("86 %", "88 %", "minst 90 %"), "yellow", "up"),
    Indicator("Olika medarbetare som en brukare möter på 14 dagar, antal", ("16", "14", "högst 12"), "red", "down"),
    2,
    Indicator("Väntetid till särskilt boende, dagar", ("61", "48", "högst 50"), "green", "down"),
    Indicator("Fallskador bland personer 80+ per 1 000 invånare", (None, "54,5", "lägre än 50"), None, "flat"),
]
EMPLOYEES: list[int | Indicator] = [
    Indicator("Hållbart medarbetarengagemang (HME), index", ("77", "79", "80"), "yellow", "up"),
    Indicator("Andel medarbetare med heltidsanställning (%)", ("71", "71", "75"), "red", "flat"),
    Indicator("Personalomsättning (%)", ("12,4", "10,9", "högst 11,0"), "green", "down"),
]
BUDGET_COLUMNS = [
    Column("Utfall jan–aug 2024", "outcome", 2024, "2024-08-31"),
    Column("Utfall jan–aug 2025", "outcome", 2025, "2025-08-31"),
    Column("Prognos helår 2025", "forecast", 2025),
    Column("Budget helår 2025", "budget", 2025),
    Column("Avvikelse prognos mot budget", "variance", 2025),
]
Money = tuple[str, tuple[int, ...], str | None]
BUDGET: list[tuple[str, list[Money]]] = [
    ("Äldreomsorg", [
        ("Hemtjänst i ordinärt boende", (-101420, -108311, -163900, -158250),
         "Kommentar: Antalet utförda timmar är 4,2 procent högre än budgeterat. Bemanningen i de norra grupperna har "
         "inte kunnat anpassas i samma takt."),
        ("Särskilt boende inklusive korttid", (-187044, -190275, -285600, -287100), None),
        ("Hälso- och sjukvård", (-48210, -51006, -77050, -77050), None),
    ]),
    ("Funktionsstöd", [
        ("Bostad med särskild service enligt LSS", (-92117, -95480, -143300, -144000), None),
        ("Personlig assistans", (-30655, -33902, -50400, -46900),
         "Kommentar: Fyra nya beslut enligt socialtjänstlagen, varav två avser dubbel assistans."),
        ("Daglig verksamhet", (-25871, -26014, -39000, -39500), None),
    ]),
]
INVESTMENT_COLUMNS = [
    Column("Utfall 2025-08-31", "outcome", 2025, "2025-08-31"),
    Column("Prognos 2025", "forecast", 2025),
    Column("Budget 2025", "budget", 2025),
]
INVESTMENTS = [
    ("Trygghetslarm och nyckelfria lås", (2150, 4200, 4000)),
    ("Inventarier Österliden", (640, 900, 900)),
    ("Hjälpmedel och sängar", (1085, 1500, 1750)),
]
SICKNESS = [("29 år eller yngre", "7,4", "6,9"), ("30–49 år", "8,1", "8,0"), ("50 år eller äldre", "9,6", "9,9")]
CLAIM = "Av nämndens 15 aktiviteter är 4 avslutade, 5 pågår enligt plan, 3 är försenade och 3 är ej påbörjade."

# fmt: on


def _sums() -> list[tuple[Record, tuple[int, ...]]]:
    """The budget's rows with the variance and the sums: gold's words of a row, and its amounts."""
    rows: list[tuple[Record, tuple[int, ...]]] = []
    total = [0, 0, 0, 0]
    for section, lines in BUDGET:
        for label, amounts, note in lines:
            text = note.removeprefix("Kommentar: ") if note else None
            rows.append(
                (
                    {"section": section, "label": label, "note": text} | ({"uncertain": ["note"]} if text else {}),
                    (*amounts, amounts[2] - amounts[3]),
                )
            )
        own = [sum(amounts[i] for _, amounts, _ in lines) for i in range(4)]
        total = [a + b for a, b in zip(total, own, strict=True)]
        rows.append(
            ({"section": section, "label": f"Summa {section.lower()}", "is_total": True}, (*own, own[2] - own[3]))
        )
    rows.append(({"label": "Summa nämnden", "is_total": True}, (*total, total[2] - total[3])))
    return rows


def _investments() -> list[tuple[Record, tuple[int, ...]]]:
    total = tuple(sum(amounts[i] for _, amounts in INVESTMENTS) for i in range(3))
    return [({"label": label}, amounts) for label, amounts in INVESTMENTS] + [
        ({"label": "Totalt", "is_total": True}, total)
    ]


def typeset() -> bytes:
    """The report as Chromium prints it: a tagged PDF."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(_html(), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        subprocess.run(
            [CHROMIUM, *options, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", str(page)],
            check=True,
            capture_output=True,
        )
        return target.read_bytes()


def _html() -> str:
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
    for at, (words, amounts) in enumerate(_sums()):
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
        for at, (w, amounts) in enumerate(_investments())
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
    for number, rows in (("2.1", CARE), ("2.2", STAFF), ("2.3", [CLIMATE_GOAL, *CLIMATE])):
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
        *budget_lines(_sums(), BUDGET_COLUMNS, operation),
        *budget_lines(_investments(), INVESTMENT_COLUMNS, investment),
    ]


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
