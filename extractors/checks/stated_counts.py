"""Claims: what a document says of its own figures, such as how many activities are done, in prose or a table."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from extractors.document.model import Document, Table
from extractors.interpret.context import Context
from extractors.records import Box, ClaimRecord
from extractors.text.paragraphs import Paragraph
from extractors.text.prose import sentences_of
from extractors.vocabulary import any_of, entries, fold, meanings

_STATUSES = ("done", "in_progress", "not_started")
_WORDS_BETWEEN = 4  # "25 av dessa har genomförts": at most this many words between a count and its status
_FEWEST_STATUSES = 2  # in a table of counts
_ROWS_ACROSS = 2  # statuses, and their numbers below
_SHARE = re.compile(r"(?:ca\s+|cirka\s+)?\d+(?:[,.]\d+)?\s*(?:%|procent(?!\w))")
_LARGEST_COUNT = 999  # a larger number is a year or an amount


def find_claims(document: Document, context: Context) -> list[ClaimRecord]:
    """The status counts that running text gives, a total and at least one count of a status; and those of tables of
    counts where no text has the same."""
    claims = [
        claim
        for section in document.sections()
        for index in range(len(section.paragraphs))
        if (claim := _status_count(section.paragraphs, index, context)) is not None
    ]
    counted = (_tabled(table, context) for table in document.tables)
    return claims + [c for c in counted if c is not None and c.total not in {claim.total for claim in claims}]


def _status_count(paragraphs: Sequence[Paragraph], index: int, context: Context) -> ClaimRecord | None:
    paragraph = paragraphs[index]
    if not _counted().search(_in_digits(paragraph.text)):
        return None  # most paragraphs; parting them into sentences is slow
    counts: dict[str, int] = {}
    held: list[str] = []
    for sentence in sentences_of(_with_list(paragraphs, index)):
        found = _counts_in(_in_digits(sentence))
        new = {key: value for key, value in found.items() if key not in counts}
        if new:
            counts.update(new)
            held.append(sentence)
    if "total" not in counts or not any(status in counts for status in _STATUSES):
        return None
    return _claim(counts, " ".join(held).rstrip(","), paragraph.page, paragraph.box, context)


def _with_list(paragraphs: Sequence[Paragraph], index: int) -> str:
    """A paragraph with the items of the list that it leads to, or the paragraph in which its sentence goes on."""
    text = paragraphs[index].text
    for following in paragraphs[index + 1 :]:
        goes_on = not text.endswith((".", "!", "?", ":")) and following.text[:1].islower()
        if not goes_on and not (following.marker is not None and text.endswith((":", ",", ";"))):
            break
        text = f"{text} {following.text}," if following.marker is not None else f"{text} {following.text}"
    return text


def _tabled(table: Table, context: Context) -> ClaimRecord | None:
    """The counts of a table of nothing else: a status and its number in each row, or one over the other."""
    rows = [[" ".join(cell.text.split()) for cell in row if cell.text] for row in table.rows()]
    across = len(rows) == _ROWS_ACROSS and len(rows[0]) == len(rows[1])
    pairs = list(zip(*rows, strict=True)) if across else [(row[0], row[1]) for row in rows if len(row) > 1]
    counts = {
        key: int(number)
        for label, number in pairs
        if (key := _key_of(label)) is not None and number.isdigit() and int(number) <= _LARGEST_COUNT
    }
    said = f"{table.section.title} {table.caption or ''} {' '.join(rows[0]) if rows else ''}"
    if len(counts.keys() & set(_STATUSES)) < _FEWEST_STATUSES or not _speaks_of_counted().search(fold(said)):
        return None
    return _claim(counts, "\n".join(f"{label} {number}" for label, number in pairs), table.page, table.box, context)


def _key_of(label: str) -> str | None:
    """What a label counts: a status, or all."""
    known = {fold(word): key for key in (*_STATUSES, "total", "sum") for word in entries("counts")[key]["words"]}
    key = known.get(fold(label))
    return "total" if key == "sum" else key


@functools.cache
def _speaks_of_counted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('counted')})(?!\w)")


def _claim(counts: Mapping[str, int], text: str, page: int, box: Box, context: Context) -> ClaimRecord:
    return ClaimRecord(
        document_id=context.document_id,
        kind="status_count",
        text=text,
        year=context.identity.year,
        period=context.identity.period,
        total=counts.get("total"),
        done=counts.get("done"),
        in_progress=counts.get("in_progress"),
        not_started=counts.get("not_started"),
        page=page,
        bbox=box,
    )


@functools.cache
def _number_words() -> re.Pattern[str]:
    one = r"(?P<one>en|ett)(?=\s+(?:är|har|pågår|återstår|inte|ej)(?!\w))"
    return re.compile(rf"(?<!\w)(?:{one}|(?P<more>{any_of(meanings('number_words'))})(?!\w))", re.IGNORECASE)


def _in_digits(text: str) -> str:
    """A text with its number words as digits, and without its shares in percent."""
    plain = _SHARE.sub(" ", text)
    return _number_words().sub(lambda m: "1" if m["one"] else meanings("number_words")[fold(m["more"])], plain)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Per count the pattern of a number with the words that say what it counts; no other number between them."""
    between = rf"(?:(?!(?:inte|ej)\b)[^\W\d]+,?\s+){{0,{_WORDS_BETWEEN}}}?"
    patterns = {
        status: re.compile(rf"(?<![\d,.-])(\d+)\s+{between}({_any_of(status)})(?!\w)", re.IGNORECASE)
        for status in _STATUSES
    }
    whose = rf"(?:(?:{_any_of('determiner')}|[^\W\d_]+s)\s+)?"
    patterns["total"] = re.compile(
        rf"(?<!\w)(?:{_any_of('total')})\s+{whose}(\d+)\s+({_any_of('counted')})(?!\w)", re.IGNORECASE
    )
    return patterns


@functools.cache
def _of_all() -> re.Pattern[str]:
    """'9 av 23 uppdrag är slutförda'."""
    statuses = any_of(word for status in _STATUSES for word in entries("counts")[status]["words"])
    counted = _any_of("counted")
    return re.compile(
        rf"(?<![\d,.-])(\d{{1,3}})\s+av\s+(?:[^\W\d]+\s+)?(\d{{1,3}})\s+{counted}\s+(?:är|har|hade|var)\s+({statuses})(?!\w)",
        re.IGNORECASE,
    )


@functools.cache
def _counted() -> re.Pattern[str]:
    """What a total ends with."""
    return re.compile(rf"\d\s+{_any_of('counted')}", re.IGNORECASE)


def _any_of(meaning: str) -> str:
    return any_of(entries("counts")[meaning]["words"])


def _counts_in(sentence: str) -> dict[str, int]:
    """The counts of one sentence; a number that two words claim belongs to the nearest, of two there to the longer."""
    nearest: dict[int, tuple[int, int, str, int]] = {}
    for key, pattern in _patterns().items():
        for match in pattern.finditer(sentence):
            number, at = int(match.group(1)), match.start(1)
            if number <= _LARGEST_COUNT:
                claim = (match.end(), match.start(2), key, number)
                nearest[at] = min(claim, nearest.get(at, claim))
    counts: dict[str, int] = {}
    if share := _of_all().search(sentence):
        status = _key_of(share.group(3))
        counts = {"total": int(share.group(2))} | ({status: int(share.group(1))} if status else {})
    for _, _, key, number in sorted(nearest.values()):
        counts.setdefault(key, number)
    return counts
