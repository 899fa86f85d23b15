"""Whether the numbers of a stretch of a table are money: the words round them and their form, weighed.

"Bokslut" and "Budget" over a column don't settle it: visitors and pupils are budgeted too. What settles it is a unit of
money near the numbers, or rows and titles that speak of costs; and against it words that count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from extractors.document.model import cached_per_object
from extractors.interpret.blocks import Block, contents, entries_of
from extractors.text.headings import Section
from extractors.values.amounts import parse_amount, trailing_unit, unit_in
from extractors.vocabulary import any_of, entries, fold

MONEY = 1.5  # weight from which numbers count as money: tables of money have 2 or more, those of counts -1 or less

_NUMBERS_SHARE = 0.5  # of the cells beside the labels: a sum in each row of measures makes no budget of them
_FEWEST_NUMBERS, _ONLY_NUMBERS_SHARE = 4, 0.9  # beside the labels
_CERTAIN = 2.0  # of what speaks for money beside measures' words and a minus
_UNIT_IN_HEADER = 4.0  # stated right over the numbers: beats a corner that says "Nyckeltal"
_UNIT_IN_TITLE = 2.5
_UNIT_STATED = 1.5  # by a sentence for the section, which may hold tables of both kinds
_UNIT_INHERITED = 0.5
_UNIT_IN_CELLS = 2.0
_STATEMENT_IN_TITLE = 2.5  # "Driftredovisning", "Balansräkning"
_STATEMENT_FURTHER_OUT = 0.5
_MONEY_IN_TITLE = 1.0
_BUDGET_IN_HEADING = 1.5  # enough alone, and outweighed by any word that counts
_MEASURE_IN_HEADING = 0.5  # "Utfall", "Prognos": indicators have them too
_MONEY_IN_HEADING = 1.0
_MONEY_IN_LABELS = 2.5  # times the share of labels, once more than a few
_FEW_LABELS_SHARE = 0.15
_NEGATIVE = 1.0  # nobody counts minus three visitors
_TARGET_IN_HEADING = -3.0
_COUNT_IN_CORNER = -3.0  # the heading over the labels: "Statistik", "Nyckeltal"
_COUNT_IN_HEADINGS = -3.0  # all columns of numbers are headed "Antal"
_COUNT_IN_GROUP = -3.0  # the bold row over the rows: "Antal besökare"
_COUNT_IN_TITLE = -2.0
_COUNT_IN_LABELS = -4.0  # times the share of labels
_EFFECT_OF_ACTIONS = -6.0  # savings named beside actions are what the actions are worth

_PER_SOMETHING = re.compile(
    r"\bper (?:kommun)?(?:inv|elev|barn|plats|brukare|tim|vård|dygn|kvm|kvadrat|m2|m²|lägenhet|mån|person|deltag|besök"
    r"|hushåll|portion|måltid|anställd|årsarb|1 ?000|10 ?000|100 ?000)|(?:kr|kronor|antal) ?/ ?\w"
)
_PRICE = re.compile(
    r"^(?:snitt|medel|genomsnittlig )?(?:\w*(?:kostnad|intäkt|utgift|pris|avgift|kronor)\w*|\w*netto\w*) per "
    r"(?!nämnd|verksamhet|projekt|enhet|förvaltning|område|avdelning|ansvar|sektor|år|tertial|kvartal|den |jan|\d)\w"
)
_SHARE = re.compile(r"%|‰|\bandel|procent")
_ACTIONS = re.compile(r"\b(?:åtgärd|aktivitet|insats|förflyttning)|^(?:förslag|möjlig)")
_OF_MONEY = re.compile(
    r"redovisning|räkning|budget|analys|utfall|kostnad|investering|exploatering|ekonom|resultat|flöde|ram"
)
_EFFECT = re.compile(r"effekt|besparing|inbesparing|helårseffekt")


class Evidence(NamedTuple):
    """The weights added up, above ``MONEY`` for money, and what was weighed, in words.

    ``certain``: more than words for measures and a minus says that the numbers are money, which people may lack too.
    """

    weight: float
    reasons: tuple[str, ...]
    certain: bool

    @property
    def is_money(self) -> bool:
        return self.weight >= MONEY


class Surrounded(NamedTuple):
    """A stretch of a table as texts.

    ``corners``: the headings over the labels; ``headings``: those over the numbers; ``titles``: the nearest first;
    ``labels``: of the rows with numbers; ``groups``: rows without numbers over them; ``cells``: the numbers as printed;
    ``stated``: the unit that a sentence gives, ``near``: right above the table; ``inherited``: that of a table before.
    """

    corners: Sequence[str]
    headings: Sequence[str]
    titles: Sequence[str]
    labels: Sequence[str]
    groups: Sequence[str]
    cells: Sequence[str]
    stated: str | None = None
    near: bool = False
    inherited: str | None = None


def money_evidence(about: Surrounded) -> Evidence:
    """How much speaks for the numbers being money, and what."""
    telling = [*_for_units(about), *_for_titles(about), *_for_labels(about), *_for_words(about)]
    found = [*telling, *_for_measures(about), *_for_form(about)]
    reasons = tuple(f"{weight:+.1f} {why}" for weight, why in found if weight)
    certain = sum(weight for weight, _ in telling if weight > 0) >= _CERTAIN
    return Evidence(sum(weight for weight, _ in found), reasons, certain)


@cached_per_object
def is_money(block: Block) -> bool:
    """Whether most of what stands beside the block's labels are numbers, and words and form say that they are money."""
    looks = {col: look for col, look in contents(block).items() if look.filled and col > 0}
    numbers = sum(look.filled * look.number for look in looks.values())
    mostly = numbers >= _NUMBERS_SHARE * sum(look.filled for look in looks.values())
    return numbers > 0 and mostly and money_evidence(_of_block(block)).is_money


