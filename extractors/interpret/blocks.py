"""Blocks: stretches of a table under one header, with what stands over their rows and what remarks on them.

The one place that decides what is a header, a row over others, a remark, a card. A table may hold several blocks (a
header in its middle begins another), and a block of cards or labelled lines is turned so that each card is a row and
each label a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.cards import cards_in, recurring_labels
from extractors.interpret.full_width_rows import FullWidthRow, full_width_rows, headed_by
from extractors.interpret.roles import Contents, Weights, concept_of, concepts_of, contents_of, weigh
from extractors.interpret.text_cards import text_cards
from extractors.values.goal_labels import goal_label_in
from extractors.values.parsing import parse_due
from extractors.values.signs import without_signs
from extractors.values.statuses import status_of
from extractors.values.value_headings import time_apart
from extractors.vocabulary import fold

Row = tuple[Cell, ...]

_LONGEST_HEADING = 60  # letters
_FEWEST_KNOWN = 2  # headings in a row in the middle of a table that make it the header of what follows
_SAME_EDGE_PT = 6.0  # of the columns of a table that goes on without its header
_DEEPEST_HEADER = 5  # rows
_SHORTEST_DAY = 9  # letters: "maj 2031" may head a column, "2031-05-31" and "31 maj 2031" are values
_TICKED, _FEWEST_TICKED = 0.95, 2  # weight and columns of statuses of which one is ticked
_MOST_HEADING_WORDS = 4
_BROKEN_WORD = re.compile(r"(?<=[a-zåäö]{3})[-\u2010]\n(?!(?:och|eller|samt)\b)(?=[a-zåäö])")  # at a narrow cell's edge
_YEAR = re.compile(r"^(?:[ÅåA]r )?(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row below the header that holds a record: ``over`` are the rows that head it, outermost first, ``remarks`` the
    comments in rows of their own under it, ``remark_cells`` the cells that hold them."""

    cells: Row
    over: tuple[FullWidthRow, ...]
    remarks: tuple[str, ...]
    remark_cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Block:
    """A stretch of a table under one header.

    ``headers``: per column the words of its heading, levels joined by a space; ``own``: without what stands over
    several columns, where there is any; ``uncovered``: the columns over which nothing stands in a level of the header
    that stands over others; ``titles``: rows over the whole width above the header; ``inherited``: whether the header
    is that of the block before; ``pooled``: see ``contents``.
    """

    table: Table
    number: int
    headers: Mapping[int, str]
    own: Mapping[int, str]
    uncovered: frozenset[int]
    heads: Mapping[int, tuple[Cell, ...]]
    rows: tuple[Row, ...]
    titles: tuple[Row, ...]
    is_card: bool = False
    inherited: bool = False
    pooled: Mapping[int, Contents] | None = None

    @property
    def columns(self) -> list[int]:
        """The columns that any cell of the rows or any heading stands in."""
        return sorted({cell.col for row in self.rows for cell in row} | self.headers.keys())

    @property
    def page(self) -> int:
        """The page of its first row, or of its header."""
        cells = [cell for row in (*self.rows, *self.titles) for cell in row] or list(self.table.cells)
        return min(cell.page for cell in cells)


def cell_at(row: Row, column: int) -> Cell | None:
    """The row's own cell that covers the column; None where one from a row above does."""
    return next((c for c in row if c.col <= column < c.col + c.col_span), None)


@cached_per_object
def merged_into(block: Block) -> dict[tuple[int, int], Cell]:
    """(row, column) to the cell of a row above that spans it: what a merged cell says holds for every row that it
    spans."""
    found = {}
    for row in block.rows:
        for cell in row:
            for number in range(cell.row + 1, cell.row + cell.row_span):
                for column in range(cell.col, cell.col + cell.col_span):
                    found[number, column] = cell
    return found


def value_at(block: Block, row: Row, column: int) -> Cell | None:
    """The cell that holds for the row in a column: its own, or the merged one that spans it."""
    return cell_at(row, column) or (merged_into(block).get((row[0].row, column)) if row else None)


@cached_per_object
def entries_of(block: Block) -> tuple[Entry, ...]:
    """The rows with what stands over them and the remarks under them."""
    wide = over_rows(block)
    over = [wide[row[0].row] for row in block.titles if row[0].row in wide][-1:]
    found: list[Entry] = []
    for row in block.rows:
        heading = wide.get(row[0].row)
        if heading is None:
            found.append(Entry(row, tuple(over), ()))
        elif heading.remark is None:
            over = headed_by(over, heading)
        elif found and heading.remark:
            found[-1] = replace(
                found[-1],
                remarks=(*found[-1].remarks, heading.remark),
                remark_cells=(*found[-1].remark_cells, heading.cell),
            )
    return tuple(found)


