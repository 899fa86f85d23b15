"""What of a listing is to be fetched: what is new, what failed before, what may have changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from pipeline.fetch.candidates import Candidate
from pipeline.fetch.listing import Listing, is_skipped
from pipeline.fetch.shelf import Shelf, key_of
from pipeline.fetch.sources import Source
from pipeline.manifest import Fetched

_MOST_TRIES = 8  # runs in which a file has failed; then only --recheck tries again


class Wishes(NamedTuple):
    """What the person at the command line wants of a run."""

    since: date | None = None
    dry_run: bool = False
    recheck: bool = False
    accept_fewer: bool = False


@dataclass(slots=True)
class Report:
    """What came of one source. Each list holds one line a file; ``broken`` says that the portal isn't as it was."""

    municipality: str
    start: str
    listed: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    given_up: int = 0
    left: int = 0
    broken: list[str] = field(default_factory=list)


class Wanted(NamedTuple):
    """A file to ask for; ``takes_over``: the line of the address that it has replaced on its page."""

    key: str
    candidate: Candidate
    takes_over: Fetched | None


def wanted_of(
    shelf: Shelf, listing: Listing, source: Source, since: date | None, wishes: Wishes, report: Report
) -> list[Wanted]:
    """What of a listing is to be asked for, in its order."""
    keys = {key_of(source.start, each) for each in listing.candidates}
    wanted = []
    for each in listing.candidates:
        if is_skipped(each, source) or (since and each.meeting_date and each.meeting_date < since):
            continue
        key = key_of(source.start, each)
        row = shelf.rows.get(key)
        if row is None:
            wanted.append(Wanted(key, each, _replaced(shelf, keys, listing, source, each)))
        elif row.outcome == "failed" and row.tries >= _MOST_TRIES and not wishes.recheck:
            report.given_up += 1
        elif row.outcome in ("failed", "replaced") or (row.outcome == "fetched" and _is_due(shelf, row, each, wishes)):
            wanted.append(Wanted(key, each, None))
        elif row.outcome == "fetched":
            report.unchanged += 1
            if row.gone_at is not None and not wishes.dry_run:
                shelf.note(replace(row, gone_at=None))
    return wanted


def _is_due(shelf: Shelf, row: Fetched, candidate: Candidate, wishes: Wishes) -> bool:
    """Whether a file that was fetched is asked for again: at another address, no longer here, or by wish."""
    here = row.file_name is not None and (shelf.root / row.file_name).exists()
    return wishes.recheck or row.url != candidate.url or not here


def _replaced(shelf: Shelf, keys: set[str], listing: Listing, source: Source, new: Candidate) -> Fetched | None:
    """The line of a file that the new one has taken the place of: the one of its meeting and role that its page has
    no more, where the new one is alone too; of attachments also by title. None where that isn't certain."""

    def is_alike(row: Fetched | Candidate) -> bool:
        same = (row.body, row.meeting, row.role) == (new.body, new.meeting, new.role)
        return same and (new.role in ("protokoll", "kallelse") or row.title == new.title)

    if new.meeting is None or new.role == "dokument":
        return None
    gone = [
        row
        for row in shelf.rows.values()
        if row.listing_url == source.start and row.source_key not in keys and row.outcome == "fetched" and is_alike(row)
    ]
    come = [c for c in listing.candidates if is_alike(c) and key_of(source.start, c) not in shelf.rows]
    return gone[0] if len(gone) == 1 == len(come) else None
