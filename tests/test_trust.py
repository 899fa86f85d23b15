"""What letters look like against what the text layer says: fonts that lie are found out, odd ones aren't accused."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pikepdf
import pytest
import typst
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract
from extractors.pdf.ocr import Recognise
from extractors.pdf.page import Page
from extractors.pdf.reader import read_pages
from extractors.records import Extraction
from pipeline.ocr import recogniser
from tests.pdf_making import altered, make_pdf
from tests.sibling_pages import (
    ACTIVITIES,
    ACTIVITY_HEADS,
    BUDGET,
    BUDGET_HEADS,
    PRINTED_AMOUNTS,
    TEXT_BEFORE,
    activities_of,
    amounts_of,
    assert_as_printed,
    page_pdf,
    read_page,
)

ONE_TOO_HIGH = {str(digit): str((digit + 1) % 10) for digit in range(10)}
OTHER_ACCENTS = {"å": "ä", "ä": "å"}


def typeset(settings: str) -> bytes:
    """The follow-up by typst, in a face of its own (Libertinus Serif) or what ``settings`` names."""

    def rows(columns: str, *rows: tuple[str, ...]) -> str:
        cells = "".join(f"[{cell}]," for row in rows for cell in row)
        return f"#table(columns: {columns}, {cells})\n"

    source = (
        f'#set page(margin: 50pt)\n#set text(size: 9pt, lang: "sv", {settings})\n'
        + "".join(f"#text(size: 14pt)[{line}]\n\n" for line in TEXT_BEFORE)
        + "= 1 Aktiviteter\n"
        + rows("(185pt, 80pt, 70pt, 1fr)", ACTIVITY_HEADS, *ACTIVITIES)
        + "= 2 Ekonomi\nDriftredovisning, tkr\n"
        + rows("(1fr, 80pt, 80pt, 80pt)", BUDGET_HEADS, *BUDGET)
    )
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def with_lies(data: bytes, lies: Mapping[str, str], font: str = "") -> bytes:
    """The PDF whose fonts of this name say of each of the letters that it is another one."""
    codes = {f"{ord(letter):04X}": f"{ord(other):04X}" for letter, other in lies.items()}

    def change(pdf: pikepdf.Pdf) -> None:
        for made in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in made and str(made.BaseFont).endswith(font):
                said = made.ToUnicode.read_bytes().decode("latin-1")
                told = re.sub(r"(?<=> <)([0-9A-F]{4})(?=>)", lambda found: codes.get(found[1], found[1]), said)
                made.ToUnicode = pdf.make_stream(told.encode("latin-1"))

    return altered(data, change)


def only_page(data: bytes, recognise: Recognise | None = None) -> Page:
    [page] = read_pages(data, recognise=recognise)
    return page


def text_of(page: Page) -> str:
    return " ".join(word.text for word in page.words if word.drawn)


def doubts(read: Extraction) -> list[str]:
    return [finding.message for finding in read.findings if finding.check_name == "untrusted_text"]


@pytest.fixture
def tesseract() -> Recognise:
    found = recogniser()
    if found is None:
        pytest.skip("Tesseract with Swedish isn't installed (apt install tesseract-ocr tesseract-ocr-swe)")
    return found


DIGITS_LIE = {
    "in all fonts": with_lies(page_pdf(), ONE_TOO_HIGH),
    "in the bold font": with_lies(page_pdf(), ONE_TOO_HIGH, font="Bold"),
    "two of them": with_lies(page_pdf(), {"6": "9", "9": "6"}),
    "one of them": with_lies(page_pdf(), {"8": "2"}),
    "of typst": with_lies(typeset(""), ONE_TOO_HIGH),
    "of typst, old style": with_lies(typeset('number-type: "old-style"'), ONE_TOO_HIGH),
}


@pytest.mark.parametrize("data", DIGITS_LIE.values(), ids=DIGITS_LIE)
def test_no_number_of_a_page_whose_digits_lie_is_taken_for_certain(data: bytes) -> None:
    read = read_page(data)
    [message] = doubts(read)
    assert "run OCR on it first" in message
    assert not [line for line in read.budget_lines if line.verified]
    wrong = {
        place: amount
        for place, amount in amounts_of(read, verified_only=False).items()
        if amount is not None and amount != PRINTED_AMOUNTS.get(place, amount)
    }
    assert not wrong
    assert read.page_ledger[0].trust is not None
    assert read.page_ledger[0].trust < 1
    assert read.documents.parser_version.endswith("without OCR")


def test_with_an_ocr_the_digits_are_read_from_the_page(tesseract: Recognise) -> None:
    data = with_lies(page_pdf(), ONE_TOO_HIGH)
    read = extract(data, file_name="uppfoljning.pdf", source_uri="file:///uppfoljning.pdf", recognise=tesseract)
    amounts = amounts_of(read, verified_only=False)
    assert {place: amount for place, amount in amounts.items() if amount is not None} == PRINTED_AMOUNTS
    assert not [line for line in read.budget_lines if line.verified]
    assert activities_of(read) == [tuple(row) for row in ACTIVITIES]
    assert "as an OCR sees them" in doubts(read)[0]


@pytest.mark.parametrize("made", [page_pdf(), typeset(""), typeset('font: "New Computer Modern"')])
def test_letters_with_another_accent_are_not_taken_for_what_they_say(made: bytes) -> None:
    page = only_page(with_lies(made, OTHER_ACCENTS))
    assert page.doubt is not None
    assert "r�dhuset" in text_of(page)
    assert not {"rädhuset", "färdtjänst"} & set(text_of(page).split())


def test_words_of_letters_that_lie_are_read_by_the_ocr_and_the_others_stay(tesseract: Recognise) -> None:
    page = only_page(with_lies(page_pdf(), OTHER_ACCENTS), tesseract)
    assert "Bygg om entrén till rådhuset" in text_of(page)
    assert page.text_source == "ocr"


def test_a_letter_that_is_not_drawn_is_none() -> None:
    """Where a space is said to be an n, words run together with n's that nobody sees."""

    def change(pdf: pikepdf.Pdf) -> None:
        for made in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in made:
                said = made.ToUnicode.read_bytes().replace(b"<20> <0020>", b"<20> <006E>")
                made.ToUnicode = pdf.make_stream(said)

    page = only_page(altered(page_pdf(), change))
    assert "Byggnom" not in text_of(page)
    assert page.doubt is not None


