"""Documents of kommuner drawn by a seed, with exact gold: nobody's documents, but the forms that kommuner publish in.

``make(seed)`` draws kommun, board, words, forms, typography and layout, has one of the producers make the PDF, and
looks up on which page each record stands. The gold has the form of the labelled documents' gold files; ``form`` and
``top`` beside a record's fields say which form made it and how far down its page it begins, in points.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from tests.generator import activities, assignments, goals, indicators, money, singles, surroundings
from tests.generator.draft import Draft, Record, squeezed
from tests.generator.producers import PRODUCERS, available
from tests.generator.settings import axes_of, draw_setting

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
_Forms = dict[str, Callable[[Draft], None]]
_DOING: _Forms = {**activities.TABLES, **singles.SINGLES}
_PLANNED_MONEY: _Forms = {**money.MONEY, **money.PLANNED}
_OF_PLANS: _Forms = {**singles.EXTRAS, **assignments.CALENDAR, **assignments.ASSIGNMENTS}
_OF_FOLLOW_UPS: _Forms = {**goals.ASSESSED, **activities.STACKED}
_OF_KIND: dict[str, tuple[_Forms, ...]] = {
    "verksamhetsplan": (goals.GOALS, _DOING, indicators.INDICATORS, _PLANNED_MONEY, _OF_PLANS),
    "uppföljning": (_OF_FOLLOW_UPS, _DOING, indicators.INDICATORS, money.MONEY, assignments.ASSIGNMENTS),
    "årsredovisning": (goals.ASSESSED, activities.TABLES, indicators.INDICATORS, money.MONEY, money.STATEMENTS),
    "mål och budget": (goals.GOALS, indicators.INDICATORS, _PLANNED_MONEY, _PLANNED_MONEY, assignments.ASSIGNMENTS),
    "handlingsplan": (goals.GOALS, singles.SINGLES, _DOING, indicators.INDICATORS),
}
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
    setting = draw_setting(rng, made_by)
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
    return Made(seed, pdf, gold, axes_of(setting), tuple(draft.forms), tuple(draft.worded), starts)


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


def locate(pdf: bytes, draft: Draft) -> tuple[int, tuple[tuple[int, float, str], ...]]:
    """Gives each record its page and top, by its words in the PDF's text, in order; the page count and all places."""
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
        cursor += len(squeezed(words)) if form == "front" else 0  # the list of headings: what it names comes after
        page, n = places[at]
        top = document[page].get_height() - pages[page].get_charbox(n)[3]
        starts.append((page + 1, top, form))
        if record is not None:
            record |= {"page": page + 1, "top": top}
    return len(document), tuple(starts)


def _find(whole: str, words: str, cursor: int) -> int:
    """Where the words stand from the cursor on, else before; their beginning where a producer paints by lines."""
    wanted = squeezed(words)
    for length in (len(wanted), *range(len(wanted) - 1, _LEAST_LETTERS, -1)):
        at = whole.find(wanted[:length], cursor)
        at = at if at >= 0 else whole.find(wanted[:length])
        if at >= 0:
            return at
    return -1


def _text(page: Any) -> str:
    return "".join(page.get_text_range(n, 1) or " " for n in range(page.count_chars()))
