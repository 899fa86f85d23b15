"""Pages to one ``Document``: tables joined, sections with their paragraphs, and the ledger of where each word went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.document.cell_text import cell_with_text, column_ends, lexicon_of_cells
from extractors.document.joining import JoinedTable, TablesOfPage, is_loose, join_tables
from extractors.document.model import Document, Footnote, PageCount, Table
from extractors.document.no_tables import FURNITURE, TEXT, Sheet, no_tables
from extractors.document.overleaf import ends_its_page, rows_overleaf
from extractors.document.row_seams import says_continued
from extractors.pdf.ocr import Recognise
from extractors.pdf.page import Mark, Page, Ruling, StreamLine, Tag, Told
from extractors.pdf.reader import read_pages
from extractors.records import Box, box_around
from extractors.tables.cells import PageTable
from extractors.tables.page_tables import tables_and_lines
from extractors.tables.turned_headings import turned_lines
from extractors.text.furniture import PageLines, Sorted, begins_footnote, sort_lines
from extractors.text.headings import Heading, Section, find_headings
from extractors.text.lines import Lexicon, Line, in_reading_order, join_lines, lines_of, with_drawn_bullet
from extractors.text.paragraphs import Paragraph, paragraphs_of, usual_edges, usual_pitches

_FIGURES = frozenset({"Figure"})
_HEADING_TAGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_CAPTION_GAP_PT = 30.0
_LONGEST_CAPTION = 140
_DIGITS = re.compile(r"\d+")
_LARGEST_MARK_PT = 30.0  # a key to a legend: a coloured box beside its words


@dataclass(frozen=True, slots=True)
class _Layout:
    """A page without what only its own reading needs."""

    lines: PageLines
    aside: tuple[Line, ...]
    tables: list[PageTable]
    figures: tuple[Box, ...]
    words: int
    hidden: int
    heading_mcids: frozenset[int]
    tagged: bool
    reader: str
    reader_reason: str | None
    text_source: str
    unread: str | None
    told: tuple[Told, ...]
    trust: float | None
    trusted: bool
    stream: tuple[StreamLine, ...]
    marks: tuple[Mark, ...]
    alternatives: tuple[str, ...]


def read_document(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in the bytes of a PDF, pages without a text layer through ``recognise``; raises UnreadablePdf."""
    layouts: list[_Layout] = []
    for page in read_pages(data, recognise=recognise):
        layouts.append(_lay_out(page, layouts[-1] if layouts else None))
    return assemble(layouts)


def _lay_out(page: Page, before: _Layout | None) -> _Layout:
    visible = [w for w in page.words if w.drawn and w.upright]
    tables, text = tables_and_lines(page, visible)
    above = _last_table(before)
    if above is not None and (overleaf := rows_overleaf(page, text, tables, above)) is not None:
        tables, text = [overleaf[0], *tables], overleaf[1]
    lines = in_reading_order([with_drawn_bullet(line, page.marks) for line in text])
    return _Layout(
        PageLines(
            page.number,
            page.width,
            page.height,
            tuple(lines),
            tuple(_loose(page.rulings, tables)),
            max((table.box.bottom for table in tables), default=0.0),
        ),
        tuple(_turned_lines(page, tables)),
        tables,
        page.figures,
        sum(w.drawn for w in page.words),
        sum(not w.drawn for w in page.words),
        _heading_mcids(page.tags),
        page.tags is not None,
        page.reader,
        page.reader_reason,
        page.text_source,
        page.unread,
        page.told,
        page.trust,
        page.doubt is None,
        page.stream if tables else (),
        tuple(_marks_in_text(page, tables)),
        _alternatives(page.tags),
    )


def _last_table(layout: _Layout | None) -> PageTable | None:
    """The table without drawn columns that a page ends with."""
    if layout is None or not layout.tables or not is_loose(layout.tables[-1]):
        return None
    table, page = layout.tables[-1], layout.lines
    return table if ends_its_page(table, page.lines, page.height) else None


