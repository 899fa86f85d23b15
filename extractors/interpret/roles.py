"""What a column or a label speaks of: by its heading's words, by what its cells look like, each with a weight.

A concept ("responsible", "goal") isn't yet a field of a record: which it is, the shape of the table says (shapes.py).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.document.model import Cell
from extractors.interpret.assessment import fulfilment_in, mark_colour
from extractors.values.goal_labels import is_goal_word
from extractors.values.parsing import parse_share
from extractors.values.schedules import is_schedule
from extractors.values.statuses import status_of
from extractors.values.value_headings import time_apart
from extractors.vocabulary import any_of, entries, fold

Weights = dict[str, float]  # concept to weight, 0..1

# How much a heading's word says of its column. A phrase stands in the vocabulary as it is printed; a head carries its
# phrase's meaning ("planerade åtgärder"); what is only coordinated with it ("mål och aktivitet") or behind a
# preposition ("kommentar till status") says less.
_PHRASE, _HEAD, _ALSO, _BEHIND = 1.0, 0.95, 0.5, 0.25
_SURE = 0.9  # a phrase or a head; no other weight reaches it
_CONTENT = 0.9  # of cells that are nearly all values of one closed kind, whatever the heading says
_SHORTEST_LAST_PART = 3  # letters of a compound's last part: "kf-mål"; "id" ends other words by chance
_MOST_CELLS_SHARE = 0.6
_LONGEST_HEADING = 80  # letters
_FIRST_WORDS = 4
_WORDS_FOR_NAMES = frozenset(
    {"beskrivning", "namn", "benämning", "rubrik", "typ", "titel", "förslag"}
)  # "namn på åtgärd"
_DEFINITE = re.compile(r"(?:en|et|erna|na)$")  # "beskrivning av åtgärden" describes it, "av åtgärd" names it
_INTERROGATIVES = frozenset({"vilket", "vilken", "vilka"})
_SAYS_WHEN = frozenset({"due_on", "starts_on", "schedule", "date", "accomplished"})
_MOST_STATUS_WORDS = 5
_MOST_OCCASION_WORDS, _FEWEST_OCCASIONS = 6, 2  # of a name; in a calendar
# What the column of a calendar's occasions may be headed besides; any other known heading says what its cells are.
_MAY_HEAD_OCCASIONS = frozenset({"followup", "reporting", "description", "type", "area", "comment"})
_SENTENCE_WORDS = 7
_LONGEST_DATE = 40  # letters: "start våren 2031, klart senast hösten 2032"
_BELIED = 0.5  # what sentences below a heading of statuses or days leave of its weight
_CLAUSE_WORDS = 3  # "så gör vi"; "vi ska" begins goals as well
_INFLECTIONS = r"(?:(?:en|n|et|t|er|r|ar|or|a|erna|na|arna|orna|ns)?s?)"
_PREPOSITIONS = re.compile(r"\s(?:till|för|av|från|i|på|med|under|per|om|inom|mot|enligt|att|som|vid|hos)\s")
_OPEN_END = re.compile(r"\s(?:till|för|av|från|i|på)$")
_JOINED = re.compile(r"\s*(?:/|,|&|\+|\boch\b|\beller\b|\bsamt\b|\bo\b)\s*")
_NO_WORDS = re.compile(r"\([^)]*\)|(?<!\w)(?:19|20)\d\d(?:\s?[-/]\s?(?:\d\d){1,2})?(?!\w)|(?<!\w)\d{1,3}(?!\w)|[*:?!]")
_NUMBER = re.compile(
    r"^(?:ca |cirka |minst |högst )?[<>≥≤=±+−–-]?\s*\d[\d\s.,–-]*\s*(?:%|procent|m?n?kr|tkr|kr)?(?:/år)?\.?$"
)
_UNITS = re.compile(  # how the name of a unit or a post ends
    r"(?:förvaltning|enhet|avdelning|kontor|nämnd|styrelse|utskott|chef|ledare|samordnare|strateg|direktör|rektor"
    r"|sekreterare|handläggare|ingenjör|samtliga|alla|bolag|avd|verksamhet|sektion|grupp|team|service|kansli|skol)"
    r"\w{0,5}$|(?<!\w)ab$"
)
_ABBREVIATION = re.compile(r"^[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}[A-ZÅÄÖ](?:[/,+ ]+[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,3})*$")


class Contents(NamedTuple):
    """What share of a column's filled cells look like what; ``filled`` counts them."""

    filled: int
    status: float
    fulfilment: float
    date: float
    number: float
    share: float
    unit: float
    sentence: float
    sign: float
    occasion: float


