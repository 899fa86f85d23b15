"""The whole flow: find PDFs, read what is new, store, link, check, make the views, publish."""

from __future__ import annotations

import os
import pickle
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol

import duckdb

from extractors.extract import PARSER_VERSION, WITHOUT_OCR
from pipeline import decision_links, link, store
from pipeline.changes import forget
from pipeline.cluster import cluster
from pipeline.decisions import read_decisions
from pipeline.document_rows import DocumentRows
from pipeline.folders import take_from_folder
from pipeline.identity_overrides import Evidence, evidence_of, reading_as_stated, stated_identities
from pipeline.limits import LIMITS, Limits
from pipeline.manifest import by_address, manifests_of
from pipeline.matters.link import WORDS as MATTER_WORDS
from pipeline.matters.link import link_matters
from pipeline.matters.review import decide_step
from pipeline.net_choices import FILE_NAME as NET_CHOICES
from pipeline.net_choices import read_net_choices, take_net_choices
from pipeline.ocr import recogniser
from pipeline.publish import UserError
from pipeline.published import take_manifests
from pipeline.published_identity import require_municipalities
from pipeline.readers import Found, Function, Read, internal_error, isolated, look, read_pdf, read_records
from pipeline.revisions import mark_superseded
from pipeline.sources import Source, find_sources, is_remote, local_path
from pipeline.workers import completed, this_machine, until_interrupted

# Documents in one transaction, which takes longer to plan and to commit than their rows to put in: eight take 10 ms
# each, one alone 20. A kill costs the reading of those that wait.
_STORED_TOGETHER = 8
# Not the document's fault: the next one would fail too.
_OF_THE_DISK = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)


class StorageError(UserError):
    """The database can't be written on; what was stored before is kept for the next run."""


class Watch(Protocol):
    """Passes the items of a step through, of which there are ``total``, and may show how far it has come."""

    def __call__(self, step: str, total: int, items: Iterable[Found], /) -> Iterable[Found]: ...


class Interrupted(KeyboardInterrupt):
    """The run was told to stop: what ``attempts`` say is published, ``left`` files wait for the next run."""

    def __init__(self, attempts: list[store.Attempt], left: int) -> None:
        super().__init__(f"{left} files left for the next run")
        self.attempts = attempts
        self.left = left


def unwatched(step: str, total: int, items: Iterable[Found], /) -> Iterable[Found]:
    """The Watch that shows nothing."""
    return items


def ingest(
    paths: Sequence[str | Path],
    database: Path,
    *,
    read: Read = read_pdf,
    parser_version: str = PARSER_VERSION,
    workers: int | None = None,
    dask: str | None = None,
    limits: Limits = LIMITS,
    watch: Watch = unwatched,
    whole: bool = False,
) -> list[store.Attempt]:
    """Read every PDF of these files and folders that isn't stored yet, and publish; the attempts, in the files' order.

    Documents are read by ``workers`` processes (default: one per core) or by the workers of the Dask scheduler at the
    address ``dask``, within the limits; one that fails is skipped, the others go on. The rows are the same for any
    number of workers. Links and checks are made of what is new or has changed, with ``whole`` of all documents, which
    gives the same. Ctrl-C ends the reading: what has been read is published, and Interrupted raised.
    Raises UserError, with nothing changed, where paths, database or address are of no use.
    """
    sources = find_sources(paths)
    here = [local_path(source.uri) for source in sources if not is_remote(source.uri)]
    manifests = manifests_of(here)
    require_municipalities(manifests)
    known = evidence_of(stated_identities(here), by_address(manifests))
    place = this_machine(workers or len(os.sched_getaffinity(0))) if dask is None else cluster(dask)
    with until_interrupted() as stop, _next_state(database, keep=True) as con, place as (executor, at_once):
        if whole:
            forget(con)
        run = _Run(con, store.Appenders(con), uuid.uuid4().hex, executor, at_once, limits, stop, watch)
        attempts, left = _attempts(run, sources, reading_as_stated(read, known), _Wanted(parser_version, known))
        take_manifests(con, manifests)
    if left:
        raise Interrupted(attempts, left)
    return attempts


