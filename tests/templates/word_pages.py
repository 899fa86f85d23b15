"""The plan's pages as a flat OpenDocument text: styles, paragraphs, tables with merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.templates import spaced
from tests.templates.word_content import (
    ACTIVITIES,
    COUNCIL_GOALS,
    FOLLOWUPS,
    GOALS,
    INDICATORS,
    INVESTMENT_COLUMNS,
    KIND_COLUMNS,
    investment_rows,
    kind_rows,
    operation_rows,
)
from tests.templates.word_styles import framed

WIDTHS = {
    "activities": (14, 34, 18, 18, 24, 26, 26), "indicators": (54, 20, 26, 20, 20, 20),
    "operation": (14, 51, 19, 19, 19, 19, 19), "kinds": (14, 45, 24, 25, 25, 27),
    "investments": (18, 46, 14, 24, 20, 19, 19),
    "followups": (80, 80),
}  # fmt: skip


class Cell(NamedTuple):
    """A table's cell: several paragraphs are set as bullets; ``style`` is the paragraphs', ``fill`` a colour."""

    text: str | tuple[str, ...]
    style: str = "Cell"
    rows: int = 1
    columns: int = 1
    fill: str | None = None


def page_source() -> str:
    """The plan as one flat OpenDocument file."""
    parts = [_front(), _goals(), _activities(), _indicators(), _operation(), _kinds(), _investments(), _followups()]
    return framed("".join(parts), (width for widths in WIDTHS.values() for width in widths))


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


def _operation() -> str:
    rows: list[list[Cell | None]] = []
    above = None
    for words, amounts in operation_rows():
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


def _kinds() -> str:
    rows: list[list[Cell | None]] = []
    for at, (words, amounts) in enumerate(kind_rows()):
        label, kind = words["label"].rsplit(" ", 1)
        merged = [Cell(words["code"], rows=3), Cell(label, rows=3)] if at % 3 == 0 else [None, None]
        rows.append([*merged, Cell(kind), *_numbers(amounts)])
    head = [_heads("Kod", "Verksamhet", "Slag", *(column.text for column in KIND_COLUMNS))]
    return "".join([
        _p("New", "Två verksamheter finansieras till största delen med taxor."),
        _p("Caption", "Tabell 4: Driftbudget för taxefinansierad verksamhet, tkr"),
        _table(WIDTHS["kinds"], head, rows),
    ])  # fmt: skip


def _investments() -> str:
    rows = [
        [Cell(words.get("code") or ""), Cell(words["label"]), Cell("ja" if words["label"].startswith("Bro") else "nej"),
         *_numbers(amounts)]
        if words.get("code") else
        [Cell(words["label"], "Sum", columns=3), None, None, *_numbers(amounts, "SumNumber")]
        for words, amounts in investment_rows()
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
