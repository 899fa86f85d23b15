-- All that the matters of a kommun follow from, by kommun.
SELECT
    d.municipality_code,
    row(d.document_id, d.document_type, d.committee, d.title, d.registration_number, d.year)::VARCHAR AS content
FROM documents AS d
WHERE d.municipality_code IS NOT NULL AND d.superseded_by IS NULL
UNION ALL
SELECT
    d.municipality_code,
    row(x.decision_id, x.body, x.meeting_date, x.paragraph, x.title, x.registration_number, x.kind, x.text, x.documents)::VARCHAR
FROM decisions AS x
JOIN documents AS d USING (document_id)
WHERE d.municipality_code IS NOT NULL AND d.superseded_by IS NULL
UNION ALL
SELECT d.municipality_code, row(q.quoted_step_id, q.body, q.on_date, q.paragraph, q.title, q.handled, q.listed)::VARCHAR
FROM quoted_steps AS q
JOIN documents AS d USING (document_id)
WHERE d.municipality_code IS NOT NULL AND d.superseded_by IS NULL
