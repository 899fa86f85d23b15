"""Whether a block's numbers are money: words of money against words of counting, in headings, titles and labels."""

from __future__ import annotations

import functools
import re

from extractors.document.model import cached_per_object
from extractors.interpret.blocks import Block, contents, entries_of
from extractors.vocabulary import any_of, fold, meanings

_UNIT = re.compile(r"(?<!\w)(?:tkr|mkr|mnkr|kkr|ksek|msek|kronor|kr)(?!\w|/)")
_NUMBERS_SHARE = 0.5  # of the cells beside the labels: a sum in each row of measures makes no budget of them
_OF_LABELS = 0.3  # of the labels must have such a word
# A unit of money is nearly proof, a count's word nearly proof against it; titles say less than headings.
_UNIT_SAYS, _HEADING_SAYS, _TITLE_SAYS, _LABELS_SAY = 1.5, 0.6, 0.4, 0.5
_COUNT_SAYS = 1.2
_ENOUGH = 0.5


@cached_per_object
def is_money(block: Block) -> bool:
    """Whether the block has columns of numbers and what is said of them is that they are money."""
    looks = {col: look for col, look in contents(block).items() if look.filled and col > 0}
    numbers = sum(look.filled * look.number for look in looks.values())
    mostly = numbers >= _NUMBERS_SHARE * sum(look.filled for look in looks.values())
    return numbers > 0 and mostly and money_score(block) >= _ENOUGH


def money_score(block: Block) -> float:
    """The weight of words of money less that of words of counting; positive for money."""
    headings = [
        *block.headers.values(),
        *(c.text or "" for row in block.titles for c in row),
        block.table.caption or "",
    ]
    heading, title = fold(" | ".join(headings)), fold(block.table.section.title)
    labels = [fold(entry.cells[0].text or "") for entry in entries_of(block)]
    score = _UNIT_SAYS if _UNIT.search(f"{heading} | {title}") else 0.0
    for meaning, sign, factor in (("money", 1.0, 1.0), ("count", -1.0, _COUNT_SAYS)):
        pattern = _pattern(meaning)
        said = _HEADING_SAYS * bool(pattern.search(heading)) + _TITLE_SAYS * bool(pattern.search(title))
        own = sum(bool(pattern.search(label)) for label in labels)
        said += _LABELS_SAY * (own >= max(_OF_LABELS * len(labels), 1))
        score += sign * factor * said
    return score


@functools.cache
def _pattern(meaning: str) -> re.Pattern[str]:
    return re.compile(any_of(word for word, known in meanings("money_signs").items() if known == meaning))
