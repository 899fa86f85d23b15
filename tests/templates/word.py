"""A plan as a word processor sets it: ruled tables with merged cells and headers of two levels (LibreOffice)."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.templates import Column, Record, budget_lines, publish, spaced

NAME = "word"
OFFICE = "soffice"
COUNCIL_GOALS = [
    "Hudiksvall ska vara en kommun dit människor vill flytta och där de vill stanna.",
    "Kommunens verksamheter ska vara klimatneutrala senast 2035.",
    "Varje skattekrona ska användas ändamålsenligt.",
]


class Goal(NamedTuple):
    number: int
    area: str
    section: str
    text: str
    rationale: str
    measure: str


class Activity(NamedTuple):
    """``collaboration`` and ``purpose``: several are set as bullets."""

    goal: int
    title: str
    starts_on: str
    due_text: str
    due_on: str
    responsible: str
    collaboration: tuple[str, ...]
    purpose: tuple[str, ...]
    page: int


class Indicator(NamedTuple):
    """``groups``: the word of each value row, None where there is one; values by column, as printed."""

    name: str
    groups: tuple[tuple[str | None, tuple[str, ...]], ...]


# fmt: off
GOALS = [
    Goal(1, "Samhället växer hållbart", "2.1",
         "Det ska finnas planlagd mark för minst 300 bostäder i attraktiva lägen.",
         "Bostadsbyggandet har stannat av samtidigt som industrin i södra delen av kommunen växer.",
         "Antal bostäder i antagna detaljplaner som ännu inte har påbörjats."),
    Goal(2, "Trygga och tillgängliga miljöer", "2.2",
         "Invånarna ska uppleva kommunens gator, torg och parker som trygga.",
         "Otrygghet begränsar framför allt kvinnors och äldres rörelsefrihet.",
         "Kommunens trygghetsmätning, som genomförs i september varje år."),
    Goal(3, "Trygga och tillgängliga miljöer", "2.2",
         "Andelen resor som görs till fots, med cykel eller med buss ska öka.",
         "Korta bilresor i tätorterna står för en tredjedel av transporternas utsläpp.",
         "Resvaneundersökning och räkning vid fasta mätpunkter."),
]
ACTIVITIES = [
    Activity(1, "Ny översiktsplan för kustområdet", "2026-01-15", "2027-12-31", "2027-12-31", "Planavdelningen",
             ("Länsstyrelsen", "Nordanstigs kommun", "Trafikverket"),
             ("Samlad syn på mark och vatten", "Underlag för exploatering i hamnnära lägen"), 5),
    Activity(1, "Digital detaljplaneprocess med automatiska kontroller av inlämnade handlingar", "2026-03-01",
             "30 juni 2026", "2026-06-30", "Planavdelningen", ("IT-enheten",), ("Kortare handläggningstid",), 5),
    Activity(1, "Inventering av outnyttjade byggrätter", "2026-02-01", "2026-10-01", "2026-10-01",
             "Mark- och exploateringsenheten", (), ("Fler bostäder utan ny planläggning",), 5),
    Activity(2, "Belysningsprogram för gång- och cykelstråk", "2026-04-01", "december 2026", "2026-12-31",
             "Gatuenheten", ("Polisen", "Fritidsförvaltningen"), ("Ökad upplevd trygghet",), 5),
    Activity(2, "Trygghetsvandringar i Iggesund, Delsbo och Enånger", "2026-05-04", "2026-09-30", "2026-09-30",
             "Samhälls-\nutvecklings-\nenheten", ("Polisen", "Hyresgästföreningen", "Byalagen"),
             ("Underlag för åtgärder", "Dialog med invånare som sällan hörs",
              "Gemensam bild av vilka platser som upplevs som otrygga under dygnets mörka timmar",
              "Prioriteringsordning inför kommande investeringsbudget"), 5),
    Activity(2, "Klottersanering inom två dygn", "2026-01-01", "2026-12-31", "2026-12-31", "Gatuenheten", (),
             ("Vårdade miljöer",), 6),
    Activity(3, "Säkra skolvägar", "2026-01-07", "juni 2027", "2027-06-30", "Gatuenheten",
             ("Lärandeförvaltningen",), ("Fler barn går eller cyklar till skolan",), 6),
    Activity(3, "Hastighetsöversyn i Forsa och Näsviken", "2026-09-01", "hösten 2027", "2027-11-30", "Gatuenheten",
             ("Trafikverket",), ("Lugnare gator vid skolor", "Enhetlig skyltning"), 6),
    Activity(3, "Cykelparkeringar vid resecentrum, etapp 2", "2026-08-01", "2028-05-31", "2028-05-31", "Gatuenheten",
             ("X-trafik", "Trafikverket"), ("Smidigare byten mellan cykel och tåg",), 6),
]
VALUE_COLUMNS = [("baseline", 2024), ("target", 2026), ("target", 2027), ("target", 2028)]
INDICATORS = [
    Indicator("Upplevd trygghet utomhus kvällstid, andel (%)",
              (("kvinnor", ("52*", "55", "58", "60")), ("män", ("79*", "80", "81", "minst 82")))),
    Indicator("Handläggningstid för bygglov, veckor", ((None, ("9", "högst 8", "högst 7", "högst 6")),)),
    Indicator("Resor med kollektivtrafik per invånare", ((None, ("41", "43", "45", "öka")),)),
]
VALUES = {"52*": (52, "="), "79*": (79, "="), "minst 82": (82, ">="), "högst 8": (8, "<="), "högst 7": (7, "<="),
          "högst 6": (6, "<="), "öka": (None, None)}
OPERATION_COLUMNS = [
    Column("Bokslut 2024", "outcome", 2024), Column("Budget 2025", "budget", 2025),
    Column("Budget 2026", "budget", 2026), Column("Plan 2027", "planned", 2027), Column("Plan 2028", "planned", 2028),
]
OPERATION = [
    ("Myndighet", [
        ("2101", "Nämnd och administration", (4210, 4350, 4480, 4570, 4660)),
        ("2150", "Bygglov, tillsyn och strandskydd", (6122, 5800, 6050, 6170, 6290)),
        ("2155", "Miljö- och hälsoskydd inklusive livsmedelskontroll", (3987, 4100, 4150, 4230, 4310)),
    ]),
    ("Teknik", [
        ("2410", "Gator, vägar och parkering", (58114, 56900, 59300, 60500, 61700)),
        ("2420", "Snöröjning och halkbekämpning", (24870, 19500, 21000, 21400, 21800)),
        ("2450", "Parker och lekplatser", (15033, 15200, 15600, 15900, 16200)),
        ("2490", "Projektverksamhet och gemensamma kostnader för förvaltningens stab", (-310, 0, 250, 250, 250)),
    ]),
]
KIND_COLUMNS = [Column("Budget 2025", "budget", 2025), Column("Budget 2026", "budget", 2026),
                Column("Förändring", "change", 2026)]
KINDS = [
    ("2150", "Bygglov och tillsyn", [("Intäkt", (-7400, -7650)), ("Kostnad", (13200, 13700))]),
    ("2155", "Miljö- och hälsoskydd", [("Intäkt", (-3900, -4100)), ("Kostnad", (8000, 8250))]),
]
INVESTMENT_COLUMNS = [Column("Total projektbudget", "project_budget", None), Column("Budget 2026", "budget", 2026),
                      Column("Plan 2027", "planned", 2027), Column("Plan 2028", "planned", 2028)]
INVESTMENTS = [
    ("40112", "Beläggningsprogram gator", (24000, 8000, 8000, 8000)),
    ("40127", "Gång- och cykelväg Idenor–Hornslandsvägen med belysning", (18500, 6500, 12000, None)),
    ("40131", "Lekplatser enligt lekplatsplanen", (4500, 1500, 1500, 1500)),
    ("40140", "Bro över Delångersån, ersättning", (31000, 1000, 14000, 16000)),
]
FOLLOWUPS = [
    ("Tertialuppföljning 1", "30 april", "2026-04-30", "T1"), ("Delårsrapport", "31 augusti", "2026-08-31", "T2"),
    ("Årsbokslut", "31 december", "2026-12-31", "T3"),
]
# fmt: on
PAGES = {"council": 3, "goals": 4, "indicators": 7, "operation": 8, "kinds": 9, "investments": 9, "followups": 10}


class Cell(NamedTuple):
    """A table's cell: several paragraphs are set as bullets; ``style`` is the paragraphs', ``fill`` a colour."""

    text: str | tuple[str, ...]
    style: str = "Cell"
    rows: int = 1
    columns: int = 1
    fill: str | None = None


def typeset() -> bytes:
    """The plan as LibreOffice exports it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{NAME}.fodt"
        source.write_text(_document(), encoding="utf-8")
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def _style(name: str, text: str, paragraph: str = "", tab: str = "") -> str:
    """A paragraph style; ``tab``: the attributes of a tab stop at the right margin."""
    stop = f'<style:tab-stops><style:tab-stop style:position="16cm" style:type="right" {tab}/></style:tab-stops>'
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>'
        f"{stop if tab else ''}</style:paragraph-properties>"
        f'<style:text-properties fo:font-family="Carlito" {text}/></style:style>'
    )


