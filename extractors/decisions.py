"""Decisions: what a protocol's item or a letter to a board decides or proposes, with its papers and recipients."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from extractors.context import Context
from extractors.identity import registration_number_in
from extractors.reading.document import Document, Table
from extractors.reading.paragraphs import Paragraph
from extractors.reading.sections import Heading
from extractors.records import DecisionRecord
from extractors.values import parse_date
from extractors.vocabulary import entries, fold, meanings

_PARAGRAPH = re.compile(r"^(?=§|\d+\s*§)§?\s*(\d+)\s*§?\s*(.*)$")
_POINT = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)]|att)\s+(?=\S)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LIST_GAP = 2.4  # times the letters' size: a larger gap ends a list of papers or recipients

_Block = Heading | Paragraph | Table


class _Item(NamedTuple):
    """The stretch of blocks about one matter, from its § or its letterhead up to the next."""

    blocks: tuple[_Block, ...]

    @property
    def page(self) -> int:
        return _page(self.blocks[0])


def find_decisions(document: Document, context: Context) -> list[DecisionRecord]:
    """The decisions and proposals under a heading of their own, item by item."""
    found: list[DecisionRecord] = []
    for item in _items(document.blocks):
        for index, block in enumerate(item.blocks):
            named = _decision_heading(block)
            if named is None:
                continue
            points = list(_paragraphs_after(item.blocks, index))
            text = "\n".join(_POINT.sub("", p.text) for p in points if _POINT.match(p.text) or len(points) == 1)
            text = text or "\n".join(p.text for p in points)
            if text:
                body, kind = named
                number = len(found) + 1
                found.append(_decision(document, context, item, index, (body, kind, text), number))
    return found


def _items(blocks: Sequence[_Block]) -> list[_Item]:
    """The blocks parted before each § and before each page on which a letter begins."""
    items: list[list[_Block]] = [[]]
    for block in blocks:
        begins = _paragraph_number(block) is not None
        letter = items[-1] and _has_decision(items[-1]) and _page(block) != _page(items[-1][-1])
        if begins or letter:
            items.append([])
        items[-1].append(block)
    return [_Item(tuple(item)) for item in items if item]


def _has_decision(blocks: Iterable[_Block]) -> bool:
    return any(_decision_heading(block) is not None for block in blocks)


def _page(block: _Block) -> int:
    return block.paragraph.page if isinstance(block, Heading) else block.page


def _paragraph_number(block: _Block) -> re.Match[str] | None:
    text = block.text if isinstance(block, Heading | Paragraph) else ""
    match = _PARAGRAPH.match(text)
    return match if match and len(text) <= 200 else None


def _decision_heading(block: _Block) -> tuple[str | None, str] | None:
    """Whose decision or proposal stands under the heading, and which of the two; None for other headings."""
    if not isinstance(block, Heading) or block.number is not None:
        return None
    proposal, decision = _heading_patterns()
    for pattern, kind in ((proposal, "förslag"), (decision, "beslut")):
        if match := pattern.match(fold(block.text)):
            owner = block.text[: match.end(1)].strip() if match.group(1) else None
            return (_without_genitive(owner) if owner else None), kind
    return None


@functools.cache
def _heading_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def pattern(meaning: str, rest: str) -> re.Pattern[str]:
        words = sorted(entries("protocols")[meaning]["words"], key=len, reverse=True)
        return re.compile(rf"^([a-zåäöé -]+?s(?=\s))?\s*(?:{'|'.join(map(re.escape, words))}){rest}$")

    return pattern("proposal", r"(?:\s+(?:till|för)\s+.+)?"), pattern("decision", "")


def _without_genitive(owner: str) -> str:
    """'Arbetsutskottets' as 'Arbetsutskottet'."""
    return owner[:-1] if owner.endswith("s") else owner


def _paragraphs_after(blocks: Sequence[_Block], index: int) -> Iterable[Paragraph]:
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph):
            return
        yield block


def _decision(
    document: Document, context: Context, item: _Item, index: int, what: tuple[str | None, str, str], number: int
) -> DecisionRecord:
    body, kind, text = what
    heading = item.blocks[index]
    assert isinstance(heading, Heading)
    paragraph = next((m for block in item.blocks if (m := _paragraph_number(block))), None)
    registered = (registration_number_in(b.text, bare=True) for b in item.blocks if isinstance(b, Heading | Paragraph))
    start = item.blocks[0]
    first = start.paragraph if isinstance(start, Heading) else start
    return DecisionRecord(
        decision_id=f"{context.document_id}-d{number}",
        document_id=context.document_id,
        body=body,
        meeting_date=_meeting_date(document, item) if paragraph else None,
        paragraph=f"§ {paragraph.group(1)}" if paragraph else None,
        title=_title(item, index, paragraph),
        registration_number=next(filter(None, registered), None),
        kind=kind,
        text=text,
        documents=_list_under(item, "documents"),
        recipients=_list_under(item, "recipients"),
        page=item.page if paragraph else _page(heading),
        bbox=first.box if paragraph else heading.paragraph.box,
    )


def _meeting_date(document: Document, item: _Item) -> date | None:
    """The date in the running head of the item's page, else in what stands before the first §."""
    heads = [line.text for line in document.furniture if line.page == item.page]
    before = takewhile(lambda block: _paragraph_number(block) is None, document.blocks)
    heads += [block.text for block in before if isinstance(block, Heading | Paragraph)]
    dates = [parse_date(match.group()) for text in heads for match in _DATE.finditer(text)]
    return dates[0] if dates else None


