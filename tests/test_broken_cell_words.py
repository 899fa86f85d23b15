"""Words that a narrow cell breaks without a hyphen are whole again, and two words under each other stay two."""

from __future__ import annotations

import pytest

from extractors.document.assembly import read_document
from tests.test_over_pages import grid, pdf


def texts(rows: list[tuple[str, ...]], widths: tuple[float, ...]) -> list[str | None]:
    [table] = read_document(pdf(grid(rows, 680, widths))).tables
    return [cell.text for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))]


@pytest.mark.parametrize(
    ("printed", "width", "read"),
    [
        ("Pri\no", 18.5, "Prio"),
        ("Startdatu\nm", 44, "Startdatum"),
        ("Avvik\nelse", 27.5, "Avvikelse"),
        ("Tekniska\nFastighetsenhete\nn", 72, "Tekniska Fastighetsenheten"),
        ("Prövas i\nförvaltningsrätte\nn.", 72, "Prövas i förvaltningsrätten."),
        ("jan–\napr", 24, "jan–apr"),
    ],
)
def test_a_word_that_its_cell_breaks_is_whole(printed: str, width: float, read: str) -> None:
    rows = [("Aktivitet", "x", "Status", "Kommentar"), ("Bygg om", printed, "Klart", "Allt är klart")]
    assert read in texts(rows, (90, width, 70, 150))


@pytest.mark.parametrize(
    ("printed", "width"),
    [
        ("Översiktsplan\nför tätorten", 58),
        ("Prognos\nper april", 39),
        ("Överprövning\ni rätten", 59),
        ("Personal\nexkl.", 38),
        ("Fritidsgård\noch bad", 50),
    ],
)
def test_two_words_that_fill_their_lines_stay_two(printed: str, width: float) -> None:
    rows = [("Aktivitet", "x", "Status", "Kommentar"), ("Bygg om", printed, "Klart", "Allt är klart")]
    assert printed.replace("\n", " ") in texts(rows, (90, width, 70, 150))
