"""Pages with links to PDFs, of any make, to some steps from the start address."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

from pipeline.fetch.candidates import Candidate, Found, Page, Visit
from pipeline.fetch.html import Link, links_of, title_of
from pipeline.fetch.placing import place
from pipeline.fetch.sources import Source


def start(source: Source) -> tuple[Visit, ...]:
    """The start address alone."""
    return (Visit(source.start, "page"),)


def read(page: Page, source: Source) -> Found:
    """The PDFs that a page links, and the pages to go on to: those whose address ``follow`` finds."""
    links = links_of(page.text, page.url)
    context = (*page.visit.headings, title_of(page.text))
    candidates = [
        found
        for link in links
        if urlsplit(link.url).path.lower().endswith(".pdf")
        and (found := place(urldefrag(link.url).url, page.url, link.text, (*link.headings, *context), source))
    ]
    return Found(_each_once(candidates), _onward(page, links, source), meetings_of(candidates))


def meetings_of(candidates: list[Candidate]) -> tuple[tuple[str | None, str], ...]:
    """The meetings that the files of a listing tell of; of a file without a day, the file itself counts as one."""
    return tuple(dict.fromkeys((each.body, each.meeting or each.identity) for each in candidates))


def _each_once(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple({each.identity: each for each in reversed(candidates)}.values())[::-1]


def _onward(page: Page, links: list[Link], source: Source) -> tuple[Visit, ...]:
    if source.follow is None or page.visit.depth >= source.depth:
        return ()
    wanted = {
        urldefrag(link.url).url: link
        for link in links
        if source.follow.search(link.url) and not urlsplit(link.url).path.lower().endswith(".pdf")
    }
    return tuple(
        Visit(url, "page", depth=page.visit.depth + 1, headings=(link.text, *link.headings))
        for url, link in wanted.items()
    )
