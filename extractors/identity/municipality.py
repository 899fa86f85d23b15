"""Which kommun a document is of: its name in running heads and on the front, web and mail addresses, its number."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from extractors.identity.texts import FRONT_WEIGHT, HEAD_WEIGHT, Text, weighed, winner
from extractors.vocabulary import any_of, entries, fold, meanings, municipalities

_LONGEST_LINE = 80  # letters of a line that names its sender; a longer one is running text
_FEWEST_IN_PASSING = 5  # mentions that decide where no place of a sender names a kommun
_SURE_MENTION = 2  # one may be of a neighbour: 'I Hjo kommun finns en sådan taxa'
_LEAD_IN_PASSING = 4  # times the runner-up's mentions
_ADDRESS = re.compile(r"(?<![\w-])(?:[a-z0-9-]+\.)*[a-z0-9-]+\.(?:se|stockholm)(?![\w-])")
_LONG_NUMBER = re.compile(r"\d{6}")  # in every organisation number
_NUMBER = re.compile(r"(?<!\d)(?:16)?(\d{6}) ?- ?(\d{4})(?!\d)|(?<!\w)se(\d{6})(\d{4})01(?!\d)")
_LETTERS = str.maketrans("åäöéü", "aaoeu")
_SECOND_LINES = frozenset({"kommun", "kommuns", "stad", "stads"})


def municipality_of(texts: Sequence[Text], pictures: Sequence[str] = (), *, own_paper: bool = False) -> str | None:
    """The code of the kommun whose document it is, None if unclear.

    ``pictures``: the words that stand for pictures; those of a logotype or coat of arms speak for their sender.
    ``own_paper``: it is minutes of a board or a letter to one, which speak of their own kommun: there two mentions in
    passing decide if they say that something is or happens in the kommun, and no other one is named.

    Running heads, short lines of the first page and its headings speak for their sender. What running text mentions
    decides only between those, or where it names one kommun again and again and hardly any other.
    """
    as_sender: Counter[str] = Counter()
    all_votes: Counter[str] = Counter()
    for text, weight in weighed(_joined(texts)):
        sender = weight >= FRONT_WEIGHT and _may_name_sender(text)
        named = kommuner_in(text.text) | (_alone(text.text) if sender and (text.furniture or text.heading) else set())
        mentioned = _in_passing(text.text) if sender and not text.furniture else set()
        for code in named:
            speaks = sender and code not in mentioned
            all_votes[code] += weight if speaks else 1
            as_sender[code] += weight if speaks else 0
    for code in {code for words in pictures for code in _of_logotype(words)}:
        all_votes[code] += HEAD_WEIGHT
        as_sender[code] += HEAD_WEIGHT
    best = winner(all_votes)
    if best is None or as_sender[best] >= FRONT_WEIGHT:
        return best or (_only_kommun(texts, all_votes) if own_paper else None)
    if +as_sender:
        return None
    return best if _is_named_again_and_again(all_votes) else (_only_kommun(texts, all_votes) if own_paper else None)


def _only_kommun(texts: Sequence[Text], votes: Counter[str]) -> str | None:
    """The one kommun that the texts name, where two say that something is in it or one of something that is its own."""
    said: Counter[str] = Counter()
    for text in texts:
        for match in _own_pattern().finditer(fold(_plain(text.text))):
            name, weight = (match["within"], 1) if match["within"] else (match["of"] or match["own"], _SURE_MENTION)
            said[_bare_names()[name]] += weight
    return next(
        (code for code, weight in said.items() if weight >= _SURE_MENTION and {code} == set(said + votes)), None
    )


@functools.cache
def _own_pattern() -> re.Pattern[str]:
    """'i Hjo kommun', 'Hjo kommunala förskolor', 'Hjo kommuns digitala anslagstavla'.

    Not 'Hjo kommuns detaljplan', on which a neighbour may be asked.
    """
    names = any_of(_bare_names())
    words = "|".join(map(re.escape, entries("municipality_mentions")["own"]["words"]))
    within, own = (
        rf"(?:i|inom) (?P<within>{names}) (?:kommun|stad)(?!\w)",
        rf"(?P<own>{names}) (?:kommuns|stads) (?:{words})",
    )
    return re.compile(rf"(?<!\w)(?:{within}|(?P<of>{names}) kommunala \w|{own})")


def _of_logotype(words: str) -> set[str]:
    """The kommuner that the words for a logotype name, with 'kommun' or without; none for another picture's words."""
    folded = fold(words)
    if not any(mark in folded for mark in entries("municipality_mentions")["logotype"]["words"]):
        return set()
    alone = {_bare_names().get(word.removesuffix("s")) for word in re.findall(r"[\w-]+", folded)}
    certain = {code for code in alone if code is not None and code not in _common_codes()}
    return kommuner_in(words) | certain


@functools.cache
def _common_codes() -> frozenset[str]:
    return frozenset(_bare_names()[word] for word in _common_words())


def _may_name_sender(text: Text) -> bool:
    """Whether the text is a running head, a heading or a line, not a sentence or an entry of a contents list; a line
    may go on behind the kommun's name ('Hjo kommun. Antagen 2031-02-10.')."""
    line = len(text.text) <= _LONGEST_LINE
    return text.furniture or text.heading or (line and (not text.text.endswith(".") or _begins_with_name(text.text)))


def _begins_with_name(text: str) -> bool:
    first, stop, _ = text.partition(". ")
    return bool(stop) and names_only_a_kommun(first)


def _is_named_again_and_again(votes: Counter[str]) -> bool:
    (_, most), *others = votes.most_common(2)
    return most >= _FEWEST_IN_PASSING and (not others or most >= _LEAD_IN_PASSING * others[0][1])


