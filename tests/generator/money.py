"""Statements of money in the forms in which they are printed."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator import phrases
from tests.generator.activity_rows import is_followup
from tests.generator.draft import Draft
from tests.generator.money_tables import (
    Column,
    Line,
    amounts,
    draw_money,
    money_table,
    open_money,
    project_columns,
    some_lines,
    table_columns,
    total_of,
)
from tests.generator.phrases import subjects


def drift(draft: Draft) -> None:
    """Rows per verksamhet and their sum; perhaps under sections with subtotals."""
    money, columns = draw_money(draft), table_columns(draft)
    statement = "driftredovisning" if is_followup(draft) else "driftbudget"
    y = draft.setting.year
    title = draft.pick(
        [f"Driftredovisning {y}", f"Utfall per verksamhet {y}", "Ekonomiskt utfall per verksamhetsområde"]
        if is_followup(draft)
        else [f"Driftbudget {y}", f"Budget per verksamhet {y}", "Driftbudget per verksamhetsområde"]
    )
    head = open_money(draft, money, title)
    sign, coded = draft.pick([1, -1]), draft.chance(0.3)
    names = some_lines(draft, draft.rng.randrange(5, 11))
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
    money, columns = draw_money(draft), table_columns(draft)
    statement = "driftredovisning" if is_followup(draft) else "driftbudget"
    head = open_money(
        draft,
        money,
        draft.pick(["Nettokostnad per område", "Ekonomi per verksamhetsområde", "Fördelning av nettoramen"]),
    )
    names, parts, details = some_lines(draft, 8), list[Line](), list[Line]()
    for part, own in zip(draft.rng.sample(phrases.of_field(draft, "units"), 2), (names[:4], names[4:]), strict=True):
        rows = [Line(n, amounts(draft, money, columns)) for n in own]
        parts += [
            Line(part),
            *rows,
            total_of(f"{draft.pick(['Summa', 'Delsumma'])} {phrases.lowered(part)}", rows),
        ]
        details += rows
    parts.append(total_of("Totalt", details))
    draft.add(money_table(draft, statement, parts, columns, money, head))


def result(draft: Draft) -> None:
    """One unit's revenues, costs and their net."""
    money, columns = draw_money(draft), table_columns(draft)
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
    details = [Line(n, amounts(draft, money, columns)) for n in some_lines(draft, 6)]
    draft.add(money_table(draft, "driftbudget", [*details, total_of("Summa", details)], columns, money, head))


def parts_below(draft: Draft) -> None:
    """Sums over the rows that they are made of: the sum first, its parts below it, 'varav' or indented."""
    money, columns = draw_money(draft), table_columns(draft)
    statement = "driftredovisning" if is_followup(draft) else "driftbudget"
    head = open_money(draft, money, draft.pick(["Nettokostnad per verksamhet", "Ekonomi i sammandrag"]))
    lines: list[Line] = []
    varav = draft.chance(0.5)
    names, wholes = some_lines(draft, 8), list[Line]()
    for whole, own in ((names[0], names[1:4]), (names[4], names[5:])):
        rows = [Line(f"varav {phrases.lowered(n)}" if varav else n, amounts(draft, money, columns)) for n in own]
        wholes.append(total_of(whole, rows))
        wholes[-1].strong = not varav
        lines += [wholes[-1], *rows]
    lines.append(total_of("Summa", wholes))
    draft.add(money_table(draft, statement, lines, columns, money, head))


def investments(draft: Draft) -> None:
    """Projects; perhaps a Prio or number column before the label and columns over the project's whole life."""
    money, followed = draw_money(draft), is_followup(draft)
    columns, y = project_columns(draft), draft.setting.year
    own = "Investeringsredovisning" if followed else "Investeringsbudget"
    open_money(draft, money, draft.pick(["Investeringar", f"Investeringsprojekt {y}", own]))
    head = phrases.column(draft, "project") + (f" ({money.word})" if money.place == "header" else "")
    prio, coded = draft.pick([None, None, ["1", "2", "3"], ["N", "P"], ["Hög", "Låg"]]), draft.chance(0.35)
    lines = []
    for name in draft.rng.sample(phrases.of_field(draft, "projects"), 6):
        values = [v if draft.chance(0.85) else None for v in amounts(draft, money, columns, size=0.3)]
        code = str(draft.rng.randrange(1000, 9999)) if coded else None
        lines.append(Line(name, values, code, draft.pick(prio) if prio else None))
    lines.append(total_of(draft.pick(["Summa investeringar", "Totalt", "Summa"]), lines))
    statement = "investeringsredovisning" if followed else "investeringsbudget"
    draft.add(money_table(draft, statement, lines, columns, money, head))


def _statement(draft: Draft, title: str, statement: str, parts: str, by_date: bool) -> None:
    y = draft.setting.year
    money = draw_money(draft, ("tkr", "mkr"))
    columns = [Column(str(y), "outcome", y), Column(str(y - 1), "outcome", y - 1)]
    if by_date:
        columns = [Column(f"{n}-12-31", "outcome", n, f"{n}-12-31") for n in (y, y - 1)]
    head = open_money(draft, money, title)
    noted, lines, note = draft.chance(0.5), list[Line](), 10
    for section, labels, total in subjects()["statements"][parts]:
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
    _statement(draft, "Balansräkning", "balansräkning", "balance", draft.chance(0.5))


def cash_flow(draft: Draft) -> None:
    _statement(draft, "Kassaflödesanalys", "kassaflödesanalys", "cash_flow", False)


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
    "sums over their parts": parts_below,
    "measure in the rows": measure_in_rows,
    "investments": investments,
}
PLANNED: dict[str, Callable[[Draft], None]] = {"measure in the title": measure_in_title}
STATEMENTS: dict[str, Callable[[Draft], None]] = {"balance sheet": balance, "cash flow": cash_flow, "notes": notes}
