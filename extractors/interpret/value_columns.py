"""Which columns of a block hold values, of which kind, year and group, and which column names their rows.

A kind is told by a heading's words ('Målvärde 2031'); years, kommuner and genders as headings are outcomes only where
the block says otherwise that it counts or measures something: a table of numbers alone is none of indicators.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.document.model import cached_per_object
from extractors.interpret.blocks import Block, Row, contents, entries_of, weights
from extractors.interpret.money import counts, counts_things, is_ratio, names_count
from extractors.interpret.roles import Contents, Weights, concepts_of
from extractors.values.goal_labels import goal_label_in
from extractors.values.indicator_cells import group_word, years_in
from extractors.values.value_headings import group_within, is_kommun, is_period, parts_of, spread, without_time
from extractors.vocabulary import fold

_KNOWN = 0.5  # of a heading's concept
_NAMED = 0.9  # a heading that surely speaks of indicators
_NUMBERS, _FEW_NUMBERS = 0.6, 0.3  # of a column's cells
_YEAR_WORTH, _GROUP_WORTH = 0.9, 0.8  # of a column that only looks like values in a block that surely holds some
_MOST_MORE_LEVELS = 2  # rows below what is set apart as the header that belong to it
_FEWEST_ACROSS = 2  # rows that are years
_KINDS = {"baseline": "baseline", "target": "target", "outcome": "outcome", "current": "baseline", "result": "outcome"}
VALUE_CONCEPTS = frozenset({*_KINDS, "goal"})
_AIMS = frozenset({"goal", "target", "baseline", "current"})
_ASSESSED = frozenset({"assessment", "trend", "status"})
_NO_NAMES = frozenset(
    {
        "code", "responsible", "unit", "contact", "comment", "followup", "trend", "assessment", "status", "group",
        "measure_unit", "type", "due_on", "schedule", "date", "ignored", "comparison",
    }
)  # fmt: skip
_VALUE = re.compile(r"^\D{0,24}\d[\d\s.,]*(?:\D{0,24}|\(.*\))$")
_NUMBER_OF = re.compile(r"(?<!\w)(?:nr|nummer|id)(?!\w)|#|målnummer")
_GOAL_NUMBER = re.compile(r"(?<!\w)\w*mål ?(?:nr|nummer)(?!\w)")  # "Mål nr" beside indicators
_FORECAST = re.compile(r"(?<!\w)\w*prognos")
_BUDGET = re.compile(r"^(?:års|intern)?(?:budget|plan)(?!\w)")
_DIGITS = re.compile(r"^\d{1,2}(?:\.\d{1,2})?\.?$")
_LONGEST_TARGET = 5  # words: 'bland de 25 % bästa'; a longer text is a goal in words


class ValueColumn(NamedTuple):
    """A column, or a row, of values: baseline, target or outcome, its year and group, and how certain that is."""

    kind: str
    year: int | None
    group: str | None
    header: str
    worth: float


@dataclass(frozen=True, slots=True)
class Values:
    """``name``: the column that names the rows, None in a card without a head; ``goal``: one that names a row's goal;
    ``group``: one without a heading that tells rows apart; ``across``: row number to what its cells are, where the rows
    are years and the columns have the names; ``untold``: columns of numbers whose kind no heading tells; ``skipped``:
    rows that belong to the header; ``uncovered``: by column years alone that their neighbours' heading may be over too;
    ``named``: whether a heading speaks of indicators; ``counted``: whether the block only counts things, without
    any goal or target in words."""

    name: int | None
    columns: Mapping[int, ValueColumn]
    goal: int | None = None
    group: int | None = None
    across: Mapping[int, ValueColumn] = field(default_factory=dict)
    untold: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    uncovered: Mapping[int, str] = field(default_factory=dict)
    named: bool = False
    counted: bool = False


def _counts(block: Block) -> bool:
    """Whether the words round the block's numbers count or measure something, and nothing says that they are money."""
    over = {row.text for entry in entries_of(block) for row in entry.over}
    title = block.table.section.title
    words = [
        *block.headers.values(),
        block.table.caption or "",
        title,
        *(_line(c.text) for r in block.titles for c in r),
    ]
    labels = [_line(entry.cells[0].text) for entry in entries_of(block) if entry.cells[0].col == 0]
    said = any(map(_says_count, [*words, *over])) or 2 * sum(map(counts, labels)) > len(labels)
    announced = concepts_of(title).get("indicator", 0.0) >= _NAMED
    return (said or announced) and counts_things(block)


def _says_count(text: str) -> bool:
    """Whether a heading counts in words: a sign of percent over one column says nothing of the others."""
    return names_count(text) or (counts(text) and not is_ratio(text))


