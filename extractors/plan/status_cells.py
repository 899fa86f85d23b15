"""What the signs in a row of activities tell: its status by words, colours and glyphs, its share by a number or bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.document.model import Cell, Table
from extractors.interpret.assessment import mark_colour, signs_of
from extractors.interpret.blocks import entries_of, ticked_columns, value_at
from extractors.interpret.choose import Reading
from extractors.interpret.full_width_rows import has_words
from extractors.pdf.page import Fill
from extractors.records import ActivityRecord, FindingRecord
from extractors.values.parsing import colour_name, parse_share
from extractors.values.signs import colour_of_sign, status_by_ticked_column, ticked, without_signs
from extractors.values.statuses import status_told
from extractors.vocabulary import lookup

_SAME_WIDTH_PT = 1.0
_FRAME_PT = 2.0  # at most, between a bar's edge and its coloured part
_SAME_SHARE = 0.05  # a printed share and a bar that differ by more contradict each other
_AROUND_COLOURS = " \t:;,/|()=–—-"
_SHAPELESS = frozenset({"dot", "full box", "diamond"})  # signs that only their colours tell apart, where they have one
_Row = tuple[Cell, ...]


class Signs(NamedTuple):
    """``status_text``: its words without glyphs, None for signs alone; ``status_colour``: the name of the colour of its
    mark, its cell or its emoji."""

    status_text: str | None
    status: str | None
    status_colour: str | None
    completion: float | None


class _Bar(NamedTuple):
    """A bar of two parts: the whole's width in points, its share, and the colours of the part and of the rest."""

    whole: float
    share: float
    part: str
    rest: str


class BarColours(NamedTuple):
    """The width in points of the bars of a document, and the colours of their parts and of the rest."""

    whole: float
    parts: frozenset[str]
    rests: frozenset[str]


def read_signs(
    columns: Reading, statuses: Mapping[str, str], document_id: str, bars_seen: BarColours | None = None
) -> tuple[dict[int, Signs], list[FindingRecord]]:
    """The signs of each row by its number, and what in them is contradictory; ``statuses``: the document's legend,
    ``bars_seen``: what its bars of two colours tell."""
    signs: dict[int, Signs] = {}
    findings: list[FindingRecord] = []
    table = columns.block.table
    rows = [entry.cells for entry in entries_of(columns.block)]
    bars = shares_of_bars([columns.cell(row, "completion") for row in rows], bars_seen)
    measured = 0
    unexplained: list[_Row] = []
    for row, bar in zip(rows, bars, strict=True):
        status = _status_cell(columns, row, statuses)
        unexplained += [row] if status.unexplained else []
        printed = parse_share(columns.text(row, "completion") or "")
        signs[row[0].row] = Signs(status.text, status.status, status.colour, bar if printed is None else printed)
        measured += printed is None and bar is not None
        if status.contradicts:
            by = "" if ticked_columns(columns.block) else " by the document's legend"
            message = f"{' and '.join(status.told)} contradict each other{by}"
            findings.append(_finding(document_id, "status_contradiction", "warning", message, table, row, status.text))
        if printed is not None and bar is not None and abs(printed - bar) > _SAME_SHARE:
            message = f"the bar beside it shows {bar:.0%}; the printed share is kept"
            stated = columns.text(row, "completion")
            findings.append(_finding(document_id, "bar_contradiction", "info", message, table, row, stated))
    bare = [row for row in rows if signs[row[0].row].completion is None and _has_bar(columns.cell(row, "completion"))]
    if bare:
        message = f"the bars of {len(bare)} rows are not measured: nothing tells which part of them is done"
        findings.append(_finding(document_id, "unread_bar", "info", message, table, bare[0], None))
    if measured:
        message = f"the shares of {measured} rows are measured on their bars, where no number is printed"
        findings.append(_finding(document_id, "measured_bar", "info", message, table, None, None))
    return signs, [*findings, *_unexplained_glyphs(unexplained, columns, table, document_id)]


class _Status(NamedTuple):
    """``told``: what says something of it; ``unexplained``: it is told by a glyph alone that no legend explains."""

    text: str | None
    status: str | None
    colour: str | None
    contradicts: bool = False
    told: tuple[str, ...] = ()
    unexplained: bool = False


