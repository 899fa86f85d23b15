"""Which body is meant, however it is written: 'KSAU', 'Arbetsutskottet' in an item of kommunstyrelsen, 'BUN AU'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.vocabulary import entries, fold

_COUNCIL, _EXECUTIVE = "kommunfullmäktige", "kommunstyrelsen"
_COMMITTEE = "arbetsutskott"
_SHORT = re.compile(r"[A-ZÅÄÖ]{2,9}|[A-ZÅÄÖ][a-zåäö]{0,3}(?:s|sau)|K[fs]")
_OWN_COMMITTEE = re.compile(r"^(?:arbetsutskott|au|utskott)$")
_OF_BOARD = re.compile(r"s \w*utskott$")
_FORMER = re.compile(r"^(?:dåvarande|förutvarande|den|hela|beslut)\s+", re.IGNORECASE)
_FIXED = {"KF": _COUNCIL, "KS": _EXECUTIVE}


class Bodies:
    """The bodies of a kommun, as far as its documents name them in full."""

    def __init__(self, named: Iterable[str]) -> None:
        names = sorted({" ".join(_FORMER.sub("", name).split()) for name in named}, key=_as_a_name)
        self._names = {key: _definite(name) for name in names if (key := full_key(name)) is not None}

    def key(self, printed: str, beside: str | None) -> str:
        """What tells the body from others, the same for all its names. ``beside``: the body in whose item it stands,
        as printed: 'Arbetsutskottet' is that body's own. An abbreviation that fits none or several keeps its letters.
        """
        own = _OF_BOARD.sub("", full_key(beside) or "") if beside else ""
        folded = _plain(printed)
        if _OWN_COMMITTEE.match(folded):
            return f"{_EXECUTIVE if own == _COUNCIL else own}s {_COMMITTEE}" if own else _COMMITTEE
        if folded in ("nämnden", "styrelsen") and own:
            return own
        if folded == "fullmäktige":
            return _COUNCIL
        name = full_key(printed)
        return self._of_abbreviation(printed) if name is None else self._of_board(name, own)

    def _of_board(self, name: str, own: str) -> str:
        """An utskott named without its board as that of ``own``, else as the only one of that name."""
        if " " in name or not name.endswith("utskott"):
            return name
        same = [key for key in self._names if key.endswith(f"s {name}")]
        return next((key for key in same if key == f"{own}s {name}"), same[0] if len(same) == 1 else name)

    def name(self, key: str, printed: str) -> str:
        """The body's full name, as the documents write it; as ``printed`` where they never do."""
        board, of, utskott = key.partition("s arbetsutskott")
        if key in self._names:
            return self._names[key]
        return f"{self._names[board]}{of}{utskott}" if of and board in self._names else printed

    def _of_abbreviation(self, printed: str) -> str:
        letters = re.sub(r"[\s.-]", "", printed).upper()
        is_committee = letters.endswith("AU") and len(letters) > len("AU")
        base = letters.removesuffix("AU") if is_committee else letters
        boards = [key for key in self._names if not key.endswith("utskott")]
        tiers = ([key for key in boards if fits(base, key)] for fits in (_is_known, _are_initials, _are_in_order))
        fitting = next(filter(None, tiers), [])
        key = _FIXED.get(base) or (fitting[0] if len(fitting) == 1 else base)
        return f"{key}s {_COMMITTEE}" if is_committee else key


def _definite(name: str) -> str:
    return re.sub(r"nämnd$", "nämnden", name[:1].upper() + name[1:])


def _as_a_name(name: str) -> tuple[bool, str]:
    """The best forms last: definite, with a capital, without genitive."""
    definite = name.endswith(("nämnden", "styrelsen", "fullmäktige", "utskott"))
    return definite and name[:1].isupper(), name


def full_key(name: str) -> str | None:
    """The key of a body's full name: small letters, definite, without hyphens; None for an abbreviation."""
    if _SHORT.fullmatch(re.sub(r"[\s.-]", "", name)):
        return None
    board, utskott, rest = _plain(name).partition("utskott")
    if utskott:
        return f"{board}{utskott}" if not rest else None
    return re.sub(r"nämnd$", "nämnden", re.sub(r"styrelse$", "styrelsen", board))


def _plain(name: str) -> str:
    """Folded, without hyphens, genitive and definite ending of an utskott."""
    folded = re.sub(r"\s+", " ", _FORMER.sub("", fold(name)).replace("-", " "))
    return re.sub(r"(utskott)(?:ets?|s)?$", r"\1", re.sub(r"(nämnden|styrelsen|fullmäktige)s$", r"\1", folded))


def _is_known(short: str, key: str) -> bool:
    """Whether the vocabulary has the abbreviation for the board."""
    return any(
        short in entry.get(field, [])
        for name, entry in entries("committees").items()
        if full_key(name) == key
        for field in ("abbreviations", "shared")
    )


def _are_initials(short: str, key: str) -> bool:
    """Whether the letters begin the name's words, the last for its 'nämnd': 'KUN', 'VON'."""
    words = [word for word in key.split() if word not in ("och", "nämnden")]
    return short == "".join(word[0] for word in words).upper() + ("N" if "nämnd" in key else "")


def _are_in_order(short: str, key: str) -> bool:
    """Whether the letters stand in the name in their order, the first first and an N for its 'nämnd': 'SBN', 'TEN'."""
    if not key.upper().startswith(short[:1]) or (short.endswith("N") and "nämnd" not in key):
        return False
    name = re.sub(r"nämnden$", "n", re.sub(r"\boch\b", "", key)).upper()
    letters = iter(name)
    return all(letter in letters for letter in short)
