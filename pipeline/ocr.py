"""The OCR for pages without a text layer: Tesseract, where the extra ``ocr`` and its Swedish data are installed."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractors.pdf.ocr import Recognise, RecognisedWord, RecognitionFailed
from pipeline.limits import seconds_left

_LANGUAGE = "swe"
_SHARE_OF_TIME = 0.6  # of a document's, that OCR may take: reading 47 pages takes 3 s, OCR of 21 of them 35
_LONGEST_SECONDS = 120  # a page; dense ones of A4 take 4
_LINE_KINDS = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
_BROKEN = (OSError, KeyError, ValueError)  # no process or room for it, or hOCR of another make
_PROPERTY = re.compile(r"(\w+) ([^;]+)")


@functools.cache
def recogniser() -> Recognise | None:
    """Tesseract for Swedish; None where it, its Swedish data or its Python wrapper isn't installed."""
    program = shutil.which("tesseract")
    if program is None or importlib.util.find_spec("pytesseract") is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return _recognise if _LANGUAGE in listed.split() else None


def recogniser_in_time() -> Recognise | None:
    """The OCR for the document that this process begins to read, within a share of the time that it may take."""
    return within_seconds(_recognise, _SHARE_OF_TIME * seconds_left()) if recogniser() is not None else None


def within_seconds(recognise: Callable[[bytes, float, float], Sequence[RecognisedWord]], seconds: float) -> Recognise:
    """An OCR that gives up on further pages once it has taken so long: they keep what is certain without it, where the
    limit on the whole document would lose all of it. ``recognise`` is told how many seconds a page may take."""
    left = seconds

    def recognise_in_time(page: bytes, scale: float) -> Sequence[RecognisedWord]:
        nonlocal left
        if left <= 0:
            raise RecognitionFailed(f"OCR had its {seconds:.0f} s of the document before; raise --time-limit")
        start = time.monotonic()
        try:
            return recognise(page, scale, min(left, _LONGEST_SECONDS))
        finally:
            left -= time.monotonic() - start

    return recognise_in_time


def _recognise(page: bytes, scale: float, seconds: float = _LONGEST_SECONDS) -> list[RecognisedWord]:
    """The words of a document of one page, drawn at ``scale`` pixels a point. Raises RecognitionFailed."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one page a core; its own threads only get in each other's way
    config = f"--dpi {round(72 * scale)}"
    try:
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "page.png"
            command = [sys.executable, "-m", "pipeline.ocr", str(picture), str(scale)]
            subprocess.run(command, input=page, capture_output=True, check=True, timeout=seconds)
            seen = pytesseract.image_to_pdf_or_hocr(str(picture), _LANGUAGE, config, 0, "hocr", seconds)
        return list(_words(ET.fromstring(seen)))
    except (subprocess.SubprocessError, pytesseract.TesseractError, RuntimeError, ET.ParseError, *_BROKEN) as error:
        raise RecognitionFailed(f"OCR gave up on it ({type(error).__name__})") from error


def _draw(picture: Path, scale: float) -> None:
    """The page in standard input as a picture in grey."""
    from extractors.document.picture import page_picture

    page_picture(sys.stdin.buffer.read(), 1, scale).convert("L").save(picture)


def _words(page: ET.Element) -> Iterator[RecognisedWord]:
    """The words of a page in hOCR (specification 1.2): boxes in pixels, a baseline relative to its line's box."""
    for line in page.iter():
        if line.get("class") not in _LINE_KINDS:
            continue
        said = _properties(line)
        left, _, right, bottom = _numbers(said["bbox"])
        slope, offset = _numbers(said.get("baseline", "0 0"))
        baseline = bottom + offset + slope * (right - left) / 2
        size = float(said["x_size"])
        for word in line.iter():
            if word.get("class") == "ocrx_word":
                own = _properties(word)
                x0, _, x1, _ = _numbers(own["bbox"])
                text = "".join(word.itertext())
                upright = float(said.get("textangle", "0")) == 0
                yield RecognisedWord(text, x0, x1, baseline, size, float(own["x_wconf"]), upright)


def _properties(element: ET.Element) -> dict[str, str]:
    return dict(_PROPERTY.findall(element.get("title", "")))


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split()]


if __name__ == "__main__":
    _draw(Path(sys.argv[1]), float(sys.argv[2]))
