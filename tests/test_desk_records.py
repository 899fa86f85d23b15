"""The desk's lists of decisions, uppdrag and documents, each choice an address."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pipeline.desk.listing import LISTINGS, Listing, as_csv, choice_of, chosen, page_of, query_of
from pipeline.desk.records import routes
from pipeline.ingest import ingest

UPPDRAG = next(page for page in LISTINGS if page.path == "uppdrag")
DOKUMENT = next(page for page in LISTINGS if page.path == "dokument")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("records") / "kommunplan.duckdb"
    ingest([ROOT / "data" / "raw"], found)
    return found


@pytest.fixture(scope="module")
def client(database: Path) -> TestClient:
    return TestClient(Starlette(routes=routes(database, (("/progress", "Läget"),))))


def row(page: Listing, **values: Any) -> dict[str, Any]:
    return {page.record: "id"} | dict.fromkeys((field.name for field in page.fields), None) | values


@pytest.mark.parametrize("page", LISTINGS, ids=lambda page: page.path)
def test_every_list_answers_in_swedish_without_scripts(client: TestClient, page: Listing) -> None:
    answer = client.get(f"/{page.path}")
    assert answer.status_code == 200
    assert '<html lang="sv">' in answer.text and f"<h1>{page.title}</h1>" in answer.text
    assert "<script" not in answer.text and "script-src" not in answer.headers["content-security-policy"]
    assert f'<a href="/{page.path}" aria-current="page">' in answer.text


def test_the_documents_on_the_page_are_those_of_the_download(client: TestClient) -> None:
    files = {file.name for file in (ROOT / "data" / "raw").rglob("*.pdf")}
    records = client.get("/dokument.json?ordning=file_name").json()
    assert {record["file_name"] for record in records} == files
    table = list(csv.reader(io.StringIO(client.get("/dokument.csv?ordning=file_name").content.decode("utf-8-sig"))))
    assert table[0][:2] == ["Fil", "Kommun"]
    assert [line[0] for line in table[1:]] == [record["file_name"] for record in records]
    page = client.get("/dokument?ordning=file_name&antal=alla").text
    places = [page.index(f'<a href="/plats/{record["document_id"]}">') for record in records]
    assert places == sorted(places)


def test_a_filter_that_nothing_has_says_so(client: TestClient) -> None:
    assert "Inga rader. Ta bort något av filtren." in client.get("/dokument?file_name=finns-inte").text
    assert client.get("/dokument.json?file_name=finns-inte").json() == []


def test_words_of_an_address_are_text_on_the_page(client: TestClient) -> None:
    page = client.get("/dokument", params={"file_name": '"><script>x</script>'}).text
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_record_leads_to_its_place_on_the_page(client: TestClient) -> None:
    (record, *_) = client.get("/dokument.json").json()
    page = client.get(f"/plats/{record['document_id']}")
    assert page.status_code == 200 and f"<h1>{record['file_name']}, sida 1</h1>" in page.text
    picture = client.get(f"/plats/{record['document_id']}/bild")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")


def test_an_unknown_record_and_a_missing_database_are_errors_with_their_cause(
    client: TestClient, tmp_path: Path
) -> None:
    unknown = client.get("/plats/finns-inte")
    assert unknown.status_code == 404 and "Stället kan inte visas." in unknown.text
    nowhere = TestClient(Starlette(routes=routes(tmp_path / "none.duckdb", ())))
    assert nowhere.get("/beslut").status_code == 503
    assert "Databasen kan inte visas." in nowhere.get("/beslut").text


def test_a_choice_and_its_address_are_the_same() -> None:
    query = {"title": "trygg", "ordning": "-due_on", "antal": "100", "sida": "3", "other": "x"}
    choice = choice_of(UPPDRAG, query)
    assert query_of(choice) == "title=trygg&ordning=-due_on&antal=100&sida=3"
    wrong = choice_of(UPPDRAG, {"ordning": "nix", "antal": "-1", "sida": "0x"})
    assert query_of(wrong) == ""


def test_the_unknown_days_stand_last_whichever_way() -> None:
    rows = [row(UPPDRAG, due_on=day) for day in (None, date(2031, 3, 1), date(2031, 9, 1))]
    for order, first in (("due_on", date(2031, 3, 1)), ("-due_on", date(2031, 9, 1))):
        found = [found["due_on"] for found in chosen(UPPDRAG, rows, choice_of(UPPDRAG, {"ordning": order}))]
        assert found[0] == first and found[-1] is None


@pytest.mark.parametrize("typed", ["1 234", "1234", "1\N{NO-BREAK SPACE}234"])
def test_a_number_is_found_as_it_is_typed(typed: str) -> None:
    rows = [row(DOKUMENT, pages=1234), row(DOKUMENT, pages=99)]
    assert chosen(DOKUMENT, rows, choice_of(DOKUMENT, {"pages": typed})) == rows[:1]


def test_a_page_beyond_the_last_is_the_last() -> None:
    rows = [row(UPPDRAG, title=str(number)) for number in range(60)]
    shown, number, pages = page_of(rows, choice_of(UPPDRAG, {"sida": "9"}))
    assert (len(shown), number, pages) == (10, 3, 3)
    assert len(page_of(rows, choice_of(UPPDRAG, {"antal": "alla"}))[0]) == 60


def test_a_downloaded_text_is_no_formula() -> None:
    assert b"'=1+1" in as_csv(UPPDRAG, [row(UPPDRAG, title="=1+1")])