def _title(item: _Item, index: int, paragraph: re.Match[str] | None) -> str | None:
    """The words after the §, else the item's most prominent heading that is none of its parts."""
    if paragraph is not None and paragraph.group(2):
        return paragraph.group(2)
    headings = [
        block
        for block in item.blocks[:index]
        if isinstance(block, Heading) and not _is_part(block) and _paragraph_number(block) is None
    ]
    if not headings:
        return None
    if paragraph is not None:
        return headings[0].text
    page = _page(item.blocks[index])
    near = [heading for heading in headings if _page(heading) in (page, page - 1)] or headings
    before_parts = _before_first_part(item, near)
    return (before_parts or near)[-1].text


def _before_first_part(item: _Item, headings: list[Heading]) -> list[Heading]:
    """The headings that stand before the first part of the letter: the last of them is its title."""
    first_part = next((i for i, b in enumerate(item.blocks) if isinstance(b, Heading) and _is_part(b)), None)
    if first_part is None:
        return []
    return [b for b in item.blocks[:first_part] if isinstance(b, Heading) and b in headings]


def _is_part(heading: Heading) -> bool:
    return fold(heading.text) in meanings("protocols") or _decision_heading(heading) is not None


def _list_under(item: _Item, meaning: str) -> str | None:
    """The lines of the list under the heading with that meaning, joined by line breaks."""
    for index, block in enumerate(item.blocks):
        if isinstance(block, Heading) and meanings("protocols").get(fold(block.text)) == meaning:
            return "\n".join(_list_lines(block, list(_paragraphs_after(item.blocks, index)))) or None
    return None


def _list_lines(heading: Heading, paragraphs: list[Paragraph]) -> list[str]:
    """One entry a line, until a gap or a sentence ends the list; a line that begins small goes on the one before it."""
    entries_found: list[str] = []
    last = heading.paragraph.lines[-1]
    for paragraph in paragraphs:
        gap = paragraph.lines[0].baseline - last.baseline
        sentence = bool(entries_found) and paragraph.text.endswith(".") and not entries_found[-1].endswith(".")
        if sentence or (paragraph.page == last.page and gap > _LIST_GAP * last.size):
            break
        for line in paragraph.lines:
            if entries_found and line.text[:1].islower():
                entries_found[-1] += f" {line.text}"
            else:
                entries_found.append(line.text)
        last = paragraph.lines[-1]
    return entries_found
