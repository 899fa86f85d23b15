"""The door to pdfium: words, shapes, turned and cropped pages, and files that can't be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from benchmarks.word_differences import UNEXPLAINED, word_differences
from extractors.document.assembly import read_document
from extractors.document.model import Document
from extractors.document.picture import page_picture
from extractors.pdf.page import Page
from extractors.pdf.reader import (
    EmptyFile,
    EncryptedPdf,
    NotAPdf,
    NoTextLayer,
    TruncatedPdf,
    UnreadablePdf,
    read_pages,
)
from tests.corpus import corpus_folder, corpus_pdfs
from tests.pdf_making import HEIGHT, WIDTH, altered, make_pdf, make_tagged_table, text_page

MOST_UNASSIGNED_SHARE = 0.005


def first_page(data: bytes) -> Page:
    return next(read_pages(data))


def test_lines_and_thin_bars_are_rulings_and_areas_are_fills() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "Text")
        canvas.line(72, 700, 300, 700)
        canvas.setFillColor(HexColor("#ffcc00"))
        canvas.rect(72, 600, 1.5, 80, stroke=0, fill=1)
        canvas.rect(72, 500, 200, 20, stroke=0, fill=1)

    page = first_page(make_pdf(draw))
    assert [(r.vertical, round(r.at, 1)) for r in page.rulings] == [(False, round(HEIGHT - 700, 1)), (True, 72.8)]
    assert [(f.colour, round(f.box.width), round(f.box.height)) for f in page.fills] == [("#ffcc00", 200, 20)]


def test_a_stroked_frame_is_four_rulings_whatever_fills_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "Text")
        canvas.rect(72, 500, 200, 20, stroke=1, fill=0)

    page = first_page(make_pdf(draw))
    assert sorted(r.vertical for r in page.rulings) == [False, False, True, True]
    assert page.fills == ()


def test_slanting_lines_are_no_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "Text")
        canvas.line(72, 500, 300, 560)

    assert first_page(make_pdf(draw)).rulings == ()


def test_shapes_in_a_form_lie_where_the_form_is_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "Text")
        canvas.beginForm("linje")
        canvas.line(0, 0, 100, 0)
        canvas.endForm()
        canvas.translate(72, 400)
        canvas.doForm("linje")

    [ruling] = first_page(make_pdf(draw)).rulings
    assert ruling == pytest.approx((False, HEIGHT - 400, 72, 172), abs=0.1)


SENTENCES = text_page((72, 700, "Kommunen ska bli klimatneutral"), (72, 680, "Ny skola 4 078 tkr"), (72, 400, "Slut"))


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 90


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].CropBox = [20, 20, 500, 800]


def moved(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.MediaBox = [100, 50, 100 + WIDTH, 50 + HEIGHT]
    page.contents_add(b"q 1 0 0 1 100 50 cm\n", prepend=True)
    page.contents_add(b"\nQ")


@pytest.mark.parametrize("change", [turned, cropped, moved])
def test_odd_pages_have_the_same_words(change: Callable[[pikepdf.Pdf], None]) -> None:
    upright = make_pdf(SENTENCES)
    page = first_page(altered(upright, change))
    assert [w.text for w in page.words] == [w.text for w in first_page(upright).words]
    assert all(0 <= w.x0 < w.x1 <= page.width and 0 <= w.top < w.bottom <= page.height for w in page.words)


def test_a_moved_page_box_leaves_the_words_where_they_are_seen() -> None:
    upright = make_pdf(SENTENCES)
    seen = {w.text: w for w in first_page(upright).words}
    for word in first_page(altered(upright, moved)).words:
        assert word.x0 == pytest.approx(seen[word.text].x0, abs=0.01)
        assert word.baseline == pytest.approx(seen[word.text].baseline, abs=0.01)


@pytest.mark.parametrize(("turn", "upwards"), [(90, True), (270, False)])
def test_a_page_whose_text_lies_on_its_side_is_read_and_shown_as_it_stands(turn: int, *, upwards: bool) -> None:
    """One upright number at the foot makes no difference; the picture stands as the boxes do."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(300, 20, "7")
        if upwards:
            canvas.translate(WIDTH, 0)
        else:
            canvas.translate(0, HEIGHT)
        canvas.rotate(90 if upwards else -90)
        canvas.drawString(100, 400, "Driftredovisning per verksamhet")
        canvas.rect(100, 300, 60, 40, stroke=0, fill=1)

    data = make_pdf(draw)
    page = first_page(data)
    assert (page.reader, page.reader_reason) == ("pdfium", f"text turned by {turn} degrees")
    assert (page.width, page.height) == pytest.approx((HEIGHT, WIDTH), abs=1)
    word = next(word for word in page.words if word.text == "Driftredovisning")
    assert word.upright
    assert (word.x0, word.baseline) == pytest.approx((100, WIDTH - 400), abs=0.5)
    picture = page_picture(data, 1, 1.0)
    assert picture.getpixel((130, round(WIDTH - 320))) == (0, 0, 0)


