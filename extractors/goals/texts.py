"""Goals stated in text: behind labels, as headings with or without a sentence under them, in lists and lead-ins."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import takewhile

from extractors.document.model import Table
from extractors.document.outline import Entry
from extractors.goals.evidence import (
    Grounds,
    counted,
    first_list,
    first_statement,
    goal_items,
    is_bare_label,
    is_figures,
    is_foreign_ground,
    is_named_goal,
    names_activities,
    stated_below,
    statement_score,
    states_goal,
    without_number,
)
from extractors.goals.parts import Stated, above_tables, parts_of
from extractors.interpret.context import heading_of_items, says_whose_goals
from extractors.records import FindingRecord
from extractors.text.paragraphs import Paragraph
from extractors.text.prose import sentences_of
from extractors.values.goal_labels import announcement, announces_list
from extractors.values.spoken_headings import announces_doings, announces_wishes
from extractors.vocabulary import fold

_LONGEST_SINGLE_GOAL = 250  # letters of the one paragraph under a goals' heading that has no list
_MOST_SENTENCES = 3  # of a goal under its label; longer is prose about it
_FEWEST_SENTENCES = 2  # in a row, each of them a goal, under a heading that announces goals


def goals_in_text(root: Entry, grounds: Grounds, document_title: str | None) -> list[Stated]:
    """The goals of a document's outline in its order; ``document_title`` is no area."""
    found = list(_goals_in_text(root, grounds, document_title))
    names = {fold(name) for goal in found for name in _names(goal) if not _is_bare(goal)}
    return [goal for goal in found if not (_is_bare(goal) and fold(goal.text) in names)]


def _names(goal: Stated) -> list[str]:
    """What a goal may be called where it is only listed: its title, or the words behind its label."""
    label = goal.entry.label if goal.own else None
    return [name for name in (goal.title, label.text if label is not None else None) if name]


def _is_bare(goal: Stated) -> bool:
    """Whether a goal is only listed: nothing stands under it."""
    return not goal.own or (goal.title is None and not goal.entry.body and not goal.entry.children)


def _goals_in_text(root: Entry, grounds: Grounds, document_title: str | None) -> Iterator[Stated]:
    order = list(root.walk())
    statements: set[Entry] = set()  # headings that are the text of a goal
    for entry, after in zip(order, [*order[1:], None], strict=True):
        if entry in statements or is_foreign_ground(entry):
            continue
        own = _goal_of(entry, after, statements, grounds)
        found = [own] if own is not None else list(_listed(entry, grounds))
        for goal in (*found, *_led_in(entry, {id_of(g.place) for g in found})):
            yield goal._replace(area=area_of_goal(goal, statements, document_title))


def id_of(place: Paragraph) -> tuple[int, float, float]:
    """What tells paragraphs of one document apart: page, top and left edge."""
    return place.page, place.box.top, place.box.x0


def _goal_of(entry: Entry, after: Entry | None, statements: set[Entry], grounds: Grounds) -> Stated | None:
    """The goal that the entry itself is."""
    if entry.place is None:
        return None
    if entry.label is not None:
        return _labelled(entry, after, statements, grounds)
    return _named(entry, statements) if is_named_goal(entry, grounds) else None


def _labelled(entry: Entry, after: Entry | None, statements: set[Entry], grounds: Grounds) -> Stated | None:
    """The goal with a label: its text below, set like a heading below, or behind the label."""
    assert entry.label is not None and entry.place is not None
    parts = tuple(parts_of(entry))
    goal = Stated(
        entry, entry.label.number, entry.title, "", entry.place, parts, None, entry.ordinal, entry.end, own=True
    )
    behind = entry.label.text
    below = _below(entry)
    if below and (behind is None or stated_below(entry) is not None):
        return goal._replace(text="\n".join(p.text for p in below), place=below[0])
    told = _told_by_label(entry, goal, statements)
    if told is not None:
        return told
    names_activity = after is not None and behind is not None and names_activities(after, grounds)
    if after is not None and not names_activity and _is_set_as_heading(entry, after, alone=behind is None):
        assert after.place is not None
        statements.add(after)
        both = (*parts, *parts_of(after))
        end = max(entry.end, after.end)
        return goal._replace(text=after.title, place=after.place, parts=both, end=end)
    return goal._replace(title=None, text=behind) if behind is not None else None


