-- Steps that wait for a person's word, by kommun and matter.
SELECT
    s.step_id,
    s.matter_id,
    concat_ws(' ', s.body, s.on_date, s.paragraph, s.title) AS step,
    m.title AS matter,
    s.evidence,
    s.score,
    d.file_name,
    s.page
FROM matter_steps AS s
JOIN matters AS m USING (matter_id)
JOIN documents AS d USING (document_id)
WHERE s.decision = 'review'
ORDER BY m.municipality_code, m.last_date DESC, s.matter_id, s.ordinal
