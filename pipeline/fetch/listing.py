"""Reading a portal's listing: page after page, by its platform, into the files that it offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.fetch import ciceron, generic, meetingplus, sitevision
from pipeline.fetch.candidates import Candidate, Found, Page, StructureError, Visit
from pipeline.fetch.client import NotAllowedError, PoliteClient, RequestError
from pipeline.fetch.sources import Source
from pipeline.manifest import Fetched

_ORDER = {"protokoll": 0, "kallelse": 1, "bilaga": 2, "dokument": 2}
_LEAST_SHARE = 0.5  # of the meetings known; a listing of fewer is broken, or shows other years than it did
_NO_SUCH_PAGE = (404, 410)


class Platform(NamedTuple):
    """How a kind of portal is read: where to begin, and from a page to what it offers."""

    start: Callable[[Source], tuple[Visit, ...]]
    read: Callable[[Page, Source], Found]


PLATFORMS = {
    "meetingplus": Platform(meetingplus.start, meetingplus.read),
    "sitevision": Platform(sitevision.start, sitevision.read),
    "ciceron": Platform(ciceron.start, ciceron.read),
    "generic": Platform(generic.start, generic.read),
}


class Listing(NamedTuple):
    """What a portal offers, protocols first and the newest first. ``failures``: pages that could not be read;
    ``broken``: what says that the portal is built otherwise than it was; ``meetings``: body and meeting."""

    candidates: list[Candidate]
    meetings: set[tuple[str | None, str]]
    failures: list[str]
    broken: list[str]


def read_listing(
    client: PoliteClient, source: Source, hosts: frozenset[str], since: date | None, in_time: Callable[[], bool]
) -> Listing:
    """Visit the portal's pages, deepest first as a body's answers may hang together; meetings before ``since`` and
    what is left when the time is up are not visited."""
    platform = PLATFORMS[source.platform]
    waiting = list(reversed(platform.start(source)))
    seen: set[tuple[str, str | None, str | None]] = set()
    listing = Listing([], set(), [], [])
    while waiting:
        visit = waiting.pop()
        asked = (visit.url, visit.payload, visit.body)  # two bodies' meetings may have the same number
        if asked in seen or (since and visit.meeting_date and visit.meeting_date < since):
            continue
        if not in_time():
            listing.failures.append(f"{visit.url}: not asked, the run's time is up ('most_minutes')")
            break
        seen.add(asked)
        found = _visited(client, visit, source, hosts, listing)
        listing.candidates.extend(found.candidates)
        listing.meetings.update(found.meetings)
        waiting.extend(reversed(found.visits))
    once = {each.identity: each for each in reversed([_corrected(c, source) for c in listing.candidates])}
    listing.meetings.update((each.body, each.meeting) for each in once.values() if each.meeting is not None)
    return listing._replace(candidates=sorted(once.values(), key=_rank))


def _visited(client: PoliteClient, visit: Visit, source: Source, hosts: frozenset[str], listing: Listing) -> Found:
    try:
        url, text = client.text(visit.url, hosts, visit.payload)
        return PLATFORMS[source.platform].read(Page(visit, url, text), source)
    except StructureError as error:
        listing.broken.append(str(error))
    except NotAllowedError as error:
        listing.failures.append(str(error))
    except RequestError as error:
        # A page of the start that is gone is a portal rebuilt, no passing failure.
        (listing.broken if visit.depth == 0 and error.status in _NO_SUCH_PAGE else listing.failures).append(str(error))
    return Found()


def what_is_missing(listing: Listing, source: Source, known: Iterable[Fetched]) -> list[str]:
    """What says that a listing is broken: it has no meeting, or under half of a body's that are known."""
    if listing.failures or listing.broken:
        return listing.broken
    if not listing.meetings:
        return [f"{source.start}: lists no meeting and no file; check 'platform', 'start' and 'bodies'"]
    before = Counter(body for body, _ in {(r.body, r.meeting) for r in known if r.meeting and r.gone_at is None})
    now = Counter(body for body, _ in listing.meetings)
    return [
        f"{source.start}: lists {now[body]} meetings of {body or 'no body'}, where {count} are known; look at the page:"
        " if it is right, run once with --accept-fewer, else the platform has changed"
        for body, count in before.items()
        if now[body] < _LEAST_SHARE * count
    ]


def is_skipped(candidate: Candidate, source: Source) -> bool:
    """Whether the source has a pattern that leaves the file out."""
    return any(p.search(candidate.title) or p.search(candidate.url) for p in source.skip)


def hosts_of(source: Source) -> frozenset[str]:
    """The hosts that files and redirects of a source may lie on."""
    return frozenset({(urlsplit(source.start).hostname or "").casefold(), *source.hosts})


def _corrected(candidate: Candidate, source: Source) -> Candidate:
    for correction in source.corrections:
        if correction.address.search(candidate.url):
            told = {
                name: value for name, value in correction._asdict().items() if name != "address" and value is not None
            }
            if correction.meeting_date is not None and candidate.meeting in (None, str(candidate.meeting_date)):
                told["meeting"] = correction.meeting_date.isoformat()
            candidate = candidate._replace(**told)
    return candidate


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    day = candidate.meeting_date or date.min
    return _ORDER[candidate.role], -day.toordinal(), candidate.identity
