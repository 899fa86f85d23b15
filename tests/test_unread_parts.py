"""Tables set as pictures or outlines among other text: read by OCR, never verified; without it a finding is made."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document.picture import page_picture
from extractors.extract import extract
from extractors.pdf.ocr import Recognise, RecognisedWord
from extractors.records import Extraction
from pipeline.ocr import recogniser
from tests.pdf_making import HEIGHT, WIDTH, make_pdf
from tests.sibling_pages import ACTIVITIES, BUDGET, activities_of, page_pdf

MIDDLE = 285.0  # points from the top: between the tables of the page


def with_budget_as_picture() -> bytes:
    """The follow-up whose second table is a picture of what the plain page prints there."""
    plain = page_picture(page_pdf(), 1, 200 / 72)
    upper = Image.new("RGB", plain.size, "white")
    at = round(MIDDLE * 200 / 72)
    lower = plain.crop((0, at, plain.width, round(420 * 200 / 72)))
    upper.paste(plain.crop((0, 0, plain.width, at)), (0, 0))

    def over(canvas: Canvas) -> None:
        high = lower.height * 72 / 200
        canvas.drawImage(ImageReader(lower), 0, HEIGHT - MIDDLE - high, WIDTH, high)

    return page_pdf(text=_only_above, over=over)


def _only_above(canvas: Canvas, x: float, y: float, string: str) -> None:
    if y > HEIGHT - MIDDLE:
        canvas.drawString(x, y, string)


def read(data: bytes, recognise: Recognise | None) -> Extraction:
    return extract(data, file_name="u.pdf", source_uri="file:///u.pdf", recognise=recognise)


def test_without_an_ocr_the_part_that_was_not_read_is_told() -> None:
    found = read(with_budget_as_picture(), None)
    [told] = [finding for finding in found.findings if finding.check_name == "unread_picture"]
    assert (told.severity, told.page, "Tesseract" in told.message) == ("warning", 1, True)
    assert told.bbox is not None
    assert told.bbox.top > MIDDLE - 1
    assert activities_of(found) == [tuple(row) for row in ACTIVITIES]
    assert found.documents.parser_version.endswith(" without OCR")


def test_a_table_as_a_picture_is_read_by_ocr_and_not_verified() -> None:
    tesseract = recogniser()
    if tesseract is None:
        pytest.skip("Tesseract with Swedish isn't installed (apt install tesseract-ocr tesseract-ocr-swe)")
    found = read(with_budget_as_picture(), tesseract)
    assert activities_of(found) == [tuple(row) for row in ACTIVITIES]
    assert {line.label for line in found.budget_lines} >= {row[0] for row in BUDGET[:2]}
    assert not [line for line in found.budget_lines if line.verified]
    assert [finding.check_name for finding in found.findings].count("recognised_part") == 1


def test_words_that_the_ocr_sees_elsewhere_are_not_taken() -> None:
    def sees(page: bytes, scale: float) -> list[RecognisedWord]:
        return [RecognisedWord("Dubbelt", 60 * scale, 100 * scale, 700 * scale, 9 * scale, 95, upright=True)]

    found = read(with_budget_as_picture(), sees)
    assert "Dubbelt" not in str(found.cells) + str(found.sections)


def test_a_photo_is_no_picture_of_text() -> None:
    grey = Image.effect_noise((600, 400), 90)
    target = io.BytesIO()
    grey.save(target, "PNG")
    photo = ImageReader(io.BytesIO(target.getvalue()))
    found = read(page_pdf(over=lambda canvas: canvas.drawImage(photo, 60, 60, 300, 200)), None)
    assert not [finding for finding in found.findings if finding.check_name == "unread_picture"]


def test_letters_drawn_as_outlines_are_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Bilaga till uppföljningen")
        for line in range(5):
            for letter in range(14):
                wide, high = 3 + letter % 5, 5 + (letter * 7 + line) % 4
                x, y = 60 + 9 * letter, 600 - 16 * line
                shape = canvas.beginPath()
                shape.moveTo(x, y)
                shape.curveTo(x + wide, y, x + wide, y + high, x, y + high)
                shape.curveTo(x + wide / 2, y + high, x + wide / 2, y, x, y)
                canvas.drawPath(shape, stroke=0, fill=1)

    found = read(make_pdf(draw), None)
    [told] = [finding for finding in found.findings if finding.check_name == "unread_picture"]
    assert "outlines" in told.message
