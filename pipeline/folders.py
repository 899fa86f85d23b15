"""The kommun of documents that don't tell it themselves, from the others in their folder."""

from __future__ import annotations

from importlib import resources

import duckdb


def take_from_folder(con: duckdb.DuckDBPyConnection) -> None:
    """Fill documents.municipality_code anew where a document tells no certain kommun and its folder's others agree.

    What a document or a person says is never overruled; the same set of documents gives the same in any order.
    """
    for script in sorted(resources.files("pipeline.sql").joinpath("identity").iterdir(), key=lambda file: file.name):
        if script.name.endswith(".sql"):
            con.execute(script.read_text(encoding="utf-8"))
