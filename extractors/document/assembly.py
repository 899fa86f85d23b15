"""Pages to one ``Document``: tables joined, sections with their paragraphs, and the ledger of where each word went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.document.cell_text import cell_with_text
from extractors.document.model import Document, Footnote, PageCount, Table
from extractors.pdf.ocr import Recognise
from extractors.pdf.page import Mark, Page, Ruling, StreamLine, Tag
from extractors.pdf.reader import read_pages
from extractors.records import box_around
from extractors.tables.cells import PageTable
from extractors.tables.joining import JoinedTable, join_tables
from extractors.tables.page_tables import tables_and_lines
from extractors.text.furniture import PageLines, Sorted, begins_footnote, sort_lines
from extractors.text.headings import Heading, Section, find_headings
from extractors.text.lines import Lexicon, Line, in_reading_order, join_lines, with_drawn_bullet
from extractors.text.paragraphs import Paragraph, paragraphs_of, usual_edges, usual_pitches

_FIGURES = frozenset({"Figure"})
_HEADING_TAGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_CAPTION_GAP_PT = 30.0
_LONGEST_CAPTION = 140
_LARGEST_MARK_PT = 30.0  # a key to a legend: a coloured box beside its words


@dataclass(frozen=True, slots=True)
class _Layout:
    """A page without what only its own reading needs."""

    lines: PageLines
    tables: list[PageTable]
    words: int
    hidden: int
    heading_mcids: frozenset[int]
    tagged: bool
    reader: str
    reader_reason: str | None
    text_source: str
    unread: str | None
    stream: tuple[StreamLine, ...]
    marks: tuple[Mark, ...]
    alternatives: tuple[str, ...]


def read_document(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in the bytes of a PDF, pages without a text layer through ``recognise``; raises UnreadablePdf."""
    return assemble([_lay_out(page) for page in read_pages(data, recognise=recognise)])


def _lay_out(page: Page) -> _Layout:
    visible = [w for w in page.words if w.drawn and w.upright]
    tables, text = tables_and_lines(page, visible)
    lines = in_reading_order([with_drawn_bullet(line, page.marks) for line in text])
    return _Layout(
        PageLines(page.number, page.width, page.height, tuple(lines), tuple(_loose(page.rulings, tables))),
        tables,
        sum(w.drawn for w in page.words),
        sum(not w.drawn for w in page.words),
        _heading_mcids(page.tags),
        page.tags is not None,
        page.reader,
        page.reader_reason,
        page.text_source,
        page.unread,
        page.stream if tables else (),
        tuple(_marks_in_text(page, tables)),
        _alternatives(page.tags),
    )


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
    body_size = _body_size(line for layout in layouts for line in layout.lines.lines)
    sorted_pages = sort_lines([layout.lines for layout in layouts], body_size)
    joined = join_tables(
        [_seam(layout, page) for layout, page in zip(layouts, sorted_pages, strict=True)],
    )
    lexicon = Lexicon.of(_all_lines(sorted_pages, joined))
    body = [line for page in sorted_pages for line in page.body]
    pitches = usual_pitches(body)
    edges = usual_edges(body)
    runs = _between_tables(sorted_pages, joined)
    paragraphs = [p for run in runs for p in paragraphs_of(run, lexicon, pitches, edges)]
    headings = find_headings(paragraphs, body_size, _tagged(paragraphs, layouts))
    root, blocks = _in_order(paragraphs, headings, joined, lexicon, pitches)
    return Document(
        pages=len(layouts),
        tagged=any(layout.tagged for layout in layouts),
        root=root,
        blocks=tuple(blocks),
        tables=tuple(b for b in blocks if isinstance(b, Table)),
        furniture=tuple(line for page in sorted_pages for line in page.furniture),
        footnotes=tuple(note for page in sorted_pages for note in _footnotes(page.footnotes, lexicon)),
        ledger=tuple(_counted(layouts, sorted_pages, joined)),
        marks={layout.lines.number: layout.marks for layout in layouts if layout.marks},
        alternatives={layout.lines.number: layout.alternatives for layout in layouts if layout.alternatives},
        streams={layout.lines.number: layout.stream for layout in layouts if layout.stream},
    )


def _body_size(lines: Iterable[Line]) -> float:
    """The size most letters are set in, in points."""
    letters: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            letters[word.style.size] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _seam(layout: _Layout, page: Sorted) -> tuple[list[PageTable], bool, bool]:
    """The page's tables, and whether body text stands above the first and below the last."""
    tables = layout.tables
    if not tables:
        return [], False, False
    above = any(line.box.bottom <= tables[0].box.top + 1 for line in page.body)
    below = any(line.box.top >= tables[-1].box.bottom - 1 for line in page.body)
    return tables, above, below


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
    ruled = joined.source != "structure" and not joined.parts[0].open_columns
    cells = [cell_with_text(cell, lexicon, pitches, ruled=ruled) for cell in joined.cells]
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
                in_furniture=_words(page.furniture) + repeated[number],
                reader=layout.reader,
                reader_reason=layout.reader_reason,
                text_source=layout.text_source,
                unread=layout.unread,
            )
        )
    return counts


def _words(lines: Iterable[Line]) -> int:
    return sum(word.order >= 0 for line in lines for word in line.words)