def test_only_the_pages_asked_for() -> None:
    data = make_pdf(*(text_page((72, 700, text)) for text in ("ett", "två", "tre")))
    assert [(p.number, p.words[0].text) for p in read_pages(data, frozenset({2, 3}))] == [(2, "två"), (3, "tre")]


def test_words_carry_the_marked_content_they_stand_in() -> None:
    data = make_tagged_table([("Ny skola", 72, 700), ("Klart", 200, 700)], [[("TD", 1, [0]), ("TD", 1, [1])]])
    page = first_page(data)
    assert [(w.text, w.mcid) for w in page.words] == [("Ny", 0), ("skola", 0), ("Klart", 1)]
    assert page.tags is not None
    [table] = page.tags.found(frozenset({"Table"}))
    assert table.all_mcids() == [0, 1]


def encrypted() -> bytes:
    return altered(make_pdf(SENTENCES), lambda pdf: None, encryption=pikepdf.Encryption(user="hemlig", owner="hemlig"))


def cut() -> bytes:
    data = make_pdf(SENTENCES)
    return data[: len(data) // 2]


def without_text() -> bytes:
    return make_pdf(lambda canvas: canvas.rect(72, 500, 200, 20))


@pytest.mark.parametrize(
    ("data", "error", "cause", "remedy"),
    [
        (b"", EmptyFile, "empty", "fetch it again"),
        (b"<html>Sidan finns inte</html>", NotAPdf, "not a PDF", "export"),
        (cut(), TruncatedPdf, "cut off", "fetch it again"),
        (b"%PDF-1.7\nskr\xe4p\n%%EOF", TruncatedPdf, "damaged", "save it anew"),
        (encrypted(), EncryptedPdf, "encrypted with a password", "save it without one"),
        (without_text(), NoTextLayer, "no text layer", "run OCR"),
    ],
)
def test_an_unreadable_file_says_why_and_what_to_do(
    data: bytes, error: type[UnreadablePdf], cause: str, remedy: str
) -> None:
    with pytest.raises(error) as raised:
        list(read_pages(data))
    message = str(raised.value)
    assert cause in message
    assert remedy in message
    assert "\n" not in message


def test_a_file_encrypted_without_a_user_password_is_read() -> None:
    data = altered(make_pdf(SENTENCES), lambda pdf: None, encryption=pikepdf.Encryption(user="", owner="hemlig"))
    assert first_page(data).words[0].text == "Kommunen"


def test_corpus_words_are_plain_pdfplumbers_up_to_explained_differences() -> None:
    for path in corpus_pdfs():
        data = path.read_bytes()
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in read_pages(data):
                plain = pdf.pages[page.number - 1]
                odd = [d for d in word_differences(page, plain) if d.reason == UNEXPLAINED]
                assert not odd, f"{path.name}: {odd}"
                plain.close()


def all_documents() -> list[tuple[Path, Document]]:
    folder = corpus_folder()
    paths = sorted(p for name in ("corpus", "real", "icdar2013") for p in (folder / name).rglob("*.pdf"))
    assert paths, f"{folder}: no PDF in it"
    return [(path, read_document(path.read_bytes())) for path in paths]


def test_every_document_reads_and_its_ledger_adds_up() -> None:
    for path, document in all_documents():
        assert len(document.ledger) == document.pages, path.name
        for count in document.ledger:
            parts = (count.in_tables, count.in_text, count.in_furniture, count.unassigned)
            assert min(parts) >= 0, f"{path.name} page {count.page}: {parts}"
            assert sum(parts) == count.words, f"{path.name} page {count.page}: {parts}"


def test_nearly_no_word_of_the_corpus_is_unassigned() -> None:
    for path in corpus_pdfs():
        ledger = read_document(path.read_bytes()).ledger
        share = sum(c.unassigned for c in ledger) / sum(c.words for c in ledger)
        assert share < MOST_UNASSIGNED_SHARE, path.name
