"""What the plan says: goals, activities, indicators and amounts, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from tests.templates import Column, Record

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


def operation_rows() -> list[tuple[Record, tuple[int | None, ...]]]:
    """The lines of the driftbudget with their sums: gold's words of a row, and its amounts."""
    rows: list[tuple[Record, tuple[int | None, ...]]] = []
    total = (0,) * len(OPERATION_COLUMNS)
    for section, lines in OPERATION:
        rows += [({"section": section, "code": code, "label": label}, amounts) for code, label, amounts in lines]
        own = tuple(map(sum, zip(*(amounts for _, _, amounts in lines), strict=True)))
        rows.append(({"section": section, "label": f"Summa {section.lower()}", "is_total": True}, own))
        total = tuple(map(sum, zip(total, own, strict=True)))
    return [*rows, ({"label": "Nettokostnad", "is_total": True}, total)]


def kind_rows() -> list[tuple[Record, tuple[int, int, int]]]:
    """The lines by kind of cost, with the net and the change: gold's words of a row, and its amounts."""
    rows: list[tuple[Record, tuple[int, int, int]]] = []
    for code, label, kinds in KINDS:
        net = tuple(map(sum, zip(*(amounts for _, amounts in kinds), strict=True)))
        for kind, (before, after) in [*kinds, ("Netto", net)]:
            own = {"code": code, "label": f"{label} {kind}"}
            rows.append((own | ({"is_total": True, "uncertain": ["is_total"]} if kind == "Netto" else {}),
                         (before, after, after - before)))  # fmt: skip
    return rows


def investment_rows() -> list[tuple[Record, tuple[int | None, ...]]]:
    """The projects and their sum: gold's words of a row, and its amounts."""
    total = tuple(sum(a[i] or 0 for _, _, a in INVESTMENTS) for i in range(len(INVESTMENT_COLUMNS)))
    rows = [({"code": code, "label": label}, amounts) for code, label, amounts in INVESTMENTS]
    return [*rows, ({"label": "Summa investeringar", "is_total": True}, total)]
