"""The rows of a table about money: code, label, the section they stand in, and whether they are sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.budget.amounts import amount_of, is_amount
from extractors.budget.columns import role_of_column
from extractors.budget.sums import closes, is_total, named_sum, names_section
from extractors.budget.tables import Part, is_bold, one_line
from extractors.document.model import Cell, cached_per_object
from extractors.values.amounts import parse_amount
from extractors.vocabulary import fold

_CODE = re.compile(r"^(\d{1,8}(?:[.\-/:]\d{1,6})*)\s+(?=[^\W\d_])")
_ONLY_CODE = re.compile(r"^\d{1,8}(?:[.\-/:]\d{1,6})*$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SHORTEST_LABEL = 3  # letters: "N", "P" and "V1" mark a row and don't name it
_CODED_SHARE = 0.5  # of the labels; fewer begin with a number by chance ("7-9 skola")
_CODES_SHARE = 0.75  # of a column without a heading that says so
_INDENT_EM = 0.5
_WIDEST_SPACE_EM = 0.6
_RARE_SHARE = 0.4  # of the rows with amounts may look like a section's heading


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row with amounts. ``cells``: column to cell with an amount, ``all_cells``: to any cell; ``whole``: the columns
    whose cell belongs to all rows of the label."""

    index: int
    code: str | None
    label: str
    own_word: str | None
    section: str | None
    is_total: bool
    cells: dict[int, Cell]
    all_cells: dict[int, Cell]
    note: str | None
    whole: frozenset[int]

    def label_of(self, col: int) -> str:
        """The label of the row's cell in that column: with the row's own word, unless the cell spans all its rows."""
        return self.label if self.own_word is None or col in self.whole else f"{self.label} {self.own_word}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns hold what: labels, the rows' own words, codes, remarks and amounts."""

    label: int
    own_word: int | None
    code: int | None
    note: int | None
    amounts: tuple[int, ...]


def layout_of(part: Part, amounts: Sequence[int]) -> Layout | None:
    """The part's columns around those with amounts; None where no column is left for labels."""
    texts = _texts(part, amounts)
    roles = {col: role_of_column(part.headers.get(col, "")) for col in texts}
    label = label_column(part, tuple(amounts))
    if label is None:
        return None
    left = [col for col in texts if texts[col] and col < label and roles[col] != "ignored"]
    codes = [col for col in left if _are_codes(texts[col], called_so=roles[col] == "code")]
    note = next((col for col in texts if roles[col] == "note"), None)
    worded = [col for col in texts if label < col < min(amounts, default=col + 1) and texts[col] and col != note]
    beside = next((col for col in worded if roles[col] != "ignored" and _says_kind(part, col, texts[col])), None)
    code = next((col for col in codes if roles[col] == "code"), next(iter(codes), None))
    return Layout(label, beside, code, note, tuple(amounts))


@cached_per_object
def label_column(part: Part, amounts: tuple[int, ...]) -> int | None:
    """The column with the words: the first left of the amounts that holds words, no codes, marks or dates."""
    texts = _texts(part, amounts)
    roles = {col: role_of_column(part.headers.get(col, "")) for col in texts}
    left = [col for col in texts if texts[col] and col < min(amounts, default=col + 1) and roles[col] != "note"]
    worded = [col for col in left if roles[col] != "ignored"]
    plain = [col for col in worded if not _are_codes(texts[col], called_so=roles[col] == "code")]
    said = [col for col in plain if _are_words(texts[col])]
    words = [col for col in left if _are_words(texts[col])]  # "Prio Projekt" run together heads the projects
    return next(iter(said or words or plain or worded), None)


def _texts(part: Part, amounts: Sequence[int]) -> dict[int, list[str]]:
    """Column to its texts, for the columns without amounts."""
    n_columns = 1 + max((c.col for row in part.rows for c in row), default=0)
    found: dict[int, list[str]] = {col: [] for col in range(n_columns) if col not in amounts}
    for row in part.rows:
        for cell in row:
            if cell.text and cell.col in found:
                found[cell.col].append(one_line(cell))
    return found


def _are_words(texts: Sequence[str]) -> bool:
    """Whether a column's texts are words: not one or two letters each, as marks are, and no numbers."""
    worded = sum(sum(map(str.isalpha, text)) >= _SHORTEST_LABEL for text in texts)
    return 2 * worded >= len(texts)