class _Headings(NamedTuple):
    """Per column the levels of its heading, outermost first, and the columns over whose year nothing may stand."""

    levels: Mapping[int, tuple[str, ...]]
    uncovered: frozenset[int]
    skipped: frozenset[int]


@cached_per_object
def values_of(block: Block) -> Values | None:
    """The block's columns of values; None where nothing says that it has any."""
    looks, known = contents(block), weights(block)
    headings = _headings(block)
    across = _across(block, looks)
    if across is not None:
        return across
    name = _name(block, headings, looks, known)
    if name is None and not block.is_card and len(block.rows) != 1:
        return None
    first = -1 if name is None else name
    named = any(known[col].get("indicator", 0.0) >= _NAMED for col in known)
    counts = named or _counts(block)
    told = {col: value for col in known if col > first and (value := _told(col, headings, looks, counts=counts))}
    told |= _years(headings, looks, first, told, counts=counts)
    told |= _places(block, headings, first, told, counts=counts)
    if not _speaks_of_indicators(told, known, named=named, counts=counts):
        return None
    untold = {
        col
        for col, look in looks.items()
        if col > first and col not in told and not known[col] and block.headers.get(col) and _numbers(block, col, look)
        if col not in headings.uncovered and not _FORECAST.search(fold(block.headers[col]))
    }
    return Values(
        name=name,
        columns=_with_groups(told, headings),
        goal=_goal_column(block, name, told, known),
        group=_group_column(block, name, told, known, looks),
        untold=frozenset(untold),
        skipped=headings.skipped,
        uncovered={
            col: " ".join(headings.levels[col])
            for col in headings.uncovered
            if col not in told and is_period(" ".join(headings.levels.get(col, ())))
        },
        named=named,
        counted=counts and not named and not any(weights(block)[col].keys() & _AIMS for col in told),
    )


def _headings(block: Block) -> _Headings:
    """The levels of the headings; a first row of nothing but years is the last of them, a cell over the name's column
    too is none."""
    levels: dict[int, list[str]] = {}
    for col, text in block.headers.items():
        cells = block.heads.get(col, ())
        own = [c.text for c in cells if c.text and not (c.col == 0 and c.col_span > 1)] if cells else [text]
        levels[col] = [part for level in own if level for part in parts_of(level)]
    if block.is_card:
        return _Headings({col: tuple(parts) for col, parts in levels.items()}, block.uncovered, frozenset())
    uncovered, skipped = block.uncovered, set()
    for row in block.rows[:_MOST_MORE_LEVELS]:
        more = {c.col: _line(c.text) for c in row if c.col > 0 and c.text}
        labels = {fold(c.text) for c in row if c.col == 0 and c.text}
        if not more or labels - {"år"} or not all(map(_is_level, more.values())):
            break
        bare = {col for col in more if not levels.get(col)}
        uncovered = uncovered | bare if 0 < len(bare) < len(more) else uncovered
        for col, text in more.items():
            levels.setdefault(col, []).append(text)
        skipped.add(row[0].row)
    over_all = spread({col: tuple(parts) for col, parts in levels.items()})
    told = frozenset(col for col, parts in over_all.items() if len(parts) > len(levels[col]))
    return _Headings(over_all, uncovered - told, frozenset(skipped))


def _is_level(text: str) -> bool:
    """Whether a cell below the header belongs to it: a year, a gender, a kind of value."""
    return is_period(text) or group_word(text) is not None or kind_told(text, counts=False)[1] >= _NAMED


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _name(block: Block, headings: _Headings, looks: Mapping[int, Contents], known: Mapping[int, Weights]) -> int | None:
    """The column that names the rows: that of indicators, else the first of words; of several first ones of goals in
    words the last."""
    if block.is_card and 0 in block.headers and not block.headers[0]:
        return 0
    named = [col for col in sorted(known) if known[col].get("indicator", 0.0) >= _NAMED and _worded(looks[col])]
    if named or block.is_card:
        return named[0] if named else None
    words = [col for col in sorted(known) if _worded(looks[col]) and not _is_value_heading(col, headings, looks)]
    first = min((col for col in known if _is_value_heading(col, headings, looks)), default=len(known))
    words = [col for col in words if col < first]
    able = [col for col in words if not known[col].keys() & _NO_NAMES] or words[:1]
    if not able:
        return None
    goals = [col for col in able if known[col].keys() & {"goal", "target"}]
    last = able[0]
    for col in goals:
        if col == last or col == last + 1:
            last = col
    if "area" in known[last] and len(able) > 1 and able[1] == last + 1:
        return able[1]
    return last


def _worded(look: Contents) -> bool:
    return bool(look.filled) and max(look.number, look.status, look.date) <= _NUMBERS


def _is_value_heading(col: int, headings: _Headings, looks: Mapping[int, Contents]) -> bool:
    told = _told(col, headings, looks, counts=False)
    return told is not None and (told.year is not None or looks[col].number > _FEW_NUMBERS or told.worth > _NAMED)


