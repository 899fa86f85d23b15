"""The same activity followed from document to document: links between consecutive documents, and tracks through all.

Documents of one kommun and committee stand in the order plan, T1, T2, year's end (T3 or helår), next year's plan. A
document without activities is passed over. Each links to the documents of the next slot that has any; documents of one
slot (a plan and its revision) link to each other as well, by document_id, as nothing printed says which came first. A
plan for several years also precedes the first follow-up of each later year that has no newer plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources
from itertools import combinations, groupby, pairwise, product
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import duckdb

from extractors.vocabulary import fold
from pipeline.decisions import ActivityKey, Decision, activity_key, read_decisions, with_decision, write_decisions
from pipeline.likeness import Goal, Subject, score
from pipeline.link_inputs import digests, forget_changed, note, with_decisions
from pipeline.pairing import paired
from pipeline.publish import UserError
from pipeline.store import Row, rows

_LINKS = "activity_links"
_PLAN_SLOT = 0


class UnknownPair(UserError):  # noqa: N818
    """The two ids don't name activities of two documents that can be linked; the message says what is wrong."""


class ReviewPair(NamedTuple):
    """A link that waits for a person's word. ``score``: 0..100."""

    from_activity_id: str
    to_activity_id: str
    from_title: str
    to_title: str
    from_page: int
    to_page: int
    from_file: str
    to_file: str
    score: float
    decision: str


class _Activity(NamedTuple):
    activity_id: str
    key: ActivityKey
    subject: Subject


class _Document(NamedTuple):
    """``body``: kommun and folded committee; None, as year and slot may be, where the document can't be linked."""

    document_id: str
    body: tuple[str, str | None] | None
    year: int
    year_to: int
    slot: int
    activities: tuple[_Activity, ...]

    @property
    def order(self) -> tuple[int, int, str]:
        return self.year, self.slot, self.document_id


class _Link(NamedTuple):
    earlier: str
    later: str
    score: float
    decision: str


def link(con: duckdb.DuckDBPyConnection, decisions: Path) -> None:
    """Bring activity_links and activity_tracks up to date with activities, documents, goals and the file of decisions.

    One kommun after the other, as no link leads from one to another, and only those in which something has changed:
    memory holds a kommun's activities. The order of rows in the database makes no difference. Raises DecisionsError
    before anything is changed.
    """
    decided = read_decisions(decisions)
    inputs = with_decisions(con, digests(con, _sql("activities"), [True, None]), decided)
    changed = forget_changed(con, _LINKS, inputs)
    _drop_others(con, [code for code in inputs if code not in changed])
    for code in changed:
        documents = _documents(con, code)
        _store(con, *_tracks(documents, _all_links(documents, decided)))
        note(con, _LINKS, code, inputs[code])


def _drop_others(con: duckdb.DuckDBPyConnection, kept: list[str | None]) -> None:
    """Take out all links and tracks but those of these kommuner."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE kept_activities AS SELECT activity_id FROM activities"
        " JOIN documents USING (document_id) WHERE list_contains(?::VARCHAR[], coalesce(municipality_code, ''))",
        [[code or "" for code in kept]],
    )
    con.execute("DELETE FROM activity_links WHERE from_activity_id NOT IN (FROM kept_activities)")
    con.execute("DELETE FROM activity_tracks WHERE activity_id NOT IN (FROM kept_activities)")


def _store(con: duckdb.DuckDBPyConnection, links: list[_Link], tracks: dict[str, str]) -> None:
    con.execute(
        "INSERT INTO activity_links (from_activity_id, to_activity_id, score, decision)"
        " SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DOUBLE[]), unnest(?::VARCHAR[])",
        [[x[i] for x in links] for i in range(4)],
    )
    con.execute(
        "INSERT INTO activity_tracks (track_id, activity_id) SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
        [list(tracks.values()), list(tracks)],
    )


def waiting(con: duckdb.DuckDBPyConnection) -> list[ReviewPair]:
    """The links that need a person's word, the likest first."""
    return [ReviewPair(*row) for row in con.execute(_sql("waiting")).fetchall()]