def _styles() -> str:
    bold, blue, new = 'fo:font-weight="bold"', 'fo:color="#2f5496"', 'fo:break-before="page"'
    leaders = 'style:leader-style="dotted" style:leader-text="."'
    tabbed = "".join([
        _style("Toc1", 'fo:font-size="11pt"', tab=leaders),
        _style("Toc2", 'fo:font-size="11pt"', 'fo:margin-left="0.5cm"', leaders),
        _style("Furniture", 'fo:font-size="8.5pt" fo:color="#7f7f7f"', tab=" "),
    ])  # fmt: skip
    return tabbed + "".join([
        _style("Text", 'fo:font-size="11pt"', 'fo:margin-bottom="0.25cm" fo:line-height="112%"'),
        _style("Cover", f'fo:font-size="30pt" {blue}', 'fo:margin-top="7cm"'),
        _style("Under", 'fo:font-size="18pt"', 'fo:margin-bottom="0.4cm"'),
        _style("H1", f'fo:font-size="18pt" {blue}', f'{new} fo:margin-bottom="0.3cm"'),
        _style("H2", f'fo:font-size="14pt" {blue}', 'fo:margin-top="0.45cm" fo:margin-bottom="0.15cm"'),
        _style("H2new", f'fo:font-size="14pt" {blue}', f'{new} fo:margin-bottom="0.15cm"'),
        _style("New", 'fo:font-size="11pt"', f'{new} fo:margin-bottom="0.25cm"'),
        _style("H3", f'fo:font-size="12pt" {bold} {blue}', 'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm"'),
        _style("Caption", f'fo:font-size="9pt" fo:font-style="italic" {blue}',
               'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"'),
        _style("Note", 'fo:font-size="8pt"', 'fo:margin-top="0.05cm"'),
        _style("Cell", 'fo:font-size="9pt"'),
        _style("Head", f'fo:font-size="9pt" {bold}'),
        _style("Mid", f'fo:font-size="9pt" {bold}', 'fo:text-align="center"'),
        _style("Sum", f'fo:font-size="9pt" {bold}'),
        _style("Number", 'fo:font-size="9pt"', 'fo:text-align="right"'),
        _style("SumNumber", f'fo:font-size="9pt" {bold}', 'fo:text-align="right"'),
        _style("Point", 'fo:font-size="9pt"'),
    ])  # fmt: skip


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
PAGE = """<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
fo:margin-top="1.5cm" fo:margin-bottom="1.4cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1.2cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>"""
FURNITURE = """<style:master-page style:name="Standard" style:page-layout-name="A4">
<style:header><text:p text:style-name="Furniture">Hudiksvalls kommun<text:tab/>Verksamhetsplan 2026–2028</text:p>
</style:header><style:footer>
<text:p text:style-name="Furniture">Samhällsbyggnadsnämnden<text:tab/><text:page-number text:select-page="current"/>
</text:p></style:footer></style:master-page>"""
RAISED = """<style:style style:name="Raised" style:family="text">
<style:text-properties style:text-position="super 60%"/></style:style>"""
BULLETS = """<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="0.1cm" text:min-label-width="0.35cm"/></text:list-level-style-bullet>
</text:list-style>"""


