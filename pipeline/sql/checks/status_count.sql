-- A document's own counts of activities by status against the rows read; surveys are not among the counted.
WITH counted AS (
    SELECT
        document_id,
        count(*) AS total,
        count(*) FILTER (status = 'done') AS done,
        count(*) FILTER (status = 'in_progress') AS in_progress,
        count(*) FILTER (status = 'not_started') AS not_started
    FROM activities
    WHERE kind IS DISTINCT FROM 'undersökning'
    GROUP BY document_id
),

compared AS (
    SELECT c.document_id, c.page, c.bbox, s.label, s.stated, coalesce(s.counted, 0) AS counted
    FROM claims AS c
    LEFT JOIN counted AS n USING (document_id),
    LATERAL (VALUES
        ('total', c.total, n.total),
        ('done', c.done, n.done),
        ('in_progress', c.in_progress, n.in_progress),
        ('not_started', c.not_started, n.not_started)
    ) AS s (label, stated, counted)
    WHERE c.kind = 'status_count'
)

SELECT
    document_id,
    'warning' AS severity,
    format('The text counts {} activities as {}, the rows read are {}', stated, label, counted) AS message,
    stated::VARCHAR AS stated,
    counted::VARCHAR AS expected,
    label,
    page,
    bbox
FROM compared
WHERE stated <> counted
