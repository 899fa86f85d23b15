"""The desk's pictures, but for the flow of statuses. Each says in words what it shows, and leans on no colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import altair as alt
import pandas as pd

from pipeline.desk.flow import NO_STATUS, STANDING_COLOURS, STANDING_WORDS
from pipeline.desk.swedish import NOTHING, mkr, number, share
from pipeline.store import Row

# After Okabe and Ito.
_BLUE, _VERMILION, _SKY, _GREY = "#0072b2", "#d55e00", "#56b4e9", "#999999"
_LABEL_PT = 300
_SMALL_PT = 170


def deviations(lines: Sequence[Row]) -> alt.TopLevelMixin:
    """The lines' variances in mkr as bars, the largest on top; above zero blue, below vermilion."""
    data = pd.DataFrame(
        {
            "line": [_line(row) for row in lines],
            "variance": [row["variance"] / 1_000_000 for row in lines],
            "shown": [mkr(row["variance"]).text for row in lines],
        }
    )
    order = alt.Y("line:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LABEL_PT))
    bars = alt.Chart(data).mark_bar().encode(
        x=alt.X("variance:Q", title="Avvikelse, mkr", axis=alt.Axis(format="~f"), scale=alt.Scale(padding=30)),
        y=order,
        color=alt.condition("datum.variance < 0", alt.value(_VERMILION), alt.value(_BLUE)),
        tooltip=[alt.Tooltip("line:N", title="Rad"), alt.Tooltip("shown:N", title="mkr")],
    )  # fmt: skip
    words = alt.Chart(data).mark_text(align="left", dx=4).encode(x=alt.X("right:Q"), y=order, text="shown:N")
    words = words.transform_calculate(right="max(datum.variance, 0)")
    told = "De största avvikelserna: " + "; ".join(f"{row['label']} {mkr(row['variance']).text} mkr" for row in lines)
    return alt.layer(bars, words, description=told).properties(width="container", height=24 * len(data) + 10)


def small_multiples(values: Sequence[Row]) -> list[alt.TopLevelMixin]:
    """A small picture per indicator and group over the years: baseline a diamond, targets lines, outcomes dots."""
    charts = []
    for (name, group), found in groupby(values, key=lambda row: (row["indicator"], row["group"])):
        rows = list(found)
        points = _points(rows)
        if points:
            charts.append(_small(" – ".join(filter(None, (name, group))), rows[0]["unit"], points))
    return charts


def status_shares(rows: Sequence[Row]) -> alt.TopLevelMixin:
    """One bar per kommun and year, parted by status."""
    standings = [row["status"] or NO_STATUS for row in rows]
    data = pd.DataFrame(
        {
            "report": [f"{row['municipality']} {row['year']} {row['period']}" for row in rows],
            "status": [STANDING_WORDS[standing] for standing in standings],
            "rank": [list(STANDING_WORDS).index(standing) for standing in standings],
            "share": [row["share"] for row in rows],
            "shown": [f"{row['activities']} st, {share(row['share']).text}" for row in rows],
        }
    )
    told = "; ".join(f"{r.report}: {r.status} {r.shown}" for r in data.itertuples())
    colours = {word: STANDING_COLOURS[standing] for standing, word in STANDING_WORDS.items()}
    met = [word for word in colours if word in set(data["status"])]
    picture: alt.TopLevelMixin = (
        alt.Chart(data, description=f"Aktiviteternas status. {told}")
        .mark_bar(stroke="#1b1b1b", strokeWidth=0.5)
        .encode(
            x=alt.X(
                "share:Q", title="Andel av aktiviteterna", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])
            ),
            y=alt.Y("report:N", title=None, sort=None),
            color=alt.Color(
                "status:N", title=None, legend=alt.Legend(orient="top", columns=4),
                scale=alt.Scale(domain=met, range=[colours[word] for word in met]),
            ),
            order="rank:Q",
            tooltip=["report:N", "status:N", "shown:N"],
        )
        .properties(width="container", height=alt.Step(28))
    )  # fmt: skip
    return picture


