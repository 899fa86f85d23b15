"""The views that compare: money, indicators and kommuner side by side."""

from __future__ import annotations

import duckdb
import pytest

from pipeline import store
from tests.money_rows import BUDGET, FORECAST, OUTCOME, VARIANCE, Column, add_table, database_with_words
from tests.plan_rows import add_activity, add_document

KOMMUN = "0114"
TOTALS = [
    ("Intäkter", "30", "48", "50", "-2"),
    ("Kostnader", "-70", "-108", "-100", "-8"),
    ("Resultat", "-40", "-60", "-50", "-10"),
]
COLUMNS = (OUTCOME, FORECAST, BUDGET, VARIANCE)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = database_with_words()
    add_document(con, "d", "T2", kommun=KOMMUN)
    return con


def compared(con: duckdb.DuckDBPyConnection) -> list[store.Row]:
    store.create_views(con)
    return store.rows(con, "FROM municipality_comparison ORDER BY municipality, committee, year")


def population(con: duckdb.DuckDBPyConnection) -> int:
    [(people,)] = con.execute("SELECT population FROM municipalities WHERE municipality_code = ?", [KOMMUN]).fetchall()
    return int(people)


def add_indicator(
    con: duckdb.DuckDBPyConnection, name: str, fulfilment: str | None, **values: tuple[str, float]
) -> None:
    con.execute(
        "INSERT INTO indicators BY NAME SELECT ? AS indicator_id, 'd' AS document_id, ? AS name, ? AS fulfilment,"
        " 4 AS page",
        [name, name, fulfilment],
    )
    for kind, (comparator, value) in values.items():
        con.execute(
            "INSERT INTO indicator_values BY NAME SELECT ? AS indicator_id, 'd' AS document_id, ? AS kind, ? AS year,"
            " ? AS value_text, ? AS value, ? AS comparator, '%' AS unit, 4 AS page",
            [name, kind, 2030 if kind == "baseline" else 2031, f"{value}", value, comparator],
        )


def test_money_side_by_side_in_kronor(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, COLUMNS, TOTALS, statement="resultat")
    store.create_views(con)
    found = con.execute(
        "SELECT label, year, outcome, forecast, budget, variance, is_total FROM budget_overview ORDER BY row"
    ).fetchall()
    assert found == [
        ("Intäkter", 2031, 30_000, 48_000, 50_000, -2_000, False),
        ("Kostnader", 2031, -70_000, -108_000, -100_000, -8_000, False),
        ("Resultat", 2031, -40_000, -60_000, -50_000, -10_000, True),
    ]


def test_budgets_of_two_years_are_two_rows(con: duckdb.DuckDBPyConnection) -> None:
    columns = (Column("Budget 2031", "budget"), Column("Budget 2032", "budget", 2032), Column("Antal", "count"))
    add_table(con, "d", 1, columns, [("Skola", "10", "12", "7")], statement="driftbudget")
    store.create_views(con)
    found = con.execute("SELECT year, budget, outcome FROM budget_overview ORDER BY year").fetchall()
    assert found == [(2031, 10_000, None), (2032, 12_000, None)]


@pytest.mark.parametrize(
    ("comparator", "met"), [(">=", False), (">", False), ("<=", True), ("<", True), ("=", None), (None, None)]
)
def test_an_indicator_is_met_in_the_direction_of_its_target(
    con: duckdb.DuckDBPyConnection, comparator: str, met: bool | None
) -> None:
    add_indicator(con, "Nöjda", "partly", baseline=("=", 60.0), target=(comparator, 80.0), outcome=("=", 70.0))
    store.create_views(con)
    found = con.execute(
        'SELECT indicator, "group", unit, year, baseline, target, outcome, met, fulfilment FROM indicator_progress'
    ).fetchall()
    assert found == [("Nöjda", None, "%", 2031, 60.0, 80.0, 70.0, met, "partly")]


def test_an_arrow_that_assesses_is_no_trend(con: duckdb.DuckDBPyConnection) -> None:
    for name in ("Under Måluppfyllelse", "Under Trend"):
        add_indicator(con, name, "met", target=(">=", 80.0), outcome=("=", 90.0))
    con.execute("UPDATE indicators SET trend = 'up'")
    con.execute("INSERT INTO field_places VALUES ('Under Trend', 'd', 'trend', 1, 4, NULL)")
    store.create_views(con)
    found = con.execute("SELECT indicator, fulfilment, trend FROM indicator_progress ORDER BY indicator").fetchall()
    assert found == [("Under Måluppfyllelse", "met", None), ("Under Trend", "met", "up")]


