"""Which plan or report, and which uppdrag, a decision is about: by diarienummer, title, period and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb

from extractors.values.registration_numbers import number_parts
from extractors.vocabulary import fold, meanings
from pipeline.likeness import title_score
from pipeline.link_inputs import digests, forget_changed, note
from pipeline.store import Row, rows

# The same figures as for activities: above the first two titles say the same, below the second they say nothing.
AUTO_SCORE, REVIEW_SCORE = 90.0, 70.0
# Half a word of a title, as for activities.
RUNNER_UP_MARGIN_SCORE = 6.0
# What two titles of one matter share at least: "Verksamhetsplan … per augusti, T2" and the report's own reach 76.
SAME_MATTER_SCORE = 50.0
_TASK = re.compile(r"\b(?:i uppdrag|uppdra(?:r|s)?|uppdraget)\b.*?\batt\s+(?P<task>.+)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


_LINKS = "decision_links"
_Link = tuple[str, str, str | None, str, float, str]


class _Candidate(NamedTuple):
    """A decision and what it may be about; ``number`` and ``day``: whether they share diarienummer and date."""

    row: Row
    number: bool
    day: bool
    score: float

    @property
    def exact(self) -> bool:
        """Whether one matter is meant: the same diarienummer, or the same title."""
        if self.row["to_assignment_id"] is not None:
            return self.score >= AUTO_SCORE and (self.number or self.day)
        return (self.number and self.score >= SAME_MATTER_SCORE) or self.score >= AUTO_SCORE

    @property
    def evidence(self) -> str:
        shared = {"diarienummer": self.number, "title": self.score >= REVIEW_SCORE, "date": self.day}
        return ", ".join(name for name, is_shared in shared.items() if is_shared)


def link_decisions(con: duckdb.DuckDBPyConnection) -> None:
    """Bring decision_links up to date: per decision the documents and the uppdrag that it is, or may be, about.

    One kommun after the other, and only those in which something has changed.
    """
    inputs = digests(con, _sql("decision_inputs"))
    changed = forget_changed(con, _LINKS, inputs)
    con.execute(
        "DELETE FROM decision_links WHERE decision_id NOT IN (SELECT decision_id FROM decisions"
        " JOIN documents USING (document_id) WHERE list_contains(?::VARCHAR[], municipality_code))",
        [[code for code in inputs if code not in changed]],
    )
    for code in changed:
        queries = (_sql(name) for name in ("decision_documents", "decision_assignments"))
        _store(con, [link for query in queries for link in _links(rows(con, query, [code]))])
        note(con, _LINKS, code, inputs[code])


def _store(con: duckdb.DuckDBPyConnection, found: Sequence[_Link]) -> None:
    con.execute(
        "INSERT INTO decision_links (decision_id, to_document_id, to_assignment_id, evidence, score, decision)"
        " SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),"
        " unnest(?::DOUBLE[]), unnest(?::VARCHAR[])",
        [[link[i] for link in found] for i in range(6)],
    )


def _sql(name: str) -> str:
    return resources.files("pipeline.sql").joinpath("link", f"{name}.sql").read_text(encoding="utf-8")


def _links(pairs: Sequence[Row]) -> Iterator[_Link]:
    """The one that stands out, else all that fit, which wait for a person."""
    for _, group in groupby(pairs, key=itemgetter("decision_id")):
        candidates = [c for row in group if not _contradicts(row) and _speaks(c := _candidate(row))]
        exact = [c for c in candidates if c.exact]
        sure = [c for c in exact if all(_stands_above(c, other) for other in exact if other is not c)]
        for c in sure or exact or candidates:
            ends = c.row["decision_id"], c.row["to_document_id"], c.row["to_assignment_id"]
            yield *ends, c.evidence, c.score, "auto" if sure else "review"


def _speaks(candidate: _Candidate) -> bool:
    """Whether a candidate is worth a person's look: a shared date alone is not."""
    return candidate.number or candidate.score >= REVIEW_SCORE


def _stands_above(one: _Candidate, other: _Candidate) -> bool:
    """Whether it is clearly the liker of the two, or as like and alone has the diarienummer."""
    ahead = one.score - other.score
    if one.number == other.number:
        return ahead >= RUNNER_UP_MARGIN_SCORE
    return one.number and ahead > -RUNNER_UP_MARGIN_SCORE


def _candidate(row: Row) -> _Candidate:
    told = [row["title"], *filter(None, (row["papers"] or "").split("\n")), *_tasks(row["text"] or "")]
    same_number = _same_number(row["registration_number"], row["to_number"])
    same_day = row["to_date"] is not None and row["to_date"] == row["meeting_date"]
    return _Candidate(row, same_number, same_day, round(max(title_score(text, row["to_title"]) for text in told), 2))


def _tasks(text: str) -> list[str]:
    """What the points that give an uppdrag want done: 'Chefen får i uppdrag att se över taxan' as 'se över taxan'."""
    return [match["task"].strip(" .") for point in text.split("\n") if (match := _TASK.search(point))]


def _same_number(one: str | None, other: str | None) -> bool:
    """Whether two diarienummer name the same matter however they are punctuated: 'KS 2024/00123' and 'KS/2024:123'."""
    keys = [number_parts(number) or fold(number) for number in (one, other) if number]
    return len(keys) == 2 and keys[0] == keys[1]


def _contradicts(row: Row) -> bool:
    """Whether the decision names another period or other years than the document's."""
    told = fold(" ".join(filter(None, (row["title"], row["papers"]))))
    periods = {
        meaning
        for word, meaning in meanings("periods").items()
        if word in told and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told)
    }
    if row["to_period"] is not None and row["to_period"] != "plan" and periods and row["to_period"] not in periods:
        return True
    years = {int(year) for year in _YEAR.findall(fold(row["title"]))}
    return bool(row["to_year"] and years and not any(row["to_year"] <= year <= row["to_year_to"] for year in years))
