"""Words, sentences, dates and amounts that a seed draws from the two vocabularies beside this file."""

from __future__ import annotations

import calendar
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.generator.draft import Draft

_HERE = Path(__file__).parent
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@cache
def wordings() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_HERE / "wordings.toml").read_text(encoding="utf-8"))


@cache
def subjects() -> dict[str, dict[str, Any]]:
    return tomllib.loads((_HERE / "subjects.toml").read_text(encoding="utf-8"))


def column(draft: Draft, role: str) -> str:
    """A heading for a column of that role."""
    word = str(draft.settle(role, wordings()["columns"][role]))
    draft.worded.append((draft.form, f"{role}: {word}"))
    return word


def heading_words(draft: Draft, kind: str) -> str:
    word = str(draft.pick(wordings()["headings"][kind]))
    draft.worded.append((draft.form, f"heading of {kind}: {word}"))
    return word.replace("{y}", str(draft.setting.year))


def of_field(draft: Draft, kind: str) -> list[str]:
    """The words of the document's field and, where all fields have some, the shared ones."""
    own = subjects()[draft.setting.field].get(kind, [])
    return [*own, *subjects()["shared"].get(kind, [])]


def unit(draft: Draft) -> str:
    """Someone responsible."""
    return str(draft.pick(of_field(draft, "units")))


def title(draft: Draft) -> str:
    """What is to be done; no two alike in a document."""
    shared = subjects()["shared"]
    while True:
        thing = draft.pick(of_field(draft, "objects"))
        deed = draft.pick([*shared["deeds"], *shared["noun_deeds"]])
        words = f"{deed} {thing}{draft.pick(shared['tails'])}"
        if words not in draft.used:
            draft.used.add(words)
            return words


def goal(draft: Draft) -> str:
    """A goal's sentence, with or without its full stop; no two alike."""
    shared = subjects()["shared"]
    while True:
        if draft.chance(0.25):
            words = draft.pick(shared["measured_goals"])
            words = words.format(n=draft.rng.randrange(5, 95), y=draft.setting.year + draft.rng.randrange(1, 6))
        elif draft.chance(0.3):
            words = draft.pick(shared["full_goals"])
        else:
            words = f"{draft.pick(shared['goal_starts'])} {draft.pick(shared['goal_ends'])}"
        if words not in draft.used:
            draft.used.add(words)
            return words


def lowered(words: str) -> str:
    """With a small first letter, but for abbreviations."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def comment(draft: Draft, most: int = 2) -> str:
    return " ".join(draft.unused(subjects()["shared"]["comments"]) for _ in range(draft.rng.randrange(1, most + 1)))


def prose(draft: Draft, sentences: int) -> str:
    """So many sentences that hold no record; now and then the board is named."""
    if draft.setting.board and draft.chance(0.3):
        first = draft.pick(subjects()["shared"]["board_prose"]).replace("{board}", draft.setting.board)
        return " ".join([first, *(draft.unused(subjects()["shared"]["prose"]) for _ in range(sentences - 1))])
    return " ".join(draft.unused(subjects()["shared"]["prose"]) for _ in range(sentences))


def due(draft: Draft, style: str) -> tuple[str, str | None, bool]:
    """When something is to be ready: as printed, as a date, and whether the date is certain."""
    year, month = draft.setting.year, draft.rng.randrange(3, 13)
    last = calendar.monthrange(year, month)[1]
    day = draft.pick([last, last, draft.rng.randrange(1, 28)])
    if style == "iso":
        return f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}", True
    if style == "short":
        return f"{year % 100:02}{month:02}{day:02}", f"{year}-{month:02}-{day:02}", True
    if style == "written":
        return f"{day} {MONTHS[month - 1]} {year}", f"{year}-{month:02}-{day:02}", True
    if style == "month":
        return f"{MONTHS[month - 1]} {year}", f"{year}-{month:02}-{last:02}", True
    if style == "quarter":
        quarter = (month - 1) // 3 + 1
        end = f"{year}-{quarter * 3:02}-{calendar.monthrange(year, quarter * 3)[1]:02}"
        return draft.pick([f"Q{quarter} {year}", f"Kvartal {quarter} {year}", f"Kv {quarter} {year}"]), end, True
    if style == "year":
        return str(year), f"{year}-12-31", True
    if style == "slash":
        return f"{day}/{month} {year}", f"{year}-{month:02}-{day:02}", True
    season, end_of = draft.pick([("hösten", "11-30"), ("våren", "05-31"), ("Hösten", "11-30"), ("Våren", "05-31")])
    return f"{season} {year}", f"{year}-{end_of}", False


DUE_STYLES = ("iso", "iso", "short", "written", "month", "quarter", "year", "season", "slash")


def due_or_running(draft: Draft, style: str) -> tuple[str, str | None, bool]:
    if draft.chance(0.12):
        return draft.pick(["Löpande", "löpande", "Tills vidare", "Fortlöpande"]), None, True
    return due(draft, style)


def amount(value: float, style: str) -> str:
    """A number as printed. ``style``: what parts the thousands, the minus and, after a comma, the decimals."""
    thousands, minus, decimals = style.split("|")
    digits = f"{abs(value):,.{int(decimals)}f}".replace(",", thousands).replace(".", ",")
    digits = digits if thousands else digits.replace(" ", "")
    return f"{minus}{digits}" if round(value, int(decimals)) < 0 else digits
