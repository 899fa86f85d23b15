"""Sitevision: file portlets with addresses /download/18.NODE/MILLISECONDS/NAME.pdf, as links or as a script's state.

Folders of an archive are links to the same page with a query, whose answer is a page or a piece of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from pipeline.fetch.candidates import Candidate, Found, Page, Visit
from pipeline.fetch.generic import meetings_of
from pipeline.fetch.html import Link, links_of, scripts_of, title_of
from pipeline.fetch.placing import place
from pipeline.fetch.sources import Source

_DOWNLOAD = re.compile(r"/download/(?P<node>18\.[0-9a-f]+)/\d+/(?P<name>[^/?#]+)")
_STATE = re.compile(r"AppRegistry\.registerInitialState\(\s*(?:'[^']*'|\"[^\"]*\")\s*,\s*")
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_DEEPEST = 4  # body, kind of paper, year, meeting


def start(source: Source) -> tuple[Visit, ...]:
    """The start address alone."""
    return (Visit(source.start, "page"),)


def read(page: Page, source: Source) -> Found:
    """The files of a page's portlets and the folders to open."""
    links = links_of(page.text, page.url)
    told = [*links, *_of_states(page)]
    context = (*page.visit.headings, title_of(page.text))
    found: dict[str, Candidate] = {}
    for link in told:
        match = _DOWNLOAD.search(link.url)
        if match is None or not match["name"].lower().endswith(".pdf"):
            continue
        each = place(urldefrag(link.url).url, page.url, link.text, (*link.headings, *context), source)
        if each is not None:
            # The milliseconds are those of the upload: a corrected file keeps its node.
            identity = urljoin(page.url, f"/download/{match['node']}/{match['name']}")
            found.setdefault(identity, each._replace(identity=identity))
    candidates = list(found.values())
    return Found(tuple(candidates), _folders(page, links, source), meetings_of(candidates))


def _of_states(page: Page) -> Iterator[Link]:
    """The files of lists that a script draws: what names a file, and the names of the folders around it."""
    for script in scripts_of(page.text):
        for match in _STATE.finditer(script):
            try:
                state, _ = json.JSONDecoder().raw_decode(script, match.end())
            except ValueError:
                continue
            yield from _in_state(state, page.url, ())


def _in_state(state: Any, url: str, above: tuple[str, ...]) -> Iterator[Link]:
    if isinstance(state, list):
        for each in state:
            yield from _in_state(each, url, above)
    if not isinstance(state, dict):
        return
    name = next((state[key] for key in ("title", "name", "displayName") if isinstance(state.get(key), str)), "")
    addresses = [v for v in state.values() if isinstance(v, str) and _DOWNLOAD.search(v)]
    for address in addresses[:1]:
        yield Link(urljoin(url, address), " ".join(name.split()), above)
    for value in state.values():
        yield from _in_state(value, url, (name, *above) if name and not addresses else above)


def _folders(page: Page, links: list[Link], source: Source) -> tuple[Visit, ...]:
    if page.visit.depth >= max(source.depth, _DEEPEST):
        return ()
    visits: dict[str, Visit] = {}
    for link in links:
        url = _SESSION.sub("", urldefrag(link.url).url)
        query = parse_qs(urlsplit(url).query)
        is_folder = "folder" in query or "svAjaxReqParam" in query or "sv.target" in query
        on_this_page = urlsplit(url).path == urlsplit(_SESSION.sub("", page.url)).path
        if (is_folder and on_this_page) or (source.follow is not None and source.follow.search(url)):
            headings = (link.text, *link.headings, *page.visit.headings)
            visits.setdefault(url, Visit(url, "page", depth=page.visit.depth + 1, headings=headings))
    return tuple(visits.values())
