"""The labels of a protocol: the sign and number of an item, the names of its parts, the bodies that meet."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractors.text.lines import Lexicon, Line, join_lines
from extractors.values.registration_numbers import split_number
from extractors.vocabulary import any_of, entries, fold, lookup, meanings

_LONGEST_LABEL = 90  # letters
_MOST_LABEL_LINES = 3
_LABEL_PITCH_EM = 1.6
_SAME_LEFT_PT = 2.0
_MOST_LEAD_WORDS = 9
_TAIL = 70  # letters: 'Reservation från …'
_TAILED = ("motions", "reservations", "statements", "recusals", "procedure")
_NUMBERED = re.compile(r"^(?:forts\.?(?:ättning)?\s+)?(?P<who>[A-ZÅÄÖ][\wåäöÅÄÖ ,/-]{0,58}?)??\s*"
                       r"(?:§|Paragraf(?!\w)|PARAGRAF(?!\w))\s*(?P<number>\d{1,3})(?!\d|\s*[.,–-]\s*\d)(?P<year>/(?:\d{4}|\d\d)(?!\d))?"
                       r"(?P<rest>.*)$")  # fmt: skip
_NUMBER_FIRST = re.compile(r"^(?P<number>\d{1,3})\s*§(?!§)(?P<rest>.*)$")
_OPENINGS = ("dnr", "diarienr", "diarienummer", "ärendenummer", "forts")
_DATED = re.compile(r"\s+(?:den\s+)?\d.*$")
_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


class Label(NamedTuple):
    """``meaning`` as in protocols.toml, ``owner`` whose decision or proposal it is, as printed without genitive."""

    meaning: str
    owner: str | None


class Numbered(NamedTuple):
    """The sign and number that begin an item: 'Ks § 45 Dnr KS 2024/7 Belysning' with what stands around."""

    number: int
    who: str | None
    rest: str


class FoundLabel(NamedTuple):
    """A label in a run of lines: its own lines' places, and the words after it on its line."""

    label: Label
    places: tuple[int, ...]
    after: Line | None


def numbered(text: str) -> Numbered | None:
    """The number of the item that a line begins, None for other lines and for mentions such as '§ 5 i lagen'."""
    match = _NUMBER_FIRST.match(text) or _NUMBERED.match(text)
    if match is None:
        return None
    who, rest = match.groupdict().get("who"), match["rest"]
    first = next((c for c in rest if c.isalpha()), "A")
    opens = rest[:1] in ("", " ", ":", ".", "-", "–", ",") and (first.isupper() or fold(rest).startswith(_OPENINGS))
    if not opens or (who and not is_body(who)):
        return None
    return Numbered(int(match["number"]), who.strip() if who else None, rest.strip(" :.,–-"))


def is_paragraph_line(text: str, *, alone: bool = False) -> bool:
    """Whether the line begins an item of a protocol; ``alone``: whether it is nothing but the sign and its number."""
    found = numbered(text)
    return found is not None and not (alone and found.rest)


@functools.lru_cache(maxsize=4096)  # each line is asked for its label by several steps
def label_of(text: str, *, prominent: bool = False) -> Label | None:
    """The label that the whole text is; a prominent one may go on with a name or a date: 'Reservation från Anna Ek'."""
    folded = fold(text)
    if not folded or len(text) > _LONGEST_LABEL or not text.lstrip("•- ")[:1].isupper():
        return None
    if (meaning := meanings("protocols").get(folded)) is not None:
        return Label(meaning, None)
    if (owned := _owned(text)) is not None:
        return owned
    if prominent and (owned := _owned(_DATED.sub("", text))) is not None:
        return owned
    if prominent and len(text) <= _TAIL and not text.endswith("."):
        for meaning in _TAILED:
            if _begins(meaning).match(folded):
                return Label(meaning, None)
    return None


def is_label(text: str) -> bool:
    """Whether the line is nothing but the label of an item's part."""
    return label_of(text) is not None


