"""Activities that are no rows under a title column: cards, headings over little tables, paragraphs; surveys."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator import phrases
from tests.generator.activities import open_activities
from tests.generator.activity_rows import Rows, add_activity, draw_roles, is_followup
from tests.generator.draft import Beside, Block, Bullets, Cell, Draft, Paragraph, Table
from tests.generator.goals import add_goal, open_section, sentences
from tests.generator.phrases import subjects


def headings_over_tables(draft: Draft) -> None:
    """The title as numbered heading or bold line over a little table of who and when."""
    open_activities(draft)
    draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
    as_heading, style = draft.chance(0.6), draft.pick(phrases.DUE_STYLES)
    heads = [draft.pick(["Förvaltning", "Enhet", "Organisation", "Verksamhet"]), phrases.column(draft, "responsible")]
    heads.append(phrases.column(draft, "due"))
    for count in range(1, draft.rng.randrange(4, 8)):
        title = phrases.title(draft)
        if as_heading:
            draft.heading(title, 3)
        else:
            draft.paragraph((f"{count}. {title}", True))
        rows = [[Cell(h, bold=True) for h in heads]]
        for _ in range(draft.pick([1, 1, 2])):
            printed, on, sure = phrases.due_or_running(draft, style)
            who = draft.pick(subjects()["shared"]["contacts"])
            doubtful = ["responsible", *([] if sure else ["due_on"])]
            record = add_activity(draft, title, doubtful, responsible=who, due_on=on)
            record["also"] = {"title": [] if as_heading else [f"{count}. {title}"]}
            rows.append([Cell(phrases.unit(draft)), Cell(who), Cell(printed)])
        draft.add(Table(rows, [2, 2, 1.4]))


def under_goal_chapters(draft: Draft) -> None:
    """A chapter with its goal's sentence, then each action as a heading over who and when."""
    style = draft.pick(phrases.DUE_STYLES)
    heads = [phrases.column(draft, "responsible"), phrases.column(draft, "due")]
    for text in sentences(draft, 2, 3):
        title = draft.unused(subjects()["shared"]["goal_areas"])
        draft.heading(title, 1)
        draft.paragraph((draft.pick(["Mål: ", ""]), True), text)
        lead = draft.blocks[-1]
        named = isinstance(lead, Paragraph) and lead.runs[0][0] == ""
        add_goal(draft, text, own=int(named), title=title if named else None)["uncertain"] += [
            "title",
            "area",
            "number",
        ]
        for _ in range(draft.rng.randrange(2, 5)):
            doing = phrases.title(draft)
            draft.heading(doing, 2)
            printed, on, sure = phrases.due_or_running(draft, style)
            who = phrases.unit(draft)
            add_activity(draft, doing, [] if sure else ["due_on"], responsible=who, due_on=on, goal=text)
            draft.add(Table([[Cell(h, bold=True) for h in heads], [Cell(who), Cell(printed)]], [2, 1.4]))


def _card(draft: Draft, rows: Rows, head: str) -> Table:
    cells, _record = rows.row()
    title = cells.pop("title")
    title.bold = True
    body = [[Cell(rows.heads[role], bold=True), cell] for role, cell in cells.items()]
    first = [Cell(rows.heads["title"], bold=True), title] if head == "label" else None
    if first is None:
        title.cols, title.fill = 2, draft.pick(["#e3ebf3", "#f1f1f1"]) if head == "filled" else None
        first = [title]
    return Table([first, *body], [1.2, 2.6], header_rows=0, framed=True)


def _card_rows(draft: Draft) -> tuple[Rows, str]:
    open_activities(draft)
    rows = Rows(draft, [*draw_roles(draft), *(["purpose"] if draft.chance(0.3) and not is_followup(draft) else [])])
    rows.counted = None
    rows.roles = ["title", *dict.fromkeys(r for r in rows.roles if r != "title")]
    return rows, draft.pick(["label", "filled", "bold"])


def cards(draft: Draft) -> None:
    """A form for each activity: label and value."""
    rows, head = _card_rows(draft)
    for _ in range(draft.rng.randrange(3, 6)):
        draft.add(_card(draft, rows, head))


def cards_beside(draft: Draft) -> None:
    """Such forms two by two."""
    rows, head = _card_rows(draft)
    for _ in range(draft.rng.randrange(2, 4)):
        draft.add(Beside([_card(draft, rows, head)], [_card(draft, rows, head)]))


def paragraphs(draft: Draft) -> None:
    """Paragraphs under 'Åtgärder för …' below the goal that they are for."""
    words = open_section(draft)
    for text in sentences(draft, 2, 3):
        title = draft.unused(subjects()["shared"]["goal_titles"])
        draft.heading(title, 2)
        draft.paragraph(text)
        add_goal(draft, text, words, own=1, title=title)
        lead = str(draft.pick(phrases.wordings()["headings"]["measures_for"]))
        draft.heading(lead.replace("{x}", phrases.lowered(title)), 3)
        for _ in range(draft.rng.randrange(2, 5)):
            first = f"{phrases.title(draft)}."
            doing = f"{first} {phrases.comment(draft, 1)}" if draft.chance(0.4) else first
            draft.paragraph(doing)
            add_activity(draft, doing, goal=text)["also"] = {"title": [first]}


def focus_areas(draft: Draft) -> None:
    """Bullets under 'Fokusområden', responsible the unit whose heading stands over them."""
    draft.heading(draft.pick(["Enheternas planer", "Avdelningarnas arbete", "Verksamheternas inriktning"]), 1)
    for who in dict.fromkeys(phrases.unit(draft) for _ in range(3)):
        draft.heading(who, 2)
        draft.paragraph(phrases.prose(draft, 2))
        draft.heading(phrases.heading_words(draft, "focus"), 3)
        items = [phrases.title(draft) for _ in range(draft.rng.randrange(2, 5))]
        draft.add(Bullets(items))
        for item in items:
            add_activity(draft, item, kind="fokusområde", responsible=who)


