-- What does not agree in a document, the gravest first, each with its place.
SELECT
    severity,
    check_name,
    page,
    label,
    column_text,
    stated,
    expected,
    word,
    message,
    {'document_id': document_id, 'page': coalesce(page, 1), 'bbox': bbox::DOUBLE[]} AS place
FROM findings
WHERE document_id = $document_id
ORDER BY list_position(['error', 'warning', 'info'], severity), page, check_name, label, column_text, message
