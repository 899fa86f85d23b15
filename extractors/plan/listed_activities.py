"""Activities that are the items of a list, or paragraphs, under a heading that announces them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from extractors.document.model import Document
from extractors.interpret.context import Context, ordinals_of, without_years
from extractors.interpret.roles import concept_of
from extractors.plan.activity_kinds import kind_text, kinds, marker_in, without_marker
from extractors.plan.listed_indicators import announces_indicators
from extractors.records import ActivityRecord
from extractors.text.headings import Section
from extractors.text.paragraphs import Paragraph
from extractors.values.goal_labels import goal_label
from extractors.values.spoken_headings import announces_doings, announces_wishes
from extractors.values.statuses import status_of
from extractors.vocabulary import entries, fold, lookup

_OTHERS = frozenset({"protokoll", "tjänsteskrivelse", "skrivelse", "revisionsrapport"})  # they retell actions
_PLANS = frozenset({"verksamhetsplan", "handlingsplan", "styrdokument", "mål och budget"})
_HEAD_WORDS = 2  # of a title, among which its head noun stands: "Kommunens riktlinjer för …"
_MOST_WORDS_OF_LABEL = 6
_FEWEST_WORDS = 2  # of what is named in bold letters: one may be a label
_FEWEST_REPORTED = 2
_ACTIONS_SHARE = 0.7  # of the paragraphs under the announcement
_INFINITIVES = ("a", "as", "å")
_NAMED_ACTION = re.compile(  # "Utredning av", "Fortsatt arbete med"
    r"^(?:\w+ )?\w*(?:ning|ring|ande|ende|arbete|översyn|start|satsning|dialog) (?:av|om|med|för|till|kring) ",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?])\s+(?=[A-ZÅÄÖ])")
_TITLE_END = re.compile(r"[,:;(]|\s[–-]\s")
_FIELDS = frozenset({"description", "purpose", "comment", "responsible"})
_PREPOSITION = re.compile(r"\s(?:för|inom|under|till|kring|kopplade|per|som ska)\s")
_MODAL = re.compile(r"(?<!\w)(?:ska|skall|bör|behöver|måste|kommer att|får)(?!\w)")
_PAST = re.compile(r"(?<!\w)(?:har|hade|blev|genomfördes|infördes|har varit)(?!\w)")
_GOAL_NUMBERS = re.compile(r"mål\s+(\d{1,2})(\s*(?:[-–,]|och|samt)\s*\d{1,2})?")


def listed_activities(
    document: Document, section: Section, before: Sequence[Section], already: int, context: Context, *, has_rows: bool
) -> list[ActivityRecord]:
    """The items under a heading like 'Fokusområden', whose unit is the heading above; paragraphs that name something in
    bold letters and say how far it has come; the items or paragraphs under a heading or a line like 'Åtgärder', unless
    the section has them as rows of a table (``has_rows``)."""
    kind = _kind_of_list(section.title)
    reported = _reported(section) if context.identity.document_type not in _OTHERS else []
    if reported:
        goal = context.goal_over(section)
        return [
            replace(_list_item(item, "aktivitet", section, already + number, None, goal, context), **told)
            for number, (item, told) in enumerate(reported, 1)
        ]
    if kind is not None:
        items = [p for p in section.paragraphs if p.marker is not None]
        goals: list[str | None] = [context.goal_over(section)] * len(items)
        responsible = _unit_above(section, before)
    else:
        retells = _retells_or_rules(context)
        announced = [] if retells or has_rows else list(_announced(document, section, context))
        items, goals = [item for item, _ in announced], [goal for _, goal in announced]
        kind, responsible = "aktivitet", None
    return [
        _list_item(item, kind, section, already + number, responsible, goal, context)
        for number, (item, goal) in enumerate(zip(items, goals, strict=True), 1)
    ]


def _reported(section: Section) -> list[tuple[Paragraph, dict[str, Any]]]:
    """The paragraphs, at least two, that name an activity in bold letters and begin with its status behind them: 'Ny
    bokbuss. Pågår. Fyra orter får besök.', with title, status and comment."""
    found = []
    for paragraph in section.paragraphs:
        words = [word for line in paragraph.lines for word in line.words]
        words = words[1:] if paragraph.marker is not None and words[0].text == paragraph.marker else words
        bold = len(list(takewhile(lambda word: word.style.bold, words)))
        title, rest = (" ".join(word.text for word in part) for part in (words[:bold], words[bold:]))
        first, *more = _SENTENCE_END.split(rest, maxsplit=1)
        words_of_status = first.strip(" .:;!–-")
        status = status_of(words_of_status) if rest else None
        if status is not None and bold >= _FEWEST_WORDS:
            told = {"title": title.strip(" .:;–-"), "status": status, "status_text": words_of_status}
            found.append((paragraph, {**told, "comment": more[0] if more else None}))
    return found if len(found) >= _FEWEST_REPORTED else []


