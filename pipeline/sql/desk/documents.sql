-- Every document that is stored, those of no certain kommun and those that another one has replaced too.
SELECT
    d.document_id,
    m.municipality,
    d.committee,
    d.document_type,
    d.year,
    d.period,
    d.title,
    d.file_name,
    d.pages,
    d.text_source,
    d.superseded_by IS NOT NULL AS superseded,
    (SELECT count(*) FROM findings AS f WHERE f.document_id = d.document_id AND f.severity <> 'info') AS doubts
FROM documents AS d
LEFT JOIN municipalities AS m USING (municipality_code)
ORDER BY m.municipality NULLS FIRST, d.committee NULLS FIRST, d.year DESC NULLS LAST, d.file_name, d.document_id