def _turned_lines(page: Page, tables: Sequence[PageTable]) -> list[Line]:
    """The turned words outside the tables as lines: signatures in the margin, names of axes, words across the page."""
    in_tables = {word.order for table in tables for word in table.words}
    turned = [word for word in page.words if word.drawn and word.turn and word.order not in in_tables]
    return [Line(page.number, tuple(line)) for line in turned_lines(turned)]


def _alternatives(tags: Tag | None) -> tuple[str, ...]:
    """The words that stand for the pictures of a tagged page."""
    figures = tags.found(_FIGURES) if tags is not None else []
    return tuple(text for tag in figures if (text := (tag.alternative or "").strip("\0 ")))


def _marks_in_text(page: Page, tables: Sequence[PageTable]) -> list[Mark]:
    """The marks outside the tables, small filled areas among them."""
    small = [Mark(f.box, f.colour, False) for f in page.fills if max(f.box.width, f.box.height) <= _LARGEST_MARK_PT]
    boxes = [table.box for table in tables]
    return [m for m in (*page.marks, *small) if not any(box.holds(m.box.x0, m.box.top) for box in boxes)]


def _loose(rulings: Iterable[Ruling], tables: Sequence[PageTable]) -> list[Ruling]:
    """The horizontal lines that are no table's."""
    boxes = [table.box for table in tables]
    return [
        r
        for r in rulings
        if not r.vertical and not any(b.holds((r.start + r.end) / 2, y) for b in boxes for y in (r.at - 3, r.at + 3))
    ]


def _heading_mcids(tags: Tag | None) -> frozenset[int]:
    if tags is None:
        return frozenset()
    return frozenset(mcid for tag in tags.found(_HEADING_TAGS) for mcid in tag.all_mcids())


def assemble(layouts: Sequence[_Layout]) -> Document:
    """The pages' layouts as one document."""
    body_size = _body_size(layouts)
    sorted_pages, joined = _sorted_and_joined(layouts, body_size)
    sheets = {one.lines.number: Sheet(one.lines.width, one.lines.height, one.tables, one.figures) for one in layouts}
    if kinds := no_tables(joined, sheets, body_size):
        layouts = [_without(layout, kinds) for layout in layouts]
        sorted_pages, joined = _sorted_and_joined(layouts, body_size)
    lexicon = Lexicon.of(_all_lines(sorted_pages, joined))
    body = [line for page in sorted_pages for line in page.body]
    pitches = usual_pitches(body)
    edges = usual_edges(body) if lexicon.is_telling else {}
    runs = _between_tables(sorted_pages, joined)
    paragraphs = [p for run in runs for p in paragraphs_of(run, lexicon, pitches, edges)]
    headings = find_headings(paragraphs, body_size, _tagged(paragraphs, layouts))
    root, blocks = _in_order(paragraphs, headings, joined, lexicon_of_cells(lexicon, joined), pitches)
    return Document(
        pages=len(layouts),
        tagged=any(layout.tagged for layout in layouts),
        root=root,
        blocks=tuple(blocks),
        tables=tuple(b for b in blocks if isinstance(b, Table)),
        furniture=tuple(
            line
            for layout, page in zip(layouts, sorted_pages, strict=True)
            for line in (*page.furniture, *layout.aside)
        ),
        footnotes=tuple(note for page in sorted_pages for note in _footnotes(page.footnotes, lexicon)),
        ledger=tuple(_counted(layouts, sorted_pages, joined)),
        marks={layout.lines.number: layout.marks for layout in layouts if layout.marks},
        alternatives={layout.lines.number: layout.alternatives for layout in layouts if layout.alternatives},
        streams={layout.lines.number: layout.stream for layout in layouts if layout.stream},
    )


def _sorted_and_joined(layouts: Sequence[_Layout], body_size: float) -> tuple[list[Sorted], list[JoinedTable]]:
    sorted_pages = sort_lines([layout.lines for layout in layouts], body_size)
    pages = [_tables_of(layout, page) for layout, page in zip(layouts, sorted_pages, strict=True)]
    return sorted_pages, join_tables(pages)