def _status_cell(columns: Reading, row: _Row, statuses: Mapping[str, str]) -> _Status:
    headed = ticked_columns(columns.block)
    if headed:
        return _ticked_status(columns, row, headed)
    cell = columns.cell(row, "status")
    return status_in(cell, row, statuses) if cell is not None else _Status(None, None, None)


def _ticked_status(columns: Reading, row: _Row, headed: Mapping[int, str]) -> _Status:
    """The status over the one cell that is ticked; its words are those of the heading."""
    cells = [cell.text if (cell := value_at(columns.block, row, col)) is not None else None for col in headed]
    words, place = list(headed.values()), ticked(cells)
    status = status_by_ticked_column(words, cells)
    contradicts = place is None and sum(bool(cell) for cell in cells) > 1
    told = tuple(f"the tick under '{word}'" for word, cell in zip(words, cells, strict=True) if cell and contradicts)
    return _Status(words[place] if place is not None else None, status, None, contradicts, told)


def status_in(cell: Cell, row: _Row, statuses: Mapping[str, str]) -> _Status:
    """What a cell says of a status: its words, else those that stand for its figure, and by the legend its colour and
    its glyphs; they must agree."""
    text = without_signs(cell.text) if cell.text is not None and has_words(cell) else None
    said = _paragraphs(cell.text) if text is not None and cell.text is not None else cell.alternative
    named, words = _named_colour(said) if said is not None else (None, None)
    colour = _colour(cell, row) or named or colour_of_sign(cell.text or "")
    signs = [sign for sign in signs_of(cell) if colour is None or sign not in _SHAPELESS]
    explained = [sign for sign in dict.fromkeys([colour, *signs]) if sign is not None and sign in statuses]
    status, contradicts = _agreed([status_told(words, phrase) for phrase in map(statuses.get, explained or [""])])
    told = [*([f"the word '{text}'"] if words else [])]
    told += [f"the {'colour' if sign == colour else 'sign'} {sign}" for sign in explained]
    unexplained = bool(signs_of(cell)) and status is None and said is None and colour is None
    return _Status(text, status, colour, contradicts, tuple(told), unexplained)


def _paragraphs(text: str) -> str:
    """The text without its glyphs, a line for each of its paragraphs."""
    return "\n".join(filter(None, map(without_signs, text.split("\n"))))


def _agreed(told: Sequence[tuple[str | None, bool]]) -> tuple[str | None, bool]:
    """The one status that is told with each sign, and whether any contradicts."""
    statuses = {status for status, _ in told} - {None}
    contradicts = any(against for _, against in told) or len(statuses) > 1
    return (None, True) if contradicts else (next(iter(statuses), None), False)


def _named_colour(words: str) -> tuple[str | None, str | None]:
    """The colour that words name, alone or before others, and those others: 'Grön', 'Grön – enligt plan'."""
    first = words.split()[0].strip(_AROUND_COLOURS) if words.split() else ""
    colour = lookup("colours", words) or lookup("colours", first)
    rest = "" if lookup("colours", words) else words.partition(first)[2].strip(_AROUND_COLOURS) if colour else words
    return colour, rest or None


def _unexplained_glyphs(rows: Sequence[_Row], columns: Reading, table: Table, document_id: str) -> list[FindingRecord]:
    """One finding on a table's statuses that are told by glyphs alone which no legend explains."""
    if not rows:
        return []
    printed = sorted({" ".join((c.text or "").split()) for row in rows if (c := columns.cell(row, "status"))})
    message = f"{len(rows)} statuses are told by a sign alone that no legend explains: {', '.join(printed)}"
    return [_finding(document_id, "unexplained_glyph", "info", message, table, rows[0], printed[0])]


def _colour(cell: Cell, row: _Row) -> str | None:
    """The colour of the cell's mark, or of its fill where that sets it apart from the rest of the row."""
    mark = mark_colour(cell)
    if mark is not None:
        return colour_name(mark)
    others = {c.fill for c in row if c is not cell}
    return colour_name(cell.fill) if cell.fill is not None and cell.fill not in others else None


def completions(reading: Reading) -> Iterable[Cell]:
    """The cells of a block that tell how much is done."""
    cells = (reading.cell(entry.cells, "completion") for entry in entries_of(reading.block))
    return (cell for cell in cells if cell is not None)


