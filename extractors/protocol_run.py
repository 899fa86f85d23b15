"""The lines of a protocol with their labels, and which of them begin its items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.protocol_labels import Label, find_label, is_prominent, label_of, numbered
from extractors.protocol_lines import TextLine, same_row
from extractors.reading.text import Line

# What speaks for a chain of items: numbers that follow one another, labels below the sign, a prominent sign.
_STEP_WEIGHT, _LEAP_WEIGHT, _LABEL_WEIGHT, _PROMINENT_WEIGHT = 3, 1, 3, 1


class Run(NamedTuple):
    """The lines of a protocol by place; ``labels`` with the words after them, ``used`` the places that labels take."""

    lines: tuple[TextLine, ...]
    prominent: tuple[bool, ...]
    labels: Mapping[int, tuple[Label, Line | None]]
    used: frozenset[int]


def run_of(lines: Sequence[TextLine]) -> Run:
    plain = [line.line for line in lines]
    size, colour = _usual_look(plain)
    prominent = tuple(is_prominent(line, size, colour) for line in plain)
    firsts = [i for i, line in enumerate(plain) if i == 0 or not same_row(plain[i - 1], line)]
    alone = [i for i in firsts if label_of(plain[i].text) is not None]
    needs = sum(prominent[i] for i in alone) * 2 > len(alone)
    labels: dict[int, tuple[Label, Line | None]] = {}
    used: set[int] = set()
    for index in firsts:
        if index in used:
            continue
        found = find_label(plain, index, prominent, needs_prominence=needs)
        if found is not None:
            labels[index] = (found.label, found.after)
            used.update(found.places)
    return Run(tuple(lines), prominent, labels, frozenset(used))


def _usual_look(lines: Sequence[Line]) -> tuple[float, str]:
    """Size and colour of most letters that aren't bold."""
    looks: Counter[tuple[float, str]] = Counter()
    for line in lines:
        if not line.bold:
            looks[line.style.size, line.style.colour] += len(line.text)
    return looks.most_common(1)[0][0] if looks else (10.0, "#000000")


def starts_of(run: Run) -> list[int]:
    """The lines that begin the items: of all that could, the rising chain that goes on one by one and has labels."""
    could = [i for i, line in enumerate(run.lines) if numbered(line.text) and i not in run.used]
    could = [i for i in could if not _is_listed(run, could, i)]
    best: list[tuple[int, int]] = []
    for place, index in enumerate(could):
        number = number_at(run, index)
        own = _weight(run, index, could[place + 1] if place + 1 < len(could) else len(run.lines))
        chosen = (own, -1)
        for before, earlier in enumerate(could[:place]):
            step = number - number_at(run, earlier)
            if step > 0:
                gain = best[before][0] + own + (_STEP_WEIGHT if step == 1 else _LEAP_WEIGHT)
                chosen = max(chosen, (gain, before), key=lambda c: c[0])
        best.append(chosen)
    at = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    chain = []
    while at >= 0:
        chain.append(could[at])
        at = best[at][1]
    return chain[::-1]


def number_at(run: Run, index: int) -> int:
    found = numbered(run.lines[index].text)
    assert found is not None
    return found.number


def _weight(run: Run, index: int, end: int) -> int:
    labelled = any(i in run.labels for i in range(index, end))
    return _LABEL_WEIGHT * labelled + _PROMINENT_WEIGHT * run.prominent[index]


def _is_listed(run: Run, could: Sequence[int], index: int) -> bool:
    """Whether the § only stands in a list of items: nothing below it before the next, and its number comes again."""
    place = could.index(index)
    if place + 1 == len(could):
        return False
    after = could[place + 1]
    between = any(
        run.lines[i].begins and not same_row(run.lines[index].line, run.lines[i].line) for i in range(index + 1, after)
    )
    again = any(number_at(run, other) == number_at(run, index) for other in could[place + 1 :])
    return again and not between and run.lines[after].page == run.lines[index].page
