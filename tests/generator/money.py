"""Tables of money: drift, resultat, investments, balance sheet, cash flow and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.generator import phrases
from tests.generator.activities import is_followup
from tests.generator.draft import Cell, Draft, Table

_TOTAL = re.compile(r"(Summa|S:a|Dels:a|Delsumma|Total|Netto|Resultat|Årets resultat|Verksamhetens netto)")
_UNITS = {
    "tkr": ("tkr", "Tkr", "tusental kronor", "tkr"),
    "mkr": ("mnkr", "Mnkr", "miljoner kronor", "mkr"),
    "kr": ("kr", "Kronor", "kronor", "kr"),
}
_STYLES = {
    "tkr": (" |-|0", "\u00a0|-|0", " |–|0", " |−|0", "|-|0"),
    "mkr": (" |-|1", " |–|1", " |−|1"),
    "kr": (" |-|0", " |–|0"),
}


@dataclass
class Column:
    text: str
    measure: str
    year: int | None
    as_of: str | None = None
    upper: str | None = None  # a heading over several columns
    uncertain: list[str] = field(default_factory=list)


@dataclass
class Line:
    """A row: its label and what stands in each column; no values: it heads the rows below."""

    label: str
    values: list[float | None] = field(default_factory=list)
    code: str | None = None
    prio: str | None = None
    note: str | None = None
    measure: str | None = None  # where the row says it


@dataclass
class Money:
    """How a table's amounts are printed, and where its unit stands."""

    unit: str
    style: str
    place: str  # title | header | sentence | caption

    @property
    def word(self) -> str:
        return _UNITS[self.unit][0]


def draw_money(draft: Draft, units: Sequence[str] = ("tkr", "tkr", "tkr", "mkr", "kr")) -> Money:
    unit = draft.pick(units)
    return Money(unit, draft.pick(_STYLES[unit]), draft.pick(["title", "header", "sentence", "caption"]))


def open_money(draft: Draft, money: Money, title: str) -> str:
    """Chapter, title and the unit where it stands over the table; the label column's heading."""
    draft.heading(phrases.heading_words(draft, "investments" if "nvest" in title else "money"), 1)
    if draft.chance(0.5):
        draft.paragraph(phrases.prose(draft, 2))
    name, _, spoken, _ = _UNITS[money.unit]
    if money.place == "sentence":
        draft.paragraph(
            draft.pick([f"Belopp anges i {spoken}.", f"Samtliga belopp i {name}.", f"Tabellen visar {spoken}."])
        )
    titled = (
        f"{title}{draft.pick([f' ({name})', f', {name}', f', belopp i {name}'])}" if money.place == "title" else title
    )
    if draft.chance(0.5):
        draft.heading(titled, 2)
    else:
        draft.paragraph((titled, True))
    if money.place == "caption":
        draft.paragraph(draft.pick([f"Belopp i {name}", f"({name})", f"Alla belopp i {spoken}"]), italic=True)
    if money.place == "header":
        return str(draft.pick([f"Belopp i {name}", f"({name})", name.capitalize(), f"Verksamhet ({name})", name]))
    return str(draft.pick(["Verksamhet", "", "Verksamhetsområde", "Benämning"]))


def money_table(
    draft: Draft, statement: str, lines: Sequence[Line], columns: Sequence[Column], money: Money, head: str, **more: Any
) -> Table:
    """The table, and a record for each amount; ``more``: doubts about all of its records."""
    extra = [name for name in ("prio", "code", "note") if any(getattr(line, name) for line in lines)]
    leads = [e for e in ("prio", "code") if e in extra]
    heads = {
        "prio": draft.pick(["Prio", "Prioritet"]),
        "code": draft.pick(["Kod", "Proj.nr", "Nr", "Projektnr"]),
        "note": "Not",
    }
    tail = ["note"] if "note" in extra else []
    rows = _header(columns, [heads[e] for e in leads], head, [heads[e] for e in tail])
    italic_sections, section = draft.chance(0.4), None
    for line in lines:
        total = bool(_TOTAL.match(line.label))
        if not line.values:
            section = line.label
            first = Cell(line.label, bold=not italic_sections, italic=italic_sections)
            rows.append([*(Cell() for _ in leads), first, *(Cell() for _ in tail), *(Cell() for _ in columns)])
            continue
        if line.label.startswith(("Summa totalt", "Totalt", "Total", "Årets")):
            section = None
        cells = [Cell(getattr(line, e) or "") for e in leads]
        cells += [Cell(line.label, bold=total), *(Cell(line.note or "", align="center") for _ in tail)]
        for column, value in zip(columns, line.values, strict=True):
            text = "" if value is None else phrases.amount(value, money.style)
            cells.append(Cell(text, bold=total, align="right"))
            if text:
                _record(draft, statement, line, section, total, column, text, money, **more)
        rows.append(cells)
    widths = [*[0.8] * len(leads), 3.0, *[0.6] * len(tail), *[1.15] * len(columns)]
    return Table(rows, widths, header_rows=2 if any(c.upper for c in columns) else 1, repeat_header=draft.chance(0.6))


