"""What the plan with its budget says: goals, activities, indicators and amounts, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from tests.templates import Column


class Goal(NamedTuple):
    section: str
    area: str
    number: int
    text: str
    page: int


class Activity(NamedTuple):
    title: str
    responsible: str
    collaboration: str | None
    due: str
    due_on: str


class Indicator(NamedTuple):
    """``values`` as printed, by column."""

    name: str
    area: str
    values: tuple[str | None, ...]


class Line(NamedTuple):
    """A row of a budget; one without amounts heads those below."""

    code: str | None
    label: str
    amounts: tuple[int | None, ...]
    page: int = 0
    is_total: bool = False
    section: str | None = None


# fmt: off
GOALS = [
    Goal("2.1", "Ett levande föreningsliv", 1,
         "Fler barn och unga ska delta i föreningslivet, oavsett var i kommunen de bor.", 2),
    Goal("2.2", "Kultur för alla", 2, "Biblioteket ska nå invånare som i dag inte använder det.", 3),
]
ACTIVITIES = {
    1: [
        Activity("Ta fram en modell för bidrag som gynnar föreningar med verksamhet på landsbygden",
                 "Fritidschef", "Barn- och utbildningsförvaltningen", "2026-06-30", "2026-06-30"),
        Activity("Öppna fritidsbank för utlåning av sport- och friluftsutrustning", "Fritidsenheten",
                 "Arbetsmarknadsenheten", "2026-09-15", "2026-09-15"),
        Activity("Kartlägga flickors deltagande i spontanidrott", "Folkhälsostrateg", None, "2027-03-31", "2027-03-31"),
        Activity("Rusta upp konstgräsplanen vid Holavedsgymnasiet", "Anläggningsenheten", "Tekniska kontoret",
                 "2027-10-31", "2027-10-31"),
    ],
    2: [
        Activity("Meröppet bibliotek i Gripenberg och Sommen", "Bibliotekschef", "Säkerhetssamordnaren", "2026-05-01",
                 "2026-05-01"),
        Activity("Läsfrämjande uppsökande arbete på arbetsplatser", "Biblioteket", None, "2026-12-31", "2026-12-31"),
        Activity("Digitala hembesök för äldre", "Biblioteket", "Vård- och omsorgsförvaltningen", "2027-06-30",
                 "2027-06-30"),
    ],
}
VALUE_COLUMNS = [
    ("outcome", 2023), ("outcome", 2024), ("target", 2026), ("target", 2027), ("target", 2028),
]
INDICATORS = [
    Indicator("Fysiska besök på biblioteket per invånare", "Biblioteket", ("5,1", "5,4", "6,0", "6,2", "6,5")),
    Indicator("Barnbokslån per barn 0–17 år", "Biblioteket", ("14,2", "13,9", "15", "16", "17")),
    Indicator("Andel elever i årskurs 7–9 som är nöjda med sin fritid (%)", "Fritiden",
              ("71", None, "minst 75", "minst 77", "minst 80")),
    Indicator("Deltagartillfällen i idrottsföreningar för åldern 7–20 år per invånare i samma ålder", "Fritiden",
              ("24", "26", "27", "28", "29")),
    Indicator("Väntetid till kulturskolans ämneskurser, veckor", "Fritiden",
              ("31", "28", "högst 20", "högst 15", "högst 10")),
]
VALUES = {"minst": ">=", "högst": "<="}
UNITS = {
    "Andel elever i årskurs 7–9 som är nöjda med sin fritid (%)": "%",
    "Väntetid till kulturskolans ämneskurser, veckor": "veckor",
}
OPERATION_COLUMNS = [
    Column("Nettokostnad Budget 2025", "budget", 2025), Column("Nettokostnad Budget 2026", "budget", 2026),
    Column("Nettokostnad Plan 2027", "planned", 2027), Column("Nettokostnad Plan 2028", "planned", 2028),
]
OPERATION = [
    Line(None, "Nämnd och administration", (None,) * 4, 4),
    Line("1000", "Kultur- och fritidsnämnden", (-812, -830, -845, -861), 4, section="Nämnd och administration"),
    Line("1010", "Förvaltningsledning och gemensam administration inklusive lokaler i stadshuset",
         (-4120, -4215, -4290, -4377), 4, section="Nämnd och administration"),
    Line(None, "Summa nämnd och administration", (-4932, -5045, -5135, -5238), 4, True, "Nämnd och administration"),
    Line(None, "Kultur", (None,) * 4, 4),
    Line("3100", "Allmänkultur och stöd till studieorganisationer", (-2310, -2355, -2400, -2448), 4, section="Kultur"),
    Line("3150", "Bibliotek", (-11870, -12204, -12448, -12697), 4, section="Kultur"),
    Line("3160", "Kulturskola", (-9655, -9810, -10004, -10204), 4, section="Kultur"),
    Line("3170", "Museum, konst och kulturmiljö i Tranås, Gripenberg och Sommen", (-3144, -3207, -3271, -3336), 4,
         section="Kultur"),
    Line(None, "Summa kultur", (-26979, -27576, -28123, -28685), 4, True, "Kultur"),
    Line(None, "Fritid", (None,) * 4, 5),
    Line("3400", "Stöd till föreningar", (-7420, -7568, -7720, -7874), 5, section="Fritid"),
    Line("3410", "Simhall och friluftsbad", (-14205, -14517, -14807, -15103), 5, section="Fritid"),
    Line("3420", "Ishall, sporthallar och övriga anläggningar", (-18933, -19312, -19698, -20092), 5, section="Fritid"),
    Line("3490", "Fritidsgårdar", (-6008, -5900, -6018, -6138), 5, section="Fritid"),
    Line(None, "Summa fritid", (-46566, -47297, -48243, -49207), 5, True, "Fritid"),
    Line(None, "Summa nettokostnad", (-78477, -79918, -81501, -83130), 5, True),
]
INVESTMENT_COLUMNS = [
    Column("Budget 2026", "budget", 2026), Column("Plan 2027", "planned", 2027), Column("Plan 2028", "planned", 2028),
]
INVESTMENTS = [
    Line(None, "Ismaskin", (None, 1850, None), 6),
    Line(None, "Konstgräs Holavedsgymnasiet, inklusive belysning och stängsel mot skolgården", (200, 4300, None), 6),
    Line(None, "Inventarier bibliotek", (150, 150, 150), 6),
    Line(None, "Utrustning simhall", (400, 400, 650), 6),
    Line(None, "Summa investeringar", (750, 6700, 800), 6, True),
]
STAFF = [
    ("Kultur", ("31,5", "31,0", "31,0")), ("Fritid", ("42,2", "43,0", "44,5")),
    ("Administration", ("5,0", "5,0", "5,0")),
]
# fmt: on
