"""The lines of a protocol as a reader follows them: row by row, running heads and feet set apart."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extractors.document.model import Document, Table
from extractors.protocol.attendance_tables import lists_persons
from extractors.protocol.labels import is_label, is_paragraph_line, registration_in
from extractors.text.headings import Heading
from extractors.text.lines import Line, is_bullet, is_marker
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import days_in
from extractors.vocabulary import entries, fold, lookup

_HEAD_SHARE, _FOOT_SHARE = 0.2, 0.16  # of the height: heads in boxes of three rows reach 0.18, boxed feet 0.15
_PLACE_PT = 4.0  # how far a running head may move from page to page
_SAME_ROW_EM = 0.45
_STACK_PITCH_EM = 1.5
_SAME_LEFT_PT = 2.0
_MARGIN_GAP_EM = 0.6  # a space is 0.28 and up to 0.5 in a justified line
_SIGN = re.compile("§|paragraf", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:(?:sida|sidan|sid|s|blad)\.?(?:\s?nr)?\s*)?\d{1,4}(?:\s*(?:\(|av|/)\s*\d{1,4}\s*\)?)?$")
_ENTRY_OF_CONTENTS = re.compile(r"(?:(?:\.\s?){4,}|…{2,})\s*\d{1,4}$")
_FEWEST_LABELS = 3  # of a title page: a table may well have a column "Plats" and one "Tid"
_BLANK = re.compile(r"^[\s_.…–—-]*$")


class TextLine(NamedTuple):
    """A line with its place in its paragraph: whether it is the first, and whether a bullet stood before it."""

    line: Line
    begins: bool
    bullet: bool

    @property
    def page(self) -> int:
        return self.line.page

    @property
    def text(self) -> str:
        return self.line.text


class ProtocolLines(NamedTuple):
    """The lines of the text in reading order, the heads and feet of each page, and what looks like contents."""

    text: tuple[TextLine, ...]
    heads: dict[int, tuple[Line, ...]]
    contents: tuple[TextLine, ...]


def has_signs_of_protocol(document: Document) -> bool:
    """Whether a line may begin an item, or half of the pages have a head that calls them a protocol's: without either
    the document is none, and its lines needn't be read as one's."""
    held = [line for block in document.blocks if isinstance(block, Table) for line in _all_lines(block)]
    others = [line for block in document.blocks if not isinstance(block, Table) for line in _all_lines(block)]
    others += document.furniture
    mentions = sum(fold(line.text).count("protokoll") for line in (*held, *others))
    pages = {line.page for line in others if line.text[-1:].isalpha()}  # such a line is neither blank nor of contents
    return mentions * 2 > len(pages) or any(_may_begin_item(line) for line in (*held, *others))


def _may_begin_item(line: Line) -> bool:
    """Whether a part of the line begins an item, or would behind a number in a column of its own."""
    if not _SIGN.search(line.text):
        return False
    return any(is_paragraph_line(part.text) or part.text.startswith("§") for part in _columns(line))


def _all_lines(block: Heading | Paragraph | Table) -> list[Line]:
    return [line for paragraph in _paragraphs(block) for line in paragraph.lines]


def _paragraphs(block: Heading | Paragraph | Table) -> list[Paragraph]:
    if isinstance(block, Table):
        return [paragraph for cell in block.cells for paragraph in cell.paragraphs]
    return [block.paragraph if isinstance(block, Heading) else block]


def protocol_lines(document: Document) -> ProtocolLines:
    """All lines outside tables of data, those that the pages repeat apart."""
    lines = [line for block in document.blocks for line in lines_of(block)]
    lines += [TextLine(line, True, False) for line in document.furniture]
    lines = [line for line in lines if not _BLANK.match(line.text) and not _ENTRY_OF_CONTENTS.search(line.text)]
    height = max((line.line.box.bottom for line in lines), default=0.0)
    repeated = _repeated(lines, height)
    furniture = {id(line) for line in document.furniture}
    text: list[TextLine] = []
    contents: list[TextLine] = []
    heads: dict[int, tuple[Line, ...]] = {}
    for number, page in groupby(_rows(lines), key=lambda row: row[0].page):
        rows = list(page)
        running = [
            {id(ln) for ln in row if _is_running(ln, height, repeated, reader_says=id(ln.line) in furniture)}
            for row in rows
        ]
        apart = {id(ln) for i in _edges([bool(r) for r in running]) for ln in rows[i] if _goes_along(ln, running[i])}
        flat = [line for row in rows for line in row]
        amid = {id(ln) for ln in flat if id(ln.line) in furniture and not _zone(ln.line, height) and not _is_part(ln)}
        heads[number] = tuple(line.line for line in flat if id(line) in apart - amid)
        contents += [line for line in flat if id(line) in amid]
        text += [line for line in flat if id(line) not in apart | amid]
    return ProtocolLines(tuple(text), heads, tuple(contents))


def _goes_along(line: TextLine, running: set[int]) -> bool:
    """Whether a line of a running row runs too: a bare § between kommun and date belongs to the head."""
    return id(line) in running or is_paragraph_line(line.text, alone=True)


def _is_part(line: TextLine) -> bool:
    """Whether the line begins an item or one of its parts: such a line is never set apart."""
    return is_paragraph_line(line.text) or is_label(line.text)


def _edges(running: Sequence[bool]) -> frozenset[int]:
    """The rows at a page's top and foot that run through the document; one amid the text only looks like it."""
    top = next((i for i, runs in enumerate(running) if not runs), len(running))
    foot = next((i for i, runs in enumerate(reversed(running)) if not runs), 0)
    return frozenset((*range(top), *range(len(running) - foot, len(running))))


