-- Where the words of each page of a document went.
SELECT page, in_tables, in_text, in_furniture, unassigned, words, text_source, reader_reason
FROM page_ledger
WHERE document_id = $document_id
ORDER BY page
