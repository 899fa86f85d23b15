"""How far something is met, by the words of an assessment: a form of being met, and what is said of how far."""

from __future__ import annotations

import functools
import re

from extractors.values.inflection import adjective_forms, forms_of, passives_of
from extractors.vocabulary import any_of, entries, fold, lookup, meanings

UNASSESSED = "unassessed"
_REMEMBERED_ASSESSMENTS = 1 << 12
_LONGEST_ASSESSMENT = 12  # words
_NOT = "not_met"
_WORD = re.compile(r"\S*\w\S*")


@functools.lru_cache(_REMEMBERED_ASSESSMENTS)
def assessment_of(text: str) -> str | None:
    """met, partly, not_met or unassessed as the whole words say; None for any others.

    'Helt uppfyllt', 'målet bedöms delvis nås', 'uppnås ej'; what is neither wholly nor not so is none.
    """
    words = _negations().sub("ej", " ".join(_WORD.findall(fold(text).rstrip("."))))
    if not words or len(words.split()) > _LONGEST_ASSESSMENT or words in _not_alone():
        return None
    if _is_unassessed(words):
        return UNASSESSED
    words = _time_behind().sub("", words)
    extents: set[str] = set()
    while _known(words) is None:
        shorter, extent = _shorter(words)
        if shorter == words:
            return None
        extents |= {extent} if extent is not None else set()
        if not shorter:
            return _one(extents) if extent is not None else None
        words = shorter
    known = _known(words)
    return known if not extents else _one(extents) if known == "met" else None


def _known(words: str) -> str | None:
    return "met" if words in _met_forms() else meanings("fulfilment").get(words)


def _one(extents: set[str]) -> str | None:
    return next(iter(extents)) if len(extents) == 1 else None


def _shorter(words: str) -> tuple[str, str | None]:
    """The words without the first of what they say of how far and that, or without a filler at their beginning."""
    for at_end in (False, True):
        match = _extent(at_end).search(words)
        if match is not None:
            left = words[: match.start()] + words[match.end() :]
            return left.strip(), meanings("assessment_fillers")[match.group(1)]
        first, _, rest = words.partition(" ")
        if not at_end and meanings("assessment_fillers").get(first) == "filler":
            return rest, None
    return words, None


def _is_unassessed(words: str) -> bool:
    without = words.removesuffix(" ännu").removesuffix(" i år")
    if lookup("fulfilment", words) == UNASSESSED or without in _lacking():
        return True
    noun = _missing().match(words)
    if noun is not None:
        rest = words[noun.end() :].strip()
        return rest in _absent() or bool(noun[1] and _times().fullmatch(f" {rest}"))
    verb = _later().match(words)
    rest = words[verb.end() :] if verb is not None else ""
    return bool(rest) and _times().fullmatch(rest.replace(" ej", "", 1)) is not None


@functools.cache
def _met_forms() -> frozenset[str]:
    participles = map(fold, entries("fulfilment")["met"]["participles"])
    return frozenset(form for word in participles for form in (*forms_of(word), *passives_of(word)))


@functools.cache
def _lacking() -> frozenset[str]:
    words = map(fold, entries("fulfilment")[UNASSESSED]["lacking"])
    return frozenset(f"ej {form}" for word in words for form in (*forms_of(word), *adjective_forms(word)))


@functools.cache
def _extent(at_end: bool) -> re.Pattern[str]:
    words = any_of(
        fold(word) for name in ("met", "partly", _NOT) for word in entries("assessment_fillers")[name]["words"]
    )
    return re.compile(rf"(?:^|\s)({words})$" if at_end else rf"^({words})(?:\s|$)")


@functools.cache
def _time_behind() -> re.Pattern[str]:
    """'vid årets slut', 'under 2031', 'per den 30 april', 'i år' at an assessment's end."""
    known = entries("assessment_times")
    before, times = (any_of(map(fold, known[name]["words"])) for name in ("before", "times"))
    months = any_of(meanings("months"))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf" (?:{before}) (?:(?:{times})(?: {year})?|(?:den )?(?:\d{{1,2}} )?(?:{months})(?: {year})?|{year})$"
    )


@functools.cache
def _not_alone() -> frozenset[str]:
    return frozenset(map(fold, entries("assessment_fillers")["met"]["not_alone"]))


@functools.cache
def _negations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(map(fold, entries('assessment_fillers')[_NOT]['words']))})(?!\w)")


@functools.cache
def _absent() -> frozenset[str]:
    return frozenset(map(fold, entries("fulfilment")[UNASSESSED]["absent"]))


@functools.cache
def _missing() -> re.Pattern[str]:
    nouns = any_of(map(fold, entries("fulfilment")[UNASSESSED]["missing"]))
    return re.compile(rf"(ingen |inget |inga )?(?:{nouns})(?!\w)")


@functools.cache
def _later() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(map(fold, entries('fulfilment')[UNASSESSED]['later']))})(?!\w)")


@functools.cache
def _times() -> re.Pattern[str]:
    """Nothing but words of times, each behind a space."""
    return re.compile(rf"(?: (?:{any_of(map(fold, entries('fulfilment')[UNASSESSED]['time']))})(?!\w))*\s*")
