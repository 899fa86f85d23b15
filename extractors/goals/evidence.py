"""What speaks for a goal: whether a sentence states one, and whether a heading without a label names one, by its words
and by what stands over, beside and under it. Each piece of evidence has a weight, argued where it stands."""

from __future__ import annotations

import functools
import re
from itertools import pairwise, zip_longest
from typing import NamedTuple

from extractors.document.outline import Entry
from extractors.goals.parts import above_tables, part_in
from extractors.interpret.context import without_years
from extractors.interpret.roles import begins_with_clause, is_noun_alone
from extractors.text.paragraphs import Paragraph
from extractors.text.prose import sentences_of
from extractors.values.goal_labels import announcement, goal_label_in, is_foreign, is_part_heading
from extractors.vocabulary import entries, fold

STATES = 1.0  # a sentence from this score on states a goal
_MODAL = 1.0  # "ska", "bör", "får inte": what most goals say
_BEGINS = 1.0  # an infinitive first: "Verka för en levande landsbygd"
_MOVES = 0.5  # "ökar", "halveras": a direction alone is also told of in prose
_TARGET = 0.5  # a share, an amount or a year to reach
_UNIT_FIRST = -0.5  # "Enheten ska leda …" describes a task
_PROSE = -1.0  # what has been, what a text does, what points back
_LONG = -1.0  # goals have one or two sentences
_MOST_SENTENCES = 2
_REMEMBERED_TEXTS = 1024  # each statement is weighed again for the headings beside it
_MOST_LETTERS = 260  # of a goal; the longest labelled one below a heading has 199

PLANS = ("verksamhetsplan", "uppföljning", "delårsrapport", "årsredovisning", "mål och budget", "handlingsplan")
IS_GOAL = 2.5  # a heading from this score on names a goal
_ANNOUNCED = 1.0  # it stands under "Nämndens mål", or "Mål och aktiviteter"
_STATED = 1.5  # the sentence right under it states a goal
_STATES_ITSELF = 1.5  # the heading does, where no sentence under it states one
_WORKED_ON = 1.0  # activities or indicators stand under it, as a table or under a heading of their own
_HAS_PARTS = 1.0  # labelled parts that only goals have: baseline, measure, assessment
_LISTED = 1.0  # it is one of several right under a heading that announces goals and nothing else
_IN_PLAN = 0.5  # it stands in a plan, or what follows one up, that states no goal any clearer
_SIBLINGS = 0.5  # another heading beside it has the same form and at least as much of the evidence above
_CHAPTER = -1.5  # it names a usual chapter ("Ekonomi", "Sammanfattning"), or stands in one of rules
_REPEATED = -2.0  # other headings have the same words: "Möjligheter" on every form
_ELSEWHERE = -2.0  # goals have a heading of their own beside it, or labels in its chapter; it stands under one
_HOLDS_GOALS = -3.0  # labelled goals stand under it: it is their area

_FORBIDDEN = {("får", "inte"), ("får", "ej"), ("får", "aldrig")}
_BARE_LABELS = ("mål", "målet", "målformulering")
_PARTS_OF_GOALS = ("delmål", "effektmål", "resultatmål", "etappmål")
_FEWEST_WORDS = 3  # of a goal's sentence without a verb
_COUNTED = re.compile(r"^(\d{1,2})[.)]\s+(?=[A-ZÅÄÖ])")
_ARTICLES = ("en", "ett")
_HAD = re.compile(r"(?:a|[^t]s)$")  # "goda", "kommunens"; a supine ends in -t or -ts
_WORD = re.compile(r"[\w-]+")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")  # near enough to tell a goal from prose, and 100 times as fast
_QUANTITY = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)|\d\s*(?:%|procent)|(?<!\w)(?:minst|högst)\s+\d")


