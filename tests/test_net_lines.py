"""Which line is a board's net cost of the year: proven by words and amounts, chosen by a person, or left open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.ingest import ingest
from pipeline.net_choices import NetChoice, NetChoicesError, read_net_choices, take_net_choices
from tests.corpus import corpus_folder
from tests.money_rows import BUDGET, FORECAST, Column, add_table, database_with_words
from tests.plan_rows import add_document, sha256

KOMMUN = "0114"
PARTS = [("Skola", "-20", "-24"), ("Vård", "-30", "-36")]
COLUMNS = (BUDGET, FORECAST)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = database_with_words()
    add_document(con, "d", "T2", kommun=KOMMUN)
    return con


def net(con: duckdb.DuckDBPyConnection) -> tuple[float | None, str | None, str | None]:
    """Net budget of the only body, the reason where there is none, and what proves its line."""
    store.create_views(con)
    [row] = store.rows(con, "FROM municipality_comparison")
    return row["net_budget_sek"], row["net_budget_reason"], row["budget_proof"]


def add_titled(
    con: duckdb.DuckDBPyConnection, number: int, title: str | None, rows: Sequence[tuple[str, ...]], **kinds: str
) -> None:
    add_table(con, "d", number, COLUMNS, rows, **kinds)  # type: ignore[arg-type]
    con.execute("UPDATE budget_lines SET table_title = ? WHERE table_id = ?", [title, f"d-t{number}"])


@pytest.mark.parametrize(
    ("title", "label", "proof"),
    [
        (None, "Nettokostnad", "net_label"),
        ("Resultaträkning, tkr", "Verksamhetens nettokostnader", "net_label"),
        ("Driftsammandrag per verksamhet (belopp i mnkr)", "Summa nettokostnader", "net_label"),
        ("Internbudget Exempelnämnden", "S:a Nettokostnad", "net_label"),
        ("Ekonomisk uppföljning augusti 2031", "Nettokostnad totalt", "net_label"),
        ("Driftredovisning", "Summa Exempelnämnden", "board_sum"),
        ("Driftredovisning", "Exempelnämnden totalt", "board_sum"),
        ("Nettokostnad per verksamhetsområde (mnkr)", "Summa", "net_table"),
        ("Exempelnämndens nettokostnader", "Totalt", "net_table"),
    ],
)
def test_a_line_named_as_the_net_of_its_board(
    con: duckdb.DuckDBPyConnection, title: str | None, label: str, proof: str
) -> None:
    add_titled(con, 1, title, [*PARTS, (label, "-50", "-60")])
    con.execute("UPDATE budget_lines SET is_total = true WHERE label = ?", [label])
    assert net(con) == (50_000, None, proof)


@pytest.mark.parametrize(
    ("title", "rows", "reason"),
    [
        ("Driftbidrag till föreningar", [("Ungdom", "-2", "-2"), ("Summa", "-2", "-2")], "no_line"),
        ("Resultaträkning", [("Kommunbidrag", "", "50"), ("Årets resultat", "0", "-3")], "no_line"),
        ("Prognos per nämnd", [*PARTS, ("Summa nämnder", "-50", "-60")], "no_line"),
        ("Kommunens driftredovisning", [*PARTS, ("Verksamhetens nettokostnader", "-50", "-60")], "several_boards"),
        ("Driftredovisning per nämnd", [*PARTS, ("Nettokostnad", "-50", "-60")], "several_boards"),
        ("Biblioteket", [("Personal", "-20", "-24"), ("Nettokostnad", "-20", "-24")], "part_perhaps"),
        ("Resultaträkning hemtjänst", [("Personal", "-20", "-24"), ("Nettokostnad", "-20", "-24")], "part_perhaps"),
        ("Drift", [("Bibliotek",), ("Personal", "-20", "-24"), ("Nettokostnad", "-20", "-24")], "part_perhaps"),
        ("Drift", [("Nettokostnad", "-20", "-24")], "unknown_sign"),
        ("Drift", [*PARTS, ("Finansnetto", "-1", "-1"), ("Netto skola", "-5", "-5")], "no_line"),
        ("Drift", [("INTÄKTER",), ("Skola", "5", "5"), ("Summa Exempelnämnden", "5", "5")], "no_line"),
    ],
)
def test_a_line_that_is_not_surely_the_net(
    con: duckdb.DuckDBPyConnection, title: str, rows: list[tuple[str, ...]], reason: str
) -> None:
    add_titled(con, 1, title, rows)
    con.execute(
        "UPDATE budget_lines SET is_total = true WHERE label IN ('Nettokostnad', 'Verksamhetens nettokostnader')"
    )
    assert net(con) == (None, reason, None)


def test_the_budget_of_a_part_of_the_year_is_not_the_years(con: duckdb.DuckDBPyConnection) -> None:
    columns = (Column("Budget jan–aug", "budget"), Column("Budget helår", "budget"))
    add_table(con, "d", 1, columns, [("Skola", "-33", "-50"), ("Nettokostnad", "-33", "-50")])
    con.execute("UPDATE budget_lines SET as_of = DATE '2031-08-31' WHERE column_text = 'Budget jan–aug'")
    assert net(con) == (50_000, None, "net_label")
    [(budget,)] = con.execute("SELECT budget FROM budget_overview WHERE label = 'Nettokostnad'").fetchall()
    assert budget == -50_000


def test_the_net_of_two_parts_is_neither(con: duckdb.DuckDBPyConnection) -> None:
    for number, amount in ((1, "-50"), (2, "-70")):
        add_table(con, "d", number, COLUMNS, [("Personal", amount, amount), ("Nettokostnad", amount, amount)])
    assert net(con) == (None, "several_amounts", None)


def test_amounts_that_only_rounding_parts_are_one(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, COLUMNS, [("Personal", "-50,1", "-60,0"), ("Nettokostnad", "-50,1", "-60,0")], unit="mkr")
    add_table(con, "d", 2, COLUMNS, [("Personal", "-50123", "-60001"), ("Nettokostnad", "-50123", "-60001")])
    assert net(con) == (50_123_000, None, "net_label")


def test_a_sum_with_the_amount_of_the_net_is_the_net(con: duckdb.DuckDBPyConnection) -> None:
    add_titled(con, 1, "Ekonomi", [("Kostnader", "", "-60123"), ("Nettokostnader", "", "-60123")])
    add_titled(
        con, 2, "Kultur och fritid i siffror", [("Bad", "-50000", "-60123"), ("Summa totalt", "-50000", "-60123")]
    )
    assert net(con) == (50_000_000, None, "same_amount")


def test_the_ram_is_the_budget_where_no_net_is_printed(con: duckdb.DuckDBPyConnection) -> None:
    add_titled(
        con,
        1,
        "Resultaträkning",
        [("Personal", "-50", "-60"), ("Kommunbidrag", "50", "50"), ("Årets resultat", "0", "-10")],
    )
    assert net(con) == (50_000, None, "frame")


def test_the_kommuns_net_is_that_of_the_kommun_not_of_the_group(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE documents SET committee = NULL")
    columns = (Column("Kommunen budget", "budget"), Column("Koncernen budget", "budget"))
    rows = [("Verksamhetens kostnader", "-90", "-99"), ("Verksamhetens nettokostnader", "-50", "-55")]
    add_table(con, "d", 1, columns, rows, statement="resultat")
    con.execute("UPDATE budget_lines SET table_title = 'Resultaträkning'")
    assert net(con) == (50_000, None, "net_label")


def test_minutes_tell_of_others_too(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, COLUMNS, [*PARTS, ("Nettokostnad", "-50", "-60")])
    con.execute("UPDATE documents SET document_type = 'protokoll'")
    assert net(con) == (None, "other_body", None)


def test_an_outcome_is_of_a_final_report(con: duckdb.DuckDBPyConnection) -> None:
    rows = [("Skola", "-50", "-48"), ("Nettokostnad", "-50", "-48")]
    for document, period in (("d", "T2"), ("e", "T3")):
        if period == "T3":
            add_document(con, document, period, kommun=KOMMUN)
        add_table(con, document, 1, (BUDGET, Column("Utfall", "outcome")), rows)
        store.create_views(con)
        [row] = store.rows(con, "FROM municipality_comparison")
        reached = (row["net_outcome_sek"], row["net_outcome_reason"], row["net_variance_sek"])
        assert reached == ((None, "no_final_report", None) if period == "T2" else (48_000, None, 2_000))


def test_a_persons_choice_of_line(con: duckdb.DuckDBPyConnection) -> None:
    add_titled(con, 1, "Biblioteket", [*PARTS, ("Delat resultat", "-50", "-60"), ("Nettokostnad", "-7", "-8")])
    choices = [NetChoice(sha256("d"), 1, "DELAT  resultat"), NetChoice(sha256("d"), 1, "Finns inte")]
    take_net_choices(con, [*choices, NetChoice(sha256("not stored"), 1, "Nettokostnad")])
    assert net(con) == (50_000, None, "chosen")
    store.run_checks(con)
    found = con.execute("SELECT document_id, stated, page FROM findings WHERE check_name = 'net_choice'").fetchall()
    assert found == [("d", "Finns inte", 1)]


def test_the_file_of_choices(tmp_path: Path) -> None:
    file = tmp_path / "net_lines.csv"
    assert read_net_choices(file) == []
    file.write_text(f"\ufeffsha256;page;label\n{'a' * 64};3;Summa nämnden\n\n{'a' * 64};3;Summa nämnden\n", "utf-8")
    assert read_net_choices(file) == [NetChoice("a" * 64, 3, "Summa nämnden")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hash,page,label\n", "line 1: found the header 'hash,page,label'"),
        (f"sha256,page,label\n{'a' * 63},3,Summa\n", "line 2: found sha256"),
        (f"sha256,page,label\n{'a' * 64},0,Summa\n", "line 2: found page '0', expected a page from 1"),
        (f"sha256,page,label\n{'a' * 64},1,\n", "line 2: found no label"),
        (f"sha256,page,label\n{'a' * 64},1,Summa,drift\n", "line 2: found 4 fields, expected 3 fields"),
        (f'sha256,page,label\n{"a" * 64},1,"Summa\n', "broken quotes"),
    ],
)
def test_a_file_of_choices_that_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "net_lines.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(NetChoicesError) as raised:
        read_net_choices(file)
    assert str(raised.value).startswith(f"{file}, line ")
    assert words in str(raised.value)


# What a person reads on the pages: net budget of the year in thousand SEK with its page, or the reason for none.
NETS = {
    "corpus/askersund_ks_delarsbokslut_2024_08": (169_744, 15),
    "corpus/oxelosund_ks_verksamhetsplan_2022_2024": (79_366, 12),
    "real/alingsas_sn_manadsuppfoljning_2017-11": (386_549, 1),
    "real/alingsas_kommun_manadsuppfoljning_2026-04": "no_line",  # each board's result, and the kommun's
    "real/simrishamn_kfn_arsbokslut_2025": (63_119, 33),
    "synth/finspang_arsredovisning_2024": (1_624_300, 8),
    "synth/flen_sbn_delarsrapport_t2_2025": (77_385, 7),
    "synth/flen_sbn_verksamhetsplan_2025": (77_385, 7),
    "synth/katrineholm_von_delarsrapport_2025": (662_800, 7),
    "synth/lekeberg_ks_delarsrapport_2025-08": (112_155, 2),
    "synth/odeshog_ks_protokoll_2025-09-03": "no_line",  # the sum of all boards, in minutes of one
    "synth/vadstena_mal_och_budget_2026_2028": (629_400, 5),
}


@pytest.mark.parametrize("name", NETS)
def test_net_budgets_of_documents_are_those_of_their_pages(name: str, tmp_path: Path) -> None:
    database = tmp_path / "kommunplan.duckdb"
    ingest([corpus_folder() / f"{name}.pdf"], database, workers=1)
    with store.reading(database) as con:
        [row] = store.comparison(con)
    wanted = NETS[name]
    if isinstance(wanted, str):
        assert (row["net_budget_sek"], row["net_budget_reason"]) == (None, wanted)
    else:
        assert (row["net_budget_sek"], row["budget_page"]) == (wanted[0] * 1000, wanted[1])
        assert row["budget_bbox"] is not None
