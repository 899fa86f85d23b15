"""Calendars of a plan's follow-ups, as tables under any heading and as lines."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plan_making import heading, paragraph, read, table

COVER = [*heading("Verksamhetsplan 2031", 1), *paragraph("Socialnämnden, Tanums kommun")]
FILLER = paragraph("Tanums kommun arbetar med detta hela året. Tanums kommun följer upp arbetet varje tertial.")


@pytest.mark.parametrize(
    "headings",
    [
        ["Rapport", "Per den", "Innehåll"],
        ["Uppföljning", "Avser till och med", "Kommentar"],
        ["Avrapportering", "Datum", "Omfattning"],
        ["Händelse", "När", "Innehåll"],
    ],
)
def test_a_calendar_is_told_by_the_names_and_days_in_it(headings: list[str]) -> None:
    rows = [
        headings,
        ["Tertialrapport 1", "30 april", "Ekonomi"],
        ["Delårsbokslut", "31 augusti 2031", "Mål och ekonomi"],
        ["Verksamhetsberättelse", "2031-12-31", "Hela året"],
    ]
    found = read(COVER, heading("Årshjul", 2), table(rows), FILLER)
    assert [(f.label, f.period, f.due_on, f.comment) for f in found.followups] == [
        ("Tertialrapport 1", "T1", date(2031, 4, 30), "Ekonomi"),
        ("Delårsbokslut", "T2", date(2031, 8, 31), "Mål och ekonomi"),
        ("Verksamhetsberättelse", "T3", date(2031, 12, 31), "Hela året"),
    ]
    assert found.activities == ()


def test_a_calendar_may_be_lines_with_a_day_each() -> None:
    found = read(
        COVER, heading("Uppföljning", 2), paragraph("Nämnden följer upp planen:"),
        paragraph("• Tertialrapport 1: 30 april"), paragraph("• Delårsrapport – 31 augusti 2031"),
        paragraph("• Resultatet: se nedan"), FILLER,
    )  # fmt: skip
    assert [(f.label, f.due_text, f.due_on) for f in found.followups] == [
        ("Tertialrapport 1", "30 april", date(2031, 4, 30)),
        ("Delårsrapport", "31 augusti 2031", date(2031, 8, 31)),
    ]


def test_a_table_of_documents_is_no_calendar() -> None:
    rows = [["Dokument", "Antagen"], ["Årsredovisning", "2030-04-12"], ["Delårsrapport", "2030-10-02"]]
    assert read(COVER, heading("Styrande dokument", 2), table(rows), FILLER).followups == ()