def _document() -> str:
    body = "".join(
        [_front(), _goals(), _activities(), _indicators(), _operation(), _kinds(), _investments(), _followups()]
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles()}{BULLETS}</office:styles>"
        f"<office:automatic-styles>{PAGE}{RAISED}{_cell_styles()}</office:automatic-styles>"
        f"<office:master-styles>{FURNITURE}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


FILLS = {"head": "#d9e2f3", "band": "#f2f2f2"}


def _cell_styles() -> str:
    widths = sorted({width for widths in WIDTHS.values() for width in widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width / 10}cm"/></style:style>'
        for width in widths
    )
    cells = "".join(
        f'<style:style style:name="cell-{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="0.5pt solid #000000" fo:padding="0.08cm" fo:background-color="{colour}"/></style:style>'
        for name, colour in (*FILLS.items(), ("None", "transparent"))
    )
    return columns + cells


def _p(style: str, text: str) -> str:
    """A paragraph; '^1' is set as a raised mark, a tab as a tab."""
    marked = "".join(
        f'<text:span text:style-name="Raised">{part[0]}</text:span>{escape(part[1:])}' if at else escape(part)
        for at, part in enumerate(text.split("^"))
    )
    broken = marked.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    return f'<text:p text:style-name="{style}">{broken}</text:p>'


