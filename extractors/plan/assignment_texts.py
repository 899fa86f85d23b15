"""What sentences say of an assignment (uppdrag): who gives it to whom, when it was decided, when it is to be ready."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extractors.interpret.roles import concepts_of, is_noun_alone
from extractors.interpret.shapes import ASSIGNMENTS
from extractors.values.parsing import days_in, parse_due
from extractors.vocabulary import fold, meanings

_SURE = 0.9
_MOST_WORDS_OF_LABEL = 3
_BEHIND = re.compile(r"\s(?:av|om|i|på|med)\s")
_FEWEST_OF_FOLLOW_UP = 7  # words under 'Återrapportering': fewer say when or to whom, a sentence what has been done
_DECISION = re.compile(r"(?<!\w)beslut\w*[^.]{0,80}", re.IGNORECASE)
_ACTS = r"(?:ska|skall|bör|behöver|måste|får i uppdrag|ges i uppdrag|får uppdraget|ges uppdraget)"
_SUBJECT = re.compile(rf"^((?:[^\W\d]+(?:-[^\W\d]+)*-?[ ,]+){{1,8}}?){_ACTS}(?!\w)", re.IGNORECASE)
_DEFINITE = r"[^\W\d_][\w-]*(?:en|et|na|chef|direktör|samordnare|gruppen)"
_ACTORS = rf"{_DEFINITE}(?:(?:,| och| samt| tillsammans med| i samverkan med) {_DEFINITE})*"
_ENTRUSTED = re.compile(rf"(?:uppdra(?:r|s)? åt|(?<!\w)ska|uppdrag till|uppdras till) ({_ACTORS})(?!\w)", re.IGNORECASE)

_WHO = r"(?:[\w-]+,?\s+){0,9}?[\w-]+"
_MODIFIER = r"(?:(?:också|även|därför|därutöver|dessutom|vidare|samtidigt)\s+)?"
_GIVEN = rf"{_MODIFIER}(?:i\s+uppdrag|(?:i\s+)?(?:följande|nedanstående)\s+(?:\w+\s+)?uppdrag|uppdraget)"
_GETS = re.compile(
    rf"^(?P<to>{_WHO})\s+(?:får|ges|har\s+fått|har\s+getts|har\s+givits|fick|gavs|tilldelas)\s+{_GIVEN}"
    rf"(?:\s+(?:av|från)\s+(?P<by>{_WHO}))?\s*(?P<rest>(?::|att(?!\w)|$).*)$",
    re.IGNORECASE | re.DOTALL,
)
_GIVES = re.compile(
    rf"^(?P<by>{_WHO})\s+(?:ger|gav|har\s+gett|har\s+givit|lämnar)\s+(?:(?P<to>{_WHO})\s+)?{_GIVEN}"
    rf"(?:\s+(?:till|åt)\s+(?P<to2>{_WHO}))?\s*(?P<rest>(?::|att(?!\w)|$).*)$",
    re.IGNORECASE | re.DOTALL,
)
_ENTRUSTS = re.compile(
    rf"^(?:(?P<by>{_WHO})\s+)?(?:uppdrar|uppdrog|har\s+uppdragit)\s+{_MODIFIER}åt\s+(?P<to>{_WHO})"
    r"\s*(?P<rest>(?::|att(?!\w)|$).*)$",
    re.IGNORECASE | re.DOTALL,
)
_THAT = re.compile(r"^(?::\s*)?(?:att(?!\w))?[\s:…]*", re.IGNORECASE)
_PROPOSES = re.compile(r"(?<!\w)(?:beslutar|beslutade|föreslår|föreslås|yrkar|hemställer)(?!\w)", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|(?<=[.;|,)\n–]\s)|(?<=\s))([A-ZÅÄÖ][^\W\d_]*(?:[ /-][^\W\d_]+){0,4}):\s+")
_WHEN = re.compile(
    r"^(?:uppdraget\s+)?(?:ska(?:ll)?\s+)?(?:vara\s+)?(?:\w+\s+)?"
    r"(?:(?:slut|del|åter|av)?(?:redovisas|rapporteras)|klart?|färdigt?|slutförs|slutfört?|avslutas|genomförs|genomfört)(?!\w)",
    re.IGNORECASE,
)


class Entrusted(NamedTuple):
    """``giver`` and ``receiver`` as printed; ``task``: what is to be done, empty where it stands in a list below."""

    giver: str | None
    receiver: str | None
    task: str


def entrusted(text: str) -> Entrusted | None:
    """What a sentence says that gives an uppdrag ('Nämnden får i uppdrag att …'); None for others and proposals."""
    line = " ".join(text.split())
    if _PROPOSES.search(line):
        return None
    match = _GIVES.match(line) or _GETS.match(line) or _ENTRUSTS.match(line)
    if match is None:
        return None
    found = match.groupdict()
    task = _THAT.sub("", found["rest"], count=1)
    return Entrusted(found.get("by"), found.get("to") or found.get("to2"), task)


def decided_on(text: str) -> list[date]:
    """The days of the decisions that a text names."""
    return [day for match in _DECISION.finditer(text) for day in days_in(match.group())]


def told(text: str) -> str | None:
    """Whom the text tells to act: 'X ska …', 'uppdras åt X', '… ska X göra'."""
    if match := _SUBJECT.match(text):
        return match.group(1).strip(" ,")
    match = _ENTRUSTED.search(text)
    return match.group(1) if match else None


def field_of(label: str, value: str) -> str | None:
    """The field of an assignment that a label names, by what stands behind it where the label may mean several; 'title'
    for its name, None for an unknown one."""
    found = {concept for concept, weight in concepts_of(label.rstrip(": ")).items() if weight >= _SURE}
    if "assignment" in found:
        return "title"
    if "reporting" in found and len(value.split()) >= _FEWEST_OF_FOLLOW_UP:
        return "follow_up"
    ranked = [
        (concepts.index(concept), field)
        for field, concepts in ASSIGNMENTS.fields.items()
        for concept in found & set(concepts)
    ]
    return min(ranked)[1] if ranked else None


def scheduled(schedule: str | None, reporting: str | None) -> tuple[str | None, str | None]:
    """The two fields, where only the reporting says when it is to be ready: 'Återrapportering: hösten 2031'."""
    if schedule is None and reporting is not None and parse_due(reporting) is not None:
        return reporting, None
    return schedule, reporting


def labelled(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text as what stands before its first known label, and field and value of each label in it."""
    starts = [match for match in _LABEL.finditer(text) if _is_label(match.group(1))]
    if not starts:
        return text, []
    ends = [*(match.start() for match in starts[1:]), len(text)]
    parts = [(m.group(1), _value(text[m.end() : end])) for m, end in zip(starts, ends, strict=True)]
    return text[: starts[0].start()].strip(" ;|,–"), [(field_of(label, value) or "", value) for label, value in parts]


def _value(text: str) -> str:
    """What stands behind a label, without the stop before the next."""
    value = text.strip(" ;|,–\n")
    return value.rstrip(".") if value.count(".") == 1 and len(value.split()) < _FEWEST_OF_FOLLOW_UP else value


def _is_label(words: str) -> bool:
    """Whether the words before a colon are a label: known, and as short as one."""
    short = len(words.split()) <= _MOST_WORDS_OF_LABEL and _BEHIND.search(words) is None
    return field_of(words, "") is not None and (short or is_noun_alone(words))


def begins_follow_up(heading: str) -> bool:
    """Whether a heading says that what has become of the uppdrag follows: 'Återrapportering av uppdragen'."""
    folded = fold(heading)
    return any(re.match(rf"{re.escape(word)}(?!\w)", folded) for word in meanings("assignment_followups"))


def says_when(sentence: str) -> bool:
    """Whether a sentence or what stands in brackets only says when the uppdrag is to be ready or reported."""
    return bool(_WHEN.match(fold(sentence))) and parse_due(sentence) is not None
