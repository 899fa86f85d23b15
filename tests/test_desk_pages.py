"""The desk as its user meets it: the pages in a browser, over the samples and two follow-ups with a doubtful link."""

from __future__ import annotations

import base64
import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from test_hostile import TEXTS, typeset_code

from pipeline.desk.listing import LISTINGS
from pipeline.evidence import piece_of, place_of, source_of
from pipeline.ingest import decisions_file, ingest
from tools.desk_browser import CHROMIUM, PAGES, chromium, opened, served
from tools.picture_desk import typeset_doubtful_pair

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium to look at the pages with (apt install chromium)"
)  # fmt: skip


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "raw"
    shutil.copytree(ROOT / "data" / "raw", folder)
    typeset_doubtful_pair(folder)
    return folder


@pytest.fixture(scope="module")
def desk_database(raw: Path) -> Path:
    database = raw.parent / "curated" / "kommunplan.duckdb"
    ingest([raw], database)
    return database


@pytest.fixture(scope="module")
def address(desk_database: Path) -> Iterator[str]:
    with served(desk_database) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(option)


def shown_piece(page: Page) -> Image.Image:
    """The picture in the open window of evidence."""
    picture = page.locator("dialog[open] img")
    expect(picture).to_be_visible()
    address = picture.get_attribute("src")
    assert address is not None
    return Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGB")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_loads_without_an_error_and_fits_its_width(
    browser: Browser, address: str, name: str, width: int
) -> None:
    page, errors = opened(browser, address, name, width)
    page.wait_for_timeout(500)
    assert errors == []
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('#App').scrollWidth") <= width
    assert page.locator("nav a").count() == len(PAGES) + len(LISTINGS)
    page.close()


def test_text_that_looks_like_code_is_text_on_a_page(browser: Browser, tmp_path: Path) -> None:
    typeset_code(tmp_path)
    ingest([tmp_path], tmp_path / "kommunplan.duckdb")
    with served(tmp_path / "kommunplan.duckdb") as address:
        page, errors = opened(browser, address, "progress")
        shown = " ".join(page.locator("tbody").inner_text().split())
        assert [text for text in TEXTS if text not in shown] == []
        assert errors == []
        page.close()


def test_filters_choose_what_the_table_shows(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address, "progress")
    choose(page, "Kommun", "Mjölby")
    expect(page.locator(".kp-count")).to_have_text("40\N{NO-BREAK SPACE}rader")
    choose(page, "Förändring", "Klart")
    expect(page.locator(".kp-count")).to_have_text("19\N{NO-BREAK SPACE}rader")
    page.get_by_role("searchbox").fill("krigsorganisation")
    expect(page.locator(".kp-count")).to_have_text("1\N{NO-BREAK SPACE}rad")
    page.close()


def test_a_status_opens_the_page_that_it_was_read_from_with_its_cell_marked(
    browser: Browser, address: str, desk_database: Path
) -> None:
    with duckdb.connect(desk_database, read_only=True) as con:
        [(activity_id, page_number)] = con.execute(
            "SELECT activity_id, page FROM activities WHERE period = 'T3' AND starts_with(title, 'Krigsorganisation')"
        ).fetchall()
        place = place_of(con, f"{activity_id}.status")
        file_name, data = source_of(con, place.document_id)
    page, _ = opened(browser, address, "progress")
    choose(page, "Kommun", "Mjölby")
    row = page.locator("tbody tr", has_text="Krigsorganisation")
    row.get_by_role("button", name="Klart").click()
    expect(page.locator("dialog[open]")).to_contain_text(f"{file_name}, sida {page_number}")
    assert shown_piece(page).tobytes() == piece_of(place, data).tobytes()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.close()


def test_an_amount_opens_its_own_cell(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address, "budget")
    choose(page, "Kommun", "Askersund")
    value = page.locator("tbody tr td:nth-child(5) button").first
    amount = value.inner_text()
    value.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .kp-whole")).to_have_text(amount)
    marked = shown_piece(page)
    frame = sum(
        count for count, colour in marked.getcolors(marked.width * marked.height) or [] if colour == (213, 94, 0)
    )
    assert 0 < frame < 2000  # a frame around one amount, not around a row
    page.close()


def test_an_accepted_link_is_in_the_file_and_in_the_database_after_the_next_run(
    browser: Browser, address: str, desk_database: Path, raw: Path
) -> None:
    page, _ = opened(browser, address, "review")
    expect(page.locator(".kp-desk section")).to_have_count(2)
    expect(page.locator(".kp-desk section img")).to_have_count(2)
    page.keyboard.press("j")
    expect(page.get_by_role("status").first).to_contain_text("Samma aktivitet")
    expect(page.locator("tbody")).to_contain_text("utveckla samarbetet i norra skolan")
    with decisions_file(desk_database).open(encoding="utf-8") as lines:
        assert [line["decision"] for line in csv.DictReader(lines)] == ["confirmed"]
    ingest([raw], desk_database)
    with duckdb.connect(desk_database, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM activity_links WHERE decision = 'confirmed'").fetchall() == [(1,)]
    # the page that is open sees the new state by itself
    expect(page.locator("body")).to_contain_text("Inga länkar väntar på ett beslut", timeout=15_000)
    page.close()