def _list(style: str, texts: Iterable[str]) -> str:
    items = "".join(f"<text:list-item>{_p(style, text)}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="Bullets">{items}</text:list>'


def _table(widths: Sequence[int], head: Sequence[Sequence[Cell | None]], body: Sequence[Sequence[Cell | None]]) -> str:
    """A table of cells; None stands where a merged cell reaches."""
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in widths)
    rows = ["".join(map(_cell, row)) for row in (*head, *body)]
    made = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    headed = f"<table:table-header-rows>{''.join(made[: len(head)])}</table:table-header-rows>"
    return f"<table:table>{columns}{headed}{''.join(made[len(head) :])}</table:table>"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    spans = f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
    inner = _p(cell.style, cell.text) if isinstance(cell.text, str) else _list(cell.style, cell.text)
    return f'<table:table-cell table:style-name="cell-{cell.fill}" {spans}>{inner}</table:table-cell>'


def _heads(*texts: str | tuple[str, int, int] | None) -> list[Cell | None]:
    """Cells of a header: a text, or a text with the rows and columns that it spans."""
    return [
        None if text is None else
        Cell(text, "Head", fill="head") if isinstance(text, str) else
        Cell(text[0], "Mid" if text[2] > 1 else "Head", text[1], text[2], "head")
        for text in texts
    ]  # fmt: skip


WIDTHS = {
    "activities": (14, 34, 18, 18, 24, 26, 26), "indicators": (54, 20, 26, 20, 20, 20),
    "operation": (14, 51, 19, 19, 19, 19, 19), "kinds": (14, 45, 24, 25, 25, 27),
    "investments": (18, 46, 14, 24, 20, 19, 19),
    "followups": (80, 80),
}  # fmt: skip


