"""What a document holds once it is read: tables with the text of their cells, sections, footnotes, word counts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from extractors.pdf.page import Fill, Mark, StreamLine, Told
from extractors.records import Box
from extractors.text.headings import Heading, Section
from extractors.text.lines import Line
from extractors.text.paragraphs import Paragraph

_Read = TypeVar("_Read")
_Rest = ParamSpec("_Rest")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Cell:
    """A cell of a joined table as text: None where it is empty or only a dash; paragraphs joined by a line break.

    ``bars``: the filled areas in it that are no background; ``alternative``: the words that stand for a figure in it;
    ``arrow``: up, flat or down where one is drawn in it.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    is_header: bool
    text: str | None
    paragraphs: tuple[Paragraph, ...]
    fill: str | None
    symbol: str | None
    evidence: str
    page: int
    box: Box
    bars: tuple[Fill, ...] = ()
    alternative: str | None = None
    arrow: str | None = None

    @property
    def printed(self) -> str:
        """Its words as they are printed, a space between them: bullets, dashes, leader dots, footnote marks and broken
        words among them, which ``text`` leaves out or makes whole."""
        return " ".join(part for paragraph in self.paragraphs for part in _printed(paragraph))


def _printed(paragraph: Paragraph) -> Iterator[str]:
    bullet = paragraph.marker if paragraph.marker_colour is not None else None
    yield from [bullet] if bullet is not None else []
    yield from (word.text for line in paragraph.lines for word in line.words if word.order >= 0)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Table:
    """A table through all its pages, with the section it stands in; ``index`` counts the document's tables from 0, and
    is below 0 for lines of text that are read like a table."""

    index: int
    section: Section
    caption: str | None
    source: str
    page: int
    page_to: int
    box: Box
    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]

    def record_id(self, document_id: str) -> str | None:
        """The table_id of its record; None for lines of text, which have none."""
        return f"{document_id}-t{self.index + 1}" if self.index >= 0 else None

    def rows(self) -> list[list[Cell]]:
        """The cells row by row, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [sorted(row, key=lambda c: c.col) for row in rows]


@dataclass(frozen=True, slots=True)
class PageCount:
    """Where the words of one page went, which backend read it, and whether its text is embedded or from OCR.

    ``words`` are those that can be seen; ``hidden`` ones are none of them. ``unread``: why the page's text wasn't read;
    ``told``: what else of it wasn't; ``trust``: the share of its letters that look like what the text layer says, and
    ``trusted`` whether that is enough.
    """

    page: int
    words: int
    hidden: int
    in_tables: int
    in_text: int
    in_furniture: int
    reader: str
    reader_reason: str | None
    text_source: str
    unread: str | None
    told: tuple[Told, ...] = ()
    trust: float | None = None
    trusted: bool = True

    @property
    def unassigned(self) -> int:
        return self.words - self.in_tables - self.in_text - self.in_furniture


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page with the mark that points to it."""

    mark: str
    text: str
    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Document:
    """One document as read; ``blocks`` holds its headings, paragraphs and tables in reading order.

    ``streams`` holds the text stream of each page that has tables, by page number: a second reading of their words;
    ``marks`` the small drawn shapes and pictures of each page outside its tables;
    ``alternatives`` the words that stand for the pictures of each tagged page.
    """

    pages: int
    tagged: bool
    root: Section
    blocks: tuple[Heading | Paragraph | Table, ...]
    tables: tuple[Table, ...]
    furniture: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]
    ledger: tuple[PageCount, ...]
    streams: Mapping[int, tuple[StreamLine, ...]] = field(default_factory=dict)
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    alternatives: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def sections(self) -> list[Section]:
        """All sections in order, the one before the first heading included if it has text."""
        return [s for s in self.root.walk() if s.heading is not None or s.paragraphs]


def cached_per_object(
    function: Callable[Concatenate[_Read, _Rest], _Found],
) -> Callable[Concatenate[_Read, _Rest], _Found]:
    """The function with its answers kept, each as long as the cell, table or document that it is about: every extractor
    asks for the same. Its further arguments are given by place, and can be hashed."""
    known: WeakKeyDictionary[_Read, dict[tuple[object, ...], _Found]] = WeakKeyDictionary()

    @functools.wraps(function)
    def ask(subject: _Read, /, *rest: _Rest.args, **_: _Rest.kwargs) -> _Found:
        answers = known.setdefault(subject, {})
        if rest not in answers:
            answers[rest] = function(subject, *rest, **_)
        return answers[rest]

    return ask


@cached_per_object
def places_of_tables(document: Document) -> dict[Table, int]:
    """Where each table stands among the document's blocks, counted from 0."""
    return {block: place for place, block in enumerate(document.blocks) if isinstance(block, Table)}
