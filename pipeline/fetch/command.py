"""The command: sources.toml and wishes in, what came of it printed, its exit status out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.fetch.client import PoliteClient
from pipeline.fetch.plan import Report, Wishes
from pipeline.fetch.run import Watch, fetch, forget
from pipeline.fetch.sources import ConfigurationError, Source, read_sources

_DONE, _SOME_FAILED, _CONFIGURATION, _STRUCTURE = 0, 1, 2, 3


def fetch_command(
    file: Path, municipalities: Sequence[str], wishes: Wishes, *, forgotten: str | None, as_json: bool, watch: Watch
) -> int:
    """Run fetch; 0 done or nothing new, 1 some failed and the rest is stored, 2 configuration, 3 a portal changed."""
    try:
        settings, sources = read_sources(file)
        sources = _of(sources, municipalities, file)
        if forgotten is not None:
            row = forget(settings, sources, forgotten)
            sys.stdout.write(f"forgotten: {row.url}; it will not be fetched again\n")
            return _DONE
    except ConfigurationError as error:
        sys.stderr.write(f"kommunplan: {error}\n")
        return _CONFIGURATION
    client = PoliteClient(
        pause_seconds=settings.pause_seconds, timeout_seconds=settings.timeout_seconds, contact=settings.contact
    )
    reports = fetch(settings, sources, wishes, client, watch)
    if as_json:
        sys.stdout.write(json.dumps({"sources": [asdict(report) for report in reports]}, ensure_ascii=False) + "\n")
    else:
        _print(reports, dry_run=wishes.dry_run)
    return exit_status(reports)


def exit_status(reports: Sequence[Report]) -> int:
    """That of the gravest thing that happened."""
    if any(report.broken for report in reports):
        return _STRUCTURE
    return _SOME_FAILED if any(report.failed for report in reports) else _DONE


def _of(sources: list[Source], municipalities: Sequence[str], file: Path) -> list[Source]:
    wanted = [name.casefold() for name in municipalities]
    known = {source.municipality.casefold() for source in sources}
    if missing := [name for name, folded in zip(municipalities, wanted, strict=True) if folded not in known]:
        raise ConfigurationError(f"{file}: has no source of {', '.join(missing)}; check --kommun or add one")
    return [source for source in sources if not wanted or source.municipality.casefold() in wanted]


def _print(reports: Sequence[Report], *, dry_run: bool) -> None:
    for report in reports:
        for line in (*report.broken, *report.failed):
            sys.stderr.write(f"kommunplan: {line}\n")
        for name, lines in (
            ("would fetch" if dry_run else "new", report.new),
            ("changed", report.changed),
            ("gone", report.gone),
        ):
            for line in lines:
                sys.stdout.write(f"{name}  {line}\n")
        sys.stdout.write(f"{report.municipality}  {_summary(report, dry_run)}\n")


def _summary(report: Report, dry_run: bool) -> str:
    counts = {
        "listed": report.listed, "to fetch" if dry_run else "new": len(report.new), "changed": len(report.changed),
        "unchanged": report.unchanged, "gone": len(report.gone), "failed": len(report.failed),
        "given up": report.given_up, "left for the next run": report.left,
    }  # fmt: skip
    always = ("listed", "to fetch", "new", "unchanged")
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count or name in always)