def _front() -> str:
    contents = [
        ("1 Styrning", 3), ("1.1 Kommunfullmäktiges mål", 3), ("2 Nämndens mål", 4),
        ("2.1 Samhället växer hållbart", 4), ("2.2 Trygga och tillgängliga miljöer", 4),
        ("2.3 Aktiviteter", 5), ("2.4 Indikatorer", 7), ("3 Ekonomi", 8),
        ("3.1 Driftbudget", 8), ("3.2 Investeringsbudget", 9), ("4 Uppföljning", 10),
    ]  # fmt: skip
    lines = [_p("Toc2" if "." in text else "Toc1", f"{text}\t{page}") for text, page in contents]
    return "".join([
        _p("Cover", "Verksamhetsplan 2026–2028"), _p("Under", "Samhällsbyggnadsnämnden"),
        _p("Under", "Hudiksvalls kommun"),
        _p("Text", "Antagen av samhällsbyggnadsnämnden 2025-11-19, diarienummer SBN/2025:318"),
        _p("H1", "Innehåll"), *lines,
        _h("H1", "1 Styrning"),
        _p("Text", "Verksamhetsplanen beskriver hur samhällsbyggnadsnämnden bidrar till kommunfullmäktiges mål och hur "
           "nämndens resurser fördelas. Planen är treårig och revideras varje höst i samband med budgetarbetet. "
           "Ramarna bygger på fullmäktiges beslut i juni."),
        _p("Text", "Förvaltningen består av fem enheter med sammanlagt 148 årsarbetare. Från och med årsskiftet ingår "
           "även kommunens trafikplanering."),
        _h("H2", "1.1 Kommunfullmäktiges mål"), _list("Text", COUNCIL_GOALS),
    ])  # fmt: skip


def _h(style: str, text: str) -> str:
    level = style[1]
    return (
        _p(style, text).replace("<text:p ", f'<text:h text:outline-level="{level}" ').replace("</text:p>", "</text:h>")
    )


def _goals() -> str:
    parts = [
        _h("H1", "2 Nämndens mål"),
        _p("Text", "Nämnden har beslutat om tre mål för planperioden. De följs upp genom aktiviteter och indikatorer."),
    ]
    for (section, area), goals in groupby(GOALS, key=lambda goal: (goal.section, goal.area)):
        parts.append(_h("H2", f"{section} {area}"))
        for goal in goals:
            parts += [
                _h("H3", f"Nämndens mål {goal.number}"), _p("Text", goal.text),
                _p("Text", f"Motivering: {goal.rationale}"), _p("Text", f"Mått/metod: {goal.measure}"),
            ]  # fmt: skip
    return "".join(parts)


def _several(texts: tuple[str, ...]) -> Cell:
    return Cell(texts if len(texts) > 1 else "".join(texts) or "-", "Point" if len(texts) > 1 else "Cell")


def _activities() -> str:
    rows: list[list[Cell | None]] = []
    for goal, group in groupby(ACTIVITIES, key=lambda activity: activity.goal):
        own = list(group)
        for at, a in enumerate(own):
            first = Cell(f"Mål {goal}", rows=len(own), fill="band") if at == 0 else None
            dates = [Cell(a.starts_on), Cell(a.due_text), Cell(a.responsible)]
            rows.append([first, Cell(a.title), *dates, _several(a.collaboration), _several(a.purpose)])
    head = [
        _heads(("Mål", 2, 1), ("Aktivitet", 2, 1), ("Tid", 1, 2), None, ("Organisation", 1, 2), None, ("Syfte", 2, 1)),
        _heads(None, None, "Startdatum", "Klart senast", "Ansvarig", "Samverkan", None),
    ]
    return "".join([
        _h("H2new", "2.3 Aktiviteter"),
        _p("Text", "Aktiviteterna är nämndens prioriterade utvecklingsarbete under planperioden. Det löpande "
           "grunduppdraget redovisas inte här. Förvaltningschefen ansvarar för att aktiviteterna genomförs och för att "
           "avvikelser rapporteras till nämndens presidium."),
        _p("Text", "Urvalet har gjorts i dialog mellan nämnden och förvaltningen under två arbetsmöten i augusti. "
           "Aktiviteter som kräver samverkan med andra myndigheter har stämts av med dessa, och datum för när de ska "
           "vara klara är satta med hänsyn till andra huvudmäns planering. Det innebär att flera datum är preliminära "
           "fram till dess att avtal har tecknats."),
        _p("Text", "Tre aktiviteter från föregående plan har förts över: de var inte slutförda vid årsskiftet men "
           "bedöms fortfarande som angelägna. Aktiviteterna prioriteras efter"),
        _list("Text", ["nytta för invånare och företag,", "möjlighet till statlig medfinansiering och",
                       "förvaltningens bemanning under året."]),
        _p("Caption", "Tabell 1: Aktiviteter under planperioden"), _table(WIDTHS["activities"], head, rows),
        _p("Note", "Aktiviteter som kräver investeringsmedel finns även i tabell 5."),
    ])  # fmt: skip


