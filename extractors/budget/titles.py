"""What stands round a table about money: its title, what kind of statement it is, its unit, its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.budget.columns import Meaning
from extractors.budget.rows import BudgetRow, label_column
from extractors.budget.tables import Part, amounts_of, is_remark, kinds_in, without_lead
from extractors.document.model import Document, Table, cached_per_object, places_of_tables
from extractors.interpret.money import speaks_of_money
from extractors.records import Box
from extractors.text.headings import Heading, Section
from extractors.text.paragraphs import Paragraph
from extractors.values.amounts import unit_in
from extractors.vocabulary import fold, meanings

_LONGEST_TITLE = 140
_LONGEST_UNIT_LINE = 60
_FURTHEST_UNIT = 8  # blocks above a table: a sentence on its unit, a heading or two
_LONGEST_UNIT_BELOW = 24
_LONGEST_UNIT = 14  # "belopp i mnkr"
_SHOWS = re.compile(r"(?:tabellen|tabell \d+|nedanstående tabell|ovanstående tabell)(?!\w)")
_STATED = re.compile(
    r"(?:belopp|siffror|tal|redovis\w*|ang\w+|uttryck\w*|present\w*) (?:\w+ ){0,3}i (?:tusen|milj|tkr|mkr|mnkr|kr)"
)
_LONGEST_STATEMENT = 140  # letters of a sentence that does no more than say the unit
_BEFORE_UNIT = re.compile(r"[,(] ?")
_MOST_LINES_OF_ANALYSIS = 4
_MOST_SUMMARY_ROWS = 3
_PROJECTS = re.compile(r"^(?:projekt|investering|objekt)")
_NOTE = re.compile(r"not(?:er)?(?: \d+)?(?!\w)")
_BALANCE_STEMS = ("anläggningstillgång", "omsättningstillgång", "eget kapital", "avsättning", "långfristiga skulder")
_CASH_STEMS = ("löpande verksamhet", "likvida medel", "finansieringsverksamhet", "investeringsverksamhet")
_FEWEST_STEMS = 2
_REVENUES = re.compile(r"^(?:verksamhetens |externa |totala )?intäkt(?:er)?$")
_COSTS = re.compile(r"^(?:verksamhetens |externa |totala )?kostnad(?:er)?$")
_REVENUE_KIND = re.compile(r"intäkter$|intäkt$|kommunbidrag$|^avgifter")
_COST_KIND = re.compile(r"kostnader$|kostnad$|^löner")
_KINDS_SHARE = 0.8
_SUM = re.compile(r"^(?:summa|s:a) ")
_RESULT = re.compile(r"(?<!\w)resultat$")

_Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round a table.

    ``titles`` from the nearest outwards; ``caption`` a sentence right above or below that says what the table shows;
    ``kinds`` what the nearest that says it names; ``unit_near``: the unit stands in header, title or the lines above,
    no further away; ``after`` a remark right below; ``overleaf`` the text that the next page begins with.
    """

    titles: tuple[str, ...]
    caption: str | None
    kinds: frozenset[str]
    unit: str | None
    unit_near: bool
    year: int | None
    after: str | None
    overleaf: str | None

    @property
    def title(self) -> str | None:
        return self.titles[0] if self.titles else None

    @property
    def investment(self) -> bool:
        return "investment" in self.kinds


def surroundings(document: Document, table: Table, parts: Sequence[Part]) -> Surroundings:
    """What titles, captions and neighbouring text say of a table."""
    at = places_of_tables(document)[table]
    own = [
        *(part.title for part in parts if part.title),
        table.caption,
        *_emphasised_above(document.blocks[:at], table),
    ]
    above = _heading_above(document, at, table)
    chain = _chain(above, table.section)
    titles = tuple(title for title in [*own, *chain] if title and _is_title(title))
    over_labels = [header for part in parts if (header := part.headers.get(0))]
    unit = _unit(parts, titles, document.blocks[:at])
    kinds = next((kinds for text in (*over_labels, *titles) if (kinds := kinds_in(text))), frozenset())
    if _lists_projects(parts):
        kinds |= {"investment"}
    years = next((found for title in titles if (found := _years(title))), [])
    return Surroundings(
        titles=titles,
        caption=_caption(document.blocks, at),
        kinds=kinds,
        unit=unit
        or _unit_of_section(table.section, table)
        or _unit_since_last_table(document.blocks[:at])
        or _unit_below(document.blocks[at + 1 :]),
        unit_near=unit is not None,
        year=years[0] if len(set(years)) == 1 else None,
        after=_remark_after(document.blocks[at + 1 :]),
        overleaf=_text_overleaf(table, document.blocks[at + 1 :]),
    )


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(".")


def _emphasised_above(blocks: Sequence[_Block], table: Table) -> list[str]:
    """The bold lines among the last ones above a table, the nearest first."""
    near = list(takewhile(lambda b: isinstance(b, Paragraph) and b.page == table.page, reversed(blocks[-3:])))
    return [b.text for b in near if isinstance(b, Paragraph) and b.bold and not is_remark(b.text)]


