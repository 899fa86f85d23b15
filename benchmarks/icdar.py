"""Table structure on the ICDAR 2013 set: ours, pdfplumber's default and camelot where it is installed, by one measure.

usage: python -m benchmarks.icdar [--data FOLDER] [--check] [--verbose]

FOLDER (default: $KOMMUNPLAN_CORPUS) holds icdar2013/competition-dataset-*/ with PDFs and the true cells (*-str.xml).
--check exits with 1 where ours stays below its floor; --verbose prints a line per document.

What is scored
    Ours are the tables as they are stored, after choice, joining and all: each with all its pages, its cells with their
    spans and their printed words (``Cell.printed``: dashes, bullets, leader dots and footnote marks kept, no hyphen
    healed). Other tools' tables are one page each, with spans where the tool tells them.
The measure, the same for every tool
    Adjacency relations after Göbel, Hassan, Oro and Orsi (ICDAR 2013), written anew from their paper: two cells with
    text that are neighbours in a row or a column, empty cells between them skipped, are a relation (text, text,
    direction); a cell that spans is one cell. Texts are compared without white space and case, any sign that is no
    letter or digit as the same sign. Each true table is given the found one on its pages that shares most relations
    with it, each found table once; what is left over counts against precision. Precision and recall are averaged over
    documents, F1 is that of the averages. Where a document has two true readings (-a, -b) the better counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber

from extractors.document.assembly import read_document

FLOOR_F1 = 0.97
_SAME_EDGE_PT = 1.0


class Placed(NamedTuple):
    """A cell's text with the first and last row and column that it holds, counted from 0."""

    text: str
    row: int
    last_row: int
    column: int
    last_column: int


class Found(NamedTuple):
    """A table on its pages, counted from 1."""

    pages: frozenset[int]
    cells: list[Placed]


Tool = Callable[[Path], list[Found]]


def ours(path: Path) -> list[Found]:
    """The tables of the document as they are stored."""
    return [
        Found(
            frozenset(range(table.page, table.page_to + 1)),
            [Placed(c.printed, c.row, c.row + c.row_span - 1, c.col, c.col + c.col_span - 1) for c in table.cells],
        )
        for table in read_document(path.read_bytes()).tables
    ]


def plain_pdfplumber(path: Path) -> list[Found]:
    """pdfplumber's tables by its default settings, a merged cell's span told by the edges of the others."""
    with pdfplumber.open(path) as pdf:
        return [
            Found(frozenset([page.page_number]), _placed_by_edges(table))
            for page in pdf.pages
            for table in page.find_tables()
        ]


def _placed_by_edges(table: Any) -> list[Placed]:
    lefts, tops = ({round(cell[at] / _SAME_EDGE_PT) for cell in table.cells} for at in (0, 1))
    placed = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            if cell is not None:
                x0, top, x1, bottom = (round(edge / _SAME_EDGE_PT) for edge in cell)
                rows, columns = _between(tops, top, bottom), _between(lefts, x0, x1)
                placed.append(Placed(text or "", rows[0], rows[1], columns[0], columns[1]))
    return placed


def _between(edges: Iterable[int], start: int, end: int) -> tuple[int, int]:
    """The places of the first and the last of the edges from ``start`` on and before ``end``."""
    order = sorted(edges)
    inside = [place for place, edge in enumerate(order) if start <= edge < end]
    return inside[0], inside[-1]


def camelot_with(flavour: str) -> Tool:
    def read(path: Path) -> list[Found]:
        import camelot  # type: ignore[import-not-found]

        tables = camelot.read_pdf(str(path), pages="all", flavor=flavour)
        return [Found(frozenset([int(t.page)]), placed_in_grid(t.df.values.tolist())) for t in tables]

    return read


def placed_in_grid(rows: Sequence[Sequence[str]]) -> list[Placed]:
    """The cells of a grid without spans."""
    return [Placed(str(text), r, r, c, c) for r, row in enumerate(rows) for c, text in enumerate(row)]


