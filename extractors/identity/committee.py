"""Which board a document is of: the boards that a text names, by name or abbreviation, and which of them speaks."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from extractors.identity.labels import values_of
from extractors.identity.texts import LONGEST_TITLE, Text, opening, weighed, winner
from extractors.vocabulary import any_of, entries, fold

_SENDER_WEIGHT = 3
_SENDER = re.compile(r"(?:styrelsens|nämndens)\s+(?:förvaltning|kontor)(?!\w)")  # a board's own office writes
_BOARDS_OWN_TYPES = frozenset({"verksamhetsplan", "uppföljning", "delårsrapport", "protokoll", "tjänsteskrivelse"})
_FORMS = frozenset({"uppdragsbeskrivning", "protokoll"})  # whose labels name who gives, who gets, who decides
_WHOLE_KOMMUNS = "Kommunstyrelsen"  # decides on plans and rules for all of the kommun too
_FULL_COUNCIL = re.compile(r"(?<!\w)(?:kommun|stads|region)fullmäktige")
_FUSED = re.compile(r"(ens)(?=\w*utskott)")  # 'nämndensarbetsutskott', broken over two lines without a space
_UTSKOTT = re.compile(r"s? ?(\w*utskott)(?:et)?(?!\w)")
_REGISTRATION = re.compile(
    r"(?<!\w)[A-ZÅÄÖ]{2,6}[\s/.-]?(?:19|20)\d\d[/:.-]\d+|(?:19|20)\d\d[./]\d+ [A-ZÅÄÖ]{2,6}"
)  # who registers it, not whose it is
_SEVERAL_BOARDS = 3
_HALF = re.compile(
    r"(?:\w-,? |(?<!nämnd)(?<!nämnden)(?<!nämnds)(?<!nämndens)(?<!styrelsen)(?<!styrelsens) (?:och|&) )$"
)
_BOARD = re.compile(r"(?<![\w-])((?:\w+-, ?)*(?:\w+- (?:och|&) )?\w{3,}nämnd(?:en)?)s?(?!\w)")


def committee_of(title: str | None, kind: str, texts: Sequence[Text]) -> str | None:
    """The board that title, label or a line of the front names; of a board's own kind of document else the one most
    spoken of; of a protocol the body that met.

    None where title or label name a board that the vocabulary lacks or the kommun's own body, and where only mentions
    would decide in a report that has a row or a chapter for each of several boards: it is the kommun's own.
    """
    if kind == "protokoll" and (body := _body_that_met(texts)):
        return body
    spoken = _named_in_full(texts)
    for text in _places(title, kind, texts):
        named = committees_in(text, spoken)
        if len(named) == 1:
            return named.pop()
        if not named and (unknown_boards_in(text) or _FULL_COUNCIL.search(fold(text))):
            return None
    named = {name for t in _head_lines(texts) if names_only_boards(t.text) for name in _by_name(t.text)}
    if len(named) == 1:
        return named.pop()
    if kind not in _BOARDS_OWN_TYPES:
        return None
    return _of_its_office(texts, spoken) or _most_spoken_of(kind, texts, spoken)


def _head_lines(texts: Sequence[Text]) -> list[Text]:
    """The running heads and the lines with which the first page opens."""
    return [*(t for t in texts if t.furniture and len(t.text) < LONGEST_TITLE), *opening(texts)]


def _body_that_met(texts: Sequence[Text]) -> str | None:
    """The body that the head of a protocol names first: a board, its utskott, or the full council."""
    return next((body for t in _head_lines(texts) if (body := body_in(t.text)) is not None), None)


def body_in(text: str) -> str | None:
    """The one body that a line names: a board, its utskott, or the full council; None for none or for several."""
    pattern, forms = _names()
    folded = _FUSED.sub(r"\1 ", fold(text))
    if _FULL_COUNCIL.search(folded):
        return "Kommunfullmäktige"
    found = [m for m in pattern.finditer(folded) if not _HALF.search(folded[: m.start()])]
    if len(found) != 1:
        return None
    within = _UTSKOTT.match(folded[found[0].end(1) :])
    return f"{forms[found[0].group(1)]}s {within.group(1)}" if within else forms[found[0].group(1)]


def _of_its_office(texts: Sequence[Text], spoken: frozenset[str]) -> str | None:
    """The board whose office ('Socialförvaltningen') the head names, where the document names that board too."""
    lines = [fold(t.text) for t in _head_lines(texts)]
    offices = {
        name: f"{fold(name).removesuffix('nämnden')}förvaltningen" for name in spoken if name.endswith("nämnden")
    }
    found = {name for name, office in offices.items() if any(re.search(rf"(?<![\w-]){office}", ln) for ln in lines)}
    return found.pop() if len(found) == 1 else None


def _most_spoken_of(kind: str, texts: Sequence[Text], spoken: frozenset[str]) -> str | None:
    """The board that alone stands in a short text of the first page, else the one named most and with a lead."""
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
    """The title, and what labels on the front pages name as the board whose document it is."""
    if kind in _FORMS:
        return [*filter(None, [title])]
    decided = values_of("decider", texts)
    if kind not in _BOARDS_OWN_TYPES:
        decided = [body for body in decided if committees_in(body) - {_WHOLE_KOMMUNS}]
    return [*filter(None, [title]), *values_of("owner", texts), *decided]


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


def names_only_boards(text: str) -> bool:
    """Whether a line is a board's name, known or not, and at most a kommun and a year beside it."""
    rest = fold(text)
    pattern, _ = _names()
    if not pattern.search(rest) and not _BOARD.search(rest):
        return False
    rest = _BESIDE.sub(" ", _BOARD.sub(" ", pattern.sub(" ", rest)))
    return not re.search(r"\w", rest)


_BESIDE = re.compile(r"\b(?:19|20)\d\d\b|(?:\bi )?[\w-]+ (?:kommun|stad)s?\b|\b(?:och|för)\b|\(\w+\)")


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
