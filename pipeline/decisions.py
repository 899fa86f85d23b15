"""A person's decisions on links, kept in a CSV file that outlives every re-reading.

An activity is named by its document's content hash, its page and its folded title, never by its id. Where a page has
several activities of one title, the second in the document's order is called "utbildning [2]", and so on.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from extractors.vocabulary import fold
from pipeline.publish import UserError

COLUMNS = (
    "from_sha256", "from_page", "from_title", "to_sha256", "to_page", "to_title", "decision", "decided_on",
)  # fmt: skip
_SHA256_DIGITS = 64
LINK_WORDS = ("confirmed", "rejected")


class DecisionsError(UserError):
    """The file of decisions can't be read; the message names file, line, find, expectation and remedy."""


class ActivityKey(NamedTuple):
    """What names an activity through every re-reading. ``title`` is folded, with an ordinal unless the first."""

    sha256: str
    page: int
    title: str


class Decision(NamedTuple):
    """One line of the file. ``decision``: confirmed | rejected, of matters also joined | parted."""

    earlier: ActivityKey
    later: ActivityKey
    decision: str
    decided_on: date


def activity_key(sha256: str, page: int, title: str, ordinal: int) -> ActivityKey:
    """The key of the ``ordinal``-th (from 1) activity with this title on this page."""
    return ActivityKey(sha256, page, fold(title) if ordinal == 1 else f"{fold(title)} [{ordinal}]")


def read_decisions(file: Path, words: Sequence[str] = LINK_WORDS) -> list[Decision]:
    """All decisions in the file's order, each one of these words; none without the file. Raises DecisionsError."""
    if not file.exists():
        return []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(file, 1, f"byte {error.object[error.start]:#04x}", "UTF-8", "save the file as UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _decisions(file, ((rows.line_num, row) for row in rows), words)
    except csv.Error as error:
        raise _error(file, rows.line_num, f"broken quotes ({error})", "CSV", "close every quotation mark") from error


def write_decisions(file: Path, decisions: Iterable[Decision]) -> None:
    """Write the file in one move: a reader meets the old one or the new one."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows((*d.earlier, *d.later, d.decision, d.decided_on.isoformat()) for d in decisions)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_text(text.getvalue(), encoding="utf-8", newline="")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def with_decision(decisions: Iterable[Decision], new: Decision) -> list[Decision]:
    """The decisions with the new one at the end, in place of an earlier one on the same pair."""
    return [d for d in decisions if (d.earlier, d.later) != (new.earlier, new.later)] + [new]


def _decisions(file: Path, lines: Iterator[tuple[int, list[str]]], words: Sequence[str]) -> list[Decision]:
    _, header = next(lines, (1, []))
    if tuple(header) != COLUMNS:
        found = ",".join(header) or "nothing"
        remedy = "restore the header line; the columns are parted by commas"
        raise _error(file, 1, f"the header {found!r}", f"the header {','.join(COLUMNS)!r}", remedy)
    seen: dict[tuple[ActivityKey, ActivityKey], Decision] = {}
    for line, row in lines:
        if not row:
            continue
        decision = _decision(file, line, row, words)
        first = seen.setdefault((decision.earlier, decision.later), decision)
        if first.decision != decision.decision:
            found = f"{decision.decision!r} for a pair that is {first.decision!r} further up"
            raise _error(file, line, found, "one decision a pair", "delete the line that is wrong")
    return list(seen.values())


def _decision(file: Path, line: int, row: list[str], words: Sequence[str]) -> Decision:
    if len(row) != len(COLUMNS):
        remedy = "put a title that holds a comma in quotation marks"
        raise _error(file, line, f"{len(row)} fields", f"{len(COLUMNS)} fields", remedy)
    named = dict(zip(COLUMNS, row, strict=True))
    if named["decision"] not in words:
        raise _error(file, line, f"decision {named['decision']!r}", " or ".join(words), "write one of these words")
    try:
        decided_on = date.fromisoformat(named["decided_on"])
    except ValueError as error:
        found = f"decided_on {named['decided_on']!r}"
        raise _error(file, line, found, "a date such as 2025-01-31", "write year-month-day") from error
    return Decision(
        _key(file, line, named, "from"),
        _key(file, line, named, "to"),
        named["decision"],
        decided_on,
    )


def _key(file: Path, line: int, named: dict[str, str], side: str) -> ActivityKey:
    sha256, page, title = (named[f"{side}_{field}"] for field in ("sha256", "page", "title"))
    sha256 = sha256.strip().lower()
    if len(sha256) != _SHA256_DIGITS or not set(sha256) <= set("0123456789abcdef"):
        remedy = "copy the hash from the column sha256 of the table documents"
        raise _error(file, line, f"{side}_sha256 {sha256!r}", f"{_SHA256_DIGITS} hexadecimal digits", remedy)
    if not (page.isascii() and page.isdigit() and int(page) >= 1):
        raise _error(file, line, f"{side}_page {page!r}", "a page from 1", "write the page of the activity")
    return ActivityKey(sha256, int(page), fold(title))


def _error(file: Path, line: int, found: str, expected: str, remedy: str) -> DecisionsError:
    return DecisionsError(f"{file}, line {line}: found {found}, expected {expected}. {remedy[0].upper()}{remedy[1:]}.")
