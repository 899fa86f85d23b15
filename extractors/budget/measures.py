"""What amounts under a heading of a year or a part alone measure, by what stands round them: title, caption, rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.budget.columns import Meaning, first_measure, measure_of, names_several, role_of_column, time_of
from extractors.budget.tables import Part, amounts_of, one_line
from extractors.budget.titles import Surroundings
from extractors.identity.identify import Identity
from extractors.vocabulary import fold, lookup

_WORDS = re.compile(r"[^\W\d_]+")
_MEASURE_WITH_YEARS = re.compile(r"([^\W\d_]+) (20\d\d)(?: ?[-–] ?((?:20)?\d\d))?")
_PLAN = re.compile(r"plan|budget")
_PLANNED = re.compile(r"(?:investerings|exploaterings|drift|resultat|finans|flerårs|ekonomi)plan(?:en)?(?!\w)")
_LOOKS_BACK = re.compile(r"(?:resultat|balans)räkning|kassaflödesanalys|redovisning(?!\w)|(?<!\w)not(?:er)?(?!\w)")
_DIFFERENCES = ("variance", "change")
_PLANS = ("mål och budget", "verksamhetsplan")
_LONGEST_NAMING = 3  # words: "Avvikelse mot budget", "Budget 2031"; a longer label only begins like a measure


def from_surroundings(
    part: Part, col: int, around: Surroundings, year: int | None, identity: Identity
) -> tuple[Meaning | None, bool]:
    """The meaning of a heading that names no measure, None where nothing says it; and whether a row may say otherwise.

    'Totalt' over the years of a plan of investments is the project's budget. What nothing says but the rows (incomes,
    costs, a net) is the outcome, and of no year to come.
    """
    header = part.headers[col]
    own_year, as_of = time_of(header, year)
    words = _WORDS.findall(fold(header))
    if any(role_of_column(word) != "part" for word in words) and as_of is None:
        captioned = _from_caption(part, around)
        return (Meaning(captioned, own_year, as_of) if captioned is not None else None), False
    if around.investment and any(word.startswith("total") for word in words):
        planned = any(_PLAN.search(fold(title)) for title in _near(part, around))
        return (Meaning("project_budget", own_year, as_of) if planned else None), False
    named = next((m for title in _near(part, around) if (m := _in_title(title, own_year))), None)
    if named is not None:
        return Meaning(named, own_year, as_of), named == "outcome"
    ahead = identity.document_type in _PLANS and None not in (own_year, identity.year)
    if around.investment and ahead and not _is_past(own_year, identity):  # what a plan says of its years is no outcome
        return Meaning("budget" if own_year == identity.year else "planned", own_year, as_of), False
    if _is_past(own_year, identity) and (_titled_as_outcome(part, around) or _has_sides(part, around)):
        return Meaning("outcome", own_year, as_of), True
    return None, False


def _is_past(year: int | None, identity: Identity) -> bool:
    """Whether a year may have an outcome: up to a report's own year, before a plan's."""
    if year is None or identity.year is None:
        return year is not None
    return year < identity.year if identity.document_type in _PLANS else year <= identity.year


def measure_of_row(label: str) -> str | None:
    """The measure that a row's label names under a year alone: 'Budget', 'Budgetavvikelse', 'Prognos helår'."""
    words = _WORDS.findall(fold(label))
    if not words or len(words) > _LONGEST_NAMING or (lookup("measures", words[0]) == "budget" and words[0] != "budget"):
        return None  # "Kommunbidrag" and "Anslag" are what a board has got
    measure = measure_of(label, investment=False)
    return measure if measure in ("budget", "variance", "forecast") else None


def _near(part: Part, around: Surroundings) -> Iterator[str]:
    """The part's own title, the headings over its labels, the nearest titles."""
    amounts = amounts_of(part)
    yield from filter(None, (part.title, around.caption))
    yield from (text for col, text in part.headers.items() if col not in amounts)
    yield from around.titles[:2]


def _in_title(title: str, year: int | None) -> str | None:
    """The measure that a title names for one of its years: 'Budget 2031', 'Förändring av ram', 'Investeringsplan'."""
    if not names_several(title):
        return measure_of(title, investment=False) or ("planned" if _PLANNED.search(fold(title)) else None)
    first = first_measure(title)
    return first if first in _DIFFERENCES else _measure_of_year(title, year)


def _measure_of_year(title: str, year: int | None) -> str | None:
    """What a title like 'Budget 2030 och plan 2031-2032' says of one of its years."""
    for match in _MEASURE_WITH_YEARS.finditer(title):
        first = int(match.group(2))
        last = int((match.group(3) or match.group(2))[-2:]) + first - first % 100
        if year is not None and first <= year <= last:
            return measure_of(match.group(1), investment=False)
    return None


def _from_caption(part: Part, around: Surroundings) -> str | None:
    """The measure of columns that are headed by names (of departments), where a caption says it for all of them."""
    headings = [part.headers.get(col, "") for col in amounts_of(part) if col > 0]
    if around.caption is None or any(
        measure_of(text, investment=False) or time_of(text) != (None, None) for text in headings
    ):
        return None
    return _in_title(around.caption, None)


def _titled_as_outcome(part: Part, around: Surroundings) -> bool:
    return any(_LOOKS_BACK.search(fold(title)) for title in _near(part, around))


def _has_sides(part: Part, around: Surroundings) -> bool:
    """Whether rows or title are what comes in and goes out: 'Intäkter', 'Kostnader', 'Årets resultat'."""
    labels = [one_line(c) for row in part.rows for c in row[:2] if c.text]
    titles = [" ".join(_WORDS.findall(fold(title.split(",")[0]))) for title in _near(part, around)]
    return any(_is_side(text) for text in (*labels, *titles))


def _is_side(text: str) -> bool:
    words: Sequence[str] = fold(text).split()
    return lookup("sum_sides", text) is not None or (bool(words) and words[-1].endswith(("intäkter", "kostnader")))
