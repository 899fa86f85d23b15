"""Tables of money: drift, resultat, investments, balance sheet, cash flow and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.generator import phrases
from tests.generator.activity_rows import is_followup
from tests.generator.draft import Cell, Draft, Table

_TOTAL = re.compile(r"Summa|S:a|Dels:a|Delsumma|Total|Netto|Resultat|Årets resultat|Verksamhetens netto")
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
    strong: bool = False  # printed as a sum is


@dataclass
class Money:
    """How a table's amounts are printed, and where its unit stands."""

    unit: str
    style: str
    place: str  # title | title's middle | header | sentence | caption

    @property
    def word(self) -> str:
        return _UNITS[self.unit][0]


@dataclass
class Look:
    """How a table sets off its sections and sums."""

    italic_sections: bool
    sum_fill: str | None
    blank_rows: bool  # an empty row before each section but the first


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
    if title.startswith("Budget ") and money.place == "title" and draft.chance(0.4):
        title, money.place = title.replace("Budget ", f"Budget ({name}) "), "title's middle"
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
    look = Look(draft.chance(0.4), draft.pick([None, None, "#e6e6e6", "#dce6f1"]), draft.chance(0.15))
    extra = [name for name in ("prio", "code", "note") if any(getattr(line, name) for line in lines)]
    leads = [e for e in ("prio", "code") if e in extra]
    heads = {
        "prio": draft.pick(["Prio", "Pr", "Prioritet"]),
        "code": draft.pick(["Kod", "Proj.nr", "Nr", "Projektnr"]),
        "note": "Not",
    }
    tail = ["note"] if "note" in extra else []
    rows = _header(draft, columns, [heads[e] for e in leads], head, [heads[e] for e in tail])
    width, section = len(rows[-1]) if len(rows) == 1 else len(leads) + 1 + len(tail) + len(columns), None
    for line in lines:
        total = bool(_TOTAL.match(line.label))
        if not line.values:
            section = line.label
            if look.blank_rows and len(rows) > 2:
                rows.append([Cell() for _ in range(width)])
            first = Cell(line.label, bold=not look.italic_sections, italic=look.italic_sections)
            rows.append([*(Cell() for _ in leads), first, *(Cell() for _ in [*tail, *columns])])
            continue
        if line.label.startswith(("Summa totalt", "Totalt")):
            section = None
        cells = [Cell(getattr(line, e) or "") for e in leads]
        strong = total or line.strong
        cells += [Cell(line.label, bold=strong), *(Cell(line.note or "", align="center") for _ in tail)]
        for column, value in zip(columns, line.values, strict=True):
            text = "" if value is None else phrases.amount(value, money.style)
            cells.append(Cell(text, bold=strong, align="right"))
            if text:
                _record(draft, statement, line, section, total, column, text, money, **more)
        for cell in cells if strong and look.sum_fill else ():
            cell.fill = look.sum_fill
        rows.append(cells)
    widths = [*[0.8] * len(leads), 3.0, *[0.6] * len(tail), *[1.15] * len(columns)]
    return Table(rows, widths, header_rows=2 if any(c.upper for c in columns) else 1, repeat_header=draft.chance(0.6))