def _told(col: int, headings: _Headings, looks: Mapping[int, Contents], *, counts: bool) -> ValueColumn | None:
    """What a column's heading says that it holds, its innermost level first."""
    levels = headings.levels.get(col, ())
    full = " ".join(levels)
    if _FORECAST.search(fold(full)):
        return None
    look = looks.get(col)
    year = max(years_in(full), default=None)
    for level in reversed(levels):
        kind, worth = kind_told(level, counts=counts)
        if kind is not None:
            if look is not None and not _may_hold(kind, worth, level, year, look):
                return None
            return ValueColumn(_KINDS.get(kind, "target"), year, None, full, worth)
    return None


@functools.lru_cache(4096)
def kind_told(heading: str, *, counts: bool) -> tuple[str | None, float]:
    """The concept of values that a heading speaks of and its weight; ``counts``: whether a budget is one of things that
    are no money."""
    folded = fold(heading)
    if counts and _BUDGET.match(folded):
        return "target", _YEAR_WORTH
    found = {
        concept: weight
        for concept, weight in concepts_of(heading).items()
        if (concept in _KINDS or concept == "goal") and weight >= _KNOWN
    }
    if not found or (not counts and "money" in concepts_of(heading)) or _NUMBER_OF.search(folded):
        return None, 0.0
    best = max(found, key=found.__getitem__)
    return best, found[best]


def _may_hold(concept: str, worth: float, heading: str, year: int | None, look: Contents) -> bool:
    """Whether the cells don't speak against what the heading says: goals and states in words are no values."""
    if not look.filled:
        return True
    if look.sentence >= _NUMBERS or (look.status >= _NUMBERS and concept in ("current", "result")):
        return False
    if concept in ("goal", "current", "result"):
        return year is not None or look.number > _FEW_NUMBERS
    return worth > _KNOWN or look.number > _FEW_NUMBERS


def _years(
    headings: _Headings,
    looks: Mapping[int, Contents],
    first: int,
    told: Mapping[int, ValueColumn],
    *,
    counts: bool,
) -> dict[int, ValueColumn]:
    """Years alone are outcomes up to the first year that has a target, but for those that the heading over their
    neighbours may be over too."""
    targets = [value.year for value in told.values() if value.kind == "target" and value.year is not None]
    found = {}
    for col, levels in headings.levels.items():
        full = " ".join(levels)
        year = max(years_in(full), default=None)
        alone = bool(levels) and all(is_period(level) or group_word(level) for level in levels)
        if col <= first or col in told or year is None or not alone or col in headings.uncovered:
            continue
        if (targets and year <= min(targets)) or (counts and not targets):
            found[col] = ValueColumn("outcome", year, None, full, _YEAR_WORTH)
    return found


def _places(
    block: Block, headings: _Headings, first: int, told: Mapping[int, ValueColumn], *, counts: bool
) -> dict[int, ValueColumn]:
    """Columns that are kommuner, or groups of what is counted: outcomes of the group that the heading names. Beside
    columns whose kind is told only the kommun's own one."""
    found: dict[int, ValueColumn] = {}
    if not counts:
        return found
    for col, look in contents(block).items():
        full = " ".join(headings.levels.get(col, ()))
        words, concepts = without_time(full), weights(block)[col]
        if col <= first or col in told or not words or col in headings.uncovered or _FORECAST.search(fold(full)):
            continue
        alike = not concepts or "comparison" in concepts
        if alike and any(map(str.isalpha, words)) and _numbers(block, col, look) and (not told or is_kommun(words)):
            found[col] = ValueColumn("outcome", max(years_in(full), default=None), words, full, _GROUP_WORTH)
    return found


def _numbers(block: Block, col: int, look: Contents) -> bool:
    """Whether most cells of a column are values, whatever its heading says."""
    texts = [_line(cell.text) for row in block.rows for cell in row if cell.col == col and cell.text]
    return look.number >= _NUMBERS or sum(bool(_VALUE.match(text)) for text in texts) >= _NUMBERS * max(len(texts), 1)


def _speaks_of_indicators(
    told: Mapping[int, ValueColumn], known: Mapping[int, Weights], *, named: bool, counts: bool
) -> bool:
    """Whether the headings together are those of indicators, not of money or of goals in words."""
    kinds = {value.kind for value in told.values()}
    assessed = any(known[col].get(concept, 0.0) >= _KNOWN for col in known for concept in _ASSESSED)
    if not told:
        return False
    if named or assessed or len(kinds) > 1:
        return True
    timed = any(value.year is not None for value in told.values())
    if counts:  # what is only counted, once and at no time, describes: "Enhet | Chef | Antal anställda"
        return timed or kinds != {"outcome"} or any(known[col].get("outcome", 0.0) >= _NAMED for col in told)
    return kinds != {"outcome"} and (len(told) > 1 or timed)


