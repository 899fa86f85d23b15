"""How values look to people: Swedish words, numbers with a space between thousands and a decimal comma, ISO dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
NOTHING = "–"

PERIODS = {"plan": "Plan", "t1": "T1", "t2": "T2", "t3": "T3"}
# A mark beside each word, so that nothing is told by colour alone.
STATUSES = {
    "not_started": ("○", "Ej påbörjat"),
    "in_progress": ("▶", "Pågår"),
    "done": ("✓", "Klart"),
    "delayed": ("!", "Försenat"),
    "paused": ("‖", "Pausat"),
    "cancelled": ("✕", "Avbrutet"),
}
CHANGES = {
    "completed": ("✓", "Klart"),
    "advanced": ("↑", "Framåt"),
    "unchanged": ("=", "Står still"),
    "still_done": ("✓", "Klart sedan tidigare"),
    "still_cancelled": ("✕", "Avbrutet sedan tidigare"),
    "regressed": ("↓", "Bakåt"),
    "new": ("+", "Ny"),
    "dropped": ("✕", "Borta"),
}
FULFILMENTS = {"met": ("✓", "Uppfyllt"), "partly": ("◐", "Delvis"), "not_met": ("✕", "Ej uppfyllt")}
DECISIONS = {"confirmed": ("✓", "Samma aktivitet"), "rejected": ("✕", "Olika aktiviteter")}
SEVERITIES = {"error": ("✕", "Fel"), "warning": ("!", "Varning"), "info": ("i", "Upplysning")}
TRENDS = {"up": "↑ ökar", "flat": "→ oförändrat", "down": "↓ minskar"}
CHECKS = {
    "attached_file": "Bifogad fil",
    "bar_contradiction": "Stapeln säger annat än talet",
    "close_readings": "Kan vara av två slag",
    "comment_left_out": "Kommentar utanför texten",
    "column_sum": "Summan stämmer inte med raderna",
    "column_sum_of_rows": "Summan stämmer inte med sina delar",
    "contradicted_number": "Tal som motsägs",
    "cross_table": "Två tabeller säger olika",
    "drawing_page": "Karta eller ritning",
    "hidden_words": "Dold text",
    "illegible_in_sum": "Oläsligt tal i en summa",
    "measured_bar": "Andelen är mätt på stapeln",
    "missing_label": "Rad utan namn",
    "nameless_indicator": "Indikator utan namn",
    "net_choice": "Vald rad finns inte",
    "net_cost": "Nettot stämmer inte",
    "no_money": "Tal som inte är pengar",
    "nothing_read": "Inget utläst ur dokumentet",
    "other_meeting_date": "Publicerat under en annan dag",
    "other_publisher": "Publicerat av en annan kommun",
    "other_statement": "Tabellen kan vara av annat slag",
    "part_over_whole": "Delen är större än det hela",
    "personal_number": "Personnummer",
    "recognised_part": "Läst ur en bild",
    "row_sum": "Raden går inte ihop",
    "same_period": "Flera dokument för samma period",
    "status_comment": "Kommentaren säger annat än statusen",
    "status_contradiction": "Ord och färg säger olika",
    "status_count": "Texten räknar annat än tabellen",
    "struck_text": "Överstruken text",
    "structure_conflict": "Taggarna säger annat än sidan",
    "supersedes": "Ersätter ett äldre dokument",
    "target_vs_colour": "Färgen säger annat än utfallet",
    "unassigned_words": "Ord utan plats",
    "uncertain_column": "Osäker kolumn",
    "uncertain_heading": "Osäker rubrik",
    "uncertain_table": "Osäker tabell",
    "uncertain_values": "Osäkra värden",
    "unexplained_colour": "Färg utan förklaring",
    "unexplained_glyph": "Tecken utan förklaring",
    "unknown_assessment": "Okänd bedömning",
    "unknown_column": "Okänd kolumn",
    "unknown_committee": "Okänd nämnd",
    "unknown_document_type": "Okänd dokumenttyp",
    "unknown_heading": "Okänd rubrik",
    "unknown_letter": "Bokstäver utan betydelse",
    "unknown_municipality": "Okänd kommun",
    "unknown_status": "Okänd status",
    "unknown_trend": "Okänd trend",
    "unlabelled_row": "Rad utan namn",
    "unread_amounts": "Olästa belopp",
    "unread_bar": "Omätt stapel",
    "unread_goals": "Olästa mål",
    "unread_list": "Oläst lista",
    "unread_page": "Oläst sida",
    "unread_part": "Oläst del av en sida",
    "unread_picture": "Oläst bild av text",
    "unread_statuses": "Statusar i en annan kolumn",
    "unread_table": "Oläst tabell",
    "unreadable_date": "Oläslig tid",
    "unreadable_number": "Oläsligt tal",
    "unverified_number": "Obekräftade tal",
    "variance": "Avvikelsen stämmer inte",
}
STATEMENTS = {
    "driftbudget": "Driftbudget",
    "investeringsbudget": "Investeringsbudget",
    "resultat": "Resultat",
    "driftredovisning": "Driftredovisning",
    "verksamhetsanalys": "Verksamhetsanalys",
    "investeringsredovisning": "Investeringsredovisning",
    "investeringsanalys": "Investeringsanalys",
    "investeringssammandrag": "Investeringssammandrag",
}
# Why a net budget, forecast or outcome is empty, by municipality_comparison's reasons.
NET_REASONS = {
    "no_table": "Ingen tabell över driften",
    "no_line": "Ingen rad är säkert nettot",
    "several_amounts": "Rader med olika belopp",
    "other_body": "Protokoll, gäller kanske andra",
    "part_perhaps": "Kanske bara en del av nämnden",
    "several_boards": "Gäller flera nämnder",
    "unverified": "Beloppet är inte säkert läst",
    "unknown_sign": "Oklart vad minus betyder",
    "no_final_report": "Ingen slutlig rapport än",
}


class Shown(NamedTuple):
    """A value as it is shown. ``tone``: the meaning that gives it its colour, beside words or a mark."""

    text: str
    tone: str | None = None


def text(value: Any) -> Shown:
    """The words as they are; a dash for nothing."""
    return Shown(NOTHING if value is None or value == "" else str(value))


def number(value: float | None) -> Shown:
    """1234.5 as "1 234,5", with the decimals that it has, four at the most."""
    if value is None:
        return Shown(NOTHING)
    digits = f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return Shown(_signed(value, digits))


def tkr(sek: float | None) -> Shown:
    """Kronor in thousands: 1234500 as "1 234,5"; the heading says the unit."""
    return Shown(NOTHING) if sek is None else number(round(sek / 1000, 1))


def mkr(sek: float | None) -> Shown:
    """Kronor in millions: 79366000 as "79,4"; the heading says the unit."""
    return Shown(NOTHING) if sek is None else number(round(sek / 1_000_000, 1))


def whole(value: float | None) -> Shown:
    """Without decimals."""
    return Shown(NOTHING) if value is None else number(round(value))


def share(value: float | None) -> Shown:
    """0.657 as "66 %"."""
    return Shown(NOTHING) if value is None else Shown(_signed(value, f"{abs(value) * 100:.0f}{_SPACE}%"))


def day(value: date | datetime | None) -> Shown:
    """2024-08-31."""
    return Shown(NOTHING if value is None else value.isoformat()[:10])


def status(value: str | None) -> Shown:
    """The status's word with its mark."""
    return _marked(STATUSES, value)


