-- The indicators of one kommun, committee and year's documents, each value with its place.
WITH own AS (
    SELECT d.document_id, d.period
    FROM documents AS d
    JOIN municipalities AS m USING (municipality_code)
    WHERE m.municipality = $municipality AND d.committee IS NOT DISTINCT FROM $committee::VARCHAR AND d.year = $year
        AND d.superseded_by IS NULL
),

places AS (
    SELECT
        indicator_id,
        "group",
        kind,
        CASE WHEN kind = 'baseline' THEN NULL ELSE year END AS year,
        {'document_id': document_id, 'page': page, 'bbox': bbox::DOUBLE[]} AS place
    FROM indicator_values
    WHERE document_id IN (SELECT document_id FROM own)
    QUALIFY row_number() OVER (
        PARTITION BY indicator_id, "group", kind, CASE WHEN kind = 'baseline' THEN NULL ELSE year END ORDER BY page, bbox
    ) = 1
)

SELECT
    p.*,
    o.period,
    {'document_id': i.document_id, 'page': i.page, 'bbox': i.bbox::DOUBLE[]} AS place,
    b.place AS place_baseline,
    t.place AS place_target,
    u.place AS place_outcome,
    -- a goal that is partly met has not been met by its figure
    CASE WHEN p.met IS NOT NULL AND p.fulfilment IS NOT NULL THEN p.met = (p.fulfilment = 'met') END AS agrees
FROM indicator_progress AS p
JOIN own AS o USING (document_id)
JOIN indicators AS i USING (indicator_id)
LEFT JOIN places AS b ON b.indicator_id = p.indicator_id AND b."group" IS NOT DISTINCT FROM p."group" AND b.kind = 'baseline'
LEFT JOIN places AS t
    ON t.indicator_id = p.indicator_id AND t."group" IS NOT DISTINCT FROM p."group" AND t.kind = 'target'
    AND t.year IS NOT DISTINCT FROM p.year
LEFT JOIN places AS u
    ON u.indicator_id = p.indicator_id AND u."group" IS NOT DISTINCT FROM p."group" AND u.kind = 'outcome'
    AND u.year IS NOT DISTINCT FROM p.year
ORDER BY o.period, p.file_name, p.page, i.bbox[2], p."group", p.year
