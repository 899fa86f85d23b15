-- A variance against the two columns that it compares, by the sign that most lines of the table follow.
SELECT
    document_id,
    CASE WHEN error <= tolerance OR NOT certain THEN 'info' ELSE 'warning' END AS severity,
    format(
        '{} minus {} gives {}, the table has {}',
        CASE sign WHEN 1 THEN first_column ELSE second_column END,
        CASE sign WHEN 1 THEN second_column ELSE first_column END,
        expected_text,
        amount_text
    ) AS message,
    amount_text AS stated,
    expected_text AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox
FROM audit_identities
WHERE kind = 'variance' AND error > 0
