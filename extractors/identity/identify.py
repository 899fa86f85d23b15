"""Whose document it is: kommun, committee, type, title, years, period and diarienummer, by evidence on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractors.document.model import Document
from extractors.identity.committee import committee_of, unknown_committee
from extractors.identity.document_type import items_in, type_of
from extractors.identity.municipality import municipality_of
from extractors.identity.period import stated_time, time_of
from extractors.identity.registration import registration_number_of
from extractors.identity.texts import FRONT_PAGES, Text, texts_of
from extractors.identity.title import title_of

_OWN_PAPERS = frozenset({"protokoll", "tjänsteskrivelse"})
PERIODS = ("T1", "T2", "T3", "helår", "plan")


class Identity(NamedTuple):
    """What a document is, field by field as in the table documents."""

    municipality_code: str | None
    committee: str | None
    document_type: str
    title: str | None
    year: int | None
    year_to: int | None
    period: str | None
    period_start: date | None
    period_end: date | None
    registration_number: str | None


class Stated(NamedTuple):
    """What a person says that a document is; None leaves a field to the reading. ``year_to`` goes with ``year``."""

    municipality_code: str | None = None
    committee: str | None = None
    document_type: str | None = None
    year: int | None = None
    year_to: int | None = None
    period: str | None = None


def identify(document: Document, stated: Stated | None = None) -> Identity:
    """Reads off the document what it is, None where the evidence doesn't decide; what is stated goes before."""
    pictures = [text for page, texts in document.alternatives.items() if page <= FRONT_PAGES for text in texts]
    return identity_of(texts_of(document), stated or Stated(), pictures)


def identity_of(texts: Sequence[Text], said: Stated, pictures: Sequence[str] = ()) -> Identity:
    """What a document with these texts is; a field that a person has stated goes before.

    ``pictures``: the words that stand for the pictures of its front, a logotype's among them.
    """
    title = title_of(texts)
    kind = said.document_type or type_of(title, texts)
    time = time_of(title, kind, texts)
    if said.year is not None or said.period is not None:
        years = (said.year, said.year_to) if said.year is not None else (time.year, time.year_to)
        time = stated_time(*years, said.period or time.period)
    return Identity(
        municipality_code=said.municipality_code or municipality_of(texts, pictures, own_paper=kind in _OWN_PAPERS),
        committee=said.committee or committee_of(title, kind, texts),
        document_type=kind,
        title=title,
        **time._asdict(),
        registration_number=registration_number_of(texts, several_items=kind == "protokoll" and items_in(texts) > 1),
    )


def unknown_board_of(document: Document, identity: Identity) -> str | None:
    """The board that title or label names and the vocabulary lacks, as printed there; None without one."""
    return unknown_committee(identity.title, identity.document_type, texts_of(document))
