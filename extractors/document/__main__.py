"""Draws what was read over a page: ``python -m extractors.document FILE.pdf --page 3 --out page.png``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractors.document.assembly import read_document
from extractors.document.draw import draw_page
from extractors.document.picture import page_picture
from extractors.pdf.reader import UnreadablePdf, read_pages

_EPILOG = """examples:
  python -m extractors.document plan.pdf --page 3 --out page.png
  python -m extractors.document plan.pdf --page 3-5 --out 'page-{page}.png' --scale 3
"""


class _Refused(Exception):  # noqa: N818
    """What was asked for can't be drawn; the message is one line."""


def main() -> int:
    """0 if all pages were drawn; 1 with a line on standard error if the file or a page can't be."""
    arguments = _parser().parse_args()
    try:
        _draw(arguments.file, arguments.page, arguments.out, arguments.scale)
    except (UnreadablePdf, _Refused) as error:
        sys.stderr.write(f"{arguments.file}: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or arguments.out}: {error.strerror or error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extractors.document",
        description="Draws over a page what was read from it: words, rulings, cells, headings, furniture.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--page", type=_page_range, required=True, metavar="N", help="a page, or a range such as 3-5")
    parser.add_argument(
        "--out", required=True, metavar="PAGE.png", help="the picture to write; {page} stands for the page's number"
    )
    parser.add_argument("--scale", type=_positive, default=2.0, metavar="S", help="pixels a point (default 2)")
    return parser


def _page_range(text: str) -> range:
    first, _, last = text.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()) or text.endswith("-"):
        raise argparse.ArgumentTypeError(f"{text!r} is no page and no range of pages; write 3 or 3-5")
    pages = range(int(first), int(last or first) + 1)
    if not pages or pages[0] < 1:
        raise argparse.ArgumentTypeError(f"{text!r} holds no page; pages count from 1")
    return pages


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 20:
        raise argparse.ArgumentTypeError(f"{text!r} is no scale; give a number up to 20")
    return value


def _draw(file: Path, pages: range, out: str, scale: float) -> None:
    if len(pages) > 1 and "{page}" not in out:
        raise _Refused(f"{len(pages)} pages need a name with {{page}} in it after --out")
    data = file.read_bytes()
    document = read_document(data)
    if pages[-1] > document.pages:
        raise _Refused(f"there is no page {pages[-1]}; the last is {document.pages}")
    for page in read_pages(data, frozenset(pages)):
        target = Path(out.replace("{page}", str(page.number)))
        try:
            draw_page(page_picture(data, page.number, scale), page, document).save(target)
        except ValueError as error:
            raise _Refused(f"can't write {target}: {error}; name it .png") from error


if __name__ == "__main__":
    sys.exit(main())
