"""The command on words: those that documents print and the vocabulary lacks, and what the vocabulary holds."""

from __future__ import annotations

import duckdb

from extractors.vocabulary import entries, names
from pipeline.store import Row, rows

MISSING_COLUMNS: tuple[str, ...] = ("word", "kind", "vocabulary", "count", "documents", "example_file", "example_page")
HELD_COLUMNS: tuple[str, ...] = ("vocabulary", "meanings", "words")


def missing_words(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The view missing_words, the most frequent first."""
    return rows(con, f"SELECT {', '.join(MISSING_COLUMNS)} FROM missing_words ORDER BY count DESC, vocabulary, word")


def held_words() -> list[Row]:
    """The vocabulary's files with how many meanings and printed forms each has."""
    return [
        {
            "vocabulary": f"{name}.toml",
            "meanings": len(entries(name)),
            "words": sum(len(entry["words"]) for entry in entries(name).values()),
        }
        for name in names()
    ]
