-- A net against its income and its cost, by the signs that most nets of the table follow.
SELECT
    document_id,
    CASE WHEN error <= tolerance OR NOT verified THEN 'info' ELSE 'warning' END AS severity,
    format('Income and cost of the line give a net of {}, the table has {}', expected_text, amount_text) AS message,
    amount_text AS stated,
    expected_text AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox
FROM audit_nets
WHERE error > 0
