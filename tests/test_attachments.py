"""PDFs inside PDFs are documents of their own; what else is attached, and forms that only Adobe draws, are told."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extractors.extract import extract
from pipeline import store
from pipeline.evidence import piece_of, place_of, source_of
from pipeline.ingest import ingest
from tests.pdf_making import altered, make_pdf, text_page
from tests.sibling_pages import ACTIVITIES, page_pdf, read_page

COVER = make_pdf(text_page((60, 700, "Handlingar till nämnden"), (60, 660, "Öppna bilagorna för att läsa dem.")))
REVIEW = make_pdf(text_page((60, 700, "Plan för granskning"), (60, 660, "Nämnden granskar sina avtal under våren.")))


def with_attached(data: bytes, files: dict[str, bytes], *, portfolio: bool = False) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for name, content in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        if portfolio:
            pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)

    return altered(data, change)


def documents(database: Path) -> dict[str, str]:
    with store.reading(database) as con:
        return dict(con.execute("SELECT file_name, document_id FROM documents").fetchall())


def test_each_pdf_of_a_portfolio_is_read_as_a_document_of_its_own(tmp_path: Path, database: Path) -> None:
    files = {"Uppföljning T2.pdf": page_pdf(), "plan.pdf": REVIEW, "lista.txt": "Närvarande".encode()}
    (tmp_path / "handlingar.pdf").write_bytes(with_attached(COVER, files, portfolio=True))
    attempts = ingest([tmp_path], database, workers=1)
    names = ["handlingar.pdf", "handlingar.pdf#Uppföljning T2.pdf", "handlingar.pdf#plan.pdf"]
    assert [attempt.outcome for attempt in attempts] == ["ingested"] * 3
    assert sorted(documents(database)) == names
    with duckdb.connect(database, read_only=True) as con:
        titles = con.execute(
            "SELECT activities.title FROM activities JOIN documents USING (document_id) WHERE file_name = ?",
            [names[1]],
        ).fetchall()
        told = con.execute("SELECT severity, message FROM findings WHERE check_name = 'attached_file'").fetchall()
    assert {title for (title,) in titles} == {row[0] for row in ACTIVITIES}
    assert sorted(severity for severity, _ in told) == ["info", "warning", "warning"]
    assert [outcome.outcome for outcome in ingest([tmp_path], database, workers=1)] == ["unchanged"] * 3


def test_the_page_of_an_attached_pdf_is_shown(tmp_path: Path, database: Path) -> None:
    inner = page_pdf()
    (tmp_path / "bilaga #3.pdf").write_bytes(with_attached(COVER, {"a/b #1.pdf": inner}))
    ingest([tmp_path], database, workers=1)
    document_id = documents(database)["bilaga #3.pdf#b #1.pdf"]
    with store.reading(database) as con:
        [(activity_id,)] = con.execute("SELECT activity_id FROM activities ORDER BY ALL LIMIT 1").fetchall()
        place = place_of(con, activity_id)
        name, data = source_of(con, place.document_id)
    assert (place.document_id, name, data == inner) == (document_id, "bilaga #3.pdf#b #1.pdf", True)
    assert piece_of(place, data).width


def test_a_pdf_within_an_attached_pdf_is_read_too(tmp_path: Path, database: Path) -> None:
    inner = with_attached(REVIEW, {"innerst.pdf": page_pdf()})
    (tmp_path / "ytterst.pdf").write_bytes(with_attached(COVER, {"mitten.pdf": inner}))
    ingest([tmp_path], database, workers=1)
    assert "ytterst.pdf#mitten.pdf#innerst.pdf" in documents(database)


def test_an_attached_pdf_that_is_damaged_fails_alone(tmp_path: Path, database: Path) -> None:
    (tmp_path / "yttre.pdf").write_bytes(with_attached(COVER, {"trasig.pdf": b"%PDF-1.7 and no more"}))
    attempts = ingest([tmp_path], database, workers=1)
    assert [attempt.outcome for attempt in attempts] == ["ingested", "failed"]


@pytest.mark.parametrize(("name", "severity"), [("kvitto.xml", "info"), ("bilaga.docx", "warning")])
def test_a_file_that_is_no_pdf_is_named(name: str, severity: str) -> None:
    read = read_page(with_attached(page_pdf(), {name: b"<x/>"}))
    [told] = [finding for finding in read.findings if finding.check_name == "attached_file"]
    assert (told.severity, name in told.message) == (severity, True)


def test_a_form_that_only_adobe_draws_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        template = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(XFA=template, Fields=Array()))
        pdf.Root.NeedsRendering = True

    cover = make_pdf(text_page((60, 700, "Please wait..."), (60, 680, "Your viewer cannot display this document.")))
    read = extract(altered(cover, change), file_name="blankett.pdf", source_uri="file:///blankett.pdf")
    [told] = [finding for finding in read.findings if finding.check_name == "unread_part"]
    assert "XFA" in told.message


def test_attached_files_change_no_record_of_the_page() -> None:
    plain, attached = read_page(page_pdf()), read_page(with_attached(page_pdf(), {"plan.pdf": REVIEW}))
    assert [a.title for a in attached.activities] == [a.title for a in plain.activities]
    assert len(attached.budget_lines) == len(plain.budget_lines)


def test_names_that_come_twice_are_told_apart(tmp_path: Path, database: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for number, content in enumerate((page_pdf(), REVIEW)):
            spec = pikepdf.AttachedFileSpec(pdf, content, filename="plan.pdf")
            pdf.attachments[f"{number}/plan.pdf"] = spec

    (tmp_path / "yttre.pdf").write_bytes(altered(COVER, change))
    ingest([tmp_path], database, workers=1)
    assert sorted(documents(database)) == ["yttre.pdf", "yttre.pdf#plan.pdf", "yttre.pdf#plan.pdf (2)"]