def relations(cells: Iterable[Placed]) -> Counter[tuple[str, str, str]]:
    """The pairs of neighbouring texts; two cells that are neighbours in several rows are one."""
    worded = [cell._replace(text=_compared(cell.text)) for cell in cells]
    lines: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for n, cell in enumerate(worded):
        if cell.text:
            for row in range(cell.row, cell.last_row + 1):
                for column in range(cell.column, cell.last_column + 1):
                    lines["right", row].append((column, n))
                    lines["down", column].append((row, n))
    pairs = {
        (a, b, direction)
        for (direction, _), line in lines.items()
        for (_, a), (_, b) in pairwise(sorted(line))
        if a != b
    }
    return Counter((worded[a].text, worded[b].text, direction) for a, b, direction in pairs)


def _compared(text: str) -> str:
    return re.sub(r"[\W_]", "_", re.sub(r"\s", "", unicodedata.normalize("NFKC", text).casefold()))


def true_tables(path: Path) -> list[Found]:
    """The tables of one true reading; a region's cells are counted from its increments on."""
    tables = []
    for table in ET.parse(path).getroot().iter("table"):
        pages, cells = set(), []
        for region in table.iter("region"):
            pages.add(int(region.attrib["page"]))
            down, right = (int(region.get(name) or 0) for name in ("row-increment", "col-increment"))
            for cell in region.iter("cell"):
                row, column = int(cell.attrib["start-row"]) + down, int(cell.attrib["start-col"]) + right
                last_row = max(row, int(cell.get("end-row") or -1) + down)
                last_column = max(column, int(cell.get("end-col") or -1) + right)
                cells.append(Placed(cell.findtext("content") or "", row, last_row, column, last_column))
        tables.append(Found(frozenset(pages), cells))
    return tables


def rates(true: Sequence[Found], found: Sequence[Found]) -> tuple[float, float]:
    """Precision and recall of the relations of a document's tables."""
    wanted, got = ([relations(table.cells) for table in tables] for tables in (true, found))
    shared = sorted(
        (
            (-(a & b).total(), i, j)
            for i, a in enumerate(wanted)
            for j, b in enumerate(got)
            if true[i].pages & found[j].pages
        )
    )
    right, given, used = 0, set(), set()
    for less, i, j in shared:
        if less and i not in given and j not in used:
            right -= less
            given.add(i)
            used.add(j)
    in_found, in_true = (sum(counter.total() for counter in counters) for counters in (got, wanted))
    return (right / in_found if in_found else 0.0), (right / in_true if in_true else 1.0)


def f1_of(tool: Tool, data: Path, *, verbose: bool = False) -> float:
    """F1 of the per-document averages over the whole set."""
    each = []
    for path in sorted((data / "icdar2013").glob("competition-dataset-*/*.pdf")):
        found = tool(path)
        readings = sorted(path.parent.glob(f"{path.stem.rstrip('ab')}*-str.xml"))
        each.append(max((rates(true_tables(reading), found) for reading in readings), key=_f1))
        if verbose:
            print(f"{path.stem:10} P {each[-1][0]:.3f} R {each[-1][1]:.3f}")
    return _f1((sum(p for p, _ in each) / len(each), sum(r for _, r in each) / len(each)))


def _f1(both: tuple[float, float]) -> float:
    return 2 * both[0] * both[1] / sum(both) if sum(both) else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("KOMMUNPLAN_CORPUS"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "icdar2013").exists():
        parser.error("no icdar2013 there: name the folder that holds it with --data or set KOMMUNPLAN_CORPUS")
    data = Path(options.data)
    own = f1_of(ours, data, verbose=options.verbose)
    print(f"{'kommunplan':20} F1 {own:.3f}")
    print(f"{'pdfplumber':20} F1 {f1_of(plain_pdfplumber, data):.3f}")
    if importlib.util.find_spec("camelot"):
        for flavour in ("lattice", "stream", "hybrid"):
            print(f"{'camelot ' + flavour:20} F1 {f1_of(camelot_with(flavour), data):.3f}")
    else:
        print("camelot is not installed: pip install camelot-py")
    return 1 if options.check and own < FLOOR_F1 else 0


if __name__ == "__main__":
    sys.exit(main())