def test_an_indicator_with_nothing_but_a_baseline_stands_in_its_year(con: duckdb.DuckDBPyConnection) -> None:
    add_indicator(con, "Nöjda", None, baseline=("=", 60.0))
    store.create_views(con)
    found = con.execute("SELECT year, baseline, target FROM indicator_progress").fetchall()
    assert found == [(2030, 60.0, None)]


def test_one_row_per_kommun_committee_and_year(con: duckdb.DuckDBPyConnection) -> None:
    statuses = ["done", "done", "in_progress", "not_started", None]
    for row, status in enumerate(statuses, 1):
        add_activity(con, "d", row, f"Aktivitet {row}", status=status)
    add_indicator(con, "Ett", "met")
    add_indicator(con, "Två", "not_met", target=(">=", 80.0), outcome=("=", 70.0))
    add_indicator(con, "Tre", None, target=(">=", 80.0), outcome=("=", 90.0))
    add_indicator(con, "Fyra", None, target=(">=", 80.0))
    add_table(con, "d", 1, COLUMNS, TOTALS, statement="resultat")
    [row] = compared(con)
    assert (row["activities"], row["share_done"], row["share_in_progress"], row["share_not_started"]) == (
        5,
        0.4,
        0.2,
        0.2,
    )
    assert (row["indicators"], row["indicators_assessed"], row["share_indicators_met"]) == (4, 3, 2 / 3)
    assert (row["net_budget_sek"], row["net_forecast_sek"], row["net_variance_sek"]) == (50_000, 60_000, -10_000)
    assert row["net_budget_per_inhabitant_sek"] == round(50_000 / population(con), 2)
    assert (row["budget_file"], row["budget_page"]) == ("d.pdf", 1)
    assert row["population_source"]


def test_the_latest_follow_up_of_the_year_counts(con: duckdb.DuckDBPyConnection) -> None:
    add_document(con, "e", "T3", kommun=KOMMUN)
    add_document(con, "f", "T3", kommun=KOMMUN, year=2032)
    add_activity(con, "d", 1, "Ett", status="in_progress")
    add_activity(con, "e", 1, "Ett", status="done")
    add_activity(con, "f", 1, "Två", status="not_started")
    assert [(row["year"], row["activities"], row["share_done"]) for row in compared(con)] == [
        (2031, 1, 1.0),
        (2032, 1, 0.0),
    ]


def test_costs_printed_without_a_sign_are_costs_too(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("Skola", "20", "24", "25", "1"),
        ("Vård", "30", "36", "35", "-1"),
        ("Summa Exempelnämnden", "50", "60", "60", "0"),
    ]
    add_table(con, "d", 1, COLUMNS, rows)
    [row] = compared(con)
    assert (row["net_budget_sek"], row["net_forecast_sek"], row["net_variance_sek"]) == (60_000, 60_000, 0)


def test_the_net_is_no_sum_of_income_or_cost(con: duckdb.DuckDBPyConnection) -> None:
    sections = [
        ("NETTOKOSTNAD",), ("Skola", "20"), ("S:a nettokostnad", "20"),
        ("INTÄKTER",), ("Skola", "5"), ("S:a intäkter", "5"),
        ("KOSTNADER",), ("Skola", "-25"), ("Dels:a skola", "-25"), ("S:a kostnader", "-25"),
    ]  # fmt: skip
    add_table(con, "d", 1, (BUDGET,), sections, statement="driftbudget")
    [row] = compared(con)
    assert row["net_budget_sek"] == 20_000


def test_a_budget_that_is_not_verified_is_left_out(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, COLUMNS, TOTALS, statement="resultat", verified=False)
    add_activity(con, "d", 1, "Ett")
    [row] = compared(con)
    assert (row["net_budget_sek"], row["share_done"]) == (None, None)


def test_documents_of_no_known_kommun_or_without_figures_have_no_row(con: duckdb.DuckDBPyConnection) -> None:
    add_document(con, "e", "T3", kommun=None)
    add_activity(con, "e", 1, "Ett", status="done")
    assert compared(con) == []


@pytest.mark.parametrize(("variance", "reconciled"), [("-10", True), ("-13", False)])
def test_sums_reconciled(con: duckdb.DuckDBPyConnection, variance: str, reconciled: bool) -> None:
    rows = [("Skola", "1", "7", "5", "2"), ("Vård", "1", "3", "4", "-1"), ("Bad", "1", "9", "2", "7")]
    add_table(con, "d", 1, COLUMNS, [*rows, ("Gator", "1", "10", "20", variance)])
    add_document(con, "e", "T3")
    store.run_checks(con)
    store.create_views(con)
    found = con.execute("SELECT sums_reconciled FROM data_quality ORDER BY document_id").fetchall()
    assert found == [(reconciled,), (None,)]
