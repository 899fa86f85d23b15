-- Every activity of the chosen kommuner once, as its latest report has it.
SELECT
    m.municipality,
    a.title,
    a.status,
    a.status_text,
    d.year,
    d.period,
    g.level AS goal_level,
    g.number AS goal_number,
    coalesce(g.text, g.title) AS goal,
    {'document_id': a.document_id, 'page': a.page, 'bbox': a.bbox::DOUBLE[]} AS place
FROM activities AS a
JOIN activity_tracks AS t USING (activity_id)
JOIN documents AS d ON d.document_id = a.document_id
JOIN municipalities AS m USING (municipality_code)
LEFT JOIN goals AS g ON g.goal_id = a.goal_id
WHERE d.superseded_by IS NULL AND list_contains($municipalities::VARCHAR[], m.municipality)
QUALIFY row_number() OVER (
    PARTITION BY t.track_id
    ORDER BY d.year DESC, list_position(['plan', 'T1', 'T2', 'T3', 'helår'], d.period) DESC NULLS LAST, a.activity_id
) = 1
ORDER BY m.municipality, d.year, a.row
