-- The latest outcome and target of every indicator of the chosen kommuner.
SELECT
    p.municipality,
    p.indicator,
    p."group",
    p.unit,
    p.year,
    p.target,
    p.outcome,
    p.target_text,
    p.outcome_text,
    {'document_id': i.document_id, 'page': i.page, 'bbox': i.bbox::DOUBLE[]} AS place
FROM indicator_progress AS p
JOIN indicators AS i USING (indicator_id)
WHERE list_contains($municipalities::VARCHAR[], p.municipality)
QUALIFY row_number() OVER (
    PARTITION BY p.municipality, p.indicator, p."group" ORDER BY p.outcome IS NULL, p.year DESC, p.file_name DESC, p.indicator_id
) = 1
ORDER BY p.municipality, p.indicator, p."group"