def decide(database: Path, from_activity_id: str, to_activity_id: str, *, accepted: bool) -> None:
    """Note a person's word on a pair of activities, link anew and publish. Raises UserError."""
    store.require_published(database)
    with _next_state(database) as con:
        link.decide(con, decisions_file(database), from_activity_id, to_activity_id, accepted, store.now().date())


def decide_matter(database: Path, word: str, one_id: str, other_id: str | None) -> None:
    """Note a person's word on a step or matter, follow the matters anew and publish. Raises UserError."""
    store.require_published(database)
    with _next_state(database) as con:
        decide_step(con, matter_decisions_file(database), word, one_id, other_id, store.now().date())


def decisions_file(database: Path) -> Path:
    """The CSV file of a person's decisions, beside the database."""
    return database.parent / "link_decisions.csv"


def matter_decisions_file(database: Path) -> Path:
    """The CSV file of a person's decisions on matters, beside the database."""
    return database.parent / "matter_decisions.csv"


@contextmanager
def _next_state(database: Path, *, keep: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """What the block stores is linked, checked and published. A bad file of decisions is found before, not after."""
    decisions = decisions_file(database)
    read_decisions(decisions)
    matter_decisions = matter_decisions_file(database)
    read_decisions(matter_decisions, MATTER_WORDS)
    net_choices = read_net_choices(database.parent / NET_CHOICES)
    try:
        with store.rewriting(database, keep=keep) as con:
            yield con
            take_from_folder(con)
            mark_superseded(con)
            take_net_choices(con, net_choices)
            link.link(con, decisions)
            decision_links.link_decisions(con)
            link_matters(con, matter_decisions)
            store.run_checks(con)
            store.create_views(con)
            store.create_macros(con)
    except _OF_THE_DISK as error:
        cause = str(error).partition("\n")[0]
        raise StorageError(f"{database}: cannot be written ({cause}); free space there and run again") from error


class _Run(NamedTuple):
    """Where a run's documents are read and stored."""

    con: duckdb.DuckDBPyConnection
    appenders: store.Appenders
    run_id: str
    executor: Executor
    at_once: int
    limits: Limits
    stop: Event
    watch: Watch


class _Wanted(NamedTuple):
    """How documents shall have been read: by which version of the parser, and with what evidence beside them."""

    parser_version: str
    known: Mapping[str, Evidence]

    def is_met(self, known: store.Stored, source: Source) -> bool:
        """Whether reading again would give the same: while there is no OCR, also for pages unread for want of it."""
        without_ocr = known.parser_version == self.parser_version + WITHOUT_OCR and recogniser() is None
        is_read = known.parser_version == self.parser_version or without_ocr
        evidence = self.known.get(source.uri)
        return is_read and known.is_stated(source.uri, None if evidence is None else evidence.text())


class _Plan(NamedTuple):
    """What to do with the files: those ``settled`` by a look, those to read, and those that repeat another one."""

    settled: dict[Source, store.Attempt]
    unread: list[Source]
    copies: dict[Source, Source]


def _attempts(run: _Run, sources: Sequence[Source], read: Read, wanted: _Wanted) -> tuple[list[store.Attempt], int]:
    """What came of each file and of the PDFs attached to it, in their order; only of those that were reached before
    the run was stopped, and how many were not."""
    looks = {found.source: found for found in _each(run, "comparing", look, sources)}
    looks |= _looks_inside(looks.values())
    sources = [each for source in sources for each in (source, *_attached(looks, source))]
    stored = store.stored_documents(run.con)
    plan = _plan(run, [looks[source] for source in sources if source in looks], stored, wanted)
    store.log_attempts(run.con, list(plan.settled.values()))
    made = dict(plan.settled)
    with store.in_one_thread(run.con):
        found = _each(run, "reading", partial(read_records, read), plan.unread)
        known = (f._replace(sha256=f.sha256 or looks[f.source].sha256) for f in found)
        while group := list(islice(known, _STORED_TOGETHER)):
            made |= _stored(run, group, stored)
    copied = {copy: _copied(run, looks[copy], made[first]) for copy, first in plan.copies.items() if first in made}
    store.log_attempts(run.con, list(copied.values()))
    made |= copied
    attempts = [made[source] for source in sources if source in made]
    return attempts, len(sources) - len(attempts)


def _looks_inside(looks: Iterable[Found]) -> dict[Source, Found]:
    """What the looks at files say of the PDFs attached to them."""
    return {
        inner: found._replace(source=inner, sha256=sha256, attached=(), seconds=0.0)
        for found in looks
        for inner, sha256 in found.attached
    }


def _attached(looks: Mapping[Source, Found], source: Source) -> list[Source]:
    return [inner for inner, _ in looks[source].attached] if source in looks else []


def _each(run: _Run, step: str, function: Function, sources: Sequence[Source]) -> Iterable[Found]:
    """What the function finds in each file, in a process of its own, as it comes."""
    done = completed(run.executor, run.at_once, partial(isolated, run.limits, function), sources, run.stop)
    return run.watch(step, len(sources), (_found(source, future) for source, future in done))


def _found(source: Source, future: Future[Found]) -> Found:
    """What a worker found; where machine after machine was lost over the file, that is the file's failure."""
    error = future.exception()
    return future.result() if error is None else Found(source, None, internal_error(error), None, (), store.now(), 0.0)


def _plan(run: _Run, looks: Sequence[Found], stored: dict[str, store.Stored], wanted: _Wanted) -> _Plan:
    settled: dict[Source, store.Attempt] = {}
    first: dict[str, Source] = {}
    copies: dict[Source, Source] = {}
    for found in looks:
        if found.sha256 is None:
            settled[found.source] = _attempt(run, found, "failed")
        elif found.sha256 in first:
            copies[found.source] = first[found.sha256]
        else:
            first[found.sha256] = found.source
            known = stored.get(found.sha256)
            if known is not None and wanted.is_met(known, found.source):
                settled[found.source] = _attempt(run, found, "unchanged", known.document_id)
    return _Plan(settled, [source for source in first.values() if source not in settled], copies)


def _stored(run: _Run, group: Sequence[Found], stored: dict[str, store.Stored]) -> dict[Source, store.Attempt]:
    """What came of some files: their documents are stored in one transaction, or each in one of its own where one of
    them breaks a rule of the database, which costs that one."""
    documents: list[DocumentRows] = []
    attempts: dict[Source, store.Attempt] = {}
    for found in group:
        if found.rows is None:
            attempts[found.source] = _attempt(run, found, "failed")
            continue
        documents.append(pickle.loads(found.rows))
        outcome = "replaced" if documents[-1].sha256 in stored else "ingested"
        attempts[found.source] = _attempt(run, found, outcome, documents[-1].document_id)
    try:
        store.put_rows(run.appenders, documents, list(attempts.values()))
        return attempts
    except _OF_THE_DISK:
        raise
    except duckdb.Error as error:
        if len(group) == 1:
            return _stored(run, [group[0]._replace(rows=None, error=internal_error(error))], stored)
        return {source: attempt for found in group for source, attempt in _stored(run, [found], stored).items()}


def _copied(run: _Run, found: Found, first: store.Attempt) -> store.Attempt:
    """A file whose bytes another one has: unchanged beside it, or failed as that one."""
    outcome = "failed" if first.outcome == "failed" else "unchanged"
    return _attempt(run, found._replace(error=first.error), outcome, first.document_id)


def _attempt(run: _Run, found: Found, outcome: str, document_id: str | None = None) -> store.Attempt:
    return store.Attempt(
        run_id=run.run_id,
        source_uri=found.source.uri,
        sha256=found.sha256,
        document_id=document_id,
        outcome=outcome,
        error=found.error,
        seconds=found.seconds,
        started_at=found.started_at,
    )
