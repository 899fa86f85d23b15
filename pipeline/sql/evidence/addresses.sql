-- Where the file of a document was read or met again with the same content, the first reading first, then the latest.
SELECT d.sha256, d.file_name, a.source_uri
FROM documents AS d
JOIN (
    SELECT sha256, source_uri, NULL AS met_at FROM documents
    UNION ALL
    SELECT sha256, source_uri, max(started_at) FROM ingest_log GROUP BY ALL
) AS a USING (sha256)
WHERE d.document_id = $document_id
GROUP BY ALL
ORDER BY bool_or(a.met_at IS NULL) DESC, max(a.met_at) DESC
