-- How well each document was read, with the share of its amounts that two readings agree on.
WITH checked AS (
    SELECT document_id, count(*) FILTER (verified) / count(*) AS verified_share
    FROM budget_lines
    WHERE amount IS NOT NULL
    GROUP BY document_id
),

unknown AS (
    SELECT document_id, count(DISTINCT word) AS unknown_words FROM findings WHERE word IS NOT NULL GROUP BY document_id
)

SELECT
    q.*,
    c.verified_share,
    coalesce(u.unknown_words, 0) AS unknown_words,
    {'document_id': q.document_id, 'page': 1, 'bbox': NULL} AS place
FROM data_quality AS q
LEFT JOIN checked AS c USING (document_id)
LEFT JOIN unknown AS u USING (document_id)
ORDER BY q.findings_error DESC, q.findings_warning DESC, q.municipality, q.committee, q.year, q.file_name, q.document_id