@functools.lru_cache(_REMEMBERED_TEXTS)
def statement_score(text: str) -> float:
    """How far a text reads like a goal: below 0 prose, from ``STATES`` on a goal."""
    words = _WORD.findall(fold(text[: 2 * _MOST_LETTERS]))
    if not words:
        return _PROSE
    known = entries("goal_statements")
    forbidden = any(pair in _FORBIDDEN for pair in pairwise(words))
    score = _MODAL if forbidden or any(word in known["modal"]["words"] for word in words) else 0.0
    begin = words[1] if words[0] == "att" and len(words) > 1 else words[0]
    begins = begin in known["infinitive"]["words"] or begin in known["movement"]["words"]
    score += _BEGINS if begins and len(words) > 1 else 0.0
    moves = (*known["direction"]["words"], *known["movement"]["words"])
    score += _MOVES if any(word in moves for word in words) else 0.0
    score += _TARGET if _QUANTITY.search(fold(text)) else 0.0
    score += _UNIT_FIRST if words[0] in known["unit"]["words"] else 0.0
    modal = words[1:2] and words[1] in known["modal"]["words"]
    target = modal and words[0].endswith("et") and _QUANTITY.search(fold(text))  # "Resultatet ska uppgå till 2 procent"
    pointing = not target and words[0] in known["pointing"]["words"]
    expletive = words[0] == "det" and modal  # "Det ska vara enkelt att …"
    first = not expletive and (pointing or words[0] in known["about"]["words"])
    first = first or words[0].isdigit()
    prose = first or any(
        word in known["past"]["words"] and not _has(word, after) for word, after in zip_longest(words, words[1:])
    )
    score += _PROSE if prose else 0.0
    too_long = len(_NEXT_SENTENCE.findall(text)) >= _MOST_SENTENCES or len(text) > _MOST_LETTERS or text.endswith(":")
    return score + (_LONG if too_long else 0.0)


def _has(word: str, after: str | None) -> bool:
    """Whether 'har' tells what somebody has ('har en trygg vardag', 'har goda villkor'), not what was done."""
    return word == "har" and after is not None and (after in _ARTICLES or bool(_HAD.search(after)))


def without_remarks(text: str) -> str:
    """A goal's own sentences: those before the first that speaks about it ('Målet kan bidra till …')."""
    about = entries("goal_statements")["about"]["words"]
    if not any(word in about for word in _WORD.findall(fold(text))):
        return text
    sentences = sentences_of(text)
    end = next((i for i, s in enumerate(sentences) if i and fold(s).split()[:1] and fold(s).split()[0] in about), None)
    return text if end is None else " ".join(sentences[:end])


def states_goal(text: str) -> bool:
    """Whether a text reads like a goal."""
    return statement_score(text) >= STATES


class Grounds(NamedTuple):
    """What the whole document tells.

    ``in_plan``: it is a plan, or follows one up, that states no goal any clearer; ``worked``, ``goals``: the indices of
    its tables of activities and indicators, and of goals; ``activities``: the lines (page and top) that name the
    activities of the tables below them; ``repeated``: the titles that several headings have.
    """

    in_plan: bool
    worked: frozenset[int]
    activities: frozenset[tuple[int, float]] = frozenset()
    repeated: frozenset[str] = frozenset()
    goals: frozenset[int] = frozenset()


def is_named_goal(entry: Entry, grounds: Grounds) -> bool:
    """Whether a heading without a label names or states a goal."""
    if entry.is_part or entry.label is not None or announcement(entry.title) is not None or is_figures(entry.title):
        return False
    if entry.place is None or names_activities(entry, grounds):
        return False
    if is_noun_alone(without_years(entry.title)) or begins_with_clause(entry.title):  # says only what follows
        return False
    own = _own_evidence(entry, grounds)
    siblings = _siblings(entry)
    listed = siblings and entry.parent is not None and announcement(entry.parent.title) == "goals"
    if own <= 0 and not listed:
        return False
    alike = any(_own_evidence(e, grounds) >= own for e in siblings)
    around = _REPEATED if fold(entry.title) in grounds.repeated else 0.0
    held = any(t.index in grounds.goals for e in entry.walk() for t in e.tables)
    around += (
        (_HOLDS_GOALS if held else 0.0)
        + _evidence_around(entry)
        + (_LISTED if listed else 0.0)
        + (_IN_PLAN if grounds.in_plan else 0.0)
    )
    return own + around + (_SIBLINGS if alike else 0.0) >= IS_GOAL