def _header(columns: Sequence[Column], leads: list[str], head: str, tail: list[str]) -> list[list[Cell]]:
    two = 2 if any(c.upper for c in columns) else 1
    first = [Cell(text, bold=True, rows=two) for text in [*leads, head, *tail]]
    if two == 1:
        return [[*first, *(Cell(c.text, bold=True, align="right") for c in columns)]]
    uppers: list[Cell] = []
    last: str | None = None
    for column in columns:
        if column.upper and column.upper == last:
            uppers[-1].cols += 1
        else:
            uppers.append(Cell(column.upper or "", bold=True, align="center"))
        last = column.upper
    return [[*first, *uppers], [Cell(c.text, bold=True, align="right") for c in columns]]


def _record(
    draft: Draft,
    statement: str,
    line: Line,
    section: str | None,
    total: bool,
    column: Column,
    text: str,
    money: Money,
    uncertain: Sequence[str] = (),
) -> None:
    doubtful = [*column.uncertain, *uncertain, *(["column_text"] if column.upper else [])]
    decimals = int(money.style.rpartition("|")[2])
    value = float(re.sub(r"[^\d,-]", "", text.replace("–", "-").replace("−", "-")).replace(",", "."))
    draft.record(
        "budget_lines",
        line.label,
        doubtful,
        statement=statement,
        section=section,
        code=line.code,
        label=line.label,
        is_total=total,
        column_text=f"{column.upper} {column.text}" if column.upper else column.text,
        measure=line.measure or column.measure,
        year=column.year,
        as_of=column.as_of,
        amount_text=text,
        amount=round(value, decimals),
        unit=money.unit,
        note=line.note,
    )


def amounts(
    draft: Draft, money: Money, columns: Sequence[Column], *, sign: int = 1, size: float = 1.0
) -> list[float | None]:
    """A row's values; a variance is what the columns before it leave."""
    scale = {"tkr": 1000.0, "mkr": 10.0, "kr": 100000.0}[money.unit] * size
    base, decimals = draft.rng.uniform(0.4, 30) * scale, 1 if money.unit == "mkr" else 0
    values: list[float | None] = []
    for column in columns:
        held = [v for c, v in zip(columns, values, strict=False) if c.measure != "variance" and v is not None]
        if column.measure in ("variance", "project_variance") and len(held) >= 2:
            values.append(round(held[-2] - held[-1], decimals) + 0.0)
        else:
            values.append(round(sign * base * draft.rng.uniform(0.9, 1.1), decimals))
    return values


def total_of(label: str, lines: Sequence[Line], decimals: int = 1) -> Line:
    rows = [line.values for line in lines if line.values]
    return Line(label, [round(sum(v or 0 for v in held), decimals) for held in zip(*rows, strict=True)])


