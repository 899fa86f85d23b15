"""What printed statuses mean: the forms that kommuner print, and those that say too little."""

from __future__ import annotations

import pytest

from extractors.values.statuses import status_of


@pytest.mark.parametrize(
    ("status", "printed"),
    [
        (
            "not_started",
            [
                "Ej påbörjad",
                "EJ PÅBÖRJAT",
                "Inte startad",
                "Ännu inte påbörjad",
                "Har inte påbörjats",
                "ej start",
                "Icke påbörjat",
                "Är ännu ej påbörjad",
                "Arbetet är inte påbörjat",
                "Planerad",
                "Ej inlett",
            ],
        ),
        (
            "in_progress",
            [
                "Pågår",
                "Pågående",
                "pågår enligt plan",
                "Pågående, enligt plan",
                "Pågår – enligt tidplan",
                "Följer plan",
                "Enligt plan",
                "Löpande",
                "Påbörjad",
                "Arbetet pågår",
                "Under arbete",
                "Pågår (enligt plan)",
                "I fas",
            ],
        ),
        (
            "done",
            [
                "Klar",
                "Klart",
                "Genomförd",
                "Genomförda",
                "Avslutad",
                "Klar med avvikelse",
                "Avslutad, enligt plan",
                "Slutfört före tid",
                "Är genomförd",
                "Har genomförts",
                "Klart. Rutinen är framtagen och beslutad.",
            ],
        ),
        (
            "delayed",
            [
                "Försenad",
                "Pågår, försenad",
                "Pågående men försenad",
                "Pågår med försening",
                "Påbörjad/försenad",
                "Överförd till nästa år",
                "Överförs till 2032",
                "Senarelagd till 2032",
                "Framflyttat",
            ],
        ),
        ("paused", ["Pausad", "Vilande", "Tillfälligt stoppad", "Projektet är pausat"]),
        (
            "cancelled",
            ["Avbruten", "Utgår", "Inte längre aktuell", "Kommer inte att genomföras", "Struken", "Bortprioriterad"],
        ),
    ],
)
def test_printed_forms_mean_one_status(status: str, printed: list[str]) -> None:
    assert {form: status_of(form) for form in printed} == dict.fromkeys(printed, status)


@pytest.mark.parametrize(
    "printed",
    [
        "Väntar på svar",
        "Avviker",
        "Delvis genomförd",
        "Ej genomförd",
        "Ej klart",
        "Inte pågående",
        "Klart 2032",
        "Klart 50 %",
        "Ej påbörjad, försenad",
        "Klar/pågår",
        "Pågår, okänt",
        "i tid",
        "Grön",
        "Klart. Nästa steg pågår.",
        "Stoppad",
        "Pågår. Arbetet är försenat.",
        "",
        "Utvärdering visar att rutinen är klar",
    ],
)
def test_what_says_too_little_has_no_status(printed: str) -> None:
    assert status_of(printed) is None


def test_no_status_is_none() -> None:
    assert status_of(None) is None
