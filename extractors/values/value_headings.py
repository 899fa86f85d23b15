"""Words in the headings of values: times, kommuner and groups."""

from __future__ import annotations

import functools
import re

from extractors.values.indicator_cells import group_word, years_in
from extractors.vocabulary import fold, meanings, municipalities

_EDGES = " ,;:-–/()"


@functools.lru_cache(4096)
def is_period(heading: str) -> bool:
    """Whether a heading names nothing but a time: '2031', 'År 2031', 'jan–aug 2031', 'T2 2031', 'Läsåret 2030/31'."""
    folded = fold(heading)
    return bool(years_in(folded)) and not _times().sub("", folded).strip(_EDGES)


@functools.cache
def _times() -> re.Pattern[str]:
    months = "|".join(sorted(meanings("months"), key=len, reverse=True))
    words = (
        "(?:läs|hel|del|kalender)?år(?:et|en|s)?|ht|vt|hösten|våren|t[123]|q[1-4]|kv(?:artal)?|tertial|per|till|den|tom"
    )
    return re.compile(rf"(?<!\w)(?:{words}|{months}|\d+)(?!\w)|[.\s/–-]")


def without_time(heading: str) -> str:
    left = re.sub(r"\(?(?<!\d)(?:19|20)\d\d(?!\d)(?:[/–-]\d\d(?!\d))?\)?", " ", heading)
    return " ".join(left.split()).strip(_EDGES)


@functools.cache
def _kommuner() -> frozenset[str]:
    return frozenset(fold(known.municipality) for known in municipalities())


def is_kommun(words: str) -> bool:
    bare = re.sub(r"s? kommun$", "", fold(words))
    return bare in _kommuner() or fold(words) in ("kommunen", "vår kommun")


def group_within(level: str) -> str | None:
    """The gender or the like among the words of a heading: 'Utfall kvinnor 2031'."""
    found = {group for word in re.findall(r"[^\W\d_]+", level) if (group := group_word(word)) is not None}
    return found.pop() if len(found) == 1 else None
