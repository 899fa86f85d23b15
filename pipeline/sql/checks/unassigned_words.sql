-- Pages with words that were read neither as table, text nor furniture; above 5 % of the page's words a warning.
SELECT
    document_id,
    CASE WHEN unassigned > 0.05 * words THEN 'warning' ELSE 'info' END AS severity,
    format('{} of {} words on the page ({:.1f} %) were left over', unassigned, words, 100 * unassigned / words) AS message,
    unassigned::VARCHAR AS stated,
    '0' AS expected,
    page
FROM page_ledger
WHERE unassigned > 0