def _retells_or_rules(context: Context) -> bool:
    """Whether the document tells of others' actions, or of what to do whenever something happens ('Rutin vid hot')."""
    stems = tuple(entries("goal_statements")["rules"]["words"])
    ruling = any(word.startswith(stems) for word in fold(context.identity.title or "").split()[:_HEAD_WORDS])
    return context.identity.document_type in _OTHERS or ruling


def _announced(document: Document, section: Section, context: Context) -> Iterator[tuple[Paragraph, str | None]]:
    """The paragraphs that are activities under the section's heading, or under a line in it, that announces them; each
    with the goal that it stands under."""
    paragraphs = section.paragraphs
    of_goals = context.goal_over(section) is not None or any(announces_wishes(p.text) for p in paragraphs)
    starts = [at for at, paragraph in enumerate(paragraphs) if _announces_line(paragraph, of_goals=of_goals)]
    runs = [(section.title, 0)] if _announces(section.title, of_goals=of_goals) else []
    runs += [(paragraphs[at].text, at + 1) for at in starts]
    for title, start in runs:
        end = next((at for at in range(start, len(paragraphs)) if _ends_run(paragraphs[at])), len(paragraphs))
        line = paragraphs[start - 1] if start else None
        goal = _goal_of_run(title, section, ordinals_of(document).get(id(line)), context)
        in_plan = context.identity.document_type in _PLANS
        for item in _items(paragraphs[start:end], in_plan=in_plan, under_goal=goal is not None):
            yield item, goal


def _announces(title: str, *, of_goals: bool = False) -> bool:
    """Whether a heading says that activities follow: 'Åtgärder', 'Planerade insatser 2031', 'Åtgärder, mål 4', 'Så når
    vi målet'; one that is the label of a field of theirs ('Beskrivning av åtgärd') doesn't."""
    if announces_doings(title, of_goals=of_goals):
        return True
    first = _TITLE_END.split(without_years(title))[0]
    if concept_of(first) in _FIELDS:
        return False
    before = _PREPOSITION.split(first)[0].split()
    return 0 < len(before) <= _MOST_WORDS_OF_LABEL and bool(_noun().search(before[-1]))


@functools.cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, _nouns()))})(?:er)?$")


def _nouns() -> list[str]:
    return [noun for entry in entries("list_headings").values() for noun in entry["nouns"]]


def _announces_line(paragraph: Paragraph, *, of_goals: bool = False) -> bool:
    text = paragraph.text
    if paragraph.marker is not None:
        return False
    short = len(text.split()) <= _MOST_WORDS_OF_LABEL and not text.endswith((".", ";", "!", "?"))
    return announces_doings(text, of_goals=of_goals) or (short and _announces(text))


