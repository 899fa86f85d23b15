"""Words as data: what the printed words of Swedish kommuner mean, from TOML and CSV files beside this one.

Each ``*.toml`` file is one vocabulary: a table per meaning, ``words`` its printed forms. A form is looked up exactly,
after both sides went through ``fold``; a form that stands under two meanings stops the program at the first lookup.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from importlib import resources
from itertools import groupby
from typing import NamedTuple

_FOLDED_TEXTS = 1 << 14  # kept: a document's words and lines are folded some twenty times over
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_OUTER_PUNCTUATION = " \t\n.,:;!?*…\"'”’"


class VocabularyError(ValueError):
    """A vocabulary file contradicts itself; the message names file, meaning and word."""


class Municipality(NamedTuple):
    """One of the 290 kommuner: SCB's codes and names, population as of the date in ``POPULATION_SOURCE``."""

    municipality_code: str
    municipality: str
    county_code: str
    county: str
    population: int


POPULATION_SOURCE = "SCB, autumn 2025 (public copy dated 2025-12-12)"


@functools.lru_cache(_FOLDED_TEXTS)
def fold(text: str) -> str:
    """The form in which words are compared: NFKC, small letters, plain dashes, single spaces, no outer punctuation.

    Idempotent: ``fold(fold(x)) == fold(x)``.
    """
    if text.isascii():  # neither of the forms of Unicode changes these
        return " ".join(text.casefold().split()).strip(_OUTER_PUNCTUATION)
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text).replace("\u00ad", "")).casefold()
    folded = unicodedata.normalize("NFKC", folded)
    return " ".join(folded.split()).strip(_OUTER_PUNCTUATION)


@functools.cache
def names() -> tuple[str, ...]:
    """The vocabularies, in the order of their files' names."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


@functools.cache
def digest() -> str:
    """Eight hexadecimal digits that are others once any word of any file is."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    content = (file.name.encode() + file.read_bytes() for file in files if file.name.endswith((".toml", ".csv")))
    return hashlib.sha256(b"\0".join(content)).hexdigest()[:8]


@functools.cache
def entries(name: str) -> dict[str, dict[str, list[str]]]:
    """The file ``name``.toml as it stands: meaning to its fields, each a list of printed forms."""
    source = resources.files(__package__).joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@functools.cache
def meanings(name: str) -> dict[str, str]:
    """Folded printed form to meaning, for the vocabulary ``name``; VocabularyError where one form has two meanings."""
    known: dict[str, str] = {}
    for meaning, entry in entries(name).items():
        for word in entry["words"]:
            if known.setdefault(fold(word), meaning) != meaning:
                raise VocabularyError(f"{name}.toml: '{word}' stands under both {known[fold(word)]} and {meaning}")
    return known


def lookup(name: str, text: str | None) -> str | None:
    """The meaning of a printed form, None where the vocabulary lacks it."""
    return None if text is None else meanings(name).get(fold(text))


@functools.cache
def _leading(name: str) -> re.Pattern[str]:
    return re.compile(rf"({any_of(meanings(name))})(?![\w-])")


def leading(name: str, text: str) -> str | None:
    """The meaning of the longest printed form that a text begins with, None where it begins with none."""
    match = _leading(name).match(fold(text))
    return meanings(name)[match.group(1)] if match else None


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, of several that begin at one place the longest: branches part letter by letter, as
    a regular expression tries hundreds of words one after the other at every place."""
    distinct = sorted(set(words))
    tails = {letter: [word[1:] for word in group] for letter, group in groupby(distinct, key=lambda word: word[:1])}
    branches = [re.escape(letter) + any_of(rest) for letter, rest in tails.items() if letter]
    if "" in tails:
        branches.append("")  # the shortest comes last
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@functools.cache
def municipalities() -> tuple[Municipality, ...]:
    """All 290 kommuner in the order of their codes."""
    source = resources.files(__package__).joinpath("municipalities.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(
        Municipality(
            r["municipality_code"], r["municipality"], r["county_code"], r["county"], int(r["population_2025"])
        )
        for r in rows
    )
