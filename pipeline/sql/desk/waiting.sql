-- The links that wait for a person's word, the likest first, with both rows and their places.
SELECT
    l.from_activity_id,
    l.to_activity_id,
    l.score,
    m.municipality,
    da.committee,
    {'document_id': a.document_id, 'page': a.page, 'bbox': a.bbox::DOUBLE[]} AS from_place,
    {'document_id': b.document_id, 'page': b.page, 'bbox': b.bbox::DOUBLE[]} AS to_place,
    a.title AS from_title,
    b.title AS to_title,
    coalesce(ga.title, ga.text) AS from_goal,
    coalesce(gb.title, gb.text) AS to_goal,
    a.responsible AS from_responsible,
    b.responsible AS to_responsible,
    a.status_text AS from_status,
    b.status_text AS to_status,
    a.comment AS from_comment,
    b.comment AS to_comment,
    concat_ws(' ', da.period, da.year) AS from_period,
    concat_ws(' ', db.period, db.year) AS to_period
FROM activity_links AS l
JOIN activities AS a ON a.activity_id = l.from_activity_id
JOIN activities AS b ON b.activity_id = l.to_activity_id
JOIN documents AS da ON da.document_id = a.document_id
JOIN documents AS db ON db.document_id = b.document_id
LEFT JOIN municipalities AS m ON m.municipality_code = da.municipality_code
LEFT JOIN goals AS ga ON ga.goal_id = a.goal_id
LEFT JOIN goals AS gb ON gb.goal_id = b.goal_id
WHERE l.decision = 'review'
ORDER BY l.score DESC, da.year, da.file_name, a.row, b.row, l.from_activity_id, l.to_activity_id
