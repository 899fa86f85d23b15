"""The document as an outline: its headings and the lines set like headings, each with what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.text.headings import Heading, Section
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import (
    GoalLabel,
    announcement,
    goal_label,
    goal_label_of_heading,
    is_part_heading,
    part_of_goal,
)

_LABEL_LEVEL = 100  # of a goal's label in running text: below every heading
_BOLD_LEVEL = 101  # of a bold line below such a label
_SIZE_PT = 0.4  # two headings of one level are told apart by their size from here on
_LONGEST_BOLD_LINE = 260  # letters
_LONGEST_NUMBERED_LINE = 90  # letters of "1.2 Isolera fasaderna" set like running text
_LONGEST_ANNOUNCEMENT = 30  # letters of "Nämndens mål" alone on a line of running text
_MOST_FRAME_ROWS = 3  # of one column; more are a list or a table whose columns were not found
_OUTLINE_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?$")


@dataclass(slots=True, eq=False)
class Entry:
    """A heading, or a line set like one, with the paragraphs and tables up to the next entry.

    ``ordinal``: its place among the document's blocks; ``end``: that behind the last block under it and its children;
    ``title``: its words without a chapter's number. A frame of one column and a card of labels and values stand in
    ``body`` as paragraphs. The root, ordinal -1, has no ``place``.
    """

    ordinal: int
    end: int
    title: str
    number: str | None
    level: int
    section: Section
    place: Paragraph | None = None
    label: GoalLabel | None = None
    is_part: bool = False
    in_text: bool = False
    parent: Entry | None = None
    body: list[Paragraph | Table] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.body if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.body if isinstance(block, Table)]

    def walk(self) -> Iterator[Entry]:
        """This entry and all below it, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def over(self) -> Iterator[Entry]:
        """The entries above it, the nearest first, without the root."""
        above = self.parent
        while above is not None and above.place is not None:
            yield above
            above = above.parent

    @property
    def nearest_number(self) -> str | None:
        """The number of the nearest heading at or above it that has a place in the outline."""
        return next((e.number for e in (self, *self.over()) if e.number is not None and not e.counts), None)

    @property
    def counts(self) -> bool:
        """Whether its number only counts it among those under the heading above."""
        return not self.in_text and self.section.counts


@cached_per_object
def outline_of(document: Document) -> Entry:
    """The root of the document's outline."""
    root = current = Entry(-1, len(document.blocks), "", None, -1, document.root)
    section = document.root
    sections = iter(document.root.walk()[1:])
    blocks = document.blocks
    numbered = _numbered_lines(blocks)
    for ordinal, block in enumerate(blocks):
        if isinstance(block, Heading):
            section = next(sections)
            current = _placed(_of_heading(ordinal, block, section), current)
            continue
        number = numbered.get(ordinal)
        for part in flattened(block) if isinstance(block, Table) else [block]:
            line = _of_line(ordinal, part, section, number) if isinstance(part, Paragraph) else None
            current = _placed(line, current) if line is not None else current
            if line is None:
                current.body.append(part)
    _set_ends(root, len(blocks))
    return root


def _of_heading(ordinal: int, heading: Heading, section: Section) -> Entry:
    return Entry(
        ordinal,
        ordinal,
        heading.text,
        heading.number,
        heading.level,
        section,
        heading.paragraph,
        goal_label_of_heading(heading.text),
        is_part_heading(heading.text),
    )


def _of_line(ordinal: int, line: Paragraph, section: Section, number: str | None) -> Entry | None:
    """The paragraph as an entry, if it is a goal's label, a bold line or a line of a numbered outline."""
    label = goal_label(line.text, bold=line.bold)
    if label is not None:
        return Entry(ordinal, ordinal, line.text, None, _LABEL_LEVEL, section, line, label, in_text=True)
    if line.marker is None and len(line.text) <= _LONGEST_ANNOUNCEMENT and announcement(line.text) == "goals":
        return Entry(ordinal, ordinal, line.text.rstrip(":"), None, _LABEL_LEVEL - 1, section, line, in_text=True)
    if number is not None:
        level = _LABEL_LEVEL + number.count(".")
        words = re.sub(r"^\S+\s+", "", line.text)
        return Entry(ordinal, ordinal, words, number, level, section, line, in_text=True)
    if line.bold and line.marker is None and len(line.text) <= _LONGEST_BOLD_LINE and " " in line.text:
        part = is_part_heading(line.text)
        return Entry(ordinal, ordinal, line.text, None, _BOLD_LEVEL, section, line, is_part=part, in_text=True)
    return None


