"""Decisions: what the items of a protocol and letters to a board decide or propose, with all that stands around it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from extractors.document.model import Document, Table
from extractors.interpret.context import Context
from extractors.protocol.attendance import TitlePage, read_title_page
from extractors.protocol.decision_points import Setting, list_text, points_text, prose, setting_of
from extractors.protocol.items import Item, Part, find_items
from extractors.protocol.labels import Label, body_in, label_of
from extractors.protocol.letters import find_letters
from extractors.protocol.lines import ProtocolLines, TextLine, has_signs_of_protocol, protocol_lines, stacked
from extractors.protocol.told_steps import ToldStep, step_record, steps_of_item
from extractors.protocol.votes import CHOICES, Vote, votes_of, voting_lists
from extractors.records import DecisionRecord, QuotedStepRecord, VoteMemberRecord, VoteRecord
from extractors.text.lines import Line
from extractors.values.parsing import days_in
from extractors.vocabulary import entries, fold

_KINDS = {"decision": "beslut", "proposal": "förslag"}
_APART = frozenset({"remark", "list"})  # of none of the item's parts
_COLUMNS = (
    "background", "assessment", "motions", "procedure", "reservations", "statements", "recusals", "appeal",
)  # fmt: skip


class Decided(NamedTuple):
    """The decisions and proposals, and what a protocol says of its meeting."""

    decisions: list[DecisionRecord]
    title_page: TitlePage
    votes: list[VoteRecord]
    vote_members: list[VoteMemberRecord]
    quoted_steps: list[QuotedStepRecord]


class _Found(NamedTuple):
    """A record with what belongs to it; its id is left empty."""

    record: DecisionRecord
    votes: Sequence[Vote] = ()
    steps: Sequence[ToldStep] = ()


def find_decisions(document: Document, context: Context) -> Decided:
    """The decisions and proposals of every item and letter, in the document's order.

    Of a protocol every item has a record, one without decision or proposal of the kind 'information'.
    """
    calls_itself = context.identity.document_type == "protokoll"
    if not calls_itself and not has_signs_of_protocol(document):
        return _in_order(_letters(document, context, frozenset()), TitlePage(), context)
    lines = protocol_lines(document)
    items = find_items(lines.text, lines.heads)
    whole = calls_itself or _is_protocol(lines)
    setting = setting_of([line.line for line in lines.text] if items else [])
    found: list[_Found] = []
    covered: set[int] = set()
    for item, lists in zip(items, _voting_lists(items, document.tables), strict=True):
        records = list(_records(item, lines, context, setting))
        if whole or any(record.kind != "information" for record in records):
            decided = max(range(len(records)), key=lambda place: (records[place].kind == "beslut", place))
            decides = any(record.kind != "information" for record in records)
            steps = steps_of_item(item, setting, records[decided].meeting_date, decides=decides)
            own = _Found(records[decided], votes_of(item, lists, setting), steps)
            found += [own if place == decided else _Found(record) for place, record in enumerate(records)]
            covered.update(range(item.page, item.page_to + 1))
    found += _letters(document, context, frozenset(covered))
    title_page = read_title_page(lines, items, document.tables, context) if whole else TitlePage()
    return _in_order(found, title_page, context)


def _letters(document: Document, context: Context, covered: frozenset[int]) -> list[_Found]:
    return [_Found(record, steps=steps) for record, steps in find_letters(document, context, covered)]


def _voting_lists(items: Sequence[Item], tables: Sequence[Table]) -> list[list[list[Table]]]:
    """Per item the lists of who voted how: those below its sign and above the next item's."""
    lists: list[list[list[Table]]] = [[] for _ in items]
    for parts in voting_lists(tables):
        place = parts[0].page, parts[0].box.top
        above = [i for i, item in enumerate(items) if (item.page, item.box.top) <= place]
        if above:
            lists[above[-1]].append(parts)
    return lists


