-- Printed words that have no meaning yet, the commonest first, each with a page where it stands.
SELECT
    w.*,
    {'document_id': d.document_id, 'page': w.example_page, 'bbox': NULL} AS place
FROM missing_words AS w
LEFT JOIN documents AS d ON d.file_name = w.example_file AND d.superseded_by IS NULL
QUALIFY row_number() OVER (PARTITION BY w.word, w.vocabulary ORDER BY d.document_id) = 1
ORDER BY w.count DESC, w.word
