"""The lines of a protocol with their labels, and which of them begin its items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from extractors.protocol.labels import Label, Numbered, find_label, is_prominent, label_of, numbered
from extractors.protocol.lines import TextLine, is_foot, same_row
from extractors.text.lines import Line
from extractors.values.parsing import days_in
from extractors.vocabulary import fold

_DIGITS = re.compile(r"\d+")
_STAGE = re.compile(
    r"^(?P<who>\D{2,60}?)\s+(?P<day>[\d./-]+(?: \w+ \d{4})?),?\s*(?:§\s*(?P<after>\d+)|(?P<before>\d+)\s*§)$"
)
_STAGE_DATED_LAST = re.compile(
    r"^(?P<who>\D{2,60}?)\s+§\s*(?P<after>\d+)(?:/\d+)?,?\s+(?P<day>\d[\d./-]+(?: \w+ \d{4})?)$"
)
_STAGE_GAP_EM = 2.0
_LARGER_PT = 0.9
_MOST_LEFT_OUT = 9  # items in a row that an extract or a published protocol leaves out on one page
# What speaks for a chain of items: numbers that follow one another, labels below the sign, a prominent sign.
_STEP_WEIGHT, _LEAP_WEIGHT, _LABEL_WEIGHT, _PROMINENT_WEIGHT = 3, 1, 3, 1


class Stage(NamedTuple):
    """An earlier body's handling of the matter, told inside the item: its body, day and number."""

    body: str | None
    day: date | None
    number: str | None


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
    in_list = False  # whose entries may read as labels: 'Kommunstyrelsens beslut'
    for index in firsts:
        if index in used or (in_list and not prominent[index] and not lines[index].begins):
            continue
        found = find_label(plain, index, prominent, needs_prominence=needs)
        if found is not None:
            labels[index] = (found.label, found.after)
            used.update(found.places)
            in_list = found.label.meaning in ("documents", "recipients")
    for index in _titles(plain, labels):
        used.discard(index)
        del labels[index]
    return Run(tuple(lines), prominent, labels, frozenset(used))


def _titles(lines: Sequence[Line], labels: Mapping[int, tuple[Label, Line | None]]) -> list[int]:
    """The labels that are titles of items: right below a sign without words, and larger than labels else are
    ('Information')."""
    sizes = Counter(lines[i].style.size for i, (label, _) in labels.items() if label.meaning != "remark")
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    signs = {i: _sign_above(lines, i) for i in labels if i and lines[i].style.size >= usual + _LARGER_PT}
    return [i for i, sign in signs.items() if sign is not None and not _has_title(sign.rest)]


def _sign_above(lines: Sequence[Line], at: int) -> Numbered | None:
    """The sign that begins the row right above a line; a diarienummer may stand beside it."""
    first = at - 1
    while first and same_row(lines[first - 1], lines[at - 1]):
        first -= 1
    sign = numbered(lines[first].text)
    return sign and sign._replace(rest=" ".join([sign.rest, *(line.text for line in lines[first + 1 : at])]).strip())


def _has_title(rest: str) -> bool:
    """Whether the words behind a sign are more than a diarienummer."""
    words = rest.split()
    return any(word.isalpha() and word.islower() for word in words) or (len(words) == 1 and rest.isalpha())


def _usual_look(lines: Sequence[Line]) -> tuple[float, str]:
    """Size and colour of most letters that aren't bold."""
    looks: Counter[tuple[float, str]] = Counter()
    for line in lines:
        if not line.bold:
            looks[line.style.size, line.style.colour] += len(line.text)
    return looks.most_common(1)[0][0] if looks else (10.0, "#000000")


def starts_of(run: Run, heads: Mapping[int, Sequence[Line]]) -> list[int]:
    """The lines that begin the items: of all that could, the rising chain that goes on one by one and has labels."""
    could = [i for i, line in enumerate(run.lines) if numbered(line.text) and i not in run.used]
    could = [i for i in could if not _is_listed(run, could, i)]
    could = [i for i in could if not _stage_match(run.lines[i].text)] or could
    could = _on_pages_of_items(run, could, heads)
    best: list[tuple[int, int]] = []
    for place, index in enumerate(could):
        number = number_at(run, index)
        own = _weight(run, index, could[place + 1] if place + 1 < len(could) else len(run.lines))
        chosen = (own, -1)
        for before, earlier in enumerate(could[:place]):
            step = number - number_at(run, earlier)
            if step > 0 and (step <= _MOST_LEFT_OUT or _opens_page(run, index)):
                gain = best[before][0] + own + (_STEP_WEIGHT if step == 1 else _LEAP_WEIGHT)
                chosen = max(chosen, (gain, before), key=lambda c: c[0])
        best.append(chosen)
    at = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    chain = []
    while at >= 0:
        chain.append(could[at])
        at = best[at][1]
    return chain[::-1]


def _opens_page(run: Run, index: int) -> bool:
    """Whether nothing but what belongs to the sign's own row stands above it on its page."""
    line = run.lines[index]
    before = next((run.lines[i] for i in range(index - 1, -1, -1) if not same_row(run.lines[i].line, line.line)), None)
    return before is None or before.page != line.page


def _on_pages_of_items(run: Run, could: Sequence[int], heads: Mapping[int, Sequence[Line]]) -> list[int]:
    """Those on pages with a head of the pages where items have labels: an appendix has §§ of its own."""
    ends = [*could[1:], len(run.lines)]
    labelled = [i for i, end in zip(could, ends, strict=False) if any(j in run.labels for j in range(i, end))]
    kinds = [kinds_of(heads.get(run.lines[i].page, ())) for i in labelled]
    if not kinds or not all(kinds):
        return list(could)
    known = frozenset().union(*kinds)
    return [i for i in could if known & kinds_of(heads.get(run.lines[i].page, ()))]


def kinds_of(heads: Sequence[Line]) -> frozenset[str]:
    """The words of a page's heads, digits aside; numbers alone say nothing."""
    kinds = {_DIGITS.sub("#", fold(line.text)) for line in heads if not is_foot(line.text)}
    return frozenset(kind for kind in kinds if any(c.isalpha() for c in kind) and not kind.startswith("sid"))


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


def stage_at(run: Run, index: int) -> Stage | None:
    """'Samarbetsgruppen 24.5.2022, 10 §' or 'KSAU § 23 2031-02-20', set off: what follows is that body's handling."""
    line, above = run.lines[index], run.lines[index - 1]
    match = _stage_match(line.text)
    label = next((run.labels[i][0] for i in range(index - 1, -1, -1) if i in run.labels), None) if match else None
    first = index - 1 in run.used and label is not None and label.meaning in ("documents", "recipients")
    if match is None or first or not line.begins or same_row(above.line, line.line):
        return None
    off = line.page != above.page or line.line.baseline - above.line.baseline >= _STAGE_GAP_EM * line.line.size
    if not off and not run.prominent[index]:
        return None
    found = match.groupdict()
    days = days_in(found["day"])
    number = found.get("after") or found.get("before")
    return Stage(found["who"].strip(" ,"), days[0] if days else None, f"§ {number}")


def _stage_match(text: str) -> re.Match[str] | None:
    return _STAGE.match(text) or _STAGE_DATED_LAST.match(text)
