"""Lines of financial tables for tests of the audit and its views, made from small grids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from pipeline import store
from tests.plan_rows import fresh_database

_SUMS = re.compile(r"(dels:a|delsumma|s:a|summa|total|netto|resultat)", re.IGNORECASE)
_SEK = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}


class Column(NamedTuple):
    """A column of amounts."""

    text: str
    measure: str
    year: int = 2031


OUTCOME, FORECAST, BUDGET = Column("Utfall", "outcome"), Column("Prognos", "forecast"), Column("Budget", "budget")
VARIANCE = Column("Avvikelse", "variance")


def database_with_words() -> duckdb.DuckDBPyConnection:
    """An empty database in memory with the vocabulary that the checks need."""
    con = fresh_database()
    con.execute("DELETE FROM municipalities")
    store.fill_vocabulary(con)
    return con


def add_table(
    con: duckdb.DuckDBPyConnection,
    document_id: str,
    number: int,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    *,
    statement: str = "driftredovisning",
    unit: str = "tkr",
    verified: bool = True,
) -> None:
    """A table whose rows are a label and its amounts as printed, '' for none; a label alone heads a section."""
    section = None
    for place, (label, *amounts) in enumerate(rows, 1):
        if not amounts:
            section = label or None
            continue
        for column, text in zip(columns, amounts, strict=True):
            if text:
                amount = _amount(text)
                con.execute(
                    "INSERT INTO budget_lines BY NAME SELECT ? AS document_id, ? AS table_id, ? AS statement,"
                    " ? AS section, ? AS row, ? AS label, ? AS is_total, ? AS column_text, ? AS measure, ? AS year,"
                    " ? AS amount_text, ? AS amount, ? AS unit, ? AS amount_sek, ? AS verified, ? AS page",
                    [
                        document_id,
                        f"{document_id}-t{number}",
                        statement,
                        section,
                        place,
                        label,
                        bool(_SUMS.match(label)),
                        column.text,
                        column.measure,
                        column.year,
                        text,
                        amount,
                        unit,
                        None if amount is None else round(amount * _SEK[unit]),
                        verified,
                        number,
                    ],
                )


def _amount(text: str) -> float | None:
    return float(text.replace(" ", "").replace(",", ".")) if re.fullmatch(r"-?[\d ,]+", text) else None
