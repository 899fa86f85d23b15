"""The words for goals: labels ('Nämndens mål 3: …', 'Effektmål: …', 'Mål 3' alone), headings that announce goals or
name a goal's part, and what only speaks of a goal."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractors.values.spoken_headings import announces_wishes
from extractors.vocabulary import entries, fold, lookup, meanings

_BEHIND = r"(?!\w|\s*[/–-]\s*\d|(?:,| och| samt)\s+\d)"  # "mål 1–3" and "mål 1 och 2" are no goal's name
_NUMBER = rf"\s+(?:(?:nr|nummer)\.?\s+)?(\d{{1,2}}(?:\.\d{{1,2}})?|(?-i:[A-H])\d{{0,2}}){_BEHIND}"
_LABEL = rf"^(?:[\w-]+,?\s+){{0,5}}?[\w-]*mål{_NUMBER}"
NUMBERED_GOAL = re.compile(rf"(?<!\w)(?:\w+)?mål{_NUMBER}(?:\s*[.:–-]\s*([^\W\d_(].*))?", re.IGNORECASE)
_LABELLED_GOAL = re.compile(rf"{_LABEL}\s*(?:[:–-]|\.(?=\s+(?-i:[A-ZÅÄÖ])))\s*([^\W\d_(].*)", re.IGNORECASE)
LABEL_ALONE = re.compile(rf"{_LABEL}\s*[.:]?$", re.IGNORECASE)
_LABEL_BEFORE_CAPITAL = re.compile(rf"{_LABEL}\.?\s+((?-i:[A-ZÅÄÖ]).*)", re.IGNORECASE)
_YEARS = r"(?:\s+(?:för\s+|under\s+)?(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?)?"
_RUN_IN = re.compile(rf"^((?:[\w-]+,?\s+){{0,3}}?[\w-]*mål){_YEARS}\s*(?::|\s[–-]\s)\s*(\S.*)", re.IGNORECASE)
_SIGNS_BEFORE = re.compile(r"^[^\w(]+")
_POINTED_WORDS = 3  # between "följande" and the word for goals: "följande två egna mål"
_MOST_WORDS_BEFORE = 6  # "Barn- och utbildningsnämndens egna prioriterade mål"
_FOREIGN_BEHIND = 2  # words between "Mål" and whose they are: "Mål från Agenda 2030"
_FEWEST_WORDS = 3  # of a goal behind a label without number: "Mål: 80 %" is a target
_WORD = re.compile(r"[\w-]+")
_ASSESSMENTS = ("måluppfyll", "målbedömning")  # stems
_MEASURING = "mät"  # a stem
_LINKING_WORDS = ("av", "för", "i", "per", "till")
_REMEMBERED_TITLES = 1024  # each heading is asked for again by those beside and under it
_TOLD_OF_GOAL = re.compile(r"^målet (?:är|har|blev|bedöms|\w+s)(?!\w)")
_TARGET_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


class GoalLabel(NamedTuple):
    """``label`` as printed up to its number; ``text``: the goal's words behind it, None where it stands alone;
    ``number`` None where the label has none or one of several levels ('Mål 1.2')."""

    label: str
    number: int | None
    text: str | None


def goal_label(text: str, *, bold: bool = False) -> GoalLabel | None:
    """The goal's label that a paragraph begins with, alone or before the goal's text; in a ``bold`` one the text may
    follow the number without a sign between them."""
    if not _speaks_of_goal(text):
        return None
    match = (
        _LABELLED_GOAL.match(text) or LABEL_ALONE.match(text) or (_LABEL_BEFORE_CAPITAL.match(text) if bold else None)
    )
    return (None if is_mention(match) else _label_of(match)) if match is not None else _run_in(text)


def goal_label_of_heading(text: str) -> GoalLabel | None:
    """The label of the goal that a heading names: 'Nämndmål 1', 'Kommunfullmäktiges mål 2 till nämnden', 'Mål 3 Trygga
    barn'."""
    if not _speaks_of_goal(text) or _is_area(text):
        return None
    match = _LABEL_BEFORE_CAPITAL.match(text) or NUMBERED_GOAL.search(text)
    return (None if is_mention(match) else _label_of(match)) if match is not None else _run_in(text)


def goal_label_in(text: str) -> GoalLabel | None:
    """The label of a goal that a row's text begins with, a mark before it left out; None without one."""
    if not _speaks_of_goal(text):
        return None
    bare = _SIGNS_BEFORE.sub("", " ".join(text.split()))
    match = _LABELLED_GOAL.match(bare) or LABEL_ALONE.match(bare) or _LABEL_BEFORE_CAPITAL.match(bare)
    return (None if is_mention(match) else _label_of(match)) if match is not None else _run_in(bare)


def _label_of(match: re.Match[str]) -> GoalLabel:
    number = match.group(1)
    text = match.group(2) if match.re.groups > 1 else None
    return GoalLabel(match.string[: match.end(1)], int(number) if number.isdigit() else None, text)


def _run_in(text: str) -> GoalLabel | None:
    """'Effektmål: …', 'Prioriterat mål 2031 – …': a word for one goal, and behind it words enough for a goal."""
    match = _RUN_IN.match(text)
    if match is None or not is_goal_word(match.group(1).split()[-1]) or is_mention(match):
        return None
    worded = [word for word in _WORD.findall(match.group(2)) if word[0].isalpha()]
    return GoalLabel(match.group(1), None, match.group(2)) if len(worded) >= _FEWEST_WORDS else None


def _speaks_of_goal(text: str) -> bool:
    """Whether the word of all labels stands in the text: the patterns try all its words before they give up."""
    return "mål" in text.casefold()