def _owned(text: str) -> Label | None:
    """'Arbetsutskottets förslag till kommunstyrelsen', 'Beslut i kommunstyrelsen', 'Nämnden beslutar'; no sentence."""
    if text.rstrip().endswith("."):
        return None
    printed, folded = " ".join(text.split()), fold(text)
    for meaning, pattern in _genitives().items():
        if match := pattern.match(folded):
            owner = printed[: match.end(1)].strip() if match.group(1) else None
            return Label(meaning, owner[:-1] if owner and owner.endswith("s") else owner)
    if _sent_to().fullmatch(folded.rstrip(": ")):
        return Label("recipients", None)
    for meaning, pattern in _bodies_labels().items():
        if match := pattern.match(folded):
            body = printed[match.start(1) : match.end(1)]
            return Label(meaning, body[:1].upper() + body[1:]) if is_body(body) else None
    return None


def _any_of(meaning: str, vocabulary: str = "protocols") -> str:
    words = sorted(entries(vocabulary)[meaning]["words"], key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


@functools.cache
def _genitives() -> dict[str, re.Pattern[str]]:
    """A label behind the name of whose it is: 'Förvaltningens förslag till beslut', 'Kommunstyrelsens beslut'."""
    whose = r"^((?:t\.?\s?f\.?\s)?[a-zåäöé/ ,.-]+?s(?=\s))?\s*"
    return {
        "proposal": re.compile(rf"{whose}(?:{_any_of('proposal')})(?:\s+(?:till|för)\s+.+)?$"),
        "decision": re.compile(rf"{whose}(?:{_any_of('decision')})$"),
        "assessment": re.compile(r"^([a-zåäö -]+s) (?:bedömning|synpunkter|överväganden)$"),
        "background": re.compile(r"^([a-zåäö -]+s) (?:yttrande|redogörelse|sammanfattning|skrivelse)$"),
        "motions": re.compile(r"^([a-zåäö -]+s) yrkanden?$"),
    }


@functools.cache
def _bodies_labels() -> dict[str, re.Pattern[str]]:
    """A label that says which body acts: 'Beslut i kommunstyrelsen den 3 maj', 'Nämnden beslutar att'."""
    decides, proposes = (_any_of(meaning, "protocol_bodies") for meaning in ("decides", "proposes"))
    name = r"([a-zåäö ,-]+?)"
    return {
        "decision": re.compile(
            rf"^(?:beslut (?:i|av) (?=\S)|(?=.+ (?:{decides})(?: |$))){name}"
            rf"(?: (?:{decides})(?: att| följande| för egen del)?|)$"
        ),
        "proposal": re.compile(rf"^{name} (?:{proposes})(?: .+)?(?: att| besluta| följande)$"),
    }


@functools.cache
def _sent_to() -> re.Pattern[str]:
    """What is sent, that it is, and 'till': 'Paragrafen översänds till', 'Beslutet ska skickas till'."""
    sent = entries("protocol_recipients")
    what, how = any_of(sent["what"]["words"]), any_of(sent["how"]["words"])
    return re.compile(
        rf"(?:{what} (?:av |på |om )?)*(?:(?:ska |skall |har )?{how}(?: med \w+)?(?: för \w+)?(?: till)?|till)"
    )


@functools.cache
def _begins(meaning: str) -> re.Pattern[str]:
    words = sorted(entries("protocols")[meaning]["words"], key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, words))})(?!\w)")


def is_body(text: str) -> bool:
    """Whether the text is the name of a body that meets, or its abbreviation."""
    return lookup("protocol_abbreviations", text) is not None or bool(_body_pattern().fullmatch(text.strip()))


def body_in(text: str) -> str | None:
    """The first body that the text names, as printed: 'Barn- och utbildningsnämnden'."""
    match = _body_pattern().search(text)
    return " ".join(match.group().split()) if match else None