@cached_per_object
def over_rows(block: Block) -> dict[int, FullWidthRow]:
    """The rows over the whole width, by the number of their row."""
    return full_width_rows(block.rows, block.titles, block.table.n_columns)


def contents(block: Block) -> Mapping[int, Contents]:
    """Per column what its cells look like, rows over the whole width left out; in blocks with the same headings the
    cells of all of them, so that a card with one status is told like its fellows."""
    return block.pooled or _own_contents(block)


@cached_per_object
def _own_contents(block: Block) -> Mapping[int, Contents]:
    return {col: contents_of(cells) for col, cells in _cells_by_column(block).items()}


@cached_per_object
def _cells_by_column(block: Block) -> dict[int, list[Cell]]:
    cells: dict[int, list[Cell]] = {column: [] for column in block.columns}
    for entry in entries_of(block):
        for cell in entry.cells:
            cells.setdefault(cell.col, []).append(cell)
    return cells


def _pooled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what their cells look like, counted over all blocks that have the same headings."""
    alike: dict[tuple[str, ...], dict[int, list[Cell]]] = {}
    keys = [tuple(fold(block.headers[col]) for col in sorted(block.headers)) for block in blocks]
    for key, block in zip(keys, blocks, strict=True):
        pool = alike.setdefault(key, {}) if key else {}
        for col, cells in _cells_by_column(block).items():
            pool.setdefault(col, []).extend(cells)
    looks = {key: {col: contents_of(cells) for col, cells in pool.items()} for key, pool in alike.items()}
    return [
        replace(block, pooled={col: looks[key][col] for col in _cells_by_column(block)}) if key else block
        for key, block in zip(keys, blocks, strict=True)
    ]


@cached_per_object
def weights(block: Block) -> dict[int, Weights]:
    """Per column the concepts that it speaks of: by its own heading, else by that with what stands over it."""
    found = {}
    for column, looks in contents(block).items():
        own = block.own.get(column, "")
        heading = own if concepts_of(own) else block.headers.get(column, "")
        found[column] = weigh(heading, looks)
    return found | {column: {"status": _TICKED} for column in ticked_columns(block)}


@cached_per_object
def ticked_columns(block: Block) -> dict[int, str]:
    """The columns of which one is ticked in each row, with the status that each is headed by: 'Ej påbörjad', 'Pågår',
    'Klar'; none where one is headed so alone or holds words."""
    headed = {col: " ".join((cells[-1].text or "").split()) for col, cells in block.heads.items() if cells}
    headed = {col: text for col, text in headed.items() if text and status_of(text) is not None}
    texts = [(cell.text or "") for entry in entries_of(block) for cell in entry.cells if cell.col in headed]
    marked = [text for text in texts if text.strip()]
    if len(headed) < _FEWEST_TICKED or not marked or any(without_signs(text) for text in marked):
        return {}
    return headed


def blocks_of(document: Document) -> list[Block]:
    """The blocks of all tables in the document's order, then those of lines of text; one without a header has that of
    the block before where their columns are the same."""
    found: list[Block] = []
    recurring = recurring_labels(document.tables)
    for table in document.tables:
        for block in _blocks(table, recurring):
            before = found[-1] if found else None
            if before is not None and _heads_rows_only(before, block):
                block = replace(block, headers={}, rows=(*_rows_above(block), *block.rows))
            if not block.headers and before is not None and _goes_on(before, block):
                block = replace(
                    block,
                    headers=before.headers,
                    own=before.own,
                    uncovered=before.uncovered,
                    heads=before.heads,
                    inherited=True,
                )
            found.append(block)
    for table, headers, row in text_cards(document):
        found.append(Block(table, 0, headers, {}, frozenset(), {}, (row,), (), is_card=True))
    return _pooled(found)


def _blocks(table: Table, recurring: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of one table by itself."""
    cards = cards_in(table, recurring)
    if cards is not None:
        headers, rows, titles = cards
        return (Block(table, 0, headers, {}, frozenset(), {}, rows, titles, is_card=True),)
    own = [tuple(row) for row in table.rows() if row]
    starts = [0, *_inner_headers(own, table)]
    ends = [*starts[1:], len(own)]
    return tuple(_block(table, number, own[a:b]) for number, (a, b) in enumerate(zip(starts, ends, strict=True)))


@cached_per_object
def single_block(table: Table) -> Block:
    """The table as one block under its first header, for readers that know it to be one list."""
    return _block(table, 0, [tuple(row) for row in table.rows() if row])