def is_mention(match: re.Match[str]) -> bool:
    """Whether the words before 'mål 3' only speak of the goal."""
    words = fold(match.string[: match.start(1)] or match.group(1)).split()
    return any(lookup("goal_mentions", word) is not None for word in words)


def is_goal_word(word: str) -> bool:
    """Whether a word calls something a goal, by its end: 'mål', 'inriktningsmålen', not 'ändamål'."""
    folded = fold(word)
    singular = re.sub(r"mål(?:en|et)$", "mål", folded)
    return singular.endswith("mål") and lookup("goal_words", singular) is None


def _is_area(title: str) -> bool:
    """Whether a heading names an area of goals: 'Målområde 2 – Trygghet'."""
    return any(
        word.startswith(stem) for word in _WORD.findall(fold(title)) for stem in entries("goal_areas")["area"]["words"]
    )


def is_foreign(title: str) -> bool:
    """Whether a heading announces others' goals, which a kommun only tells of: 'Globala målen', 'Mål från Agenda 2030',
    not 'Nämndens mål med koppling till Agenda 2030', nor a labelled goal whose text names them ('Mål 1: Vi når Sveriges
    mål')."""
    label = goal_label_of_heading(title)
    words = _WORD.findall(fold(label.label if label is not None and label.text is not None else title))
    stems = tuple(entries("goal_areas")["foreign"]["words"])
    at = next((i for i, word in enumerate(words) if word.startswith(stems)), None)
    if at is None:
        return False
    qualifies = any(is_goal_word(word) for word in words[at : at + 2])
    return at == 0 or qualifies or (at <= _FOREIGN_BEHIND and is_goal_word(words[0]))


@functools.lru_cache(_REMEMBERED_TITLES)
def announcement(title: str) -> str | None:
    """How a heading or lead-in announces goals: 'goals' where they are all it speaks of ('Nämndens prioriterade mål
    2031', 'Finansiella mål'), 'more' where they stand among other things or are followed up ('Mål och aktiviteter',
    'Uppföljning av mål', 'Måluppföljning'); None for any other."""
    if announces_wishes(title):
        return "goals"
    folded = fold(title)
    words = [word for word in _WORD.findall(folded) if not word.endswith("-")]
    if "?" in title or _TOLD_OF_GOAL.match(folded):  # "Uppnås målet?", "Målet uppnås inte": assessments
        return None
    if is_foreign(title) or _is_area(title) or any(w in entries("goal_areas")["none"]["words"] for w in words):
        return None
    if any(word.startswith(stem) for word in words for stem in entries("goal_areas")["followed"]["words"]):
        return "more"
    at = next((i for i, word in enumerate(words) if is_goal_word(word)), None)
    if at is None:
        return None
    before = words[:at]
    if re.search(r"mål(?:et|en)?\s*:\s*\S", title, re.IGNORECASE):  # what stands behind the colon is a target
        return None
    if any(word in entries("goal_areas")["toward"]["words"] for word in before):
        return None
    behind = [word for word in words[at + 1 :] if not word.isdigit()]
    joined = {"och", "samt"} & set(before) and not any(word.endswith("s") for word in before)  # "Vision och mål"
    other = joined or any(word in ("och", "samt", "med") for word in behind[:1]) or bool(set(before) & _mentions())
    return "more" if other or len(before) > _MOST_WORDS_BEFORE else "goals"


@functools.cache
def _mentions() -> frozenset[str]:
    return frozenset(meanings("goal_mentions"))


def announces_list(text: str) -> bool:
    """Whether a paragraph leads in to a list of goals: 'Följande mål gäller:', not 'För att nå målen ska vi:'."""
    if not text.rstrip().endswith(":") or not _speaks_of_goal(text):
        return False
    last = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    words = _WORD.findall(fold(last))
    at = next((i for i, word in enumerate(words) if is_goal_word(word)), None)
    known = entries("goal_areas")
    if any(word.startswith(_MEASURING) for word in words):  # "Målet mäts genom:"
        return False
    if at is None or is_foreign(last) or any(word in known["toward"]["words"] for word in words[:at]):
        return False
    pointed = any(word in known["following"]["words"] for word in words[max(at - _POINTED_WORDS, 0) : at])
    return pointed or not any(word in _mentions() for word in words[:at])


def part_of_goal(label: str) -> str | None:
    """The field of a goal that a label names, an aside behind it left out: 'Nuläge (2030)'."""
    bare = re.sub(r"\s*\(.*\)$", "", label)
    return lookup("goals", label) or lookup("goals", bare) or ("fulfilment" if _names_assessment(bare) else None)


def _names_assessment(label: str) -> bool:
    """Whether a label names how far the goal is met, with words of when: 'Prognos för måluppfyllelse 2031'."""
    fillers = entries("assessment_fillers")["filler"]["words"]
    words = [word for word in _WORD.findall(fold(label)) if not _TARGET_YEARS.match(word)]
    telling = [word for word in words if word not in fillers and word not in _LINKING_WORDS]
    return bool(telling) and all(word.startswith(_ASSESSMENTS) for word in telling)


def is_part_heading(title: str) -> bool:
    """Whether a heading only names what stands under a goal: 'Motivering', 'Aktiviteter 2031', 'Uppföljning av
    indikatorer', 'Så når vi målet'."""
    if part_of_goal(title) is not None:
        return True
    if announcement(title) is not None:
        return False
    words = [word for word in _WORD.findall(fold(title)) if not _TARGET_YEARS.match(word)]
    parts = entries("goal_sections")
    telling = [word for word in words if word not in parts["filler"]["words"]]
    stems = tuple(parts["part"]["words"])
    return bool(telling) and all(word.startswith(stems) for word in telling)
