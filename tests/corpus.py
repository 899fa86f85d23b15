"""Where the full documents and their gold lie: the folder that KOMMUNPLAN_CORPUS names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def corpus_folder() -> Path:
    """The folder with corpus/, gold/ and score.py; skips the test, saying so, where the variable is unset."""
    named = os.environ.get("KOMMUNPLAN_CORPUS")
    if not named:
        pytest.skip("KOMMUNPLAN_CORPUS is unset: the full documents and their gold are not here")
    return Path(named)


def corpus_pdfs() -> list[Path]:
    """The documents with gold, sorted by name."""
    return sorted((corpus_folder() / "corpus").glob("*.pdf"))


def labelled_pdfs(name: str) -> list[Path]:
    """The documents of a further set with gold ('synth', 'real'), sorted by name; without scans, which need an OCR."""
    folder = corpus_folder() / name
    labelled = {path.stem for path in (folder / "gold").glob("*.json")}
    return sorted(p for p in folder.glob("*.pdf") if p.stem in labelled and not p.stem.startswith("scan_"))
