"""Documents of kommuner drawn by a seed, with exact gold: nobody's documents, but the forms that kommuner publish in.

``make(seed)`` draws kommun, board, words, forms, typography and layout, has one of the producers make the PDF, and looks up
on which page each record stands. The gold has the form of the labelled documents' gold files; ``form`` and ``top`` beside
a record's fields say which form made it and how far down its page it begins, in points.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from extractors.vocabulary import municipalities
from tests.generator import activities, assignments, goals, indicators, money, singles, surroundings
from tests.generator.draft import Draft, Record, Setting, squeezed
from tests.generator.phrases import subjects
from tests.generator.producers import PRODUCERS, available

FORMS: dict[str, Callable[[Draft], None]] = {
    **goals.GOALS,
    **goals.ASSESSED,
    **activities.TABLES,
    **activities.STACKED,
    **singles.SINGLES,
    **singles.EXTRAS,
    **indicators.INDICATORS,
    **money.MONEY,
    **money.PLANNED,
    **money.STATEMENTS,
    **assignments.ASSIGNMENTS,
    **assignments.CALENDAR,
}
LISTS = (
    "goals",
    "activities",
    "indicators",
    "indicator_values",
    "budget_lines",
    "assignments",
    "decisions",
    "followups",
)
_LEAST_LETTERS = 9  # of a record's words that have to stand together to be found
_OF_KIND: dict[str, tuple[dict[str, Callable[[Draft], None]], ...]] = {
    "verksamhetsplan": (goals.GOALS, {**activities.TABLES, **singles.SINGLES}, indicators.INDICATORS, {**money.MONEY, **money.PLANNED}, {**singles.EXTRAS, **assignments.CALENDAR, **assignments.ASSIGNMENTS}),
    "uppföljning": ({**goals.ASSESSED, **activities.STACKED}, {**activities.TABLES, **singles.SINGLES}, indicators.INDICATORS, money.MONEY, assignments.ASSIGNMENTS),
    "årsredovisning": (goals.ASSESSED, activities.TABLES, indicators.INDICATORS, money.MONEY, money.STATEMENTS),
    "mål och budget": (goals.GOALS, indicators.INDICATORS, {**money.MONEY, **money.PLANNED}, money.PLANNED | money.MONEY, assignments.ASSIGNMENTS),
    "handlingsplan": (goals.GOALS, singles.SINGLES, {**activities.TABLES, **singles.SINGLES}, indicators.INDICATORS),
}  # fmt: skip
_OF_KIND["delårsrapport"] = _OF_KIND["uppföljning"]


@dataclass(frozen=True)
class Made:
    """A document: its bytes, its gold, and what the seed drew."""

    seed: int
    pdf: bytes
    gold: dict[str, list[Record]]
    axes: dict[str, str]
    forms: tuple[str, ...]
    worded: tuple[tuple[str, str], ...]  # form, and a wording drawn in it
    starts: tuple[tuple[int, float, str], ...]  # page, top and form of each place where a form goes on


def make(seed: int, *, producer: str | None = None, forms: Sequence[str] | None = None) -> Made:
    """The document of a seed; ``producer`` and ``forms`` go before what the seed draws."""
    rng = random.Random(f"document {seed}")
    made_by = producer or random.Random(f"producer {seed}").choice(available())
    setting = _setting(rng, made_by)
    draft = Draft(setting, rng)
    surroundings.front(draft)
    for form in forms or _forms(draft):
        if draft.chance(0.45):
            draft.form = "prose"
            surroundings.chapter(draft)
        draft.form = form
        draft.forms.append(form)
        {**FORMS, **surroundings.DISTRACTORS}[form](draft)
    if setting.contents:
        surroundings.add_contents(draft)
    pdf = PRODUCERS[made_by](draft)
    pages, starts = locate(pdf, draft)
    gold = {name: draft.gold.get(name, []) for name in LISTS}
    gold["documents"] = [_identity(draft, seed, pages)]
    return Made(seed, pdf, gold, _axes(setting), tuple(draft.forms), tuple(draft.worded), starts)


def _setting(rng: random.Random, producer: str) -> Setting:
    kommun = rng.choice(municipalities())
    kind = rng.choice(
        [
            "verksamhetsplan",
            "verksamhetsplan",
            "uppföljning",
            "uppföljning",
            "delårsrapport",
            "årsredovisning",
            "mål och budget",
            "handlingsplan",
        ]
    )
    field = rng.choice([name for name in subjects() if name not in ("shared", "statements")])
    board = None if kind == "mål och budget" else rng.choice(subjects()[field]["boards"])
    year = rng.randrange(2019, 2031)
    years, period, end, title = _named(rng, kind, year)
    letters = "".join(word[0] for word in re.findall(r"\w+", board or "") if word != "och").upper()
    unit = "KS" if board in (None, "Kommunstyrelsen") else f"{letters}N"
    number = rng.randrange(10, 900)
    dnr = rng.choice(
        [
            f"{unit} {year - 1}-{number:05}",
            f"{unit}/{year - 1}:{number}",
            f"{year - 1}/{number}",
            f"{unit} {year - 1}/{number}",
            None,
        ]
    )
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
        dnr=dnr,
        producer=producer,
        landscape=rng.random() < 0.22,
        prose_columns=rng.random() < 0.25,
        numbered=rng.random() < 0.5,
        table_style=rng.choice(["ruled", "ruled", "rows", "zebra", "plain"]),
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


def _named(rng: random.Random, kind: str, year: int) -> tuple[int, str, str, str]:
    """Last year, period, its last day and the title."""
    third = rng.choice([1, 2, 3])
    whole = f"{year}-12-31"
    if kind == "verksamhetsplan":
        last = rng.choice([year, year, year + 2])
        name = rng.choice(["Verksamhetsplan", "Nämndplan", "Verksamhetsplan och budget"])
        return last, "plan", f"{last}-12-31", f"{name} {year}" + (f"–{last}" if last > year else "")
    if kind == "uppföljning":
        end = {1: f"{year}-04-30", 2: f"{year}-08-31", 3: whole}[third]
        name = rng.choice(
            ["Tertialrapport {n} {y}", "Uppföljning tertial {n} {y}", "Uppföljning av verksamhetsplan {y}, tertial {n}"]
        )
        return year, f"T{third}", end, name.format(n=third, y=year)
    if kind == "delårsrapport":
        name = rng.choice(
            ["Delårsrapport januari–augusti {y}", "Delårsrapport per 31 augusti {y}", "Delårsbokslut augusti {y}"]
        )
        return year, "T2", f"{year}-08-31", name.format(y=year)
    if kind == "årsredovisning":
        return (
            year,
            "helår",
            whole,
            f"{rng.choice(['Verksamhetsberättelse', 'Årsredovisning', 'Årsrapport', 'Bokslut'])} {year}",
        )
    if kind == "mål och budget":
        name = rng.choice(
            ["Mål och budget {y} med plan {a}–{b}", "Mål och budget {y}–{b}", "Budget {y} och flerårsplan {a}–{b}"]
        )
        return year + 2, "plan", f"{year + 2}-12-31", name.format(y=year, a=year + 1, b=year + 2)
    subject = rng.choice(
        [
            "klimat och energi",
            "jämställdhet",
            "suicidprevention",
            "kompetensförsörjning",
            "minskat matsvinn",
            "digitalisering",
        ]
    )
    return year + 3, "plan", f"{year + 3}-12-31", f"Handlingsplan för {subject} {year}–{year + 3}"


def _forms(draft: Draft) -> list[str]:
    """A form of each kind that such a document has, most of them, in its order, and a table that holds nothing."""
    chosen = [draft.pick(list(group)) for group in _OF_KIND[draft.setting.kind] if draft.chance(0.85)]
    if draft.chance(0.6):
        chosen.insert(draft.rng.randrange(len(chosen) + 1), draft.pick(list(surroundings.DISTRACTORS)))
    return list(dict.fromkeys(chosen)) or ["activities in a table"]


def _identity(draft: Draft, seed: int, pages: int) -> Record:
    s = draft.setting
    return {
        "file_name": f"generated_{seed}.pdf",
        "municipality_code": s.code,
        "committee": s.board,
        "document_type": s.kind,
        "year": s.year,
        "year_to": s.year_to,
        "period": s.period,
        "period_start": s.period_start,
        "period_end": s.period_end,
        "registration_number": s.dnr,
        "also": {
            "registration_number": [f"Dnr {s.dnr}"],
            "document_type": ["uppföljning", "delårsrapport"] if s.kind in ("uppföljning", "delårsrapport") else [],
        },
        "uncertain": [
            *(["committee"] if s.board is None else []),
            *(["period_start", "period_end", "period"] if s.kind == "handlingsplan" else []),
        ],
        "pages": pages,
        "form": "front",
    }


def _axes(s: Setting) -> dict[str, str]:
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


def locate(pdf: bytes, draft: Draft) -> tuple[int, tuple[tuple[int, float, str], ...]]:
    """Gives each record its page and top, by its words in the PDF's own text after those of the one before; the page count."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n].get_textpage() for n in range(len(document))]
    letters = [(squeezed(letter), page, n) for page, text in enumerate(pages) for n, letter in enumerate(_text(text))]
    flat, places = [], list[tuple[int, int]]()
    for squeezed_letter, page, n in letters:
        flat.append(squeezed_letter)
        places += [(page, n)] * len(squeezed_letter)
    whole, cursor, starts = "".join(flat), 0, list[tuple[int, float, str]]()
    for words, record, form in draft.anchors:
        at = _find(whole, words, cursor)
        if at < 0:
            if record is not None:
                record["uncertain"].append("page")
            continue
        cursor = at if record is None else max(cursor, at)
        page, n = places[at]
        top = document[page].get_height() - pages[page].get_charbox(n)[3]
        starts.append((page + 1, top, form))
        if record is not None:
            record |= {"page": page + 1, "top": top}
    return len(document), tuple(starts)


def _find(whole: str, words: str, cursor: int) -> int:
    """Where the words stand at or after the cursor, else before it; their beginning where a producer paints line by line."""
    wanted = squeezed(words)
    for length in (len(wanted), *range(len(wanted) - 1, _LEAST_LETTERS, -1)):
        at = whole.find(wanted[:length], cursor)
        at = at if at >= 0 else whole.find(wanted[:length])
        if at >= 0:
            return at
    return -1


def _text(page: Any) -> str:
    return "".join(page.get_text_range(n, 1) or " " for n in range(page.count_chars()))
