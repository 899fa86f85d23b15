-- The parts that 'varav …' rows name against the row above that they are parts of: together they can't exceed it.
WITH lines AS (
    SELECT *, label ILIKE 'varav %' AS is_part
    FROM budget_lines
    WHERE amount IS NOT NULL AND verified
),

grouped AS (
    SELECT
        *,
        max(row) FILTER (NOT is_part) OVER (
            PARTITION BY document_id, table_id, column_text ORDER BY row ROWS UNBOUNDED PRECEDING
        ) AS whole_row
    FROM lines
),

sums AS (
    SELECT document_id, table_id, column_text, whole_row, sum(abs(amount)) AS parts, count(*) AS n, max(CASE WHEN amount = round(amount) THEN 0 ELSE 1 END) AS decimals
    FROM grouped
    WHERE is_part AND whole_row IS NOT NULL
    GROUP BY ALL
)

SELECT
    w.document_id,
    'warning' AS severity,
    format('The parts named under {} come to {}, more than the {} they are parts of', w.label, swedish_number(s.parts, s.decimals), w.amount_text) AS message,
    w.amount_text AS stated,
    swedish_number(s.parts, s.decimals) AS expected,
    w.table_id,
    w.label,
    w.column_text,
    w.page,
    w.bbox
FROM sums AS s
JOIN grouped AS w ON w.document_id = s.document_id AND w.table_id = s.table_id
    AND w.column_text = s.column_text AND w.row = s.whole_row AND NOT w.is_part
WHERE w.measure IN ('outcome', 'forecast', 'budget') AND s.parts > abs(w.amount) + s.n
