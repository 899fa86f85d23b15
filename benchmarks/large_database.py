"""A database as large as the country: 290 kommuner, each with a plan and three follow-ups of one board, 100,000
activities in all, with indicators, budget lines, findings and links that wait. No PDF stands behind it.

    python -m benchmarks.large_database FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from pipeline import store

_ACTIVITIES_A_DOCUMENT = 87  # 290 kommuner × 4 documents × 87 = 100,920
_INDICATORS_A_DOCUMENT = 12
_LINES_A_DOCUMENT = 25

_WORDS = """
CREATE TEMP TABLE verbs AS SELECT unnest(['Ta fram', 'Införa', 'Utreda', 'Utveckla', 'Stärka', 'Se över']) AS verb;
CREATE TEMP TABLE things AS SELECT unnest([
    'plan för digital vård', 'riktlinjer för upphandling', 'rutiner för introduktion', 'strategi för lokaler',
    'arbetssätt för e-arkiv', 'program för klimatanpassning', 'modell för budgetprocess', 'stöd till föreningar',
    'gång- och cykelvägar', 'beredskap för elavbrott', 'samarbete med näringslivet', 'utbildning i heltid',
    'trygghetsboenden', 'laddplatser för elbilar', 'kulturskolans lokaler'
]) AS thing
"""

_DOCUMENTS = """
INSERT INTO documents BY NAME
SELECT
    sha256[:16] AS document_id, sha256, file_name, 'file:///' || file_name AS source_uri, municipality_code,
    'Kommunstyrelsen' AS committee,
    CASE period WHEN 'plan' THEN 'verksamhetsplan' ELSE 'uppföljning' END AS document_type,
    'Kommunstyrelsen ' || period AS title, 2024 AS year, 2024 AS year_to, period, 20 AS pages,
    'embedded' AS text_source, false AS tagged, '0' AS parser_version, TIMESTAMP '2025-01-31 12:00:00' AS ingested_at
FROM (
    SELECT *, sha256(municipality_code || period) AS sha256,
        municipality_code || '_ks_' || period || '.pdf' AS file_name
    FROM municipalities
    CROSS JOIN (SELECT unnest(['plan', 'T1', 'T2', 'T3']) AS period)
)
"""

_LEDGER = """
INSERT INTO page_ledger BY NAME
SELECT document_id, page, 300 AS words, 120 AS in_tables, 170 AS in_text, 10 AS in_furniture, 0 AS unassigned,
    'pdfium' AS reader, 'embedded' AS text_source
FROM documents CROSS JOIN (SELECT unnest(range(1, 21)) AS page)
"""

_GOALS = """
INSERT INTO goals BY NAME
SELECT document_id || '-g' || n AS goal_id, document_id, 'nämnd' AS level, 'Mål ' || n AS title,
    'Kommunen har ett hållbart arbete med område ' || n AS text, n AS number, 2 + n AS page,
    [56.7, 70.9, 538.6, 99.2]::DOUBLE[4] AS bbox
FROM documents CROSS JOIN (SELECT unnest(range(1, 9)) AS n)
"""

# One activity in a hundred is gone at the year's end; the others move on at different paces.
_ACTIVITIES = """
INSERT INTO activities BY NAME
WITH titles AS (
    SELECT verb || ' ' || thing AS title, row_number() OVER (ORDER BY hash(verb || thing)) - 1 AS n
    FROM verbs CROSS JOIN things
),
placed AS (
    SELECT d.* EXCLUDE (title), n, titles.title, hash(municipality_code || n) % 100 AS luck,
        list_position(['plan', 'T1', 'T2', 'T3'], period) - 1 AS slot
    FROM documents AS d CROSS JOIN titles
    WHERE n < ? AND NOT (slot = 3 AND luck = 50)
),
moved AS (
    SELECT *, CASE WHEN slot = 0 THEN NULL WHEN luck < 8 THEN 'delayed' WHEN luck < 12 AND slot = 3 THEN 'cancelled'
        WHEN luck + slot * 25 < 60 THEN 'not_started' WHEN luck + slot * 25 < 125 THEN 'in_progress' ELSE 'done'
        END AS status
    FROM placed
)
SELECT document_id || '-a' || n AS activity_id, document_id, document_id || '-g' || (1 + n % 8) AS goal_id,
    n + 1 AS row, title, 'aktivitet' AS kind, status,
    CASE status WHEN 'done' THEN 'Klart' WHEN 'in_progress' THEN 'Pågår' WHEN 'not_started' THEN 'Ej inlett'
        WHEN 'delayed' THEN 'Försenad' WHEN 'cancelled' THEN 'Avbruten' END AS status_text,
    CASE n % 3 WHEN 0 THEN 'HR-avdelningen' WHEN 1 THEN 'Ekonomiavdelningen' ELSE 'Kansliet' END AS responsible,
    2024 AS year, period,
    CASE WHEN slot > 1 THEN 'Arbetet har fortsatt under perioden enligt plan ' || slot END AS comment,
    3 + n // 8 AS page, [56.7, 100.0 + 40 * (n % 8), 538.6, 138.0 + 40 * (n % 8)]::DOUBLE[4] AS bbox
