"""Words in the headings of values: times, kommuner and groups."""

from __future__ import annotations

import functools
import re
from datetime import date

from extractors.values.indicator_cells import group_word, years_in
from extractors.values.times import days_of, named_times
from extractors.vocabulary import fold, meanings, municipalities

_FEWEST_AGAIN = 2  # times that the same genders come, and genders
_ANY_YEAR = 4  # a leap year: 29 February is a day
_SHORT_PARTS = re.compile(r"(?<!\w)([tqk])v?([1-4])(?!\w)")
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


def time_apart(heading: str) -> tuple[str, date | None]:
    """A heading's words without the time that it names ('Status T2', 'Läge per 31 augusti'), and that time's last day,
    in a leap year where no year is named; None without one."""
    folded = _SHORT_PARTS.sub(lambda m: f"{'kvartal' if m[1] in 'qk' else 'tertial'} {m[2]}", fold(heading))
    spans = [span for named in named_times(folded) if (span := days_of(named, _ANY_YEAR)) is not None]
    ends = [span[1] for span in spans if span[1] is not None]
    return _times().sub("", folded).strip(_EDGES), max(ends, default=None)


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


def parts_of(level: str) -> list[str]:
    """A heading on one line, or two where a gender below it was read into its cell."""
    above, _, last = level.rpartition("\n")
    parts = (
        [" ".join(above.split()), last.strip()] if above and group_word(last) is not None else [" ".join(level.split())]
    )
    return [part for part in parts if part]


def spread(levels: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Levels of headings by column, with what is centred over several columns over each of them: the same genders come
    again under each."""
    below = {col: group_word(parts[-1]) for col, parts in sorted(levels.items()) if col > 0 and parts}
    grouped = [col for col, group in below.items() if group is not None]
    size = len({below[col] for col in grouped})
    starts = range(0, len(grouped), max(size, 1))
    if len(starts) < _FEWEST_AGAIN or size < _FEWEST_AGAIN or len(grouped) % size:
        return levels
    found = dict(levels)
    for start in starts:
        columns = grouped[start : start + size]
        over = {levels[col][:-1] for col in columns} - {()}
        if len({below[col] for col in columns}) < size or len(over) != 1:
            return levels
        found |= {col: (*next(iter(over)), levels[col][-1]) for col in columns}
    return found
