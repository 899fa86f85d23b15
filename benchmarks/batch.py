"""How fast a batch is end to end, and what it takes of memory.

    python -m benchmarks.batch [FOLDER] [--documents 100] [--check]

FOLDER holds PDFs; without it, the folder ``corpus`` under the one that the environment's KOMMUNPLAN_CORPUS names. They
are multiplied to as many documents as wanted, each with bytes of its own, and dealt out to kommuner and years, so that
linking has as much to do as it would. In one run: plain pdfplumber's words and tables alone, the whole way (compare,
read, extract, store, link, check, publish) with one worker and with two, and one long document. Processor seconds are
those of all processes together; on a machine with other work compare these, not the seconds of the clock.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import logging
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
import pypdfium2

from benchmarks.reading import pdfs_of, read_with_pdfplumber
from extractors.extract import extract
from extractors.records import Extraction
from extractors.vocabulary import municipalities
from pipeline.ingest import ingest
from pipeline.readers import Found

LEAST_SPEED = 5.0  # times plain pdfplumber, per second of processor
LEAST_GAIN = 1.7  # two workers against one
MOST_WORKER_MB = 400  # on a document of LONG_PAGES
LONG_PAGES = 337
MOST_GROWTH_MB = 100  # of a process from a batch's second quarter to its last, while documents are read
_MEGABYTE = 1 << 20
_LOOK_SECONDS = 0.25
_LINE = "{:10} {:>7} {:>8} {:>8} {:>8} {:>12} {:>8} {:>10}"


class Memory(NamedTuple):
    """Resident megabytes of this process and of its greatest worker, ``seconds`` after the run began."""

    seconds: float
    main: float
    worker: float


class Batch(NamedTuple):
    """One run: seconds of the clock, of its reading alone, and of the processors; and its memory."""

    pages: int
    seconds: float
    read_between: tuple[float, float]
    processor_seconds: float
    megabytes_stored: float
    memory: list[Memory]

    def growth(self) -> tuple[float, float]:
        """How much more the main process and the workers had in the last quarter of the reading than in the second."""
        begin, end = self.read_between
        parts = [
            [m for m in self.memory if begin + (end - begin) * i / 4 <= m.seconds < begin + (end - begin) * (i + 1) / 4]
            for i in range(4)
        ]
        main, worker = (
            [max((getattr(m, of) for m in part), default=0.0) for part in parts] for of in Memory._fields[1:]
        )
        return main[3] - main[1], worker[3] - worker[1]


class Watcher(threading.Thread):
    """Looks at memory and processor time of this process and its workers, a few times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.begun = time.perf_counter()
        self.memory: list[Memory] = []
        self.steps: dict[str, tuple[float, float]] = {}
        self.processor: dict[int, float] = {}
        self.own_processor = 0.0  # seconds that looking takes, which aren't the run's
        self._ended = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(_LOOK_SECONDS):
            workers = [0.0]
            for process in me.children(recursive=True):
                try:
                    workers.append(process.memory_info().rss / _MEGABYTE)
                    times = process.cpu_times()
                except psutil.Error:
                    continue
                self.processor[process.pid] = times.user + times.system
            self.memory.append(Memory(self.elapsed(), me.memory_info().rss / _MEGABYTE, max(workers)))
            self.own_processor = time.thread_time()

    def watch(self, step: str, total: int, items: Iterable[Found], /) -> Iterator[Found]:
        """Notes when a step begins and ends."""
        begun = self.elapsed()
        yield from items
        self.steps[step] = begun, self.elapsed()

    def elapsed(self) -> float:
        return time.perf_counter() - self.begun

    def end(self) -> None:
        self._ended.set()
        self.join()


def read_dealt(data: bytes, *, file_name: str, source_uri: str) -> Extraction:
    """The reader of the program, and then the kommun and year that the file's number says."""
    extraction = extract(data, file_name=file_name, source_uri=source_uri)
    kommuner = municipalities()
    earlier, kommun = divmod(int(file_name.partition("_")[0]), len(kommuner))
    document = extraction.documents
    code = kommuner[kommun].municipality_code
    year = None if document.year is None else document.year - earlier
    return dataclasses.replace(extraction, documents=dataclasses.replace(document, municipality_code=code, year=year))


def multiplied(files: Sequence[Path], count: int, folder: Path) -> int:
    """Write ``count`` documents, each file as often as another and with bytes of its own; the number of pages."""
    lengths = [len(pypdfium2.PdfDocument(path)) for path in files]
    pages = 0
    for number in range(count):
        turn, place = divmod(number, len(files))
        (folder / f"{turn:05}_{place:03}.pdf").write_bytes(files[place].read_bytes() + f"\n% {turn}\n".encode())
        pages += lengths[place]
    return pages


