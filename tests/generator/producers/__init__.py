"""The programs that make the PDF, and which of them are here."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.generator.draft import Draft
from tests.generator.producers.fodt import to_fodt
from tests.generator.producers.html import to_html
from tests.generator.producers.typst_markup import to_typst

_LONGEST_SECONDS = 120


def _with_reportlab(draft: Draft) -> bytes:
    from tests.generator.producers.reportlab_flow import to_pdf

    return to_pdf(draft)


def _with_typst(draft: Draft) -> bytes:
    import reportlab
    import typst

    fonts = Path(reportlab.__file__).parent / "fonts"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.typ"
        source.write_text(to_typst(draft), encoding="utf-8")
        made: bytes = typst.compile(
            str(source), font_paths=[str(fonts)], ignore_system_fonts=True, pdf_tags=draft.setting.tagged
        )
    return made


def html_by_weasyprint(page: str) -> bytes:
    """The HTML as a PDF by WeasyPrint."""
    import weasyprint

    made: bytes = weasyprint.HTML(string=page).write_pdf()
    return made


def html_by_chromium(page: str) -> bytes:
    """The HTML as a PDF by Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "document.html", Path(folder) / "document.pdf"
        source.write_text(page, encoding="utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
        ]
        command = [str(_chromium()), *options, f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_SECONDS)
        return target.read_bytes()


def _with_libreoffice(draft: Draft) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.fodt"
        source.write_text(to_fodt(draft), encoding="utf-8")
        tagged = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(draft.setting.tagged).lower()}"}}}}'
        command = [str(_office()), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += [f"pdf:writer_pdf_Export:{tagged}", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_SECONDS)
        return (Path(folder) / "document.pdf").read_bytes()


@cache
def _office() -> str | None:
    return next((path for name in ("soffice", "libreoffice") if (path := shutil.which(name))), None)


@cache
def _chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


PRODUCERS: dict[str, Callable[[Draft], bytes]] = {
    "reportlab": _with_reportlab,
    "typst": _with_typst,
    "weasyprint": lambda draft: html_by_weasyprint(to_html(draft)),
    "chromium": lambda draft: html_by_chromium(to_html(draft)),
    "libreoffice": _with_libreoffice,
}


@cache
def missing() -> dict[str, str]:
    """The producers that aren't here, and why."""
    lacking = {
        name: f"no Python package {name}"
        for name in ("reportlab", "typst", "weasyprint")
        if importlib.util.find_spec(name) is None
    }
    if "weasyprint" not in lacking:
        try:
            importlib.import_module("weasyprint")
        except OSError as error:
            lacking["weasyprint"] = f"a library that it needs is missing: {error}"
    if _chromium() is None:
        lacking["chromium"] = "no program chromium"
    if _office() is None:
        lacking["libreoffice"] = "no program soffice"
    return lacking


def available() -> list[str]:
    return [name for name in PRODUCERS if name not in missing()]
