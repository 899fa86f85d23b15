"""Exports read back by other programs: the same values, described, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import frictionless
import openpyxl
import polars
import pyarrow.parquet
import pytest
from conftest import Activity, make_extraction

from pipeline import store, workbook
from pipeline.catalogue import relations
from pipeline.cli import main
from pipeline.metadata import read_publisher

FORMATS = ("csv", "json", "parquet", "xlsx")
PUBLISHER = """
name = "Exempelköpings kommun"
organisation_number = "212000-0001"
email = "oppnadata@example.se"
address = "https://data.example.se/planer"
licence = "http://creativecommons.org/publicdomain/zero/1.0/"
"""
DANGEROUS = ["=1+1", "+46 13 10 00 00", "-5", "@SUM(A1)", "https://example.se", "\t=1", "12", "2031-05-01", "_x0041_"]


@pytest.fixture(scope="module")
def exported(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export of the samples in each format."""
    folder = tmp_path_factory.mktemp("exports")
    for form in FORMATS:
        assert main(["export", "--format", form, str(folder / form), "--database", str(samples)]) == 0
    return folder


@pytest.fixture
def con(samples: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with store.reading(samples) as con:
        yield con


def as_stored(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    hidden = "* REPLACE (parse_filename(source_uri) AS source_uri)" if table in ("documents", "ingest_log") else "*"
    return con.execute(f"SELECT {hidden} FROM {table} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_each_view_and_table_is_a_file(exported: Path, con: duckdb.DuckDBPyConnection, form: str) -> None:
    names = {relation.name for relation in relations(con)}
    assert names >= {"documents", "cells", "activity_progress", "municipality_comparison"}
    assert {file.name for file in (exported / form).iterdir()} == {f"{n}.{form}" for n in names} | {"datapackage.json"}


def test_parquet_holds_the_same_values_and_types(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    for relation in relations(con):
        file = exported / "parquet" / f"{relation.name}.parquet"
        read = con.execute(f"SELECT * FROM '{file}' ORDER BY ALL").fetchall()
        types = {name: type_ for name, type_, *_ in con.execute(f"DESCRIBE FROM '{file}'").fetchall()}
        as_lists = [tuple(list(v) if isinstance(v, tuple) else v for v in row) for row in as_stored(con, relation.name)]
        assert read == as_lists, relation.name
        assert types == {c.name: c.type.replace("[4]", "[]") for c in relation.columns}


def test_parquet_is_read_by_arrow_and_polars(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    """DuckDB wrote boxes of which some are empty in a way that Arrow refused."""
    for relation in relations(con):
        file = exported / "parquet" / f"{relation.name}.parquet"
        arrow, frame = pyarrow.parquet.read_table(file), polars.read_parquet(file)
        [(rows,)] = con.execute(f"SELECT count(*) FROM {relation.name}").fetchall()
        assert (arrow.num_rows, frame.height) == (rows, rows), relation.name
        for box in (c.name for c in relation.columns if c.type == "DOUBLE[4]"):
            stored = [None if v is None else list(v) for (v,) in con.execute(f"SELECT {box} FROM '{file}'").fetchall()]
            assert arrow[box].to_pylist() == stored == frame[box].to_list(), relation.name
            assert {len(v) for v in stored if v is not None} <= {4}


def test_only_identifiers_refer_to_other_tables(exported: Path) -> None:
    """findings.word referred to the words of sums, and no word that a finding is about is one."""
    package = json.loads((exported / "csv" / "datapackage.json").read_text("utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    referring = {key["fields"][0] for schema in schemas.values() for key in schema.get("foreignKeys", [])}
    assert {"document_id", "activity_id", "table_id", "municipality_code"} <= referring
    assert all(field.endswith(("_id", "_code")) for field in referring)
    assert {key["fields"][0] for key in schemas["findings"]["foreignKeys"]} == {"document_id", "table_id"}


def test_a_database_with_unknown_words_is_a_valid_package(with_texts: Path, tmp_path: Path) -> None:
    with store.rewriting(with_texts) as con:
        con.execute(
            "INSERT INTO findings BY NAME SELECT document_id, 'unknown_status' AS check_name, 'info' AS severity,"
            " 'so' AS message, 'lutar åt klart' AS word, 'statuses.toml' AS vocabulary FROM documents"
        )
    assert main(["export", "--format", "csv", str(tmp_path / "out"), "--database", str(with_texts)]) == 0
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    errors = [error.message for task in report.tasks for error in task.errors]
    assert not [message for message in errors if "lutar" in message or "foreign" in message.lower()], errors


def test_json_holds_the_same_values(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    read = json.loads((exported / "json" / "budget_lines.json").read_text("utf-8"))
    stored = store.rows(con, "FROM budget_lines ORDER BY ALL")
    assert len(read) == len(stored)
    for one, other in zip(read, stored, strict=True):
        assert one == {
            k: v.isoformat() if isinstance(v, date) else list(v) if k == "bbox" else v for k, v in other.items()
        }


def test_csv_holds_the_same_values_and_leading_zeros(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    lines = (exported / "csv" / "municipalities.csv").read_text("utf-8").splitlines()
    assert lines[1].startswith("0114,Upplands Väsby,01,")
    with (exported / "csv" / "activities.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    stored = store.rows(con, "FROM activities ORDER BY activity_id")
    for column in ("activity_id", "title", "status_text", "comment", "page"):
        assert [row[column] for row in read] == ["" if row[column] is None else str(row[column]) for row in stored]


def test_csv_tells_an_empty_text_from_nothing(with_texts: Path, tmp_path: Path) -> None:
    with store.rewriting(with_texts) as con:
        con.execute("UPDATE sections SET heading = ''")
    assert main(["export", "--format", "csv", str(tmp_path / "out"), "--database", str(with_texts)]) == 0
    (line,) = (tmp_path / "out" / "sections.csv").read_text("utf-8").splitlines()[1:]
    assert ',,1,"",1,,1,' in line  # parent_id, number, heading, level, text, page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_data_package_holds(exported: Path, form: str) -> None:
    """Types, keys, references between the tables, sizes and checksums, as the frictionless library sees them."""
    report = frictionless.validate(str(exported / form / "datapackage.json"))
    assert report.valid, report.flatten(["type", "fieldName", "note"])
    assert len(report.tasks) > 20


def test_a_changed_file_breaks_the_data_package(exported: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(exported / "csv", tmp_path / "csv")
    file = folder / "status_summary.csv"
    file.write_text(file.read_text("utf-8").replace("Mjölby", "Mjolby", 1), "utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


@pytest.mark.parametrize("form", FORMATS)
def test_every_column_is_described(exported: Path, con: duckdb.DuckDBPyConnection, form: str) -> None:
    package = json.loads((exported / form / "datapackage.json").read_text("utf-8"))
    described = {
        resource["name"]: {field["name"] for field in resource["schema"]["fields"] if field["description"]}
        for resource in package["resources"]
        if resource["description"]
    }
    assert described == {relation.name: {c.name for c in relation.columns} for relation in relations(con)}


def test_no_folder_of_this_machine_is_told(exported: Path) -> None:
    for file in (exported / "csv").iterdir():
        assert "file:///" not in file.read_text("utf-8"), file.name
        assert str(Path(__file__).parents[1]) not in file.read_text("utf-8"), file.name


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_database_gives_the_same_bytes(exported: Path, samples: Path, tmp_path: Path, form: str) -> None:
    assert main(["export", "--format", form, str(tmp_path / form), "--database", str(samples)]) == 0
    for file in (tmp_path / form).iterdir():
        assert file.read_bytes() == (exported / form / file.name).read_bytes(), file.name


def test_the_workbook_has_types_a_frozen_header_and_filters(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / "kommunplan.xlsx")
    assert book.sheetnames == ["columns", "codes", *(relation.name for relation in relations(con))]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    sheet = book["budget_overview"]
    header = [cell.value for cell in sheet[1]]
    line = next(dict(zip(header, row, strict=True)) for row in sheet.values if row[header.index("label")] == "Resultat")
    assert (line["budget"], line["is_total"], line["year"]) == (-169744000, True, 2024)
    assert line["as_of"] == datetime(2024, 8, 31)
    assert sheet.cell(2, header.index("as_of") + 1).number_format == "yyyy-mm-dd"
    assert [cell.value for cell in book["municipalities"][2]][:2] == ["0114", "Upplands Väsby"]


def test_the_workbook_holds_every_row(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / "kommunplan.xlsx", read_only=True)
    for relation in relations(con):
        header = [cell.value for cell in next(book[relation.name].iter_rows(max_row=1))]
        assert sorted(header) == sorted(column.name for column in relation.columns)
        texts = [(header.index(c.name), i) for i, c in enumerate(relation.columns) if c.type == "VARCHAR"]
        key = ", ".join(relation.key) or "ALL"
        stored = con.execute(
            f"SELECT {'* EXCLUDE source_uri' if relation.name in ('documents', 'ingest_log') else '*'}"
            f" FROM {relation.name} ORDER BY {key}"
        ).fetchall()
        read = list(book[relation.name].iter_rows(min_row=2, values_only=True))
        assert len(read) == len(stored), relation.name
        if relation.name not in ("documents", "ingest_log"):
            for one, other in zip(read, stored, strict=True):
                assert [one[shown] for shown, _ in texts] == [other[i] or None for _, i in texts]


def test_a_sheet_explains_the_columns(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / "kommunplan.xlsx", read_only=True)
    rows = list(book["columns"].values)
    assert rows[0] == ("sheet", "column", "rubrik", "type", "explanation")
    assert ("goals", "page", "Sida", "INTEGER", "Page, counted from 1, where the text of the goal begins.") in rows
    assert ("activity_progress", "status_t2", "Status T2") in {row[:3] for row in rows}
    assert all(row[4] for row in rows)


VIEWS = ("activity_progress", "budget_overview", "indicator_progress", "municipality_comparison", "status_summary")


def test_the_columns_of_the_views_have_swedish_headings(con: duckdb.DuckDBPyConnection) -> None:
    columns = {(r.name, c.name) for r in relations(con) if r.name in VIEWS for c in r.columns}
    unnamed = {column for _, column in columns if workbook.heading_of(column) is None}
    assert {name for name in unnamed if not name.endswith(("_id", "_page", "bbox"))} == set()


def test_a_sheet_explains_the_codes(exported: Path, con: duckdb.DuckDBPyConnection) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / "kommunplan.xlsx", read_only=True)
    rows = list(book["codes"].values)
    assert rows[0] == ("column", "code", "betyder")
    assert ("change", "still_done", "var klar redan") in rows
    used = {c for (c,) in con.execute("SELECT DISTINCT status FROM activities WHERE status IS NOT NULL").fetchall()}
    assert used <= {code for column, code, _ in rows if column == "status"}


def test_the_workbook_says_kronor_and_per_cent_and_has_ids_last(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / "kommunplan.xlsx")
    for name, column, number in (
        ("budget_overview", "budget", '#,##0 "kr"'),
        ("municipality_comparison", "net_budget_sek", '#,##0 "kr"'),
        ("status_summary", "share", "0 %"),
        ("budget_overview", "year", "General"),
    ):
        header = [cell.value for cell in book[name][1]]
        formats = {row[header.index(column)].number_format for row in book[name].iter_rows(min_row=2)}
        assert number in formats
        assert formats <= {number, "General"}  # of an empty cell
    header = [cell.value for cell in book["activities"][1]]
    ids = [name.endswith(("_id", "bbox", "sha256")) for name in header]
    assert ids == sorted(ids)
    note = book["activities"].cell(1, header.index("due_on") + 1).comment
    assert note.text.startswith("Klart senast\nStated end date or deadline.")


@pytest.fixture
def with_texts(database: Path) -> Path:
    """A database whose activities have titles that a spreadsheet might run or change, and one too long for a cell."""
    titles = [Activity(title) for title in [*DANGEROUS, "å" * 32_767, "ö" * 32_768, "rad\nbrytning"]]
    with store.rewriting(database) as con:
        store.put_document(con, make_extraction(b"a", activities=titles))
        store.create_views(con)
    return database


def test_a_text_stays_a_text_whatever_it_begins_with(with_texts: Path, tmp_path: Path) -> None:
    assert main(["export", "--format", "xlsx", str(tmp_path / "out"), "--database", str(with_texts)]) == 0
    for cell in [
        cell for row in openpyxl.load_workbook(tmp_path / "out" / "kommunplan.xlsx")["activities"] for cell in row
    ]:
        assert cell.data_type != "f"
        assert cell.hyperlink is None
    book = openpyxl.load_workbook(tmp_path / "out" / "kommunplan.xlsx")
    column = [cell.value for cell in book["activities"][1]].index("title") + 1
    kinds = {cell.value: cell.data_type for (cell,) in book["activities"].iter_rows(2, min_col=column, max_col=column)}
    assert {kinds[title] for title in DANGEROUS if title != "_x0041_"} == {"s"}
    assert "rad\nbrytning" in kinds


def test_a_text_longer_than_a_cell_is_cut_and_that_is_told(
    with_texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "xlsx", str(tmp_path / "out"), "--database", str(with_texts)]) == 0
    assert (
        "texts longer than Excel takes, cut at the mark [cut]: 1; parquet, csv and json have" in capsys.readouterr().out
    )
    sheet = openpyxl.load_workbook(tmp_path / "out" / "kommunplan.xlsx")["activities"]
    title = [cell.value for cell in sheet[1]].index("title")
    texts = [row[title] for row in sheet.values]
    assert "å" * 32_767 in texts
    (cut,) = [text for text in texts if text.startswith("ö")]
    assert len(cut) == 32_767
    assert cut.endswith("ö … [cut]")


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 101)
    assert main(["export", "--format", "xlsx", str(tmp_path / "out"), "--database", str(samples)]) == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "kommunplan.xlsx", read_only=True)
    parts = [name for name in book.sheetnames if name.split(" ")[0] == "municipalities"]
    assert parts == ["municipalities", "municipalities (2)", "municipalities (3)"]
    rows = [list(book[name].iter_rows(min_row=2, values_only=True)) for name in parts]
    assert [len(part) for part in rows] == [100, 100, 90]
    assert len({row[0] for part in rows for row in part}) == 290
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_an_empty_database(database: Path, tmp_path: Path) -> None:
    with store.rewriting(database) as con:
        store.create_views(con)
    for form in FORMATS:
        assert main(["export", "--format", form, str(tmp_path / form), "--database", str(database)]) == 0
    assert json.loads((tmp_path / "json" / "goals.json").read_text()) == []


def names_of(element: ElementTree.Element) -> list[str]:
    return [child.tag.rpartition("}")[2] for child in element]


def test_dcat_names_what_the_profile_asks_for(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PUBLISHER, "utf-8")
    arguments = ["--publisher", str(tmp_path / "p.toml"), "--database", str(samples)]
    assert main(["export", "--format", "csv", str(tmp_path / "out"), *arguments]) == 0
    root = ElementTree.parse(tmp_path / "out" / "dcat.rdf").getroot()
    things = {child.tag.rpartition("}")[2]: child for child in root}
    assert {"title", "description", "publisher", "dataset", "license"} <= set(names_of(things["Catalog"]))
    wanted = {
        "title",
        "description",
        "publisher",
        "contactPoint",
        "distribution",
        "theme",
        "keyword",
        "temporal",
        "spatial",
    }
    assert wanted <= set(names_of(things["Dataset"]))
    assert {"accessURL", "downloadURL", "format", "license"} <= set(names_of(things["Distribution"]))
    assert things["Agent"][0].text == "Exempelköpings kommun"
    namespace = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
    about = {child.get(f"{namespace}about") for child in root}
    referred = [e.get(f"{namespace}resource") for e in root.iter() if e.get(f"{namespace}resource")]
    assert all(uri and uri.startswith(("http://", "https://", "mailto:")) for uri in [*about, *referred])
    assert {uri for uri in referred if uri and "#" in uri and "example" in uri} <= about
    assert "http://dataportal.se/organisation/SE2120000001" in about
    files = {uri.rpartition("/")[2] for uri in referred if uri and uri.endswith(".csv")}
    assert files == {file.name for file in (tmp_path / "out").glob("*.csv")}


def test_the_package_names_publisher_and_licence(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PUBLISHER, "utf-8")
    arguments = ["--publisher", str(tmp_path / "p.toml"), "--database", str(samples)]
    assert main(["export", "--format", "csv", str(tmp_path / "out"), *arguments]) == 0
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"path": "http://creativecommons.org/publicdomain/zero/1.0/"}]
    assert package["contributors"][0]["title"] == "Exempelköpings kommun"
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_without_a_publisher_there_is_no_dcat_and_that_is_told(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "json", str(tmp_path / "out"), "--database", str(samples)]) == 0
    assert "without dcat.rdf" in capsys.readouterr().out
    assert not (tmp_path / "out" / "dcat.rdf").exists()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name =", "namn =", "has namn, organisation_number"),
        ("212000-0001", "2120", "organisation_number = '2120' is not in its form"),
        ("https://data.example.se/planer", "data/planer", "address = 'data/planer' is not in its form"),
        ("oppnadata@example.se", "oppnadata", "email = 'oppnadata' is not in its form"),
        ('name = "Exempelköpings kommun"', 'name = "', "no TOML"),
        ('"Exempelköpings kommun"', "5", "name = 5 is not in its form"),
    ],
)
def test_a_publisher_that_lacks_something(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    file = tmp_path / "p.toml"
    file.write_text(PUBLISHER.replace(old, new), "utf-8")
    assert (
        main(["export", "--format", "csv", str(tmp_path / "out"), "--publisher", str(file), "--database", str(samples)])
        == 1
    )
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"kommunplan: {file}: ")
    assert words in line
    assert not (tmp_path / "out").exists()


def test_a_publisher_file_that_is_not_there(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--publisher", str(tmp_path / "no.toml"), "--database", str(samples)]
    assert main(["export", "--format", "csv", str(tmp_path / "out"), *arguments]) == 1
    assert "no such file; write one as docs/analysts.md shows" in capsys.readouterr().err


def test_an_address_without_a_final_slash_gets_one(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PUBLISHER, "utf-8")
    assert read_publisher(tmp_path / "p.toml").address == "https://data.example.se/planer/"


def test_a_folder_that_is_a_file(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("")
    assert main(["export", "--format", "csv", str(tmp_path / "out"), "--database", str(samples)]) == 1
    assert capsys.readouterr().err.startswith(f"kommunplan: {tmp_path / 'out'}: File exists")


def test_other_files_in_the_folder_stay_and_no_draft_is_left(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    (tmp_path / "goals.csv").write_text("old")
    assert main(["export", "--format", "csv", str(tmp_path), "--database", str(samples)]) == 0
    assert (tmp_path / "mine.txt").read_text() == "kept"
    with (tmp_path / "goals.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 17
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_csv_keeps_text_that_looks_like_a_formula_text(with_texts: Path, tmp_path: Path) -> None:
    assert main(["export", "--format", "csv", str(tmp_path), "--database", str(with_texts)]) == 0
    with (tmp_path / "activities.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["title"] for row in csv.DictReader(file)}
    assert {f"'{DANGEROUS[0]}", f"'{DANGEROUS[3]}", f"'{DANGEROUS[5]}"} <= titles
    assert {"-5", "12", "+46 13 10 00 00", "https://example.se"} <= titles
