-- All that the links of decisions follow from, by kommun.
SELECT
    own.municipality_code,
    row(x.decision_id, x.kind, x.title, x.documents, x.registration_number, x.meeting_date, x.text)::VARCHAR AS content
FROM decisions AS x
JOIN documents AS own USING (document_id)
WHERE own.municipality_code IS NOT NULL AND own.superseded_by IS NULL
UNION ALL
SELECT
    municipality_code,
    row(document_id, document_type, title, registration_number, period, year, year_to, period_end)::VARCHAR AS content
FROM documents
WHERE municipality_code IS NOT NULL AND superseded_by IS NULL
UNION ALL
SELECT d.municipality_code, row(a.assignment_id, a.title, a.assigned_on)::VARCHAR AS content
FROM assignments AS a
JOIN documents AS d USING (document_id)
WHERE d.municipality_code IS NOT NULL AND d.superseded_by IS NULL