def names_activities(entry: Entry, grounds: Grounds) -> bool:
    """Whether the line is what the activities of the table below it are called."""
    return entry.place is not None and (entry.place.page, entry.place.box.top) in grounds.activities


def is_bare_label(entry: Entry) -> bool:
    """Whether the entry is 'Mål: …', which under a heading states the goal that the heading names."""
    label = entry.label
    return label is not None and label.text is not None and fold(label.label) in _BARE_LABELS


def _is_labelled_goal(entry: Entry) -> bool:
    """Whether a label names the goal, not one that is part of another ('Delmål: …')."""
    label = entry.label
    return label is not None and not is_bare_label(entry) and not fold(label.label).startswith(_PARTS_OF_GOALS)


def _siblings(entry: Entry) -> list[Entry]:
    """The other headings of its form beside it, those of a goal's parts left out; of the lines of a numbered outline
    all of that level."""
    numbered = entry.in_text and entry.number is not None
    beside = _root(entry).walk() if numbered else entry.parent.children if entry.parent is not None else []
    form = (entry.level, entry.in_text, entry.number is not None) if numbered else (entry.level, entry.in_text)
    return [
        e
        for e in beside
        if e is not entry
        and not e.is_part
        and e.label is None
        and (e.level, e.in_text, e.number is not None)[: len(form)] == form
    ]


def _root(entry: Entry) -> Entry:
    return entry if entry.parent is None else _root(entry.parent)


def _own_evidence(entry: Entry, grounds: Grounds) -> float:
    """What the heading's words and what stands under it say."""
    first = first_statement(entry)
    stated = (first is not None and states_goal(first.text)) or any(map(is_bare_label, entry.children))
    score = _STATED if stated else _STATES_ITSELF if _states_itself(entry) else 0.0
    score += _WORKED_ON if _is_worked_on(entry, grounds) else 0.0
    score += _HAS_PARTS if any(part_in(p.text) is not None for p in entry.paragraphs) else 0.0
    return score + (_CHAPTER if _is_chapter(entry) else 0.0)


def _states_itself(entry: Entry) -> bool:
    """Whether a heading is a goal's sentence, by its words or those of most headings beside it ('Trygga gator utan
    nedskräpning' among 'Alla ska kunna simma')."""
    if announced_above(entry) is None:  # numbered headings elsewhere are as often activities
        return states_goal(entry.title)
    words = counted(entry.title)[1]
    if states_goal(words):
        return True
    beside = [states_goal(counted(e.title)[1]) for e in _siblings(entry)]
    return len(words.split()) >= _FEWEST_WORDS and statement_score(words) >= 0 and 2 * sum(beside) > len(beside)


def counted(title: str) -> tuple[int | None, str]:
    """The number that counts a goal before its words ('2) Fler ska cykla'), None without one, and the words."""
    match = _COUNTED.match(title)
    return (int(match.group(1)), title[match.end() :]) if match else (None, title)


def _is_chapter(entry: Entry) -> bool:
    """Whether a heading names a usual chapter, or stands in one of rules."""
    known = entries("goal_statements")
    rules = tuple(known["rules"]["words"])
    return fold(entry.title) in known["chapter"]["words"] or any(fold(e.title).startswith(rules) for e in entry.over())


def _evidence_around(entry: Entry) -> float:
    """What the headings over and beside it say."""
    score = _ANNOUNCED if announced_above(entry) is not None else 0.0
    beside = any(e.label is None and announcement(e.title) == "goals" for e in _near(entry))
    in_goal = any(e.label is not None for e in entry.over())
    in_part = any(e.is_part and announced_above(e) is not None for e in entry.over())
    labelled = not states_goal(entry.title) and _has_labelled_goals(entry)
    score += _ELSEWHERE if beside or labelled or in_part or in_goal else 0.0
    held = any(map(_is_labelled_goal, entry.walk())) or len(goal_items(entry)) > 1
    return score + (_HOLDS_GOALS if held else 0.0)