@cached_per_object
def holds_only_numbers(block: Block) -> bool:
    """Whether (nearly) all that stands beside the labels are numbers, of a card in its whole table under the first row:
    then the rows are no records of words that a line above names."""
    inside = [cell for cell in block.table.cells if cell.row > 0] if block.is_card else chain.from_iterable(block.rows)
    beside = [text for cell in inside if cell.col > 0 and (text := cell.text)]
    numbers = sum(parse_amount(text) is not None for text in beside)
    return numbers >= _FEWEST_NUMBERS and numbers >= _ONLY_NUMBERS_SHARE * len(beside)


def counts_things(block: Block) -> bool:
    """Whether words and form speak against the block's numbers being money."""
    return money_evidence(_of_block(block)).weight < 0


def _of_block(block: Block) -> Surrounded:
    """The block as texts, with the titles that its table knows."""
    numbers = {col for col, look in contents(block).items() if col > 0 and look.number >= _NUMBERS_SHARE}
    section: Section | None = block.table.section
    titles = [" ".join((c.text or "").split()) for row in block.titles for c in row] + [block.table.caption or ""]
    while section is not None:
        titles.append(section.title)
        section = section.parent
    entries_ = entries_of(block)
    return Surrounded(
        corners=[text for col, text in block.headers.items() if col not in numbers],
        headings=[text for col, text in block.headers.items() if col in numbers],
        titles=[title for title in titles if title],
        labels=[" ".join((entry.cells[0].text or "").split()) for entry in entries_ if entry.cells],
        groups=sorted({row.text for entry in entries_ for row in entry.over}),
        cells=[cell.text or "" for entry in entries_ for cell in entry.cells if cell.col in numbers],
    )


def counts(label: str) -> bool:
    """Whether a label or heading names a number of things, a share, or money per something: no amount of money."""
    folded = fold(label)
    return bool(
        names_count(folded)
        or _SHARE.search(folded)
        or _PER_SOMETHING.search(folded)
        or (_ends("counted").search(_without_remark(folded)) and not speaks_of_money(folded))
    )


def names_count(label: str) -> bool:
    """Whether a row or column says itself that it counts: 'Antal elever'. Weaker signs weigh only with others."""
    return bool(_leads("count_leads").match(fold(label)))


def is_ratio(label: str) -> bool:
    """Whether a row's label names a share or an amount per something: neither can be added to amounts of money."""
    folded = fold(label)
    return bool(_SHARE.search(folded) or _PER_SOMETHING.search(folded) or _PRICE.match(folded))


def speaks_of_money(text: str) -> bool:
    """Whether a label or heading has a word of money: a cost, an income, a net, a debt."""
    return bool(_ends("money").search(fold(text)))


def _for_units(about: Surrounded) -> list[tuple[float, str]]:
    header = next((text for text in (*about.corners, *about.headings) if unit_in(text)), None)
    title = next((text for text in about.titles[:1] if unit_in(text)), None)
    found: list[tuple[float, str]] = []
    if header is not None:
        found.append((_UNIT_IN_HEADER, f"unit in the header '{header}'"))
    elif title is not None:
        found.append((_UNIT_IN_TITLE, f"unit in the title '{title}'"))
    elif about.stated is not None:
        weight, where = (_UNIT_IN_TITLE, "above") if about.near else (_UNIT_STATED, "for the section")
        found.append((weight, f"unit {about.stated} stated {where}"))
    elif about.inherited is not None:
        found.append((_UNIT_INHERITED, f"unit {about.inherited} of a table before"))
    if any(trailing_unit(text) for text in about.cells):
        found.append((_UNIT_IN_CELLS, "unit behind a number"))
    return found


