"""What stands on one page, whichever backend read it: words, rulings, fills, pictures and tags.

All coordinates are PDF points with the origin at the page's top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.records import Box


class UnreadablePage(Exception):  # noqa: N818
    """A page that can't be read; the message says what it has: "damage (…)", "more than 200000 letters"."""


class Style(NamedTuple):
    """How a run of text is set; ``size`` in points as drawn, ``colour`` '#rrggbb'."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str


class Word(NamedTuple):
    """One word as drawn. ``baseline`` is the y its letters stand on; ``mcid`` the marked-content id, -1 without one.

    ``raised`` marks a small raised mark (a footnote's digit); ``drawn`` is False for text that nobody can see:
    outside the page or in invisible mode. ``order`` is its place in the page's content stream. ``turn``: by how many
    degrees, counter-clockwise, a word that isn't upright is turned (90 reads upwards); its box is the one around it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    style: Style
    mcid: int
    raised: bool
    upright: bool
    drawn: bool
    order: int
    turn: int = 0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Ruling(NamedTuple):
    """A straight line along an axis: ``at`` its fixed coordinate, ``start``..``end`` the other; points."""

    vertical: bool
    at: float
    start: float
    end: float


class Fill(NamedTuple):
    """A filled area, '#rrggbb'; later ones lie over earlier ones."""

    box: Box
    colour: str


class StreamLine(NamedTuple):
    """A line of the page's own text stream, as the PDF library parts and spaces it without a look at any table.

    ``above`` and ``below`` are the highest and the lowest baseline of its letters, points from the page's top.
    """

    text: str
    above: float
    below: float


class Mark(NamedTuple):
    """A small drawn shape or picture that may be a symbol; ``colour`` '#rrggbb', None where a picture has none.

    ``direction``: up, flat or down where the shape is an arrow.
    """

    box: Box
    colour: str | None
    picture: bool
    direction: str | None = None


class Told(NamedTuple):
    """What a person is told of the page's reading: a finding's check, its severity, its message, and the place."""

    check_name: str
    severity: str
    message: str
    box: Box | None


class Tag(NamedTuple):
    """One element of the page's structure tree with the marked-content ids that stand directly in it."""

    kind: str
    mcids: tuple[int, ...]
    children: tuple[Tag, ...]
    row_span: int
    col_span: int
    alternative: str | None

    def all_mcids(self) -> list[int]:
        """The ids of this element and all below it, in the tree's order."""
        ids = list(self.mcids)
        for child in self.children:
            ids.extend(child.all_mcids())
        return ids

    def found(self, kinds: frozenset[str]) -> list[Tag]:
        """The topmost elements of these kinds, in the tree's order."""
        if self.kind in kinds:
            return [self]
        hits: list[Tag] = []
        for child in self.children:
            if child.children or child.kind in kinds:
                hits += child.found(kinds)
        return hits


@dataclass(frozen=True, slots=True)
class Page:
    """All that was read of one page.

    ``reader``: 'pdfium', with what it had to do first in ``reader_reason``; ``text_source``: 'embedded', or 'ocr' where
    the words are the invisible layer over a scanned picture or were recognised in it. ``stream`` is a second reading of
    the same words. ``unread`` says why the page's text couldn't be read, where it couldn't; ``told`` what else of what
    it shows, or of what comes with it, was left out. ``drawing``: it is a map or a drawing, whose lines are no table's.
    ``figures``: the filled areas that are no rectangles, larger than a mark: slices, arrows, circles.
    ``trust`` is the share of letters that look like what the text layer says, None where none was looked at; ``doubt``
    says what of the layer is untrue, where it isn't to be trusted.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    tags: Tag | None
    reader: str
    reader_reason: str | None
    text_source: str
    stream: tuple[StreamLine, ...] = ()
    unread: str | None = None
    told: tuple[Told, ...] = ()
    drawing: bool = False
    figures: tuple[Box, ...] = ()
    trust: float | None = None
    doubt: str | None = None
