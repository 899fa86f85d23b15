"""Goals in the forms in which plans and follow-ups print them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.generator import phrases
from tests.generator.draft import Box, Bullets, Cell, Draft, Paragraph, Record, Table
from tests.generator.phrases import subjects, wordings
from tests.generator.signs import FULFILMENT_COLOURS, HEX


def level_of(draft: Draft, *labels: str) -> str:
    """Whose goal it is: as label or heading says, else whose document it is."""
    said = [level for label in labels if (level := _said_by(label))]
    return said[0] if said else "nämnd" if draft.setting.board else "kommunfullmäktige"


def _said_by(label: str) -> str | None:
    words = {"fullmäktige": "kommunfullmäktige", "nämnd": "nämnd", "övergripande": "övergripande"}
    return next((level for word, level in words.items() if word in label.casefold()), None)


def goal_label(draft: Draft) -> str:
    return _fitting(draft, "numbered")


def goal_heading(draft: Draft) -> str:
    return _fitting(draft, "headings")


def _fitting(draft: Draft, kind: str) -> str:
    words = wordings()["goal_labels"][kind]
    fits = [w for w in words if draft.setting.board not in (None, "Kommunstyrelsen") or "ämnd" not in w]
    return str(draft.pick(fits))


def add_goal(draft: Draft, text: str, *labels: str, own: int = 0, **fields: Any) -> Record:
    """A goal's record. ``own``: how many of the headings over it are its own; ``labels`` say whose it is."""
    over = draft.over[: len(draft.over) - own]
    near = over[-1].text if over else None
    record = draft.record(
        "goals",
        text,
        text=text,
        section_number=draft.section_number(),
        area=near,
        level=level_of(draft, *labels, *([near] if near else [])),
        **fields,
    )
    announces = near is not None and "mål" in near.casefold() and "område" not in near.casefold()
    if announces and len(over) > 1:
        record["also"] = {"area": [over[-2].text]}
    if len({level for label in [*labels, near or ""] if (level := _said_by(label))}) > 1:
        record["uncertain"].append("level")
    if any("verksamhetsmål" in label.casefold() for label in labels):
        record["uncertain"].append("level")
    return record


def open_section(draft: Draft, *, areas: float = 0.0) -> str:
    """A chapter of goals, with a share of chance for an area's heading in it; its heading's words."""
    words = goal_heading(draft)
    draft.heading(words, 1)
    if draft.chance(0.4):
        draft.paragraph(phrases.prose(draft, 2))
    if draft.chance(areas):
        draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
    return words


def full_stop(draft: Draft, text: str, share: float = 0.6) -> str:
    return f"{text}." if draft.chance(share) else text


def sentences(draft: Draft, least: int = 2, most: int = 5) -> list[str]:
    """Goals' texts, all with a full stop or none."""
    stop = "." if draft.chance(0.6) else ""
    return [phrases.goal(draft) + stop for _ in range(draft.rng.randrange(least, most + 1))]


def numbered_headings(draft: Draft) -> None:
    """'3.1 Nämndmål 1: Fler i arbete' over the goal's sentence, perhaps with Motivering and more under it."""
    words = open_section(draft)
    label, join = goal_label(draft), draft.pick([": ", " – ", ". ", " "])
    named, extras = draft.chance(0.7), draft.chance(0.5)
    for number, text in enumerate(sentences(draft, 2, 4), 1):
        title = f"{label} {number}"
        if named:
            title += join + draft.unused(subjects()["shared"]["goal_titles"])
        draft.heading(title, 2)
        draft.paragraph(text)
        record = add_goal(draft, text, label, words, own=1, number=number, title=title)
        if extras:
            _labelled_parts(draft, record)


def _labelled_parts(draft: Draft, record: Record) -> None:
    bold = draft.chance(0.5)
    parts = [
        ("rationale", draft.pick(["Motivering", "Varför är målet viktigt?"]), subjects()["shared"]["rationales"]),
        ("measure", "Mått/metod", subjects()["shared"]["measures_prose"]),
    ]
    for field, label, options in parts:
        if draft.chance(0.7):
            text = draft.pick(options)
            mark = "" if label.endswith("?") else ":"
            draft.paragraph((f"{label}{mark} ", bold), text)
            record[field] = text
            if label.endswith("?"):
                record["uncertain"].append(field)