@functools.cache
def _body_pattern() -> re.Pattern[str]:
    endings = "|".join(sorted(entries("protocol_bodies")["name"]["words"], key=len, reverse=True))
    several = r"[A-ZÅÄÖ][\wåäö]*-?,? (?:[\wåäö]+-?,? )?(?:och|samt) "
    above = rf"(?:{several}(?:[\wåäö]+s )?|[A-ZÅÄÖ][\wåäö]*s |nämndens )?"  # 'Barn- och ungdomsnämndens arbetsutskott'
    purpose = rf"(?i:{endings}) för [\wåäö]+(?: och [\wåäö]+)?"
    kinds = "|".join(entries("protocol_bodies")["adjective"]["words"])
    led = rf"(?:[A-ZÅÄÖ][\wåäö]*(?:{kinds}) )?"  # 'Tekniska nämnden'
    return re.compile(rf"(?<!\w)(?:{purpose}|{led}{above}[\wåäö]*(?i:{endings}))(?!\w)")


def registration_in(text: str) -> tuple[str | None, str]:
    """The diarienummer in a heading's line, with or without its label, and the line without it."""
    number, before, after = split_number(text)
    if number is None:
        return None, text
    return number, _BRACKETS.sub("", f"{before.rstrip(' ,;–-(')} {after.lstrip(' ,;)–-')}").strip()


def is_prominent(line: Line, body_size: float, body_colour: str) -> bool:
    """Whether a line is set apart from running text: bold, larger, or in another colour."""
    style = line.style
    return line.bold or style.size >= body_size + 0.9 or style.colour != body_colour


def find_label(
    lines: Sequence[Line],
    at: int,
    prominent: Sequence[bool],
    *,
    needs_prominence: bool,
    known: Callable[[str, bool], Label | None] = lambda text, prominent: label_of(text, prominent=prominent),
) -> FoundLabel | None:
    """The label that begins at a line of the run: one to three lines in a margin, or the words that lead a line.

    ``known`` says which label a text is, if any, given whether it is prominent.
    """
    line = lines[at]
    if needs_prominence and not (prominent[at] or (line.words[0].style.bold and not line.bold)):
        label = known(line.text.rstrip("."), False)  # what closes an item is often set like its text
        return FoundLabel(label, (at,), None) if label is not None and label.meaning == "remark" else None
    below = _below_in_margin(lines, at)
    for count in range(len(below), 0, -1):
        text = join_lines([lines[i] for i in below[:count]], Lexicon(frozenset()))
        if (label := known(text, prominent[at])) is not None:
            return FoundLabel(label, tuple(below[:count]), None)
    return _lead(line, at, known)


def _below_in_margin(lines: Sequence[Line], at: int) -> list[int]:
    """The line and those right below it at the same left edge and in the same look."""
    places = [at]
    for index in range(at + 1, len(lines)):
        last, line = lines[places[-1]], lines[index]
        if line.page != last.page or line.baseline - last.baseline > _LABEL_PITCH_EM * last.size:
            break
        same_look = line.words[0].style == last.words[0].style and line.words[-1].style == last.words[-1].style
        if abs(line.box.x0 - lines[at].box.x0) <= _SAME_LEFT_PT and same_look and line.baseline > last.baseline:
            places.append(index)
        if len(places) == _MOST_LABEL_LINES:
            break
    return places


def _lead(line: Line, at: int, known: Callable[[str, bool], Label | None]) -> FoundLabel | None:
    """A label in the line's first words, up to a colon or to where bold letters end."""
    words = line.words[:_MOST_LEAD_WORDS]
    for count in range(1, min(len(words), len(line.words) - 1) + 1):
        colon = words[count - 1].text.endswith(":")
        bold_ends = words[0].style.bold and words[count - 1].style.bold and not line.words[count].style.bold
        if colon or bold_ends:
            label = known(" ".join(w.text for w in words[:count]), False)
            after = line._replace(words=line.words[count:])
            return FoundLabel(label, (at,), after) if label is not None else None
    return None
