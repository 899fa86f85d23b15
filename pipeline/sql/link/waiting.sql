-- Links that wait for a person's word, the likest first.
SELECT
    l.from_activity_id,
    l.to_activity_id,
    a.title AS from_title,
    b.title AS to_title,
    a.page AS from_page,
    b.page AS to_page,
    da.file_name AS from_file,
    db.file_name AS to_file,
    l.score,
    l.decision
FROM activity_links AS l
JOIN activities AS a ON a.activity_id = l.from_activity_id
JOIN activities AS b ON b.activity_id = l.to_activity_id
JOIN documents AS da ON da.document_id = a.document_id
JOIN documents AS db ON db.document_id = b.document_id
WHERE l.decision = 'review'
ORDER BY l.score DESC, da.year, da.file_name, a.row, b.row, l.from_activity_id, l.to_activity_id
