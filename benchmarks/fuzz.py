"""Thousands of damaged PDFs through the whole reading: nothing may crash, hang, or take more memory than allowed.

    python -m benchmarks.fuzz [--inputs 3000] [--first 0] [--seed 1] [--keep FOLDER] [--only NUMBER]

Input ``n`` of a seed is the same wherever the documents are: pages of one under KOMMUNPLAN_CORPUS or ``data/raw``, or
of one that tests/hostile_pdfs.py makes, damaged by its bytes or its objects. Each is read and stored by a process
with limits of time and memory. Exit status 1 where an input crashed, hung, ran out of memory or met a bug.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import multiprocessing
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import duckdb
import pikepdf
import psutil

from benchmarks.mutations import excerpt, mutated
from extractors.extract import extract
from extractors.pdf.reader import UnreadablePdf
from pipeline import store
from tests import hostile_pdfs as hostile

LONGEST_SECONDS = 30.0  # of processor time
_CLOCK_FACTOR = 10  # times as long by the clock
_LOOK_SECONDS = 0.5
MOST_MEMORY_BYTES = 2 * 1024**3  # of address space, of which the libraries map half a gigabyte
_GENERATED = [
    hostile.tags_that_double, hostile.tags_that_hold_themselves, hostile.cells_that_span_everything,
    hostile.page_tree_with_a_cycle, hostile.huge_letters, hostile.grid_of_lines, hostile.with_a_file_and_a_script,
]  # fmt: skip
_LARGEST_SEED_BYTES = 12_000_000


class Outcome(NamedTuple):
    """What became of an input: read, refused, bug, crash, hang or memory; which error; seconds; peak in megabytes."""

    kind: str
    detail: str
    seconds: float
    peak_mb: int


def seeds() -> list[bytes]:
    """Documents to damage: generated ones, the samples, and the corpus, benchmark and real ones where they are."""
    folders = [Path("data/raw")]
    if "KOMMUNPLAN_CORPUS" in os.environ:
        folders += [Path(os.environ["KOMMUNPLAN_CORPUS"]) / name for name in ("corpus", "icdar2013", "real", "cases")]
    paths = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    found = [path.read_bytes() for path in paths if path.stat().st_size <= _LARGEST_SEED_BYTES]
    return found + [make() for make in _GENERATED]


def inputs(documents: list[bytes], seed: int, numbers: range) -> Iterator[tuple[int, bytes]]:
    """The damaged documents with these numbers."""
    for number in numbers:
        rng = random.Random(f"{seed} {number}")
        one, other = rng.choice(documents), rng.choice(documents)
        with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError):  # the whole document then
            one = excerpt(one, rng)
        yield number, mutated(one, other, rng)


def attempt(con: duckdb.DuckDBPyConnection, data: bytes) -> tuple[str, str]:
    """Reads and stores the input as ingest does, and says what came of it."""
    try:
        extraction = extract(data, file_name="fuzz.pdf", source_uri="file:///fuzz.pdf")
        store.put_document(con, extraction)
    except UnreadablePdf as error:
        return "refused", f"{type(error).__name__}: {error}"
    except MemoryError:
        return "memory", "MemoryError"
    except Exception as error:  # noqa: BLE001 - a bug in the reading is what is looked for
        places = [
            f
            for f in traceback.extract_tb(error.__traceback__)
            if {"extractors", "pipeline"} & {*Path(f.filename).parts}
        ]
        return "bug", f"{type(error).__name__}: {error} at {places[-1].name if places else '?'}"
    for count in extraction.page_ledger:
        parts = (count.in_tables, count.in_text, count.in_furniture, count.unassigned)
        if count.words != sum(parts) or min(parts) < 0:
            return "bug", "the ledger doesn't add up"
    return "read", ""


def work(pipe: Connection, most_memory_bytes: int) -> None:
    """A worker: reads what comes through the pipe, within the limit of memory."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (most_memory_bytes, most_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    con = duckdb.connect()
    store.migrate(con, Path("fuzz.duckdb"))
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:
            return
        kind, detail = attempt(con, data)
        pipe.send((kind, detail, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


class Worker:
    """A process that reads inputs one after the other, and a new one after each that it doesn't survive."""

    def __init__(self, most_memory_bytes: int = MOST_MEMORY_BYTES, longest_seconds: float = LONGEST_SECONDS) -> None:
        self.most_memory_bytes = most_memory_bytes
        self.longest_seconds = longest_seconds
        self.process: multiprocessing.process.BaseProcess | None = None

    def close(self) -> None:
        """Ends the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None

    def _answers(self) -> bool:
        """Waits for the answer as long as it may take: by the processor's time, as other work on the machine doesn't
        count, or much longer by the clock."""
        assert self.process is not None
        watched = psutil.Process(self.process.pid)
        begun, used = time.perf_counter(), sum(watched.cpu_times()[:2])
        while not self.pipe.poll(_LOOK_SECONDS):
            with contextlib.suppress(psutil.Error):  # it has died, which the pipe tells
                if sum(watched.cpu_times()[:2]) - used > self.longest_seconds:
                    return False
            if time.perf_counter() - begun > _CLOCK_FACTOR * self.longest_seconds:
                return False
        return True

    def read(self, data: bytes) -> Outcome:
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, end = context.Pipe()
            self.process = context.Process(target=work, args=(end, self.most_memory_bytes), daemon=True)
            self.process.start()
            end.close()
        start = time.perf_counter()
        self.pipe.send_bytes(data)
        try:
            if self._answers():
                kind, detail, peak = self.pipe.recv()
                return Outcome(kind, detail, time.perf_counter() - start, peak)
            self.process.kill()
            kind, detail = "hang", f"more than {self.longest_seconds:.0f} seconds"
        except EOFError:
            kind, detail = "crash", "the process died"
        self.process.join()
        if kind == "crash":
            detail = f"the process died with {self.process.exitcode}"
        self.process = None
        return Outcome(kind, detail, time.perf_counter() - start, 0)


def main() -> int:
    options = _options()
    documents = seeds()
    if not documents:
        sys.exit("no PDF to damage: set KOMMUNPLAN_CORPUS or run from the project's folder")
    first, count = (options.first, options.inputs) if options.only is None else (options.only, 1)
    numbers = range(first, first + count)
    worker, counts, reasons, slowest, peak = Worker(), Counter[str](), Counter[str](), 0.0, 0
    for number, data in inputs(documents, options.seed, numbers):
        outcome = worker.read(data)
        counts[outcome.kind] += 1
        slowest, peak = max(slowest, outcome.seconds), max(peak, outcome.peak_mb)
        if outcome.kind == "refused":
            reasons[outcome.detail.partition(":")[0]] += 1
        elif outcome.kind != "read":
            print(f"input {number}: {outcome.kind}, {outcome.detail}", flush=True)
            if options.keep:
                (options.keep / f"{options.seed}-{number}-{outcome.kind}.pdf").write_bytes(data)
    worker.close()
    print(f"seed {options.seed}: {len(numbers)} inputs from {len(documents)} documents; {dict(counts)}")
    print(f"refused by {dict(reasons)}; slowest {slowest:.1f} s, highest peak of a worker {peak} MB")
    return 1 if counts.total() > counts["read"] + counts["refused"] else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="to go on where a run stopped")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this input alone")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that failed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