def heading_and_sentence(draft: Draft) -> None:
    """The goal's short name as heading, the sentence that states it under it."""
    words = open_section(draft)
    level = draft.pick([2, 2, 3])
    if level == 3:
        draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
    for text in sentences(draft, 2, 4):
        title = draft.unused(subjects()["shared"]["goal_titles"])
        draft.heading(title, level)
        draft.paragraph(text)
        add_goal(draft, text, words, own=1, title=title)
        if draft.chance(0.4):
            draft.paragraph(phrases.prose(draft, 2))


def run_in_labels(draft: Draft) -> None:
    """'Inriktningsmål: …', 'Effektmål 2: …', 'Prioriterat mål – …' in the goal's own line."""
    words = open_section(draft, areas=0.5)
    label, counted, bold = goal_label(draft), draft.chance(0.6), draft.chance(0.6)
    join = draft.pick([": ", " – ", ": "])
    for number, text in enumerate(sentences(draft), 1):
        lead = f"{label} {number}{join}" if counted else f"{label}{join}"
        draft.paragraph((lead, bold), text)
        add_goal(draft, text, label, words, number=number if counted else None)
        if draft.chance(0.3):
            draft.paragraph(phrases.prose(draft, 1))


def capital_headings(draft: Draft) -> None:
    """'LÅNGSIKTIGT MÅL NR 2' over the goal."""
    words = open_section(draft)
    label, word = goal_label(draft).upper(), draft.pick(["NR ", "", "NUMMER "])
    for number, text in enumerate(sentences(draft, 2, 3), 1):
        title = f"{label} {word}{number}"
        draft.heading(title, 2, number=False)
        draft.paragraph(text)
        add_goal(draft, text, label, words, own=1, number=number, title=title)


def bold_sentences(draft: Draft) -> None:
    """Bold sentences, numbered or with a number to reach, each with prose under it."""
    words = open_section(draft, areas=0.6)
    counted = draft.chance(0.5)
    lead = draft.pick(["{n}. ", "Mål {n}. ", "Mål {n} ", "{n}) "])
    for number, text in enumerate(sentences(draft, 2, 4), 1):
        draft.paragraph((f"{lead.format(n=number) if counted else ''}{text}", True))
        record = add_goal(draft, text, words, number=number if counted else None)
        if counted:
            record.setdefault("also", {})["text"] = [f"{lead.format(n=number)}{text}"]
        draft.paragraph(phrases.prose(draft, 1))


def listed(draft: Draft) -> None:
    """Bullets or a numbered list under 'Nämndens mål'."""
    words = open_section(draft, areas=0.0)
    ordered = draft.chance(0.4)
    texts = sentences(draft, 3, 6)
    if draft.chance(0.4):
        draft.paragraph(
            draft.pick(["Följande mål gäller för perioden:", "Målen för året är:", "Vi har satt upp dessa mål:"])
        )
    draft.add(Bullets(texts, ordered))
    for number, text in enumerate(texts, 1):
        add_goal(draft, text, words, number=number if ordered else None)


def boxes(draft: Draft) -> None:
    """Goals in filled boxes, with or without a bold name over the sentence."""
    words = open_section(draft)
    form = draft.pick(["name", "label", "bare"])
    label, fill = goal_label(draft), draft.pick(["#e8f1f8", "#fdf3e1", "#eaf4ea", None])
    for number, text in enumerate(sentences(draft, 2, 4), 1):
        if form == "bare":
            draft.add(Box([Paragraph([(text, True)])], fill))
            add_goal(draft, text, words)
            continue
        name = draft.unused(subjects()["shared"]["goal_titles"])
        title = name if form == "name" else f"{label} {number}"
        draft.add(Box([Paragraph([(title, True)]), Paragraph([(text, False)])], fill))
        add_goal(draft, text, title, words, title=title, number=number if form == "label" else None)


def assessed(draft: Draft) -> None:
    """A goal under its heading, then whether it is reached and a comment."""
    words = open_section(draft)
    label = draft.pick(
        ["Uppnås målet?", "Måluppfyllelse:", "Bedömning:", "Är målet uppfyllt?", "Bedömd måluppfyllelse:"]
    )
    for text in sentences(draft, 2, 4):
        title = draft.unused(subjects()["shared"]["goal_titles"])
        draft.heading(title, 2)
        draft.paragraph(text)
        record = add_goal(draft, text, words, own=1, title=title)
        fulfilment, printed = fulfilment_words(draft)
        draft.paragraph((label, draft.chance(0.5)), f" {printed}")
        said = phrases.comment(draft)
        lead = draft.pick(["Kommentar: ", "Analys: ", ""])
        draft.paragraph((lead, True), said) if lead else draft.paragraph(said)
        record.update(fulfilment=fulfilment, fulfilment_text=printed, comment=said)
        if not lead:
            record["uncertain"].append("comment")


