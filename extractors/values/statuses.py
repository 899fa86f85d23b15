"""What a printed status means: the vocabulary's words and their inflections, alone or with others around them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator

from extractors.values.inflection import adjective_forms, forms_of, passives_of
from extractors.values.times import part_names
from extractors.vocabulary import VocabularyError, any_of, entries, fold, lookup, meanings

_REMEMBERED_STATUSES = 1 << 12
_LONGEST_STATUS = 12  # words of one whole status: "Projektet är till stor del genomfört, men något försenat"
_PARTS = re.compile(r"\s*[,;/()]\s*(?:(?:och|men)\s+)?|\s+-\s+|\s+(?:och|men)\s+")
_SENTENCE_END = re.compile(r"[.:]\s|\n")
_SHARE = re.compile(r"\s*(?:till\s+)?\(?(\d{1,3}) ?(?:%|procent)\)?$")
_ANY_TIME = "nästa år"
_STILL_GOING = {"in_progress", "delayed"}
_PRESENT_TELLS = ("not_started", "delayed", "paused", "cancelled")  # "pausas" is paused, "avslutas" isn't done yet


@functools.lru_cache(_REMEMBERED_STATUSES)
def status_of(text: str | None) -> str | None:
    """not_started, in_progress, done, delayed, paused or cancelled; None where the words don't say one for certain.

    The whole text is a known form, or each of its parts is and they agree ("Pågår, försenad" is delayed), or its first
    sentence or paragraph is and none of those behind it speaks of another status.
    """
    if text is None:
        return None
    first, rest = _cut(text)
    status = _of_parts(text)
    if status is None and rest and not _speaks_of_others(rest, _of_parts(first)):
        return _of_parts(first)
    return status


def status_told(text: str | None, phrase: str | None) -> tuple[str | None, bool]:
    """The status that words and a sign tell together, and whether they contradict each other.

    ``phrase``: what the document's legend says of the colour or glyph; one like "enligt plan" goes with any status.
    """
    by_word, by_sign = status_of(text), status_of(phrase)
    if by_word is None or by_sign is None or by_word == by_sign or _is_aside(fold(phrase or "")):
        return by_word or by_sign, False
    return ("delayed", False) if {by_word, by_sign} == _STILL_GOING else (None, True)


def _cut(text: str) -> tuple[str, str]:
    """The first sentence, or what stands before its reason, and all behind it."""
    end = _SENTENCE_END.search(text) or _reasons().search(text)
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def _of_parts(text: str) -> str | None:
    """The meaning of the whole words, else the one that all their parts have."""
    folded = fold(text)
    if len(folded.split()) > _LONGEST_STATUS or not _telling().search(_in_own_wording(folded)):
        return None
    whole = _of_words(folded)
    if whole is not None:
        return whole
    parts = [part for part in _PARTS.split(folded) if part]
    if not parts or _is_aside(parts[0]):
        return None
    told = [part for part in parts if not _is_aside(part)]
    unfinished = [part for part in told if _is_unfinished(part)]
    together = _together(_of_words(part) for part in told if part not in unfinished)
    return None if unfinished and together == "done" else together


def _is_unfinished(words: str) -> bool:
    """Whether words say that something isn't ready yet, or when it is to be: 'ej klart', 'klart 2031'."""
    plain = _in_own_wording(words)
    core = _behind("aside").sub("", _before("filler").sub("", plain.removeprefix("ej ")))
    if core != plain and plain.startswith("ej "):
        return forms().get(core) == "done"
    return any(head in _undated() and forms()[head] == "done" for head in _before_time(plain))


def _together(meanings_: Iterable[str | None]) -> str | None:
    """The one meaning of several; what goes on and is late is late."""
    found = set(meanings_)
    if found == _STILL_GOING:
        return "delayed"
    return found.pop() if len(found) == 1 else None


def _is_aside(words: str) -> bool:
    return lookup("status_parts", words) == "aside"


def _of_words(folded: str) -> str | None:
    """The meaning of folded words: as they stand, in the vocabulary's own wording, or with what is around them."""
    known = forms()
    plain = _in_own_wording(folded)
    for words in (folded, plain, _before("filler").sub("", plain)):
        if words in known:
            return known[words]
    core = _before("filler").sub("", plain)
    return next((meaning for read in _COMPOSED if (meaning := read(core)) is not None), None)


def _in_own_wording(folded: str) -> str:
    """Folded words with the vocabulary's own negation and time."""
    return _times().sub(_ANY_TIME, _negations().sub("ej", folded))


def _before_time(words: str) -> Iterator[str]:
    """What stands before a time at the end, with and without each of the words between them."""
    for space in re.finditer(" ", words):
        if _time_alone().fullmatch(words, space.end()):
            yield words[: space.start()]


def _with_aside(words: str) -> str | None:
    core = _behind("aside").sub("", words)
    return _of_words(core) if core not in (words, "") else None


def _with_share(words: str) -> str | None:
    """'Pågår 50 %'; what is done is so only at 100."""
    share = _SHARE.search(words)
    meaning = _of_words(words[: share.start()]) if share and share.start() else None
    return None if meaning == "done" and share and int(share[1]) < 100 else meaning


def _with_time(words: str) -> str | None:
    """'Avslutad mars 2031'; 'klart 2031' tells what is to be."""
    cores = [core for core in _before_time(words) if core not in _undated()]
    return next((meaning for core in cores if (meaning := _of_words(core)) is not None), None)


