"""Two rows that may be the same activity, with the pieces of both pages, and a person's word on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from pipeline import link, store
from pipeline.decisions import ActivityKey, read_decisions
from pipeline.desk.published import place
from pipeline.desk.swedish import number, text
from pipeline.desk.table import piece
from pipeline.ingest import decisions_file
from pipeline.publish import UserError
from pipeline.store import Row

_STATIC = Path(__file__).parent / "static"
_FIELDS = (("goal", "Mål"), ("responsible", "Ansvarig"), ("status", "Status"), ("comment", "Kommentar"))


class ReviewPairs(anywidget.AnyWidget):
    """One pair after the other; J says the same activity, N another, the arrows go to the next and the one before."""

    _esm = _STATIC / "review.js"
    _css = _STATIC / "table.css"

    pair = traitlets.Dict({}).tag(sync=True)
    place = traitlets.Int(0).tag(sync=True)
    verdict: traitlets.List[Any] = traitlets.List([]).tag(sync=True)

    def __init__(self, database: Path, waiting: Sequence[Row], noted: Callable[[], None]) -> None:
        self._database = database
        self._waiting = list(waiting)
        self._decided = decided(database)
        self._noted = noted
        super().__init__(pair=self._drawn(0))
        self.observe(lambda change: self._show(change["new"]), ["place"])
        self.observe(lambda change: self._decide(*change["new"]), ["verdict"])

    def _show(self, number_of: int) -> None:
        self.pair = self._drawn(number_of)

    def _decide(self, number_of: int, accepted: bool) -> None:
        row = self._waiting[number_of]
        try:
            decide(self._database, row["from_activity_id"], row["to_activity_id"], accepted=accepted)
        except UserError as error:
            self.pair = self._drawn(number_of) | {"error": str(error)}
            return
        self._decided[row["from_activity_id"], row["to_activity_id"]] = "confirmed" if accepted else "rejected"
        self._noted()
        if number_of + 1 < len(self._waiting):
            self.place = number_of + 1
        else:
            self._show(number_of)

    def _drawn(self, number_of: int) -> dict[str, object]:
        row = self._waiting[number_of]
        return {
            "number": number_of + 1,
            "of": len(self._waiting),
            "score": number(round(row["score"])).text,
            "body": " · ".join(filter(None, (row["municipality"], row["committee"]))),
            "decision": self._decided.get((row["from_activity_id"], row["to_activity_id"]), ""),
            "sides": [_side(self._database, row, side) for side in ("from", "to")],
        }


def decided(database: Path) -> dict[tuple[str, str], str]:
    """The pairs of activity ids that a person has decided, also since the last run: confirmed or rejected."""
    with store.reading(database) as con:
        return link.decided_pairs(con, read_decisions(decisions_file(database)))


def decide(database: Path, from_activity_id: str, to_activity_id: str, *, accepted: bool) -> None:
    """Note a person's word in link_decisions.csv; the next run links by it. Raises UserError."""
    with store.reading(database) as con:
        link.decide(
            con, decisions_file(database), from_activity_id, to_activity_id, accepted, store.now().date()
        )  # fmt: skip


def decisions(database: Path) -> list[Row]:
    """A person's decisions as the file has them, the last one first. Raises UserError."""
    with store.reading(database) as con:
        names = store.file_names(con)
    return [
        {
            "decided_on": decision.decided_on,
            "decision": decision.decision,
            "earlier": _named(decision.earlier, names),
            "later": _named(decision.later, names),
        }
        for decision in reversed(read_decisions(decisions_file(database)))
    ]


def _named(key: ActivityKey, names: dict[str, str]) -> str:
    return f"{key.title} ({names.get(key.sha256, key.sha256[:16])}, sida {key.page})"


def _side(database: Path, row: Row, side: str) -> dict[str, object]:
    fields = [{"name": name, "text": text(row[f"{side}_{field}"]).text} for field, name in _FIELDS]
    return {
        "period": row[f"{side}_period"],
        "title": row[f"{side}_title"],
        "fields": fields,
        "piece": piece(database, place(row[f"{side}_place"])),
    }
