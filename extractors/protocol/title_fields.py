"""The labels of a protocol's title page, each with the lines that belong to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.protocol.attendance_tables import ROLES
from extractors.protocol.labels import FoundLabel, Label, find_label
from extractors.protocol.lines import TextLine, same_row
from extractors.protocol.persons import persons_in
from extractors.text.lines import Line
from extractors.vocabulary import entries, fold, lookup, meanings

UNKNOWN_LETTER = "\ufffd"
_LEFT_SLACK_PT = 6.0
_NUMBERS = re.compile(r"[§\d,–-]+|och|samt")
_SIGNERS = frozenset({"chair", "secretary", "adjuster"})
_CLOSERS = frozenset({"secretary", "adjuster"})  # a list of those present may well begin with the chair


class Field(NamedTuple):
    """A label of the title page with the lines that belong to it, from its ``left`` edge on."""

    label: Label
    text: str
    line: TextLine
    lines: list[TextLine]
    left: float


def fields_of(lines: Sequence[TextLine]) -> Iterator[Field]:
    """The labels in their order, each with the lines beside and below it up to the next in its column.

    Only a list of persons goes on over the page.
    """
    plain = [line.line for line in lines]
    offices = _offices_alone(lines)
    bold = [line.bold for line in plain]
    active: list[Field] = []
    found: list[Field] = []
    used: set[int] = set()
    for index, line in enumerate(lines):
        active = [f for f in active if f.line.page == line.page or f.label.meaning in ROLES]
        if index in used:
            continue
        if (meaning := _unlabelled(index in offices, line.text, found)) is not None:
            found.append(Field(Label(meaning, None), "", line, [line], line.line.box.x0))
            active = [found[-1]]
            continue
        label = find_label(plain, index, bold, needs_prominence=False, known=_known) or _counted(plain[index], index)
        if label is not None and not _is_content(label, line.text, _printed(plain, label), active):
            used.update(label.places)
            rest = [] if label.after is None else [line._replace(line=label.after)]
            printed = _printed(plain, label)
            signs_notice = label.label.meaning == "signatures" and any(f.label.meaning == "notice" for f in active)
            told = Label("adjusting", None) if signs_notice else label.label
            left = 0.0 if told.meaning == "notice" and _is_alone(lines, index) else line.line.box.x0
            found.append(Field(told, printed, line, rest, left))
            active = [f for f in active if f.left < left - _LEFT_SLACK_PT]
            active.append(found[-1])
        elif owners := [f for f in active if f.left <= line.line.box.x0 + _LEFT_SLACK_PT]:
            max(owners, key=lambda f: f.left).lines.append(line)
    yield from found


def _is_alone(lines: Sequence[TextLine], at: int) -> bool:
    """Whether nothing stands beside a line: such a heading may be centred over what it heads."""
    return not any(same_row(lines[i].line, lines[at].line) for i in (at - 1, at + 1) if 0 <= i < len(lines))


def _unlabelled(office: bool, text: str, found: Sequence[Field]) -> str | None:
    """What begins at a line without a label: signatures at their first office, if no list of persons is open, or at the
    sentence that names them, or the notice at its sentence."""
    last = found[-1].label.meaning if found else None
    if office and last is not None and last not in (*ROLES, "signatures", "adjusting"):
        return "signatures"
    if last != "signed" and _begins(text, "signed"):
        return "signed"
    return "notice" if last != "notice" and _begins(text, "notice") else None


def _is_content(label: FoundLabel, text: str, printed: str, active: Sequence[Field]) -> bool:
    """Whether a label's words say something else here: a role under the signatures, with or without the name behind it,
    anything in the notice's box."""
    meanings = {field.label.meaning for field in active}
    named = label.after is not None and bool(persons_in(label.after.text))
    role = text if not named else printed
    signed = "signatures" in meanings and lookup("protocol_roles", role) is not None
    return signed or ("notice" in meanings and label.label.meaning not in ("notice", "signatures"))


def _known(text: str, prominent: bool) -> Label | None:
    label = text.rstrip(": ")
    meaning = lookup("protocol_meetings", label) or (_nearly_read(label) if UNKNOWN_LETTER in label else None)
    return Label(meaning, None) if meaning and (prominent or text[:1].isupper()) else None


def _counted(line: Line, at: int) -> FoundLabel | None:
    """'Paragrafer 26–29': a label of numbers that needs no colon, as nothing but numbers stands behind it."""
    count = next((n for n, word in enumerate(line.words) if _NUMBERS.fullmatch(word.text)), 0)
    label = " ".join(word.text for word in line.words[:count])
    numbers = all(_NUMBERS.fullmatch(word.text) for word in line.words[count:])
    if lookup("protocol_meetings", label) != "paragraphs" or not numbers:
        return None
    return FoundLabel(Label("paragraphs", None), (at,), line._replace(words=line.words[count:]))


def _nearly_read(label: str) -> str | None:
    """The one meaning of the labels that this may be: a ligature nobody can tell stands for one to three letters."""
    pattern = re.compile(re.escape(fold(label)).replace(re.escape(UNKNOWN_LETTER), r"\w{1,3}"))
    found = {meaning for word, meaning in meanings("protocol_meetings").items() if pattern.fullmatch(word)}
    return found.pop() if len(found) == 1 else None


def _printed(plain: Sequence[Line], found: FoundLabel) -> str:
    if found.after is not None:
        line = plain[found.places[0]]
        return " ".join(w.text for w in line.words[: len(line.words) - len(found.after.words)]).rstrip(":")
    return " ".join(plain[i].text for i in found.places).rstrip(":")


def _offices_alone(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places of lines that are nothing but an office, with nothing but offices before them in their rows, on pages
    where one of them is the secretary's or an adjuster's: such a row stands over or beside signatures."""
    offices: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for index, line in enumerate(lines):
        role = lookup("protocol_roles", line.text.rstrip(": "))
        beside = index > 0 and same_row(lines[index - 1].line, line.line)
        told = offices[line.page]
        if role in _SIGNERS and (not beside or (told and told[-1][0] == index - 1)):
            told.append((index, role))
    signed = [told for told in offices.values() if len({r for _, r in told}) > 1 and {r for _, r in told} & _CLOSERS]
    return frozenset(index for told in signed for index, _ in told)


def _begins(text: str, meaning: str) -> bool:
    """Whether a sentence tells who signed, or that the approved protocol is made known, where no label says so."""
    return fold(text).startswith(tuple(map(fold, entries("protocol_meetings")[meaning]["sentences"])))
