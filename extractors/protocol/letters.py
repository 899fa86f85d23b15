"""Letters to a board (tjänsteskrivelser): what each proposes, with its papers and recipients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Document, Table
from extractors.identity.registration import registration_number_in
from extractors.interpret.context import Context
from extractors.protocol.decision_points import Setting, list_text, points_text, setting_of
from extractors.protocol.labels import label_of
from extractors.protocol.lines import TextLine, lines_of
from extractors.protocol.persons import is_name
from extractors.protocol.told_steps import Told, ToldStep, steps_of
from extractors.records import DecisionRecord
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.vocabulary import entries

_MOST_SENDER_WORDS = 6
_KINDS = {"decision": "beslut", "proposal": "förslag"}

_Block = Heading | Paragraph | Table


class _Letter(NamedTuple):
    """The stretch of blocks about one matter, from its letterhead up to the next."""

    blocks: tuple[_Block, ...]


def find_letters(
    document: Document, context: Context, covered: frozenset[int]
) -> list[tuple[DecisionRecord, list[ToldStep]]]:
    """The proposals under a heading of their own on the pages that no protocol's item covers, with the earlier steps
    that their letters tell; ids are left empty."""
    blocks = [block for block in document.blocks if _page(block) not in covered]
    if not any(_decision_heading(block) for block in blocks):
        return []
    setting = setting_of([ln for block in blocks if not isinstance(block, Table) for ln in _paragraph(block).lines])
    found: list[tuple[DecisionRecord, list[ToldStep]]] = []
    letters = _letters(blocks)
    for letter in letters:
        steps = list(steps_of(_told(letter, setting), None))
        for index, block in enumerate(letter.blocks):
            named = _decision_heading(block)
            if named is None:
                continue
            text = points_text(_lines_after(letter, index), setting)
            if text:
                record = _proposal(context, letter, index, (*named, text), setting, several=len(letters) > 1)
                found.append((record, steps))
                steps = []
    return found


def _told(letter: _Letter, setting: Setting) -> Iterator[Told]:
    """The letter's paragraphs, those of its list of papers as entries."""
    papers = False
    for block in letter.blocks:
        if isinstance(block, Table):
            continue
        if label_of(_paragraph(block).text) is not None:
            papers = _list_meaning(block) == "documents"
            continue
        lines = list(lines_of(_paragraph(block)))
        texts = list_text(lines, setting)[0].split("\n") if papers else [_paragraph(block).text]
        yield from (Told(text, lines, papers) for text in texts)


def _paragraph(block: Heading | Paragraph) -> Paragraph:
    return block.paragraph if isinstance(block, Heading) else block


def _page(block: _Block) -> int:
    return block.paragraph.page if isinstance(block, Heading) else block.page


def _letters(blocks: Sequence[_Block]) -> list[_Letter]:
    """The blocks parted between two proposals at the first new page that doesn't go on with the first one's lists."""
    decided = [i for i, block in enumerate(blocks) if _decision_heading(block)]
    cuts = [0]
    for one, next_one in pairwise(decided):
        turns = [i for i in range(one + 1, next_one + 1) if _page(blocks[i]) != _page(blocks[i - 1])]
        own = [i for i in turns if not _begins_with_list(blocks, i)]
        cuts += own[:1]
    return [_Letter(tuple(blocks[a:b])) for a, b in pairwise([*cuts, len(blocks)])]


def _begins_with_list(blocks: Sequence[_Block], at: int) -> bool:
    """Whether a page begins with the papers or recipients of the letter before it."""
    return _list_meaning(blocks[at]) is not None


def _decision_heading(block: _Block) -> tuple[str | None, str] | None:
    """Whose decision or proposal stands under the heading, and which of the two; None for other headings."""
    if not isinstance(block, Heading) or block.number is not None:
        return None
    label = label_of(block.text)
    return (label.owner, _KINDS[label.meaning]) if label is not None and label.meaning in _KINDS else None


def _lines_after(letter: _Letter, index: int) -> list[TextLine]:
    """The lines of the paragraphs up to the next heading, list, table or signature."""
    lines: list[TextLine] = []
    for block in letter.blocks[index + 1 :]:
        if not isinstance(block, Paragraph) or _list_meaning(block) is not None or (lines and _signs(block)):
            break
        lines += lines_of(block)
    return lines


def _signs(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the sender's name or office, or a person's name: the letter's signature begins."""
    first = paragraph.lines[0].text.strip()
    return _sender_in(first) is not None or (paragraph.marker is None and is_name(first))


def _sender_in(text: str) -> str | None:
    """The text where it is nothing but the name of an office of the kommun's: 'Socialförvaltningen'."""
    words = text.split()
    ends = tuple(entries("protocol_bodies")["office"]["words"])
    named = 0 < len(words) <= _MOST_SENDER_WORDS and words[0][:1].isupper() and words[-1].endswith(ends)
    return text if named else None


def _list_meaning(block: _Block) -> str | None:
    """What list follows a heading, or a paragraph that is nothing but a label: papers or recipients."""
    label = None if isinstance(block, Table) else label_of(_paragraph(block).text)
    return label.meaning if label is not None and label.meaning in ("documents", "recipients") else None


def _proposal(
    context: Context, letter: _Letter, index: int, what: tuple[str | None, str, str], setting: Setting, *, several: bool
) -> DecisionRecord:
    body, kind, text = what
    heading = letter.blocks[index]
    assert isinstance(heading, Heading)
    texts = [_paragraph(block).text for block in letter.blocks if not isinstance(block, Table)]
    own = None if several else context.identity.registration_number  # its text may name other matters in brackets
    number = own or next(filter(None, (registration_number_in(text, bare=True) for text in texts)), None)
    first = letter.blocks[0]
    return DecisionRecord(
        decision_id="",
        document_id=context.document_id,
        body=body or _sender(letter, index),
        meeting_date=None,
        paragraph=None,
        title=_title(letter, index),
        registration_number=number,
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
        page=_page(first),
        bbox=first.box if isinstance(first, Table) else _paragraph(first).box,
    )


def _sender(letter: _Letter, index: int) -> str | None:
    """The office that signs the letter below its proposal."""
    lines = [ln for block in letter.blocks[index + 1 :] if isinstance(block, Paragraph) for ln in block.lines]
    return next(filter(None, (_sender_in(line.text.strip()) for line in lines)), None)


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
        if _list_meaning(block) == meaning:
            return list_text(_lines_after(letter, index), setting)[0] or None
    return None
