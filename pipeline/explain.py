"""The command ``explain``: what each block of a PDF was taken for, as text, JSON or drawn over the page."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

from extractors.document.assembly import read_document
from extractors.document.model import Document
from extractors.document.picture import page_picture
from extractors.extract import extract
from extractors.interpret.choose import readings_of
from extractors.interpret.explain import draw_readings, explain, lines_of
from extractors.pdf.reader import UnreadablePdf
from pipeline.publish import UserError

_SCALE = 2.0  # pixels a point
NOT_UNDERSTOOD = frozenset(  # as the view data_quality counts them
    {
        "nothing_read", "unread_page", "unread_part", "unread_picture", "unread_table", "unread_list",
        "unread_amounts", "unread_goals", "uncertain_values", "close_readings",
    }
)  # fmt: skip


def print_explanation(file: Path, page: int | None, out: Path | None, *, as_json: bool) -> None:
    """Print what the blocks of the page, or of all pages, were taken for; draw the page where ``out`` is given.

    Raises UserError for a file that can't be read, a page that there isn't, a picture without a page.
    """
    if out is not None and page is None:
        raise UserError("a picture shows one page: add --page N")
    try:
        data = file.read_bytes()
        document = read_document(data)
    except UnreadablePdf as error:
        raise UserError(f"{file}: {error}") from error
    if page is not None and page > document.pages:
        raise UserError(f"{file}: there is no page {page}; the last is {document.pages}")
    pages = None if page is None else frozenset({page})
    explained = explain(readings_of(document), pages)
    findings = [
        (finding.page, finding.check_name, finding.message)
        for finding in extract(data, file_name=file.name, source_uri=str(file)).findings
        if finding.check_name in NOT_UNDERSTOOD and (page is None or finding.page == page)
    ]
    if as_json:
        blocks = [dataclasses.asdict(one) for one in explained]
        unread = [dict(zip(("page", "check_name", "message"), finding, strict=True)) for finding in findings]
        json.dump({"blocks": blocks, "not_understood": unread}, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for one in explained for line in lines_of(one)))
        sys.stdout.write("".join(f"p. {at}  not understood: {message} ({name})\n" for at, name, message in findings))
        if not explained and not findings:
            sys.stdout.write("no table on the page\n" if page is not None else "no table in the document\n")
    if out is not None and page is not None:
        _draw(data, document, page, out)


def _draw(data: bytes, document: Document, page: int, out: Path) -> None:
    picture = draw_readings(page_picture(data, page, _SCALE), page, _SCALE, readings_of(document))
    try:
        picture.save(out)
    except ValueError as error:
        raise UserError(f"can't write {out}: {error}; name it .png") from error
