"""What the tertial report says: goals, activities, indicators and amounts, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from tests.templates import Column, Record

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


def budget_rows() -> list[tuple[Record, tuple[int, ...]]]:
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


def investment_rows() -> list[tuple[Record, tuple[int, ...]]]:
    """The investments and their sum: gold's words of a row, and its amounts."""
    total = tuple(sum(amounts[i] for _, amounts in INVESTMENTS) for i in range(3))
    return [({"label": label}, amounts) for label, amounts in INVESTMENTS] + [
        ({"label": "Totalt", "is_total": True}, total)
    ]
