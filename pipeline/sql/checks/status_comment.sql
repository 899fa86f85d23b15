-- Comments that tell the opposite of the printed status: done under not_started, or the other way round.
WITH sentences AS (
    SELECT
        activity_id,
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
    coalesce(s.page, w.page) AS page,
    coalesce(s.bbox, w.bbox) AS bbox,
    c.page AS other_page,
    c.bbox AS other_bbox
FROM worded AS w
LEFT JOIN field_places AS s ON s.record_id = w.activity_id AND s.field = 'status' AND s.part = 1
LEFT JOIN field_places AS c ON c.record_id = w.activity_id AND c.field = 'comment' AND c.part = 1
WHERE EXISTS (SELECT 1 FROM phrases AS p WHERE p.status <> w.status AND contains(w.words, p.words))