def _coming(words: str) -> str | None:
    """A beginning in the present tense with a time to come: 'ska påbörjas', 'inleds hösten 2031'."""
    after = _before("coming").sub("", words)
    cores = {*_before_time(after), *([after] if after != words else [])}
    return "not_started" if cores & _beginnings() else None


def _partly(words: str) -> str | None:
    core = _behind("partly").sub("", _before("partly").sub("", words))
    return "in_progress" if core != words and forms().get(core) in ("done", "in_progress") else None


def _deviating(words: str) -> str | None:
    core = _behind("deviation").sub("", words)
    meaning = _of_words(core) if core not in (words, "") else None
    return "delayed" if meaning == "in_progress" else meaning


def _temporary(words: str) -> str | None:
    core = _before("temporarily").sub("", _behind("temporarily").sub("", words))
    if core == words:
        return None
    stopped = lookup("status_parts", core) == "stopped" or forms().get(core) in ("paused", "cancelled")
    return "paused" if stopped else None


def _halves(words: str) -> str | None:
    """'pågår försenad': what goes on, and how."""
    known = forms()
    for at in (match.start() for match in re.finditer(" ", words)):
        if {known.get(words[:at]), known.get(words[at + 1 :])} == _STILL_GOING:
            return "delayed"
    return None


_COMPOSED: tuple[Callable[[str], str | None], ...] = (
    _temporary,
    _with_aside,
    _with_share,
    _coming,
    _partly,
    _deviating,
    _with_time,
    _halves,
)


@functools.cache
def forms() -> dict[str, str]:
    """Every folded form of a status and its meaning; VocabularyError where one has two."""
    known = dict(meanings("statuses"))
    for form, meaning in _inflected():
        if known.setdefault(form, meaning) != meaning:
            raise VocabularyError(f"statuses.toml: '{form}' is a form of both {known[form]} and {meaning}")
    return known


def _inflected() -> Iterator[tuple[str, str]]:
    for meaning, entry in entries("statuses").items():
        for participle in map(fold, entry.get("participles", [])):
            yield from ((form, meaning) for form in forms_of(participle))
            if meaning in _PRESENT_TELLS:
                yield from ((form, meaning) for form in passives_of(participle))
        for moved in map(fold, entry.get("moved", [])):
            yield from ((f"{form} till {_ANY_TIME}", meaning) for form in {*forms_of(moved), *passives_of(moved)})
        yield from ((form, meaning) for form in _adjectives(entry))
    for begun in map(fold, entries("statuses")["in_progress"]["begun"]):
        for form in forms_of(begun):
            yield form, "in_progress"
            yield f"ej {form}", "not_started"


def _adjectives(entry: dict[str, list[str]]) -> set[str]:
    """Those that an entry calls undated; a verb in the present tense among them has no other form."""
    undated = set(map(fold, entry.get("undated", [])))
    return {form for word in undated for form in ({word} if word.endswith("s") else adjective_forms(word))}


@functools.cache
def _undated() -> frozenset[str]:
    return frozenset(form for entry in entries("statuses").values() for form in _adjectives(entry))


@functools.cache
def _beginnings() -> frozenset[str]:
    begun = entries("statuses")["in_progress"]["begun"]
    return frozenset(form for participle in begun for form in passives_of(fold(participle)))


@functools.cache
def _negations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('negation')})(?!\w)")


@functools.cache
def _before(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_any_of(meaning)}):?\s+)+")


@functools.cache
def _behind(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s+(?:{_any_of(meaning)}))+$")


@functools.cache
def _times() -> re.Pattern[str]:
    """Any time: 'hösten 2031', 'mars', '2031-05-01', 'kvartal 3', 'inom kort'."""
    months, seasons = any_of(meanings("months")), any_of(part_names())
    year = r"(?:år )?20\d\d(?:[-/](?:20)?\d\d(?:-\d\d)?)?"
    number = r"\d{1,2}[./]\d{1,2}(?:[./ -](?:20)?\d\d)?|vecka \d{1,2}|v\.? ?\d{1,2}"
    named = rf"(?:\d{{1,2}} )?(?:{months}|{seasons})\.?(?: ?-? ?(?:20)?\d\d)?"
    return re.compile(rf"(?<![\w/-])(?:{_any_of('time')}|{named}|{number}|{year})(?![\w/-])(?: 20\d\d(?!\w))?")


@functools.cache
def _time_alone() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:(?:{_any_of('until')})\.? )*{_ANY_TIME}(?: |$))+")


@functools.cache
def _reasons() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any_of('because')})\.?\s", re.IGNORECASE)


@functools.cache
def _any_of(meaning: str) -> str:
    """A pattern of the words of a meaning; those that stand on either side of a status are both fillers and asides."""
    names = (meaning, "around") if meaning in ("filler", "aside") else (meaning,)
    return any_of(fold(word) for name in names for word in entries("status_parts")[name]["words"])


def _speaks_of_others(text: str, status: str | None) -> bool:
    """Whether a text has the words of another status than this."""
    plain = _negations().sub("ej", fold(text))
    return any(forms()[match.group()] != status for match in _known().finditer(plain))


@functools.cache
def _telling() -> re.Pattern[str]:
    """The words without one of which nothing tells a status: most texts have none."""
    stopped = map(fold, entries("status_parts")["stopped"]["words"])
    return re.compile(rf"(?<!\w)(?:{any_of([*forms(), *stopped, *_beginnings()])})(?!\w)")


@functools.cache
def _known() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(forms())})(?!\w)")