def _are_codes(texts: Sequence[str], *, called_so: bool) -> bool:
    """Whether a column holds codes: most of its texts where its heading says so, else nearly all; sections aside."""
    codes = sum(bool(_ONLY_CODE.match(text)) for text in texts)
    return codes * 2 >= len(texts) if called_so else codes >= _CODES_SHARE * len(texts)


def _says_kind(part: Part, col: int, texts: Sequence[str]) -> bool:
    """Whether a column tells apart the rows of one label: 'Intäkt', 'Kostnad'."""
    kinds = sum(role_of_column(text) == "part" for text in texts)
    return kinds * 2 > len(texts) or (not part.headers.get(col) and not any(map(parse_amount, texts)))


def rows_of(part: Part, layout: Layout, start: int, section: str | None = None) -> list[BudgetRow]:
    """The rows with amounts; ``start`` is the table's row from which they count, ``section`` the one still open."""
    coded = _has_codes(part, layout)
    sections = _sections(part, layout)
    groups: list[tuple[str | None, list[BudgetRow]]] = [(section, [])]
    found: list[BudgetRow] = []
    spanning: dict[int, Cell] = {}
    for number, row in enumerate(part.rows):
        spanning = {**{col: c for col, c in spanning.items() if c.row + c.row_span > row[0].row}, **_tall(row)}
        if number in sections:
            groups.append((sections[number], []))
        elif made := _row(row, spanning, layout, coded, found):
            found.append(replace(made, index=start + number, note=made.note or part.notes.get(number)))
            groups[-1][1].append(found[-1])
    return _in_sections(groups)


def _in_sections(groups: Sequence[tuple[str | None, list[BudgetRow]]]) -> list[BudgetRow]:
    """The rows with their sections: each group up to its own sum."""
    named = [name for name, _ in groups if name is not None]
    ends = [_own_sum(name, rows) if name is not None else None for name, rows in groups]
    found: list[BudgetRow] = []
    for at, (name, rows) in enumerate(groups):
        last = at == len(groups) - 1 and len(named) > 1
        end = (
            ends[at] if not last or name is None else _last_own_sum(name, rows, all(e is not None for e in ends[1:-1]))
        )
        kept = len(rows) if end is None else end + 1
        found.extend(replace(row, section=name) for row in rows[:kept])
        found.extend(rows[kept:])
    return found


def open_section(rows: Sequence[BudgetRow]) -> str | None:
    """The section that goes on after the last row, None where its sum has closed it."""
    last = rows[-1] if rows else None
    return last.section if last is not None and not closes(last.label) else None


def _own_sum(section: str, rows: Sequence[BudgetRow]) -> int | None:
    """The place of the sum that closes a section: the last that names it, else the last."""
    sums = [at for at, row in enumerate(rows) if closes(row.label)]
    naming = [at for at in sums if names_section(rows[at].label, section)]
    return next(reversed(naming or sums), None)


def _last_own_sum(section: str, rows: Sequence[BudgetRow], others_have: bool) -> int | None:
    """The same for the last of several sections, after which the sum of all of them may follow."""
    sums = [at for at, row in enumerate(rows) if closes(row.label)]
    naming = [at for at in sums if names_section(rows[at].label, section)]
    if naming or not sums:
        return naming[-1] if naming else None
    if len(sums) > 1 and sums[-1] == sums[-2] + 1:
        return sums[-2]
    own = others_have and not named_sum(rows[sums[-1]].label)
    return sums[-1] if own else sums[-1] - 1


def _tall(row: Sequence[Cell]) -> dict[int, Cell]:
    return {cell.col: cell for cell in row if cell.row_span > 1}


