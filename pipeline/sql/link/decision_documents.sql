-- Every decision of a kommun with each plan and report of the kommun that it may be about: of its own year or the years beside, and
-- none of a period that had not ended.
SELECT
    x.decision_id,
    x.title,
    x.documents AS papers,
    x.registration_number,
    x.meeting_date,
    d.document_id AS to_document_id,
    NULL AS to_assignment_id,
    d.title AS to_title,
    d.registration_number AS to_number,
    d.period AS to_period,
    d.year AS to_year,
    greatest(d.year, d.year_to) AS to_year_to,
    NULL AS to_date,
    NULL AS text
FROM decisions AS x
JOIN documents AS own ON own.document_id = x.document_id
JOIN documents AS d ON d.municipality_code = own.municipality_code
WHERE own.municipality_code = ?
    AND x.kind <> 'information'
    AND own.superseded_by IS NULL
    AND d.superseded_by IS NULL
    AND x.title IS NOT NULL
    AND d.title IS NOT NULL
    AND d.document_type NOT IN ('protokoll', 'uppdragsbeskrivning', 'okänd')
    AND (x.meeting_date IS NULL OR d.year IS NULL OR year(x.meeting_date) BETWEEN d.year - 1 AND greatest(d.year, d.year_to) + 1)
    AND (x.meeting_date IS NULL OR d.period_end IS NULL OR d.period = 'plan' OR x.meeting_date >= d.period_end)
ORDER BY x.decision_id, d.document_id