def _numbered_lines(blocks: Sequence[Heading | Paragraph | Table]) -> dict[int, str]:
    """The short lines of running text that number an outline of two levels or more: '1.', then '1.1' below it."""
    numbered: list[tuple[int, str]] = []
    for ordinal, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.marker and len(block.text) <= _LONGEST_NUMBERED_LINE:
            match = _OUTLINE_NUMBER.match(block.marker)
            if match is not None:
                numbered.append((ordinal, match.group(1)))
    known: dict[int, str] = {}
    for (ordinal, number), (after, below) in pairwise(numbered):
        if below == f"{number}.1" and after - ordinal > 1:  # something stands between them: no table of contents
            known[ordinal] = number
    parents = set(known.values())
    known.update({o: n for o, n in numbered if n.rpartition(".")[0] in parents and "." in n})
    return known


def _placed(entry: Entry, current: Entry) -> Entry:
    """The entry set under the nearest one before it that is above it."""
    above = current
    while above.parent is not None and not (_is_above(above, entry) or _numbers_goals(above, entry)):
        above = above.parent
    if _numbers_goals(above, entry):
        entry.level = above.level + 1
    entry.parent = above
    above.children.append(entry)
    return entry


def _is_above(over: Entry, entry: Entry) -> bool:
    """Whether ``entry`` stands under ``over``: by level, for one level by size; what a heading calls a goal's part
    ('Motivering', 'Aktiviteter 2031') stands under the heading of its own look that is none."""
    if over.level != entry.level:
        return over.level < entry.level
    if entry.is_part and not over.is_part:
        return True
    if over.place is None or entry.place is None:
        return over.place is None
    if entry.in_text or entry.number is not None:
        return False
    return over.place.style.size > entry.place.style.size + _SIZE_PT


def _numbers_goals(over: Entry, entry: Entry) -> bool:
    """Whether a heading numbered '1', '2' is one of the goals that a larger one without a number announces: the number
    counts them, not the chapters."""
    if over.place is None or entry.place is None or over.number is not None or entry.in_text or over.in_text:
        return False
    counted = entry.number is not None and entry.number.isdigit() and over.level > 0
    larger = over.place.style.size > entry.place.style.size + _SIZE_PT
    return counted and larger and announcement(over.title) is not None


def _set_ends(entry: Entry, end: int) -> None:
    """Give the entry and those below it the ordinal at which the next one begins that isn't under it."""
    entry.end = end
    for child, following in zip_longest(entry.children, entry.children[1:]):
        _set_ends(child, following.ordinal if following is not None else end)


def flattened(table: Table) -> list[Paragraph | Table]:
    """A frame's paragraphs, or a card of a goal's labels and values as paragraphs 'label: value'; else the table."""
    if table.n_columns == 1 and table.n_rows <= _MOST_FRAME_ROWS:
        return [paragraph for cell in table.cells for paragraph in cell.paragraphs] or [table]
    rows = table.rows()
    if table.n_columns == 2:
        pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
        if len(pairs) == table.n_rows and (named := _card(pairs)) is not None:
            return named
    if table.n_rows == 2 and len(rows[0]) == len(rows[1]) == table.n_columns:
        return _card(list(zip(*rows, strict=True))) or [table]
    return [table]


def _card(pairs: Sequence[tuple[Cell, Cell]]) -> list[Paragraph | Table] | None:
    """The pairs of label and value, None where one of the labels is none of a goal's."""
    lines: list[Paragraph | Table] = []
    if any(value.symbol is not None for _, value in pairs):  # an assessment by colour belongs to the row
        return None
    for label, value in pairs:
        words = " ".join((label.text or "").split()).rstrip(":")
        named = part_of_goal(words) is not None or goal_label(f"{words}: {value.text or words}") is not None
        if not words or not named:
            return None
        if value.text is not None:
            first, *rest = value.paragraphs
            lines += [first._replace(text=f"{words}: {first.text}"), *rest]
    return lines or None
