-- An amount that another table of the document gives differently; a warning where both tables agree on other lines.
SELECT
    document_id,
    CASE WHEN error <= step OR NOT verified OR lines_agreeing < 2 THEN 'info' ELSE 'warning' END AS severity,
    format('Page {} has {} for ''{}'', this table {}', other_page, expected_text, other_label, amount_text) AS message,
    amount_text AS stated,
    expected_text AS expected,
    table_id,
    shown_label AS label,
    column_text,
    page,
    bbox,
    other_table_id,
    other_page,
    other_bbox
FROM audit_quantities
WHERE error > 0
