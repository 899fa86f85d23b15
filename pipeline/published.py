"""The manifests in the database: the table ``fetched``, and where each document was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from importlib import resources
from operator import attrgetter
from pathlib import Path

import duckdb

from pipeline.manifest import Fetched


def take_manifests(con: duckdb.DuckDBPyConnection, manifests: Mapping[Path, Sequence[Fetched]]) -> None:
    """Replace what the table ``fetched`` holds of these manifests, and fill documents.published_uri anew."""
    names = [field.name for field in fields(Fetched)]
    values = attrgetter(*names)
    con.begin()
    for file, rows in manifests.items():
        con.execute("DELETE FROM fetched WHERE manifest_uri = ?", [file.as_uri()])
        if rows:
            with con.appender("fetched", columns=["manifest_uri", *names]) as appender:
                appender.append_rows([(file.as_uri(), *values(row)) for row in rows])
    con.execute(resources.files("pipeline.sql").joinpath("published", "published.sql").read_text(encoding="utf-8"))
    con.commit()