def long_document(files: Sequence[Path]) -> bytes:
    """The files' pages one after another, again and again, up to LONG_PAGES."""
    joined = pypdfium2.PdfDocument.new()
    while len(joined) < LONG_PAGES:
        for path in files:
            source = pypdfium2.PdfDocument(path)
            joined.import_pages(source, list(range(min(len(source), LONG_PAGES - len(joined)))))
    target = io.BytesIO()
    joined.save(target)
    return target.getvalue()


def run(folder: Path, pages: int, workers: int) -> Batch:
    """Ingest the folder into a database that is thrown away; exits where a document fails."""
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "k.duckdb"
        watcher, cpu = Watcher(), time.process_time()
        watcher.start()
        attempts = ingest([folder], database, read=read_dealt, workers=workers, watch=watcher.watch)
        seconds, cpu = watcher.elapsed(), time.process_time() - cpu
        watcher.end()
        size = database.stat().st_size / _MEGABYTE
    failed = [attempt.error for attempt in attempts if attempt.outcome != "ingested"]
    if failed:
        sys.exit(f"{len(failed)} documents failed, the first: {failed[0]}")
    processor = cpu - watcher.own_processor + sum(watcher.processor.values())
    return Batch(pages, seconds, watcher.steps["reading"], processor, size, watcher.memory)


def plain_speed(files: Sequence[Path]) -> float:
    """Pages per second of processor with plain pdfplumber's words and tables."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in files)
    begun = time.process_time()
    for path in files:
        read_with_pdfplumber(path.read_bytes())
    return pages / (time.process_time() - begun)


def report(files: Sequence[Path], documents: int) -> bool:
    """Prints what was measured; whether all requirements are met."""
    plain = [plain_speed(files)]
    print(_LINE.format("", "pages", "seconds", "pages/s", "cpu s", "pages/cpu s", "main MB", "worker MB"))
    batches = {}
    with tempfile.TemporaryDirectory() as place:
        pages = multiplied(files, documents, Path(place))
        for workers in (1, 2):
            batches[workers] = shown(f"{workers} worker{'s' * (workers > 1)}", run(Path(place), pages, workers))
            plain.append(plain_speed(files))
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "00000_long.pdf").write_bytes(long_document(files))
        long = shown("long", run(Path(place), LONG_PAGES, 1))
    one, two = batches[1], batches[2]
    speed = one.pages / one.processor_seconds / (sum(plain) / len(plain))
    read = [end - begin for begin, end in (one.read_between, two.read_between)]
    peak, growth = max(m.worker for m in long.memory), max(two.growth())
    print(f"plain pdfplumber: {', '.join(f'{p:.1f}' for p in plain)} pages per second of processor")
    print(f"end to end per second of processor: {speed:.1f} times plain pdfplumber (required: {LEAST_SPEED:g})")
    gain = one.seconds / two.seconds
    print(f"two workers: {gain:.2f} times one (required: {LEAST_GAIN:g}); reading {read[0] / read[1]:.2f}")
    print(f"a worker on {LONG_PAGES} pages: {peak:.0f} MB at most (required: below {MOST_WORKER_MB})")
    print(f"growth over the batch: {growth:.0f} MB (required: at most {MOST_GROWTH_MB})")
    print(f"stored: {1024 * one.megabytes_stored / one.pages:.0f} KB a page")
    met = speed >= LEAST_SPEED and gain >= LEAST_GAIN
    return met and peak < MOST_WORKER_MB and growth <= MOST_GROWTH_MB


def shown(name: str, batch: Batch) -> Batch:
    """Prints a line and passes the batch on."""
    main, worker = (max(getattr(m, of) for m in batch.memory) for of in Memory._fields[1:])
    speeds = (batch.pages / seconds for seconds in (batch.seconds, batch.processor_seconds))
    wall, processor = (f"{speed:.1f}" for speed in speeds)
    seconds = f"{batch.seconds:.1f}", wall, f"{batch.processor_seconds:.1f}", processor
    print(_LINE.format(name, batch.pages, *seconds, f"{main:.0f}", f"{worker:.0f}"), flush=True)
    return batch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder with PDFs")
    parser.add_argument("--documents", type=int, default=100, metavar="N", help="how many to ingest (default 100)")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a requirement is missed")
    arguments = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    met = report(pdfs_of(arguments.folder), arguments.documents)
    print("requirements met" if met else "requirements missed")
    sys.exit(1 if arguments.check and not met else 0)


if __name__ == "__main__":
    main()
