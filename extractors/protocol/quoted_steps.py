"""What an item or a letter tells of its matter's earlier steps: which body, which day, which §.

'Arbetsutskottet har behandlat ärendet den 12 maj 2031, § 30' and, among the papers, '§ 30 KSAU Belysning i parken'. The
paragraphs of laws have no body beside them that meets.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractors.values.parsing import parse_date
from extractors.vocabulary import any_of, entries, fold, meanings

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÅÄÖ])")
_SIGN = re.compile(
    r"(?<!§)§\s?(?P<number>\d{1,4})(?P<year>/(?:\d\d)?\d\d)?(?![\d§:]|\s?[-–]\s?\d)"
    r"|(?<![\d§])(?P<before>\d{1,4})\s?§(?!§|\s?\d)"
)
_SHORT = re.compile(
    r"(?<![\w/.-])(?:[A-ZÅÄÖ]{2,6}(?:[ -]?(?:AU|Au|au))?|[A-ZÅÄÖ][a-zåäö]{0,3}s(?:au)?|K[fs])(?![\w/]|[.-]\d)"
)
_PUNCTUATION = re.compile(r"[\s,;:.()–—-]+")
_OWN_WORDS = re.compile(r"^(?:(?:\d+[.)]|bilaga\s?\d*|[•–-])[\s:–-]*)+", re.IGNORECASE)
# From the body that acts to the day: "Kommunstyrelsens arbetsutskott beslutade vid sitt sammanträde den …" has 40.
_REACH = 120  # letters
_OPENING = 45  # letters before the body that a sentence is about: "Dåvarande", "Enligt beslut av"


class QuotedStep(NamedTuple):
    """A step as told. ``body`` as printed; ``title``: the words behind it in a list of papers.

    ``handled``: whether the words say that it was this matter, as the item's own papers always do.
    """

    body: str
    on_date: date | None
    paragraph: str | None
    title: str | None
    text: str
    listed: bool
    handled: bool


class _Token(NamedTuple):
    """A body, day or sign in a sentence, from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def quoted_steps_in(text: str, day: date | None, *, listed: bool) -> Iterator[QuotedStep]:
    """The steps that a paragraph tells, or, ``listed``, an entry in the list of the item's papers.

    ``day``: of the item; a day without a year is the latest such day up to it, and unknown where ``day`` is.
    """
    for sentence in [text] if listed else _SENTENCE_END.split(text):
        bodies, days = _bodies(sentence), _days(sentence)
        signs = list(_SIGN.finditer(sentence))
        found = [
            step
            for at, sign in enumerate(signs)
            if (step := _signed(sentence, signs, at, bodies, days, day, listed=listed)) is not None
        ]
        yield from found
        if not signs and not listed and (step := _unsigned(sentence, bodies, days, day)) is not None:
            yield step


def _signed(
    sentence: str, signs: Sequence[re.Match[str]], at: int, bodies: Sequence[_Token], days: Sequence[_Token],
    day: date | None, *, listed: bool,
) -> QuotedStep | None:  # fmt: skip
    """The step that a sign names; None for a law's paragraph, or where nothing says whose it is."""
    sign = _Token(signs[at].start(), signs[at].end(), signs[at].group())
    begin = signs[at - 1].end() if at else 0
    end = signs[at + 1].start() if at + 1 < len(signs) else len(sentence)
    near = [t for t in days if begin <= t.start and t.end <= end]
    own_days = [t for t in near if _touch(sentence, t, sign, bodies)]
    own_day = own_days[0] if own_days else None
    body = _body_of(sentence, sign, own_day, [t for t in bodies if t.end <= end], begin)
    if body is None or not (own_day or listed or signs[at].groupdict().get("year")):
        return None
    if own_day is None and not _touch(sentence, body, sign, ()):
        return None
    told = [sign, body, *own_days[:1]]
    number = signs[at]["number"] or signs[at]["before"]
    title = _title(sentence, max(t.end for t in told), min(t.start for t in told)) if listed else None
    return QuotedStep(
        body=" ".join(body.text.split()),
        on_date=_day(own_day.text, day) if own_day else None,
        paragraph=f"§ {number}",
        title=title,
        text=sentence.strip(),
        listed=listed,
        handled=listed or _is_handling(sentence),
    )


def _unsigned(sentence: str, bodies: Sequence[_Token], days: Sequence[_Token], day: date | None) -> QuotedStep | None:
    """'Kommunstyrelsen har den 12 mars 2031 behandlat ärendet': a step whose § is not told."""
    if len(days) != 1 or not _is_handling(sentence):
        return None
    before = [t for t in bodies if t.start <= _OPENING and t.end <= days[0].start]
    behind = [t for t in bodies if days[0].start <= 1 + len("den ") and t.start - days[0].end <= _OPENING]
    acting = next(iter([*before[:1], *[t for t in behind if t.start >= days[0].end]]), None)
    on_date = _day(days[0].text, day)
    if acting is None or on_date is None or _SHORT.fullmatch(acting.text):
        return None
    between = sentence[min(acting.end, days[0].end) : max(acting.start, days[0].start)]
    if len(between) > _OPENING or re.search(r"[.:]", between):
        return None
    return QuotedStep(" ".join(acting.text.split()), on_date, None, None, sentence.strip(), False, True)


