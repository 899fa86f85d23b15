"""Which board a document is of: the boards that a text names, by name or abbreviation, and which of them speaks."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, weighed, winner
from extractors.vocabulary import any_of, entries, fold

_SENDER_WEIGHT = 3
_SENDER = re.compile(r"(?:styrelsens|nämndens)\s+(?:förvaltning|kontor)(?!\w)")  # a board's own office writes
_BOARDS_OWN_TYPES = frozenset({"verksamhetsplan", "uppföljning", "delårsrapport", "protokoll"})
_REGISTRATION = re.compile(r"(?<!\w)[A-ZÅÄÖ]{2,6}[\s/.-]?(?:19|20)\d\d[/:.-]\d+")  # who registers it, not whose it is
_SEVERAL_BOARDS = 3
_HALF = re.compile(
    r"(?:\w-,? |(?<!nämnd)(?<!nämnden)(?<!nämnds)(?<!nämndens)(?<!styrelsen)(?<!styrelsens) (?:och|&) )$"
)
_BOARD = re.compile(r"(?<![\w-])((?:\w+-, ?)*(?:\w+- (?:och|&) )?\w{3,}nämnd(?:en)?)s?(?!\w)")


def committee_of(title: str | None, kind: str, texts: Sequence[Text]) -> str | None:
    """The board that title, label or cover names; of a board's own kind of document else the one most spoken of.

    None where the title or a label names a board that the vocabulary lacks, and where only mentions would decide in a
    report that has a row or a chapter for each of several boards: it is the kommun's own.
    """
    spoken = _named_in_full(texts)
    for text in _places(title, kind, texts):
        named = committees_in(text, spoken)
        if len(named) == 1:
            return named.pop()
        if not named and unknown_boards_in(text):
            return None
    if kind not in _BOARDS_OWN_TYPES:
        return None
    for t in texts:
        if t.page == 1 and not t.furniture and len(t.text) < LONGEST_TITLE:
            named = committees_in(_REGISTRATION.sub(" ", t.text), spoken)
            if len(named) == 1:
                return named.pop()
    if kind != "protokoll" and len(_dealt_with(texts)) >= _SEVERAL_BOARDS:
        return None
    votes: Counter[str] = Counter()
    for t, weight in weighed(texts):
        sender = _SENDER_WEIGHT if _SENDER.search(fold(t.text)) else weight
        named = committees_in(_REGISTRATION.sub(" ", t.text), spoken)
        votes.update(dict.fromkeys(named, max(sender, weight)))
    return winner(votes)


def _dealt_with(texts: Sequence[Text]) -> set[str]:
    """The boards whose names alone are a row's label or a heading."""
    _, forms = _names()
    alone = {fold(t.text) for t in texts if t.row_label or t.heading}
    return {forms[name] for name in alone if name in forms}


def unknown_committee(title: str | None, kind: str, texts: Sequence[Text]) -> str | None:
    """The board that title or label names and the vocabulary lacks, as printed there; None without one."""
    for text in _places(title, kind, texts):
        unknown = unknown_boards_in(text)
        if unknown and not committees_in(text):
            return unknown[0]
    return None


def _places(title: str | None, kind: str, texts: Sequence[Text]) -> list[str]:
    """The title, and on the front pages of a board's own kind of document the lines that a label begins."""
    labels = tuple(entries("committee_marks")["label"]["words"])
    labelled = [t.text for t in texts if t.page <= FRONT_PAGES and fold(t.text).startswith(labels)]
    return [*filter(None, [title]), *(labelled if kind in _BOARDS_OWN_TYPES else [])]


def _named_in_full(texts: Sequence[Text]) -> frozenset[str]:
    return frozenset(name for text in {t.text for t in texts} for name in _by_name(text))


def committees_in(text: str, spoken: frozenset[str] = frozenset()) -> set[str]:
    """The boards that the text names. ``spoken``: those that the document names in full; an abbreviation that others
    share stands for the one of them that has it."""
    pattern, sure, shared = _abbreviations()
    found = _by_name(text)
    for match in pattern.finditer(text):
        boards = sure.get(match.group(1), set()) or shared[match.group(1)] & spoken
        found |= boards if len(boards) == 1 else set()
    return found


def _by_name(text: str) -> set[str]:
    pattern, forms = _names()
    folded = fold(text)
    return {forms[match.group(1)] for match in pattern.finditer(folded) if not _HALF.search(folded[: match.start()])}


def unknown_boards_in(text: str) -> list[str]:
    """What the text calls a board ('…nämnden') and the vocabulary lacks, in its order, without the genitive's s."""
    generic = {fold(word) for word in entries("committee_marks")["generic"]["words"]}
    _, forms = _names()
    found = []
    for match in _BOARD.finditer(fold(text)):
        name = match.group(1)
        if name.removesuffix("en") not in generic and not _by_name(name) and name not in forms:
            found.append(name)
    return found


@functools.cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of the boards' names, definite or not, and folded form to name."""
    forms: dict[str, str] = {}
    for name, entry in entries("committees").items():
        for word in map(fold, entry["words"]):
            forms[word] = name
            if word.endswith("nämnden"):
                forms[word.removesuffix("en")] = name
    return re.compile(rf"(?<![\w-])({any_of(forms)})s?(?!\w)"), forms


@functools.cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, set[str]], dict[str, set[str]]]:
    """The pattern of the boards' abbreviations in capitals, and what the sure and the shared ones may stand for."""
    sure: dict[str, set[str]] = {}
    shared: dict[str, set[str]] = {}
    for name, entry in entries("committees").items():
        for field, meant in (("abbreviations", sure), ("shared", shared)):
            for short in entry.get(field, []):
                meant.setdefault(short, set()).add(name)
    return re.compile(rf"(?<![\w/-])({any_of([*sure, *shared])})(?![\w/-])"), sure, shared
