"""The text of a part of an item: points of a decision, lists of papers and recipients, and prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.protocol.lines import TextLine, same_row
from extractors.text.lines import Lexicon, Line, join_lines

_POINT = re.compile(r"^(?:\(?\d{1,2}[.)]+|[a-zA-Z][.)])\s+(?=\S)")
_COUNTED = re.compile(r"^(?P<number>\d{1,2})\s+(?=[A-ZÅÄÖ])")
_THAT = re.compile(r"^att\s+(?=\S)")
_LEAD_IN = re.compile(
    r"(?:\b(?:att|besluta|beslutar|beslöt|beslutade|följande|föreslår|dels)|:)[:…]?$"
    r"|\bföreslår (?:[\w-]+ ){0,4}[\w-]*(?:fullmäktige|styrelsen|nämnden|utskottet)$"
)
_SENTENCE_BREAK = re.compile(r"\w{3}\. +[A-ZÅÄÖ]")
_SENTENCE_END = (".", "!", "?", ":", ";", ",")
_LIST_GAP = 2.4  # times the letters' size: a larger gap ends a list of papers or recipients
_LONGEST_ENTRY = 3  # words of an entry that may end in a full stop
_SPACE_EM = 0.28
_ROOM_EM = 0.5
_POINT_END = (",", ";", ":", ".", " samt", " och")

Group = list[TextLine]


class Setting(NamedTuple):
    """What the whole text says of its lines: the words it writes, and how far right they go, in points."""

    lexicon: Lexicon
    edge: float


def setting_of(lines: Sequence[Line]) -> Setting:
    """The setting of a text with these lines."""
    return Setting(Lexicon.of(lines), max((line.box.x1 for line in lines), default=0.0))


def prose(lines: Sequence[TextLine], setting: Setting) -> str:
    """The paragraphs as they stand, joined by line breaks; a number of a list stays."""
    return "\n".join(_joined(group, setting) for group in groups_of(lines))


def points_text(lines: Sequence[TextLine], setting: Setting, *, first: str | None = None) -> str:
    """The points without their numbers, from the paragraph ``first`` on; the words that lead in are left out."""
    groups = groups_of(lines)
    if first is not None:
        at = next(i for i, group in enumerate(groups) if _joined(group, setting) == first)
        groups = groups[at:]
    groups = [part for group in groups for part in _at_that(group, setting)]
    texts = [_joined(group, setting) for group in groups]
    if len(texts) > 1 and not _is_point(groups[0]) and _leads_in(texts[0].rstrip()):
        texts = texts[1:]
    counted = _are_counted(texts)
    return "\n".join((_COUNTED if counted else _POINT).sub("", text) for text in texts)


def _are_counted(texts: Sequence[str]) -> bool:
    """Whether all of several points bear a bare number, one by one from 1: '1 Planen antas', '2 Avgiften höjs'."""
    numbers = [int(match["number"]) for match in map(_COUNTED.match, texts) if match]
    return len(numbers) > 1 and numbers == list(range(1, len(texts) + 1))


def _leads_in(text: str) -> bool:
    """Whether a paragraph only leads in to the points; one that says something before its last sentence decides."""
    return bool(_LEAD_IN.search(text)) and not _SENTENCE_BREAK.search(text)


def _is_point(group: Group) -> bool:
    return group[0].bullet or bool(_POINT.match(group[0].text) or _THAT.match(group[0].text))


def list_text(lines: Sequence[TextLine], setting: Setting) -> tuple[str, str]:
    """A list with a line an entry, and the paragraphs after it that are none: set off by a gap, or a sentence."""
    groups = groups_of(lines)
    found: list[list[Line]] = []
    last: TextLine | None = None
    for place, group in enumerate(groups):
        if last is not None and _ends_list(last, group, setting, _entry(found[-1], setting)):
            return _entries(found, setting), "\n".join(_joined(g, setting) for g in groups[place:])
        marked = _is_point(group)
        for index, line in enumerate(group):
            above = group[index - 1].line if index else None
            wrapped = above is not None and (marked or not _had_room(above, line.line, setting))
            if found and not line.bullet and (wrapped or line.text[:1].islower()):
                found[-1].append(line.line)
            else:
                found.append([line.line])
        last = group[-1]
    return _entries(found, setting), ""


def _entry(lines: Sequence[Line], setting: Setting) -> str:
    return join_lines(lines, setting.lexicon)


def _entries(found: Sequence[Sequence[Line]], setting: Setting) -> str:
    return "\n".join(_entry(entry, setting) for entry in found)


def _ends_list(last: TextLine, group: Group, setting: Setting, entry: str) -> bool:
    first = group[0]
    if _is_point(group):
        return False
    text = _joined(group, setting)
    sentence = text.endswith(".") and len(text.split()) > _LONGEST_ENTRY and not entry.endswith(".")
    gap = first.line.baseline - last.line.baseline
    return sentence or (first.page == last.page and gap > _LIST_GAP * last.line.size)


def _had_room(above: Line, line: Line, setting: Setting) -> bool:
    """Whether the line's first word would have fitted on the line above: the break was meant."""
    first = line.words[0]
    return setting.edge - above.box.x1 > (first.x1 - first.x0) + (_SPACE_EM + _ROOM_EM) * line.size


def groups_of(lines: Sequence[TextLine]) -> list[Group]:
    """The lines by paragraph; a sentence that stands open at the page's end goes on."""
    groups: list[Group] = []
    for line in lines:
        if groups and (not line.begins or _over_the_page(groups[-1][-1], line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _over_the_page(last: TextLine, line: TextLine) -> bool:
    open_sentence = not last.text.endswith(_SENTENCE_END)
    return last.page != line.page and open_sentence and line.text[:1].islower() and not line.bullet


def _at_that(group: Group, setting: Setting) -> list[Group]:
    """The paragraph parted before each line that begins a point with 'att' though the line above had room for it."""
    parts: list[Group] = [[group[0]]]
    for above, line in pairwise(group):
        point = _THAT.match(line.text) and not same_row(above.line, line.line)
        if point and (_had_room(above.line, line.line, setting) or above.text.endswith(_POINT_END)):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _joined(group: Group, setting: Setting) -> str:
    return join_lines([line.line for line in group], setting.lexicon)
