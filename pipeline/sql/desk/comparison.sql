-- The chosen kommuner side by side, a row per committee and year; the net budget with the place that it is from.
SELECT
    *,
    CASE WHEN budget_page IS NOT NULL THEN {
        'document_id': budget_document_id, 'page': budget_page, 'bbox': budget_bbox
    } END AS place_budget
FROM municipality_comparison
WHERE list_contains($municipalities::VARCHAR[], municipality)
ORDER BY year DESC, municipality, committee NULLS FIRST
