"""Letters to a board (tjänsteskrivelser): what each proposes, with its papers and recipients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.document.model import Document, Table
from extractors.identity.registration import registration_number_in
from extractors.interpret.context import Context
from extractors.protocol.decision_points import Setting, list_text, points_text, setting_of
from extractors.protocol.labels import label_of
from extractors.protocol.lines import TextLine, lines_of
from extractors.records import DecisionRecord
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph

_KINDS = {"decision": "beslut", "proposal": "förslag"}

_Block = Heading | Paragraph | Table


class _Letter(NamedTuple):
    """The stretch of blocks about one matter, from its letterhead up to the next."""

    blocks: tuple[_Block, ...]


def find_letters(document: Document, context: Context, covered: frozenset[int]) -> list[DecisionRecord]:
    """The proposals under a heading of their own on the pages that no protocol's item covers; ids are left empty."""
    blocks = [block for block in document.blocks if _page(block) not in covered]
    if not any(_decision_heading(block) for block in blocks):
        return []
    setting = setting_of([ln for block in blocks if not isinstance(block, Table) for ln in _paragraph(block).lines])
    found: list[DecisionRecord] = []
    for letter in _letters(blocks):
        for index, block in enumerate(letter.blocks):
            named = _decision_heading(block)
            if named is None:
                continue
            text = points_text(_lines_after(letter, index), setting)
            if text:
                found.append(_proposal(context, letter, index, (*named, text), setting))
    return found


def _paragraph(block: Heading | Paragraph) -> Paragraph:
    return block.paragraph if isinstance(block, Heading) else block


def _page(block: _Block) -> int:
    return block.paragraph.page if isinstance(block, Heading) else block.page


def _letters(blocks: Sequence[_Block]) -> list[_Letter]:
    """The blocks parted before each page on which a letter begins: the one before has had its proposal."""
    letters: list[list[_Block]] = [[]]
    has_decision = False
    for block in blocks:
        if has_decision and _page(block) != _page(letters[-1][-1]):
            letters.append([])
            has_decision = False
        letters[-1].append(block)
        has_decision = has_decision or _decision_heading(block) is not None
    return [_Letter(tuple(letter)) for letter in letters if letter]


def _decision_heading(block: _Block) -> tuple[str | None, str] | None:
    """Whose decision or proposal stands under the heading, and which of the two; None for other headings."""
    if not isinstance(block, Heading) or block.number is not None:
        return None
    label = label_of(block.text)
    return (label.owner, _KINDS[label.meaning]) if label is not None and label.meaning in _KINDS else None


def _lines_after(letter: _Letter, index: int) -> list[TextLine]:
    """The lines of the paragraphs up to the next heading or table."""
    lines: list[TextLine] = []
    for block in letter.blocks[index + 1 :]:
        if not isinstance(block, Paragraph):
            break
        lines += lines_of(block)
    return lines


def _proposal(
    context: Context, letter: _Letter, index: int, what: tuple[str | None, str, str], setting: Setting
) -> DecisionRecord:
    body, kind, text = what
    heading = letter.blocks[index]
    assert isinstance(heading, Heading)
    texts = [_paragraph(block).text for block in letter.blocks if not isinstance(block, Table)]
    registered = (registration_number_in(text, bare=True) for text in texts)
    return DecisionRecord(
        decision_id="",
        document_id=context.document_id,
        body=body,
        meeting_date=None,
        paragraph=None,
        title=_title(letter, index),
        registration_number=next(filter(None, registered), None),
        kind=kind,
        text=text,
        background=None,
        assessment=None,
        motions=None,
        procedure=None,
        reservations=None,
        statements=None,
        recusals=None,
        documents=_list_under(letter, "documents", setting),
        recipients=_list_under(letter, "recipients", setting),
        appeal=None,
        page=_page(heading),
        bbox=heading.paragraph.box,
    )


def _title(letter: _Letter, index: int) -> str | None:
    """The last heading before the letter's first part on its proposal's page or the one before."""
    before = letter.blocks[:index]
    headings = [block for block in before if isinstance(block, Heading) and not _is_part(block)]
    if not headings:
        return None
    page = _page(letter.blocks[index])
    near = [heading for heading in headings if _page(heading) in (page, page - 1)] or headings
    first_part = next((i for i, b in enumerate(letter.blocks) if isinstance(b, Heading) and _is_part(b)), 0)
    before_parts = [b for b in letter.blocks[:first_part] if isinstance(b, Heading) and b in near]
    return (before_parts or near)[-1].text


def _is_part(heading: Heading) -> bool:
    return label_of(heading.text) is not None


def _list_under(letter: _Letter, meaning: str, setting: Setting) -> str | None:
    """The lines of the list under the heading with that meaning, joined by line breaks."""
    for index, block in enumerate(letter.blocks):
        if isinstance(block, Heading) and (label := label_of(block.text)) is not None and label.meaning == meaning:
            return list_text(_lines_after(letter, index), setting)[0] or None
    return None
