"""The pieces of a document's text as evidence of what it is, with what their places say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table
from extractors.records import Box, box_around
from extractors.text.headings import Heading
from extractors.text.lines import Line
from extractors.text.paragraphs import Paragraph

FRONT_PAGES = 4  # covers, protocol extracts and letters bound before a report
LONGEST_TITLE = 140  # letters
HEAD_WEIGHT, FRONT_WEIGHT = 5, 3  # a mention in running text counts 1
FEWEST_MENTIONS = 3
_MOST_COVER_CELLS = 12  # of a cover drawn as a table
_HEADING_SHARE = 1.25  # of the body's size
_USUAL_SIZE_PT = 11.0
_FIGURE = re.compile(r"[\d\s.,%+−–-]+")
_LABEL_COLUMNS = 2  # a code may stand before the label
LEAD = 2  # times the runner-up's mentions
_SHORTEST_SENTENCE = 60  # letters: a line that ends in a full stop and is shorter may be "Antagen 2031-05-12, § 3."
_LEADERS = re.compile(r"\.{4,}|…{2,}")  # of a table of contents
_OPEN_END = re.compile(r"(?:\w-|\b(?:och|samt|för|av|om|till|mellan|med|i)|&)$")  # the next line goes on
_SMALL = re.compile(r"[a-zåäö][a-zåäö ]+")  # no sentence begins so
_LARGEST_GAP_EM = 0.9  # between lines of one text, in their size; a line between them would need more


class Text(NamedTuple):
    """A piece of the document's text with what its place says of it; ``size`` of its letters in points.

    ``row_label``: it stands in the first columns of a table, where a row says what it is of. ``box``: its place.
    """

    text: str
    page: int
    size: float
    heading: bool
    numbered: bool
    furniture: bool
    row_label: bool = False
    box: Box | None = None


def texts_of(document: Document) -> list[Text]:
    """Running heads and feet first, then headings, paragraphs and cells in the document's order; no contents list."""
    texts = [Text(line.text, line.page, line.size, False, False, True, box=line.box) for line in document.furniture]
    texts = _rejoined(texts)
    body = _body_size(document)
    for block in document.blocks:
        if isinstance(block, Heading):
            p = block.paragraph
            texts.append(Text(p.text, p.page, p.style.size, True, block.number is not None, False, box=p.box))
        elif isinstance(block, Paragraph):
            texts.extend(_of_paragraph(block))
        else:
            cover = _is_cover(block, document)
            texts.extend(_of_cell(c, body if cover else None) for c in block.cells if c.text)
    return [t for t in texts if not _LEADERS.search(t.text)]


def _of_paragraph(paragraph: Paragraph) -> list[Text]:
    """A paragraph as evidence, in one piece a page: a cover's last line and the next page's text are no sentence."""
    size, numbered = paragraph.style.size, paragraph.marker is not None
    lines: dict[int, list[Line]] = {}
    for line in paragraph.lines:
        lines.setdefault(line.page, []).append(line)
    if len(lines) == 1:
        return [Text(paragraph.text, paragraph.page, size, False, numbered, False, box=paragraph.box)]
    return [
        Text(
            " ".join(ln.text for ln in held),
            page,
            size,
            False,
            numbered,
            False,
            box=box_around([ln.box for ln in held]),
        )
        for page, held in sorted(lines.items())
    ]


def _of_cell(cell: Cell, body: float | None) -> Text:
    """A cell as evidence; of a cover drawn as a table, where ``body`` is the size of most text, a line or a heading."""
    if body is None or not cell.paragraphs:
        return Text(cell.text or "", cell.page, 0.0, False, False, False, cell.col < _LABEL_COLUMNS, cell.box)
    size = max(p.style.size for p in cell.paragraphs)
    return Text(cell.text or "", cell.page, size, size >= _HEADING_SHARE * body, False, False, box=cell.box)


def _is_cover(table: Table, document: Document) -> bool:
    """Whether a table on the first page only lays out its cover: few cells, none a figure, no running text beside."""
    held = [cell.text for cell in table.cells if cell.text]
    if table.page_to != 1 or len(held) > _MOST_COVER_CELLS or any(_FIGURE.fullmatch(text) for text in held):
        return False
    return not any(isinstance(b, Paragraph) and b.page == 1 and is_sentence(b.text) for b in document.blocks)


def _body_size(document: Document) -> float:
    sizes = [block.style.size for block in document.blocks if isinstance(block, Paragraph)]
    return median(sizes) if sizes else _USUAL_SIZE_PT


def _rejoined(heads: Sequence[Text]) -> list[Text]:
    """Running heads with a name that is broken over two lines ('Vård- och' / 'omsorgsnämnden') as one."""
    joined: list[Text] = []
    for text in heads:
        opens = bool(joined) and bool(_OPEN_END.search(joined[-1].text) or _SMALL.fullmatch(text.text))
        if opens and goes_on(joined[-1], text):
            joined[-1] = together(joined[-1], text)
        else:
            joined.append(text)
    return joined


def goes_on(above: Text, below: Text) -> bool:
    """Whether one stands right under the other, in letters of its size."""
    if above.box is None or below.box is None or above.page != below.page or abs(above.size - below.size) > 1:
        return False
    return below.box.bottom > above.box.bottom and below.box.top - above.box.bottom < _LARGEST_GAP_EM * above.size


def together(above: Text, below: Text) -> Text:
    """Two lines as one text."""
    return above._replace(text=f"{above.text} {below.text}", box=below.box)


def opening(texts: Iterable[Text]) -> list[Text]:
    """The lines of the first page before its first table and its first sentence: what a cover or a head says."""
    found = []
    for t in texts:
        if t.furniture or t.page != 1:
            continue
        if t.size == 0 or is_sentence(t.text):
            break
        found.append(t)
    return found


def is_sentence(text: str) -> bool:
    """Whether a text is running text: too long for a title, or a sentence with its full stop."""
    return len(text) > LONGEST_TITLE or (text.endswith(".") and len(text) > _SHORTEST_SENTENCE)


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