def _row(
    row: Sequence[Cell], spanning: dict[int, Cell], layout: Layout, coded: bool, above: Sequence[BudgetRow]
) -> BudgetRow | None:
    cells = {c.col: c for c in row}
    amounts = {col: cells[col] for col in layout.amounts if col in cells and cells[col].text}
    if not amounts:
        return None
    first = cells.get(layout.label) or spanning.get(layout.label)
    text = one_line(first) if first is not None and first.text else ""
    own = cells.get(layout.own_word) if layout.own_word is not None else None
    own_word = one_line(own) if own is not None and own.text else None
    code_cell = cells.get(layout.code) or spanning.get(layout.code) if layout.code is not None else None
    code = one_line(code_cell) if code_cell is not None and code_cell.text else None
    if code is not None and not _ONLY_CODE.match(code):  # a sum may begin in the codes' column
        code, text = None, " ".join(filter(None, (code, text)))
    if not text and own_word is None:  # or in any other left of the amounts
        text = next((w for c in row if c.col < min(layout.amounts) and is_total(w := one_line(c))), "")
    if not text and own_word is not None and above:
        text, code = above[-1].label, code or above[-1].code
    elif code is None and (match := _CODE.match(text)) and (coded or _is_long_code(match.group(1))):
        code, text = match.group(1), text[match.end() :]
    if not text and code is not None:
        text = code
    tall = first.row_span if first is not None else 1
    note = cells.get(layout.note) if layout.note is not None else None
    return BudgetRow(
        index=0,
        code=code,
        label=text,
        own_word=own_word,
        section=None,
        is_total=is_total(text if own_word is None else own_word),
        cells=amounts,
        all_cells=cells,
        note=" ".join(note.text.split()) if note is not None and note.text else None,
        whole=frozenset(col for col, cell in amounts.items() if tall > 1 and cell.row_span == tall),
    )


def _is_long_code(number: str) -> bool:
    return len(number) > 2 and not _YEAR.match(number)


def _has_codes(part: Part, layout: Layout) -> bool:
    """Whether the labels of the part begin with codes."""
    labels = [one_line(c) for row in part.rows for c in row if c.col == layout.label and c.text]
    lines = [label for label in labels if not is_total(label)]
    return bool(lines) and sum(bool(_CODE.match(label)) for label in lines) >= _CODED_SHARE * len(lines)


def _sections(part: Part, layout: Layout) -> dict[int, str]:
    """The rows that head others: emphasised, with a label and nothing else, by their number."""
    worth = [row for row in part.rows if any(is_amount(c) for c in row if c.col in layout.amounts)]
    lines = [c for row in worth for c in row if c.col == layout.label and c.text and not is_total(one_line(c))]
    bold = sum(is_bold(c) for c in lines) > _RARE_SHARE * len(lines)
    capitals = sum(one_line(c).isupper() for c in lines) > _RARE_SHARE * len(lines)
    italics = sum(_is_italic(c) for c in lines) > _RARE_SHARE * len(lines)
    fills = {c.fill for c in lines}
    sums = [named_sum(one_line(c)) for row in worth for c in row if c.col == layout.label and closes(one_line(c))]
    size = median([c.paragraphs[0].style.size for c in lines]) if lines else 0.0
    found = {}
    for number, row in enumerate(part.rows):
        worded = [c for c in row if c.text]
        if not worded or worded[-1].col > layout.label or not _one_text(worded) or amount_of(worded[0]) is None:
            continue
        cell, text = worded[0], " ".join(map(one_line, worded))
        emphasised = (
            (is_bold(cell) and not bold)
            or (_is_italic(cell) and not italics)
            or fold(text) in sums
            or _stands_out(cell, part.rows[number + 1 :], layout)
            or (text.isupper() and not capitals)
            or (cell.fill is not None and cell.fill not in fills)
            or cell.paragraphs[0].style.size > size + 0.9
        )
        if emphasised and number + 1 < len(part.rows):
            found[number] = text
    return found


def _one_text(cells: Sequence[Cell]) -> bool:
    """Whether a row's cells hold one text, with no more than a space where the border of two columns cuts it."""
    lines = [[w for p in cell.paragraphs for line in p.lines for w in line.words] for cell in cells]
    return all(b[0].x0 - a[-1].x1 <= _WIDEST_SPACE_EM * b[0].style.size for a, b in pairwise(lines) if a and b)


def _is_italic(cell: Cell) -> bool:
    words = [w for paragraph in cell.paragraphs for line in paragraph.lines for w in line.words]
    return bool(words) and all(word.style.italic for word in words if any(map(str.isalnum, word.text)))


def _stands_out(cell: Cell, below: Sequence[Sequence[Cell]], layout: Layout) -> bool:
    """Whether the label of the row below is indented under the cell's."""
    label = next((c for row in below[:1] for c in row if c.col == layout.label and c.paragraphs), None)
    if label is None or cell.col != layout.label or not any(is_amount(c) for c in below[0] if c.col in layout.amounts):
        return False
    return label.paragraphs[0].box.x0 - cell.paragraphs[0].box.x0 >= _INDENT_EM * cell.paragraphs[0].style.size
