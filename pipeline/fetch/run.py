"""A run: read each source's listing, fetch what is new, note what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from pipeline.fetch.client import HostLeftError, PoliteClient, RequestError
from pipeline.fetch.listing import Listing, hosts_of, read_listing, what_is_missing
from pipeline.fetch.plan import Report, Wanted, Wishes, wanted_of
from pipeline.fetch.shelf import NoPdfError, Put, Shelf, key_of, shelf_of
from pipeline.fetch.sources import ConfigurationError, Settings, Source, slug
from pipeline.manifest import Fetched

_Item = TypeVar("_Item")


class Watch(Protocol):
    """Passes the items of a step through, of which there are ``total``, and may show how far it has come."""

    def __call__(self, step: str, total: int, items: Iterable[_Item], /) -> Iterable[_Item]: ...


class Budget:
    """What a run may still fetch: files, bytes, time."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + settings.most_minutes * 60
        self._files, self._bytes = settings.most_files, settings.most_megabytes << 20

    def in_time(self) -> bool:
        """Whether the run's time isn't up."""
        return self._clock() < self._until

    def allows(self) -> bool:
        """Whether one more file may be fetched."""
        return self.in_time() and self._files > 0 and self._bytes > 0

    def spend(self, size: int) -> None:
        """Note a file that was fetched."""
        self._files -= 1
        self._bytes -= size


def fetch(
    settings: Settings, sources: Sequence[Source], wishes: Wishes, client: PoliteClient, watch: Watch
) -> list[Report]:
    """Fetch what is new of each source, one after the other; a source that fails costs the others nothing.

    Raises UserError where the folder can't be written or another run is at it.
    """
    budget = Budget(settings)
    reports = []
    for source in sources:
        with _shelf(settings, source, wishes) as shelf:
            reports.append(_fetch_source(shelf, source, settings, wishes, client, budget, watch))
    return reports


def forget(settings: Settings, sources: Sequence[Source], key: str) -> Fetched:
    """Delete a fetched file by its key, for good. Raises ConfigurationError where no manifest has the key."""
    for municipality in dict.fromkeys(source.municipality for source in sources):
        with shelf_of(settings.folder, municipality) as shelf:
            if key in shelf.rows:
                return shelf.forget(key)
    raise ConfigurationError(f"{key}: no fetched.csv has this source_key; look it up in the table 'fetched'")


def _shelf(settings: Settings, source: Source, wishes: Wishes) -> AbstractContextManager[Shelf]:
    if wishes.dry_run:
        return nullcontext(Shelf(settings.folder / slug(source.municipality)))
    return shelf_of(settings.folder, source.municipality)


def _fetch_source(
    shelf: Shelf, source: Source, settings: Settings, wishes: Wishes, client: PoliteClient, budget: Budget, watch: Watch
) -> Report:
    report = Report(source.municipality, source.start)
    since = wishes.since or source.since
    hosts = hosts_of(source)
    listing = read_listing(client, source, hosts, since, budget.in_time)
    known = [row for row in shelf.rows.values() if row.listing_url == source.start]
    report.listed, report.failed = len(listing.candidates), listing.failures
    report.broken = listing.broken if wishes.accept_fewer else what_is_missing(listing, source, known)
    wanted = wanted_of(shelf, listing, source, since, wishes, report)
    if wishes.dry_run:
        report.new = [f"{each.candidate.url} {each.candidate.title}" for each in wanted]
        return report
    for position, each in enumerate(watch(source.municipality, len(wanted), wanted)):
        if not budget.allows():
            report.left = len(wanted) - position
            break
        try:
            _fetch_file(shelf, source, each, client, hosts, settings.file_megabytes << 20, budget, report)
        except HostLeftError as error:
            report.failed.append(str(error))
            report.left = len(wanted) - position
            break
    if not report.broken and not listing.failures:
        _mark_gone(shelf, listing, source, since, report)
    return report


