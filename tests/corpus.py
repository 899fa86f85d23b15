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
