"""What a page repeats or only points with: running heads and feet, page numbers, contents, and its footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.pdf.page import Ruling
from extractors.text.lines import Line
from extractors.vocabulary import fold

_ZONE_SHARE = 0.10  # of the page's height, at the top and at the bottom
_PLACE_PT = 4.0  # how far a running head may move from page to page
_PAGE_NUMBER = re.compile(
    r"^[-–]?\s*(?:(?:sida|sidan|sid\.?|s\.|page|p\.)\s*)?\d{1,4}\s*(?:(?:\(|av|/|of|\|)\s*\d{1,4}\s*\)?)?\s*[-–]?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_OF_PAGES = r"\s*(?:\(|av|/)\s*\d{1,3}\s*\)?"
_NUMBER_IN_HEAD = re.compile(rf"(?<![\d.,])\d{{1,3}}(?=(?:{_OF_PAGES})?$)|^\d{{1,3}}(?={_OF_PAGES}\s|\s*\|)")
_CONTENTS_LINE = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…{2,}\s*\d{0,4}$")
_LEADER = re.compile(r"\.\s?\.|…")  # in all of them
_CONTENTS_ENTRY = re.compile(r"\D\s\d{1,4}$")
_CONTENTS_HEADINGS = frozenset(
    {"innehåll", "innehållsförteckning", "innehållsförteckning:", "contents", "sisällysluettelo"}
)
_FEWEST_CONTENTS_LINES = 3
_HEAD_RULE_PT = 12.0  # a rule this near below sets a line at the top apart from the page
_HEAD_RULE_SHARE = 0.5
_FOOTNOTE_SIZE_SHARE = 0.92
_FOOTNOTE_MARK = re.compile(r"^(?:\d{1,3}|\*{1,3}|[¹²³⁰⁴-⁹]{1,3}|†)$")
_FOOTNOTE_RULE_SHARE = 0.45


class PageLines(NamedTuple):
    """The lines of a page outside tables in reading order, and what tells its furniture from them.

    ``tables_end`` is how far down the page's tables reach, in points.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rulings: tuple[Ruling, ...]
    tables_end: float = 0.0


class Sorted(NamedTuple):
    """A page's lines by what they are."""

    body: tuple[Line, ...]
    furniture: tuple[Line, ...]
    footnotes: tuple[Line, ...]


def sort_lines(pages: Sequence[PageLines], body_size: float) -> list[Sorted]:
    """Each page's lines as body, furniture and footnotes; ``body_size`` in points is that of most text."""
    repeated = _repeated(pages)
    ahead = _numbers_ahead(pages)
    result = []
    for page in pages:
        contents = _contents(page)
        furniture = [
            line
            for line in page.lines
            if line in contents
            or _is_page_number(line, page)
            or _ends_page_with_its_number(line, page, ahead)
            or not repeated.isdisjoint(_places(line, page))
            or _under_a_rule(line, page)
        ]
        rest = [line for line in page.lines if line not in furniture]
        footnotes = _footnotes(rest, page, body_size)
        body = tuple(line for line in rest if line not in footnotes)
        result.append(Sorted(body, tuple(furniture), tuple(footnotes)))
    return result


def _in_zone(line: Line, page: PageLines) -> bool:
    middle = (line.box.top + line.box.bottom) / 2
    return middle < _ZONE_SHARE * page.height or middle > (1 - _ZONE_SHARE) * page.height


def _places(line: Line, page: PageLines) -> set[tuple[str, int, int]]:
    """What a running head keeps from page to page: its words, as they stand or with how far a number in them goes
    before the page's, and its height on the page."""
    if not _in_zone(line, page):
        return set()
    numbered = _NUMBER_IN_HEAD.sub(lambda match: f"{int(match.group()) - page.number:+}", line.text, count=1)
    return {(fold(text), round(line.baseline / _PLACE_PT), round(line.size)) for text in (line.text, numbered)}


def _repeated(pages: Sequence[PageLines]) -> frozenset[tuple[str, int, int]]:
    """The places that at least two pages share, of long documents more."""
    counts: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        counts.update({place for line in page.lines for place in _places(line, page)})
    least = 2 if len(pages) < 12 else 3
    return frozenset(place for place, count in counts.items() if count >= least)