FROM moved
"""

_TRACKS = """
INSERT INTO activity_tracks BY NAME
SELECT min(a.activity_id) OVER (PARTITION BY d.municipality_code, a.title) AS track_id, a.activity_id
FROM activities AS a JOIN documents AS d USING (document_id)
"""

# One link in a hundred waits for a person.
_LINKS = """
INSERT INTO activity_links BY NAME
WITH followed AS (
    SELECT a.activity_id AS to_activity_id, d.municipality_code, a.title, d.period,
        lag(a.activity_id) OVER (
            PARTITION BY d.municipality_code, a.title ORDER BY list_position(['plan', 'T1', 'T2', 'T3'], d.period)
        ) AS from_activity_id
    FROM activities AS a JOIN documents AS d USING (document_id)
)
SELECT from_activity_id, to_activity_id,
    CASE WHEN hash(to_activity_id) % 100 = 0 THEN 78.0 ELSE 99.0 END AS score,
    CASE WHEN hash(to_activity_id) % 100 = 0 THEN 'review' ELSE 'auto' END AS decision
FROM followed WHERE from_activity_id IS NOT NULL
"""

_INDICATORS = """
INSERT INTO indicators BY NAME
SELECT document_id || '-i' || n AS indicator_id, document_id, document_id || '-g' || (1 + n % 8) AS goal_id,
    ['Hållbart medarbetarengagemang, index', 'Andel nöjda brukare', 'Sjukfrånvaro, %', 'Nöjd-kund-index företag',
     'Andel ekologiska livsmedel', 'Fossilfria fordon', 'Behöriga till gymnasiet', 'Väntetid till boende',
     'Invånare per bibliotekslån', 'Tillgänglighet på telefon', 'Svarstid på e-post', 'Energianvändning (kWh/m²)'][n]
     || CASE WHEN hash(document_id || n) % 4 = 0 THEN ' i kommunen' ELSE '' END AS name,
    ['met', 'partly', 'not_met'][(1 + hash(document_id || n || 'f') % 3)::INTEGER] AS fulfilment, 15 AS page,
    [56.7, 100.0 + 20 * n, 538.6, 118.0 + 20 * n]::DOUBLE[4] AS bbox
FROM documents CROSS JOIN (SELECT unnest(range(1, ? + 1)) AS n);
INSERT INTO indicator_values BY NAME
SELECT indicator_id, document_id, kind, 2024 AS year, value::VARCHAR || ' %' AS value_text, value,
    CASE WHEN kind = 'target' THEN '>=' ELSE '=' END AS comparator, '%' AS unit, page, bbox
FROM (
    SELECT i.*, kind, 40 + hash(indicator_id || kind) % 50 AS value
    FROM indicators AS i CROSS JOIN (SELECT unnest(['baseline', 'target', 'outcome']) AS kind)
)
"""

_BUDGET = """
INSERT INTO tables BY NAME
SELECT document_id || '-t1' AS table_id, document_id, 'Driftredovisning' AS caption, 'budget' AS kind,
    'rulings' AS source, 18 AS page, 18 AS page_to, [56.7, 80.0, 538.6, 700.0]::DOUBLE[4] AS bbox,
    ? + 1 AS n_rows, 5 AS n_columns
FROM documents;
INSERT INTO budget_lines BY NAME
SELECT document_id, table_id, 'driftredovisning' AS statement, caption AS table_title, n AS row,
    CASE WHEN n = n_rows - 1 THEN 'Summa' ELSE 'Verksamhet ' || n END AS label, n = n_rows - 1 AS is_total,
    measure AS column_text, measure, 2024 AS year, amount::VARCHAR AS amount_text, amount,
    'tkr' AS unit, amount * 1000 AS amount_sek,
    hash(table_id || n) % 50 > 0 AS verified, 'both' AS evidence, 18 AS page,
    [300.0, 90.0 + 20 * n, 380.0, 108.0 + 20 * n]::DOUBLE[4] AS bbox
FROM (
    SELECT t.*, n, measure, (hash(table_id || n || measure) % 90000)::INTEGER - 45000 AS amount
    FROM tables AS t
    CROSS JOIN (SELECT unnest(range(1, ? + 1)) AS n)
    CROSS JOIN (SELECT unnest(['outcome', 'forecast', 'budget', 'variance']) AS measure)
)
"""

_FINDINGS = """
INSERT INTO findings BY NAME
SELECT document_id, 'row_sum' AS check_name, 'warning' AS severity,
    'budget less forecast is not the variance' AS message, amount_text AS stated, '0' AS expected,
    table_id, label, column_text, page, bbox
FROM budget_lines WHERE measure = 'variance' AND hash(table_id || "row") % 40 = 0
"""


def make(file: Path) -> None:
    """Write the database; every run the same."""
    with store.rewriting(file) as con:
        _fill(con)
        store.create_views(con)
        store.create_macros(con)


def _fill(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(_WORDS)
    con.execute(_DOCUMENTS)
    con.execute(_LEDGER)
    con.execute(_GOALS)
    con.execute(_ACTIVITIES, [_ACTIVITIES_A_DOCUMENT])
    con.execute(_TRACKS)
    con.execute(_LINKS)
    _both(con, _INDICATORS, [_INDICATORS_A_DOCUMENT], [])
    _both(con, _BUDGET, [_LINES_A_DOCUMENT], [_LINES_A_DOCUMENT])
    con.execute(_FINDINGS)


def _both(con: duckdb.DuckDBPyConnection, script: str, *parameters: list[int]) -> None:
    for statement, values in zip(script.split(";\n"), parameters, strict=True):
        con.execute(statement, values)


if __name__ == "__main__":
    Path(sys.argv[1]).unlink(missing_ok=True)
    make(Path(sys.argv[1]))