def _indicators() -> str:
    rows: list[list[Cell | None]] = []
    for indicator in INDICATORS:
        for at, (group, values) in enumerate(indicator.groups):
            name = Cell(indicator.name, rows=len(indicator.groups)) if at == 0 else None
            rows.append([name, Cell(group or ""), *(Cell(value, "Number") for value in values)])
    head = [
        _heads(("Indikator", 2, 1), ("Grupp", 2, 1), ("Ingångsvärde", 1, 1), ("Målvärde", 1, 3), None, None),
        _heads(None, None, "2024", "2026", "2027", "2028"),
    ]
    return "".join([
        _h("H2new", "2.4 Indikatorer"), _p("Caption", "Tabell 2: Indikatorer till nämndens mål"),
        _table(WIDTHS["indicators"], head, rows), _p("Note", "*Uppgift från 2023"),
        _p("Text", "Indikatorerna redovisas i sin helhet i delårsrapporten och i årsbokslutet."),
    ])  # fmt: skip


def _numbers(amounts: Iterable[int | None], style: str = "Number") -> list[Cell | None]:
    return [Cell(spaced(amount).replace(" ", "\u00a0").replace("-", "–"), style) for amount in amounts]


def _operation_rows() -> list[tuple[Record, tuple[int | None, ...]]]:
    rows: list[tuple[Record, tuple[int | None, ...]]] = []
    total = (0,) * len(OPERATION_COLUMNS)
    for section, lines in OPERATION:
        rows += [({"section": section, "code": code, "label": label}, amounts) for code, label, amounts in lines]
        own = tuple(map(sum, zip(*(amounts for _, _, amounts in lines), strict=True)))
        rows.append(({"section": section, "label": f"Summa {section.lower()}", "is_total": True}, own))
        total = tuple(map(sum, zip(total, own, strict=True)))
    return [*rows, ({"label": "Nettokostnad", "is_total": True}, total)]


def _operation() -> str:
    rows: list[list[Cell | None]] = []
    above = None
    for words, amounts in _operation_rows():
        if words.get("section") not in (None, above):
            above = words["section"]
            rows.append([Cell(above, "Sum", columns=7, fill="band"), *[None] * 6])
        style = "Sum" if words.get("is_total") else "Cell"
        label = words["label"] + ("^1" if words.get("code") == "2420" else "")
        rows.append([Cell(words.get("code") or "", style), Cell(label, style),
                     *_numbers(amounts, "SumNumber" if style == "Sum" else "Number")])  # fmt: skip
    head = [
        _heads(("Kod", 2, 1), ("Verksamhet", 2, 1), "Bokslut", ("Budget", 1, 2), None, ("Plan", 1, 2), None),
        _heads(None, None, "2024", "2025", "2026", "2027", "2028"),
    ]
    return "".join([
        _h("H1", "3 Ekonomi"),
        _p("Text", "Nämndens ram räknas upp med 2,1 procent per år. Kostnader för vinterväghållning varierar kraftigt "
           "mellan åren, och därför avsätts centrala medel för en normalvinter."),
        _h("H2", "3.1 Driftbudget"), _p("Caption", "Tabell 3: Driftbudget 2026–2028, nettokostnader i tkr"),
        _table(WIDTHS["operation"], head, rows),
        _p("Note", "^1 Utfallet 2024 motsvarar 31 snöfall mot normalt 22."),
    ])  # fmt: skip


