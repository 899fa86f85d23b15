"""How well documents are read that nobody has seen: drawn by a seed in the forms that kommuner publish in.

    python -m benchmarks.generality [--seeds 1000-1050] [--producer typst] [--form NAME] [--axis form] [--keep DIR]

Prints F1 for every record kind and every value of each axis (form, kind of document, producer, table style, layout,
wording, …), and the worst documents with their misses. What was read and is not in the gold counts against the form
that stands above it on the page. ``--keep`` writes PDF, gold and misses of each document there, ``--form`` makes
documents of that form alone.
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
_SHOWN_WORDINGS = 25
_LEAST_FIELDS = 40  # of a wording's forms, to be worth a line


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
    worded: tuple[tuple[str, str], ...]

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
    return Read(seed, made.axes, made.forms, dict(tallies), misses, findings, extraction.documents.pages, made.worded)


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
        fields, wrong = tally.right + tally.missed, f"false {tally.false:5}  missed {tally.missed:5}"
        lines.append(f"  {name:42} {fields:7} fields   F1 {tally.f1:6.3f}   {wrong}")
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


def by_wording(reads: Sequence[Read]) -> list[str]:
    """F1 of the forms in which a heading was worded so, for those that are read worst beside the form's others."""
    forms, worded = defaultdict(Tally), defaultdict(Tally)
    held: dict[str, set[str]] = defaultdict(set)
    for read in reads:
        own: dict[str, Tally] = defaultdict(Tally)
        for (form, _table), tally in read.tallies.items():
            own[form].add(tally)
            forms[form].add(tally)
        for form, word in set(read.worded):
            worded[word].add(own[form])
            held[word].add(form)
    enough = {word: tally for word, tally in worded.items() if tally.right + tally.missed >= _LEAST_FIELDS}
    lacks = {word: max(forms[form].f1 for form in held[word]) - tally.f1 for word, tally in enough.items()}
    worst = sorted(lacks, key=lambda word: -lacks[word])[:_SHOWN_WORDINGS]
    return table_of("wording (worst beside the others of its form)", {word: worded[word] for word in worst})


def worst_documents(reads: Sequence[Read], count: int) -> list[str]:
    """What the worst were made of, and their first misses."""
    lines = []
    for read in sorted(reads, key=lambda read: read.whole.f1)[:count]:
        lines.append(f"\nseed {read.seed}  F1 {read.whole.f1:.3f}  {', '.join(read.axes.values())}")
        lines.append(f"  forms: {'; '.join(read.forms)}")
        lines += [f"    {miss}" for miss in read.misses[:_SHOWN_MISSES]]
    return lines


def findings_of(reads: Sequence[Read]) -> list[str]:
    """How often the reading warned, so that its alarms can be judged."""
    findings, pages = sum((read.findings for read in reads), Counter[str]()), sum(read.pages for read in reads)
    lines = [f"\nfindings in {len(reads)} documents of {pages} pages"]
    return lines + [f"  {name:40} {n:5}   {n / len(reads):5.1f} a document" for name, n in findings.most_common()]


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
    if options.axis in (None, "wording"):
        print(*by_wording(reads), sep="\n")
    print(*worst_documents(reads, options.worst), *findings_of(reads), sep="\n")
    total = summed([read.whole for read in reads])
    counts = f"{total.right + total.missed} fields, {total.false} false, {total.missed} missed"
    print(f"\neverything  F1 {total.f1:.3f}  ({counts})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
