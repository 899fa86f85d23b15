-- Pages with words that nobody can see, or that are struck out: they were left out of everything.
SELECT
    document_id,
    'info' AS severity,
    format(
        '{} words that cannot be seen (outside the page, under something or without ink) or are struck out were left out', hidden
    ) AS message,
    hidden::VARCHAR AS stated,
    '0' AS expected,
    page
FROM page_ledger
WHERE hidden > 0
