-- An amount before a change, the change, and the amount after it, where most lines of the table follow the convention.
SELECT
    document_id,
    CASE WHEN error <= tolerance OR NOT certain THEN 'info' ELSE 'warning' END AS severity,
    format(
        '{} {} {} gives {}, the table has {}',
        first_column,
        CASE sign WHEN 1 THEN 'plus' ELSE 'minus' END,
        second_column,
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
WHERE kind = 'change' AND error > 0
