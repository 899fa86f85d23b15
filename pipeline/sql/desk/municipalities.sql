-- The kommuner that have documents, and the years of these.
SELECT m.municipality, list(DISTINCT d.year ORDER BY d.year DESC) AS years
FROM documents AS d
JOIN municipalities AS m USING (municipality_code)
WHERE d.superseded_by IS NULL AND d.year IS NOT NULL
GROUP BY m.municipality
ORDER BY m.municipality
