"""The whole flow: find PDFs, read what is new, store, link, check, make the views, publish."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

import duckdb

from extractors.extract import PARSER_VERSION, WITHOUT_OCR
from extractors.identity import Stated
from extractors.reading.pdf import UnreadablePdf
from extractors.records import Extraction
from pipeline import decision_links, link, store
from pipeline.decisions import read_decisions
from pipeline.identity_overrides import as_text, reading_as_stated, stated_identities
from pipeline.ocr import recogniser
from pipeline.publish import UserError


class NoDocumentsError(UserError):
    """A path that holds no PDF, or doesn't exist."""


class Read(Protocol):
    """A PDF's bytes to its records; raises UnreadablePdf for a file that nothing can be read from."""

    def __call__(self, data: bytes, *, file_name: str, source_uri: str) -> Extraction: ...


class _Result(NamedTuple):
    outcome: str
    sha256: str | None = None
    document_id: str | None = None
    error: str | None = None


def read_pdf(data: bytes, *, file_name: str, source_uri: str, stated: Stated | None = None) -> Extraction:
    """The reader of this program."""
    from extractors.extract import extract

    return extract(data, file_name=file_name, source_uri=source_uri, stated=stated, recognise=recogniser())


def read_pdf_with_personal_numbers(
    data: bytes, *, file_name: str, source_uri: str, stated: Stated | None = None
) -> Extraction:
    """The same without masking personal identity numbers."""
    from extractors.extract import extract

    return extract(
        data,
        file_name=file_name,
        source_uri=source_uri,
        stated=stated,
        keep_personal_numbers=True,
        recognise=recogniser(),
    )


def _is_read_by(version: str, wanted: str) -> bool:
    """Whether reading again would give the same: also for pages left unread for want of an OCR, while there is none."""
    return version == wanted or (version == wanted + WITHOUT_OCR and recogniser() is None)


def ingest(
    paths: Sequence[Path],
    database: Path,
    *,
    read: Read = read_pdf,
    parser_version: str = PARSER_VERSION,
    watch: Callable[[list[Path]], Iterable[Path]] = iter,
) -> list[store.Attempt]:
    """Read every PDF of these files and folders that isn't stored yet, and publish; the attempts, in the files' order.

    A document that fails costs only itself. ``watch`` passes the files through and may show how far it has come.
    Raises UserError, with nothing changed, where paths or database are of no use.
    """
    files = find_pdfs(paths)
    stated = stated_identities(files)
    read = reading_as_stated(read, stated)
    run_id = uuid.uuid4().hex
    with _next_state(database) as con:
        attempts = [_attempt(con, file, run_id, read, parser_version, stated) for file in watch(files)]
        store.log_attempts(con, attempts)
    return attempts


def decide(database: Path, from_activity_id: str, to_activity_id: str, *, accepted: bool) -> None:
    """Note a person's word on a pair of activities, link anew and publish. Raises UserError."""
    store.require_published(database)
    with _next_state(database) as con:
        link.decide(con, decisions_file(database), from_activity_id, to_activity_id, accepted, store.now().date())


def decisions_file(database: Path) -> Path:
    """The CSV file of a person's decisions, beside the database."""
    return database.parent / "link_decisions.csv"


def find_pdfs(paths: Sequence[Path]) -> list[Path]:
    """The files named, whatever their suffix, and the PDFs in the folders and below, sorted, each once.

    Raises NoDocumentsError.
    """
    found = {file.resolve(): file for path in paths for file in _pdfs_at(path)}
    return sorted(found.values(), key=lambda file: file.as_posix())


def _pdfs_at(path: Path) -> list[Path]:
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and not file.is_dir()]
        if not files:
            raise NoDocumentsError(f"{path}: no PDF in this folder; put some there or name another path")
        return files
    if not path.exists():
        raise NoDocumentsError(f"{path}: no such file or folder; check the path")
    return [path]


@contextmanager
def _next_state(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What the block stores is linked, checked and published. A bad file of decisions is found before, not after."""
    decisions = decisions_file(database)
    read_decisions(decisions)
    with store.rewriting(database) as con:
        yield con
        link.link(con, decisions)
        decision_links.link_decisions(con)
        store.run_checks(con)
        store.create_views(con)


def _attempt(
    con: duckdb.DuckDBPyConnection,
    file: Path,
    run_id: str,
    read: Read,
    parser_version: str,
    stated: Mapping[str, Stated],
) -> store.Attempt:
    started_at, start = store.now(), time.perf_counter()
    source_uri = file.resolve().as_uri()
    result = _result(con, file, source_uri, read, parser_version, as_text(stated.get(source_uri)))
    return store.Attempt(
        run_id=run_id,
        source_uri=source_uri,
        sha256=result.sha256,
        document_id=result.document_id,
        outcome=result.outcome,
        error=result.error,
        seconds=round(time.perf_counter() - start, 3),
        started_at=started_at,
    )


def _result(
    con: duckdb.DuckDBPyConnection, file: Path, source_uri: str, read: Read, parser_version: str, stated: str | None
) -> _Result:
    try:
        data = file.read_bytes()
    except OSError as error:
        return _Result("failed", error=f"cannot be opened ({error.strerror}); make it readable or take it away")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        stored = store.stored_document(con, sha256)
        read_by = stored is not None and _is_read_by(stored.parser_version, parser_version)
        if stored is not None and read_by and stored.is_stated(source_uri, stated):
            return _Result("unchanged", sha256, stored.document_id)
        extraction = read(data, file_name=file.name, source_uri=source_uri)
        store.put_document(con, extraction)
    except UnreadablePdf as error:
        return _Result("failed", sha256, error=_one_line(str(error)))
    except Exception as error:  # noqa: BLE001
        cause = _one_line(f"{type(error).__name__}: {error}")
        return _Result("failed", sha256, error=f"internal error: {cause}; report it together with the file")
    return _Result("ingested" if stored is None else "replaced", sha256, extraction.documents.document_id)


def _one_line(text: str) -> str:
    return " ".join(text.split())
