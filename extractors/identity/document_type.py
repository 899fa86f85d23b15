"""What kind of document it is: by the head words of its title, by labels, by the form of a letter or a protocol."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.identity.labels import values_of
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, is_sentence, opening
from extractors.vocabulary import any_of, entries, fold, lookup, meanings

UNKNOWN = "okänd"
DOCUMENT_TYPES = tuple(t for t in entries("document_types") if t != UNKNOWN)
_PROTOCOL_SHARE = 0.4  # of the pages: an extract bound before a report has one or two of a dozen
_TITLE_SHARE = 1.25  # times a letter's or an extract's own headings; an item's heading on a later page is 1.1 of them
_KEPT_TITLES = 1 << 12  # running heads are asked for again on every page
_LETTER_HEADINGS = 2  # that only letters have
_LONGEST_LETTER_PAGES = 8
_ENDINGS = r"(?:e?ns?|e?ts?|arna?s?|erna?s?|rna?s?|na?s?|mets?|met|s|ar|er|r)?"
# Where a title's head ends and what it is about begins.
_COMPLEMENT = re.compile(
    r"(?<!\w)(?:för|av|om|till|på|över|mot|avseende|angående|gällande|enligt|kring|inom|från)(?!\w)"
)
_COORDINATED = re.compile(r"(?<!\w)(?:och|samt|med|&|inkl|inklusive)(?!\w)")
_PARTS = re.compile(r"\s[-|·•/]+\s|\s/|[:;|·•]|(?<![-\w]{2}-),\s|(?<=\w),\s|\n")
_ITEM = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäö]{0,5} ){0,2}(?:§|Paragraf|PARAGRAF) ?(?P<number>\d{1,3})(?!\d)(?P<words>.*[^\W\d_]{4}.*)?",
    re.DOTALL,
)
_DASHED = re.compile(r"(?<=\w) ?[–—] ?(?=[^\W\d])")
_NUMBERS = re.compile(r"[\d./()–-]+")
_LABEL_LINE = re.compile(r"\w:(?:\s|$)")
# Of several words in a title that are no complement the one of the highest rank says what the document is: a follow-up
# of a plan is no plan, an extract about a follow-up is a protocol.
_RANKS = {
    "protokoll": 3, "tjänsteskrivelse": 3, "skrivelse": 2, "revisionsrapport": 2, "planhandling": 2,
    "uppföljning": 1, "delårsrapport": 1, "årsredovisning": 1,
}  # fmt: skip


class _Word(NamedTuple):
    start: int
    end: int
    meaning: str


@functools.lru_cache(_KEPT_TITLES)
def type_in(text: str) -> str | None:
    """The document type that a title names, None if none."""
    heads: list[str] = []
    others: list[str] = []
    for part in _PARTS.split(_DASHED.sub(" - ", fold(text))):
        words = _words_in(part)
        about = _COMPLEMENT.search(part)
        limit = about.start() if about else len(part)
        inside = [w for w in words if w.start < limit]
        heads += [w.meaning for n, w in enumerate(inside) if n == 0 or not _coordinated(part, inside[n - 1], w)]
        if about is None or _is_transparent(part[:limit]):
            others += [w.meaning for w in words if w.start >= limit]
    named = [meaning for meaning in (heads or others) if meaning != UNKNOWN]
    return max(named, key=lambda meaning: _RANKS.get(meaning, 0)) if named else None


def _is_transparent(head: str) -> bool:
    """Whether what a complement stands under says nothing of the kind: 'Förslag till budget' is a budget."""
    words = re.findall(r"[\w-]+", head)
    return not words or words[-1] in _transparent()


@functools.cache
def _transparent() -> frozenset[str]:
    return frozenset(map(fold, entries("document_type_leads")["transparent"]["words"]))


def _coordinated(part: str, first: _Word, second: _Word) -> bool:
    return bool(_COORDINATED.search(part[first.end : second.start]))


def starts_with_type(text: str) -> bool:
    """Whether a text begins with a word for a type of document."""
    words = _words_in(fold(text))
    return bool(words) and words[0].start == 0 and words[0].meaning != UNKNOWN


def _words_in(folded: str) -> list[_Word]:
    pattern, compounds = _pattern()
    found = []
    for m in pattern.finditer(folded):
        meaning = compounds[m.lastgroup] if m.lastgroup in compounds else meanings("document_types")[m["word"]]
        found.append(_Word(m.start(), m.end(), meaning))
    return found


@functools.cache
def _pattern() -> tuple[re.Pattern[str], dict[str | None, str]]:
    """The pattern of the words for types, and what the groups of compounds (first part, last part) mean.

    The part of a compound before the word is as short as it can be, so the longest ending of a compound counts.
    """
    groups: list[str] = []
    compounds: dict[str | None, str] = {}
    for number, (meaning, entry) in enumerate(entries("document_types").items()):
        if "first" in entry:
            groups.append(rf"(?P<c{number}>{any_of(entry['first'])}\w*?{any_of(entry['last'])})")
            compounds[f"c{number}"] = meaning
    words = "|".join([*groups, f"(?P<word>{any_of(meanings('document_types'))})"])
    return re.compile(rf"(?<![\w-])(?:\w+- (?:och |& )?)?[\w-]*?(?:{words}){_ENDINGS}(?![\w-])"), compounds


def type_of(title: str | None, texts: Sequence[Text]) -> str:
    """The type of a document by its form, its title, a label, the lines of its front and its heads; 'okänd' if none."""
    if is_letter(texts):
        return "tjänsteskrivelse"
    if is_protocol(texts):
        return "protokoll"
    if title and (named := type_in(title)):
        return named
    if stated := values_of("type", texts):
        return next(filter(None, map(type_in, stated)), "styrdokument")
    lines = sorted((t for t in opening(texts) if not t.numbered), key=lambda t: -t.size)
    heads = [t for t in texts if t.furniture and t.page <= FRONT_PAGES and len(t.text) <= LONGEST_TITLE]
    found = (type_in(t.text) for t in (*lines, *heads) if not is_sentence(t.text) and not values_in(t.text))
    return next(filter(None, found), UNKNOWN)


def values_in(text: str) -> bool:
    """Whether a line holds labels with values: 'Status: utkast Ersätter: plan 2031' speaks of other documents too."""
    return bool(_LABEL_LINE.search(text))


def is_protocol(texts: Sequence[Text]) -> bool:
    """Whether the heads of the pages call the document a protocol, or the head of an extract's first page does, or that
    of one with several items."""
    pages = {t.page for t in texts if t.furniture and type_in(t.text) == "protokoll"}
    if len(pages) > max(1, _PROTOCOL_SHARE * max((t.page for t in texts), default=0)) or _is_extract(texts):
        return True
    return (_is_headed(texts, "protokoll") or _decides(texts)) and items_in(texts) > 1


def _decides(texts: Sequence[Text]) -> bool:
    """Whether several parts are headed as somebody's decision: 'Kommunfullmäktiges beslut'."""
    decided = [t for t in texts if not t.furniture and _decision().fullmatch(fold(t.text).rstrip(": "))]
    return len(decided) > 1


