"""The commands. Each imports what it needs when it runs, so that help costs nothing."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.limits import LIMITS, Limits
from pipeline.publish import UserError

Command = Callable[[argparse.Namespace], int]

_DATABASE = Path("data/curated/kommunplan.duckdb")
_RAW = Path("data/raw")
_SOURCES = Path("sources.toml")
_PORT = 8290
_BROKEN_PIPE_STATUS = 141
_INTERRUPTED_STATUS = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit status. Errors for the user go to standard error, one line each."""
    options = _parser().parse_args(argv)
    try:
        status: int = options.command(options)
        sys.stdout.flush()
    except UserError as error:
        sys.stderr.write(f"kommunplan: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("kommunplan: interrupted; nothing was published, what was read is kept for the next run\n")
        return _INTERRUPTED_STATUS
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE_STATUS
    except OSError as error:
        sys.stderr.write(f"kommunplan: {error.filename}: {error.strerror}; check permissions and free space\n")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kommunplan",
        description="Read Swedish municipal plans and follow-ups (PDF) into one DuckDB file, and follow each activity.",
        epilog="example: kommunplan ingest data/raw && kommunplan status",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    ingest = _command(
        commands, "ingest", _ingest, "read what is new, link, check and publish", "ingest reports/2024", str
    )
    ingest.add_argument(
        "paths",
        nargs="*",
        default=[_RAW],
        metavar="PATH",
        help=f"PDF file, folder, or address of one such as s3://BUCKET/FOLDER (default: {_RAW})",
    )
    place = ingest.add_mutually_exclusive_group()
    place.add_argument("--workers", type=_positive, metavar="N", help="worker processes (default: one per core)")
    place.add_argument("--dask", metavar="ADDRESS", help="read on the workers of this Dask scheduler (tcp://HOST:8786)")
    ingest.add_argument(
        "--time-limit",
        type=_positive,
        default=LIMITS.seconds,
        metavar="SECONDS",
        help="per document (default: %(default)s)",
    )
    ingest.add_argument(
        "--memory-limit",
        type=_positive,
        default=LIMITS.megabytes,
        metavar="MB",
        help="per document (default: %(default)s)",
    )
    ingest.add_argument(
        "--whole", action="store_true", help="link and check all documents anew, not only what is new; gives the same"
    )
    ingest.add_argument(
        "--parquet", metavar="FOLDER", help="write the tables as a Parquet dataset too, to a folder or an address"
    )
    ingest.add_argument(
        "--keep-personal-numbers", action="store_true",
        help="store personal identity numbers (personnummer) as printed; else each of their digits is an X",
    )  # fmt: skip
    fetch = _command(
        commands, "fetch", _fetch, "get what kommuner have published since the last time", "fetch --dry-run"
    )
    fetch.add_argument(
        "--sources", type=Path, default=_SOURCES, metavar="FILE", help="what to fetch from where (default: %(default)s)"
    )
    fetch.add_argument("--kommun", action="append", default=[], metavar="NAME", help="only this one; may be repeated")
    fetch.add_argument(
        "--since", type=_day, metavar="DATE", help="meetings of this day or later (a date such as 2025-01-31)"
    )
    fetch.add_argument("--dry-run", action="store_true", help="read the listings and say what would be fetched")
    fetch.add_argument("--recheck", action="store_true", help="ask also for files that are here, whether they changed")
    fetch.add_argument(
        "--accept-fewer", action="store_true", help="a listing with under half of the meetings known is right"
    )
    fetch.add_argument("--forget", metavar="KEY", help="delete the file with this source_key and never fetch it again")
    fetch.add_argument("--json", action="store_true", help="print JSON for programs")
    status = _command(commands, "status", _status, "show documents and progress of activities", "status --json")
    status.add_argument("--json", action="store_true", help="print JSON for programs")
    findings = _command(
        commands, "findings", _findings, "list where documents contradict themselves or could not be read",
        "findings --csv > findings.csv",
    )  # fmt: skip
    form = findings.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON for programs")
    form.add_argument("--csv", action="store_true", help="print CSV for spreadsheets")
    vocabulary = _command(
        commands, "vocabulary", _vocabulary, "list the words that documents print and the program doesn't know",
        "vocabulary --missing --csv > words.csv",
    )  # fmt: skip
    vocabulary.add_argument("--missing", action="store_true", help="the unknown words of all documents, not the files")
    form = vocabulary.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON for programs")
    form.add_argument("--csv", action="store_true", help="print CSV for spreadsheets")
    review = _command(
        commands, "review", _review, "list doubtful links between activities and steps of matters, or decide one",
        "review --accept 0123456789abcdef-a7 fedcba9876543210-a9",
    )  # fmt: skip
    decision = review.add_mutually_exclusive_group()
    decision.add_argument(
        "--accept", nargs=2, metavar=("FROM", "TO"), help="the two are the same activity, or the step is of the matter"
    )
    decision.add_argument(
        "--reject",
        nargs=2,
        metavar=("FROM", "TO"),
        help="they are different activities, or the step is of another matter",
    )
    decision.add_argument("--join", nargs=2, metavar=("MATTER", "MATTER"), help="the two are one matter")
    decision.add_argument("--part", metavar="STEP", help="the step is not of the matter that it was put in")
    shown = _command(
        commands, "show", _show, "show where a record stands, and the piece of the page it was read from",
        "show 0123456789abcdef-a7 --out page.png",
    )  # fmt: skip
    shown.add_argument(
        "id", metavar="ID", help="of any record, its field (ID.comment), a table row (TABLE-r5) or cell (TABLE-r5c2)"
    )
    shown.add_argument("--out", type=Path, metavar="FILE.png", help="the picture to write")
    explained = _command(
        commands, "explain", _explain, "show what each table of a PDF was taken for, and why",
        "explain plan.pdf --page 3 --out page.png",
    )  # fmt: skip
    explained.add_argument("file", type=Path, metavar="FILE.pdf", help="the document; nothing is stored")
    explained.add_argument("--page", type=_positive, metavar="N", help="only this page (default: all)")
    explained.add_argument("--out", type=Path, metavar="FILE.png", help="the page with its blocks drawn over it")
    explained.add_argument("--json", action="store_true", help="print JSON for programs")
    desk = _command(
        commands, "desk", _desk, "open the pages for analysts, in a browser on this machine", "desk --port 8000"
    )
    desk.add_argument("--port", type=_positive, default=_PORT, metavar="N", help="on 127.0.0.1 (default: %(default)s)")
    desk.add_argument("--no-browser", action="store_true", help="only serve the pages")
    sql = _command(
        commands, "sql", _sql, "ask the database; it is only read", "sql \"FROM find('ekonomi')\" --csv > found.csv"
    )
    asked = sql.add_mutually_exclusive_group(required=True)
    asked.add_argument("query", nargs="?", metavar="QUERY", help="one SQL statement that reads")
    asked.add_argument("--explain-schema", action="store_true", help="print views, macros, tables, columns, comments")
    form = sql.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON for programs")
    form.add_argument("--csv", action="store_true", help="print CSV for programs")
    export = _command(
        commands, "export", _export, "write all views and tables for other tools", "export --format xlsx out"
    )
    export.add_argument("folder", type=Path, metavar="DIR", help="where the files go; it is made if need be")
    export.add_argument("--format", required=True, choices=("parquet", "csv", "xlsx", "json"), help="of the files")
    export.add_argument(
        "--publisher", type=Path, metavar="FILE", help="a TOML file that names who publishes, for DCAT-AP-SE metadata"
    )
    return parser


def _command(
    commands: Any, name: str, run: Command, description: str, example: str, database: Callable[[str], object] = Path
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=description, description=f"{description[0].upper()}{description[1:]}.",
        epilog=f"example: kommunplan {example}",
    )  # fmt: skip
    parser.add_argument(
        "--database", type=database, default=_DATABASE, metavar="FILE", help="the DuckDB file (default: %(default)s)"
    )
    parser.set_defaults(command=run)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2025-01-31") from error


def _fetch(options: argparse.Namespace) -> int:
    from pipeline import show

    try:
        from pipeline.fetch.command import fetch_command
        from pipeline.fetch.plan import Wishes
    except ImportError as error:
        sys.stderr.write(f"kommunplan: fetch needs {error.name}; pip install 'kommunplan[fetch]'\n")
        return 2
    wishes = Wishes(options.since, options.dry_run, options.recheck, options.accept_fewer)
    return fetch_command(
        options.sources, options.kommun, wishes,
        forgotten=options.forget, as_json=options.json, watch=show.with_progress_bar,
    )  # fmt: skip


def _ingest(options: argparse.Namespace) -> int:
    from extractors.extract import parser_version
    from pipeline import show, store
    from pipeline.dataset import write_dataset
    from pipeline.ingest import Interrupted, ingest
    from pipeline.readers import read_pdf, read_pdf_with_personal_numbers
    from pipeline.targets import local_database

    limits = Limits(options.time_limit, options.memory_limit)
    kept = options.keep_personal_numbers
    left = 0
    with local_database(options.database) as database:
        try:
            attempts = ingest(
                options.paths,
                database,
                read=read_pdf_with_personal_numbers if kept else read_pdf,
                parser_version=parser_version(keep_personal_numbers=kept),
                workers=options.workers,
                dask=options.dask,
                limits=limits,
                watch=show.with_progress_bar,
                whole=options.whole,
            )
        except Interrupted as interrupted:
            attempts, left = interrupted.attempts, interrupted.left
    if options.parquet is not None:
        write_dataset(database, options.parquet)
    show.print_failures(attempts)
    with store.reading(database) as con:
        show.print_ingested(attempts, store.documents(con), options.database)
    if left:
        sys.stderr.write(f"kommunplan: interrupted; files left for the next run: {left}\n")
        return _INTERRUPTED_STATUS
    return 1 if any(attempt.outcome == "failed" for attempt in attempts) else 0


def _status(options: argparse.Namespace) -> int:
    from pipeline import link, show, store
    from pipeline.matters.review import waiting_steps

    with store.reading(options.database) as con:
        documents, progress, comparison = store.documents(con), store.progress(con), store.comparison(con)
        waiting = {"links": len(link.waiting(con)), "steps": len(waiting_steps(con))}
    if options.json:
        show.print_json({"documents": documents, "progress": progress, "comparison": comparison, "waiting": [waiting]})
    else:
        show.print_documents(documents)
        show.print_progress(progress)
        show.print_comparison(comparison)
        show.print_what_waits(**waiting)
    return 0


def _findings(options: argparse.Namespace) -> int:
    from pipeline import show, store

    with store.reading(options.database) as con:
        found = store.findings(con)
    if options.json:
        show.print_json({"findings": found})
    elif options.csv:
        show.print_csv(found, store.FINDING_COLUMNS)
    else:
        show.print_findings(found)
    return 0


def _vocabulary(options: argparse.Namespace) -> int:
    from pipeline import show, store
    from pipeline.vocabulary import HELD_COLUMNS, MISSING_COLUMNS, held_words, missing_words

    words, columns = held_words(), HELD_COLUMNS
    if options.missing:
        with store.reading(options.database) as con:
            words, columns = missing_words(con), MISSING_COLUMNS
    if options.json:
        show.print_json({"words": words})
    elif options.csv:
        show.print_csv(words, columns)
    else:
        show.print_words(words, columns)
    return 0


def _review(options: argparse.Namespace) -> int:
    from pipeline import link, show, store
    from pipeline.ingest import decide, decide_matter, decisions_file, matter_decisions_file
    from pipeline.matters.review import is_of_matters, unmatched_steps, waiting_steps

    pair = options.accept or options.reject
    if options.join or options.part:
        decide_matter(options.database, "joined" if options.join else "parted", *(options.join or (options.part, None)))
    elif pair and is_of_matters(pair[0]):
        decide_matter(options.database, "confirmed" if options.accept else "rejected", *pair)
    elif pair:
        decide(options.database, *pair, accepted=options.accept is not None)
    with store.reading(options.database) as con:
        show.print_waiting(link.waiting(con))
        show.print_waiting_steps(waiting_steps(con))
        names, links, steps = (
            store.file_names(con),
            decisions_file(options.database),
            matter_decisions_file(options.database),
        )
        show.print_unmatched(link.unmatched_decisions(con, links), names, "activity", links)
        show.print_unmatched(unmatched_steps(con, steps), names, "step", steps)
    return 0


def _show(options: argparse.Namespace) -> int:
    from pipeline import answers, store
    from pipeline.evidence import piece_of, place_of, source_of, write_piece

    with store.reading(options.database) as con:
        place = place_of(con, options.id)
        file_name, data = source_of(con, place.document_id)
    if options.out is not None:
        write_piece(piece_of(place, data), options.out)
    answers.print_place(place, file_name, options.out)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from pipeline.explain import print_explanation

    print_explanation(options.file, options.page, options.out, as_json=options.json)
    return 0


def _desk(options: argparse.Namespace) -> int:
    from pipeline import store
    from pipeline.desk.server import serve

    store.require_published(options.database)
    serve(options.database, options.port, browse=not options.no_browser)


def _sql(options: argparse.Namespace) -> int:
    from pipeline import answers, show, store
    from pipeline.catalogue import macros, relations
    from pipeline.query import ask

    with store.reading(options.database) as con:
        if options.query is not None:
            answer = ask(con, options.query)
            shown = answers.print_answer_json if options.json else answers.print_answer_csv
            (shown if options.json or options.csv else answers.print_answer)(answer)
            return 0
        schema = relations(con), macros(con)
    rows = answers.schema_rows(*schema)
    if options.json:
        show.print_json({"schema": rows})
    elif options.csv:
        show.print_csv(rows, answers.SCHEMA_COLUMNS)
    else:
        answers.print_schema(*schema)
    return 0


def _export(options: argparse.Namespace) -> int:
    from pipeline import answers, store
    from pipeline.export import export
    from pipeline.metadata import read_publisher

    publisher = None if options.publisher is None else read_publisher(options.publisher)
    with store.reading(options.database) as con:
        answers.print_exported(export(con, options.folder, options.format, publisher), options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