@functools.lru_cache(4096)
def concepts_of(heading: str) -> Weights:
    """Concept to weight by the words of a heading; empty where it has none that is known."""
    folded = fold(heading)
    words, concept = _phrase_in(folded)
    if words and words == folded:
        return {concept: _PHRASE}
    bare = " ".join(_NO_WORDS.sub(" ", folded).split()).strip(" -–,;/")
    if len(bare) > _LONGEST_HEADING:  # a heading with an explanation behind it
        bare = words or " ".join(_PREPOSITIONS.split(bare)[0].split()[:_FIRST_WORDS])
    if not bare:
        return {}
    found: Weights = {}
    for concept, weight in _weighed(bare):
        found[concept] = max(found.get(concept, 0.0), weight)
    return found


def concept_of(heading: str) -> str | None:
    """The one concept that a heading or label surely speaks of; None for what it only mentions."""
    found = concepts_of(heading)
    best = max(found, key=found.__getitem__, default=None)
    return best if best is not None and found[best] >= _SURE else None


def _weighed(bare: str) -> Iterable[tuple[str, float]]:
    words, concept = _phrase_in(bare)
    if words != bare and _OPEN_END.search(words) and concept_of_word(words.split()[0]) is not None:
        yield concept, _ALSO  # "uppdrag från" asks who gave it, "uppdrag från fullmäktige" says so of the uppdrag
        concept = ""
    elif concept:
        yield concept, _PHRASE if words == bare else _HEAD
    front, *behind = _PREPOSITIONS.split(bare)
    first = True
    for part in _JOINED.split(front):
        for name in _head_of(part):
            yield name, (_HEAD if first and not concept else _ALSO)
            first = False
            break
    names = [] if _DEFINITE.search(" ".join(behind[:1])) else [n for part in behind[:1] for n in _head_of(part)]
    if names and concept in ("", "description") and front.split()[-1:] and front.split()[-1] in _WORDS_FOR_NAMES:
        yield names[0], _HEAD
    for part in behind:
        for name in _head_of(_JOINED.split(part)[0]):
            yield name, _BEHIND
            break


def _head_of(part: str) -> list[str]:
    """The concept of the last noun of a phrase; of a question the first: 'Vilket mål stödjer projektet'."""
    words = re.findall(r"[\w%#-]+", part)
    asks = bool(words) and words[0] in _INTERROGATIVES
    return [name for word in (words if asks else reversed(words)) if (name := concept_of_word(word)) is not None][:1]


@functools.lru_cache(4096)
def concept_of_word(word: str) -> str | None:
    """The concept of a folded word: the longest known noun that it is or ends in, inflected or not."""
    for noun, concept, ending in _heads_longest_first():
        if noun in word and ending.search(word):
            before = word[: word.rindex(noun)]
            if not before or (len(before) > 2 and len(noun) >= _SHORTEST_LAST_PART):
                return concept
    return None


def is_noun_alone(heading: str) -> bool:
    """Whether a heading is a known noun or phrase as it stands: no compound, no inflection, no more words."""
    folded = fold(heading)
    return folded in _phrases()[1] or any(folded == noun for noun, _ in _heads())


def is_compound_of_one(word: str) -> bool:
    """Whether a folded word ends in a known noun without an inflection, and is none itself: 'lässatsning'."""
    return not is_noun_alone(word) and any(word.endswith(noun) for noun, _ in _heads() if len(noun) < len(word) - 1)


def begins_with_clause(heading: str) -> bool:
    """Whether a heading begins with a known clause about what follows: 'Så ska vi göra under året'."""
    return len(_phrase_in(fold(heading))[0].split()) >= _CLAUSE_WORDS


@functools.cache
def _heads() -> tuple[tuple[str, str], ...]:
    return tuple((fold(noun), concept) for concept, entry in entries("headings").items() for noun in entry["heads"])


@functools.cache
def _heads_longest_first() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    longest_first = sorted(_heads(), key=lambda head: len(head[0]), reverse=True)
    return tuple((noun, concept, re.compile(rf"{noun}{_INFLECTIONS}$")) for noun, concept in longest_first)


def _phrase_in(folded: str) -> tuple[str, str]:
    """The longest phrase of the vocabulary that a heading begins with, and its concept; two empty strings without."""
    match = _phrases()[0].match(folded)
    return (match.group(1), _phrases()[1][match.group(1)]) if match else ("", "")


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {fold(word): concept for concept, entry in entries("headings").items() for word in entry["words"]}
    return re.compile(rf"({any_of(known)})(?![\w-])"), known


