"""The diarienummer of a document: the forms that registers print, behind a label or alone in a line of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.identity.labels import has_label, labelled
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, opening
from extractors.values.registration_numbers import ANY, SURE, as_printed, is_date, labelled_number

_IN_VALUE = re.compile(rf"(?<![\w/.-])(?P<number>{SURE})|^(?P<bare>{ANY})")
_BRACKETED = re.compile(rf"\((?P<number>{SURE})\)")
_ALONE = re.compile(rf"(?:§ ?\d+ )?(?P<number>{SURE})")


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
        if number and not is_date(number):
            return as_printed(number)
    if has_label("number", texts):  # a letterhead has its labels in one line, the values in others
        inside = (re.search(rf"(?<![\w/.-]){SURE}", t.text) for t in opening(texts))
        if number := next((as_printed(m.group()) for m in inside if m), None):
            return number
    heads = [t for t in front if t.furniture and len(t.text) <= LONGEST_TITLE] + opening(texts)
    alone = [as_printed(m["number"]) for t in heads if (m := _ALONE.fullmatch(t.text.strip()))]
    return alone[0] if alone else None


def registration_number_in(text: str, *, bare: bool = False) -> str | None:
    """The diarienummer after its label, as written; with ``bare`` also one in brackets without a label."""
    if (match := labelled_number(text)) is not None:
        return as_printed(match["number"])
    bracketed = _BRACKETED.search(text) if bare else None
    return as_printed(bracketed["number"]) if bracketed else None
