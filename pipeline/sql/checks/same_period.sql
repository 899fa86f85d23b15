-- Documents of one kommun, committee, type and period that all count: if one corrects another, put it in its place.
SELECT
    d.document_id,
    'info' AS severity,
    format('{} is of the same kommun, committee, type and period, and both count', o.file_name) AS message,
    o.document_id AS label
FROM documents AS d
JOIN documents AS o
    ON o.municipality_code = d.municipality_code AND o.committee IS NOT DISTINCT FROM d.committee
    AND o.document_type = d.document_type AND o.year = d.year AND o.year_to IS NOT DISTINCT FROM d.year_to
    AND o.period = d.period AND o.document_id <> d.document_id
WHERE d.superseded_by IS NULL AND o.superseded_by IS NULL AND d.document_type <> 'okänd'