def _fetch_file(
    shelf: Shelf, source: Source, wanted: Wanted, client: PoliteClient, hosts: frozenset[str], most_bytes: int,
    budget: Budget, report: Report,
) -> None:  # fmt: skip
    """Ask for one file, store it, and note what came of it. Raises HostLeftError and ShelfError."""
    now = _now()
    before = wanted.takes_over or shelf.rows.get(wanted.key)
    row = replace(_row(source, wanted, before, now), checked_at=now)
    is_here = row.file_name is not None and (shelf.root / row.file_name).exists()
    known = (row.etag, row.last_modified) if is_here and before is not None and before.url == row.url else (None, None)
    try:
        with client.ask(row.url, hosts, known=known) as answer:
            if answer.unchanged:
                report.unchanged += 1
                shelf.note(replace(row, outcome="fetched", error=None, tries=0))
                return
            file_name = row.file_name or shelf.place_of(wanted.candidate, wanted.key)
            put = shelf.put(file_name, answer, most_bytes)
    except HostLeftError:
        raise
    except (RequestError, NoPdfError) as error:
        cause = str(error).removeprefix(f"{row.url}: ")
        report.failed.append(f"{row.url}: {cause}")
        if wanted.takes_over is not None:  # whose file stays its own until the new one is here
            row = replace(row, file_name=None, sha256=None, previous_sha256=None, fetched_at=None)
        shelf.note(replace(row, outcome="failed", error=cause, tries=row.tries + 1))
        return
    budget.spend(put.size)
    if wanted.takes_over is not None:
        old = wanted.takes_over
        shelf.rows[old.source_key] = replace(old, outcome="replaced", file_name=None, gone_at=now)
    row = replace(row, file_name=file_name, etag=answer.etag, last_modified=answer.last_modified)
    _note_stored(shelf, replace(row, outcome="fetched", error=None, tries=0), put, report)


def _note_stored(shelf: Shelf, row: Fetched, put: Put, report: Report) -> None:
    """Note a file that was stored: new, changed, or the same again. ``row.sha256`` is what it was before."""
    place = str(shelf.root / (row.file_name or ""))
    if row.sha256 == put.sha256:
        report.unchanged += 1
        shelf.note(row)
        return
    (report.new if row.sha256 is None else report.changed).append(place)
    previous = row.sha256 or row.previous_sha256
    shelf.note(replace(row, sha256=put.sha256, previous_sha256=previous, fetched_at=row.checked_at))


def _row(source: Source, wanted: Wanted, before: Fetched | None, now: datetime) -> Fetched:
    """The line of a file as its page tells it now, with what is known of it from before."""
    each = wanted.candidate
    row = Fetched(
        source_key=wanted.key, municipality=source.municipality, body=each.body, meeting_date=each.meeting_date,
        role=each.role, item=each.item, registration_number=each.registration_number, title=each.title,
        listing_url=source.start, meeting=each.meeting, page_url=each.page_url, url=each.url, file_name=None,
        sha256=None, previous_sha256=None, etag=None, last_modified=None, first_seen=now, fetched_at=None,
        checked_at=None, gone_at=None, outcome="failed", error=None, tries=0,
    )  # fmt: skip
    if before is None:
        return row
    row = replace(
        row, file_name=before.file_name, sha256=before.sha256, previous_sha256=before.previous_sha256,
        fetched_at=before.fetched_at,
    )  # fmt: skip
    if wanted.takes_over is not None:
        return row
    return replace(
        row, etag=before.etag, last_modified=before.last_modified, first_seen=before.first_seen, tries=before.tries
    )


def _mark_gone(shelf: Shelf, listing: Listing, source: Source, since: date | None, report: Report) -> None:
    """Note which files a whole listing has no more; they stay here."""
    listed = {key_of(source.start, each) for each in listing.candidates}
    now = _now()
    for key, row in list(shelf.rows.items()):
        was_looked_for = row.listing_url == source.start and not (
            since and row.meeting_date and row.meeting_date < since
        )
        if was_looked_for and key not in listed and row.gone_at is None and row.outcome in ("fetched", "failed"):
            shelf.rows[key] = replace(row, gone_at=now)
            report.gone.append(row.url)
    if report.gone:
        shelf.save()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
