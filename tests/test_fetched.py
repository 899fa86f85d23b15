"""What ingest makes of fetched documents: the table fetched, where they were published, and what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from portals import Portal, Reply, meetingplus, serving

from pipeline import store
from pipeline.cli import main
from tests.plan_making import heading, paragraph, typeset_bytes
from tests.protocol_content import MEETING
from tests.protocol_making import LAYOUTS

CORRECTED = replace(MEETING, matters=[replace(MEETING.matters[0], title="Rättad rubrik"), *MEETING.matters[1:]])


def minutes(layout: str = "headings", **changed: Any) -> Reply:
    return Reply(LAYOUTS[layout](replace(MEETING, **changed)))


def letter(*words: str) -> Reply:
    return Reply(typeset_bytes([*heading("Underlag", 1), *paragraph(" ".join(words) or "Så går det.")]))


def fetched(folder: Path, kommun: str, meetings: dict[str, dict[str, Reply]], *wishes: str) -> int:
    """Fetch from a portal that has these meetings of its Kommunstyrelse; the exit status."""
    portal = Portal()
    sources = folder / "sources.toml"
    with serving(portal) as url:
        meetingplus(portal, meetings)
        address = (folder / "address").read_text() if (folder / "address").exists() else url
        sources.write_text(
            f'[fetch]\nfolder = "{folder / "raw"}"\npause_seconds = 0\n[[source]]\nkommun = "{kommun}"\n'
            f'platform = "meetingplus"\nstart = "{address}"\nbodies = ["Kommunstyrelsen"]\n'
        )
        return main(["fetch", "--sources", str(sources), *wishes])


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with store.reading(database) as con:
        return con.execute(sql).fetchall()
