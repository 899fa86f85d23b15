"""How surely activities are followed through chains of documents that reword, split, merge, drop and add them.

    python -m benchmarks.links [--chains 40] [--first 1] [--final] [--misses]

Chains are drawn by seed (tests/generator/chains.py). ``--final`` takes the half of the words that no one looks at
while developing. Of each degree of rewording it prints how many pairs are linked by themselves (auto) and how many
counting those that wait for a person (auto or review); of each kind of near relation how many were taken for the same.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.link import link
from pipeline.store import create_views, migrate
from tests.generator.chains import DEGREES, PERIODS, YEAR, Chain, chain

_NO_DECISIONS = Path("no such folder/link_decisions.csv")


@dataclass
class Figures:
    """Counts over chains. ``pairs``, ``auto`` and ``review`` by what became of a row; ``met`` and ``taken`` by trap."""

    pairs: Counter[str] = field(default_factory=Counter)
    auto: Counter[str] = field(default_factory=Counter)
    review: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    wrong_reviews: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the links made without a person, the share that is right."""
        right = self.auto.total()
        return right / (right + self.wrong) if right + self.wrong else 1.0

    def recall(self, *degrees: str, with_reviews: bool = False) -> float:
        """The share of the pairs of these degrees, or of all, that is linked."""
        kinds = degrees or tuple(self.pairs)
        found = sum(self.auto[k] + (self.review[k] if with_reviews else 0) for k in kinds)
        return found / max(sum(self.pairs[k] for k in kinds), 1)


def measured(chains: Iterable[Chain]) -> Figures:
    """Link the chains, each as a kommun of its own, and count."""
    figures = Figures()
    drawn = list(chains)
    with stored(drawn) as con:
        link(con, _NO_DECISIONS)
        found = {
            (a, b): decision
            for a, b, decision in con.execute(
                "SELECT from_activity_id, to_activity_id, decision FROM activity_links"
            ).fetchall()
        }
    for one in drawn:
        for step in range(len(one.links)):
            _count(one, step, found, figures)
    return figures


def _count(one: Chain, step: int, found: dict[tuple[str, str], str], figures: Figures) -> None:
    earlier, later = one.documents[step], one.documents[step + 1]
    for i, a in enumerate(earlier):
        for j, b in enumerate(later):
            decision = found.get((f"{one.seed}/{step}/{i}", f"{one.seed}/{step + 1}/{j}"))
            degree = one.links[step].get((i, j))
            trap = one.relatives.get(frozenset((a.identity, b.identity)))
            if degree is not None:
                figures.pairs[degree] += 1
                figures.auto[degree] += decision == "auto"
                figures.review[degree] += decision == "review"
            else:
                figures.wrong += decision == "auto"
                figures.wrong_reviews += decision == "review"
                figures.met[trap or "none"] += 1
                figures.taken[trap or "none"] += decision == "auto"
                figures.waiting[trap or "none"] += decision == "review"
            if (decision == "auto") != (degree is not None):
                what = f"seed {one.seed} step {step} {degree or f'WRONG ({trap})':18} {decision!s:7}"
                figures.misses.append(f"{what} {a.title} → {b.title} [{b.comment or ''}]")


def stored(chains: Iterable[Chain]) -> duckdb.DuckDBPyConnection:
    """A database in memory with a kommun per chain; ids are ``seed/document/row``."""
    con = duckdb.connect()
    migrate(con, Path(":memory:"))
    create_views(con)
    for one in chains:
        _insert(con, "documents", _documents(one))
        _insert(con, "goals", _goals(one))
        _insert(con, "activities", _activities(one))
    return con


def _insert(con: duckdb.DuckDBPyConnection, table: str, found: Iterator[dict[str, object]]) -> None:
    rows = list(found)
    columns = ", ".join(f"unnest(?) AS {name}" for name in rows[0]) if rows else ""
    if rows:
        con.execute(f"INSERT INTO {table} BY NAME SELECT {columns}", [[r[name] for r in rows] for name in rows[0]])


def _documents(one: Chain) -> Iterator[dict[str, object]]:
    for n, period in enumerate(PERIODS):
        year = YEAR + (n == len(PERIODS) - 1)
        yield {
            "document_id": f"{one.seed}/{n}", "sha256": f"{one.seed:060}{n:04}", "file_name": f"{one.seed}-{n}.pdf",
            "source_uri": "made", "municipality_code": str(one.seed), "committee": one.board,
            "document_type": "uppföljning", "year": year, "year_to": year, "period": period, "pages": 1,
            "text_source": "embedded", "tagged": False, "parser_version": "1", "ingested_at": "2031-01-01",
        }  # fmt: skip


def _goals(one: Chain) -> Iterator[dict[str, object]]:
    for n, texts in enumerate(one.goals):
        for number, text in enumerate(texts):
            yield {
                "goal_id": f"{one.seed}/{n}/g{number}", "document_id": f"{one.seed}/{n}", "level": "nämnd",
                "number": number + 1, "text": text, "page": 1,
            }  # fmt: skip


def _activities(one: Chain) -> Iterator[dict[str, object]]:
    for n, rows in enumerate(one.documents):
        for place, row in enumerate(rows):
            yield {
                "activity_id": f"{one.seed}/{n}/{place}", "document_id": f"{one.seed}/{n}",
                "goal_id": None if row.goal is None else f"{one.seed}/{n}/g{row.goal}", "row": place + 1,
                "title": row.title, "responsible": row.responsible, "due_on": row.due_on, "status": row.status,
                "comment": row.comment, "page": 1,
            }  # fmt: skip


def report(figures: Figures) -> Iterator[str]:
    """The figures as lines."""
    yield f"{'':16} pairs   auto  with reviews"
    for degree in ("unchanged", *DEGREES, "split", "merge"):
        recalls = figures.recall(degree), figures.recall(degree, with_reviews=True)
        yield f"{degree:16} {figures.pairs[degree]:5}  {recalls[0]:.3f}  {recalls[1]:.3f}"
    whole = figures.recall(), figures.recall(with_reviews=True)
    yield f"{'all':16} {figures.pairs.total():5}  {whole[0]:.3f}  {whole[1]:.3f}"
    plain = ("unchanged", *DEGREES)
    one_to_one = figures.recall(*plain), figures.recall(*plain, with_reviews=True)
    yield f"{'one to one':16} {sum(figures.pairs[k] for k in plain):5}  {one_to_one[0]:.3f}  {one_to_one[1]:.3f}"
    reviews = f"{figures.wrong_reviews} reviews of what is not the same"
    yield f"precision {figures.precision:.4f}, {figures.wrong} wrong; {reviews}"
    yield f"{'near relation':16} met   auto  review"
    for trap in sorted(figures.met):
        yield f"{trap:16} {figures.met[trap]:5} {figures.taken[trap]:5} {figures.waiting[trap]:5}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--chains", type=int, default=40)
    parser.add_argument("--first", type=int, default=1, help="seed of the first chain")
    parser.add_argument("--final", action="store_true", help="the words that are kept for the final figure")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    options = parser.parse_args()
    drawn = [chain(seed, final=options.final) for seed in range(options.first, options.first + options.chains)]
    start = time.perf_counter()
    figures = measured(drawn)
    print("\n".join([*figures.misses] * options.misses + list(report(figures))))
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