def _ends_run(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins something else: another announcement, a goal's label, a bold line."""
    text = paragraph.text
    label = paragraph.bold and paragraph.marker is None and len(text.split()) <= _MOST_WORDS_OF_LABEL
    measured = paragraph.marker is None and announces_indicators(text)
    return _announces_line(paragraph) or measured or goal_label(text) is not None or label


def _items(paragraphs: Sequence[Paragraph], *, in_plan: bool, under_goal: bool) -> list[Paragraph]:
    """The items of a list, but those that only count; in a plan, or under a goal, without one the paragraphs, if they
    say what shall be done. What a report says under a goal is told by how it begins alone: a modal verb may be
    anyone's there."""
    items = [p for p in paragraphs if p.marker is not None]
    if items:
        return [p for p in items if not _counts(p.text)]
    own = [p for p in paragraphs if not p.text.endswith(":") and not _counts(p.text)]
    actions = [p for p in own if _says_what_to_do(p.text, or_shall=in_plan)]
    return own if (in_plan or under_goal) and len(actions) >= _ACTIONS_SHARE * len(own) else []


def _counts(text: str) -> bool:
    """Whether a line only says how many there are: 'Klara: 12 aktiviteter', '3 av 15 åtgärder är försenade'."""
    return bool(_count().match(fold(text)))


@functools.cache
def _count() -> re.Pattern[str]:
    noun = rf"(?:{'|'.join(map(re.escape, _nouns()))})(?:er)?"
    return re.compile(
        rf"^(?:[^:.]+:\s*)?\d+\s+(?:av\s+\d+\s+)?(?:\w+\s+)?{noun}(?!\w)|^[^:.]+:\s*\d+\s*(?:st|%|procent)?\.?$"
    )


def _says_what_to_do(text: str, *, or_shall: bool) -> bool:
    """Whether the first sentence of a paragraph reads like an action: a verb or the name of an action first, or a modal
    verb, and nothing that tells what has been."""
    first = _SENTENCE_END.split(text)[0]
    words = first.split()
    verb_first = words[0].istitle() and words[0].endswith(_INFINITIVES) and len(words) > 1
    shall = or_shall and _MODAL.search(first.casefold())
    return bool(shall or verb_first or _NAMED_ACTION.match(first)) and not _PAST.search(first.casefold())


def _goal_of_run(title: str, section: Section, ordinal: int | None, context: Context) -> str | None:
    """The goal that the announcement names by its number, none where it names several; else that under which the
    announcing line stands, none under a list of several; else that of the section."""
    numbers = _GOAL_NUMBERS.findall(title.casefold())
    if numbers:
        several = len(numbers) > 1 or numbers[0][1]
        return None if several else context.goal_named(f"mål {numbers[0][0]}")
    return context.goal_over(section) if ordinal is None else context.ties.at(ordinal)


def _kind_of_list(title: str) -> str | None:
    """What the items under a heading are: it is one of the known ones, a year behind it or not, or begins with one."""
    folded = fold(title)
    for kind, entry in entries("list_headings").items():
        if without_years(folded) in map(fold, entry["words"]):
            return kind
        if any(folded.startswith(fold(word) + " ") for word in entry["begins"]):
            return kind
    return None


def _unit_above(section: Section, before: Sequence[Section]) -> str | None:
    """The nearest heading over a list's that is no deeper and names a unit, not a part of its description."""
    for above in reversed(before):
        if above.heading is None or above.level > section.level or _kind_of_list(above.title) is not None:
            continue
        if lookup("unit_parts", above.title) is None:
            return above.title
    return None


def _list_item(
    item: Paragraph,
    kind: str,
    section: Section,
    number: int,
    responsible: str | None,
    goal: str | None,
    context: Context,
) -> ActivityRecord:
    marker = marker_in(item.text)
    return ActivityRecord(
        activity_id=f"{context.document_id}-a{number}",
        document_id=context.document_id,
        goal_id=goal,
        section_number=section.nearest_number,
        row=number,
        title=without_marker(item.text, marker).rstrip(" ,;"),
        kind_text=kind_text(marker),
        kind=kinds()[kind_text(marker) or ""] if marker else kind,
        status_text=None,
        status=None,
        status_colour=None,
        completion=None,
        starts_on=None,
        due_on=None,
        responsible=responsible,
        collaboration=None,
        purpose=None,
        contact=None,
        year=context.identity.year,
        period=context.identity.period,
        comment=None,
        page=item.page,
        bbox=item.box,
    )
