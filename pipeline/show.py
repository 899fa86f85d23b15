"""What the commands print: summary lines, tables of documents and progress, pairs to review, JSON."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.decisions import Decision
from pipeline.formulas import as_text
from pipeline.link import ReviewPair
from pipeline.matters.review import WaitingStep
from pipeline.sources import shown_address
from pipeline.store import Attempt, Row

_Item = TypeVar("_Item")

_STATUS_WORDS = {
    "not_started": ("Ej inlett", "red"),
    "in_progress": ("Pågår", "yellow"),
    "done": ("Klart", "green"),
    "delayed": ("Försenat", "magenta"),
    "paused": ("Pausat", "blue"),
    "cancelled": ("Avbrutet", "bright_black"),
}
_PERIODS = {"plan": "Plan", "t1": "T1", "t2": "T2", "t3": "T3"}
_CHANGES = ("completed", "advanced", "regressed", "new", "dropped", None, "unchanged", "still_done", "still_cancelled")
_CHANGES_AT_REST = (None, "unchanged", "still_done", "still_cancelled")
_COUNTED = {
    "pages": "page", "tables": "table", "goals": "goal", "activities": "activity", "indicators": "indicator",
    "budget_lines": "budget line", "assignments": "assignment", "decisions": "decision",
}  # fmt: skip
_COUNTED_ALWAYS = ("pages", "tables", "goals", "activities")
_SEVERITIES = ("error", "warning", "info")
_SEVERITY_COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}
_WIDTH_WITHOUT_TERMINAL = 160


def with_progress_bar(step: str, total: int, items: Iterable[_Item], /) -> Iterator[_Item]:
    """The items, with a bar on standard error: how many, how fast, how long still; none where that is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _RateColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(items, total, description=step)


class _RateColumn(ProgressColumn):
    """Files per second."""

    def render(self, task: Task) -> Text:
        return Text("" if task.speed is None else f"{task.speed:.1f}/s")


def print_failures(attempts: Sequence[Attempt]) -> None:
    """A line on standard error for each file that couldn't be read: file, cause, remedy."""
    for attempt in attempts:
        if attempt.outcome == "failed":
            sys.stderr.write(f"kommunplan: {shown_address(attempt.source_uri)}: {attempt.error}\n")


def print_ingested(attempts: Sequence[Attempt], documents: Sequence[Row], database: str | Path) -> None:
    """A line for each document that was read, and one for the whole run."""
    known = {document["document_id"]: document for document in documents}
    for attempt in attempts:
        if attempt.outcome in ("ingested", "replaced") and attempt.document_id is not None:
            sys.stdout.write(f"{_summary(known[attempt.document_id])}\n")
    outcomes = Counter(attempt.outcome for attempt in attempts)
    if set(outcomes) == {"unchanged"}:
        sys.stdout.write(f"nothing new: {_counted(len(attempts), 'document')} unchanged\n")
    else:
        parts = ", ".join(f"{outcomes[o]} {o}" for o in ("ingested", "replaced", "unchanged", "failed") if outcomes[o])
        sys.stdout.write(f"{_counted(len(attempts), 'document')}: {parts}; published {database}\n")


def print_json(content: dict[str, list[Row]]) -> None:
    """The content for programs; dates and times as ISO 8601."""
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2, default=_as_iso)
    sys.stdout.write("\n")


