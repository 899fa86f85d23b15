"""How well documents are read that nobody has seen: drawn by a seed in the forms that kommuner publish in.

    python -m benchmarks.generality [--seeds 1000-1050] [--producer typst] [--form NAME] [--axis form] [--worst 10] [--keep DIR]

Prints F1 for every record kind and every value of each axis (form, kind of document, producer, table style, layout, …), and
the worst documents with their misses. What was read and is not in the gold counts against the form that stands above it
on the page. ``--keep`` writes PDF, gold and misses of each document there. ``--form`` makes documents of that form alone.
Producers that aren't installed are named and left out: the same seed is then made by another one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.extract import extract
from tests.generator import FORMS, Made, make
from tests.generator.producers import PRODUCERS, missing
from tests.scoring import Scored, Tally, found_lists, score

_PROCESSES = 2
_SHOWN_MISSES = 12


@dataclass(frozen=True)
class Read:
    """One document: what the seed drew, the tallies by form and table, the misses, and what the reading remarked."""

    seed: int
    axes: dict[str, str]
    forms: tuple[str, ...]
    tallies: dict[tuple[str, str], Tally]
    misses: tuple[str, ...]
    findings: Counter[str]
    pages: int

    @property
    def whole(self) -> Tally:
        return summed(self.tallies.values())


def summed(tallies: Sequence[Tally] | object) -> Tally:
    total = Tally()
    for tally in tallies:  # type: ignore[attr-defined]
        total.add(tally)
    return total


def read_seed(
    seed: int, producer: str | None = None, forms: Sequence[str] | None = None, keep: Path | None = None
) -> Read:
    """Makes the document of a seed, reads it and scores it."""
    made = make(seed, producer=producer, forms=forms)
    extraction = extract(made.pdf, file_name=f"generated_{seed}.pdf", source_uri=f"seed:{seed}")
    scored = score(made.gold, found_lists(extraction))
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for one in scored:
        tallies[_form_of(one, made), one.table].add(one.tally)
    misses = tuple(f"({_form_of(one, made)}) {miss}" for one in scored for miss in one.misses)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"generated_{seed}.pdf").write_bytes(made.pdf)
        gold = json.dumps(made.gold, ensure_ascii=False, indent=1)
        (keep / f"generated_{seed}.json").write_text(gold, encoding="utf-8")
        (keep / f"generated_{seed}.txt").write_text("\n".join(misses), encoding="utf-8")
    findings = Counter(f"{finding.severity} {finding.check_name}" for finding in extraction.findings)
    return Read(seed, made.axes, made.forms, dict(tallies), misses, findings, extraction.documents.pages)


def _form_of(scored: Scored, made: Made) -> str:
    """The form whose record it is; of one that is in no gold, the form that stands above it."""
    if scored.gold is not None:
        return str(scored.gold["form"])
    found = scored.found or {}
    if "page" not in found:
        return "front"
    place = (found["page"], found["bbox"].top + 2)
    above = [form for page, top, form in sorted(made.starts) if (page, top) <= place]
    return above[-1] if above else "front"


def table_of(title: str, tallies: dict[str, Tally]) -> list[str]:
    """Lines of name, fields and F1, the worst first."""
    lines = [f"\n{title}"]
    for name, tally in sorted(tallies.items(), key=lambda item: item[1].f1):
        lines.append(
            f"  {name:42} {tally.right + tally.missed:7} fields   F1 {tally.f1:6.3f}   false {tally.false:5}  missed {tally.missed:5}"
        )
    return lines


def by_axis(reads: Sequence[Read], only: str | None = None) -> list[str]:
    """F1 by record kind, by form and by each value of the other axes."""
    kinds: dict[str, Tally] = defaultdict(Tally)
    forms: dict[str, Tally] = defaultdict(Tally)
    axes: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for read in reads:
        for (form, table), tally in read.tallies.items():
            kinds[table].add(tally)
            forms[form].add(tally)
        for axis, value in read.axes.items():
            axes[axis][value].add(read.whole)
    lines = table_of("record kind", kinds) if only is None else []
    lines += table_of("form", forms) if only in (None, "form") else []
    for axis, values in axes.items():
        lines += table_of(axis, values) if only in (None, axis) else []
    return lines


def main() -> int:
    """Makes, reads, scores, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1000-1050", help="first and last seed, or one")
    parser.add_argument("--producer", choices=sorted(PRODUCERS))
    parser.add_argument("--form", choices=sorted(FORMS), action="append", help="documents of these forms alone")
    parser.add_argument("--axis", help="print this axis alone")
    parser.add_argument("--worst", type=int, default=10, help="so many of the worst documents with their misses")
    parser.add_argument("--keep", type=Path, help="folder for PDFs, gold and misses")
    options = parser.parse_args()
    for name, why in missing().items():
        print(f"without {name}: {why}")
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    one = partial(read_seed, producer=options.producer, forms=options.form, keep=options.keep)
    with ProcessPoolExecutor(_PROCESSES) as pool:
        reads = list(pool.map(one, seeds))
    print(*by_axis(reads, options.axis), sep="\n")
    for read in sorted(reads, key=lambda read: read.whole.f1)[: options.worst]:
        print(
            f"\nseed {read.seed}  F1 {read.whole.f1:.3f}  {', '.join(read.axes.values())}\n  forms: {'; '.join(read.forms)}"
        )
        print(*(f"    {miss}" for miss in read.misses[:_SHOWN_MISSES]), sep="\n")
    findings, pages = sum((read.findings for read in reads), Counter[str]()), sum(read.pages for read in reads)
    print(f"\nfindings in {len(reads)} documents of {pages} pages")
    print(
        *(f"  {name:40} {count:5}   {count / len(reads):5.1f} a document" for name, count in findings.most_common()),
        sep="\n",
    )
    total = summed([read.whole for read in reads])
    print(
        f"\neverything  F1 {total.f1:.3f}  ({total.right + total.missed} fields, {total.false} false, {total.missed} missed)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
