"""What a document says its colours and glyphs mean: of how far something is met, and how far an activity has come."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.assessment import Legend, fulfilment_in, mark_colour, signs_of
from extractors.interpret.roles import concepts_of
from extractors.pdf.page import Mark
from extractors.text.headings import Heading
from extractors.text.paragraphs import Paragraph
from extractors.values.parsing import colour_name
from extractors.values.signs import sign_name, signs_explained, without_signs
from extractors.values.statuses import status_of
from extractors.vocabulary import any_of, entries, fold, lookup, meanings

_SURE = 0.9  # of a heading's concept
_FEWEST_HEADINGS = 2  # that make a small table one of records
_MOST_COLUMNS, _MOST_ROWS = 4, 12  # of a table that only explains colours; one in a line has as many columns
_ROWS_OF_A_LINE = 2
_MARK_GAP_EM = 2.5  # between a mark and the words that it stands before
_FEWEST_SIGNS = 2  # a mark before words explains it only beside others
_SHORTEST_MEANING = 4  # letters behind a glyph: a box before "Ja" or "Nej" is a form's

ASSUMED = "assumed_colours"
ASSUMED_MESSAGE = "no legend explains the colours of the assessments: green is met, yellow partly, red not met"
_Said = tuple[str, str]


class Legends(NamedTuple):
    """``goals``: colour or glyph to met, partly or not_met; ``statuses``: colour or glyph to the words that explain it.

    Colours by their names ('green'), glyphs by those of ``sign_name`` ('tick').
    """

    goals: Legend
    statuses: Mapping[str, str]


@cached_per_object
def legends_of(document: Document) -> Legends:
    """The document's legends, told apart by what their words mean; without one of goals the usual traffic light."""
    sources = _sources(document)
    goals = _meant([[(c, m) for c, words in said if (m := fulfilment_in(words))] for said in sources])
    statuses = [[(c, words) for c, words in said if not fulfilment_in(words)] for said in sources]
    status = _meant([[(c, m) for c, words in said if (m := status_of(words))] for said in statuses])
    phrases = {c: words for said in statuses for c, words in said if status_of(words) == status.get(c)}
    explained = {colour: phrases[colour] for colour, meaning in status.items() if meaning is not None}
    known = {sign: meaning for sign, meaning in goals.items() if meaning is not None}
    if any(sign in entries("colours") for sign in goals):
        return Legends(Legend(known, known=True), explained)
    usual = {colour: meaning for meaning, entry in entries("fulfilment").items() for colour in entry["colours"]}
    return Legends(Legend(usual | known, known=False), explained)


def _sources(document: Document) -> list[list[_Said]]:
    """What the document says of its signs, the surest first: expressly, side by side, and in cells of other tables,
    where a row's own words may say more than what its sign means."""
    legends = {table.index for table in document.tables if _is_legend_like(table)}
    texts = [text for table, text in _texts(document) if table is None or table in legends]
    cells = [text for table, text in _texts(document) if table is not None and table not in legends]
    beside = (_marked(document), _in_tables(document), _coloured(document), _named_behind(texts), _signed(texts))
    express = [[*_written(those), *_equated(those)] for those in (texts, cells)]
    return [express[0], *map(_several, beside), express[1], _several(_named_behind(cells)), _several(_signed(cells))]


def _meant(sources: Iterable[Iterable[_Said]]) -> dict[str, str | None]:
    """Colour or glyph to its one meaning in the first source that explains it, None for one with several."""
    meant: dict[str, str | None] = {}
    for source in sources:
        said: dict[str, set[str]] = {}
        for colour, meaning in source:
            said.setdefault(colour, set()).add(meaning)
        for colour, all_ in said.items():
            meant.setdefault(colour, next(iter(all_)) if len(all_) == 1 else None)
    return meant


def _several(said: Iterable[_Said]) -> list[_Said]:
    """What has a meaning, if it is so for several colours or glyphs."""
    known = [(colour, words) for colour, words in said if fulfilment_in(words) or status_of(words)]
    return known if len({colour for colour, _ in known}) >= _FEWEST_SIGNS else []


def _written(texts: Iterable[str]) -> Iterator[_Said]:
    """Colours that a text names with what they mean: 'Grön = aktiviteten pågår'."""
    for text in texts:
        if not _colours().search(fold(text)):
            continue
        found = list(_colour_pattern().finditer(text))
        ends = [*(match.start() for match in found), len(text)][1:]
        for match, end in zip(found, ends, strict=True):
            yield meanings("colours")[fold(match.group(1))], _phrase(text[match.end() : end])


def _named_behind(texts: Iterable[str]) -> Iterator[_Said]:
    """Colours named behind what they mean: 'Avslutad (grön)', 'försenade markeras med rött'."""
    for text in texts:
        if _colours().search(fold(text)):
            for match in _behind_pattern().finditer(text):
                yield meanings("colours")[fold(match.group(2))], match.group(1).strip()


def _signed(texts: Iterable[str]) -> Iterator[_Said]:
    """Glyphs with the words beside them, in a line of several or one below the other."""
    for text in texts:
        yield from ((sign, phrase) for line in text.split("\n") for sign, phrase in _explained(line))


