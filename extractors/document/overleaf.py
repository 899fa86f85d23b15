"""The last rows of a table overleaf, too few to show columns of their own: the page before tells where these are.

They stand at the top of the page under the header repeated word for word, or begin with a row of amounts that end where
those of the table above do.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.page import Page, Word
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable, make_table
from extractors.tables.column_gaps import AMOUNT, columns_at, phrases_of, runs_over
from extractors.tables.open_tables import band_cells
from extractors.text.lines import Line, lines_of
from extractors.vocabulary import fold

_SAME_PLACE_PT = 3.0
_LATEST_LINE = 4  # running heads and page numbers stand above
_WIDEST_PITCH_EM = 3.0  # between two rows
_FEWEST_AMOUNTS = 2
_FOOT_SHARE = 0.88  # of the page's height: what stands lower is a running foot, not text below the table


def rows_overleaf(
    page: Page, lines: Sequence[Line], tables: Sequence[PageTable], above: PageTable
) -> tuple[PageTable, list[Line]] | None:
    """The table of the lines at the page's top that go on with ``above``, the last one of the page before, and the
    lines that are left; None where none do. ``lines`` are those outside the page's own ``tables``."""
    end = min((table.box.top for table in tables), default=page.height)
    top = [line for line in lines if line.box.bottom <= end]
    header = lines_of([w for cell in above.cells if cell.is_header for w in cell.words], above.page)
    for at in range(min(_LATEST_LINE, len(top))):
        headed = bool(header) and _is_repeated(top[at : at + len(header)], header)
        if headed or _has_its_amounts(top[at], above):
            depth = len(header) if headed else 0
            rows = top[at : at + depth] + _rows(top[at + depth :], above)
            if len(rows) > depth:
                return _table(page, rows, depth, above), [line for line in lines if line not in rows]
    return None


def ends_its_page(table: PageTable, lines: Sequence[Line], height: float) -> bool:
    """Whether nothing but a running foot stands below the table on a page ``height`` points high."""
    return all(line.box.top < table.box.bottom or line.box.top > _FOOT_SHARE * height for line in lines)


def _is_repeated(lines: Sequence[Line], header: Sequence[Line]) -> bool:
    """Whether the lines are the header's, word for word, each at its place."""
    return len(lines) == len(header) and all(
        len(line.words) == len(own.words)
        and all(
            fold(a.text) == fold(b.text) and abs(a.x0 - b.x0) <= _SAME_PLACE_PT
            for a, b in zip(line.words, own.words, strict=True)
        )
        for line, own in zip(lines, header, strict=True)
    )


def _has_its_amounts(line: Line, above: PageTable) -> bool:
    """Whether the line is a label and amounts, each of which ends where the amounts of a column above do."""
    phrases = phrases_of(line)
    amounts = [phrase for phrase in phrases if AMOUNT.match(phrase.text)]
    if len(amounts) < _FEWEST_AMOUNTS or len(phrases) - len(amounts) > 1 or phrases[0] in amounts:
        return False
    own = [_ends(above, col) for col in range(1, above.n_columns)]
    return all(any(abs(phrase.box.x1 - x) <= _SAME_PLACE_PT for x in own if x is not None) for phrase in amounts)


def _ends(table: PageTable, col: int) -> float | None:
    """Where the words of a column's cells end, if it holds amounts."""
    cells = [c for c in table.cells if c.col == col and c.col_span == 1 and c.lines and not c.is_header]
    amounts = [c for c in cells if AMOUNT.match(" ".join(line.text for line in c.lines))]
    return max(line.box.x1 for c in amounts for line in c.lines) if len(amounts) * 2 > len(cells) else None


def _rows(lines: Sequence[Line], above: PageTable) -> list[Line]:
    """The lines from the first on that keep to the columns, as close to each other as rows stand."""
    rows: list[Line] = []
    for line in lines:
        apart = rows and line.baseline - rows[-1].baseline > _WIDEST_PITCH_EM * line.size
        inside = above.xs[0] - _SAME_PLACE_PT <= line.box.x0 and line.box.x1 <= above.xs[-1] + _SAME_PLACE_PT
        if apart or not inside or len(phrases_of(line)) < 2 or any(runs_over(line, x) for x in above.xs[1:-1]):
            break
        rows.append(line)
    return rows


def _table(page: Page, rows: Sequence[Line], depth: int, above: PageTable) -> PageTable:
    words: list[list[Word]] = [list(line.words) for line in rows]
    columns = columns_at(above.xs, words)
    cells = [
        cell
        for number, line in enumerate(rows)
        for cell in band_cells(page, number, _band(line, above), columns, list(line.words), "alignment")
    ]
    box = box_around([_band(line, above) for line in rows])
    return make_table(page, box, above.xs, cells, open_columns=True, source="alignment", headers=depth)


def _band(line: Line, above: PageTable) -> Box:
    return Box(above.xs[0], line.box.top, above.xs[-1], line.box.bottom)
