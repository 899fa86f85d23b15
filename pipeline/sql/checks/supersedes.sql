-- Corrected documents, each with the one whose place it took: what is superseded no longer counts in the views.
SELECT
    n.document_id,
    'info' AS severity,
    format('Supersedes {}, which lay at the same place and no longer counts', o.document_id) AS message,
    o.file_name AS label
FROM documents AS o
JOIN documents AS n ON n.document_id = o.superseded_by
