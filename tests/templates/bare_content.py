"""What the report without a line says: goals with activities, indicators and amounts, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from tests.templates import Column


class Goal(NamedTuple):
    number: int
    text: str
    page: int


class Activity(NamedTuple):
    """``comment`` stands in a row of its own below."""

    title: str
    responsible: str
    word: str
    comment: str | None = None


class Line(NamedTuple):
    label: str
    amounts: tuple[float | None, ...]
    is_total: bool = False
    section: str | None = None


# fmt: off
STATUSES = {
    "Avslutad": "done", "Pågår": "in_progress", "Ej påbörjad": "not_started", "Försenad": "delayed",
    "Vilande": "paused",
}
GOALS: list[tuple[Goal, list[Activity]]] = [
    (Goal(1, "Gator, vägar och torg ska vara trygga att vistas på.", 3), [
        Activity("Byte till LED-belysning på Storgatan och Kyrkogatan", "Gatuenheten", "Avslutad",
                 "Samtliga 214 armaturer är bytta. Slutbesiktning utan anmärkning."),
        Activity("Cykelväg mellan resecentrum och sjukhuset", "Projektenheten", "Pågår"),
        Activity("Översyn av belysningen i Drottningparken", "Parkenheten", "Ej påbörjad",
                 "Startar när planarkitekten har tillträtt."),
    ]),
    (Goal(2, "Kommunens lokaler ska förbruka mindre energi.", 3), [
        Activity("Injustering av ventilation i fyra skolor", "Fastighetsenheten", "Försenad",
                 "Entreprenören har inte levererat styrsystemet."),
        Activity("Solceller på Vallaskolan", "Fastighetsenheten", "Pågår"),
        Activity("Energideklarationer för samlingslokaler", "Energirådgivaren", "Vilande"),
    ]),
]
RESULT_COLUMNS = [
    Column("Utfall 2023-08", "outcome", 2023, "2023-08-31"), Column("Utfall 2024-08", "outcome", 2024, "2024-08-31"),
    Column("Budget 2024", "budget", 2024), Column("Prognos 2024", "forecast", 2024),
    Column("Avvikelse", "variance", 2024),
]
RESULT = [
    Line("Taxor och avgifter", (41210, 42805, 64300, 64900, 600)),
    Line("Interna intäkter", (118440, 121977, 183000, 182600, -400)),
    Line("Summa intäkter", (159650, 164782, 247300, 247500, 200), True),
    Line("Personalkostnader", (-50311, -52876, -80100, -79400, 700)),
    Line("Material och entreprenader", (-61905, -66012, -92500, -96300, -3800)),
    Line("Kapitalkostnader", (-48120, -49054, -74000, -73700, 300)),
    Line("Summa kostnader", (-160336, -167942, -246600, -249400, -2800), True),
    Line("Periodens resultat", (-686, -3160, 700, -1900, -2600), True),
]
UNIT_COLUMNS = [
    Column("Budget 2024", "budget", 2024), Column("Prognos 2024", "forecast", 2024),
    Column("Avvikelse", "variance", 2024),
]
UNITS = [
    Line("Gata och trafik", (-48210, -51000, -2790)), Line("Park och skog", (-17655, -17300, 355)),
    Line("Fastighet", (-4120, -4205, -85)), Line("Måltid", (-9015, -9115, -100)), Line("Städ och service", (0, 20, 20)),
    Line("Summa nämnden", (-79000, -81600, -2600), True),
]
LEFT_PROJECTS = [
    Line("Storgatan etapp 2", (5200, 5350)), Line("Resecentrum", (11400, 10900)), Line("Lekplatser", (900, 900)),
    Line("Summa gata och park", (17500, 17150), True),
]
RIGHT_PROJECTS = [
    Line("Vallaskolan", (22000, 23150)), Line("Brandskydd", (3100, 2800)), Line("Kök Tallåsen", (6400, 6400)),
    Line("Summa fastighet", (31500, 32350), True),
]
PROJECT_COLUMNS = [Column("Budget 2024", "budget", 2024), Column("Prognos 2024", "forecast", 2024)]
INDICATORS = [
    ("Nöjd-medborgar-index, gator och vägar", ("51", "54", "56")),
    ("Energianvändning i kommunens lokaler (kWh/m²)", ("148", "139", "135")),
    ("Andel ekologiska livsmedel i måltiderna (%)", ("38", "41", "45")),
]
VALUE_COLUMNS = [("outcome", 2022), ("outcome", 2023), ("target", 2024)]
VALUE_UNITS = [None, "kWh/m²", "%"]
# fmt: on
