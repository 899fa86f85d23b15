"""Activities as rows of tables: columns, statuses, merged cells, group rows and comment rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.generator import phrases
from tests.generator.draft import Box, Cell, Draft, Paragraph, Record, Table
from tests.generator.goals import add_goal, assessed_table, goal_label, open_section, sentences
from tests.generator.phrases import subjects
from tests.generator.signs import add_legend, draw_signs, draw_status, status_fields
from tests.generator.surroundings import state_counts

WIDTHS = {"title": 3.2, "comment": 3, "purpose": 2, "goal": 1.8, "status": 1.35, "responsible": 1.5, "completion": 1.2}
KINDS = {"A": "aktivitet", "P": "projekt", "F": "förstudie"}


def add_activity(draft: Draft, title: str, uncertain: Sequence[str] = (), **fields: Any) -> Record:
    period = draft.setting.period
    record = {
        "section_number": draft.section_number(),
        "title": title,
        "kind": "aktivitet",
        "year": draft.setting.year,
        "period": period,
        **fields,
    }
    open_fields = ["kind"] if "kind_text" not in fields and fields.get("kind", "aktivitet") == "aktivitet" else []
    open_fields += ["period"] if period not in ("T1", "T2", "T3", "plan") else []
    return draft.record("activities", title, [*open_fields, *uncertain], **record)


class Rows:
    """The columns of a table of activities, drawn once, and its rows."""

    def __init__(self, draft: Draft, roles: Sequence[str] | None = None, *, without: Sequence[str] = ()) -> None:
        self.draft, self.signs = draft, draw_signs(draft)
        self.roles = [r for r in (roles or draw_roles(draft)) if r not in without]
        self.due_style = draft.pick(phrases.DUE_STYLES)
        self.heads = {role: phrases.column(draft, role) for role in self.roles}
        self.heads["title"] = phrases.column(draft, "title")
        self.bars = draft.chance(0.4)
        self.marked = draft.pick(["", "", "", "", "before", "after"])
        if "status" in self.roles:
            add_legend(draft, self.signs)

    def header(self) -> list[Cell]:
        return [Cell(self.heads[role], bold=True) for role in self.roles]

    def widths(self) -> list[float]:
        small = 0.65 if self.draft.setting.narrow else 1
        return [WIDTHS.get(r, 1.3) * (1 if r in ("title", "comment", "due", "start") else small) for r in self.roles]

    def row(self, **fixed: Any) -> tuple[dict[str, Cell], Record]:
        """One activity: its cells by role and its record; ``fixed`` go into the record as they are."""
        title, fields, uncertain = phrases.title(self.draft), dict(fixed), list[str]()
        cells = {}
        for role in self.roles:
            cells[role], held, doubtful = self._cell(role, title)
            fields = {**held, **fields}
            uncertain += doubtful
        if self.marked:
            letter = self.draft.pick(list(KINDS))
            fields |= {"kind_text": letter, "kind": KINDS[letter]}
            cells["title"].text = f"({letter}) {title}" if self.marked == "before" else f"{title} ({letter})"
        return cells, add_activity(self.draft, title, uncertain, **fields)

    def _cell(self, role: str, title: str) -> tuple[Cell, dict[str, Any], list[str]]:
        draft = self.draft
        if role == "title":
            return Cell(title), {}, []
        if role == "status":
            status = draw_status(draft, self.signs)
            return self.signs.cell(status, draft), *status_fields(self.signs, status)
        if role == "due":
            printed, on, sure = phrases.due_or_running(draft, self.due_style)
            return Cell(printed), {"due_on": on}, [] if sure else ["due_on"]
        if role == "start":
            early = f"{draft.setting.year}-{draft.rng.randrange(1, 4):02}-{draft.pick(['01', '15'])}"
            return Cell(early), {"starts_on": early}, []
        if role == "completion":
            tenths = draft.rng.randrange(1, 11)
            cell = Cell(bar=tenths / 10) if self.bars else Cell(f"{tenths * 10} %", align="center")
            return cell, {"completion": tenths / 10}, []
        text = self._words(role)
        return Cell(text), {role: text or None}, []

    def _words(self, role: str) -> str:
        draft = self.draft
        if role == "comment":
            return phrases.comment(draft) if draft.chance(0.8) else ""
        if role == "responsible":
            return phrases.unit(draft)
        if role == "collaboration":
            return draft.pick(subjects()["shared"]["partners"]) if draft.chance(0.7) else ""
        if role == "purpose":
            return str(draft.pick(subjects()["shared"]["rationales"]))
        return str(draft.pick(subjects()["shared"]["contacts"]))


def is_followup(draft: Draft) -> bool:
    return draft.setting.period != "plan"


def draw_roles(draft: Draft) -> list[str]:
    """The columns of a plan or of a follow-up; the title's not always the first."""
    if is_followup(draft):
        others = draft.rng.sample(["responsible", "due", "completion", "collaboration"], draft.rng.randrange(0, 3))
        tail = ["status", *(["comment"] if draft.chance(0.7) else [])]
        roles = ["title", *others, *tail] if draft.chance(0.7) else ["title", tail[0], *others, *tail[1:]]
    else:
        others = draft.rng.sample(["due", "start", "collaboration", "purpose", "contact"], draft.rng.randrange(1, 3))
        roles = [
            "title",
            "responsible",
            *sorted(others, key=["purpose", "start", "collaboration", "contact", "due"].index),
        ]
    if draft.chance(0.1) and "responsible" in roles:
        roles.remove("responsible")
        roles.insert(0, "responsible")
    return roles