@functools.cache
def _decision() -> re.Pattern[str]:
    return re.compile(rf"[a-zåäöé ,-]+s {any_of(entries('protocols')['decision']['words'])}")


def _is_headed(texts: Sequence[Text], kind: str) -> bool:
    """Whether a line of the first page's head is a word for the kind and no more than a date or number behind it:
    'SAMMANTRÄDESPROTOKOLL Sammanträdesdatum 2031-03-14', 'PROTOKOLL 3/2031'."""
    heads = (fold(t.text) for t in (*(t for t in texts if t.furniture and t.page == 1), *opening(texts)))
    words = ((head, _words_in(head)) for head in heads)
    return any(found and found[0].start == 0 and _only_dated(head, found[0], kind) for head, found in words)


def _only_dated(head: str, word: _Word, kind: str) -> bool:
    rest = _NUMBERS.sub(" ", head[word.end :]).strip(" :")
    return word.meaning == kind and (not rest or lookup("protocol_heads", rest) == "head")


def _is_extract(texts: Sequence[Text]) -> bool:
    """Whether the first page is headed as a protocol and has an item, and no larger title is bound behind it."""
    head = [t for t in texts if t.furniture and t.page == 1] + opening(texts)
    called = any(type_in(t.text) == "protokoll" for t in head if not is_sentence(t.text) and not _ITEM.match(t.text))
    return called and any(_ITEM.match(t.text) for t in texts if t.page == 1) and _is_first_largest(texts)


def _is_first_largest(texts: Sequence[Text]) -> bool:
    """Whether no later page has a heading so much larger than the first page's that it is a title of its own."""
    first = max((t.size for t in texts if t.heading and t.page == 1), default=0.0)
    return all(t.size < _TITLE_SHARE * first for t in texts if t.heading and t.page > 1)


def items_in(texts: Sequence[Text]) -> int:
    """How many items (§) a protocol has, by headings and by lines with nothing but paragraph and number."""
    begun = ((t, _ITEM.match(t.text)) for t in texts if not t.furniture)
    return len({match["number"] for t, match in begun if match and (t.heading or not match["words"])})


def is_letter(texts: Sequence[Text]) -> bool:
    """Whether it has the form of an official's letter to a board: its head calls it so, or has the labels of one, and
    there are the headings of its parts.

    A letter bound before a report has them too, but then a later page has a heading larger than all of the letter's.
    """
    pages = max((t.page for t in texts), default=0)
    if pages > _LONGEST_LETTER_PAGES:
        return False
    marks = entries("letter_marks")
    parts = {fold(t.text) for t in texts if t.heading and fold(t.text) in set(map(fold, marks["heading"]["words"]))}
    labels = any(t.page == 1 and _has_label(t.text, tuple(marks["head"]["words"])) for t in texts)
    formed = labels and len(parts) >= _LETTER_HEADINGS
    return (formed or _is_headed(texts, "tjänsteskrivelse")) and _is_first_largest(texts)


def _has_label(text: str, labels: tuple[str, ...]) -> bool:
    folded = f" {' '.join(text.casefold().split())}"
    return any(f" {label}:" in folded for label in labels) or fold(text) in labels
