"""What the desk's pages show: Swedish forms, the flow of statuses, what kommuner have in common, decisions."""

from __future__ import annotations

import csv
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, read_lines

from pipeline.decisions import read_decisions
from pipeline.desk import comparing, flow, review, swedish
from pipeline.desk.published import answer
from pipeline.desk.table import Column, EvidenceTable
from pipeline.explain import NOT_UNDERSTOOD
from pipeline.ingest import decisions_file, ingest
from pipeline.likeness import title_score
from pipeline.resemblance import SAME_SCORE, CorrectionsError, add_correction, read_corrections, resembling, same_names

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        (swedish.number, 1234.5, f"1{SPACE}234,5"),
        (swedish.number, -0.25, "−0,25"),
        (swedish.number, 1_000_000, f"1{SPACE}000{SPACE}000"),
        (swedish.number, 0, "0"),
        (swedish.number, None, "–"),
        (swedish.tkr, 1_234_500, f"1{SPACE}234,5"),
        (swedish.mkr, -79_366_000, "−79,4"),
        (swedish.share, 0.657, f"66{SPACE}%"),
        (swedish.day, date(2024, 8, 31), "2024-08-31"),
        (swedish.status, "in_progress", f"▶{SPACE}Pågår"),
        (swedish.status, None, "–"),
        (swedish.check, "row_sum", "Raden går inte ihop"),
        (swedish.check, "a_check_of_tomorrow", "a_check_of_tomorrow"),
        (swedish.yes, None, "–"),
    ],
)
def test_values_look_swedish(form: Callable[[object], swedish.Shown], value: object, shown: str) -> None:
    assert form(value).text == shown


def test_every_check_has_swedish_words() -> None:
    checks = {file.stem for file in (ROOT / "pipeline" / "sql" / "checks").glob("*.sql")}
    assert checks | NOT_UNDERSTOOD <= set(swedish.CHECKS)


def observed(change: str | None, **statuses: str | None) -> dict[str, object]:
    """A row of activity_progress: the status in each report that has the activity."""
    row: dict[str, object] = {"change": change}
    for period in swedish.PERIODS:
        row |= {f"page_{period}": 1 if period in statuses else None, f"status_{period}": statuses.get(period)}
    return row


def test_the_flow_counts_each_way_between_two_reports() -> None:
    progress = [
        observed("completed", plan=None, t2="in_progress", t3="done"),
        observed("completed", plan=None, t2="in_progress", t3="done"),
        observed("regressed", plan=None, t2="in_progress", t3="not_started"),
        observed("dropped", plan=None, t2="not_started"),
        observed("new", t3="in_progress"),
    ]
    assert flow.periods_of(progress) == ["plan", "t2", "t3"]
    assert set(flow.moves(progress)) == {
        ("plan", "t2", "no_status", "in_progress", 3),
        ("plan", "t2", "no_status", "not_started", 1),
        ("t2", "t3", "in_progress", "done", 2),
        ("t2", "t3", "in_progress", "not_started", 1),
        ("t2", "t3", "not_started", "missing", 1),
        ("t2", "t3", "missing", "in_progress", 1),
    }
    assert flow.in_words(progress) == (
        f"5{SPACE}aktiviteter från Plan till T3: 2 blev klara, 1 gick bakåt, 1 är nya, 1 finns inte kvar."
    )


def test_one_report_alone_has_nothing_to_flow() -> None:
    assert flow.moves([observed(None, t2="done")]) == []
    assert "inget att jämföra" in flow.in_words([observed(None, t2="done")])


def test_no_pair_of_titles_above_the_score_is_lost_by_not_comparing_all(samples: Path) -> None:
    with duckdb.connect(samples, read_only=True) as con:
        titles = [
            title for (title,) in con.execute("SELECT title FROM activities ORDER BY document_id, row").fetchall()
        ]
    found = {(pair.first, pair.second) for pair in resembling(titles, titles, SAME_SCORE)}
    all_pairs = {
        (i, j) for i, a in enumerate(titles) for j, b in enumerate(titles) if title_score(a, b) >= SAME_SCORE
    }  # fmt: skip
    assert len(all_pairs) > len(titles)
    assert found == all_pairs


NAMES = ["Sjukfrånvaro, procent", "Sjukfrånvaron, procent", "Nöjda brukare", "Sjukfrånvaro, procent"]


def test_a_name_with_another_ending_is_the_same_measure() -> None:
    assert same_names(NAMES, {}) == {
        "Sjukfrånvaro, procent": "Sjukfrånvaro, procent",
        "Sjukfrånvaron, procent": "Sjukfrånvaro, procent",
        "Nöjda brukare": "Nöjda brukare",
    }


def test_a_persons_word_on_two_names_goes_before_their_likeness(tmp_path: Path) -> None:
    file = tmp_path / "indicator_names.csv"
    add_correction(file, "Sjukfrånvaro, procent", "Sjukfrånvaron, procent", "different", date(2031, 5, 1))
    add_correction(file, "Nöjda brukare", "Brukarindex", "same", date(2031, 5, 2))
    leaders = same_names([*NAMES, "Brukarindex"], read_corrections(file))
    assert leaders["Sjukfrånvaron, procent"] == "Sjukfrånvaron, procent"
    assert leaders["Brukarindex"] == leaders["Nöjda brukare"]


