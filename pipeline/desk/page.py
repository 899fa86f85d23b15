"""What the pages share: the way between them, the choice of kommun, committee and year, tables. The door to marimo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import altair as alt
import marimo as mo

from pipeline.desk.listing import LISTINGS
from pipeline.desk.published import trouble
from pipeline.desk.review import ReviewPairs
from pipeline.desk.table import Column, EvidenceTable
from pipeline.store import Row

_STATIC = Path(__file__).parent / "static"
_WHOLE = "Hela kommunen"
_AT_THE_START = 4
_PAIRS_AT_ONCE = 5
_EMBED = {
    "actions": False,
    "renderer": "svg",
    "formatLocale": {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", " kr"]},
}


class Page(NamedTuple):
    """A notebook that is a page: its file's name, its title, and what it answers."""

    name: str
    title: str
    question: str


PAGES = (
    Page("progress", "Läget", "Vad hände med aktiviteterna under året?"),
    Page("budget", "Ekonomi", "Hur gick det mot budget, och var är avvikelserna störst?"),
    Page("targets", "Mål", "Nåddes målen, och säger dokumentet detsamma?"),
    Page("compare", "Jämför", "Hur står sig kommunerna mot varandra?"),
    Page("review", "Granska", "Vilka länkar väntar på ett beslut?"),
    Page("quality", "Kvalitet", "Hur väl är varje dokument läst?"),
)


def top(name: str) -> mo.Html:
    """The page's heading, its question, and, where the desk serves it, the way to the other pages."""
    here = next(page for page in PAGES if page.name == name)
    links = "".join(
        f'<a href="/{page.name}"{" aria-current=page" if page is here else ""}>{page.title}</a>' for page in PAGES
    ) + "".join(f'<a href="/{listing.path}">{listing.title}</a>' for listing in LISTINGS)
    way = f'<nav aria-label="Sidor">{links}</nav>' if mo.app_meta().mode == "run" else ""
    heading = f"<h1>{escape(here.title)}</h1><p>{escape(here.question)}</p>"
    style = _STATIC.joinpath("page.css").read_text(encoding="utf-8")
    return mo.Html(f'<style>{style}</style><header class="kp-top">{way}{heading}</header>')


def stop_without(database: Path) -> None:
    """End the page with what is wrong and what to do, where the database can't be read."""
    if (cause := trouble(database)) is not None:
        mo.stop(True, mo.callout(mo.md(f"**Databasen kan inte visas.** {escape(cause)}"), kind="danger"))


def choose_municipality(bodies: Sequence[Row]) -> mo.ui.dropdown:
    """The kommuner of the rows, by name."""
    return _choose("Kommun", {row["municipality"]: row["municipality"] for row in bodies})


def choose_committee(bodies: Sequence[Row], municipality: str | None) -> mo.ui.dropdown:
    """The committees of that kommun."""
    own = (row["committee"] for row in bodies if row["municipality"] == municipality)
    return _choose("Nämnd", {committee or _WHOLE: committee for committee in own})


def choose_year(bodies: Sequence[Row], municipality: str | None, committee: str | None) -> mo.ui.dropdown:
    """The years of that committee, the latest first."""
    own = (row["year"] for row in bodies if (row["municipality"], row["committee"]) == (municipality, committee))
    return _choose("År", {str(year): year for year in own})


def choose_document(documents: Sequence[Row]) -> mo.ui.dropdown:
    """The documents, by file name."""
    found = {row["file_name"]: row["document_id"] for row in documents}
    return mo.ui.dropdown(found, value=next(iter(found), None), label="Dokument", full_width=True)


def choose_one(label: str, words: Mapping[str, str], values: Iterable[Any], every: str) -> mo.ui.dropdown:
    """Those of the words whose values there are, or ``every`` for no choice."""
    met = set(values)
    return _choose(label, {every: None} | {word: value for word, value in words.items() if value in met})


def choose_one_of(label: str, values: Sequence[str]) -> mo.ui.dropdown:
    """One of the values, the first at the start."""
    return _choose(label, {value: value for value in values})


def choose_several(label: str, values: Sequence[str]) -> mo.ui.multiselect:
    """Some of the values, the first few at the start."""
    return mo.ui.multiselect(values, value=values[:_AT_THE_START], label=label, full_width=True)


def decide_names(pairs: Sequence[tuple[str, str]], note: Callable[[str, str, str], None]) -> mo.Html:
    """Pairs of names to say ``same`` or ``different`` of, five at a time; ``note`` gets both names and the word."""
    if not pairs:
        return mo.md("*Inga namn på mått väntar på ett beslut.*")

    def button(words: str, one: str, other: str, decision: str) -> mo.ui.button:
        return mo.ui.button(label=words, on_click=lambda _: note(one, other, decision))

    rows = [
        mo.hstack(
            [
                mo.md(f"{escape(one)} — {escape(other)}"),
                button("Samma mått", one, other, "same"),
                button("Olika mått", one, other, "different"),
            ],
            justify="start", wrap=True,
        )
        for one, other in pairs[:_PAIRS_AT_ONCE]
    ]  # fmt: skip
    head = f"Namn som kan avse samma mått ({len(pairs)} väntar); besluten står i indicator_names.csv"
    return mo.vstack([mo.md(f"**{head}**"), *rows])


def table(database: Path, caption: str, columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    """The rows as a table with evidence; a line where there are none."""
    if not rows:
        return mo.md(f"*{escape(caption)}: inga rader.*")
    return mo.ui.anywidget(EvidenceTable(database, caption, columns, rows))


def pairs(database: Path, waiting: Sequence[Row], noted: Callable[[], None]) -> Any:
    """The pairs that wait, one after the other; a line where there are none. ``noted``: called after each decision."""
    if not waiting:
        return mo.md("*Inga länkar väntar på ett beslut.*")
    return mo.ui.anywidget(ReviewPairs(database, waiting, noted))


def figure(words: str, *pictures: alt.TopLevelMixin) -> mo.Html:
    """Pictures beside each other, as many as there is room for, with the same in words below."""
    drawn = [mo.as_html(picture.properties(usermeta={"embedOptions": _EMBED})) for picture in pictures]
    return mo.vstack([row_of(*drawn) if len(drawn) > 1 else drawn[0], mo.md(f"*{escape(words)}*")])


def row_of(*controls: Any) -> mo.Html:
    """Controls beside each other, one below the other where there is no room."""
    return mo.hstack(controls, justify="start", gap=1.5, wrap=True)


def _choose(label: str, options: dict[str, Any]) -> mo.ui.dropdown:
    return mo.ui.dropdown(options, value=next(iter(options), None), label=label)
