"""Personal identity numbers told from other numbers, found with their places, and masked in every text."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate

from extractors.document.personal_numbers import masked
from extractors.records import Extraction
from pipeline.cli import main
from tests.plan_making import heading, page_break, paragraph, read, table

# Published as examples by Skatteverket, or numbers of nobody in its series for tests; none is a person's.
NUMBER, CENTENARIAN, COORDINATION = "811228-9874", "19121212+1212", "701063-2391"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna (811228-9874) deltog.", "Anna (XXXXXX-XXXX) deltog."),
        ("19811228-9874", "XXXXXXXX-XXXX"),
        ("811228+9874", "XXXXXX+XXXX"),
        ("pnr 8112289874.", "pnr XXXXXXXXXX."),
        ("198112289874", "XXXXXXXXXXXX"),
        ("811228–9874", "XXXXXX–XXXX"),
        ("811228- 9874 och 670919-9530", "XXXXXX- XXXX och XXXXXX-XXXX"),
        ("Pnr:811228-9874", "Pnr:XXXXXX-XXXX"),
        ("701063-2391", "XXXXXX-XXXX"),
        ("19701063-2391", "XXXXXXXX-XXXX"),
    ],
)
def test_a_personal_number_is_masked_in_each_of_its_forms(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KS 2024/811228",
        "Dnr 2024-000811",
        "KS/2023:239",
        "811228-9875",  # wrong check digit
        "811328-9872",  # month 13
        "810229-9872",  # no leap year
        "19810229-9872",
        "212000-0480",  # the kommun's own organisation number
        "16212000-0480",
        "556036-0793",
        "2024-01-31",
        "20240131",
        "20240131-20240430",
        "8 112 289 874 kr",
        "8112289874kr",
        "1,8112289874",
        "8112289874,50",
        "3811228-9874",
        "811228-98741",
        "Bankgiro 5050-1055, telefon 0142-850 00",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


def check_digit(nine: str) -> str:
    """Luhn's rule, reckoned as Skatteverket's booklet SKV 704 shows it."""
    products = [int(digit) * weight for digit, weight in zip(nine, (2, 1) * 5, strict=False)]
    return str(-sum(int(digit) for product in products for digit in str(product)) % 10)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2030, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    nine = f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}"
    century = draw(st.sampled_from(["", f"{born.year // 100}"]))
    return f"{century}{nine[:6]}{draw(st.sampled_from(['', '-', '+']))}{nine[6:]}{check_digit(nine)}"


WORDS = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20)


@given(numbers(), WORDS, WORDS)
def test_a_number_between_any_words_is_masked_and_nothing_else_is(number: str, before: str, after: str) -> None:
    expected = "".join("X" if character.isdigit() else character for character in number)
    assert masked(f"{before} {number} {after}") == f"{before} {expected} {after}"


@given(numbers(), st.integers(1, 9))
def test_another_check_digit_is_no_number(number: str, off: int) -> None:
    other = f"{number[:-1]}{(int(number[-1]) + off) % 10}"
    assert masked(other) == other


@given(st.text(st.characters(categories=["Nd", "Pd", "Zs", "Ll"]), max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


PARTS = [
    *heading("Uppföljning av verksamhetsplan, april 2025", 1),
    *paragraph("Socialnämnden, Tanums kommun"),
    *heading(f"Ärendet om {NUMBER}", 2),
    *paragraph("Diarienummer KS/2025:118. Tanums kommun har organisationsnummer 212000-1330."),
    *paragraph(f"Ansökan från {CENTENARIAN} har beviljats."),
    *page_break(),
    *heading("Aktiviteter", 2),
]
ROWS = [["Aktivitet", "Status", "Kommentar"], ["Flytta arkivet", "Pågår", f"Väntar på {COORDINATION}"]]


def texts(extraction: Extraction) -> list[str]:
    """Every text of every record."""
    records = [extraction.documents, *(record for records in extraction.lists().values() for record in records)]
    values = [getattr(record, field.name) for record in records for field in fields(record)]  # type: ignore[arg-type]
    return [value for value in values if isinstance(value, str)]


def test_no_text_of_any_record_holds_a_number_and_each_place_is_a_finding() -> None:
    extraction = read(PARTS, table(ROWS))
    assert not [text for text in texts(extraction) if any(n in text for n in (NUMBER, CENTENARIAN, COORDINATION))]
    assert extraction.activities[0].comment == "Väntar på XXXXXX-XXXX"
    assert any("KS/2025:118. Tanums kommun har organisationsnummer 212000-1330" in t for t in texts(extraction))
    found = [finding for finding in extraction.findings if finding.check_name == "personal_number"]
    assert [(f.page, f.table_id is not None) for f in found] == [(1, False), (1, False), (2, True)]
    cell = next(cell for cell in extraction.cells if cell.text and "XXXX" in cell.text)
    assert found[2].bbox == cell.bbox


def test_a_number_read_from_a_personal_number_is_null() -> None:
    rows = [
        ["Resultaträkning, tkr", "Budget 2025", "Utfall 2025"],
        ["Intäkter", "1 200", "1 300"],
        ["Kostnader", "8112289874", "-900"],
    ]
    lines = read(PARTS, table(rows)).budget_lines
    [line] = [line for line in lines if "X" in line.amount_text]
    assert (line.amount, line.amount_sek, line.verified, line.evidence) == (None, None, False, None)
    assert [line.amount for line in lines if "X" not in line.amount_text] == [1200, 1300, -900]


def test_a_name_of_a_file_is_masked_and_its_address_stays() -> None:
    extraction = read(paragraph("Text"), file_name=f"{NUMBER}.pdf")
    assert (extraction.documents.file_name, extraction.documents.source_uri) == ("XXXXXX-XXXX.pdf", "file:///plan.pdf")
    [finding] = [f for f in extraction.findings if f.check_name == "personal_number"]
    assert "rename the file" in finding.message


def stored_texts(database: Path) -> list[str]:
    """Every value of every text column, the addresses of the files left out."""
    with duckdb.connect(database, read_only=True) as con:
        columns = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns()"
            " WHERE NOT internal AND data_type = 'VARCHAR' AND column_name <> 'source_uri'"
        ).fetchall()
        return [
            value
            for table_name, column in columns
            for (value,) in con.execute(f'SELECT "{column}" FROM {table_name} WHERE "{column}" IS NOT NULL').fetchall()
        ]


def test_ingesting_again_with_the_other_choice_reads_again(tmp_path: Path, database: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    SimpleDocTemplate(str(raw / "plan.pdf"), pagesize=A4, invariant=1).build([*PARTS, *table(ROWS)])
    command = ["ingest", str(raw), "--database", str(database)]
    for flags, expected in ([], False), (["--keep-personal-numbers"], True), ([], False):
        assert main([*command, *flags]) == 0
        assert any(COORDINATION in text for text in stored_texts(database)) == expected
        assert main([*command, *flags]) == 0
    with duckdb.connect(database, read_only=True) as con:
        outcomes = con.execute("SELECT outcome FROM ingest_log ORDER BY started_at").fetchall()
    assert outcomes == [("ingested",), ("unchanged",), ("replaced",), ("unchanged",), ("replaced",), ("unchanged",)]