def bar_colours(cells: Iterable[Cell]) -> BarColours | None:
    """What the bars of two colours in all columns of a document tell of those of one; None where they are not alike."""
    known = [bar for cell in cells if (bar := _parted(cell)) is not None]
    wholes = [bar.whole for bar in known]
    parts, rests = frozenset(bar.part for bar in known), frozenset(bar.rest for bar in known)
    if not known or max(wholes) - min(wholes) > _SAME_WIDTH_PT or parts & rests:
        return None
    return BarColours(wholes[0], parts, rests)


def shares_of_bars(cells: Sequence[Cell | None], others: BarColours | None = None) -> list[float | None]:
    """Per cell of a column the coloured share of its bar, to two decimals.

    A bar of one colour is empty or full: which of them the bars of two colours in the column tell, else those of the
    document (``others``). None without a bar, where the bars are not alike, or where nothing tells.
    """
    parted = [_parted(cell) if cell is not None else None for cell in cells]
    own = bar_colours(cell for cell in cells if cell is not None)
    known = own if any(bar is not None for bar in parted) else others
    if known is None:
        return [None for _ in cells]
    shares: list[float | None] = []
    for cell, bar in zip(cells, parted, strict=True):
        areas = _areas(cell) if cell is not None else []
        whole = areas[0] if len(areas) == 1 else None
        if bar is not None:
            shares.append(round(bar.share, 2))
        elif whole is not None and abs(whole.box.width - known.whole) <= 2 * _FRAME_PT:
            shares.append(1.0 if whole.colour in known.parts else 0.0 if whole.colour in known.rests else None)
        else:
            shares.append(None)
    return shares


def _has_bar(cell: Cell | None) -> bool:
    return cell is not None and any(area.box.width > area.box.height for area in _areas(cell))


def _areas(cell: Cell) -> list[Fill]:
    """The cell's low areas without those in the colour of its background, such as the shading of its paragraph."""
    return [area for area in cell.bars if area.colour != cell.fill]


def _parted(cell: Cell) -> _Bar | None:
    """The cell's bar where it is drawn as two areas, a part over the whole or beside the rest."""
    areas = _areas(cell)
    if len(areas) != 2:
        return None
    below, above = areas
    left, right = min(below.box.x0, above.box.x0), max(below.box.x1, above.box.x1)
    part, rest = (above, below) if above.box.x0 - left <= _FRAME_PT else (below, above)
    frame = part.box.x0 - left
    whole = right - left - 2 * frame
    level = abs(part.box.top - rest.box.top) <= _FRAME_PT and abs(part.box.bottom - rest.box.bottom) <= _FRAME_PT
    reaches = rest.box.x1 >= right and rest.box.x0 <= part.box.x1 + _SAME_WIDTH_PT
    if not level or not reaches or part.colour == rest.colour or part.box.width > whole + _SAME_WIDTH_PT:
        return None
    return _Bar(whole, min(part.box.width / whole, 1.0), part.colour, rest.colour)


def unexplained_colours(records: Sequence[ActivityRecord], statuses: Mapping[str, str]) -> list[FindingRecord]:
    """One finding on the statuses that are told by colours alone which no legend explains."""
    rows = [r for r in records if r.status is None and r.status_text is None and r.status_colour is not None]
    colours = sorted({r.status_colour for r in rows if r.status_colour is not None} - statuses.keys())
    if not rows or not colours:
        return []
    first = next(r for r in rows if r.status_colour in colours)
    return [
        FindingRecord(
            document_id=first.document_id,
            check_name="unexplained_colour",
            severity="info",
            message=f"{len(rows)} statuses are told by a colour alone that no legend explains: {', '.join(colours)}",
            stated=None,
            expected=None,
            table_id=None,
            label=first.title,
            column_text=None,
            page=first.page,
            bbox=first.bbox,
        )
    ]


def _finding(
    document_id: str, check: str, severity: str, message: str, table: Table, row: _Row | None, stated: str | None
) -> FindingRecord:
    """A finding on a row, or on the whole table."""
    label = next((" ".join(c.text.split()) for c in row if c.text), None) if row is not None else None
    return FindingRecord(
        document_id=document_id,
        check_name=check,
        severity=severity,
        message=message,
        stated=stated,
        expected=None,
        table_id=table.record_id(document_id),
        label=label,
        column_text=None,
        page=row[0].page if row is not None else table.page,
        bbox=row[0].box if row is not None else table.box,
    )
