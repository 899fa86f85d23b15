-- Every activity, or those of one kommun, with what is compared and where in time its document stands; slot: 0 plan, 1 T1, 2 T2, 3 the year's end.
SELECT
    d.document_id,
    d.sha256,
    d.municipality_code,
    d.committee,
    d.year,
    greatest(d.year, d.year_to) AS year_to,
    CASE d.period WHEN 'plan' THEN 0 WHEN 'T1' THEN 1 WHEN 'T2' THEN 2 WHEN 'T3' THEN 3 WHEN 'helår' THEN 3 END AS slot,
    a.activity_id,
    a.row,
    a.page,
    a.title,
    a.responsible,
    a.kind,
    a.due_on,
    a.comment,
    g.level AS goal_level,
    g.number AS goal_number,
    g.text AS goal_text
FROM activities AS a
JOIN documents AS d ON d.document_id = a.document_id
LEFT JOIN goals AS g ON g.goal_id = a.goal_id
WHERE d.superseded_by IS NULL AND (?::BOOLEAN OR d.municipality_code IS NOT DISTINCT FROM ?::VARCHAR)
ORDER BY d.year, slot, d.document_id, a.row, a.activity_id
