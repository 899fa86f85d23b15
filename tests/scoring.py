"""Scores what was read against gold: records pair up by their key fields, then field by field.

Numbers, dates and pages have to be the same, text after white space is collapsed; of long text 99 % is enough. A field
under ``uncertain`` isn't counted where it differs, a value under ``also`` is as good as the gold's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from extractors.records import Extraction

Record = dict[str, Any]
_LEAST_LIKENESS = 60.0  # 0..100; below it two records aren't the same one
_LONG_TEXT = 120  # letters; a longer text counts as read at ``_LIKE_ENOUGH``
_LIKE_ENOUGH = 99.0

# table -> the fields that pair records, and all that are compared
SCHEMA: dict[str, tuple[list[str], list[str]]] = {
    "documents": (
        ["file_name"],
        [
            *("municipality_code", "committee", "document_type", "year", "year_to", "period", "period_start"),
            *("period_end", "registration_number", "pages"),
        ],
    ),
    "goals": (
        ["text"],
        [
            *("section_number", "level", "area", "number", "title", "text", "baseline", "rationale", "measure"),
            *("addressed_to", "supports", "fulfilment", "fulfilment_text", "trend", "comment", "page"),
        ],
    ),
    "activities": (
        ["title", "responsible"],
        [
            *("section_number", "goal", "title", "kind_text", "kind", "status_text", "status", "status_colour"),
            *("completion", "starts_on", "due_on", "responsible", "collaboration", "purpose", "contact", "year"),
            *("period", "page"),
        ],
    ),
    "activity_comments": (["title"], ["comment"]),
    "indicators": (["area", "name"], ["area", "goal", "name", "fulfilment", "trend", "comment", "page"]),
    "indicator_values": (
        ["indicator", "group", "kind", "year", "value_text"],
        ["indicator", "group", "kind", "year", "value_text", "value", "comparator", "unit", "page"],
    ),
    "budget_lines": (
        ["statement", "section", "label", "column_text", "amount_text", "page"],
        [
            *("statement", "section", "code", "label", "is_total", "column_text", "measure", "year", "as_of"),
            *("amount_text", "amount", "unit", "note", "page"),
        ],
    ),
    "assignments": (
        ["title", "directive"],
        [
            *("title", "given_by", "given_to", "assigned_on", "directive", "schedule", "due_on", "reporting"),
            *("financing", "area", "follow_up", "page"),
        ],
    ),
    "decisions": (["text", "page"], ["kind", "text", "page"]),
    "claims": (["text"], ["kind", "year", "period", "total", "done", "in_progress", "not_started", "page"]),
    "followups": (["label"], ["label", "period", "due_text", "due_on", "comment", "page"]),
}


@dataclass
class Tally:
    """Fields read right, fields read that are wrong or too much, fields missed or read wrong."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.false + self.missed
        return 1.0 if total == 0 else 2 * self.right / total


@dataclass(frozen=True)
class Scored:
    """What became of one record: ``gold`` or ``found`` is None where it has no partner."""

    table: str
    gold: Record | None
    found: Record | None
    tally: Tally
    misses: tuple[str, ...]


def found_lists(extraction: Extraction) -> dict[str, list[Record]]:
    """What was read, as the gold has it: a goal named by its text, an indicator by its name."""
    lists = {name: [_plain(r) for r in records] for name, records in extraction.lists().items() if name in SCHEMA}
    goals = {goal["goal_id"]: goal["text"] for goal in lists["goals"]}
    names = {record["indicator_id"]: record["name"] for record in lists["indicators"]}
    for record in [*lists["activities"], *lists["indicators"]]:
        record["goal"] = goals.get(record["goal_id"])
    for record in lists["indicator_values"]:
        record["indicator"] = names[record["indicator_id"]]
    return {"documents": [_plain(extraction.documents)], **lists}


def _plain(record: Any) -> Record:
    return {field: getattr(record, field) for field in record.__dataclass_fields__}


def score(gold: Mapping[str, Sequence[Record]], found: Mapping[str, Sequence[Record]]) -> list[Scored]:
    """Every record of every list that the gold has."""
    scored: list[Scored] = []
    for table in SCHEMA:
        source = "activities" if table == "activity_comments" else table
        if source not in gold:
            continue
        wanted, read = list(gold[source]), list(found[source])
        if table == "activity_comments":
            wanted, read = [r for r in wanted if r.get("comment")], [r for r in read if r.get("comment")]
        if table == "documents":
            read = [{**r, "file_name": wanted[0]["file_name"]} for r in read]
        scored += _score_table(table, wanted, read)
    return scored


