"""How fast pages are read, what extraction adds, and where the reading differs from plain pdfplumber's.

    python -m benchmarks.reading [FOLDER ...] [--sample 12] [--repeat 3] [--check]
    python -m benchmarks.reading [FOLDER ...] --differences [--check]

Each FOLDER holds PDFs, also in folders of its own, and is measured by itself; without one, the folders ``corpus``,
``real`` and ``portal`` under the one that the environment's KOMMUNPLAN_CORPUS names. Of a folder with more documents
than the sample every so-manieth by name is read; one without text has nothing to compare and is left out.
Times are medians of processor time of runs interleaved by document; compare the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import io
import logging
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from benchmarks.table_differences import ruled_tables, table_differences
from benchmarks.word_differences import word_differences
from extractors.document.assembly import read_document
from extractors.extract import extract
from extractors.pdf.reader import read_pages

LEAST_SPEED = 8.0  # times plain pdfplumber
MOST_COST = 8.0  # times pdfium's bare text
MOST_EXTRACTION = 0.4  # of the time that all documents take; the rest reads them
_FOLDERS = ("corpus", "real", "portal")
_SAMPLE = 12  # documents of a folder: pdfplumber takes a minute for them
_LONGEST_WORD = 40  # letters shown of a word


def read_with_pdfplumber(data: bytes) -> None:
    """Words and tables of each page with pdfplumber's defaults, pages closed."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            for table in page.find_tables():
                table.extract()
            page.close()


def read_with_ours(data: bytes) -> None:
    """The same work: all that a page holds, its ruled tables, and their cells' text."""
    for page in read_pages(data):
        for table in ruled_tables(page):
            for cell in table.cells:
                "\n".join(line.text for line in cell.lines)