def _has_labelled_goals(entry: Entry) -> bool:
    """Whether the chapter that announces goals labels them, in its text or in rows of its tables."""
    chapter = next((e for e in entry.over() if e.label is None and announcement(e.title) is not None), None)
    if chapter is None:
        return False
    cells = (cell for e in chapter.walk() for table in e.tables for cell in table.cells if cell.text)
    labelled = any(map(_is_labelled_goal, chapter.walk()))
    return labelled or any((label := goal_label_in(c.text or "")) is not None and label.text for c in cells)


def _near(entry: Entry) -> list[Entry]:
    """The headings beside and right under it."""
    beside = entry.parent.children if entry.parent is not None and entry.parent.place is not None else []
    return [e for e in (*beside, *entry.children) if e is not entry]


def first_list(entry: Entry) -> list[Paragraph]:
    """The items right under a heading, above any table and any line that leads in to another list."""
    items: list[Paragraph] = []
    for paragraph in above_tables(entry):
        if paragraph.marker is not None:
            items.append(paragraph)
        elif items and (paragraph.text.endswith(":") or is_part_heading(paragraph.text)):
            break
    return items


def goal_items(entry: Entry) -> list[Paragraph]:
    """The items of the list right under a heading, above any table, if at least half of them state goals."""
    items = first_list(entry)
    return items if 2 * sum(statement_score(without_number(p)) > 0 for p in items) >= len(items) else []


def without_number(item: Paragraph) -> str:
    """A list item's words without its printed number."""
    return re.sub(r"^\d{1,2}[.)]?\s+", "", item.text) if (item.marker or "")[:1].isdigit() else item.text


def first_statement(entry: Entry) -> Paragraph | None:
    """The paragraph right under a heading, before any table or labelled part; None where there is none."""
    first = next(iter(above_tables(entry)), None)
    return None if first is None or part_in(first.text) is not None else first


def stated_below(entry: Entry) -> Paragraph | None:
    """The paragraph right under the heading or label of a goal that states it: it reads so, or it is set apart, or a
    short sentence that is no prose where one beside it reads so ('Trygga elever' among 'Eleverna ska vara trygga') or
    the goal's assessment follows. None where there is none."""
    first = first_statement(entry)
    if first is None or _reads_as_goal(first) or (first.bold and len(sentences_of(first.text)) == 1):
        return first
    if not _may_state(first):
        return None
    beside = [below for e in _of_its_form(entry) if (below := first_statement(e)) is not None]
    assessed = any(part_in(p.text) == "fulfilment" for p in entry.paragraphs)
    return first if assessed or any(map(_reads_as_goal, beside)) else None


def _reads_as_goal(paragraph: Paragraph) -> bool:
    return states_goal(paragraph.text)


def _may_state(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one short sentence without a sign of prose."""
    text = paragraph.text
    return len(text) <= _MOST_LETTERS and statement_score(text) >= 0 and len(sentences_of(text)) == 1


def _of_its_form(entry: Entry) -> list[Entry]:
    """The headings or labels beside an entry that are set as it is."""
    beside = entry.parent.children if entry.parent is not None else []
    form = (entry.level, entry.in_text, entry.label is None)
    return [e for e in beside if e is not entry and not e.is_part and (e.level, e.in_text, e.label is None) == form]


def announced_above(entry: Entry) -> str | None:
    """How the nearest heading above that speaks of goals announces them."""
    said = (announcement(above.title) for above in entry.over() if above.label is None)
    return next((kind for kind in said if kind is not None), None)


def is_foreign_ground(entry: Entry) -> bool:
    """Whether the heading or one above it speaks of others' goals."""
    return any(is_foreign(e.title) for e in (entry, *entry.over()))


def _is_worked_on(entry: Entry, grounds: Grounds) -> bool:
    parts = [child for child in entry.children if child.is_part]
    numbered = entry.in_text and any(child.in_text and child.number is not None for child in entry.children)
    return any(t.index in grounds.worked for e in (entry, *parts) for t in e.tables) or len(parts) > 1 or numbered


def is_figures(title: str) -> bool:
    """Whether a heading is a line of figures: '2009 – 1,39 MWh, 2014 – 1,25 MWh'."""
    words = title.split()
    return 2 * sum(any(c.isdigit() for c in word) for word in words) >= len([w for w in words if w not in "–-"])