def lines_of(block: Heading | Paragraph | Table) -> Iterable[TextLine]:
    """The lines of a block; none of a table of data."""
    paragraphs = _paragraphs(block)
    if isinstance(block, Table) and not _is_layout(block, paragraphs):
        return
    lifts = _lifts(block) if isinstance(block, Table) else {}
    for paragraph in paragraphs:
        bullet = paragraph.marker is not None and is_bullet(paragraph.marker)
        for index, printed in enumerate(paragraph.lines):
            line = _lifted(printed, lifts.get(id(printed), 0.0))
            first, *beside = _columns(line)
            yield TextLine(first, index == 0, bullet and index == 0)
            yield from (TextLine(segment, True, False) for segment in beside)


def _lifts(table: Table) -> dict[int, float]:
    """How far up the lines of labels are to be moved that stand at the middle or foot of their rows, by identity: a
    label leads its row, and the lines beside it are read after it."""
    lifts: dict[int, float] = {}
    for row in table.rows():
        worded = [cell for cell in row if cell.paragraphs]
        tops = {id(cell): cell.paragraphs[0].lines[0].baseline for cell in worded}
        for cell in worded:
            lift = tops[id(cell)] - min(tops.values())
            if lift > _SAME_ROW_EM * cell.paragraphs[0].style.size and lookup(
                "protocol_meetings", (cell.text or "").rstrip(":")
            ):
                lifts |= {id(line): lift for p in cell.paragraphs for line in p.lines}
    return lifts


def _lifted(line: Line, lift: float) -> Line:
    if not lift:
        return line
    moved = [w._replace(top=w.top - lift, bottom=w.bottom - lift, baseline=w.baseline - lift) for w in line.words]
    return line._replace(words=tuple(moved))


def _columns(line: Line) -> list[Line]:
    """The line parted at wide gaps, and where bold letters end before a gap wider than a space: there a margin ends."""
    return [part for segment in line.segments for part in _without_margin(segment)]


def _without_margin(line: Line) -> list[Line]:
    words = line.words
    cuts = [
        i
        for i, (left, right) in enumerate(pairwise(words), 1)
        if left.style.bold and not right.style.bold and right.x0 - left.x1 > _MARGIN_GAP_EM * right.style.size
    ]
    if not cuts:
        return [line]
    return [line._replace(words=words[a:b]) for a, b in pairwise([0, *cuts, len(words)])]


