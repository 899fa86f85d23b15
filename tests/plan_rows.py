"""Rows of plans and follow-ups for tests of linking, made with the least that the schema asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.store import create_views, migrate

BOARD = "Exempelnämnden"
KOMMUN = "9999"


def fresh_database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory, with one kommun."""
    con = duckdb.connect()
    migrate(con, Path(":memory:"))
    create_views(con)
    con.execute(
        "INSERT INTO municipalities BY NAME SELECT ? AS municipality_code, 'Exempelköping' AS municipality,"
        " '99' AS county_code, 'Exempellän' AS county, 1000 AS population, 'made up' AS population_source",
        [KOMMUN],
    )
    return con


def sha256(document_id: str) -> str:
    return hashlib.sha256(document_id.encode()).hexdigest()


def add_document(
    con: duckdb.DuckDBPyConnection,
    document_id: str,
    period: str | None,
    *,
    year: int | None = 2031,
    year_to: int | None = None,
    committee: str | None = BOARD,
    kommun: str | None = KOMMUN,
) -> None:
    con.execute(
        "INSERT INTO documents BY NAME SELECT ? AS document_id, ? AS sha256, ? AS file_name, 'data/raw' AS source_uri,"
        " ? AS municipality_code, ? AS committee, 'uppföljning' AS document_type, ? AS year, ? AS year_to, ? AS period,"
        " 9 AS pages, 'embedded' AS text_source, false AS tagged, '1' AS parser_version,"
        " TIMESTAMP '2031-01-01' AS ingested_at",
        [document_id, sha256(document_id), f"{document_id}.pdf", kommun, committee, year, year_to or year, period],
    )


def add_goals(con: duckdb.DuckDBPyConnection, document_id: str, texts: Sequence[str]) -> None:
    """Goals named ``<document>/mål 1`` and so on."""
    for number, text in enumerate(texts, start=1):
        con.execute(
            "INSERT INTO goals BY NAME SELECT ? AS goal_id, ? AS document_id, 'nämnd' AS level, ? AS number,"
            " ? AS text, 1 AS page",
            [f"{document_id}/mål {number}", document_id, number, text],
        )


def add_activity(
    con: duckdb.DuckDBPyConnection,
    document_id: str,
    row: int,
    title: str,
    *,
    goal: int | None = None,
    status: str | None = None,
    status_text: str | None = None,
    responsible: str | None = None,
    due_on: str | None = None,
    comment: str | None = None,
    page: int = 1,
    activity_id: str | None = None,
) -> None:
    con.execute(
        "INSERT INTO activities BY NAME SELECT ? AS activity_id, ? AS document_id, ? AS goal_id, ? AS row, ? AS title,"
        " ? AS status, ? AS status_text, ? AS responsible, ?::DATE AS due_on, ? AS comment, ? AS page",
        [
            activity_id or f"{document_id}:{row}",
            document_id,
            f"{document_id}/mål {goal}" if goal else None,
            row,
            title,
            status,
            status_text or status,
            responsible,
            due_on,
            comment,
            page,
        ],
    )


def add_titles(con: duckdb.DuckDBPyConnection, document_id: str, period: str, titles: Sequence[str]) -> None:
    """A document with one activity a title, their ids ``<document>:1`` and so on."""
    add_document(con, document_id, period)
    for row, title in enumerate(titles, start=1):
        add_activity(con, document_id, row, title)


def links(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """From and to to the decision."""
    found = con.execute("SELECT from_activity_id, to_activity_id, decision FROM activity_links").fetchall()
    return {(earlier, later): decision for earlier, later, decision in found}
