"""What a document says its colours mean: of how far something is met, and of how far an activity has come."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.assessment import Legend, fulfilment_in, mark_colour
from extractors.interpret.columns import columns_of, kind_of
from extractors.pdf.page import Mark
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import colour_name
from extractors.values.statuses import status_of
from extractors.vocabulary import any_of, entries, fold, lookup, meanings

_MOST_COLUMNS, _MOST_ROWS = 4, 12  # of a table that only explains colours
_MARK_GAP_EM = 2.5  # between a mark and the words that it stands before
_FEWEST_COLOURS = 2  # a mark before words explains a colour only beside others

ASSUMED = "assumed_colours"
ASSUMED_MESSAGE = "no legend explains the colours of the assessments: green is met, yellow partly, red not met"
_Said = tuple[str, str]


class Legends(NamedTuple):
    """``goals``: colour to met, partly or not_met; ``statuses``: colour to the words that explain it."""

    goals: Legend
    statuses: Mapping[str, str]


@cached_per_object
def legends_of(document: Document) -> Legends:
    """The document's legends, told apart by what their words mean; without one of goals the usual traffic light."""
    others = (_marked(document), _in_tables(document), _coloured(document))
    sources = [list(_written(document)), *map(_several, others)]
    goals = _meant([[(c, m) for c, words in said if (m := fulfilment_in(words))] for said in sources])
    statuses = [[(c, words) for c, words in said if not fulfilment_in(words)] for said in sources]
    status = _meant([[(c, m) for c, words in said if (m := status_of(words))] for said in statuses])
    phrases = {c: words for said in statuses for c, words in said if status_of(words) == status.get(c)}
    explained = {colour: phrases[colour] for colour, meaning in status.items() if meaning is not None}
    if goals:
        known = {colour: meaning for colour, meaning in goals.items() if meaning is not None}
        return Legends(Legend(known, known=True), explained)
    usual = {colour: meaning for meaning, entry in entries("fulfilment").items() for colour in entry["colours"]}
    return Legends(Legend(usual, known=False), explained)


def _meant(sources: Iterable[Iterable[_Said]]) -> dict[str, str | None]:
    """Colour to its one meaning in the first source that explains it, None for one with several."""
    meant: dict[str, str | None] = {}
    for source in sources:
        said: dict[str, set[str]] = {}
        for colour, meaning in source:
            said.setdefault(colour, set()).add(meaning)
        for colour, all_ in said.items():
            meant.setdefault(colour, next(iter(all_)) if len(all_) == 1 else None)
    return meant


def _several(said: Iterable[_Said]) -> list[_Said]:
    """What has a meaning, if it is so for several colours."""
    known = [(colour, words) for colour, words in said if fulfilment_in(words) or status_of(words)]
    return known if len({colour for colour, _ in known}) >= _FEWEST_COLOURS else []


def _written(document: Document) -> Iterator[_Said]:
    """Colours that the text names with what they mean: 'Grön = aktiviteten pågår'."""
    for text in _texts(document):
        if not _colours().search(fold(text)):
            continue
        found = list(_colour_pattern().finditer(text))
        ends = [*(match.start() for match in found), len(text)][1:]
        for match, end in zip(found, ends, strict=True):
            yield meanings("colours")[fold(match.group(1))], _phrase(text[match.end() : end])


def _texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.text for cell in block.cells if cell.text)
        else:
            yield block.text
    yield from (note.text for note in document.footnotes)


@functools.cache
def _colours() -> re.Pattern[str]:
    """The words for colours in a folded text, inside others too: few texts have any."""
    return re.compile(any_of(meanings("colours")))


@functools.cache
def _colour_pattern() -> re.Pattern[str]:
    mark = r"(?:\s+(?:färg|markering|cirkel|prick|pil|ruta|boll|text))?"
    says = r"(?:\s*[=:–-]\s*|\s+(?:betyder|innebär|visar)\s+(?:att\s+)?)"
    return re.compile(rf"(?<!\w)({any_of(meanings('colours'))}){mark}{says}", re.IGNORECASE)


def _phrase(text: str) -> str:
    return re.split(r"[.;,(\n]", text)[0].strip()


def _marked(document: Document) -> Iterator[_Said]:
    """Coloured marks with the words right of them, up to the next mark or the paragraph's end."""
    for block in document.blocks:
        if not isinstance(block, Table):
            paragraph = block.paragraph if isinstance(block, Heading) else block
            marks = document.marks.get(paragraph.page, ())
            if _has_colour(paragraph, marks):
                yield from _runs(paragraph, marks)


def _has_colour(paragraph: Paragraph, marks: Iterable[Mark] = ()) -> bool:
    """Whether any of the paragraph's words or of the marks has a colour with a name."""
    shades = {word.style.colour for line in paragraph.lines for word in line.words}
    return any(colour_name(shade) is not None for shade in shades | {mark.colour for mark in marks if mark.colour})


def _runs(paragraph: Paragraph, marks: Iterable[Mark]) -> Iterator[_Said]:
    colour: str | None = None
    words: list[str] = []
    for line in paragraph.lines:
        drawn = [(m.box.x1, m.colour, "") for m in marks if m.colour and line.box.holds(line.box.x0, _middle(m))]
        letters = [(w.x0, w.style.colour, w.text) for w in line.words if w.order >= 0]
        gap = _MARK_GAP_EM * line.size
        placed = sorted([*drawn, *letters])
        for at, (x, shade, text) in enumerate(placed):
            following = placed[at + 1] if at + 1 < len(placed) else None
            if any(c.isalnum() for c in text):
                words.append(text)
            elif following is not None and following[0] - x <= gap and (named := colour_name(shade)) is not None:
                if colour is not None:
                    yield colour, _phrase(" ".join(words))
                colour, words = named, []
    if colour is not None:
        yield colour, _phrase(" ".join(words))


def _coloured(document: Document) -> Iterator[_Said]:
    """Words that are themselves set in a colour."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and _has_colour(block):
            words = [word for line in block.lines for word in line.words if word.order >= 0]
            for shade, run in groupby(words, key=lambda word: word.style.colour):
                colour = colour_name(shade)
                if colour is not None:
                    yield colour, _phrase(" ".join(word.text for word in run))


def _middle(mark: Mark) -> float:
    return (mark.box.top + mark.box.bottom) / 2


def _in_tables(document: Document) -> Iterator[_Said]:
    """Marks, fills and names of colours beside words in small tables of nothing else."""
    for table in document.tables:
        small = table.n_columns <= _MOST_COLUMNS and table.n_rows <= _MOST_ROWS
        if small and kind_of(columns_of(table)) == "unknown":
            for row in table.rows():
                yield from _beside(row)


def _beside(row: list[Cell]) -> Iterator[_Said]:
    """A row's colours, each with the words of its own cell or of those up to the next colour."""
    colour: str | None = None
    for cell in row:
        own = _colour_in(cell, row)
        words = _phrase(" ".join((cell.text or "").split()))
        if own is not None:
            colour = own
        if colour is not None and any(c.isalpha() for c in words) and lookup("colours", words) is None:
            yield colour, words


def _colour_in(cell: Cell, row: list[Cell]) -> str | None:
    named = lookup("colours", cell.text or "")
    shade = mark_colour(cell) or (cell.fill if len({c.fill for c in row}) > 1 else None)
    return named or (colour_name(shade) if shade is not None else None)
