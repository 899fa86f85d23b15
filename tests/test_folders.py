"""The kommun of a document that doesn't tell it, from the others in its folder."""

from __future__ import annotations

from pathlib import Path

from pipeline import store
from pipeline.ingest import ingest
from tests.plan_making import heading, paragraph, typeset


def put(folder: Path, name: str, *texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(typeset(*(heading(t, 1) if i == 0 else paragraph(t) for i, t in enumerate(texts))))
    return file


def kommuner(database: Path) -> dict[str, tuple[str | None, str]]:
    with store.reading(database) as con:
        rows = store.rows(
            con,
            """SELECT file_name, municipality, identity_source FROM documents
               LEFT JOIN municipalities USING (municipality_code)""",
        )
    return {row["file_name"]: (row["municipality"], row["identity_source"]) for row in rows}


def test_a_paper_of_no_certain_kommun_takes_that_of_its_folder(tmp_path: Path) -> None:
    meeting = tmp_path / "raw" / "namnden" / "2031-05-12"
    put(meeting, "protokoll.pdf", "Protokoll", "Hjo kommun", "Sammanträde den 12 maj 2031.")
    put(meeting / "bilagor", "plan.pdf", "Handlingsplan 2031", "Hjo kommun", "Planen gäller i tre år.")
    put(meeting / "bilagor", "karta.pdf", "Lekplatser", "Lekplatserna i Hjo får nya gungor.")
    put(meeting / "bilagor", "brev.pdf", "Brev från grannen", "Tack för senast och hälsningar från oss.")
    put(meeting / "bilagor", "granne.pdf", "Handlingsplan 2031", "Tibro kommun", "Samverkan med Hjo prövas.")
    database = tmp_path / "k.duckdb"
    ingest([tmp_path / "raw"], database, workers=1)
    assert kommuner(database) == {
        "protokoll.pdf": ("Hjo", "read"),
        "plan.pdf": ("Hjo", "read"),
        "karta.pdf": (None, "read"),  # its folder's two others don't agree
        "brev.pdf": (None, "read"),
        "granne.pdf": ("Tibro", "read"),
    }
    (meeting / "bilagor" / "granne.pdf").unlink()
    with store.rewriting(database, keep=True) as con:
        con.execute("DELETE FROM documents WHERE file_name = 'granne.pdf'")
    ingest([tmp_path / "raw"], database, workers=1)
    assert kommuner(database)["karta.pdf"] == ("Hjo", "folder")
    assert kommuner(database)["brev.pdf"] == (None, "read")