def _body_of(sentence: str, sign: _Token, day: _Token | None, bodies: Sequence[_Token], begin: int) -> _Token | None:
    """Whose § it is: the body that stands right beside sign or day, else the one that the sentence is about, else the
    nearest before the day, else the one that the matter was brought to."""
    beside = [t for t in bodies if _touch(sentence, t, sign, ()) or (day and _touch(sentence, t, day, ()))]
    if beside:
        return min(beside, key=lambda t: min(abs(t.start - sign.end), abs(sign.start - t.end)))
    names = [t for t in bodies if not _SHORT.fullmatch(t.text)]
    first = min(sign.start, day.start if day else sign.start)
    before = [t for t in names if t.end <= first and first - t.end <= _REACH]
    subject = next((t for t in before if t.start <= _OPENING), None) if begin == 0 else None
    if subject or before:
        return subject or before[-1]
    behind = [t for t in names if t.start >= sign.end and re.search(r"\b(?:till|av|i)\s+$", sentence[: t.start])]
    return behind[0] if behind else None


def _touch(sentence: str, one: _Token, other: _Token, between: Sequence[_Token]) -> bool:
    """Whether nothing but punctuation, a word such as 'protokoll' or one of the ``between`` parts the two."""
    first, second = sorted((one, other))
    gap = sentence[first.end : second.start]
    for token in between:
        if first.end <= token.start and token.end <= second.start and _SHORT.fullmatch(token.text):
            gap = gap.replace(token.text, " ", 1)
    words = [fold(word) for word in _PUNCTUATION.split(gap) if fold(word)]
    allowed = entries("quoted_steps")["between"]["words"]
    return first.end <= second.start and all(word in allowed or word == "s" for word in words) and "\n" not in gap


def _title(sentence: str, after: int, before: int) -> str | None:
    """What stands behind sign and body in an entry, else in front of them."""
    allowed = entries("quoted_steps")["between"]["words"]
    behind, front = (_PUNCTUATION.sub(" ", text[:2]) + text[2:] for text in (sentence[after:], sentence[:before]))
    for text in (behind, front):
        title = _OWN_WORDS.sub("", text.strip(" ,;:–—-")).strip(" ,;:–—-")
        if set(re.findall(r"[a-zåäöé]{4,}", fold(title))).difference(allowed):
            return title
    return None


def _day(text: str, latest: date | None) -> date | None:
    """The day; without a year the latest such day up to ``latest``."""
    words = re.sub(r"^den\s+|\bår\s+", "", fold(text))
    if (whole := parse_date(words)) is not None and re.search(r"\d{4}", words):
        return whole
    if latest is None:
        return None
    days = (parse_date(words, year) for year in (latest.year, latest.year - 1))
    return next((found for found in days if found is not None and found <= latest), None)


def _is_handling(sentence: str) -> bool:
    """Whether the words say that a body did something with this matter."""
    words = set(re.findall(r"[\w-]+", fold(sentence)))
    handling = entries("quoted_steps")["handling"]
    acts = words & set(handling["words"]) or any(word.startswith(tuple(handling["stems"])) for word in words)
    about = words & set(entries("quoted_steps")["subject"]["words"])
    return bool(acts and about) or any(word.startswith(tuple(handling["alone"])) for word in words)


def _bodies(sentence: str) -> list[_Token]:
    """The names and abbreviations of bodies, in their order."""
    laws, none = (set(entries("quoted_steps")[key]["words"]) for key in ("laws", "no_body"))
    found = [
        _Token(m.start("name"), m.end("name"), m["name"])
        for m in _names().finditer(sentence)
        if fold(m["name"]) not in none
    ]
    for match in _SHORT.finditer(sentence):
        text = match.group()
        known = meanings("protocol_abbreviations").get(fold(text)) is not None
        if (text.isupper() or known or fold(text).endswith(" au")) and fold(text) not in laws:
            found.append(_Token(match.start(), match.end(), text))
    return sorted(found)


def _days(sentence: str) -> list[_Token]:
    return [_Token(m.start(), m.end(), m.group()) for m in _day_pattern().finditer(sentence)]


@functools.cache
def _names() -> re.Pattern[str]:
    endings = any_of(entries("protocol_bodies")["name"]["words"])
    kinds = any_of(entries("protocol_bodies")["adjective"]["words"])
    several = r"(?:\w+-,\s)*\w+-?\s(?:och|&|samt)\s"
    main = rf"(?:(?<=-\soch\s)|(?:{several})?)(?:\w*{kinds}\s)?\w*{endings}"
    part = r"(?:s\s?(?:[\w-]+\s)?\w*(?:utskott(?:et)?|beredning(?:en)?|sektion(?:en)?))?"
    purpose = r"nämnden för \w+(?:, \w+)*(?: och \w+)?"
    return re.compile(rf"(?<![\w-])(?P<name>(?i:{purpose}|{main}{part}))(?=s?(?!\w))")


@functools.cache
def _day_pattern() -> re.Pattern[str]:
    months = any_of(meanings("months"))
    worded = rf"\d{{1,2}}\s(?:{months})\.?(?:\s(?:år\s)?\d{{4}})?"
    numbers = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}\s\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    return re.compile(rf"(?<![\w/.-])(?i:(?:den\s)?(?:{numbers}|{worded}))(?![\w-])")