def _without(layout: _Layout, kinds: Mapping[int, str]) -> _Layout:
    """The page without what is no table: furniture set aside, the words of the rest back among its lines."""
    none = [table for table in layout.tables if id(table) in kinds]
    if not none:
        return layout
    number, lines = layout.lines.number, layout.lines.lines
    aside = [line for t in none if kinds[id(t)] == FURNITURE for line in lines_of(t.words, number)]
    words = [word for t in none if kinds[id(t)] == TEXT for word in t.words]
    if words:
        text = lines_of([*(word for line in lines for word in line.words), *words], number)
        lines = tuple(in_reading_order(text))
    tables = [table for table in layout.tables if id(table) not in kinds]
    end = max((table.box.bottom for table in tables), default=0.0)
    return replace(
        layout,
        lines=layout.lines._replace(lines=lines, tables_end=end),
        aside=(*layout.aside, *aside),
        tables=tables,
        stream=layout.stream if tables else (),
    )


def _body_size(layouts: Sequence[_Layout]) -> float:
    """The size most letters outside tables are set in, in points, those aside that stand on several pages: where hardly
    any text stands outside tables there are more letters in a running foot."""
    lines = [line for layout in layouts for line in layout.lines.lines]
    pages = ({_DIGITS.sub("#", line.text) for line in layout.lines.lines} for layout in layouts)
    times = Counter(text for page in pages for text in page)
    letters: Counter[float] = Counter()
    for line in [ln for ln in lines if times[_DIGITS.sub("#", ln.text)] == 1] or lines:
        for word in line.words:
            letters[word.style.size] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _tables_of(layout: _Layout, page: Sorted) -> TablesOfPage:
    """The page's tables, and whether body text stands above the first and below the last."""
    tables = layout.tables
    if not tables:
        return TablesOfPage([], text_above=False, text_below=False)
    text = [line for line in page.body if not says_continued(line.text)]
    return TablesOfPage(
        tables,
        text_above=any(line.box.bottom <= tables[0].box.top + 1 for line in text),
        text_below=any(line.box.top >= tables[-1].box.bottom - 1 for line in text),
    )


def _all_lines(pages: Sequence[Sorted], tables: Sequence[JoinedTable]) -> Iterable[Line]:
    for page in pages:
        yield from page.body
        yield from page.footnotes
    for table in tables:
        for cell in table.cells:
            yield from cell.lines


def _between_tables(pages: Sequence[Sorted], tables: Sequence[JoinedTable]) -> list[list[Line]]:
    """The body's lines in runs that no table interrupts."""
    tops: dict[int, list[float]] = {}
    for table in tables:
        for part in table.parts:
            tops.setdefault(part.page, []).append(part.box.top)
    runs: list[list[Line]] = [[]]
    for page in pages:
        passed = 0
        for line in page.body:
            over = sum(1 for top in tops.get(line.page, ()) if top <= line.box.top)
            if over > passed:
                runs.append([])
            passed = max(passed, over)
            runs[-1].append(line)
        remaining = page.body[0].page if page.body else None
        if remaining is not None and len(tops.get(remaining, ())) > passed:
            runs.append([])
    return runs


def _tagged(paragraphs: Sequence[Paragraph], layouts: Sequence[_Layout]) -> frozenset[int]:
    """The paragraphs all of whose words the structure tree calls a heading."""
    mcids = {layout.lines.number: layout.heading_mcids for layout in layouts}
    return frozenset(
        i
        for i, p in enumerate(paragraphs)
        if all(word.mcid in mcids[line.page] for line in p.lines for word in line.words)
    )