def _block(table: Table, number: int, all_rows: Sequence[Row]) -> Block:
    start = next((i for i, row in enumerate(all_rows) if not _is_title(row, table)), len(all_rows))
    rows = all_rows[start:]
    depth = _header_depth(rows)
    heads = _heads(rows[:depth])
    headers = {col: _joined(cells) for col, cells in heads.items()}
    own = {col: _joined([cell for cell in cells if cell.col_span == 1]) for col, cells in heads.items()}
    own = {col: text for col, text in own.items() if text and text != headers[col]}
    body = tuple(row for row in rows[depth:] if any(map(_says_something, row)) and not _repeats(row, headers))
    return Block(
        table=table,
        number=number,
        headers=headers,
        own=own,
        uncovered=uncovered(heads),
        heads={col: tuple(cells) for col, cells in heads.items()},
        rows=body,
        titles=tuple(all_rows[:start]),
    )


def _says_something(cell: Cell) -> bool:
    return bool(cell.text)


def _is_title(row: Row, table: Table) -> bool:
    return len(row) == 1 and row[0].col_span == table.n_columns > 1


def _header_depth(rows: Sequence[Row]) -> int:
    """How many of the first rows are a header: those set apart as one, else the first where its words or the rows below
    don't speak against it; 0 for a table that begins with a record."""
    depth = next((i for i, row in enumerate(rows) if not _is_header(row, rows[0], first=i == 0)), len(rows))
    if depth == 0 and rows and not _begins_with_a_record(rows):
        depth = 1
    if 0 < depth < len(rows) and _names_times(rows[depth]):
        depth += 1
    return min(depth, _DEEPEST_HEADER)


def _names_times(row: Row) -> bool:
    """Whether a row right below a header, set apart or not, parts its columns by time: 'T1 | T2' under 'Status'."""
    texts = [" ".join((cell.text or "").split()) for cell in row if cell.text]
    told = {time for text in texts if len(text) < _SHORTEST_DAY and (time := time_apart(text))[0] == ""}
    only_times = len(told - {("", None)}) == len(texts) >= _FEWEST_KNOWN
    return only_times and (row[0].text is None or row[0].col > 0)


def _is_header(row: Row, first_row: Row, *, first: bool) -> bool:
    """Whether a row is set apart as a header. Below the first one its only words, from the left over several columns,
    beside empty cells or with a goal's label, head rows; so does a row that looks otherwise than the first."""
    if not row or not all(cell.is_header for cell in row):
        return False
    worded = [cell for cell in row if cell.text]
    if first:
        return not _begins_with_a_record([row]) or not any(map(_is_value, worded))
    if len(worded) == 1 and worded[0].col == 0:
        only = worded[0]
        if only.col_span > 1 or goal_label_in(only.text or "") is not None or _fill(row) != _fill(first_row):
            return False
    return not any(map(_is_value, worded))


def _is_value(cell: Cell) -> bool:
    """Whether a cell holds what a record says, not what a heading does: a status, a day, a long text."""
    text = " ".join((cell.text or "").split())
    if concepts_of(text):
        return False
    day = len(text) >= _SHORTEST_DAY and any(c.isdigit() for c in text) and parse_due(text) is not None
    return len(text) > 2 * _LONGEST_HEADING or day or status_of(text) is not None


def _fill(row: Row) -> frozenset[str | None]:
    return frozenset(cell.fill for cell in row)


def _begins_with_a_record(rows: Sequence[Row]) -> bool:
    """Whether the first row holds values and no heading that is known; 'Genomförd' is a status over other statuses."""
    worded = [cell for cell in rows[0] if cell.text]
    statuses = {cell.col for cell in worded if _is_status_among(cell, rows[1:])}
    known = any(concepts_of(" ".join((cell.text or "").split())) for cell in worded if cell.col not in statuses)
    return not known and (bool(statuses) or any(map(_is_value, worded)))


def _is_status_among(cell: Cell, rows: Sequence[Row]) -> bool:
    """Whether a cell and all those below it hold statuses."""
    below = [other.text for row in rows for other in row if other.col == cell.col and other.text]
    return bool(below) and all(status_of(" ".join((text or "").split())) is not None for text in (cell.text, *below))


def _inner_headers(rows: Sequence[Row], table: Table) -> list[int]:
    """The rows in the middle of a table that head what follows: short cells, at least two of them known headings,
    none a value, and not the words of the first header again."""
    start = next((i for i, row in enumerate(rows) if not _is_title(row, table)), len(rows))
    top = start + max(_header_depth(rows[start:]), 1)
    first = rows[start] if start < len(rows) else None
    return [
        at
        for at, row in enumerate(rows)
        if at >= top and first is not None and _is_inner_header(row, first) and not _same_words(row, first)
    ]


