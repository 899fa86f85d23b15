"""Rows over a table's whole width: they comment on the row above them or head the rows below, and are neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.document.model import Cell
from extractors.interpret.assessment import fulfilment_in
from extractors.interpret.roles import concepts_of
from extractors.values.goal_labels import GoalLabel, goal_label_in
from extractors.vocabulary import lookup

_LONGEST_REMARK_LABEL = 4  # words
_RARE_SHARE = 0.4  # of the rows may be bold where bold sets a row apart
_FEWEST_REMARKS = 2  # unlabelled sentences under rows; a single one may be anything
_FEWEST_RECORDS = 2
_REMARKS = frozenset({"comment", "followup", "result"})
_SURE = 0.9
_Row = tuple[Cell, ...]


class FullWidthRow(NamedTuple):
    """``remark``: what a comment says behind its label; ``goal``: the label of the goal that the row names;
    ``assessed``: the words beside it that assess the goal."""

    cell: Cell
    text: str
    remark: str | None
    goal: GoalLabel | None
    assessed: str | None = None


def full_width_rows(rows: Sequence[_Row], titles: Sequence[_Row], n_columns: int) -> dict[int, FullWidthRow]:
    """The rows below a header that are one cell over the others, by the number of their row, and those above it that
    name a goal."""
    found = {}
    for row in titles:
        wide = _wide(row, (), n_columns)
        if wide is not None and wide.goal is not None:
            found[row[0].row] = wide
    announced = False
    for row in rows:
        wide = _wide(row, rows, n_columns)
        if wide is not None:
            bare = announced and wide.remark is None and wide.goal is None
            found[row[0].row] = wide._replace(remark=wide.text) if bare else wide
        announced = wide is not None and wide.remark == ""
    found = {**found, **_heading_rows(rows, found)}
    return {**found, **_unlabelled_remarks(rows, found)}


def _heading_rows(rows: Sequence[_Row], wide: Mapping[int, FullWidthRow]) -> dict[int, FullWidthRow]:
    """The rows with nothing but words in the first column, where the first row is such a one, every one stands before a
    row of records, and no row of records lacks what the others have in some other column."""
    records = [row for row in rows if row[0].row not in wide]
    alone = [row for row in records if _first_alone(row)]
    others = [row for row in records if not _first_alone(row)]
    if not alone or records[0] is not alone[0] or len(others) < max(len(alone), _FEWEST_RECORDS):
        return {}
    filled = [{cell.col for cell in row if _shows(cell)} - {row[0].col} for row in others]
    followed = all(after not in alone for row, after in pairwise(records) if row in alone) and records[-1] not in alone
    if not followed or not frozenset.intersection(*map(frozenset, filled)):
        return {}
    return {row[0].row: FullWidthRow(row[0], " ".join((row[0].text or "").split()), None, None) for row in alone}


def _first_alone(row: _Row) -> bool:
    return len(row) > 1 and row[0].col == 0 and has_words(row[0]) and not any(_shows(cell) for cell in row[1:])


def _shows(cell: Cell) -> bool:
    """Whether a cell has text or a sign in it."""
    return cell.text is not None or cell.symbol is not None or bool(cell.bars) or cell.alternative is not None


def _unlabelled_remarks(rows: Sequence[_Row], wide: Mapping[int, FullWidthRow]) -> dict[int, FullWidthRow]:
    """The sentences without a label that stand each under a row of its own, never before the first: comments on it."""
    found: dict[int, FullWidthRow] = {}
    above: str | None = None  # what the row above is
    for row in rows:
        over = wide.get(row[0].row)
        if over is None:
            above = "record"
            continue
        is_sentence = over.remark is None and over.goal is None and over.text.endswith((".", "!", "?"))
        if is_sentence and above is None:
            return {}
        if is_sentence and above == "record":
            found[row[0].row] = over._replace(remark=over.text)
        above = "wide"
    return found if len(found) >= _FEWEST_REMARKS else {}


def headed_by(over: Sequence[FullWidthRow], row: FullWidthRow) -> list[FullWidthRow]:
    """The rows that head what stands below ``row``: those over it that look otherwise, none where it names a goal."""
    if row.goal is not None:
        return [row]
    alike = next((i for i, other in enumerate(over) if _look(other.cell) == _look(row.cell)), len(over))
    return [*over[:alike], row]


def _wide(row: _Row, rows: Sequence[_Row], n_columns: int) -> FullWidthRow | None:
    worded = [cell for cell in row if has_words(cell)]
    if not worded:
        return None
    first, alone = worded[0], len(worded) == 1
    text = " ".join((first.text or "").split())
    if (alone or first.col_span > 1) and (remark := _remark(worded, wide=first.col_span > 1)) is not None:
        return FullWidthRow(first, text, remark, None)
    label = goal_label_in(text)
    if not alone:
        beside = [" ".join((cell.text or "").split()) for cell in worded[1:]]
        told = label is not None and first.col_span > 1 and all(fulfilment_in(words) for words in beside)
        return FullWidthRow(first, text, None, label, " ".join(beside)) if told else None
    spans = first.col_span > 1 and 2 * first.col_span > n_columns
    marked = any(cell.symbol is not None for cell in row if cell is not first)
    if label is not None or (spans and not marked) or (not marked and _set_apart(first, rows)):
        return FullWidthRow(first, text, None, label)
    return None


def has_words(cell: Cell) -> bool:
    """Whether the cell holds letters or digits: a text of signs only is none."""
    return cell.text is not None and any(c.isalnum() for c in cell.text)


def _remark(worded: Sequence[Cell], *, wide: bool) -> str | None:
    """The comment behind its label; a row parted where its words stand far from each other is one text."""
    text = worded[0].text or ""
    label, colon, rest = text.partition(":")
    if not colon or not _calls_itself_remark(label, wide=wide):
        label, _, rest = text.partition("\n")
        if lookup("commentary", label) is None and not (wide and concepts_of(label).get("comment", 0.0) >= _SURE):
            return None
    if len(worded) > 1 and any(len(p.lines) > 1 for cell in worded for p in cell.paragraphs):
        return None
    return " ".join(filter(None, [rest.strip(), *(cell.text for cell in worded[1:])]))


def _calls_itself_remark(label: str, *, wide: bool) -> bool:
    """Whether a label announces a comment; in the first column alone, where 'Uppföljning: …' may be a row's own
    title, only the words for a comment do ('Analys: …')."""
    if len(label.split()) > _LONGEST_REMARK_LABEL:
        return False
    if not wide:
        return lookup("commentary", label) is not None or concepts_of(label).get("comment", 0.0) >= _SURE
    return any(concepts_of(label).get(concept, 0.0) >= _SURE for concept in _REMARKS)


def _set_apart(cell: Cell, rows: Sequence[_Row]) -> bool:
    """Whether the only words of a row, in its first column, are bold or filled as the other rows' are not."""
    firsts = [c for row in rows for c in row if c.col == cell.col and c is not cell and has_words(c)]
    if cell.col != 0 or not firsts:
        return False
    alone = [c for c in firsts if not any(has_words(o) for row in rows if c in row for o in row if o is not c)]
    others = [c for c in firsts if c not in alone]
    bold = sum(_is_bold(c) for c in others) > _RARE_SHARE * len(others)
    return bool(others) and ((_is_bold(cell) and not bold) or _filled_apart(cell, others))


def _filled_apart(cell: Cell, others: Sequence[Cell]) -> bool:
    return cell.fill is not None and cell.fill not in {c.fill for c in others}


def _is_bold(cell: Cell) -> bool:
    return bool(cell.paragraphs) and all(paragraph.bold for paragraph in cell.paragraphs)


def _look(cell: Cell) -> tuple[str | None, bool]:
    return cell.fill, _is_bold(cell)