def followed_columns(draft: Draft) -> list[Column]:
    """Outcome, forecast and budget of a report."""
    y = draft.setting.year
    part, end = {"T1": ("jan–apr", "04-30"), "T2": ("jan–aug", "08-31")}.get(draft.setting.period or "", ("", "12-31"))
    if not part:
        return [
            Column(f"Bokslut {y - 1}", "outcome", y - 1),
            Column(f"Budget {y}", "budget", y),
            Column(f"{draft.pick(['Bokslut', 'Utfall'])} {y}", "outcome", y),
            Column(draft.pick(["Avvikelse", "Budgetavvikelse"]), "variance", y),
        ]
    as_of, unsure = f"{y}-{end}", ["as_of"]
    outcome = Column(
        draft.pick([f"Utfall {part} {y}", f"Utfall {as_of}", f"Utfall {part.replace('–', '-')} {y}"]),
        "outcome",
        y,
        as_of,
    )
    if draft.chance(0.4):
        whole = f"{draft.pick(['Helår', 'Helåret'])} {y}"
        span = f"{draft.pick(['Jan–', 'Januari–'])}{draft.pick(['apr', 'april']) if end == '04-30' else draft.pick(['aug', 'augusti'])} {y}"
        return [
            Column("Budget", "budget", y, as_of, span, unsure), Column("Utfall", "outcome", y, as_of, span),
            Column("Budget", "budget", y, None, whole), Column("Prognos", "forecast", y, None, whole), Column("Avvikelse", "variance", y, None, whole),
        ]  # fmt: skip
    return [
        outcome,
        Column(draft.pick([f"Budget {y}", f"Årsbudget {y}", f"Helårsbudget {y}"]), "budget", y),
        Column(draft.pick([f"Prognos {y}", f"Helårsprognos {y}", f"Prognos helår {y}"]), "forecast", y),
        Column(draft.pick(["Avvikelse", "Prognosavvikelse", "Avvikelse mot budget"]), "variance", y),
    ]


def planned_columns(draft: Draft) -> list[Column]:
    y = draft.setting.year
    columns = [
        Column(f"Bokslut {y - 2}", "outcome", y - 2),
        Column(f"Budget {y - 1}", "budget", y - 1),
        Column(f"Budget {y}", "budget", y),
    ]
    return columns[draft.pick([0, 0, 1]) :] + [
        Column(f"Plan {y + n}", "planned", y + n) for n in range(1, draft.pick([1, 3]))
    ]


def _columns(draft: Draft) -> list[Column]:
    return followed_columns(draft) if is_followup(draft) else planned_columns(draft)


def _lines(draft: Draft, count: int) -> list[str]:
    own = phrases.of_field(draft, "lines")
    return draft.rng.sample(own, min(count, len(own)))


def drift(draft: Draft) -> None:
    """Rows per verksamhet and their sum; perhaps under sections with subtotals."""
    money, columns = draw_money(draft), _columns(draft)
    statement = "driftredovisning" if is_followup(draft) else "driftbudget"
    y = draft.setting.year
    title = draft.pick(
        [f"Driftredovisning {y}", f"Utfall per verksamhet {y}", "Ekonomiskt utfall per verksamhetsområde"]
        if is_followup(draft)
        else [f"Driftbudget {y}", f"Budget per verksamhet {y}", "Driftbudget per verksamhetsområde"]
    )
    head = open_money(draft, money, title)
    sign, coded = draft.pick([1, -1]), draft.chance(0.3)
    names = _lines(draft, draft.rng.randrange(5, 11))
    details = [
        Line(n, amounts(draft, money, columns, sign=sign), code=str(draft.rng.randrange(100, 999)) if coded else None)
        for n in names
    ]
    lines = [
        *details,
        total_of(draft.pick(["Summa", "Totalt", "Summa nämnden", "S:a verksamheter", "Total nettokostnad"]), details),
    ]
    draft.add(money_table(draft, statement, lines, columns, money, head))


def sections(draft: Draft) -> None:
    """Bold or italic rows without amounts over parts, each with its subtotal, and a total."""
    money, columns = draw_money(draft), _columns(draft)
    statement = "driftredovisning" if is_followup(draft) else "driftbudget"
    head = open_money(
        draft,
        money,
        draft.pick(["Nettokostnad per område", "Ekonomi per verksamhetsområde", "Fördelning av nettoramen"]),
    )
    names, parts, details = _lines(draft, 8), list[Line](), list[Line]()
    for part, own in zip(draft.rng.sample(phrases.of_field(draft, "units"), 2), (names[:4], names[4:]), strict=True):
        rows = [Line(n, amounts(draft, money, columns)) for n in own]
        parts += [
            Line(part),
            *rows,
            total_of(f"{draft.pick(['Summa', 'Delsumma'])} {part[0].lower() + part[1:]}", rows),
        ]
        details += rows
    parts.append(total_of("Totalt", details))
    draft.add(money_table(draft, statement, parts, columns, money, head))


