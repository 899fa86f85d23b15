-- What the sum asks for in the place of the one number of its column that could not be read.
WITH gaps AS (
    SELECT s.document_id, s.table_id, s.column_text, s.stated - s.expected AS missing, s.first_part, s.row
    FROM audit_sums AS s
    WHERE s.chosen AND s.proven AND s.unreadable = 1 AND s.reading NOT IN ('subtotals', 'totals')
)

SELECT
    g.document_id,
    'info' AS severity,
    format('The sum of the column asks for {} where {} is printed', swedish_number(missing, decimals), amount_text) AS message,
    amount_text AS stated,
    swedish_number(missing, decimals) AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox
FROM gaps AS g
JOIN audit_amounts AS a USING (table_id, column_text)
WHERE a.value IS NULL AND a.row < g.row AND a.row >= g.first_part
