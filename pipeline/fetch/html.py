"""Links of an HTML page with the headings above them. The door to selectolax."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "button")
_LEVELS = {name: level for level, name in enumerate(_HEADINGS[:6], start=1)} | {"summary": 6, "button": 6}


class Link(NamedTuple):
    """A link: absolute address, its own words, and the headings that it stands under, the nearest first."""

    url: str
    text: str
    headings: tuple[str, ...]


def links_of(html: str, url: str) -> list[Link]:
    """The links to files and pages in the order of the page; none to a script, a mail address or this page itself."""
    tree = LexborHTMLParser(html)
    base = tree.css_first("base[href]")
    root = urljoin(url, base.attributes.get("href") or "") if base is not None else url
    above: dict[int, str] = {}
    found = []
    for node in tree.css(", ".join((*_HEADINGS, "a[href]"))):
        tag = node.tag or ""
        if tag in _LEVELS:
            level = _LEVELS[tag]
            above = {known: text for known, text in above.items() if known < level} | {level: _text(node)}
            continue
        target = urljoin(root, (node.attributes.get("href") or "").strip())
        if urlsplit(target).scheme in ("http", "https", "file"):
            words = _text(node) or node.attributes.get("title") or node.attributes.get("aria-label") or ""
            found.append(Link(target, " ".join(words.split()), tuple(above[level] for level in sorted(above)[::-1])))
    return found


def scripts_of(html: str) -> list[str]:
    """The text of each script of the page."""
    return [node.text(deep=True) for node in LexborHTMLParser(html).css("script")]


def title_of(html: str) -> str:
    """The page's title, empty without one."""
    node = LexborHTMLParser(html).css_first("title")
    return "" if node is None else _text(node)


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator=" ").split())
