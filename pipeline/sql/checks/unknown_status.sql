-- Printed statuses that the vocabulary gives no meaning; those that only their colour contradicts have a finding already.
SELECT
    document_id,
    'warning' AS severity,
    format('The status ''{}'' has no known meaning; add the wording to statuses.toml', status_text) AS message,
    status_text AS stated,
    title AS label,
    page,
    bbox,
    -- A longer text is a report on the status, not a word for it.
    CASE WHEN length(status_text) <= 60 THEN status_text END AS word,
    CASE WHEN length(status_text) <= 60 THEN 'statuses.toml' END AS vocabulary
FROM activities
WHERE status_text IS NOT NULL AND status IS NULL
    AND NOT EXISTS (
        FROM findings AS f
        WHERE f.document_id = activities.document_id
            AND f.check_name = 'status_contradiction'
            AND f.stated = activities.status_text
            AND f.page = activities.page
    )
