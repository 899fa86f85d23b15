"""Table structure on the ICDAR 2013 set: ours, pdfplumber's default and, where it is installed, camelot, by one rule.

usage: python -m benchmarks.icdar [--data FOLDER] [--check]

FOLDER (default: $KOMMUNPLAN_CORPUS) holds icdar2013/ and icdar_score.py, which scores every tool's output alike.
--check exits with 1 where ours stays below its floor.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber

from extractors.pdf.reader import read_pages
from extractors.tables.page_tables import page_tables

FLOOR_F1 = 0.92
Tables = list[dict[str, Any]]


def ours(path: Path) -> Tables:
    """Each table as rows of texts; a spanning cell stands in its first place."""
    found: Tables = []
    for page in read_pages(path.read_bytes()):
        for table in page_tables(page, [w for w in page.words if w.drawn and w.upright]):
            columns = max(cell.col + cell.col_span for cell in table.cells)
            rows = [[""] * columns for _ in range(table.n_rows)]
            for cell in table.cells:
                rows[cell.row][cell.col] = " ".join(line.text for line in cell.lines)
            found.append({"page": page.number, "table": rows})
    return found


def plain_pdfplumber(path: Path) -> Tables:
    with pdfplumber.open(path) as pdf:
        return [{"page": page.page_number, "table": table} for page in pdf.pages for table in page.extract_tables()]


def camelot_with(flavour: str) -> Callable[[Path], Tables]:
    def read(path: Path) -> Tables:
        import camelot  # type: ignore[import-not-found]

        found = camelot.read_pdf(str(path), pages="all", flavor=flavour)
        return [{"page": int(table.page), "table": table.df.values.tolist()} for table in found]

    return read


def f1_of(tool: Callable[[Path], Tables], data: Path) -> float:
    """F1 of the per-document averages over the whole set."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((data / "icdar2013").glob("competition-dataset-*/*.pdf")):
            (Path(folder) / f"{path.stem}.json").write_text(json.dumps(tool(path)), encoding="utf-8")
        report = Path(folder) / "report"
        command = [sys.executable, str(data / "icdar_score.py"), str(data / "icdar2013"), folder, "--json", str(report)]
        subprocess.run(command, check=True, capture_output=True)
        f1: float = json.loads(report.read_text(encoding="utf-8"))["halves"]["all"]["f1"]
        return f1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("KOMMUNPLAN_CORPUS"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.data is None or not (options.data / "icdar_score.py").exists():
        parser.error("no icdar_score.py: name the folder with --data or set KOMMUNPLAN_CORPUS")
    own = f1_of(ours, options.data)
    print(f"{'kommunplan':20} F1 {own:.3f}")
    print(f"{'pdfplumber':20} F1 {f1_of(plain_pdfplumber, options.data):.3f}")
    if importlib.util.find_spec("camelot"):
        for flavour in ("lattice", "stream", "hybrid"):
            print(f"{'camelot ' + flavour:20} F1 {f1_of(camelot_with(flavour), options.data):.3f}")
    else:
        print("camelot is not installed: pip install camelot-py")
    return 1 if options.check and own < FLOOR_F1 else 0


if __name__ == "__main__":
    sys.exit(main())