def ledger(pages: Sequence[Row]) -> alt.TopLevelMixin:
    """Where the words of each page went: tables, text, heads and feet, nowhere."""
    kinds = {
        "in_tables": "Tabeller",
        "in_text": "Löptext",
        "in_furniture": "Sidhuvud och sidfot",
        "unassigned": "Utan plats",
    }
    data = pd.DataFrame(
        [
            {"page": row["page"], "kind": word, "rank": rank, "words": row[kind]}
            for row in pages
            for rank, (kind, word) in enumerate(kinds.items())
        ]
    )
    lost = sum(row["unassigned"] for row in pages)
    picture: alt.TopLevelMixin = (
        alt.Chart(data, description=f"Var orden på {len(pages)} sidor står; {lost} ord har ingen plats.")
        .mark_bar(stroke="#1b1b1b", strokeWidth=0.3)
        .encode(
            x=alt.X("page:O", title="Sida", axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("words:Q", title="Ord"),
            color=alt.Color(
                "kind:N", title=None, legend=alt.Legend(orient="top", columns=2),
                scale=alt.Scale(domain=list(kinds.values()), range=[_BLUE, _SKY, "#dddddd", _VERMILION]),
            ),
            order="rank:Q",
            tooltip=[
                alt.Tooltip("page:O", title="Sida"), alt.Tooltip("kind:N", title="Var"),
                alt.Tooltip("words:Q", title="Ord"),
            ],
        )
        .properties(width="container", height=180)
    )  # fmt: skip
    return picture


def _line(row: Row) -> str:
    return " · ".join(filter(None, (row["section"], row["label"])))


def _points(rows: Sequence[Row]) -> list[dict[str, object]]:
    first = rows[0]
    found: list[dict[str, object]] = []
    if first["baseline"] is not None and first["baseline_year"] is not None:
        found.append({"year": first["baseline_year"], "value": first["baseline"], "kind": "Nuläge"})
    for row in rows:
        for field, kind in (("target", "Mål"), ("outcome", "Utfall")):
            if row[field] is not None and row["year"] is not None:
                found.append({"year": row["year"], "value": row[field], "kind": kind})
    return found


def _small(name: str, unit: str | None, points: list[dict[str, object]]) -> alt.TopLevelMixin:
    data = pd.DataFrame(points)
    data["shown"] = [f"{kind} {number(value).text}" for kind, value in zip(data["kind"], data["value"], strict=True)]
    kinds = alt.Scale(domain=["Nuläge", "Mål", "Utfall"], range=[_GREY, "#1b1b1b", _BLUE])
    shapes = alt.Scale(domain=["Nuläge", "Mål", "Utfall"], range=["diamond", "stroke", "circle"])
    base = alt.Chart(data).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "value:Q",
            title=unit or NOTHING,
            scale=alt.Scale(zero=False, padding=14),
            axis=alt.Axis(tickCount=4, format="~f"),
        ),
    )
    marks = base.mark_point(filled=True, size=110, opacity=1, strokeWidth=3).encode(
        color=alt.Color("kind:N", scale=kinds, legend=None), shape=alt.Shape("kind:N", scale=shapes, legend=None),
        stroke=alt.Stroke("kind:N", scale=kinds, legend=None), tooltip="shown:N",
    )  # fmt: skip
    words = base.mark_text(dy=-11, fontSize=9).encode(text="shown:N")
    title = alt.TitleParams(_wrapped(name), anchor="start", fontSize=11, fontWeight="normal")
    told = f"{name}: " + ", ".join(f"{shown} ({year})" for shown, year in zip(data["shown"], data["year"], strict=True))
    return alt.layer(marks, words, description=told, title=title).properties(width=_SMALL_PT, height=120)


def _wrapped(name: str) -> list[str]:
    """In lines that fit above a small picture, three at the most."""
    lines = [""]
    for word in name.split():
        if len(lines[-1]) + len(word) > 30 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) < 4 else [*lines[:2], f"{lines[2]} …"]
