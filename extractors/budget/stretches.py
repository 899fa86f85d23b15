"""Which stretches of a document's tables are about money: each with its header, what stands round it, the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractors.budget.columns import role_of_column
from extractors.budget.headings import matched
from extractors.budget.rows import label_column
from extractors.budget.tables import Part, amounts_of, headed_like, one_line, parts_of, same_columns, with_header
from extractors.budget.titles import Surroundings, surroundings
from extractors.document.model import Cell, Document, Table, cached_per_object
from extractors.interpret.choose import readings_of
from extractors.interpret.money import Evidence, Surrounded, money_evidence
from extractors.records import Box
from extractors.text.headings import Section

_OTHERS = frozenset({"activities", "surveys", "goals", "assignments", "followups"})
_LONGEST_SECTION = 60  # letters
_EURO = re.compile(r"€|(?<!\w)(?:euro|eur|t€)(?!\w)", re.IGNORECASE)
_LETTERS_ONLY = re.compile(r"[^\d.:]+$")
_PAGES_OF_A_UNIT = 1  # so far a unit reaches from the table before into another chapter


@dataclass(frozen=True, slots=True)
class Stretch:
    """A header and the rows under it.

    ``unit``: that of its surroundings, else the one inherited; ``group``: the number of the first table of those that
    continue each other, which this one is part of; ``section``: the words between it and the one before.
    """

    table: Table
    part: Part
    around: Surroundings
    unit: str | None
    evidence: Evidence
    group: int
    section: str | None = None


@cached_per_object
def stretches(document: Document) -> tuple[Stretch, ...]:
    """The stretches with numbers that are not read as something else, in the document's order."""
    others = _read_otherwise(document)
    tables = list(document.tables)
    parts = {table: [matched(part) for part in parts_of(table)] for table in tables}
    around = {table: surroundings(document, table, parts[table]) for table in tables}
    group = {table: table.index for table in tables}
    sections: dict[Table, str | None] = {}
    for table, earlier in _with_those_above(document, tables):
        fits = (t for t, text in earlier if parts[t] and parts[table] and _goes_on(parts[table][0], parts[t][-1], text))
        before = next(fits, None)
        if before is None:
            continue
        sections[table] = next(text for t, text in earlier if t is before)
        first, last = parts[table][0], parts[before][-1]
        parts[table][0] = first if first.headers else headed_like(first, last)
        around[table] = replace(around[before], after=around[table].after, overleaf=around[table].overleaf)
        group[table] = group[before]
    weighed = _weighed(tables, parts, around, group)
    return tuple(replace(s, section=sections.get(s.table)) for s in weighed if not _is_other(s, others))


def _read_otherwise(document: Document) -> frozenset[Cell]:
    """The cells of blocks that are activities, goals or another kind of record."""
    found: set[Cell] = set()
    for reading in readings_of(document):
        if reading.kind in _OTHERS:
            cells = reading.block.table.cells if reading.block.is_card else chain.from_iterable(reading.block.rows)
            found.update(cells)
    return frozenset(found)


def _is_other(stretch: Stretch, others: frozenset[Cell]) -> bool:
    return any(cell in others for cells in amounts_of(stretch.part).values() for cell in cells)


def is_budget_table(document: Document, table: Table) -> bool:
    """Whether rows of the table are amounts of money."""
    return any(stretch.table is table and stretch.evidence.is_money for stretch in stretches(document))


def _with_those_above(
    document: Document, tables: Sequence[Table]
) -> Iterator[tuple[Table, list[tuple[Table, str | None]]]]:
    """Each table with those that it may continue, the nearest first, and the text between: nothing, or a few words that
    the reader took out of the table, as it does with a section's row."""
    wanted = set(tables)
    run: list[Table] = []
    between: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            between.append(block.text)
            continue
        if len(between) > 1 or any(len(text) > _LONGEST_SECTION or not _LETTERS_ONLY.match(text) for text in between):
            run = []
        if block in wanted:
            near = [t for t in run if block.page <= t.page_to + 1 and block.n_columns == t.n_columns]
            yield block, [(t, between[0] if between else None) for t in near if not _beside(t, block)]
            run.insert(0, block)
        between = []


def _beside(before: Table, after: Table) -> bool:
    return before.page_to == after.page and after.box.x0 >= before.box.x1


def _goes_on(part: Part, before: Part, between: str | None) -> bool:
    """Whether a part is more of the one before: over the same columns without a header, or with it again."""
    if part.headers and between is not None:
        return False
    if part.headers:
        return bool(part.rows and before.rows) and part.title is None and part.headers == before.headers
    return bool(before.headers) and same_columns(part, before)


def _weighed(
    tables: Sequence[Table],
    parts: dict[Table, list[Part]],
    around: dict[Table, Surroundings],
    group: dict[Table, int],
) -> Iterator[Stretch]:
    headed = [part for table in tables for part in parts[table] if part.headers and part.rows]
    before: tuple[Table, str] | None = None
    for table in tables:
        own = around[table]
        unit = own.unit or (before[1] if before and _reaches(before[0], table) and not _in_euro(table) else None)
        for at, part in enumerate(parts[table]):
            whole = with_header(part, headed, table.page) if at == 0 else part
            if not amounts_of(whole):
                continue
            evidence = money_evidence(_as_texts(whole, own, unit))
            if evidence.is_money and own.unit:
                before = (table, own.unit)
            yield Stretch(table, whole, own, unit, evidence, group[table])


def _in_euro(table: Table) -> bool:
    """Whether a table names a currency for which the contract has no unit."""
    return any(_EURO.search(cell.text or "") for cell in table.cells)


def _reaches(before: Table, table: Table) -> bool:
    """Whether a unit still holds: in the chapter where it stood, or right after the table that had it."""
    return table.page - before.page_to <= _PAGES_OF_A_UNIT or bool(_chapters(before.section) & _chapters(table.section))


def _chapters(section: Section) -> set[tuple[int, Box]]:
    """The sections that a section stands in, without the title of the whole document."""
    chain = [section]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    own = [s for s in chain if s.heading is not None]
    alone = bool(own) and own[-1].parent is not None and len(own[-1].parent.children) == 1
    headings = [s.heading.paragraph for s in (own[:-1] if alone else own) if s.heading is not None]
    return {(paragraph.page, paragraph.box) for paragraph in headings}


def _as_texts(part: Part, around: Surroundings, unit: str | None) -> Surrounded:
    columns = amounts_of(part)
    label = label_column(part, tuple(columns))
    roles = {col: role_of_column(text) for col, text in part.headers.items()}
    corners = [t for col, t in part.headers.items() if col not in columns and roles[col] not in ("note", "ignored")]
    labels: list[str] = []
    groups: list[str] = []
    for row in part.rows:
        texts = [one_line(cell) for cell in row if cell.col == label and cell.text]
        numbers = any(cell.col in columns and cell.text for cell in row)
        (labels if numbers else groups).extend(texts)
    titles = (*filter(None, (part.title,)), *around.titles)
    return Surrounded(
        corners=corners,
        headings=[part.headers[col] for col in columns if col in part.headers and roles[col] not in ("note", "code")],
        titles=titles,
        labels=labels,
        groups=groups,
        cells=[one_line(cell) for cells in columns.values() for cell in cells],
        stated=around.unit,
        near=around.unit_near,
        inherited=unit,
    )
