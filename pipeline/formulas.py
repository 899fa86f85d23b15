"""Text in CSV files that a spreadsheet would run as a formula: an apostrophe keeps it text. A number needs none."""

from __future__ import annotations

import re

_BEGINS = r"^[=+\-@\t\r]"
_NUMBER = r"^[-+]?[\d\s.,]+%?$"


def as_text(value: object) -> object:
    """The value, a text that looks like a formula with the apostrophe."""
    formula = isinstance(value, str) and re.search(_BEGINS, value) and not re.search(_NUMBER, value)
    return f"'{value}" if formula else value


def as_text_in_sql(column: str) -> str:
    """The same for a column of text, as an expression of DuckDB's SQL."""
    formula = f"regexp_matches({column}, '{_BEGINS}') AND NOT regexp_matches({column}, '{_NUMBER}')"
    return f"CASE WHEN {formula} THEN chr(39) || {column} ELSE {column} END"
