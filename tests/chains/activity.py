"""A real activity as its documents word it, its row in one of them, and what a slip of the pen makes of a title."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


class Row(NamedTuple):
    """A row of a document; ``identity`` says which real activity it is, ``trap`` of which kind its near relation."""

    identity: int
    title: str
    goal: int | None
    responsible: str | None
    due_on: date | None
    status: str | None
    comment: str | None


@dataclass
class Activity:
    """A real activity as its documents word it: ``forms`` of verb, object and qualifier, or whole ``titles``."""

    identity: int
    place: float
    goal: int
    unit: int
    due_on: date
    titles: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    forms: list[list[str]] = field(default_factory=list)
    wording: list[int] = field(default_factory=lambda: [0, 0, 0])
    turned: bool = False
    slipped: str | None = None
    origin: tuple[str, tuple[int, ...]] = ("new", ())
    former: str | None = None

    @property
    def title(self) -> str:
        if self.slipped or self.titles:
            return self.slipped or self.titles[self.wording[0]]
        verb = self.verbs[self.wording[0]]
        words, *qualifier = [forms[n] for forms, n in zip(self.forms, self.wording[1:], strict=False)]
        if not self.turned:
            return " ".join([verb, words, *qualifier])
        if qualifier:
            return f"{qualifier[0][0].upper()}{qualifier[0][1:]} {verb[0].lower()}{verb[1:]} {words}"
        return f"{words[0].upper()}{words[1:]} – {verb[0].lower()}{verb[1:].removesuffix(' av').removesuffix(' i')}"


def slipped(title: str, rng: random.Random) -> str:
    """A letter too many, too few, other or swapped in a word of five letters or more; or a space or hyphen lost."""
    words = title.split(" ")
    longer = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not longer or rng.random() < 0.15:
        return title.replace(" – ", "-", 1) if " – " in title else f"{title}."
    n = rng.choice(longer)
    word, at = words[n], rng.randrange(1, len(words[n]) - 1)
    words[n] = rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
        ]
    )
    return " ".join(words)
