"""Take the pictures of the desk's pages for docs and README, at the widths of a screen and of a telephone.

python -m tools.picture_desk
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from pipeline.ingest import ingest
from tools.desk_browser import PAGES, chromium, opened, served

_ROOT = Path(__file__).parents[1]
_IMAGES = _ROOT / "docs" / "images"
_SIZES = {1280: 1100, 390: 1100}
_COLOURS = 200  # a page of text and flat colours needs no more, and its file is half as large
# Of a kommun where the page has most to show.
_CHOICES = {"progress": {"Kommun": "Mjölby"}, "budget": {"Kommun": "Askersund"}, "targets": {"Kommun": "Oxelösund"}}


def main() -> None:
    """Write docs/images/desk_PAGE_WIDTH.png of every page, and desk_evidence.png."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        shutil.copytree(_ROOT / "data" / "raw", raw)
        typeset_doubtful_pair(raw)
        database = Path(folder) / "kommunplan.duckdb"
        ingest([raw], database)
        with served(database) as address:
            _picture(address)


def typeset_doubtful_pair(folder: Path) -> None:
    """Two follow-ups of one board, an activity of which may be the same or not: norra or södra skolan."""
    _typeset(folder / "vadstena_ks_t2.pdf", "T2", "Utveckla samarbetet i norra skolan", "Pågår")
    _typeset(folder / "vadstena_ks_t3.pdf", "T3", "Utveckla samarbetet i södra skolan", "Klart")


def _typeset(file: Path, period: str, title: str, status: str) -> None:
    style = getSampleStyleSheet()
    rows = [
        ["Aktivitet", "Status", "Ansvarig"],
        [title, status, "Rektor"],
        ["Rusta lekplatser", "Pågår", "Parkenheten"],
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)]
    content = [
        Paragraph(f"Uppföljning {period} 2031", style["Title"]),
        Paragraph("Kommunstyrelsen, Vadstena kommun", style["BodyText"]),
        Paragraph("Mål 1", style["Heading2"]),
        Paragraph("Fler elever trivs i skolan.", style["BodyText"]),
        Spacer(1, 8),
        Table(rows, [260, 90, 110], style=grid),
    ]
    SimpleDocTemplate(str(file), pagesize=A4, invariant=1).build(content)


def _picture(address: str) -> None:
    with chromium() as browser:
        for width, height in _SIZES.items():
            for name in PAGES:
                page, _ = opened(browser, address, name, width, height)
                for label, option in _CHOICES.get(name, {}).items():
                    page.get_by_label(label, exact=True).select_option(option)
                page.wait_for_timeout(1500)
                _save(page.screenshot(), f"desk_{name}_{width}")
                if (name, width) == ("budget", 1280):
                    page.locator("tbody tr td:nth-child(5) button").nth(8).click()
                    page.locator("dialog[open] img").wait_for()
                    _save(page.screenshot(), "desk_evidence")
                page.close()


def _save(picture: bytes, name: str) -> None:
    file = _IMAGES / f"{name}.png"
    file.write_bytes(picture)
    with Image.open(file) as drawn:
        drawn.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main()
