"""MeetingPlus: /committees/BODY lists meetings, a meeting's page links its protocol and the papers of its agenda."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from pipeline.fetch.candidates import (
    Candidate,
    Found,
    Page,
    StructureError,
    Visit,
    candidate,
    day_in,
    file_title,
    role_in,
)
from pipeline.fetch.html import Link, links_of, title_of
from pipeline.fetch.sources import Source, slug

_COMMITTEE = re.compile(r"/committees/(?P<body>[^/]+)/?")
_MEETING = re.compile(r"/committees/(?P<body>[^/]+)/(?P<meeting>[^/]+)/?")
_FILE = re.compile(r"/committees/[^/]+/[^/]+/(?P<part>protocol|agenda)/(?:(?P<item>.+)/)?[^/]+?pdf(?:-\d+)?/?", re.I)
# Without it the portal answers 200 with a page that says that there is none.
_DOWNLOAD = "downloadMode=open"


def start(source: Source) -> tuple[Visit, ...]:
    """The pages of the bodies, or the list of them where all are wanted."""
    if not source.bodies:
        return (Visit(urljoin(source.start, "/committees"), "committees"),)
    return tuple(Visit(urljoin(source.start, f"/committees/{slug(b)}"), "body", body=b) for b in source.bodies)


def read(page: Page, source: Source) -> Found:
    """What the list of bodies, a body's page or a meeting's page offers. Raises StructureError."""
    links = links_of(page.text, page.url)
    if page.visit.step == "committees":
        return _bodies(links, page.url)
    return _meetings(page, links) if page.visit.step == "body" else _files(page, links)


def _bodies(links: list[Link], url: str) -> Found:
    found: dict[str, Visit] = {}
    for link in links:
        if _COMMITTEE.fullmatch(_path(link.url)) and link.text:
            found.setdefault(_path(link.url).rstrip("/"), Visit(link.url, "body", body=link.text))
    if not found:
        raise StructureError(f"{url}: no link to /committees/BODY; is it a MeetingPlus portal?")
    return Found(visits=tuple(found.values()))


def _meetings(page: Page, links: list[Link]) -> Found:
    own = _COMMITTEE.fullmatch(_path(page.url))
    visits: dict[str, Visit] = {}
    for link in links:
        match = _MEETING.fullmatch(_path(link.url))
        if match and own and match["body"] == own["body"]:
            day = day_in(match["meeting"]) or day_in(link.text)
            known = visits.get(match["meeting"])
            if known is None or known.meeting_date is None:
                visits[match["meeting"]] = Visit(
                    link.url, "meeting", body=page.visit.body, meeting=match["meeting"], meeting_date=day, depth=1
                )
    return Found(visits=tuple(visits.values()), meetings=tuple((page.visit.body, meeting) for meeting in visits))


def _files(page: Page, links: list[Link]) -> Found:
    day = page.visit.meeting_date or day_in(title_of(page.text))
    found: dict[str, Candidate] = {}
    for link in links:
        match = _FILE.fullmatch(_path(link.url))
        if match is None:
            continue
        title = link.text if len(link.text) > 2 else file_title(link.url)
        role = role_in(f"{title} {file_title(link.url)}", otherwise="")
        if match["part"] == "protocol":
            role = role or "protokoll"
        elif role != "kallelse" or match["item"]:
            role = "bilaga"  # another body's protocol among the papers of an item is one of them
        item = next(iter(link.headings), None) if match["part"] == "agenda" else None
        url = _to_download(link.url)
        found.setdefault(url, candidate(
            url, page.url, title, role=role, body=page.visit.body, meeting_date=day, meeting=page.visit.meeting,
            identity=urlunsplit(urlsplit(url)._replace(query="", fragment="")), item=item,
        ))  # fmt: skip
    return Found(candidates=tuple(found.values()))


def _to_download(url: str) -> str:
    parts = urlsplit(url)
    query = (
        parts.query
        if _DOWNLOAD.casefold() in parts.query.casefold()
        else "&".join(filter(None, [parts.query, _DOWNLOAD]))
    )
    return urlunsplit(parts._replace(query=query, fragment=""))


def _path(url: str) -> str:
    return urlsplit(url).path
