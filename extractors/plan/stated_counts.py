"""Claims: what a document says in prose of its own figures, such as how many activities are done."""

from __future__ import annotations

import functools
import re

from extractors.document.model import Document
from extractors.interpret.context import Context
from extractors.interpret.prose import sentences_of
from extractors.records import ClaimRecord
from extractors.text.paragraphs import Paragraph
from extractors.vocabulary import any_of, entries

_STATUSES = ("done", "in_progress", "not_started")
_WORDS_BETWEEN = 4  # "25 av dessa har genomförts": at most this many words between a count and its status
_LARGEST_COUNT = 999  # a larger number is a year or an amount


def find_claims(document: Document, context: Context) -> list[ClaimRecord]:
    """The status counts that running text gives: a total and at least one count of a status."""
    claims = (_status_count(paragraph, context) for section in document.sections() for paragraph in section.paragraphs)
    return [claim for claim in claims if claim is not None]


def _status_count(paragraph: Paragraph, context: Context) -> ClaimRecord | None:
    counts: dict[str, int] = {}
    held: list[str] = []
    if not _counted().search(paragraph.text):
        return None  # most paragraphs; parting them into sentences is slow
    for sentence in sentences_of(paragraph.text):
        found = _counts_in(sentence)
        new = {key: value for key, value in found.items() if key not in counts}
        if new:
            counts.update(new)
            held.append(sentence)
    if "total" not in counts or not any(status in counts for status in _STATUSES):
        return None
    return ClaimRecord(
        document_id=context.document_id,
        kind="status_count",
        text=" ".join(held),
        year=context.identity.year,
        period=context.identity.period,
        total=counts.get("total"),
        done=counts.get("done"),
        in_progress=counts.get("in_progress"),
        not_started=counts.get("not_started"),
        page=paragraph.page,
        bbox=paragraph.box,
    )


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Per count the pattern of a number with the words that say what it counts; no other number between them."""
    between = rf"(?:[^\W\d]+,?\s+){{0,{_WORDS_BETWEEN}}}?"
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
    for _, _, key, number in sorted(nearest.values()):
        counts.setdefault(key, number)
    return counts