@cached_per_object
def _headings(document: Document) -> tuple[tuple[int, Heading], ...]:
    """The headings that are none of a remark, the last first, each with its place among the document's blocks."""
    headings = [(at, b) for at, b in enumerate(document.blocks) if isinstance(b, Heading) and not is_remark(b.text)]
    return tuple(reversed(headings))


def _heading_above(document: Document, place: int, table: Table) -> Heading | None:
    """The nearest heading that isn't one of a remark; of several side by side the one over the table."""
    headings = [heading for at, heading in _headings(document) if at < place]
    if not headings or headings[0].paragraph.page != table.page:
        return headings[0] if headings else None
    level = headings[0].paragraph.box
    beside = [h for h in headings if h.paragraph.page == table.page and _level(h.paragraph.box, level)]
    return next((h for h in beside if _over(h.paragraph.box, table.box)), headings[0])


def _level(box: Box, other: Box) -> bool:
    return box.top < other.bottom and other.top < box.bottom


def _over(box: Box, below: Box) -> bool:
    return box.x0 < below.x1 and below.x0 < box.x1


def _caption(blocks: Sequence[_Block], at: int) -> str | None:
    """A sentence like 'Tabellen visar …' or 'Tabell 3. …' next to the table."""
    beside = [*blocks[at + 1 : at + 2], *blocks[max(at - 1, 0) : at]]
    texts = [b.text for b in beside if isinstance(b, Paragraph) and len(b.text) <= _LONGEST_TITLE]
    return next((text for text in texts if _SHOWS.match(fold(text))), None)


def _chain(above: Heading | None, section: Section) -> list[str]:
    """The titles over a table, the nearest first."""
    chain = [] if above is None else [above.text]
    current: Section | None = section
    while current is not None:
        if current.title and not is_remark(current.title) and current.title not in chain:
            chain.append(current.title)
        current = current.parent
    return chain


