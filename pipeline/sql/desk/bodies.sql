-- Whose documents there are: kommun, committee and year, the latest year first.
SELECT DISTINCT
    m.municipality,
    d.committee,
    d.year
FROM documents AS d
JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL AND d.year IS NOT NULL
    AND CASE $kind
        WHEN 'activities' THEN EXISTS (SELECT 1 FROM activities AS x WHERE x.document_id = d.document_id)
        WHEN 'budget' THEN EXISTS (SELECT 1 FROM budget_lines AS x WHERE x.document_id = d.document_id)
        WHEN 'indicators' THEN EXISTS (SELECT 1 FROM indicators AS x WHERE x.document_id = d.document_id)
    END
ORDER BY m.municipality, d.committee NULLS FIRST, d.year DESC