def decide(
    con: duckdb.DuckDBPyConnection,
    decisions: Path,
    from_activity_id: str,
    to_activity_id: str,
    accepted: bool,
    decided_on: date,
) -> None:
    """Note a person's word on a pair in the file; it counts from the next ``link`` on.

    Raises UnknownPair where the two can't be linked, DecisionsError where the file can't be read.
    """
    codes = con.execute(
        "SELECT DISTINCT municipality_code FROM activities JOIN documents USING (document_id)"
        " WHERE activity_id IN (?, ?)",
        [from_activity_id, to_activity_id],
    ).fetchall()
    places = {a.activity_id: (d, a) for (code,) in codes for d in _documents(con, code) for a in d.activities}
    for activity_id in (from_activity_id, to_activity_id):
        if activity_id not in places:
            raise UnknownPair(f"No activity has the id {activity_id!r}; take the ids from the list of pairs to review.")
    (from_document, earlier), (to_document, later) = places[from_activity_id], places[to_activity_id]
    pair = f"{from_activity_id!r} and {to_activity_id!r}"
    if from_document.body is None or from_document.body != to_document.body:
        raise UnknownPair(
            f"{pair} can't be linked: their documents need the same kommun and committee, year and period."
        )
    if from_document.order >= to_document.order:
        raise UnknownPair(f"{pair} can't be linked in this order: name the activity of the earlier document first.")
    decision = Decision(earlier.key, later.key, "confirmed" if accepted else "rejected", decided_on)
    write_decisions(decisions, with_decision(read_decisions(decisions), decision))


