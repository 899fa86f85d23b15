"""Corrected documents: which one has taken the place of which."""

from __future__ import annotations

from importlib import resources

import duckdb


def mark_superseded(con: duckdb.DuckDBPyConnection) -> None:
    """Fill documents.superseded_by anew from the log of what lay where, and from what the documents say of themselves.

    A file that is put back counts again.
    """
    found = resources.files("pipeline.sql").joinpath("revisions", "superseded.sql").read_text(encoding="utf-8")
    con.execute(f"CREATE OR REPLACE TEMP TABLE superseded AS {found}")
    con.execute(
        "UPDATE documents SET superseded_by = ("
        "SELECT s.superseded_by FROM superseded AS s WHERE s.document_id = documents.document_id)"
        " WHERE superseded_by IS NOT NULL OR document_id IN (SELECT document_id FROM superseded)"
    )
