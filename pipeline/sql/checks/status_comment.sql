-- Comments that tell the opposite of the printed status: done under not_started, or the other way round.
WITH sentences AS (
    SELECT
        document_id,
        title,
        status,
        status_text,
        page,
        bbox,
        unnest(string_split(regexp_replace(comment, '([.!?])\s+(\p{Lu})', '\1' || chr(10) || '\2', 'g'), chr(10))) AS sentence
    FROM activities
    WHERE status IN ('done', 'not_started') AND comment IS NOT NULL
),

worded AS (
    SELECT *, ' ' || regexp_replace(lower(sentence), '[^\p{L}\p{N}]+', ' ', 'g') || ' ' AS words
    FROM sentences
),

phrases AS (
    SELECT status, ' ' || trim(regexp_replace(lower(phrase), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ' AS words
    FROM status_phrases
    WHERE status IN ('done', 'not_started')
)

SELECT
    w.document_id,
    'warning' AS severity,
    format('The comment contradicts the status ''{}'': {}', coalesce(w.status_text, w.status), trim(w.sentence)) AS message,
    coalesce(w.status_text, w.status) AS stated,
    CASE w.status WHEN 'done' THEN 'not_started' ELSE 'done' END AS expected,
    w.title AS label,
    w.page,
    w.bbox
FROM worded AS w
WHERE EXISTS (SELECT 1 FROM phrases AS p WHERE p.status <> w.status AND contains(w.words, p.words))