def _told_by_label(entry: Entry, goal: Stated, statements: set[Entry]) -> Stated | None:
    """The goal of a heading that a bare label under it states: 'Mål: …'."""
    for child in entry.children:
        if is_bare_label(child):
            assert child.place is not None and child.label is not None and child.label.text is not None
            statements.add(child)
            parts = (*goal.parts, *parts_of(child))
            return goal._replace(title=entry.title, text=child.label.text, place=child.place, parts=parts)
    return None


def _below(entry: Entry) -> list[Paragraph]:
    """The paragraph right under a label that states its goal, and the list that it leads in to."""
    first = first_statement(entry)
    if first is None:
        return []
    rest = entry.paragraphs[entry.paragraphs.index(first) + 1 :]
    items = list(takewhile(lambda p: p.marker is not None, rest)) if first.text.endswith(":") else []
    return [first, *items] if items or not _is_remark(first) else []


def _is_remark(paragraph: Paragraph) -> bool:
    return paragraph.text.endswith(":") or len(sentences_of(paragraph.text)) > _MOST_SENTENCES


def _is_set_as_heading(entry: Entry, after: Entry, *, alone: bool) -> bool:
    """Whether the entry after a label is the goal's text, set like a heading."""
    if entry.body or after.label is not None or after.is_part or after.place is None or is_figures(after.title):
        return False
    return alone or (after.parent is entry and states_goal(after.title))


def _named(entry: Entry, statements: set[Entry]) -> Stated:
    """The goal that a heading without a label names or states."""
    assert entry.place is not None
    number, words = counted(entry.title)
    number = int(entry.number) if entry.number is not None and entry.number.isdigit() else number
    parts = tuple(parts_of(entry))
    goal = Stated(entry, number, None, words, entry.place, parts, None, entry.ordinal, entry.end, own=True)
    told = _told_by_label(entry, goal, statements)
    if told is not None:
        return told
    below = stated_below(entry)
    if below is None:
        return goal
    return goal._replace(title=entry.title, text=below.text, place=below)


def _listed(entry: Entry, grounds: Grounds) -> Iterator[Stated]:
    """The list, the sentences or the single sentence under a heading that announces goals, and the list under an area
    among such headings."""
    if entry.place is None:
        return
    owner = says_whose_goals(entry.title)
    announced = owner or announcement(entry.title) == "goals"
    over = entry.parent
    under = over is not None and over.label is None and announcement(over.title) == "goals" and not entry.is_part
    if not announced and not under:
        return
    above = above_tables(entry)
    items = first_list(entry) if owner else goal_items(entry)
    if len(items) == 1 and announces_wishes(entry.title):
        yield _item(entry, items[0])._replace(start=entry.ordinal, end=_end_of_parts(entry))
    elif items:
        yield from (_item(entry, item) for item in items)
    elif announced and not any(_is_goal(e, grounds) for e in entry.walk() if e is not entry):
        yield from _sentences(entry, above)


def _is_goal(entry: Entry, grounds: Grounds) -> bool:
    return entry.label is not None or is_named_goal(entry, grounds)


def _sentences(entry: Entry, above: list[Paragraph]) -> Iterator[Stated]:
    """The paragraphs in a row that each state a goal, else the single goal right under the heading."""
    stating = [p for p in above if states_goal(p.text) and len(sentences_of(p.text)) == 1]
    if len(stating) >= _FEWEST_SENTENCES and len(stating) + 1 >= len(above):
        yield from (_item(entry, paragraph) for paragraph in stating)
    elif above and _is_single_goal(above) and announcement(above[0].text) is None:
        yield _item(entry, above[0])._replace(start=entry.ordinal, end=_end_of_parts(entry))


