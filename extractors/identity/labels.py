"""What labels on the first pages say of the document: 'Diarienummer: …', 'Antagen av: …', 'Giltighetstid: …'."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.identity.texts import FRONT_PAGES, Text
from extractors.vocabulary import any_of, fold, meanings

# What ends a value in the same line: "Antagen av: nämnden Datum för beslut: …".
_NEXT_LABEL = re.compile(r"\s(?=[A-ZÅÄÖ][a-zåäö/.-]*(?: [a-zåäö/.-]+){0,4}:(?:\s|$))")
_LONGEST_VALUE = 120  # letters
_LONGEST_LABEL_LINE = 60  # letters of a line or cell that holds nothing but labels
_SAME_ROW_SHARE = 0.5  # of the lower one's height that two boxes share
_NEAREST_BELOW_PT = 40.0  # a value under its label, with one line of the label's row between at most


class Labelled(NamedTuple):
    """A value with its label's meaning: type, owner, decider, decided, valid or number; ``page`` where it stands."""

    meaning: str
    value: str
    page: int


def labelled(texts: Sequence[Text]) -> list[Labelled]:
    """The labelled values of the first pages in their order: in the label's line, right of it or under it."""
    front = [t for t in texts if t.page <= FRONT_PAGES]
    found = []
    for t in front:
        for meaning, value in _pairs(t.text):
            place = value or _beside(t, front)
            if place:
                found.append(Labelled(meaning, place[:_LONGEST_VALUE], t.page))
    return found


def has_label(meaning: str, texts: Sequence[Text]) -> bool:
    """Whether the first page has a label of this meaning, with a value or with none that stands at it."""
    return any(found == meaning for t in texts if t.page == 1 for found, _ in _pairs(t.text))


def values_of(meaning: str, texts: Sequence[Text]) -> list[str]:
    """The values that labels of one meaning have on the first pages."""
    return [found.value for found in labelled(texts) if found.meaning == meaning]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Each label of the text with its value, '' where none stands behind it."""
    pairs = []
    plain = " ".join(text.split())
    for match in _pattern().finditer(plain):
        rest = plain[match.end() :].lstrip()
        ends = _NEXT_LABEL.search(f" {rest}")
        value = rest if ends is None else rest[: max(ends.start() - 1, 0)]
        pairs.append((meanings("identity_labels")[fold(match["label"])], value.strip()))
    whole = meanings("identity_labels").get(fold(plain))
    return pairs or ([(whole, "")] if whole else [])


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = any_of(meanings("identity_labels"))
    return re.compile(rf"(?:^|(?<=\s))(?P<label>{words})\.?:(?=\s|$)", re.IGNORECASE)


def _beside(label: Text, texts: Sequence[Text]) -> str | None:
    """What stands right of a label in its row, else right under it; None where that is another label or nothing."""
    if label.box is None or len(label.text) > _LONGEST_LABEL_LINE or len(_pairs(label.text)) > 1:
        return None
    others = [t for t in texts if t.box is not None and t.page == label.page and t is not label]
    right = min((t for t in others if _same_row(label, t)), key=_left_edge, default=None)
    if right is not None and not _is_label(right):
        return right.text
    if right is None and not label.text.rstrip().endswith(":"):
        return None  # a word alone, as a table's header
    under = min((t for t in others if _under(label, t)), key=_upper_edge, default=None)
    return None if under is None or _is_label(under) else under.text


def _is_label(text: Text) -> bool:
    return bool(_pairs(text.text)) or text.text.rstrip().endswith(":")


def _left_edge(text: Text) -> float:
    return text.box.x0 if text.box else 0.0


def _upper_edge(text: Text) -> float:
    return text.box.top if text.box else 0.0


def _same_row(label: Text, other: Text) -> bool:
    a, b = label.box, other.box
    assert a is not None and b is not None
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return b.x0 >= a.x1 - 1 and shared >= _SAME_ROW_SHARE * min(a.bottom - a.top, b.bottom - b.top)


def _under(label: Text, other: Text) -> bool:
    a, b = label.box, other.box
    assert a is not None and b is not None
    return abs(b.x0 - a.x0) <= 2 and 0 <= b.top - a.top - (a.bottom - a.top) / 2 <= _NEAREST_BELOW_PT
