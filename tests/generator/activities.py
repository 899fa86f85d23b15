"""Activities as rows of tables: under goals, grouped, merged, with comment rows, over pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.generator import phrases
from tests.generator.activity_rows import Rows, is_followup
from tests.generator.draft import Box, Cell, Draft, Paragraph, Table
from tests.generator.goals import add_goal, assessed_table, fulfilment_words, goal_label, open_section, sentences
from tests.generator.phrases import subjects
from tests.generator.signs import FULFILMENT_COLOURS, HEX
from tests.generator.surroundings import state_counts


def table_of(rows: Rows, body: Sequence[Sequence[Cell]], *, tight: bool = False) -> Table:
    repeat = rows.draft.chance(0.6)
    return Table([rows.header(), *map(list, body)], rows.widths(), repeat_header=repeat, tight=tight)


def open_activities(draft: Draft, level: int = 1) -> str:
    words = phrases.heading_words(draft, "followed" if is_followup(draft) else "activities")
    draft.heading(words, level)
    return words


def two_levels(draft: Draft) -> None:
    """The council's goal over the board's goals that serve it, each with its activities."""
    draft.heading(draft.pick(["Mål och aktiviteter", "Målkedja", "Från vision till handling"]), 1)
    rows = Rows(draft)
    boards = ["Nämndens mål", "Nämndmål", "Verksamhetens mål"]
    whose = draft.pick(["Styrelsens mål"] if draft.setting.board == "Kommunstyrelsen" else boards)
    for text, own in zip(sentences(draft, 2, 2), (sentences(draft, 1, 2), sentences(draft, 1, 2)), strict=True):
        draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
        draft.paragraph(("Kommunfullmäktiges mål: ", True), text)
        add_goal(draft, text, "Kommunfullmäktiges mål")
        for nearer in own:
            draft.paragraph((f"{whose}: ", True), nearer)
            add_goal(draft, nearer, "nämnd")["uncertain"] += ["supports"]
            draft.add(
                table_of(rows, [list(rows.row(goal=nearer)[0].values()) for _ in range(draft.rng.randrange(2, 4))])
            )


def simple_table(draft: Draft) -> None:
    """Rows under a title column, of no goal."""
    _table_of_none(draft, draft.rng.randrange(4, 10))


def long_table(draft: Draft) -> None:
    """A table over a page break, its header repeated or not."""
    _table_of_none(draft, draft.rng.randrange(16, 26))


def _table_of_none(draft: Draft, count: int) -> None:
    open_activities(draft)
    if draft.chance(0.4):
        draft.paragraph(phrases.prose(draft, 2))
    place, rows = len(draft.blocks), Rows(draft)
    body = [list(rows.row()[0].values()) for _ in range(count)]
    table = table_of(rows, body)
    said = state_counts(draft, draft.gold["activities"][-count:]) if "status" in rows.roles else None
    if said:
        draft.blocks.insert(place, Paragraph([(said, False)]))
    draft.add(table)


def under_goals(draft: Draft) -> None:
    """Each goal under its heading, in a box or behind its label; its activities in a table below."""
    words = open_section(draft)
    label, form = goal_label(draft), draft.pick(["named", "counted", "alone", "run-in", "box"])
    lead = draft.chance(0.5)
    rows = Rows(draft)
    for number, text in enumerate(sentences(draft, 2, 3), 1):
        _goal_over(draft, form, label, words, number, text)
        if lead:
            open_activities(draft, 3)
        body = [list(rows.row(goal=text)[0].values()) for _ in range(draft.rng.randrange(2, 6))]
        draft.add(table_of(rows, body))


def _goal_over(draft: Draft, form: str, label: str, words: str, number: int, text: str) -> None:
    draft.over = [heading for heading in draft.over if heading.level == 1]
    if form == "run-in":
        draft.paragraph((f"{label} {number}: ", True), (text, True))
        add_goal(draft, text, label, words, number=number)
        return
    if form == "alone":
        draft.heading(f"{label} {number}: {text}", 2)
        add_goal(draft, text, label, words, own=1, number=number)["also"] = {"title": [f"{label} {number}: {text}"]}
        return
    if form == "box":
        draft.add(Box([Paragraph([(f"{label} {number}", True)]), Paragraph([(text, False)])], "#eef3f7"))
        add_goal(draft, text, label, words, title=f"{label} {number}", number=number)
        return
    title = draft.unused(subjects()["shared"]["goal_titles"]) if form == "named" else f"{label} {number}"
    draft.heading(title, 2)
    draft.paragraph(text)
    add_goal(draft, text, title, words, own=1, title=title, number=None if form == "named" else number)


def group_rows(draft: Draft) -> None:
    """Full-width rows with the goal over its activities."""
    words = open_activities(draft)
    rows = Rows(draft)
    label, fill = draft.pick([goal_label(draft), ""]), draft.pick([None, "#dde6ee", "#eeeeee"])
    body: list[list[Cell]] = []
    most = draft.pick([5, 5, 10])  # rows of a goal, so many that some go on over the page
    for number, text in enumerate(sentences(draft, 2, 4), 1):
        lead = f"{label} {number}: " if label else ""
        body.append([Cell(lead + text, bold=True, fill=fill, cols=len(rows.header()))])
        add_goal(draft, text, label, words, number=number if label else None)
        body += [list(rows.row(goal=text)[0].values()) for _ in range(draft.rng.randrange(2, most))]
    draft.add(table_of(rows, body))


def merged_goals(draft: Draft) -> None:
    """The goal in a first cell that spans its activities."""
    words = open_activities(draft)
    rows = Rows(draft, without=("purpose", "contact"))
    header = phrases.column(draft, "goal")
    body: list[list[Cell]] = []
    most = draft.pick([5, 5, 10])  # rows of a goal, so many that some go on over the page
    for text in sentences(draft, 2, 4):
        add_goal(draft, text, header, words)
        count = draft.rng.randrange(2, most)
        own = [list(rows.row(goal=text)[0].values()) for _ in range(count)]
        body += [[Cell(text, rows=count), *own[0]], *own[1:]]
    table = table_of(rows, body)
    table.rows[0].insert(0, Cell(header, bold=True))
    table.widths.insert(0, 1.8)
    draft.add(table)


def goal_column(draft: Draft) -> None:
    """Goals listed first, and a column that names them by number or by their words."""
    words = open_section(draft)
    label, by_number = goal_label(draft), draft.chance(0.6)
    texts = sentences(draft, 2, 4)
    for number, text in enumerate(texts, 1):
        draft.paragraph((f"{label} {number}: ", True), text)
        add_goal(draft, text, label, words, number=number)
    open_activities(draft)
    rows = Rows(draft, without=("purpose",))
    head = phrases.column(draft, "goal")
    body = []
    for _ in range(draft.rng.randrange(5, 10)):
        index = draft.rng.randrange(len(texts))
        cells, _record = rows.row(goal=texts[index])
        body.append([*cells.values(), Cell(str(index + 1) if by_number else texts[index], align="left")])
    table = table_of(rows, body)
    table.rows[0].append(Cell(head, bold=True))
    table.widths.append(0.8 if by_number else 2)
    draft.add(table)


def merged_responsible(draft: Draft) -> None:
    """One cell for the unit that is responsible for several rows."""
    open_activities(draft)
    rows = Rows(draft, without=("responsible",))
    body: list[list[Cell]] = []
    first = draft.chance(0.5)
    for _ in range(draft.rng.randrange(2, 4)):
        who, count = phrases.unit(draft), draft.rng.randrange(2, 4)
        made = [rows.row(responsible=who) for _ in range(count)]
        for _cells, record in made[1:] if draft.setting.table_style in ("zebra", "plain") else ():
            record["uncertain"].append("responsible")  # without rules the cells below look empty
        own = [list(cells.values()) for cells, _record in made]
        own[0].insert(0 if first else 1, Cell(who, rows=count))
        body += own
    table = table_of(rows, body)
    table.rows[0].insert(0 if first else 1, Cell(phrases.column(draft, "responsible"), bold=True))
    table.widths.insert(0 if first else 1, 1.5)
    draft.add(table)


def comment_rows(draft: Draft) -> None:
    """Under each activity a row over the full width with its comment, labelled or not."""
    open_activities(draft)
    rows = Rows(draft, without=("comment", "purpose"))
    label = draft.pick(["Kommentar: ", "Analys: ", "", ""])
    body: list[list[Cell]] = []
    for _ in range(draft.rng.randrange(4, 9)):
        said = phrases.comment(draft) if draft.chance(0.85) else None
        body.append(list(rows.row(comment=said)[0].values()))
        if said:
            body.append([Cell(label + said, italic=draft.setting.size > 9, cols=len(rows.header()))])
    draft.add(table_of(rows, body))


def stacked(draft: Draft) -> None:
    """A table of goals and, without a gap, one of activities."""
    words = open_section(draft)
    draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
    goals = assessed_table(draft, words)
    rows = Rows(draft)
    body = [list(rows.row()[0].values()) for _ in range(draft.rng.randrange(3, 7))]
    for record in draft.gold["activities"][-len(body) :]:
        record["uncertain"].append("goal")
    goals.joined = True
    draft.add(goals, table_of(rows, body, tight=True))


def in_turns(draft: Draft) -> None:
    """Each goal a table of one row, with its assessment and perhaps a comment row; without a gap its activities."""
    words = open_section(draft)
    draft.heading(draft.unused(subjects()["shared"]["goal_areas"]), 2)
    heads = [Cell(goal_label(draft), bold=True), Cell(phrases.column(draft, "assessment"), bold=True)]
    way, said, rows = draft.pick(["words", "fill", "dot"]), draft.chance(0.6), Rows(draft)
    for text in sentences(draft, 2, 4):
        record = add_goal(draft, text, heads[0].text, words)
        fulfilment, printed = fulfilment_words(draft)
        colour = HEX[FULFILMENT_COLOURS[fulfilment]][0]
        mark = Cell(printed, fill=colour if way == "fill" else None, dot=colour if way == "dot" else None)
        body = [[*heads], [Cell(text), mark]]
        record.update(fulfilment=fulfilment, fulfilment_text=printed, comment=phrases.comment(draft) if said else None)
        if said:
            body.append([Cell(f"Kommentar: {record['comment']}", cols=2)])
        lower = [list(rows.row(goal=text)[0].values()) for _ in range(draft.rng.randrange(1, 5))]
        draft.add(Table(body, [4, 1.3], joined=True), table_of(rows, lower, tight=True))


TABLES: dict[str, Callable[[Draft], None]] = {
    "activities in a table": simple_table,
    "activities over pages": long_table,
    "activities under goals": under_goals,
    "activities under goals of two levels": two_levels,
    "activities grouped by goal rows": group_rows,
    "activities beside merged goals": merged_goals,
    "activities with a goal column": goal_column,
    "activities with merged responsible": merged_responsible,
    "activities with comment rows": comment_rows,
}
STACKED: dict[str, Callable[[Draft], None]] = {
    "goals and activities stacked": stacked,
    "goals and activities in turns": in_turns,
}
