"""What the audit finds in financial tables, what it leaves alone, and how it compares with a careful auditor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipeline import store
from pipeline.ingest import ingest
from tests.corpus import corpus_folder
from tests.money_rows import BUDGET, FORECAST, OUTCOME, VARIANCE, Column, add_table, database_with_words
from tests.plan_rows import add_document

LAST_YEAR, CHANGE = Column("Budget 2030", "budget", 2030), Column("Förändring", "change")
MEASURED = (OUTCOME, BUDGET, VARIANCE)
Rows = Sequence[tuple[str, ...]]
Found = tuple[str, str, str, str, str, str]


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = database_with_words()
    add_document(con, "d", "T2")
    return con


def audit(con: duckdb.DuckDBPyConnection) -> list[Found]:
    """Check, severity, label, column, stated and expected of each finding."""
    store.run_checks(con)
    found: list[Found] = con.execute(
        "SELECT check_name, severity, label, column_text, stated, expected FROM findings ORDER BY ALL"
    ).fetchall()
    return found


ACCOUNTS = [
    ("Skola", "-100", "-110", "10"),
    ("Vård", "-205", "-200", "-5"),
    ("Kultur", "-30", "-33", "3"),
    ("Gator", "-40", "-40", "0"),
    ("Summa", "-375", "-383", "8"),
]


def with_row(rows: Rows, label: str, *amounts: str) -> Rows:
    return [(label, *amounts) if row[0] == label else row for row in rows]


def test_a_table_that_adds_up(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, MEASURED, ACCOUNTS)
    assert audit(con) == []


def test_a_sum_that_its_lines_do_not_give(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, (OUTCOME, BUDGET), [row[:3] for row in with_row(ACCOUNTS, "Summa", "-385", "-383", "8")])
    assert audit(con) == [("column_sum", "warning", "Summa", "Utfall", "-385", "-375")]


def test_amounts_that_were_not_read_for_certain_make_no_warning(con: duckdb.DuckDBPyConnection) -> None:
    rows = [row[:3] for row in with_row(ACCOUNTS, "Summa", "-385", "-383", "8")]
    add_table(con, "d", 1, (OUTCOME, BUDGET), rows, verified=False)
    assert audit(con) == [("column_sum", "info", "Summa", "Utfall", "-385", "-375")]


@pytest.mark.parametrize("signs", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
def test_the_sign_of_variances_and_amounts_is_the_tables_own(
    con: duckdb.DuckDBPyConnection, signs: tuple[int, int]
) -> None:
    amount_sign, variance_sign = signs
    rows = [
        (label, *(f"{amount_sign * int(a)}" for a in amounts[:2]), f"{variance_sign * int(amounts[2])}")
        for label, *amounts in with_row(ACCOUNTS, "Gator", "-40", "-40", "7")
        if label != "Summa"
    ]
    add_table(con, "d", 1, MEASURED, rows)
    assert audit(con) == [("variance", "warning", "Gator", "Avvikelse", f"{variance_sign * 7}", "0")]


def test_a_variance_against_the_outcome_though_a_forecast_stands_beside(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("Skola", "100", "140", "150", "50"),
        ("Vård", "200", "290", "300", "100"),
        ("Kultur", "30", "44", "45", "15"),
        ("Gator", "40", "60", "60", "25"),
    ]
    add_table(con, "d", 1, (OUTCOME, FORECAST, BUDGET, VARIANCE), rows)
    assert audit(con) == [("variance", "warning", "Gator", "Avvikelse", "25", "20")]


def test_a_variance_in_percent_follows_no_difference(con: duckdb.DuckDBPyConnection) -> None:
    percents = ("9,1 %", "-2,5", "9,0", "0,0", "2,1")
    rows = [(*row[:3], percent) for row, percent in zip(ACCOUNTS, percents, strict=True)]
    add_table(con, "d", 1, MEASURED, rows)
    assert [found for found in audit(con) if found[1] != "info"] == []


def test_the_budget_after_a_change(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("Skola", "100", "10", "110"),
        ("Vård", "200", "-5", "195"),
        ("Kultur", "30", "3", "33"),
        ("Gator", "40", "2", "45"),
    ]
    add_table(con, "d", 1, (LAST_YEAR, CHANGE, BUDGET), rows, statement="driftbudget")
    assert audit(con) == [("row_sum", "warning", "Gator", "Budget", "45", "42")]


def test_several_changes_work_together(con: duckdb.DuckDBPyConnection) -> None:
    columns = (LAST_YEAR, Column("Löner", "change"), Column("Ram", "change"), BUDGET)
    rows = [
        ("Skola", "100", "10", "0", "110"),
        ("Vård", "200", "5", "0", "205"),
        ("Kultur", "30", "3", "0", "33"),
        ("Bad", "30", "3", "2", "35"),
        ("Gator", "40", "2", "4", "48"),
    ]
    add_table(con, "d", 1, columns, rows, statement="driftbudget")
    assert audit(con) == [("row_sum", "warning", "Gator", "Budget", "48", "46")]


def test_by_the_documents_convention_alone_nothing_is_certain(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, MEASURED, [(f"{label} {n}", *rest) for n in (1, 2) for label, *rest in ACCOUNTS[:3]])
    add_table(con, "d", 2, MEASURED, [("Bibliotek", "10", "30", "12")])
    assert audit(con) == [("variance", "info", "Bibliotek", "Avvikelse", "12", "-20")]


NESTED = [
    ("Kommunstyrelsen",),
    ("Stab", "-10", "-12"),
    ("Ekonomi", "-20", "-21"),
    ("Dels:a förvaltning", "-30", "-33"),
    ("Näringsliv", "-5", "-6"),
    ("IT", "-7", "-8"),
    ("varav licenser", "-3", "-3"),
    ("Turism", "-2", "-3"),
    ("Dels:a service", "-9", "-11"),
    ("Summa kommunstyrelsen", "-44", "-50"),
    ("Byggnadsnämnden",),
    ("Lov", "-8", "-8"),
    ("Tillsyn", "-4", "-5"),
    ("Summa byggnadsnämnden", "-12", "-13"),
    ("",),
    ("Totalt", "-56", "-63"),
]


def test_sums_in_sums_over_sections_with_single_lines_between(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, (OUTCOME, BUDGET), NESTED)
    assert audit(con) == []


@pytest.mark.parametrize(
    ("label", "stated", "expected"),
    [("Summa kommunstyrelsen", ("-44", "-51"), "-50"), ("Totalt", ("-56", "-73"), "-63")],
)
def test_the_one_sum_that_is_wrong(
    con: duckdb.DuckDBPyConnection, label: str, stated: tuple[str, str], expected: str
) -> None:
    rows = [row for row in with_row(NESTED, label, *stated) if label == "Totalt" or row[0] not in ("", "Totalt")]
    add_table(con, "d", 1, (OUTCOME, BUDGET), rows)
    assert {found[2:] for found in audit(con)} == {(label, "Budget", stated[1], expected)}


def test_a_difference_that_rounding_makes_is_an_info(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("Skola", "100,3", "110,2"),
        ("Vård", "200,4", "195,1"),
        ("Kultur", "30,4", "33,1"),
        ("Summa", "331,2", "338,4"),
    ]
    add_table(con, "d", 1, (OUTCOME, BUDGET), rows, unit="mkr")
    assert audit(con) == [("column_sum", "info", "Summa", "Utfall", "331,2", "331,1")]


@pytest.mark.parametrize("signs", [(1, 1), (1, -1)])
def test_nets_by_the_tables_own_signs(con: duckdb.DuckDBPyConnection, signs: tuple[int, int]) -> None:
    income, cost = signs
    columns = (OUTCOME, FORECAST, BUDGET, LAST_YEAR)
    rows = [
        ("Intäkter", *(str(income * n) for n in (50, 60, 70, 80))),
        ("Kostnader", *(str(-cost * n) for n in (90, 95, 99, 150))),
        ("varav personal", *(str(-cost * n) for n in (40, 45, 49, 50))),
        ("Resultat", "-40", "-35", "-29", "-75"),
    ]
    add_table(con, "d", 1, columns, rows, statement="resultat")
    assert audit(con) == [("net_cost", "warning", "Resultat", "Budget 2030", "-75", "-70")]


def test_details_below_a_line_are_no_part_of_the_sum(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("Skolgård", "-100", "-110", "-120", "10"),
        ("Underhåll enligt plan", "-60", "-80", "-90", "10"),
        ("Tak", "-25", "", "", ""),
        ("Fönster", "-30", "", "", ""),
        ("Lekplats", "-12", "-12", "-15", "3"),
        ("Summa", "-172", "-202", "-225", "23"),
    ]
    add_table(con, "d", 1, (OUTCOME, FORECAST, BUDGET, VARIANCE), rows, statement="investeringsredovisning")
    assert audit(con) == [("column_sum", "info", "Underhåll enligt plan", "Utfall", "-60", "-55")]


PROJECTS = [
    ("Lunda skola, etapp 1", "-100", "-120", "-130"),
    ("Exploatering Hagen", "-51", "-66", "-77"),
    ("Ny brandstation", "-7", "-9", "-11"),
    ("Skate- och lekpark", "-3", "-4", "-5"),
]


@pytest.mark.parametrize(
    ("parts", "found"), [(("-100", "-40"), []), (("-300", "-140"), [("Kostnader", "-400", "440")])]
)
def test_parts_do_not_exceed_their_whole(
    con: duckdb.DuckDBPyConnection, parts: tuple[str, str], found: list[tuple[str, str, str]]
) -> None:
    rows = [("Intäkter", "90"), ("Kostnader", "-400"), ("varav löner", parts[0]), ("varav hyror", parts[1])]
    add_table(con, "d", 1, (OUTCOME,), rows)
    over = [(f[2], f[4], f[5]) for f in audit(con) if f[0] == "part_over_whole"]
    assert over == found


def test_one_amount_in_two_tables(con: duckdb.DuckDBPyConnection) -> None:
    again = [
        ("Lunda skola etapp 1", "-100", "-120", "-130"),
        ("Expl Hagen", "-51", "-67", "-77"),
        ("Ny brandstation (klar)", "-7", "-9", "-11"),
        ("Skatepark", "-30", "-40", "-50"),
    ]
    add_table(con, "d", 1, (OUTCOME, FORECAST, BUDGET), PROJECTS, statement="investeringsredovisning")
    add_table(con, "d", 2, (OUTCOME, FORECAST, BUDGET), again, statement="investeringsredovisning")
    found = [f for f in audit(con) if f[0] == "cross_table"]
    assert found == [("cross_table", "info", "Expl Hagen", "Prognos", "-67", "-66")]


def test_lines_of_one_name_in_tables_about_other_things_are_not_compared(con: duckdb.DuckDBPyConnection) -> None:
    add_table(con, "d", 1, (OUTCOME, FORECAST, BUDGET), PROJECTS, statement="investeringsredovisning")
    add_table(con, "d", 2, (OUTCOME, FORECAST, BUDGET), [(p[0], "-1", "-2", "-3") for p in PROJECTS])
    add_table(con, "d", 3, (OUTCOME, FORECAST, BUDGET), [(p[0], "-4", "-5", "-6") for p in PROJECTS])
    assert [f for f in audit(con) if f[0] == "cross_table"] == []


def test_what_the_sum_asks_for_where_a_number_is_broken(con: duckdb.DuckDBPyConnection) -> None:
    rows = with_row(ACCOUNTS, "Vård", "-2 0?5", "-200", "-5")
    add_table(con, "d", 1, MEASURED, rows)
    assert audit(con) == [("illegible_in_sum", "info", "Vård", "Utfall", "-2 0?5", "-205")]


def test_plans_marked_with_a_cross_and_counts_take_no_part(con: duckdb.DuckDBPyConnection) -> None:
    columns = (Column("Plan 2032", "planned", 2032), Column("Antal", "count"), BUDGET)
    rows = [("Tak", "X", "3", ""), ("Mark", "X", "4", ""), ("Totalt", "", "9", "91 000")]
    add_table(con, "d", 1, columns, rows, statement="investeringsbudget")
    assert audit(con) == []


def test_colour_during_the_year_is_an_info(con: duckdb.DuckDBPyConnection) -> None:
    add_indicator(con, "met", ">=", 70.0)
    assert [f[1] for f in audit(con)] == ["info"]


def add_indicator(con: duckdb.DuckDBPyConnection, fulfilment: str | None, comparator: str, outcome: float) -> None:
    """An indicator with the target 80."""
    con.execute(
        "INSERT INTO indicators BY NAME SELECT 'i' AS indicator_id, 'd' AS document_id, 'Nöjda' AS name,"
        " ? AS fulfilment, 1 AS page",
        [fulfilment],
    )
    for kind, value, sign in (("target", 80.0, comparator), ("outcome", outcome, "=")):
        con.execute(
            "INSERT INTO indicator_values BY NAME SELECT 'i' AS indicator_id, 'd' AS document_id, ? AS kind,"
            " 2031 AS year, ? AS value_text, ? AS value, ? AS comparator, 1 AS page",
            [kind, str(value), value, sign],
        )


@pytest.mark.parametrize(
    ("fulfilment", "comparator", "outcome", "expected"),
    [
        ("met", ">=", 70.0, "not_met"),
        ("met", ">=", 80.0, None),
        ("not_met", "<=", 80.0, "met"),
        ("not_met", "<", 80.0, None),
        ("partly", ">", 70.0, None),
        ("met", "=", 70.0, None),
        (None, ">=", 70.0, None),
    ],
)
def test_colour_against_target_and_outcome(
    con: duckdb.DuckDBPyConnection, fulfilment: str | None, comparator: str, outcome: float, expected: str | None
) -> None:
    con.execute("UPDATE documents SET period = 'T3'")
    add_indicator(con, fulfilment, comparator, outcome)
    assert [(f[1], f[5]) for f in audit(con)] == ([] if expected is None else [("warning", expected)])


def test_findings_of_the_auditor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Recall over the auditor's single findings, precision over the warnings and errors of the audit's checks."""
    gold = json.loads((corpus_folder() / "gold" / "findings.json").read_text(encoding="utf-8"))["findings"]
    database = tmp_path / "k.duckdb"
    ingest([corpus_folder() / "corpus"], database)
    names = {path.stem for path in (Path(__file__).parents[1] / "pipeline/sql/checks").glob("*.sql")} | {
        "unreadable_number"
    }
    with store.reading(database) as con:
        found = [row for row in store.findings(con) if row["check_name"] in names]
    files = {entry["file"] for entry in gold}
    key = ("label", "column", "stated", "expected", "page")
    wanted = {(e["file"], *(_plain(e[k]) for k in key)) for e in gold if not e["composite"]}
    known = {(e["file"], *(_plain(e[k]) for k in key)) for e in gold}
    read = {
        (r["file_name"], *(_plain(r[k]) for k in ("label", "column_text", "stated", "expected", "page"))): r
        for r in found
    }
    grave = [k for k, r in read.items() if r["severity"] != "info" and r["file_name"] in files]
    grave = [k for k in grave if read[k]["check_name"] not in ("unreadable_number", "status_comment", "unknown_status")]
    recall = len(wanted & read.keys()) / len(wanted)
    precision = len(known & set(grave)) / len(grave) if grave else 1.0
    missing, wrong = sorted(wanted - read.keys()), sorted(set(grave) - known)
    report = f"precision {precision:.3f}, recall {recall:.3f}; missing {missing}; wrong {wrong}"
    with capsys.disabled():
        print(f"\naudit: {report}")  # noqa: T201
    assert (recall, precision) == (1.0, 1.0), report


def _plain(value: object) -> str:
    return " ".join(str(value).split()).replace("\u2212", "-")
