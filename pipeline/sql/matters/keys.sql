-- What names a step, or the first of a matter's steps but one, through every re-reading: its document's content, its page
-- and what it is called (Step.name).
SELECT
    d.sha256,
    s.page,
    CASE
        WHEN s.paragraph IS NULL AND s.on_date IS NULL THEN coalesce(s.title, '')
        ELSE concat_ws(' ', s.paragraph, s.body, s.on_date)
    END AS name
FROM matter_steps AS s
JOIN documents AS d USING (document_id)
WHERE s.step_id = $id OR (s.matter_id = $id AND s.step_id <> $but)
ORDER BY s.decision NOT IN ('auto', 'confirmed'), s.told_by <> 'own', s.ordinal
LIMIT 1
