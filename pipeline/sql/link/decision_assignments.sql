-- Every decision of a kommun with each uppdrag of the kommun.
SELECT
    x.decision_id,
    x.title,
    x.documents AS papers,
    x.registration_number,
    x.meeting_date,
    a.document_id AS to_document_id,
    a.assignment_id AS to_assignment_id,
    a.title AS to_title,
    d.registration_number AS to_number,
    NULL AS to_period,
    NULL AS to_year,
    NULL AS to_year_to,
    a.assigned_on AS to_date,
    x.text
FROM decisions AS x
JOIN documents AS own ON own.document_id = x.document_id
JOIN documents AS d ON d.municipality_code = own.municipality_code
JOIN assignments AS a ON a.document_id = d.document_id
WHERE own.municipality_code = ?
    AND x.kind <> 'information'
    AND own.superseded_by IS NULL
    AND d.superseded_by IS NULL
    AND x.title IS NOT NULL
ORDER BY x.decision_id, a.assignment_id