def _kind_rows() -> list[tuple[Record, tuple[int, int, int]]]:
    rows: list[tuple[Record, tuple[int, int, int]]] = []
    for code, label, kinds in KINDS:
        net = tuple(map(sum, zip(*(amounts for _, amounts in kinds), strict=True)))
        for kind, (before, after) in [*kinds, ("Netto", net)]:
            own = {"code": code, "label": f"{label} {kind}"}
            rows.append((own | ({"is_total": True, "uncertain": ["is_total"]} if kind == "Netto" else {}),
                         (before, after, after - before)))  # fmt: skip
    return rows


def _kinds() -> str:
    rows: list[list[Cell | None]] = []
    for at, (words, amounts) in enumerate(_kind_rows()):
        label, kind = words["label"].rsplit(" ", 1)
        merged = [Cell(words["code"], rows=3), Cell(label, rows=3)] if at % 3 == 0 else [None, None]
        rows.append([*merged, Cell(kind), *_numbers(amounts)])
    head = [_heads("Kod", "Verksamhet", "Slag", *(column.text for column in KIND_COLUMNS))]
    return "".join([
        _p("New", "Två verksamheter finansieras till största delen med taxor."),
        _p("Caption", "Tabell 4: Driftbudget för taxefinansierad verksamhet, tkr"),
        _table(WIDTHS["kinds"], head, rows),
    ])  # fmt: skip


def _investment_rows() -> list[tuple[Record, tuple[int | None, ...]]]:
    total = tuple(sum(a[i] or 0 for _, _, a in INVESTMENTS) for i in range(len(INVESTMENT_COLUMNS)))
    rows = [({"code": code, "label": label}, amounts) for code, label, amounts in INVESTMENTS]
    return [*rows, ({"label": "Summa investeringar", "is_total": True}, total)]


def _investments() -> str:
    rows = [
        [Cell(words.get("code") or ""), Cell(words["label"]), Cell("ja" if words["label"].startswith("Bro") else "nej"),
         *_numbers(amounts)]
        if words.get("code") else
        [Cell(words["label"], "Sum", columns=3), None, None, *_numbers(amounts, "SumNumber")]
        for words, amounts in _investment_rows()
    ]  # fmt: skip
    first, *years = (column.text for column in INVESTMENT_COLUMNS)
    return "".join([
        _h("H2", "3.2 Investeringsbudget"),
        _p("Text", "Investeringarna finansieras inom kommunens ram. Avskrivningarna belastar driften året efter."),
        _p("Caption", "Tabell 5: Investeringsbudget 2026–2028, tkr"),
        _table(WIDTHS["investments"], [_heads("Projektnr", "Projekt", "Beslut", first, *years)], rows),
        _p("Note", "Belopp avser nettoutgifter efter statlig medfinansiering."),
    ])  # fmt: skip


def _followups() -> str:
    rows = [[Cell(label), Cell(due)] for label, due, _, _ in FOLLOWUPS]
    return "".join([
        _h("H1", "4 Uppföljning"), _p("Text", "Nämnden följer upp planen tre gånger om året."),
        _p("Caption", "Tabell 6: Uppföljningstillfällen"),
        _table(WIDTHS["followups"], [_heads("Uppföljningstillfälle", "Datum")], rows),
    ])  # fmt: skip


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
        *budget_lines(_operation_rows(), OPERATION_COLUMNS, {"statement": "driftbudget"} | table["operation"]),
        *budget_lines(_kind_rows(), KIND_COLUMNS, {"statement": "driftbudget"} | table["kinds"]),
        *budget_lines(
            _investment_rows(), INVESTMENT_COLUMNS, {"statement": "investeringsbudget"} | table["investments"]
        ),
    ]


if __name__ == "__main__":
    publish(NAME, typeset(), gold())
