-- Every uppdrag, the one that is due first on top; those without a day last.
SELECT
    x.assignment_id,
    m.municipality,
    d.committee,
    x.title,
    x.given_by,
    x.given_to,
    x.assigned_on,
    x.due_on,
    x.schedule,
    x.reporting,
    d.file_name,
    x.page
FROM assignments AS x
JOIN documents AS d USING (document_id)
LEFT JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL
ORDER BY x.due_on NULLS LAST, m.municipality, d.committee, x.document_id, x.page, x.assignment_id
