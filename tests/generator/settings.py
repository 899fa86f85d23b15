"""What a seed draws once for a document: whose it is, of what kind and year, and how it looks."""

from __future__ import annotations

import random
import re

from extractors.vocabulary import municipalities
from tests.generator.draft import Setting
from tests.generator.phrases import subjects

_KINDS = ("verksamhetsplan", "uppföljning") * 2 + ("delårsrapport", "årsredovisning", "mål och budget", "handlingsplan")
_SUBJECTS = (
    "klimat och energi",
    "jämställdhet",
    "suicidprevention",
    "kompetensförsörjning",
    "minskat matsvinn",
    "äldres hälsa",
)


def draw_setting(rng: random.Random, producer: str) -> Setting:
    """Everything about the document but its records."""
    kommun, kind = rng.choice(municipalities()), rng.choice(_KINDS)
    field = rng.choice([name for name in subjects() if name not in ("shared", "statements")])
    board = None if kind == "mål och budget" else rng.choice(subjects()[field]["boards"])
    year = rng.randrange(2019, 2031)
    years, period, end, title = _named(rng, kind, year)
    return Setting(
        kommun=kommun.municipality,
        code=kommun.municipality_code,
        board=board,
        field=field if board else "ledning",
        kind=kind,
        year=year,
        year_to=years,
        period=period,
        period_start=f"{year}-01-01",
        period_end=end,
        title=title,
        dnr=_registration_number(rng, board, year),
        producer=producer,
        landscape=rng.random() < 0.22,
        prose_columns=rng.random() < 0.25,
        numbered=rng.random() < 0.5,
        table_style=rng.choice(["ruled", "ruled", "ruled", "rows", "rows", "zebra", "zebra", "plain", "frame"]),
        header_style=rng.choice(["filled", "dark", "bold", "bold", "light"]),
        font=rng.choice(["sans", "sans", "serif"]),
        size=rng.choice([9.0, 9.5, 10.0, 10.5, 11.0]),
        accent=rng.choice(["#1f4e79", "#2e6b3e", "#7a1f3d", "#333333", "#005a70"]),
        tagged=rng.random() < 0.5,
        break_rows=rng.random() < 0.5,
        hyphens=rng.random() < 0.25,
        narrow=rng.random() < 0.2,
        contents=rng.random() < 0.2,
    )


def _registration_number(rng: random.Random, board: str | None, year: int) -> str | None:
    letters = "".join(word[0] for word in re.findall(r"\w+", board or "") if word != "och").upper()
    unit, before, number = f"{letters}N", year - 1, rng.randrange(10, 900)
    unit = "KS" if board in (None, "Kommunstyrelsen") else unit
    forms = [
        f"{unit} {before}-{number:05}",
        f"{unit}/{before}:{number}",
        f"{before}/{number}",
        f"{unit} {before}/{number}",
    ]
    return rng.choice([*forms, f"{before}.{number:03} {unit}", None])


def _named(rng: random.Random, kind: str, year: int) -> tuple[int, str, str, str]:
    """Last year, period, its last day and the title."""
    third, whole = rng.choice([1, 2, 3]), f"{year}-12-31"
    if kind == "verksamhetsplan":
        last = rng.choice([year, year, year + 2])
        name = rng.choice(["Verksamhetsplan", "Nämndplan", "Verksamhetsplan och budget"])
        return last, "plan", f"{last}-12-31", f"{name} {year}" + (f"–{last}" if last > year else "")
    names = {
        "uppföljning": (
            "Tertialrapport {n} {y}",
            "Uppföljning tertial {n} {y}",
            "Uppföljning av plan {y}, tertial {n}",
        ),
        "delårsrapport": (
            "Delårsrapport januari–augusti {y}",
            "Delårsrapport per 31 augusti {y}",
            "Delårsbokslut augusti {y}",
        ),
        "årsredovisning": ("Verksamhetsberättelse {y}", "Årsredovisning {y}", "Årsrapport {y}", "Bokslut {y}"),
        "mål och budget": (
            "Mål och budget {y} med plan {a}–{b}",
            "Mål och budget {y}–{b}",
            "Budget {y} och plan {a}–{b}",
        ),
        "handlingsplan": ("Handlingsplan för {s} {y}–{c}", "{S} {y}–{c}: handlingsplan", "Handlingsplan {y}–{c} {s}"),
    }[kind]
    subject = rng.choice(_SUBJECTS)
    years = {"a": year + 1, "b": year + 2, "c": year + 3}
    title = rng.choice(names).format(n=third, y=year, s=subject, S=subject.capitalize(), **years)
    if kind == "uppföljning":
        return year, f"T{third}", {1: f"{year}-04-30", 2: f"{year}-08-31", 3: whole}[third], title
    if kind == "delårsrapport":
        return year, "T2", f"{year}-08-31", title
    if kind == "årsredovisning":
        return year, "helår", whole, title
    last = year + (2 if kind == "mål och budget" else 3)
    return last, "plan", f"{last}-12-31", title


def axes_of(s: Setting) -> dict[str, str]:
    """The document's value on each axis that figures are printed for."""
    return {
        "producer": s.producer,
        "kind": s.kind,
        "table style": s.table_style,
        "header style": s.header_style,
        "layout": ("landscape" if s.landscape else "portrait") + (", columns" if s.prose_columns else ""),
        "font": s.font,
        "section numbers": "numbered" if s.numbered else "unnumbered",
        "rows at page breaks": "cut" if s.break_rows else "whole",
        "words": "narrow columns" if s.narrow else "hyphenated" if s.hyphens else "whole",
    }
