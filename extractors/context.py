"""What every extractor is told beside the document itself: its id, what it is, and which goal a section belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.identity import Identity
from extractors.reading.sections import Section


@dataclass(frozen=True, slots=True)
class Context:
    """``goals`` maps the id() of a goal's section to its goal_id."""

    document_id: str
    identity: Identity
    goals: Mapping[int, str]

    def goal_over(self, section: Section) -> str | None:
        """The goal under whose heading the section stands, None under none."""
        at: Section | None = section
        while at is not None:
            if id(at) in self.goals:
                return self.goals[id(at)]
            at = at.parent
        return None
