"""Pages without a usable text layer: recognised where an OCR is installed, else a finding that says what to install."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document.picture import page_picture
from extractors.extract import extract
from extractors.pdf.ocr import Recognise, RecognisedWord, RecognitionFailed
from extractors.pdf.reader import NoTextLayer, read_pages
from extractors.records import Extraction
from pipeline.ocr import recogniser, within_seconds
from tests.pdf_making import HEIGHT, WIDTH, altered, make_pdf
from tests.plan_making import heading, paragraph, table, typeset

PLAN = typeset(
    heading("Uppföljning av verksamhetsplan, april 2025", 1),
    paragraph("Socialnämnden, Tanums kommun"),
    heading("Åtgärder för ökad trygghet", 2),
    paragraph("Nämnden följer upp arbetet varje tertial. Förskolorna på Öckerö besöktes av 1 250 föräldrar."),
)
BUDGET = typeset(
    heading("Ekonomi", 2),
    paragraph("Nämnden väntar ett överskott."),
    table([["Resultaträkning, tkr", "Budget 2025"], ["Intäkter", "1 200"], ["Kostnader", "-900"], ["Summa", "300"]]),
)


def scanned(data: bytes) -> bytes:
    """The first page as a picture of 200 pixels an inch, without any text."""
    picture = page_picture(data, 1, 200 / 72)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    return make_pdf(draw)


def joined(*documents: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for data in documents:
            with pikepdf.open(io.BytesIO(data)) as part:
                pdf.pages.extend(part.pages)
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def read(data: bytes, recognise: Recognise | None) -> Extraction:
    return extract(data, file_name="plan.pdf", source_uri="file:///plan.pdf", recognise=recognise)


@pytest.fixture
def tesseract() -> Recognise:
    found = recogniser()
    if found is None:
        pytest.skip("Tesseract with Swedish isn't installed (apt install tesseract-ocr tesseract-ocr-swe)")
    return found


def shown(extraction: Extraction) -> str:
    return "\n".join(f"{section.heading}\n{section.text or ''}" for section in extraction.sections)


def test_a_scanned_page_is_read_as_the_printed_one(tesseract: Recognise) -> None:
    printed, recognised = read(PLAN, None), read(scanned(PLAN), tesseract)
    assert shown(recognised) == shown(printed)
    assert recognised.documents.municipality_code == printed.documents.municipality_code == "1435"
    assert (recognised.documents.text_source, recognised.page_ledger[0].text_source) == ("ocr", "ocr")
    assert not [finding for finding in recognised.findings if finding.check_name == "unread_page"]
    boxes = [(section.bbox, other.bbox) for section, other in zip(recognised.sections, printed.sections, strict=True)]
    assert all(a == pytest.approx(b, abs=4) for a, b in boxes)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_recognised_as_it_is_displayed(tesseract: Recognise, turn: int) -> None:
    picture = page_picture(PLAN, 1, 200 / 72).rotate(turn, expand=True)

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH))
        canvas.drawImage(ImageReader(picture), 0, 0, *canvas._pagesize)  # type: ignore[attr-defined]

    def rotate(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn

    [page] = read_pages(altered(make_pdf(draw), rotate), recognise=tesseract)
    assert (round(page.width), round(page.height)) == (595, 842)
    assert [word.text for word in page.words][:4] == ["Uppföljning", "av", "verksamhetsplan,", "april"]


def test_one_scanned_page_leaves_the_numbers_of_the_others_verified(tesseract: Recognise) -> None:
    extraction = read(joined(BUDGET, scanned(PLAN)), tesseract)
    assert [ledger.text_source for ledger in extraction.page_ledger] == ["embedded", "ocr"]
    assert [(line.amount, line.verified) for line in extraction.budget_lines] == [
        (1200, True), (-900, True), (300, True),
    ]  # fmt: skip
    assert "1 250 föräldrar" in shown(extraction)


def test_numbers_that_were_recognised_are_not_verified(tesseract: Recognise) -> None:
    extraction = read(scanned(BUDGET), tesseract)
    assert "Nämnden väntar ett överskott." in shown(extraction)
    assert not [line for line in extraction.budget_lines if line.verified]


def test_without_an_ocr_the_page_is_a_finding_that_says_what_to_install() -> None:
    extraction = read(joined(BUDGET, scanned(PLAN)), None)
    [finding] = [finding for finding in extraction.findings if finding.check_name == "unread_page"]
    assert (finding.page, finding.severity) == (2, "warning")
    assert "no text layer" in finding.message
    assert "install kommunplan[ocr] and Tesseract with Swedish (tesseract-ocr-swe)" in finding.message
    assert all(line.verified for line in extraction.budget_lines)
    assert extraction.documents.parser_version.endswith("without OCR")


def test_a_document_without_any_text_says_what_to_install() -> None:
    with pytest.raises(NoTextLayer, match=r"1 pages \(scanned\?\); run OCR on it first, or install kommunplan\[ocr\]"):
        read(scanned(PLAN), None)


def test_an_empty_page_is_no_finding() -> None:
    empty = make_pdf(lambda canvas: None)
    extraction = read(joined(BUDGET, empty), None)
    assert [finding for finding in extraction.findings if finding.check_name == "unread_page"] == []


def sees(*texts: str) -> Recognise:
    """An OCR that sees these words one under the other, each 100 points wide; a doubtful one after a '?'."""

    def recognise(page: bytes, scale: float) -> list[RecognisedWord]:
        return [
            RecognisedWord(
                text.removeprefix("?"), 72 * scale, 172 * scale, (100 + 30 * line) * scale, 12 * scale,
                10 if text.startswith("?") else 95, upright=True,
            )
            for line, text in enumerate(texts)
        ]  # fmt: skip

    return recognise


def paper_with(*strings: tuple[float, str]) -> bytes:
    """A scan of grey lines on paper, with printed strings by their baselines' distance from the top."""
    paper = Image.new("L", (600, 850), 250)
    ImageDraw.Draw(paper).rectangle((80, 400, 500, 420), fill=60)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(paper), 0, 0, WIDTH, HEIGHT)
        for down, text in strings:
            canvas.drawString(72, HEIGHT - down, text)

    return make_pdf(draw)