def _years(title: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", title)]


def _lists_projects(parts: Sequence[Part]) -> bool:
    """Whether the header over the labels calls the rows projects or investments."""
    labels = [(part, label_column(part, tuple(amounts_of(part)))) for part in parts]
    return any(_PROJECTS.match(fold(part.headers.get(col, ""))) for part, col in labels if col is not None)


def _unit(parts: Sequence[Part], titles: Sequence[str], before: Sequence[_Block]) -> str | None:
    """The unit that header, title or a short line right above names, or a sentence about it before others."""
    headers = [text for part in parts for text in part.headers.values()]
    lines = [
        b.text for b in takewhile(lambda b: isinstance(b, Paragraph), reversed(before[-2:])) if isinstance(b, Paragraph)
    ]
    sources = [*headers, *titles[:1], *map(_unit_line, lines), *titles[1:2]]
    return next((unit for source in sources if (unit := unit_in(source))), None)


def _unit_of_section(section: Section, table: Table) -> str | None:
    """The unit that a sentence of the table's section, or of one that holds it, gives for all amounts."""
    current: Section | None = section
    while current is not None:
        for paragraph in reversed(current.paragraphs):
            before = (paragraph.page, paragraph.box.top) < (table.page, table.box.top)
            if before and (unit := unit_in(_stating_sentence(paragraph.text))):
                return unit
        current = current.parent
    return None


def _unit_since_last_table(before: Sequence[_Block]) -> str | None:
    """The unit that a short text between the table before and this one gives, the nearest first: a heading may stand
    between it and its table."""
    since = takewhile(lambda block: not isinstance(block, Table), reversed(before[-_FURTHEST_UNIT:]))
    lines = (_unit_line(block.text) for block in since if isinstance(block, Paragraph))
    return next((unit for line in lines if (unit := unit_in(line))), None)


def _unit_below(after: Sequence[_Block]) -> str | None:
    """The unit that the line right under a table is nothing but: 'Miljoner kronor.', 'Belopp i tkr'."""
    first = after[0] if after else None
    return unit_in(first.text) if isinstance(first, Paragraph) and len(first.text) <= _LONGEST_UNIT_BELOW else None


def _stating_sentence(text: str) -> str:
    """The sentence of a text that says in which unit amounts are: 'Belopp i tkr', 'Redovisas i tusental kronor'."""
    words = "|".join(map(re.escape, meanings("unit_leads")))
    sentences = re.split(r"(?<=[.;])\s", text)
    leading = (s for s in sentences if re.match(rf"(?:{words})(?!\w)", fold(s)) or _STATED.search(fold(s)))
    return next((s for s in leading if len(s) <= _LONGEST_STATEMENT and not any(c.isdigit() for c in s)), "")


def _unit_line(text: str) -> str:
    """A short text, or what a longer one says of the unit: 'Belopp i tkr.', '… per verksamhet, tkr', '… (mnkr)'."""
    if len(text) <= _LONGEST_UNIT_LINE:
        return text
    words = "|".join(map(re.escape, meanings("unit_leads")))
    for sentence in re.split(r"(?<=[.;])\s", text):
        if re.match(rf"(?:{words})(?!\w)", fold(sentence)) and len(sentence) <= _LONGEST_UNIT_LINE:
            return sentence
        tail = _BEFORE_UNIT.split(sentence.rstrip(" ).;:"))[-1]
        if len(tail) <= _LONGEST_UNIT and unit_in(tail):
            return tail
    return ""


def _remark_after(blocks: Sequence[_Block]) -> str | None:
    """The text under 'Analys n' right below a table, up to the next heading or table."""
    if not blocks or isinstance(blocks[0], Table) or not is_remark(blocks[0].text):
        return None
    lead = without_lead(blocks[0].text)
    texts = [lead] if lead else []
    for block in blocks[1:]:
        if not isinstance(block, Paragraph) or is_remark(block.text):
            break
        texts.append(block.text)
    return "\n".join(texts) or None


def _text_overleaf(table: Table, blocks: Sequence[_Block]) -> str | None:
    """The one paragraph that a page begins with after a table that ends the page before."""
    if not blocks or not isinstance(blocks[0], Paragraph) or blocks[0].page != table.page_to + 1:
        return None
    alone = len(blocks) > 1 and not isinstance(blocks[1], Paragraph)
    return blocks[0].text if alone and not is_remark(blocks[0].text) else None


def statement_of(
    around: Surroundings, explained: bool, rows: Sequence[BudgetRow], columns: Sequence[Meaning]
) -> str | None:
    """Which statement of the contract the table is, None for one that it doesn't know; ``explained``: the table holds
    or is followed by an analysis."""
    kinds, labels = around.kinds, [fold(row.label) for row in rows]
    if _is_balance(labels) or (kinds & {"balance"} and not kinds & {"cash_flow"}):
        return "balansräkning"
    if "cash_flow" in kinds or _is_cash_flow(labels):
        return "kassaflödesanalys"
    if kinds == {"other"} or ("other" in kinds and not kinds & {"investment", "result"}):
        return None
    if around.title is not None and _NOTE.match(fold(around.title)):
        return "not"
    analysis = (explained and len(rows) <= _MOST_LINES_OF_ANALYSIS) or "analysis" in kinds
    if around.investment:
        if analysis:
            return "investeringsanalys"
        if _is_summary(rows):
            return "investeringssammandrag"
        return "investeringsbudget" if _is_plan(columns) else "investeringsredovisning"
    if analysis:
        return "verksamhetsanalys"
    if "result" in kinds or _is_result(rows):
        return "resultat"
    return "driftbudget" if _is_plan(columns) else "driftredovisning"


def _is_balance(labels: Sequence[str]) -> bool:
    """Whether the rows are assets, equity and debts."""
    return sum(any(stem in label for label in labels) for stem in _BALANCE_STEMS) >= _FEWEST_STEMS


def _is_cash_flow(labels: Sequence[str]) -> bool:
    """Whether the rows are payments by kind of activity and the change of what is in hand."""
    return sum(any(stem in label for label in labels) for stem in _CASH_STEMS) >= _FEWEST_STEMS


def _is_summary(rows: Sequence[BudgetRow]) -> bool:
    """Whether the rows are nothing but the net of all investments."""
    return len(rows) <= _MOST_SUMMARY_ROWS and all(
        row.is_total or fold(row.label).endswith("investeringar") for row in rows
    )


def _is_result(rows: Sequence[BudgetRow]) -> bool:
    """Whether the rows are one unit's revenues and costs, each once: its two sums, or nothing but kinds of both."""
    labels = [fold(row.label) for row in rows if row.own_word is None and row.section is None]
    if any(_RESULT.search(label) for label in labels):
        labels = [_SUM.sub("", label) for label in labels]
    revenues = sum(bool(_REVENUES.match(label)) for label in labels)
    costs = sum(bool(_COSTS.match(label)) for label in labels)
    if revenues == 1 and costs == 1:
        return True
    kinds = sum(map(speaks_of_money, labels)) >= _KINDS_SHARE * len(labels) and len(set(labels)) == len(labels)
    both = any(_REVENUE_KIND.search(label) for label in labels) and any(_COST_KIND.search(label) for label in labels)
    return kinds and both and len(labels) == len(rows)


def _is_plan(columns: Sequence[Meaning]) -> bool:
    """Whether the columns look forward: to a plan, a change, or a budget later than every outcome and forecast."""
    measures = {column.measure for column in columns}
    if measures & {"planned", "change"} or not measures & {"outcome", "forecast", "variance", "project_outcome"}:
        return True
    looking_back = [c.year for c in columns if c.measure in ("outcome", "forecast", "variance") and c.year is not None]
    budgets = [c.year for c in columns if c.measure == "budget" and c.year is not None]
    return bool(budgets) and bool(looking_back) and max(budgets) > max(looking_back)


def remark_of(around: Surroundings, part: Part) -> str | None:
    """The explanation that stands in or right below the table; one that ends the page may go on overleaf."""
    if not part.remarks:
        return around.after
    inside = "\n".join(text for text in part.remarks if text)
    return " ".join(filter(None, [inside, around.overleaf])) or around.after