def print_csv(content: Sequence[Row], columns: Sequence[str]) -> None:
    """The rows under a header, for spreadsheets; empty cells where there is nothing."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: as_text(value) for name, value in row.items()} for row in content)


def print_findings(findings: Sequence[Row]) -> None:
    """A table per document: the gravest findings first, each with its page and what would have agreed."""
    console = _console()
    for file_name, group in groupby(findings, key=lambda row: row["file_name"]):
        rows = list(group)
        console.print(_findings_table(str(file_name or "–"), rows))
        sums = Counter(row["severity"] for row in rows)
        console.print(", ".join(_severities({s: sums[s] for s in _SEVERITIES})), highlight=False)
    if not findings:
        sys.stdout.write("no findings\n")


def print_words(words: Sequence[Row], columns: Sequence[str]) -> None:
    """A table of words or vocabulary files, numbers to the right; a line where there is none."""
    table = Table(box=SIMPLE_HEAD)
    for column in columns:
        number = all(isinstance(row[column], int) for row in words)
        table.add_column(column.replace("_", " ").capitalize(), justify="right" if number else "left", overflow="fold")
    for row in words:
        table.add_row(*(Text("–" if row[column] is None else str(row[column])) for column in columns))
    if words:
        _console().print(table)
    else:
        sys.stdout.write("no word is missing\n")


def print_documents(documents: Sequence[Row]) -> None:
    """A table of what the database holds, and of what in it was not understood."""
    table = Table(title=_counted(len(documents), "document"), box=SIMPLE_HEAD, title_justify="left")
    for name in ("Kommun", "Committee", "Type", "Year", "Period"):
        table.add_column(name, overflow="fold")
    table.add_column("Pages", justify="right")
    table.add_column("Activities", justify="right")
    table.add_column("Findings")
    table.add_column("Not understood", overflow="fold")
    for d in documents:
        texts = (
            d["municipality"],
            d["committee"],
            d["document_type"] if d["superseded_by"] is None else f"{d['document_type']} (superseded)",
            _years(d),
            d["period"],
            d["pages"],
            d["activities"],
        )
        findings = (_findings(d) or "none", d["not_understood_where"] or "nothing")
        table.add_row(*(Text("–" if text is None else str(text)) for text in texts), *map(Text, findings))
    _console().print(table)


def print_progress(progress: Sequence[Row]) -> None:
    """A table per municipality, committee and year: what changed first, each status with its page, and the sums."""
    console = _console()
    for (municipality, committee, year), group in groupby(
        progress, key=lambda row: (row["municipality"], row["committee"], row["year"])
    ):
        rows = sorted(group, key=lambda row: _CHANGES.index(row["change"]))
        if all(row["change"] is None for row in rows):
            continue  # one document alone: nothing to follow yet
        title = " · ".join(str(part) for part in (municipality, committee, year) if part is not None)
        console.print(_progress_table(title, rows))
        sums = Counter(row["change"] for row in rows)
        console.print(
            ", ".join(f"{sums[c]} {_change(c) or 'without comparison'}" for c in _CHANGES if sums[c]), highlight=False
        )


def print_comparison(comparison: Sequence[Row]) -> None:
    """Kommuner side by side, a row per municipality, committee and year; nothing for a single one."""
    if len({row["municipality"] for row in comparison}) < 2:
        return
    table = Table(title="Comparison", title_justify="left", box=SIMPLE_HEAD)
    for heading in ("Kommun", "Committee", "Year"):
        table.add_column(heading)
    for heading in ("Activities", "Done", "Goals", "Indicators", "Met", "Net budget, mkr", "SEK per inhabitant"):
        table.add_column(heading, justify="right")
    for row in comparison:
        net, each = row["net_budget_sek"], row["net_budget_per_inhabitant_sek"]
        table.add_row(
            row["municipality"], row["committee"] or "–", str(row["year"]), str(row["activities"]),
            _share(row["share_done"]), str(row["goals"]), str(row["indicators"]), _share(row["share_indicators_met"]),
            row["net_budget_reason"].replace("_", " ") if net is None else f"{net / 1e6:.1f}",
            "–" if each is None else f"{each:.0f}",
        )  # fmt: skip
    _console().print(table)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def print_waiting(pairs: Sequence[ReviewPair]) -> None:
    """The links that wait for a decision, with the ids that --accept and --reject take."""
    sys.stdout.write(f"{_counted(len(pairs), 'pair') if pairs else 'no pair'} waiting for a decision\n")
    for pair in pairs:
        sys.stdout.write(
            f"\n{pair.from_activity_id} {pair.to_activity_id}  score {pair.score:.0f}\n"
            f"  {pair.from_title} ({pair.from_file}, p. {pair.from_page})\n"
            f"  {pair.to_title} ({pair.to_file}, p. {pair.to_page})\n"
        )


def print_waiting_steps(steps: Sequence[WaitingStep]) -> None:
    """The steps that may be of a matter, with the ids that --accept and --reject take; none, nothing."""
    if steps:
        sys.stdout.write(f"\n{_counted(len(steps), 'step')} of matters waiting for a decision\n")
    for step in steps:
        score = "" if step.score is None else f"  score {step.score:.0f}"
        sys.stdout.write(
            f"\n{step.step_id} {step.matter_id}{score}  {step.evidence}\n"
            f"  {step.step} ({step.file_name}, p. {step.page})\n"
            f"  {step.matter}\n"
        )


def print_what_waits(links: int, steps: int) -> None:
    """How much waits for a person's decision; nothing where nothing does."""
    counts = ((links, "link", "activities"), (steps, "step", "matters"))
    waiting = [f"{_counted(count, noun)} of {whole}" for count, noun, whole in counts if count]
    if waiting:
        sys.stdout.write(f"waiting for a decision: {', '.join(waiting)}; list them with 'kommunplan review'\n")


