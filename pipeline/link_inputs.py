"""What links follow from: a kommun whose documents and decisions are as they were keeps the links that it has.

No link leads from one kommun to another. A kommun's digest is noted after its links are stored and forgotten before
they go, so that a run killed in between leaves none that a later one would take for done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from extractors.vocabulary import digest
from pipeline.decisions import Decision

LINKER_VERSION = 2  # raised when the same documents would be linked otherwise

Digests = dict[str | None, str]


def digests(con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()) -> Digests:
    """Per kommun a digest of the query's rows, in whatever order; one of its columns is municipality_code."""
    found = con.execute(
        "SELECT municipality_code, concat_ws('-', ?, ?, count(*), bit_xor(md5_number(x::VARCHAR)))"
        f" FROM ({query}) AS x GROUP BY municipality_code",
        [LINKER_VERSION, digest(), *parameters],
    ).fetchall()
    return dict(found)


def with_decisions(con: duckdb.DuckDBPyConnection, inputs: Digests, decided: Iterable[Decision]) -> Digests:
    """The digests with a person's decisions on the kommuner's documents."""
    listed = sorted(decided)
    hashes = sorted({key.sha256 for decision in listed for key in (decision.earlier, decision.later)})
    query = "SELECT sha256, municipality_code FROM documents WHERE list_contains(?, sha256)"
    code_of = dict(con.execute(query, [hashes]).fetchall())
    found = dict(inputs)
    for decision in listed:
        for code in {code_of[key.sha256] for key in (decision.earlier, decision.later) if key.sha256 in code_of}:
            if code in found:
                found[code] = hashlib.sha256(f"{found[code]} {decision}".encode()).hexdigest()
    return found


def forget_changed(con: duckdb.DuckDBPyConnection, links: str, now: Mapping[str | None, str]) -> list[str | None]:
    """The kommuner whose links have to be made, in order; of others than these the digests stay."""
    then = con.execute("SELECT municipality_code, digest FROM link_inputs WHERE links = ?", [links]).fetchall()
    stale = [code for code, noted in then if now.get(code) != noted]
    con.execute(
        "DELETE FROM link_inputs WHERE links = ? AND list_contains(?::VARCHAR[], coalesce(municipality_code, ''))",
        [links, [code or "" for code in stale]],
    )
    kept = {code for code, _ in then}.difference(stale)
    return sorted((code for code in now if code not in kept), key=lambda code: code or "")


def note(con: duckdb.DuckDBPyConnection, links: str, municipality_code: str | None, now: str) -> None:
    """Keep what the stored links of a kommun follow from."""
    con.execute("INSERT INTO link_inputs VALUES (?, ?, ?)", [links, municipality_code, now])
