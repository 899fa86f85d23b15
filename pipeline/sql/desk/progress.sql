-- The activities of one kommun, committee and year, each observation with the place of its status.
WITH statuses AS (
    SELECT record_id, {'document_id': document_id, 'page': page, 'bbox': bbox::DOUBLE[]} AS place
    FROM field_places
    WHERE field = 'status' AND part = 1
),

places AS (
    SELECT
        a.activity_id,
        coalesce(s.place, {'document_id': a.document_id, 'page': a.page, 'bbox': a.bbox::DOUBLE[]}) AS place,
        a.comment
    FROM activities AS a
    LEFT JOIN statuses AS s ON s.record_id = a.activity_id
)

SELECT
    p.* EXCLUDE (comment_t2, comment_t3),
    a.place AS place_plan,
    b.place AS place_t1,
    c.place AS place_t2,
    d.place AS place_t3,
    a.comment AS comment_plan,
    b.comment AS comment_t1,
    c.comment AS comment_t2,
    d.comment AS comment_t3,
    coalesce(d.place, c.place, b.place, a.place) AS place_latest
FROM activity_progress AS p
LEFT JOIN places AS a ON a.activity_id = p.activity_id_plan
LEFT JOIN places AS b ON b.activity_id = p.activity_id_t1
LEFT JOIN places AS c ON c.activity_id = p.activity_id_t2
LEFT JOIN places AS d ON d.activity_id = p.activity_id_t3
WHERE p.municipality = $municipality AND p.committee IS NOT DISTINCT FROM $committee::VARCHAR AND p.year = $year
ORDER BY
    list_position(
        ['completed', 'advanced', 'regressed', 'new', 'dropped', NULL, 'unchanged', 'still_done', 'still_cancelled'], p.change
    ),
    coalesce(p.page_t3, p.page_t2, p.page_t1, p.page_plan), p.title, p.track_id