def _score_table(table: str, gold: list[Record], found: list[Record]) -> list[Scored]:
    key, fields = SCHEMA[table]
    pairs = pair(gold, found, key)
    scored = [_compare(table, gold[i], found[j]) for i, j in pairs]
    left = [r for i, r in enumerate(gold) if i not in {i for i, _ in pairs}]
    more = [r for j, r in enumerate(found) if j not in {j for _, j in pairs}]
    for record in left:
        tally = Tally(missed=sum(clean(record.get(f)) is not None for f in fields))
        scored.append(Scored(table, record, None, tally, (f"{table}: NOT FOUND {key_text(record, key)[:110]}",)))
    for record in more:
        tally = Tally(false=sum(clean(record.get(f)) is not None for f in fields))
        scored.append(Scored(table, None, record, tally, (f"{table}: NOT IN GOLD {key_text(record, key)[:110]}",)))
    return scored


def _compare(table: str, gold: Record, found: Record) -> Scored:
    key, fields = SCHEMA[table]
    tally, misses = Tally(), []
    for field in fields:
        wanted, read = clean(gold.get(field)), clean(found.get(field))
        if wanted is None and read is None:
            continue
        good = [wanted, *map(clean, gold.get("also", {}).get(field, []))]
        if read is not None and any(same(value, read) for value in good if value is not None):
            tally.right += 1
            continue
        if field in gold.get("uncertain", ()):
            continue
        tally.missed += wanted is not None
        tally.false += read is not None
        misses.append(f"{table}.{field}: gold {wanted!r} found {read!r}  [{key_text(gold, key)[:70]}]")
    return Scored(table, gold, found, tally, tuple(misses))


def clean(value: Any) -> Any:
    """One comparable form: None, float, ISO date, or text with white space collapsed and one kind of dash."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return None if value != value else float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    text = unicodedata.normalize("NFC", str(value)).replace("\u00ad", "")
    text = re.sub(r"\s+", " ", text.replace("\u2212", "-").replace("\u2013", "-")).strip()
    return text or None


def same(gold: Any, found: Any) -> bool:
    if isinstance(gold, float) and isinstance(found, float):
        return abs(gold - found) <= 1e-9 * max(1.0, abs(gold))
    if isinstance(gold, str) and isinstance(found, str) and len(gold) > _LONG_TEXT:
        return fuzz.ratio(gold, found) >= _LIKE_ENOUGH
    return bool(gold == found)


def key_text(record: Mapping[str, Any], fields: Iterable[str]) -> str:
    return " | ".join(str(clean(record.get(f)) or "") for f in fields).casefold()


def pair(gold: list[Record], found: list[Record], fields: list[str]) -> list[tuple[int, int]]:
    """One to one by the likeness of the key fields, the best pair first."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for j, record in enumerate(found):
        waiting[key_text(record, fields)].append(j)
    pairs, left = [], []
    for i, record in enumerate(gold):
        exact = waiting.get(key_text(record, fields))
        if exact:
            pairs.append((i, exact.pop(0)))
        else:
            left.append(i)
    free = {j for js in waiting.values() for j in js}
    candidates = sorted(((_likeness(gold[i], found[j], fields), -i, -j) for i in left for j in free), reverse=True)
    for likeness, i, j in candidates:
        if likeness < _LEAST_LIKENESS:
            break
        if -i in left and -j in free:
            pairs.append((-i, -j))
            left.remove(-i)
            free.remove(-j)
    return pairs


def _likeness(gold: Record, found: Record, fields: list[str]) -> float:
    """Of the key fields; where one of them is uncertain, also of the others alone and of its beginning."""
    best = fuzz.ratio(key_text(gold, fields), key_text(found, fields))
    doubtful = [f for f in fields if f in gold.get("uncertain", ())]
    if doubtful:
        sure = [f for f in fields if f not in doubtful]
        if sure and key_text(gold, sure).strip(" |"):
            best = max(best, fuzz.ratio(key_text(gold, sure), key_text(found, sure)))
        a, b = key_text(gold, doubtful), key_text(found, doubtful)
        if min(len(a), len(b)) >= 8 and (a.startswith(b) or b.startswith(a)):
            best = max(best, 90.0)
    return best
