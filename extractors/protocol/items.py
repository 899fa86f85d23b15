"""The items of a protocol: from each § to the next, with its heading and its labelled parts, over pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.protocol.item_starts import Run, Stage, kinds_of, number_at, run_of, stage_at, starts_of
from extractors.protocol.labels import (
    Label,
    numbered,
    registration_in,
)
from extractors.protocol.lines import TextLine, same_row
from extractors.records import Box
from extractors.text.lines import Line
from extractors.vocabulary import fold, lookup

_LONGEST_TITLE = 250  # letters
_MOST_TITLE_LINES = 4
_SHORTEST_BROKEN = 2  # letters with the hyphen
_TITLE_PITCH_EM = 1.7
_ABOVE_PITCH_EM = 3.0
_ENDS = frozenset({"signatures", "notice", "adjusting"})


class Part(NamedTuple):
    """The lines under one label of an item; without a label those between the heading and the first one."""

    label: Label | None
    lines: tuple[TextLine, ...]
    stage: Stage | None


class Item(NamedTuple):
    """A numbered item: '§ 45', its title, diarienummer and parts; ``box`` is that of its § on its first page.

    ``span`` are the places of its first line and of the one after its last among the lines of the text.
    """

    paragraph: str
    who: str | None
    title: str | None
    registration_number: str | None
    parts: tuple[Part, ...]
    page: int
    page_to: int
    box: Box
    span: tuple[int, int]


def find_items(lines: Sequence[TextLine], heads: Mapping[int, Sequence[Line]]) -> list[Item]:
    """The items in their order; none where no line begins with a § and its number."""
    if not any(numbered(line.text) for line in lines):
        return []
    run = run_of(lines)
    starts = starts_of(run, heads)
    above = [_above(run, start) for start in starts]
    begins = [min([start, *lines_above]) for start, lines_above in zip(starts, above, strict=True)]
    ends = [_end(run, start, after, heads) for start, after in zip(starts, [*begins[1:], len(lines)], strict=False)]
    return [_item(run, start, end, over) for start, end, over in zip(starts, ends, above, strict=True)]


def _end(run: Run, start: int, after: int, heads: Mapping[int, Sequence[Line]]) -> int:
    """Where the item ends: at the next, at the signatures, or where pages of another kind begin."""
    own = kinds_of(heads.get(run.lines[start].page, ()))
    for index in range(start + 1, after):
        line = run.lines[index]
        if lookup("protocol_meetings", line.text) in _ENDS and (run.prominent[index] or _is_alone(run, index)):
            return index
        if line.page != run.lines[index - 1].page and own and not own & kinds_of(heads.get(line.page, ())):
            return index
    return after


def _is_alone(run: Run, index: int) -> bool:
    return run.lines[index].begins


class _Heading(NamedTuple):
    title: str | None
    registration_number: str | None
    body_from: int


def _item(run: Run, start: int, end: int, above: Sequence[int]) -> Item:
    first = run.lines[start]
    found = numbered(first.text)
    assert found is not None
    heading = _heading(run, start, end, found.rest)
    lines = list(_own_lines(run, heading, end, found.number))
    over = [registration_in(run.lines[i].text) for i in above]
    return Item(
        paragraph=f"§ {found.number}",
        who=found.who,
        title=heading.title or _joined_title([words for _, words in over if words]),
        registration_number=heading.registration_number or next((n for n, _ in over if n), None),
        parts=tuple(_parts(run, lines)),
        page=first.page,
        page_to=run.lines[max([start, *lines])].page,
        box=first.line.box,
        span=(min([start, *above]), end),
    )


def _heading(run: Run, start: int, end: int, rest: str) -> _Heading:
    """Title and diarienummer from the §'s own row and from what stands between it and the first label."""
    registered, title = registration_in(rest)
    title = _without_continuation(title)
    at = start + 1
    look = run.lines[start].line.style
    pieces = [title] if title else []
    while at < end and at not in run.labels:
        line = run.lines[at]
        number, words = registration_in(line.text)
        beside = same_row(run.lines[start].line, line.line)
        if number and (not words or beside):
            registered = registered or number
            if words:
                pieces.append(words)
        elif again := numbered(line.text):
            if again.number != number_at(run, start):
                break
            if again.rest and not pieces:
                number, words = registration_in(again.rest)
                registered, look = registered or number, line.line.style
                pieces += [words] if words else []
        elif beside or _goes_on_as_title(run, start, at, pieces, look):
            pieces.append(line.text)
            look = line.line.style if len(pieces) == 1 else look
        else:
            break
        at += 1
    return _Heading(_joined_title(pieces), registered, at)


