"""However a page is cropped, moved or turned in its file, the same records are read from what is displayed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from extractors.extract import extract
from tests.pdf_making import altered
from tests.sibling_pages import Look, assert_as_printed, page_pdf

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "raw").glob("*.pdf"))
MARGIN_PT = 6
ABOUT_THE_FILE = ("documents", "page_ledger")
PLACES = {"bbox", "document_id", "table_id", "section_id", "parent_id"}


def cropped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(side) for side in page.mediabox)
        page.CropBox = [x0 + MARGIN_PT, y0 + MARGIN_PT, x1 - MARGIN_PT, y1 - MARGIN_PT]


def turned(quarters: int) -> Callable[[pikepdf.Pdf], None]:
    """Drawn turned to the left on pages that are displayed turned to the right."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(side) for side in page.mediabox)
            width, height = x1 - x0, y1 - y0
            matrix = {1: (0, 1, -1, 0, height, 0), 2: (-1, 0, 0, -1, width, height), 3: (0, -1, 1, 0, 0, width)}
            page.contents_add(f"q {' '.join(map(str, matrix[quarters]))} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.MediaBox = [0, 0, width, height] if quarters == 2 else [0, 0, height, width]
            page.Rotate = 90 * quarters

    return change


def moved(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(side) for side in page.mediabox)
        page.MediaBox = [x0 - 70, y0 + 31, x1 - 70, y1 + 31]
        page.contents_add(b"q 1 0 0 1 -70 31 cm\n", prepend=True)
        page.contents_add(b"\nQ")


CHANGES = {"cropped": cropped, "moved": moved, **{f"turned by {90 * n}": turned(n) for n in (1, 2, 3)}}


def records_of(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Every record but what only tells of the file, without its place."""
    read = asdict(extract(data, file_name="plan.pdf", source_uri="file:///plan.pdf"))
    return {
        table: [{field: value for field, value in record.items() if not places(field)} for record in records]
        for table, records in read.items()
        if table not in ABOUT_THE_FILE
    }


def places(field: str) -> bool:
    return field in PLACES or field.endswith("_id")


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_give_the_same_records(sample: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    data = sample.read_bytes()
    assert records_of(altered(data, change)) == records_of(data)


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("look", [Look(), Look(font="Helvetica", ruled="rows")], ids=["ruled", "rows"])
def test_a_page_reads_as_it_is_printed(look: Look, change: Callable[[pikepdf.Pdf], None]) -> None:
    assert_as_printed(altered(page_pdf(look), change))


def test_a_restored_state_too_many_leaves_the_page_where_it_is() -> None:
    """The content ends what it didn't begin, as some producers do."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"Q\n", prepend=True)
        cropped(pdf)

    assert_as_printed(altered(page_pdf(), change))
