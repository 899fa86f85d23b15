-- Pages with words that nobody can see: they were left out of everything.
SELECT
    document_id,
    'info' AS severity,
    format(
        '{} words that cannot be seen (outside the page, under a filled area or invisible) were left out', hidden
    ) AS message,
    hidden::VARCHAR AS stated,
    '0' AS expected,
    page
FROM page_ledger
WHERE hidden > 0
