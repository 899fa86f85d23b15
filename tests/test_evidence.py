"""kommunplan show: the place that a value was read from, found again on the page."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pdfplumber
import pytest
from PIL import Image

from extractors.document.picture import page_picture
from pipeline import store
from pipeline.cli import main
from pipeline.evidence import place_of, source_of
from pipeline.ingest import ingest

RAW = Path(__file__).parents[1] / "data" / "raw"
T3 = "mjolby_ks_uppfoljning_t3_2024_sample.pdf"
MARK = (213, 94, 0)
GONE_ID = "0123456789abcdef-a7"


def one(samples: Path, query: str) -> str:
    with store.reading(samples) as con:
        return str(con.execute(query).fetchall()[0][0])


def words_in_the_box(samples: Path, record_id: str) -> str:
    """What an independent reader finds in the box on the page."""
    with store.reading(samples) as con:
        place = place_of(con, record_id)
        _, data = source_of(con, place.document_id)
    assert place.box is not None
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        piece = pdf.pages[place.page - 1].crop([*place.box], strict=False)
        return " ".join(piece.extract_text().split())


OF_T3 = f"JOIN documents USING (document_id) WHERE file_name = '{T3}'"
RECORDS = {
    "activity": f"SELECT activity_id FROM activities {OF_T3} AND activities.title LIKE 'Datavis%'",
    "goal": f"SELECT goal_id FROM goals {OF_T3} ORDER BY number",
    "indicator": "SELECT indicator_id FROM indicators ORDER BY ALL",
    "assignment": "SELECT assignment_id FROM assignments",
    "section": f"SELECT section_id FROM sections {OF_T3} AND heading <> '' ORDER BY sections.page, section_id",
    "cell": "SELECT table_id || '-r' || row || 'c' || col FROM cells WHERE text = '-70 294'",
    "row": "SELECT table_id || '-r' || row FROM budget_overview WHERE label = 'Gymnasieskola'",
}


@pytest.mark.parametrize("kind", RECORDS)
def test_the_words_of_a_record_stand_in_its_box(samples: Path, kind: str) -> None:
    record_id = one(samples, RECORDS[kind])
    with store.reading(samples) as con:
        place = place_of(con, record_id)
    assert place.kind == kind
    assert place.text is not None
    plain = words_in_the_box(samples, record_id).replace(" ", "").replace("-", "")
    for word in place.text.replace("·", " ").replace("-", " ").split():
        assert word in plain


def test_a_budget_line_with_its_amounts(samples: Path) -> None:
    assert words_in_the_box(samples, one(samples, RECORDS["row"])).endswith("-46 705 -76 294 -70 294 -6 000")


def test_the_piece_shows_the_page_with_the_cell_framed(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record_id, out = one(samples, RECORDS["cell"]), tmp_path / "page.png"
    assert main(["show", record_id, "--out", str(out), "--database", str(samples)]) == 0
    assert capsys.readouterr().out == f"cell -70 294 · askersund_ks_delarsbokslut_2024_08_sample.pdf, p. 2: {out}\n"
    with store.reading(samples) as con:
        place = place_of(con, record_id)
        page = page_picture(source_of(con, place.document_id)[1], place.page, 2.0)
    piece = Image.open(out)
    assert place.box is not None
    assert place.table_box is not None
    assert piece.width == page.width
    rows, columns = np.nonzero((np.asarray(piece) == MARK).all(axis=2))
    assert abs(columns.min() / 2 - place.box.x0) < 3
    assert abs(columns.max() / 2 - place.box.x1) < 3
    assert abs((rows.max() - rows.min()) / 2 - place.box.height) < 6
    # from the head of the table to a few lines below the cell
    assert abs(rows.min() / 2 - (place.box.top - place.table_box.top)) < 3
    assert 50 < (piece.height - rows.max()) / 2 < 70
    # and what stands in the frame is what the page shows there, only tinted
    inside = (slice(rows.min() + 4, rows.max() - 3), slice(columns.min() + 4, columns.max() - 3))
    above = round(place.box.top * 2) - (rows.min() + 4)
    shown = np.asarray(page.crop((0, above, page.width, above + piece.height)))[inside].astype(int).sum(axis=2)
    marked = np.asarray(piece)[inside].astype(int).sum(axis=2)
    assert (marked < 250).sum() == pytest.approx((shown < 250).sum(), rel=0.2)
    assert (marked < 250).any()


def test_without_a_file_the_place_is_told(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", one(samples, RECORDS["activity"]), "--database", str(samples)]) == 0
    assert capsys.readouterr().out == f"activity Datavisualisering (inkl. pilotprojekt Inköpsanalys) · {T3}, p. 3\n"


def test_a_page_and_a_document_are_shown_whole(samples: Path, tmp_path: Path) -> None:
    document_id = one(samples, f"SELECT document_id FROM documents WHERE file_name = '{T3}'")
    for name, page in ((f"{document_id}-p3", 3), (document_id, 1)):
        out = tmp_path / f"{page}.png"
        assert main(["show", name, "--out", str(out), "--database", str(samples)]) == 0
        shown = page_picture((RAW / T3).read_bytes(), page, 2.0)
        assert np.array_equal(np.asarray(Image.open(out)), np.asarray(shown))


def test_every_id_that_find_gives_can_be_shown(samples: Path) -> None:
    with store.reading(samples) as con:
        ids = con.execute("SELECT DISTINCT kind, id FROM find('e')").fetchall()
        assert {kind for kind, _ in ids} >= {
            "activity",
            "assignment",
            "budget line",
            "cell",
            "follow-up",
            "goal",
            "section",
        }
        for kind, record_id in ids:
            place = place_of(con, record_id)
            assert place.kind == {"budget line": "row", "follow-up": "page", "footnote": "page"}.get(kind, kind)


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path, str]:
    """A database of one sample, the sample's copy, and an id in it."""
    file = tmp_path / "raw" / T3
    file.parent.mkdir()
    shutil.copy(RAW / T3, file)
    database = tmp_path / "kommunplan.duckdb"
    ingest([file], database)
    return database, file, one(database, "SELECT activity_id FROM activities ORDER BY row")


