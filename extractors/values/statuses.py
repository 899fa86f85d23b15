"""What a printed status means: the vocabulary's words, alone or with others around them that change nothing."""

from __future__ import annotations

import functools
import re

from extractors.vocabulary import entries, fold, lookup, meanings

_PARTS = re.compile(r"\s*[,;/()]\s*|\s+-\s+|\s+(?:och|men)\s+")
_SENTENCE_END = re.compile(r"[.:]\s")
_YEAR = re.compile(r"(?<![\w-])20\d\d(?![\w-])")
_ANY_YEAR = "nästa år"
_STILL_GOING = {"in_progress", "delayed"}


def status_of(text: str | None) -> str | None:
    """not_started, in_progress, done, delayed, paused or cancelled; None where the words don't say one for certain.

    The whole text is a known form, or each of its parts is and they agree ("Pågår, försenad" is delayed), or its first
    sentence is and none of those behind it speaks of another status.
    """
    if text is None:
        return None
    first, _, rest = _cut(text)
    status = _of_parts(text)
    if status is None and rest and not _speaks_of_others(rest, _of_parts(first)):
        return _of_parts(first)
    return status


def status_told(text: str | None, phrase: str | None) -> tuple[str | None, bool]:
    """The status that words and colour tell together, and whether they contradict each other.

    ``phrase``: what the document's legend says of the colour; one like "enligt plan" goes with any status.
    """
    by_word, by_colour = status_of(text), status_of(phrase)
    if by_word is None or by_colour is None or by_word == by_colour or _is_aside(fold(phrase or "")):
        return by_word or by_colour, False
    return ("delayed", False) if {by_word, by_colour} == _STILL_GOING else (None, True)


def _cut(text: str) -> tuple[str, str, str]:
    end = _SENTENCE_END.search(text)
    return (text[: end.start()], end.group(), text[end.end() :]) if end else (text, "", "")


def _of_parts(text: str) -> str | None:
    """The meaning of the whole words, else the one that all their parts have."""
    whole = _of_words(fold(text))
    if whole is not None:
        return whole
    parts = [part for part in _PARTS.split(fold(text)) if part]
    if not parts or _is_aside(parts[0]):
        return None
    found = {_of_words(part) for part in parts if not _is_aside(part)}
    if found == _STILL_GOING:
        return "delayed"
    return found.pop() if len(found) == 1 else None


def _is_aside(words: str) -> bool:
    return lookup("status_parts", words) == "aside"


def _of_words(folded: str) -> str | None:
    """The meaning of folded words: as they stand, else in the vocabulary's own wording, without fillers and asides."""
    plain = _YEAR.sub(_ANY_YEAR, _negations().sub("ej", folded))
    before, behind = _fillers(), _asides()
    for words in (folded, plain, before.sub("", plain), behind.sub("", before.sub("", plain))):
        meaning = lookup("statuses", words)
        if meaning is not None:
            return meaning
    return None


@functools.cache
def _negations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('negation')})(?!\w)")


@functools.cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_any_of('filler')})\s+)+")


@functools.cache
def _asides() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+(?:{_any_of('aside')}))+$")


def _any_of(meaning: str) -> str:
    return "|".join(map(re.escape, sorted(entries("status_parts")[meaning]["words"], key=len, reverse=True)))


def _speaks_of_others(text: str, status: str | None) -> bool:
    """Whether a text has the words of another status than this."""
    plain = _negations().sub("ej", fold(text))
    return any(meanings("statuses")[match.group()] != status for match in _known().finditer(plain))


@functools.cache
def _known() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(meanings("statuses"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