def _in_order(
    paragraphs: Sequence[Paragraph],
    headings: dict[int, Heading],
    joined: Sequence[JoinedTable],
    lexicon: Lexicon,
    pitches: dict[int, float],
) -> tuple[Section, list[Heading | Paragraph | Table]]:
    """The heading tree, and headings, paragraphs and tables one after the other."""
    root = current = Section(None, None)
    blocks: list[Heading | Paragraph | Table] = []
    waiting = list(enumerate(joined))
    for index, paragraph in enumerate(paragraphs):
        while waiting and _before(waiting[0][1], paragraph):
            number, table = waiting.pop(0)
            blocks.append(_table(number, table, current, blocks, lexicon, pitches))
        heading = headings.get(index)
        if heading is None:
            current.paragraphs.append(paragraph)
            blocks.append(paragraph)
        else:
            current = _open_section(current, heading, len(blocks))
            blocks.append(heading)
    for number, table in waiting:
        blocks.append(_table(number, table, current, blocks, lexicon, pitches))
    return root, blocks


def _before(table: JoinedTable, paragraph: Paragraph) -> bool:
    return (table.page, table.box.top) < (paragraph.page, paragraph.box.top)


def _open_section(current: Section, heading: Heading, ordinal: int) -> Section:
    parent = current
    while parent.parent is not None and parent.level >= heading.level:
        parent = parent.parent
    section = Section(heading, parent, ordinal)
    parent.children.append(section)
    return section


def _table(
    index: int,
    joined: JoinedTable,
    section: Section,
    blocks: Sequence[Heading | Paragraph | Table],
    lexicon: Lexicon,
    pitches: dict[int, float],
) -> Table:
    ends = column_ends(joined) if is_loose(joined.parts[0]) else None
    cells = [cell_with_text(cell, lexicon, pitches, ends) for cell in joined.cells]
    return Table(
        index=index,
        section=section,
        caption=_caption(joined, blocks[-1] if blocks else None),
        source=joined.source,
        page=joined.page,
        page_to=joined.page_to,
        box=joined.box,
        n_rows=joined.n_rows,
        n_columns=joined.n_columns,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
    )


def _caption(table: JoinedTable, above: Heading | Paragraph | Table | None) -> str | None:
    """The short line right above the table: emphasised text, or one that calls itself a table."""
    if not isinstance(above, Paragraph) or above.page != table.page or len(above.text) > _LONGEST_CAPTION:
        return None
    if not 0 <= table.box.top - above.lines[-1].box.bottom <= _CAPTION_GAP_PT:
        return None
    emphasised = above.bold or above.style.italic or above.text.startswith(("Tabell", "Diagram"))
    return above.text if emphasised else None


def _footnotes(lines: Sequence[Line], lexicon: Lexicon) -> list[Footnote]:
    """The notes of a page's foot, each from its mark to the next."""
    notes: list[list[Line]] = []
    for line in lines:
        if begins_footnote(line) or not notes:
            notes.append([])
        notes[-1].append(line)
    found = []
    for note in notes:
        first = note[0]
        rest = first._replace(words=first.words[1:]) if begins_footnote(first) else first
        mark = first.words[0].text if begins_footnote(first) else ""
        box = box_around([line.box for line in note])
        found.append(Footnote(mark, join_lines([rest, *note[1:]], lexicon), first.page, box, tuple(note)))
    return found


def _counted(layouts: Sequence[_Layout], pages: Sequence[Sorted], joined: Sequence[JoinedTable]) -> list[PageCount]:
    repeated = Counter(page for table in joined for page, _ in table.repeated)
    counts = []
    for layout, page in zip(layouts, pages, strict=True):
        in_tables = len({word.order for table in layout.tables for word in table.words})
        number = layout.lines.number
        counts.append(
            PageCount(
                page=number,
                words=layout.words,
                hidden=layout.hidden,
                in_tables=in_tables - repeated[number],
                in_text=_words(page.body) + _words(page.footnotes),
                in_furniture=_words(page.furniture) + _words(layout.aside) + repeated[number],
                reader=layout.reader,
                reader_reason=layout.reader_reason,
                text_source=layout.text_source,
                unread=layout.unread,
                told=layout.told,
                trust=layout.trust,
                trusted=layout.trusted,
            )
        )
    return counts


def _words(lines: Iterable[Line]) -> int:
    return sum(word.order >= 0 for line in lines for word in line.words)