def _joined_title(pieces: Sequence[str]) -> str | None:
    title = ""
    for piece in pieces:
        broken = title.endswith("-") and piece[:1].islower() and not piece.startswith(("och ", "eller ", "samt "))
        kept = broken and len(title.split()[-1]) <= _SHORTEST_BROKEN  # "e-" / "cigaretter": no syllable ends there
        title = (title if kept else title[:-1]) + piece if broken else f"{title} {piece}".strip()
    return title if title and len(title) <= _LONGEST_TITLE else None


def _without_continuation(title: str) -> str:
    return "" if fold(title) in ("forts", "fortsättning", "(forts)") else title


def _goes_on_as_title(run: Run, start: int, at: int, pieces: Sequence[str], look: object) -> bool:
    """Whether a line below the § is its title or the title's next line."""
    line, above = run.lines[at], run.lines[at - 1]
    if line.page != above.page or len(pieces) >= _MOST_TITLE_LINES:
        return False
    near = line.line.baseline - above.line.baseline <= _TITLE_PITCH_EM * max(line.line.size, above.line.size)
    if pieces:
        return near and line.line.style == look and (run.prominent[at] or not line.begins)
    if run.prominent[at]:
        return True
    first = line.begins or at == start + 1
    short = len(line.text) <= _LONGEST_TITLE // 2 and not line.text.endswith((".", ":", ","))
    last_of_paragraph = at + 1 >= len(run.lines) or run.lines[at + 1].begins or at + 1 in run.labels
    return short and first and last_of_paragraph and at + 1 < len(run.lines)


def _above(run: Run, start: int) -> list[int]:
    """The lines right above a § that are its own: its diarienummer, and its title where none stands below."""
    found = numbered(run.lines[start].text)
    below = start + 1 < len(run.lines) and start + 1 not in run.labels and run.prominent[start + 1]
    titled = found is None or below or bool(registration_in(found.rest)[1])
    above: list[int] = []
    for index in range(start - 1, -1, -1):
        line, lower = run.lines[index].line, run.lines[above[-1] if above else start].line
        pitch = _TITLE_PITCH_EM if above else _ABOVE_PITCH_EM
        near = line.page == lower.page and lower.baseline - line.baseline <= pitch * max(line.size, lower.size)
        number, words = registration_in(line.text)
        is_title = not titled and run.prominent[index] and index not in run.labels and index not in run.used
        if not near or numbered(line.text) or not ((number and not words) or is_title):
            break
        above.append(index)
    return above[::-1]


def _own_lines(run: Run, heading: _Heading, end: int, number: int) -> Iterator[int]:
    """The item's lines after its heading, without those that repeat it on a further page."""
    title = fold(heading.title or "")
    repeats = False
    for index in range(heading.body_from, end):
        line = run.lines[index]
        again = numbered(line.text)
        if again is not None and again.number == number and index not in run.used:
            repeats = True
            continue
        if repeats and (fold(line.text) and fold(line.text) in title):
            continue
        if repeats and registration_in(line.text) == (heading.registration_number, ""):
            continue
        repeats = False
        yield index


def _parts(run: Run, indices: Sequence[int]) -> Iterator[Part]:
    label: Label | None = None
    stage: Stage | None = None
    lines: list[TextLine] = []
    for index in indices:
        line = run.lines[index]
        new_stage = stage_at(run, index) if index not in run.used else None
        if index in run.labels or new_stage:
            if lines or label:
                yield Part(label, tuple(lines), stage)
            lines = []
            stage = new_stage or stage
            label, after = run.labels.get(index, (None, None))
            if after is not None:
                lines.append(TextLine(after, True, False))
        elif index not in run.used:
            forced = not lines
            lines.append(line._replace(begins=True) if forced else line)
    if lines or label:
        yield Part(label, tuple(lines), stage)