HEALTHY = {
    "Vera": page_pdf(),
    "Libertinus": typeset(""),
    "old-style figures": typeset('number-type: "old-style"'),
    "tabular figures": typeset('number-width: "tabular"'),
    "slashed zero": typeset("slashed-zero: true"),
    "italic": typeset('style: "italic"'),
    "bold": typeset('weight: "bold"'),
    "small capitals": typeset('features: ("smcp",)'),
    "Computer Modern": typeset('font: "New Computer Modern"'),
    "typewriter": typeset('font: "DejaVu Sans Mono"'),
}


@pytest.mark.parametrize("data", HEALTHY.values(), ids=HEALTHY)
def test_no_letter_of_an_honest_font_is_accused(data: bytes) -> None:
    page = only_page(data)
    assert (page.trust, page.doubt) == (1.0, None)


@pytest.mark.parametrize("face", ["Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Times-Italic", "Courier-Bold"])
def test_fonts_that_are_not_embedded_are_not_accused(face: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, 11)
        canvas.drawString(72, 700, "Åtgärder för äldre, årsvis: 0123456789 -4 310,50 % och +17.8 (bäst för små öar)")

    assert only_page(make_pdf(draw)).trust == 1.0


def test_an_honest_page_is_read_and_verified_as_before() -> None:
    assert_as_printed(page_pdf())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_is_found_out_as_any_other(turn: int) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.CropBox = pikepdf.Array([6, 6, 589, 836])
        page.Rotate = turn

    lying = only_page(altered(with_lies(page_pdf(), ONE_TOO_HIGH), change))
    honest = only_page(altered(page_pdf(), change))
    assert lying.trust == pytest.approx(only_page(with_lies(page_pdf(), ONE_TOO_HIGH)).trust or 0, abs=0.001)
    assert (honest.trust, honest.doubt) == (1.0, None)


def two_glyphs_for_one_digit() -> bytes:
    """A font whose 8 is said to be a 2 beside its own 2, as converters make them that merge fonts."""
    return with_lies(typeset(""), {"8": "2"})


def test_of_two_glyphs_for_one_digit_each_is_looked_at() -> None:
    words = text_of(only_page(two_glyphs_for_one_digit())).split()
    assert {"−2", "310"} <= set(words)
    assert "�64" in words  # of -2 864
    assert "−18" not in words


def test_a_symbol_under_the_code_of_a_letter_is_no_lie() -> None:
    """A tick that stands alone, in a font that calls it a letter."""

    def change(pdf: pikepdf.Pdf) -> None:
        for made in pdf.pages[0].Resources.Font.values():
            said = made.ToUnicode.read_bytes().replace(b"<25CF>", b"<006C>")
            made.ToUnicode = pdf.make_stream(said)

    data = typst.compile('#set text(font: "DejaVu Sans Mono")\nKlart ● och ● pågår'.encode(), format="pdf")
    page = only_page(altered(data, change))
    assert (page.trust, text_of(page)) == (1.0, "Klart l och l pågår")


def test_the_same_page_reads_the_same_whatever_was_read_before() -> None:
    lying, honest = with_lies(page_pdf(), ONE_TOO_HIGH), page_pdf()
    first = text_of(only_page(lying))
    only_page(honest)
    assert text_of(only_page(lying)) == first
    with pikepdf.open(io.BytesIO(honest)) as pdf:
        assert len(pdf.pages) == 1
    assert only_page(honest).trust == 1.0
