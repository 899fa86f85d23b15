"""What happens to one file in a worker process: a look at its content, or the reading of all its records."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from extractors.extract import extract
from extractors.identity.identify import Stated
from extractors.pdf.reader import UnreadablePdf
from extractors.records import Extraction
from pipeline.document_rows import rows_of
from pipeline.limits import Limits
from pipeline.ocr import recogniser_in_time
from pipeline.sources import Source, SourceError, attached_sources, fingerprint, read_source
from pipeline.workers import WorkerLostError, in_isolation


class Read(Protocol):
    """A PDF's bytes to its records; raises UnreadablePdf for a file that nothing can be read from.

    Importable by name, as the worker processes do.
    """

    def __call__(self, data: bytes, *, file_name: str, source_uri: str) -> Extraction: ...


class Found(NamedTuple):
    """What came of one file. ``rows`` are pickled: they pass unread through pipes and schedulers. ``attached``: the
    PDFs that a look found in it, with their SHA-256."""

    source: Source
    sha256: str | None
    error: str | None
    rows: bytes | None
    attached: tuple[tuple[Source, str], ...]
    started_at: datetime
    seconds: float


class Content(NamedTuple):
    """What a worker process has to say of one file: its SHA-256, and either why it failed or its rows, pickled, or
    which PDFs are attached to it, with their SHA-256."""

    sha256: str | None = None
    error: str | None = None
    rows: bytes | None = None
    attached: tuple[tuple[Source, str], ...] = ()


Function = Callable[[Source], Content]


def isolated(limits: Limits, function: Function, source: Source) -> Found:
    """What the function finds in the file, in a process of its own; a process that is lost is the file's failure."""
    started_at, start = datetime.now(UTC).replace(tzinfo=None), time.perf_counter()
    try:
        content = in_isolation(limits, function, source)
    except WorkerLostError as error:
        content = Content(error=str(error))
    return Found(source, *content, started_at, round(time.perf_counter() - start, 3))


def look(source: Source) -> Content:
    """The file's SHA-256, and those of the PDFs attached to it."""
    try:
        data = read_source(source)
        attached = tuple((inner, fingerprint(content)) for inner, content in attached_sources(source, data))
        return Content(fingerprint(data), attached=attached)
    except SourceError as error:
        return Content(error=str(error))


def read_records(read: Read, source: Source) -> Content:
    """The file's records. Whatever goes wrong in one document stays here; out of memory, its process ends."""
    sha256 = None
    try:
        data = read_source(source)
        sha256 = fingerprint(data)
        extraction = read(data, file_name=source.file_name, source_uri=source.uri)
        return Content(sha256, rows=pickle.dumps(rows_of(extraction)))
    except (SourceError, UnreadablePdf) as error:
        return Content(sha256, _one_line(str(error)))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001
        return Content(sha256, internal_error(error))


def read_pdf(data: bytes, *, file_name: str, source_uri: str, stated: Stated | None = None) -> Extraction:
    """The reader of this program."""
    return extract(data, file_name=file_name, source_uri=source_uri, stated=stated, recognise=recogniser_in_time())


def read_pdf_with_personal_numbers(
    data: bytes, *, file_name: str, source_uri: str, stated: Stated | None = None
) -> Extraction:
    """The same without masking personal identity numbers."""
    return extract(
        data,
        file_name=file_name,
        source_uri=source_uri,
        stated=stated,
        keep_personal_numbers=True,
        recognise=recogniser_in_time(),
    )


def internal_error(error: BaseException) -> str:
    """A defect of the program, or of a rule it holds; notes tell the page where that is known."""
    cause = _one_line(f"{type(error).__name__}: {error} {' '.join(getattr(error, '__notes__', ()))}")
    return f"internal error: {cause}; report it together with the file"


def _one_line(text: str) -> str:
    return " ".join(text.split())
