-- The chosen kommuner side by side, a row per committee and year; the net budget with the page that it is from.
SELECT c.*, {'document_id': d.document_id, 'page': c.budget_page, 'bbox': NULL} AS place_budget
FROM municipality_comparison AS c
LEFT JOIN documents AS d
    ON d.file_name = c.budget_file AND d.year = c.year AND d.committee IS NOT DISTINCT FROM c.committee
    AND d.superseded_by IS NULL
WHERE list_contains($municipalities::VARCHAR[], c.municipality)
ORDER BY c.year DESC, c.municipality, c.committee NULLS FIRST
