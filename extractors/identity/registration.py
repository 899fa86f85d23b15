"""The diarienummer of a document: the forms that registers print, behind a label or alone in a line of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.identity.labels import has_label, labelled
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, opening

# Collections of laws, propositions and other series whose numbers look alike.
_SERIES = r"(?:\w*FS|SFS|SOU|DS|EU|EG|EES|PROP|DIR|BET|MSB|ISO|IFRS|SS|EN|CEMR|RKR|SKR|LAG|AB|HÖK)"
_CODE = rf"(?!{_SERIES}\b)[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{0,7}}"
_CAPITALS = rf"(?!{_SERIES}\b)[A-ZÅÄÖ]{{2,6}}"
_YEAR = r"(?:19|20)\d\d"
_SERIAL = r"\d{1,6}(?:[-.:]\d{1,4})*"
_CODE_FIRST = r"{code}[\s/.-]?(?:{year}\s?[/:.-]\s?{serial}|\d\d[/:-]\d{{1,6}}(?:[-.:]\d{{1,4}})*)"
_CODE_LAST = r"{year}[./:-]\d{{1,6}} [A-ZÅÄÖ]{{2,6}}(?![\w-])"  # '2026.030 BMN'
_CODE_WITHIN = r"\d\d/{code}[\s/]\d{{1,6}}"  # '25/BIN/71', '25/KS 0418'
_WITH_CODE = rf"{_CODE_FIRST}|{_CODE_LAST}|{_CODE_WITHIN}"
_BARE = rf"{_YEAR}[/:.-]{_SERIAL}(?: \d{{3}}(?!\d))?|\d\d[/:-]\d{{2,6}}(?:[-.:]\d{{1,4}})*|\d\d[A-ZÅÄÖ]{{2,4}}\d{{1,5}}"
_ANY = rf"(?:{_WITH_CODE.format(code=_CODE, year=_YEAR, serial=_SERIAL)}|{_BARE})(?![\w/])"
_SURE = rf"(?:{_WITH_CODE.format(code=_CAPITALS, year=_YEAR, serial=_SERIAL)})(?![\w/])"
_DATE = re.compile(r"(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d(?!\d)")
_LABELS = r"(?:diarienummer|diarienr|diarie[ -]nr|dnr|ärendenummer|ärendenr|ärende[ -]nr|beteckning)"
_LABELLED = re.compile(rf"\b(?i:{_LABELS})\.?:?\s*(?P<number>{_ANY})")
_IN_VALUE = re.compile(rf"(?<![\w/.-])(?P<number>{_SURE})|^(?P<bare>{_ANY})")
_BRACKETED = re.compile(rf"\((?P<number>{_SURE})\)")
_ALONE = re.compile(rf"(?:§ ?\d+ )?(?P<number>{_SURE})")


def registration_number_of(texts: Sequence[Text], *, several_items: bool = False) -> str | None:
    """The diarienummer as printed: after its label, else the one that alone is a line of the head; None without one.

    ``several_items``: of a protocol with several items none of their numbers is its own.
    """
    if several_items:
        return None
    front = sorted((t for t in texts if t.page <= FRONT_PAGES), key=lambda t: t.page)
    for t in front:
        if number := registration_number_in(t.text):
            return number
    for found in labelled(texts):
        valued = _IN_VALUE.search(found.value) if found.meaning == "number" else None
        number = (valued["number"] or valued["bare"]) if valued else None
        if number and not _DATE.match(number):
            return _plain(number)
    if has_label("number", texts):  # a letterhead has its labels in one line, the values in others
        inside = (re.search(rf"(?<![\w/.-]){_SURE}", t.text) for t in opening(texts))
        if number := next((_plain(m.group()) for m in inside if m), None):
            return number
    heads = [t for t in front if t.furniture and len(t.text) <= LONGEST_TITLE] + opening(texts)
    alone = [_plain(m["number"]) for t in heads if (m := _ALONE.fullmatch(t.text.strip()))]
    return alone[0] if alone else None


def registration_number_in(text: str, *, bare: bool = False) -> str | None:
    """The diarienummer after its label, as written; with ``bare`` also one in brackets without a label."""
    for match in _LABELLED.finditer(text):
        if not _DATE.match(match["number"]):
            return _plain(match["number"])
    bracketed = _BRACKETED.search(text) if bare else None
    return _plain(bracketed["number"]) if bracketed else None


def _plain(number: str) -> str:
    return " ".join(number.split())
