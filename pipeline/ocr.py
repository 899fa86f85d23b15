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
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.pdf.ocr import Recognise, RecognisedWord, RecognitionFailed
from pipeline.limits import LIMITS

_LANGUAGE = "swe"
SECONDS_A_DOCUMENT = 0.6 * LIMITS.seconds  # the rest is for reading; 100 scanned pages take so long on a slow machine
_LONGEST_SECONDS = 120  # a page; dense ones of A4 take 4
_LINE_KINDS = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
_PROPERTY = re.compile(r"(\w+) ([^;]+)")


@functools.cache
def recogniser() -> Recognise | None:
    """Tesseract for Swedish; None where it, its Swedish data or its Python wrapper isn't installed."""
    program = shutil.which("tesseract")
    if program is None or importlib.util.find_spec("pytesseract") is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return _recognise if _LANGUAGE in listed.split() else None


def within_seconds(recognise: Recognise, seconds: float = SECONDS_A_DOCUMENT) -> Recognise:
    """The OCR for one document, which gives up on its further pages once it has taken so long: they keep what is
    certain without it, where the limit on the whole document would lose all of it."""
    spent = 0.0

    def recognise_in_time(page: bytes, scale: float) -> Sequence[RecognisedWord]:
        nonlocal spent
        if spent >= seconds:
            raise RecognitionFailed(f"OCR had taken its {seconds:.0f} s of the document before; split it or try again")
        start = time.perf_counter()
        try:
            return recognise(page, scale)
        finally:
            spent += time.perf_counter() - start

    return recognise_in_time


def _recognise(page: bytes, scale: float) -> list[RecognisedWord]:
    """The words of a document of one page, drawn at ``scale`` pixels a point. Raises RecognitionFailed."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one page a core; its own threads only get in each other's way
    config = f"--dpi {round(72 * scale)}"
    try:
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "page.png"
            command = [sys.executable, "-m", "pipeline.ocr", str(picture), str(scale)]
            subprocess.run(command, input=page, capture_output=True, check=True, timeout=_LONGEST_SECONDS)
            seen = pytesseract.image_to_pdf_or_hocr(str(picture), _LANGUAGE, config, 0, "hocr", _LONGEST_SECONDS)
        return list(_words(ET.fromstring(seen)))
    except (subprocess.SubprocessError, pytesseract.TesseractError, RuntimeError, ET.ParseError) as error:
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
