"""A page as a picture, for looking at what was read from it."""

from __future__ import annotations

from PIL import Image

from extractors.reading.pdf import opened


def page_picture(data: bytes, number: int, scale: float) -> Image.Image:
    """The page ``number`` (1-based) as it prints, ``scale`` pixels a point; UnreadablePdf where it can't be opened."""
    with opened(data) as (document, _):
        page = document[number - 1]
        try:
            picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        finally:
            page.close()
    return picture
