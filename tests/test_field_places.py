"""Where single fields stand: a click on a status or comment lands on a box that holds it; findings name both places."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pypdfium2
import pytest

from pipeline import store
from pipeline.evidence import place_of
from tests.money_rows import BUDGET, FORECAST, OUTCOME, add_table, database_with_words
from tests.plan_rows import add_document

RAW = Path(__file__).parents[1] / "data" / "raw"
FIELDS = {"status": "status_text", "responsible": "responsible", "collaboration": "collaboration", "comment": "comment"}


def bare(text: str) -> str:
    """Letters and digits alone: lines and hyphens fall elsewhere on the page."""
    return re.sub(r"[^\w]|_", "", text).casefold()


def text_in(pages: dict[str, pypdfium2.PdfDocument], file_name: str, page: int, box: tuple[float, ...]) -> str:
    document = pages.setdefault(file_name, pypdfium2.PdfDocument(RAW / file_name))
    height = document[page - 1].get_height()
    text = document[page - 1].get_textpage()
    return str(text.get_text_bounded(box[0] - 1, height - box[3] - 1, box[2] + 1, height - box[1] + 1))


@pytest.mark.parametrize("field", FIELDS)
def test_the_boxes_of_a_field_in_a_table_hold_what_it_says(samples: Path, field: str) -> None:
    pages: dict[str, pypdfium2.PdfDocument] = {}
    with store.reading(samples) as con:
        rows = store.rows(
            con,
            f"""SELECT activity_id, file_name, {FIELDS[field]} AS said
                FROM activities JOIN documents USING (document_id)
                WHERE said IS NOT NULL AND file_name LIKE '%uppfoljning%'""",
        )
        boxes = "SELECT page, bbox FROM field_places WHERE record_id = ? AND field = ? ORDER BY part"
        places = {row["activity_id"]: con.execute(boxes, [row["activity_id"], field]).fetchall() for row in rows}
    assert len(rows) > 20
    for row in rows:
        shown = "".join(text_in(pages, row["file_name"], page, box) for page, box in places[row["activity_id"]])
        assert bare(row["said"])[:60] in bare(shown), row


def test_the_status_has_another_box_than_the_title(samples: Path) -> None:
    with store.reading(samples) as con:
        same = (
            "SELECT count(*) FROM activities JOIN field_places ON record_id = activity_id WHERE {} AND field = 'status'"
        )
        assert con.execute(same.format("field_places.bbox = activities.bbox")).fetchall() == [(0,)]
        assert con.execute(same.format("true")).fetchall() == [(80,)]


def test_show_takes_a_field_of_a_record(samples: Path) -> None:
    with store.reading(samples) as con:
        [(record, page, box)] = con.execute(
            "SELECT record_id, page, bbox FROM field_places WHERE field = 'comment' ORDER BY ALL LIMIT 1"
        ).fetchall()
        place = place_of(con, f"{record}.comment")
    assert (place.kind, place.page, place.box) == ("comment", page, box)


def test_a_comment_against_its_status_names_both_places(samples: Path) -> None:
    with store.reading(samples) as con:
        [found] = store.rows(con, "FROM findings WHERE check_name = 'status_comment'")
    pages: dict[str, pypdfium2.PdfDocument] = {}
    file_name = "mjolby_ks_uppfoljning_t3_2024_sample.pdf"
    assert "Ej inlett" in text_in(pages, file_name, found["page"], found["bbox"])
    assert "är därmed klart" in text_in(pages, file_name, found["other_page"], found["other_bbox"])


@pytest.mark.parametrize("box", ["[1.0, 2.0, 3.0, 4.0]::DOUBLE[4]", "NULL"])
def test_a_finding_on_two_tables_names_both_places(box: str) -> None:
    con: duckdb.DuckDBPyConnection = database_with_words()
    add_document(con, "d", "T2")
    rows = [("Skola", "-70", "-80", "-90"), ("Vård", "-11", "-12", "-13"), ("Bad", "-3", "-4", "-5")]
    other = [("Skola", "-70", "-80", "-90"), ("Vård", "-11", "-12", "-14"), ("Bad", "-3", "-4", "-5")]
    for number, lines in ((1, rows), (2, other)):
        add_table(con, "d", number, (OUTCOME, FORECAST, BUDGET), lines)
    con.execute(f"UPDATE budget_lines SET bbox = {box}")
    store.run_checks(con)
    found = con.execute(
        "SELECT table_id, page, other_table_id, other_page, other_bbox FROM findings WHERE check_name = 'cross_table'"
    ).fetchall()
    assert found == [("d-t2", 2, "d-t1", 1, None if box == "NULL" else (1.0, 2.0, 3.0, 4.0))]
