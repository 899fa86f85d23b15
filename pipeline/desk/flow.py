"""How the activities of a year moved from status to status: counts between each two reports, and their picture.

The picture is an alluvial diagram: a column of bars per report, bands between them as high as what they count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import altair as alt
import pandas as pd

from pipeline.desk.swedish import PERIODS, STATUSES, counted
from pipeline.store import Row

NO_STATUS = "no_status"
_MISSING = "missing"
# What an activity's standing in a report is called, from done to gone.
STANDING_WORDS = {status: STATUSES[status][1] for status in ("done", "in_progress", "not_started")}
STANDING_WORDS |= {status: word for status, (_, word) in STATUSES.items() if status not in STANDING_WORDS}
STANDING_WORDS |= {NO_STATUS: "Utan status", _MISSING: "Finns inte med"}
# After Okabe and Ito; light enough for black words beside them, told apart in print by their order and words.
STANDING_COLOURS = {
    "done": "#009e73", "in_progress": "#56b4e9", "not_started": "#bbbbbb", "delayed": "#e69f00", "paused": "#cc79a7",
    "cancelled": "#555555", NO_STATUS: "#dddddd", _MISSING: "#f2f2f2",
}  # fmt: skip
_BAR_SHARE = 0.05  # half a bar's width, of the distance between two reports
_BEND_SHARE = 0.35
_GAP_SHARE = 0.03  # between bars, of all activities


class Move(NamedTuple):
    """How many ``activities`` had one status in a report and another, or the same, in the next."""

    earlier: str
    later: str
    from_status: str
    to_status: str
    activities: int


def periods_of(progress: Sequence[Row]) -> list[str]:
    """The reports that there are, in time's order: plan, t1, t2, t3."""
    return [period for period in PERIODS if any(row[f"page_{period}"] is not None for row in progress)]


def moves(progress: Sequence[Row]) -> list[Move]:
    """What went where between each two reports that follow each other; the rows are those of activity_progress."""
    order = list(STANDING_WORDS)
    found: list[Move] = []
    for earlier, later in pairwise(periods_of(progress)):
        counts = Counter((_standing(row, earlier), _standing(row, later)) for row in progress)
        del counts[_MISSING, _MISSING]
        ordered = sorted(counts.items(), key=lambda item: [order.index(status) for status in item[0]])
        found += [Move(earlier, later, one, other, count) for (one, other), count in ordered]
    return found


def in_words(progress: Sequence[Row]) -> str:
    """The picture told: from which report to which, how many were completed, stood still, went back or vanished."""
    periods = periods_of(progress)
    if len(periods) < 2:
        return "Bara en rapport finns för året, så det finns inget att jämföra med."
    changes = Counter(row["change"] for row in progress)
    parts = [
        (changes["completed"], "blev klara"),
        (changes["advanced"], "gick framåt"),
        (changes["unchanged"], "stod still"),
        (changes["regressed"], "gick bakåt"),
        (changes["still_done"], "var klara redan"),
        (changes["still_cancelled"], "var avbrutna redan"),
        (changes["new"], "är nya"),
        (changes["dropped"], "finns inte kvar"),
        (changes[None], "går inte att jämföra"),
    ]
    told = ", ".join(f"{count} {words}" for count, words in parts if count)
    first, last = PERIODS[periods[0]], PERIODS[periods[-1]]
    return f"{counted(len(progress), 'aktivitet', 'aktiviteter')} från {first} till {last}: {told}."


def picture(progress: Sequence[Row]) -> alt.TopLevelMixin:
    """The flow from report to report, left to right, as wide as the page."""
    periods = periods_of(progress)
    bars = list(_bars(progress, periods))
    bands = pd.DataFrame(_bands(progress, bars))
    standings = pd.DataFrame(bars)
    colours = alt.Scale(domain=list(STANDING_COLOURS), range=list(STANDING_COLOURS.values()))
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.1, max(len(periods) - 1, 1) + 0.25], nice=False))
    up = alt.Y("low:Q", axis=None, scale=alt.Scale(reverse=True, nice=False))
    fill = alt.Fill("status:N", scale=colours, legend=None)
    told = alt.Tooltip("words:N", title="Antal")
    flowing = alt.Chart(bands).mark_area(interpolate="monotone", opacity=0.55)
    standing = alt.Chart(standings).mark_rect(stroke="#1b1b1b", strokeWidth=0.5)
    named = alt.Chart(standings).mark_text(align="left", dx=4, fontSize=12, color="#1b1b1b")
    heads = alt.Chart(pd.DataFrame({"x": range(len(periods)), "low": 0.0, "period": [PERIODS[p] for p in periods]}))
    flow: alt.TopLevelMixin = (
        alt.layer(
            flowing.encode(x=across, y=up, y2="high:Q", fill=fill, detail="move:N", tooltip=told),
            standing.encode(x=across, x2="x2:Q", y=up, y2="high:Q", fill=fill, tooltip=told),
            named.encode(x=alt.X("x2:Q", axis=None), y=alt.Y("middle:Q", axis=None), text="words:N"),
            heads.mark_text(dy=-12, fontWeight="bold", fontSize=13).encode(x=across, y=up, text="period:N"),
            description=in_words(progress),
        )
        .properties(width="container", height=320)
        .configure_view(stroke=None)
    )
    return flow


class _Bar(NamedTuple):
    """The activities of one standing in one report: ``x`` in reports, ``low``, ``high`` in activities from the top."""

    period: str
    status: str
    x: float
    x2: float
    low: float
    high: float
    middle: float
    words: str


class _Point(NamedTuple):
    """A place on a band, between ``low`` and ``high``."""

    move: str
    x: float
    low: float
    high: float
    status: str
    words: str


def _standing(row: Row, period: str) -> str:
    if row[f"page_{period}"] is None:
        return _MISSING
    return row[f"status_{period}"] or NO_STATUS


def _bars(progress: Sequence[Row], periods: Sequence[str]) -> Iterator[_Bar]:
    gap = _GAP_SHARE * len(progress)
    for place, period in enumerate(periods):
        counts = Counter(_standing(row, period) for row in progress)
        low = 0.0
        for status in (status for status in STANDING_WORDS if counts[status]):
            high = low + counts[status]
            words = f"{STANDING_WORDS[status]} {counts[status]}"
            yield _Bar(period, status, place - _BAR_SHARE, place + _BAR_SHARE, low, high, (low + high) / 2, words)
            low = high + gap


def _bands(progress: Sequence[Row], bars: Sequence[_Bar]) -> Iterator[_Point]:
    """Four points a band: straight out of one bar, a bend, straight into the next."""
    found = {(bar.period, bar.status): bar for bar in bars}
    out_of = {place: bar.low for place, bar in found.items()}
    into = dict(out_of)
    for move in moves(progress):
        one, other = (move.earlier, move.from_status), (move.later, move.to_status)
        left, right = found[one].x2, found[other].x
        bend = _BEND_SHARE * (right - left)
        words = f"{STANDING_WORDS[move.from_status]} → {STANDING_WORDS[move.to_status]}: {move.activities}"
        name = f"{move.earlier} {move.from_status} {move.to_status}"
        ends = ((left, out_of[one]), (left + bend, out_of[one]), (right - bend, into[other]), (right, into[other]))
        for x, low in ends:
            yield _Point(name, x, low, low + move.activities, move.from_status, words)
        out_of[one] += move.activities
        into[other] += move.activities