def _in_order(found: Sequence[_Found], title_page: TitlePage, context: Context) -> Decided:
    """The records page by page with their ids, and with theirs those of their votes and of the steps that they tell."""
    decided = Decided([], title_page, [], [], [])
    for number, (record, votes, steps) in enumerate(sorted(found, key=lambda own: own.record.page), 1):
        decision_id = f"{context.document_id}-d{number}"
        decided.decisions.append(replace(record, decision_id=decision_id))
        for ordinal, vote in enumerate(votes, 1):
            vote_id = f"{decision_id}-v{ordinal}"
            decided.votes.append(_vote_record(vote, vote_id, ordinal, decided.decisions[-1]))
            decided.vote_members.extend(
                VoteMemberRecord(vote_id, context.document_id, *member) for member in vote.members
            )
        told = (step_record(step, decision_id, context.document_id, ordinal) for ordinal, step in enumerate(steps, 1))
        decided.quoted_steps.extend(told)
    return decided


def _vote_record(vote: Vote, vote_id: str, ordinal: int, decision: DecisionRecord) -> VoteRecord:
    return VoteRecord(
        vote_id=vote_id,
        decision_id=decision.decision_id,
        document_id=decision.document_id,
        ordinal=ordinal,
        yes_means=vote.yes_means,
        no_means=vote.no_means,
        **{choice: vote.numbers.get(choice) for choice in CHOICES},
        outcome_text=vote.outcome_text,
        casting_vote=vote.casting_vote,
        minority_return=vote.minority_return,
        verified=vote.verified,
        page=vote.page,
        bbox=vote.box,
    )


def _is_protocol(lines: ProtocolLines) -> bool:
    """Whether the pages' heads call themselves a protocol's."""
    heads = [fold(line.text) for page in lines.heads.values() for line in page]
    return sum("protokoll" in head for head in heads) * 2 > len(lines.heads) > 0


def _records(item: Item, lines: ProtocolLines, context: Context, setting: Setting) -> Iterator[DecisionRecord]:
    """One record a label of a decision or proposal; the item's other parts go with the item's own decision."""
    heads = lines.heads.get(item.page, ())
    body, day = _meeting(heads, lines, item, context)
    base = DecisionRecord(
        decision_id="",
        document_id=context.document_id,
        body=body,
        meeting_date=day,
        paragraph=item.paragraph,
        title=item.title,
        registration_number=item.registration_number,
        kind="information",
        text="",
        documents=None,
        recipients=None,
        page=item.page,
        bbox=item.box,
        **dict.fromkeys(_COLUMNS),
    )
    told = _told(item.parts, setting)
    decided = [record for part in item.parts if (record := _decided(part, base, setting)) is not None]
    if not decided:
        decided = [_unlabelled(base, item.parts, told, setting)]
    main = next((r for r in reversed(decided) if r.kind == "beslut" and r.meeting_date == day), decided[-1])
    for record in decided:
        yield (
            replace(record, **told)
            if record is main
            else replace(record, documents=told["documents"], recipients=told["recipients"])
        )


def _told(parts: Sequence[Part], setting: Setting) -> dict[str, Any]:
    """The text of the item's parts by column: lists a line an entry, all else as it stands."""
    texts: dict[str, list[str]] = {}
    for part in parts:
        meaning = part.label.meaning if part.label else "background"
        if meaning in _KINDS or meaning in _APART:
            continue
        if meaning in ("documents", "recipients"):
            text, rest = list_text(part.lines, setting)
            if rest:
                texts.setdefault("background", []).append(rest)
        else:
            text = prose(part.lines, setting)
        texts.setdefault(meaning, []).append(text)
    return dict.fromkeys(("documents", "recipients", *_COLUMNS)) | {
        column: "\n".join(filter(None, found)) or None for column, found in texts.items()
    }


def _decided(part: Part, base: DecisionRecord, setting: Setting) -> DecisionRecord | None:
    if part.label is None or part.label.meaning not in _KINDS:
        return None
    label, lines = _own_label(part.label, part.lines)
    text = points_text(lines, setting)
    if not text:
        return None
    kind = _KINDS[label.meaning]
    stage = part.stage
    body = _full_name(label.owner, base.body) or (stage.body if stage else None)
    if body is None and kind == "beslut":
        body = base.body
    if body is None and kind == "förslag":
        body = _proposer(prose(lines, setting)) or base.body
    if kind == "beslut" and _only_proposes(prose(lines, setting)):
        kind = "förslag"
    decided = replace(base, body=body, kind=kind, text=text)
    own = stage is None or stage.day == base.meeting_date or stage.number == base.paragraph
    if stage is None or own or _is_own(label.owner, stage.body, base.body):
        return decided
    return replace(decided, meeting_date=stage.day, paragraph=stage.number)