def _for_titles(about: Surrounded) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    near, far = about.titles[:1], about.titles[1:]
    if stated := _first(near, _is_statement):
        found.append((_STATEMENT_IN_TITLE, f"statement in the title '{stated}'"))
    elif stated := _first(far, _is_statement):
        found.append((_STATEMENT_FURTHER_OUT, f"statement in '{stated}'"))
    elif money := _first(about.titles, speaks_of_money):
        found.append((_MONEY_IN_TITLE, f"'{money}' speaks of money"))
    if counting := _first(near, counts):
        found.append((_COUNT_IN_TITLE, f"the title '{counting}' counts"))
    return found


def _for_words(about: Surrounded) -> list[tuple[float, str]]:
    """What the words of the headings say."""
    found: list[tuple[float, str]] = []
    texts = [*about.corners, *about.headings]
    if target := _first(texts, _names_target):
        found.append((_TARGET_IN_HEADING, f"'{target}' heads targets"))
    elif counting := _first(about.corners, counts):
        found.append((_COUNT_IN_CORNER, f"'{counting}' heads what is counted"))
    if about.headings and all(counts(text) for text in about.headings):
        found.append((_COUNT_IN_HEADINGS, "all headings count"))
    if money := _first(texts, lambda text: speaks_of_money(text) and not _MEASURE.search(fold(text))):
        found.append((_MONEY_IN_HEADING, f"'{money}' speaks of money"))
    acted = any(_ACTIONS.search(fold(text)) for text in texts)
    if acted and (effect := _first(texts, lambda text: bool(_EFFECT.search(fold(text))))):
        found.append((_EFFECT_OF_ACTIONS, f"'{effect}' beside actions"))
    return found


def _for_measures(about: Surrounded) -> list[tuple[float, str]]:
    """What headings like 'Budget' and 'Utfall' say, which people and things are counted under too."""
    found: list[tuple[float, str]] = []
    if budget := _first(about.headings, lambda text: "budget" in fold(text) or "anslag" in fold(text)):
        found.append((_BUDGET_IN_HEADING, f"'{budget}' heads a column"))
    if measured := _first(about.headings, lambda text: bool(_MEASURE.search(fold(text)))):
        found.append((_MEASURE_IN_HEADING, f"'{measured}' heads a column"))
    return found


def _for_labels(about: Surrounded) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if group := _first(about.groups, counts):
        found.append((_COUNT_IN_GROUP, f"the rows under '{group}' are counted"))
    if about.labels:
        counted = sum(map(counts, about.labels)) / len(about.labels)
        money = sum(map(speaks_of_money, about.labels)) / len(about.labels)
        if counted:
            found.append((round(_COUNT_IN_LABELS * counted, 1), f"{counted:.0%} of the labels count"))
        if money >= _FEW_LABELS_SHARE:
            weight = round(_MONEY_IN_LABELS * min(1.0, 2 * money), 1)
            found.append((weight, f"{money:.0%} of the labels speak of money"))
    return found


def _for_form(about: Surrounded) -> list[tuple[float, str]]:
    below_zero = any((value := parse_amount(text)) is not None and value < 0 for text in about.cells)
    return [(_NEGATIVE, "numbers below zero")] if below_zero else []


_MEASURE = re.compile(r"utfall|prognos|bokslut|budget|avvikelse|redovisat|förbrukat")


def _first(texts: Iterable[str], holds: Callable[[str], bool]) -> str | None:
    return next((text for text in texts if holds(text)), None)


def _names_target(text: str) -> bool:
    folded = fold(text)
    return not unit_in(text) and bool(_leads("target").match(folded)) and not re.match(r"mål (?:&|och) budget", folded)


def _is_statement(text: str) -> bool:
    folded = fold(text)
    kinds = ("investment", "operation", "analysis", "result", "balance", "cash_flow")
    named = any(word in folded for kind in kinds for word in entries("statements")[kind]["words"])
    return named and bool(_OF_MONEY.search(folded))


def _without_remark(folded: str) -> str:
    """A label without what stands in brackets or after a comma: 'besökare (milj.)', 'elever, hösttermin'."""
    return re.split(r"[,(]", folded)[0].strip()


@functools.cache
def _leads(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(fold(word) for word in entries('money_signs')[meaning]['words'])})(?![^\W\d_])")


@functools.cache
def _ends(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(fold(word) for word in entries('money_signs')[meaning]['words'])})(?![^\W\d_])")