def refused(database: Path, record_id: str, out: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["show", record_id, "--out", str(out), "--database", str(database)]) == 1
    printed = capsys.readouterr()
    assert (printed.out, out.exists()) == ("", False)
    (line,) = printed.err.splitlines()
    return line


def test_a_file_that_is_gone(own: tuple[Path, Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, file, record_id = own
    file.unlink()
    line = refused(database, record_id, tmp_path / "x.png", capsys)
    assert line == (
        f"kommunplan: {file}: no such file on this machine any more; put it back, "
        "or run 'kommunplan ingest' on the folder where it lies now"
    )


def test_a_file_that_has_changed(
    own: tuple[Path, Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file, record_id = own
    file.write_bytes(file.read_bytes() + b"\n")
    line = refused(database, record_id, tmp_path / "x.png", capsys)
    assert line.startswith(f"kommunplan: {file}: has changed since it was read (SHA-256 then ")
    assert "put the old file back, or run 'kommunplan ingest'" in line


def test_a_file_that_was_moved_and_met_again(own: tuple[Path, Path, str], tmp_path: Path) -> None:
    database, file, record_id = own
    file = file.rename(tmp_path / "moved.pdf")
    ingest([file], database)
    assert main(["show", record_id, "--out", str(tmp_path / "x.png"), "--database", str(database)]) == 0


def test_an_id_that_no_record_has(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for record_id in (GONE_ID, "", "%", f"{GONE_ID}-r1c1"):
        line = refused(samples, record_id, tmp_path / "x.png", capsys)
        assert line.startswith(f"kommunplan: {record_id}: no record has this id; take it from")


def test_a_picture_that_cannot_be_written(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record_id = one(samples, RECORDS["activity"])
    assert refused(samples, record_id, tmp_path / "page.docx", capsys).endswith("has this suffix; name it .png")
    line = refused(samples, record_id, tmp_path / "no folder" / "page.png", capsys)
    assert line.startswith(f"kommunplan: {tmp_path}/no folder/page.png: No such file or directory")
