"""Beginnings and ends as kommuner print them: days, weeks, months, seasons, spans and lists."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.values.schedules import is_unread, parse_end, parse_span, parse_start

YEAR = 2031


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2032-04-01", date(2032, 4, 1)),
        ("320401", date(2032, 4, 1)),
        ("20320401", date(2032, 4, 1)),
        ("1 april 2032", date(2032, 4, 1)),
        ("den 12 december", date(2031, 12, 12)),
        ("1/4 2032", date(2032, 4, 1)),
        ("1/4-32", date(2032, 4, 1)),
        ("30.4.2032", date(2032, 4, 30)),
        ("april 2032", date(2032, 4, 30)),
        ("april-32", date(2032, 4, 30)),
        ("Apr. 2032", date(2032, 4, 30)),
        ("2032-02", date(2032, 2, 29)),
        ("203202", date(2032, 2, 29)),
        ("Q3 2032", date(2032, 9, 30)),
        ("2032 Q3", date(2032, 9, 30)),
        ("kvartal 3", date(2031, 9, 30)),
        ("våren eller hösten 2032", None),
        ("vecka 47 varje år", None),
        ("tredje kvartalet 2032", date(2032, 9, 30)),
        ("T2 2032", date(2032, 8, 31)),
        ("våren", None),
        ("hösten 2032", date(2032, 11, 30)),
        ("vår/höst 2032", date(2032, 11, 30)),
        ("Sommaren", None),
        ("ht-32", date(2032, 12, 31)),
        ("Första halvåret 2032", date(2032, 6, 30)),
        ("årsskiftet 2032/33", date(2032, 12, 31)),
        ("senast 31 maj", date(2031, 5, 31)),
        ("Klart senast mars 2032", date(2032, 3, 31)),
        ("under 2032", date(2032, 12, 31)),
        ("Löpande under 2032", date(2032, 12, 31)),
        ("2032", date(2032, 12, 31)),
        ("slutet av mars 2032", date(2032, 3, 31)),
        ("vecka 20 2032", date(2032, 5, 16)),
        ("2032-03-01, 2032-06-01 och 2032-10-01", date(2032, 10, 1)),
        ("30 april 2032 (prel.)", date(2032, 4, 30)),
    ],
)
def test_a_single_time_or_a_list_is_when_something_is_to_be_ready(text: str, due: date) -> None:
    assert parse_span(text, YEAR) == (None, due)
    assert parse_end(text, YEAR) == due


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2031–2033", date(2031, 1, 1), date(2033, 12, 31)),
        ("2031-33", date(2031, 1, 1), date(2033, 12, 31)),
        ("2031/2033", date(2031, 1, 1), date(2033, 12, 31)),
        ("mars–maj 2032", date(2032, 3, 1), date(2032, 5, 31)),
        ("jan 2031–jun 2032", date(2031, 1, 1), date(2032, 6, 30)),
        ("15 mars – 30 april", date(2031, 3, 15), date(2031, 4, 30)),
        ("våren 2031 – hösten 2032", date(2031, 3, 1), date(2032, 11, 30)),
        ("2031-03-01 t.o.m. 2031-06-30", date(2031, 3, 1), date(2031, 6, 30)),
        ("Start 2031-03-01, klart 2031-10-01", date(2031, 3, 1), date(2031, 10, 1)),
        ("Kvartal 3-4 2032", date(2032, 7, 1), date(2032, 12, 31)),
        ("v. 20-22 2032", date(2032, 5, 10), date(2032, 5, 30)),
        ("Mandatperioden 2031–2034", date(2031, 1, 1), date(2034, 12, 31)),
        ("fr.o.m. 1 april 2032", date(2032, 4, 1), None),
        ("från och med april", date(2031, 4, 1), None),
        ("november–mars 2032", None, date(2032, 3, 31)),
    ],
)
def test_a_span_has_a_beginning_and_an_end(text: str, start: date | None, due: date | None) -> None:
    assert parse_span(text, YEAR) == (start, due)
    assert parse_start(text, YEAR) == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("jan 2032", date(2032, 1, 1)),
        ("320401", date(2032, 4, 1)),
        ("Våren 2032", date(2032, 3, 1)),
        ("2032", date(2032, 1, 1)),
        ("T2", date(2031, 5, 1)),
        ("vecka 20 2032", date(2032, 5, 10)),
        ("senast 31 maj", None),
    ],
)
def test_a_column_of_beginnings_has_the_first_day_of_what_it_names(text: str, start: date | None) -> None:
    assert parse_start(text, YEAR) == start


@pytest.mark.parametrize(
    ("text", "names_a_time"),
    [
        ("Löpande", False),
        ("klart", False),
        ("Årligen", False),
        ("", False),
        ("2032-02-30", True),
        ("31/11 2032", True),
        ("321301", True),
        ("201204", True),
        ("början av 2032", True),
        ("Vintern 2032", True),
        ("enligt beslut 2030-03-05", True),
        ("inför budget 2032", True),
        ("KS 2031/123", True),
    ],
)
def test_no_day_is_made_up(text: str, names_a_time: bool) -> None:
    assert parse_span(text, YEAR) == (None, None)
    assert parse_start(text, YEAR) is None
    assert is_unread(text, YEAR) == names_a_time


def test_a_time_without_a_year_has_no_day_where_the_document_has_none() -> None:
    assert parse_span("senast 31 maj") == (None, None)
