-- Documents that a corrected one has superseded, and that one. What must be certain: the corrected file lies at the
-- address where the old one lay, and the old content at no other; both say that they are the same kommun's,
-- committee's, type's and period's (without a period: of the same dates and items); neither names another matter; and
-- half of the text or more is the same, as in no two documents of a template.
WITH seen AS (
    SELECT source_uri, document_id, max(started_at) AS last_seen
    FROM ingest_log
    WHERE document_id IS NOT NULL
    GROUP BY ALL
),

lying AS (
    SELECT source_uri, arg_max(document_id, last_seen) AS document_id FROM seen GROUP BY source_uri
),

replaced AS (
    SELECT DISTINCT s.document_id AS old_id, l.document_id AS new_id
    FROM seen AS s
    JOIN lying AS l USING (source_uri)
    WHERE s.document_id NOT IN (SELECT document_id FROM lying)
),

alike AS MATERIALIZED (
    SELECT r.old_id, r.new_id, o.period IS NOT NULL AS has_period
    FROM replaced AS r
    JOIN documents AS o ON o.document_id = r.old_id
    JOIN documents AS n ON n.document_id = r.new_id
    WHERE o.municipality_code = n.municipality_code
        AND o.committee IS NOT DISTINCT FROM n.committee
        AND o.document_type = n.document_type AND o.document_type <> 'okänd'
        AND o.year = n.year AND o.year_to IS NOT DISTINCT FROM n.year_to
        AND o.period IS NOT DISTINCT FROM n.period
        AND (o.registration_number = n.registration_number) IS NOT FALSE
),

items AS (
    SELECT document_id, list(DISTINCT on_date ORDER BY on_date) AS dates, list(DISTINCT title) AS titles
    FROM (
        SELECT document_id, meeting_date AS on_date, coalesce(title, paragraph) AS title FROM decisions
        UNION ALL
        SELECT document_id, assigned_on, title FROM assignments
    )
    WHERE on_date IS NOT NULL
    GROUP BY document_id
),

compared AS MATERIALIZED (
    SELECT DISTINCT unnest([old_id, new_id]) AS document_id FROM alike
),

texts AS MATERIALIZED (
    SELECT document_id, heading AS text FROM sections SEMI JOIN compared USING (document_id)
    UNION
    SELECT document_id, unnest(string_split(text, chr(10))) FROM sections SEMI JOIN compared USING (document_id)
    UNION
    SELECT t.document_id, cells.text
    FROM (FROM tables SEMI JOIN compared USING (document_id)) AS t
    JOIN cells USING (table_id)
    WHERE cells.text IS NOT NULL
    UNION
    SELECT document_id, title FROM activities SEMI JOIN compared USING (document_id)
    UNION
    SELECT document_id, text FROM decisions SEMI JOIN compared USING (document_id)
),

counted AS (
    SELECT document_id, count(*) AS texts FROM texts GROUP BY document_id
),

shared AS (
    SELECT a.old_id, a.new_id, count(*) AS texts
    FROM alike AS a
    JOIN texts AS o ON o.document_id = a.old_id
    JOIN texts AS n ON n.document_id = a.new_id AND n.text = o.text
    GROUP BY ALL
)

SELECT a.old_id AS document_id, min(a.new_id) AS superseded_by
FROM alike AS a
JOIN shared AS s USING (old_id, new_id)
JOIN counted AS o ON o.document_id = a.old_id
JOIN counted AS n ON n.document_id = a.new_id
LEFT JOIN items AS i ON i.document_id = a.old_id
LEFT JOIN items AS j ON j.document_id = a.new_id
WHERE s.texts >= 0.5 * greatest(o.texts, n.texts)
    AND (a.has_period OR (i.dates = j.dates AND list_has_any(i.titles, j.titles)))
GROUP BY a.old_id
