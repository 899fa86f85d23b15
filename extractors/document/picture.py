"""A page as a picture, and the piece of it around a box, for looking at what was read from it."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from extractors.pdf.annotations import open_page
from extractors.pdf.reader import opened
from extractors.pdf.words import turn_of
from extractors.records import Box

# Vermilion, which the colour-blind tell from black and white, and which prints grey and dark.
_MARK = (213, 94, 0)
_TINT = (255, 236, 214)
_MARK_PT = 1.2
_ROOM_PT = 2.0
_AROUND_PT = 60.0  # a few lines above and below


def page_picture(data: bytes, number: int, scale: float) -> Image.Image:
    """The page ``number`` (1-based) as it is read, upright, ``scale`` pixels a point; UnreadablePdf where it can't be
    opened."""
    with opened(data) as (document, _):
        page = open_page(document, number - 1).page
        try:
            picture: Image.Image = page.render(scale=scale, rotation=turn_of(page)).to_pil().convert("RGB")
        finally:
            page.close()
    return picture


def marked_piece(picture: Image.Image, box: Box, context: Box | None, scale: float) -> Image.Image:
    """The page's full width from above the box, or the context's top where that is higher, to below the box.

    A frame and a tint mark the box, whose words stay readable. Boxes in points from the page's top left corner;
    ``scale``: pixels a point in the picture.
    """
    room = [(box.x0 - _ROOM_PT, box.top - _ROOM_PT), (box.x1 + _ROOM_PT, box.bottom + _ROOM_PT)]
    corners = [(x * scale, y * scale) for x, y in room]
    tint = Image.new("RGB", picture.size, "white")
    ImageDraw.Draw(tint).rectangle(corners, fill=_TINT)
    marked = ImageChops.multiply(picture, tint)
    ImageDraw.Draw(marked).rectangle(corners, outline=_MARK, width=round(_MARK_PT * scale))
    top = min(box.top - _AROUND_PT, context.top - _ROOM_PT if context else box.top)
    upper, lower = max(round(top * scale), 0), min(round((box.bottom + _AROUND_PT) * scale), picture.height)
    return marked.crop((0, upper, picture.width, lower))