def _is_page_number(line: Line, page: PageLines) -> bool:
    return _in_zone(line, page) and bool(_PAGE_NUMBER.match(line.text))


def _numbers_ahead(pages: Sequence[PageLines]) -> int | None:
    """By how much the printed numbers of the pages go before their place in the file; None where no two agree."""
    printed = [(page.number, line) for page in pages for line in page.lines if _is_page_number(line, page)]
    ahead = Counter(int(_DIGITS.findall(line.text)[0]) - number for number, line in printed)
    (most, count) = max(ahead.items(), key=lambda item: (item[1], -item[0]), default=(None, 0))
    return most if count > 1 else None


def _ends_page_with_its_number(line: Line, page: PageLines, ahead: int | None) -> bool:
    """Whether the page's last line is the number that the page has, though it stands higher than on other pages."""
    if ahead is None or not _PAGE_NUMBER.match(line.text) or int(_DIGITS.findall(line.text)[0]) != page.number + ahead:
        return False
    return line.baseline >= max(other.baseline for other in page.lines)


def _under_a_rule(line: Line, page: PageLines) -> bool:
    """Whether the line is a head of its own: at the top of the page with a long rule right below it.

    Between two rules of one length it is a row that a table over the page break left here.
    """
    box = line.box
    if (box.top + box.bottom) / 2 > _ZONE_SHARE * page.height:
        return False
    long = [r for r in page.rulings if not r.vertical and r.end - r.start > _HEAD_RULE_SHARE * page.width]
    below = [r for r in long if 0 <= r.at - box.bottom <= _HEAD_RULE_PT]
    above = [r for r in long if 0 <= box.top - r.at <= _HEAD_RULE_PT]
    return any(not any(abs(a.start - r.start) + abs(a.end - r.end) <= _PLACE_PT for a in above) for r in below)


def _contents(page: PageLines) -> list[Line]:
    """The lines of a table of contents with its heading; none where the page has no such table."""
    headings = [line for line in page.lines if fold(line.text) in _CONTENTS_HEADINGS]
    leaders = [line for line in page.lines if _LEADER.search(line.text) and _CONTENTS_LINE.search(line.text)]
    if len(leaders) >= _FEWEST_CONTENTS_LINES:
        entries = leaders
    elif headings:
        below = [line for line in page.lines if line.box.top > headings[0].box.top]
        entries = [line for line in below if _CONTENTS_ENTRY.search(line.text)]
        if len(entries) < _FEWEST_CONTENTS_LINES or len(entries) * 2 < len(below):
            return []
    else:
        return []
    first, last = min(e.baseline for e in entries), max(e.baseline for e in entries)
    if headings:
        first = min(first, headings[0].baseline)
    return [line for line in page.lines if first <= line.baseline <= last]


def _footnotes(lines: list[Line], page: PageLines, body_size: float) -> list[Line]:
    """The small lines at the foot of the page, below all tables, from the first one that begins with a footnote's mark.

    "2 Ekonomi" over a table is small where most of the text outside tables is a large title, and yet a heading.
    """
    foot: list[Line] = []
    for line in sorted(lines, key=lambda ln: -ln.baseline):
        if line.box.bottom <= page.tables_end and not _below_a_short_rule(line, page):
            break
        if line.size > _FOOTNOTE_SIZE_SHARE * body_size and not _below_a_short_rule(line, page):
            break
        foot.append(line)
    foot.reverse()
    starts = [i for i, line in enumerate(foot) if begins_footnote(line)]
    return foot[starts[0] :] if starts else []


def begins_footnote(line: Line) -> bool:
    """Whether the line begins with a footnote's mark: a raised word, a number, an asterisk."""
    first = line.words[0]
    return bool(first.raised or _FOOTNOTE_MARK.match(first.text)) and len(line.words) > 1


def _below_a_short_rule(line: Line, page: PageLines) -> bool:
    """Whether a footnote rule, short and at the text's left, stands above the line in the page's lower half."""
    return any(
        not r.vertical
        and page.height / 2 < r.at < line.box.bottom
        and r.end - r.start < _FOOTNOTE_RULE_SHARE * page.width
        and abs(r.start - line.box.x0) < line.size
        for r in page.rulings
    )