def decided_pairs(con: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> dict[tuple[str, str], str]:
    """The ids of the two activities of each decision that has both in the database: confirmed or rejected."""
    listed = list(decisions)
    hashes = sorted({key.sha256 for d in listed for key in (d.earlier, d.later)})
    codes = con.execute("SELECT DISTINCT municipality_code FROM documents WHERE list_contains(?, sha256)", [hashes])
    ids = {a.key: a.activity_id for (code,) in codes.fetchall() for d in _documents(con, code) for a in d.activities}
    return {(ids[d.earlier], ids[d.later]): d.decision for d in listed if d.earlier in ids and d.later in ids}


def unmatched_decisions(con: duckdb.DuckDBPyConnection, decisions: Path) -> list[Decision]:
    """Decisions on a document in the database that lacks the activity by now; they stay in the file, without effect."""
    keys = {a.key for d in _documents(con) for a in d.activities if d.body is not None}
    stored = {sha256 for (sha256,) in con.execute("SELECT sha256 FROM documents").fetchall()}
    return [
        d for d in read_decisions(decisions) if any(k.sha256 in stored and k not in keys for k in (d.earlier, d.later))
    ]


def _sql(name: str) -> str:
    return resources.files("pipeline.sql").joinpath("link", f"{name}.sql").read_text(encoding="utf-8")


def _documents(con: duckdb.DuckDBPyConnection, *municipality_code: str | None) -> list[_Document]:
    """The documents with activities, of one kommun if given, in the order of time; those that can't be placed last."""
    found = rows(con, _sql("activities"), [not municipality_code, *(municipality_code or (None,))])
    documents = [_document(list(group)) for _, group in groupby(found, key=itemgetter("document_id"))]
    return sorted(documents, key=lambda d: (d.body is None, d.order))


def _document(found: list[Row]) -> _Document:
    first = found[0]
    is_placed = None not in (first["municipality_code"], first["year"], first["slot"])
    committee = None if first["committee"] is None else fold(first["committee"])
    return _Document(
        first["document_id"],
        (first["municipality_code"], committee) if is_placed else None,
        first["year"] or 0,
        first["year_to"] or 0,
        first["slot"] or 0,
        tuple(_activities(found)),
    )


def _activities(found: list[Row]) -> Iterator[_Activity]:
    met: dict[tuple[int, str], int] = defaultdict(int)
    for place, row in enumerate(found):
        same = (row["page"], fold(row["title"]))
        met[same] += 1
        goal = None if row["goal_text"] is None else Goal(row["goal_level"], row["goal_number"], row["goal_text"])
        yield _Activity(
            row["activity_id"],
            activity_key(row["sha256"], row["page"], row["title"], met[same]),
            Subject(
                row["title"],
                goal,
                row["responsible"],
                row["kind"],
                place / max(len(found) - 1, 1),
                row["due_on"],
                row["comment"],
            ),
        )


def _document_pairs(documents: Iterable[_Document]) -> list[tuple[_Document, _Document]]:
    """Earlier and later documents whose activities are compared."""
    bodies: dict[tuple[str, str | None], list[_Document]] = defaultdict(list)
    for document in documents:
        if document.body is not None:
            bodies[document.body].append(document)
    return [pair for body in bodies.values() for pair in _pairs_of_body(body)]


def _pairs_of_body(documents: list[_Document]) -> list[tuple[_Document, _Document]]:
    slots = [list(group) for _, group in groupby(documents, key=lambda d: (d.year, d.slot))]
    pairs = [pair for slot in slots for pair in combinations(slot, 2)]
    pairs += [pair for one, following in pairwise(slots) for pair in product(one, following)]
    first_of_year = {slot[0].year: slot for slot in reversed(slots)}
    for year, slot in first_of_year.items():
        in_force = [d for d in documents if d.slot == _PLAN_SLOT and d.year < year <= d.year_to]
        if slot[0].slot != _PLAN_SLOT:
            newest = max((d.year for d in in_force), default=year)
            pairs += product((d for d in in_force if d.year == newest), slot)
    return list(dict.fromkeys(pairs))


def _all_links(documents: list[_Document], decided: Iterable[Decision]) -> list[_Link]:
    of_pair: dict[tuple[str, str], dict[tuple[str, str], str]] = defaultdict(dict)
    places = {a.key: (d, a) for d in documents for a in d.activities if d.body is not None}
    by_id = {d.document_id: d for d in documents}
    for decision in decided:
        ends = [places[key] for key in (decision.earlier, decision.later) if key in places]
        if len(ends) == 2:
            (one, a), (other, b) = sorted(ends, key=lambda end: end[0].order)
            of_pair[one.document_id, other.document_id][a.activity_id, b.activity_id] = decision.decision
    links: list[_Link] = []
    for earlier, later in _document_pairs(documents):
        fixed = of_pair.pop((earlier.document_id, later.document_id), {})
        links += _decided_links(earlier, later, fixed) + _found_links(earlier, later, fixed)
    for (one_id, other_id), fixed in of_pair.items():
        links += _decided_links(by_id[one_id], by_id[other_id], fixed)
    return sorted(links)


def _decided_links(earlier: _Document, later: _Document, fixed: dict[tuple[str, str], str]) -> list[_Link]:
    subjects = {a.activity_id: a.subject for a in (*earlier.activities, *later.activities)}
    return [_Link(a, b, score(subjects[a], subjects[b]), decision) for (a, b), decision in fixed.items()]


def _found_links(earlier: _Document, later: _Document, fixed: dict[tuple[str, str], str]) -> list[_Link]:
    """Links of the best pairing, beside the ones a person has decided."""
    row_of = {a.activity_id: i for i, a in enumerate(earlier.activities)}
    column_of = {a.activity_id: j for j, a in enumerate(later.activities)}
    decided = {(row_of[a], column_of[b]): decision for (a, b), decision in fixed.items()}
    pairs = paired([a.subject for a in earlier.activities], [a.subject for a in later.activities], decided)
    return [
        _Link(a.activity_id, b.activity_id, found.score, found.decision)
        for (i, j), found in pairs.items()
        for a, b in ((earlier.activities[i], later.activities[j]),)
    ]


def _tracks(documents: list[_Document], links: list[_Link]) -> tuple[list[_Link], dict[str, str]]:
    """Links with contradictions turned into reviews, and activity_id to track_id, the id of the track's first activity.

    An auto link that would put two activities of one document on one track contradicts another: it needs review. The
    parts of a split or merged activity go on together.
    """
    members = {a.activity_id: [a.activity_id] for d in documents for a in d.activities}
    home = {a.activity_id: d.document_id for d in documents for a in d.activities}
    met = Counter((side, home[other]) for x in links if x.decision == "auto" for side, other in (x[:2], x[1::-1]))
    settled = []
    for x in sorted(links, key=lambda x: (x.decision != "confirmed", -x.score, x)):
        one, other = members[x.earlier], members[x.later]
        is_divided = met[x.earlier, home[x.later]] > 1 or met[x.later, home[x.earlier]] > 1
        if (
            x.decision == "auto"
            and not is_divided
            and one is not other
            and _contradict([home[a] for a in one], [home[a] for a in other])
        ):
            x = x._replace(decision="review")
        if x.decision in ("auto", "confirmed") and one is not other:
            one += other
            members.update(dict.fromkeys(other, one))
        settled.append(x)
    order = {activity_id: i for i, activity_id in enumerate(home)}
    return sorted(settled), {a: min(track, key=order.__getitem__) for a, track in members.items()}


def _contradict(one: list[str], other: list[str]) -> bool:
    """Whether two tracks, each without a split, both have an activity of one document."""
    has_split = len(set(one)) < len(one) or len(set(other)) < len(other)
    return not has_split and not set(one).isdisjoint(other)
