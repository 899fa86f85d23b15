"""What each block was taken for and why: header, concepts of its columns, every shape's score, what was left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from extractors.interpret.blocks import Block, contents, over_rows, weights
from extractors.interpret.choose import Reading
from extractors.records import Box, box_around

_TEXT_PT = 7.0
_LINE_PT = 9.5
_FRAME_PT = 1.4
_COLOURS = {  # of the frames in the picture; what is unknown is red
    "activities": (0, 125, 45),
    "surveys": (0, 125, 45),
    "goals": (140, 90, 200),
    "indicators": (25, 80, 210),
    "assignments": (130, 80, 30),
    "followups": (0, 150, 160),
    "budget": (240, 135, 0),
    "unknown": (215, 30, 30),
}
_NO_FIELD = {"budget": "label or amounts"}  # which of a column of money is told row by row: extractors/budget
_LOOKS = ("status", "fulfilment", "date", "number", "share", "unit", "sentence", "sign")
_WORTH_TELLING = 0.3  # of a column's cells, or of a shape's score


@dataclass(frozen=True, slots=True)
class ExplainedColumn:
    """A column: its heading, the field it was taken for (None for none), the concepts of its heading and cells with
    their weights, and what share of its cells looks like what."""

    column: int
    heading: str
    field: str | None
    concepts: dict[str, float]
    looks: dict[str, float]
    filled: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A block with what it was taken for; ``above``: the line that names its records; ``over``: rows that head or
    remark on others; ``left``: headings of filled columns that are in no field."""

    table: int
    block: int
    page: int
    page_to: int
    kind: str
    rows: int
    is_card: bool
    inherited: bool
    above: str | None
    scores: dict[str, float]
    columns: list[ExplainedColumn]
    over: list[str]
    left: list[str]


def explain(readings: Iterable[Reading], pages: frozenset[int] | None) -> list[Explained]:
    """The readings of the blocks on these pages, of all where None."""
    found = []
    for reading in readings:
        first, last = _pages(reading.block)
        if pages is None or any(first <= page <= last for page in pages):
            found.append(_explained(reading, first, last))
    return found


def _explained(reading: Reading, first: int, last: int) -> Explained:
    block = reading.block
    fields = {col: field for field, columns in reading.columns.items() for col in columns}
    if reading.name is not None:
        fields[reading.name] = "name"
    columns = [_column(block, col, fields.get(col)) for col in block.columns]
    known = reading.kind != "unknown"
    return Explained(
        table=block.table.index + 1,
        block=block.number + 1,
        page=first,
        page_to=last,
        kind=reading.kind,
        rows=len(block.rows),
        is_card=block.is_card,
        inherited=block.inherited,
        above=reading.above.text if reading.above is not None else None,
        scores={kind: round(score, 2) for kind, score in reading.scores.items() if score >= _WORTH_TELLING},
        columns=columns,
        over=[_short(row.text) for row in over_rows(block).values()],
        left=[c.heading for c in columns if known and c.filled and c.field is None and reading.kind != "budget"],
    )


def _column(block: Block, col: int, field: str | None) -> ExplainedColumn:
    look = contents(block).get(col)
    shares = (
        {name: round(getattr(look, name), 2) for name in _LOOKS if getattr(look, name) >= _WORTH_TELLING}
        if look
        else {}
    )
    return ExplainedColumn(
        column=col + 1,
        heading=_short(block.headers.get(col, "")),
        field=field,
        concepts={concept: round(weight, 2) for concept, weight in weights(block).get(col, {}).items()},
        looks=shares,
        filled=look.filled if look else 0,
    )


def _pages(block: Block) -> tuple[int, int]:
    pages = [cell.page for row in (*block.rows, *block.titles) for cell in row]
    pages += [cell.page for cells in block.heads.values() for cell in cells]
    return (min(pages), max(pages)) if pages else (block.table.page, block.table.page_to)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def lines_of(explained: Explained) -> list[str]:
    """The explanation as lines of text."""
    e = explained
    pages = f"p. {e.page}" if e.page == e.page_to else f"p. {e.page}-{e.page_to}"
    form = f"{'card' if e.is_card else 'row'}{'' if e.rows == 1 else 's'}"
    scores = ", ".join(f"{kind} {score:.2f}" for kind, score in sorted(e.scores.items(), key=lambda pair: -pair[1]))
    place = f"table {e.table} block {e.block}" if e.table > 0 else "lines of text"
    lines = [f"{pages}  {place}: {e.kind}  ({e.rows} {form}; {scores or 'no shape is near'})"]
    if e.above is not None:
        lines.append(f"    named by the line above: {_short(e.above)}")
    if e.inherited:
        lines.append("    header: that of the block before")
    for column in e.columns:
        said = ", ".join(f"{concept} {weight:.2f}" for concept, weight in column.concepts.items()) or "nothing known"
        looks = ", ".join(f"{name} {share:.0%}" for name, share in column.looks.items())
        lines.append(
            f"    {column.column:>2} {column.heading or '(no heading)'} -> {column.field or _NO_FIELD.get(e.kind, '-')}"
            f"  [{said}{f'; cells: {looks}' if looks else ''}]"
        )
    lines += [f"    over or under rows: {text}" for text in e.over]
    if e.left:
        lines.append(f"    left: {', '.join(heading or '(no heading)' for heading in e.left)}")
    return lines


def draw_readings(picture: Image.Image, page: int, scale: float, readings: Sequence[Reading]) -> Image.Image:
    """The page's picture with each block framed and named, and each column of a field named at its top."""
    drawn = picture.copy()
    draw = ImageDraw.Draw(drawn)
    font = ImageFont.load_default(_TEXT_PT * scale)
    for reading in readings:
        cells = [cell for row in (*reading.block.rows, *reading.block.titles) for cell in row if cell.page == page]
        cells += [cell for heads in reading.block.heads.values() for cell in heads if cell.page == page]
        if not cells:
            continue
        colour = _COLOURS.get(reading.kind, _COLOURS["unknown"])
        box = box_around([cell.box for cell in cells])
        draw.rectangle([v * scale for v in box], outline=colour, width=max(1, round(_FRAME_PT * scale)))
        score = reading.scores.get(reading.kind)
        name = f"{reading.kind} {score:.2f}" if score is not None else reading.kind
        width = draw.textlength(name, font=font) / scale
        _label(draw, box.x1 - width, box.top - 2 * _LINE_PT, name, colour, scale, font)  # at the left stand headings
        fields = {col: field for field, columns in reading.columns.items() for col in columns}
        if reading.name is not None:
            fields[reading.name] = "name"
        for col, field in fields.items():
            own = [cell.box.x0 for cell in cells if cell.col == col]
            if own and not reading.block.is_card:
                _label(draw, min(own), box.top - _LINE_PT, field, colour, scale, font)
    return drawn


def _label(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    colour: tuple[int, int, int],
    scale: float,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """White words on the colour, at a place in points."""
    box = Box(*draw.textbbox((x * scale, y * scale), text, font=font))
    draw.rectangle((box.x0 - 2, box.top - 1, box.x1 + 2, box.bottom + 1), fill=colour)
    draw.text((x * scale, y * scale), text, fill="white", font=font)
