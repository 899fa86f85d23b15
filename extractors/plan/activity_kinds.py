"""What kind of activity a row is: by the marker in its text, or by what the table's header calls its rows."""

from __future__ import annotations

import functools
import re

from extractors.interpret.roles import concept_of
from extractors.vocabulary import entries, fold, meanings

_MARKER = re.compile(r"\(\s*([A-ZÅÄÖ](?:\s?/\s?[A-ZÅÄÖ])?)\s*\)")


@functools.cache
def kinds() -> dict[str, str]:
    """Marker to kind."""
    return {marker: kind for kind, entry in entries("kinds").items() for marker in entry["markers"]}


def marker_in(text: str) -> re.Match[str] | None:
    """The type marker in a row's text, wherever it stands; brackets with other letters are none."""
    return next((m for m in _MARKER.finditer(text) if m.group(1).replace(" ", "") in kinds()), None)


def kind_text(marker: re.Match[str] | None) -> str | None:
    """The marker's letters: 'A', 'F/P'."""
    return marker.group(1).replace(" ", "") if marker else None


def without_marker(text: str, marker: re.Match[str] | None) -> str:
    """The text without the marker."""
    if marker is None:
        return text
    return " ".join(f"{text[: marker.start()]} {text[marker.end() :]}".split())


def kind_in_header(header: str) -> str | None:
    """What the header calls the rows: the longest known words that it begins with, else what its head noun is."""
    folded = fold(header)
    known = [word for word in meanings("kinds") if re.match(rf"{re.escape(word)}(?![\w-])", folded)]
    if known:
        return meanings("kinds")[max(known, key=len)]
    return {"activity": "aktivitet", "project": "projekt", "survey": "undersökning"}.get(concept_of(header) or "")
