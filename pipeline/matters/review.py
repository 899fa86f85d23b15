"""Steps that wait for a person's word, and what a person says of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from extractors.vocabulary import fold
from pipeline.decisions import ActivityKey, Decision, read_decisions, with_decision, write_decisions
from pipeline.matters.link import WORDS, sql, steps_by_key
from pipeline.matters.steps import Steps
from pipeline.publish import UserError
from pipeline.store import rows


class UnknownStep(UserError):  # noqa: N818
    """No step or matter has this id, or there is nothing to say of it; the message says what is wrong."""


class WaitingStep(NamedTuple):
    """A step that may be of a matter, with what ties it there. ``score``: 0..100, None where it has no title."""

    step_id: str
    matter_id: str
    step: str
    matter: str
    evidence: str
    score: float | None
    file_name: str
    page: int


def is_of_matters(record_id: str) -> bool:
    """Whether an id is a step's or a matter's: those of activities have a hyphen."""
    return "-" not in record_id


def waiting_steps(con: duckdb.DuckDBPyConnection) -> list[WaitingStep]:
    """The steps that wait, by kommun and matter."""
    return [WaitingStep(*row) for row in con.execute(sql("waiting")).fetchall()]


def decide_step(
    con: duckdb.DuckDBPyConnection, file: Path, word: str, one_id: str, other_id: str | None, decided_on: date
) -> None:
    """Note a person's word in the file, without linking anew: 'confirmed' or 'rejected' of a step and a matter,
    'joined' of two matters, 'parted' of a step alone, from the matter that it is in.

    Raises UnknownStep, DecisionsError.
    """
    matter_of = dict(con.execute("SELECT step_id, matter_id FROM matter_steps").fetchall())
    matters = set(matter_of.values())
    other_id = matter_of.get(one_id) if word == "parted" else other_id
    for record_id, known in ((one_id, matters if word == "joined" else matter_of), (other_id, matters)):
        if record_id not in known and word != "parted":
            kind = "matter" if known is matters else "step"
            raise UnknownStep(f"No {kind} has the id {record_id!r}; take the ids from 'kommunplan review' or matter().")
    if one_id not in matter_of and word == "parted":
        raise UnknownStep(f"No step has the id {one_id!r}; take the ids from 'kommunplan review' or matter().")
    one, other = (_key(con, record_id, but=one_id) for record_id in (one_id, other_id))
    if one is None or other is None or one_id == other_id:
        raise UnknownStep(f"{one_id} is alone in its matter: there is nothing to part or to join it with.")
    write_decisions(file, with_decision(read_decisions(file, WORDS), Decision(one, other, word, decided_on)))


def _key(con: duckdb.DuckDBPyConnection, record_id: str | None, *, but: str) -> ActivityKey | None:
    """What names a step, or the first step of a matter but one, through every re-reading."""
    found = con.execute(sql("keys"), {"id": record_id, "but": but}).fetchall()
    return ActivityKey(found[0][0], found[0][1], fold(found[0][2])) if found else None


def unmatched_steps(con: duckdb.DuckDBPyConnection, file: Path) -> list[Decision]:
    """Decisions on a document in the database that tells no such step by now; they stay in the file, without effect."""
    decided = read_decisions(file, WORDS)
    hashes = sorted({key.sha256 for decision in decided for key in (decision.earlier, decision.later)})
    query = "SELECT sha256, municipality_code FROM documents WHERE list_contains(?, sha256)"
    code_of = dict(con.execute(query, [hashes]).fetchall())
    codes = sorted({code for code in code_of.values() if code is not None})
    known = {key for code in codes for key in steps_by_key(Steps(rows(con, sql("told"), [code])))}
    return [d for d in decided if any(k.sha256 in code_of and k not in known for k in (d.earlier, d.later))]