def test_a_broken_line_of_corrections_is_named(tmp_path: Path) -> None:
    file = tmp_path / "indicator_names.csv"
    file.write_text("name,other_name,decision,decided_on\nA,B,kanske,2031-05-01\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"indicator_names\.csv, line 2: .*same or different"):
        read_corrections(file)


def test_measures_under_two_names_stand_on_one_row() -> None:
    rows = [
        {
            "municipality": kommun, "indicator": name, "group": None, "target_text": "5 %", "outcome_text": outcome,
            "year": 2031, "place": {"document_id": kommun, "page": 1, "bbox": None},
        }
        for kommun, name, outcome in [
            ("Ale", "Sjukfrånvaro, procent", "4 %"),
            ("Boden", "Sjukfrånvaron, procent", "6 %"),
            ("Boden", "Nöjda brukare", "80"),
        ]
    ]  # fmt: skip
    [row] = comparing.common_indicators(rows, {})
    assert row["text Ale"] == "utfall 4 % mål 5 % (2031)"
    assert row["text Boden"] == "utfall 6 % mål 5 % (2031)"
    assert (row["name"], row["names"]) == ("Sjukfrånvaro, procent", "också: Sjukfrånvaron, procent")


def test_the_likest_activity_of_each_other_kommun() -> None:
    def activity(kommun: str, title: str) -> dict[str, object]:
        unknown = dict.fromkeys(["status", "status_text", "goal", "goal_level", "goal_number", "place"])
        return {"municipality": kommun, "title": title} | unknown

    rows = [
        activity("Ale", "Införa e-arkiv"),
        activity("Ale", "Bygga ny simhall"),
        activity("Boden", "Införande av e-arkiv"),
        activity("Boden", "Införa e-arkiv"),
        activity("Kil", "Se över taxor"),
    ]
    [row] = comparing.common_activities(rows, "Ale")
    assert (row["own_title"], row["municipality"], row["other_title"]) == ("Införa e-arkiv", "Boden", "Införa e-arkiv")


@pytest.fixture
def waiting(folder: Path, database: Path) -> dict[str, object]:
    """The one link of two follow-ups that waits for a person."""
    (folder / "t2.pdf").write_text("T2\nUtveckla samarbetet i norra skolan|Pågår|in_progress")
    (folder / "t3.pdf").write_text("T3\nUtveckla samarbetet i södra skolan|Klart|done")
    ingest([folder], database, read=read_lines)
    [row] = answer(database, "waiting")
    return row


def test_a_decision_is_in_the_file_at_once_and_in_the_database_after_the_next_run(
    waiting: dict[str, object], folder: Path, database: Path
) -> None:
    pair = str(waiting["from_activity_id"]), str(waiting["to_activity_id"])
    before = database.stat().st_mtime_ns
    review.decide(database, *pair, accepted=True)
    assert database.stat().st_mtime_ns == before
    assert review.decided(database) == {pair: "confirmed"}
    with decisions_file(database).open(encoding="utf-8") as lines:
        [line] = csv.DictReader(lines)
    assert (line["from_title"], line["to_title"], line["decision"]) == (
        "utveckla samarbetet i norra skolan", "utveckla samarbetet i södra skolan", "confirmed",
    )  # fmt: skip
    ingest([folder], database, read=read_lines)
    with duckdb.connect(database, read_only=True) as con:
        assert con.execute("SELECT decision FROM activity_links").fetchall() == [("confirmed",)]
    assert answer(database, "waiting") == []


def test_a_second_word_on_a_pair_replaces_the_first(waiting: dict[str, object], database: Path) -> None:
    pair = str(waiting["from_activity_id"]), str(waiting["to_activity_id"])
    review.decide(database, *pair, accepted=True)
    review.decide(database, *pair, accepted=False)
    assert [decision.decision for decision in read_decisions(decisions_file(database))] == ["rejected"]


def test_a_table_shows_its_rows_by_page_order_and_words(tmp_path: Path) -> None:
    rows = [{"n": n, "name": f"rad {n}"} for n in range(60)]
    table = EvidenceTable(
        tmp_path / "none", "Rader", [Column("n", "Nummer", swedish.number), Column("name", "Namn")], rows
    )
    assert (len(table.rows), table.pages, table.count) == (25, 3, f"60{SPACE}rader")
    table.page = 2
    assert [row[1]["text"] for row in table.rows] == [f"rad {n}" for n in range(50, 60)]
    table.order = [0, -1]
    assert (table.page, table.rows[0][1]["text"]) == (0, "rad 59")
    table.words = "RAD 4"
    assert table.count == f"15{SPACE}rader"  # both words, wherever they stand


def test_a_taken_port_is_said_so(samples: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        command = ["desk", "--no-browser", "--port", str(port), "--database", str(samples)]
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"kommunplan: port {port} is taken")
    assert "--port" in done.stderr
