-- Printed words that the program gives no meaning, over all documents: what to add to which vocabulary file. Words that
-- differ in a year or in capitals alone are counted as one.
-- word: The word as it is printed where it is met first.
-- kind: What kind of word it is: status, assessment, column heading, type of document or committee.
-- vocabulary: The file of extractors/vocabulary in which a line gives it a meaning.
-- count: How many times it was met.
-- documents: In how many documents.
-- example_file: The first document, in the order of file names, that has it.
-- example_page: The page in that document.
SELECT
    first(word ORDER BY file_name, page, word) AS word,
    CASE vocabulary
        WHEN 'statuses.toml' THEN 'status'
        WHEN 'fulfilment.toml' THEN 'assessment'
        WHEN 'document_types.toml' THEN 'type of document'
        WHEN 'committees.toml' THEN 'committee'
        ELSE 'column heading'
    END AS kind,
    vocabulary,
    count(*) AS count,
    count(DISTINCT document_id) AS documents,
    first(file_name ORDER BY file_name, page, word) AS example_file,
    first(page ORDER BY file_name, page, word) AS example_page
FROM findings
INNER JOIN documents USING (document_id)
WHERE superseded_by IS NULL
    AND regexp_matches(word, '\p{L}')
GROUP BY trim(regexp_replace(lower(word), '\b(19|20)\d\d\b', '', 'g')), vocabulary