def read_text_only(data: bytes) -> None:
    """pdfium's own text of each page: what reading costs at the least."""
    pdf = pypdfium2.PdfDocument(data)
    for index in range(len(pdf)):
        page = pdf[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    pdf.close()


def extract_all(data: bytes) -> None:
    """The whole way: the document read, and all its records."""
    extract(data, file_name="", source_uri="")


READERS: tuple[tuple[str, Callable[[bytes], object]], ...] = (
    ("plain", read_with_pdfplumber),
    ("ours", read_with_ours),
    ("floor", read_text_only),
    ("document", read_document),
    ("records", extract_all),
)


def seconds(reader: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()  # not the clock: other work on the machine would count
    reader(data)
    return time.process_time() - start


def measure(files: Sequence[Path], repeat: int) -> list[dict[str, float]]:
    """Per file the median seconds of each reader; every round reads every file with every reader."""
    runs: list[dict[str, list[float]]] = [{name: [] for name, _ in READERS} for _ in files]
    for _ in range(repeat):
        for path, times in zip(files, runs, strict=True):
            data = path.read_bytes()
            for name, reader in READERS:
                times[name].append(seconds(reader, data))
    return [{name: median(values) for name, values in times.items()} for times in runs]


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def report_times(files: Sequence[Path], repeat: int) -> bool:
    """Prints times and ratios; whether all requirements are met."""
    measured = measure(files, repeat)
    width = max(len(path.name) for path in files)
    print(
        f"{'milliseconds':{width}}  {'plain':>7} {'ours':>7} {'floor':>7} {'document':>8} {'records':>7}"
        "  plain/ours  ours/floor"
    )
    for path, times in zip(files, measured, strict=True):
        plain, ours, floor, document, records = (1000 * times[name] for name, _ in READERS)
        print(
            f"{path.name:{width}}  {plain:7.0f} {ours:7.0f} {floor:7.1f} {document:8.0f} {records:7.0f}"
            f"  {plain / ours:10.1f}  {ours / floor:10.1f}"
        )
    speed = geometric_mean([times["plain"] / times["ours"] for times in measured])
    cost = geometric_mean([times["ours"] / times["floor"] for times in measured])
    extraction = extraction_share(measured)
    met = speed >= LEAST_SPEED and cost <= MOST_COST and extraction <= MOST_EXTRACTION
    print(f"geometric mean: {speed:.1f} times as fast as plain pdfplumber (required: at least {LEAST_SPEED:g}),")
    print(f"                {cost:.1f} times the cost of pdfium's bare text (required: at most {MOST_COST:g})")
    print(f"                the whole document: {_document_speed(measured):.1f} times as fast as plain pdfplumber")
    print(f"extraction: {extraction:.0%} of the time of all documents (required: at most {MOST_EXTRACTION:.0%})")
    return met


def _document_speed(measured: Sequence[dict[str, float]]) -> float:
    return geometric_mean([times["plain"] / times["document"] for times in measured])


def extraction_share(measured: Sequence[dict[str, float]]) -> float:
    """The share of all documents' time, 0..1, that is spent once they are read."""
    return 1 - sum(times["document"] for times in measured) / sum(times["records"] for times in measured)


def report_differences(files: Sequence[Path]) -> bool:
    """Prints each page that differs from plain pdfplumber with its reasons; whether all are explained."""
    reasons: Counter[str] = Counter()
    for path in files:
        for line, reason in differences(path):
            print(line)
            reasons[reason] += 1
    print(f"\n{sum(reasons.values())} differences in {len(files)} documents")
    for reason, count in reasons.most_common():
        print(f"{count:6}  {reason}")
    return not any("unexplained" in reason for reason in reasons)


def differences(path: Path) -> Iterator[tuple[str, str]]:
    """A line for each differing place of a document, and its reason."""
    data = path.read_bytes()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in read_pages(data):
            plain = pdf.pages[page.number - 1]
            for word in word_differences(page, plain):
                seen, own = _shown(word.plain), _shown(word.ours)
                yield f"{path.name} page {page.number}: words {seen} -> {own}: {word.reason}", word.reason
            for table in table_differences(page, plain):
                seen, own = ", ".join(table.plain) or "none", ", ".join(table.ours) or "none"
                yield f"{path.name} page {page.number}: tables {seen} -> {own}: {table.reason}", table.reason
            plain.close()


def _shown(words: Sequence[str]) -> str:
    return " | ".join(w if len(w) <= _LONGEST_WORD else f"{w[:_LONGEST_WORD]}…" for w in words) or "none"


def folders_of(named: Sequence[Path], usual: Sequence[str]) -> list[Path]:
    """The folders named, else the usual ones under KOMMUNPLAN_CORPUS that exist; exits saying what is missing."""
    if named:
        return list(named)
    corpus = os.environ.get("KOMMUNPLAN_CORPUS")
    if not corpus:
        sys.exit("no folder given and KOMMUNPLAN_CORPUS is not set: name a folder with PDFs")
    return [folder for name in usual if (folder := Path(corpus) / name).is_dir()]


def pdfs_of(folder: Path | None) -> list[Path]:
    """The PDFs of a folder (the corpus without one), sorted; exits with a line that says what is missing."""
    folder = folder or folders_of([], _FOLDERS[:1])[0]
    files = sorted(folder.rglob("*.pdf"))
    if not files:
        sys.exit(f"{folder}: no PDF in it; name a folder with PDFs")
    return files


def sampled(files: Sequence[Path], most: int) -> list[Path]:
    """At most so many of the files, evenly over their order, each with a text layer."""
    readable = [path for path in files if has_text(path.read_bytes())]
    step = max(1.0, len(readable) / most)
    return [readable[int(number * step)] for number in range(min(most, len(readable)))]


def has_text(data: bytes) -> bool:
    """Whether some page of the document has letters."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return False
    try:
        return any(page.get_textpage().count_chars() > 0 for page in pdf)
    finally:
        pdf.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="a folder with PDFs")
    parser.add_argument("--sample", type=int, default=_SAMPLE, metavar="N", help="documents of a folder (default 12)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each reader (default 3)")
    parser.add_argument("--differences", action="store_true", help="list what differs from plain pdfplumber")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a requirement is missed")
    arguments = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    met = True
    for folder in folders_of(arguments.folders, _FOLDERS[: 1 if arguments.differences else None]):
        files = pdfs_of(folder)
        print(f"== {folder}", flush=True)
        if arguments.differences:
            met &= report_differences(files)
        else:
            met &= report_times(sampled(files, arguments.sample), arguments.repeat)
    print("requirements met" if met else "requirements missed")
    sys.exit(1 if arguments.check and not met else 0)


if __name__ == "__main__":
    main()
