-- Sums that agree with the subtotals above them but not with the single lines, since a subtotal is not that of its lines.
WITH by_rows AS (
    SELECT r.*
    FROM audit_sums AS r
    JOIN audit_sums AS c USING (table_id, row, label, column_text)
    WHERE r.reading = 'rows' AND c.reading = 'subtotals' AND c.chosen AND c.proven AND c.unreadable = 0
        AND EXISTS (
            SELECT 1 FROM audit_sums AS s
            WHERE s.table_id = r.table_id AND s.section IS NOT DISTINCT FROM r.section AND s.column_text = r.column_text
                AND s.row < r.row AND s.chosen AND NOT s.holds
        )
)

SELECT
    document_id,
    CASE WHEN verified THEN 'warning' ELSE 'info' END AS severity,
    format('The single lines add up to {}, the table has {}', expected_text, amount_text) AS message,
    amount_text AS stated,
    expected_text AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox
FROM by_rows
WHERE NOT holds AND unreadable = 0 AND proven AND columns_held >= 2
