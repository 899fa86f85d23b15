"""Indicators: rows, cards, years or kommuner or genders as columns, and counts that are no money."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator import phrases
from tests.generator.activity_rows import is_followup
from tests.generator.draft import Beside, Box, Cell, Draft, Paragraph, Record, Table
from tests.generator.goals import add_goal, fulfilment_words, open_section, sentences
from tests.generator.indicator_values import Numbers, add_indicator, add_value
from tests.generator.phrases import subjects
from tests.generator.signs import FULFILMENT_COLOURS, HEX

_TRENDS = {"↑": "up", "↗": "up", "→": "flat", "↘": "down", "↓": "down"}


def names(draft: Draft, count: int) -> list[str]:
    return [draft.unused(phrases.of_field(draft, "indicators")) for _ in range(min(count, 7))]


def open_indicators(draft: Draft, level: int = 1) -> None:
    draft.heading(phrases.heading_words(draft, "indicators"), level)
    if draft.chance(0.3):
        draft.paragraph(phrases.prose(draft, 1))


def _yearly_columns(draft: Draft) -> list[tuple[str, str, int | None]]:
    """Header, kind and year of the value columns."""
    year = draft.setting.year
    outcome, target = phrases.column(draft, "outcome"), phrases.column(draft, "target")
    if is_followup(draft):
        columns = [(f"{outcome} {year - 1}", "outcome", year - 1), (f"{outcome} {year}", "outcome", year)]
        if draft.chance(0.4):
            columns.insert(0, (f"{outcome} {year - 2}", "outcome", year - 2))
        columns.insert(draft.pick([0, len(columns)]), (f"{target} {year}", "target", year))
        return columns
    base = phrases.column(draft, "baseline")
    first = (base, "baseline", None) if draft.chance(0.5) else (f"{base} {year - 1}", "baseline", year - 1)
    return [first, *((f"{target} {year + n}", "target", year + n) for n in range(draft.pick([1, 2, 3])))]


def _value(draft: Draft, numbers: Numbers, kind: str) -> str:
    if draft.chance(0.06):
        return str(draft.pick(["-", "–", ""]))
    return numbers.target() if kind == "target" else numbers.one()


def rows(draft: Draft) -> None:
    """Indikator | Utfall 2024 | Utfall 2025 | Mål 2025, perhaps with trend and måluppfyllelse."""
    open_indicators(draft)
    draft.add(rows_table(draft, None, names(draft, draft.rng.randrange(3, 7))))


def rows_table(draft: Draft, goal: str | None, chosen: list[str]) -> Table:
    columns = _yearly_columns(draft)
    signs = is_followup(draft) and draft.chance(0.5)
    way, trend = draft.pick(["fill", "dot", "word"]), draft.chance(0.5)
    heads = [phrases.column(draft, "indicator"), *(c[0] for c in columns)]
    if signs:
        heads += [phrases.column(draft, "assessment"), *([phrases.column(draft, "trend")] if trend else [])]
    table = [[Cell(h, bold=True, align="left" if n == 0 else "center") for n, h in enumerate(heads)]]
    for name in chosen:
        record, numbers = add_indicator(draft, name, goal), Numbers(draft, name)
        line = [Cell(name)]
        for _, kind, year in columns:
            text = _value(draft, numbers, kind)
            add_value(draft, record, text, kind, year, uncertain=[] if year else ["year"])
            line.append(Cell(text, align="center"))
        if signs:
            line += _signs(draft, record, way, trend)
        table.append(line)
    return Table(table, [3, *[1.1] * (len(heads) - 1)])


def _signs(draft: Draft, record: Record, way: str, trend: bool) -> list[Cell]:
    fulfilment, printed = fulfilment_words(draft)
    colour = HEX[FULFILMENT_COLOURS[fulfilment]][0]
    record.update(fulfilment=fulfilment, comment=printed)
    record["uncertain"].append("comment")
    cells = [Cell(printed, fill=colour if way == "fill" else None, dot=colour if way == "dot" else None)]
    if trend:
        arrow = draft.pick(["↑", "→", "↓", "↗", "↘"])
        record["trend"] = _TRENDS[arrow]
        cells.append(Cell(mark=arrow, align="center"))
    return cells


def years(draft: Draft) -> None:
    """Nyckeltal | 2022 | 2023 | 2024: outcomes."""
    open_indicators(draft)
    draft.add(_columns_of(draft, [(str(draft.setting.year - n), draft.setting.year - n, None) for n in (3, 2, 1)]))


def kommuner(draft: Draft) -> None:
    """Kommuner side by side in one year."""
    open_indicators(draft)
    year = draft.setting.year - 1
    draft.paragraph(
        draft.pick(
            [f"Jämförelse med andra kommuner {year}", f"Nyckeltal {year} i jämförelse", f"Värden för år {year}."]
        )
    )
    others = draft.rng.sample(["Sävby", "Norrviken", "Ekestad", "Länet", "Liknande kommuner"], 2)
    draft.add(_columns_of(draft, [(name, year, name) for name in [draft.setting.kommun, *others, "Riket"]]))


def _columns_of(draft: Draft, columns: list[tuple[str, int, str | None]]) -> Table:
    table = [
        [
            Cell(h, bold=True, align="center" if n else "left")
            for n, h in enumerate([phrases.column(draft, "indicator"), *(c[0] for c in columns)])
        ]
    ]
    for name in names(draft, draft.rng.randrange(3, 7)):
        record, numbers = add_indicator(draft, name), Numbers(draft, name)
        line = [Cell(name)]
        for _, year, group in columns:
            text = _value(draft, numbers, "outcome")
            doubtful = ["kind", "group", "year"] if group else []
            add_value(draft, record, text, "outcome", year, group=group, uncertain=doubtful)
            line.append(Cell(text, align="center"))
        table.append(line)
    return Table(table, [3, *[1.1] * len(columns)])


def genders(draft: Draft) -> None:
    """Kvinnor and män under each year."""
    open_indicators(draft)
    year, words = (
        draft.setting.year,
        draft.pick([("Kvinnor", "Män"), ("Flickor", "Pojkar"), ("Kvinnor", "Män", "Totalt")]),
    )
    outcome, ruled = phrases.column(draft, "outcome"), draft.chance(0.5)
    spans = [f"{outcome} {year - 1}" if ruled else str(year - 1), f"{outcome} {year}" if ruled else str(year)]
    head = Cell(phrases.column(draft, "indicator"), bold=True, rows=2)
    table = [[head, *(Cell(s, bold=True, cols=len(words), align="center") for s in spans)]]
    table.append([Cell(w, bold=True, align="center") for _ in spans for w in words])
    for name in names(draft, draft.rng.randrange(3, 6)):
        record, numbers = add_indicator(draft, name), Numbers(draft, name)
        line = [Cell(name)]
        for of_year in (year - 1, year):
            for word in words:
                text = _value(draft, numbers, "outcome")
                open_group = ["group"] if word == "Totalt" else []
                add_value(draft, record, text, "outcome", of_year, group=word.casefold(), uncertain=open_group)
                line.append(Cell(text, align="center"))
        table.append(line)
    draft.add(Table(table, [3, *[0.9] * (2 * len(words))], header_rows=2))


def gender_rows(draft: Draft) -> None:
    """The indicator in a cell over the rows of women, men and perhaps both."""
    open_indicators(draft)
    words = draft.pick([("Kvinnor", "Män"), ("Flickor", "Pojkar")])
    columns = _yearly_columns(draft)
    heads = [phrases.column(draft, "indicator"), draft.pick(["Kön", "Grupp", "Fördelning"]), *(c[0] for c in columns)]
    table = [[Cell(h, bold=True, align="center" if n > 1 else "left") for n, h in enumerate(heads)]]
    for name in names(draft, draft.rng.randrange(2, 6)):
        record, numbers = add_indicator(draft, name), Numbers(draft, name)
        for n, word in enumerate(words):
            line = [Cell(name, rows=len(words)), Cell(word)] if n == 0 else [Cell(word)]
            for _, kind, year in columns:
                text = numbers.one()
                add_value(draft, record, text, kind, year, group=word.casefold(), uncertain=[] if year else ["year"])
                line.append(Cell(text, align="center"))
            table.append(line)
    draft.add(Table(table, [2.6, 1, *[1.1] * len(columns)]))


def cards(draft: Draft) -> None:
    """One card each: the name, Utfall and Målvärde, a coloured dot."""
    open_indicators(draft)
    outcome, target = draft.pick(["Utfall", "Resultat"]), draft.pick(["Målvärde", "Mål", "Målnivå"])
    beside, made = draft.chance(0.5), []
    for name in names(draft, draft.pick([4, 4, 6])):
        record, numbers = add_indicator(draft, name), Numbers(draft, name)
        fulfilment, _ = fulfilment_words(draft)
        lines = [Paragraph([(name, True)], dot=HEX[FULFILMENT_COLOURS[fulfilment]][0])]
        record["fulfilment"] = fulfilment
        for label, kind in ((outcome, "outcome"), (target, "target")):
            text = numbers.one()
            add_value(draft, record, text, kind, draft.setting.year, uncertain=["year"])
            lines.append(Paragraph([(f"{label}: ", False), (text, True)]))
        made.append(Box([*lines], "#f4f6f8"))
    draft.add(*([Beside([a], [b]) for a, b in zip(made[::2], made[1::2], strict=False)] if beside else made))
    if beside and len(made) % 2:
        draft.add(made[-1])


def counts(draft: Draft) -> None:
    """Visitors, pupils, staff under 'Bokslut' and 'Budget': numbers that are no money, grouped by bold rows."""
    draft.heading(phrases.heading_words(draft, "counts"), 1)
    year = draft.setting.year
    columns = [
        (f"Bokslut {year - 2}", "outcome", year - 2),
        (f"Bokslut {year - 1}", "outcome", year - 1),
        (f"Budget {year}", "target", year),
    ]
    if draft.chance(0.4):
        columns = [(str(year - n), "outcome", year - n) for n in (3, 2, 1)]
    grouped = draft.chance(0.5)
    head = "" if grouped else draft.pick(["Verksamhetsmått", "Volym", "Antal", "Mått"])
    table = [
        [Cell(h, bold=True, align="right" if n else "left") for n, h in enumerate([head, *(c[0] for c in columns)])]
    ]
    for bold in [draft.unused(phrases.of_field(draft, "counts")) for _ in range(draft.rng.randrange(2, 5))]:
        places = draft.rng.sample(subjects()["shared"]["places"], draft.rng.randrange(2, 4)) if grouped else [None]
        named = add_indicator(draft, bold)
        if grouped:
            table.append([Cell(bold, bold=True, cols=1), *(Cell() for _ in columns)])
        for place in places:
            middle, line = draft.rng.choice([240, 1800, 46000]), [Cell(place or bold)]
            for _, kind, of_year in columns:
                text = phrases.amount(middle * draft.rng.uniform(0.8, 1.2), " |-|0")
                add_value(draft, named, text, kind, of_year, group=place)
                line.append(Cell(text, align="right"))
            table.append(line)
    draft.add(Table(table, [3, *[1.2] * len(columns)]))


def years_as_rows(draft: Draft) -> None:
    """Rows are years, columns the things counted."""
    draft.heading(phrases.heading_words(draft, "counts"), 1)
    chosen = [draft.unused(phrases.of_field(draft, "counts")) for _ in range(3)]
    table = [[Cell("År", bold=True), *(Cell(c, bold=True, align="right") for c in chosen)]]
    records = [add_indicator(draft, name) for name in chosen]
    for year in range(draft.setting.year - 4, draft.setting.year):
        line = [Cell(str(year))]
        for record in records:
            text = phrases.amount(draft.rng.uniform(150, 9000), " |-|0")
            add_value(draft, record, text, "outcome", year)
            line.append(Cell(text, align="right"))
        table.append(line)
    draft.add(Table(table, [1, 2, 2, 2]))


def beside_goals(draft: Draft) -> None:
    """The goal in a first cell that spans its indicators."""
    words = open_section(draft)
    columns = _yearly_columns(draft)
    heads = [phrases.column(draft, "goal"), phrases.column(draft, "indicator"), *(c[0] for c in columns)]
    table = [[Cell(h, bold=True) for h in heads]]
    for text in sentences(draft, 2, 4):
        add_goal(draft, text, words)
        chosen = names(draft, 2)
        for n, name in enumerate(chosen):
            record, numbers = add_indicator(draft, name, text), Numbers(draft, name)
            line = [Cell(text, rows=len(chosen)), Cell(name)] if n == 0 else [Cell(name)]
            for _, kind, year in columns:
                value = _value(draft, numbers, kind)
                add_value(draft, record, value, kind, year, uncertain=[] if year else ["year"])
                line.append(Cell(value, align="center"))
            table.append(line)
    draft.add(Table(table, [2.2, 2.4, *[1.0] * len(columns)]))


def under_goals(draft: Draft) -> None:
    """A goal under its heading, its indicators in a table below."""
    words = open_section(draft)
    for text in sentences(draft, 2, 3):
        title = draft.unused(subjects()["shared"]["goal_titles"])
        draft.heading(title, 2)
        draft.paragraph(text)
        add_goal(draft, text, words, own=1, title=title)
        table = rows_table(draft, text, names(draft, 2))
        for record in draft.gold["indicators"][-2:]:
            record["uncertain"].append("area")
        draft.add(table)


INDICATORS: dict[str, Callable[[Draft], None]] = {
    "indicators in rows": rows,
    "indicators by year": years,
    "indicators by kommun": kommuner,
    "indicators by gender": genders,
    "indicators in gender rows": gender_rows,
    "indicators as cards": cards,
    "counts that are no money": counts,
    "counts with years as rows": years_as_rows,
    "indicators beside goals": beside_goals,
    "indicators under goals": under_goals,
}
