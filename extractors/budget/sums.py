"""What a row's label says of sums: whether it names one, a part of one, and which section it closes."""

from __future__ import annotations

import functools
import re

from extractors.vocabulary import entries, fold


@functools.cache
def _begins(meaning: str) -> re.Pattern[str]:
    words = sorted(entries("totals")[meaning]["words"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(fold(word)) for word in words)})(?![^\W\d_])")


_NET_INSIDE = re.compile(r"(?<!\w)(?:netto\w*|\w*resultat(?:et)?)(?!\w)")


def is_total(label: str) -> bool:
    """Whether a label names a sum, a net or a result: 'S:a Intäkter', 'Nettokostnad', 'Årets resultat'."""
    folded = fold(label)
    if _begins("detail").match(folded) or is_detail(label):
        return False
    sums = _begins("total").match(folded) or _begins("subtotal").match(folded)
    return bool(sums or _begins("net").match(folded) or _NET_INSIDE.match(folded) or _ends_in_net(folded))


def _ends_in_net(folded: str) -> bool:
    """Whether a label is a few words that end in a net or a result: 'Verksamhetens nettokostnad'."""
    words = folded.split()
    return len(words) <= 3 and bool(words) and bool(_NET_INSIDE.fullmatch(words[-1]))


def is_subtotal(label: str) -> bool:
    """Whether a label names a sum inside a section: 'Dels:a administration'."""
    return bool(_begins("subtotal").match(fold(label)))


def is_detail(label: str) -> bool:
    """Whether a row breaks down the one above it: 'varav personalkostnader'."""
    return bool(_begins("inner").match(fold(label)))


def closes(label: str) -> bool:
    """Whether a sum ends the section it stands in."""
    return bool(_begins("total").match(fold(label)))


def named_sum(label: str) -> str:
    """What a sum says it is the sum of, '' for nothing."""
    folded = fold(label)
    match = _begins("total").match(folded)
    return folded[match.end() :].strip(" :,") if match else folded


def names_section(label: str, section: str) -> bool:
    rest, name = named_sum(label), fold(section)
    return bool(rest) and (name in rest or rest in name or any(w in rest for w in name.split() if len(w) > 4))
