"""What every extractor is told beside the document itself: its id, what it is, its goals and what stands under each."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from extractors.document.model import Document, Table, cached_per_object
from extractors.identity.identify import Identity
from extractors.interpret.full_width_rows import FullWidthRow
from extractors.records import GoalRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import goal_label_of_heading
from extractors.values.spoken_headings import announces_wishes
from extractors.vocabulary import entries, fold, lookup

_GOAL_NUMBER = re.compile(r"^(?:.*\bmål(?:et)?\s+|\w*mål\s+)?(\d{1,2}(?:\.\d{1,2})*)\.?(?:\s*[:–-]?\s+(\S.*))?$")
_LONGEST_ITEM_HEADING = 80  # letters
_YEARS_BEHIND = re.compile(r"\s*(?:(?:för|under)\s+)?(?:åren\s+)?(?:19|20)\d\d(?:\s?[/-]\s?(?:\d\d){1,2})?$")


class GoalTies(NamedTuple):
    """What stands under which goal, by goal_id: ``spans`` of ordinals of the document's blocks, the innermost last;
    ``tables`` by their index; ``rows`` by the index of their table and their number in it."""

    spans: tuple[tuple[int, int, str], ...] = ()
    tables: Mapping[int, str] = MappingProxyType({})
    rows: Mapping[tuple[int, int], str] = MappingProxyType({})

    def at(self, ordinal: int) -> str | None:
        """The innermost goal under which the block of that ordinal stands, its own heading included."""
        return next((goal for start, end, goal in reversed(self.spans) if start <= ordinal < end), None)


NO_TIES = GoalTies()


@dataclass(frozen=True, slots=True)
class Context:
    """What an extractor is told: ``goals`` and what stands under each."""

    document_id: str
    identity: Identity
    ties: GoalTies = NO_TIES
    goal_records: tuple[GoalRecord, ...] = ()

    def goal_over(self, place: Table | Section) -> str | None:
        """The goal under whose label or heading the place stands, None under none or a list of several."""
        if isinstance(place, Table) and place.index >= 0:
            return self.ties.tables.get(place.index)
        return self.ties.at((place.section if isinstance(place, Table) else place).ordinal)

    def goal_of_row(self, table: Table, row: FullWidthRow) -> str | None:
        """The goal that a row over the others names, by its label or its words."""
        return self.ties.rows.get((table.index, row.cell.row)) or self.goal_named(row.text)

    def goal_beside(self, table: Table, row: int) -> str | None:
        """The goal that a row of a table is tied to by the rows before it: by a merged cell or the block above."""
        return self.ties.rows.get((table.index, row))

    def goal_in(self, table: Table, over: Sequence[FullWidthRow]) -> str | None:
        """The goal that the innermost of the rows over others names, None where none does."""
        return next((goal for row in reversed(over) if (goal := self.goal_of_row(table, row)) is not None), None)

    def goal_named(self, text: str) -> str | None:
        """The one goal that the text names, by its words or its number; None where it names none or several."""
        folded = fold(text)
        match = _GOAL_NUMBER.match(folded)
        number, words = (match.group(1), match.group(2) or folded) if match else (None, folded)
        wanted = {_words(folded), _words(words)}
        by_words = [g for g in self.goal_records if wanted & _names(g)]
        if len(by_words) == 1:
            return by_words[0].goal_id
        if number is None or (match is not None and match.group(2) and not by_words):
            return None
        among = by_words or self.goal_records
        numbered = [g for g in among if str(g.number) == number] or [g for g in among if g.section_number == number]
        return numbered[0].goal_id if len(numbered) == 1 else None

    def goal_numbered_over(self, table: Table, number: int | None) -> str | None:
        """The goal that the table stands under, if it has that number."""
        over = self.goal_over(table)
        return next((g.goal_id for g in self.goal_records if g.goal_id == over and g.number == number), None)

    def area_over(self, table: Table) -> str | None:
        """The heading that a table stands under, as goals.area: a goal's own heading is none."""
        own = self.goal_over(table)
        if own is not None:
            return next((goal.area for goal in self.goal_records if goal.goal_id == own), None)
        if table.section.heading is None:
            return None
        return heading_of_items(table.section, (table.page, table.box.top)) or area_of(table.section)


def _names(goal: GoalRecord) -> set[str]:
    """The folded words that name a goal: its text, its title, and what stands behind a label there."""
    label = goal_label_of_heading(goal.title) if goal.title is not None else None
    names = (goal.text, goal.title, label.text if label is not None else None)
    return {_words(name) for name in names if name}


def _words(text: str) -> str:
    """The folded words without the marks between and behind them."""
    return " ".join(re.findall(r"\w+", fold(text)))


@cached_per_object
def ordinals_of(document: Document) -> dict[int, int]:
    """The places of the paragraphs among the document's blocks, by their identity."""
    return {id(block): at for at, block in enumerate(document.blocks)}


def area_of(section: Section) -> str:
    """The section's heading, or where it only says whose goals follow the one above it, if any."""
    over = section.parent
    if not says_whose_goals(section.title) or over is None or over.heading is None:
        return section.title
    return area_of(over)


def says_whose_goals(title: str) -> bool:
    """Whether a heading only says whose goals follow: 'Kommunfullmäktiges mål', 'Socialnämndens egna mål 2031', or that
    they do: 'Det här vill vi uppnå'."""
    folded = without_years(title)
    named = lookup("goal_owners", folded) is not None or bool(_owner_pattern().match(folded))
    return named or announces_wishes(title)


def without_years(title: str) -> str:
    """The folded heading without the year or years that it ends with: 'Fokusområden för 2031' as 'fokusområden'."""
    return _YEARS_BEHIND.sub("", fold(title))


@functools.cache
def _owner_pattern() -> re.Pattern[str]:
    owner = entries("goal_owners")["owner"]
    endings, bodies, before = ("|".join(map(re.escape, owner[field])) for field in ("endings", "bodies", "before"))
    name = rf"(?:(?:[\w-]+-,?|{before}) )*\w*"
    return re.compile(rf"^(?:{name}(?:{endings}) (?:\w+ )?mål|mål (?:för|från) {name}(?:{bodies}))$")


def heading_of_items(section: Section, before: tuple[int, float]) -> str | None:
    """The last bold list item before a page and height that stands alone like a heading, None without one."""
    above = [p for p in section.paragraphs if (p.page, p.box.top) < before]
    alone = [
        p.text
        for i, p in enumerate(above)
        if _is_bold_item(p) and not any(n.marker is not None for n in above[max(i - 1, 0) : i] + above[i + 1 : i + 2])
    ]
    return alone[-1] if alone else None


def _is_bold_item(paragraph: Paragraph) -> bool:
    short = len(paragraph.text) <= _LONGEST_ITEM_HEADING and not paragraph.text.endswith((".", ":", ";"))
    return paragraph.marker is not None and paragraph.bold and short