def result(draft: Draft) -> None:
    """One unit's revenues, costs and their net."""
    money, columns = draw_money(draft), _columns(draft)
    head = open_money(
        draft, money, draft.pick(["Resultaträkning", "Resultat", "Intäkter och kostnader", "Nämndens resultat"])
    )
    words = draft.pick([("Intäkter", "Kostnader"), ("Verksamhetens intäkter", "Verksamhetens kostnader")])
    revenue = [
        Line(n, amounts(draft, money, columns))
        for n in draft.pick([[words[0]], ["Taxor och avgifter", "Bidrag", "Försäljning"]])
    ]
    costs = [
        Line(n, amounts(draft, money, columns, sign=-1, size=3))
        for n in draft.pick(
            [
                [words[1]],
                ["Personalkostnader", "Lokalkostnader", "Köp av verksamhet", "Övriga kostnader", "Kapitalkostnader"],
            ]
        )
    ]
    lines = [*revenue, *([total_of("Summa intäkter", revenue)] if len(revenue) > 1 else [])]
    lines += [*costs, *([total_of("Summa kostnader", costs)] if len(costs) > 1 else [])]
    lines.append(total_of(draft.pick(["Nettokostnad", "Resultat", "Netto", "Nettoresultat"]), [*revenue, *costs]))
    draft.add(money_table(draft, "resultat", lines, columns, money, head))


def measure_in_rows(draft: Draft) -> None:
    """Columns headed by a year alone; the row says what the amount is."""
    money, y = draw_money(draft), draft.setting.year
    columns = [Column(str(y - n), "outcome", y - n) for n in ((2, 1, 0) if is_followup(draft) else (4, 3, 2))]
    head = open_money(
        draft, money, draft.pick(["Ekonomiskt utfall", "Utfall jämfört med budget", "Ekonomisk översikt"])
    )
    rows = [
        Line("Intäkter", amounts(draft, money, columns)),
        Line("Kostnader", amounts(draft, money, columns, sign=-1, size=4)),
    ]
    net = total_of(draft.pick(["Nettokostnad", "Netto"]), rows)
    budget = Line(
        "Budget", [round((v or 0) * 1.02, 1 if money.unit == "mkr" else 0) for v in net.values], measure="budget"
    )
    left = [round((a or 0) - (b or 0), 1) for a, b in zip(net.values, budget.values, strict=True)]
    lines = [*rows, net, budget, Line(draft.pick(["Avvikelse", "Budgetavvikelse"]), list(left), measure="variance")]
    draft.add(money_table(draft, "resultat", lines, columns, money, head, uncertain=["statement"]))


def measure_in_title(draft: Draft) -> None:
    """Columns headed by a year alone under 'Budget 2026–2028'."""
    money, y = draw_money(draft), draft.setting.year
    columns = [Column(str(y + n), "budget", y + n, uncertain=["measure"] if n else []) for n in range(3)]
    head = open_money(
        draft, money, draft.pick([f"Budget {y}–{y + 2}", f"Driftbudget {y}–{y + 2}", f"Budgetramar {y}–{y + 2}"])
    )
    details = [Line(n, amounts(draft, money, columns)) for n in _lines(draft, 6)]
    draft.add(money_table(draft, "driftbudget", [*details, total_of("Summa", details)], columns, money, head))


def investments(draft: Draft) -> None:
    """Projects; perhaps a Prio or number column before the label and columns over the project's whole life."""
    money, y, followed = draw_money(draft), draft.setting.year, is_followup(draft)
    if followed:
        columns = [
            Column(f"Budget {y}", "budget", y),
            Column(f"Utfall {y}", "outcome", y),
            Column(draft.pick([f"Prognos {y}", f"Helårsprognos {y}"]), "forecast", y),
        ]
        whole = [
            Column(draft.pick(["Total projektbudget", "Projektbudget totalt"]), "project_budget", None),
            Column(draft.pick(["Ack. utfall", "Ackumulerat utfall"]), "project_outcome", None),
        ]
        columns = columns[: draft.pick([2, 3])] + (whole if draft.chance(0.5) else [])
    else:
        columns = [
            Column(f"Budget {y}", "budget", y),
            Column(f"Plan {y + 1}", "planned", y + 1),
            Column(f"Plan {y + 2}", "planned", y + 2),
        ]
        columns += (
            [Column(draft.pick(["Total utgift", "Totalt projekt"]), "project_budget", None)]
            if draft.chance(0.4)
            else []
        )
    open_money(
        draft,
        money,
        draft.pick(
            [
                "Investeringar",
                f"Investeringsprojekt {y}",
                "Investeringsredovisning" if followed else "Investeringsbudget",
            ]
        ),
    )
    head = phrases.column(draft, "project") + (f" ({money.word})" if money.place == "header" else "")
    prio, coded = draft.chance(0.35), draft.chance(0.35)
    projects = draft.rng.sample(phrases.of_field(draft, "projects"), 6)
    lines = []
    for name in projects:
        values = [v if draft.chance(0.85) else None for v in amounts(draft, money, columns, size=0.3)]
        lines.append(
            Line(
                name,
                values,
                str(draft.rng.randrange(1000, 9999)) if coded else None,
                draft.pick(["1", "2", "N", "P"]) if prio else None,
            )
        )
    lines.append(total_of(draft.pick(["Summa investeringar", "Totalt", "Summa"]), lines))
    draft.add(
        money_table(draft, "investeringsredovisning" if followed else "investeringsbudget", lines, columns, money, head)
    )


