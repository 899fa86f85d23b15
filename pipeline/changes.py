"""Which documents are new or changed since a step last worked on them, and the tables with these documents alone.

What a step makes of a document it notes in the same transaction, so that a run killed in between leaves nothing that a
later one would take for done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb

# Without the time, so that the same documents give the same digests; a document that is stored anew has none.
_DIGESTS = (
    "SELECT document_id, md5(concat(?::VARCHAR, d::VARCHAR)) AS digest"
    " FROM (SELECT * EXCLUDE (ingested_at) FROM documents) AS d"
)


def changed_documents(con: duckdb.DuckDBPyConnection, purpose: str, version: str) -> list[str]:
    """The ids, in order, of the documents that aren't as they were when ``purpose`` was noted in this version."""
    found = con.execute(
        f"SELECT document_id FROM ({_DIGESTS})"
        " ANTI JOIN (FROM document_states WHERE purpose = ?) AS noted USING (document_id, digest) ORDER BY document_id",
        [version, purpose],
    )
    return [document_id for (document_id,) in found.fetchall()]


def note(con: duckdb.DuckDBPyConnection, purpose: str, version: str, documents: Sequence[str]) -> None:
    """Keep that ``purpose`` has been served for these documents as they are now."""
    ids = list(documents)
    con.execute("DELETE FROM document_states WHERE purpose = ? AND list_contains(?, document_id)", [purpose, ids])
    con.execute(
        f"INSERT INTO document_states SELECT ?, document_id, digest FROM ({_DIGESTS})"
        " WHERE document_id IN (SELECT unnest(?::VARCHAR[]))",
        [purpose, version, ids],
    )


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Forget what was noted: the next checks and links are made of all documents."""
    con.execute("DELETE FROM document_states")
    con.execute("DELETE FROM link_inputs")


def forget_document(con: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Forget what was noted of a document whose rows are taken out."""
    con.execute("DELETE FROM document_states WHERE document_id = ?", [document_id])


@contextmanager
def only(con: duckdb.DuckDBPyConnection, documents: Sequence[str], names: Iterable[str]) -> Iterator[str]:
    """In the block each of these tables that has a document_id holds the given documents alone.

    Temporary tables of the same names stand before the stored ones, so that SQL reads the same for some documents as
    for all. Yields what goes before the name of a stored table, to write to it. Names without such a table are left
    alone. After an exception the tables go with the transaction that the block stands in.
    """
    ((database,),) = con.execute("SELECT current_database()").fetchall()
    stored = f'"{database.replace(chr(34), 2 * chr(34))}".main.'
    query = (
        "SELECT DISTINCT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_name)"
        " WHERE database_name = ? AND column_name = 'document_id' AND list_contains(?, table_name) ORDER BY ALL"
    )
    tables = [table for (table,) in con.execute(query, [database, list(names)]).fetchall()]
    for table in tables:
        con.execute(
            f"CREATE TEMP TABLE {table} AS FROM {stored}{table} WHERE document_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(documents)],
        )
    yield stored
    for table in tables:
        con.execute(f"DROP TABLE temp.main.{table}")