def _own_label(label: Label, lines: Sequence[TextLine]) -> tuple[Label, Sequence[TextLine]]:
    """A label, or the closer one that its first line is, and the other lines: 'Utskottets förslag till beslut:'."""
    closer = label_of(lines[0].text) if len(lines) > 1 else None
    return (closer, lines[1:]) if closer is not None and closer.meaning in _KINDS else (label, lines)


def _full_name(owner: str | None, body: str | None) -> str | None:
    """The owner of a label; of 'Arbetsutskottet' at a meeting of 'Socialnämndens arbetsutskott' that."""
    short = owner is not None and body is not None and fold(body).endswith(f" {fold(owner).removesuffix('et')}")
    return body if short else owner


def _is_own(owner: str | None, told: str | None, body: str | None) -> bool:
    """Whether the meeting's own body decides again after another's handling was told."""
    return body is not None and fold(owner or "") == fold(body) != fold(told or "")


def _unlabelled(base: DecisionRecord, parts: Sequence[Part], told: dict[str, Any], setting: Setting) -> DecisionRecord:
    """The decision that the text tells without a label, else the item as information."""
    for part in reversed(parts):
        if part.label is not None and part.label.meaning != "background":
            continue
        paragraphs = prose(part.lines, setting).split("\n")
        at = next((i for i, text in enumerate(paragraphs) if _decides().match(fold(text))), None)
        if at is not None:
            told["background"] = _without(told["background"], paragraphs[at:])
            text = points_text(part.lines, setting, first=paragraphs[at])
            kind = "förslag" if _only_proposes(paragraphs[at]) else "beslut"
            return replace(base, kind=kind, text=text)
    text, told["background"] = told["background"] or "", None
    return replace(base, text=text)


def _without(text: str | None, paragraphs: Sequence[str]) -> str | None:
    left = (text or "").removesuffix("\n".join(paragraphs)).strip("\n")
    return left or None


@functools.cache
def _decides() -> re.Pattern[str]:
    """How a paragraph begins that decides without a label: 'Nämnden beslutar att …', 'Informationen noteras'."""
    words = {
        name: "|".join(map(re.escape, entry.get("words", []))) for name, entry in entries("protocol_bodies").items()
    }
    endings = "|".join(map(re.escape, entries("protocol_bodies")["name"]["words"]))
    subject = rf"(?:[\w-]+,? ){{0,4}}?[\w-]*(?:{endings})"
    verbs = rf"{words['decides']}|{words['proposes']}|har (?:tagit del|noterat)"
    earlier = r"(?! (?:den )?\d)"  # 'Utskottet beslutade den 16 augusti': an earlier meeting's decision
    return re.compile(rf"^(?:{words['noted']}|{subject} (?:{verbs})(?!\w){earlier})")


@functools.cache
def _proposes() -> re.Pattern[str]:
    words = "|".join(map(re.escape, entries("protocol_bodies")["proposes"]["words"]))
    endings = "|".join(map(re.escape, entries("protocol_bodies")["name"]["words"]))
    return re.compile(rf"^((?:[\w-]+,? ){{0,4}}?[\w-]*(?:{endings})) (?:{words})(?!\w)")


def _only_proposes(text: str) -> bool:
    """Whether every paragraph that names who acts says that it proposes."""
    first = text.split("\n")[0]
    return bool(_proposes().match(fold(first))) and not any(_decides_itself(p) for p in text.split("\n"))


def _decides_itself(text: str) -> bool:
    return bool(_decides().match(fold(text))) and not _proposes().match(fold(text))


def _proposer(text: str) -> str | None:
    match = _proposes().match(fold(text))
    return text[: match.end(1)] if match else None


def _meeting(
    heads: Sequence[Line], lines: ProtocolLines, item: Item, context: Context
) -> tuple[str | None, date | None]:
    """The body that meets and its day: as the page's head says, else what stands before the first item."""
    before = [line.line for line in lines.text if (line.page, line.line.box.top) < (item.page, item.box.top)]
    front = [line for line in before if line.page == 1]
    everywhere = [line for page in lines.heads.values() for line in page]
    bodies = (body_in(text) for told in (heads, everywhere, front) for text in stacked(told))
    days = (day for line in (*heads, *everywhere, *front) for day in days_in(line.text))
    named = item.who if item.who and len(item.who) > 6 else None
    return named or next(filter(None, bodies), None) or context.identity.committee, next(days, None)
