"""Votes: their numbers, what yes and no mean, and who voted how, as minutes tell them in text and in lists."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.document.model import Cell, Table
from extractors.protocol.decision_points import Setting, groups_of, prose
from extractors.protocol.items import Item
from extractors.protocol.persons import persons_in
from extractors.records import Box
from extractors.vocabulary import any_of, entries, fold, lookup

CHOICES = ("yes", "no", "abstained", "absent")
_MARKS = frozenset({"x", "1", "✓", "✔", "☒", "☑", "•", "●", "ja", "nej"})
_TOLD_IN = (None, "procedure", "decision")  # the parts of an item that tell of its votes
_SENTENCE_END = re.compile(
    r"(?<=[\w)”\"][.!?])\s+(?=[A-ZÅÄÖ”\"])|\n"
    r"|(?<=:)\s+(?=[”\"]?(?:Ja|JA|Nej|NEJ)\b)"  # 'Ordningen godkänns: Ja-röst för …'
)
_OPENINGS = {
    "yes": re.compile(r"^[”\"]?ja(?:-?\s?röst)?(?!\w)", re.I),
    "no": re.compile(r"^[”\"]?nej(?:-?\s?röst)?(?!\w)", re.I),
}
_CLAUSES = re.compile(r"(?:[,;]| och| medan)\s+(?=(?:den som|de som|[”\"]?(?:ja|nej))\b)", re.I)
_WHO_VOTES = re.compile(r"^(?:den|de) som\b.*\bröstar\s+[”\"]?(?P<choice>ja|nej)(?!\w)", re.I)


class Vote(NamedTuple):
    """A vote of an item; ``members`` are name, party and choice where a list is printed."""

    numbers: dict[str, int]
    yes_means: str | None
    no_means: str | None
    outcome_text: str | None
    casting_vote: bool | None
    minority_return: bool | None
    members: tuple[tuple[str, str | None, str], ...]
    page: int
    box: Box

    @property
    def verified(self) -> bool:
        """Whether the names listed add up to the numbers printed."""
        listed = Counter(choice for _, _, choice in self.members)
        told = {choice: self.numbers.get(choice, 0) for choice in ("yes", "no", "abstained")}
        return bool(self.members and self.numbers) and all(listed[choice] == number for choice, number in told.items())


class _Told(NamedTuple):
    """A sentence of an item with its place."""

    text: str
    page: int
    box: Box


def votes_of(item: Item, lists: Sequence[Sequence[Table]], setting: Setting) -> list[Vote]:
    """The votes that an item tells in its text, each with its list; where the text has no numbers those of lists."""
    told = list(_votes_told(item, setting))
    listed = [vote for parts in lists if (vote := _vote_listed(parts)) is not None]
    if not told:
        return listed
    if len(listed) == len(told):
        return [vote._replace(members=own.members) for vote, own in zip(told, listed, strict=True)]
    return _by_numbers(told, listed)


def _by_numbers(told: Sequence[Vote], listed: Sequence[Vote]) -> list[Vote]:
    """Each vote with the one list whose names add up to its numbers; none where several do or none does."""
    matched = []
    for vote in told:
        fitting = [own for own in listed if vote._replace(members=own.members).verified]
        matched.append(vote._replace(members=fitting[0].members) if len(fitting) == 1 else vote)
    return matched


def voting_lists(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables with a column headed by yes and another by no, each with its parts on the next pages, where the header
    may not stand again."""
    lists: list[list[Table]] = []
    for table in tables:
        if _columns(table) is not None:
            lists.append([table])
        elif lists and _goes_on(lists[-1][-1], table):
            lists[-1].append(table)
    return lists


def _goes_on(above: Table, below: Table) -> bool:
    marked = any(_is_mark(cell) for row in below.rows() for cell in row[1:])
    return marked and below.page == above.page_to + 1 and below.n_columns == above.n_columns


def _votes_told(item: Item, setting: Setting) -> Iterator[Vote]:
    """A vote for each sentence that gives its numbers, with what yes and no meant in the sentences before."""
    means: dict[str, str] = {}
    sentences = list(_sentences(item, setting))
    whole = fold(" ".join(sentence.text for sentence in sentences))
    for sentence in sentences:
        numbers = numbers_in(sentence.text)
        if {"yes", "no"} <= numbers.keys():
            tied = numbers["yes"] == numbers["no"]
            casting = _says("casting", whole if tied else fold(sentence.text)) or (None if tied else False)
            yield Vote(
                numbers,
                means.get("yes"),
                means.get("no"),
                sentence.text,
                casting,
                _says("minority", whole),
                (),
                sentence.page,
                sentence.box,
            )
            means = {}
        else:
            means |= _meant(sentence.text)


def _sentences(item: Item, setting: Setting) -> Iterator[_Told]:
    for part in item.parts:
        if part.stage is not None or (part.label.meaning if part.label else None) not in _TOLD_IN:
            continue
        for group in groups_of(part.lines):
            first = group[0].line
            for text in _SENTENCE_END.split(prose(group, setting)):
                yield _Told(text.strip(), first.page, first.box)


