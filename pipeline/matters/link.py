"""Bring matters, their numbers and steps up to date: one kommun after the other, only where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import duckdb

from extractors.vocabulary import fold
from pipeline.decisions import ActivityKey, Decision, read_decisions
from pipeline.link_inputs import digests, forget_changed, note, with_decisions
from pipeline.matters.placing import A_PERSONS_WORD, Cut, Placed, placed
from pipeline.matters.rows import MatterRows, matter_rows
from pipeline.matters.steps import Step, Steps
from pipeline.matters.ties import Tie, ties_of
from pipeline.store import rows

WORDS = ("confirmed", "rejected", "joined", "parted")
_JOINS = ("confirmed", "joined")
_LINKS = "matters"


def link_matters(con: duckdb.DuckDBPyConnection, decisions: Path) -> None:
    """Follow every matter anew in the kommuner whose documents or decisions have changed. The order of rows in the
    database makes no difference. Raises DecisionsError before anything is changed."""
    decided = read_decisions(decisions, WORDS)
    inputs = with_decisions(con, digests(con, sql("inputs")), decided)
    changed = forget_changed(con, _LINKS, inputs)
    kept = [code for code in inputs if code not in changed]
    con.execute("DELETE FROM matters WHERE NOT list_contains(?::VARCHAR[], municipality_code)", [kept])
    for table in ("matter_numbers", "matter_steps"):
        con.execute(f"DELETE FROM {table} WHERE matter_id NOT IN (SELECT matter_id FROM matters)")
    for code in changed:
        assert code is not None
        _store(con, [found for matter in matters_of(con, code, decided) if (found := matter_rows(code, matter))])
        note(con, _LINKS, code, inputs[code])


def matters_of(con: duckdb.DuckDBPyConnection, code: str, decided: Iterable[Decision]) -> list[list[Placed]]:
    """The matters of a kommun, each with its steps."""
    steps = Steps(rows(con, sql("told"), [code]))
    named = steps_by_key(steps)
    joins: list[Tie] = []
    cuts: list[Cut] = []
    for decision in decided:
        one, other = named.get(decision.earlier), named.get(decision.later)
        if one is None or other is None or one is other:
            continue
        if decision.decision in _JOINS:
            joins.append(Tie(one, other, A_PERSONS_WORD, None, True))
        else:
            cuts.append(Cut(one, other))
    return _with_rejected(placed(list(steps), ties_of(steps), joins, cuts), cuts)


def _with_rejected(found: list[list[Placed]], cuts: Sequence[Cut]) -> list[list[Placed]]:
    """A rejected step that only others quote stays listed with the matter that it is not of."""
    of = {id(each.step): matter for matter in found for each in matter}
    for cut in cuts:
        alone = of[id(cut.step)]
        if not any(each.step.own for each in alone) and alone is not of[id(cut.other)]:
            of[id(cut.other)] += [each._replace(decision="rejected") for each in alone]
            of |= {id(each.step): of[id(cut.other)] for each in alone}
            found = [matter for matter in found if matter is not alone]
    return found


def steps_by_key(steps: Iterable[Step]) -> dict[ActivityKey, Step]:
    """The step that each telling names, by its document's content, its page and what the step is called."""
    return {ActivityKey(row["sha256"], row["page"], fold(step.name)): step for step in steps for row in step.tellings}


def sql(name: str) -> str:
    """A statement of pipeline/sql/matters."""
    return resources.files("pipeline.sql").joinpath("matters", f"{name}.sql").read_text(encoding="utf-8")


def _store(con: duckdb.DuckDBPyConnection, found: Sequence[MatterRows]) -> None:
    tables = {
        "matters": [matter.matter for matter in found],
        "matter_numbers": [number for matter in found for number in matter.numbers],
        "matter_steps": [step for matter in found for step in matter.steps],
    }
    for table, values in tables.items():
        if values:
            with con.appender(table) as appender:
                appender.append_rows(values)