def test_a_stamp_on_a_scan_stays_and_the_rest_is_recognised() -> None:
    [page] = read_pages(paper_with((100, "KS 2031/12")), recognise=sees("KS2031/I2", "Beslut"))
    assert [(word.text, word.order) for word in page.words] == [("KS", 0), ("2031/12", 1), ("Beslut", 2)]
    assert page.text_source == "ocr"
    assert page.words[2].baseline == pytest.approx(130)


@pytest.mark.parametrize(
    ("share", "unread"), [(0.55, "pictures of paper with hardly any text beside them"), (0.2, None)]
)
def test_tables_put_in_as_pictures_are_no_text_layer(share: float, unread: str | None) -> None:
    """A page with hardly more than its number beside them; a small picture on such a page may be a mere figure."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (600, 400), 250)), 0, 200, WIDTH, share * HEIGHT)
        canvas.drawString(72, 30, "Risker 2031, sida 19 (59)")

    [page] = read_pages(make_pdf(draw))
    assert page.unread == unread
    assert len(page.words) == 5


def test_a_cover_with_a_photo_keeps_its_own_words() -> None:
    dark = Image.new("L", (600, 850), 90)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(dark), 0, 0, WIDTH, HEIGHT)
        canvas.drawString(72, 500, "Årsredovisning 2031")

    [page] = read_pages(make_pdf(draw), recognise=sees("skräp"))
    assert ([word.text for word in page.words], page.text_source) == (["Årsredovisning", "2031"], "embedded")


def without_meaning() -> bytes:
    """Text in fonts that say that each letter is one for private use."""
    ranges = b"1 beginbfrange <20> <ff> <e020> endbfrange"
    cmap = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "

    def change(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(cmap + ranges + b" endcmap end")

    return altered(PLAN, change)


def test_a_text_layer_without_meaning_is_recognised_instead() -> None:
    [page] = read_pages(without_meaning(), recognise=sees("Beslut"))
    assert ([word.text for word in page.words], page.text_source) == (["Beslut"], "ocr")
    [finding] = [finding for finding in read(without_meaning(), None).findings if finding.check_name == "unread_page"]
    assert "a text layer without meaning" in finding.message


def test_a_word_that_the_ocr_doubts_is_counted_but_not_read() -> None:
    extraction = read(paper_with(), sees("Beslut", "?ij|", "fattades"))
    [ledger] = extraction.page_ledger
    assert (ledger.words, ledger.in_text, ledger.unassigned) == (3, 2, 1)
    assert "ij|" not in shown(extraction)


def test_an_ocr_that_gives_up_leaves_a_finding_with_its_cause() -> None:
    def gives_up(page: bytes, scale: float) -> list[RecognisedWord]:
        raise RecognitionFailed("Tesseract gave up on it (timeout)")

    extraction = read(joined(BUDGET, scanned(PLAN)), gives_up)
    [finding] = [finding for finding in extraction.findings if finding.check_name == "unread_page"]
    assert finding.page == 2
    assert "gave up on it (timeout)" in finding.message


def test_an_ocr_that_takes_its_time_leaves_the_further_pages_as_they_are() -> None:
    def slow(page: bytes, scale: float, seconds: float) -> list[RecognisedWord]:
        time.sleep(0.02)
        return [RecognisedWord("Beslut", 100.0, 200.0, 100.0, 40.0, 90.0, True)]

    extraction = read(joined(BUDGET, scanned(PLAN), scanned(PLAN)), within_seconds(slow, 0.01))
    [finding] = [finding for finding in extraction.findings if finding.check_name == "unread_page"]
    assert finding.page == 3
    assert "OCR had its" in finding.message
    assert {line.amount for line in extraction.budget_lines} == {1200, -900, 300}


def in_an_unknown_font() -> bytes:
    """Text in a font that is neither embedded nor known: pdfium stretches one of its own to its widths."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            font.BaseFont = pikepdf.Name("/Okandsans")
            font.FirstChar, font.Widths = 32, pikepdf.Array([400 + 7 * (n % 50) for n in range(224)])

    return altered(PLAN, change)


def test_recognising_a_page_leaves_the_next_document_as_it_is(tesseract: Recognise) -> None:
    data, scan = in_an_unknown_font(), scanned(PLAN)
    before = [page.words for page in read_pages(data)]
    assert list(read_pages(scan, recognise=tesseract))
    assert [page.words for page in read_pages(data)] == before


def test_a_document_left_unread_is_read_again_once_an_ocr_is_there(
    tesseract: Recognise, tmp_path: Path, database: Path
) -> None:
    (tmp_path / "plan.pdf").write_bytes(joined(BUDGET, scanned(PLAN)))
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(tmp_path / "plan.pdf"), "--database", str(database)]
    for search_path in ("", "", os.environ["PATH"], os.environ["PATH"]):
        subprocess.run(command, env={**os.environ, "PATH": search_path}, check=True)
    with duckdb.connect(database, read_only=True) as con:
        outcomes = con.execute("SELECT outcome FROM ingest_log ORDER BY started_at").fetchall()
        assert con.execute("SELECT count(*) FROM sections WHERE text LIKE '%1 250 föräldrar%'").fetchall() == [(1,)]
    assert [outcome for (outcome,) in outcomes] == ["ingested", "unchanged", "replaced", "unchanged"]