def table_of(rows: Rows, body: Sequence[Sequence[Cell]], *, tight: bool = False) -> Table:
    repeat = rows.draft.chance(0.6)
    return Table([rows.header(), *map(list, body)], rows.widths(), repeat_header=repeat, tight=tight)


def open_activities(draft: Draft, level: int = 1) -> str:
    words = phrases.heading_words(draft, "followed" if is_followup(draft) else "activities")
    draft.heading(words, level)
    return words


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
    if "status" in rows.roles and draft.chance(0.4):
        said = Paragraph([(state_counts(draft, draft.gold["activities"][-count:]), False)])
        draft.blocks.insert(place, said)
    draft.add(table)


def under_goals(draft: Draft) -> None:
    """Each goal under its heading, in a box or behind its label; its activities in a table below."""
    words = open_section(draft)
    label, form = goal_label(draft), draft.pick(["named", "counted", "run-in", "box"])
    lead = draft.chance(0.5)
    for number, text in enumerate(sentences(draft, 2, 3), 1):
        _goal_over(draft, form, label, words, number, text)
        if lead:
            open_activities(draft, 3)
        rows = Rows(draft)
        body = [list(rows.row(goal=text)[0].values()) for _ in range(draft.rng.randrange(2, 6))]
        draft.add(table_of(rows, body))


def _goal_over(draft: Draft, form: str, label: str, words: str, number: int, text: str) -> None:
    draft.over = [heading for heading in draft.over if heading.level == 1]
    if form == "run-in":
        draft.paragraph((f"{label} {number}: ", True), (text, True))
        add_goal(draft, text, label, words, number=number)
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
    for number, text in enumerate(sentences(draft, 2, 4), 1):
        lead = f"{label} {number}: " if label else ""
        body.append([Cell(lead + text, bold=True, fill=fill, cols=len(rows.roles))])
        add_goal(draft, text, label, words, number=number if label else None)
        body += [list(rows.row(goal=text)[0].values()) for _ in range(draft.rng.randrange(2, 5))]
    draft.add(table_of(rows, body))


def merged_goals(draft: Draft) -> None:
    """The goal in a first cell that spans its activities."""
    words = open_activities(draft)
    rows = Rows(draft, without=("purpose", "contact"))
    header = phrases.column(draft, "goal")
    body: list[list[Cell]] = []
    for text in sentences(draft, 2, 4):
        add_goal(draft, text, header, words)
        count = draft.rng.randrange(2, 5)
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
            body.append([Cell(label + said, italic=draft.setting.size > 9, cols=len(rows.roles))])
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


TABLES: dict[str, Callable[[Draft], None]] = {
    "activities in a table": simple_table,
    "activities over pages": long_table,
    "activities under goals": under_goals,
    "activities grouped by goal rows": group_rows,
    "activities beside merged goals": merged_goals,
    "activities with a goal column": goal_column,
    "activities with merged responsible": merged_responsible,
    "activities with comment rows": comment_rows,
}
STACKED: dict[str, Callable[[Draft], None]] = {"goals and activities stacked": stacked}