def _meant(text: str) -> dict[str, str]:
    """The choices that a sentence explains, each by the clause that does, or by all of it where it explains only one:
    'Ja-röst för bifall till …', 'Den som vill avslå röstar ja, den som vill bifalla röstar nej.'"""
    clauses = [clause.strip(" .") for clause in _CLAUSES.split(text)]
    told = {choice: clause for clause in clauses if (choice := _explained(clause)) is not None}
    if len(told) == len(clauses) > 1:
        return told
    choice = _explained(text)
    return {choice: text} if choice is not None else {}


def _explained(text: str) -> str | None:
    if match := _WHO_VOTES.match(text):
        return "yes" if match["choice"].casefold() == "ja" else "no"
    return next((choice for choice, opening in _OPENINGS.items() if opening.match(text)), None)


def _says(meaning: str, text: str) -> bool | None:
    """True where a word of that meaning stands in the text, else None: minutes rarely say that it was not so."""
    return True if any(word in text for word in entries("votes")[meaning]["words"]) else None


def numbers_in(text: str) -> dict[str, int]:
    """How many chose what, by choice, as a sentence gives them: 'Med 20 ja-röster mot 26 nej-röster', 'Ja: 7, nej: 8'.

    A choice that the sentence gives two different numbers has none.
    """
    found: dict[str, set[int]] = {}
    folded = fold(text)
    for match in _number_first().finditer(folded):
        found.setdefault(_choice(match["choice"]), set()).add(_whole(match["number"]))
    if not found:
        for match in _number_last().finditer(folded):
            found.setdefault(_choice(match["choice"]), set()).add(_whole(match["number"]))
    return {choice: min(numbers) for choice, numbers in found.items() if len(numbers) == 1}


def _choice(words: str) -> str:
    choice = lookup("votes", words)
    assert choice is not None
    return choice


def _whole(text: str) -> int:
    return (
        int(text) if text.isdigit() else int(next(n for n, e in entries("number_words").items() if text in e["words"]))
    )


@functools.cache
def _words_of_choices() -> str:
    return any_of([fold(word) for choice in CHOICES for word in entries("votes")[choice]["words"]])


@functools.cache
def _number() -> str:
    words = [word for entry in entries("number_words").values() for word in entry["words"]]
    return rf"\d{{1,3}}|{any_of(words)}"


@functools.cache
def _number_first() -> re.Pattern[str]:
    """'20 ja-röster', '3 ledamöter avstår', 'sju röster för ja'."""
    return re.compile(rf"(?<![\w.,§-])(?P<number>{_number()}) (?P<choice>{_words_of_choices()})(?![\w-])")


@functools.cache
def _number_last() -> re.Pattern[str]:
    """'Ja: 7', 'Nej 8', 'avstår: 1'."""
    return re.compile(rf"(?<![\w-])(?P<choice>{_words_of_choices()})\s?[:=]?\s?(?P<number>\d{{1,3}})(?![\w-]|[.,]\d)")


def _columns(table: Table) -> tuple[int, dict[int, str]] | None:
    """The row of a voting list's header, and the choices by their columns; None for other tables."""
    for number, row in enumerate(table.rows()):
        choices = {cell.col: choice for cell in row if (choice := lookup("votes", cell.text)) in CHOICES}
        if {"yes", "no"} <= set(choices.values()):
            return number, {col: choice for col, choice in choices.items() if choice is not None}
    return None


def _vote_listed(parts: Sequence[Table]) -> Vote | None:
    """The vote of a list: its members by the columns that are marked, and the numbers of its last row."""
    columns = _columns(parts[0])
    if columns is None:
        return None
    header, choices = columns
    members: list[tuple[str, str | None, str]] = []
    numbers: dict[str, int] = {}
    rows = [row for table in parts for row in table.rows()]
    for row in rows[header + 1 :]:
        first = next((cell.text for cell in row if cell.col not in choices and cell.text), None)
        marked = [choices[cell.col] for cell in row if cell.col in choices and _is_mark(cell)]
        if first is None:
            continue
        if lookup("votes", first) == "sum":
            numbers = _sums(row, choices)
        elif len(marked) == 1 and (person := next(iter(persons_in(" ".join(first.split()))), None)):
            members.append((person.name, person.party or _party(row, choices), marked[0]))
    return Vote(numbers, None, None, None, None, None, tuple(members), parts[0].page, parts[0].box) if members else None


def _is_mark(cell: Cell) -> bool:
    return cell.symbol is not None or fold(cell.text or "") in _MARKS


def _party(row: Sequence[Cell], choices: dict[int, str]) -> str | None:
    """The party in a column of its own: the second worded cell that is no choice."""
    others = [cell.text for cell in row if cell.col not in choices and cell.text]
    return others[1].strip("()") if len(others) > 1 and len(others[1].strip("()")) <= 5 else None


def _sums(row: Sequence[Cell], choices: dict[int, str]) -> dict[str, int]:
    return {choices[c.col]: int(c.text) for c in row if c.col in choices and c.text and c.text.isdigit()}
