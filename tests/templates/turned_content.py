"""What the interim report says: goals and amounts, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.templates import Column, spaced


class Goal(NamedTuple):
    text: str
    assessment: str
    fulfilment: str
    comment: str


class Line(NamedTuple):
    """A row of a table: ``amounts`` in tenths of a million, ``mark`` a raised footnote mark behind the label."""

    label: str
    amounts: tuple[int | None, ...]
    is_total: bool = False
    note: str | None = None
    mark: str = ""
    page: int = 0


# fmt: off
GOALS = [
    Goal("Resultatet ska uppgå till minst två procent av skatteintäkter och generella statsbidrag.",
         "Målet bedöms uppnås", "met", "Prognosen visar ett resultat på 2,3 procent."),
    Goal("Investeringarna ska under mandatperioden finansieras med egna medel till minst 80 procent.",
         "Målet bedöms delvis uppnås", "partly", "Självfinansieringsgraden beräknas till 71 procent."),
    Goal("Låneskulden per invånare ska inte öka.",
         "Målet bedöms inte uppnås", "not_met", "Nyupplåning på 60 miljoner kronor planeras i november."),
]
RESULT_COLUMNS = [
    Column("Utfall jan–aug 2024", "outcome", 2024, "2024-08-31"),
    Column("Utfall jan–aug 2025", "outcome", 2025, "2025-08-31"),
    Column("Helår 2025 Budget", "budget", 2025), Column("Helår 2025 Prognos", "forecast", 2025),
    Column("Helår 2025 Avvikelse", "variance", 2025),
]
RESULT = [
    Line("Verksamhetens intäkter", (3014, 3127, 4602, 4688, 86), note="1", page=4),
    Line("Verksamhetens kostnader", (-14872, -15390, -23301, -23524, -223), note="2", page=4),
    Line("varav personalkostnader", (-9011, -9268, -14050, -14102, -52), page=4),
    Line("varav pensionskostnader", (-702, -598, -905, -896, 9), mark="1", page=4),
    Line("Avskrivningar och nedskrivningar av materiella anläggningstillgångar", (-571, -602, -905, -905, 0), note="3",
         page=4),
    Line("Verksamhetens nettokostnader", (-12429, -12865, -19604, -19741, -137), is_total=True, page=4),
    Line("Skatteintäkter", (9088, 9302, 13950, 13981, 31), note="4", page=4),
    Line("Generella statsbidrag och utjämning", (4012, 4155, 6240, 6233, -7), note="4", page=4),
    Line("Finansiella intäkter", (98, 77, 100, 112, 12), page=4),
    Line("Finansiella kostnader", (-187, -161, -270, -248, 22), mark="2", page=4),
    Line("Årets resultat", (582, 508, 416, 337, -79), is_total=True, page=4),
]
BOARD_COLUMNS = [
    Column("Utfall januari–augusti 2025 Intäkter", "outcome", 2025, "2025-08-31"),
    Column("Utfall januari–augusti 2025 Kostnader", "outcome", 2025, "2025-08-31"),
    Column("Utfall januari–augusti 2025 Netto", "outcome", 2025, "2025-08-31"),
    Column("Helår 2025 Budget", "budget", 2025), Column("Helår 2025 Prognos", "forecast", 2025),
    Column("Helår 2025 Avvikelse", "variance", 2025),
]
BOARDS = [  # revenues, costs, budget and forecast; the rest is reckoned
    Line("Kommunstyrelsen", (412, -1987, -2381, -2362), page=5),
    Line("varav räddningstjänst", (None, -214, -322, -322), page=5),
    Line("varav medfinansiering av statlig infrastruktur och övriga strategiska åtgärder", (0, -91, -150, -141),
         page=5),
    Line("Barn- och utbildningsnämnden", (981, -6444, -8120, -8187), page=5),
    Line("varav förskola", (188, -1610, -2115, -2098), page=5),
    Line("varav grundskola och anpassad grundskola", (402, -3012, -3890, -3947), page=5),
    Line("varav gymnasieskola", (211, -1288, -1604, -1629), page=6),
    Line("Socialnämnden", (1207, -6020, -7155, -7391), mark="1", page=6),
    Line("varav individ- och familjeomsorg", (144, -902, -1120, -1188), page=6),
    Line("Kultur- och fritidsnämnden", (96, -688, -901, -896), page=6),
    Line("Miljö- och byggnadsnämnden", (133, -241, -170, -158), page=6),
    Line("Överförmyndarnämnden", (11, -46, -52, -55), page=6),
]
PROJECT_COLUMNS = [
    Column("Utfall jan–aug 2024", "outcome", 2024, "2024-08-31"),
    Column("Utfall jan–aug 2025", "outcome", 2025, "2025-08-31"),
    Column("Helår 2025 Budget", "budget", 2025), Column("Helår 2025 Prognos", "forecast", 2025),
    Column("Projektet totalt Budget", "project_budget", None),
    Column("Projektet totalt Prognos", "project_forecast", None),
]
PROJECTS = [
    Line("Ny förskola Agneteberg", (21, 304, 520, 485, 640, 640), page=7),
    Line("Om- och tillbyggnad av Taserudsgymnasiets verkstäder", (188, 96, 110, 120, 415, 428), page=7),
    Line("Reservvattentäkt och överföringsledning", (7, 142, 300, 260, 1180, 1245), mark="1", page=7),
    Line("Gång- och cykelväg Jössefors", (None, 18, 35, 35, 35, 35), page=7),
    Line("Försäljning av industrimark", (-12, -47, -60, -60, None, None), page=7),
]
BALANCE_COLUMNS = [
    Column("2024-12-31", "outcome", 2024, "2024-12-31"), Column("2025-08-31", "outcome", 2025, "2025-08-31"),
]
BALANCE = [
    ("Anläggningstillgångar", (14012, 14688)), ("Omsättningstillgångar", (3120, 2977)),
    ("Summa tillgångar", (17132, 17665)), ("Eget kapital", (8211, 8719)), ("Avsättningar", (611, 640)),
    ("Skulder", (8310, 8306)), ("Summa eget kapital och skulder", (17132, 17665)),
]
# fmt: on


def balance_lines() -> list[Line]:
    """The rows of the balance sheet, on its page."""
    return [Line(label, amounts, label.startswith("Summa"), page=8) for label, amounts in BALANCE]


def figures(tenths: Sequence[int | None]) -> tuple[float | None, ...]:
    """Millions from tenths of a million."""
    return tuple(None if amount is None else amount / 10 for amount in tenths)


def printed(amount: float | None) -> str:
    """'1 987,4', '(214,0)' for what is negative, an en dash for nothing."""
    if amount is None:
        return "–"
    return f"({spaced(-amount, 1)})" if amount < 0 else spaced(amount, 1)


def board_lines() -> list[Line]:
    """The boards with their net and variance, and the sum of those that no 'varav' breaks down."""
    lines = [
        line._replace(
            amounts=((revenue), cost, (revenue or 0) + (cost or 0), budget, forecast, (forecast or 0) - (budget or 0))
        )
        for line in BOARDS
        for revenue, cost, budget, forecast in [line.amounts]
    ]
    whole = [line.amounts for line in lines if not line.label.startswith("varav")]
    total = tuple(sum(amount or 0 for amount in column) for column in zip(*whole, strict=True))
    return [*lines, Line("Summa nämnder", total, is_total=True, page=6)]


def project_lines() -> list[Line]:
    """The projects and their sum."""
    total = tuple(sum(line.amounts[i] or 0 for line in PROJECTS) for i in range(len(PROJECT_COLUMNS)))
    return [*PROJECTS, Line("Summa investeringar", total, is_total=True, page=7)]
