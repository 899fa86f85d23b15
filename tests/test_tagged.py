"""The tagged and the untagged form of a document give the same records."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from extractors.extract import extract
from extractors.records import Extraction
from tests.corpus import corpus_pdfs

_READING_ONLY = {"evidence", "source"}


def _without_tree(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            del pdf.Root[key]
        stripped = io.BytesIO()
        pdf.save(stripped, deterministic_id=True)
    return stripped.getvalue()


def _records(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    """All records without what names the file or tells which reading a cell comes from."""
    own = extraction.documents.document_id
    lists = {name: records for name, records in extraction.lists().items() if name != "findings"}
    return {
        name: [
            {
                key: value.replace(own, "") if isinstance(value, str) else value
                for key, value in dataclasses.asdict(record).items()  # type: ignore[call-overload]
                if key not in _READING_ONLY
            }
            for record in records
        ]
        for name, records in lists.items()
    }


def _tagged() -> list[Path]:
    return [path for path in corpus_pdfs() if b"/StructTreeRoot" in path.read_bytes()]


def test_the_structure_tree_changes_no_record() -> None:
    tagged = _tagged()
    assert tagged, "the corpus holds no tagged document"
    for path in tagged:
        data = path.read_bytes()
        with_tree = extract(data, file_name=path.name, source_uri=path.as_uri())
        without = extract(_without_tree(data), file_name=path.name, source_uri=path.as_uri())
        assert with_tree.documents.tagged
        assert not without.documents.tagged
        for name, records in _records(with_tree).items():
            assert records == _records(without)[name], f"{path.name}: {name}"


def test_the_tree_agrees_with_the_drawn_tables() -> None:
    for path in _tagged():
        cells = extract(path.read_bytes(), file_name=path.name, source_uri=path.as_uri()).cells
        both = sum(cell.evidence == "both" for cell in cells)
        assert both / len(cells) > 0.98, path.name


@pytest.mark.parametrize("again", [1, 2])
def test_reading_twice_gives_the_same(again: int) -> None:
    path = corpus_pdfs()[again]
    first, second = (extract(path.read_bytes(), file_name="a.pdf", source_uri="file:///a.pdf") for _ in range(2))
    assert first == second