_BALANCE = (
    ("Anläggningstillgångar", ("Mark, byggnader och anläggningar", "Maskiner och inventarier", "Finansiella tillgångar"), "Summa anläggningstillgångar"),
    ("Omsättningstillgångar", ("Förråd", "Fordringar", "Kassa och bank"), "Summa omsättningstillgångar"),
    ("Eget kapital", ("Årets resultat", "Övrigt eget kapital"), "Summa eget kapital"),
    ("Skulder", ("Långfristiga skulder", "Kortfristiga skulder"), "Summa skulder"),
)  # fmt: skip
_CASH = (
    ("Den löpande verksamheten", ("Justering för av- och nedskrivningar", "Förändring av kortfristiga fordringar", "Förändring av kortfristiga skulder"), "Summa löpande verksamhet"),
    ("Investeringsverksamheten", ("Investering i materiella tillgångar", "Försäljning av materiella tillgångar"), "Summa investeringsverksamhet"),
    ("Finansieringsverksamheten", ("Nyupptagna lån", "Amortering av skulder"), "Summa finansieringsverksamhet"),
)  # fmt: skip


def _statement(draft: Draft, title: str, statement: str, parts: Any, by_date: bool) -> None:
    y = draft.setting.year
    money = draw_money(draft, ("tkr", "mkr"))
    columns = [Column(str(y), "outcome", y), Column(str(y - 1), "outcome", y - 1)]
    if by_date:
        columns = [Column(f"{n}-12-31", "outcome", n, f"{n}-12-31") for n in (y, y - 1)]
    head = open_money(draft, money, title)
    noted, lines, note = draft.chance(0.5), list[Line](), 10
    for section, labels, total in parts:
        rows = []
        for label in labels:
            note += 1
            rows.append(
                Line(
                    label,
                    amounts(draft, money, columns, sign=-1 if "Amort" in label or "Invest" in label else 1),
                    note=str(note) if noted else None,
                )
            )
        lines += [Line(section), *rows, total_of(total, rows)]
    draft.add(money_table(draft, statement, lines, columns, money, head))


def balance(draft: Draft) -> None:
    """Assets, equity and debts at two dates."""
    _statement(draft, "Balansräkning", "balansräkning", _BALANCE, draft.chance(0.5))


def cash_flow(draft: Draft) -> None:
    _statement(draft, "Kassaflödesanalys", "kassaflödesanalys", _CASH, False)


def notes(draft: Draft) -> None:
    """'Not 4 Verksamhetens intäkter' and its lines for two years."""
    money, y = draw_money(draft, ("tkr", "mkr")), draft.setting.year
    columns = [Column(str(y), "outcome", y), Column(str(y - 1), "outcome", y - 1)]
    head = open_money(
        draft, money, f"Not {draft.rng.randrange(2, 20)} Verksamhetens {draft.pick(['intäkter', 'kostnader'])}"
    )
    rows = [
        Line(n, amounts(draft, money, columns))
        for n in ("Försäljning", "Taxor och avgifter", "Hyror och arrenden", "Bidrag från staten", "Övrigt")
    ]
    draft.add(money_table(draft, "not", [*rows, total_of("Summa", rows)], columns, money, head))


MONEY: dict[str, Callable[[Draft], None]] = {
    "drift per verksamhet": drift,
    "drift in sections": sections,
    "result of a unit": result,
    "measure in the rows": measure_in_rows,
    "investments": investments,
}
PLANNED: dict[str, Callable[[Draft], None]] = {"measure in the title": measure_in_title}
STATEMENTS: dict[str, Callable[[Draft], None]] = {"balance sheet": balance, "cash flow": cash_flow, "notes": notes}
