"""The labels of goals: 'Nämndens mål 3: …', 'Mål 3' alone, and what only speaks of a goal."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.vocabulary import fold, lookup

_BEHIND = r"(?!\w|\s*[/–-]\s*\d|(?:,| och| samt)\s+\d)"  # "mål 1–3" and "mål 1 och 2" are no goal's name
_LABEL = rf"^(?:[\w-]+,?\s+){{0,5}}?[\w-]*mål\s+(\d{{1,2}}){_BEHIND}"
NUMBERED_GOAL = re.compile(rf"(?<!\w)(?:\w+)?mål\s+(\d{{1,2}}){_BEHIND}(?:\s*[:–-]\s*([^\W\d_(].*))?", re.IGNORECASE)
_LABELLED_GOAL = re.compile(rf"{_LABEL}\s*[:–-]\s*([^\W\d_(].*)", re.IGNORECASE)
LABEL_ALONE = re.compile(rf"{_LABEL}\s*[.:]?$", re.IGNORECASE)
_LABEL_BEFORE_CAPITAL = re.compile(rf"{_LABEL}\.?\s+((?-i:[A-ZÅÄÖ]).*)", re.IGNORECASE)
_SIGNS_BEFORE = re.compile(r"^[^\w(]+")


class GoalLabel(NamedTuple):
    """``label`` as printed up to its number; ``text``: the goal's words behind it, None where it stands alone."""

    label: str
    number: int
    text: str | None


def goal_label(text: str) -> re.Match[str] | None:
    """The goal's label that a paragraph begins with, alone or before the goal's text."""
    if not _speaks_of_goal(text):
        return None
    match = _LABELLED_GOAL.match(text) or LABEL_ALONE.match(text)
    return None if match is None or is_mention(match) else match


def _speaks_of_goal(text: str) -> bool:
    """Whether the word of all labels stands in the text: the patterns try all its words before they give up."""
    return "mål" in text.casefold()


def is_mention(match: re.Match[str]) -> bool:
    """Whether the words before 'mål 3' only speak of the goal."""
    words = fold(match.string[: match.start(1)]).split()
    return any(lookup("goal_mentions", word) is not None for word in words)


def goal_label_in(text: str) -> GoalLabel | None:
    """The label of a goal that a row's text begins with, a mark before it left out; None without one."""
    if not _speaks_of_goal(text):
        return None
    bare = _SIGNS_BEFORE.sub("", " ".join(text.split()))
    match = _LABELLED_GOAL.match(bare) or LABEL_ALONE.match(bare) or _LABEL_BEFORE_CAPITAL.match(bare)
    if match is None or is_mention(match):
        return None
    return GoalLabel(bare[: match.end(1)], int(match.group(1)), match.group(2) if match.re.groups > 1 else None)
