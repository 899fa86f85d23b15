-- Lines that detail the one above them: two or more in a row with amounts in the same columns, at most half of those of
-- the line above, which has all columns of the table.
CREATE OR REPLACE TEMP TABLE audit_details AS
WITH lines AS (
    SELECT document_id, table_id, section, row, label, kind, count(*) AS columns, list(column_text ORDER BY column_text) AS held
    FROM audit_amounts
    GROUP BY ALL
),

placed AS (
    SELECT
        *,
        max(columns) OVER (PARTITION BY table_id) AS most,
        row_number() OVER sections AS place,
        lag(held) OVER sections AS held_above
    FROM lines
    WINDOW sections AS (PARTITION BY table_id, section ORDER BY row, label)
),

runs AS (
    SELECT *, count_if(held IS DISTINCT FROM held_above OR kind <> 'line') OVER sections AS run
    FROM placed
    WINDOW sections AS (PARTITION BY table_id, section ORDER BY place)
),

sparse AS (
    SELECT table_id, section, run, min(place) - 1 AS parent_place
    FROM runs
    WHERE kind = 'line' AND 2 * columns <= most
    GROUP BY ALL
    HAVING count(*) >= 2
)

SELECT r.document_id, r.table_id, r.section, r.row, r.label, p.row AS parent_row, p.label AS parent_label
FROM sparse AS s
JOIN runs AS r ON r.table_id = s.table_id AND r.section IS NOT DISTINCT FROM s.section AND r.run = s.run
JOIN runs AS p
    ON p.table_id = s.table_id AND p.section IS NOT DISTINCT FROM s.section AND p.place = s.parent_place
    AND p.kind = 'line' AND p.columns = p.most