def change(value: str | None) -> Shown:
    """What came of an activity, with its mark."""
    return _marked(CHANGES, value)


def fulfilment(value: str | None) -> Shown:
    """What the document says of a goal or an indicator, with its mark."""
    return _marked(FULFILMENTS, value)


def severity(value: str | None) -> Shown:
    """How grave a finding is, with its mark."""
    return _marked(SEVERITIES, value)


def decision(value: str | None) -> Shown:
    """A person's word on two rows."""
    return _marked(DECISIONS, value)


def check(name: str | None) -> Shown:
    """What a check has found, in a few words; of a check without such words its name."""
    return Shown(NOTHING) if name is None else Shown(CHECKS.get(name, name))


def checks(names: list[str]) -> Shown:
    """What several checks have found."""
    return Shown("\n".join(check(name).text for name in names), "warning") if names else Shown("")


def verified(value: bool | None) -> Shown:
    """Whether two readings agree on an amount."""
    return Shown("✓ Ja") if value else Shown("! Nej", "unverified")


def statement(value: str | None) -> Shown:
    """The kind of a financial table."""
    return Shown(NOTHING) if value is None else Shown(STATEMENTS.get(value, value))


def net_reason(value: str | None) -> Shown:
    """Why a net budget, forecast or outcome is empty."""
    return Shown("" if value is None else NET_REASONS.get(value, value))


def trend(value: str | None) -> Shown:
    """Where an indicator goes."""
    return Shown(NOTHING) if value is None else Shown(TRENDS.get(value, value))


def yes(value: bool | None) -> Shown:
    """Ja or Nej with a mark; a dash where nobody knows."""
    return Shown(NOTHING) if value is None else Shown("✓ Ja", "met") if value else Shown("✕ Nej", "not_met")


def counted(number_of: int, one: str, many: str) -> str:
    """ "1 aktivitet", "1 234 aktiviteter"."""
    return f"{whole(number_of).text}{_SPACE}{one if number_of == 1 else many}"


def _marked(words: dict[str, tuple[str, str]], value: str | None) -> Shown:
    if value is None:
        return Shown(NOTHING)
    if value not in words:
        return Shown(value)
    mark, word = words[value]
    return Shown(f"{mark}{_SPACE}{word}", value)


def _signed(value: float, digits: str) -> str:
    return f"{_MINUS if value < 0 and digits.strip('0,.') else ''}{digits.replace(',', _SPACE).replace('.', ',')}"
