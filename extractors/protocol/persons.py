"""Persons as protocols print them: name, party, office, and whatever else stands beside."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractors.vocabulary import entries, fold, leading, meanings

_BOX = re.compile(r"^(?:\[\s*(?P<tick>[xX✓])?\s*\]|(?P<drawn>[☒☑✓✔☐]))\s*")
_TICKED = "☒☑✓✔"
_PARTS = re.compile(
    r",\s+(?=(?:[A-ZÅÄÖ][\w'’-]+\s+){1,5}\()|;\s+|(?<=\)),\s+(?=[A-ZÅÄÖ])|(?<=\))\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])"
)
_LED_PARTS = re.compile(
    r",\s+(?=[a-zåäö][\w-]*(?: [a-zåäö][\w-]*){0,5} [A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ])|\s+(?:och|samt)\s+(?=[a-zåäö]+ [A-ZÅÄÖ])"
)
_LISTED = re.compile(r"^(?:[*•–-]|\d{1,2}[.)])\s*")
_BRACKETED = re.compile(r"^(.*?)\s*\((.*)\)$")
_MOST_LEADING_WORDS = 6
_WORD = r"[A-ZÅÄÖÉ][\w'’.-]*"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:af|av|von|de|van|der|el|al|la|{_WORD})){{1,4}})"
_PERSON = re.compile(
    rf"^{_NAME}(?:,\s*(?P<bare>[A-ZÅÄÖ]{{1,5}}|[a-zåäö]{{1,2}})(?=$|,|\s§))?(?P<brackets>(?:\s*\([^()]*\))*)"
    rf"(?P<rest>(?:[\s,–-].*)?)$"
)
_BEFORE_SIGN = re.compile(r",|\s(?=§)")  # "ekonomichef § 42"
_COMMA_BEFORE_BRACKETS = re.compile(r",\s*(?=\()")  # "Ida Ek, (C)"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTY = re.compile(r"[A-ZÅÄÖ][\w+/ -]{0,11}|[a-zåäö]{1,2}|-")


class Person(NamedTuple):
    """``present`` where a box is printed: whether it is ticked."""

    name: str
    party: str | None
    title: str | None
    note: str | None
    present: bool | None


def persons_in(text: str) -> list[Person]:
    """The persons that a line names, in its order; none for a line that doesn't begin with a name or an office."""
    text = _LISTED.sub("", text)
    parts = [
        part
        for piece in _PARTS.split(text)
        for part in (_LED_PARTS.split(piece) if _leading_office(text)[0] else [piece])
    ]
    found = [_person(part.strip(" ,.")) for part in parts]
    return [person for person in found if person is not None] if found[0] is not None else []


def is_led_by_office(text: str) -> bool:
    """Whether an office stands before the first name: 'Ekonomichef Bo Ek'."""
    return _leading_office(text)[0] is not None


def is_name(text: str) -> bool:
    """Whether the text is a name, with or without a party."""
    match = _PERSON.match(text.strip(" .,"))
    return match is not None and not match["rest"].strip(" ,") and _office(match["name"].split()[0]) is None


def _person(text: str) -> Person | None:
    present = None
    if box := _BOX.match(text):
        present = box["tick"] is not None or (box["drawn"] is not None and box["drawn"] in _TICKED)
        text = text[box.end() :]
    lead, text = _leading_office(_COMMA_BEFORE_BRACKETS.sub(" ", text))
    match = _PERSON.match(text)
    if match is None:
        return None
    brackets = [text.strip() for text in _IN_BRACKETS.findall(match["brackets"])]
    party, rest = match["bare"], match["rest"]
    if party is None and brackets and _is_party(brackets[0]):
        party = brackets.pop(0)
    behind = _IN_BRACKETS.search(rest)  # "Bo Ek, ordförande (M)"
    if party is None and behind is not None and _is_party(behind[1]):
        party, rest = behind[1], rest[: behind.start()] + rest[behind.end() :]
    remarks = [text for text in brackets if _is_remark(text, party)]
    title, note = _title_and_note(rest)
    titles = filter(None, [lead, *(text for text in brackets if text not in remarks), title])
    notes = filter(None, [*remarks, note])
    return Person(match["name"], party, ", ".join(titles) or None, ", ".join(notes) or None, present)


def _is_party(bracketed: str) -> bool:
    known = _office(bracketed) or leading("attendance_remarks", bracketed)
    return known is None and _PARTY.fullmatch(bracketed) is not None


def _is_remark(bracketed: str, party: str | None) -> bool:
    """Whether brackets behind a name hold no title: 'fd SD' behind a party, 'på distans'."""
    if leading("attendance_remarks", bracketed) is not None:
        return True
    return party is not None and _office(bracketed) is None and leading("protocol_roles", bracketed) is None


def _leading_office(text: str) -> tuple[str | None, str]:
    """'Ordförande Alva Berg (S)' as office and the rest."""
    words = text.split()
    for count in range(min(_MOST_LEADING_WORDS, len(words) - 2), 0, -1):
        lead = " ".join(words[:count])
        one = not any(word[0].isupper() for word in words[1:count]) and "," not in lead and words[count][0].isupper()
        if one and _office(lead.rstrip(":")):
            return lead.rstrip(":"), " ".join(words[count:])
    return None, text


def _title_and_note(rest: str) -> tuple[str | None, str | None]:
    parts = [part.strip(" –-") for part in _BEFORE_SIGN.split(rest.strip(" ,–-")) if part.strip(" –-")]
    parts = [piece for part in parts for piece in _without_brackets(part)]
    titles = [part for part in parts if _office(part)]
    notes = [part for part in parts if not _office(part)]
    return ", ".join(titles) or None, ", ".join(notes) or None


def _without_brackets(text: str) -> list[str]:
    """'vice ordförande (distans)' as office and remark."""
    match = _BRACKETED.match(text)
    return [part for part in match.groups() if part] if match and _office(match[1]) else [text]


def _office(text: str) -> str | None:
    """Which office the text names, None for other texts."""
    folded = fold(text)
    role = meanings("protocol_roles").get(folded)
    if role is not None and role != "official":
        return role
    return "official" if _official().search(folded) and not any(c.isdigit() for c in folded) else role


@functools.cache
def _official() -> re.Pattern[str]:
    words = "|".join(map(re.escape, entries("protocol_roles")["official"]["words"]))
    return re.compile(rf"(?:{words})(?: .*)?$")
