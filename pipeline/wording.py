"""What a title says, apart from how it is worded: its parts, each with the meaning that other words share.

"Ta fram digitaliseringsstrategi" and "Utarbeta en strategi för digitalisering" have the same parts: a compound is taken
apart where its parts are words that the vocabulary or the two documents know, and words of one meaning count as one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.vocabulary import any_of, entries, fold, meanings

# A word of fewer letters is no part of a compound: "el", "led" and "lön" begin too many others.
_PART_LETTERS = 4
_REST_LETTERS = 3
_STEM_LETTERS = 3
# What stands between two parts of a compound, or is lost there: "skyfall-s-kartering", "gat-u-belysning", "skol-plan".
_LINKS = ("", "s", "e", "u", "o", "a")
_FRAME = "frame"
# Words for doing something with a document or a thing; a title may do without: "Ta fram lekplatsplan", "Lekplatsplan".
_WEAK_MEANINGS = frozenset({"produce", "revise", "introduce", "hold", "develop", "procure"})
_NO_PARTS = {None, _FRAME, *_WEAK_MEANINGS}
# By letters, as in likeness.py: a long word says more than a short one; what is made or held says little.
_LIGHT_WEIGHT, _WEAK_WEIGHT, _LEAST_WEIGHT, _NUMBER_WEIGHT, _TOP_WEIGHT = 1.0, 3.0, 4.0, 6.0, 12.0
_LIGHT_LETTERS = 3

ENDING = re.compile(
    r"(?:a|ade?|an(?:de|det|s)?|ar(?:e|nas?)?|ats?|as|de?|en?|ens|e[rs]|er(?:a|ade?|ades|as|at|ing|ingar|ingen|nas?)|ets?"
    r"|ing(?:ar|arna|en)?|me[nt]s?|n(?:as?)?|nde|ning(?:ar|en)?|ns|or(?:nas?|s)?|o|ra?|rnas?|s|ts?)?"
)
_WORD = re.compile(r"\w+(?:[-.:/]\w+)*")
# Stages and classes in words; "två" and "A" only where they number something: "etapp två", "fas A", "II".
_ORDINAL = re.compile(
    r"(?:första|andra|tredje|fjärde|femte|sjätte|ettan|tvåan|trean|fyran|femman|sexan|sjuan|åttan|nian)"
)
_NUMBERED = re.compile(r"(?i:etapp|steg|fas|del|omgång|skede) (\w+)|(?<=\w )([IVX]+|[A-H])\b")
_CLOSING_PARENTHESIS = re.compile(r"\(([^()]*)\)[\s.,;:]*$")


# Words with a capital within a sentence are places, systems and the like; "HR" and "LED" are not, but say as much. A
# region has its name or not and is the same.
_NAME = re.compile(r"(?<=[\w,)] )(?<!Region )[A-ZÅÄÖÉ][a-zåäöé][\w-]*")
_ACRONYM = re.compile(r"\b[A-ZÅÄÖ]{2,5}\b")


class _Marked(NamedTuple):
    """The folded words of a title that its print marks as something of their own."""

    names: frozenset[str]
    acronyms: frozenset[str]
    numbers: frozenset[str]


class Part(NamedTuple):
    """A word or phrase of a title, or a piece of a compound.

    ``kind``: ``content`` says what is done to what, ``weak`` that something is made or held, ``light`` neither;
    ``number`` and ``name`` tell one of a kind from another. ``pieces``: what a compound or phrase is made of.
    """

    text: str
    meaning: str | None
    kind: str
    weight: float
    pieces: tuple[Part, ...] = ()


@functools.lru_cache(maxsize=1 << 12)
def written_out(text: str) -> str:
    """The folded text with its abbreviations in full: "HR- o löneavd." gives "hr- och löneavdelning"."""
    pattern, ending = _abbreviations()
    known = meanings("abbreviations")
    full = pattern.sub(lambda found: known[fold(found[0])], fold(text))
    return ending.sub(lambda found: known[found[1]], full)


@functools.lru_cache(maxsize=1 << 16)
def stems(word: str) -> frozenset[str]:
    """What a word may be without its ending, itself included where it has three letters."""
    cuts = range(_STEM_LETTERS, len(word) + 1)
    return frozenset(word[:cut] for cut in cuts if ENDING.fullmatch(word, cut))


def known_stems(titles: Iterable[str]) -> frozenset[str]:
    """The stems of the titles' words: what a compound of the other document may be taken apart into."""
    return frozenset().union(*map(_long_stems, titles))


def parts(title: str, known: frozenset[str]) -> tuple[Part, ...]:
    """The parts of a title without its closing parenthesis, in its order; compounds with what they are made of."""
    return tuple(_taken_apart(part, known) if part.kind == "content" else part for part in _whole_parts(title))


@functools.lru_cache(maxsize=1 << 14)
def _long_stems(title: str) -> frozenset[str]:
    words = (word for word in re.findall(r"\w+", written_out(title)) if len(word) >= _PART_LETTERS)
    return frozenset(stem for word in words for stem in stems(word) if len(stem) >= _PART_LETTERS)


@functools.lru_cache(maxsize=1 << 14)
def _whole_parts(title: str) -> tuple[Part, ...]:
    """Words and phrases, these with their words."""
    aside = _CLOSING_PARENTHESIS.search(title)
    core = title[: aside.start()] if aside and aside.start() else title
    marked = _Marked(
        frozenset() if core.isupper() else frozenset(map(fold, _NAME.findall(core))),
        frozenset() if core.isupper() else frozenset(map(fold, _ACRONYM.findall(core))),
        frozenset(fold(n[1] or n[2]) for n in _NUMBERED.finditer(core)),
    )
    return tuple(_whole_part(word, marked) for word in _words(core))


