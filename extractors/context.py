"""What every extractor is told beside the document itself: its id, what it is, and which goal a section belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.identity import Identity
from extractors.reading.document import Table
from extractors.reading.sections import Section


@dataclass(frozen=True, slots=True)
class Context:
    """``goals`` maps the id() of a goal's section, or of a table under a goal's label, to its goal_id."""

    document_id: str
    identity: Identity
    goals: Mapping[int, str]

    def goal_over(self, table: Table) -> str | None:
        """The goal under whose label or heading the table stands, None under none or a list of several."""
        if id(table) in self.goals:
            return self.goals[id(table)]
        section: Section | None = table.section
        while section is not None:
            if id(section) in self.goals:
                return self.goals[id(section)]
            section = section.parent
        return None