def _is_layout(table: Table, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a drawn table is only the form that the protocol is set in: a cell holds a § or the label of a part, or
    the cells hold several labels of a title page and no column lists persons."""
    if any(is_paragraph_line(p.text) or is_label(p.lines[0].text) or is_foot(p.text) for p in paragraphs):
        return True
    parts = [part for p in paragraphs for line in p.lines for part in _columns(line)]
    texts = [text for p in paragraphs for text in (p.text, *(part.text for part in parts))]
    meanings = {meaning for text in texts if (meaning := lookup("protocol_meetings", text.rstrip(":"))) is not None}
    return len(meanings) >= _FEWEST_LABELS and not lists_persons(table)


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines by baseline from top to bottom, each row from left to right, page by page."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda ln: (ln.page, ln.line.baseline, ln.line.box.x0)):
        if not rows or not same_row(rows[-1][0].line, line.line):
            rows.append([])
        rows[-1].append(line)
    return [_with_markers(sorted(row, key=lambda ln: ln.line.box.x0)) for row in rows]


def _with_markers(row: Sequence[TextLine]) -> list[TextLine]:
    """The row with each list mark that stands in a column of its own joined to the text after it."""
    joined: list[TextLine] = []
    mark: TextLine | None = None
    for line in row:
        if mark is not None:
            words = line.line.words if is_bullet(mark.text) else (*mark.line.words, *line.line.words)
            line = TextLine(line.line._replace(words=words), True, is_bullet(mark.text))
        mark = line if mark is None and is_marker(line.text) and line is not row[-1] else None
        if mark is None:
            joined.append(line)
    return joined


def stacked(lines: Sequence[Line]) -> list[str]:
    """The texts of lines, those that go on below each other at one left edge in one look together: a body's name may
    take three lines of a head."""
    texts: list[str] = []
    last: Line | None = None
    for line in lines:
        below = last is not None and last.page == line.page and last.style == line.style
        if last is not None and below and _goes_on_below(last, line):
            texts[-1] += f" {line.text}"
        else:
            texts.append(line.text)
        last = line
    return texts


def _goes_on_below(last: Line, line: Line) -> bool:
    near = 0 < line.baseline - last.baseline <= _STACK_PITCH_EM * line.size
    return near and abs(last.box.x0 - line.box.x0) <= _SAME_LEFT_PT


def same_row(one: Line, other: Line) -> bool:
    """Whether two lines stand side by side."""
    near = _SAME_ROW_EM * max(one.size, other.size)
    return one.page == other.page and abs(one.baseline - other.baseline) <= near


def _zone(line: Line, height: float) -> str | None:
    if line.box.top < _HEAD_SHARE * height:
        return "head"
    return "foot" if line.box.bottom > (1 - _FOOT_SHARE) * height else None


def _place(line: Line) -> tuple[str, int]:
    """What a running head keeps from page to page: its words, numbers aside but a diarienummer's, and its height."""
    words = line.text if registration_in(line.text)[0] else _DIGITS.sub("#", fold(line.text))
    return words, round(line.baseline / _PLACE_PT)


def _repeated(lines: Sequence[TextLine], height: float) -> frozenset[tuple[str, int]]:
    """Words and heights, digits aside, that two pages or more share at their top or foot."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in lines:
        if _zone(line.line, height):
            words, at = _place(line.line)
            for near in (at - 1, at, at + 1):
                pages[words, near].add(line.page)
    return frozenset(place for place, found in pages.items() if len(found) > 1)


def _is_running(line: TextLine, height: float, repeated: frozenset[tuple[str, int]], *, reader_says: bool) -> bool:
    """Whether the line is a page's head or foot; the label of a part and a § never are."""
    zone = _zone(line.line, height)
    if is_foot(line.text) and (zone == "foot" or not _is_part(line)):  # that of a short page stands under its text
        return True
    if zone is None or _is_part(line):
        return False
    return reader_says or _place(line.line) in repeated or (zone == "head" and _is_head(line.text))


def is_foot(text: str) -> bool:
    """Whether a line is nothing but what stands at the foot of a protocol's pages."""
    return _words("foot").match(fold(text)) is not None


def _is_head(text: str) -> bool:
    """Whether a line at a page's top is nothing but a head's words, a date or a page's number."""
    folded = fold(text)
    if _PAGE_NUMBER.match(folded) or _words("head").match(folded):
        return True
    return len(days_in(text)) == 1 and len(folded.split()) <= 4 and _words("dated").match(folded) is not None


@functools.cache
def _words(meaning: str) -> re.Pattern[str]:
    """A line of nothing but these words, one or several, with page numbers and dates between them."""
    known = entries("protocol_heads")["head" if meaning == "dated" else meaning]["words"]
    words = "|".join(re.escape(fold(word)) for word in sorted(known, key=len, reverse=True))
    numbers = r"[\d()/.,:-]+"
    if meaning == "dated":
        return re.compile(rf"^(?:(?:{words})\s*)?(?:den\s+)?[\d-]+(?:[/. ]+[a-zåäö]*\.?\s*\d+)*$")
    return re.compile(rf"^(?:{words})(?:[\s:]+(?:{words}|{numbers}))*$")