def _header(draft: Draft, columns: Sequence[Column], leads: list[str], head: str, tail: list[str]) -> list[list[Cell]]:
    two, align = 2 if any(c.upper for c in columns) else 1, draft.pick(["center", "left"])
    below = draft.pick(["right", "right", "right", "center", "left"])  # the amounts' own place is the right
    first = [Cell(text, bold=True, rows=two) for text in [*leads, head, *tail]]
    if two == 1:
        return [[*first, *(Cell(c.text, bold=True, align=below) for c in columns)]]
    uppers: list[Cell] = []
    spread = draft.setting.table_style in ("ruled", "frame") or draft.chance(0.6)  # or over its first column alone
    last: str | None = None
    for column in columns:
        if column.upper and column.upper == last and spread:
            uppers[-1].cols += 1
        elif column.upper and column.upper == last:
            uppers.append(Cell())
        else:
            uppers.append(Cell(column.upper or "", bold=True, align=align if spread else "left"))
        last = column.upper
    return [[*first, *uppers], [Cell(c.text, bold=True, align=below) for c in columns]]


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
    doubtful += ["code"] if line.prio and line.prio.isdigit() else []
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
    y, part = draft.setting.year, _part_of_year(draft)
    if part is None:
        done = draft.pick([f"Bokslut {y}", f"Utfall {y}", f"Resultat {y}"])
        left = Column(draft.pick(["Avvikelse", "Budgetavvikelse", "Differens", "Diff"]), "variance", y)
        columns = [Column(f"Bokslut {y - 1}", "outcome", y - 1), _budget(draft), Column(done, "outcome", y), left]
        return columns[draft.pick([0, 0, 1]) :]
    short, long, as_of = part
    if draft.chance(0.4):
        whole, span = (
            f"{draft.pick(['Helår', 'Helåret'])} {y}",
            draft.pick([f"{short} {y}".capitalize(), f"{long} {y}"]),
        )
        return [
            Column("Budget", "budget", y, as_of, span, ["as_of"]),
            Column(draft.pick(["Utfall", "Resultat"]), "outcome", y, as_of, span),
            Column("Budget", "budget", y, None, whole),
            Column("Prognos", "forecast", y, None, whole),
            Column("Avvikelse", "variance", y, None, whole),
        ]
    words = [
        f"Utfall {short} {y}",
        f"Utfall {as_of}",
        f"Utfall {short.replace('–', '-')} {y}",
        f"Ack. utfall {short} {y}",
    ]
    forecast = draft.pick([f"Prognos {y}", f"Helårsprognos {y}", f"Prognos helår {y}"])
    left = draft.pick(["Avvikelse", "Prognosavvikelse", "Avvikelse mot budget", "Budgetavvikelse"])
    outcome = Column(draft.pick(words), "outcome", y, as_of)
    outcome.uncertain += ["measure"] if outcome.text.startswith("Ack") else []
    return [outcome, _budget(draft), Column(forecast, "forecast", y), Column(left, "variance", y)]


def _budget(draft: Draft) -> Column:
    y = draft.setting.year
    word = draft.pick(["Budget", "Budget", "Årsbudget", "Helårsbudget", "Ram", "Budgetram"])
    return Column(f"{word} {y}", "budget", y)


def _part_of_year(draft: Draft) -> tuple[str, str, str] | None:
    """Short and long name and last day of the months that are reported; None for the whole year."""
    y = draft.setting.year
    parts = {"T1": ("jan–apr", "Januari–april", f"{y}-04-30"), "T2": ("jan–aug", "Januari–augusti", f"{y}-08-31")}
    return parts.get(draft.setting.period or "")


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


def project_columns(draft: Draft) -> list[Column]:
    """Of this year or the years to come, perhaps with what a project costs in all."""
    y, whole = draft.setting.year, draft.chance(0.5)
    if is_followup(draft):
        columns = [Column(f"Budget {y}", "budget", y), Column(f"Utfall {y}", "outcome", y)]
        forecast = Column(draft.pick([f"Prognos {y}", f"Helårsprognos {y}"]), "forecast", y)
        columns += [forecast] if draft.chance(0.5) else []
        spent = draft.pick(["Ack. utfall", "Ackumulerat utfall"])
        in_all = draft.pick(["Total projektbudget", "Projektbudget totalt"])
        return columns + [Column(in_all, "project_budget", None), Column(spent, "project_outcome", None)] * whole
    columns = [Column(f"Budget {y}", "budget", y), *(Column(f"Plan {y + n}", "planned", y + n) for n in (1, 2))]
    return columns + [Column(draft.pick(["Total utgift", "Totalt projekt"]), "project_budget", None)] * whole


def table_columns(draft: Draft) -> list[Column]:
    return followed_columns(draft) if is_followup(draft) else planned_columns(draft)


def some_lines(draft: Draft, count: int) -> list[str]:
    own = phrases.of_field(draft, "lines")
    return draft.rng.sample(own, min(count, len(own)))