def fulfilment_words(draft: Draft) -> tuple[str, str]:
    fulfilment = draft.pick(["met", "met", "partly", "not_met"])
    return fulfilment, str(draft.pick(wordings()["fulfilment"][fulfilment]))


def goal_table(draft: Draft) -> None:
    """Rows of Mål | Bedömning | Kommentar; the assessment in words, on a colour or as a dot."""
    words = open_section(draft, areas=0.3)
    draft.add(assessed_table(draft, words))


def assessed_table(draft: Draft, *labels: str) -> Table:
    header = draft.pick([goal_heading(draft), phrases.column(draft, "goal")])
    way = draft.pick(["words", "fill", "dot"])
    commented = draft.chance(0.8)
    heads = [header, phrases.column(draft, "assessment"), *([phrases.column(draft, "comment")] if commented else [])]
    rows = [[Cell(h, bold=True) for h in heads]]
    for text in sentences(draft, 3, 6):
        record = add_goal(draft, text, header, *labels)
        fulfilment, printed = fulfilment_words(draft)
        colour = draft.pick(HEX[FULFILMENT_COLOURS[fulfilment]])
        rows.append(
            [Cell(text), Cell(printed, fill=colour if way == "fill" else None, dot=colour if way == "dot" else None)]
        )
        record.update(fulfilment=fulfilment, fulfilment_text=printed)
        if commented:
            said = phrases.comment(draft) if draft.chance(0.85) else ""
            rows[-1].append(Cell(said))
            record["comment"] = said or None
    return Table(rows, [3, 1.3, 3][: len(heads)])


def matrix(draft: Draft) -> None:
    """Goals by row and boards by column, crosses where a board has the goal."""
    words = open_section(draft)
    boards = draft.rng.sample(["KS", "BUN", "SN", "VON", "SBN", "KFN"], 4)
    rows = [[Cell(h, bold=True) for h in [goal_heading(draft), *boards]]]
    cross = draft.pick(["X", "x", "•"])
    for text in sentences(draft, 3, 6):
        add_goal(draft, text, rows[0][0].text, words)["uncertain"] += ["addressed_to", "level"]
        rows.append([Cell(text), *(Cell(cross if draft.chance(0.5) else "", align="center") for _ in boards)])
    draft.add(Table(rows, [4, 1, 1, 1, 1]))


def numbered_rows(draft: Draft) -> None:
    """Nr | Mål, perhaps with what each goal means beside it."""
    words = open_section(draft, areas=0.3)
    heads = [draft.pick(["Nr", "Mål nr", "#"]), goal_heading(draft)]
    told = draft.pick([None, "Beskrivning", "Motivering"])
    rows = [[Cell(h, bold=True) for h in [*heads, *([told] if told else [])]]]
    for number, text in enumerate(sentences(draft, 3, 6), 1):
        record = add_goal(draft, text, heads[1], words, number=number)
        rows.append([Cell(str(number)), Cell(text)])
        if told:
            said = draft.pick(subjects()["shared"]["rationales"])
            record["rationale"] = said if told == "Motivering" else None
            rows[-1].append(Cell(said))
            record["uncertain"] += ["rationale", "comment"]
    draft.add(Table(rows, [0.6, 3, 3][: len(rows[0])]))


GOALS: dict[str, Callable[[Draft], None]] = {
    "goals under numbered headings": numbered_headings,
    "goals as heading and sentence": heading_and_sentence,
    "goals behind run-in labels": run_in_labels,
    "goals under capital headings": capital_headings,
    "goals as bold sentences": bold_sentences,
    "goals in a list": listed,
    "goals in boxes": boxes,
    "goals in a matrix": matrix,
    "goals in a numbered table": numbered_rows,
}
ASSESSED: dict[str, Callable[[Draft], None]] = {
    "goals assessed under headings": assessed,
    "goals in a table with assessment": goal_table,
}