def areas_described(draft: Draft) -> None:
    """Område | Beskrivning | Uppföljning."""
    open_activities(draft)
    heads = [
        draft.pick(["Område", "Utvecklingsområde", "Fråga"]),
        "Beskrivning",
        draft.pick(["Uppföljning", "Läget i dag"]),
    ]
    rows = [[Cell(h, bold=True) for h in heads]]
    for _ in range(draft.rng.randrange(4, 8)):
        area, said = draft.unused(subjects()["shared"]["goal_areas"]), phrases.comment(draft)
        rows.append([Cell(area), Cell(phrases.prose(draft, 1)), Cell(said)])
        add_activity(draft, area, ["purpose"], kind=None, comment=said)["uncertain"].append("kind")
    draft.add(Table(rows, [1.3, 3, 3]))


def savings(draft: Draft) -> None:
    """Åtgärd | Verksamhet | Bedömd effekt: the amounts are no budget lines."""
    draft.heading(
        draft.pick(
            [
                "Åtgärder för budget i balans",
                "Handlingsplan för ekonomi i balans",
                "Effektiviseringar",
                "Besparingsåtgärder",
            ]
        ),
        1,
    )
    heads = [phrases.column(draft, "title"), draft.pick(["Verksamhet", "Enhet", "Berörd verksamhet"])]
    heads.append(
        draft.pick(["Bedömd effekt (tkr)", "Ekonomisk effekt, tkr", "Effekt helår (tkr)", "Beräknad besparing, tkr"])
    )
    rows, total = [[Cell(h, bold=True) for h in heads]], 0
    for _ in range(draft.rng.randrange(4, 9)):
        title, who, saved = phrases.title(draft), phrases.unit(draft), draft.rng.randrange(2, 60) * 50
        total += saved
        rows.append([Cell(title), Cell(who), Cell(phrases.amount(saved, " |-|0"), align="right")])
        add_activity(draft, title, ["responsible"], responsible=who)
    if draft.chance(0.7):
        rows.append([Cell("Summa", bold=True), Cell(), Cell(phrases.amount(total, " |-|0"), bold=True, align="right")])
    draft.add(Table(rows, [3.4, 1.8, 1.3]))


def surveys(draft: Draft) -> None:
    """Typ av undersökning | Verksamhet | När."""
    draft.heading(phrases.heading_words(draft, "surveys"), 1)
    heads = [
        draft.pick(["Typ av undersökning", "Undersökning", "Enkät/undersökning"]),
        draft.pick(["Verksamhet", "Enhet"]),
    ]
    rows = [[Cell(h, bold=True) for h in [*heads, draft.pick(["När", "Tidpunkt", "Period"])]]]
    for _ in range(draft.rng.randrange(3, 6)):
        name, who = draft.unused(subjects()["shared"]["surveys"]), phrases.unit(draft)
        printed, on, _sure = phrases.due(draft, "month")
        add_activity(draft, name, ["due_on", "starts_on"], kind="undersökning", responsible=who, due_on=on)
        rows.append([Cell(name), Cell(who), Cell(printed)])
    draft.add(Table(rows, [3, 2, 1.5]))


def planned(draft: Draft) -> None:
    """Planerat projekt/åtgärd | Syfte | Ansvarig."""
    draft.heading(phrases.heading_words(draft, "planned"), 1)
    head = draft.pick(["Planerat projekt/åtgärd", "Planerat projekt", "Planerad åtgärd/projekt"])
    rows = [
        [Cell(h, bold=True) for h in [head, phrases.column(draft, "purpose"), phrases.column(draft, "responsible")]]
    ]
    for _ in range(draft.rng.randrange(3, 6)):
        title, why, who = phrases.title(draft), draft.pick(subjects()["shared"]["rationales"]), phrases.unit(draft)
        record = add_activity(draft, title, kind="planerat projekt", purpose=why, responsible=who)
        record["uncertain"].append("kind")
        rows.append([Cell(title), Cell(why), Cell(who)])
    draft.add(Table(rows, [2.6, 3, 1.4]))


def bold_lines(draft: Draft) -> None:
    """A bold line with the title, then short labelled lines: Ansvarig, Status, Kommentar."""
    open_activities(draft)
    rows = Rows(draft, draw_roles(draft), without=("completion",))
    rows.signs.way, rows.counted = "word", None
    for _ in range(draft.rng.randrange(3, 7)):
        cells, _record = rows.row()
        lines: list[Block] = [Paragraph([(cells.pop("title").text, True)])]
        lines += [
            Paragraph([(f"{rows.heads[role].rstrip('?')}: ", False), (cell.text, False)])
            for role, cell in cells.items()
            if cell.text
        ]
        draft.add(*lines)


SINGLES: dict[str, Callable[[Draft], None]] = {
    "activities as headings over tables": headings_over_tables,
    "actions under goal chapters": under_goal_chapters,
    "activities as cards": cards,
    "activities as cards side by side": cards_beside,
    "activities as paragraphs": paragraphs,
    "focus areas as bullets": focus_areas,
    "areas with description and follow-up": areas_described,
    "actions with savings": savings,
    "activities as bold lines with labels": bold_lines,
}
EXTRAS: dict[str, Callable[[Draft], None]] = {"surveys": surveys, "planned projects": planned}