def _end_of_parts(entry: Entry) -> int:
    """Where a single goal under the heading 'Mål' ends: behind the headings of its parts ('Åtgärder') that follow."""
    beside = entry.parent.children if entry.parent is not None else []
    after = beside[beside.index(entry) + 1 :] if entry in beside else []
    parts = takewhile(lambda e: e.is_part or announces_doings(e.title, of_goals=True), after)
    return max([entry.end, *(part.end for part in parts)])


def _is_single_goal(above: list[Paragraph]) -> bool:
    """Whether the first paragraph under a goals' heading is a goal, not an introduction, nor the first of a list: one
    short sentence."""
    text = above[0].text
    if any(p.marker is not None for p in above[:1]) and any(p.marker is not None for p in above[1:]):
        return False
    if len(text) > _LONGEST_SINGLE_GOAL or text.endswith(":") or len(sentences_of(text)) != 1:
        return False
    return statement_score(text) >= 0


def _led_in(entry: Entry, known: set[tuple[int, float, float]]) -> Iterator[Stated]:
    """The list behind a lead-in: 'Följande mål gäller för året:'."""
    leading = False
    for block in entry.body:
        if isinstance(block, Table):
            leading = False
        elif block.marker is None:
            leading = announces_list(block.text)
        elif leading and id_of(block) not in known:
            yield _item(entry, block)


def _item(entry: Entry, item: Paragraph) -> Stated:
    number = re.match(r"\d+", item.marker or "")
    return Stated(entry, int(number.group()) if number else None, None, without_number(item), item)


def area_of_goal(goal: Stated, statements: Container[Entry], document_title: str | None) -> str | None:
    """The nearest heading over the goal except its own, or a bold list item set like one; the document's title is none.
    One that only says whose goals follow yields to the one above it."""
    above = [goal.entry, *goal.entry.over()][1 if goal.own else 0 :]
    titles = [e for e in above if e not in statements and not is_figures(e.title)]
    titles = [e for e in titles if document_title is None or fold(e.title) not in fold(document_title)]
    titles = [e for e in titles if not (goal.in_row and _only_says_what_follows(e))] or titles
    if not titles:
        return None
    item = heading_of_items(titles[0].section, id_of(goal.place)[:2])
    return item or next((e.title for e in titles if not says_whose_goals(e.title)), titles[0].title)


def _only_says_what_follows(entry: Entry) -> bool:
    """Whether a heading over a table names a goal's part ('Aktiviteter') below one that is larger, not beside it."""
    return entry.is_part and (entry.parent is None or entry.parent.place is None or entry.parent.level < entry.level)


def unread_goals(root: Entry, read: Container[int], names: Container[str], document_id: str) -> Iterator[FindingRecord]:
    """The headings and labels that announce goals and under which none was read, nor a table that has other records;
    ``read``: the ordinals of the entries of all goals and of the tables with records; ``names``: what goals are called,
    folded, for what only lists them."""
    for entry in root.walk():
        if entry.place is None or is_foreign_ground(entry):
            continue
        if entry.label is None and announcement(entry.title) != "goals":
            continue
        label = entry.label.text if entry.label is not None else None
        listed = fold(entry.title) in names or (label is not None and fold(label) in names)
        if not listed and not any(below.ordinal in read for below in entry.walk()):
            yield _unread_finding(entry, document_id)


def _unread_finding(entry: Entry, document_id: str) -> FindingRecord:
    assert entry.place is not None
    return FindingRecord(
        document_id=document_id,
        check_name="unread_goals",
        severity="warning",
        message=f"'{entry.title}' announces goals, but none was read under it",
        stated=entry.title,
        expected="a sentence, a list or a table that states them",
        table_id=None,
        label=entry.title,
        column_text=None,
        page=entry.place.page,
        bbox=entry.place.box,
    )