def contents_of(cells: Sequence[Cell]) -> Contents:
    """What the filled cells of a column look like."""
    looks = [_look_of(" ".join(cell.text.split())) for cell in cells if cell.text]
    signs = sum(mark_colour(cell) is not None or cell.alternative is not None or bool(cell.bars) for cell in cells)
    total = max(len(looks), 1)

    def share(kind: str) -> float:
        return sum(kind in look for look in looks) / total

    return Contents(
        filled=max(len(looks), signs),
        status=share("status"),
        fulfilment=share("fulfilment"),
        date=share("date"),
        number=share("number"),
        share=share("share"),
        unit=share("unit"),
        sentence=share("sentence"),
        sign=signs / max(len(cells), 1),
        occasion=share("occasion"),
    )


def names_occasion(text: str) -> bool:
    """Whether a few words name a follow-up or a report on a plan: 'Tertialrapport 1', 'Delårsbokslut', 'T3'."""
    folded = fold(text)
    if len(folded.split()) > _MOST_OCCASION_WORDS or text.endswith((".", "!", "?", ":")):
        return False
    return bool(_occasion().match(folded))


@functools.cache
def _occasion() -> re.Pattern[str]:
    words = ("|".join(re.escape(fold(w)) for w in entries("occasions")[kind]["words"]) for kind in ("report", "period"))
    reports, periods = words
    return re.compile(rf"(?:{periods})(?!\w)|(?:\w+ ){{0,2}}[\w-]*(?:{reports})(?:{_INFLECTIONS})(?!\w)")


@functools.lru_cache(4096)
def _look_of(text: str) -> frozenset[str]:
    """The kinds of value that a cell's text looks like; columns are looked at again with those of like blocks."""
    tests: dict[str, object] = {
        "status": _is_status(text),
        "fulfilment": fulfilment_in(text),
        "date": _is_date(text),
        "number": _NUMBER.match(text),
        "share": "%" in text and parse_share(text) is not None,
        "unit": _is_unit(text),
        "sentence": _is_sentence(text),
        "occasion": names_occasion(text),
    }
    return frozenset(kind for kind, found in tests.items() if found)


def _is_status(text: str) -> bool:
    return len(text.split()) <= _MOST_STATUS_WORDS and status_of(text) is not None


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and not text.isalpha() and is_schedule(text)


def _is_unit(text: str) -> bool:
    folded = fold(text)
    return len(folded.split()) <= 6 and (bool(_UNITS.search(folded)) or bool(_ABBREVIATION.match(text)))


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _SENTENCE_WORDS or (text.endswith((".", "!", "?")) and len(text.split()) > 2)


def _names_part_of_year(heading: str) -> bool:
    """Whether a heading is nothing but the time of a follow-up: 'T1', 'Tertial 2', 'Augusti', not a year."""
    words, end = time_apart(heading)
    return not words and end is not None and any(map(str.isalpha, heading))


def weigh(heading: str, contents: Contents) -> Weights:
    """Concept to weight for a column: its heading's, mended by its cells.

    Cells that are nearly all of one closed kind (statuses, dates) decide over an ambiguous heading, and stand in for an
    unknown one; a heading whose cells can't be what it says counts less.
    """
    found = dict(concepts_of(heading))
    if not contents.filled:
        return found
    if contents.status >= _MOST_CELLS_SHARE and not {"status", "current", "assessment"} & found.keys():
        found["status"] = (
            _CONTENT if found.keys() & {"followup", "comment", "result", "accomplished"} else _MOST_CELLS_SHARE
        )
    if contents.date >= _MOST_CELLS_SHARE and not found.keys() & _SAYS_WHEN:
        # 'Återrapportering' over days says when it is due
        found["date" if found and "reporting" not in found else "due_on"] = _MOST_CELLS_SHARE
    if not found and contents.sign >= _MOST_CELLS_SHARE and _names_part_of_year(heading):
        found["status"] = _MOST_CELLS_SHARE  # marks under 'T1' and 'T2' tell how far it had come
    named = contents.filled >= _FEWEST_OCCASIONS and contents.occasion >= _MOST_CELLS_SHARE
    if named and found.keys() <= _MAY_HEAD_OCCASIONS:
        found["occasion"] = _CONTENT
    if not found and contents.unit >= _MOST_CELLS_SHARE:
        found["responsible"] = _MOST_CELLS_SHARE
    if contents.sentence >= _MOST_CELLS_SHARE:
        for concept in found.keys() & {"status", "completion", "due_on"}:
            found[concept] *= _BELIED
        if "target" in found and is_goal_word((fold(heading).split() or [""])[-1]):
            found["goal"] = _CONTENT  # 'Delmål' over sentences are goals of their own, over values targets
    return found
