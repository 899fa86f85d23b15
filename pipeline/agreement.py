"""What two titles have in common, part by part, and whether one contradicts the other or stands in it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.likeness import INFLECTED_SHARE, MISSPELT_SHARE, word_likeness
from pipeline.wording import Part, stems

_PARTS_OF_A_WHOLE = 2
# What tells one of a kind from another.
_MARKS = {"number", "name"}
# A compound's parts have four letters or more: "nybyggnation" is no kind of "byggnation".
_HEAD_LETTERS = 4
_JOINERS = {"och", "samt"}


class Agreement(NamedTuple):
    """What two titles have in common. ``share``: 0..1 of their weight; what one has alone is in its order."""

    share: float
    shared: tuple[tuple[Part, Part], ...]
    only_a: tuple[Part, ...]
    only_b: tuple[Part, ...]
    both_lead_alone: bool

    @property
    def contradicts(self) -> bool:
        """Each says something that the other doesn't, or one names a number or a place that the other lacks.

        Where both begin with a word of their own, these say what is done: "Anta …", "Sprida …".
        """
        own = [{part.kind for part in side} for side in (self.only_a, self.only_b)]
        return self.both_lead_alone or bool(own[0] & own[1] & {"content", "weak"} or (own[0] | own[1]) & _MARKS)

    def turned(self) -> Agreement:
        """The same seen from the other title."""
        shared = tuple((other, part) for part, other in self.shared)
        return self._replace(shared=shared, only_a=self.only_b, only_b=self.only_a)

    @property
    def adds_another(self) -> bool:
        """One title names a second thing beside what the other names: "… och digital signatur"."""
        return any(
            any(p.text in _JOINERS for p in side) and any(p.kind in ("content", "name") for p in side)
            for side in (self.only_a, self.only_b)
        )


def is_part(found: Agreement, missing_share: float = 0.0) -> bool:
    """Whether the first of two titles stands in the second, which has more: "Införa chatt", "Införa chatt och e-arkiv".

    At least two parts with meaning must be shared: "Utbildning" is part of too much. ``missing_share``: of the weight
    of the first, what the second may say otherwise ("e-tjänst för bygglovsansökan", "e-tjänster för bygglov och …").
    """
    missing = sum(p.weight for p in found.only_a if p.kind != "light")
    return (
        any(p.kind in ("content", "name") for p in found.only_b)
        and missing <= missing_share * (missing + sum(p.weight for p, _ in found.shared))
        and not any(p.kind in _MARKS for p in found.only_a)
        and sum(p.kind != "light" for p, _ in found.shared) >= _PARTS_OF_A_WHOLE
    )


def makes_up(several: Sequence[Sequence[Part]], whole: Sequence[Part]) -> bool:
    """Whether nothing of a title is missing in its parts taken together."""
    left = agreement([part for title in several for part in title], whole).only_b
    return all(part.kind == "light" for part in left)


def agreement(a: Sequence[Part], b: Sequence[Part]) -> Agreement:
    """What two titles have in common, their parts paired one to one; compounds without a like are taken apart."""
    whole = sum(p.weight for p in (*a, *b))
    leads = [next((p for p in side if p.kind != "light"), None) for side in (a, b)]
    shared, only_a, only_b = _shared(a, b)
    both_lead = leads[0] in only_a and leads[1] in only_b
    if any(p.pieces for p in (*only_a, *only_b)):
        more, only_a, only_b = _shared(*([q for p in side for q in p.pieces or (p,)] for side in (only_a, only_b)))
        shared += more
    weight = sum((p.weight + q.weight) * likeness for p, q, likeness in shared)
    pairs = tuple((p, q) for p, q, _ in shared)
    return Agreement(weight / whole if whole else 0.0, pairs, tuple(only_a), tuple(only_b), both_lead)


def _shared(a: Sequence[Part], b: Sequence[Part]) -> tuple[list[tuple[Part, Part, float]], list[Part], list[Part]]:
    """Pairs with their likeness, those alike in print first, then in meaning or misspelt; and what is left."""
    only_a, only_b, shared = list(a), list(b), []
    printed = {part.text: part for part in b}
    for part in a:
        other = printed.pop(part.text, None)
        if other is not None:
            shared.append((part, other, 1.0))
            only_a.remove(part)
            only_b.remove(other)
    for part in list(only_a):
        near = (o for o in only_b if o.text[0] == part.text[0] or (o.meaning is not None and o.meaning == part.meaning))
        likeness, other = max(((_part_likeness(part, o), o) for o in near), default=(0.0, part), key=itemgetter(0))
        if likeness >= MISSPELT_SHARE:
            shared.append((part, other, likeness))
            only_a.remove(part)
            only_b.remove(other)
    return shared, only_a, only_b


def _part_likeness(a: Part, b: Part) -> float:
    """As for words; a letter other makes another name: "Norrby" and "Norrbo" are two places."""
    if a.meaning is not None and a.meaning == b.meaning and not _are_kinds(a, b):
        return 1.0 if a.text == b.text else INFLECTED_SHARE
    if "number" in (a.kind, b.kind):
        return float(a.text == b.text)
    likeness = word_likeness(a.text, b.text)
    is_other_name = "name" in (a.kind, b.kind) and likeness < INFLECTED_SHARE and len(a.text) == len(b.text)
    return 0.0 if is_other_name and sorted(a.text) != sorted(b.text) else likeness


def _are_kinds(a: Part, b: Part) -> bool:
    return a.kind == "content" and (_is_kind_of(a.text, b.text) or _is_kind_of(b.text, a.text))


@functools.lru_cache(maxsize=1 << 14)
def _is_kind_of(narrow: str, wide: str) -> bool:
    """Whether one word is a compound that ends in the other: "gatubelysning" is one of several kinds of "belysning"."""
    if len(narrow) < len(wide) or not narrow.isalpha():
        return False
    heads = (narrow[cut:] for cut in range(_HEAD_LETTERS, len(narrow) - _HEAD_LETTERS + 1))
    return any(not stems(head).isdisjoint(_long(wide)) for head in heads)


def _long(word: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(word) if len(stem) >= _HEAD_LETTERS)
