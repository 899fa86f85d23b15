-- Every item of minutes, letters and extracts that decides, proposes or informs, the latest meeting first.
SELECT
    x.decision_id,
    m.municipality,
    coalesce(x.body, d.committee) AS body,
    x.meeting_date,
    x.paragraph,
    x.title,
    x.kind,
    x.text,
    x.registration_number,
    d.file_name,
    x.page
FROM decisions AS x
JOIN documents AS d USING (document_id)
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL
ORDER BY x.meeting_date DESC NULLS LAST, m.municipality, body, x.document_id, x.page, x.decision_id