def _joined(texts: Sequence[Text]) -> list[Text]:
    """The texts, a name and the word "kommun" on the line below it as one: 'Askersunds', 'KOMMUN'."""
    joined: list[Text] = []
    for text in texts:
        above = joined[-1] if joined else None
        together = above is not None and above.page == text.page and above.furniture == text.furniture
        if above is not None and together and fold(text.text) in _SECOND_LINES and len(above.text) <= _LONGEST_LINE:
            joined[-1] = above._replace(text=f"{above.text} {text.text}", heading=above.heading or text.heading)
        else:
            joined.append(text)
    return joined


def kommuner_in(text: str) -> set[str]:
    """The codes of the kommuner that a text names by name ("Hjo kommun"), address (hjo.se) or organisation number."""
    plain = _plain(text)
    folded = fold(plain)
    return {code for code in (*(code for _, code in _names(plain)), *_addressed(folded), *_numbered(folded)) if code}


def _addressed(folded: str) -> list[str | None]:
    """The code of each web or mail address, None for those of others."""
    if ".s" not in folded:
        return []  # most texts; an address is looked for at every word
    found = _ADDRESS.finditer(folded.translate(_LETTERS))
    return [_domains().get(".".join(match.group().split(".")[-2:])) for match in found]


def _numbered(folded: str) -> list[str | None]:
    """The code of each organisation number, None for those of others."""
    if not _LONG_NUMBER.search(folded):
        return []
    found = (filter(None, match.groups()) for match in _NUMBER.finditer(folded))
    return [meanings("organisation_numbers").get("-".join(digits)) for digits in found]


def is_letterhead(text: str) -> bool:
    """Whether a line is short and names a kommun, as one with kommun and type of document side by side."""
    return len(text) <= _LONGEST_LINE and bool(kommuner_in(text) or _alone(text))


def names_only_a_kommun(text: str) -> bool:
    """Whether a text is a kommun's name or address and nothing else, as in a logotype."""
    plain = _plain(text)
    if _alone(plain) or _ADDRESS.fullmatch(fold(plain).translate(_LETTERS)):
        return True
    pattern, _ = _name_pattern()
    return pattern.fullmatch(plain) is not None or fold(plain) in _SECOND_LINES


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def _names(plain: str) -> list[tuple[re.Match[str], str]]:
    """Where the text writes 'X kommun', 'X stad' or 'Kommun: X' with a capital, and the code of each."""
    folded = plain.casefold()
    if not any(word in folded for word in _sure_words()):
        return []  # most texts; the pattern of all names is slow
    pattern, forms = _name_pattern()
    found = [(m, forms[fold(m["name"] or m["labelled"] or m["whole"])]) for m in pattern.finditer(plain)]
    return [(m, code) for m, code in found if (m["name"] or m["labelled"] or m["whole"])[0].isupper()]


@functools.cache
def _sure_words() -> tuple[str, ...]:
    """What one of stands in every text that names a kommun."""
    return (" kommun", "kommun:", " stad", *meanings("municipality_names"))


@functools.cache
def _name_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of kommuner's names in their forms, and folded form to code."""
    forms = _bare_names()
    whole = meanings("municipality_names")
    names, others = any_of(forms), any_of(whole)
    pattern = (
        rf"(?<![\w-])(?:(?P<name>{names}) (?:kommuns?|stads?)|kommun: ?(?P<labelled>{names})|(?P<whole>{others})s?)"
        r"(?![\w-])"
    )
    return re.compile(pattern, re.IGNORECASE), {**forms, **whole}


@functools.cache
def _bare_names() -> dict[str, str]:
    """Folded name, as it stands and in the genitive, to code."""
    names = [(fold(kommun.municipality), kommun.municipality_code) for kommun in municipalities()]
    return {form: code for name, code in names for form in (name, name if name.endswith("s") else f"{name}s")}


def _alone(text: str) -> set[str]:
    """The kommun whose name is the whole text, as in a logotype; none for a name that is a common word too."""
    folded = fold(text)
    code = _bare_names().get(folded)
    return set() if code is None or folded.removesuffix("s") in _common_words() else {code}


@functools.cache
def _common_words() -> frozenset[str]:
    return frozenset(map(fold, entries("municipality_mentions")["common_word"]["words"]))


def _in_passing(text: str) -> set[str]:
    """The kommuner that a line only mentions: 'Avtal med Hjo kommun', 'Hjo kommun och Skara kommun'."""
    plain = _plain(text)
    before, behind = _passing_patterns()
    named = _names(plain)
    return {code for m, code in named if before.search(plain[: m.start()]) or behind.match(plain[m.end() :])}


@functools.cache
def _passing_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = {kind: entry["words"] for kind, entry in entries("municipality_mentions").items()}
    before, behind = ("|".join(map(re.escape, words[kind] + words["beside"])) for kind in ("before", "behind"))
    return re.compile(rf"(?:(?<!\w)(?:{before}):? )$", re.IGNORECASE), re.compile(
        rf" (?:{behind})(?!\w)", re.IGNORECASE
    )


@functools.cache
def _domains() -> dict[str, str]:
    """Web domain to code: those the vocabulary gives, else the name without rings, dots and spaces."""
    own = meanings("web_domains")
    domains = dict(own)
    for kommun in municipalities():
        name = fold(kommun.municipality).translate(_LETTERS).replace(" ", "")
        if kommun.municipality_code not in own.values():
            for form in {name, name.replace("-", "")}:
                domains.setdefault(f"{form}.se", kommun.municipality_code)
    return domains
