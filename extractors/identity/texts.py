"""The pieces of a document's text as evidence of what it is, with what their places say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from extractors.document.model import Document
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph

FRONT_PAGES = 4  # covers, protocol extracts and letters bound before a report
LONGEST_TITLE = 140  # letters
HEAD_WEIGHT, FRONT_WEIGHT = 5, 3  # a mention in running text counts 1
FEWEST_MENTIONS = 3
_LABEL_COLUMNS = 2  # a code may stand before the label
LEAD = 2  # times the runner-up's mentions


class Text(NamedTuple):
    """A piece of the document's text with what its place says of it; ``size`` of its letters in points.

    ``row_label``: it stands in the first columns of a table, where a row says what it is of.
    """

    text: str
    page: int
    size: float
    heading: bool
    numbered: bool
    furniture: bool
    row_label: bool = False


def texts_of(document: Document) -> list[Text]:
    """Running heads and feet first, then headings, paragraphs and cells in the document's order."""
    texts = [Text(line.text, line.page, line.size, False, False, True) for line in document.furniture]
    for block in document.blocks:
        if isinstance(block, Heading):
            p = block.paragraph
            texts.append(Text(p.text, p.page, p.style.size, True, block.number is not None, False))
        elif isinstance(block, Paragraph):
            texts.append(Text(block.text, block.page, block.style.size, False, block.marker is not None, False))
        else:
            cells = [c for c in block.cells if c.text]
            texts.extend(Text(c.text or "", c.page, 0.0, False, False, False, c.col < _LABEL_COLUMNS) for c in cells)
    return texts


def weighed(texts: Iterable[Text]) -> list[tuple[Text, int]]:
    """Each text with its weight as evidence, running heads once."""
    heads: dict[str, Text] = {}
    others = []
    for t in texts:
        if t.furniture:
            heads.setdefault(t.text, t)
        else:
            front = t.page == 1 or (t.heading and t.page <= FRONT_PAGES)
            others.append((t, FRONT_WEIGHT if front else 1))
    return [*((t, HEAD_WEIGHT) for t in heads.values()), *others]


def winner(votes: Counter[str]) -> str | None:
    """What has enough votes and a clear lead over the next; None if unclear."""
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < FEWEST_MENTIONS:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return ranked[0][0]