def _with_groups(told: Mapping[int, ValueColumn], headings: _Headings) -> dict[int, ValueColumn]:
    """The columns with the group that a level of their heading names: words that aren't over all of them, of a gender
    for certain, of anything else where they tell two columns apart."""
    shared = [set(headings.levels.get(col, ())) for col in told]
    everywhere = set.intersection(*shared) if len(shared) > 1 else set()
    clashes = [(value.kind, value.year, value.group) for value in told.values()]
    found = {}
    for col, value in told.items():
        group = value.group
        for level in headings.levels.get(col, ()):
            if group is not None or level in everywhere:
                continue
            group = group_word(without_time(level)) or group_within(level)
            if group is None and clashes.count((value.kind, value.year, None)) > 1:
                words = without_time(level)
                group = words if words and not is_period(level) and not concepts_of(words) else None
        found[col] = value._replace(group=group_word(group) or group if group else None)
    return dict(sorted(found.items()))


def _goal_column(
    block: Block, name: int | None, told: Mapping[int, ValueColumn], known: Mapping[int, Weights]
) -> int | None:
    """The column that names each row's goal, by number or in words: the last one left of the name, else one right of it
    whose cells are no values."""
    able = [
        col
        for col in sorted(known)
        if col != name and col not in told and contents(block)[col].filled
        if known[col].keys() & {"goal", "target"} or _GOAL_NUMBER.search(fold(block.headers.get(col, "")))
    ]
    left = [col for col in able if name is not None and col < name]
    if left:
        return left[-1]
    right = [col for col in able if _ties(block, col)]
    return right[0] if right else None


def _ties(block: Block, col: int) -> bool:
    """Whether cells right of the name say a goal: its number under a heading that says so, its label, many words."""
    heading = fold(block.headers.get(col, ""))
    texts = [_line(cell.text) for row in block.rows for cell in row if cell.col == col and cell.text]
    if all(map(_DIGITS.match, texts)):
        return bool(_NUMBER_OF.search(heading))
    wordy = sum(goal_label_in(text) is not None or len(text.split()) > _LONGEST_TARGET for text in texts)
    return 2 * wordy > len(texts) or len(heading.split()) > 1


def _group_column(
    block: Block,
    name: int | None,
    told: Mapping[int, ValueColumn],
    known: Mapping[int, Weights],
    looks: Mapping[int, Contents],
) -> int | None:
    """A column between name and values that tells rows apart: without a heading and of words, or of genders."""
    if name is None:
        return None
    for col in range(name + 1, min(told)):
        texts = [cell.text or "" for row in block.rows for cell in row if cell.col == col and cell.text]
        if not texts or col not in looks or known[col]:
            continue
        genders = sum(group_word(text) is not None for text in texts)
        unheaded = not block.headers.get(col) and not any(c.isdigit() for text in texts for c in text)
        if unheaded or 2 * genders > len(texts):
            return col
    return None


def _across(block: Block, looks: Mapping[int, Contents]) -> Values | None:
    """The values of a block whose rows are years or kinds of value ('Utfall 2030', 'Mål 2031') and whose columns have
    the names of what is counted."""
    others = [col for col, look in looks.items() if col > 0 and look.filled]
    if block.is_card or not others or 0 not in looks or len(block.rows) < _FEWEST_ACROSS:
        return None
    counts = _counts(block)
    rows: dict[int, ValueColumn] = {}
    explicit = 0
    for row in block.rows:
        told = _row_told(row, counts=counts)
        if told is None:
            return None
        value, by_words = told
        explicit += by_words
        rows[row[0].row] = value
    headed = all(block.headers.get(col) and not is_period(block.headers[col]) for col in others)
    kinds = any(kind_told(block.headers.get(col, ""), counts=counts)[0] is not None for col in others)
    if not headed or kinds or not (counts or explicit) or not all(_numbers(block, c, looks[c]) for c in others):
        return None
    columns = {col: ValueColumn("outcome", None, None, block.headers[col], _GROUP_WORTH) for col in others}
    return Values(name=0, columns=columns, across=rows)


def _row_told(row: Row, *, counts: bool) -> tuple[ValueColumn, bool] | None:
    """What the label of a row says that its cells are, and whether by words."""
    label = _line(row[0].text) if row[0].col == 0 else ""
    year = max(years_in(label), default=None)
    if not label or year is None or _FORECAST.search(fold(label)):
        return None
    if is_period(label):
        return ValueColumn("outcome", year, None, label, _YEAR_WORTH), False
    kind, worth = kind_told(label, counts=counts)
    return (ValueColumn(_KINDS.get(kind, "target"), year, None, label, worth), True) if kind else None