def print_unmatched(decisions: Sequence[Decision], file_names: dict[str, str], named: str, file: Path) -> None:
    """Decisions of the file that have no effect any more, as what they name (an activity, a step) is read otherwise by
    now; none, nothing."""
    if not decisions:
        return
    sys.stdout.write(
        f"\n{_counted(len(decisions), 'decision')} without effect: no such {named} is read on that page any more;"
        f" decide anew, or take the line out of {file.name}\n"
    )
    for decision in decisions:
        sys.stdout.write(f"\n{decision.decision} {decision.decided_on}\n")
        for key in (decision.earlier, decision.later):
            sys.stdout.write(f"  {key.title} ({file_names.get(key.sha256, key.sha256[:16])}, p. {key.page})\n")


def _progress_table(title: str, rows: Sequence[Row]) -> Table:
    periods = [p for p in _PERIODS if any(row[f"page_{p}"] is not None for row in rows)]
    table = Table(title=Text(title, "bold"), box=SIMPLE_HEAD, title_justify="left")
    table.add_column("Change", no_wrap=True)
    table.add_column("Activity", overflow="fold")
    table.add_column("Responsible", overflow="fold")
    for period in periods:
        table.add_column(_PERIODS[period], no_wrap=True)
    for at_rest, part in groupby(rows, key=lambda row: row["change"] in _CHANGES_AT_REST):
        for row in part:
            table.add_row(
                Text(_change(row["change"]) or "–", "" if at_rest else "bold"),
                Text(row["title"]),
                Text(row["responsible"] or ""),
                *(_observation(row, period) for period in periods),
            )
        table.add_section()
    return table


def _change(change: str | None) -> str:
    return (change or "").replace("_", " ")


def _observation(row: Row, period: str) -> Text:
    page, status, status_text = (row[f"{field}_{period}"] for field in ("page", "status", "status_text"))
    if page is None:
        return Text("–")
    word, colour = _STATUS_WORDS.get(status, (status_text or "–", ""))
    return Text.assemble((word, colour), (f" p. {page}", "dim"))


def _summary(document: Row) -> str:
    kind = [document["document_type"], None if document["period"] == "plan" else document["period"], _years(document)]
    counts = [
        _counted(document[column], noun)
        for column, noun in _COUNTED.items()
        if document[column] or column in _COUNTED_ALWAYS
    ]
    parts = [
        document["municipality"] or "unknown kommun",
        document["committee"],
        " ".join(str(part) for part in kind if part),
        ", ".join([*counts, *filter(None, [_findings(document)])]),
    ]
    return f"{document['file_name']}  {' · '.join(part for part in parts if part)}"


def _findings(document: Row) -> str:
    return ", ".join(_severities({severity: document[f"findings_{severity}"] for severity in _SEVERITIES}))


def _severities(counts: dict[str, int]) -> list[str]:
    return [f"{n} info" if severity == "info" else _counted(n, severity) for severity, n in counts.items() if n]


def _findings_table(title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=Text(title, "bold"), box=SIMPLE_HEAD, title_justify="left")
    for name in ("Severity", "Check", "Page", "Label", "Column", "Stated", "Expected"):
        table.add_column(name, overflow="fold", justify="right" if name in ("Stated", "Expected") else "left")
    for row in rows:
        label = row["label"] if row["stated"] is not None or row["expected"] is not None else row["message"]
        texts = (row["page"], label, row["column_text"], row["stated"], row["expected"])
        colour = _SEVERITY_COLOURS.get(row["severity"], "")
        cells = (Text("" if text is None else str(text)) for text in texts)
        table.add_row(Text(row["severity"], colour), Text(row["check_name"]), *cells)
    return table


def _years(document: Row) -> str | None:
    first, last = document["year"], document["year_to"]
    return None if first is None else str(first) if last in (None, first) else f"{first}–{last}"


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number} {noun}s"


def _console() -> Console:
    """As wide as the terminal; wide enough for the tables where the output goes into a file or program."""
    narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if narrow else _WIDTH_WITHOUT_TERMINAL, highlight=False)


def _as_iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
