"""Typesets the minutes of ``data/portal``: a small listing of an invented matter on its way through three bodies."""

from __future__ import annotations

from pathlib import Path

from tests.protocol_making import LAYOUTS, Matter, Person, Protocol

FOLDER = Path(__file__).parents[1] / "data" / "portal"
NUMBER = "KS 2031/017"
TITLE = "Gång- och cykelväg till Norra skolan"


def minutes(body: str, day: str, number: int, decision: list[str], background: list[str]) -> Protocol:
    chair, secretary, adjuster = Person("Alva Berglind", "S", "ordförande"), Person("Rut Sand"), Person("Bo Ceder", "M")
    agenda = Matter(number - 1, "Godkännande av dagordningen", None, {"decision": ["Dagordningen godkänns."]})
    matter = Matter(
        number, TITLE, NUMBER,
        {"decision": decision, "background": background, "recipients": ["Samhällsbyggnadsförvaltningen"]},
    )  # fmt: skip
    return Protocol(
        kommun="Tanums", body=body, date=day, date_text=day, place_time=["Stora salen, kommunhuset, klockan 09.00"],
        deciding=[chair, adjuster, Person("Disa Ekman", "C")], substitutes=[Person("Karl Lind", "S")],
        others=[Person("Olle Persson", None, "kommunchef")], adjusters=[adjuster], chair=chair, secretary=secretary,
        matters=[agenda, matter],
    )  # fmt: skip


MINUTES = {
    "ssn-protokoll-2031-02-11.pdf": ("headings", minutes(
        "Samhällsbyggnadsnämnden", "2031-02-11", 9,
        ["Samhällsbyggnadsnämnden föreslår kommunfullmäktige att anslå 4 200 000 kronor till en gång- och cykelväg."],
        ["Vägen saknar i dag trottoar på en sträcka av 900 meter."],
    )),
    "ks-protokoll-2031-03-04.pdf": ("margin", minutes(
        "Kommunstyrelsen", "2031-03-04", 31,
        ["Kommunstyrelsen föreslår kommunfullmäktige att anslå 4 200 000 kronor till en gång- och cykelväg."],
        ["Samhällsbyggnadsnämnden föreslog den 11 februari 2031, § 9, att vägen byggs."],
    )),
    "kf-protokoll-2031-03-25.pdf": ("headings", minutes(
        "Kommunfullmäktige", "2031-03-25", 18,
        ["Kommunfullmäktige anslår 4 200 000 kronor till en gång- och cykelväg till Norra skolan."],
        ["Kommunstyrelsen behandlade ärendet den 4 mars 2031, § 31."],
    )),
}  # fmt: skip


if __name__ == "__main__":
    for name, (layout, protocol) in MINUTES.items():
        (FOLDER / name).write_bytes(LAYOUTS[layout](protocol))
