"""Uppdrag in forms, paragraphs and tables, and the calendar of follow-ups."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from typing import Any

from tests.generator import phrases
from tests.generator.draft import Cell, Draft, Record, Table
from tests.generator.phrases import MONTHS

_LABELS = {
    "title": ("Uppdragets namn", "Uppdrag", "Benämning", "Rubrik"),
    "given_by": ("Uppdragsgivare", "Beslutad av", "Från"),
    "given_to": ("Uppdragstagare", "Ansvarig nämnd", "Riktas till", "Mottagare"),
    "directive": ("Beskrivning", "Uppdragsbeskrivning", "Direktiv", "Innehåll"),
    "schedule": ("Tidplan", "Redovisas senast", "Tidsram"),
    "reporting": ("Återrapportering", "Redovisas till", "Rapporteras till"),
    "financing": ("Finansiering", "Resurser"),
}
_ORDERS = (
    "Utreda förutsättningarna för",
    "Redovisa",
    "Föreslå hur nämnden kan förbättra",
    "Ta fram kostnader för",
    "Analysera effekterna av",
)
_RECEIVERS = (
    "Kommunstyrelsen",
    "Tekniska nämnden",
    "Socialnämnden",
    "Bildningsnämnden",
    "Kommundirektören",
    "Samtliga nämnder",
)


def _draw(draft: Draft) -> dict[str, Any]:
    """One uppdrag: what each field says."""
    month = draft.rng.randrange(2, 13)
    last = calendar.monthrange(draft.setting.year, month)[1]
    thing = draft.unused(phrases.of_field(draft, "objects"))
    return {
        "title": f"{draft.pick(['Översyn av', 'Utred', 'Förslag till', 'Handlingsplan för'])} {thing}",
        "given_by": "Kommunfullmäktige",
        "given_to": draft.pick(_RECEIVERS),
        "directive": f"{draft.pick(_ORDERS)} {thing} och lämna förslag till fortsatt arbete.",
        "schedule": f"Klart senast {MONTHS[month - 1]} {draft.setting.year}",
        "due_on": f"{draft.setting.year}-{month:02}-{last:02}",
        "reporting": draft.pick(["Kommunstyrelsen", "Kommunfullmäktige", "Arbetsutskottet"]),
        "financing": draft.pick(["Inom ram", "Ryms i beslutad budget", "Ingen"]),
    }


def _keep(draft: Draft, drawn: dict[str, Any], roles: list[str], words: str, **more: Any) -> Record:
    kept = {role: drawn[role] for role in roles}
    if "schedule" in roles:
        kept["due_on"] = drawn["due_on"]
    return draft.record("assignments", words, more.pop("uncertain", ()), **kept, **more)


def forms(draft: Draft) -> None:
    """A form of labels and values for each."""
    draft.heading(phrases.heading_words(draft, "assignments"), 1)
    roles = ["title", "given_by", "given_to", "directive", "schedule", *draft.rng.sample(["reporting", "financing"], 1)]
    labels = {role: draft.pick(_LABELS[role]) for role in roles}
    for _ in range(draft.rng.randrange(2, 4)):
        drawn = _draw(draft)
        _keep(draft, drawn, roles, drawn["title"])
        rows = [[Cell(labels[role], bold=True), Cell(drawn[role])] for role in roles]
        draft.add(Table(rows, [1.2, 3], header_rows=0, framed=True))


def numbered_paragraphs(draft: Draft) -> None:
    """'Uppdrag 3: …', the directive below it or in the same paragraph."""
    draft.heading(phrases.heading_words(draft, "assignments"), 1)
    draft.paragraph(
        draft.pick(["Kommunfullmäktige har gett nämnden följande uppdrag.", "Följande uppdrag gäller för året."])
    )
    below = draft.chance(0.6)
    for number in range(1, draft.rng.randrange(3, 6)):
        drawn = _draw(draft)
        lead = f"Uppdrag {number}: "
        doubtful = ["given_by", "given_to", "due_on", "schedule"]
        if below:
            draft.paragraph((lead + drawn["title"], True))
            draft.paragraph(drawn["directive"])
            record = _keep(draft, drawn, ["title", "directive"], drawn["title"], uncertain=doubtful)
            record["also"] = {"title": [lead + drawn["title"]]}
        else:
            draft.paragraph((lead, True), drawn["directive"])
            record = _keep(
                draft,
                {**drawn, "title": drawn["directive"]},
                ["title"],
                drawn["directive"],
                uncertain=[*doubtful, "directive"],
            )
            record["also"] = {"title": [lead + drawn["directive"]]}


def two_columns(draft: Draft) -> None:
    """Uppdrag | Beskrivning, or Uppdrag | Ansvarig."""
    _table(draft, ["title", draft.pick(["directive", "given_to"])])


def with_follow_up(draft: Draft) -> None:
    """Uppdrag, to whom, until when, and how it went."""
    _table(
        draft,
        ["title", *draft.rng.sample(["given_to", "schedule", "directive"], 2)],
        draft.pick(["Uppföljning", "Uppföljning av uppdraget", "Lägesrapport"]),
    )


def _table(draft: Draft, roles: list[str], follow_up: str | None = None) -> None:
    words = phrases.heading_words(draft, "assignments")
    draft.heading(words, 1)
    heads = {**{role: draft.pick(_LABELS[role]) for role in roles}, "title": "Uppdrag"}
    rows = [[Cell(heads[role], bold=True) for role in roles] + ([Cell(follow_up, bold=True)] if follow_up else [])]
    for _ in range(draft.rng.randrange(3, 7)):
        drawn = _draw(draft)
        record = _keep(draft, drawn, roles, drawn["title"], uncertain=["given_by"])
        if "fullmäktige" in words.casefold():
            record["given_by"] = "Kommunfullmäktige"
        line = [Cell(drawn[role]) for role in roles]
        if follow_up:
            record["follow_up"] = phrases.comment(draft)
            line.append(Cell(record["follow_up"]))
        rows.append(line)
    draft.add(Table(rows, [2, *[2] * (len(roles) - 1), *([2.4] if follow_up else [])]))


def follow_up_calendar(draft: Draft) -> None:
    """When the plan is followed up, and what is looked at then."""
    draft.heading(phrases.heading_words(draft, "calendar"), 1)
    year = draft.setting.year
    names = draft.pick(
        [
            ("Uppföljning tertial 1", "Delårsrapport", "Årsbokslut"),
            ("Tertialrapport 1", "Tertialrapport 2", "Verksamhetsberättelse"),
            ("Uppföljning T1", "Uppföljning T2", "Uppföljning T3"),
        ]
    )
    heads = [
        draft.pick(["Uppföljning", "Rapport", "Uppföljningstillfälle"]),
        draft.pick(["Datum", "Per den", "Avser till och med"]),
    ]
    heads.append(draft.pick(["Innehåll", "Kommentar", "Omfattning"]))
    rows = [[Cell(h, bold=True) for h in heads]]
    dated = draft.chance(0.6)
    for name, (day, month), period in zip(names, ((30, 4), (31, 8), (31, 12)), ("T1", "T2", "T3"), strict=True):
        printed = f"{day} {MONTHS[month - 1]}" + (f" {year}" if dated else "")
        said = draft.pick(
            ["Ekonomi och prognos", "Mål, aktiviteter och ekonomi", "Samlad uppföljning av året", "Avvikelser"]
        )
        draft.record(
            "followups",
            name,
            label=name,
            period=period,
            due_text=printed,
            due_on=f"{year}-{month:02}-{day}",
            comment=said,
        )
        rows.append([Cell(name), Cell(printed), Cell(said)])
    draft.add(Table(rows, [2, 1.5, 3]))


ASSIGNMENTS: dict[str, Callable[[Draft], None]] = {
    "uppdrag as forms": forms,
    "uppdrag as numbered paragraphs": numbered_paragraphs,
    "uppdrag in two columns": two_columns,
    "uppdrag with follow-up": with_follow_up,
}
CALENDAR: dict[str, Callable[[Draft], None]] = {"follow-up calendar": follow_up_calendar}
