"""What the year's report in two columns says: goals, uppdrag and indicators, as plain data."""

from __future__ import annotations

from typing import NamedTuple


class Goal(NamedTuple):
    """``colour`` of the dot; ``word``: whether it stands beside the dot."""

    number: int
    text: str
    colour: str
    word: str | None
    comment: str


class Assignment(NamedTuple):
    title: str
    given_to: str
    follow_up: str


class Indicator(NamedTuple):
    name: str
    values: tuple[str, str, str]
    colour: str


# fmt: off
LEGEND = {
    "green": ("Grön = målet är uppfyllt", "met"),
    "yellow": ("Gul = målet är delvis uppfyllt", "partly"),
    "red": ("Röd = målet är inte uppfyllt", "not_met"),
}
GOALS = [
    Goal(1, "Brukare med hemtjänst ska känna sig trygga hemma.", "green", "Uppfyllt",
         "Andelen trygga brukare har ökat två år i rad."),
    Goal(2, "Väntetiden till särskilt boende ska vara högst tre månader.", "yellow", "Delvis uppfyllt",
         "Kön har minskat, men parboende dröjer fortfarande."),
    Goal(3, "Andelen utbildade undersköterskor ska öka.", "red", "Ej uppfyllt",
         "Fler har slutat än nyanställts under året."),
    Goal(4, "Barn som far illa ska få hjälp i tid.", "green", None,
         "Förhandsbedömningar görs inom två veckor."),
]
ASSIGNMENTS = [
    Assignment("Socialnämnden ska redovisa en plan för minskad användning av hyrpersonal.", "Socialnämnden",
               "Planen antogs i mars. Kostnaden för hyrpersonal har minskat med 40 procent sedan januari."),
    Assignment("Socialnämnden och utbildningsnämnden ska gemensamt ta fram en rutin för tidiga samordnade insatser.",
               "Socialnämnden och utbildningsnämnden",
               "Rutinen är beslutad av båda nämnderna. Utvärdering sker efter ett år."),
    Assignment("Socialnämnden ska pröva en mobil dagverksamhet på öarna.", "Socialnämnden",
               "Försöket pågår på Skaftö till och med sommaren."),
]
VALUE_COLUMNS = [("outcome", 2023), ("outcome", 2024), ("target", 2024)]
INDICATORS = [
    Indicator("Trygghet i hemtjänsten, andel mycket nöjda (%)", ("81", "85", "84"), "green"),
    Indicator("Väntetid till särskilt boende, dagar", ("98", "94", "90"), "yellow"),
    Indicator("Andel undersköterskor med skyddad yrkestitel (%)", ("62", "60", "65"), "red"),
    Indicator("Sjukfrånvaro, procent", ("8,9", "7,8", "8,0"), "green"),
]
INDICATOR_UNITS = ["%", "dagar", "%", "%"]
# fmt: on