def _is_inner_header(row: Row, first: Row) -> bool:
    worded = [cell for cell in row if cell.text]
    texts = [" ".join((cell.text or "").split()) for cell in worded]
    if len(worded) < _FEWEST_KNOWN or any(len(text) > _LONGEST_HEADING for text in texts):
        return False
    concepts = [concept for text in texts if (concept := _sure_heading(text)) is not None]
    if concepts and _fill(row) == _fill(first) != frozenset({None}):
        concepts += ["year" for text in texts if _YEAR.match(text)]
    if len(concepts) < _FEWEST_KNOWN or 2 * len(concepts) <= len(worded) or len(set(concepts)) < _FEWEST_KNOWN:
        return False
    like_the_first = _fill(row) == _fill(first) != frozenset({None}) or _is_bold(row)
    return like_the_first or len(concepts) == len(worded) > _FEWEST_KNOWN


def _sure_heading(text: str) -> str | None:
    """The concept of a text that can hardly be anything but a heading: few words, no status, no unit's own name."""
    if len(text.split()) > _MOST_HEADING_WORDS or status_of(text) is not None or text.endswith((".", "!")):
        return None
    concept = concept_of(text)
    return concept if concept != "unit" else None


def _is_bold(row: Row) -> bool:
    return all(paragraph.bold for cell in row for paragraph in cell.paragraphs)


def _same_words(row: Row, header: Row | None) -> bool:
    if header is None:
        return False
    words = [{fold(cell.text) for cell in cells if cell.text} for cells in (row, header)]
    return words[0] == words[1]


def _repeats(row: Row, headers: Mapping[int, str]) -> bool:
    """Whether a row below has the header's words again, as on a new page."""
    worded = [cell for cell in row if cell.text]
    return len(worded) > 1 and all(" ".join((c.text or "").split()) == headers.get(c.col) for c in worded)


def _heads(rows: Iterable[Row]) -> dict[int, list[Cell]]:
    """Per column the cells with words over it, outermost first."""
    heads: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            for col in range(cell.col, cell.col + cell.col_span):
                heads.setdefault(col, []).extend([cell] if cell.text else [])
    return heads


def _joined(cells: Iterable[Cell]) -> str:
    return " ".join(_BROKEN_WORD.sub("", cell.text or "") for cell in cells).replace("\n", " ")


def uncovered(heads: Mapping[int, Sequence[Cell]]) -> frozenset[int]:
    """The columns over whose heading nothing stands in a level that stands over other columns' headings: what is
    centred over several of them may have been read as standing over one."""
    outer = {cell.row for cells in heads.values() for cell in cells if any(other.row > cell.row for other in cells)}
    found = set()
    for col, cells in heads.items():
        own = {row for cell in cells for row in range(cell.row, cell.row + cell.row_span)}
        if any(level not in own and level < max(own, default=0) for level in outer):
            found.add(col)
    return frozenset(found)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a block without a header continues the one before: as many columns, at the same places."""
    if before.is_card or block.is_card or before.table.n_columns != block.table.n_columns or not before.headers:
        return False
    ours, theirs = _left_edges(block), _left_edges(before)
    common = ours.keys() & theirs.keys()
    return bool(common) and all(abs(ours[col] - theirs[col]) <= _SAME_EDGE_PT for col in common)


def _heads_rows_only(before: Block, block: Block) -> bool:
    """Whether what was taken for a header is a row over others: the only words are in its first column, and say nothing
    that a heading says."""
    worded = [col for col, text in block.headers.items() if text]
    headed = sum(bool(text) for text in before.headers.values())
    if block.number or worded != [0] or headed < _FEWEST_KNOWN or block.table.n_columns <= _FEWEST_KNOWN:
        return False
    return _sure_heading(block.headers[0]) is None and _goes_on(before, block)


def _rows_above(block: Block) -> list[Row]:
    first = block.rows[0][0].row if block.rows else block.table.n_rows
    titles = {row[0].row for row in block.titles}
    return [tuple(row) for row in block.table.rows() if row and row[0].row < first and row[0].row not in titles]


def _left_edges(block: Block) -> dict[int, float]:
    return {cell.col: cell.box.x0 for cell in _all_cells(block)}


def _all_cells(block: Block) -> Iterator[Cell]:
    for cells in block.heads.values():
        yield from cells
    for row in block.rows:
        yield from row
