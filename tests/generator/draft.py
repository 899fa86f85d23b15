"""A document on its way: the tree of blocks that the renderers draw, and the gold that grows beside it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass
class Cell:
    """A cell of a table; ``text`` in paragraphs by '\\n'. ``mark``: a glyph before the text, ``dot``: a drawn dot."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    fill: str | None = None
    dot: str | None = None
    mark: str | None = None
    ink: str | None = None  # colour of the mark
    bar: float | None = None  # a drawn bar, filled to this share
    edge: str | None = None  # colour of a thick left edge
    align: str = "left"
    cols: int = 1
    rows: int = 1

    @property
    def is_number(self) -> bool:
        """Whether it has to stay in one line."""
        return re.fullmatch(r"[-−–]?[\d \u00a0,]+( %)?", self.text) is not None


@dataclass
class Heading:
    text: str
    level: int
    number: str | None = None

    @property
    def whole(self) -> str:
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass
class Paragraph:
    """Runs of (text, bold)."""

    runs: list[tuple[str, bool]]
    italic: bool = False
    dot: str | None = None


@dataclass
class Bullets:
    items: list[str]
    ordered: bool = False


@dataclass
class Table:
    """Rows as in HTML: a cell that another one spans is left out."""

    rows: list[list[Cell]]
    widths: list[float]
    header_rows: int = 1
    repeat_header: bool = True
    tight: bool = False  # no gap to the block before, which is ``joined``
    joined: bool = False  # no gap to the block after
    framed: bool = False  # rules whatever the document's table style is


@dataclass
class Box:
    blocks: list[Block]
    fill: str | None = None


@dataclass
class Beside:
    left: list[Block]
    right: list[Block]


@dataclass
class Columns:
    blocks: list[Block]


@dataclass
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Table | Box | Beside | Columns | PageBreak


@dataclass(frozen=True)
class Setting:
    """What the seed draws once for a document."""

    kommun: str
    code: str
    board: str | None  # None: the whole kommun's document
    field: str  # of subjects.toml
    kind: str  # documents.document_type
    year: int
    year_to: int
    period: str | None
    period_start: str
    period_end: str
    title: str
    dnr: str | None
    producer: str
    landscape: bool
    prose_columns: bool
    numbered: bool  # section numbers
    table_style: str  # ruled | rows | zebra | plain | frame: no lines but the outer ones
    header_style: str  # filled | dark | bold | light
    font: str  # sans | serif
    size: float
    accent: str
    tagged: bool
    break_rows: bool
    hyphens: bool  # words broken at lines' ends
    contents: bool  # a list of the headings after the title
    narrow: bool  # columns too narrow for some of their words


@dataclass
class Draft:
    """The blocks so far, the headings over the place reached, and the gold's lists."""

    setting: Setting
    rng: random.Random
    blocks: list[Block] = field(default_factory=list)
    gold: dict[str, list[Record]] = field(default_factory=dict)
    anchors: list[tuple[str, Record | None, str]] = field(default_factory=list)  # words, record or a form's start, form
    form: str = "front"
    forms: list[str] = field(default_factory=list)
    settled: dict[str, Any] = field(default_factory=dict)  # what the document keeps to once it is drawn
    worded: list[tuple[str, str]] = field(default_factory=list)  # form, and a wording that it drew
    used: set[str] = field(default_factory=set)
    over: list[Heading] = field(default_factory=list)
    counters: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def add(self, *blocks: Block) -> None:
        self.blocks += blocks

    def heading(self, text: str, level: int, *, number: bool | None = None) -> Heading:
        """A heading; numbered where the document numbers its sections, unless ``number`` says otherwise."""
        self.counters[level - 1] += 1
        self.counters[level:] = [0] * (len(self.counters) - level)
        shown = self.setting.numbered and level <= 3 if number is None else number
        digits = ".".join(str(n or 1) for n in self.counters[:level])
        made = Heading(text, level, digits if shown else None)
        self.over = [h for h in self.over if h.level < level] + [made]
        self.blocks.append(made)
        self.anchor(made.whole)
        return made

    def paragraph(self, *runs: tuple[str, bool] | str, italic: bool = False) -> None:
        self.add(Paragraph([run if isinstance(run, tuple) else (run, False) for run in runs], italic))

    def section_number(self) -> str | None:
        """The number of the nearest numbered heading."""
        return next((h.number for h in reversed(self.over) if h.number), None)

    def area(self, *, skip: int = 0) -> str | None:
        """The nearest heading's words, ``skip`` of them left out."""
        left = self.over[: len(self.over) - skip]
        return left[-1].text if left else None

    def anchor(self, words: str, record: Record | None = None) -> None:
        """Words by which the page of a record, or where a form goes on, is found in the finished PDF."""
        self.anchors.append((words, record, self.form))

    def record(self, table: str, words: str, uncertain: Sequence[str] = (), **fields: Any) -> Record:
        """A record of the gold, whose page is where ``words`` stand."""
        made: Record = {**fields, "uncertain": list(uncertain), "form": self.form}
        self.gold.setdefault(table, []).append(made)
        self.anchor(words, made)
        return made

    def pick(self, options: Sequence[Any]) -> Any:
        return options[self.rng.randrange(len(options))]

    def settle(self, name: str, options: Sequence[Any], *, loyalty: float = 0.75) -> Any:
        """One of the options; mostly that which the document has drawn under this name before."""
        if name not in self.settled or not self.chance(loyalty):
            self.settled[name] = self.pick(options)
        return self.settled[name]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def unused(self, options: Sequence[str]) -> str:
        """One that the document hasn't used yet, while there is one."""
        fresh = [option for option in options if option not in self.used] or list(options)
        chosen = fresh[self.rng.randrange(len(fresh))]
        self.used.add(chosen)
        return chosen


def squeezed(text: str) -> str:
    """Letters and digits alone: the same in the PDF's text however its lines break."""
    return re.sub(r"[\W_]+", "", text.casefold())
