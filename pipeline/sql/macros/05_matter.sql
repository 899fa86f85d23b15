-- What happened to a matter: its steps in order, FROM matter('2026.134 BUN'), by a diarienummer of any of its bodies,
-- however it is punctuated, or by its matter_id. A step that waits for a person's word has decision 'review'.
CREATE OR REPLACE MACRO matter(number) AS TABLE
WITH wanted AS (
    SELECT DISTINCT matter_id
    FROM matter_numbers
    WHERE regexp_replace(upper(number_text), '[^0-9A-ZÅÄÖ]+0*', ' ', 'g')
        = regexp_replace(upper(regexp_replace(trim(number), '^(?i:dnr|diarienr)[.:]?\s*', '')), '[^0-9A-ZÅÄÖ]+0*', ' ', 'g')
    UNION
    SELECT matter_id FROM matters WHERE matter_id = number
)

SELECT
    m.title AS matter,
    s.stage,
    s.body,
    s.on_date,
    s.paragraph,
    s.outcome,
    s.outcome_text,
    s.told_by,
    s.evidence,
    s.decision,
    d.file_name,
    s.page,
    s.step_id,
    s.matter_id
FROM wanted AS w
JOIN matters AS m USING (matter_id)
JOIN matter_steps AS s USING (matter_id)
JOIN documents AS d USING (document_id)
WHERE s.decision <> 'rejected'
ORDER BY m.first_date, s.matter_id, s.ordinal