@functools.cache
def _abbreviations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Abbreviations that stand alone, longest first, and those that end a compound; both in folded text."""
    alone = sorted((re.escape(word) for word in meanings("abbreviations")), key=len, reverse=True)
    ends = [re.escape(fold(e)) for entry in entries("abbreviations").values() for e in entry.get("endings", [])]
    return re.compile(rf"(?<![\w.&-])(?:{'|'.join(alone)})(?![\w&-])\.?"), re.compile(
        rf"(?<=\w)({'|'.join(ends)})\b\.?"
    )


@functools.cache
def _phrases() -> re.Pattern[str]:
    """What of the vocabulary is several words, or one with a hyphen."""
    return re.compile(rf"(?<![\w-]){any_of(w for w in meanings('activity_words') if not w.isalpha())}(?![\w-])")


@functools.cache
def _meaning_of_stem() -> dict[str, str]:
    """Stem to meaning, where all words with that stem mean the same."""
    found: dict[str, set[str]] = {}
    for word, meaning in meanings("activity_words").items():
        for stem in stems(word) if word.isalpha() else ():
            if len(stem) >= _PART_LETTERS:
                found.setdefault(stem, set()).add(meaning)
    return {stem: next(iter(several)) for stem, several in found.items() if len(several) == 1}


@functools.lru_cache(maxsize=1 << 16)
def _meaning(word: str) -> str | None:
    """The word's own meaning, else that of what it is without its ending, the longest first."""
    forms = [word, *sorted((s for s in stems(word) if len(s) >= _PART_LETTERS), key=len, reverse=True)]
    return next(
        (known[form] for known in (meanings("activity_words"), _meaning_of_stem()) for form in forms if form in known),
        None,
    )


def _words(core: str) -> Iterator[str]:
    """The folded words; a phrase of the vocabulary is one."""
    text = written_out(core)
    at = 0
    for phrase in _phrases().finditer(text):
        yield from _WORD.findall(text[at : phrase.start()])
        yield phrase[0]
        at = phrase.end()
    yield from _WORD.findall(text[at:])


def _whole_part(word: str, marked: _Marked) -> Part:
    if any(c.isdigit() for c in word) or word in marked.numbers or _ORDINAL.fullmatch(word):
        return Part(word, None, "number", _NUMBER_WEIGHT)
    if word in marked.names:
        return Part(word, None, "name", min(float(len(word)), _TOP_WEIGHT))
    is_short = len(word) <= _LIGHT_LETTERS and word not in marked.acronyms
    whole = _part(word, _meaning(word), is_short=is_short)
    if " " not in word or whole.kind == "light":
        return whole
    return _made_of(whole, tuple(_whole_part(single, marked) for single in _WORD.findall(word)))


def _taken_apart(whole: Part, known: frozenset[str]) -> Part:
    """A compound, or the compounds of a phrase, with what they are made of; what has a meaning only if all of it is."""
    if whole.pieces:
        single = (_taken_apart(piece, known) if piece.kind == "content" else piece for piece in whole.pieces)
        return _made_of(whole, tuple(piece for part in single for piece in part.pieces or (part,)))
    texts = _pieces(whole.text.replace("-", ""), known)
    if len(texts) < 2 or (whole.meaning is not None and not all(_is_known(text, known) for text in texts)):
        return whole
    return _made_of(whole, tuple(_part(text, _meaning(text), is_short=False) for text in texts))


def _made_of(whole: Part, pieces: tuple[Part, ...]) -> Part:
    weight = whole.weight if whole.kind == "weak" else sum(piece.weight for piece in pieces)
    return whole._replace(pieces=pieces, weight=weight)


def _part(word: str, meaning: str | None, *, is_short: bool) -> Part:
    if meaning == _FRAME or (meaning is None and is_short):
        return Part(word, None, "light", _LIGHT_WEIGHT)
    if meaning in _WEAK_MEANINGS:
        return Part(word, meaning, "weak", _WEAK_WEIGHT)
    return Part(word, meaning, "content", min(max(float(len(word)), _LEAST_WEIGHT), _TOP_WEIGHT))


@functools.lru_cache(maxsize=1 << 14)
def _pieces(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """A compound's parts, where at least one is known; the more letters are known the better, then the longer head."""
    best: tuple[str, ...] = (word,)
    best_letters = 0
    for cut in range(_REST_LETTERS, len(word) - _REST_LETTERS + 1):
        first, head = _first_part(word[:cut], known), word[cut:]
        if ENDING.fullmatch(head):
            continue
        has_head = len(head) >= _PART_LETTERS and _is_known(head, known)
        letters = (cut if first else 0) + (len(head) if has_head else 0)
        if letters > best_letters:
            best, best_letters = (first or word[:cut], head), letters
    if best_letters == 0:
        return (word,)
    return tuple(piece for part in best for piece in (_pieces(part, known) if _meaning(part) is None else (part,)))


def _first_part(text: str, known: frozenset[str]) -> str | None:
    """A compound's first part as a word: "skyfalls" is "skyfall", "gatu" is "gat", a stem of "gata"."""
    for link in _LINKS:
        bare = text.removesuffix(link) if link else text
        if text.endswith(link) and len(bare) >= _PART_LETTERS and _is_known(bare, known):
            return bare
    return None


def _is_known(word: str, known: frozenset[str]) -> bool:
    return _meaning(word) not in _NO_PARTS or not known.isdisjoint(s for s in stems(word) if len(s) >= _PART_LETTERS)