def _equated(texts: Iterable[str]) -> Iterator[_Said]:
    """Glyphs that a text expressly explains, be it only one: '✔ = klar'."""
    for text in texts:
        if "=" in text:
            yield from _explained(text)


def _explained(text: str) -> Iterator[_Said]:
    said = ((sign, _phrase(words)) for sign, words in signs_explained(text))
    yield from ((sign, phrase) for sign, phrase in said if len(phrase) >= _SHORTEST_MEANING)


def _texts(document: Document) -> Iterable[tuple[int | None, str]]:
    """All texts with the number of their table, a glyph before them that was taken for a list's mark among them."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ((block.index, _with_mark(p)) for cell in block.cells for p in cell.paragraphs)
        else:
            yield None, block.text if isinstance(block, Heading) else _with_mark(block)
    yield from ((None, note.text) for note in document.footnotes)


def _with_mark(paragraph: Paragraph) -> str:
    marker = paragraph.marker
    return f"{marker} {paragraph.text}" if marker is not None and _is_sign(marker) else paragraph.text


def _is_sign(marker: str) -> bool:
    return len(marker) == 1 and sign_name(marker) is not None


@functools.cache
def _colours() -> re.Pattern[str]:
    """The words for colours in a folded text, inside others too: few texts have any."""
    return re.compile(any_of(meanings("colours")))


@functools.cache
def _colour_pattern() -> re.Pattern[str]:
    mark = r"(?:\s+(?:färg|markering|cirkel|prick|pil|ruta|boll|text|symbol|ljus|punkt|status))?"
    means = "betyder|innebär|visar|står för|anger|motsvarar|markerar|indikerar"
    says = rf"(?:\s*[=:–-]\s*|\s+(?:{means})\s+(?:att\s+)?)"
    return re.compile(rf"(?<!\w)({any_of(meanings('colours'))}){mark}{says}", re.IGNORECASE)


@functools.cache
def _behind_pattern() -> re.Pattern[str]:
    shown = r"(?:\s*\(|\s+(?:är\s+)?(?:markeras|markerade|visas|anges|redovisas)\s+(?:med|i|som)\s+)"
    return re.compile(rf"([^.;:,()\n]+?){shown}({any_of(meanings('colours'))})(?!\w)", re.IGNORECASE)


def _phrase(text: str) -> str:
    """The words up to the first stop; up to a comma only where they mean nothing with what is behind it ('Pågår,
    försenad' is late)."""
    phrase = re.split(r"[.;(\n]", text)[0].strip(" ,")
    return phrase if status_of(phrase) or fulfilment_in(phrase) else phrase.split(",")[0].strip()


def _marked(document: Document) -> Iterator[_Said]:
    """Coloured marks with the words right of them, up to the next mark or the paragraph's end."""
    for block in document.blocks:
        if not isinstance(block, Table):
            paragraph = block.paragraph if isinstance(block, Heading) else block
            marks = document.marks.get(paragraph.page, ())
            if paragraph.marker_colour is not None and (bullet := colour_name(paragraph.marker_colour)) is not None:
                yield bullet, _phrase(paragraph.text)
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
    """Marks, fills, glyphs and names of colours beside words in small tables of nothing else."""
    for table in filter(_is_legend_like, document.tables):
        for row in table.rows():
            yield from _beside(row)


def _is_legend_like(table: Table) -> bool:
    upright = table.n_columns <= _MOST_COLUMNS and table.n_rows <= _MOST_ROWS
    small = upright or (table.n_rows <= _ROWS_OF_A_LINE and table.n_columns <= _MOST_ROWS)
    first = [" ".join((cell.text or "").split()) for cell in table.cells if cell.row == 0]
    told = [{weight for concept, weight in concepts_of(text).items() if concept != "unrelated"} for text in first]
    headings = sum(max(weights, default=0.0) >= _SURE for weights in told)  # 'Symbol | Betydelse' heads a legend
    return small and headings < _FEWEST_HEADINGS


def _beside(row: list[Cell]) -> Iterator[_Said]:
    """A row's colours and glyphs, each with the words of its own cell or of those up to the next one; where all stand
    behind words, with those before it."""
    worded = [_phrase(without_signs(" ".join((cell.text or "").split())) or "") for cell in row]
    keys = [_keys_in(cell, row) for cell in row]
    told = [lookup("colours", words) is None and any(c.isalpha() for c in words) for words in worded]
    first = next((at for at, own in enumerate(keys) if own), len(row))
    if not any(told[first:]):
        if any(told[:first]):
            yield from ((key, worded[first - 1]) for own in keys for key in own)
        return
    current: list[str] = []
    for own, words, tells in zip(keys, worded, told, strict=True):
        current = own or current
        if tells:
            yield from ((key, words) for key in current)


def _keys_in(cell: Cell, row: list[Cell]) -> list[str]:
    """The colour and the glyphs of a cell."""
    named = lookup("colours", cell.text or "")
    shade = mark_colour(cell) or (cell.fill if len({c.fill for c in row}) > 1 else None)
    colour = named or (colour_name(shade) if shade is not None else None)
    return [*([colour] if colour is not None else []), *signs_of(cell)]
