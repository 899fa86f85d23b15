-- The financial lines of one kommun, committee and year, each amount with its place, with what does not agree.
WITH found AS (
    SELECT b.*, m.municipality, d.committee AS board
    FROM budget_overview AS b
    JOIN documents AS d USING (document_id)
    JOIN municipalities AS m USING (municipality_code)
    WHERE m.municipality = $municipality AND d.committee IS NOT DISTINCT FROM $committee::VARCHAR AND b.year = $year
),

amounts AS (
    SELECT
        b.document_id,
        b.table_id,
        b.row,
        b.label,
        b.year,
        b.measure,
        arg_max(
            {
                'document_id': b.document_id, 'page': b.page, 'bbox': b.bbox::DOUBLE[],
                'table_bbox': CASE WHEN t.page = b.page THEN t.bbox::DOUBLE[] END
            },
            coalesce(b.as_of, DATE '0001-01-01')
        ) AS place
    FROM budget_lines AS b
    JOIN tables AS t USING (table_id)
    WHERE b.document_id IN (SELECT document_id FROM found) AND b.amount_sek IS NOT NULL
    GROUP BY ALL
),

places AS (
    SELECT
        document_id,
        table_id,
        row,
        label,
        year,
        any_value(place) FILTER (measure = 'outcome') AS place_outcome,
        any_value(place) FILTER (measure = 'forecast') AS place_forecast,
        any_value(place) FILTER (measure = 'budget') AS place_budget,
        any_value(place) FILTER (measure = 'variance') AS place_variance
    FROM amounts
    GROUP BY ALL
),

doubts AS (
    SELECT table_id, label, list(DISTINCT check_name ORDER BY check_name) AS checks
    FROM findings
    WHERE document_id IN (SELECT document_id FROM found) AND label IS NOT NULL
    GROUP BY ALL
)

SELECT f.*, p.* EXCLUDE (document_id, table_id, row, label, year), coalesce(q.checks, []) AS checks
FROM found AS f
LEFT JOIN places AS p
    ON p.document_id = f.document_id AND p.table_id = f.table_id AND p.row = f.row AND p.label = f.label AND p.year = f.year
LEFT JOIN doubts AS q ON q.table_id = f.table_id AND q.label = f.label
ORDER BY list_position(['T1', 'T2', 'T3', 'helår', 'plan'], f.period), f.file_name, f.page, f.table_id, f.row
